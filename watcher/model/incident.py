"""What the operator hears of the installation itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class IncidentKind(StrEnum):
    HOST_SILENT = "host.silent"  # left alone for long, as it does not answer
    HOST_BACK = "host.back"
    DESTINATION_FAILED = "destination.failed"  # takes messages no more


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something befell the host, or the destination with the label, `name`. It began at `since`, and was noticed at
    `at`."""

    kind: IncidentKind
    name: str
    since: datetime
    at: datetime
    why: str = ""
