"""What systemd is told, over a real socket: ready, how it goes, and nothing while work hangs."""

from __future__ import annotations

import os
import socket
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path

import pytest

from watcher.daemon.progress import Progress, standing
from watcher.daemon.service import Service
from watcher.model import Outcome
from watcher.tally import Tally

DEADLINE = timedelta(seconds=60)


@dataclass
class Time:
    now: float = 0.0

    def __call__(self) -> float:
        return self.now


@contextmanager
def listening(address: str) -> Iterator[socket.socket]:
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as own:
        own.bind(f"\0{address[1:]}" if address.startswith("@") else address)
        own.settimeout(10)
        yield own


def told(own: socket.socket) -> list[str]:
    """What has come, a list of lines each; nothing of it later again."""
    found: list[str] = []
    own.setblocking(False)
    while True:
        try:
            found.append(own.recv(4096).decode())
        except BlockingIOError:
            return found


@pytest.fixture
def address(tmp_path: Path) -> str:
    return str(tmp_path / "notify")


@pytest.mark.parametrize("kind", ["path", "abstract"])
def test_a_service_is_told_of_wherever_it_is_asked_for(kind: str, address: str) -> None:
    place = address if kind == "path" else f"@watcher-test-{os.getpid()}"
    with listening(place) as own:
        service = Service.of({"NOTIFY_SOCKET": place})
        service.ready()
        service.stopping()
        ready, stopping = told(own)
    assert ready == "READY=1"
    assert stopping.startswith("STOPPING=1\n")


def test_a_reload_is_told_with_the_time_that_systemd_compares(address: str) -> None:
    with listening(address) as own:
        Service(address=address).reloading()
        (said,) = told(own)
    first, second = said.split("\n")
    assert first == "RELOADING=1"
    assert int(second.removeprefix("MONOTONIC_USEC=")) > 0


def test_where_nobody_listens_the_work_goes_on(address: str) -> None:
    for service in (Service.of({}), Service(address=address)):
        service.ready()
        service.progressed("well")


@pytest.mark.parametrize(
    ("environ", "watchdog"),
    [
        ({}, None),
        ({"WATCHDOG_USEC": "120000000"}, timedelta(minutes=2)),
        ({"WATCHDOG_USEC": "120000000", "WATCHDOG_PID": str(os.getpid())}, timedelta(minutes=2)),
        ({"WATCHDOG_USEC": "120000000", "WATCHDOG_PID": "1"}, None),
        ({"WATCHDOG_USEC": "0"}, None),
        ({"WATCHDOG_USEC": "soon"}, None),
    ],
)
def test_a_watchdog_waits_for_us_where_it_says_so(environ: dict[str, str], watchdog: timedelta | None) -> None:
    assert Service.of(environ).watchdog == watchdog


def test_it_is_told_as_often_as_the_watchdog_needs_and_no_oftener(address: str) -> None:
    clock = Time()
    with listening(address) as own:
        service = Service(address=address, watchdog=timedelta(seconds=8), clock=clock)
        for clock.now in map(float, range(9)):
            service.progressed("x\nREADY=1" + "y" * 10_000)
        said = told(own)
    assert len(said) == 5
    assert said[0].startswith("WATCHDOG=1\nSTATUS=x READY=1yy")
    assert len(said[0]) < 1000


def test_while_a_look_hangs_that_should_be_over_the_watchdog_hears_nothing(address: str) -> None:
    clock = Time()
    with listening(address) as own:
        service = Service(address=address, watchdog=timedelta(seconds=8), clock=clock)
        progress = Progress(service, Tally(), due=lambda: None, refused=str)
        with progress.under_way():
            clock.now = 100.0
            with progress.under_way():
                progress.dispatched(DEADLINE, "")
                assert len(told(own)) == 1
                clock.now = 121.0
                progress.dispatched(DEADLINE, "")
                assert told(own) == []
        progress.dispatched(DEADLINE, "")
        assert len(told(own)) == 1


def test_trouble_and_a_refused_configuration_stand_first(address: str) -> None:
    with listening(address) as own:
        progress = Progress(Service(address=address), Tally(), due=lambda: 3, refused=lambda: "watcher.toml:1: no")
        progress.dispatched(DEADLINE, "looking pauses: the disk is full")
        (said,) = told(own)
    assert said.startswith(
        "WATCHDOG=1\nSTATUS=looking pauses: the disk is full; configuration refused: watcher.toml:1: no; 0 looks, "
    )


def test_the_status_has_figures() -> None:
    looks = Counter({Outcome.SAME: 1_200, Outcome.CHANGED: 3, Outcome.BLOCKED: 2, Outcome.FAILED: 1})
    tally = Tally(looks=looks, visited=12, resting=1)
    assert standing(tally, 45) == (
        "1,206 looks, 3 edits, 3 without an article; 12 hosts visited, 1 left alone, 45 articles due"
    )
    assert standing(Tally(), None) == "0 looks, 0 edits, 0 without an article; 0 hosts visited, 0 left alone"
