"""What lists, definition lists, quotes and tables say, as texts."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence
from itertools import groupby, islice

from watcher.extract.amid import SENTENCE_ENDS, is_long
from watcher.extract.elements import Tag
from watcher.extract.inline import has, is_alike, own_text, tag_around, tags_alone, within
from watcher.extract.names import is_signed
from watcher.extract.offers import is_promotion
from watcher.extract.wording import is_counter, is_read_on, is_reporters_line

_WORD = re.compile(r"\w")
_LISTS = ("ul", "ol")
_ATTRIBUTIONS = ("footer", "cite", "figcaption")
_DASHES = " —–―-~"
_NAMES = 100  # characters of who said it
_DEEPEST = 8  # lists in lists
_WIDEST, _HIGHEST = 40, 200  # columns and rows that one cell spans
_ENDS = re.compile(r"[:：.!?。！？…]$")
_HEADERS = ("th", "caption", "thead")
_GRID = frozenset(("div", "span", "strong", "b"))
_LONGEST_GRID, _LONGEST_LABEL, _LONGEST_CELL = 1_500, 60, 120  # characters
_LONG = 200  # characters of a cell with paragraphs of a story
_LINKED = 0.5  # of a text that is no offer
_LONGEST_TERM, _LONGEST_MEANING = 120, 600
_STAFF = 6  # lines of who worked on a story
_LABELLED = re.compile(r"\s*[:：][\s:：]*")


def items_of(tag: Tag, depth: int = 0) -> Iterator[str]:
    """The items of a list, those of lists inside it after the item that they stand in."""
    for li in tag.contents:
        if not isinstance(li, Tag):
            continue
        if li.name in _LISTS and depth < _DEEPEST:
            yield from items_of(li, depth + 1)
        elif li.name == "li":
            inner = [t for t in within(li, _LISTS) if tag_around(t, "li") is li] if depth < _DEEPEST else []
            text = own_text(li, without=inner)
            if _WORD.search(text):
                yield text
            for each in inner:
                yield from items_of(each, depth + 1)


def definitions_of(tag: Tag) -> tuple[str, ...]:
    """The items of a definition list, "Term: what it means"; () where it is none but holds other things."""
    own = [t for t in tag.contents if isinstance(t, Tag)]
    rows = [t for box in own for t in (box.contents if box.name == "div" else (box,)) if isinstance(t, Tag)]
    others = any(t.name not in ("dt", "dd") for t in rows)
    if others or len(rows) < 2 or has(tag, ("figure", "h2", "h3", "h4", "ul", "ol", "dl", "table", "img", "iframe")):
        return ()
    texts = [(t.name, own_text(t)) for t in rows]
    if any(len(text) > (_LONGEST_TERM if name == "dt" else _LONGEST_MEANING) for name, text in texts):
        return ()
    groups = [(name, " ".join(filter(None, (text for _, text in own)))) for name, own in groupby(texts, lambda t: t[0])]
    if groups[0][0] != "dt":
        return ()
    found: list[str] = []
    for name, text in groups:
        if name == "dt":
            found.append(text)
        elif found[-1] and text:
            found[-1] += f" {text}" if _ENDS.search(found[-1]) else f": {text}"
        else:
            found[-1] += text
    return tuple(filter(None, found))


def quote_text(tag: Tag) -> str:
    """What a quote says, and behind a dash who said it where that stands below."""
    parts = [p for p in within(tag, ("p", *_ATTRIBUTIONS)) if not _is_inside(p, tag)]
    by = [p for p in parts if p.name in _ATTRIBUTIONS]
    said = [own_text(p) for p in parts if p.name == "p"]
    rest = own_text(tag, without=parts)
    is_said = any(map(str.isalnum, rest)) and not is_counter(rest)  # no large quotation mark
    told = own_text(tag, without=by) if is_said else ""
    below = told if said and len(rest) < _NAMES and told.endswith(rest) else ""
    if told and not below:
        said = [told]
    figure = tag.parent
    if figure is not None and figure.name == "figure":
        by += _own(figure, ("figcaption",))
    text, names = (" ".join(filter(None, texts)) for texts in (said, (below and rest, *map(own_text, by))))
    return f"{text} — {names.lstrip(_DASHES)}" if text and names.lstrip(_DASHES) else text


def _is_inside(part: Tag, quote: Tag) -> bool:
    for above in part.parents:
        if above is quote:
            return False
        if above.name in ("p", *_ATTRIBUTIONS):
            return True
    return False


def _own(tag: Tag, names: Collection[str]) -> list[Tag]:
    return [t for t in tag.contents if isinstance(t, Tag) and t.name in names]


def cells_of(table: Tag) -> list[list[Tag]]:
    """The cells of a table, row by row, without those of tables inside it."""
    rows = (row for row in within(table, ("tr",)) if tag_around(row, "table") is table)
    return [_own(row, ("td", "th")) for row in rows]


def rows_of(table: Tag) -> tuple[tuple[str, ...], ...]:
    """The texts of a table's cells, under its caption as a row; what spans several holds its text in the first, the
    others are ""."""
    found: list[tuple[str, ...]] = []
    spanned: dict[int, int] = {}  # how many more rows a cell reaches down, by column
    for cells in cells_of(table):
        row: list[str] = []
        for cell in cells:
            _fill(row, spanned)
            wide, high = _span(cell, "colspan", _WIDEST), _span(cell, "rowspan", _HIGHEST)
            if high > 1:
                spanned |= {len(row) + n: high - 1 for n in range(wide)}
            row += [own_text(cell), *[""] * (wide - 1)]
        _fill(row, spanned)
        if any(row):
            found.append(tuple(row))
    if found and (title := next(filter(None, map(own_text, _own(table, ("caption",)))), "")):
        found.insert(0, (title, *[""] * (len(found[0]) - 1)))
    return tuple(found)


def staff_lines(rows: Sequence[Sequence[str]]) -> tuple[str, ...]:
    """The lines of a table that says nothing but who worked on a story, "Author: …", "Editor: …"; () of any other."""
    if len(rows) > _STAFF or any(len(row) > 2 for row in rows):
        return ()
    lines = [_LABELLED.sub(": ", ": ".join(filter(None, row)), count=1) for row in rows]
    return tuple(lines) if all(": " in x and (is_signed(x) or is_reporters_line(x)) for x in lines) else ()


def grid_of(box: Tag) -> tuple[tuple[str, ...], ...]:
    """The rows of what looks like a table and is none: boxes alike that each hold a label and what it says; () of all
    else."""
    held = box.held
    if held.pictures or held.in_links or not held.has_blocks or held.size > _LONGEST_GRID:
        return ()
    rows = tags_alone(box.contents)
    if len(rows) < 2 or any(not _is_row(row, rows[0]) for row in rows):
        return ()
    return tuple(tuple(own_text(cell) for cell in tags_alone(row.contents)) for row in rows)


def _is_row(row: Tag, first: Tag) -> bool:
    """Whether an element is a row as the first one: the same kind, with two short texts of the same kinds."""
    cells, others = tags_alone(row.contents), tags_alone(first.contents)
    if len(cells) != 2 or len(others) != 2 or row.name not in _GRID or not is_alike(row, first):
        return False
    if cells[0].held.size > _LONGEST_LABEL:
        return False
    return all(
        0 < cell.held.size < _LONGEST_CELL and not cell.held.has_blocks and cell.name in _GRID and is_alike(cell, other)
        for cell, other in zip(cells, others, strict=True)
    )


def _fill(row: list[str], spanned: dict[int, int]) -> None:
    """Adds the cells that reach down from rows above."""
    while spanned.get(len(row), 0) > 0:
        spanned[len(row)] -= 1
        row.append("")


def _span(cell: Tag, name: str, most: int) -> int:
    value = str(cell.get(name) or "1").strip()
    return min(max(int(value), 1), most) if value.isascii() and value.isdigit() and len(value) < 5 else 1


def is_layout(table: Tag) -> bool:
    """Whether a table only says where things stand: one column, a frame around another one, or cells that hold parts of
    a story."""
    if str(table.get("role") or "") in ("presentation", "none"):
        return True
    cells = cells_of(table)
    if sum(map(len, cells)) == 1 and has(table, ("table",)):
        return True
    if has(table, ("p", "div")) and all(sum(bool(own_text(c)) for c in row) < 2 for row in cells):
        return True
    return not has(table, _HEADERS) and (any(_holds_story(c) for row in cells for c in row) or _sets_beside(cells))


def _sets_beside(cells: Sequence[Sequence[Tag]]) -> bool:
    """Whether a table sets a picture beside sentences, which are no link."""
    shown = [c for c in cells[0] if c.held.pictures or c.held.size] if len(cells) == 1 else []
    told = [text for c in shown if c.held.linked < _LINKED and (text := own_text(c))]
    return len(told) == 1 < len(shown) and told[0].endswith(SENTENCE_ENDS) and is_long(told[0])


def _holds_story(cell: Tag) -> bool:
    if has(cell, ("h1", "h2", "h3")):
        return True
    paragraphs = [text for p in within(cell, ("p",)) if (text := own_text(p))]
    return len(paragraphs) > 1 and sum(map(len, paragraphs)) > _LONG


def points_of(tag: Tag) -> tuple[str, ...]:
    """The items of a list without those that lead to other stories, and the offers with which it ends."""
    texts = tuple(items_of(tag))
    if len(texts) > 1 and tag.held.in_links:
        if _heads_links(texts, tag):
            return ()
        texts = tuple(text for text in texts if not is_read_on(text))
    while texts and is_promotion(texts[-1]):
        texts = texts[:-1]
    return texts


def _heads_links(texts: Sequence[str], tag: Tag) -> bool:
    """Whether the first item of a list is the label of the others, which are links and nothing else: "Topics:"."""
    label, *others = texts
    linked = {own_text(link) for link in islice(within(tag, ("a",)), len(texts))}
    return len(label) < _NAMES and label[-1] in ":：" and label not in linked and linked.issuperset(others)
