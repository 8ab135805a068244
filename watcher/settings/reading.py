"""The file → Settings. The first thing wrong is one SettingsError that names file, line and key."""

from __future__ import annotations

import os
import re
import tomllib
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from difflib import get_close_matches
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import msgspec

from watcher.errors import SettingsError
from watcher.model import OPERATOR_NAME, SourceSetting, Subscription
from watcher.settings import checks
from watcher.settings.checks import Check
from watcher.settings.locating import line_of
from watcher.settings.telling import OPERATOR, SUBSCRIPTION, asks_in_vain
from watcher.settings.values import Archive, Backup, Fetch, Operator, Retention, Schedule, Settings, SiteSetting, Web

if TYPE_CHECKING:
    from _typeshed import DataclassInstance

T = TypeVar("T", bound=msgspec.Struct)
V = TypeVar("V")
D = TypeVar("D", bound="DataclassInstance")

_WORDS = {
    "str": "a text in quotes", "int": "a whole number", "float": "a number", "bool": "true or false",
    "array": "a list", "object": "a table", "null": "nothing",
}  # fmt: skip

_NO_SITE = SiteSetting(host="")
_NOWHERE = SourceSetting(url="")
_NOBODY = Subscription(name="", to=())


# What TOML may hold. None is what was left out; TOML itself knows no null.


class _Top(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    database: str | None = None
    fetch: dict[str, Any] | None = None
    schedule: dict[str, Any] | None = None
    web: dict[str, Any] | None = None
    site: list[dict[str, Any]] | None = None
    source: list[dict[str, Any]] | None = None
    subscription: list[dict[str, Any]] | None = None
    operator: dict[str, Any] | None = None
    archive: dict[str, Any] | None = None
    backup: dict[str, Any] | None = None
    retention: dict[str, Any] | None = None


class _Fetch(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    user_agent: str | None = None
    concurrency: int | None = None
    workers: int | None = None
    host_gap: str | None = None
    timeout: str | None = None
    max_body: str | None = None
    allow_networks: list[str] | None = None
    robots: bool | None = None
    proxy: str | None = None


class _Schedule(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    looks_per_article: int | None = None
    horizon: str | None = None
    adaptive: bool | None = None


class _Web(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    listen: str | None = None
    address: str | None = None
    monitors: list[str] | None = None
    password: str | None = None
    token: str | None = None
    public: bool | None = None
    trusted_proxies: list[str] | None = None


class _Site(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    host: str
    headers: dict[str, str]


class _Operator(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    to: list[str] | None = None
    language: str | None = None
    timezone: str | None = None


class _Archive(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    keep: str | None = None
    keys: str | None = None
    address: str | None = None
    gap: str | None = None


class _Backup(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    folder: str | None = None
    every: str | None = None
    keep: int | None = None


class _Retention(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    pages: str | None = None
    histories: str | None = None


class _Source(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    url: str
    kind: str | None = None
    tags: list[str] | None = None
    match: str | None = None
    languages: list[str] | None = None
    max_age: str | None = None
    limit: int | None = None
    every: str | None = None
    baseline: bool | None = None
    pace: str | None = None


class _Subscription(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    name: str
    to: list[str]
    tags: list[str] | None = None
    sites: list[str] | None = None
    languages: list[str] | None = None
    kinds: list[str] | None = None
    min_weight: str | None = None
    facts: list[str] | None = None
    stealth: bool | None = None
    match: str | None = None
    digest: str | None = None
    quiet: str | None = None
    timezone: str | None = None
    confirm: str | None = None
    limit: int | None = None
    language: str | None = None
    template: str | None = None
    picture: bool | None = None
    archive: bool | None = None


def default_path(environ: Mapping[str, str] = os.environ) -> Path | None:
    """The first of ./config/watcher.toml, the user's and the system's watcher.toml that is there; None without any. In
    a folder that this user may not look into there is none."""
    own = Path(os.path.expanduser(environ.get("XDG_CONFIG_HOME") or "~/.config"))  # noqa: PTH111  not without a home
    places = (Path("config/watcher.toml"), own / "watcher/watcher.toml")
    system = Path("/etc/watcher/watcher.toml")
    found = next((place for place in places if os.path.isfile(place)), None)  # noqa: PTH113  is_file() raises there
    return found or (system if system.is_file() else None)


def default_text() -> str:
    """The commented default configuration, ready to be written to a file."""
    return Path(__file__).with_name("watcher.toml").read_text(encoding="utf-8")


def load(path: Path | None = None) -> Settings:
    """The settings in the file at `path`; without one, in the file at `default_path`; the defaults where there is
    none. Raises SettingsError."""
    path = path or default_path()
    if path is None:
        return Settings()
    text = _text(path)
    try:
        raw = tomllib.loads(text)
    except tomllib.TOMLDecodeError as error:
        raise SettingsError(_syntax(path, text, str(error))) from None
    return _settings(_Table(path=path, text=text, name="", index=0, raw=raw))


def _text(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except FileNotFoundError:
        raise SettingsError(f"{path}: there is no such file; `watcher init` writes one") from None
    except OSError as error:
        raise SettingsError(f"{path}: the file cannot be read: {error.strerror}") from None
    except UnicodeDecodeError as error:
        raise SettingsError(f"{path}: not UTF-8 text at byte {error.start}; save the file as UTF-8") from None


def _syntax(path: Path, text: str, said: str) -> str:
    place = re.search(r" \(at (?:line (\d+), column \d+|end of document)\)$", said)
    line = (place and place[1]) or max(len(text.splitlines()), 1)
    return f"{path}:{line}: not TOML: {said[: place.start()] if place else said}"


@dataclass(frozen=True, slots=True, kw_only=True)
class _Table:
    """One table of the file, and where it stands there."""

    path: Path
    text: str
    name: str
    index: int
    raw: Mapping[str, Any]

    def section(self, name: str, raw: Mapping[str, Any] | None, index: int = 0) -> _Table:
        return replace(self, name=name, raw=raw or {}, index=index)

    def sections(self, name: str, raws: Sequence[Mapping[str, Any]] | None) -> Iterator[_Table]:
        return (self.section(name, raw, index) for index, raw in enumerate(raws or ()))

    def filled(self, shape: type[T], default: D, possible: Mapping[str, Check]) -> D:
        """`default` with what the table says, checked."""
        self.shaped(shape)
        said = {key: self.checked(key, check) for key, check in possible.items() if key in self.raw}
        return replace(default, **said)

    def shaped(self, shape: type[T]) -> T:
        """The table in `shape`. Raises SettingsError for an unknown, missing or mistyped key."""
        try:
            return msgspec.convert(self.raw, shape)
        except msgspec.ValidationError as error:
            raise self._misshapen(str(error), shape) from None

    def checked(self, key: str, check: Callable[[Any], V]) -> V:
        """What `check` makes of the value of `key`. Raises SettingsError where it raises ValueError."""
        try:
            return check(self.raw[key])
        except ValueError as error:
            raise self.wrong(key, str(error)) from None

    def wrong(self, key: str, why: str) -> SettingsError:
        line = line_of(self.text, self.name, self.index, key)
        return SettingsError(f"{self.path}:{line}: {f'{self.name}.' * bool(self.name)}{key}: {why}")

    def _misshapen(self, said: str, shape: type[msgspec.Struct]) -> SettingsError:
        if unknown := re.match(r"Object contains unknown field `(.*)`", said):
            near = get_close_matches(unknown[1], shape.__struct_fields__, 1)
            hint = f"did you mean {near[0]}?" if near else f"known are {', '.join(shape.__struct_fields__)}"
            return self.wrong(unknown[1], f"unknown key; {hint}")
        if missing := re.match(r"Object missing required field `(.*)`", said):
            return self.wrong(missing[1], "this key is needed and missing")
        return self._mistyped(said)

    def _mistyped(self, said: str) -> SettingsError:
        found = re.match(r"Expected `([^`]*)`, got `([^`]*)` - at `\$\.(\w+)(\S*)`", said)
        if found is None:
            return self.wrong("", said)
        expected, got, key, inside = found.groups()
        if key in ("site", "source", "subscription") and not self.name:
            return self.wrong(key, f"write [[{key}]] above each {key}")
        expected, got = (_WORDS.get(w.removesuffix(" | null"), w) for w in (expected, got))
        return self.wrong(key, f"{expected} was expected{' in the list' * bool(inside)}, not {got}")


def _settings(top: _Table) -> Settings:
    own = top.shaped(_Top)
    said = {"database": top.checked("database", checks.known_database)} if own.database is not None else {}
    return Settings(
        fetch=top.section("fetch", own.fetch).filled(_Fetch, Fetch(), checks.FETCH),
        schedule=top.section("schedule", own.schedule).filled(_Schedule, Schedule(), checks.SCHEDULE),
        web=top.section("web", own.web).filled(_Web, Web(), checks.WEB),
        site=tuple(s.filled(_Site, _NO_SITE, checks.SITE) for s in top.sections("site", own.site)),
        sources=_sources(top.sections("source", own.source)),
        subscriptions=_subscriptions(top.sections("subscription", own.subscription)),
        operator=top.section("operator", own.operator).filled(_Operator, Operator(), OPERATOR),
        archive=top.section("archive", own.archive).filled(_Archive, Archive(), checks.ARCHIVE),
        backup=top.section("backup", own.backup).filled(_Backup, Backup(), checks.BACKUP),
        retention=top.section("retention", own.retention).filled(_Retention, Retention(), checks.RETENTION),
        sites=top.path.parent / "sites",
        templates=top.path.parent / "templates",
        **said,
    )


def _sources(tables: Iterator[_Table]) -> tuple[SourceSetting, ...]:
    found: dict[tuple[str, str], SourceSetting] = {}
    for table in tables:
        source = table.filled(_Source, _NOWHERE, checks.SOURCE)
        if (source.url, source.match) in found:
            raise table.wrong("url", f"{source.url} is the address of two sources that match the same")
        found[source.url, source.match] = source
    return tuple(found.values())


def _subscriptions(tables: Iterator[_Table]) -> tuple[Subscription, ...]:
    found: dict[str, Subscription] = {}
    for table in tables:
        subscription = table.filled(_Subscription, _NOBODY, SUBSCRIPTION)
        if subscription.name in found:
            raise table.wrong("name", f'"{subscription.name}" is the name of two subscriptions')
        if subscription.name == OPERATOR_NAME:
            raise table.wrong("name", f'"{OPERATOR_NAME}" is how [operator] is named; take another name')
        if asks_in_vain(subscription):
            raise table.wrong("kinds", "facts, stealth and match ask for an edit, and these kinds are events alone")
        if (
            subscription.template
            and not (template := table.path.parent / "templates" / subscription.template).is_file()
        ):
            raise table.wrong("template", f"there is no file {template}")
        found[subscription.name] = subscription
    return tuple(found.values())
