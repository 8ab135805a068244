"""mosquitto, an MQTT broker, and a client that writes down what it passes on."""

from __future__ import annotations

import shutil
import subprocess
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from debian import unpacked
from mail_server import AUTHORITY
from paho.mqtt.client import Client, MQTTMessage
from paho.mqtt.enums import CallbackAPIVersion
from served import Served, awaited, owned, place, ports

USER, PASSWORD = "desk", "north-cape-14"


@dataclass(frozen=True, kw_only=True)
class Broker:
    """Whoever logs in may say anything on any topic; `heard` is what was said, on which topic, in that order."""

    port: int
    tls: int
    server: Served
    heard: list[tuple[str, str]]

    def url(self, topic: str, *, password: str = PASSWORD) -> str:
        """An Apprise URL that leads here."""
        return f"mqtt://{USER}:{password}@127.0.0.1:{self.port}/{topic}"

    def secure_url(self, topic: str) -> str:
        """The same, encrypted."""
        return f"mqtts://{USER}:{PASSWORD}@localhost:{self.tls}/{topic}"

    def said(self, topic: str) -> list[str]:
        return [text for where, text in self.heard if where == topic]

    def arrived(self, topic: str, count: int = 1) -> list[str]:
        """What was said on a topic, once it is so much."""
        return awaited(lambda: self.said(topic), f"{count} on {topic}", enough=lambda said: len(said) >= count)

    @contextmanager
    def listening(self) -> Iterator[None]:
        """With the client that writes it down; it comes back by itself after an outage."""
        client = Client(CallbackAPIVersion.VERSION2, client_id="listener", clean_session=False)
        client.username_pw_set(USER, PASSWORD)
        client.on_message = self._hear
        client.reconnect_delay_set(min_delay=1, max_delay=1)
        client.connect("127.0.0.1", self.port)
        client.loop_start()
        try:
            awaited(client.is_connected, "the broker to let somebody in")
            client.subscribe("#", qos=1)  # for good: the broker remembers it
            yield
        finally:
            client.disconnect()
            client.loop_stop()

    def _hear(self, _: object, __: object, message: MQTTMessage) -> None:
        self.heard.append((message.topic, message.payload.decode()))


@contextmanager
def mqtt_broker() -> Iterator[Broker]:
    with place() as folder:
        environ = unpacked(folder / "debian", "mosquitto")
        port, tls = ports(2)
        certificate = Path(shutil.copy(AUTHORITY, folder / "certificate.pem"))
        people = folder / "people"
        people.write_text(f"{USER}:{PASSWORD}\n")
        subprocess.run([folder / "debian/usr/bin/mosquitto_passwd", "-U", people], check=True, env=environ)
        settings = (
            "allow_anonymous false", f"password_file {people}", "log_dest stdout", f"listener {port} 127.0.0.1",
            f"listener {tls} 127.0.0.1", f"certfile {certificate}", f"keyfile {certificate}",
        )  # fmt: skip
        configuration = folder / "mosquitto.conf"
        configuration.write_text("\n".join(["persistence true", f"persistence_location {folder}/", *settings]) + "\n")
        owned(people, configuration, certificate)
        words = [f"{folder}/debian/usr/sbin/mosquitto", "-c", str(configuration)]
        with Served(words, port=port, log=folder / "out", environ=environ) as server:
            broker = Broker(port=port, tls=tls, server=server, heard=[])
            with broker.listening():
                yield broker
