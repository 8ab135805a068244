"""Text that repeats across a site's articles: the lines of an article, and the article without those that are known."""

from __future__ import annotations

import hashlib
from collections.abc import Sequence, Set
from dataclasses import replace

from watcher.extract.signs import letters
from watcher.extract.told import LeftOut
from watcher.model import Article, Block, Heading, Known, Line, List, Paragraph, Quote
from watcher.model.repeated import words
from watcher.text import cjk_share, shortened

_LEAST = 4  # letters
_MOST = 60  # lines at either end of an article: furniture stands at its ends, live blogs are long
_EXCERPT = 80  # characters
_THIRD = 3
_INTRODUCES = (":", "：")
_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "»", "”", "“", '"', "」", ")", "）")


def lines_of(article: Article) -> tuple[Line, ...]:
    """The lines of an article that could be furniture, each once, in order.

    Headlines, notices, pictures with their captions, tables, credits and names never are.
    """
    texts = [article.standfirst or "", *(text for block in article.blocks if (text := _line(block)))]
    title = letters(article.title)
    lines = {told: text for text in texts if len(told := letters(text)) >= _LEAST and told != title}
    kept = [*lines.items()]
    kept = kept if len(kept) <= 2 * _MOST else kept[:_MOST] + kept[-_MOST:]
    own = [words(text) for _, text in kept]
    shared = _shared([words(article.title), *own])
    return tuple(_line_of(told, text, its, shared) for (told, text), its in zip(kept, own, strict=True))


def _shared(texts: Sequence[Set[str]]) -> Set[str]:
    """The words that stand in several of the texts."""
    seen: set[str] = set()
    shared: set[str] = set()
    for text in texts:
        shared |= seen & text
        seen |= text
    return shared


def _line_of(told: str, text: str, own: Set[str], shared: Set[str]) -> Line:
    """The line of a text whose letters are `told`, with its `own` words. Those that are `shared` stand in several texts
    of the article."""
    size = round(len(told) * (1 + 2 * cjk_share(text)))
    foreign = _THIRD * len(own & shared) < max(len(own), 1)
    return Line(
        digest=_digest(told),
        size=size,
        label=not text.endswith(_ENDS),
        excerpt=shortened(text, _EXCERPT),
        foreign=foreign,
    )


def is_known(text: str, known: Known) -> bool:
    """Whether a text is a line that the site is known to repeat."""
    return bool(known.lines) and known.line(_digest(letters(text))) is not None


def without(blocks: Sequence[Block], known: Known) -> tuple[Block, ...]:
    """The blocks without known lines; all of them where no text would be left.

    What introduces something, a heading or "Why it matters:", goes only where nothing of what it introduces is left:
    a site may give all its stories the same sections.
    """
    kept: list[Block] = []
    for block in reversed(blocks if known.lines else ()):
        text = _line(block)
        if not text or not is_known(text, known) or (_introduces(block) and kept and not isinstance(kept[-1], Heading)):
            kept.append(block)
    return tuple(reversed(kept)) if any(_line(b) and not isinstance(b, Heading) for b in kept) else tuple(blocks)


def stripped(article: Article, known: Known) -> Article:
    """An article that was read otherwise, without known lines."""
    standfirst = article.standfirst
    if standfirst and is_known(standfirst, known):
        standfirst = None
    return replace(article, standfirst=standfirst, blocks=without(article.blocks, known))


def repetitions(whole: Article, article: Article, known: Known) -> tuple[LeftOut, ...]:
    """The lines of the `whole` article that `article`, read with what is known, has no more, and why."""
    kept = {line.digest for line in lines_of(article)}
    found = ((line, known.line(line.digest)) for line in lines_of(whole) if line.digest not in kept)
    return tuple(
        LeftOut(
            where="line",
            why=f"repeats: seen on {seen.articles} of {seen.counted} articles of {known.site}",
            begins=line.excerpt,
        )
        for line, seen in found
        if seen is not None
    )


def _line(block: Block) -> str:
    """The text by which a block is compared, a list as a whole; "" for a block that is never furniture."""
    match block:
        case Paragraph() | Heading() | Quote():
            return block.text
        case List():
            return "\n".join(block.items)
        case _:
            return ""


def _introduces(block: Block) -> bool:
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and block.text.endswith(_INTRODUCES))


def _digest(told: str) -> str:
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
