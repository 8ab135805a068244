"""What the operator hears of the installation itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum


class IncidentKind(StrEnum):
    """What begins, and what ends it."""

    HOST_SILENT = "host.silent"  # left alone for long, as it does not answer
    HOST_BACK = "host.back"
    SOURCE_FAILING = "source.failing"  # not read for long, though its host answers
    SOURCE_BACK = "source.back"
    DESTINATION_FAILED = "destination.failed"  # a message to it has failed for good
    DESTINATION_BACK = "destination.back"
    BACKUP_FAILED = "backup.failed"  # the database could not be copied, or the copy has flaws
    BACKUP_BACK = "backup.back"
    NETWORK_GONE = "network.gone"  # no host answers
    NETWORK_BACK = "network.back"

    @property
    def begins(self) -> bool:
        return self.name.rpartition("_")[2] != "BACK"

    @property
    def counterpart(self) -> IncidentKind:
        """What ends this, or what this is the end of."""
        return next(each for each in IncidentKind if each is not self and each.split(".")[0] == self.split(".")[0])


@dataclass(frozen=True, slots=True, kw_only=True)
class Incident:
    """Something befell the host, the source, the destination or the folder `name`, a label that is fit to be shown, or
    is over; `key` tells them apart. It began at `since`, and was noticed at `at`."""

    kind: IncidentKind
    key: str
    name: str
    since: datetime
    at: datetime
    why: str = ""
