"""A comparison in the form that `diff` is asked for."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace

from watcher.cli.columns import beside, rows
from watcher.cli.difference import difference, drawn
from watcher.cli.html_page import page_beside, page_of
from watcher.cli.sides import Comparison
from watcher.cli.terminal import Screen, plain
from watcher.notify.markup import Line, as_markdown


def shown(found: Comparison, form: str, out: Screen, *, side_by_side: bool) -> Iterator[str]:
    """The comparison as text for `out`, as Markdown, or as a page of HTML. Markdown has no columns."""
    old, new, told = found.old.article, found.new.article, found.disclosures
    heading = list(found.heading())
    if side_by_side and form == "text":
        yield from drawn(heading, out)
        yield ""
        yield from beside(old, new, found.changes, out, told)
    elif side_by_side and form == "html":
        names = found.old.name, found.new.name
        yield from page_beside(heading, names, rows(old, new, found.changes, told), new.language)
    else:
        lines = [*heading, *difference(old, new, found.changes, told)]
        yield from written(lines, form, out, new.language)


def written(lines: Sequence[Line], form: str, out: Screen, language: str | None = None) -> Iterator[str]:
    """The lines as text for `out`, as Markdown, or as a page of HTML; `language` is that of the articles."""
    if form == "text":
        yield from drawn(lines, out)
    elif form == "markdown":
        yield as_markdown(map(_plain, lines))
    else:
        yield from page_of(lines, language)


def _plain(line: Line) -> Line:
    """The line without anything that a terminal obeys, which is where Markdown may be shown."""
    return replace(line, pieces=tuple((mark, plain(text)) for mark, text in line.pieces))
