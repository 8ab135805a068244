"""All that the daemon does at once, from its start to its end."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from functools import partial

from watcher.daemon.clocks import again, ticking
from watcher.daemon.crowd import Crowd
from watcher.daemon.engine import Engine
from watcher.daemon.garbage import settle
from watcher.daemon.looks import Looks, Report
from watcher.daemon.post import Post
from watcher.daemon.progress import Progress
from watcher.daemon.reloading import Reload, Reloading
from watcher.daemon.service import Service
from watcher.daemon.shifts import Shifts
from watcher.daemon.signals import told_by_signals
from watcher.daemon.trouble import Trouble
from watcher.errors import StoreError
from watcher.pacing import Pacing
from watcher.processor import settle_on_one, spread_out
from watcher.push import tend

_POST = timedelta(seconds=5)
_PLACE = timedelta(seconds=10)
_MINUTE = timedelta(minutes=1)
_SWEEP = timedelta(hours=1)


async def run(
    engine: Engine,
    stop: asyncio.Event,
    *,
    on_finding: Report | None = None,
    reload: Reload | None = None,
    service: Service | None = None,
) -> None:
    """Looks and tells until `stop` is set, which SIGTERM and SIGINT do too; then ends within seconds.

    What is under way then has `grace` left. What it did not record by then was not done, and is due at the next
    start. `on_finding` is called after each look with the watch as it was. At SIGHUP `reload` gives another engine, for
    all that begins from then on; each engine is closed when nothing works with it any more. The `service` is told when
    the first dispatch ran, and how the work goes on.
    """
    service, shifts, pacing = service or Service(), Shifts(engine), Pacing(engine.agenda, engine.tally.late)
    reloading = Reloading(reload, shifts, service)
    progress = Progress(service, engine.tally, due=lambda: pacing.due, refused=lambda: reloading.refused)
    trouble, crowd = Trouble(engine.tick, stop), Crowd()
    looks = Looks(shifts, stop, on_finding=on_finding, progress=progress, trouble=trouble)
    post = Post(shifts, stop, looks.told, trouble)
    swept, minute, hubs, keeps, care, place = (asyncio.Event() for _ in range(6))
    clocks = {
        looks.wake: engine.tick, post.wake: _POST, swept: _SWEEP, minute: _MINUTE, hubs: engine.hubs,
        keeps: engine.keeps, care: engine.care, place: _PLACE,
    }  # fmt: skip
    settle()
    place.set()
    try:
        with told_by_signals(stop, reloading.asked), crowd.noticed(), ticking(clocks):
            async with asyncio.TaskGroup() as group:
                works = (
                    looks.going(), post.going(), reloading.going(stop),
                    again(partial(_swept, shifts, trouble), swept, stop),
                    again(partial(_counted, pacing, engine, trouble, crowd), minute, stop),
                    again(partial(_pushed, shifts, trouble), hubs, stop),
                    again(partial(_kept, shifts, trouble), keeps, stop),
                    again(partial(_cared, shifts, stop), care, stop),
                    again(settle_on_one, place, stop),
                )  # fmt: skip
                tasks = [group.create_task(work) for work in works]
                await stop.wait()
                service.stopping()
                for wake in (*clocks, reloading.asked, shifts.now.over):
                    wake.set()
                await asyncio.wait(tasks, timeout=engine.grace.total_seconds())
                for task in tasks:
                    task.cancel()
        if trouble.replaced:
            raise trouble.replaced
        if not trouble.count:
            await pacing.noted(engine.desk.now())
    finally:
        spread_out()
        await shifts.now.engine.close()


async def _pushed(shifts: Shifts, trouble: Trouble) -> None:
    with shifts.now as shift:
        if shift.engine.push is not None and not trouble.count:
            await tend(shift.engine.push)


async def _kept(shifts: Shifts, trouble: Trouble) -> None:
    with shifts.now as shift:
        if shift.engine.keeper is not None and not trouble.count:
            try:
                await shift.engine.keeper.tend()
            except StoreError as error:
                trouble.met(error)


async def _cared(shifts: Shifts, stop: asyncio.Event) -> None:
    with shifts.now as shift:
        if shift.engine.upkeep is not None:
            await shift.engine.upkeep.tend(stop)


async def _swept(shifts: Shifts, trouble: Trouble) -> None:
    engine = shifts.now.engine
    if engine.desk.schedule.adaptive:
        await trouble.spared(engine.agenda.measure_tempo)
    await trouble.spared(engine.sweep)


async def _counted(pacing: Pacing, engine: Engine, trouble: Trouble, crowd: Crowd) -> None:
    crowd.passed()
    if not trouble.count:
        await pacing.minute(engine.desk.now())
