"""The soak: what it calls a fault, and that it measures a real daemon."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
from soak import judged, soaked
from soak_daemon import Sample

QUIET = [
    Sample(at=15.0 * n, memory=100_000_000, descriptors=70 + n % 3, tasks=10 + n % 7, threads=9, looks=300, late=0.4)
    for n in range(1, 241)
]
STOPPED = replace(QUIET[-1], tasks=1, stopped=True)


def grown(**each: float) -> list[Sample]:
    """The samples, with so much more of something in each than in the one before."""
    return [
        replace(one, **{name: type(getattr(one, name))(getattr(one, name) + more * n) for name, more in each.items()})
        for n, one in enumerate(QUIET)
    ]


def broken(samples: list[Sample]) -> list[str]:
    return [one.promise for one in judged(samples) if not one.held]


def test_an_hour_in_which_nothing_grows_is_held() -> None:
    assert broken([*QUIET, STOPPED]) == []


@pytest.mark.parametrize(
    ("promise", "each"),
    [
        ("memory", {"memory": 60_000}),
        ("descriptors", {"descriptors": 0.1}),
        ("tasks", {"tasks": 0.1}),
        ("due times", {"late": 0.01}),
        ("due times", {"looks": -0.2}),
    ],
)
def test_what_grows_slowly_is_named(promise: str, each: dict[str, float]) -> None:
    assert broken([*grown(**each), STOPPED]) == [promise]


def test_a_task_left_behind_is_named_and_so_is_a_daemon_that_did_not_stop() -> None:
    assert broken([*QUIET, replace(STOPPED, tasks=2)]) == ["tasks"]
    assert broken(QUIET) == ["tasks"]


def test_growth_before_it_is_warm_is_none() -> None:
    cold = [replace(one, memory=60_000_000) if one.at < 1200 else one for one in QUIET]
    assert broken([*cold, STOPPED]) == []


def test_a_daemon_is_measured_and_leaves_no_task_behind(tmp_path: Path) -> None:
    samples = soaked(tmp_path, 6.0)
    assert sum(one.looks for one in samples) > 0
    assert all(one.memory > 10_000_000 and one.descriptors > 5 for one in samples)
    assert [one.tasks for one in samples if one.stopped] == [1]
