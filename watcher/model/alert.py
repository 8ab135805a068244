"""Who wants to hear of what, and the messages that tell them."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

AlertId = NewType("AlertId", int)
DriftId = NewType("DriftId", int)


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where messages go. `reference` is the setting as written (an Apprise URL or where to read one) and may be
    secret: it is never stored or shown. `id` is made from it, `label` is fit to be shown."""

    id: str
    label: str
    reference: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Who hears of what. Empty `tags` and `kinds` take everything; kinds are globs; `min_weight` is a Weight.

    `digest` is "hourly" or a time of day at which everything is sent at once, `quiet` the hours in which nothing is
    ("22:00-07:00"), "" for neither; both go by `timezone`, an IANA name. What a second look, `confirm` after the
    first, does not see any more is not told; 0 tells at once.
    """

    name: str
    to: tuple[Destination, ...]
    tags: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    min_weight: str = "minor"
    digest: str = ""
    quiet: str = ""
    timezone: str = "UTC"
    confirm: timedelta = timedelta(0)


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


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """An alert in words: a one-line subject, and the body three times."""

    subject: str
    text: str
    markdown: str
    html: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How sending ended. `permanent` says that trying again is of no use."""

    sent: bool
    why: str = ""
    permanent: bool = False
    at: datetime
