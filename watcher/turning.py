"""Texts that turn back: headlines tried out on readers, pages served from two caches, edits that are taken back.

A first return to an earlier text is told, with both texts. From then on the text alternates, and nobody is told until
one of them has stayed: longer each time, up to _LONGEST_QUIET.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime, timedelta

from watcher.model import Change, Turn, Turning

_MEMORY = timedelta(days=7)
_MOST = 200  # turns of one watch
_LOOKS = 8  # of a text that stays: one that alternates at random looks so once in 128 times
_SHORTEST_QUIET = timedelta(hours=2)
_LONGEST_QUIET = timedelta(days=3)
_DOUBLINGS = 10
_LONGEST_WAIT = timedelta(days=1)


def turned(
    changes: Sequence[Change],
    before: Sequence[Turn],
    *,
    number: int,
    now: datetime,
    pause: timedelta,
    confirm: timedelta,
) -> Turning:
    """What the `changes` of revision `number`, seen now, are beside the turns `before`.

    `pause` is the time since the last look, `confirm` the longest that anybody wants to wait for a second look.
    """
    before = _young(before, now)
    turns: list[Turn] = []
    undone: list[tuple[int, Turn]] = []
    for position, change in enumerate(changes):
        turn = _turn(change, number, position, now)
        back = next((t for t in reversed(before) if _takes_back(turn, t)), None)
        if back is not None:
            undone.append((position, back))
        turns.append(_judged(turn, before, back, pause=pause, confirm=confirm))
    silent = tuple(position for position, back in undone if _is_held(back))
    return Turning(turns=tuple(turns), undone=tuple(undone), silent=silent)


def remembered(before: Sequence[Turn], turning: Turning, now: datetime) -> tuple[Turn, ...]:
    """The turns to keep once those of a new revision are there: of the last days, not too many."""
    undone = [turn for _, turn in turning.undone]
    kept = (replace(turn, until=None) if turn in undone else turn for turn in _young(before, now))
    return (*kept, *turning.turns)[-_MOST:]


def stood(turns: Sequence[Turn], now: datetime) -> tuple[tuple[Turn, ...], datetime | None]:
    """The turns after a look at which the text stood as they left it, and until when alerts waited that may go out
    now; None where none may."""
    due = any(turn.until is not None and (turn.until <= now or not turn.quiet) for turn in turns)
    kept = (replace(t, until=None) if t.until is not None and t.until <= now else t for t in _young(turns, now))
    return tuple(kept), now if due else None


def overdue(turns: Iterable[Turn], now: datetime) -> bool:
    """Whether alerts wait much longer than they should, as the article cannot be seen."""
    return any(turn.until is not None and turn.until + _LONGEST_WAIT <= now for turn in turns)


def second_look(turns: Iterable[Turn], confirms: Sequence[timedelta], now: datetime) -> datetime | None:
    """When to look again because somebody waits for it; None where nobody does."""
    waited_for = (turn.at + confirm for turn in turns if turn.until and not turn.quiet for confirm in confirms)
    return min((at for at in waited_for if at > now), default=None)


def _turn(change: Change, number: int, position: int, now: datetime) -> Turn:
    what = f"blocks.{change.kind.partition('.')[0]}" if change.path.startswith("blocks[") else change.path
    gone, come = _digest(change.before), _digest(change.after)
    return Turn(number=number, position=position, what=what, gone=gone, come=come, at=now)


def _is_field(turn: Turn) -> bool:
    """Whether the text has one place in the article, and is told by that."""
    return not turn.what.startswith("blocks.")


def _digest(text: str | None) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()[:12] if text else ""


def _takes_back(turn: Turn, earlier: Turn) -> bool:
    return (turn.what, turn.gone, turn.come) == (earlier.what, earlier.come, earlier.gone)


def _judged(
    turn: Turn, before: Sequence[Turn], back: Turn | None, *, pause: timedelta, confirm: timedelta
) -> Turn:  # fmt: skip
    if back is None and not _is_known(turn, before):
        return replace(turn, until=turn.at + confirm if confirm else None)
    returns = sum(1 for t in before if t.returned and _is_one_text(turn, t))
    if back is not None and _is_held(back):
        return replace(turn, returned=True)
    if returns:
        return replace(turn, returned=True, quiet=True, until=turn.at + _quiet(pause, returns))
    return replace(turn, returned=True, until=turn.at + confirm if confirm else None)


def _is_known(turn: Turn, before: Sequence[Turn]) -> bool:
    """Whether what came stood in the same place before, other texts between; paragraphs have no such place."""
    return bool(turn.come) and _is_field(turn) and any(t.what == turn.what and t.gone == turn.come for t in before)


def _is_one_text(turn: Turn, other: Turn) -> bool:
    """Whether both are turns of one text."""
    return turn.what == other.what and (_is_field(turn) or {turn.gone, turn.come} == {other.gone, other.come})


def _is_held(turn: Turn) -> bool:
    return turn.quiet and turn.until is not None


def _quiet(pause: timedelta, returns: int) -> timedelta:
    """How long a text has to stay before it is told, which returned so often."""
    return min(max(_LOOKS * pause, _SHORTEST_QUIET) * (1 << min(returns - 1, _DOUBLINGS)), _LONGEST_QUIET)


def _young(turns: Sequence[Turn], now: datetime) -> list[Turn]:
    return [turn for turn in turns if turn.until is not None or now - turn.at <= _MEMORY]
