"""What is no edit is not reported, on pages of every shape: advertisements, offers, teasers, other mark-up."""

from __future__ import annotations

from collections import Counter
from functools import lru_cache

import pytest
from noise_on_pages import NOISE, UTF_8, LabelledNoise, labelled_noise

from watcher.compare import compare
from watcher.extract import extract
from watcher.model import Article

EVERY = 20  # of the noise on each page, one in so many is made
REPORTED = 0.005
PLACES = 10  # pages that have a place for each sort of noise, of all


@lru_cache(maxsize=4)
def article(page: bytes, url: str, content_type: str | None) -> Article:
    return extract(page, url, content_type=content_type)


def reported(noise: LabelledNoise) -> list[str]:
    """The kinds of change that are told of it."""
    old, new = article(noise.old, noise.url, UTF_8), article(noise.new, noise.url, noise.content_type)
    return sorted({change.kind for change in compare(old, new)})


@pytest.fixture(scope="module")
def noises() -> list[LabelledNoise]:
    return list(labelled_noise())


def test_noise_is_not_reported(noises: list[LabelledNoise]) -> None:
    made = noises[::EVERY]
    told = [f"{noise.label}: {', '.join(kinds)}" for noise in made if (kinds := reported(noise))]
    assert len(told) <= REPORTED * len(made), "\n".join((f"{len(told)} of {len(made)}", *told))


def test_every_sort_of_noise_is_made(noises: list[LabelledNoise]) -> None:
    made = Counter(noise.label.partition(" @ ")[0] for noise in noises)
    assert set(made) >= {label for label, _ in NOISE}
    assert not {label: pages for label, pages in made.items() if pages < PLACES}
