"""Kinds of log entries, by which they are found in a journal, and what they carry besides their text."""

from __future__ import annotations

import json
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

_KEY = "entry"


class Entry(StrEnum):
    """The kinds, each by the MESSAGE_ID that it has in the journal (systemd.journal-fields(7)). They never change."""

    LOOK = "6bb338ee036c4eaea883bbd1ee42d4ab"
    READING = "ecc472a0fff746eebac0763eee1f1f33"
    ALERT = "cc1f05551a934e1e9bdf43e1fde9c036"
    DRIFT = "c4d9b862a53d445aa2ae3f7db8c5a323"
    HOST = "cf4cea1cf2cd4e3eae68f131ad5c1ad1"
    NETWORK = "a52a5667d79e4fe793955214bf87abcf"
    LOGIN = "2793dfa6bcac404d97425b2325978334"
    READY = "a17e17c10b7c4b2486b6e4f6e100b1ce"
    RELOADED = "e1f5ef26effc4a43841b02a3cee2f0ab"
    NOT_RELOADED = "55be4076becd454b9941e657c391c962"
    PAUSES = "e6e9daec759f424ab9b56e2f443c6df0"
    GOES_ON = "308c54facdab4e85bc47a5969b494e77"
    STOPPED = "ef4fa8b74d204f7884111ecc1fdfc41c"


class Told(NamedTuple):
    """What a log record carries: its kind, and fields by name."""

    entry: Entry
    fields: Mapping[str, str | int | float]


def entry(kind: Entry, **fields: str | int | float) -> dict[str, Told]:
    """What a log call takes as `extra`; fields that are "" are left out by who reads it."""
    return {_KEY: Told(kind, fields)}


def told_in(record: object) -> Told | None:
    """What a log record carries; None where it carries nothing."""
    found = getattr(record, _KEY, None)
    if not isinstance(found, Told):
        return None
    return Told(found.entry, {name: value for name, value in found.fields.items() if value != ""})


def reasoned(why: str) -> str:
    """Such as ' why="no answer"', as the end of a line; "" where there is no reason."""
    return f" why={json.dumps(why, ensure_ascii=False)}" if why else ""
