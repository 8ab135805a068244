"""What a site changes by itself is held, what people edit is told at once: days at a newspaper, told to the store."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator
from contextlib import closing
from dataclasses import replace
from datetime import datetime, timedelta
from pathlib import Path

import pytest
from drift_builders import GAP, HOUR, SITE, TOPICS, Edit, Press, reworded, story, with_picture, with_text
from msgspec import structs
from store_builders import NOON, due, opened

from watcher.model import Article, Delivery, DriftState, Image, Notice
from watcher.model.drift import WINDOW
from watcher.store import Store

BOX = "Subscribe to our evening letter and hear tomorrow's papers today."
NOTE = "Correction: an earlier version of this article gave a wrong figure for the costs."


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    with opened(tmp_path) as store:
        yield store


def boxed(_: int, of: Article) -> Article:
    return with_text(of, BOX)


def uncaptioned(_: int, of: Article) -> Article:
    return with_picture(of, caption=None)


def described(number: int, of: Article) -> Article:
    return with_picture(of, alt=f"A view of the {TOPICS[number]}")


def shifted(_: int, of: Article) -> Article:
    times = {
        name: (datetime.fromisoformat(getattr(of, name)) + 2 * HOUR).isoformat().replace("+00:00", "Z")
        for name in ("published_at", "modified_at")
    }
    return replace(of, **times)  # type: ignore[arg-type]


def housed(_: int, of: Article) -> Article:
    return replace(of, authors=("The River Newsroom",))


def rehosted(_: int, of: Article) -> Article:
    picture = of.blocks[0]
    assert isinstance(picture, Image)
    moved = picture.src.replace(SITE, "img.example").replace(".jpg", "-1.png")
    return with_picture(of, src=moved, asset=moved)


def unled(_: int, of: Article) -> Article:
    return replace(of, standfirst=None)


def first_lost(_: int, of: Article) -> Article:
    return replace(of, blocks=(of.blocks[0], *of.blocks[2:]))


def more_of(number: int, of: Article) -> Article:
    return with_text(of, f"Also of interest: {TOPICS[-number]} and what {TOPICS[number]}zz means")


def renamed(_: int, of: Article) -> Article:
    return replace(of, title=f"{of.title} – read by our listeners")


DRIFTS = [boxed, uncaptioned, described, shifted, housed, rehosted, unled, more_of, renamed]


@pytest.mark.parametrize("edit", DRIFTS)
async def test_what_a_site_changes_everywhere_at_once_is_held_and_told_to_the_operator_once(
    store: Store, edit: Edit
) -> None:
    press = await Press(store).open(14)
    await press.look()
    (shown,) = await press.look(edit)
    (drift,) = store.drifts.listed()
    assert (drift.site, drift.state, drift.articles, drift.looked) == (SITE, DriftState.OPEN, 14, 14)
    assert shown.id == drift.id
    assert set(press.states()) == {"held"}
    assert len(press.told()) == 14
    assert [letter.alert.destination for letter in store.outbox.letters() if letter.report] == ["ops"]


def on(some: range, edit: Edit) -> Edit:
    """An edit of some articles."""
    return lambda number, of: edit(number, of) if number in some else of


def headlined(number: int, of: Article) -> Article:
    return replace(of, title=f"{of.title}: {TOPICS[-number]} minister answers {number}")


def extended(number: int, of: Article) -> Article:
    topic = TOPICS[number]
    return with_text(of, f"The {topic} council meets on {number + 1} May.", f"More on the {topic} will follow.", at=3)


def corrected(_: int, of: Article) -> Article:
    return reworded(of, "12 people", "21 people")


def noted(_: int, of: Article) -> Article:
    return replace(of, blocks=(*of.blocks, Notice(text=NOTE)))


def bumped(number: int, of: Article) -> Article:
    return replace(of, modified_at=f"2026-05-04T12:{number:02}:00Z")


def redated(number: int, of: Article) -> Article:
    return replace(of, published_at=f"2026-05-04T1{number % 3}:{number + 7:02}:00Z")


def one_story(number: int, of: Article) -> Article:
    """An article about the flood, with the number of people hurt."""
    return with_text(replace(of, title=f"Flood: what the {TOPICS[number]} says"), "The flood hurt 12 people so far.")


NEWS = [headlined, extended, noted, bumped, redated]


@pytest.mark.parametrize("edit", NEWS)
async def test_what_people_edit_is_told_however_many_articles_they_edit(store: Store, edit: Edit) -> None:
    press = await Press(store).open(14)
    await press.look()
    assert await press.look(edit) == []
    assert press.states() == ["pending"] * 14


def tagged(_: int, of: Article) -> Article:
    return replace(of, tags=("flood", "inquiry"))


@pytest.mark.parametrize(
    "edit",
    [corrected, tagged, housed, rehosted, lambda _, of: with_text(of, "Nobody is missing any more, the mayor said.")],
)
async def test_one_story_that_is_corrected_in_all_its_articles_is_news(store: Store, edit: Edit) -> None:
    press = await Press(store).open(14, one_story)
    await press.look()
    assert await press.look(on(range(9), edit)) == []
    assert press.states() == ["pending"] * 9


async def test_a_number_that_changes_in_every_unrelated_article_is_no_news(store: Store) -> None:
    press = await Press(store).open(14, lambda _, of: with_text(of, "Read by 12 people so far."))
    await press.look()
    assert len(await press.look(corrected)) == 1


async def test_captions_that_went_from_a_few_of_many_articles_are_news(store: Store) -> None:
    press = await Press(store).open(14)
    await press.look()
    assert await press.look(on(range(0, 14, 3), uncaptioned)) == []
    assert press.states() == ["pending"] * 5


async def test_pictures_that_are_replaced_over_a_day_are_news(store: Store) -> None:
    press = await Press(store).open(8)
    for number in range(8):
        press.at += HOUR
        assert await press.look(on(range(number, number + 1), rehosted)) == []
    assert press.states() == ["pending"] * 8


async def test_tags_that_people_set_while_nobody_looked_are_news(store: Store) -> None:
    press = await Press(store).open(14)
    await press.look()
    press.at += WINDOW
    assert await press.look(on(range(0, 14, 2), tagged)) == []
    assert len(await press.look(on(range(1, 14, 2), tagged))) == 1


async def test_a_site_of_which_few_articles_are_watched_does_not_drift_by_shape(store: Store) -> None:
    press = await Press(store).open(3)
    await press.look()
    assert await press.look(uncaptioned) == []


# The alerts


async def test_a_real_edit_in_the_same_revision_is_told_at_once(store: Store) -> None:
    press = await Press(store).open(12)
    await press.look()
    await press.look(lambda n, of: boxed(n, reworded(of, "mile 83", "mile 38") if n == 8 else of))
    assert [told for told in press.told() if told[0] == 8] == [
        (8, "pending", ["paragraph.edited"], None),
        (8, "held", ["paragraph.added"], 1),
    ]


async def test_a_time_that_only_says_that_something_changed_waits_with_it(store: Store) -> None:
    press = await Press(store).open(12)
    await press.look()
    await press.look(lambda n, of: bumped(n, boxed(n, of)))
    assert press.told()[7] == (7, "held", ["modified.changed", "paragraph.added"], 1)


async def test_each_destination_gets_its_own_part(store: Store) -> None:
    press = await Press(store, alerts=("desk", "radio")).open(12)
    await press.look()
    await press.look(lambda n, of: boxed(n, headlined(n, of)))
    assert sorted(press.states()) == ["held"] * 24 + ["pending"] * 24


async def test_what_has_several_signs_is_one_drift_and_one_message_of_each_article(store: Store) -> None:
    press = await Press(store).open(14)
    await press.look()
    await press.look(lambda n, of: unled(n, with_picture(of, caption=None, credit=None)))
    (drift,) = store.drifts.listed()
    assert sorted(trait.kind for trait in drift.traits) == ["caption.removed", "credit.removed", "standfirst.removed"]
    assert [(state, kinds) for _, state, kinds, _ in press.told()] == [
        ("held", ["standfirst.removed", "caption.removed", "credit.removed"])
    ] * 14
    assert len([letter for letter in store.outbox.letters() if letter.report]) == 1


async def test_what_was_sent_before_is_counted_and_stays_sent(store: Store) -> None:
    press = await Press(store).open(12)
    await press.look()
    await press.look(boxed, only=range(2))
    for letter in await due(store, press.at):
        await store.outbox.settle([letter.id], Delivery(sent=True, at=press.at), None)
    await press.look(boxed, only=range(2, 12))
    (drift,) = store.drifts.listed()
    assert (drift.articles, drift.sent, drift.held) == (12, 2, 10)
    assert press.states() == ["sent"] * 2 + ["held"] * 10


async def test_a_message_that_was_under_way_when_it_was_held_stays_sent(store: Store) -> None:
    press = await Press(store).open(12)
    await press.look()
    await press.look(boxed, only=range(2))
    under_way = await due(store, press.at)
    await press.look(boxed, only=range(2, 12))
    first, second = (letter.id for letter in under_way)
    await store.outbox.settle([first], Delivery(sent=True, at=press.at), None)
    await store.outbox.settle([second], Delivery(sent=False, why="451", at=press.at), press.at)
    assert press.states() == ["sent"] + ["held"] * 11


async def test_held_alerts_are_not_claimed(store: Store) -> None:
    press = await Press(store, alerts=("desk",)).open(12)
    await press.look()
    await press.look(uncaptioned)
    assert [letter.alert.destination for letter in await due(store, press.at + WINDOW)] == ["ops"]


async def test_the_revisions_and_their_changes_are_kept(store: Store) -> None:
    press = await Press(store).open(12)
    await press.look()
    await press.look(uncaptioned)
    for watch in press.watches:
        revision = store.history.revision(watch.id, 2)
        assert revision is not None
        assert [change.kind for change in revision.changes] == ["caption.removed"]


# What becomes of it


async def test_what_is_released_goes_out_and_such_changes_are_told_from_then_on(store: Store) -> None:
    press = await Press(store).open(14)
    await press.look()
    await press.look(uncaptioned, only=range(10))
    assert store.drifts.release(store.drifts.listed()[0].id, press.at)
    assert press.states() == ["pending"] * 10
    assert await press.look(uncaptioned, only=range(10, 14)) == []
    assert press.states() == ["pending"] * 14
    assert [drift.state for drift in store.drifts.listed()] == [DriftState.RELEASED]


async def test_what_is_discarded_is_dropped_and_so_is_what_else_is_part_of_it(store: Store) -> None:
    press = await Press(store).open(14)
    await press.look()
    await press.look(uncaptioned, only=range(10))
    assert store.drifts.discard(store.drifts.listed()[0].id, press.at)
    await press.look(lambda n, of: uncaptioned(n, headlined(n, of) if n == 12 else of), only=range(10, 14))
    assert sorted(press.states()) == ["dropped"] * 14 + ["pending"]
    assert (12, "pending", ["title.edited"], None) in press.told()
    assert {letter.why for letter in store.outbox.letters() if letter.state == "dropped"} == {"drift 1 was discarded"}


async def test_a_caption_that_goes_after_an_article_was_seen_with_it_is_told(store: Store) -> None:
    press = await Press(store).open(14)
    await press.look()
    await press.look(on(range(13), uncaptioned))
    press.at += 3 * HOUR
    await press.look(only=range(13, 14))
    press.at += HOUR
    await press.look(uncaptioned, only=range(13, 14))
    assert press.told()[-1] == (13, "pending", ["caption.removed"], None)


async def test_an_article_that_was_not_looked_at_for_days_is_held_too(store: Store) -> None:
    press = await Press(store).open(14)
    await press.look()
    await press.look(uncaptioned, only=range(10))
    press.at += 5 * WINDOW
    await press.look(uncaptioned, only=range(10, 14))
    assert press.states() == ["held"] * 14
    assert store.drifts.listed()[0].articles == 14


async def test_a_site_may_drift_again(store: Store) -> None:
    press = await Press(store).open(14)
    await press.look()
    await press.look(uncaptioned)
    store.drifts.discard(store.drifts.listed()[0].id, press.at)
    press.at += 2 * HOUR
    await press.look(lambda n, of: with_picture(of, caption=f"How the {TOPICS[n]} looked"))
    press.at += 2 * HOUR
    await press.look(uncaptioned)
    assert [drift.traits[0].kind for drift in store.drifts.listed()] == [
        "caption.removed",
        "caption.added",
        "caption.removed",
    ]


async def test_a_drift_is_settled_once(store: Store) -> None:
    press = await Press(store).open(12)
    await press.look()
    await press.look(uncaptioned)
    (drift,) = store.drifts.listed()
    assert store.drifts.release(drift.id, press.at)
    assert not store.drifts.release(drift.id, press.at)
    assert not store.drifts.discard(drift.id, press.at)
    assert store.drifts.listed()[0].settled_at == press.at


# What is kept


async def test_sites_do_not_count_for_each_other(store: Store) -> None:
    press = await Press(store).open(12)
    await press.look()
    press.watches[::2] = [structs.replace(watch, site="sea.example") for watch in press.watches[::2]]
    await press.look(boxed, only=range(7))
    assert [drift.articles for drift in store.drifts.listed()] == [4]


async def test_what_is_counted_is_forgotten_after_a_day_and_what_drifted_is_not(store: Store, tmp_path: Path) -> None:
    press = await Press(store).open(14)
    await press.look(headlined)
    await press.look(on(range(3), described))
    await press.look(uncaptioned)
    press.at += WINDOW + HOUR
    await press.look(on(range(1), unled))
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as database:
        counts = [database.execute(f"SELECT count(*) FROM {table}").fetchone()[0] for table in ("alike", "drifted")]
    assert counts == [1, 14]


async def test_the_message_to_the_operator_outlives_the_watch_at_whose_look_it_showed(store: Store) -> None:
    press = await Press(store).open(12)
    await press.look()
    await press.look(uncaptioned)
    for watch in press.watches[:11]:
        store.watches.remove(watch.id)
    (letter,) = [letter for letter in store.outbox.letters() if letter.report]
    assert letter.report is not None
    assert (letter.report.articles, len(letter.report.examples), letter.watch) == (1, 1, None)


async def test_an_open_drift_of_which_no_article_is_left_is_forgotten(store: Store) -> None:
    press = await Press(store).open(12)
    await press.look()
    await press.look(uncaptioned)
    for watch in press.watches[:-1]:
        store.watches.remove(watch.id)
    assert [drift.articles for drift in store.drifts.listed()] == [1]
    store.watches.remove(press.watches[-1].id)
    assert store.drifts.listed() == []


async def test_a_drift_that_was_settled_outlives_its_articles(store: Store) -> None:
    press = await Press(store).open(12)
    await press.look()
    await press.look(uncaptioned)
    store.drifts.discard(store.drifts.listed()[0].id, press.at)
    for watch in press.watches:
        store.watches.remove(watch.id)
    assert [drift.state for drift in store.drifts.listed()] == [DriftState.DISCARDED]


async def test_two_databases_that_saw_the_same_hold_the_same(tmp_path: Path) -> None:
    found = []
    for name in ("one", "two"):
        with opened(tmp_path / name) as store:
            press = await Press(store).open(14)
            await press.look()
            await press.look(lambda n, of: boxed(n, unled(n, described(n, of))))
            found.append((store.drifts.listed(), press.told()))
    assert found[0] == found[1]
    assert found[0][0][0].since == NOON + 15 * GAP


async def test_an_article_of_its_own_is_like_no_other() -> None:
    assert len({text for n in range(len(TOPICS)) for text in story(n).text().split("\n")}) == 5 * len(TOPICS)
    assert timedelta(0) < GAP < HOUR < WINDOW


async def test_a_mute_drops_what_a_drift_holds_of_the_article_and_leaves_the_message_to_the_operator(
    store: Store,
) -> None:
    press = await Press(store).open(14)
    await press.look()
    await press.look(uncaptioned)
    assert store.watches.mute(press.watches[13].id, press.at + HOUR, press.at) == 1
    assert sorted(press.states()) == ["dropped"] + ["held"] * 13
    assert [letter.state for letter in store.outbox.letters() if letter.report] == ["pending"]
