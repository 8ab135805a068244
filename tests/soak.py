"""The daemon for an hour at 20 looks a second: `python tests/soak.py [MINUTES] [FOLDER]` (`make soak MINUTES=…`).

A site of our own in another process (tests/soak_site.py): 1,200 articles at 40 hosts on loopback, each looked at once a
minute, noise on every load, an edit every four seconds and an alert for it, a feed, six addresses that misbehave, and
somebody who has the daemon's pages open. After a warm-up, a third of the time or twenty minutes, in which what is
remembered fills, has to hold:

  memory       what the daemon holds grows by less than 5 %, from the median after the warm-up to that of the end
  descriptors  open files and connections are no more at the end than after the warm-up
  tasks        the same of tasks on the event loop; when the daemon has stopped, none is left
  due times    looks come no later after their due time at the end than after the warm-up, and as many a second

Prints a line for each, and exits with 1 where one does not hold. In FOLDER (a temporary one) are samples and the log.
"""

from __future__ import annotations

import contextlib
import json
import signal
import socket
import statistics
import subprocess
import sys
import tempfile
import time
import urllib.request
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from itertools import chain
from pathlib import Path

from soak_daemon import Sample
from soak_site import COPIES, FEED, addresses, bad_addresses

from watcher.store import Store
from watcher.urls import identity, site

MINUTES = 60.0
LOOKS_A_SECOND = 20
_EVERY = timedelta(minutes=1)
_SAMPLES = 240
_LONGEST_WARM_UP = 1200.0
_GROWTH = 1.05
_LATER = 0.5  # seconds; a dispatch comes every second
_SLOWER = 0.97
_STARTS = 120.0
_STOPS = 60.0
_PAGES = ("/", "/healthz", "/metrics", "/feed.atom", "/api/v1/changes", "/search?q=bridge")


@dataclass(frozen=True, slots=True, kw_only=True)
class Verdict:
    """One promise, the figures that tell whether it held, and whether it did."""

    promise: str
    figures: str
    held: bool


def judged(samples: Sequence[Sample]) -> list[Verdict]:
    """Whether the promises held: what was after the warm-up against what is at the end, a fifth of the rest each."""
    running = [one for one in samples if not one.stopped][:-1]  # the last one was taken while it stopped
    warm = min(_LONGEST_WARM_UP, running[-1].at / 3)
    settled = [one for one in running if one.at >= warm]
    part = max(len(settled) // 5, 1)
    first, last = settled[:part], settled[-part:]
    return [_memory(first, last), _descriptors(first, last), _tasks(first, last, samples), _due(first, last)]


def _memory(first: Sequence[Sample], last: Sequence[Sample]) -> Verdict:
    before, after = (statistics.median(one.memory for one in part) for part in (first, last))
    figures = f"{before / 1e6:.1f} MB → {after / 1e6:.1f} MB ({after / before - 1:+.1%})"
    return Verdict(promise="memory", figures=figures, held=after < before * _GROWTH)


def _descriptors(first: Sequence[Sample], last: Sequence[Sample]) -> Verdict:
    most, least = max(one.descriptors for one in first), min(one.descriptors for one in last)
    figures = f"{_range([one.descriptors for one in first])} → {_range([one.descriptors for one in last])}"
    return Verdict(promise="descriptors", figures=figures, held=least <= most)


def _tasks(first: Sequence[Sample], last: Sequence[Sample], samples: Sequence[Sample]) -> Verdict:
    most, least = max(one.tasks for one in first), min(one.tasks for one in last)
    left = [one.tasks - 1 for one in samples if one.stopped]  # but for the one that counts
    ended = f"{left[-1]} left" if left else "did not stop"
    figures = f"{_range([one.tasks for one in first])} → {_range([one.tasks for one in last])}, {ended} at the end"
    return Verdict(promise="tasks", figures=figures, held=least <= most and left == [0])


def _due(first: Sequence[Sample], last: Sequence[Sample]) -> Verdict:
    (late, pace), (later, pace_after) = _lateness(first), _lateness(last)
    figures = f"{late:.2f} s → {later:.2f} s late, {pace:.1f} → {pace_after:.1f} looks a second"
    return Verdict(promise="due times", figures=figures, held=later <= late + _LATER and pace_after >= pace * _SLOWER)


def _lateness(part: Sequence[Sample]) -> tuple[float, float]:
    """(seconds after the due time, looks a second)."""
    looks = sum(one.looks for one in part)
    each = (part[-1].at - part[0].at) / max(len(part) - 1, 1)
    return sum(one.late * one.looks for one in part) / max(looks, 1), looks / max(len(part) * each, 1e-9)


def _range(numbers: Sequence[int]) -> str:
    return f"{min(numbers)}–{max(numbers)}"


def samples_of(path: Path) -> list[Sample]:
    return [Sample(**json.loads(line)) for line in path.read_text("ascii").splitlines()]


def _free_port() -> int:
    with socket.socket() as found:
        found.bind(("127.0.0.1", 0))
        return int(found.getsockname()[1])


def configured(folder: Path, port: int, listen: int) -> Path:
    """A configuration beside a database of the site's articles, due one after the other within the first minute."""
    config = folder / "watcher.toml"
    config.write_text(
        f'database = "sqlite:{folder}/watcher.db"\n[web]\nlisten = "127.0.0.1:{listen}"\n'
        '[fetch]\nallow_networks = ["127.0.0.0/8"]\nhost_gap = "300ms"\ntimeout = "3s"\n'
        f'[[source]]\nurl = "http://127.0.0.1:{port}{FEED}"\nkind = "feed"\nevery = "1m"\n'
        f'[[subscription]]\nname = "desk"\nto = ["json://127.0.0.1:{port}/alerts"]\nlimit = 0\n',
        encoding="utf-8",
    )
    good, now = addresses(port), datetime.now(UTC)
    step = _EVERY / len(good)
    with Store.open(f"sqlite:{folder}/watcher.db") as store:
        neighbours = chain.from_iterable(good[n::COPIES] for n in range(COPIES))  # at different hosts
        for number, url in enumerate(neighbours):
            due = now + number * step
            store.watches.add(url, key=identity(url), site=site(url), every=_EVERY, now=due)
        for url in bad_addresses(port):
            store.watches.add(url, key=identity(url), site=site(url), every=timedelta(seconds=10), now=now)
    return config


@contextlib.contextmanager
def _site(port: int) -> Iterator[None]:
    command = [sys.executable, str(Path(__file__).with_name("soak_site.py")), str(port)]
    process = subprocess.Popen(command, stdout=subprocess.PIPE, text=True)
    assert process.stdout is not None
    try:
        assert process.stdout.readline() == "ready\n"
        yield
    finally:
        process.terminate()
        process.communicate(timeout=_STOPS)


def soaked(folder: Path, seconds: float) -> list[Sample]:
    """The samples of a daemon that ran so long."""
    port, listen = _free_port(), _free_port()
    samples = folder / "samples.jsonl"
    config = configured(folder, port, listen)
    script = Path(__file__).with_name("soak_daemon.py")
    command = [sys.executable, str(script), str(config), str(samples), str(seconds / _SAMPLES)]
    with _site(port), (folder / "log").open("w", encoding="utf-8") as log:
        daemon = subprocess.Popen(command, stderr=log)
        _wait_for(samples, daemon)
        until = time.monotonic() + seconds
        while time.monotonic() < until and daemon.poll() is None:
            _read_pages(listen)
            time.sleep(min(5.0, seconds / 20))
        daemon.send_signal(signal.SIGTERM)
        daemon.wait(timeout=_STOPS)
    return samples_of(samples)


def _wait_for(samples: Path, daemon: subprocess.Popen[bytes]) -> None:
    """Until the daemon works, and has been counted once."""
    until = time.monotonic() + _STARTS
    while time.monotonic() < until and daemon.poll() is None:
        if samples.exists() and samples.stat().st_size:
            return
        time.sleep(0.05)


def _read_pages(port: int) -> None:
    """As somebody does who has them open. While the daemon starts, nobody answers."""
    for path in _PAGES:
        with contextlib.suppress(OSError), urllib.request.urlopen(f"http://127.0.0.1:{port}{path}", timeout=10) as got:
            got.read()


def main() -> int:
    minutes = float(sys.argv[1]) if len(sys.argv) > 1 else MINUTES
    with tempfile.TemporaryDirectory() as own:
        folder = Path(sys.argv[2]) if len(sys.argv) > 2 else Path(own)
        verdicts = judged(soaked(folder, minutes * 60))
    print(f"| {minutes:g} minutes | after the warm-up → at the end | held |")
    print("| --- | --- | --- |")
    for one in verdicts:
        print(f"| {one.promise} | {one.figures} | {'yes' if one.held else 'NO'} |")
    return 0 if all(one.held for one in verdicts) else 1


if __name__ == "__main__":
    sys.exit(main())
