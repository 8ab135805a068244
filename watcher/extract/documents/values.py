"""JSON that strangers wrote: what was asked for in the type it should have, or nothing."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from watcher.text import reader_text
from watcher.urls import is_web

_MANY = 1000
_NOTHING: Mapping[str, Any] = {}


def loaded(text: str, start: int = 0) -> Any:
    """The JSON value that begins at `start`, whatever follows it; None where none can be read.

    Halves of surrogate pairs, which no other program could store, become "?".
    """
    try:
        value, _ = json.JSONDecoder().raw_decode(text, start)
        if "\\ud" in text or "\\uD" in text:
            value = json.loads(json.dumps(value, ensure_ascii=False).encode("utf-8", "replace"))
    except (ValueError, RecursionError):
        return None
    return value


def mapping(value: object) -> Mapping[str, Any]:
    """`value` where it is an object, else an empty one."""
    return value if isinstance(value, dict) else _NOTHING


def items(value: object) -> Sequence[Any]:
    """`value` where it is a list, cut to a length that an article can have, else ()."""
    return value[:_MANY] if isinstance(value, list) else ()


def wording(value: object) -> str | None:
    """The text as a reader sees it; None where it is no text or nothing is left of it."""
    return reader_text(value) or None if isinstance(value, str) else None


def first_wording(node: Mapping[str, Any], *names: str) -> str | None:
    """The first of these fields that holds a text, as a reader sees it; None where none does."""
    return next(filter(None, (wording(node.get(name)) for name in names)), None)


def distinct(texts: Iterable[str | None]) -> tuple[str, ...]:
    """The texts that are there, each once, in order."""
    return tuple(dict.fromkeys(filter(None, texts)))


def markup(value: object) -> str:
    """The text as it stands; "" where it is none."""
    return value if isinstance(value, str) else ""


def address(value: object) -> str | None:
    """The text where it is an absolute web address, else None."""
    return value.strip() if isinstance(value, str) and is_web(value) and len(value) < 4000 else None


def digits(value: object) -> str | None:
    """The number of a piece of content, written as a number or as a text, in digits; None where it is none."""
    if isinstance(value, int) and not isinstance(value, bool) and 0 < value < 10**15:
        return str(value)
    return value if isinstance(value, str) and value.isascii() and value.isdigit() and len(value) < 16 else None
