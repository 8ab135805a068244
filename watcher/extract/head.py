"""The elements around a headline, and small tools for texts out of metadata."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from html import unescape

from bs4.element import Tag

from watcher.text import reader_text

_LONGEST = 20_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Head:
    """The elements around the headline, as parsed: before it, between it and the story, the story itself.

    `opening` holds what stands between headline and first paragraph where the story's own element holds them both.
    """

    title: Tag | None
    before: tuple[Tag, ...]
    between: tuple[Tag, ...]
    body: Tag
    opening: tuple[Tag, ...] = ()


def plain(told: str) -> str:
    """Text out of a metadata field, where publishers leave entities and tags."""
    told = told[:_LONGEST]
    if "<" in told or "&" in told:
        told = re.sub(r"<[^<>]{0,300}>", " ", unescape(unescape(told)))
    return reader_text(told)


def distinct(names: Sequence[str]) -> tuple[str, ...]:
    """Names without repetition, whatever the case, in order."""
    by_key: dict[str, str] = {}
    for name in names:
        by_key.setdefault(name.casefold(), name)
    return tuple(by_key.values())
