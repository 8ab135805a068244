"""All that the daemon does at once, from its start to its end."""

from __future__ import annotations

import asyncio
import logging
from datetime import timedelta
from functools import partial

from watcher.daemon.clocks import again, ticking
from watcher.daemon.engine import Engine
from watcher.daemon.looks import Looks, Report
from watcher.daemon.post import Post
from watcher.daemon.signals import stopped_by_signals
from watcher.errors import StoreError
from watcher.pacing import Pacing
from watcher.push import tend

_log = logging.getLogger(__name__)

_POST = timedelta(seconds=5)
_MINUTE = timedelta(minutes=1)
_SWEEP = timedelta(hours=1)


async def run(engine: Engine, stop: asyncio.Event, *, on_finding: Report | None = None) -> None:
    """Looks and tells until `stop` is set, which SIGTERM and SIGINT do too; then ends within seconds.

    What is under way then has `grace` left. What it did not record by then was not done, and is due at the next
    start. `on_finding` is called after each look with the watch as it was.
    """
    pacing = Pacing(engine.agenda)
    looks = Looks(engine, stop, on_finding, pacing)
    post = Post(engine, stop, looks.told)
    swept, minute, hubs, keeps = (asyncio.Event() for _ in range(4))
    clocks = {
        looks.wake: engine.tick, post.wake: _POST, swept: _SWEEP, minute: _MINUTE, hubs: engine.hubs,
        keeps: engine.keeps,
    }  # fmt: skip
    with stopped_by_signals(stop), ticking(clocks):
        async with asyncio.TaskGroup() as group:
            works = (
                looks.going(), post.going(), again(partial(_swept, engine), swept, stop),
                again(lambda: pacing.minute(engine.desk.now()), minute, stop),
                *((again(partial(tend, engine.push), hubs, stop),) if engine.push is not None else ()),
                *((again(engine.keeper.tend, keeps, stop),) if engine.keeper is not None else ()),
            )  # fmt: skip
            tasks = [group.create_task(work) for work in works]
            await stop.wait()
            for wake in clocks:
                wake.set()
            await asyncio.wait(tasks, timeout=engine.grace.total_seconds())
            for task in tasks:
                task.cancel()
    await pacing.noted(engine.desk.now())


async def _swept(engine: Engine) -> None:
    try:
        if engine.desk.schedule.adaptive:
            await asyncio.to_thread(engine.agenda.measure_tempo)
        await asyncio.to_thread(engine.agenda.sweep)
    except StoreError as error:
        _log.warning("housekeeping failed: %s", error)
