"""Texts that turn back and forth, and second looks: every look decided and recorded for real, only the page and the
clock are given."""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import timedelta
from pathlib import Path

import pytest
from builders import NOON, URL, Clock, news, page, subscription
from store_builders import opened

from watcher.check import Desk, check
from watcher.model import AlertState, Hold, Letter, Outcome, Page, Seen, Subscription, Unreachable, Watch
from watcher.model.page import Fault
from watcher.settings import Schedule
from watcher.store import Store
from watcher.urls import identity, site

MINUTE = timedelta(minutes=1)
HOUR = timedelta(hours=1)
DAY = timedelta(days=1)
STORY = (
    "The ferry line to the northern islands will be closed for the winter, the harbour office said on Tuesday.",
    "About 4,100 people live there; the council wants to keep at least one crossing a day until the ice comes.",
    "The mayor called the plan a mistake and asked the ministry to pay for a smaller ship from January on.",
)
MORE = "The ministry answered in the evening that it would look at the numbers again before the end of the month."
TITLES = {
    "A": "Islands lose their ferry for the winter",
    "B": "No ferry for 4,100 islanders this winter",
    "C": "Council fights to save the winter ferry",
}
AWAY = Unreachable(url=URL, fault=Fault.DNS, why="the name cannot be resolved", fetched_at=NOON)
NOT_FOUND = page("", status=404)


def shown(title: str, *more: str, story: tuple[str, ...] = STORY) -> Page:
    return page(news(TITLES[title], *story, *more))


@dataclass
class Play:
    """One watch, looked at whenever a test says so."""

    store: Store
    added: Watch
    subscriptions: tuple[Subscription, ...] = (subscription(),)
    clock: Clock = field(default_factory=Clock)

    @property
    def watch(self) -> Watch:
        found = self.store.watches.by_id(self.added.id)
        assert found
        return found

    async def look(self, seen: Seen, after: timedelta = 10 * MINUTE) -> Outcome:
        self.clock.move(after)

        async def fetch(_: Watch) -> Seen:
            return seen

        desk = Desk(
            memory=self.store.memory, fetch=fetch, subscriptions=self.subscriptions, schedule=Schedule(),
            now=self.clock, deadline=HOUR,
        )  # fmt: skip
        return (await check(self.watch, desk)).outcome

    async def looks(self, titles: str, after: timedelta = 10 * MINUTE) -> None:
        for title in titles:
            await self.look(shown(title), after)

    def letters(self, state: AlertState) -> list[Letter]:
        return self.store.outbox.letters(state=state)

    @property
    def told(self) -> list[str]:
        """What goes out, in order: the kinds of its changes, or of the event."""
        return [_of(letter) for letter in sorted(self.letters(AlertState.PENDING), key=lambda one: one.id)]


def _of(letter: Letter) -> str:
    if letter.revision is None:
        return letter.event.kind if letter.event else ""
    changes = [letter.revision.changes[position] for position in letter.alert.changes]
    return ", ".join(
        f"{change.kind} {_title(change.before)}{_title(change.after)}".strip() for change in changes
    )  # fmt: skip


def _title(text: str | None) -> str:
    return next((name for name, title in TITLES.items() if title == text), "")


@pytest.fixture
def play(tmp_path: Path) -> Iterator[Play]:
    with opened(tmp_path) as store:
        watch, _ = store.watches.add(URL, key=identity(URL), site=site(URL), now=NOON)
        yield Play(store=store, added=watch)


# Texts that alternate


async def test_an_edit_and_its_return_are_told_with_both_texts(play: Play) -> None:
    await play.looks("AABBAA")
    assert play.told == ["title.edited AB", "title.edited BA"]
    assert [letter.alert.returns for letter in play.letters(AlertState.PENDING)] == [(), (0,)]


@pytest.mark.parametrize("titles", ["ABABABABABAB", "AABBAABBAABBAABB", "ABBABAABABBBABA"])
async def test_a_text_that_goes_on_alternating_is_told_no_more(titles: str, play: Play) -> None:
    await play.looks(titles)
    assert play.told == ["title.edited AB", "title.edited BA"]


async def test_a_text_that_alternates_at_random_for_two_days_is_told_twice(play: Play) -> None:
    draw = random.Random(3)
    await play.looks("A" + "".join(draw.choice("AB") for _ in range(96)), 30 * MINUTE)
    assert play.told == ["title.edited AB", "title.edited BA"]


async def test_the_text_that_stays_in_the_end_is_told_where_it_is_not_the_one_told_last(play: Play) -> None:
    await play.looks("ABABAB")
    assert [letter.alert.hold for letter in play.letters(AlertState.HELD)] == [Hold.ALTERNATES]
    await play.looks("B" * 10, HOUR)
    assert play.told == ["title.edited AB", "title.edited BA", "title.edited AB"]
    assert play.letters(AlertState.HELD) == []


async def test_nothing_more_is_told_where_the_text_told_last_stays(play: Play) -> None:
    await play.looks("ABABA")
    await play.looks("A" * 30, HOUR)
    assert play.told == ["title.edited AB", "title.edited BA"]
    assert play.letters(AlertState.HELD) == []
    assert [letter.why for letter in play.letters(AlertState.DROPPED)] == ["it was changed back before it was told"]


async def test_every_turn_is_a_revision_all_the_same(play: Play) -> None:
    await play.looks("ABABAB")
    revisions = play.store.history.revisions(play.watch.id)
    assert [one.reverts_to for one in revisions] == [None, None, 1, 2, 3, 4]


async def test_a_new_text_is_told_while_two_others_alternate(play: Play) -> None:
    await play.looks("ABABAC")
    assert play.told == ["title.edited AB", "title.edited BA", "title.edited AC"]


async def test_an_edit_of_the_story_is_told_while_the_headline_alternates(play: Play) -> None:
    await play.looks("ABAB")
    await play.look(shown("A", MORE))
    await play.look(shown("B", MORE))
    assert play.told == ["title.edited AB", "title.edited BA", "paragraph.added"]


async def test_a_third_headline_on_trial_is_told_once(play: Play) -> None:
    await play.looks("ABCACBABCACBCABACBC")
    assert play.told == ["title.edited AB", "title.edited BC", "title.edited CA"]


async def test_pages_from_two_caches_are_told_once_more(play: Play) -> None:
    old = page(news(TITLES["A"], *STORY, head='<meta property="article:modified_time" content="2026-03-02T10:00:00Z">'))
    new = page(
        news(
            TITLES["A"], STORY[0].replace("Tuesday", "Wednesday"), *STORY[1:], MORE,
            head='<meta property="article:modified_time" content="2026-03-02T11:00:00Z">',
        )
    )  # fmt: skip
    for seen in (old, new, old, new, old, old, new, old, new, new):
        await play.look(seen)
    assert play.told == [
        "modified.changed, paragraph.edited, paragraph.added",
        "modified.changed, paragraph.edited, paragraph.removed",
    ]


async def test_an_article_that_only_alternates_grows_older(play: Play) -> None:
    await play.looks("ABA")
    young_since = play.watch.young_since
    await play.looks("BABA")
    assert play.watch.young_since == young_since


async def test_a_return_after_weeks_is_an_edit_like_any_other(play: Play) -> None:
    await play.looks("AB")
    await play.looks("A", 8 * DAY)
    await play.looks("B", 8 * DAY)
    assert play.told == ["title.edited AB", "title.edited BA", "title.edited AB"]
    assert all(not letter.alert.returns for letter in play.letters(AlertState.PENDING))


async def test_little_is_remembered_of_a_page_that_changes_all_over_again_and_again(play: Play) -> None:
    for number in range(6):
        await play.look(shown("A", *(f"Crossing {n} of timetable {number} leaves at {n} o'clock." for n in range(90))))
    assert len(play.watch.turns) == 200


# Second looks

PATIENT = subscription("patient", confirm=5 * MINUTE)


async def test_a_change_that_a_second_look_sees_again_is_told(play: Play) -> None:
    play.subscriptions = (PATIENT,)
    await play.looks("AB")
    assert play.told == []
    assert play.watch.due_at == play.clock() + 5 * MINUTE
    await play.looks("B", 5 * MINUTE)
    assert play.told == ["title.edited AB"]
    assert play.watch.due_at > play.clock() + 5 * MINUTE
    await play.looks("BB", HOUR)
    assert play.told == ["title.edited AB"]


async def test_a_look_that_comes_too_soon_confirms_nothing(play: Play) -> None:
    play.subscriptions = (PATIENT,)
    await play.looks("AB")
    await play.looks("B", MINUTE)
    assert play.told == []
    assert play.watch.due_at == play.clock() + 4 * MINUTE
    await play.looks("B", 4 * MINUTE)
    assert play.told == ["title.edited AB"]


async def test_a_change_that_a_second_look_does_not_see_is_not_told(play: Play) -> None:
    play.subscriptions = (PATIENT,)
    await play.looks("ABAA")
    assert play.told == []
    assert [letter.why for letter in play.letters(AlertState.DROPPED)] == ["it was changed back before it was told"]
    assert len(play.store.history.revisions(play.watch.id)) == 3


async def test_of_two_changes_the_one_that_stays_is_told(play: Play) -> None:
    play.subscriptions = (PATIENT,)
    await play.look(shown("A"))
    await play.look(shown("B", MORE))
    await play.look(shown("A", MORE), 5 * MINUTE)
    assert play.told == ["paragraph.added"]


async def test_who_does_not_wait_is_told_the_edit_and_its_return(play: Play) -> None:
    play.subscriptions = (subscription("quick"), PATIENT)
    await play.looks("AB")
    await play.looks("A", 5 * MINUTE)
    assert [letter.alert.subscription for letter in play.letters(AlertState.PENDING)] == ["quick", "quick"]
    assert play.told == ["title.edited AB", "title.edited BA"]


async def test_each_subscription_waits_as_long_as_it_says(play: Play) -> None:
    play.subscriptions = (PATIENT, subscription("slow", confirm=HOUR))
    await play.looks("AB")
    await play.looks("B", 5 * MINUTE)
    assert [letter.alert.subscription for letter in play.letters(AlertState.PENDING)] == ["patient"]
    assert play.watch.due_at <= play.clock() + 55 * MINUTE
    await play.looks("A", 55 * MINUTE)
    assert [letter.alert.subscription for letter in play.letters(AlertState.PENDING)] == ["patient"]
    await play.looks("A", 5 * MINUTE)
    assert play.told == ["title.edited AB", "title.edited BA"]


async def test_a_destination_that_is_told_at_once_is_not_told_again(play: Play) -> None:
    both = subscription("quick")
    play.subscriptions = (subscription("patient", to=both.to, confirm=5 * MINUTE), both)
    await play.looks("ABB")
    assert play.told == ["title.edited AB"]


async def test_what_vanishes_before_a_second_look_is_told_with_its_withdrawal(play: Play) -> None:
    play.subscriptions = (subscription("slow", confirm=DAY),)
    await play.looks("AB")
    await play.look(NOT_FOUND)
    assert play.told == []
    await play.look(NOT_FOUND)
    assert play.told == ["title.edited AB", "article.gone"]
    assert play.watch.turns == ()


async def test_nobody_waits_for_ever_for_a_second_look_that_fails(play: Play) -> None:
    play.subscriptions = (PATIENT,)
    await play.looks("AB")
    await play.look(AWAY, HOUR)
    assert play.told == []
    await play.look(AWAY, DAY)
    assert play.told == ["title.edited AB"]
