"""Values together with what on the page gave them."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from typing import Generic, TypeVar

from watcher.extract.elements import Tag
from watcher.extract.inline import MARK, classes_of, own_text
from watcher.model import Article
from watcher.text import shortened

_BEGINS = 80  # characters

T = TypeVar("T")


@dataclass(frozen=True, slots=True, kw_only=True)
class Told(Generic[T]):
    """One field of an article, and in words what on the page gave it; "" where nothing did."""

    value: T
    by: str = ""


def first_told(candidates: Iterable[tuple[str, T]], nothing: T) -> Told[T]:
    """The first of (signal, value) whose value is not empty; `nothing` where all are."""
    by, value = next((told for told in candidates if told[1]), ("", nothing))
    return Told(value=value, by=by)


@dataclass(frozen=True, slots=True, kw_only=True)
class LeftOut:
    """Something inside the story's element that was not read.

    `where` is its tag and class path below that element, `why` the reason in words, `begins` how its text begins.
    """

    where: str
    why: str
    begins: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """An article, and how it was read out of its page.

    `signals` says for each field that is not empty what gave it, and under "body" how the story's element was found.
    `left_out` is what stands inside that element and was not read, in the order of the page.
    """

    article: Article
    signals: Mapping[str, str]
    left_out: tuple[LeftOut, ...] = ()


def left_out(tag: Tag, why: str) -> LeftOut:
    """An element of the story that was not read."""
    return LeftOut(where=" > ".join(reversed(list(_path(tag)))), why=why, begins=shortened(own_text(tag), _BEGINS))


def _path(tag: Tag) -> Iterator[str]:
    """The tags with their class names from an element up to the story's."""
    for part in (tag, *tag.parents):
        if MARK in part.attrs:
            return
        yield ".".join((part.name, *classes_of(part).split()))


def document_explained(article: Article) -> Explanation:
    """An article that was not read out of a page."""
    named = ("body" if f.name == "blocks" else f.name for f in fields(article) if getattr(article, f.name))
    return Explanation(
        article=article, signals={name: "the document itself" for name in named if name not in ("url", "site")}
    )
