"""Feeds that are pushed (WebSub): where a feed says that it is, what its hub was asked for, and how that stands."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from typing import NewType

OrderId = NewType("OrderId", str)

LONGEST_LEASE = timedelta(days=90)
"""For which a hub is believed to push, whatever it says."""

_SILENCE = timedelta(days=2)


@dataclass(frozen=True, slots=True, kw_only=True)
class Hub:
    """Where a feed says that it is pushed from: the hub's address, and the `topic` to ask it for, which is the feed's
    own address as it gives it."""

    url: str
    topic: str


class OrderState(StrEnum):
    WANTED = "wanted"  # the hub is to be asked
    ASKED = "asked"  # it was, and has to ask back
    ACTIVE = "active"  # it pushes
    DENIED = "denied"  # it will not
    ENDING = "ending"  # it is to push no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Push:
    """How the push of a source stands. It is active `since` its hub first confirmed it, `until` it has to be renewed;
    something was last pushed at `pushed_at`. None is not yet. `why` says what went wrong last, "" where nothing did."""

    state: OrderState
    since: datetime | None = None
    until: datetime | None = None
    pushed_at: datetime | None = None
    why: str = ""

    def works(self, now: datetime, brought_at: datetime | None) -> bool:
        """Whether the hub can be relied on: it pushes, was heard of in the last days, and has let nothing out that
        reading the feed then brought at `brought_at`, None where it never brought anything."""
        heard = self.pushed_at or self.since
        if self.state is not OrderState.ACTIVE or self.until is None or heard is None:
            return False
        # What lies in the future was written before the clock was set back.
        is_fresh = timedelta(0) <= now - heard < _SILENCE
        return now < self.until and is_fresh and (brought_at is None or brought_at <= heard)


@dataclass(frozen=True, slots=True, kw_only=True)
class Order:
    """What a hub was asked for. It pushes to `address`, a slash, and `id`, which nobody can guess; what it pushes is
    signed with `secret`. `source_id` is None where the source is gone. `asked_at` is None where the hub need not ask
    back; what is to be done next is due at `due_at`, after `failures` attempts to which it did not ask back."""

    id: OrderId = field(repr=False)
    source_id: int | None
    hub: Hub
    address: str
    secret: str = field(repr=False)
    state: OrderState
    due_at: datetime
    asked_at: datetime | None = None
    failures: int = 0

    @property
    def callback(self) -> str:
        return f"{self.address}/{self.id}"
