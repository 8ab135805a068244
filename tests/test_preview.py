"""Why a subscription is told nothing."""

from __future__ import annotations

from typing import Any

import pytest
from builders import Past, article, revision, subscription, watch

from watcher.model import Change, Entry, Event, Revision, WatchId, Weight
from watcher.preview import bundle_of, objections


class Shelf(Past):
    """preview.Shelf that remembers one revision."""

    def __init__(self, only: Revision) -> None:
        super().__init__([only])
        self.only = only

    def entries(self, *, watch_id: WatchId | None = None, limit: int | None = None) -> list[Entry]:
        return []

    def revision(self, watch_id: WatchId, number: int) -> Revision | None:
        return self.only

    def newest(self, watch_id: WatchId) -> int:
        return self.only.number


EDIT = revision(
    article(language="en"), number=2, changes=(
        Change(kind="title.edited", path="title", before="10", after="12", weight=Weight.MINOR, facts=("number",)),
    ),
)  # fmt: skip
EDITED = Entry(watch=watch(tags=("dw",)), title="", at=EDIT.first_seen_at, revision=EDIT)
GONE = Entry(
    watch=watch(), title="", at=EDIT.first_seen_at,
    event=Event(kind="article.gone", at=EDIT.first_seen_at, seen_after=None, why="404"),
)  # fmt: skip


@pytest.mark.parametrize(
    ("entry", "conditions", "against"),
    [
        (EDITED, {"tags": ("zh",)}, ("tags",)),
        (EDITED, {"sites": ("dw.com",), "tags": ("dw",)}, ("sites",)),
        (EDITED, {"languages": ("de",)}, ("languages",)),
        (EDITED, {"kinds": ("caption.*",)}, ("kinds",)),
        (EDITED, {"min_weight": "major"}, ("min_weight",)),
        (EDITED, {"facts": ("name",), "match": "12"}, ("facts",)),
        (EDITED, {"stealth": True}, ("stealth",)),
        (EDITED, {"match": "13"}, ("match",)),
        (EDITED, {"match": "13", "stealth": True, "min_weight": "minor"}, ("stealth", "match")),
        (GONE, {"stealth": True}, ("stealth",)),
        (GONE, {"languages": ("de",)}, ("languages",)),
    ],
)
def test_what_stands_against_a_message_is_named(
    entry: Entry, conditions: dict[str, Any], against: tuple[str, ...]
) -> None:
    asked = subscription(**conditions)
    assert bundle_of(Shelf(EDIT), entry, asked) is None
    assert objections(Shelf(EDIT), entry, asked) == against
