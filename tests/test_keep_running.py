"""The daemon has pages kept beside everything else it does."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

from aiohttp import web
from builders import NOON, news
from fakes import paper
from web_service import open_service

from watcher import daemon, wiring
from watcher.model import Capture, CaptureState, WatchId
from watcher.settings import Archive, Fetch, Settings
from watcher.store import Store
from watcher.urls import identity, site

STORY = (
    "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two of its main cables.",
    "City officials said the inspection, the first in nine years, had been planned since the winter storms of January.",
)


async def kept(store: Store, watch: WatchId) -> Capture:
    """The capture of the first revision, once the archive has it."""
    while True:
        revision = store.history.revision(watch, 1)
        if revision is not None and revision.capture is not None and revision.capture.state is CaptureState.KEPT:
            return revision.capture
        await asyncio.sleep(0.05)


async def test_a_page_is_kept_while_the_daemon_runs(tmp_path: Path) -> None:
    stop = asyncio.Event()
    async with paper() as printed, open_service() as archive:
        printed.pages["/a"] = news("Bridge closed", *STORY)
        archive.answers = [web.Response(status=302, headers={"Location": "/web/20260504120130/x"})]
        own = Settings(
            database=f"sqlite:{tmp_path}/watcher.db",
            fetch=Fetch(allow_networks=(ip_network("127.0.0.0/8"),), host_gap=timedelta(0)),
            archive=Archive(keep="all", address=archive.url("").rstrip("/"), gap=timedelta(0)),
        )
        async with wiring.assembled(own) as assembly, asyncio.TaskGroup() as group:
            url = printed.url("/a")
            watch, _ = assembly.store.watches.add(url, key=identity(url), site=site(url), now=NOON)
            engine = replace(assembly.engine, keeps=timedelta(milliseconds=100))
            group.create_task(daemon.run(engine, stop))
            found = await asyncio.wait_for(kept(assembly.store, watch.id), 20)
            stop.set()
    assert found.link == f"{own.archive.address}/web/20260504120130/{url}"
    assert [asked.method for asked in archive.asked] == ["GET"]
