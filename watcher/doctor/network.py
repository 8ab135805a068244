"""The network, and what the tracked hosts say: whether they answer, whether they may be read, what time it is there.

Bounded: at most HOSTS hosts, all at once, within SECONDS. What is asked for is robots.txt, as it would be anyway.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

from watcher import sight
from watcher.doctor.diagnosis import Diagnosis, doubtful, well, wrong
from watcher.fetch import Http
from watcher.fetch.robots import Refusal, Robots
from watcher.model import Fault, Request, Unreachable
from watcher.settings import Settings
from watcher.store.soundness import Tracked

HOSTS = 20
SECONDS = 15.0
_EACH = timedelta(seconds=6)
_CLOCKS = 3
_SHOWN = 3
_OFFLINE = (Fault.DNS, Fault.CONNECT, Fault.TIMEOUT)


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a host said: nothing, and why that is; or which of its addresses are not to be read, and why."""

    host: str
    fault: Fault | None = None
    why: str = ""
    refused: tuple[str, ...] = ()
    ahead: timedelta | None = None


def asked(hosts: Sequence[Tracked], settings: Settings) -> list[Answer]:
    """What each of the hosts says; [] where nothing was heard of any in time. Raises SettingsError."""
    return asyncio.run(_asked(hosts, settings))


async def _asked(hosts: Sequence[Tracked], settings: Settings) -> list[Answer]:
    fetch = replace(settings.fetch, timeout=min(settings.fetch.timeout, _EACH), concurrency=HOSTS, robots=False)
    async with sight.web(replace(settings, fetch=fetch, site=())) as http:
        robots = Robots(http.part, user_agent=settings.fetch.user_agent, now=_now)
        asking = [
            asyncio.create_task(_answer(one, robots, http if number < _CLOCKS else None, obey=settings.fetch.robots))
            for number, one in enumerate(hosts)
        ]
        done, late = await asyncio.wait(asking, timeout=SECONDS) if asking else (set(), set())
        for task in late:
            task.cancel()
        await asyncio.gather(*late, return_exceptions=True)
        return [task.result() for task in asking if task in done]


async def _answer(one: Tracked, robots: Robots, clock: Http | None, *, obey: bool) -> Answer:
    refused: list[str] = []
    for url in one.urls:
        refusal = await robots.refuses(url)
        if refusal is not None and refusal.fault is not Fault.ROBOTS:
            return Answer(host=one.host, fault=refusal.fault, why=refusal.why)
        refused += _told(url, refusal) if refusal is not None and obey else ()
    ahead = await _ahead(one, clock) if clock is not None else None
    return Answer(host=one.host, refused=tuple(dict.fromkeys(refused)), ahead=ahead)


def _told(url: str, refusal: Refusal) -> tuple[str, ...]:
    return (refusal.why.replace("this address", url),)


async def _ahead(one: Tracked, http: Http) -> timedelta | None:
    """By how much our clock is before that of the host; None where it does not say."""
    origin = "/".join(one.urls[0].split("/", 3)[:3])
    began = _now()
    reply = await http.ask(Request(method="GET", url=f"{origin}/robots.txt", seconds=_EACH.total_seconds(), limit=1))
    if isinstance(reply, Unreachable) or reply.date is None:
        return None
    return began + (_now() - began) / 2 - reply.date - timedelta(milliseconds=500)  # a Date is rounded down


def _now() -> datetime:
    return datetime.now(UTC)


def judged(hosts: Sequence[Tracked], answers: Sequence[Answer]) -> Iterator[Diagnosis]:
    """What is to be said of the network and of robots.txt, given the answers of `hosts`."""
    if not hosts:
        yield doubtful("network", "cannot be told, as nothing is tracked", "`watcher add URL` tracks an article")
        return
    heard = {answer.host for answer in answers if answer.fault is None}
    silent = [answer for answer in answers if answer.fault is not None]
    if not heard:
        yield _nobody(silent)
        return
    if silent or len(answers) < len(hosts):
        lost = [answer.why for answer in silent] or [f"{len(hosts) - len(answers)} did not answer in time"]
        what = f"{len(heard)} of {len(hosts)} hosts answer; {_some(lost)}"
        yield doubtful(
            "network", what, "`watcher log REF` shows since when; `watcher pause REF` where a site has closed"
        )
    else:
        yield well("network", f"{len(heard)} of {len(hosts)} hosts answer")
    yield _robots(answers)


def _nobody(silent: Sequence[Answer]) -> Diagnosis:
    if silent and all(answer.fault is Fault.ADDRESS for answer in silent):
        what, mend = (
            f"no host may be opened: {_some([one.why for one in silent])}",
            "[fetch] allow_networks admits networks",
        )
    elif silent and all(answer.fault in _OFFLINE for answer in silent):
        what = f"no host can be reached: {_some([one.why for one in silent])}"
        mend = "see to the connection, the name server and the firewall of this machine"
    else:
        what = f"no host answers: {_some([one.why for one in silent] or ['all are too slow'])}"
        mend = "see what they have in common: the connection, the certificates of this machine, the proxy"
    return wrong("network", what, mend)


def _robots(answers: Sequence[Answer]) -> Diagnosis:
    refused = [why for answer in answers for why in answer.refused]
    if not refused:
        return well("robots", "none of the hosts asked forbids what is tracked")
    return doubtful("robots", _some(refused), "remove those articles, or ask the site; they are not looked at")


def _some(lines: Sequence[str]) -> str:
    more = f"; and {len(lines) - _SHOWN} more" if len(lines) > _SHOWN else ""
    return "; ".join(lines[:_SHOWN]) + more
