"""Whom a finding concerns, and how a destination is named."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.model import (
    Alert,
    Article,
    Change,
    Destination,
    Event,
    Hold,
    Revision,
    Subscription,
    Turn,
    Turning,
    Watch,
    WatchId,
    Weight,
)
from watcher.model.destination import destination
from watcher.notify.route import route
from watcher.notify.wishes import wished

AT = datetime(2024, 1, 21, 10, 31, tzinfo=UTC)
HOUR = timedelta(hours=1)
DESK = destination("env:DESK_MAIL")
CHAT = destination("credential:chat")


def watch(*tags: str) -> Watch:
    return Watch(
        id=WatchId(3), url="https://a.example/1", key="a.example/1", site="a.example", added_at=AT, due_at=AT, tags=tags
    )


def change(kind: str, weight: Weight = Weight.MINOR) -> Change:
    return Change(kind=kind, path="title", weight=weight)


def revision(*changes: Change, number: int = 2) -> Revision:
    return Revision(
        watch_id=WatchId(3), number=number, article=Article(url="https://a.example/1"), first_seen_at=AT,
        last_seen_at=AT, extractor="1", changes=changes,
    )  # fmt: skip


def event(kind: str) -> Event:
    return Event(kind=kind, at=AT, seen_after=None, why="404 Not Found, twice")


def subscription(
    *to: Destination,
    name: str = "desk",
    tags: tuple[str, ...] = (),
    kinds: tuple[str, ...] = (),
    min_weight: str = "minor",
) -> Subscription:
    return Subscription(name=name, to=to, tags=tags, kinds=kinds, min_weight=min_weight)


def alert(to: Destination, *changes: int, subscription: str = "desk") -> Alert:
    return Alert(subscription=subscription, destination=to.id, label=to.label, changes=changes)


def test_a_subscription_without_conditions_hears_of_every_minor_change() -> None:
    found = route(watch(), revision(change("title.edited"), change("tags.edited")), None, [subscription(DESK)])
    assert found == (alert(DESK, 0, 1),)


@pytest.mark.parametrize(
    ("tags", "heard"), [((), True), (("dw",), True), (("bbc", "dw"), True), (("bbc",), False), (("DW",), False)]
)
def test_any_of_the_tags_is_enough(tags: tuple[str, ...], heard: bool) -> None:
    found = route(watch("dw", "zh"), revision(change("title.edited")), None, [subscription(DESK, tags=tags)])
    assert bool(found) is heard


@pytest.mark.parametrize(
    ("kinds", "positions"),
    [
        (("title.*",), (0,)),
        (("*.edited",), (0, 1)),
        (("paragraph.moved", "title.edited"), (0, 2)),
        (("Title.*",), ()),
        (("title",), ()),
    ],
)
def test_kinds_are_globs_over_the_whole_kind(kinds: tuple[str, ...], positions: tuple[int, ...]) -> None:
    changes = (change("title.edited"), change("caption.edited"), change("paragraph.moved"))
    found = route(watch(), revision(*changes), None, [subscription(DESK, kinds=kinds)])
    assert [a.changes for a in found] == ([positions] if positions else [])


@pytest.mark.parametrize(("least", "positions"), [("cosmetic", (0, 1, 2)), ("minor", (1, 2)), ("major", (2,))])
def test_lighter_changes_are_left_out(least: str, positions: tuple[int, ...]) -> None:
    changes = [change("paragraph.edited", weight) for weight in Weight]
    found = route(watch(), revision(*changes), None, [subscription(DESK, min_weight=least)])
    assert found == (alert(DESK, *positions),)


def test_nothing_selected_alerts_nobody() -> None:
    assert route(watch(), revision(change("tags.edited")), None, [subscription(DESK, kinds=("title.*",))]) == ()


def test_a_first_revision_alerts_nobody() -> None:
    assert route(watch(), revision(number=1), None, [subscription(DESK)]) == ()


def test_nothing_found_alerts_nobody() -> None:
    assert route(watch(), None, None, [subscription(DESK)]) == ()


@pytest.mark.parametrize("kind", ["gone", "restored", "redirected", "blocked", "unreadable"])
def test_an_event_counts_as_major(kind: str) -> None:
    found = route(watch(), None, event(f"article.{kind}"), [subscription(DESK, min_weight="major")])
    assert found == (alert(DESK),)


def test_an_event_is_selected_by_its_kind_like_a_change() -> None:
    asked = [subscription(DESK, kinds=("title.*",)), subscription(CHAT, kinds=("article.g*",))]
    assert route(watch(), None, event("article.gone"), asked) == (alert(CHAT),)


def test_every_destination_of_a_subscription_gets_its_own_alert() -> None:
    found = route(watch(), revision(change("title.edited")), None, [subscription(DESK, CHAT)])
    assert found == (alert(DESK, 0), alert(CHAT, 0))


def test_a_destination_of_two_subscriptions_gets_one_alert_with_what_either_selects() -> None:
    asked = [
        subscription(DESK, name="captions", kinds=("caption.*",)),
        subscription(CHAT, DESK, name="headlines", kinds=("title.*",)),
    ]
    found = route(watch(), revision(change("title.edited"), change("caption.edited")), None, asked)
    assert found == (alert(DESK, 0, 1, subscription="captions"), alert(CHAT, 0, subscription="headlines"))


def test_an_event_and_changes_are_told_apart() -> None:
    found = route(watch(), revision(change("title.edited")), event("article.restored"), [subscription(DESK)])
    assert found == (alert(DESK), alert(DESK, 0))


def test_a_destination_is_told_everything_once_the_soonest_way() -> None:
    asked = [
        replace(subscription(DESK, name="weekly"), digest="monday 08:00", min_weight="cosmetic"),
        replace(subscription(DESK, name="daily"), digest="08:00", kinds=("caption.*", "title.*", "tags.*")),
        replace(subscription(DESK, name="night"), quiet="22:00-07:00", kinds=("caption.*", "title.*")),
        replace(subscription(DESK, CHAT, name="now"), kinds=("title.*",)),
    ]
    told = [change(kind) for kind in ("title.edited", "caption.edited", "tags.edited", "alt.edited")]
    assert route(watch(), revision(*told), None, asked) == (
        alert(DESK, 0, subscription="now"),
        alert(CHAT, 0, subscription="now"),
        alert(DESK, 1, subscription="night"),
        alert(DESK, 2, subscription="daily"),
        alert(DESK, 3, subscription="weekly"),
    )


def test_an_event_is_told_once_the_soonest_way() -> None:
    asked = [replace(subscription(DESK, name="daily"), digest="08:00"), subscription(DESK, name="now")]
    assert route(watch(), None, event("article.gone"), asked) == (alert(DESK, subscription="now"),)


def test_of_two_digests_at_different_times_the_first_tells() -> None:
    asked = [
        replace(subscription(DESK, name="morning"), digest="08:00"),
        replace(subscription(DESK, name="evening"), digest="18:00"),
    ]
    told = route(watch(), revision(change("title.edited")), None, asked)
    assert told == (alert(DESK, 0, subscription="morning"),)


def test_what_goes_out_at_the_same_time_is_one_alert() -> None:
    asked = [
        replace(subscription(DESK, name="headlines"), digest="08:00", kinds=("title.*",)),
        replace(subscription(DESK, name="captions"), digest="08:00", kinds=("caption.*",)),
        replace(subscription(DESK, name="alts"), digest="08:00", kinds=("alt.*",), timezone="Asia/Shanghai"),
    ]
    told = [change(kind) for kind in ("title.edited", "caption.edited", "alt.edited")]
    assert route(watch(), revision(*told), None, asked) == (
        alert(DESK, 0, 1, subscription="headlines"),
        alert(DESK, 2, subscription="alts"),
    )


KINDS = ("title.edited", "caption.edited", "paragraph.moved", "tags.edited")
SUBSCRIPTIONS = st.lists(
    st.builds(
        Subscription,
        name=st.sampled_from("abc"),
        to=st.lists(st.sampled_from((DESK, CHAT)), min_size=1, max_size=2, unique=True).map(tuple),
        kinds=st.lists(st.sampled_from(("title.*", "*.edited", "!tags.*", "paragraph.moved")), max_size=2).map(tuple),
        min_weight=st.sampled_from([weight.value for weight in Weight]),
        digest=st.sampled_from(("", "hourly", "08:00", "18:00", "monday 08:00")),
        quiet=st.sampled_from(("", "22:00-07:00")),
        confirm=st.sampled_from((0 * HOUR, HOUR / 2, HOUR)),
    ),
    max_size=5,
)


@given(subscriptions=SUBSCRIPTIONS, weights=st.lists(st.sampled_from(Weight), min_size=4, max_size=4))
def test_a_destination_is_told_exactly_once_what_any_subscription_selects(
    subscriptions: list[Subscription], weights: list[Weight]
) -> None:
    edit = revision(*map(change, KINDS, weights))
    for to in (DESK, CHAT):
        selected = {i for s in subscriptions if to in s.to for i in wished(s, edit)}
        told = [i for a in route(watch(), edit, None, subscriptions) if a.destination == to.id for i in a.changes]
        assert sorted(told) == sorted(selected)


def turn(position: int, *, seen: datetime = AT, **fields: Any) -> Turn:
    return Turn(number=2, position=position, what="title", gone="a", come="b", at=seen, **fields)


def test_what_alternates_waits_in_an_alert_of_its_own() -> None:
    turning = Turning(turns=(turn(0, returned=True, quiet=True, until=AT + HOUR), turn(1, returned=True)))
    found = route(
        watch(), revision(change("title.edited"), change("caption.edited")), None, [subscription(DESK)], turning
    )
    held = replace(alert(DESK, 0), returns=(0,), hold=Hold.ALTERNATES, until=AT + HOUR)
    assert found == (replace(alert(DESK, 1), returns=(1,)), held)


def test_each_subscription_waits_for_its_second_look() -> None:
    asked = [
        replace(subscription(DESK, name="late"), confirm=HOUR),
        replace(subscription(DESK, name="soon"), confirm=HOUR / 2, kinds=("caption.*",)),
        subscription(DESK, CHAT, name="now", kinds=("title.*",)),
    ]
    found = route(watch(), revision(change("title.edited"), change("caption.edited")), None, asked)
    assert found == (
        alert(DESK, 0, subscription="now"),
        alert(CHAT, 0, subscription="now"),
        replace(alert(DESK, 1, subscription="late"), hold=Hold.CONFIRM, until=AT + HOUR / 2),
    )


@pytest.mark.parametrize(("stood", "told"), [(HOUR / 2, False), (HOUR, True), (2 * HOUR, True)])
def test_what_takes_back_an_unconfirmed_change_is_not_told(stood: timedelta, told: bool) -> None:
    back = replace(revision(change("title.edited")), seen_after=AT)
    turning = Turning(turns=(turn(0, returned=True),), undone=((0, turn(0, seen=AT - stood)),))
    found = route(watch(), back, None, [replace(subscription(DESK), confirm=HOUR)], turning)
    assert bool(found) is told


def test_what_takes_back_a_held_change_is_not_told() -> None:
    turning = Turning(turns=(turn(0, returned=True),), silent=(0,))
    assert route(watch(), revision(change("title.edited")), None, [subscription(DESK)], turning) == ()


@pytest.mark.parametrize(
    ("reference", "label"),
    [
        ("env:DESK_MAIL", "env:DESK_MAIL"),
        ("credential:matrix", "credential:matrix"),
        ("file:/etc/watcher/desk.url", "file:/etc/watcher/desk.url"),
        ("mailto://anna:pass@example.org?to=desk@example.org", "mailto://…@example.org"),
        ("MAILTOS://anna%40example.org", "mailtos://…@example.org"),
        ("json://bob:pass@127.0.0.1:8000/hook/token?x=1", "json://127.0.0.1:8000/…"),
        ("jsons://[::1]:8000/token", "jsons://[::1]:8000/…"),
        ("discord://4174216298/JHMHI8qBe7bk2ZwO5U711o3dV_js", "discord://…"),
        ("tgram://123456789:abcdefg_hijklmnop/12315544/", "tgram://…"),
        ("ntfy://my-secret-topic", "ntfy://…"),
        ("mailto://pa ss", "mailto://…"),
        ("json://[", "json://…"),
        ("env:mailto://anna:pass@example.org", "env:…"),
        ("file:mailto://anna:pass@example.org", "file:…"),
        ("credential:../token/x", "credential:…"),
        ("anna:pass@example.org", "…"),
        ("hunter2", "…"),
        ("", "…"),
    ],
)
def test_a_label_gives_no_secret_away(reference: str, label: str) -> None:
    assert destination(reference).label == label


def test_equal_references_are_one_destination_and_others_are_not() -> None:
    assert destination("env:DESK_MAIL").id == DESK.id == "ecda8947de82"
    assert destination("env:DESK_MAIL2").id != DESK.id


def test_the_reference_is_not_in_the_representation() -> None:
    assert "hunter2" not in repr(destination("mailto://anna:hunter2@example.org"))
