"""How an article was read out of its page, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import fields

from watcher.cli.terminal import Screen, Styled, counted, fitted, plain, table
from watcher.extract import Explanation
from watcher.model import Article

_VALUE, _PLACE = 50, 60  # cells


def explanation_lines(found: Explanation, out: Screen) -> Iterator[str]:
    """A table of the fields with what gave them, and one of what was left out."""
    rows = [
        ((name, "strong"), _cell(value, _VALUE), (found.signals.get(name, ""), ""))
        for name, value in _fields(found.article)
        if value
    ]
    yield from table(rows, ("field", "value", "given by"), out)
    if found.left_out:
        yield ""
        left_out = [((left.why, "strong"), _cell(left.where, _PLACE), (left.begins, "")) for left in found.left_out]
        yield from table(left_out, ("left out of the body", "where", "begins"), out)


def _fields(article: Article) -> Iterator[tuple[str, str]]:
    """(name, value as text) of all that was read, the story itself as "body"."""
    for field in fields(article):
        value = getattr(article, field.name)
        if field.name == "blocks":
            yield "body", counted(len(value), "block") if value else ""
        elif field.name not in ("url", "site"):
            yield field.name, "; ".join(value) if isinstance(value, tuple) else value or ""


def _cell(text: str, width: int) -> Styled:
    return fitted(plain(text), width), ""
