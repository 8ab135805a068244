"""The daemon is killed while it sends: nothing is lost, only what was being sent is sent again, as the same message."""

from __future__ import annotations

import asyncio
import sys
from asyncio.subprocess import DEVNULL, Process
from collections import Counter
from collections.abc import AsyncIterator
from dataclasses import dataclass, field, replace
from pathlib import Path

import pytest
from aiohttp import web
from store_builders import NOON, added, alert, edited, new

from watcher.model import AlertState
from watcher.model.destination import destination
from watcher.store import Store

ALERTS = 200
PATIENCE = 120.0


@dataclass
class Hook:
    """A web hook. `got` are the keys of what came, in order; it kills `daemon` when it has as many as `deadly` says,
    before it answers or after."""

    port: int = 0
    got: list[str] = field(default_factory=list)
    deadly: int = 0
    answers_first: bool = False
    daemon: Process | None = None
    complete: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.StreamResponse:
        await request.read()
        self.got.append(request.headers["Idempotency-Key"])
        if len(set(self.got)) == ALERTS:
            self.complete.set()
        answer = web.Response()
        if len(self.got) == self.deadly and self.daemon is not None:
            if self.answers_first:
                await answer.prepare(request)
                await answer.write_eof()
            self.daemon.kill()
        return answer


@pytest.fixture
async def hook() -> AsyncIterator[Hook]:
    found = Hook()
    app = web.Application()
    app.router.add_post("/{path:.*}", found.take)
    runner = web.AppRunner(app, access_log=None)
    await runner.setup()
    await web.TCPSite(runner, "127.0.0.1", 0).start()
    found.port = runner.addresses[0][1]
    yield found
    if found.daemon is not None and found.daemon.returncode is None:
        found.daemon.kill()
        await found.daemon.wait()
    await runner.cleanup()


async def filled(folder: Path, url: str) -> Path:
    """A configuration, and its outbox with ALERTS alerts about articles that are not looked at."""
    config = folder / "watcher.toml"
    config.write_text(
        f'database = "sqlite:{folder}/watcher.db"\n[web]\nlisten = ""\n[fetch]\nallow_networks = ["127.0.0.0/8"]\n'
        f'[[subscription]]\nname = "desk"\nto = ["{url}"]\nlimit = 0\n',
        encoding="utf-8",
    )
    to = destination(url)
    with Store.open(f"sqlite:{folder}/watcher.db") as store:
        for number in range(ALERTS):
            watch = added(store, f"w{number}")
            store.watches.pause(watch.id)
            await store.memory.record(new(watch))
            await store.memory.record(edited(watch, 2, NOON, alerts=(replace(alert(to.id, 0), subscription="desk"),)))
    return config


async def started(config: Path) -> Process:
    command = (sys.executable, "-m", "watcher", "--config", str(config), "run")
    return await asyncio.create_subprocess_exec(*command, stdout=DEVNULL, stderr=DEVNULL)


async def test_a_daemon_that_is_killed_while_it_sends_loses_nothing_and_repeats_at_most_one_message_a_time(
    hook: Hook, tmp_path: Path
) -> None:
    config = await filled(tmp_path, f"json://127.0.0.1:{hook.port}/hook")
    kills = ((60, False), (130, True))
    async with asyncio.timeout(PATIENCE):
        for hook.deadly, hook.answers_first in kills:
            hook.daemon = await started(config)
            assert await hook.daemon.wait() == -9
        hook.deadly, hook.daemon = 0, await started(config)
        await hook.complete.wait()
        hook.daemon.terminate()
        assert await hook.daemon.wait() == 0
    repeated = {key: count for key, count in Counter(hook.got).items() if count > 1}
    assert len(repeated) <= len(kills)
    assert repeated[hook.got[59]] == 2  # which was not answered
    assert set(repeated.values()) == {2}
    assert len(set(hook.got)) == ALERTS
    with Store.open(f"sqlite:{tmp_path}/watcher.db") as store:
        assert [letter.state for letter in store.outbox.letters()] == [AlertState.SENT] * ALERTS
