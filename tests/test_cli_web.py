"""`watcher web`: the pages without the daemon, and the hash of a password."""

from __future__ import annotations

import asyncio
import json
import os
import re
import shutil
import signal
import sys
from pathlib import Path

import aiohttp
import pytest
from cli_place import Place
from store_builders import added, new

from watcher.web.password import fits


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_a_password_becomes_a_hash_that_the_configuration_takes(place: Place) -> None:
    ran = place.run("web", "password", stdin="密码 is a long one\n")
    assert (ran.code, ran.err) == (0, "")
    assert fits("密码 is a long one", ran.out.strip())
    place.config.write_text(f'[web]\npassword = "{ran.out.strip()}"\n')
    assert place.run("list", "--json").code == 1  # no database yet, which is all that is wrong
    assert fits(
        "another long one", json.loads(place.run("--json", "web", "password", stdin="another long one").out)["password"]
    )


@pytest.mark.parametrize(
    ("told", "said"),
    [
        ("short", "that one has 5"),
        ("", "that one has 0"),
        (b"\xff" * 20, "not UTF-8 text"),
        ("x" * 1001, "1000 at most"),
    ],
)
def test_a_password_that_is_none_is_told(place: Place, told: bytes | str, said: str) -> None:
    ran = place.run("web", "password", stdin=told)
    assert (ran.code, ran.out) == (2, "")
    assert said in ran.err


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("--listen", "nowhere"), 2, '"nowhere" is no place to listen'),
        (("--listen", ""), 2, "name a place"),
        (("--database", "missing.db"), 1, "missing.db: there is no such file"),
        (("--listen", "192.0.2.1:80"), 1, "--listen 192.0.2.1:80: it is not possible to listen there"),
    ],
)
def test_what_cannot_be_shown_is_told(place: Place, words: tuple[str, ...], code: int, said: str) -> None:
    place.run("init")
    ran = place.run("web", *words)
    assert (ran.code, ran.out) == (code, "")
    assert said in ran.err
    assert "Traceback" not in ran.err


async def test_the_pages_of_a_copy_are_shown_and_not_changed(place: Place) -> None:
    with place.store() as store:
        await store.memory.record(new(added(store)))
    copy = place.folder / "copy.db"
    shutil.copy(place.folder / "watcher.db", copy)
    before = copy.read_bytes()
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "watcher", "--config", str(place.config), "web", "--listen", "127.0.0.1:0",
        "--database", str(copy), stderr=asyncio.subprocess.PIPE, env=os.environ, cwd=place.folder,
    )  # fmt: skip
    assert process.stderr is not None
    line = (await asyncio.wait_for(process.stderr.readline(), 60)).decode()
    found = re.search(r"listening at=(\S+)", line)
    assert found, line
    async with aiohttp.ClientSession() as client:
        async with client.get(f"{found[1]}/watches") as answer:
            assert answer.status == 200
            assert 'href="/watch/1"' in await answer.text()
        async with client.get(f"{found[1]}/api/v1/watches") as answer:
            assert len((await answer.json())["items"]) == 1
        async with client.post(f"{found[1]}/watch/1/pause", headers={"Origin": found[1]}) as answer:
            assert answer.status == 404
    process.send_signal(signal.SIGTERM)
    assert await asyncio.wait_for(process.wait(), 60) == 0
    assert copy.read_bytes() == before
