"""The words of one language: phrases with their plurals, quotation marks, numbers, times."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from functools import cache
from importlib import resources
from zoneinfo import ZoneInfo

from watcher.model import Voice

_UNITS = (("days", 86400), ("hours", 3600), ("minutes", 60), ("seconds", 1))


class Wording:
    """What messages say in one language. `forms` are the texts by "section.key": for one, for every other number."""

    def __init__(self, language: str, forms: Mapping[str, tuple[str, ...]]) -> None:
        self.language = language
        self.forms = forms

    def said(self, key: str, **values: str | int) -> str:
        """The text under `key`, filled in; numbers as this language writes them."""
        return self._filled(self.forms[key][0], values)

    def counted(self, key: str, count: int, **values: str | int) -> str:
        """The text under `key` in the form for `count`, which it names."""
        forms = self.forms[key]
        return self._filled(forms[0 if count == 1 else -1], values | {"count": count})

    def _filled(self, text: str, values: Mapping[str, str | int]) -> str:
        return text.format_map({k: self.number(v) if isinstance(v, int) else v for k, v in values.items()})

    def form(self, key: str) -> str:
        """The text under `key` as it stands, with its names in braces."""
        return self.forms[key][0]

    def thing(self, name: str) -> str:
        """What the part of an article is called: "headline", "picture credit"."""
        return self.forms[f"things.{name}"][0]

    def phrase(self, kind: str, count: int = 1) -> str:
        """Such as "headline edited", "2 paragraphs removed", "article gone"."""
        thing, _, act = kind.partition(".")
        if thing == "article":
            return self.counted(f"events.{act}", count)
        return self.said(f"acts.{act}", thing=self.counted(f"things.{thing}", count))

    def facts(self, facts: Sequence[str]) -> str:
        """What is touched that matters, in brackets: " (number, name)"; "" for nothing."""
        named = self.forms["signs.comma"][0].join(self.said(f"facts.{fact}") for fact in facts)
        return self.said("signs.bracketed", text=named) if named else ""

    def joined(self, parts: Sequence[str]) -> str:
        return self.forms["signs.comma"][0].join(parts)

    def quoted(self, text: str) -> str:
        return f"{self.forms['signs.open'][0]}{text}{self.forms['signs.close'][0]}"

    def number(self, number: int) -> str:
        return f"{number:,}".replace(",", self.forms["signs.thousands"][0]) if abs(number) >= 10_000 else str(number)

    def day(self, at: datetime) -> str:
        month = self.forms["time.months"][0].split()[at.month - 1]
        return self.forms["time.day"][0].format(day=at.day, month=month, year=at.year)

    def moment(self, at: datetime, zone: ZoneInfo, *, seconds: bool = False) -> str:
        """Such as "21 January 2024, 11:34"."""
        local = at.astimezone(zone)
        return self._moment(local, f"{local:%H:%M:%S}" if seconds else f"{local:%H:%M}")

    def seen(self, after: datetime | None, until: datetime, zone: ZoneInfo) -> str:
        """Between which two looks it happened: nobody knows when exactly. Where clocks were changed in between, the
        hours say how far they are from UTC."""
        end = until.astimezone(zone)
        if after is None:
            return self.said("seen.once", moment=self._moment(end, f"{end:%H:%M}"), zone=zone.key)
        begin = after.astimezone(zone)
        form = "%H:%M" if f"{begin:%F %H:%M}" != f"{end:%F %H:%M}" else "%H:%M:%S"
        clocks = [f"{at:{form}}" for at in (begin, end)]
        if begin.utcoffset() != end.utcoffset():
            clocks = [f"{at:{form} %Z}" for at in (begin, end)]
        if begin.date() != end.date():
            moments = [self._moment(at, clock) for at, clock in zip((begin, end), clocks, strict=True)]
            return self.said("seen.moments", begin=moments[0], end=moments[1], zone=zone.key)
        return self.said(
            "seen.clocks", begin=clocks[0], end=self.said("time.clock", clock=clocks[1]), day=self.day(end),
            zone=zone.key,
        )  # fmt: skip

    def apart(self, first: datetime, then: datetime) -> str:
        """What lies between two instants, in its two largest units: "1 day 2 h later"; "" for nothing."""
        rest = round(abs(then - first) / timedelta(seconds=1))
        parts = []
        for unit, length in _UNITS:
            if count := rest // length:
                parts.append(self.counted(f"time.{unit}", count))
            elif parts:
                break
            rest %= length
        told = self.form("time.space").join(parts[:2])
        return self.said("time.later" if then > first else "time.earlier", length=told) if told else ""

    def _moment(self, local: datetime, clock: str) -> str:
        return self.said("time.moment", day=self.day(local), clock=clock)


@cache
def wording(language: str = "en") -> Wording:
    """The words of one of the languages of the settings."""
    text = (resources.files("watcher.notify") / "languages" / f"{language}.toml").read_text(encoding="utf-8")
    return Wording(language, forms_of(tomllib.loads(text)))


def forms_of(sections: Mapping[str, Mapping[str, str | list[str]]]) -> dict[str, tuple[str, ...]]:
    """The texts of a file of words by "section.key"."""
    return {
        f"{section}.{key}": (text,) if isinstance(text, str) else tuple(text)
        for section, texts in sections.items()
        for key, text in texts.items()
    }


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who words a message: the words of its language, the zone of its times, and the address that others reach the web
    page by, "" for none."""

    words: Wording
    zone: ZoneInfo
    web: str = ""


def speaker(voice: Voice) -> Speaker:
    """Who words messages as `voice` wants them."""
    return Speaker(words=wording(voice.language), zone=ZoneInfo(voice.timezone), web=voice.web.rstrip("/"))
