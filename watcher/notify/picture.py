"""What of a letter stands on a picture: the article, what was edited there, and when that was seen."""

from __future__ import annotations

import logging
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import takewhile

from watcher.model import Disclosures, Event, Letter, Revision, Voice
from watcher.notify.card import Card, Section, drawn
from watcher.notify.excerpt import host_shown
from watcher.notify.fonts import SYSTEM, Fonts
from watcher.notify.letters import heading, of_event, of_revision, told_changes
from watcher.notify.markup import Line
from watcher.notify.typeset import NoPicture
from watcher.notify.wording import Speaker, speaker

_log = logging.getLogger(__name__)

_MOST = 8  # changes handed over; a card has room for a few


def picture(letter: Letter, told: Disclosures, voice: Voice, fonts: Fonts = SYSTEM) -> bytes | None:
    """A PNG of what the letter tells of an article; None where it tells of none, or where this machine cannot draw it,
    which is said once in the log."""
    card = card_of(letter, told, voice)
    if card is None:
        return None
    try:
        return drawn(card, fonts)
    except NoPicture as lacking:
        _say(str(lacking))
        return None


def card_of(letter: Letter, told: Disclosures, voice: Voice) -> Card | None:
    """The card in the words of `voice`; None for what tells of no edit and no event. `told` is what notices tell of its
    changes."""
    by = speaker(voice)
    if letter.watch is None or letter.report is not None:
        return None
    if letter.event is not None:
        return _of_event(letter, letter.event, by)
    return _of_revision(letter, letter.revision, told, by) if letter.revision is not None else None


@lru_cache(maxsize=64)
def _say(why: str) -> None:
    _log.warning("messages go without a picture: %s", why)


def _of_event(letter: Letter, event: Event, by: Speaker) -> Card:
    foot = by.words.seen(event.seen_after, event.at, by.zone)
    first, *others = (line for line in of_event(event, by) if _text(line) != foot)
    return Card(
        publisher=_publisher(letter), headline=heading(letter)[1], foot=foot,
        sections=(Section(label=_text(first), pieces=tuple(piece for line in others for piece in line.pieces)),),
    )  # fmt: skip


def _of_revision(letter: Letter, revision: Revision, told: Disclosures, by: Speaker) -> Card:
    lines = list(of_revision(letter, revision, told, by, _MOST))
    count = len(told_changes(letter))
    more = (by.words.said("body.more", more=by.words.counted("counts.more", n)) for n in range(1, count + 1))
    return Card(
        publisher=_publisher(letter),
        headline=heading(letter)[1],
        sections=tuple(_sections(lines))[:_MOST],
        foot=by.words.seen(revision.seen_after, revision.first_seen_at, by.zone),
        alarm=next((_text(line) for line in lines if any(mark == "alarm" for mark, _ in line.pieces)), ""),
        more=tuple(more),
        beyond=max(count - _MOST, 0),
        language=revision.article.language or "",
    )


def _publisher(letter: Letter) -> str:
    return host_shown(letter.watch.site) if letter.watch is not None else ""


def _sections(lines: Sequence[Line]) -> Iterator[Section]:
    """A heading with what an article says below it."""
    for i, line in enumerate(lines):
        if line.strong:
            below = takewhile(lambda other: not other.strong, lines[i + 1 :])
            pieces = (piece for other in below if other.quoted for piece in other.pieces)
            yield Section(label=_text(line), pieces=tuple(pieces))


def _text(line: Line) -> str:
    return "".join(text for _, text in line.pieces)
