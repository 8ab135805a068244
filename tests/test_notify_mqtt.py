"""Messages really sent over MQTT, to a broker on loopback that knows a few packets; a real one is in
`make integration`."""

from __future__ import annotations

import asyncio
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import UTC, datetime

import pytest

from watcher.model import Delivery, Message
from watcher.model.destination import destination
from watcher.notify.apprise import AppriseChannel

# Apprise imports it on Python 3.11, where it is only deprecated.
pytestmark = pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")

NOW = datetime(2024, 1, 21, 10, 31, tzinfo=UTC)
MESSAGE = Message(
    subject="Caption edited", text="三座水闸均[-未-]{+已+}发现裂缝", markdown="m", html="h", identity="6a1"
)
CONNECT, PUBLISH, DISCONNECT = 1, 3, 14


class Broker:
    """As much of MQTT 3.1.1 and 5 as sending needs. `published` are packets. It answers a login with the code
    `refuses`, and a message not at all but by hanging up where `is_deaf`."""

    def __init__(self, *, refuses: int = 0, is_deaf: bool = False) -> None:
        self.refuses = refuses
        self.is_deaf = is_deaf
        self.published: list[bytes] = []
        self.port = 0

    async def serve(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        is_new = False
        while head := await reader.read(1):
            packet = await reader.readexactly(await self._length(reader))
            kind = head[0] >> 4
            if kind == CONNECT:
                is_new = packet[6] == 5
                writer.write(bytes([0x20, 2 + is_new, 0, self.refuses, *([0] * is_new)]))
            elif kind == PUBLISH and not self.is_deaf:
                self.published.append(packet)
                after = 2 + int.from_bytes(packet[:2], "big")
                writer.write(bytes([0x40, 2]) + packet[after : after + 2])
            elif kind in (PUBLISH, DISCONNECT):
                break
        writer.close()
        await writer.wait_closed()

    async def _length(self, reader: asyncio.StreamReader) -> int:
        length, shift = 0, 0
        while True:
            (byte,) = await reader.readexactly(1)
            length |= (byte & 127) << shift
            shift += 7
            if byte < 128:
                return length

    def url(self, rest: str = "news") -> str:
        return f"mqtt://anna:hunter2@127.0.0.1:{self.port}/{rest}"


@asynccontextmanager
async def broker(*, refuses: int = 0, is_deaf: bool = False) -> AsyncIterator[Broker]:
    found = Broker(refuses=refuses, is_deaf=is_deaf)
    server = await asyncio.start_server(found.serve, "127.0.0.1", 0)
    found.port = server.sockets[0].getsockname()[1]
    async with server:
        yield found


async def sent(url: str) -> Delivery:
    return await AppriseChannel(lambda: NOW, environ={}).send(destination(url), MESSAGE)


async def test_a_message_is_sent_when_the_broker_has_said_that_it_took_it() -> None:
    async with broker() as found:
        assert await sent(found.url()) == Delivery(sent=True, at=NOW)
    assert found.published == [b"\0\4news\0\1" + f"{MESSAGE.subject}\r\n{MESSAGE.text}".encode()]


async def test_a_broker_that_hangs_up_without_an_answer_has_not_taken_it() -> None:
    async with broker(is_deaf=True) as found:
        delivery = await sent(found.url())
    assert (delivery.sent, delivery.permanent) == (False, False)
    assert delivery.why.startswith("no connection to the MQTT broker: it ended")


async def test_a_login_that_is_refused_is_refused_for_good() -> None:
    async with broker(refuses=5) as found:
        delivery = await sent(found.url())
    assert (delivery.sent, delivery.permanent) == (False, True)
    assert "the MQTT broker refused: Not authorized" in delivery.why
    assert found.published == []


async def test_a_broker_that_is_away_is_told() -> None:
    async with broker() as found:
        pass
    delivery = await sent(found.url())
    assert (delivery.sent, delivery.permanent) == (False, False)
    assert delivery.why == "no connection to the MQTT broker: Connection refused"


async def test_every_topic_gets_it_and_a_newer_broker_its_identity() -> None:
    async with broker() as found:
        assert (await sent(found.url("news,desk?version=v5.0&qos=0"))).sent
    assert [packet[2:6] for packet in found.published] == [b"desk", b"news"]
    assert all(b"\0\x08identity\0\x036a1" in packet for packet in found.published)
