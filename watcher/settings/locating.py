"""Where in a TOML file a key stands, for error messages."""

from __future__ import annotations

import re
from collections.abc import Iterator

_HEADER = re.compile(r"\s*\[\[?\s*([^\[\]]+?)\s*\]\]?\s*(?:#.*)?$")
_KEY = re.compile(r"\s*([\w\"'. -]+?)\s*=")


def line_of(text: str, table: str, index: int, key: str) -> int:
    """The line, from 1, of `key` in the table `table` ("" is the top), the one numbered `index` (from 0) where there
    are several. The table's own line where the key does not stand there; 1 where neither does."""
    path = f"{table}.{key}" if table else key
    found = 1
    for number, place, which in _places(text):
        if place == path and (which == index or not table):
            return number
        if place == table and table and which in (index, -1):
            found = number
    return found


def _places(text: str) -> Iterator[tuple[int, str, int]]:
    """(line, dotted path, number of its table; -1 above all tables) of every header and key, in order."""
    here, counts = "", {"": -1}
    for number, line in enumerate(text.splitlines(), start=1):
        if header := _HEADER.match(line):
            here = _bare(header[1])
            counts[here] = counts.get(here, -1) + 1
            yield number, here, counts[here]
        elif key := _KEY.match(line):
            yield number, f"{here}.{_bare(key[1])}" if here else _bare(key[1]), counts[here]


def _bare(path: str) -> str:
    return re.sub(r"[\"']|\s*(\.)\s*", r"\1", path.strip())
