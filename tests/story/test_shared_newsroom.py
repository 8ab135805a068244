"""A site that is not ours, with scripted edits, noise and faults, and its own log as the oracle."""

from __future__ import annotations

import asyncio
import json
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import aiohttp
import pytest
from newsroom import Newsroom

from watcher.check import check
from watcher.model import Finding, Outcome, WatchId

PROGRAM = Path(__file__).resolve().parents[3] / "shared" / "newsroom" / "newsroom.py"
ARTICLES = 36
WRONG_AT_MOST = 0.1  # of the edits; what is wrong is listed
# Those that hang are told from our own site, where a test need not wait for them.
FAULTS = (
    "500", "503", "404", "410", "403", "429", "reset", "truncate", "badgzip", "redirectloop", "redirect", "empty",
    "wrongtype", "captcha", "softerror", "shell",
)  # fmt: skip
# A caption that comes with a credit is two additions; the site's log names the first.
COMES_WITH = {"caption.added": ("credit.added",)}

pytestmark = [
    pytest.mark.shared,
    pytest.mark.skipif(not PROGRAM.is_file(), reason=f"needs the development data: {PROGRAM} is not there"),
]


@dataclass(kw_only=True)
class Origin:
    """The running program, and a watch for each of its articles."""

    base: str
    session: aiohttp.ClientSession
    room: Newsroom
    watches: dict[str, WatchId]

    async def tell(self, call: str) -> Any:
        async with self.session.get(f"{self.base}/__control__/{call}") as answer:
            answer.raise_for_status()
            return await answer.json()

    async def look(self, url: str) -> Finding:
        watch = self.room.store.watches.by_id(self.watches[url])
        assert watch is not None
        return await check(watch, self.room.assembly.engine.desk)

    async def outcomes(self) -> set[Outcome]:
        return {(await self.look(url)).outcome for url in self.watches}


@asynccontextmanager
async def started() -> AsyncIterator[str]:
    """The program at work; its address."""
    program = await asyncio.create_subprocess_exec(
        sys.executable, str(PROGRAM), "--articles", str(ARTICLES), "--port", "0",
        stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL,
    )  # fmt: skip
    assert program.stdout is not None
    try:
        async with asyncio.timeout(30):
            yield str(json.loads(await program.stdout.readline())["base"])
    finally:
        program.kill()
        await program.wait()


@pytest.fixture
async def origin(room: Newsroom) -> AsyncIterator[Origin]:
    async with started() as base, aiohttp.ClientSession() as session:
        async with session.get(f"{base}/__control__/urls") as answer:
            urls = (await answer.text()).split()
        yield Origin(base=base, session=session, room=room, watches={url: room.track_url(url) for url in urls})


async def test_edits_are_reported_as_what_they_are_and_noise_is_not(origin: Origin) -> None:
    assert await origin.outcomes() == {Outcome.NEW}
    assert await origin.outcomes() == {Outcome.SAME}
    edits = {edit["url"]: edit for edit in (await origin.tell(f"edit_many?n={ARTICLES}&full=1"))["edits"]}
    wrong = []
    for url, edit in edits.items():
        finding = await origin.look(url)
        found = {change.kind for change in finding.revision.changes} if finding.revision else set()
        kind = edit["kind"].partition(":")[0]
        if kind not in found or found - {*edit["expected_kinds"], *COMES_WITH.get(kind, ())}:
            wrong.append((edit["site"], kind, sorted(found)))
    assert len(wrong) <= ARTICLES * WRONG_AT_MOST, wrong
    await origin.tell("deploy")
    assert await origin.outcomes() == {Outcome.SAME}


async def test_faults_never_become_edits(origin: Origin) -> None:
    await origin.outcomes()
    first, *others = origin.watches
    target = first.rpartition("-")[2]
    faulty = dict(zip(FAULTS, others, strict=False))
    for mode, url in faulty.items():
        await origin.tell(f"fault?mode={mode}&id={url}&to={target}")
    for url in faulty.values():
        for _ in range(3):
            finding = await origin.look(url)
            assert (finding.revision, bool(finding.why)) == (None, True)
    await origin.tell("clear")
    assert await origin.outcomes() == {Outcome.SAME}
