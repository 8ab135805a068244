"""Messages to MQTT brokers, of which each was taken before it counts as sent."""

from __future__ import annotations

import socket
import ssl
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from time import monotonic
from typing import Any
from uuid import uuid4

from apprise import NotifyType
from apprise.plugins.mqtt import NotifyMQTT
from paho.mqtt.client import Client, MQTTv5
from paho.mqtt.enums import CallbackAPIVersion, MQTTErrorCode
from paho.mqtt.packettypes import PacketTypes
from paho.mqtt.properties import Properties
from paho.mqtt.reasoncodes import ReasonCode

_PATIENCE = 30.0  # seconds for one answer
_LOGIN = 0
_NEW = ("v5.0", "5.0", "5")

# Where answers come in: what the broker said of the login, at 0, and of each message, by its number.
_Answers = dict[int, ReasonCode]


class Mqtt(NotifyMQTT):
    """Apprise's MQTT, but every message has a connection of its own, the broker says that it took it, and a refusal
    says why.

    Apprise takes for sent what it wrote to the connection, even if the broker then refuses the login; what its client
    keeps in an outage comes again by itself, beside our repetition; and it cannot be made for MQTT 5."""

    identity = ""

    def __init__(self, version: str | None = None, **read: Any) -> None:
        is_new = version in _NEW
        NotifyMQTT.__init__(self, version=None if is_new else version, **read)
        if is_new:
            self.version, self.mqtt_protocol = version, MQTTv5

    def send(self, body: str, title: str = "", notify_type: NotifyType = NotifyType.INFO, **kwargs: Any) -> bool:
        """Whether every topic took it. Says in Apprise's log why not."""
        try:
            with self._connected() as (client, answers):
                for topic in self.topics:
                    if not self.is_delivered(topic):
                        self._publish(client, answers, topic, body)
                        self.mark_delivered(topic)
        except socket.gaierror as error:
            # As requests says it: what reads the log knows that.
            self.logger.debug("Socket Exception: Failed to resolve '%s' ([Errno %s]", self.host, error.errno)
            self.logger.warning("the MQTT broker is not found: %s", error.strerror)
        except _Refused as error:
            self.logger.warning("the MQTT broker refused: %s, error=%s", error, error.value)
        except OSError as error:
            self.logger.warning("no connection to the MQTT broker: %s", error.strerror or error)
        else:
            return True
        return False

    def _publish(self, client: Client, answers: _Answers, topic: str, body: str) -> None:
        properties = _with_identity(self.identity) if client.protocol == MQTTv5 and self.identity else None
        quality = int(str(self.qos)) or 1  # 0 would ask for no answer
        sent = client.publish(topic, body, qos=quality, retain=bool(self.retain), properties=properties)
        _await(client, answers, sent.mid)

    @contextmanager
    def _connected(self) -> Iterator[tuple[Client, _Answers]]:
        """A client that is logged in. Raises OSError."""
        client = Client(
            CallbackAPIVersion.VERSION2, client_id=self.client_id or f"watcher-{uuid4().hex[:12]}",
            protocol=self.mqtt_protocol, reconnect_on_failure=False,
        )  # fmt: skip
        answers: _Answers = {}
        client.on_connect = lambda _, __, ___, reason, ____: answers.update({_LOGIN: reason})
        client.on_publish = lambda _, __, number, reason, ____: answers.update({number: reason})
        if self.user:
            client.username_pw_set(self.user, self.password)
        if self.secure:
            client.tls_set_context(_context(verified=self.verify_certificate))
        client.connect(self.host, self.port or 1883, keepalive=60)
        try:
            _await(client, answers, _LOGIN)
            yield client, answers
        finally:
            client.disconnect()


def _with_identity(identity: str) -> Properties:
    make: Callable[[int], Properties] = Properties
    found = make(PacketTypes.PUBLISH)
    found.UserProperty = ("identity", identity)
    return found


def _await(client: Client, answers: _Answers, number: int) -> None:
    """Returns once the broker has said yes. Raises OSError where it says no, nothing, or farewell."""
    until = monotonic() + _PATIENCE
    while number not in answers:
        ended = client.loop(0.5)
        if number not in answers and ended != MQTTErrorCode.MQTT_ERR_SUCCESS:
            raise ConnectionError(f"it ended: {ended.name}")
        if monotonic() > until:
            raise TimeoutError("it does not answer")
    if answers[number].is_failure:
        raise _Refused(answers[number])


class _Refused(OSError):
    def __init__(self, reason: ReasonCode) -> None:
        super().__init__(str(reason))
        self.value = reason.value


def _context(*, verified: bool) -> ssl.SSLContext:
    context = ssl.create_default_context()
    if not verified:
        context.check_hostname = False
        context.verify_mode = ssl.CERT_NONE
    return context
