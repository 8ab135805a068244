"""Labelled edits on the invented pages of tests/pages/layouts: what a reader should be told of.

`labelled_edits()` yields each as a tuple (label, expected kinds, allowed kinds, old page, new page, URL). It was
reported rightly when every expected kind is among those reported, and none but the expected and the allowed ones.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from edits_of_fields import field_edits
from edits_of_figures import figure_edits
from edits_of_parts import part_edits
from edits_of_words import Edit, word_edits
from marked_pages import MarkedPage, layout_pages, rng_for

EDITS: tuple[Edit, ...] = (*word_edits(), *part_edits(), *field_edits(), *figure_edits())
_FEWEST_PARAGRAPHS = 3


class LabelledEdit(NamedTuple):
    """One edit of one page; the label begins with what it is and ends with the page's name."""

    label: str
    expected: tuple[str, ...]
    allowed: tuple[str, ...]
    old: bytes
    new: bytes
    url: str


def labelled_edits(pages: Iterable[MarkedPage] | None = None) -> Iterator[LabelledEdit]:
    """Every edit on every page that has a place for it, page by page; the layouts' pages where none are given."""
    for page in layout_pages() if pages is None else pages:
        if len(page.paragraphs) < _FEWEST_PARAGRAPHS:
            continue
        for edit in EDITS:
            versions = edit.make(page, rng_for(page, edit.label))
            if versions is not None and versions[0] != versions[1]:
                old, new = (version.encode() for version in versions)
                label = f"{edit.label} @ {page.name}"
                yield LabelledEdit(label, edit.expected, edit.allowed, old, new, page.url)
