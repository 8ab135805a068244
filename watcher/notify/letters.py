"""One letter in lines: which article, where to see it, between which two looks, and what exactly was changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from watcher.model import Alert, CaptureState, Change, Disclosures, Event, Hold, Letter, Revision
from watcher.notify.changes import TIMES, change_pieces, named, of_change
from watcher.notify.excerpt import beginning, cleaned, host_shown
from watcher.notify.markup import Line, Piece, address_escaped, disarmed, isolated, spoken
from watcher.notify.reasons import reason
from watcher.notify.telling import NOTICES, disclosed_by, discloses, marked, verdicts
from watcher.notify.wording import Speaker, Wording

MOST = 20  # changes told of one revision
_FIGURE = 20  # characters of what is named beside the kind of a change
_DIGITS = re.compile(r"\d")
_FIGURES = frozenset(("number", "date", "name"))

_COPIES = {CaptureState.KEPT: "body.archive", CaptureState.PENDING: "body.archiving"}

Placed = tuple[int, Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class Figure:
    """What was replaced by what in a change of this kind, as it stands behind it: " (12 → 15)"."""

    kind: str = ""
    said: str = ""


NO_FIGURE = Figure()


def heading(letter: Letter) -> Piece:
    """The article's headline, or its address where it has none."""
    title = letter.revision.article.title if letter.revision is not None else letter.title
    if text := cleaned(title).strip():
        return "text", text
    return "link", letter.watch.url if letter.watch is not None else ""


def headline(letter: Letter, limit: int) -> str:
    """The same, as it stands in a line of ours, within `limit` characters."""
    mark, text = heading(letter)
    return beginning(address_escaped(text), limit) if mark == "link" else quoted(text, limit)


def told_changes(letter: Letter) -> list[Placed]:
    """What the letter tells of its revision, the heaviest first, else in the order of the page."""
    if letter.revision is None:
        return []
    all_ = letter.revision.changes
    return sorted(((i, all_[i]) for i in letter.alert.changes if i < len(all_)), key=lambda one: -one[1].weight.rank)


def summed(kinds: Sequence[str], words: Wording, most: int, seen: Figure = NO_FIGURE) -> str:
    """Such as "2 paragraphs edited, caption edited, 4 more changes"; "article changed" for none. What was replaced by
    what, if anything `seen`, is named first, beside its kind."""
    counted = sorted(Counter(kinds).items(), key=lambda one: bool(seen.kind) and one[0] != seen.kind)
    phrases = [words.phrase(kind, count) + seen.said * (kind == seen.kind) for kind, count in counted[:most]]
    if rest := sum(count for _, count in counted[most:]):
        phrases.append(words.counted("counts.more", rest))
    return words.joined(phrases) or words.said("subject.changed")


def figure(letter: Letter, by: Speaker) -> Figure:
    """What was replaced by what in the first of the heaviest changes that touches a number, else a date or a name: the
    first pair with other digits, or the only one; none longer than a few words."""
    told = [change for _, change in told_changes(letter)]
    heaviest = [change for change in told if change.weight is told[0].weight and change.kind not in TIMES]
    touching = [change for change in heaviest if not _FIGURES.isdisjoint(change.facts)]
    for change in sorted(touching, key=lambda change: "number" not in change.facts):
        pieces = [piece for piece in change_pieces(change, by) if piece[0] in ("old", "text", "new")]
        pairs = [
            (old[1].strip(), new[1].strip()) for old, new in pairwise(pieces) if (old[0], new[0]) == ("old", "new")
        ]
        counted = [pair for pair in pairs if all(map(_DIGITS.search, pair))]
        counted.sort(key=lambda pair: _DIGITS.findall(pair[0]) == _DIGITS.findall(pair[1]))
        is_one = [mark for mark, _ in pieces if mark != "text"] == ["old", "new"]
        for before, after in counted[:1] or pairs * is_one:
            if max(len(before), len(after)) <= _FIGURE:
                said = by.words.said("subject.figure", before=quoted(before, _FIGURE), after=quoted(after, _FIGURE))
                return Figure(kind=named(change), said=said)
    return NO_FIGURE


def opening(letter: Letter, words: Wording) -> Iterator[Line]:
    """Which article it is, and where."""
    language = letter.revision.article.language or "" if letter.revision is not None else ""
    yield Line(pieces=(heading(letter),), strong=True, quoted=True, language=language)
    if letter.watch is not None:
        site = host_shown(letter.watch.site)
        yield Line(
            pieces=(("name", site), ("said", words.said("signs.colon")), ("link", letter.watch.url)), role="link"
        )


def of_event(event: Event, by: Speaker, watch_id: int | None = None) -> Iterator[Line]:
    """What became of the article; of one that was read, with `watch_id`, where it stands as it was."""
    if watch_id is not None:
        yield _leading("body.kept", f"{by.web}/watch/{watch_id}" * bool(by.web), f"watcher show {watch_id}", by.words)
    what = by.words.said(f"event.{event.kind.partition('.')[2]}")
    yield Line(pieces=(("said" if event.kind == "article.restored" else "alarm", what),))
    if url := cleaned(event.url or "").strip():
        yield Line(pieces=spoken(by.words.form("event.leads"), url=("link", url)))
    yield _dim(by.words.seen(event.seen_after, event.at, by.zone))
    if why := reason(cleaned(event.why).strip(), by.words.language):
        yield Line(pieces=spoken(by.words.form("event.found"), why=("text", isolated(beginning(why, 300)))))


def of_revision(letter: Letter, revision: Revision, told: Disclosures, by: Speaker, most: int = MOST) -> Iterator[Line]:
    """What was edited, and what is to be said of all of it; `most` changes in full."""
    changes = told_changes(letter)
    yield from _difference(revision, by)
    yield from _copy(revision, by.words)
    yield _dim(by.words.seen(revision.seen_after, revision.first_seen_at, by.zone))
    yield from _verdicts(revision, told, by.words)
    yield from _turning(letter.alert, revision, by.words)
    for position, change in changes[:most]:
        yield from of_change(change, by, revision.article, note_on(position, change, revision, told, by.words))
    if len(changes) > most:
        more = by.words.counted("counts.more", len(changes) - most)
        yield Line(pieces=(("said", by.words.said("body.more", more=more)),), strong=True)


def quoted(text: str, limit: int) -> str:
    """`text` as it stands in a subject, within `limit` characters."""
    return isolated(disarmed(beginning(text, limit)))


def difference_command(watch_id: int, number: int) -> str:
    """What shows on the command line what the revision changed."""
    return f"watcher diff {watch_id} {number - 1}..{number}"


def difference_url(revision: Revision, by: Speaker) -> str:
    """Where the web page shows what the revision changed; "" where nobody reaches it."""
    return f"{by.web}/watch/{revision.watch_id}/diff/{revision.number - 1}..{revision.number}" if by.web else ""


def archived(revision: Revision) -> str:
    """Where a public archive has a copy, or will have one; "" where it was not asked, or did not take it."""
    return revision.capture.link if revision.capture is not None and revision.capture.state in _COPIES else ""


def note_on(position: int, change: Change, revision: Revision, told: Disclosures, words: Wording) -> str:
    """Where a notice came: what it discloses, or whether it discloses the change."""
    if not told.own and all(other.kind not in NOTICES for other in revision.changes):
        return ""
    meant = disclosed_by(change, told)
    return discloses(meant, words) if meant else marked(position, told, words)


def _said(text: str) -> Line:
    return Line(pieces=(("said", text),))


def _dim(text: str) -> Line:
    return Line(pieces=(("dim", text),))


def _difference(revision: Revision, by: Speaker) -> Iterator[Line]:
    if revision.number < 2:
        return
    command = difference_command(revision.watch_id, revision.number)
    yield _leading("body.difference", difference_url(revision, by), command, by.words)


def _leading(name: str, url: str, command: str, words: Wording) -> Line:
    """Where the web page shows something; the command that does where nobody reaches it."""
    label = words.said(name) + words.said("signs.colon")
    return Line(pieces=(("said", label), ("link", url)), role="link") if url else _dim(label + command)


def _copy(revision: Revision, words: Wording) -> Iterator[Line]:
    """Where a public archive has a copy, or will have one."""
    if (url := archived(revision)) and revision.capture is not None:
        label = words.said(_COPIES[revision.capture.state]) + words.said("signs.colon")
        yield Line(pieces=(("said", label), ("link", url)), role="link")


def _verdicts(revision: Revision, told: Disclosures, words: Wording) -> Iterator[Line]:
    said = verdicts(
        revision.changes, told, stealth=revision.stealth, bumped=revision.bumped,
        dated=revision.article.modified_at is not None, back=revision.reverts_to, words=words,
    )  # fmt: skip
    for i, text in enumerate(said):
        yield Line(pieces=(("alarm" if revision.stealth and i == 0 else "said", text),))


def _turning(alert: Alert, revision: Revision, words: Wording) -> Iterator[Line]:
    """What there is to say where a text went back to an earlier one, or went back and forth."""
    if alert.hold is Hold.ALTERNATES:
        yield _said(words.said("turning.stayed"))
    elif alert.returns:
        if revision.reverts_to is None:
            is_all = len(alert.returns) == len(alert.changes)
            yield _said(words.said("turning.back" if is_all else "turning.back_partly"))
        yield _said(words.said("turning.alternating"))
