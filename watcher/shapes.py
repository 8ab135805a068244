"""The contract's names in plain dicts, as `--json` prints them and web hooks are sent them. Times are ISO 8601 in UTC,
None where there is none."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:  # a list of what is tracked needs none of it
    from watcher.model import Capture, Disclosure, Disclosures, Drift, Event, Revision, Seal, Summary

Json = dict[str, Any]


def time(at: datetime | None) -> str | None:
    """Such as "2026-05-04T12:00:00Z", with as many digits after the second as are known."""
    return at.astimezone(UTC).isoformat().replace("+00:00", "Z") if at else None


def watch(one: Summary) -> Json:
    return {
        "watch": one.id, "url": one.url, "key": one.key, "site": one.site, "tags": list(one.tags), "note": one.note,
        "every": one.every.total_seconds() if one.every else None, "state": one.state, "standing": one.standing,
        "added_at": time(one.added_at), "looked_at": time(one.looked_at), "due_at": time(one.due_at),
        "failures": one.failures, "failing_since": time(one.failing_since), "muted_until": time(one.muted_until),
        "snoozed_until": time(one.snoozed_until),
    }  # fmt: skip


def revision(one: Revision, told: Disclosures) -> Json:
    """A revision without its article, and what notices tell of its changes."""
    return {
        "revision": one.number, "title": one.article.title, "first_seen_at": time(one.first_seen_at),
        "last_seen_at": time(one.last_seen_at), "seen_between": [time(one.seen_after), time(one.first_seen_at)],
        "stealth": one.stealth, "bumped": one.bumped, "reverts_to": one.reverts_to, "weight": one.weight,
        "facts": list(one.facts), "changes": [change.to_dict() for change in one.changes], **disclosures(told),
        "archived": _capture(one.capture),
    }  # fmt: skip


def whole_revision(one: Revision, told: Disclosures, sealed: Seal | None) -> Json:
    """The same with its watch, its article and its seal, None where it has none."""
    return {"watch": one.watch_id} | revision(one, told) | {"seal": seal(sealed), "article": one.article.to_dict()}


def seal(one: Seal | None) -> Json | None:
    """SHA-256 in hexadecimal digits: of the article's JSON, and the seals of the revision before and of this one."""
    if one is None:
        return None
    return {"article": one.article.hex(), "before": one.before.hex() if one.before else None, "seal": one.seal.hex()}


def _capture(one: Capture | None) -> Json | None:
    """What became of a copy in a public archive; None where none was asked for."""
    return {"state": one.state, "link": one.link, "why": one.why} if one is not None else None


def disclosures(told: Disclosures) -> Json:
    """Notices and the positions of the changes that they tell of: those that came with them, those of earlier revisions
    that these notices tell of, and these changes that a notice of a later revision tells of."""
    return {
        "disclosures": _disclosed(told.own), "discloses_earlier": _disclosed(told.earlier),
        "disclosed_later": _disclosed(told.later), "undisclosed": list(told.undisclosed),
    }  # fmt: skip


def _disclosed(ones: Sequence[Disclosure]) -> list[Json]:
    return [
        {"notice": one.notice, "changes": list(one.changes)} | ({"revision": one.revision} if one.revision else {})
        for one in ones
    ]


def event(one: Event) -> Json:
    return {
        "event": one.kind, "at": time(one.at), "seen_between": [time(one.seen_after), time(one.at)],
        "why": one.why, "url": one.url,
    }  # fmt: skip


def drift(one: Drift) -> Json:
    return {
        "drift": one.id, "site": one.site, "state": one.state, "since": time(one.since), "last_at": time(one.last_at),
        "settled_at": time(one.settled_at), "articles": one.articles, "looked": one.looked,
        "alerts": {"held": one.held, "sent": one.sent, "dropped": one.dropped},
        "traits": [{"alike": t.likeness, "kind": t.kind, "detail": t.detail} for t in one.traits],
        "examples": [
            {
                "watch": e.watch_id, "url": e.url, "title": e.title, "revision": e.number, "at": time(e.at),
                "changes": [change.to_dict() for change in e.changes],
            }
            for e in one.examples
        ],
    }  # fmt: skip
