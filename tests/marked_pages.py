"""The invented pages of tests/pages/layouts as sources that can be edited where their marks say what is what."""

from __future__ import annotations

import json
import re
import tomllib
from collections import defaultdict
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from html import unescape
from pathlib import Path
from random import Random
from typing import Any

HERE = Path(__file__).parent
WORDS: Mapping[str, Mapping[str, Any]] = tomllib.loads((HERE / "edits.toml").read_text("utf-8"))
_MARK = re.compile(r"\[\[(\w+)\||\]\]|\{\{title\}\}")
_HEADER = re.compile(r"<!-- url=(\S+) published=(\S*) -->")
_LANGUAGE = re.compile(r"<html[^>]*\slang=\"?([\w-]+)")
_TAG = re.compile(r"<[^>]*>|&\w+;|&#\w+;")
_TOLD = re.compile(r"<script\b[^>]*>.*?</script>|<meta\b[^>]*>|<title>.*?</title>", re.DOTALL)
_OPENS = re.compile(r"<(\w+)(?:\s[^<>]*)?>(?:\s|<!--[^>]*-->)*$")
_CLOSES = re.compile(r"(?:\s|<!--[^>]*-->)*</(\w+)\s*>")
_WRAPPERS = frozenset(
    "p div section li h1 h2 h3 h4 h5 h6 blockquote figcaption header span strong em b i a font".split()
)
_HOLDERS = frozenset(("li", "blockquote", "figcaption"))
_IN_LINE = frozenset("span strong em b i a font".split())
_NEAR = 600  # characters of a start tag that are looked at

Cut = tuple[int, int, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A text in a page's source. `outer` is the widest block element around nothing but it, named `tag`; its own
    place and "" where there is none."""

    start: int
    end: int
    text: str
    outer: tuple[int, int]
    tag: str


@dataclass(frozen=True, slots=True, kw_only=True)
class MarkedPage:
    """A page's source and where its parts stand: title, lead, author, p, h, cap, credit, note."""

    name: str
    url: str
    language: str
    html: str
    spots: Mapping[str, tuple[Spot, ...]]

    @property
    def words(self) -> Mapping[str, Any]:
        """What to write into this page, in its language."""
        return WORDS[self.language]

    @property
    def is_spaced(self) -> bool:
        """Whether words stand apart in the page's language."""
        return self.language not in ("zh", "zh-hant", "ja", "th")

    @property
    def paragraphs(self) -> tuple[Spot, ...]:
        """The paragraphs that have an element of their own, which is neither a list's item nor a quotation."""
        return tuple(s for s in self.spots["p"] if s.tag and s.tag not in _HOLDERS)

    def told(self, old: str, new: str) -> list[Cut]:
        """The same replacement wherever scripts, metas and the window's title say it."""
        cuts: dict[tuple[int, int], Cut] = {}
        for write in (str, _as_json, _as_ascii_json):
            for place in _TOLD.finditer(self.html):
                at = place[0].find(write(old))
                while at >= 0:
                    start, end = place.start() + at, place.start() + at + len(write(old))
                    cuts.setdefault((start, end), (start, end, write(new)))
                    at = place[0].find(write(old), at + len(write(old)))
        return list(cuts.values())

    def cut(self, *cuts: Cut) -> str:
        """The source with these ranges replaced; those that begin inside an earlier one are left out."""
        parts, at = [], 0
        for start, end, text in sorted(cuts):
            if start >= at:
                parts += [self.html[at:start], text]
                at = end
        return "".join((*parts, self.html[at:]))

    def source(self, spot: Spot) -> str:
        """A text's source with its tags."""
        return self.html[spot.start : spot.end]

    def pieces(self, spot: Spot) -> Iterator[tuple[int, int]]:
        """The ranges of a text that are neither tags nor character references."""
        at = spot.start
        for tag in _TAG.finditer(self.html, spot.start, spot.end):
            if tag.start() > at:
                yield at, tag.start()
            at = tag.end()
        if spot.end > at:
            yield at, spot.end

    def found(self, spot: Spot, what: re.Pattern[str]) -> list[re.Match[str]]:
        """What a pattern finds in a text."""
        return [match for start, end in self.pieces(spot) for match in what.finditer(self.html, start, end)]

    def gaps(self, spot: Spot) -> list[int]:
        """Where a word can be put into a text: behind a word, or between two letters where words do not stand apart."""
        gap = re.compile(r"(?<=\w{2})(?= \w{2})" if self.is_spaced else r"(?<=\w)(?=\w)")
        found = [m.start() for m in self.found(spot, gap)]
        return found[1:-1] or found

    def with_word(self, at: int, word: str) -> str:
        """The source with a word put in at a gap."""
        return self.cut((at, at, f" {word}" if self.is_spaced else word))

    def shaped(self, spot: Spot, text: str) -> str:
        """An element like that of a text around another one."""
        begin = re.sub(r"\s(?:id|data-[\w-]+)=(?:\"[^\"]*\"|'[^']*')", "", self.html[spot.outer[0] : spot.start])
        return begin + text + self.html[spot.end : spot.outer[1]]

    def behind(self, spot: Spot, *more: str) -> str:
        """The source with elements put behind that of a text."""
        return self.cut((spot.outer[1], spot.outer[1], "".join(more)))

    def without(self, *spots: Spot) -> str:
        """The source without the elements of these texts."""
        return self.cut(*((*spot.outer, "") for spot in spots))


def layout_pages() -> list[MarkedPage]:
    """Every page of tests/pages/layouts, in the order of their names."""
    return [_marked(path.stem, path.read_text("utf-8")) for path in sorted((HERE / "pages/layouts").glob("*.html"))]


def rng_for(page: MarkedPage, label: str) -> Random:
    """The chance by which a page is edited: always the same."""
    return Random(f"{page.name} {label}")


def outer_of(html: str, start: int, end: int) -> tuple[tuple[int, int], str]:
    """(the widest block element around nothing but this range, its name); the range itself and "" where none is."""
    outer, name = (start, end), ""
    while True:
        begin = max(0, start - _NEAR)
        opens, closes = _OPENS.search(html[begin:start]), _CLOSES.match(html, end)
        if not opens or not closes or opens[1] != closes[1] or opens[1] not in _WRAPPERS:
            return outer, name
        start, end = begin + opens.start(), closes.end()
        if opens[1] not in _IN_LINE:
            outer, name = (start, end), opens[1] if opens[1] in _HOLDERS else name or opens[1]
        if name in _HOLDERS:
            return outer, name


def _marked(name: str, marked: str) -> MarkedPage:
    header, language = _HEADER.match(marked), _LANGUAGE.search(marked)
    assert header
    html, places = _unmarked(marked)
    spots: defaultdict[str, tuple[Spot, ...]] = defaultdict(tuple)
    for start, end, kind in sorted(places):
        outer, tag = outer_of(html, start, end)
        text = " ".join(unescape(re.sub(r"<[^>]*>", "", html[start:end])).split())
        spots[kind] += (Spot(start=start, end=end, text=text, outer=outer, tag=tag),)
    return MarkedPage(
        name=name, url=header[1], language=_known(language[1] if language else "zh"), html=html, spots=spots
    )


def _unmarked(marked: str) -> tuple[str, list[tuple[int, int, str]]]:
    """(the page without marks, the places of what they name). The title is repeated where the page says so."""
    titles = re.search(r"\[\[title\|(.*?)\]\]", marked, re.DOTALL)
    assert titles
    parts: list[str] = []
    places: list[tuple[int, int, str]] = []
    opened: list[tuple[int, str]] = []
    length = at = 0
    for mark in _MARK.finditer(marked):
        parts.append(marked[at : mark.start()])
        length, at = length + len(parts[-1]), mark.end()
        if mark[1]:
            opened.append((length, mark[1]))
        elif mark[0] == "]]":
            start, kind = opened.pop()
            places.append((start, length, kind))
        else:
            parts.append(titles[1])
            length += len(titles[1])
    return "".join((*parts, marked[at:])), places


def _known(language: str) -> str:
    """The language's name in edits.toml."""
    if re.match(r"zh-(?:hant|tw|hk)", language, re.IGNORECASE):
        return "zh-hant"
    return language.lower().partition("-")[0]


def _as_json(text: str) -> str:
    return json.dumps(text, ensure_ascii=False)[1:-1]


def _as_ascii_json(text: str) -> str:
    return json.dumps(text)[1:-1]
