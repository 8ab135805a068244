"""What is found at a glance is what is found by reading, or nothing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from datetime import timedelta

import pytest
from builders import NOON, URL, article, news, page, revision, subscription, watch
from msgspec import structs

from watcher.decide import decide, glance
from watcher.extract import VERSION, extract, shipped
from watcher.imprint import TRUSTED, Imprint
from watcher.learned import learned
from watcher.located import locate
from watcher.model import (
    Fault,
    Outcome,
    Seen,
    Standing,
    Subscription,
    Suspicion,
    Tempo,
    Tempos,
    Unmodified,
    Unreachable,
    Validators,
    Watch,
)
from watcher.settings import Schedule

UNMODIFIED = Unmodified(url=URL, fetched_at=NOON, fresh_for=timedelta(minutes=20))
AWAY = Unreachable(url=URL, fault=Fault.TIMEOUT, why="news.example did not answer", fetched_at=NOON)
LAST = replace(revision(article()), number=3)
SEEN = structs.replace(
    watch(), standing=Standing.PRESENT, looked_at=NOON - timedelta(hours=1), validators=Validators(etag='"1"'),
    fingerprint="f" * 32,
)  # fmt: skip
OFTEN_EDITED = Tempos(all=Tempo(edits=10, expected=100.0), site=Tempo(edits=30, expected=10.0))


def both(watched: Watch, seen: Seen, subscriptions: Sequence[Subscription] = (), tempos: Tempos | None = None) -> bool:
    """Whether anything was found at a glance; it is what was found otherwise."""
    schedule = Schedule(adaptive=tempos is not None)
    found = glance(watched, seen, LAST.number, subscriptions, NOON, schedule=schedule, tempos=tempos)
    if found is not None:
        assert found == decide(watched, seen, LAST, subscriptions, NOON, schedule=schedule, tempos=tempos)
    return found is not None


@pytest.mark.parametrize("seen", [UNMODIFIED, AWAY])
@pytest.mark.parametrize("tempos", [None, OFTEN_EDITED])
@pytest.mark.parametrize("suspicion", [None, Suspicion(likeness="gone", since=NOON)])
def test_what_needs_no_reading_is_found_at_a_glance(
    seen: Seen, tempos: Tempos | None, suspicion: Suspicion | None
) -> None:
    assert both(structs.replace(SEEN, suspicion=suspicion), seen, (subscription(),), tempos)


def test_what_an_event_is_told_of_and_what_is_read_is_no_matter_of_a_glance() -> None:
    assert not both(structs.replace(SEEN, standing=Standing.GONE), UNMODIFIED)
    assert not both(SEEN, UNMODIFIED, (replace(subscription(), confirm=timedelta(minutes=5)),))
    assert not both(SEEN, page(news("Bridge closed", "The harbour bridge was closed to all traffic on Monday.")))


def test_unmodified_since_nothing_was_read_is_not_the_same_article() -> None:
    assert glance(SEEN, UNMODIFIED, 0, (), NOON, schedule=Schedule()) is None
    assert decide(SEEN, UNMODIFIED, None, (), NOON, schedule=Schedule()).outcome is Outcome.FAILED


PAGE = page(
    news("Bridge closed", "The harbour bridge was closed to all traffic on Monday after engineers found cracks in it."),
    validators=Validators(etag='"2"'),
)
FINGERPRINT = locate(PAGE, shipped()).fingerprint
IMPRINT = learned(Imprint(read_at=NOON), PAGE, FINGERPRINT, shipped(), NOON)
READ = replace(
    revision(extract(PAGE.body, PAGE.url, content_type=PAGE.content_type), extractor=VERSION), number=LAST.number
)  # fmt: skip
EDITED = replace(PAGE, body=PAGE.body.replace(b"Monday", b"Sunday"))
KNOWN_AGAIN = structs.replace(SEEN, fingerprint=FINGERPRINT, suspicion=Suspicion(likeness="gone", since=NOON))


def test_a_page_that_shows_the_article_as_it_was_is_the_same_at_a_glance() -> None:
    found = glance(KNOWN_AGAIN, PAGE, READ.number, (), NOON, schedule=Schedule(), imprint=IMPRINT)
    assert found == decide(KNOWN_AGAIN, PAGE, READ, (), NOON, schedule=Schedule())
    assert found is not None
    assert (found.outcome, found.watch.validators, found.watch.suspicion) == (Outcome.SAME, PAGE.validators, None)


@pytest.mark.parametrize(
    ("watched", "seen", "later"),
    [
        pytest.param(KNOWN_AGAIN, replace(PAGE, status=404), timedelta(0), id="not found"),
        pytest.param(KNOWN_AGAIN, EDITED, timedelta(0), id="edited"),
        pytest.param(
            KNOWN_AGAIN, replace(PAGE, url="https://news.example/b", redirects=((302, "https://news.example/b"),)),
            timedelta(0), id="redirected",
        ),
        pytest.param(structs.replace(KNOWN_AGAIN, standing=Standing.GONE), PAGE, timedelta(0), id="back again"),
        pytest.param(KNOWN_AGAIN, PAGE, TRUSTED, id="not read for long"),
    ],
)  # fmt: skip
def test_what_an_imprint_does_not_answer_is_read(watched: Watch, seen: Seen, later: timedelta) -> None:
    assert glance(watched, seen, READ.number, (), NOON + later, schedule=Schedule(), imprint=IMPRINT) is None
