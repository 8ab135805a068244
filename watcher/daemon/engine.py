"""What the daemon works with."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Protocol

from watcher.check import Desk
from watcher.compare import Past
from watcher.deliver import Channel, Outbox
from watcher.discover import Desk as SourceDesk
from watcher.keep import Keeper
from watcher.model import Destination, Round, Voice
from watcher.pacing import Ledger
from watcher.push import Desk as PushDesk
from watcher.reporting import Register
from watcher.tally import Tally
from watcher.upkeep import Upkeep

_LONGEST_GAP = timedelta(minutes=5)


class Agenda(Ledger, Protocol):
    def due(
        self, now: datetime, limit: int, *, visited: Collection[str] = (), per_host: int | None = None
    ) -> list[Round]:
        """What is due by host, at most `limit` watches, `per_host` of each, without the hosts `visited`; rounds and
        watches earliest first."""

    def rebase(self, now: datetime) -> int:
        """Makes due what waits for a future that is none any more, as the clock was set back; how many watches."""

    def again(self, hosts: Sequence[str], since: datetime, now: datetime) -> None:
        """Makes due what was looked at and read in vain at these hosts since."""

    def measure_tempo(self) -> None:
        """Adds up how often the articles of each site were edited, which may take a while."""


async def _nothing() -> None:
    """Nothing to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Engine:
    """What the daemon works with: looks are made at the `desk`, sources are read at the `source_desk`.

    `host_gap` is the pause between two looks at one host; `crawl_delay` gives the one that the host of an address asks
    for, None where it asks for none: the longer one counts. `destinations` are those configured, by id, `voices` those
    of the subscriptions, by name; `sweep` is housekeeping, which may take a while; `random` gives numbers from 0 to 1.
    `tick` is how often is asked what is due, `grace` how long what is under way may take when the daemon stops. `push`
    is None where no hub is asked to push, `keeper` where no archive is asked to keep pages, `upkeep` where nobody backs
    up or prunes; `hubs`, `keeps` and `care` are how often they are seen to. What is done is counted in `tally`. `close`
    ends what it owns."""

    desk: Desk
    source_desk: SourceDesk
    agenda: Agenda
    incidents: Register
    outbox: Outbox
    past: Past
    channel: Channel
    destinations: Mapping[str, Destination]
    voices: Mapping[str, Voice]
    sweep: Callable[[], None]
    concurrency: int
    host_gap: timedelta
    crawl_delay: Callable[[str], timedelta | None]
    random: Callable[[], float]
    push: PushDesk | None = None
    tick: timedelta = timedelta(seconds=1)
    keeper: Keeper | None = None
    upkeep: Upkeep | None = None
    hubs: timedelta = timedelta(seconds=15)
    keeps: timedelta = timedelta(seconds=5)
    care: timedelta = timedelta(minutes=1)
    grace: timedelta = timedelta(seconds=5)
    tally: Tally = field(default_factory=Tally)
    close: Callable[[], Awaitable[None]] = _nothing

    def gap(self, url: str) -> timedelta:
        """The pause after a look at `url` before the next one at its host."""
        return max(self.host_gap, min(self.crawl_delay(url) or timedelta(0), _LONGEST_GAP))
