"""The word lists of words.toml as patterns."""

from __future__ import annotations

import re
import tomllib
from importlib import resources

# Before phrases that are looked for anywhere in a text, for speed: in Latin, Greek and Cyrillic they begin with a word.
WORD_BEGINS = r"(?<![A-Za-z\u00c0-\u052f])"

_LISTS: dict[str, list[str]] = tomllib.loads((resources.files("watcher.extract") / "words.toml").read_text("utf-8"))


def names(key: str) -> frozenset[str]:
    """The plain words of a list."""
    return frozenset(_LISTS[key])


def listed(key: str) -> tuple[str, ...]:
    """The entries of a list, in order."""
    return tuple(_LISTS[key])


def any_of(key: str) -> str:
    """A list as one group of alternatives, to be put into a larger pattern."""
    return f"(?:{'|'.join(_LISTS[key])})"


def pattern(before: str, key: str, after: str = "") -> re.Pattern[str]:
    """A list's alternatives between two pieces of pattern, whatever the case."""
    return re.compile(before + any_of(key) + after, re.IGNORECASE)
