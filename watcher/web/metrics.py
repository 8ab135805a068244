"""What the daemon does, in the form that Prometheus reads. No label names an address."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Mapping
from enum import StrEnum
from importlib.metadata import version
from typing import TypeVar

from aiohttp import web
from prometheus_client import CollectorRegistry, Metric, ProcessCollector
from prometheus_client.core import CounterMetricFamily, GaugeMetricFamily, HistogramMetricFamily
from prometheus_client.exposition import choose_encoder
from prometheus_client.registry import Collector

from watcher.model import Outcome
from watcher.push import Receipt
from watcher.tally import Spread, Tally
from watcher.web.app import Handler
from watcher.web.figures import Books, Figures

Name = TypeVar("Name", bound=StrEnum)


def metrics(tally: Tally, answers: Mapping[str, int], books: Books) -> Handler:
    """Answers with all figures. `answers` are the answers of servers by class or fault."""
    registry = CollectorRegistry()
    ProcessCollector(registry=registry)
    daemon = _Daemon(tally, answers)
    registry.register(daemon)

    async def answer(request: web.Request) -> web.Response:
        daemon.figures, daemon.clock = await books.figures(), asyncio.get_running_loop().time()
        encode, form = choose_encoder(request.headers.get("Accept", ""))
        return web.Response(body=encode(registry), headers={"Content-Type": form})

    return answer


class _Daemon(Collector):
    """The figures of the daemon; those of the database as they were last set."""

    def __init__(self, tally: Tally, answers: Mapping[str, int]) -> None:
        self._tally = tally
        self._answers = answers
        self.figures: Figures | None = None
        self.clock = 0.0

    def collect(self) -> Iterator[Metric]:
        yield _counter("watcher_looks", "Looks at articles by how they ended.", "outcome", self._looks())
        yield _histogram("watcher_look_duration_seconds", "How long looks took.", self._tally.took)
        yield _histogram("watcher_look_delay_seconds", "How late looks came.", self._tally.late)
        readings = {"read": self._tally.read, "failed": self._tally.unread}
        yield _counter("watcher_readings", "Readings of sources by how they ended.", "outcome", readings)
        yield _counter("watcher_requests", "Requests by class of answer, or by fault.", "answer", self._answers)
        yield _counter("watcher_pushes", "What hubs pushed, by what became of it.", "outcome", self._pushes())
        yield _gauge("watcher_hosts_visited", "Hosts that a visitor is at.", self._tally.visited)
        yield _gauge("watcher_hosts_resting", "Hosts that are left alone for a while.", self._tally.resting)
        if self._tally.dispatched is not None:
            age = self.clock - self._tally.dispatched
            yield _gauge("watcher_dispatch_age_seconds", "How long ago what is due was last asked for.", age)
        yield _gauge("watcher_build_info", "The version that runs.", {version("watcher"): 1}, "version")
        yield _gauge("watcher_database_up", "Whether the database can be read.", self.figures is not None)
        if self.figures is not None:
            yield from _of_database(self.figures)

    def _pushes(self) -> Mapping[str, int]:
        return {receipt.value: self._tally.pushed[receipt] for receipt in Receipt}

    def _looks(self) -> Mapping[str, int]:
        return {outcome.value: self._tally.looks[outcome] for outcome in Outcome}


def _of_database(figures: Figures) -> Iterator[Metric]:
    status, sources = figures.status, figures.sources
    yield _gauge("watcher_oldest_overdue_seconds", "How long the longest waiting article was due.", figures.overdue)
    yield _gauge("watcher_due", "Articles that are due.", status.due)
    yield _gauge("watcher_due_per_minute", "Looks due in the next hour, a minute.", status.due_within_the_hour / 60)
    yield _gauge("watcher_watches", "Watches by state.", _named(status.watches), "state")
    yield _gauge("watcher_articles", "Articles by where they stand.", _named(status.standings), "standing")
    yield _gauge("watcher_alerts", "The outbox by state.", _named(status.alerts), "state")
    yield _gauge("watcher_drifts", "Drifts by state.", _named(status.drifts), "state")
    yield _gauge("watcher_sources", "Where new articles come from.", sources.count)
    yield _gauge("watcher_sources_due", "Sources that are due.", sources.due)
    yield _gauge("watcher_sources_failing", "Sources that fail.", sources.failing)
    yield _gauge("watcher_sources_pushed", "Sources that a hub pushes.", sources.pushed)
    yield _gauge("watcher_revisions", "Revisions that are kept.", status.revisions)
    yield _gauge("watcher_database_bytes", "What the database takes on the disk.", status.bytes)


def _named(counts: Mapping[Name, int]) -> Mapping[str, float]:
    return {str(name): count for name, count in counts.items()}


def _counter(name: str, told: str, label: str, counts: Mapping[str, int]) -> Metric:
    family = CounterMetricFamily(name, told, labels=[label])
    for value, count in sorted(counts.items()):
        family.add_metric([str(value)], count)
    return family


def _gauge(name: str, told: str, value: float | Mapping[str, float], label: str = "") -> Metric:
    if not isinstance(value, Mapping):
        return GaugeMetricFamily(name, told, value=float(value))
    family = GaugeMetricFamily(name, told, labels=[label])
    for of, number in value.items():
        family.add_metric([of], number)
    return family


def _histogram(name: str, told: str, spread: Spread) -> Metric:
    """Its buckets count what is no longer than their bound, whatever bounds are below."""
    seen, buckets = 0, []
    for bound, count in zip([*map(str, spread.bounds), "+Inf"], spread.counts, strict=True):
        seen += count
        buckets.append((bound, seen))
    return HistogramMetricFamily(name, told, buckets=buckets, sum_value=spread.total)
