"""Lists of the API, a part of them at a time: so many, and not too long."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import Any

from watcher.shapes import Json

LARGEST = 99_000  # bytes of a part, unless its first item alone is longer


def part(items: Sequence[Json], cursors: Sequence[Any], beyond: Any = None) -> Json:
    """As many of the items as are not too long, at least one, and where the list goes on: at the cursor of the last of
    them, or `beyond` where these are all."""
    told = 0
    for count, item in enumerate(items):
        told += len(json.dumps(item, ensure_ascii=False).encode("utf-8", "replace"))
        if told > LARGEST and count:
            return {"items": items[:count], "next": cursors[count - 1]}
    return {"items": items, "next": beyond}
