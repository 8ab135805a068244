"""The outbox is emptied: each destination in its own order and at its own pace, nothing lost."""

from __future__ import annotations

import asyncio
import errno
import json
import logging
import resource
from collections.abc import Coroutine, Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from typing import Any, TypeVar

import pytest
from aiohttp import web
from builders import Past

from watcher.compare import compare
from watcher.deliver import deliver, pause
from watcher.model import (
    Alert,
    AlertId,
    AlertState,
    Article,
    Bundle,
    Change,
    Delivery,
    Destination,
    Event,
    Letter,
    Message,
    Notice,
    Paragraph,
    Queue,
    Revision,
    Subscription,
    Takes,
    Watch,
    WatchId,
)
from watcher.model.destination import destination
from watcher.notify.apprise import AppriseChannel
from watcher.notify.outages import Outages

T = TypeVar("T")
START = datetime(2024, 1, 21, 10, 31, tzinfo=UTC)
DESK, CHAT = destination("env:DESK_MAIL"), destination("env:CHAT")
CONFIGURED = {to.id: to for to in (DESK, CHAT)}


def letter(number: int, to: Destination = DESK, *, attempts: int = 0, kind: str = "article.gone") -> Letter:
    return Letter(
        id=AlertId(number),
        alert=Alert(subscription="desk", destination=to.id, label=to.label),
        watch=Watch(id=WatchId(3), url="https://a.example/1", key="k", site="a.example", added_at=START, due_at=START),
        title=f"Letter {number}",
        state=AlertState.PENDING,
        created_at=START,
        attempts=attempts,
        event=Event(kind=kind, at=START, seen_after=None, why="404"),
    )


class Clock:
    """Stands still until told otherwise."""

    def __init__(self) -> None:
        self.at = START

    def __call__(self) -> datetime:
        return self.at


class Box(Past):
    """An outbox in memory, which bundles `most` letters. `settled` is everything that was written down, in order;
    `written` tells of it at once."""

    def __init__(self, letters: Iterable[Letter], history: Sequence[Revision] = (), most: int = 1) -> None:
        super().__init__(history)
        self.most = most
        self.waiting = {letter.id: letter for letter in letters}
        self.claimed_until: dict[AlertId, datetime] = {}
        self.settled: list[tuple[AlertId, Delivery, datetime | None]] = []
        self.messages = 0
        self.written: asyncio.Queue[int] = asyncio.Queue()

    def add(self, letter: Letter) -> None:
        self.waiting[letter.id] = letter

    def queues(self, now: datetime) -> list[Queue]:
        found: dict[tuple[str, str], list[Letter]] = {}
        for id_, letter in sorted(self.waiting.items()):
            if self.claimed_until.get(id_, now) <= now:
                found.setdefault((letter.alert.destination, letter.alert.subscription), []).append(letter)
        return [replace(_queue(*key, letters, now), sent=self.messages) for key, letters in sorted(found.items())]

    async def claim(
        self, now: datetime, lease: timedelta, queue: Queue, *, most: int, digest: bool
    ) -> Bundle | None:  # fmt: skip
        found = [
            letter
            for id_, letter in sorted(self.waiting.items(), key=lambda each: (not each[1].attempts, each[0]))
            if (letter.alert.destination, letter.alert.subscription) == (queue.destination, queue.subscription)
            and self.claimed_until.get(id_, now) <= now
            and (letter.next_try_at is None or letter.next_try_at <= now)
        ]
        found = found[: max(most, self.most) if most else bool(found and found[0].attempts)]
        self.claimed_until.update((letter.id, now + lease) for letter in found)
        return Bundle(identity=f"b{found[0].id}", letters=tuple(found), digest=digest) if found else None

    async def hasten(self, destination: str, now: datetime) -> None:
        for id_, letter in self.waiting.items():
            if letter.attempts and letter.alert.destination == destination:
                self.waiting[id_] = replace(letter, next_try_at=now)

    async def settle(
        self,
        alert_ids: Sequence[AlertId],
        delivery: Delivery,
        next_try_at: datetime | None,
        *,
        operator: Sequence[Alert],
        failing_since: datetime | None,
    ) -> None:
        self.messages += delivery.sent
        for id_ in alert_ids:
            self.settled.append((id_, delivery, next_try_at))
            del self.claimed_until[id_]
            letter = self.waiting.pop(id_)
            if next_try_at is not None:
                self.waiting[id_] = replace(letter, attempts=letter.attempts + 1, next_try_at=next_try_at)
            self.written.put_nowait(id_)

    def outcomes(self) -> list[tuple[int, str]]:
        names = {(True, True): "sent", (False, True): "failed", (False, False): "again"}
        return [(id_, names[delivery.sent, again is None]) for id_, delivery, again in self.settled]


def _queue(destination: str, subscription: str, letters: Sequence[Letter], now: datetime) -> Queue:
    again = [letter.next_try_at or now for letter in letters if letter.attempts]
    fresh = [letter.created_at for letter in letters if not letter.attempts]
    since = min(fresh, default=None)
    return Queue(
        destination=destination, subscription=subscription, waiting=len(fresh), since=since, ready_at=since,
        again_at=min(again, default=None),
    )  # fmt: skip


class Line:
    """A channel that takes everything, except what `refusals` names by destination and what has the subject `spurned`.
    `viewers` are the labels of those that take pictures, `readers` of those that take data. `hold` makes one wait, and
    `reached` tells which messages have come so far as to wait there."""

    def __init__(self, **refusals: Delivery | Exception) -> None:
        self.refusals = refusals
        self.subjects: list[str] = []
        self.texts: list[str] = []
        self.identities: list[str] = []
        self.spurned = ""
        self.viewers: tuple[str, ...] = ()
        self.readers: tuple[str, ...] = ()
        self.data: list[str] = []
        self.pictures: list[bytes | None] = []
        self.hold: dict[str, asyncio.Event] = {}
        self.reached: asyncio.Queue[str] = asyncio.Queue()

    def takes(self, destination: Destination) -> Takes:
        return Takes(picture=destination.label in self.viewers, data=destination.label in self.readers)

    async def send(self, destination: Destination, message: Message) -> Delivery:
        name = destination.label.removeprefix("env:")
        if name in self.hold:
            self.reached.put_nowait(message.subject)
            await self.hold[name].wait()
        self.pictures.append(message.picture)
        self.data.append(message.data)
        refusal = refused() if message.subject == self.spurned else self.refusals.get(name)
        if isinstance(refusal, Exception):
            raise refusal
        if refusal is None:
            self.subjects.append(message.subject)
            self.texts.append(message.text)
            self.identities.append(message.identity)
        return refusal or Delivery(sent=True, at=START)


async def _soon(awaited: Coroutine[None, None, T]) -> T:
    return await asyncio.wait_for(awaited, 10)


def refused(*, permanent: bool = False) -> Delivery:
    return Delivery(sent=False, why="error=503", permanent=permanent, at=START)


async def emptied(box: Box, line: Line, clock: Clock | None = None, outages: Outages | None = None, **own: Any) -> int:
    """`own` is what the subscription sets."""
    desk = Subscription(name="desk", to=(), **{"limit": 0, **own})
    return await deliver(
        box, box, line, CONFIGURED, clock or Clock(), random=lambda: 0.0, subscriptions={"desk": desk}, outages=outages
    )  # fmt: skip


async def test_an_empty_outbox_is_done_at_once() -> None:
    assert await emptied(Box([]), Line()) == 0


async def test_letters_are_sent_oldest_first_and_settled_as_sent() -> None:
    box, line = Box(map(letter, (3, 1, 2))), Line()
    assert await emptied(box, line) == 3
    assert line.subjects == [f"Article gone: Letter {n}" for n in (1, 2, 3)]
    assert box.outcomes() == [(1, "sent"), (2, "sent"), (3, "sent")]


async def test_a_bundle_is_one_message_of_one_identity_and_settled_as_a_whole() -> None:
    box, line = Box(map(letter, (1, 2, 3)), most=2), Line()
    assert await emptied(box, line) == 3
    assert line.subjects == ["Article gone: Letter 1 (and 1 more change)", "Article gone: Letter 3"]
    assert line.identities == ["b1", "b3"]
    assert box.outcomes() == [(1, "sent"), (2, "sent"), (3, "sent")]
    assert line.texts[0].count("The article is gone.") == 2


async def test_a_bundle_that_is_refused_waits_as_a_whole_and_counts_its_attempts() -> None:
    box = Box([letter(1, attempts=21), letter(2, attempts=21)], most=2)
    await emptied(box, Line(DESK_MAIL=refused()))
    assert box.outcomes() == [(1, "failed"), (2, "failed")]


async def test_a_note_that_came_later_is_told_with_the_edit_that_it_discloses() -> None:
    toll, note = "All 12 passengers were saved.", "Correction: An earlier version said 12 passengers."
    stood = Article(url="https://a.example/1", title="Ferry", blocks=(Paragraph(text=toll),))
    edited = replace(stood, blocks=(Paragraph(text=toll.replace("12", "21")),))
    noted = replace(edited, blocks=(*edited.blocks, Notice(text=note)))
    history = [
        Revision(
            watch_id=WatchId(3), number=number, article=now, first_seen_at=START, last_seen_at=START, extractor="1",
            changes=compare(before, now),
        )
        for number, (before, now) in enumerate(((stood, stood), (stood, edited), (edited, noted)), start=1)
    ]  # fmt: skip
    told = replace(letter(1), event=None, revision=history[2])
    told = replace(told, alert=replace(told.alert, changes=(0,)))
    line = Line()
    await emptied(Box([told], history), line)
    assert "Notice added · discloses what was edited in revision 2" in line.texts[0]


async def test_a_letter_is_settled_only_after_it_was_sent() -> None:
    box, line = Box([letter(1)]), Line()
    line.hold["DESK_MAIL"] = asyncio.Event()
    task = asyncio.create_task(emptied(box, line))
    await _soon(line.reached.get())
    task.cancel()
    with pytest.raises(asyncio.CancelledError):
        await task
    assert box.settled == []
    assert list(box.waiting) == [1]


async def test_after_a_failure_the_rest_of_the_destination_waits() -> None:
    box = Box([letter(1), letter(2), letter(3, CHAT)])
    assert await emptied(box, Line(DESK_MAIL=refused())) == 1
    assert sorted(box.outcomes()) == [(1, "again"), (3, "sent")]


async def test_the_failed_letter_goes_first_when_its_time_has_come() -> None:
    box, clock, line, outages = Box([letter(1), letter(2)]), Clock(), Line(), Outages()
    await emptied(box, Line(DESK_MAIL=refused()), clock, outages)
    assert await emptied(box, line, clock, outages) == 0
    clock.at += timedelta(seconds=30)
    assert await emptied(box, line, clock, outages) == 2
    assert line.subjects == ["Article gone: Letter 1", "Article gone: Letter 2"]


async def test_a_destination_is_tried_before_its_time_when_there_may_be_news_of_it() -> None:
    box, clock, line, outages = Box([letter(1), letter(2)]), Clock(), Line(), Outages()
    assert outages.try_again() == []
    await emptied(box, Line(DESK_MAIL=refused()), clock, outages)
    assert outages.try_again() == [DESK.id]
    await box.hasten(DESK.id, clock.at)
    assert await emptied(box, line, clock, outages) == 2
    assert outages.try_again() == []


async def test_a_destination_that_takes_nothing_is_warned_of_once_and_so_is_that_it_does_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING, "watcher")
    box, clock, outages = Box([letter(1), letter(2)]), Clock(), Outages()
    for _ in range(8):
        await emptied(box, Line(DESK_MAIL=refused()), clock, outages)
        clock.at += timedelta(hours=2)
    assert caplog.messages == [f"to=env:DESK_MAIL takes no messages; they are kept and tried again: {refused().why}"]
    await emptied(box, Line(), clock, outages)
    assert caplog.messages[1:] == ["to=env:DESK_MAIL takes messages again"]


async def test_a_destination_is_tried_again_by_another_configuration_and_not_warned_of_again(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING, "watcher")
    box, clock, outages = Box([letter(1), letter(2)]), Clock(), Outages()
    for _ in range(3):
        await emptied(box, Line(DESK_MAIL=refused()), clock, outages)
        clock.at += timedelta(hours=2)
    for _ in range(2):
        box.add(letter(3))
        await emptied(box, Line(DESK_MAIL=refused()), clock, outages)
        assert box.waiting[AlertId(3)].attempts == 0
        outages.try_again()
        await emptied(box, Line(DESK_MAIL=refused()), clock, outages)
        assert box.waiting[AlertId(3)].attempts == 1
    assert len(caplog.messages) == 1
    outages.try_again()
    box.add(letter(3))
    assert await emptied(box, Line(), clock, outages) == 3
    assert caplog.messages[1:] == ["to=env:DESK_MAIL takes messages again"]


async def test_a_clock_set_back_leaves_no_destination_alone_for_longer(
    caplog: pytest.LogCaptureFixture,
) -> None:
    caplog.set_level(logging.WARNING, "watcher")
    box, clock, outages = Box([letter(1), letter(2)]), Clock(), Outages()
    for _ in range(3):
        await emptied(box, Line(DESK_MAIL=refused()), clock, outages)
        clock.at += timedelta(hours=2)
    clock.at -= timedelta(days=3)
    box.add(replace(letter(3), created_at=clock.at))
    await emptied(box, Line(DESK_MAIL=refused()), clock, outages)
    assert box.waiting[AlertId(3)].attempts == 1
    assert len(caplog.messages) == 1
    clock.at += timedelta(hours=1)
    assert await emptied(box, Line(), clock, outages) == 1
    assert caplog.messages[1:] == ["to=env:DESK_MAIL takes messages again"]


async def test_one_message_that_is_put_off_is_no_warning(caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.WARNING, "watcher")
    box, clock, outages = Box([letter(1), letter(2)]), Clock(), Outages()
    await emptied(box, Line(DESK_MAIL=refused()), clock, outages)
    clock.at += timedelta(minutes=1)
    assert await emptied(box, Line(), clock, outages) == 2
    assert caplog.messages == []


async def test_a_letter_that_is_refused_again_and_again_holds_up_those_behind_it_no_more() -> None:
    box, clock, outages = Box([letter(1), letter(2), letter(3)]), Clock(), Outages()
    line = Line()
    line.spurned = "Article gone: Letter 1"
    for _ in range(2):
        assert await emptied(box, line, clock, outages) == 0
        clock.at += timedelta(minutes=1)
    assert await emptied(box, line, clock, outages) == 2
    assert box.outcomes() == [(1, "again")] * 3 + [(2, "sent"), (3, "sent")]


async def test_a_letter_that_is_refused_for_days_holds_up_nothing_that_comes_later() -> None:
    box, clock, line, outages = Box([letter(1, attempts=5)]), Clock(), Line(), Outages()
    line.spurned = "Article gone: Letter 1"
    for number in range(2, 17):
        clock.at = box.waiting[AlertId(1)].next_try_at or START
        assert await emptied(box, line, clock, outages) == 0
        box.add(letter(number))
        clock.at += timedelta(seconds=30)
        assert await emptied(box, line, clock, outages) == 1
    assert box.waiting[AlertId(1)].attempts == 20


async def test_a_destination_that_takes_nothing_is_asked_a_few_times_an_hour_however_much_waits() -> None:
    box, clock, outages = Box(map(letter, range(1, 9))), Clock(), Outages()
    for _ in range(24 * 60):
        await emptied(box, Line(DESK_MAIL=refused()), clock, outages)
        clock.at += timedelta(minutes=1)
    assert 24 < len(box.settled) < 24 * 5


async def test_a_destination_that_asks_for_a_pause_gets_it() -> None:
    box, clock, outages = Box([letter(1), letter(2)]), Clock(), Outages()
    await emptied(box, Line(DESK_MAIL=replace(refused(), retry_after=timedelta(hours=2))), clock, outages)
    clock.at += timedelta(minutes=119)
    assert await emptied(box, Line(), clock, outages) == 0
    clock.at += timedelta(minutes=1)
    assert await emptied(box, Line(), clock, outages) == 2


async def test_a_destination_that_refuses_everything_for_good_is_left_alone_for_longer_and_longer() -> None:
    box, clock, outages = Box(map(letter, range(1, 99))), Clock(), Outages()
    line = Line(DESK_MAIL=refused(permanent=True))
    assert await emptied(box, line, clock, outages) == 0
    assert box.outcomes() == [(1, "failed"), (2, "failed"), (3, "failed")]
    for _ in range(24 * 60):
        clock.at += timedelta(minutes=1)
        await emptied(box, line, clock, outages)
    failed = len(box.settled)
    assert 24 < failed < 40
    clock.at += timedelta(hours=1)
    assert await emptied(box, Line(), clock, outages) == 98 - failed


async def test_what_leads_nowhere_any_more_fails_at_once_however_much_it_is() -> None:
    gone = destination("env:OLD")
    box = Box([letter(number, gone) for number in range(1, 9)])
    await emptied(box, Line())
    assert box.outcomes() == [(number, "failed") for number in range(1, 9)]


async def test_after_a_long_outage_all_that_waits_is_sent_at_once() -> None:
    box, clock, outages = Box([letter(1), letter(2), letter(3)]), Clock(), Outages()
    for _ in range(20):
        await emptied(box, Line(DESK_MAIL=refused()), clock, outages)
        clock.at += timedelta(hours=1)
    assert max(letter.next_try_at or START for letter in box.waiting.values()) > clock.at + timedelta(hours=1)
    line = Line()
    box.add(letter(4))
    assert await emptied(box, line, clock, outages) == 4
    assert sorted(line.subjects) == [f"Article gone: Letter {n}" for n in (1, 2, 3, 4)]


async def test_a_digest_waits_for_its_time_and_an_immediate_letter_does_not_wait_behind_it() -> None:
    box, clock, line = Box([letter(1), letter(2)]), Clock(), Line()
    assert await emptied(box, line, clock, digest="11:00") == 0
    box.add(replace(letter(3), alert=replace(letter(3).alert, subscription="at once")))
    assert await emptied(box, line, clock, digest="11:00") == 1
    clock.at += timedelta(minutes=29)
    assert await emptied(box, line, clock, digest="11:00") == 2
    assert line.subjects == ["Article gone: Letter 3", "Article gone: Letter 1 (and 1 more change)"]


async def test_a_long_queue_lets_the_others_of_its_destination_have_their_turn() -> None:
    box, line = Box(map(letter, range(1, 100))), Line()
    box.add(replace(letter(100), alert=replace(letter(100).alert, subscription="other")))
    assert await emptied(box, line) == 100
    assert line.subjects.index("Article gone: Letter 100") == 20


async def test_what_came_in_quiet_hours_is_sent_together_when_they_are_over() -> None:
    box, clock, line = Box([letter(1), letter(2, attempts=1)]), Clock(), Line()
    assert await emptied(box, line, clock, quiet="10:00-11:00") == 0
    clock.at += timedelta(minutes=29)
    assert await emptied(box, line, clock, quiet="10:00-11:00") == 2


async def test_beyond_its_limit_a_destination_gets_one_message_for_all_that_is_left() -> None:
    box, line = Box(map(letter, range(1, 41))), Line()
    assert await emptied(box, line, limit=20) == 40
    assert line.subjects == [
        *(f"Article gone: Letter {n}" for n in range(1, 5)), "Article gone: Letter 5 (and 35 more changes)",
    ]  # fmt: skip


async def test_a_letter_that_is_refused_for_good_holds_nothing_up() -> None:
    box = Box([letter(1), letter(2)])
    assert await emptied(box, Line(DESK_MAIL=refused(permanent=True))) == 0
    assert box.outcomes() == [(1, "failed"), (2, "failed")]


async def test_after_twenty_two_attempts_a_letter_has_failed_and_says_why() -> None:
    box = Box([letter(1, attempts=20), letter(2, CHAT, attempts=21)])
    await emptied(box, Line(DESK_MAIL=refused(), CHAT=refused()))
    assert sorted(box.outcomes()) == [(1, "again"), (2, "failed")]
    (why,) = [delivery.why for id_, delivery, _ in box.settled if id_ == 2]
    assert why == "given up after 22 attempts: error=503"


async def test_a_destination_that_is_no_longer_configured_has_failed() -> None:
    gone = destination("env:OLD")
    box, line = Box([letter(1, gone), letter(2)]), Line()
    assert await emptied(box, line) == 1
    assert sorted(box.outcomes()) == [(1, "failed"), (2, "sent")]
    assert "env:OLD is no longer in the configuration" in [delivery.why for _, delivery, _ in box.settled]


async def test_a_destination_that_hangs_delays_no_other() -> None:
    box, line = Box([letter(1), letter(2, CHAT), letter(3, CHAT)]), Line()
    line.hold["DESK_MAIL"] = asyncio.Event()
    task = asyncio.create_task(emptied(box, line))
    assert [await _soon(box.written.get()) for _ in range(2)] == [2, 3]
    line.hold["DESK_MAIL"].set()
    assert await task == 3


async def test_what_comes_in_while_another_destination_hangs_is_sent() -> None:
    box, line, clock = Box([letter(1)]), Line(), Clock()
    line.hold["DESK_MAIL"] = asyncio.Event()
    task = asyncio.create_task(
        deliver(box, box, line, CONFIGURED, clock, random=lambda: 0.0, rescan=timedelta(milliseconds=1))
    )
    await _soon(line.reached.get())
    for number in (2, 3):
        box.add(letter(number, CHAT))
        assert await _soon(box.written.get()) == number
        clock.at += timedelta(seconds=1)
    line.hold["DESK_MAIL"].set()
    assert await task == 3


async def test_what_others_have_claimed_is_left_to_them() -> None:
    box, line = Box([letter(1)]), Line()
    await box.claim(START, timedelta(minutes=5), box.queues(START)[0], most=1, digest=False)
    assert await emptied(box, line) == 0
    assert box.settled == []


async def test_stopping_lets_the_message_under_way_end_and_sends_no_other() -> None:
    box, line, stop = Box([letter(1), letter(2)]), Line(), asyncio.Event()
    line.hold["DESK_MAIL"] = asyncio.Event()
    task = asyncio.create_task(
        deliver(
            box, box, line, CONFIGURED, Clock(), random=lambda: 0.0, stop=stop, rescan=timedelta(milliseconds=1)
        )
    )  # fmt: skip
    await _soon(line.reached.get())
    stop.set()
    line.hold["DESK_MAIL"].set()
    assert await task == 1
    assert box.outcomes() == [(1, "sent")]


async def test_a_letter_that_cannot_be_worded_fails_and_those_behind_it_are_sent() -> None:
    box = Box([letter(1, kind="article.unheard"), letter(2)])
    assert await emptied(box, Line()) == 1
    assert box.outcomes() == [(1, "failed"), (2, "sent")]
    assert box.settled[0][1].why.startswith("a fault of watcher, please report it: KeyError in wording.py:")


async def test_a_fault_of_the_channel_is_told_without_what_it_says() -> None:
    box = Box([letter(1)])
    await emptied(box, Line(DESK_MAIL=ValueError("mailto://anna:hunter2@example.org")))
    assert box.outcomes() == [(1, "again")]
    assert "ValueError" in box.settled[0][1].why
    assert "hunter2" not in box.settled[0][1].why


async def test_what_fails_for_lack_of_descriptors_says_so_and_is_tried_again() -> None:
    lack = ImportError("the module of the service cannot be read")
    lack.__cause__ = OSError(errno.EMFILE, "Too many open files")
    box = Box([letter(1)])
    await emptied(box, Line(DESK_MAIL=lack))
    assert box.outcomes() == [(1, "again")]
    assert box.settled[0][1].why.startswith("too many files and connections are open; raise LimitNOFILE")


async def test_a_letter_that_cannot_be_worded_while_nothing_can_be_opened_does_not_fail_for_good() -> None:
    box = Box([letter(1, kind="article.unheard")])
    soft, hard = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (3, hard))
    try:
        await emptied(box, Line())
    finally:
        resource.setrlimit(resource.RLIMIT_NOFILE, (soft, hard))
    assert box.outcomes() == [(1, "again")]
    assert box.settled[0][1].why.startswith("too many files and connections are open; raise LimitNOFILE")


async def test_a_fault_of_the_store_passes_through() -> None:
    class Broken(Box):
        async def settle(
            self,
            alert_ids: Sequence[AlertId],
            delivery: Delivery,
            next_try_at: datetime | None,
            *,
            operator: Sequence[Alert],
            failing_since: datetime | None,
        ) -> None:
            raise OSError("disk full")

    with pytest.raises(ExceptionGroup) as error:
        await emptied(Broken([letter(1)]), Line())
    assert error.group_contains(OSError, match="disk full")


def test_pauses_double_up_to_a_day() -> None:
    pauses = [pause(attempts, lambda: 0.0) for attempts in range(1, 22)]
    assert pauses[:3] == [timedelta(seconds=30), timedelta(seconds=60), timedelta(seconds=120)]
    assert pauses[-1] == timedelta(days=1)
    assert timedelta(days=9) < sum(pauses, timedelta()) < timedelta(days=11)


def test_pauses_are_shortened_by_up_to_a_quarter() -> None:
    assert pause(2, lambda: 1.0) == timedelta(seconds=45)
    assert pause(1000, lambda: 0.5) == timedelta(days=1) * 0.875


async def test_each_attempt_leaves_one_line_in_the_log(caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.INFO, logger="watcher.deliver"):
        await emptied(Box([letter(1), letter(2, CHAT)]), Line(CHAT=refused(permanent=True)))
    assert sorted((record.levelname, record.getMessage()) for record in caplog.records) == [
        ("INFO", "alert=1 to=env:DESK_MAIL outcome=sent attempts=1"),
        ("WARNING", 'alert=2 to=env:CHAT outcome=failed attempts=1 why="error=503"'),
    ]


@pytest.mark.filterwarnings("ignore:'imghdr' is deprecated:DeprecationWarning")
async def test_a_dead_destination_does_not_hold_up_another_through_the_real_channel() -> None:
    posted: list[dict[str, str]] = []

    async def take(request: web.Request) -> web.Response:
        posted.append(await request.json())
        return web.Response()

    runner = web.AppRunner(app := web.Application())
    app.router.add_post("/desk", take)
    await runner.setup()
    await (site := web.TCPSite(runner, "127.0.0.1", 0)).start()
    port = runner.addresses[0][1]
    environ = {"DESK_MAIL": f"json://127.0.0.1:{port}/desk", "CHAT": f"json://127.0.0.1:{port}/nowhere"}
    box = Box([letter(1, CHAT), _told_of_a_number(2), letter(3, CHAT)])
    sent = await deliver(box, box, AppriseChannel(Clock(), environ=environ), CONFIGURED, Clock(), random=lambda: 0.0)
    await site.stop()
    await runner.cleanup()
    assert sent == 1
    assert sorted(box.outcomes()) == [(1, "failed"), (2, "sent"), (3, "failed")]
    assert posted[0]["title"] == "Paragraph edited: Budget"
    assert "[-12-]{+21+}" in posted[0]["message"]


def _told_of_a_number(number: int) -> Letter:
    change = Change(kind="paragraph.edited", path="blocks[0]", spans=(("-", "12"), ("+", "21")))
    revision = Revision(
        watch_id=WatchId(3), number=2, article=Article(url="https://a.example/1", title="Budget"),
        first_seen_at=START, last_seen_at=START, extractor="1", changes=(change,),
    )  # fmt: skip
    bare = letter(number)
    return replace(bare, alert=replace(bare.alert, changes=(0,)), event=None, revision=revision)


async def test_a_destination_that_asks_for_time_is_left_alone_for_that_long() -> None:
    for asked, waited in ((timedelta(minutes=10), timedelta(minutes=10)), (timedelta(days=9), timedelta(days=1))):
        box = Box([letter(1)])
        await emptied(box, Line(DESK_MAIL=replace(refused(), retry_after=asked)))
        assert box.settled[0][2] == START + waited


async def test_the_data_of_a_message_go_to_who_takes_them() -> None:
    box, line = Box([letter(1), letter(2, CHAT)]), Line()
    line.readers = (CHAT.label,)
    await emptied(box, line)
    assert [json.loads(data)["alerts"][0]["alert"] for data in line.data if data] == [2]
