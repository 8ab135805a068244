"""Whether the dispatcher gets on with its work, and how that stands, in a line."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta
from types import TracebackType

from watcher.daemon.service import Service
from watcher.model import Outcome
from watcher.tally import Tally

_BORNE = timedelta(minutes=1)  # beyond its deadline, in which a look has to be written down


class UnderWay:
    """A work that stands among those that `began` as long as it is held. A generator would take five times as long."""

    def __init__(self, began: dict[object, float], clock: Callable[[], float]) -> None:
        self._began = began
        self._clock = clock

    def __enter__(self) -> None:
        self._began[self] = self._clock()

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        del self._began[self]


class Progress:
    """What is told of the work. Nobody hears of it while a look hangs that should have come to an end."""

    def __init__(
        self, service: Service, tally: Tally, *, due: Callable[[], int | None], refused: Callable[[], str]
    ) -> None:
        """`due` gives how many articles are, None where that is not known; `refused` why the configuration was, ""
        where it was not."""
        self._service = service
        self._tally = tally
        self._due = due
        self._refused = refused
        self._began: dict[object, float] = {}  # oldest first

    def ready(self) -> None:
        """The first dispatch ran."""
        self._service.ready()

    def under_way(self) -> UnderWay:
        """To be held by what may not take longer than a look."""
        return UnderWay(self._began, self._service.clock)

    def dispatched(self, deadline: timedelta, trouble: str) -> None:
        """It was asked what is due, and sent out what can be; `trouble` says what is in the way, "" for nothing. A look
        has to be over after `deadline`."""
        oldest = next(iter(self._began.values()), None)
        if oldest is not None and self._service.clock() - oldest > (deadline + _BORNE).total_seconds():
            return
        refused = self._refused()
        told = (trouble, f"configuration refused: {refused}" * bool(refused), standing(self._tally, self._due()))
        self._service.progressed("; ".join(filter(None, told)))


def standing(tally: Tally, due: int | None) -> str:
    """Such as "1,204 looks, 3 edits, 2 without an article; 12 hosts visited, 1 left alone, 45 articles due"; `due` is
    None where that is not known."""
    looks = tally.looks
    found = looks[Outcome.SAME] + looks[Outcome.NEW] + looks[Outcome.CHANGED]
    done = f"{looks.total():,} looks, {looks[Outcome.CHANGED]:,} edits, {looks.total() - found:,} without an article"
    counted = f", {due:,} articles due" if due is not None else ""
    return f"{done}; {tally.visited:,} hosts visited, {tally.resting:,} left alone{counted}"
