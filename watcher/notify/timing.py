"""When messages may go: at once, at the moments of a digest, not in quiet hours, and not too many in an hour."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from watcher.model import Letter, Queue, Subscription

NOBODY = Subscription(name="", to=())  # whose manners have messages of subscriptions that are configured no more
_HOUR = timedelta(hours=1)
_DAYS = ("monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday")
MOST = 500  # letters in one message, which have to fit in memory and into a mail
_UNLIMITED = 1_000_000
_TURN = 20  # messages before the other queues of a destination have their turn


@dataclass(frozen=True, slots=True, kw_only=True)
class Departure:
    """What of a queue may go now: as many as `messages`, of at most `most` letters each; for 0, only what was sent
    before. `digest` says that they are collected on purpose."""

    messages: int
    most: int
    digest: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Expectation:
    """When a letter goes, and what it waits for, "" for nothing."""

    at: datetime
    why: str


def departure(own: Subscription, queue: Queue, now: datetime) -> Departure | None:
    """What may go now; None where nothing may."""
    zone = ZoneInfo(own.timezone)
    if (queue.snoozed_until or now) > now or after_quiet(own.quiet, zone, now) > now:
        return None
    fresh = _fresh(own, zone, queue, now)
    if fresh is None and queue.again_at is not None and queue.again_at <= now:
        return Departure(messages=_TURN, most=0)
    return fresh


def _fresh(own: Subscription, zone: ZoneInfo, queue: Queue, now: datetime) -> Departure | None:
    """What may go of that which was never sent. What was kept back goes together."""
    if queue.since is None or queue.ready_at is None:
        return None
    planned = _planned(own, zone, max(queue.ready_at, queue.snoozed_until or queue.ready_at))
    if planned > now:
        return None
    room = _room(own.limit, queue, now)
    if not room:
        return None
    if own.digest or after_quiet(own.quiet, zone, planned) > queue.since:
        return Departure(messages=min(room, _TURN), most=MOST, digest=bool(own.digest))
    if queue.waiting > room == 1:
        return Departure(messages=1, most=MOST)
    return Departure(messages=min(room - (queue.waiting > room), _TURN), most=1)


def _planned(own: Subscription, zone: ZoneInfo, ready: datetime) -> datetime:
    """When what is ready then goes, but for quiet hours and limits."""
    return digest_moment(own.digest, zone, ready) if own.digest else ready


def expected(own: Subscription, letter: Letter, queue: Queue, now: datetime, *, refusing: bool) -> Expectation:
    """When a letter of the queue goes at the earliest, and what it waits for. `refusing` says that its destination did
    not take what came before."""
    zone, at, why = ZoneInfo(own.timezone), letter.next_try_at or now, "another try" if letter.bundle else ""
    snoozes = (queue.snoozed_until, letter.watch.snoozed_until if letter.watch is not None else None)
    for until in filter(None, snoozes):
        if until > max(at, now):
            at, why = until, "the end of its snooze"
    if letter.bundle is None and (planned := _planned(own, zone, at)) > max(at, now):
        at, why = planned, "its digest"
    if (end := after_quiet(own.quiet, zone, max(at, now))) > max(at, now):
        at, why = end, "the end of quiet hours"
    if letter.bundle is None and at <= now:
        at, why = _held_up(own.limit, queue, at, refusing=refusing)
    return Expectation(at=at, why=why)


def _held_up(limit: int, queue: Queue, at: datetime, *, refusing: bool) -> tuple[datetime, str]:
    """When what is due `at` that time can go, and what keeps it."""
    if refusing:
        return at, "its destination, which takes nothing"
    free = _free_at(limit, queue)
    return (free, "its turn within the limit") if free is not None and free > at else (at, "")


def _room(limit: int, queue: Queue, now: datetime) -> int:
    """How many messages may go: a quarter of those of an hour whenever they come, the others evenly spread."""
    if not limit:
        return _UNLIMITED
    free = _free_at(limit, queue)
    return max(_burst(limit) - queue.sent, 1) if free is None or free <= now else 0


def _free_at(limit: int, queue: Queue) -> datetime | None:
    """From when on the limit lets a message go again; None where it stands against nothing."""
    burst = _burst(limit)
    if not limit or queue.sent < burst or queue.sent_at is None:
        return None
    return queue.sent_at + _HOUR / (limit - burst + 1)


def _burst(limit: int) -> int:
    return max(1, limit // 4)


def digest_moment(digest: str, zone: ZoneInfo, after: datetime) -> datetime:
    """The first moment, not before `after`, at which a digest goes ("hourly", "08:00", "monday 08:00"). A time that
    comes twice, as the clock is set back, counts once; one that is left out counts by the clock as it was before."""
    if digest == "hourly":
        offset = after.astimezone(zone).utcoffset() or timedelta(0)
        past = (after + offset - datetime.min.replace(tzinfo=UTC)) % _HOUR
        return after + (_HOUR - past if past else past)
    day, _, clock = digest.rpartition(" ")
    today = after.astimezone(zone).date()
    days = (today + timedelta(days=ahead) for ahead in range(9))
    moments = (_moment(each, clock, zone) for each in days if not day or each.weekday() == _DAYS.index(day))
    return next(moment for moment in moments if moment >= after)


def after_quiet(quiet: str, zone: ZoneInfo, at: datetime) -> datetime:
    """`at`, or, where that falls into the `quiet` hours ("22:00-07:00", "" for none), their end."""
    if not quiet:
        return at
    begin, _, end = quiet.partition("-")
    local = at.astimezone(zone)
    clock, overnight = f"{local:%H:%M}", begin > end
    late = clock >= begin
    if not (late or clock < end if overnight else late and clock < end):
        return at
    day = local.date() + timedelta(days=overnight and late)
    # In the night in which the clock is set back an hour comes twice, and perhaps the end with it.
    first = _moment(day, end, zone)
    return first if first > at else _moment(day, end, zone, fold=1)


def _moment(day: date, clock: str, zone: ZoneInfo, fold: int = 0) -> datetime:
    return datetime.combine(day, time.fromisoformat(clock), zone).replace(fold=fold).astimezone(UTC)
