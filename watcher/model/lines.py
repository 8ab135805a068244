"""The lines of an article: what of it could be its site's furniture, and what of that an edit touched.

Here, and not beside the reader, because the store asks for no more of them than it needs.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence, Set
from dataclasses import dataclass

from watcher.model.article import Article, Block, Heading, List, Paragraph, Quote
from watcher.model.repeated import Line, words
from watcher.text import cjk_share, letters, shortened

_LEAST = 4  # letters
_MOST = 60  # lines at either end of an article: furniture stands at its ends, live blogs are long
_EXCERPT = 80  # characters
_THIRD = 3
_FEW = 8  # texts that came and went with an edit
_ENDS = (".", "!", "?", "…", "。", "！", "？", "؟", "।", "»", "”", "“", '"', "」", ")", "）")


def lines_of(article: Article) -> tuple[Line, ...]:
    """The lines of an article that could be furniture, each once, in order.

    Headlines, notices, pictures with their captions, tables, credits and names never are.
    """
    title = letters(article.title)
    lines = {told: text for text in _texts(article) if _is_line(told := letters(text), title)}
    kept = [*lines.items()]
    kept = kept if len(kept) <= 2 * _MOST else kept[:_MOST] + kept[-_MOST:]
    own = [words(text) for _, text in kept]
    shared = _shared([words(article.title), *own])
    return tuple(
        _line_of(told, text, foreign=not _is_third(its & shared, its))
        for (told, text), its in zip(kept, own, strict=True)
    )


@dataclass(frozen=True, slots=True, kw_only=True)
class Touched:
    """The lines that `came` with an edit, and the digests of those that are `gone`."""

    came: Sequence[Line]
    gone: Set[str]


def touched(before: Article, after: Article) -> Touched | None:
    """What an edit did to the lines; None where it did so much that all of them are to be looked at."""
    old, new = dict.fromkeys(_texts(before)), dict.fromkeys(_texts(after))
    came = [text for text in new if text not in old]
    gone = [text for text in old if text not in new]
    if before.title != after.title or len(came) + len(gone) > _FEW or max(len(old), len(new)) > 2 * _MOST:
        return None
    title, lines = letters(after.title), []
    for text in came:
        if _is_line(told := letters(text), title):
            others = [after.title, *(other for other in new if other is not text)]
            lines.append(_line_of(told, text, foreign=_is_foreign(words(text), others)))
    return Touched(came=lines, gone={digest_of(text) for text in gone})


def text_of(block: Block) -> str:
    """The text by which a block is compared, a list as a whole; "" for a block that is never furniture."""
    match block:
        case Paragraph() | Heading() | Quote():
            return block.text
        case List():
            return "\n".join(block.items)
        case _:
            return ""


def digest_of(text: str) -> str:
    """16 hex digits by which a line is known on other articles."""
    return _digest(letters(text))


def _texts(article: Article) -> list[str]:
    """The texts that may be lines, in order."""
    return list(filter(None, (article.standfirst, *map(text_of, article.blocks))))


def _is_line(told: str, title: str) -> bool:
    return len(told) >= _LEAST and told != title


def _shared(texts: Sequence[Set[str]]) -> Set[str]:
    """The words that stand in several of the texts."""
    seen: set[str] = set()
    shared: set[str] = set()
    for text in texts:
        shared |= seen & text
        seen |= text
    return shared


def _is_foreign(own: Set[str], others: Iterable[str]) -> bool:
    """Whether hardly any of a text's words stand in the others. They are read until enough do."""
    left = set(own)
    for other in others:
        left -= words(other)
        if _is_third(own - left, own):
            return False
    return True


def _is_third(some: Set[str], own: Set[str]) -> bool:
    """Whether they are a third of the words of a text, or more."""
    return _THIRD * len(some) >= max(len(own), 1)


def _line_of(told: str, text: str, *, foreign: bool) -> Line:
    """The line of a text whose letters are `told`."""
    return Line(
        digest=_digest(told),
        size=round(len(told) * (1 + 2 * cjk_share(text))),
        label=not text.endswith(_ENDS),
        excerpt=shortened(text, _EXCERPT),
        foreign=foreign,
    )


def _digest(told: str) -> str:
    return hashlib.sha256(told.encode("utf-8", "surrogatepass")).hexdigest()[:16]
