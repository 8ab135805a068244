"""What people ask for, by whatever door: articles to track, alerts and drifts to let go or to drop."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from datetime import datetime, timedelta

from watcher.errors import NotFound, UsageError
from watcher.model import AlertId, AlertState, Drift, DriftId, Letter, Watch
from watcher.store import Store
from watcher.urls import has_login, identity, is_openable, is_web, site


def web_addresses(urls: Sequence[str]) -> list[str]:
    """`urls`, each of them http or https and without a login. Raises UsageError that names the first that is not."""
    for url in urls:
        if has_login(url):
            hint = "a header field under [[site]] in the configuration can log in"
            raise UsageError(f"{site(url)}: addresses with a login are not opened, {hint}; nothing was added")
        if not is_openable(url):
            meant = f"https://{url}"
            hint = (
                f"; did you mean {meant}?"
                if "://" not in url and "." in url.lstrip("./") and is_web(meant) and not has_login(meant)
                else ""
            )
            raise UsageError(f"{url}: not an http or https address{hint or '; nothing was added'}")
    return [url.strip() for url in urls]


def tracked(
    store: Store, addresses: Sequence[str], *, tags: Iterable[str], every: timedelta | None, note: str, now: datetime
) -> list[tuple[Watch, bool]]:
    """The watches of these web addresses, and whether each is new; one that is not gets the tags, and the interval and
    the note where they are given."""
    found = []
    for url in addresses:
        watch, new = store.watches.add(
            url, key=identity(url), site=site(url), tags=tags, every=every, note=note, now=now
        )  # fmt: skip
        if not new and (every is not None or note):
            store.watches.adjust(watch.id, every=every, note=note, now=now)
            watch = store.watches.by_id(watch.id) or watch
        found.append((watch, new))
    return found


def letter_of(store: Store, number: int) -> Letter:
    """Raises NotFound."""
    found = store.outbox.letter(AlertId(number))
    if found is None:
        raise NotFound(f"there is no alert {number}; `watcher alerts` shows them")
    return found


def retried(store: Store, number: int, now: datetime) -> Letter:
    """Sent again as soon as the daemon runs; the alert as it was. Raises NotFound, UsageError."""
    letter = letter_of(store, number)
    if not store.outbox.retry(letter.id, now):
        raise UsageError(f"alert {number} was sent already; nothing to try again")
    return letter


def released(store: Store, number: int, now: datetime) -> Letter:
    """Held no longer; the alert as it was. Raises NotFound, UsageError."""
    letter = letter_of(store, number)
    if not store.outbox.release(letter.id, now):
        raise UsageError(f"alert {number} is {letter.state}, not held; nothing to release")
    return letter


def dropped(store: Store, number: int, now: datetime) -> Letter:
    """Never to be sent; the alert as it was. Raises NotFound, UsageError."""
    letter = letter_of(store, number)
    if letter.state is AlertState.SENT:
        raise UsageError(f"alert {number} was sent already; nothing to drop")
    store.outbox.drop(letter.id, "dropped by hand", now)
    return letter


def drift_of(store: Store, number: int) -> Drift:
    """Raises NotFound."""
    found = store.drifts.by_id(DriftId(number))
    if found is None:
        raise NotFound(f"there is no drift {number}; `watcher drift` shows them")
    return found


def drift_settled(store: Store, number: int, now: datetime, *, release: bool) -> Drift:
    """Its alerts are let go, or dropped; the drift as it was. Raises NotFound, UsageError."""
    one = drift_of(store, number)
    settle = store.drifts.release if release else store.drifts.discard
    if not settle(one.id, now):
        raise UsageError(f"drift {number} was {one.state} already; `watcher alerts` shows what became of its alerts")
    return one
