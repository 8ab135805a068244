"""What befalls hosts and sources is told once when it has lasted, and once when it is over."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta

from builders import NOON, watch

from watcher.model import (
    Alert,
    Finding,
    Incident,
    IncidentKind,
    Outcome,
    Reading,
    Source,
    SourceId,
    SourceSetting,
    Trouble,
)
from watcher.model.destination import destination
from watcher.reporting import Reporter
from watcher.resting import Resting

MINUTE, HOUR = timedelta(minutes=1), timedelta(hours=1)
OPS = destination("env:OPS")


class Book:
    """A register in memory; `told` is what was reported to how many, in order."""

    def __init__(self, *silent: str) -> None:
        self.silent = list(silent)
        self.told: list[tuple[Incident, int]] = []
        self.gone = False

    def lasting(self, kind: IncidentKind) -> list[Incident]:
        hosts = self.silent if kind is IncidentKind.HOST_SILENT else []
        if self.gone and kind is IncidentKind.NETWORK_GONE:
            hosts = ["network"]
        return [Incident(kind=kind, key=host, name=host, since=NOON, at=NOON) for host in hosts]

    async def report(self, incident: Incident, operator: Sequence[Alert]) -> bool:
        self.told.append((incident, len(operator)))
        return True


def looked(after: timedelta, trouble: Trouble | None = Trouble.DOWN) -> Finding:
    why, outcome = ("no answer", Outcome.FAILED) if trouble else ("", Outcome.SAME)
    return Finding(outcome=outcome, watch=watch(), at=NOON + after, trouble=trouble, why=why)


async def met(book: Book, *looks: Finding) -> list[bool]:
    reporter, resting = Reporter(book, lambda: [OPS]), Resting()
    return [await reporter.met("a.example", resting.after("a.example", look), look) for look in looks]


async def test_a_host_that_is_away_for_a_moment_is_not_told() -> None:
    book = Book()
    assert not any(await met(book, *(looked(n * MINUTE) for n in range(6)), looked(HOUR, None)))
    assert book.told == []


async def test_a_host_that_is_away_for_long_is_told_once_and_so_is_that_it_answers() -> None:
    book = Book()
    looks = [looked(n * 20 * MINUTE) for n in range(9)]
    found = await met(book, *looks, looked(4 * HOUR, None), looked(5 * HOUR, None))
    assert sum(found) == 2
    silent, back = book.told
    assert (silent[0].kind, silent[0].key, silent[0].since, silent[0].why, silent[1]) == (
        IncidentKind.HOST_SILENT, "a.example", NOON, "no answer", 1,
    )  # fmt: skip
    assert (back[0].kind, back[0].since) == (IncidentKind.HOST_BACK, NOON + 4 * HOUR)


async def test_what_was_known_before_a_restart_is_not_told_again_and_its_end_is() -> None:
    book = Book("a.example")
    looks = [looked(n * 20 * MINUTE) for n in range(9)]
    assert await met(book, *looks, looked(4 * HOUR, None)) == [False] * 9 + [True]
    assert [incident.kind for incident, _ in book.told] == [IncidentKind.HOST_BACK]


def source(failing_since: datetime | None = None) -> Source:
    setting = SourceSetting(url="https://a.example/feed")
    return Source(
        id=SourceId(7), setting=setting, address=setting.url, added_at=NOON, due_at=NOON, failing_since=failing_since
    )  # fmt: skip


async def read(book: Book, before: Source, after: Source, trouble: Trouble | None = None) -> bool:
    reading = Reading(source=after, at=NOON + HOUR, why="404", trouble=trouble)
    return await Reporter(book, lambda: [OPS]).read(before, reading)


async def test_a_source_that_fails_for_an_hour_while_its_host_answers_is_told() -> None:
    book = Book()
    assert not await read(book, source(), source(NOON + MINUTE))
    assert not await read(book, source(NOON), source(NOON), Trouble.DOWN)
    assert await read(book, source(NOON), source(NOON))
    ((incident, operators),) = book.told
    assert operators == 1
    assert incident == Incident(
        kind=IncidentKind.SOURCE_FAILING, key="7", name="https://a.example/feed", since=NOON, at=NOON + HOUR, why="404"
    )


async def test_a_source_that_is_read_again_is_told() -> None:
    book = Book()
    assert not await read(book, source(), source())
    assert await read(book, source(NOON), source())
    assert [incident.kind for incident, _ in book.told] == [IncidentKind.SOURCE_BACK]


async def test_a_network_that_is_gone_is_one_message_and_so_is_its_end() -> None:
    book = Book()
    reporter, resting = Reporter(book, lambda: [OPS]), Resting()

    async def told(host: str, look: Finding) -> bool:
        resting.after(host, look)
        return await reporter.network(resting.silence, look)

    for minute in range(0, 90, 2):
        for number in range(12):
            await told(f"{number}.example", looked(minute * MINUTE))
    assert await told("4.example", back := looked(2 * HOUR, None))
    assert not await told("5.example", back)
    (gone, heard), (over, _) = book.told
    assert (gone.kind, gone.since, gone.why, heard) == (IncidentKind.NETWORK_GONE, NOON, "no answer", 1)
    assert gone.name == over.name == "0.example, 1.example, 2.example, … (12)"
    assert (over.kind, over.since) == (IncidentKind.NETWORK_BACK, NOON + 2 * HOUR)


async def test_a_network_that_was_gone_before_a_restart_is_told_to_be_back_when_a_host_answers() -> None:
    book = Book()
    book.gone = True
    reporter, resting = Reporter(book, lambda: [OPS]), Resting()
    told = []
    for look in (looked(MINUTE), looked(2 * MINUTE, None)):
        resting.after("a.example", look)
        told.append(await reporter.network(resting.silence, look))
    assert told == [False, True]
    assert [incident.kind for incident, _ in book.told] == [IncidentKind.NETWORK_BACK]
