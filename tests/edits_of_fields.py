"""Edits of what a page tells of its article: authors, times, section, tags, kicker, the lines behind the story."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import datetime, timedelta
from random import Random

from edits_of_parts import turned
from edits_of_words import Edit, Make, Versions
from marked_pages import MarkedPage

_TIME = re.compile(r"(\d{4})([-/])(\d\d)[-/](\d\d)([T ])(\d\d):(\d\d)")
_AND = {"zh": "、", "zh-hant": "、", "ja": "、", "ar": "، ", "fa": "، "}


def field_edits() -> Iterator[Edit]:
    """Edits of the fields of an article."""
    for label, make in _FIELDS.items():
        yield Edit(label=label, expected=(label.split(": ")[0],), make=make)


def _author(page: MarkedPage, rng: Random) -> Versions | None:
    """Another name, in the byline and wherever else it is told."""
    if not page.spots["author"]:
        return None
    spot, other = page.spots["author"][0], page.words["names"][0]
    cuts = [(s.start, s.end, other) for s in page.spots["author"] if s.text == spot.text]
    again = re.finditer(rf">\s*({re.escape(spot.text)})\s*<", page.html)
    return page.html, page.cut(*cuts, *((m.start(1), m.end(1), other) for m in again), *page.told(spot.text, other))


def _author_added(page: MarkedPage, _: Random) -> Versions | None:
    """A second name beside the first."""
    if not page.spots["author"]:
        return None
    spot, more = page.spots["author"][0], page.words["names"][0]
    told = '"@type":"Person","name":"{}"'
    first, second = told.format(spot.text), told.format(more)
    cuts = [
        *page.told(f'"author":{{{first}}}', f'"author":[{{{first}}},{{{second}}}]'),
        *page.told(f'"author":[{{{first}}}', f'"author":[{{{first}}},{{{second}}}'),
    ]
    if "ld+json" in page.html and spot.text in page.html[: spot.start] and not cuts:
        return None
    comma = _AND.get(page.language, ", ")
    return page.html, page.cut((spot.end, spot.end, comma + more), *cuts)


def _published(page: MarkedPage, _: Random) -> Versions | None:
    """The time of publication two days and an hour later, wherever it is told."""
    found = _TIME.finditer(page.html, page.html.index("-->"))
    times = [t for t in found if t[1] != "0000" and not _is_of_update(page, t)]  # as systems write none
    cuts = [(t.start(), t.end(), _later(t)) for t in times]
    return (page.html, page.cut(*cuts)) if cuts else None


def _is_of_update(page: MarkedPage, time: re.Match[str]) -> bool:
    """Whether the name right before a time says that it is the last change's."""
    return bool(
        re.search(
            r"(?:modified|updated?|更新|수정)\W{0,12}(?:\w{0,9}\W{1,4}){0,2}$", page.html[: time.start()][-40:], re.I
        )
    )


def _later(time: re.Match[str]) -> str:
    moment = datetime.fromisoformat(f"{time[1]}-{time[3]}-{time[4]}T{time[6]}:{time[7]}") + timedelta(days=2, hours=1)
    return moment.strftime(f"%Y{time[2]}%m{time[2]}%d{time[5]}%H:%M")


def _modified(page: MarkedPage, _: Random) -> Versions | None:
    """A later time of modification, in a meta that the page is given where it has none."""
    if "odified" in page.html or "updated_time" in page.html:
        return None
    meta = '<meta property="article:modified_time" content="2026-{}-14T09:30:00Z"></head>'
    old, new = (page.html.replace("</head>", meta.format(month), 1) for month in ("09", "10"))
    return (old, new) if old != page.html else None


def _told_in_meta(prop: str, first: str, second: str) -> Make:
    """A field that only a meta tells."""

    def make(page: MarkedPage, _: Random) -> Versions | None:
        if prop in page.html or "articleSection" in page.html or "keywords" in page.html:
            return None
        old, new = (
            page.html.replace("</head>", f'<meta property="{prop}" content="{page.words[word]}"></head>', 1)
            for word in (first, second)
        )
        return (old, new) if old != page.html else None

    return make


def _kicker(page: MarkedPage, _: Random) -> Versions | None:
    title = page.spots["title"][0]
    place = title.outer[0]
    old, new = (page.cut((place, place, f'<p class="kicker">{page.words[word]}</p>')) for word in ("heading", "short"))
    return (old, new) if title.tag and not re.search(r"kicker|dachzeile|eyebrow|overline", page.html) else None


def _agency(page: MarkedPage, rng: Random) -> Versions | None:
    spot = page.paragraphs[-1]
    old, new = (page.behind(spot, page.shaped(spot, f"({agency})")) for agency in ("Reuters", "AFP"))
    return old, new


def _copyright(page: MarkedPage, rng: Random) -> Versions | None:
    spot = page.paragraphs[-1]
    old, new = (page.behind(spot, page.shaped(spot, f"© {year} Harbour Press")) for year in (2025, 2026))
    return old, new


_FIELDS: dict[str, Make] = {
    "authors.edited: another": _author,
    "authors.edited: one added": _author_added,
    "authors.edited: one removed": turned(_author_added),
    "published.changed": _published,
    "modified.changed": _modified,
    "section.edited": _told_in_meta("article:section", "heading", "caption"),
    "tags.edited": _told_in_meta("article:tag", "heading", "caption"),
    "kicker.edited": _kicker,
    "credits.edited": _agency,
    "copyright.edited": _copyright,
}
