"""Secrets stay where they are kept: everything that can hold one holds a marked one, everything that can go wrong with
it goes wrong, and then whatever watcher wrote or said is searched for the mark."""

from __future__ import annotations

import asyncio
import json
import os
import re
import socket
import sys
from base64 import b64encode
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing
from dataclasses import dataclass, field
from itertools import product
from pathlib import Path
from time import monotonic, sleep
from urllib.request import Request, urlopen

import pytest
from builders import news
from cli_place import Place, Ran
from fetch_site import open_site, response

from watcher.model import AlertState, Letter, Look, Outcome

MARK = "Hunter2"
PATIENCE = 60  # seconds; only a daemon that hangs needs as many
STORY = (
    "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two of its main cables.",
    "City officials said the inspection, the first in nine years, had been planned since the winter storms of January.",
    "About 41,000 vehicles cross the bridge on an ordinary day; ferries will run every ten minutes instead of twenty.",
)


KEY = b64encode(f"{MARK}-key-of-a-web-hook-32-bytes".encode()).decode()


def coded(user: str, password: str) -> Iterator[str]:
    """A login as protocols write it."""
    for form in (password, f"{user}:{password}", f"\0{user}\0{password}"):
        yield re.escape(b64encode(form.encode()).decode().rstrip("="))


TRACES = re.compile("|".join((MARK, re.escape(KEY), *coded("anna", f"{MARK}-login"))).encode(), re.IGNORECASE)


async def hook(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A service that repeats in its refusal all that it was told; what is sent to /fine it takes."""
    head = (await reader.readuntil(b"\r\n\r\n")).decode()
    status = "200 OK" if " /fine" in head else f"500 {head.splitlines()[0]}"
    writer.write(f"HTTP/1.1 {status}\r\nContent-Length: {len(head)}\r\nConnection: close\r\n\r\n{head}".encode())
    await writer.drain()
    writer.close()


async def mail(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
    """A mail server that refuses every login and repeats it."""
    known = {b"EHLO": b"250-mail.example\r\n250 AUTH PLAIN", b"QUIT": b"221 bye"}
    writer.write(b"220 mail.example\r\n")
    while line := (await reader.readline()).strip():
        writer.write(known.get(line[:4].upper(), b"535 5.7.8 no such login: " + line) + b"\r\n")
    writer.close()


def free_port() -> int:
    with closing(socket.socket()) as one:
        one.bind(("127.0.0.1", 0))
        return int(one.getsockname()[1])


@dataclass(kw_only=True)
class Press:
    """A newspaper for subscribers, seen through a proxy: how it stands, and with which header fields it and the archive
    were asked."""

    edition: int = 0
    status: int = 200
    asked: list[dict[str, str]] = field(default_factory=list)
    saved: list[dict[str, str]] = field(default_factory=list)

    def page(self) -> bytes:
        title = "Harbour bridge open again" if self.edition else "Harbour bridge closed after inspection"
        return response(news(title, *STORY).encode(), status=self.status, Content_Type="text/html; charset=utf-8")


@dataclass(kw_only=True)
class Stage:
    """Where it is played: servers on loopback, and secrets in their places."""

    place: Place
    press: Press
    story: str
    listen: int
    environ: dict[str, str]

    def run(self, *words: object) -> Ran:
        return self.place.run(*words, **self.environ)

    @property
    def log(self) -> Path:
        return self.place.folder / "daemon.log"

    @asynccontextmanager
    async def daemon(self) -> AsyncIterator[None]:
        with self.log.open("ab") as said:
            process = await asyncio.create_subprocess_exec(
                sys.executable, "-m", "watcher", "--config", str(self.place.config), "-v", "run",
                stdout=said, stderr=said, env=os.environ | self.environ, cwd=self.place.folder,
            )  # fmt: skip
        try:
            yield
        finally:
            if process.returncode is None:
                process.terminate()
            assert await asyncio.wait_for(process.wait(), PATIENCE) == 0, self.log.read_text()

    def looks(self) -> list[Look]:
        with self.place.store(readonly=True) as store:
            return store.history.looks(store.watches.listed()[0].id)

    def letters(self) -> list[Letter]:
        """What tells of the article; more tells the operator that it does not arrive."""
        with self.place.store(readonly=True) as store:
            return [letter for letter in store.outbox.letters() if letter.watch]

    def written(self) -> Iterator[tuple[str, bytes]]:
        """All that watcher wrote, its log included."""
        for path in sorted(self.place.folder.iterdir()):
            if path.is_file() and path != self.place.config:
                yield path.name, path.read_bytes()


@pytest.fixture
async def stage(tmp_path: Path) -> AsyncIterator[Stage]:
    press = Press()
    async with (
        await asyncio.start_server(hook, "127.0.0.1", 0) as hooks,
        await asyncio.start_server(mail, "127.0.0.1", 0) as mails,
        open_site() as proxy,
    ):

        async def door(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            press.asked.append(proxy.asked[-1].headers)
            writer.write(press.page())

        async def gossip(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            writer.write(response(repr(proxy.asked[-1]).encode(), status=500))
            writer.close()

        async def archive(_: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
            press.saved.append(proxy.asked[-1].headers)
            refusal = {"status": "error", "status_ext": "error:no", "message": str(press.saved[-1]["authorization"])}
            writer.write(response(json.dumps(refusal).encode(), Content_Type="application/json"))
            writer.close()

        story = f"http://127.0.0.1:{free_port()}/story"
        proxy.answers[story] = door
        at, listen = hooks.sockets[0].getsockname()[1], free_port()
        proxy.answers[f"http://127.0.0.1:{at}/{MARK}-path?{MARK}=1"] = gossip
        kept = tmp_path / "kept"
        kept.mkdir()
        (kept / "mail").write_text(
            f"mailto://anna:{MARK}-login@127.0.0.1:{mails.sockets[0].getsockname()[1]}"
            f"?from=desk@news.example&to={MARK}-reader@news.example&mode=insecure"
        )
        (kept / "nonsense").write_text(f"{MARK} is no address")
        (kept / "keys").write_text(f"{MARK}access:{MARK}keys")
        (kept / "cookie").write_text(f"sid={MARK}-cookie")
        environ = {
            "HOOK": f"json://anna:{MARK}-login@127.0.0.1:{at}/{MARK}-path?{MARK}-name={MARK}-value&+{MARK}-field=x",
            "PROXY": f"http://anna:{MARK}-login@127.0.0.1:{proxy.port}",
            "WEB_TOKEN": f"{MARK}-{'0' * 32}",
            "SECRETS": f"whsec_{KEY} whsec_{MARK}",
            "SHORT": f"{MARK}-short",
            "CREDENTIALS_DIRECTORY": str(kept),
        }
        keeper = f"http://127.0.0.1:{free_port()}"
        proxy.answers[f"{keeper}/save"] = archive
        place = Place(tmp_path, settings_text(kept, at, listen, keeper))
        yield Stage(place=place, press=press, story=story, listen=listen, environ=environ)


def settings_text(kept: Path, hooks: int, listen: int, archive: str) -> str:
    to = [
        "env:HOOK",
        "env:NOT_SET",
        "credential:mail",
        "credential:missing",
        f"file:{kept}/nonsense",
        f"json://anna:{MARK}-login@127.0.0.1:{free_port()}/{MARK}-closed",
        f"nosuch://anna:{MARK}-login@127.0.0.1/{MARK}-scheme",
        f"ntfy://anna:{MARK}-login@127.0.0.1:{hooks}/{MARK}-topic",
        f"gotify://127.0.0.1:{hooks}/{MARK}Token",
        f"json://anna:{MARK}-login@127.0.0.1:{hooks}/fine/{MARK}-fine",
        f"hook+http://127.0.0.1:{hooks}/{MARK}-path?{MARK}=1#whsec_{KEY}",
        f"hook+http://anna:{MARK}-login@127.0.0.1:{hooks}/{MARK}-path#whsec_{KEY}",
        f"hook+http://127.0.0.1:{hooks}/{MARK}-path#env:SECRETS",
        f"hook+http://127.0.0.1:{hooks}/{MARK}-path#env:SHORT",
    ]
    return f"""
[fetch]
allow_networks = ["127.0.0.0/8"]
host_gap = "0s"
timeout = "5s"
robots = false
proxy = "env:PROXY"

[web]
listen = "127.0.0.1:{listen}"
token = "env:WEB_TOKEN"

[archive]
keep = "all"
keys = "file:{kept}/keys"
address = "{archive}"
gap = "1s"

[[site]]
host = "127.0.0.1"
headers = {{ Cookie = "credential:cookie", X-Pass = "{MARK}-header" }}

[[subscription]]
name = "desk"
to = {to}
min_weight = "cosmetic"

[operator]
to = ["env:HOOK"]
"""


async def until(done: Callable[[], object]) -> None:
    """Waits until `done` says so."""

    def wait() -> None:
        end = monotonic() + PATIENCE
        while not done():
            assert monotonic() < end, done
            sleep(0.1)

    await asyncio.to_thread(wait)


PAGES = (
    "healthz", "metrics", "", "alerts", "watches", "sites", "sources", "search?text=bridge", "feed.atom", "watch/1",
    "watch/1/2", "watch/1/2.json", "watch/1/diff/1..2", "api/v1/alerts", "api/v1/changes", "api/v1/watches/1/looks",
    "api/v1/openapi.json",
)  # fmt: skip
COMMANDS = (
    "list", "log", "log 1", "show 1", "diff 1", "alerts", "alerts --state failed", "status", "drift",
    "snooze", "search bridge", "stats", "export 1", "notify preview 1", "notify preview --alert 1", "notify test",
    "notify test operator", "check", "extract STORY", "mute 1", "unmute 1", "doctor", "doctor --send",
    "verify", "source list",
)  # fmt: skip


async def test_nothing_that_watcher_writes_or_says_holds_a_secret(stage: Stage) -> None:
    said: dict[str, bytes] = {}
    stage.run("add", stage.story, "--every", "1s")
    async with stage.daemon():
        await until(stage.looks)
        stage.press.edition = 1
        await until(lambda: stage.letters() and all(one.attempts for one in stage.letters()))
        letters = stage.letters()
        await until(lambda: stage.press.saved)
        stage.press.status = 407
        await until(lambda: stage.looks()[-1].outcome is Outcome.FAILED)
        for path in ("healthz", "metrics", "", "watch/1", "sources", "alerts", "api/v1/alerts", "api/v1/watches"):
            shown = {"Authorization": f"Bearer {stage.environ['WEB_TOKEN']}"}
            request = Request(f"http://127.0.0.1:{stage.listen}/{path}", headers=shown)
            said[path] = (await asyncio.to_thread(urlopen, request)).read()
        said |= dict(stage.written())
    said |= {f"{name} at the end": content for name, content in stage.written()}
    for command, form in product(COMMANDS, ("-vv", "-vv --json")):
        words = [stage.story if word == "STORY" else word for word in f"{form} {command}".split()]
        ran = await asyncio.to_thread(stage.run, *words)
        said[f"watcher {form} {command}"] = (ran.out + ran.err).encode()

    # It was all put to use, and all of it failed but one.
    asked = stage.press.asked[0]
    assert len(letters) == 14
    assert asked["cookie"] == f"sid={MARK}-cookie"
    assert asked["x-pass"] == f"{MARK}-header"
    assert asked["proxy-authorization"]
    assert stage.press.saved[0]["authorization"] == f"LOW {MARK}access:{MARK}keys"
    assert [one.alert.label for one in letters if one.state is AlertState.SENT] == [letters[9].alert.label]
    assert all(one.why for one in letters if one.state is not AlertState.SENT)
    assert {"watcher.db", "watcher.db-wal", "daemon.log"} <= set(said)
    assert (
        f"file:{stage.environ['CREDENTIALS_DIRECTORY']}/nonsense: everybody on this machine may"
        in said["daemon.log"].decode()
    )
    found = {name: hit[0] for name, content in said.items() if (hit := TRACES.search(content))}
    assert found == {}


BROKEN = (
    "to = [SECRET]",
    "to = SECRET",
    'to = ["env:A", SECRET]',
    "to = [SECRET SECRET]",
    "to = [SECRET",
    'to = ["env:A"]\ntoo = SECRET',
    'to = ["env:A"]\n[fetch]\nproxy = SECRET',
    'to = ["env:A"]\n[fetch]\nproxy = [SECRET]',
    f'to = ["env:A"]\n[fetch]\nproxy = "socks5://anna:{MARK}@h"',
    'to = ["env:A"]\n[web]\npassword = SECRET',
    'to = ["env:A"]\n[web]\ntoken = SECRET',
    'to = ["env:A"]\n[operator]\nto = [SECRET]',
    f'to = ["hook+https://anna:{MARK}@h/{MARK}"]',
    f'to = ["hook+https://h/#whsec_{KEY} whsec_{MARK}"]',
    f'to = ["hook+https://h/#{MARK}-short"]',
    'to = ["env:A"]\n[archive]\nkeys = [SECRET]',
    f'to = ["env:A"]\n[archive]\nkeys = "{MARK}:"',
    'to = ["env:A"]\n[operator]\nto = {a = SECRET}',
    'to = ["env:A"]\n[[site]]\nhost = "a.example"\nheaders = { Cookie = SECRET, "a b" = SECRET }',
    'to = ["env:A"]\n[[site]]\nhost = "a.example"\nheaders = [SECRET]',
    'to = ["env:A"]\n[[site]]\nhost = "a.example"\nheaders = { Cookie = [SECRET] }',
)


@pytest.mark.parametrize("secret", [f'"{MARK}"', f'"anna:{MARK}@h"', f'"env:{MARK}:x"', f"'a\t{MARK}\u00e9'"])
@pytest.mark.parametrize("broken", BROKEN)
def test_a_broken_configuration_is_told_without_what_stands_there(broken: str, secret: str, tmp_path: Path) -> None:
    place = Place(tmp_path, f'[[subscription]]\nname = "desk"\n{broken.replace("SECRET", secret)}\n')
    ran = place.run("-vv", "list")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"watcher: {place.config}:")
    assert MARK not in ran.err
