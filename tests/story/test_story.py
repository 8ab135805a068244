"""The product told end to end: a real site, real HTTP, the real store, outbox and channel."""

from __future__ import annotations

import sqlite3
from contextlib import closing
from datetime import timedelta
from pathlib import Path

import faults
import pytest
from newsroom import Newsroom, newsroom, reopened

from watcher.demo.articles import STORIES
from watcher.demo.script import caption, headline, inserted, untouched, wording
from watcher.demo.site import Answer, Sink, gone
from watcher.model import AlertState, Outcome, Standing

SOFTER = headline("Minister misstated ferry terminal costs, auditors find")
OFTEN = timedelta(milliseconds=100)
LATER = timedelta(hours=1)


# The daemon


async def test_a_softened_headline_is_told_once(room: Newsroom) -> None:
    room.track("terminal", "pool", every=OFTEN)
    async with room.running():
        await room.site.loaded("terminal", 2)
        room.site.edit("terminal", SOFTER, disclosed_at=room.clock())
        told = await room.sink.next()
        await room.site.loaded("terminal", 2)
    assert told.subject.startswith("Headline edited: “Minister lied about")
    assert "Minister [-lied about-]{+misstated+} ferry terminal costs" in told.text
    assert room.sink.arrived == [told]
    assert room.edits("terminal") == [["modified.changed", "title.edited"]]
    assert room.edits("pool") == []


async def test_a_restart_neither_loses_nor_repeats(room: Newsroom, tmp_path: Path) -> None:
    room.track("terminal", every=OFTEN)
    async with room.running():
        await room.site.loaded("terminal", 2)
        room.site.edit("terminal", SOFTER)
        first = await room.sink.next()
    room.site.edit("terminal", wording("41 million", "14 million"))
    async with reopened(room, tmp_path) as again:
        again.clock.move(LATER)
        async with again.running():
            second = await room.sink.next()
            await room.site.loaded("terminal", 2)
        assert again.edits("terminal") == [["title.edited"], ["paragraph.edited"]]
    assert "14 million" in second.text.replace("[-41-]{+14+}", "14")
    assert room.sink.arrived == [first, second]


# Noise


async def test_noise_stays_silent_for_twenty_looks(room: Newsroom) -> None:
    room.track(*room.site.stories)
    for key in room.site.stories:
        assert (await room.look(key)).outcome is Outcome.NEW
        assert [(await room.look(key)).outcome for _ in range(20)] == [Outcome.SAME] * 20
    assert len({(await room.look("ferry")).watch.fingerprint, room.watch("ferry").fingerprint}) == 1
    assert await room.tell() == []
    assert [look.count for look in room.store.history.looks(room.watches["ferry"])] == [1, 21]


async def test_a_site_with_an_honest_etag_seldom_has_to_send_a_page(room: Newsroom) -> None:
    room.track("observatory")
    for _ in range(20):
        await room.look("observatory")
    statuses = [load.status for load in room.site.loads]
    assert statuses.count(304) > statuses.count(200)
    room.site.edit("observatory", headline("星ケ丘天文台、夜間の一般公開を五月から再開へ"))
    assert (await room.look("observatory")).outcome is Outcome.CHANGED


# Edits


async def test_one_chinese_character_in_a_gb18030_page_is_told_as_what_it_turns_round(room: Newsroom) -> None:
    room.track("locks")
    await room.look("locks")
    room.site.edit("locks", wording("均未发现", "均已发现"))
    finding = await room.look("locks")
    assert finding.revision is not None
    assert finding.revision.stealth
    assert finding.revision.facts == ("negation",)
    assert "三座水闸均[-未-]{+已+}发现裂缝" in (await room.tell())[0].text


async def test_a_caption_of_a_gallery_outside_the_text_is_told(room: Newsroom) -> None:
    room.track("ferry")
    await room.look("ferry")
    room.site.edit("ferry", caption("二十四个防火舱室", "二十二个防火舱室"))
    await room.look("ferry")
    assert room.edits("ferry") == [["caption.edited"]]
    assert "二十[-四-]{+二+}个" in (await room.tell())[0].text


async def test_a_paragraph_that_nothing_tells_of_is_called_undisclosed(room: Newsroom) -> None:
    room.track("pool")
    await room.look("pool")
    room.site.edit("pool", inserted("Süderloh aus", "Der Förderverein fordert seit Jahren einen Neubau am Bahnhof."))
    finding = await room.look("pool")
    assert finding.revision is not None
    assert finding.revision.stealth
    assert "Not disclosed" in (await room.tell())[0].text


async def test_a_time_that_moves_alone_is_called_a_bump(room: Newsroom) -> None:
    room.track("pool")
    await room.look("pool")
    room.site.edit("pool", untouched, disclosed_at=room.clock())
    finding = await room.look("pool")
    assert finding.revision is not None
    assert (finding.revision.bumped, finding.revision.stealth) == (True, False)


async def test_an_edit_taken_back_is_told_as_a_return(room: Newsroom) -> None:
    room.track("terminal")
    await room.look("terminal")
    before = room.site.article("terminal")
    room.site.edit("terminal", SOFTER)
    await room.look("terminal")
    room.site.edit("terminal", lambda _: before)
    finding = await room.look("terminal")
    assert finding.revision is not None
    assert finding.revision.reverts_to == 1


async def test_a_headline_that_alternates_is_told_with_its_return_and_then_when_it_stays(room: Newsroom) -> None:
    room.track("terminal")
    await room.look("terminal")
    plain = room.site.article("terminal")
    for edit in (SOFTER, lambda _: plain, SOFTER, lambda _: plain, SOFTER):
        room.site.edit("terminal", edit)
        await room.look("terminal")
    arrived = await room.tell()
    assert [told.subject[:24] for told in arrived] == ["Headline edited: “Minist"] * 2
    assert "goes back" in arrived[1].text or "stands again" in arrived[1].text
    room.clock.move(timedelta(days=1))
    await room.look("terminal")
    (told,) = await room.tell()
    assert "went back and forth between these texts; now one has stayed" in told.text


async def test_a_newer_extractor_reads_the_old_page_again_and_raises_no_alert(room: Newsroom, tmp_path: Path) -> None:
    room.track("ferry")
    await room.look("ferry")
    with closing(sqlite3.connect(tmp_path / "watcher.db")) as database, database:
        database.execute("UPDATE revisions SET extractor = '0'")
        database.execute("UPDATE watches SET fingerprint = NULL")
    assert (await room.look("ferry")).outcome is Outcome.SAME
    assert room.edits("ferry") == []


# Telling


async def test_an_alert_survives_a_dead_destination_and_arrives_when_it_is_back(room: Newsroom) -> None:
    room.track("terminal")
    await room.look("terminal")
    room.site.edit("terminal", SOFTER)
    await room.look("terminal")
    room.sink.broken = True
    assert await room.tell() == []
    assert room.sink.refused == 1
    [waiting] = room.store.outbox.letters(state=AlertState.PENDING)
    assert "503" in waiting.why
    room.sink.broken = False
    assert await room.tell() == []
    room.clock.move(LATER)
    assert [told.subject[:15] for told in await room.tell()] == ["Headline edited"]
    room.clock.move(LATER)
    assert await room.tell() == []
    assert room.store.outbox.letters(state=AlertState.PENDING) == []


async def test_a_dead_destination_holds_up_no_other(tmp_path: Path) -> None:
    async with Sink() as dead, newsroom(tmp_path, sinks=[dead]) as room:
        dead.broken = True
        room.track("terminal")
        await room.look("terminal")
        room.site.edit("terminal", SOFTER)
        await room.look("terminal")
        assert len(await room.tell()) == 1
        assert (dead.refused, dead.arrived) == (1, [])


# Away and back


async def test_a_withdrawn_article_is_told_after_two_looks_and_its_return_is_compared_across_the_gap(
    room: Newsroom,
) -> None:
    room.track("olives")
    await room.look("olives")
    room.site.answer("olives", gone)
    assert (await room.look("olives")).event is None
    assert await room.tell() == []
    assert (await room.look("olives")).event is not None
    assert [told.subject[:12] for told in await room.tell()] == ["Article gone"]
    assert (await room.look("olives")).event is None
    room.site.edit("olives", headline("La cooperativa de Valdoro admite haber mezclado su aceite"))
    room.site.answer("olives", None)
    finding = await room.look("olives")
    assert finding.outcome is Outcome.CHANGED
    assert len(await room.tell()) == 2
    assert room.edits("olives") == [["article.gone"], ["article.restored"], ["title.edited"]]
    assert room.watch("olives").standing is Standing.PRESENT


async def test_one_missing_look_is_no_withdrawal(room: Newsroom) -> None:
    room.track("olives")
    await room.look("olives")
    room.site.answer("olives", faults.sends(faults.NOT_FOUND, status=404))
    await room.look("olives")
    room.site.answer("olives", None)
    assert (await room.look("olives")).outcome is Outcome.SAME
    assert room.edits("olives") == []


async def test_a_redirect_to_the_home_page_is_not_an_edit(room: Newsroom) -> None:
    room.track("pool")
    await room.look("pool")
    room.site.answer("pool", faults.leads_to("/"))
    assert [(await room.look("pool")).outcome for _ in range(3)] == [Outcome.GONE] * 3
    assert room.edits("pool") == [["article.gone"]]
    room.site.answer("pool", None)
    assert (await room.look("pool")).revision is None
    assert room.edits("pool") == [["article.gone"], ["article.restored"]]


async def test_an_article_that_moved_for_good_is_followed(room: Newsroom) -> None:
    room.track("pool")
    await room.look("pool")
    moved = room.site.article("pool")
    room.site.edit("terminal", lambda _: moved)
    room.site.answer("pool", faults.leads_to(room.site.url("terminal"), 301))
    await room.look("pool")
    assert ["article.redirected"] in room.edits("pool")
    assert room.watch("pool").url == room.site.url("terminal")
    assert (await room.look("pool")).outcome is Outcome.SAME


async def test_a_cookie_wall_is_doubted_not_reported_as_removed_paragraphs(room: Newsroom) -> None:
    room.track("terminal")
    await room.look("terminal")
    room.site.answer("terminal", faults.sends(faults.COOKIE_WALL))
    finding = await room.look("terminal")
    assert (finding.outcome, finding.revision, finding.event) == (Outcome.BLOCKED, None, None)
    await room.look("terminal")
    room.site.answer("terminal", None)
    assert (await room.look("terminal")).outcome is Outcome.SAME
    assert room.edits("terminal") == [["article.blocked"], ["article.restored"]]


async def test_trouble_of_a_server_is_weather(room: Newsroom) -> None:
    room.track("pool")
    await room.look("pool")
    for status in (500, 502, 503):
        room.site.answer("pool", faults.sends("<h1>Sorry</h1>", status=status))
        finding = await room.look("pool")
        assert (finding.outcome, str(status) in finding.why) == (Outcome.FAILED, True)
    room.site.answer("pool", None)
    assert (await room.look("pool")).outcome is Outcome.SAME
    assert await room.tell() == []


# Bad input

BAD: dict[str, tuple[Answer, Outcome, str]] = {
    "empty body": (faults.sends(), Outcome.UNREADABLE, "empty"),
    "wrong content type": (faults.sends(b"\x89PNG\r\n\x1a\n", Content_Type="image/png"), Outcome.UNREADABLE, "instead"),
    "PDF": (faults.sends(faults.PDF, Content_Type="application/pdf"), Outcome.UNREADABLE, "PDF"),
    "PDF that calls itself HTML": (faults.sends(faults.PDF), Outcome.UNREADABLE, "PDF"),
    "truncated gzip": (faults.sends(faults.TRUNCATED_GZIP, Content_Encoding="gzip"), Outcome.FAILED, "gzip"),
    "no gzip at all": (faults.sends("<p>plain", Content_Encoding="gzip"), Outcome.FAILED, "gzip"),
    "gzip bomb": (faults.sends(faults.GZIP_BOMB, Content_Encoding="gzip"), Outcome.FAILED, "more than 2 MB"),
    "30,000 nested divs": (faults.sends(faults.NESTED), Outcome.UNREADABLE, "no article"),
    "page without an article": (faults.sends(faults.NO_ARTICLE), Outcome.UNREADABLE, "no article"),
    "cookie wall": (faults.sends(faults.COOKIE_WALL), Outcome.BLOCKED, ""),
    "captcha": (faults.sends(faults.CAPTCHA), Outcome.BLOCKED, ""),
    "200 that says not found": (faults.sends(faults.NOT_FOUND), Outcome.GONE, ""),
    "redirect loop": (faults.leads_to(lambda request: str(request.url)), Outcome.FAILED, "circle"),
    "endless redirects": (
        faults.leads_to(lambda request: f"/go?n={int(request.query.get('n', 0)) + 1}"), Outcome.GONE, "404",
    ),
    "redirect to nowhere": (faults.leads_to("http://["), Outcome.FAILED, "redirect"),
    "redirect to the inside": (faults.leads_to("http://10.0.0.1/"), Outcome.FAILED, "10.0.0.1"),
    "broken off": (faults.breaks_off, Outcome.FAILED, "broke off"),
    "drip": (faults.drips, Outcome.FAILED, "within 0.4 seconds"),
}  # fmt: skip


@pytest.mark.parametrize("name", BAD)
async def test_bad_input_ends_as_a_recorded_outcome_with_why(
    name: str, tmp_path: Path, caplog: pytest.LogCaptureFixture
) -> None:
    answer, outcome, words = BAD[name]
    async with newsroom(tmp_path, patience=0.4 if name == "drip" else 20.0) as room:
        room.track("terminal", "pool")
        await room.look("terminal")
        for key in ("terminal", "pool"):
            room.site.answer(key, answer)
            finding = await room.look(key)
            assert (finding.outcome, finding.revision, finding.alerts) == (outcome, None, ())
            assert words in finding.why
            recorded = room.last_look(key)
            assert (recorded.outcome, recorded.why) == (outcome, finding.why)
            assert recorded.why
        room.site.answer("terminal", None)
        assert (await room.look("terminal")).outcome is Outcome.SAME
    assert not [record for record in caplog.records if record.exc_info]


READABLE: dict[str, Answer] = {
    "invalid UTF-8": faults.sends(faults.INVALID_UTF8, Content_Type="text/html; charset=utf-8"),
    "header that is right about a lying document": faults.sends(
        faults.article("gb2312"), Content_Type="text/html; charset=utf-8"
    ),
    "lying header": faults.sends(faults.article("utf-8"), Content_Type="text/html; charset=iso-2022-jp"),
    "lying document": faults.sends(faults.article("shift_jis")),
    "no charset at all": faults.sends(faults.article("").encode("cp1252")),
    "unknown charset": faults.sends(faults.article("klingon"), Content_Type="text/html; charset=klingon"),
}


@pytest.mark.parametrize("name", READABLE)
async def test_a_bad_encoding_is_read_as_well_as_it_can_be(name: str, room: Newsroom) -> None:
    room.track("pool")
    room.site.answer("pool", READABLE[name])
    finding = await room.look("pool")
    assert finding.outcome is Outcome.NEW
    assert finding.revision is not None
    assert finding.revision.article.title == "Ebbe und Flut: Wer räumt die Küste auf?"
    assert (await room.look("pool")).outcome is Outcome.SAME


async def test_every_story_of_the_sample_site_can_be_tracked_by_its_address(room: Newsroom) -> None:
    room.track(*(story.key for story in STORIES))
    assert len(set(room.watches.values())) == len(STORIES)
