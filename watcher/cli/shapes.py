"""What `--json` prints: plain dicts with the contract's names. Times are ISO 8601 in UTC, None where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import timedelta
from typing import TYPE_CHECKING

from watcher.model import (
    Disclosures,
    Entry,
    Finding,
    Hit,
    Incident,
    Letter,
    Look,
    Message,
    Pace,
    Reading,
    SiteFigures,
    Source,
)
from watcher.model.pace import BOUNDS
from watcher.notify.timing import Expectation
from watcher.shapes import Json, disclosures, drift, event, revision, seal, time, watch, whole_revision
from watcher.store import Status

if TYPE_CHECKING:  # what only some commands need takes a second to import
    from watcher.cli.sides import Comparison
    from watcher.extract import Explanation

__all__ = [
    "Json",
    "comparison", "drift", "entry", "event", "explanation", "finding", "hit", "letter", "look", "pace",
    "reading", "revision", "seal", "site_figures", "source", "status", "time", "watch", "whole_revision",
]  # fmt: skip


def comparison(one: Comparison) -> Json:
    """Two sides, and what differs."""
    return {
        "old": one.old.name, "new": one.new.name, "stealth": one.stealth, "bumped": one.bumped,
        "reverts_to": one.reverts_to, "changes": [change.to_dict() for change in one.changes],
        **disclosures(one.disclosures),
    }  # fmt: skip


def explanation(one: Explanation) -> Json:
    return {
        "article": one.article.to_dict(), "signals": dict(one.signals),
        "left_out": [{"where": left.where, "why": left.why, "begins": left.begins} for left in one.left_out],
    }  # fmt: skip


def entry(one: Entry, told: Disclosures) -> Json:
    """One line of the stream: the watch it is about, and the revision, disclosed as `told`, or the event with where the
    address leads now."""
    about = {
        "watch": one.watch.id,
        "url": one.watch.url,
        "site": one.watch.site,
        "title": one.title,
        "at": time(one.at),
    }
    if one.revision is not None:
        return about | revision(one.revision, told) | {"drifts": list(one.drifts)}
    if one.event is None:
        return about
    return about | event(one.event) | {"url": one.watch.url, "leads": one.event.url}


def hit(one: Hit) -> Json:
    """A revision that brought what was searched: `passages` with the places (begin, end) of what was found in each, and
    whether it still stands in the newest revision."""
    return {
        "watch": one.watch.id, "url": one.watch.url, "site": one.watch.site, "revision": one.number, "title": one.title,
        "first_seen_at": time(one.at),
        "passages": [
            {"text": text, "found": [list(place) for place in places], "stands": text not in one.gone}
            for text, places in one.passages
        ],
    }  # fmt: skip


def site_figures(one: SiteFigures) -> Json:
    """`window` in seconds; `hours` from midnight, UTC."""
    return {
        "site": one.site, "articles": one.articles, "edited": one.edited, "edits": one.edits, "major": one.major,
        "stealth": one.stealth, "bumped": one.bumped, "gone": one.gone,
        "window": None if one.window is None else round(one.window.total_seconds()), "hours": list(one.hours),
    }  # fmt: skip


def look(one: Look) -> Json:
    return {
        "outcome": one.outcome, "why": one.why, "first_at": time(one.first_at), "last_at": time(one.last_at),
        "count": one.count,
    }  # fmt: skip


def finding(one: Finding, told: Disclosures) -> Json:
    return {
        "watch": one.watch.id, "url": one.watch.url, "outcome": one.outcome, "at": time(one.at), "why": one.why,
        "alerts": len(one.alerts), "due_at": time(one.watch.due_at),
        "revision": revision(one.revision, told) if one.revision else None,
        "event": event(one.event) if one.event else None,
    }  # fmt: skip


def source(one: Source) -> Json:
    own = one.setting
    return {
        "source": one.id, "url": own.url, "kind": one.kind or own.kind or None, "tags": list(own.tags),
        "match": own.match, "languages": list(own.languages), "max_age": _seconds(own.max_age), "limit": own.limit,
        "every": _seconds(own.every), "baseline": own.baseline, "pace": _seconds(own.pace) if own.baseline else None,
        "from_file": one.from_file, "address": one.address, "parts": one.parts, "added_at": time(one.added_at),
        "read_at": time(one.read_at), "due_at": time(one.due_at), "listed": one.listed, "new": one.new,
        "waiting": one.waiting, "found": one.found, "failures": one.failures,
        "failing_since": time(one.failing_since), "why": one.why, "push": _push(one),
    }  # fmt: skip


def _push(one: Source) -> Json | None:
    """None where no hub is asked."""
    if one.push is None or one.hub is None:
        return None
    own = one.push
    return {
        "hub": one.hub.url, "topic": one.hub.topic, "state": own.state, "since": time(own.since),
        "until": time(own.until), "pushed_at": time(own.pushed_at), "why": own.why,
    }  # fmt: skip


def reading(one: Reading) -> Json:
    found = [
        {
            "url": new.article.url, "title": new.article.title, "published_at": time(new.article.published_at),
            "language": new.article.language or None, "due_at": time(new.due_at),
        }
        for new in one.found
    ]  # fmt: skip
    return {
        "source": one.source.id, "url": one.source.setting.url, "kind": one.source.kind, "at": time(one.at),
        "listed": one.listed, "new": found, "waiting": one.source.waiting, "why": one.why,
        "due_at": time(one.source.due_at),
    }  # fmt: skip


def _seconds(length: timedelta | None) -> float | None:
    return length.total_seconds() if length else None


def letter(one: Letter, due: Expectation | None = None) -> Json:
    """`due` is when it goes, None where it does not wait to be sent."""
    return {
        "alert": one.id, "state": one.state, "subscription": one.alert.subscription, "to": one.alert.label,
        "watch": one.watch.id if one.watch else None, "url": one.watch.url if one.watch else None, "title": one.title,
        "revision": one.revision.number if one.revision else None, "event": one.event.kind if one.event else None,
        "hold": one.alert.hold, "drift": one.drift, "incident": one.incident.kind if one.incident else None,
        "message": one.bundle, "created_at": time(one.created_at), "attempts": one.attempts,
        "next_try_at": time(one.next_try_at), "goes_at": time(due.at) if due else None,
        "waits_for": due.why if due else "", "why": one.why,
    }  # fmt: skip


def message(one: Message) -> Json:
    return {"subject": one.subject, "text": one.text, "markdown": one.markdown, "html": one.html, "chat": one.chat}


def pace(minutes: Sequence[Pace]) -> Json:
    """Of the last hour; bounds of lateness in seconds, the last count for what came later than any."""
    whole = sum(minutes, Pace())
    return {
        "looks": whole.looks, "looks_per_second": round(whole.looks / 3600, 3),
        "late_bounds": [bound.total_seconds() for bound in BOUNDS], "late": list(whole.late),
    }  # fmt: skip


def incident(one: Incident) -> Json:
    return {"kind": one.kind, "name": one.name, "since": time(one.since), "why": one.why}


def status(one: Status) -> Json:
    return {
        "watches": {str(state): count for state, count in one.watches.items()},
        "standings": {str(standing): count for standing, count in one.standings.items()},
        "due": one.due, "overdue_since": time(one.overdue_since),
        "due_per_minute": round(one.due_within_the_hour / 60, 2), "pace": pace(one.pace), "revisions": one.revisions,
        "alerts": {str(state): count for state, count in one.alerts.items()},
        "drifts": {str(state): count for state, count in one.drifts.items()},
        "captures": {str(state): count for state, count in one.captures.items()}, "bytes": one.bytes,
    }  # fmt: skip
