"""A difference as a whole page of HTML: one style sheet, no script, nothing that is loaded from anywhere."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby

from watcher.cli.columns import Row, Rows, folded
from watcher.cli.marking import Pieces
from watcher.cli.terminal import plain
from watcher.notify.markup import Line, Mark, address_escaped
from watcher.urls import is_web

_LANGUAGE = re.compile(r"[A-Za-z]{2,8}(?:-[A-Za-z0-9]{1,8})*")
# What is old or new is told by a line through or under it as well as by its colour, and to those who listen in words.
# The non-joiner keeps Arabic letters of what is old from joining those of what is new.
_STYLE = """
:root { color-scheme: light dark; --old: #8f1414; --old-back: #fde4e4; --new: #0a5220; --new-back: #d9f4e1;
  --dim: #5f6368; --line: #d0d4d9; }
@media (prefers-color-scheme: dark) { :root { --old: #ffb3ad; --old-back: #4a1a1a; --new: #a8e6b8; --new-back: #143d22;
  --dim: #a3a9b0; --line: #3c4147; } }
body { margin: 0 auto; padding: 1.5rem; max-width: 46rem; font: 1rem/1.6 system-ui, sans-serif; }
body.wide { max-width: 90rem; }
h1 { margin: 0 0 .3rem; font-size: 1.5rem; line-height: 1.3; }
h2 { margin: 1.6rem 0 .3rem; font-size: 1rem; border-top: 1px solid var(--line); padding-top: .8rem; }
p { margin: .3rem 0; overflow-wrap: anywhere; }
del { color: var(--old); background: var(--old-back); text-decoration: line-through; }
ins { color: var(--new); background: var(--new-back); text-decoration: underline; }
del, ins { padding: 0 .1em; border-radius: .15em; }
.cut { color: var(--dim); }
table { width: 100%; border-collapse: collapse; table-layout: fixed; }
td, th { padding: .3rem .6rem; vertical-align: top; text-align: start; }
td + td { border-inline-start: 1px solid var(--line); }
tr.name th { padding-top: 1rem; border-top: 1px solid var(--line); }
.alike { color: var(--dim); text-align: center; }
del::before, ins::before { position: absolute; width: 1px; height: 1px; overflow: hidden; clip-path: inset(50%);
  white-space: nowrap; }
del::before { content: " removed: "; }
ins::before { content: " added: "; }
del::after, ins::after { content: "\\200c"; }
@media print { del, ins { background: none; } }
"""
_TAGS: dict[Mark, str] = {"old": "del", "new": "ins"}


def page_of(lines: Sequence[Line], language: str | None) -> Iterator[str]:
    """The lines as a page; the first one is its title. `language` is that of the articles, where they say."""
    yield from _head(lines)
    yield from _body(lines, _spoken(language))
    yield "</main>\n</body>\n</html>"


def page_beside(
    heading: Sequence[Line], sides: tuple[str, str], rows: Iterable[Row], language: str | None
) -> Iterator[str]:
    """The rows as a page of two columns, below the lines of the heading; `sides` are what the columns are called."""
    spoken = _spoken(language)
    yield from _head(heading, ' class="wide"')
    yield from _body(heading, spoken)
    yield (
        "<table>\n<thead><tr>" + "".join(f'<th scope="col">{_escaped(name)}</th>' for name in sides) + "</tr></thead>"
    )
    yield "<tbody>"
    for alike, run in groupby(rows, key=lambda row: row.alike):
        shown = list(run)
        if alike and len(shown) > 1:
            yield f'<tr><td colspan="2" class="alike">{_escaped(folded(shown))}</td></tr>'
        else:
            yield from (_row(row, spoken) for row in shown)
    yield "</tbody>\n</table>\n</main>\n</body>\n</html>"


def _head(lines: Sequence[Line], attributes: str = "") -> Iterator[str]:
    title = _escaped("".join(text for _, text in lines[0].pieces)) if lines else ""
    yield '<!doctype html>\n<html lang="en">\n<head>\n<meta charset="utf-8">'
    yield '<meta name="viewport" content="width=device-width, initial-scale=1">'
    yield f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body{attributes}>\n<main>"


def _body(lines: Sequence[Line], spoken: str) -> Iterator[str]:
    for number, line in enumerate(lines):
        yield _line(line, "h2" if number else "h1", spoken)


def _spoken(language: str | None) -> str:
    """The attributes of a text of the articles, which may run from right to left in any language."""
    known = language if language and _LANGUAGE.fullmatch(language) else ""
    return f' lang="{known}" dir="auto"'


def _line(line: Line, heading: str, spoken: str) -> str:
    tag = heading if line.strong else "p"
    return f"<{tag}{spoken if line.quoted else ''}>{_pieces(line.pieces)}</{tag}>"


def _row(row: Row, spoken: str) -> str:
    names = "<br>".join(map(_escaped, row.names))
    above = f'<tr class="name"><th colspan="2" scope="colgroup">{names}</th></tr>\n' if names else ""
    return f"{above}<tr>{_cell(row.left, spoken)}{_cell(row.right, spoken)}</tr>"


def _cell(rows: Rows, spoken: str) -> str:
    return "<td>" + "".join(f"<p{spoken}>{_pieces(pieces)}</p>" for pieces in rows) + "</td>"


def _pieces(pieces: Pieces) -> str:
    return "".join(_piece(mark, text) for mark, text in pieces)


def _piece(mark: Mark, text: str) -> str:
    shown = _escaped(text)
    if tag := _TAGS.get(mark):
        return f"<{tag}>{shown}</{tag}>"
    if mark == "cut":
        return f' <span class="cut" lang="en" dir="ltr">[… {shown} characters …]</span> '
    if mark == "link" and is_web(text):
        return f'<a href="{_escaped(address_escaped(text))}" rel="noreferrer">{shown}</a>'
    return shown


def _escaped(text: str) -> str:
    """`text` as it stands in HTML, without anything that a terminal obeys, which is where the page may be shown."""
    return html.escape(plain(text))
