"""The errand that finds: what one reading means, when the next one is due, and what is never done twice."""

from __future__ import annotations

import errno
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field, replace
from datetime import timedelta
from typing import Any

import pytest
from builders import NOON, Clock, page, source

from watcher.discover import Desk, discover, discovered
from watcher.errors import Exhausted, StoreError
from watcher.model import (
    Fault,
    Listed,
    Page,
    Part,
    Reading,
    Seen,
    Source,
    SourceId,
    SourceKind,
    SourceSetting,
    Trouble,
    Unmodified,
    Unreachable,
    Validators,
)
from watcher.sources.pace import CEILING, FLOORS, START, after_failure, next_in, pause
from watcher.sources.sift import wanted, wanted_parts

URL = "https://news.example/feed.xml"
MINUTE, HOUR, DAY = timedelta(minutes=1), timedelta(hours=1), timedelta(days=1)
SET = SourceSetting(url=URL)


@dataclass
class Register:
    """discover.Register in memory."""

    known: set[str] = field(default_factory=set)
    taught: list[str] = field(default_factory=list)
    readings: list[Reading] = field(default_factory=list)
    fault: Exception | None = None

    def addresses(self, site: str) -> Sequence[str]:
        return [url for url in self.taught if site in url]

    def unlisted(self, source_id: SourceId, keys: Collection[str]) -> frozenset[str]:
        return frozenset(keys) - self.known

    async def enter(self, reading: Reading) -> Source | None:
        if self.fault is not None:
            raise self.fault
        self.readings.append(reading)
        return reading.source


def feed(*names: str, head: str = "") -> str:
    items = "".join(f"<item><link>https://news.example/{name}</link></item>" for name in names)
    return f"<rss><channel>{head}{items}</channel></rss>"


async def read(own: Source, seen: Seen | str, register: Register | None = None, **fields: Any) -> Reading:
    """The reading of a source that answers `seen`."""
    answer = page(seen, url=own.reads, **fields) if isinstance(seen, str) else seen
    asked: list[tuple[str, Validators]] = []

    async def get(url: str, validators: Validators) -> Seen:
        asked.append((url, validators))
        return answer

    desk = Desk(register=register or Register(), get=get, now=Clock(), deadline=timedelta(seconds=5))
    reading = await discover(own, desk)
    assert asked == [(own.reads, Validators() if own.part else own.validators)]
    return reading


def urls(reading: Reading) -> list[str]:
    return [found.article.url.removeprefix("https://news.example/") for found in reading.found]


# What is found


async def test_what_is_new_is_found_and_due_now() -> None:
    reading = await read(source(), feed("a", "b"), Register(known={"news.example/a"}))
    assert urls(reading) == ["b"]
    assert reading.found[0].due_at == NOON
    after = reading.source
    assert (after.kind, after.listed, after.new, after.waiting, after.why) == (SourceKind.FEED, 2, 1, 0, "")
    assert (after.read_at, after.failures, after.failing_since) == (NOON, 0, None)


async def test_one_article_is_one_find_whatever_its_addresses() -> None:
    reading = await read(source(), feed("a?utm_source=rss", "a/", "a/amp", "a#top", "", "?"))
    assert urls(reading) == ["a"]


async def test_no_more_than_the_limit_is_added_and_the_others_wait_for_an_answer_in_full() -> None:
    own = source(setting=replace(SET, limit=2))
    reading = await read(own, feed("a", "b", "c"), validators=Validators(etag='"1"'))
    assert (urls(reading), reading.source.waiting) == (["a", "b"], 1)
    assert reading.source.validators == Validators()
    reading = await read(
        own, feed("a", "b", "c"), Register(known={"news.example/a"}), validators=Validators(etag='"1"')
    )
    assert (urls(reading), reading.source.waiting) == (["b", "c"], 0)
    assert reading.source.validators == Validators(etag='"1"')


async def test_a_baseline_takes_all_and_looks_at_one_after_the_other() -> None:
    own = source(setting=replace(SET, baseline=True, pace=timedelta(seconds=10), limit=1), paced_until=NOON + MINUTE)
    reading = await read(own, feed("a", "b", "c"))
    assert [found.due_at - NOON for found in reading.found] == [timedelta(seconds=s) for s in (60, 70, 80)]
    assert reading.source.paced_until == NOON + timedelta(seconds=90)
    assert reading.source.due_at > NOON


async def test_a_large_baseline_is_added_in_portions_at_once() -> None:
    own = source(setting=replace(SET, baseline=True))
    body = "\n".join(f"https://news.example/{number}" for number in range(2_500))
    reading = await read(own, body)
    assert (len(reading.found), reading.source.waiting, reading.source.due_at) == (2_000, 500, NOON)
    again = await read(
        replace(reading.source, part=Part(url="https://news.example/1.txt")), body,
        Register(known={f"news.example/{number}" for number in range(2_000)}),
    )  # fmt: skip
    assert (len(again.found), again.done) == (500, Part(url="https://news.example/1.txt"))


async def test_the_parts_of_an_index_are_handed_on() -> None:
    body = (
        "<sitemapindex><sitemap><loc>/1.xml</loc><lastmod>2026-03-01</lastmod></sitemap>"
        "<sitemap><loc>/old.xml</loc><lastmod>2025-03-01</lastmod></sitemap></sitemapindex>"
    )
    own = source("https://news.example/map.xml")
    reading = await read(own, body)
    assert reading.parts == (Part(url="https://news.example/1.xml", modified="2026-03-01"),)
    inner = await read(replace(own, part=reading.parts[0]), body)
    assert [part.depth for part in inner.parts or ()] == [2]
    assert inner.done == reading.parts[0]
    innermost = await read(replace(own, part=replace(reading.parts[0], depth=2)), body)
    assert innermost.parts == ()


async def test_what_its_parts_list_is_counted_together() -> None:
    own = source(part=Part(url="https://news.example/1.xml"), listed=5, new=3, kind=SourceKind.SITEMAP, pause=HOUR)
    reading = await read(own, "<urlset><url><loc>https://news.example/a</loc></url></urlset>")
    after = reading.source
    assert (after.listed, after.new, after.kind, after.pause) == (6, 4, SourceKind.SITEMAP, HOUR)
    assert reading.done == own.part


async def test_a_page_teaches_itself_by_the_articles_that_were_read() -> None:
    body = "<html><a href=/politics/harbour-bridge>x</a><a href=/help>x</a>"
    own = source("https://news.example/politics", SourceSetting(url="https://news.example/politics", kind="page"))
    reading = await read(own, body, Register(taught=["https://news.example/sport/away-match"]))
    assert urls(reading) == ["politics/harbour-bridge"]


async def test_a_page_that_names_its_feed_is_read_there_at_once_and_only_once() -> None:
    body = '<html><link rel=alternate type="application/rss+xml" href="https://feeds.example/news">'
    own = source("https://news.example/", validators=Validators(etag='"1"'))
    reading = await read(own, body)
    assert (reading.source.address, reading.source.due_at, reading.why) == ("https://feeds.example/news", NOON, "")
    assert reading.source.validators == Validators()
    again = await read(reading.source, body.replace("/news", "/more"))
    assert "an HTML page that names https://feeds.example/more as its feed" in again.why
    assert again.source.due_at > NOON


@pytest.mark.parametrize(("status", "address"), [(301, "https://news.example/new.xml"), (302, URL)])
async def test_a_feed_that_moved_for_good_is_read_where_it_is(status: int, address: str) -> None:
    to = "https://news.example/new.xml"
    moved = page(feed("a"), url=to, redirects=((status, to),))
    assert (await read(source(), moved)).source.address == address


# What went wrong


async def test_a_failure_keeps_what_was_known_and_is_tried_again_after_growing_pauses() -> None:
    own = source(kind=SourceKind.FEED, pause=HOUR, validators=Validators(etag='"1"'), listed=5)
    pauses = []
    for _ in range(12):
        seen = Unreachable(url=URL, fault=Fault.DNS, why="news.example is not known", fetched_at=NOON)
        reading = await read(own, seen)
        own = reading.source
        pauses.append(own.due_at - NOON)
    assert reading.why == f"{URL}: news.example is not known"
    assert (own.failures, own.failing_since, own.why, own.listed) == (12, NOON, reading.why, 5)
    assert pauses == sorted(pauses)
    assert (pauses[0], pauses[-1]) == (HOUR, DAY)
    after = (await read(own, feed("a"))).source
    assert (after.failures, after.failing_since, after.why) == (0, None, "")


@pytest.mark.parametrize(
    ("answer", "why"),
    [
        ({"status": 404}, "the server answers 404"),
        ({"status": 500}, "the server answers 500"),
        ({"body": b"<html><h1>Sorry"}, "it is an HTML page with no link that looks like an article's"),
        ({"body": b""}, "it is empty"),
    ],
)
async def test_every_fault_is_one_reason(answer: dict[str, Any], why: str) -> None:
    seen = page(feed("a"), url=URL)
    reading = await read(source(), replace(seen, **answer))
    assert reading.why.startswith(f"{URL}: {why}")
    assert (reading.found, reading.source.failures) == ((), 1)


async def test_who_asks_to_wait_is_waited_for() -> None:
    reading = await read(source(), page("", url=URL, status=503, retry_after=2 * DAY))
    assert reading.source.due_at == NOON + 2 * DAY


async def test_what_is_wrong_with_the_host_is_told_so_that_it_is_left_alone() -> None:
    busy = await read(source(), page("", url=URL, status=429, retry_after=HOUR))
    assert (busy.trouble, busy.retry_after) == (Trouble.BUSY, HOUR)
    down = await read(source(), Unreachable(url=URL, fault=Fault.CONNECT, why="refused", fetched_at=NOON))
    assert down.trouble is Trouble.DOWN
    assert (await read(source(), feed("a"))).trouble is None


async def test_a_part_that_fails_is_passed_over_at_the_third_time() -> None:
    own = source(part=Part(url="https://news.example/1.xml"))
    for number in range(3):
        reading = await read(own, page("", url=own.reads, status=500))
        assert (reading.done is not None) == (number == 2)
        own = reading.source
    assert (own.failures, own.failing_since) == (0, None)
    assert own.why == "https://news.example/1.xml: the server answers 500"


async def test_a_source_that_is_lost_is_looked_for_where_its_owner_said_it_is() -> None:
    own = source(address="https://feeds.example/gone")
    for _ in range(5):
        own = (await read(own, page("", url=own.address, status=404))).source
    assert own.address == URL


async def test_a_reading_that_hangs_ends() -> None:
    async def get(url: str, validators: Validators) -> Seen:
        raise TimeoutError

    desk = Desk(register=Register(), get=get, now=Clock(), deadline=timedelta(seconds=5))
    assert "it took longer than 5 seconds" in (await discover(source(), desk)).why


async def test_a_reading_for_which_nothing_can_be_opened_is_none_and_blames_no_source() -> None:
    async def get(url: str, validators: Validators) -> Seen:
        raise ImportError from OSError(errno.ENFILE, "Too many open files in system")

    desk = Desk(register=Register(), get=get, now=Clock(), deadline=timedelta(seconds=5))
    with pytest.raises(Exhausted, match="too many files and connections are open"):
        await discovered(source(), desk)


async def test_a_fault_of_our_own_is_a_failed_reading_and_the_next_one_comes() -> None:
    async def get(url: str, validators: Validators) -> Seen:
        raise ZeroDivisionError

    desk = Desk(register=Register(), get=get, now=Clock(), deadline=timedelta(seconds=5))
    reading = await discovered(source(), desk)
    assert "a fault of watcher, please report it: ZeroDivisionError" in reading.why
    assert reading.source.due_at > NOON


async def test_what_cannot_be_remembered_is_said() -> None:
    with pytest.raises(StoreError):
        await read(source(), feed("a"), Register(fault=StoreError("the disk is full")))


# When


async def test_where_nothing_changed_nothing_is_read_and_the_pause_grows() -> None:
    own = source(kind=SourceKind.FEED, pause=HOUR, new=3, validators=Validators(etag='"1"'))
    reading = await read(own, Unmodified(url=URL, fetched_at=NOON))
    assert (reading.found, reading.again, reading.source.new) == ((), True, 0)
    assert reading.source.pause == 1.25 * HOUR
    assert reading.source.validators == Validators(etag='"1"')


@pytest.mark.parametrize(
    ("fields", "waited"),
    [
        ({"setting": replace(SET, every=timedelta(minutes=3))}, timedelta(minutes=3)),
        ({"ttl": HOUR}, None),
        ({}, None),
    ],
)
async def test_a_fixed_interval_counts_more_than_all_else(fields: dict[str, Any], waited: timedelta | None) -> None:
    seen = page(feed("a", head="<ttl>60</ttl>"), url=URL, fresh_for=50 * MINUTE)
    assert (await read(source(**fields), seen)).source.due_at == NOON + (waited or HOUR)


async def test_a_server_that_says_how_long_its_answer_stays_is_not_asked_before() -> None:
    seen: Page = page(feed("a"), url=URL, fresh_for=40 * MINUTE)
    assert (await read(source(), seen)).source.due_at == NOON + 40 * MINUTE


def test_the_oftener_something_new_comes_the_sooner_a_source_is_read() -> None:
    kind = SourceKind.FEED
    assert pause(None, kind, 0) > START > pause(None, kind, 1) > pause(None, kind, 2) == pause(None, kind, 50)
    busy = quiet = START
    for _ in range(30):
        busy, quiet = pause(busy, kind, 5), pause(quiet, kind, 0)
    assert (busy, quiet) == (FLOORS[kind], CEILING)
    once = START
    for number in range(400):  # one article every other reading
        once = pause(once, kind, number % 2)
    assert once == pytest.approx(START, rel=0.3)


def test_no_hint_of_a_source_is_a_way_to_be_forgotten() -> None:
    assert next_in(MINUTE, stays=365 * DAY) == CEILING
    assert next_in(MINUTE, asked=365 * DAY) == 7 * DAY
    assert next_in(MINUTE, every=HOUR, stays=DAY) == HOUR
    assert next_in(MINUTE, every=HOUR, asked=DAY) == DAY
    assert after_failure(MINUTE, 100_000) == DAY
    assert after_failure(2 * DAY, 3) == 2 * DAY


# What is wanted


def listed(name: str, *, age: timedelta | None = None, language: str = "") -> Listed:
    at = None if age is None else NOON - age
    return Listed(url=f"https://news.example/{name}", published_at=at, language=language)


def sifted(*articles: Listed, kind: SourceKind = SourceKind.FEED, **fields: Any) -> list[str]:
    found = wanted(articles, replace(SET, **fields), kind, NOON)
    assert list(found) == [one.url.removeprefix("https://") for one in found.values()]
    return [key.removeprefix("news.example/") for key in found]


def test_a_pattern_chooses_by_address() -> None:
    assert sifted(listed("a-1"), listed("b-2"), match=r"/a-\d$") == ["a-1"]


@pytest.mark.parametrize(
    ("language", "taken"),
    [("zh", True), ("zh-CN", True), ("ZH_hans", True), ("zha", False), ("en", False), ("", True), ("de-DE", True)],
)
def test_a_language_chooses_its_variants_and_what_does_not_say(language: str, taken: bool) -> None:
    assert bool(sifted(listed("a", language=language), languages=("zh", "de"))) is taken


def test_what_is_too_old_is_left_out_and_what_has_no_time_is_not() -> None:
    articles = (listed("old", age=3 * DAY), listed("new", age=HOUR), listed("none"))
    assert sifted(*articles, max_age=DAY) == ["new", "none"]
    assert sifted(*articles) == ["old", "new", "none"]


def test_of_a_sitemap_only_the_last_fortnight_is_taken_unless_that_is_said() -> None:
    articles = (listed("a", age=13 * DAY), listed("b", age=15 * DAY), listed("c", age=400 * DAY))
    assert sifted(*articles, kind=SourceKind.SITEMAP) == ["a"]
    assert sifted(*articles, kind=SourceKind.SITEMAP, max_age=30 * DAY) == ["a", "b"]
    assert sifted(*articles, kind=SourceKind.SITEMAP, baseline=True) == ["a", "b", "c"]


def test_the_newest_come_first_where_all_say_when_they_were_published() -> None:
    dated = (listed("b", age=2 * HOUR), listed("c", age=3 * HOUR), listed("a", age=HOUR))
    assert sifted(*dated) == ["a", "b", "c"]
    assert sifted(*dated, listed("none")) == ["b", "c", "a", "none"]


@pytest.mark.parametrize(
    "url", ["https://news.example/", "https://news.example", URL, "https://news.example/a b", "x" * 9]
)
def test_what_can_be_no_article_is_left_out(url: str) -> None:
    assert not wanted([Listed(url=url), Listed(url=f"{URL}?utm_source=x")], SET, SourceKind.FEED, NOON)


def parts(*told: str) -> tuple[Part, ...]:
    return tuple(Part(url=f"https://news.example/{number}.xml", modified=at) for number, at in enumerate(told))


def test_of_an_index_the_parts_that_changed_lately_are_read() -> None:
    own = parts("2026-03-01", "2026-01-01", "")
    assert wanted_parts(own, SET, NOON) == (own[0], own[2])
    assert wanted_parts(own, replace(SET, baseline=True), NOON) == own


def test_of_many_parts_without_a_time_the_first_and_the_last_are_read() -> None:
    own = parts(*[""] * 100)
    assert wanted_parts(own, SET, NOON) == own[:5] + own[-5:]
