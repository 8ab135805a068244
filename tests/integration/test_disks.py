"""The daemon on a disk that is full, read-only or broken: `make integration`, which needs root."""

from __future__ import annotations

from pathlib import Path

import pytest
from broken import Ruin, ruin
from disks import device, disk_in_memory, disk_on, failing, full, mended, read_only
from living import Living, living

READING = (("status",), ("list",), ("log",), ("show", "1"), ("alerts",), ("verify",))


async def refused(place: Ruin) -> dict[str, str]:
    """What commands that only read say where they do not work, by their words."""
    ran = {" ".join(words): await place.command(*words) for words in READING}
    return {words: told for words, (status, told) in ran.items() if status}


async def worked(place: Ruin) -> Living:
    """A daemon that has done its work and has ended."""
    async with living(place.config) as daemon:
        await daemon.says("outcome=sent")
        await daemon.says("revision=2")
        assert await daemon.stop() == 0
    return daemon


async def test_a_full_disk_is_waited_out_and_nothing_is_lost(tmp_path: Path) -> None:
    with disk_in_memory(tmp_path / "disk", "8m") as disk:
        async with ruin(disk) as place, living(place.config) as daemon:
            at = await daemon.says("outcome=sent")
            with full(disk):
                at = await daemon.says(
                    "looking and telling pause: .* cannot grow: the disk is full; make room", after=at
                )
                assert await refused(place) == {}
            await daemon.says("revision=", after=await daemon.says("looking and telling go on", after=at))
            assert await daemon.stop() == 0
            assert len(daemon.warnings) == 2
            assert await place.lost(daemon) == []


async def test_a_daemon_does_not_begin_on_a_full_disk_and_what_is_there_may_be_read(tmp_path: Path) -> None:
    with disk_in_memory(tmp_path / "disk", "8m") as disk:
        async with ruin(disk) as place:
            before = await worked(place)
            with full(disk):
                assert await refused(place) == {}
                for _ in range(2):
                    async with living(place.config) as daemon:
                        assert await daemon.process.wait() == 1
                    assert "cannot grow: the disk is full; make room" in daemon.lines[-1]
                assert await refused(place) == {}
            after = await worked(place)
            assert await place.lost(before) == await place.lost(after) == []


@pytest.mark.parametrize("tails", [(), ("-wal", "-shm")], ids=["closed", "left open"])
async def test_a_read_only_disk_is_said_at_the_start_and_may_be_read(tmp_path: Path, tails: tuple[str, ...]) -> None:
    with disk_in_memory(tmp_path / "disk", "8m") as disk:
        async with ruin(disk) as place:
            if tails:
                async with living(place.config) as before:
                    await before.says("outcome=sent")
                    await before.says("revision=2")
            else:
                before = await worked(place)
            assert {found.name for found in disk.glob("watcher.db-*")} == {f"watcher.db{tail}" for tail in tails}
            with read_only(disk):
                assert await refused(place) == {}
                async with living(place.config) as daemon:
                    assert await daemon.process.wait() == 1
                assert "Read-only file system; see to " in daemon.lines[-1]
            async with living(place.config) as daemon:
                await daemon.says("revision=")
                assert await daemon.stop() == 0
            assert await place.lost(before) == await place.lost(daemon) == []


async def test_a_disk_that_breaks_is_said_once_and_what_was_recorded_is_there_when_it_is_mended(tmp_path: Path) -> None:
    folder = tmp_path / "disk"
    with device(tmp_path / "device", "24m") as image:
        with disk_on(image, folder) as disk:
            async with ruin(disk) as place, living(place.config) as before:
                at = await before.says("outcome=sent")
                with failing(image):
                    await before.says(
                        "looking and telling pause: .* (may not be written to|the disk reports an error)", after=at
                    )
                    assert await refused(place) == {}
                    assert await before.stop() == 0
                    assert len(before.warnings) == 1
        mended(image)
        with disk_on(image, folder) as disk:
            async with ruin(disk) as place, living(place.config) as daemon:
                await daemon.says("revision=")
                assert await daemon.stop() == 0
                assert await place.lost(before) == await place.lost(daemon) == []
