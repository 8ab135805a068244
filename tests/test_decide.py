"""The specification: what was known, what is seen → what is concluded. Real pages, real reading, real comparing."""

from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime, timedelta

import pytest
from builders import NOON, URL, article, news, page, revision, subscription, watch
from msgspec import structs

from watcher.decide import decide, failed, reverts_to
from watcher.extract import VERSION, shipped, version
from watcher.model import (
    NOTHING_KNOWN,
    Fault,
    Finding,
    Known,
    KnownLine,
    Outcome,
    Page,
    Paragraph,
    Revision,
    Seen,
    Standing,
    Suspicion,
    Unmodified,
    Unreachable,
    Validators,
    Watch,
)
from watcher.model.lines import lines_of
from watcher.model.page import NO_VALIDATORS
from watcher.model.summary import FOREVER
from watcher.settings import Schedule

HOUR = timedelta(hours=1)
SCHEDULE = Schedule()
TITLE = "Harbour bridge closed after inspection"
STORY = (
    "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two of its main cables.",
    "City officials said the inspection, the first in nine years, had been planned since the winter storms of January.",
    "About 41,000 vehicles cross the bridge on an ordinary day; ferries will run every ten minutes instead of twenty.",
    "The mayor, Ida Brandt, promised that the first lanes would be open again before the end of the school holidays.",
)
FOG = (
    "Thick fog kept the airport closed until noon; 64 flights were cancelled and many travellers slept in the hall.",
    "Meteorologists expect the weather to stay as it is, with a weak wind from the east and little hope for the sun.",
    "The airline asked everybody to look at its site before leaving home and offered to change bookings for nothing.",
)
PAGE = page(news(TITLE, *STORY), validators=Validators(etag='"1"'))
EDITED = page(news(TITLE, STORY[0].replace("two", "three"), *STORY[1:]))
FEWER = page(news(TITLE, "This article was withdrawn because its figures could not be confirmed by the city."))
OPEN_ENDED = page(news(TITLE, *STORY).partition("</body>")[0])
BROKEN_OFF = page(news(TITLE, *STORY).partition("About 41,000 vehicles cross")[0])
OTHER = page(news("Airport shut by fog", *FOG))
CAPTCHA = page("<title>Just a moment...</title><h1>Checking your browser</h1><p>Enable JavaScript and cookies.</p>")
SHELL = page('<title>News</title><body><noscript>Please enable JavaScript</noscript><div id="root"></div></body>')
SOFT_404 = page("<title>Page not found | The Example</title><body><h1>Page not found</h1></body>")


def status(code: int, body: str = "", **rest: timedelta) -> Page:
    return page(body, status=code, **rest)


def unreachable(fault: Fault = Fault.DNS, why: str = "the name news.example cannot be resolved") -> Unreachable:
    return Unreachable(url=URL, fault=fault, why=why, fetched_at=NOON)


def redirected(to: str, body: Page = PAGE, *, code: int = 301) -> Page:
    return replace(body, url=to, redirects=((code, to),))


class Life:
    """A watch, one look after the other, an hour apart; remembers as the store does."""

    def __init__(self, *looks: Seen, before: Watch | None = None) -> None:
        self.watch = before or watch(tags=("desk",))
        self.last: Revision | None = None
        self.now = NOON
        for seen in looks:
            self.look(seen)

    def look(self, seen: Seen, *, known: Known = NOTHING_KNOWN) -> Finding:
        self.now += HOUR
        found = decide(self.watch, seen, self.last, [subscription()], self.now, schedule=SCHEDULE, known=known)
        self.watch = found.watch
        if self.last is not None and found.reread is not None:
            lineage = (*self.last.lineage[:-1], found.reread.digest())
            self.last = replace(self.last, article=found.reread, extractor=found.extractor, lineage=lineage)
        if found.revision is not None:
            self.last = replace(found.revision, changes=())
        elif self.last is not None and found.outcome is Outcome.SAME:
            self.last = replace(self.last, last_seen_at=found.at)
        return found

    def all(self, *looks: Seen) -> list[Finding]:
        return [self.look(seen) for seen in looks]


def told(finding: Finding) -> tuple[str, str | None, int | None, int]:
    """(outcome, kind of event, number of the revision, count of alerts)."""
    event = finding.event.kind if finding.event else None
    return finding.outcome.value, event, finding.revision.number if finding.revision else None, len(finding.alerts)


QUIET = (None, None, 0)


# The table: what was looked at before, what is seen now, what is concluded.
@pytest.mark.parametrize(
    ("before", "seen", "concluded"),
    [
        pytest.param((), PAGE, ("new", None, 1, 0), id="first look"),
        pytest.param((), unreachable(), ("failed", *QUIET), id="first look, no answer"),
        pytest.param((), status(404), ("gone", *QUIET), id="first look, not found"),
        pytest.param((), SHELL, ("unreadable", *QUIET), id="first look, a shell"),
        pytest.param((), Unmodified(url=URL, fetched_at=NOON), ("failed", *QUIET), id="first look, unmodified"),
        pytest.param((PAGE,), PAGE, ("same", *QUIET), id="same bytes"),
        pytest.param((PAGE,), Unmodified(url=URL, fetched_at=NOON), ("same", *QUIET), id="unmodified"),
        pytest.param((PAGE,), page(news(TITLE, *STORY) + "<!-- 1 -->"), ("same", *QUIET), id="noise"),
        pytest.param((PAGE,), EDITED, ("changed", None, 2, 1), id="edited"),
        pytest.param((PAGE, EDITED), PAGE, ("changed", None, 3, 1), id="edited back"),
        pytest.param((PAGE, EDITED), EDITED, ("same", *QUIET), id="edited, then same"),
        pytest.param((PAGE,), unreachable(Fault.ROBOTS), ("failed", *QUIET), id="robots.txt"),
        pytest.param((PAGE,), unreachable(Fault.ADDRESS), ("failed", *QUIET), id="guard"),
        pytest.param((PAGE,), status(500), ("failed", *QUIET), id="500"),
        pytest.param((PAGE, status(500)), status(500), ("failed", *QUIET), id="500 twice"),
        pytest.param((PAGE,), status(503), ("failed", *QUIET), id="503"),
        pytest.param((PAGE,), status(418), ("failed", *QUIET), id="418"),
        pytest.param((PAGE,), status(299, news(TITLE, *STORY)), ("same", *QUIET), id="299"),
        pytest.param((PAGE,), status(206, news(TITLE, STORY[0])), ("failed", *QUIET), id="206, a part of it"),
        pytest.param((PAGE,), status(300), ("failed", *QUIET), id="300"),
        pytest.param((PAGE,), status(599), ("failed", *QUIET), id="599"),
        pytest.param((PAGE,), status(404), ("gone", *QUIET), id="404"),
        pytest.param((PAGE, status(404)), status(404), ("gone", "article.gone", None, 1), id="404 twice"),
        pytest.param((PAGE, status(404)), status(410), ("gone", "article.gone", None, 1), id="404, then 410"),
        pytest.param((PAGE, status(404)), SOFT_404, ("gone", "article.gone", None, 1), id="404, then a soft one"),
        pytest.param((PAGE, SOFT_404), SOFT_404, ("gone", "article.gone", None, 1), id="soft 404 twice"),
        pytest.param((PAGE, status(404), status(404)), status(404), ("gone", *QUIET), id="404 thrice"),
        pytest.param((PAGE, status(404), status(404)), CAPTCHA, ("blocked", *QUIET), id="gone, then a wall"),
        pytest.param((PAGE, status(404), PAGE), status(404), ("gone", *QUIET), id="404, back, 404"),
        pytest.param((PAGE, status(404), status(500)), status(404), ("gone", "article.gone", None, 1), id="404 again"),
        pytest.param((status(404),), status(404), ("gone", *QUIET), id="never there"),
        pytest.param((status(404), status(404)), PAGE, ("new", None, 1, 0), id="never there, then there"),
        pytest.param((PAGE,), status(403), ("blocked", *QUIET), id="403"),
        pytest.param((PAGE, status(403)), status(403), ("blocked", "article.blocked", None, 1), id="403 twice"),
        pytest.param((PAGE, status(403)), status(401), ("blocked", *QUIET), id="403, then 401"),
        pytest.param((PAGE, status(403), status(403)), status(403), ("blocked", *QUIET), id="403 thrice"),
        pytest.param((PAGE, status(451)), status(451), ("blocked", "article.blocked", None, 1), id="451 twice"),
        pytest.param((PAGE, status(429)), status(429), ("blocked", *QUIET), id="429 twice"),
        pytest.param((PAGE,), status(503, CAPTCHA.body.decode()), ("blocked", *QUIET), id="503 with a challenge"),
        pytest.param((PAGE,), CAPTCHA, ("blocked", *QUIET), id="captcha"),
        pytest.param((PAGE, CAPTCHA), CAPTCHA, ("blocked", "article.blocked", None, 1), id="captcha twice"),
        pytest.param((PAGE, CAPTCHA), SHELL, ("unreadable", *QUIET), id="captcha, then a shell"),
        pytest.param((PAGE, SHELL), SHELL, ("unreadable", "article.unreadable", None, 1), id="shell twice"),
        pytest.param((PAGE, SHELL, SHELL), SHELL, ("unreadable", *QUIET), id="shell thrice"),
        pytest.param((PAGE, SHELL, SHELL, status(404)), status(404), ("gone", "article.gone", None, 1), id="then gone"),
        pytest.param((PAGE,), page(b""), ("unreadable", *QUIET), id="empty"),
        pytest.param((PAGE,), page(b"%PDF-1.7 x"), ("unreadable", *QUIET), id="PDF"),
        pytest.param((PAGE,), BROKEN_OFF, ("unreadable", *QUIET), id="broken off"),
        pytest.param((BROKEN_OFF,), PAGE, ("new", None, 1, 0), id="broken off, then whole"),
        pytest.param((), OPEN_ENDED, ("new", None, 1, 0), id="without the last end tags"),
        pytest.param((PAGE, BROKEN_OFF), PAGE, ("same", *QUIET), id="whole, broken off, whole"),
        pytest.param((PAGE, BROKEN_OFF), BROKEN_OFF, ("changed", None, 2, 1), id="broken off twice"),
        pytest.param((PAGE,), FEWER, ("unreadable", *QUIET), id="collapsed"),
        pytest.param((PAGE, FEWER), FEWER, ("changed", None, 2, 1), id="collapsed twice"),
        pytest.param((PAGE, FEWER), PAGE, ("same", *QUIET), id="collapsed, then whole"),
        pytest.param((PAGE,), OTHER, ("unreadable", *QUIET), id="another article"),
        pytest.param((PAGE, OTHER), OTHER, ("changed", None, 2, 1), id="another article twice"),
        pytest.param((PAGE, OTHER), FEWER, ("unreadable", *QUIET), id="another article, then collapsed"),
    ],
)  # fmt: skip
def test_what_a_look_means(before: tuple[Seen, ...], seen: Seen, concluded: tuple[object, ...]) -> None:
    assert told(Life(*before).look(seen)) == concluded


@pytest.mark.parametrize("away", [status(404), status(403), CAPTCHA, SHELL])
def test_what_comes_back_is_restored_once_and_compared_across_the_gap(away: Page) -> None:
    life = Life(PAGE, away, away)
    assert told(life.look(EDITED)) == ("changed", "article.restored", 2, 2)
    assert told(life.look(EDITED)) == ("same", *QUIET)


def test_what_comes_back_as_it_was_is_only_restored() -> None:
    life = Life(PAGE, status(410), status(410))
    assert told(life.look(PAGE)) == ("same", "article.restored", None, 1)
    assert life.watch.standing is Standing.PRESENT


def test_an_unmodified_page_restores_as_well() -> None:
    life = Life(PAGE, status(404), status(404))
    assert told(life.look(Unmodified(url=URL, fetched_at=NOON))) == ("same", "article.restored", None, 1)


def test_a_first_doubt_restores_nothing() -> None:
    life = Life(PAGE, status(404))
    assert told(life.look(PAGE)) == ("same", *QUIET)


def test_what_is_believed_away_is_asked_for_whole() -> None:
    life = Life(PAGE, status(404))
    assert life.watch.validators == PAGE.validators
    life.look(status(404))
    assert (life.watch.validators, life.watch.fingerprint) == (Validators(), None)


def test_a_wall_never_leaves_its_validators() -> None:
    life = Life(PAGE, replace(CAPTCHA, validators=Validators(etag='"wall"')))
    assert life.watch.validators == PAGE.validators


def test_a_cache_that_says_unmodified_for_ever_is_not_believed_for_ever() -> None:
    life = Life(PAGE)
    unmodified = Unmodified(url=URL, fetched_at=NOON)
    asked_whole = sum(life.look(unmodified).watch.validators == Validators() for _ in range(60))
    assert life.watch.fingerprint
    assert 0 < asked_whole < 60


def test_the_first_revision() -> None:
    life = Life()
    found = life.look(PAGE)
    first = found.revision
    assert first is not None
    assert (first.number, first.seen_after, first.changes, first.extractor) == (1, None, (), VERSION)
    assert (first.first_seen_at, first.last_seen_at) == (life.now, life.now)
    assert first.article.title == TITLE
    assert first.lineage == (first.article.digest(),)
    assert found.page == PAGE
    assert found.watch.validators == PAGE.validators
    assert found.watch.fingerprint
    assert found.watch.standing is Standing.PRESENT


def test_the_next_revision() -> None:
    life = Life(PAGE, PAGE)
    seen_last, young_since = life.now, life.watch.young_since
    found = life.look(EDITED)
    second = found.revision
    assert second is not None
    assert (second.seen_after, second.first_seen_at) == (seen_last, life.now)
    assert [c.kind for c in second.changes] == ["paragraph.edited"]
    assert second.stealth
    assert not second.bumped
    assert found.page == EDITED
    assert young_since
    assert found.watch.young_since
    assert young_since < found.watch.young_since < life.now
    assert found.alerts[0].changes == (0,)


def test_a_revision_that_returns_to_an_earlier_text_says_to_which() -> None:
    life = Life(PAGE, EDITED)
    assert life.last is not None
    assert life.last.reverts_to is None
    third = life.look(PAGE).revision
    assert third is not None
    assert third.reverts_to == 1
    assert len(third.lineage) == 3


@pytest.mark.parametrize(
    ("states", "reverts_to"),
    [
        ([("two", 9), ("three", 10), ("two", 11)], 1),
        ([("two", 9), ("two", 10), ("three", 11), ("two", 12)], 2),
        ([("two", 9), ("two", 10), ("three", 11), ("two", 9)], 1),
        ([("two", 9), ("three", 10), ("four", 11)], None),
        ([("two", 9), ("two", 10)], None),
        ([("two", 9), ("two", 10), ("two", 9)], 1),
    ],
)
def test_a_return_is_one_to_the_text_whatever_the_time_of_modification(
    states: list[tuple[str, int]], reverts_to: int | None
) -> None:
    def at(cables: str, hour: int) -> Page:
        head = f'<meta property="article:modified_time" content="2026-03-02T{hour:02}:00:00Z">'
        return page(news(TITLE, STORY[0].replace("two", cables), *STORY[1:], head=head))

    *before, now = states
    revision = Life(*(at(*state) for state in before)).look(at(*now)).revision
    assert revision is not None
    assert revision.reverts_to == reverts_to


def test_an_address_that_changes_alone_is_no_return() -> None:
    assert [reverts_to(known, "a" * 32) for known in ([], ["a" * 32], ["a" * 32, "b" * 32])] == [None, None, 1]


def test_a_time_of_modification_that_moves_alone_is_bumped() -> None:
    def at(hour: int) -> Page:
        meta = f'<meta property="article:modified_time" content="2026-03-02T{hour}:00:00Z">'
        return page(news(TITLE, *STORY, head=meta))

    bump = Life(at(10)).look(at(11)).revision
    assert bump is not None
    assert (bump.bumped, bump.stealth) == (True, False)


def test_nobody_is_told_who_did_not_ask() -> None:
    life = Life(PAGE, before=watch())
    found = decide(life.watch, EDITED, life.last, [subscription(tags=("sports",))], life.now, schedule=SCHEDULE)
    assert found.outcome is Outcome.CHANGED
    assert found.alerts == ()


@pytest.mark.parametrize(("until", "heard"), [(None, 1), (FOREVER, 0), (NOON + 3 * HOUR, 0), (NOON + 2 * HOUR, 1)])
@pytest.mark.parametrize("looks", [(EDITED,), (status(404), status(404))])
def test_of_a_muted_article_everything_is_recorded_and_nothing_told(
    looks: tuple[Page, ...], until: datetime | None, heard: int
) -> None:
    life = Life(PAGE, *looks[:-1])
    muted, now = structs.replace(life.watch, muted_until=until), NOON + 2 * HOUR
    found = decide(muted, looks[-1], life.last, [subscription()], now, schedule=SCHEDULE)
    assert found.revision or found.event
    assert len(found.alerts) == heard


@pytest.mark.parametrize(("language", "heard"), [("en", True), ("de", False)])
@pytest.mark.parametrize("looks", [(EDITED,), (status(404), status(404))])
def test_edits_and_events_are_told_by_the_language_of_the_article(
    looks: tuple[Page, ...], language: str, heard: bool
) -> None:
    life = Life(PAGE, *looks[:-1])
    asked = [subscription(languages=(language,))]
    found = decide(life.watch, looks[-1], life.last, asked, life.now, schedule=SCHEDULE)
    assert bool(found.alerts) is heard


def test_suspicion_is_kept_over_failures_and_dates_from_the_first_doubt() -> None:
    life = Life(PAGE, status(404))
    since = life.now
    life.all(unreachable(), CAPTCHA)
    assert life.watch.suspicion == Suspicion(likeness="challenge", since=since)
    life.look(PAGE)
    assert life.watch.suspicion is None


def test_an_event_says_between_which_looks_it_happened() -> None:
    life = Life(PAGE, PAGE)
    seen_last = life.now
    gone = life.all(status(404), status(404))[-1].event
    assert gone is not None
    assert (gone.seen_after, gone.at) == (seen_last, life.now)
    assert "404 Not Found" in gone.why
    looked_last = life.now
    back = life.look(PAGE).event
    assert back is not None
    assert (back.seen_after, back.at) == (looked_last, life.now)


ELSEWHERE = "https://news.example/city/harbour-bridge-closed"


def test_a_permanent_move_is_told_once_and_the_history_stays_one() -> None:
    life = Life(PAGE)
    key = life.watch.key
    found = life.look(redirected(ELSEWHERE))
    assert told(found) == ("redirected", "article.redirected", None, 1)
    assert found.event is not None
    assert found.event.url == ELSEWHERE
    assert (life.watch.url, life.watch.key) == (ELSEWHERE, key)
    assert told(life.look(replace(PAGE, url=ELSEWHERE))) == ("same", *QUIET)


def test_a_move_to_another_host_moves_the_site() -> None:
    life = Life(PAGE)
    life.look(redirected("https://www.other.example/harbour-bridge"))
    assert life.watch.site == "other.example"


def test_a_move_with_an_edit_tells_both() -> None:
    assert told(Life(PAGE).look(redirected(ELSEWHERE, EDITED))) == ("changed", "article.redirected", 2, 2)


def test_a_new_headline_moves_with_its_text() -> None:
    renamed = page(news("Thousands take the ferry", *STORY))
    assert told(Life(PAGE).look(redirected(ELSEWHERE, renamed))) == ("changed", "article.redirected", 2, 2)


def test_the_old_headline_over_another_text_elsewhere_is_no_move() -> None:
    series = page(news(TITLE, *FOG))
    assert told(Life(PAGE).look(redirected(ELSEWHERE, series))) == ("gone", *QUIET)


@pytest.mark.parametrize("code", [302, 303, 307])
def test_a_temporary_move_is_believed_when_seen_twice_alike(code: int) -> None:
    life = Life(PAGE)
    first, second = life.all(redirected(ELSEWHERE, code=code), redirected(ELSEWHERE, code=code))
    assert told(first) == ("same", *QUIET)
    assert first.watch.url == URL
    assert told(second) == ("redirected", "article.redirected", None, 1)


def test_another_address_of_the_same_article_is_no_move() -> None:
    life = Life(PAGE)
    assert told(life.look(redirected(f"{URL}?utm_source=feed", code=302))) == ("same", *QUIET)
    assert life.watch.url == URL


def test_an_address_that_only_led_to_the_article_is_left_at_the_first_look() -> None:
    life = Life(before=watch("https://sho.rt/x1"))
    assert told(life.look(redirected(URL, code=302))) == ("new", None, 1, 0)
    assert (life.watch.url, life.watch.site, life.watch.key) == (URL, "news.example", "sho.rt/x1")


def test_a_redirect_to_the_home_page_means_gone() -> None:
    home = redirected("https://news.example/", OTHER, code=302)
    assert [told(f) for f in Life(PAGE).all(home, home)] == [("gone", *QUIET), ("gone", "article.gone", None, 1)]


def test_a_redirect_to_another_article_means_gone() -> None:
    other = redirected("https://news.example/weather/fog", OTHER)
    assert [told(f) for f in Life(PAGE).all(other, other)] == [("gone", *QUIET), ("gone", "article.gone", None, 1)]


def remembered(version: str, body: Page | None) -> Revision:
    """A revision that another extractor read, not quite as today's would."""
    misread = article(*STORY, "Read also: ferries", title=TITLE, published_at="2026-03-02T09:00:00Z")
    return revision(misread, extractor=version, page=body)


def test_an_upgrade_raises_no_alert() -> None:
    found = decide(watch(), PAGE, remembered("0", PAGE), [subscription()], NOON, schedule=SCHEDULE)
    assert told(found) == ("same", *QUIET)
    assert found.reread is not None
    assert [b.text for b in found.reread.blocks if isinstance(b, Paragraph)] == list(STORY)
    assert found.extractor == VERSION


def test_an_upgrade_hides_no_edit() -> None:
    last = remembered("0", PAGE)
    found = decide(watch(), EDITED, last, [subscription()], NOON, schedule=SCHEDULE)
    assert told(found) == ("changed", None, 2, 1)
    assert found.revision is not None
    assert found.reread is not None
    assert [c.kind for c in found.revision.changes] == ["paragraph.edited"]
    assert found.revision.lineage == (found.reread.digest(), found.revision.article.digest())


def test_an_upgrade_without_the_page_takes_the_new_reading_and_says_so() -> None:
    found = decide(watch(), EDITED, remembered("0", None), [subscription()], NOON, schedule=SCHEDULE)
    assert told(found) == ("same", *QUIET)
    assert found.reread is not None
    assert "not kept" in found.why


def test_today_s_reading_is_not_read_again() -> None:
    found = decide(watch(), PAGE, remembered(VERSION, None), [subscription()], NOON, schedule=SCHEDULE)
    assert found.reread is None
    assert told(found) == ("changed", None, 2, 1)


LETTERS = "Our desk reads every letter that reaches it and answers most of them within a week."
FURNISHED = page(news(TITLE, STORY[0], LETTERS, *STORY[1:]))
FURNISHED_AND_EDITED = page(news(TITLE, STORY[0].replace("two", "three"), LETTERS, *STORY[1:]))
KNOWN = Known(
    site="news.example",
    lines=tuple(KnownLine(line=line, articles=4, counted=4) for line in lines_of(article(LETTERS))),
)


def read_before_it_was_known() -> Life:
    """A watch whose article was read while its furniture was not known; the store brings the page, as it does then."""
    life = Life(FURNISHED)
    assert life.last is not None
    assert LETTERS in life.last.article.text()
    life.last = replace(life.last, page=FURNISHED)
    return life


def test_a_line_that_is_known_is_not_read_but_goes_on_to_count() -> None:
    found = Life().look(FURNISHED, known=KNOWN)
    assert found.revision is not None
    assert LETTERS not in found.revision.article.text()
    assert found.revision.extractor == found.extractor == version(shipped(), KNOWN)
    assert found.counted is not None
    assert lines_of(found.counted) == lines_of(article(STORY[0], LETTERS, *STORY[1:]))


def test_knowledge_that_comes_is_no_change_of_an_equal_page() -> None:
    found = read_before_it_was_known().look(FURNISHED, known=KNOWN)
    assert told(found) == ("same", *QUIET)
    assert (found.reread, found.counted) == (None, None)


def test_knowledge_that_comes_is_no_change_of_a_page_with_other_noise() -> None:
    noisy = page(news(TITLE, STORY[0], LETTERS, *STORY[1:], "Advertisement"))
    found = read_before_it_was_known().look(noisy, known=KNOWN)
    assert told(found) == ("same", *QUIET)
    assert found.reread is not None
    assert LETTERS not in found.reread.text()
    assert found.extractor == version(shipped(), KNOWN)


def test_knowledge_that_comes_hides_no_edit() -> None:
    found = read_before_it_was_known().look(FURNISHED_AND_EDITED, known=KNOWN)
    assert told(found) == ("changed", None, 2, 1)
    assert found.revision is not None
    assert [c.kind for c in found.revision.changes] == ["paragraph.edited"]


def test_knowledge_that_goes_is_no_change_either() -> None:
    life = Life()
    life.look(FURNISHED, known=KNOWN)
    assert life.last is not None
    life.last = replace(life.last, page=FURNISHED)
    found = life.look(FURNISHED_AND_EDITED)
    assert found.revision is not None
    assert [c.kind for c in found.revision.changes] == ["paragraph.edited"]


def test_furniture_that_is_known_may_come_and_go() -> None:
    life = Life()
    life.look(FURNISHED, known=KNOWN)
    assert told(life.look(PAGE, known=KNOWN)) == ("same", *QUIET)


def test_a_look_that_finds_nothing_new_brings_no_lines() -> None:
    life = Life(PAGE)
    assert life.look(PAGE).counted is None
    assert life.look(page(news(TITLE, *STORY) + "<!-- 1 -->")).counted is None
    edited = life.look(EDITED).counted
    assert edited is not None
    assert len(lines_of(edited)) == len(STORY)


@pytest.mark.parametrize(
    ("published", "young_since"),
    [
        ("2026-03-02T09:00:00Z", datetime(2026, 3, 2, 9, tzinfo=UTC)),
        ("2026-03-01", datetime(2026, 3, 1, tzinfo=UTC)),
        ("2026-03-02T18:30:00Z", None),
        ("1970-01-01T00:00:00Z", None),
        ("soon", None),
    ],
)
def test_age_counts_from_the_publication_where_that_is_plausible(published: str, young_since: datetime | None) -> None:
    life = Life(page(news(TITLE, *STORY, published=published)))
    assert life.watch.young_since == (young_since or life.now)


def test_a_failure_says_why_and_asks_again_later() -> None:
    found = Life(PAGE).look(unreachable())
    assert found.why == "the name news.example cannot be resolved"
    assert found.watch.failing_since == found.at
    assert found.watch.due_at > found.at


def test_retry_after_is_obeyed() -> None:
    for code in (429, 503, 403, 404):
        found = Life(PAGE).look(status(code, retry_after=timedelta(days=3)))
        assert found.watch.due_at >= found.at + timedelta(days=3)


def test_a_server_that_knows_no_conditions_is_asked_without() -> None:
    life = Life(PAGE)
    assert life.watch.validators == PAGE.validators
    assert life.look(status(412)).outcome is Outcome.FAILED
    assert life.watch.validators == NO_VALIDATORS


def test_a_look_that_failed_for_our_own_fault_is_recorded_as_failed() -> None:
    found = failed(watch(), "a fault of watcher", NOON, schedule=SCHEDULE)
    assert (found.outcome, found.why, found.watch.failures) == (Outcome.FAILED, "a fault of watcher", 1)


def test_a_chinese_number_is_never_hidden() -> None:
    told_one = "该公司周一表示，第一季度营业收入达到10.5亿元，比去年同期增长百分之八，超过分析师此前的预期。"
    before = page(news("公司公布季度业绩", told_one, "公司还说，今年将在三个城市开设新工厂，再招聘两千名员工。"))
    after = page(before.body.replace("10.5亿".encode(), "105亿".encode()))
    found = Life(before).look(after)
    assert told(found) == ("changed", None, 2, 1)
    assert found.revision is not None
    assert found.revision.changes[0].weight == "major"


def test_a_document_of_deutsche_welle_is_read_and_compared() -> None:
    url = "https://api.dw.com/api/detail/article/68044952"

    def document(number: str) -> Page:
        text = f"<p>Der Fluss stieg am Montag auf {number} Meter, teilte die Stadt mit; die Schulen bleiben zu.</p>"
        body = (
            '{"name": "Der Fluss steigt", "teaser": "Die Schulen bleiben zu.", "displayDate": "2026-03-02T09:00:00Z",'
            f' "body": [{{"content": {{"type": "text", "text": "{text}"}}}}]}}'
        )
        return page(body, url=url, content_type="application/json")

    life = Life(before=watch(url))
    assert told(life.look(document("2,4"))) == ("new", None, 1, 0)
    assert told(life.look(document("2,4"))) == ("same", *QUIET)
    assert told(life.look(document("2,9"))) == ("changed", None, 2, 1)
