"""What it means that a service did not take a message: that it never will, or not now."""

from __future__ import annotations

import re
import socket
from collections.abc import Iterable, Iterator
from datetime import timedelta
from http import HTTPStatus

# A name that is not there. A name server that does not answer is another error, which passes.
UNKNOWN_HOST = tuple(getattr(socket, name) for name in ("EAI_NONAME", "EAI_NODATA") if hasattr(socket, name))

# What passes, though it is the client that is to blame: too slow, too early, too often, in another's way.
PASSING = (
    HTTPStatus.REQUEST_TIMEOUT, HTTPStatus.CONFLICT, HTTPStatus.LOCKED, HTTPStatus.TOO_EARLY,
    HTTPStatus.TOO_MANY_REQUESTS,
)  # fmt: skip
# Reason codes of MQTT 5 (2.4) that blame the message, the login or the topic.
_BROKERS = (132, 133, 134, 135, 138, 140, 144, 149, 153, 154, 155)
_LONGEST_ASKED = timedelta(days=1)
_STATUS = re.compile(r"error=(\d{3})\b")
_UNRESOLVED = re.compile(r"Failed to resolve '[^']{0,300}' \(\[Errno (-?\d{1,3})\]")
_CAUSE = re.compile(
    r"\[Errno -?\d{1,3}\] ([A-Za-z][A-Za-z ]{2,60})|(certificate verify failed[\w :-]{0,80})|(timed out)"
)
_ASKED = re.compile(r"retry_after[\"']?\s{0,9}:\s{0,9}(\d{1,6}(?:\.\d{1,6})?)")


def is_final(said: Iterable[str]) -> bool:
    """Whether all that Apprise said of a failure is final: an HTTP answer that blames the message, the sender or the
    address, or a host that nobody knows. What is not understood passes."""
    signs = [sign for line in said for sign in _signs(line)]
    return bool(signs) and all(signs)


def cause(said: Iterable[str]) -> str:
    """Why there was no connection, as the system says it: "Connection refused"; "" where there was one."""
    found = (_CAUSE.search(line) for line in said if line.startswith("Socket Exception"))
    return "; ".join(dict.fromkeys(next(filter(None, each.groups())).strip() for each in found if each))


def _signs(line: str) -> Iterator[bool]:
    if line.startswith("Socket Exception"):
        unresolved = _UNRESOLVED.search(line)
        yield unresolved is not None and int(unresolved[1]) in UNKNOWN_HOST
    elif "throttle back" in line:
        yield False
    else:
        for status in map(int, _STATUS.findall(line)):
            is_ours = HTTPStatus.BAD_REQUEST <= status < HTTPStatus.INTERNAL_SERVER_ERROR and status not in PASSING
            yield is_ours or status in _BROKERS


def asked(said: Iterable[str]) -> timedelta | None:
    """How long the service asked to be left alone, where it said so in its answer; a day at most."""
    found = (_ASKED.search(line) for line in said if line.startswith("Response Details:"))
    seconds = max((float(each[1]) for each in found if each), default=None)
    return None if seconds is None else min(timedelta(seconds=seconds), _LONGEST_ASKED)
