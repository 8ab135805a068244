"""A value like another but for some fields, as dataclasses.replace gives it."""

from __future__ import annotations

from dataclasses import FrozenInstanceError, replace
from datetime import timedelta

import pytest
from builders import NOON, present, watch

from watcher.model import Watch
from watcher.model.replaced import replaced


@pytest.mark.parametrize("before", [watch(), present(every=timedelta(minutes=5), tags=("a",), failures=3)])
def test_a_value_is_like_the_other_but_for_what_is_given(before: Watch) -> None:
    after = replaced(before, looked_at=NOON, failures=7, failing_since=None)
    assert after == replace(before, looked_at=NOON, failures=7, failing_since=None)
    assert (type(after), hash(after) == hash(before)) == (Watch, False)
    assert replaced(before) == before


def test_it_is_as_frozen_as_the_other() -> None:
    with pytest.raises(FrozenInstanceError):
        Watch.__setattr__(replaced(watch(), failures=1), "failures", 2)


def test_a_field_that_is_none_is_refused() -> None:
    with pytest.raises(AttributeError, match="failure"):
        replaced(watch(), failure=1)
