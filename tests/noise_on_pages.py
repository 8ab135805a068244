"""Labelled noise on the invented pages of tests/pages/layouts: what a reader should never be told of.

`labelled_noise()` yields each as a tuple (label, old page, new page, URL, content type of the new page). Every report
of it is a false alarm.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import NamedTuple

from marked_pages import MarkedPage, layout_pages, rng_for
from noise_of_boxes import Noise, box_noise
from noise_of_source import source_noise

UTF_8 = "text/html; charset=utf-8"
NOISE: tuple[Noise, ...] = (*box_noise(), *source_noise())
_CHARSETS = {
    "de": "windows-1252", "fr": "iso-8859-15", "es": "windows-1252", "it": "windows-1252", "pt": "windows-1252",
    "sv": "windows-1252", "no": "windows-1252", "pl": "windows-1250", "cs": "windows-1250", "hu": "windows-1250",
    "ru": "windows-1251", "uk": "windows-1251", "tr": "windows-1254", "el": "windows-1253", "ar": "windows-1256",
    "zh": "gb18030", "zh-hant": "big5", "ja": "shift_jis", "ko": "euc-kr", "th": "tis-620", "en": "iso-8859-1",
}  # fmt: skip


class LabelledNoise(NamedTuple):
    """Noise on one page; the label begins with what it is and ends with the page's name."""

    label: str
    old: bytes
    new: bytes
    url: str
    content_type: str | None = UTF_8


def labelled_noise(pages: Iterable[MarkedPage] | None = None) -> Iterator[LabelledNoise]:
    """Every noise on every page that has a place for it, page by page; the layouts' pages where none are given."""
    for page in layout_pages() if pages is None else pages:
        for label, make in NOISE:
            versions = make(page, rng_for(page, label))
            if versions is not None and versions[0] != versions[1]:
                old, new = (version.encode() for version in versions)
                yield LabelledNoise(f"{label} @ {page.name}", old, new, page.url)
        yield from _recoded(page)


def _recoded(page: MarkedPage) -> Iterator[LabelledNoise]:
    """The page in other charsets, told by its header or by itself."""
    plain = page.html.encode()
    charset = _CHARSETS.get(page.language)
    if charset is not None:
        told = page.html.replace("<head>", f'<head><meta charset="{charset}">', 1)
        other, itself = (text.encode(charset, "xmlcharrefreplace") for text in (page.html, told))
        yield LabelledNoise(f"charset: header @ {page.name}", plain, other, page.url, f"text/html; charset={charset}")
        if told != page.html:
            yield LabelledNoise(f"charset: document @ {page.name}", plain, itself, page.url, "text/html")
    wide = page.html.encode("utf-16")
    yield LabelledNoise(f"charset: utf-16 @ {page.name}", plain, wide, page.url, "text/html; charset=utf-16")
    yield LabelledNoise(f"charset: byte order mark @ {page.name}", plain, b"\xef\xbb\xbf" + plain, page.url, None)
