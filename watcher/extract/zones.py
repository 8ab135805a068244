"""The time zone of a site whose times do not say theirs."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from datetime import datetime, time
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from watcher.extract import dates
from watcher.extract.moments import offset_of
from watcher.text import cjk_share
from watcher.urls import site

_MOST = 0.5  # of a title's letters
_EVERYWHERE = ("fr-fr", "es-es")  # what content systems say of these languages, wherever they are written
_LETTERS = {
    "ja": re.compile("[\u3041-\u30fa]"),
    "ko": re.compile("[\uac00-\ud7a3]"),
    "zh": re.compile("[\u4e00-\u9fff]"),
}


def _listed(table: Mapping[str, str]) -> dict[str, str]:
    """Zone names by what they are listed for."""
    return {name: zone for zone, names in table.items() for name in names.split()}


_DOCUMENT = tomllib.loads((resources.files("watcher.extract") / "zones.toml").read_text("utf-8"))
_COUNTRIES, _LANGUAGES = _listed(_DOCUMENT["countries"]), _listed(_DOCUMENT["languages"])


def language_of(told: str | None, title: str) -> str | None:
    """The language that a page says it is in; that of its East Asian title where it says English, as templates do."""
    return (_written_in(title) or told) if told and told[:2].lower() == "en" else told


def zone_of(url: str, language: str | None, published: object = None, title: str = "") -> ZoneInfo | None:
    """The zone of the country in a page's address, or else of its language, which Chinese, Japanese and Korean titles
    tell by themselves, or of the country that the language is told with ("pt-BR"); None where none tells, and where the
    page's own time of publication, as it writes it, is one of another zone."""
    told = (language or _written_in(title)).replace("_", "-").strip().lower()
    spoken, _, region = told.partition("-")
    name = _COUNTRIES.get(site(url).rpartition(".")[2]) or _LANGUAGES.get(spoken)
    if name is None and told not in _EVERYWHERE:
        name = _COUNTRIES.get(region)
    zone = _zone(name) if name else None
    return None if zone and _is_elsewhere(zone, published) else zone


def _written_in(title: str) -> str:
    """The language of a title in East Asian letters; "" of others."""
    if cjk_share(title) < _MOST:
        return ""
    return next((language for language, letters in _LETTERS.items() if letters.search(title)), "")


@cache
def _zone(name: str) -> ZoneInfo:
    """As listed here: the library keeps eight of them, and reads the others anew each time."""
    return ZoneInfo(name)


def _is_elsewhere(zone: ZoneInfo, published: object) -> bool:
    """Whether a time is told with an offset that the zone does not have on that day; UTC is used everywhere."""
    offset, day = offset_of(published), dates.day(dates.utc(published))
    if not offset or not day or not offset.utcoffset(None):
        return False
    return zone.utcoffset(datetime.combine(day, time(12))) != offset.utcoffset(None)
