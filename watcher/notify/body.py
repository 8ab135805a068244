"""A bundle as data: the JSON that web hooks of our own are sent (docs/webhook.md)."""

from __future__ import annotations

import json
from collections.abc import Mapping

from watcher import shapes
from watcher.model import NOTHING_TOLD, AlertId, Article, Bundle, Disclosures, Incident, Letter, Message, Revision
from watcher.shapes import Json

ALERTS, TEST = "watcher.alerts", "watcher.test"


def body(bundle: Bundle, told: Mapping[AlertId, Disclosures], message: Message) -> str:
    """The bundle in JSON, with the subject and the text of its `message`. `told` is what notices tell of the changes of
    each letter. The same bundle gives the same text."""
    alerts = [_letter(letter, told.get(letter.id, NOTHING_TOLD)) for letter in bundle.letters]
    return _written(
        ALERTS, message, id=bundle.identity, timestamp=shapes.time(bundle.letters[-1].created_at),
        subscription=bundle.letters[0].alert.subscription, digest=bundle.digest, alerts=alerts,
    )  # fmt: skip


def trial(message: Message) -> str:
    """A message that tells of nothing, in JSON."""
    return _written(TEST, message)


def _written(kind: str, message: Message, **more: object) -> str:
    found = {"type": kind, **more, "subject": message.subject, "text": message.text}
    return json.dumps(found, ensure_ascii=False, separators=(",", ":"))


def _letter(letter: Letter, told: Disclosures) -> Json:
    revision, event = letter.revision, letter.event
    return {
        "alert": letter.id,
        "at": shapes.time(letter.created_at),
        "watch": shapes.watch(letter.watch) if letter.watch else None,
        "article": _article(revision.article) if revision else None,
        "revision": _revision(revision, told) if revision else None,
        "changes": _changes(letter, revision) if revision else [],
        "event": shapes.event(event) if event else None,
        "drift": shapes.drift(letter.report) if letter.report else None,
        "incident": _incident(letter.incident) if letter.incident else None,
    }


def _article(article: Article) -> Json:
    """All but its blocks."""
    found = article.to_dict()
    del found["blocks"]
    return found


def _revision(revision: Revision, told: Disclosures) -> Json:
    """All but its changes, of which only some may be told."""
    found = shapes.revision(revision, told)
    del found["changes"]
    return found


def _changes(letter: Letter, revision: Revision) -> list[Json]:
    """The changes that are told, each with its position among all of the revision."""
    positions = (position for position in letter.alert.changes if position < len(revision.changes))
    return [{"position": position, **revision.changes[position].to_dict()} for position in positions]


def _incident(incident: Incident) -> Json:
    return {
        "incident": incident.kind, "name": incident.name, "since": shapes.time(incident.since),
        "at": shapes.time(incident.at), "why": incident.why,
    }  # fmt: skip
