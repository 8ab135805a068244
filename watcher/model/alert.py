"""The messages that tell of what was found."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

from watcher.model.subscription import OPERATOR_NAME, Destination

AlertId = NewType("AlertId", int)
DriftId = NewType("DriftId", int)


class AlertState(StrEnum):
    HELD = "held"
    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


class Hold(StrEnum):
    """What an alert waits for before it may be sent."""

    CONFIRM = "confirm"  # a second look
    ALTERNATES = "alternates"  # that an article keeps one text
    DRIFT = "drift"  # the operator, as a whole site changed alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One message to one destination about one finding. `changes` are the positions, in the revision's changes,
    of those it tells; () for an event. `returns` are those of them that go back to a text that stood there before.

    With a `hold` it waits, at least until `until` (None: no time is enough); it keeps its hold when it is released.
    """

    subscription: str
    destination: str
    label: str
    changes: tuple[int, ...] = ()
    returns: tuple[int, ...] = ()
    hold: Hold | None = None
    until: datetime | None = None


def addressed(operator: Iterable[Destination]) -> tuple[Alert, ...]:
    """What tells the operator of something, to each of these destinations."""
    return tuple(Alert(subscription=OPERATOR_NAME, destination=to.id, label=to.label) for to in operator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A bundle in words, `language` among them: a one-line subject, and the body as text, as Markdown, as a page of
    HTML for mail, and as a fragment of few tags for chats, "" where the page has to do. `identity` is the bundle's, ""
    for a message that is sent but once; `picture` is a PNG, `data` the same in JSON, "" where nobody wants it. `brief`
    is the text for who has room for little: a line with an address, and what matters most; "" where there is none."""

    subject: str
    text: str
    markdown: str
    html: str
    chat: str = ""
    language: str = "en"
    identity: str = ""
    picture: bytes | None = None
    data: str = ""
    brief: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """What a destination takes besides words: a picture, the data as JSON."""

    picture: bool = False
    data: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How sending ended. `permanent` says that trying again is of no use, `retry_after` for how long the service asks
    to be left alone, None where it does not ask."""

    sent: bool
    why: str = ""
    permanent: bool = False
    retry_after: timedelta | None = None
    at: datetime
