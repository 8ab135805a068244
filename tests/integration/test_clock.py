"""The daemon, real and whole, while its clock jumps: `make integration`. The machine's own clock stays as it is."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from broken import ruin
from jumping import Jumping
from living import Living, living
from torture_place import ADDRESSES, Town, database

from watcher.store import Store
from watcher.urls import identity, site

YEAR = 365 * 24 * 3600


@pytest.fixture
def clock(tmp_path: Path) -> Jumping:
    folder = tmp_path / "faketime"
    folder.mkdir()
    return Jumping(folder)


async def recorded(daemon: Living, year: int) -> None:
    """Waits for an edit that was seen and told from now on, in that year by the daemon's clock."""
    at = await daemon.says(f"^{year}-.* revision=", after=len(daemon.lines))
    await daemon.says(f"^{year}-.* outcome=sent", after=at)


@pytest.mark.parametrize("years", [1, -1])
async def test_looks_and_messages_go_on_while_the_clock_jumps_by_a_year_and_back(
    tmp_path: Path, clock: Jumping, years: int
) -> None:
    now = datetime.now(UTC)
    then = now + timedelta(seconds=years * YEAR)
    async with ruin(tmp_path) as place, Town(ADDRESSES[3]) as town:
        with Store.open(database(tmp_path)) as store:
            url = town.url(next(iter(town.stories)))
            slow, _ = store.watches.add(url, key=identity(url), site=site(url), every=timedelta(hours=1), now=now)
        async with living(place.config, env=clock.env) as daemon:
            await daemon.says(f"^{now.year}-.* watch={slow.id} ")
            await recorded(daemon, now.year)
            clock.set(years * YEAR)
            at = await daemon.says(f"^{then.year}-.* watch={slow.id} ")
            await recorded(daemon, then.year)
            clock.set(0)
            await daemon.says(f"^{now.year}-.* watch={slow.id} ", after=at)
            await recorded(daemon, now.year)
            assert await daemon.stop() == 0
        assert len(daemon.warnings) == 1
        assert "the clock was set back: " in daemon.warnings[0]
        assert await place.lost(daemon) == []
