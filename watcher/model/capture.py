"""Copies of pages that a public archive was asked to keep."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NewType

CaptureId = NewType("CaptureId", int)


class CaptureState(StrEnum):
    PENDING = "pending"
    KEPT = "kept"
    FAILED = "failed"
    OVERTAKEN = "overtaken"  # the page was edited again before the archive came to it


@dataclass(frozen=True, slots=True, kw_only=True)
class Capture:
    """What became of asking an archive to keep a page: `link` leads to the copy where it is kept, else to the
    newest one of the page. `why` says in words what is amiss, "" for nothing."""

    state: CaptureState
    link: str
    why: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Keeping:
    """A capture that is to be made of `url`. `job` is the archive's name for one that is under way, "" where it has not
    been asked; it was asked last at `asked_at`, `attempts` times in all."""

    id: CaptureId
    url: str
    job: str = ""
    attempts: int = 0
    asked_at: datetime | None = None
