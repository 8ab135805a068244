"""What commands work on: the settings, the store, and the watch that a REF means."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from difflib import get_close_matches
from typing import TypeVar

import click

from watcher.cli.asked import Asked
from watcher.errors import NotFound, StoreError, UsageError
from watcher.model import NOTHING_KNOWN, Known, Revision, Watch, WatchId
from watcher.settings import KINDS, Settings, load
from watcher.settings.checks import SOURCE, Check, one_line, time_within
from watcher.settings.values import is_kind
from watcher.steering import web_addresses
from watcher.store import Store
from watcher.urls import identity, is_web, site

T = TypeVar("T")
_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_SEAL = re.compile(r"[0-9a-fA-F]{64}")
_NUMBERED = re.compile(r"(?P<ref>.+)@(?P<number>\d{1,18})", re.ASCII | re.DOTALL)


def now() -> datetime:
    return datetime.now(UTC)


def settings_of(asked: Asked) -> Settings:
    """The settings asked for. Raises SettingsError."""
    return load(asked.config)


def opened(asked: Asked, *, readonly: bool = False, made: bool = False) -> Store:
    """The store of the settings asked for; made where there is none if `made` says so. Raises StoreError."""
    return Store.open(settings_of(asked).database, readonly=readonly, made=made)


def known_of(settings: Settings, url: str) -> Known:
    """What the site of `url` is known to repeat; nothing where no database can be read that would tell."""
    import asyncio  # noqa: PLC0415 - takes 35 ms, and most commands do not need it

    try:
        with Store.open(settings.database, readonly=True) as store:
            return asyncio.run(store.memory.known(site(url)))
    except StoreError:
        return NOTHING_KNOWN


def addresses_of(urls: Sequence[str]) -> list[str]:
    """`urls`, which are addresses of pages and no files. Raises UsageError that names the first that is not."""
    for url in urls:
        if "://" not in url and os.path.isfile(url):  # noqa: PTH113 - Path fails for what is too long for a name
            raise UsageError(f"{url}: a file, not an address; `watcher import` tracks what it names; nothing was added")
    return web_addresses(urls)


def watch_of(store: Store, ref: str) -> Watch:
    """The watch that `ref` means, a number or an address. Raises NotFound, and UsageError for one of its revisions."""
    watch = known_watch(store, ref)
    if watch is not None:
        return watch
    parts = _NUMBERED.fullmatch(ref)
    if parts and known_watch(store, parts["ref"]) is not None:
        raise UsageError(f"{ref}: this is about an article with all its revisions; name it as {parts['ref']}")
    raise NotFound(f"{called(ref)}: there is no such watch; `watcher list` shows what is tracked")


def called(name: str) -> str:
    """`name` as an error names it: "" would not be seen."""
    return name or '""'


def known_watch(store: Store, ref: str) -> Watch | None:
    """The watch that `ref` means, a number or an address; None where there is none."""
    if _NUMBER.fullmatch(ref):
        return store.watches.by_id(WatchId(int(ref)))
    return store.watches.by_key(identity(ref if "://" in ref else f"https://{ref}"))


def watches_of(store: Store, refs: Iterable[str]) -> list[Watch]:
    """The watches that `refs` mean, each once. Raises NotFound for the first that is none."""
    return list({watch.id: watch for watch in (watch_of(store, ref) for ref in refs)}.values())


def revision_of(store: Store, ref: str) -> tuple[Watch, Revision]:
    """The revision that REF@N means, or the newest one of REF. Raises NotFound."""
    watch, number = numbered(store, ref)
    if number is None:
        return watch, newest(store, watch)
    return watch, existing(store, watch, number)


def numbered(store: Store, ref: str) -> tuple[Watch, int | None]:
    """The watch, and the number in REF@N; None without one. An address may end like that by itself. Raises NotFound,
    and UsageError where the number is none."""
    whole = known_watch(store, ref)
    parts = _NUMBERED.fullmatch(ref)
    if whole is None and parts is None:
        _refuse_number(store, ref)
    if whole is not None or parts is None:
        return whole or watch_of(store, ref), None
    return watch_of(store, parts["ref"]), int(parts["number"])


def _refuse_number(store: Store, ref: str) -> None:
    """Raises UsageError where `ref` is a watch, "@", and no number."""
    name, at, number = ref.rpartition("@")
    if at and (_NUMBER.fullmatch(name) or (name and known_watch(store, name) is not None)):
        raise UsageError(f"{ref}: {number or 'nothing'} is no revision number; `watcher log {name}` shows them")


def newest(store: Store, watch: Watch) -> Revision:
    """Raises NotFound where the article was never read."""
    found = store.history.revision(watch.id, store.history.newest(watch.id))
    if found is None:
        raise NotFound(f"watch {watch.id} has no revision yet; `watcher check {watch.id}` looks now")
    return found


def existing(store: Store, watch: Watch, number: int) -> Revision:
    """Raises NotFound."""
    revision = store.history.revision(watch.id, number)
    if revision is None:
        count = store.history.newest(watch.id)
        raise NotFound(f"watch {watch.id} has no revision {number}; there are {count}, see `watcher log {watch.id}`")
    return revision


def pattern(_: click.Context, __: click.Parameter, text: str) -> str:
    """`text`, which is a regular expression."""
    return _checked(text, SOURCE["match"])


def web_address(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    """`text`, which is the address of a page."""
    if text is not None and not is_web(text):
        raise click.BadParameter(f'"{text}" is no http or https address')
    return text


def host(_: click.Context, __: click.Parameter, text: str | None) -> str | None:
    """`text`, which names a site."""
    if text is not None and not text.strip():
        raise click.BadParameter(f'"{text}" is no site, such as www.dw.com')
    return text


def named_tags(_: click.Context, __: click.Parameter, names: tuple[str, ...]) -> tuple[str, ...]:
    """`names`, which are tags; "+" may stand before one."""
    return tuple(_checked(name.removeprefix("+"), one_line) for name in names)


def languages(_: click.Context, __: click.Parameter, tags: tuple[str, ...]) -> tuple[str, ...]:
    """`tags`, which are languages."""
    return _checked(tags, SOURCE["languages"])


def known_kind(_: click.Context, __: click.Parameter, glob: str | None) -> str | None:
    """`glob`, which some kind of change fits."""
    if glob is not None and not is_kind(glob):
        near = get_close_matches(glob, KINDS, 1)
        hint = f"; did you mean {near[0]}?" if near else f', such as {KINDS[0]}, "image.*" or {KINDS[-1]}'
        raise click.BadParameter(f'"{glob}" is no kind of change{hint}')
    return glob


def _checked(value: T, check: Check) -> T:
    """`value`, which the configuration would take too."""
    try:
        check(value)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
    return value


def seals(_: click.Context, __: click.Parameter, texts: tuple[str, ...]) -> tuple[bytes, ...]:
    """`texts`, which are seals in hexadecimal digits."""
    for text in texts:
        if not _SEAL.fullmatch(text):
            raise click.BadParameter(f'"{text}" is no seal: it has 64 hexadecimal digits; `watcher show` tells them')
    return tuple(map(bytes.fromhex, texts))


def interval(_: click.Context, __: click.Parameter, text: str | None) -> timedelta | None:
    """The time in "30m", within bounds that make sense between two looks."""
    return _time(text, timedelta(seconds=1), timedelta(days=365))


def rhythm(context: click.Context, option: click.Parameter, text: str | None) -> timedelta | None:
    """An interval; nothing at all for "auto"."""
    return timedelta(0) if text == "auto" else interval(context, option, text)


def while_ago(_: click.Context, __: click.Parameter, text: str | None) -> datetime | None:
    """The moment so long ago: "2d" is the day before yesterday."""
    time = _time(text, timedelta(0), timedelta(days=36500))
    return None if time is None else now() - time


def since_then(context: click.Context, option: click.Parameter, text: str | None) -> datetime | None:
    """The moment so long ago as "2d" says, or that in "2026-05-04 08:00"."""
    for read in (while_ago, moment):
        with suppress(click.BadParameter):
            return read(context, option, text)
    raise click.BadParameter(f'"{text}" is no time; write it as "2d", "3h", "2026-05-04" or "2026-05-04 08:00"')


def in_a_while(_: click.Context, __: click.Parameter, text: str | None) -> datetime | None:
    """The moment in so long: "2d" is the day after tomorrow."""
    time = _time(text, timedelta(seconds=1), timedelta(days=36500))
    return None if time is None else now() + time


def moment(_: click.Context, __: click.Parameter, text: str | None) -> datetime | None:
    """The moment in "2026-05-04", "2026-05-04 08:00" or "2026-05-04T08:00+02:00"; in UTC where it names no zone."""
    if text is None:
        return None
    try:
        at = datetime.fromisoformat(text.strip())
    except ValueError:
        raise click.BadParameter(f'"{text}" is no time; write it as "2026-05-04 08:00"') from None
    return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)


def _time(text: str | None, least: timedelta, most: timedelta) -> timedelta | None:
    if text is None:
        return None
    try:
        return time_within(least, most)(text)
    except ValueError as error:
        raise click.BadParameter(str(error)) from None
