"""synapse, a Matrix server, with a bot that writes into a room and somebody else who reads it."""

from __future__ import annotations

import json
import subprocess
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from urllib.parse import quote
from urllib.request import Request, urlopen

from served import Served, awaited, ports

_PYTHON = Path(__file__).parents[2] / ".venv" / "synapse" / "bin" / "python"
PASSWORD = "north-cape-14"
_OFTEN = {"per_second": 1000, "burst_count": 1000}

Event = dict[str, Any]


@dataclass(frozen=True, kw_only=True)
class MatrixServer:
    """`token` is the bot's, `reader` that of who reads, `room` the id of the room #news."""

    port: int
    server: Served
    token: str
    reader: str
    room: str

    def url(self, *, password: str | None = PASSWORD, room: str = "#news") -> str:
        """An Apprise URL by which the bot logs in, with its token where `password` is None."""
        who = self.token if password is None else f"bot:{password}"
        return f"matrix://{who}@127.0.0.1:{self.port}/{quote(room)}:localhost"

    def events(self) -> list[Event]:
        """The messages in the room, oldest first."""
        path = f"/_matrix/client/v3/rooms/{quote(self.room)}/messages?dir=f&limit=200"
        answer = called(self.port, "GET", path, token=self.reader)
        return [event for event in answer["chunk"] if event["type"] == "m.room.message"]

    def arrived(self, count: int) -> list[Event]:
        """The same, once there are so many."""
        return awaited(self.events, f"{count} messages", enough=lambda events: len(events) >= count)


def called(port: int, method: str, path: str, content: object = None, *, token: str = "") -> Any:
    """What the server answers."""
    headers = {"Content-Type": "application/json"} | ({"Authorization": f"Bearer {token}"} if token else {})
    body = None if content is None else json.dumps(content).encode()
    asked = Request(f"http://127.0.0.1:{port}{path}", data=body, method=method, headers=headers)
    with urlopen(asked, timeout=30) as answer:
        return json.load(answer)


@contextmanager
def matrix_server() -> Iterator[MatrixServer]:
    with tempfile.TemporaryDirectory(prefix="watcher-served-") as name:
        folder = Path(name)
        (port,) = ports(1)
        configuration = folder / "homeserver.yaml"
        configuration.write_text(json.dumps(_configuration(folder, port)), encoding="utf-8")
        words = [str(_PYTHON), "-m", "synapse.app.homeserver", "-c", str(configuration)]
        subprocess.run([*words, "--generate-keys"], check=True, capture_output=True, cwd=folder)
        with Served(words, port=port, log=folder / "out", environ={}, root=True) as server:
            yield _furnished(port, server)


def _furnished(port: int, server: Served) -> MatrixServer:
    """With two people and a room for both."""
    bot, reader = (_registered(port, name) for name in ("bot", "anna"))
    room = {"room_alias_name": "news", "preset": "public_chat"}
    made = called(port, "POST", "/_matrix/client/v3/createRoom", room, token=reader)["room_id"]
    return MatrixServer(port=port, server=server, token=bot, reader=reader, room=made)


def _registered(port: int, name: str) -> str:
    """The access token of somebody new."""
    who = {"username": name, "password": PASSWORD, "auth": {"type": "m.login.dummy"}}
    return str(called(port, "POST", "/_matrix/client/v3/register", who)["access_token"])


def _configuration(folder: Path, port: int) -> dict[str, Any]:
    """JSON is YAML, too."""
    listener = {"port": port, "type": "http", "tls": False, "bind_addresses": ["127.0.0.1"]}
    return {
        "server_name": "localhost",
        "listeners": [{**listener, "resources": [{"names": ["client", "media"]}]}],
        "database": {"name": "sqlite3", "args": {"database": str(folder / "homeserver.db")}},
        "media_store_path": str(folder / "media"),
        "signing_key_path": str(folder / "signing.key"),
        "macaroon_secret_key": "of no use elsewhere",
        "report_stats": False,
        "trusted_key_servers": [],
        "suppress_key_server_warning": True,
        "enable_registration": True,
        "enable_registration_without_verification": True,
        "rc_message": _OFTEN,
        "rc_registration": _OFTEN,
        "rc_login": {"address": _OFTEN, "account": _OFTEN, "failed_attempts": _OFTEN},
        "rc_joins": {"local": _OFTEN},
    }
