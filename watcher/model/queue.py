"""What waits in the outbox for one subscription at one destination."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime


@dataclass(frozen=True, slots=True, kw_only=True)
class Queue:
    """`waiting` letters that were never sent, the first of them since `since`, and ready since `ready_at`: later where
    its watch was snoozed. `again_at` is when the first bundle that was sent before may be sent again. All of it waits
    while the subscription is snoozed. `sent` messages went out in the last hour, the last of them at `sent_at`. Of what
    waits one was `refused`, and is to be sent again later."""

    destination: str
    subscription: str
    waiting: int = 0
    since: datetime | None = None
    ready_at: datetime | None = None
    again_at: datetime | None = None
    snoozed_until: datetime | None = None
    sent: int = 0
    sent_at: datetime | None = None
    refused: bool = False
