"""Rule files → site rules. A mistake is one error that names file, layout and key."""

from __future__ import annotations

import hashlib
import re
import tomllib
from collections.abc import Mapping
from dataclasses import replace
from datetime import date, datetime
from functools import cache
from importlib import resources
from pathlib import Path
from typing import Any
from zoneinfo import ZoneInfo, ZoneInfoNotFoundError

from selectolax.lexbor import LexborHTMLParser, SelectolaxError

from watcher.errors import SettingsError
from watcher.extract.rules import MARKED, TOLD, WRITTEN, Layout, Pick, Rules, SiteRule

_COMMON = {*TOLD, *MARKED, "keep", "drop", "zone"}
_HOST = re.compile(r"[^\s/:@]*[^\s/:@.]")


@cache
def shipped() -> Rules:
    """The rules that come with watcher."""
    return Rules(sites=tuple(_shipped_by_name().values()))


@cache
def _shipped_by_name() -> Mapping[str, SiteRule]:
    folder = resources.files("watcher.extract") / "sites"
    files = sorted((f for f in folder.iterdir() if f.name.endswith(".toml")), key=lambda f: f.name)
    return {f.name.removesuffix(".toml"): parsed(f.read_text("utf-8"), f.name) for f in files}


def load(folder: Path) -> Rules:
    """The rules of a user's folder, then the shipped ones: the first layout that fits a page counts.

    A folder that does not exist holds none. Raises SettingsError naming file, layout and key.
    """
    files = sorted(folder.glob("*.toml")) if folder.is_dir() else []
    if not files:
        return shipped()
    texts = [_text(f) for f in files]
    own = tuple(parsed(text, str(f), _shipped_by_name()) for f, text in zip(files, texts, strict=True))
    return Rules(sites=own + shipped().sites, digest=hashlib.sha256("\0".join(texts).encode()).hexdigest())


def _text(file: Path) -> str:
    try:
        return file.read_text("utf-8")
    except (OSError, UnicodeDecodeError) as error:
        raise SettingsError(f"{file}: cannot be read as UTF-8 text: {error}") from None


def parsed(text: str, where: str, extended: Mapping[str, SiteRule] | None = None) -> SiteRule:
    """One rule file; `extended` are the rules, by name, that it may extend. Raises SettingsError naming `where`,
    layout and key."""
    try:
        told = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(f"{where}: not TOML: {error}") from None
    _only(told, {"name", "hosts", "extends", "browser", "layout", *_COMMON}, where)
    base = _extended(told["extends"], extended or {}, where) if "extends" in told else None
    common = _layout({k: v for k, v in told.items() if k in _COMMON}, where)
    hosts = (*_hosts(told.get("hosts", []), f"{where}: hosts"), *(base.hosts if base else ()))
    own = _tables(told.get("layout", []), f"{where}: layout")
    layouts = (
        *(_over(common, _whole_layout(table, f"{where}: layout {n}")) for n, table in enumerate(own, 1)),
        *(_over(layout, common) for layout in (base.layouts if base else ())),
    )
    browser = _switch(told.get("browser", base.browser if base else False), f"{where}: browser")
    if not hosts or not (layouts or browser):
        raise SettingsError(f"{where}: a rule needs hosts and at least one [[layout]], or browser = true")
    name = told.get("name", base.name if base else hosts[0])
    if not isinstance(name, str):
        raise SettingsError(f"{where}: name: a text was expected, not {name!r}")
    named = (replace(layout, name=f"{name}, layout {n}") for n, layout in enumerate(layouts, 1))
    return SiteRule(name=name, hosts=hosts, layouts=tuple(named), browser=browser)


def _extended(name: object, known: Mapping[str, SiteRule], where: str) -> SiteRule:
    if not isinstance(name, str) or name not in known:
        names = f"known are {', '.join(known)}" if known else "shipped rules extend none"
        raise SettingsError(f"{where}: extends: there is no shipped rule {name!r}; {names}")
    return known[name]


def _over(under: Layout, over: Layout) -> Layout:
    """`over`, and what it does not say from `under`; what they keep and drop adds up."""
    return replace(
        over,
        container=over.container or under.container,
        zone=over.zone or under.zone,
        since=over.since or under.since,
        until=over.until or under.until,
        told={**under.told, **over.told},
        marked={**under.marked, **over.marked},
        keep=(*under.keep, *over.keep),
        drop=(*under.drop, *over.drop),
    )


def _whole_layout(own: Mapping[str, Any], where: str) -> Layout:
    _only(own, {"container", "since", "until", *_COMMON}, where)
    if not set(own) - {"since", "until"}:
        raise SettingsError(f"{where}: it says nothing of its pages; begin with container, the element of the story")
    layout = _layout(own, where)
    if layout.since and layout.until and layout.since > layout.until:
        raise SettingsError(f"{where}: until: {layout.until} is before since, {layout.since}")
    return layout


def _layout(own: Mapping[str, Any], where: str) -> Layout:
    return Layout(
        container=_selector(own["container"], f"{where}: container") if "container" in own else "",
        zone=_zone(own["zone"], f"{where}: zone") if "zone" in own else None,
        since=_day(own["since"], f"{where}: since") if "since" in own else None,
        until=_day(own["until"], f"{where}: until") if "until" in own else None,
        told={key: _pick(own[key], f"{where}: {key}") for key in TOLD if key in own},
        marked={key: _marked(key, own[key], f"{where}: {key}") for key in MARKED if key in own},
        keep=_selectors(own.get("keep", []), f"{where}: keep"),
        drop=_selectors(own.get("drop", []), f"{where}: drop"),
    )


def _marked(key: str, value: object, where: str) -> Pick:
    pick = _pick(value, where)
    if isinstance(value, dict) and (key not in WRITTEN or not pick.attribute):
        more = " or { select, attribute }" if key in WRITTEN else ""
        raise SettingsError(f"{where}: it is read where it stands: only a selector{more} was expected")
    return pick


def _pick(value: object, where: str) -> Pick:
    if isinstance(value, str):
        return Pick(select=_selector(value, where))
    if not isinstance(value, dict):
        raise SettingsError(f"{where}: a selector or {{ select, attribute, match }} was expected, not {value!r}")
    _only(value, {"select", "attribute", "match"}, where)
    attribute = value.get("attribute")
    if attribute is not None and (not isinstance(attribute, str) or not attribute.strip()):
        raise SettingsError(f'{where}: attribute: a name like "data-author" was expected, not {attribute!r}')
    return Pick(
        select=_selector(value.get("select"), f"{where}: select"),
        attribute=attribute,
        match=_expression(value["match"], f"{where}: match") if "match" in value else None,
    )


def _expression(value: object, where: str) -> re.Pattern[str]:
    if not isinstance(value, str):
        raise SettingsError(f"{where}: a regular expression was expected, not {value!r}")
    try:
        found = re.compile(value)
    except re.error as error:
        raise SettingsError(f"{where}: {value!r} is no regular expression ({error})") from None
    if found.groups < 1:
        raise SettingsError(f"{where}: put what is meant in a group, as in '^By (.+)$'")
    return found


def _selector(value: object, where: str) -> str:
    if not isinstance(value, str) or not value.strip():
        raise SettingsError(f"{where}: a CSS selector was expected, not {value!r}")
    try:
        LexborHTMLParser("<p>").css(value)
    except SelectolaxError as error:
        raise SettingsError(f"{where}: {value!r} is no CSS selector ({error})") from None
    return value


def _selectors(value: object, where: str) -> tuple[str, ...]:
    return tuple(_selector(selector, where) for selector in _texts(value, where))


def _zone(value: object, where: str) -> ZoneInfo:
    try:
        return ZoneInfo(str(value))
    except (ValueError, OSError, ZoneInfoNotFoundError):
        raise SettingsError(f"{where}: {value!r} is unknown; use a name like Europe/Berlin") from None


def _day(value: object, where: str) -> date:
    if not isinstance(value, date) or isinstance(value, datetime):
        raise SettingsError(f"{where}: a day without quotes was expected, as in 2023-01-31, not {value!r}")
    return value


def _switch(value: object, where: str) -> bool:
    if not isinstance(value, bool):
        raise SettingsError(f"{where}: true or false was expected, not {value!r}")
    return value


def _hosts(value: object, where: str) -> tuple[str, ...]:
    hosts = _texts(value, where)
    for host in hosts:
        if not _HOST.fullmatch(host):
            raise SettingsError(f'{where}: a host like "harbour.example" was expected, not {host!r}')
    return tuple(host.lower().removeprefix("www.") for host in hosts)


def _tables(value: object, where: str) -> list[dict[str, Any]]:
    if not isinstance(value, list) or not all(isinstance(table, dict) for table in value):
        raise SettingsError(f"{where}: tables were expected, each under a line [[layout]]")
    return value


def _texts(value: object, where: str) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(v, str) for v in value):
        raise SettingsError(f"{where}: a list of texts was expected, not {value!r}")
    return tuple(value)


def _only(own: Mapping[str, Any], known: set[str], where: str) -> None:
    if unknown := sorted(set(own) - known):
        raise SettingsError(f"{where}: unknown key {unknown[0]!r}; known are {', '.join(sorted(known))}")
