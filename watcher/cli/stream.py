"""The stream of changes, and the history of one article, a line each."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime

from watcher.cli.paragraphs import paragraph
from watcher.cli.terminal import Screen, Styled, address, counted, instant, length, table
from watcher.model import (
    NOTHING_TOLD,
    Capture,
    CaptureState,
    Change,
    Disclosure,
    Disclosures,
    Entry,
    Event,
    Look,
    Outcome,
    Revision,
    State,
    Watch,
    WatchId,
    Weight,
)
from watcher.model.summary import FOREVER

_NAMES: Mapping[str, str] = {
    "title": "headline", "paragraph": "¶", "heading": "sub-heading", "published": "publication time",
    "modified": "modification time", "image": "picture", "canonical": "address",
}  # fmt: skip
_SIGNS: Mapping[str, str] = {
    "added": "+", "removed": "-", "edited": "~", "changed": "~", "moved": "↕", "replaced": "⇄"
}  # fmt: skip
_WEIGHTS = {Weight.MAJOR: "strong", Weight.MINOR: "", Weight.COSMETIC: "dim"}
_ENDED = {Outcome.FAILED: "warn", Outcome.GONE: "alarm", Outcome.BLOCKED: "alarm", Outcome.UNREADABLE: "alarm"}
Told = Mapping[tuple[WatchId, int], Disclosures]
_HEAD = ("seen", "watch", "site", "weight", "", "what", "headline")


def marks(changes: Sequence[Change]) -> str:
    """The kinds in short, in the order of the article: "headline~ ¶~2 caption+" for a headline and two paragraphs
    edited and a caption added."""
    counts = Counter(change.kind for change in changes)
    return " ".join(f"{_mark(kind)}{count if count > 1 else ''}" for kind, count in counts.items())


def _mark(kind: str) -> str:
    thing, _, act = kind.partition(".")
    return _NAMES.get(thing, thing) + _SIGNS.get(act, f" {act}")


def flags(revision: Revision, told: Disclosures) -> str:
    """What is said of a revision as a whole: "stealth", "undisclosed", "2 undisclosed" where another edit is not,
    "disclosed by @4", "discloses @2", "bumped", "back to @2"; "" where nothing is."""
    return ", ".join(filter(None, (
        "stealth" * revision.stealth,
        "" if revision.stealth else _undisclosed(told),
        f"disclosed by {_revisions(told.later)}" if told.later else "",
        f"discloses {_revisions(told.earlier)}" if told.earlier else "",
        "bumped" * revision.bumped,
        f"back to @{revision.reverts_to}" if revision.reverts_to is not None else "",
    )))  # fmt: skip


def _undisclosed(told: Disclosures) -> str:
    if not told.undisclosed:
        return ""
    return f"{len(told.undisclosed)} undisclosed" if told.own or told.later else "undisclosed"


def _revisions(ones: Sequence[Disclosure]) -> str:
    return ", ".join(dict.fromkeys(f"@{one.revision}" for one in ones))


def disclosed_as(entry: Entry, told: Told) -> Disclosures:
    """What notices tell of the edit of the entry; nothing for an event."""
    return told[entry.watch.id, entry.revision.number] if entry.revision else NOTHING_TOLD


def stream(entries: Sequence[Entry], told: Told, out: Screen) -> Iterator[str]:
    """Edits and events of many articles, a line each, the newest last."""
    return table([_row(entry, disclosed_as(entry, told), out) for entry in entries], _HEAD, out)


def _row(entry: Entry, told: Disclosures, out: Screen) -> list[Styled]:
    number = f"@{entry.revision.number}" if entry.revision else ""
    about: list[Styled] = [(out.at(entry.at), "dim"), (f"{entry.watch.id}{number}", "strong"), (entry.watch.site, "")]
    return [*about, *_verdict(entry, told), (entry.title or address(entry.watch.url), "")]


def _verdict(entry: Entry, told: Disclosures) -> list[Styled]:
    """Weight, flags and kinds of an edit; the kind of an event."""
    revision = entry.revision
    if revision is None:
        return [("", ""), ("", ""), _befallen(entry.event) if entry.event else ("", "")]
    if revision.number == 1:
        return [("", ""), ("", ""), ("first seen", "good")]
    weight = revision.weight
    what = " ".join(filter(None, (marks(revision.changes), f"({', '.join(revision.facts)})" * bool(revision.facts))))
    drifts = (f"drift {number}" for number in entry.drifts)
    return [
        (str(weight), _WEIGHTS[weight]),
        (", ".join(filter(None, (flags(revision, told), *drifts))), "alarm" if revision.stealth else "dim"),
        (what, ""),
    ]


def timeline(
    watch: Watch,
    entries: Sequence[Entry],
    looks: Sequence[Look],
    at: datetime,
    out: Screen,
    *,
    title: str,
    told: Told,
) -> Iterator[str]:
    """The history of one article: what it is, with the headline as last read, how closely it was watched, and what
    happened to it, the newest last."""
    yield from paragraph([(f"{watch.id}  ", "dim"), (title or "(not read yet)", "strong")], out)
    yield from paragraph([(address(watch.url), "link")], out)
    yield from paragraph([(_condition(watch, at, out), "")], out)
    if looks:
        yield from paragraph([(_coverage(looks, out), "dim")], out)
        yield from _last(looks[-1], out)
    for entry in entries:
        yield from _moment(entry, disclosed_as(entry, told), out)


def _condition(watch: Watch, at: datetime, out: Screen) -> str:
    due = f"due {'now' if watch.due_at <= at else out.at(watch.due_at, 'relative')}"
    due = "paused" if watch.state is State.PAUSED else due
    told = [
        str(watch.standing),
        due,
        muted(watch, at),
        _silent("snoozed", watch.snoozed_until, at),
        " ".join(f"#{tag}" for tag in watch.tags),
        watch.note,
    ]
    if watch.failing_since:
        told.insert(1, f"failing since {out.at(watch.failing_since)}")
    return " · ".join(filter(None, told))


def muted(watch: Watch, at: datetime) -> str:
    """Such as "muted", "muted until 2026-05-04 12:00Z"; "" for what is told."""
    return _silent("muted", watch.muted_until, at)


def _silent(how: str, until: datetime | None, at: datetime) -> str:
    if until is None or until <= at:
        return ""
    return how if until == FOREVER else f"{how} until {instant(until)}"


def _coverage(looks: Sequence[Look], out: Screen) -> str:
    """How often and since when we looked, so that silence means something."""
    total = sum(look.count for look in looks)
    ended = Counter({look.outcome: 0 for look in looks})
    for look in looks:
        ended[look.outcome] += look.count
    how = ", ".join(f"{count:,} {outcome}" for outcome, count in ended.items())
    return f"{counted(total, 'look')} from {out.at(looks[0].first_at)} to {out.at(looks[-1].last_at)}: {how}"


def looked(entries: Sequence[Entry], looks: Sequence[Look]) -> list[list[Look]]:
    """The runs of looks that began between each entry, oldest first, and the next; what was before the first is its."""
    begins = [entry.at for entry in entries]
    found: list[list[Look]] = [[] for _ in entries]
    for look in looks if entries else ():
        found[max(bisect_right(begins, look.first_at) - 1, 0)].append(look)
    return found


def _last(look: Look, out: Screen) -> Iterator[str]:
    """Why the last looks ended as they did, where they found something else than the article as it was."""
    if look.outcome is not Outcome.SAME and look.why:
        yield from paragraph([(f"last look: {look.outcome}: {look.why}", _ENDED.get(look.outcome, "dim"))], out)


def _moment(entry: Entry, told: Disclosures, out: Screen) -> Iterator[str]:
    yield ""
    if entry.event is not None:
        yield from _event(entry.event, out)
    if entry.revision is not None:
        yield from _revision(entry, entry.revision, told, out)


def _befallen(event: Event) -> Styled:
    return event.kind, "good" if event.kind == "article.restored" else "alarm"


def _event(event: Event, out: Screen) -> Iterator[str]:
    told: list[Styled] = [(f"{out.at(event.at)}  ", "dim"), _befallen(event)]
    yield from paragraph([*told, (f"  {event.why}", "")], out)
    if event.url:
        yield from paragraph([(address(event.url), "link")], out, indent="    ")


def copied(capture: Capture | None, out: Screen, *, indent: str = "") -> Iterator[str]:
    """What became of a copy in a public archive; nothing where none was asked for."""
    if capture is None:
        return
    label = {CaptureState.KEPT: "copy: ", CaptureState.PENDING: "copy to come: "}.get(capture.state)
    if label is None:
        yield from paragraph([(f"no copy: {capture.why}", "dim")], out, indent=indent)
    else:
        yield from paragraph([(label, "dim"), (address(capture.link), "link")], out, indent=indent)


def _revision(entry: Entry, revision: Revision, told: Disclosures, out: Screen) -> Iterator[str]:
    verdict = _verdict(entry, told)
    line: list[Styled] = [(f"@{revision.number}  ", "strong"), (f"{out.at(revision.first_seen_at)}  ", "dim")]
    yield from paragraph([*line, *((f"{text}  ", style) for text, style in verdict if text)], out)
    if revision.seen_after is not None:
        known = length(revision.first_seen_at - revision.seen_after)
        yield from paragraph(
            [(f"edited after {out.at(revision.seen_after)}, known within {known}", "dim")], out, indent="    "
        )
    yield from copied(revision.capture, out, indent="    ")
