"""What the operator is told in lines: articles that changed alike, and what befell a host or a destination."""

from __future__ import annotations

from collections.abc import Iterator

from watcher.model import Drift, DriftState, Example, Incident
from watcher.notify.changes import capital, of_change
from watcher.notify.excerpt import beginning, cleaned, host_shown
from watcher.notify.letters import difference_command, quoted
from watcher.notify.markup import Line, Piece, isolated, spoken
from watcher.notify.reasons import reason
from watcher.notify.wording import Speaker

_SHOWN = 2  # changes of one example


def subject_of_drift(drift: Drift, by: Speaker) -> str:
    site = isolated(host_shown(drift.site))
    return by.words.said("drift.subject", count=drift.articles, site=site, number=str(drift.id))


def of_drift(drift: Drift, by: Speaker) -> Iterator[Line]:
    """What changed alike, where, since when, what became of the alerts, and what to do."""
    words = by.words
    since = words.moment(drift.since, by.zone) + words.said("signs.bracketed", text=by.zone.key)
    yield Line(pieces=(("name", host_shown(drift.site)),), strong=True, quoted=True)
    yield _said(words.said("drift.looked", count=drift.articles, looked=drift.looked, since=since))
    yield _said(words.said("drift.reason"))
    for trait in drift.traits:
        what: Piece = ("said", capital(words.phrase(trait.kind)))
        detail: tuple[Piece, ...] = (
            ("said", words.said("signs.colon")),
            ("text", reason(cleaned(trait.detail), words.language)),
        )
        yield Line(pieces=(what, *(detail if trait.detail else ())))
    yield _said(words.counted("drift.held_sent" if drift.sent else "drift.held", drift.held, sent=drift.sent))
    yield Line(pieces=(("said", words.said("drift.todo")),), strong=True)
    yield _said(words.said("drift.show", command=f"watcher drift show {drift.id}"))
    if drift.state is DriftState.OPEN:
        yield _said(words.said("drift.release", command=f"watcher drift release {drift.id}"))
        yield _said(words.said("drift.discard", command=f"watcher drift discard {drift.id}"))
    else:
        yield _said(words.said(f"drift.{drift.state}"))
    for example in drift.examples:
        yield from _of_example(example, by)


def subject_of_incident(incident: Incident, by: Speaker) -> str:
    what = capital(by.words.said(f"incidents.{_key(incident)}"))
    return by.words.said("subject.other", what=what, headline=quoted(cleaned(incident.name).strip(), 120))


def of_incident(incident: Incident, by: Speaker) -> Iterator[Line]:
    """What befell which host or destination, since when, and why."""
    yield Line(pieces=(("text", cleaned(incident.name).strip()),), strong=True, quoted=True)
    yield _said(by.words.said(f"incident.{_key(incident)}"))
    yield _said(by.words.said("incident.since", moment=by.words.moment(incident.since, by.zone), zone=by.zone.key))
    if why := reason(cleaned(incident.why).strip(), by.words.language):
        yield Line(pieces=spoken(by.words.form("event.found"), why=("text", isolated(beginning(why, 300)))))


def _key(incident: Incident) -> str:
    return incident.kind.replace(".", "_")


def _of_example(example: Example, by: Speaker) -> Iterator[Line]:
    title = cleaned(example.title).strip()
    yield Line(pieces=(("text", title) if title else ("link", example.url),), strong=True, quoted=True)
    yield Line(pieces=(("link", example.url),), role="link")
    label = by.words.said("body.difference") + by.words.said("signs.colon")
    yield _said(label + difference_command(example.watch_id, example.number))
    for change in example.changes[:_SHOWN]:
        yield from of_change(change, by)


def _said(text: str) -> Line:
    return Line(pieces=(("said", text),))
