"""Text that repeats across a site's articles: an article without the lines that are known."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from watcher.extract.told import LeftOut
from watcher.model import Article, Block, Heading, Known, Paragraph
from watcher.model.lines import digest_of, lines_of, text_of

_INTRODUCES = (":", "：")


def is_known(text: str, known: Known) -> bool:
    """Whether a text is a line that the site is known to repeat."""
    return bool(known.lines) and known.line(digest_of(text)) is not None


def without(blocks: Sequence[Block], known: Known) -> tuple[Block, ...]:
    """The blocks without known lines; all of them where no text would be left.

    What introduces something, a heading or "Why it matters:", goes only where nothing of what it introduces is left:
    a site may give all its stories the same sections.
    """
    kept: list[Block] = []
    for block in reversed(blocks if known.lines else ()):
        text = text_of(block)
        if not text or not is_known(text, known) or (_introduces(block) and kept and not isinstance(kept[-1], Heading)):
            kept.append(block)
    return tuple(reversed(kept)) if any(text_of(b) and not isinstance(b, Heading) for b in kept) else tuple(blocks)


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


def _introduces(block: Block) -> bool:
    return isinstance(block, Heading) or (isinstance(block, Paragraph) and block.text.endswith(_INTRODUCES))
