"""What a check has found out."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Grade(StrEnum):
    """WARN is what works and may not for long, or cannot be told; WRONG what does not work."""

    OK = "ok"
    WARN = "warn"
    WRONG = "wrong"


@dataclass(frozen=True, slots=True, kw_only=True)
class Diagnosis:
    """One thing that was looked at: which, how it is, without secrets, and how to mend it, "" where it is well."""

    check: str
    grade: Grade
    what: str
    mend: str = ""

    def __post_init__(self) -> None:
        if (self.grade is Grade.OK) == bool(self.mend):
            raise ValueError("what is not well has a mend, and nothing else has")


def well(check: str, what: str) -> Diagnosis:
    return Diagnosis(check=check, grade=Grade.OK, what=what)


def doubtful(check: str, what: str, mend: str) -> Diagnosis:
    return Diagnosis(check=check, grade=Grade.WARN, what=what, mend=mend)


def wrong(check: str, what: str, mend: str) -> Diagnosis:
    return Diagnosis(check=check, grade=Grade.WRONG, what=what, mend=mend)
