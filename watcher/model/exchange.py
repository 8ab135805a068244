"""What is asked of a server that is no page: a message handed over, a service called; and what it answers."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Request:
    """One request, which follows no redirect. `headers` are sent besides the usual and may be secret; of the answer's
    body the first `limit` bytes are read, of all of it within `seconds`."""

    method: Literal["GET", "POST"]
    url: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)
    body: bytes = field(default=b"", repr=False)
    seconds: float = 30.0
    limit: int = 1_000_000


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """An answer, whatever its status. `location` is where it says that the thing is, absolute, in Location or else in
    Content-Location; "" where it does not. `retry_after` is how long it asks us to wait, None where it does not ask;
    `date` what its clock says, None where it does not say."""

    status: int
    body: bytes
    location: str = ""
    retry_after: timedelta | None = None
    date: datetime | None = None
