"""An alert in words: what happened, to which article, between which two looks, and what exactly was changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import UTC, datetime

from watcher.model import (
    NOTHING_TOLD,
    Alert,
    AlertId,
    Bundle,
    Change,
    Disclosures,
    Drift,
    DriftState,
    Event,
    Example,
    Hold,
    Incident,
    IncidentKind,
    Letter,
    Message,
    Revision,
    Span,
    Voice,
)
from watcher.notify.excerpt import abridged, beginning, cleaned, excerpt
from watcher.notify.markup import Line, Piece, as_html, as_markdown, as_text, isolated, unmentioned
from watcher.notify.telling import NOTICES, disclosed_by, marked, verdicts

_CHANGES = 20  # told in one message
_PHRASES = 3  # in one subject
_SHOWN = 2  # changes of one example
NOUNS: Mapping[str, tuple[str, str]] = {
    "title": ("headline", "headlines"), "seo_title": ("headline for searches", "headlines for searches"),
    "kicker": ("kicker", "kickers"), "standfirst": ("standfirst", "standfirsts"),
    "authors": ("authors", "authors"), "section": ("section", "sections"), "tags": ("tags", "tags"),
    "credits": ("agency credits", "agency credits"), "copyright": ("copyright line", "copyright lines"),
    "published": ("publication time", "publication times"), "modified": ("modification time", "modification times"),
    "canonical": ("canonical address", "canonical addresses"), "heading": ("sub-heading", "sub-headings"),
    "image": ("picture", "pictures"), "credit": ("picture credit", "picture credits"),
    "alt": ("picture description", "picture descriptions"), "embed": ("embedded item", "embedded items"),
}  # fmt: skip
_EVENTS: Mapping[str, tuple[str, str]] = {
    "article.gone": ("Article gone", "The article is gone."),
    "article.restored": ("Article restored", "The article is there again."),
    "article.redirected": ("Article redirected", "The address now leads elsewhere."),
    "article.blocked": ("Article blocked", "The article is there but cannot be seen any more."),
    "article.unreadable": ("Article unreadable", "The page is there, but no article can be read out of it any more."),
}
_INCIDENTS: Mapping[IncidentKind, tuple[str, str]] = {
    IncidentKind.HOST_SILENT: ("Host does not answer", "The host is left alone for longer and longer, up to an hour."),
    IncidentKind.HOST_BACK: ("Host answers again", "The host is looked at as usual again."),
    IncidentKind.DESTINATION_FAILED: (
        "Alerts do not arrive", "What it was sent has failed for good. To see it: watcher alerts --state failed"
    ),
}  # fmt: skip
PLAIN = Voice()
_TIMES = ("published.changed", "modified.changed")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|\+00:00)")


Placed = tuple[int, Change]


def worded(bundle: Bundle, told: Mapping[AlertId, Disclosures], voice: Voice = PLAIN) -> Message:
    """The bundle's message as `voice` wants it: the same lines as plain text, Markdown and HTML. `told` is what notices
    tell of the changes of each letter."""
    parts = [_of_letter(letter, told.get(letter.id, NOTHING_TOLD)) for letter in bundle.letters]
    if len(parts) == 1:
        subject, body = parts[0]
    else:
        subject = _counted(len(parts), "message")
        body = [line for about, lines in parts for line in (_said(about), *lines)]
    return replace(_message(subject, body), identity=bundle.identity)


def _of_letter(letter: Letter, told: Disclosures) -> tuple[str, list[Line]]:
    """Subject and body."""
    headline = _headline(letter)
    if letter.incident is not None:
        return _subject_of_incident(letter.incident), [*_of_incident(letter.incident)]
    if letter.report is not None:
        return _subject_of_drift(letter.report), [*_of_drift(letter.report)]
    if letter.event is not None:
        subject = f"{_EVENTS[letter.event.kind][0]}: {_quoted(headline, 120)}"
        return subject, [*_opening(letter, headline), *_of_event(letter.event)]
    if letter.revision is not None:
        changes = _told(letter.revision, letter.alert.changes)
        body = [
            *_opening(letter, headline),
            *_of_revision(letter.revision, changes, told),
            *_turning(letter.alert, letter.revision),
            *_closing(letter.revision),
        ]
        return _subject([change for _, change in changes], headline), body
    lost = _said("What this alert told of is no longer stored.")
    return f"Article changed: {_quoted(headline, 120)}", [*_opening(letter, headline), lost]


def trial(destination: str) -> Message:
    """A message that only shows that messages arrive; `destination` is the label of where it goes."""
    line = Line(pieces=(("said", "This is a test message of watcher to "), ("text", destination), ("said", ".")))
    return _message("Test message of watcher", [line])


def _message(subject: str, body: Sequence[Line]) -> Message:
    return Message(subject=subject, text=as_text(body), markdown=as_markdown(body), html=as_html(body))


def _headline(letter: Letter) -> str:
    title = letter.revision.article.title if letter.revision is not None else letter.title
    return cleaned(title).strip() or (letter.watch.url if letter.watch is not None else "")


def _told(revision: Revision, positions: Sequence[int]) -> list[Placed]:
    """The selected changes, the heaviest first, else in the order of the page."""
    changes = [(i, revision.changes[i]) for i in positions if i < len(revision.changes)]
    return sorted(changes, key=lambda placed: -placed[1].weight.rank)


def _subject(changes: Sequence[Change], headline: str) -> str:
    title = next((c for c in changes if named(c) == "title.edited"), None)
    if title is not None:
        more = f" (and {_counted(len(changes) - 1, 'more change')})" if len(changes) > 1 else ""
        texts = [cleaned(text or "").strip() for text in (title.before, title.after)]
        before, after = abridged(texts[0], texts[1], 80)
        return f"Headline edited: {_quoted(before, 80)} → {_quoted(after, 80)}{more}"
    kinds = list(Counter(map(named, changes)).items())
    phrases = [phrase(kind, count) for kind, count in kinds[:_PHRASES]]
    if rest := sum(count for _, count in kinds[_PHRASES:]):
        phrases.append(_counted(rest, "more change"))
    what = ", ".join(phrases) or "article changed"
    return f"{what[0].upper()}{what[1:]}: {_quoted(headline, 120)}"


def named(change: Change) -> str:
    """The kind of a change by which it is worded: the headline for searches is not the one that readers see."""
    return "seo_title.edited" if change.path == "seo_title" else change.kind


def phrase(kind: str, count: int = 1) -> str:
    """Such as "headline edited", "2 paragraphs removed"."""
    thing, _, verb = kind.partition(".")
    one, many = NOUNS.get(thing, (thing, f"{thing}s"))
    return f"{one} {verb}" if count == 1 else f"{count} {many} {verb}"


def _counted(count: int, thing: str) -> str:
    return f"{count} {thing}" if count == 1 else f"{count} {thing}s"


def _quoted(text: str, limit: int) -> str:
    return isolated(unmentioned(beginning(text, limit)))


def _said(text: str) -> Line:
    return Line(pieces=(("said", text),))


def _opening(letter: Letter, headline: str) -> Iterator[Line]:
    yield Line(pieces=(("text", headline),), strong=True, quoted=True)
    if letter.watch is not None:
        yield Line(pieces=(("text", cleaned(letter.watch.site).strip()), ("said", ": "), ("link", letter.watch.url)))


def _of_event(event: Event) -> Iterator[Line]:
    yield _said(_EVENTS[event.kind][1])
    if event.url:
        yield Line(pieces=(("said", "Where it leads: "), ("link", event.url)))
    yield _said(_seen(event.seen_after, event.at))
    if why := cleaned(event.why).strip():
        yield Line(pieces=(("said", "What was found: "), ("text", isolated(beginning(why, 300)))))


def _of_revision(revision: Revision, changes: Sequence[Placed], told: Disclosures) -> Iterator[Line]:
    yield _said(_seen(revision.seen_after, revision.first_seen_at))
    dated = revision.article.modified_at is not None
    for said in verdicts(
        revision.changes, told, stealth=revision.stealth, bumped=revision.bumped, dated=dated, back=revision.reverts_to
    ):  # fmt: skip
        yield _said(said)
    noted = told.own or any(change.kind in NOTICES for change in revision.changes)
    for position, change in changes[:_CHANGES]:
        yield from _of_change(change, _disclosure(position, change, told) if noted else "")
    if len(changes) > _CHANGES:
        yield Line(pieces=(("said", f"And {_counted(len(changes) - _CHANGES, 'more change')}."),), strong=True)


def _turning(alert: Alert, revision: Revision) -> Iterator[Line]:
    """What there is to say where a text went back to an earlier one, or went back and forth."""
    if alert.hold is Hold.ALTERNATES:
        yield _said("The page went back and forth between these texts; now one has stayed.")
    elif alert.returns:
        what = "This" if len(alert.returns) == len(alert.changes) else "Some of this"
        if revision.reverts_to is None:
            yield _said(f"{what} goes back to what stood there before.")
        yield _said("Should it alternate, the next message comes when one text has stayed.")


def _of_change(change: Change, disclosure: str = "") -> Iterator[Line]:
    what = phrase(named(change))
    facts = f" ({', '.join(change.facts)})" if change.facts else ""
    note = f" · {disclosure}" if disclosure else ""
    yield Line(pieces=(("said", what[0].upper() + what[1:] + facts + note),), strong=True)
    if pieces := excerpt(_spans(change)):
        yield Line(pieces=pieces, quoted=True)


def _disclosure(position: int, change: Change, told: Disclosures) -> str:
    """What a notice discloses, or whether one discloses the change."""
    meant = disclosed_by(change, told)
    if not meant:
        return marked(position, told)
    return "discloses " + " and ".join(
        f"what was edited in revision {one.revision}" if one.revision else _counted(len(one.changes), "change")
        for one in meant
    )


def _spans(change: Change) -> tuple[Span, ...]:
    """The change's spans; where it has none, the old and the new value as a whole."""
    if change.kind.endswith(".moved"):
        return (("=", change.after or change.before or ""),)
    if change.spans and change.kind not in _TIMES:
        return change.spans
    spans: tuple[Span, ...] = (("-", readable(change.before)), ("+", readable(change.after)))
    return tuple(span for span in spans if span[1])


def readable(value: str | None) -> str:
    """A value as a person writes it: times as "2024-01-21 10:34:44 UTC"."""
    return _TIME.sub(r"\1 \2 UTC", value or "")


def _seen(after: datetime | None, until: datetime) -> str:
    """Between which two looks it happened: nobody knows when exactly."""
    until = until.astimezone(UTC)
    if after is None:
        return f"Seen at {until:%H:%M} UTC on {until:%Y-%m-%d}; when it happened is not known."
    after = after.astimezone(UTC)
    clock = "%H:%M" if f"{after:%F %H:%M}" != f"{until:%F %H:%M}" else "%H:%M:%S"
    if after.date() == until.date():
        return f"Seen between {after:{clock}} and {until:{clock}} UTC on {until:%Y-%m-%d}."
    return f"Seen between {after:%Y-%m-%d %H:%M} and {until:%Y-%m-%d %H:%M} UTC."


def _closing(revision: Revision) -> Iterator[Line]:
    if revision.number > 1:
        span = f"{revision.watch_id} {revision.number - 1}..{revision.number}"
        yield Line(pieces=(("said", f"The whole difference: watcher diff {span}"),))


def _subject_of_incident(incident: Incident) -> str:
    return f"{_INCIDENTS[incident.kind][0]}: {_quoted(cleaned(incident.name).strip(), 120)}"


def _of_incident(incident: Incident) -> Iterator[Line]:
    yield Line(pieces=(("text", cleaned(incident.name).strip()),), strong=True, quoted=True)
    yield _said(_INCIDENTS[incident.kind][1])
    yield _said(f"Since {incident.since.astimezone(UTC):%Y-%m-%d %H:%M} UTC.")
    if why := cleaned(incident.why).strip():
        yield Line(pieces=(("said", "What was found: "), ("text", isolated(beginning(why, 300)))))


def _subject_of_drift(drift: Drift) -> str:
    site = unmentioned(cleaned(drift.site).strip())
    return f"{_counted(drift.articles, 'article')} of {site} changed alike: alerts are held (drift {drift.id})"


def _of_drift(drift: Drift) -> Iterator[Line]:
    """What changed alike, where, since when, what became of the alerts, and what to do."""
    since = f"{drift.since.astimezone(UTC):%Y-%m-%d %H:%M} UTC"
    yield Line(pieces=(("text", cleaned(drift.site).strip()),), strong=True, quoted=True)
    yield _said(f"{drift.articles} of {_counted(drift.looked, 'article')} looked at since {since} changed alike.")
    yield _said("That is the site, or how it is read, and hardly an edit of each. The revisions are kept.")
    for trait in drift.traits:
        what = phrase(trait.kind)
        detail: tuple[Piece, ...] = (("said", ": "), ("text", cleaned(trait.detail))) if trait.detail else ()
        yield Line(pieces=(("said", what[0].upper() + what[1:]), *detail))
    before = f"; {drift.sent} had been sent before" if drift.sent else ""
    yield _said(f"{_counted(drift.held, 'alert')} {'is' if drift.held == 1 else 'are'} held{before}.")
    for example in drift.examples:
        yield from _of_example(example)
    yield Line(pieces=(("said", "What to do"),), strong=True)
    yield _said(f"To see all of it: watcher drift show {drift.id}")
    if drift.state is not DriftState.OPEN:
        yield _said(f"The drift was {drift.state} already.")
        return
    yield _said(f"To send the alerts: watcher drift release {drift.id}")
    yield _said(f"To drop them: watcher drift discard {drift.id}")


def _of_example(example: Example) -> Iterator[Line]:
    yield Line(pieces=(("text", cleaned(example.title).strip() or example.url),), strong=True, quoted=True)
    yield Line(pieces=(("link", example.url),))
    for change in example.changes[:_SHOWN]:
        yield from _of_change(change)
    span = f"{example.watch_id} {example.number - 1}..{example.number}"
    yield _said(f"The whole difference: watcher diff {span}")
