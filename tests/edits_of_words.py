"""Edits of texts on a page: one word, one number, one character, a link, a whole sentence."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from random import Random

from marked_pages import MarkedPage, Spot

Versions = tuple[str, str]  # the page's source before and after
Make = Callable[[MarkedPage, Random], Versions | None]

_SPACED_WORD = re.compile(r"(?<![\w'’-])[^\W\d_]{4,14}(?![\w'’-])")
_CHARACTER = re.compile(r"[\u4e00-\u9fff\u3041-\u3096\u30a1-\u30fa\uac00-\ud7a3\u0e01-\u0e2e]")
_NUMBER = re.compile(r"(?<![\d.,])\d+(?![\d.,])")
_LETTER = re.compile(r"(?<=[^\W\d_]{2})[^\W\d_](?=[^\W\d_]{2})")
_BOUNDARY = re.compile(r"(?<=[.!?…।۔؟])\s+(?=\S)|(?<=[。！？])(?=[^\s」』”’])")
_COMMAS = {"ar": "،", "fa": "،", "zh": "，", "zh-hant": "，", "ja": "、", "th": ","}


@dataclass(frozen=True, slots=True, kw_only=True)
class Edit:
    """One sort of edit: what it must be reported as, what may be reported besides, and how it is made. `make` gives
    None where a page has no place for it."""

    label: str
    expected: tuple[str, ...]
    make: Make
    allowed: tuple[str, ...] = ()


def word_edits() -> Iterator[Edit]:
    """Edits inside the texts of a page."""
    for what, make in _IN_A_PARAGRAPH.items():
        yield Edit(label=f"paragraph.edited: {what}", expected=("paragraph.edited",), make=make)
    for kind, name in (("lead", "standfirst"), ("h", "heading"), ("cap", "caption")):
        yield Edit(label=f"{name}.edited", expected=(f"{name}.edited",), make=_edited(kind))
    yield Edit(label="credit.edited", expected=("credit.edited",), make=_credit)
    yield Edit(label="title.edited: everywhere", expected=("title.edited",), make=_title)
    yield Edit(label="title.edited: headline alone", expected=("title.edited",), make=_headline)
    yield Edit(label="title.edited: told alone", expected=("title.edited",), make=_told_title)
    yield Edit(label="title and paragraph edited", expected=("title.edited", "paragraph.edited"), make=_title_and_word)
    for what, make in (("changed", _link_changed), ("added", _link_added), ("removed", _link_removed)):
        yield Edit(label=f"link.{what}", expected=(f"link.{what}",), make=make)


def other_word(page: MarkedPage, spot: Spot, rng: Random) -> tuple[int, int, str] | None:
    """A word of a text replaced by another one that the page uses elsewhere: two characters where words do not stand
    apart."""
    pattern = _SPACED_WORD if page.is_spaced else re.compile(r"[\w]{2}")
    found = page.found(spot, pattern)
    pool = sorted({m[0] for other in page.spots["p"] for m in page.found(other, pattern)})
    while found:
        match = found.pop(rng.randrange(len(found)))
        others = [word for word in pool if not set(word.casefold()) & set(match[0].casefold())] or [
            word for word in pool if word.casefold() != match[0].casefold() and len(word) > 3
        ]
        if others and not match[0].isdigit():
            return match.start(), match.end(), rng.choice(others)
    return None


def some(spots: tuple[Spot, ...], rng: Random) -> list[Spot]:
    """Texts in an order of chance."""
    return rng.sample(spots, len(spots))


def boundaries(page: MarkedPage, spot: Spot) -> list[re.Match[str]]:
    """Where one sentence of a text ends and the next one begins, both long enough to stand alone."""
    if "<" in page.source(spot):
        return []
    return [m for m in page.found(spot, _BOUNDARY) if m.start() - spot.start > 20 < spot.end - m.end()]


def _word(page: MarkedPage, rng: Random) -> Versions | None:
    cuts = (other_word(page, spot, rng) for spot in some(page.paragraphs, rng))
    return next(((page.html, page.cut(cut)) for cut in cuts if cut), None)


def _at_end(which: int) -> Make:
    """A word in the first (0) or the last (-1) paragraph."""

    def make(page: MarkedPage, rng: Random) -> Versions | None:
        cut = other_word(page, page.paragraphs[which], rng)
        return (page.html, page.cut(cut)) if cut else None

    return make


def _number(page: MarkedPage, rng: Random) -> Versions | None:
    for spot in some(page.paragraphs, rng):
        if found := page.found(spot, _NUMBER):
            match = rng.choice(found)
            digit = str((int(match[0][-1]) + rng.choice((1, 2, 3))) % 10)
            return page.html, page.cut((match.end() - 1, match.end(), digit))
    return None


def _character(page: MarkedPage, rng: Random) -> Versions | None:
    """One character of a script in which it may be a word, or one letter inside a word."""
    for spot in some(page.paragraphs, rng):
        if found := page.found(spot, _CHARACTER) or page.found(spot, _LETTER):
            match = rng.choice(found)
            others = sorted({c for c in spot.text if _CHARACTER.match(c)} or set(re.findall(r"[^\W\d_]", spot.text)))
            return page.html, page.cut((match.start(), match.end(), rng.choice([c for c in others if c != match[0]])))
    return None


def _gap(page: MarkedPage, rng: Random) -> int | None:
    return next((rng.choice(gaps) for spot in some(page.paragraphs, rng) if (gaps := page.gaps(spot))), None)


def _swapped(first: Callable[[MarkedPage], str], second: Callable[[MarkedPage], str]) -> Make:
    """Something put into a sentence, and something else in its place; "" is nothing."""

    def make(page: MarkedPage, rng: Random) -> Versions | None:
        at = _gap(page, rng)
        if at is None:
            return None
        before, after = (page.with_word(at, word) if word else page.html for word in (first(page), second(page)))
        return before, after

    return make


def _comma(page: MarkedPage, rng: Random) -> Versions | None:
    at = _gap(page, rng)
    return (page.html, page.cut((at, at, _COMMAS.get(page.language, ",")))) if at is not None else None


def _sentence_added(page: MarkedPage, rng: Random) -> Versions | None:
    spot = rng.choice(page.paragraphs)
    more = (" " if page.is_spaced else "") + page.words["sentence"]
    return page.html, page.cut((spot.end, spot.end, more))


def _sentence_removed(page: MarkedPage, rng: Random) -> Versions | None:
    for spot in some(page.paragraphs, rng):
        if found := boundaries(page, spot):
            return page.html, page.cut((found[-1].start(), spot.end, ""))
    return None


def _inside(tag: str) -> Make:
    """A word that stands inside an element of its own."""

    def make(page: MarkedPage, rng: Random) -> Versions | None:
        for spot in some(page.paragraphs, rng):
            if "<" not in page.source(spot) and (cut := other_word(page, spot, rng)):
                start, end, word = cut
                begin, close = f"<{tag}>", f"</{tag.partition(' ')[0]}>"
                old = page.cut((start, end, begin + page.html[start:end] + close))
                return old, page.cut((start, end, begin + word + close))
        return None

    return make


def _edited(kind: str) -> Make:
    def make(page: MarkedPage, rng: Random) -> Versions | None:
        for spot in some(page.spots[kind], rng):
            if cut := other_word(page, spot, rng):
                new = spot.text.replace(page.html[cut[0] : cut[1]], cut[2], 1)
                return page.html, page.cut(cut, *page.told(spot.text, new))
        return None

    return make


def _credit(page: MarkedPage, rng: Random) -> Versions | None:
    """Another name where a credit is one."""
    name, authors = page.words["names"][1], [author.text for author in page.spots["author"]]
    for spot in some(page.spots["credit"], rng):
        if "<" not in page.source(spot) and (spot.text in authors or spot.text.istitle()):
            return page.html, page.cut((spot.start, spot.end, name), *page.told(spot.text, name))
    return None


def _title_cuts(page: MarkedPage, rng: Random) -> tuple[list[tuple[int, int, str]], list[tuple[int, int, str]]]:
    """(the cut in the headline, the cuts elsewhere)."""
    spot = page.spots["title"][0]
    cut = other_word(page, spot, rng)
    if cut is None:
        return [], []
    return [cut], page.told(spot.text, spot.text.replace(page.html[cut[0] : cut[1]], cut[2], 1))


def _title(page: MarkedPage, rng: Random) -> Versions | None:
    shown, told = _title_cuts(page, rng)
    return (page.html, page.cut(*shown, *told)) if shown else None


def _headline(page: MarkedPage, rng: Random) -> Versions | None:
    shown, told = _title_cuts(page, rng)
    return (page.html, page.cut(*shown)) if shown and told else None


def _told_title(page: MarkedPage, rng: Random) -> Versions | None:
    shown, told = _title_cuts(page, rng)
    named = "og:title" in page.html or re.search(rf'"headline": ?"{re.escape(page.spots["title"][0].text)}"', page.html)
    return (page.html, page.cut(*told)) if shown and told and named else None


def _title_and_word(page: MarkedPage, rng: Random) -> Versions | None:
    shown, told = _title_cuts(page, rng)
    cuts = [cut for spot in some(page.paragraphs, rng) if (cut := other_word(page, spot, rng))]
    return (page.html, page.cut(*shown, *told, cuts[0])) if shown and cuts else None


def _linked(page: MarkedPage, rng: Random) -> tuple[str, str, str] | None:
    """A page without a link, with one, and with the same to elsewhere."""
    for spot in some(page.paragraphs, rng):
        words = page.found(spot, _SPACED_WORD if page.is_spaced else re.compile(r"\w{3}"))
        if words and "<" not in page.source(spot):
            word, number = rng.choice(words), rng.randrange(10**5, 10**6)
            address = rng.choice(
                ("https://harbour.example/news/{n}-report", "/archive/report-{n}", "/story.php?id={n}")
            )
            linked = [
                page.cut((*word.span(), f'<a href="{address.format(n=n)}">{word[0]}</a>')) for n in (number, number + 1)
            ]
            return page.html, linked[0], linked[1]
    return None


def _link_changed(page: MarkedPage, rng: Random) -> Versions | None:
    return linked[1:] if (linked := _linked(page, rng)) else None


def _link_added(page: MarkedPage, rng: Random) -> Versions | None:
    return linked[:2] if (linked := _linked(page, rng)) else None


def _link_removed(page: MarkedPage, rng: Random) -> Versions | None:
    return linked[1::-1] if (linked := _linked(page, rng)) else None


_IN_A_PARAGRAPH: dict[str, Make] = {
    "a word": _word,
    "a word of the first": _at_end(0),
    "a word of the last": _at_end(-1),
    "a number": _number,
    "a character": _character,
    "a negation inserted": _swapped(lambda page: "", lambda page: page.words["not"]),
    "a negation removed": _swapped(lambda page: page.words["not"], lambda page: ""),
    "a number word": _swapped(lambda page: page.words["numbers"][0], lambda page: page.words["numbers"][1]),
    "a date": _swapped(lambda page: page.words["dates"][0], lambda page: page.words["dates"][1]),
    "a name": _swapped(lambda page: page.words["names"][0], lambda page: page.words["names"][1]),
    "a comma": _comma,
    "a sentence added": _sentence_added,
    "a sentence removed": _sentence_removed,
    "a word in bold": _inside("strong"),
    "a word in italics": _inside("em"),
    "a word of a link": _inside('a href="/archive/report"'),
}
