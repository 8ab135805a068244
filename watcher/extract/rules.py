"""Site rules: one publisher's layouts as data. What no rule says, the general reader finds by itself."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from selectolax.lexbor import LexborHTMLParser, LexborNode, SelectolaxError

from watcher.errors import SettingsError
from watcher.text import reader_text
from watcher.urls import site

TOLD = ("byline", "published", "modified", "kicker", "section", "tags")
MARKED = ("container", "headline", "standfirst", "caption", "credit")


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Where something stands: a CSS selector, and what of the element's text is meant (the first group of `match`)."""

    select: str
    match: re.Pattern[str] | None = None

    def texts(self, doc: LexborHTMLParser) -> tuple[str, ...]:
        """The texts that are meant, in order; a time's datetime and a meta's content stand for its text."""
        found = []
        for node in doc.css(self.select):
            text = _value(node)
            if self.match is not None:
                match = self.match.search(text)
                text = match[1].strip() if match else ""
            if text:
                found.append(text)
        return tuple(found)


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One layout of a site. Every part is optional but the container, by which a page of this layout is recognised."""

    container: str
    zone: ZoneInfo | None
    picks: Mapping[str, Pick]
    drop: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule:
    """What is known of one publisher's pages."""

    name: str
    hosts: tuple[str, ...]
    layouts: tuple[Layout, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules to go by, the user's before the shipped ones. `digest` tells the user's apart, "" without any."""

    sites: tuple[SiteRule, ...]
    digest: str = ""


@cache
def shipped() -> Rules:
    """The rules that come with watcher."""
    folder = resources.files("watcher.extract") / "sites"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return Rules(sites=tuple(parsed(f.read_text("utf-8"), f.name) for f in files))


def load(folder: Path) -> Rules:
    """The rules of a user's folder, then the shipped ones: the first that fits a host counts.

    A folder that does not exist holds none. Raises SettingsError naming file and key.
    """
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not files:
        return shipped()
    texts = [_text(f) for f in files]
    own = tuple(parsed(text, str(f)) for f, text in zip(files, texts, strict=True))
    return Rules(sites=own + shipped().sites, digest=hashlib.sha256("\0".join(texts).encode()).hexdigest())


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: cannot be read as UTF-8 text: {error}") from None


def layout_for(doc: LexborHTMLParser, url: str, rules: Rules) -> Layout | None:
    """The layout of this page; None where no rule knows it."""
    name = site(url)
    for rule in rules.sites:
        if any(name == h or name.endswith("." + h) for h in rule.hosts):
            return next((layout for layout in rule.layouts if doc.css_first(layout.container)), None)
    return None


def parsed(text: str, where: str) -> SiteRule:
    """One rule file. Raises SettingsError naming `where` and the key."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{where}: {error}") from None
    _only(told, {"name", "hosts", "zone", "layout"}, where)
    hosts = _texts(told.get("hosts"), f"{where}: hosts")
    layouts = told.get("layout")
    if not hosts or not isinstance(layouts, list) or not layouts:
        raise SettingsError(f"{where}: a rule needs hosts and at least one [[layout]]")
    zone = _zone(told.get("zone"), where)
    return SiteRule(
        name=str(told.get("name") or hosts[0]),
        hosts=hosts,
        layouts=tuple(_layout(own, zone, f"{where}: layout {n}") for n, own in enumerate(layouts, 1)),
    )


def _layout(own: Any, zone: ZoneInfo | None, where: str) -> Layout:
    if not isinstance(own, dict):
        raise SettingsError(f"{where}: a table was expected")
    _only(own, {*MARKED, *TOLD, "drop", "zone"}, where)
    picks = {key: _pick(own[key], f"{where}.{key}") for key in (*MARKED, *TOLD) if key in own}
    if "container" not in picks:
        raise SettingsError(f"{where}: container is missing; it is how pages of this layout are recognised")
    drop = _texts(own.get("drop", []), f"{where}.drop")
    for selector in drop:
        _selector(selector, f"{where}.drop")
    zone = _zone(own["zone"], where) if "zone" in own else zone
    return Layout(container=picks.pop("container").select, zone=zone, picks=picks, drop=drop)


def _pick(value: Any, where: str) -> Pick:
    if isinstance(value, str):
        return Pick(select=_selector(value, where))
    if not isinstance(value, dict):
        raise SettingsError(f"{where}: a selector or {{ select, match }} was expected")
    _only(value, {"select", "match"}, where)
    try:
        match = re.compile(value["match"]) if "match" in value else None
    except (re.error, TypeError) as error:
        raise SettingsError(f"{where}.match: {error}") from None
    if match is not None and match.groups < 1:
        raise SettingsError(f"{where}.match: put what is meant in a group, as in '^By (.+)$'")
    return Pick(select=_selector(value.get("select"), where), match=match)


def _selector(value: Any, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f"{where}: a CSS selector was expected, not {value!r}")
    try:
        LexborHTMLParser("<p>").css(value)
    except (SelectolaxError, ValueError, RuntimeError) as error:
        raise SettingsError(f"{where}: {value!r} is no CSS selector ({error})") from None
    return value


def _zone(value: Any, where: str) -> ZoneInfo | None:
    if value is None:
        return None
    try:
        return ZoneInfo(str(value))
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise SettingsError(f"{where}: zone {value!r} is unknown; use a name like Europe/Berlin") from None


def _texts(value: Any, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise SettingsError(f"{where}: a list of texts was expected")
    return tuple(value)


def _only(own: Mapping[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(set(own) - known):
        raise SettingsError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")


def _value(node: LexborNode) -> str:
    own = node.attributes
    return reader_text(own.get("datetime") or own.get("content") or node.text(separator=" "))


def told_by(layout: Layout | None, doc: LexborHTMLParser) -> dict[str, Sequence[str]]:
    """What the layout's picks say outside the fragment: byline, times, kicker, section, tags."""
    if layout is None:
        return {}
    return {key: texts for key in TOLD if key in layout.picks and (texts := layout.picks[key].texts(doc))}
