"""The word lists of words.toml as patterns."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Iterable, Sequence
from importlib import resources

# Before phrases that are looked for anywhere in a text, for speed: in Latin, Greek and Cyrillic they begin with a word.
WORD_BEGINS = r"(?<![A-Za-z\u00c0-\u052f])"

_LISTS: dict[str, list[str]] = tomllib.loads((resources.files("watcher.extract") / "words.toml").read_text("utf-8"))

_LETTER_FIRST = re.compile(r"[^\W\d_](?![?*+{])")  # a letter that stands for itself


def names(key: str) -> frozenset[str]:
    """The plain words of a list."""
    return frozenset(_LISTS[key])


def listed(key: str) -> tuple[str, ...]:
    """The entries of a list, in order."""
    return tuple(_LISTS[key])


def any_of(key: str) -> str:
    """A list as one group of alternatives, to be put into a larger pattern."""
    return f"(?:{gathered(_LISTS[key])})"


def gathered(entries: Iterable[str]) -> str:
    """The same alternatives, for speed gathered under the letters that they begin with: "a(?:bout|gain)|more"."""
    found: list[str] = []
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if _LETTER_FIRST.match(entry):
            alike[entry[0].lower()].append(entry)
        else:
            found += (*map(_together, alike.values()), entry)
            alike.clear()
    return "|".join((*found, *map(_together, alike.values())))


def _together(entries: Sequence[str]) -> str:
    """Entries that begin with one letter as one alternative; as they are where only some begin with its capital."""
    first = entries[0][0]
    if len(entries) == 1 or any(entry[0] != first for entry in entries):
        return "|".join(entries)
    return f"{first}(?:{gathered(entry[1:] for entry in entries)})"


def pattern(before: str, key: str, after: str = "") -> re.Pattern[str]:
    """A list's alternatives between two pieces of pattern, whatever the case."""
    return re.compile(before + any_of(key) + after, re.IGNORECASE)
