"""Noise that is put into a page: advertisements, offers, teasers, bars of buttons, banners."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Callable, Iterator, Mapping
from random import Random

from edits_of_words import Make, Versions
from marked_pages import HERE, MarkedPage

Noise = tuple[str, Make]  # a label, and what makes it

_TOLD = tomllib.loads((HERE / "noise.toml").read_text("utf-8"))
_WORDS: Mapping[str, Mapping[str, str]] = _TOLD["words"]
_ALIKE = {"nb": "no", "nn": "no", "zh-hant": "zh"}
_LETTERS = "abcdefghijkmnopqrstuvwxyzABCDEFGHIJKLMNPQRSTUVWXYZ"
_BODY = re.compile(r"<body[^>]*>")


def box_noise() -> Iterator[Noise]:
    """Boxes between two paragraphs, behind the last one and, where they belong there, before the first one."""
    for label, template in _TOLD["boxes"].items():
        yield f"{label}, between", _put(template, _between)
        yield f"{label}, behind", _put(template, _behind)
        if label.startswith(("ad: ", "bar: ")) and "tags" not in label:
            yield f"{label}, before", _put(template, _before)
    for label, template in _TOLD["margins"].items():
        yield f"{label}, at the top", _put(template, _top)
        yield f"{label}, at the end", _put(template, _end)


def filled(template: str, page: MarkedPage, rng: Random) -> str:
    """A template with words of the page's language, English ones where there are none, and fresh numbers."""
    words = _WORDS.get(_ALIKE.get(page.language, page.language), _WORDS["en"])

    def value(name: re.Match[str]) -> str:
        made = {"n": str(rng.randint(11, 59)), "id": str(rng.randint(10**6, 10**7)), "hex": hexadecimal(rng)}
        if name[1] == "x":
            return "".join(rng.choices(_LETTERS, k=6))
        return made.get(name[1]) or re.sub(r"\{n\}", made["n"], words[name[1]])

    return re.sub(r"\{(\w+)\}", value, template).replace("{{", "{").replace("}}", "}")


def hexadecimal(rng: Random) -> str:
    """Sixteen hex digits."""
    return f"{rng.getrandbits(64):016x}"


def _put(template: str, place: Callable[[MarkedPage, Random], int | None]) -> Make:
    def put(page: MarkedPage, rng: Random) -> Versions | None:
        at = place(page, rng)
        if at is None:
            return None
        before = rng.random() < 0.5  # it arrives, or is another one than before
        old = page.cut((at, at, filled(template, page, rng))) if before else page.html
        return old, page.cut((at, at, filled(template, page, rng)))

    return put


def _between(page: MarkedPage, rng: Random) -> int | None:
    gaps = [a.outer[1] for a, b in zip(page.paragraphs, page.paragraphs[1:], strict=False) if a.outer[1] <= b.outer[0]]
    return rng.choice(gaps) if gaps else None


def _behind(page: MarkedPage, rng: Random) -> int | None:
    return page.paragraphs[-1].outer[1] if page.paragraphs else None


def _before(page: MarkedPage, rng: Random) -> int | None:
    return page.paragraphs[0].outer[0] if page.paragraphs else None


def _top(page: MarkedPage, rng: Random) -> int | None:
    body = _BODY.search(page.html)
    return body.end() if body else None


def _end(page: MarkedPage, rng: Random) -> int | None:
    at = page.html.rfind("</body>")
    return at if at >= 0 else None
