"""Tracking articles from the command line: add, list, tag, pause, resume, remove, import."""

from __future__ import annotations

import asyncio
from pathlib import Path

import pytest
from cli_place import RIVER, Place
from store_builders import added, new

from watcher.model import State

DW = "https://www.dw.com/zh/%E6%B0%B4%E4%BD%8D%E4%B8%8A%E6%B6%A8/a-70000001"


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_adding_tells_the_number_and_shows_the_address_in_its_own_script(place: Place) -> None:
    ran = place.run("add", DW, "--tag", "dw", "--every", "30m", "--note", "the flood")
    assert (ran.code, ran.out, ran.err) == (0, "added 1 [dw] https://www.dw.com/zh/水位上涨/a-70000001\n", "")
    with place.store() as store:
        (watch,) = store.watches.listed()
    assert (watch.url, watch.key, watch.note, watch.every and watch.every.total_seconds()) == (
        DW, "dw:70000001", "the flood", 1800,
    )  # fmt: skip


def test_the_same_article_under_another_address_is_one_watch_and_no_error(place: Place) -> None:
    place.run("add", DW)
    ran = place.run("add", "https://api.dw.com/api/detail/article/70000001", "--tag", "x")
    assert ran.code == 0
    assert ran.out.startswith("already tracked: 1 [x] https://api.dw.com/")
    assert ran.out.endswith("as https://www.dw.com/zh/水位上涨/a-70000001\n")


def test_what_is_tracked_gets_another_interval_and_note_and_keeps_what_is_not_said(place: Place) -> None:
    def told(*words: str) -> tuple[object, object]:
        assert place.run("add", RIVER, *words).code == 0
        (one,) = place.run("list", "--json").document
        return one["every"], one["note"]

    assert told("--note", "the flood") == (None, "the flood")
    assert told("--every", "5m") == (300, "the flood")
    assert told("--note", "the tide") == (300, "the tide")
    assert told() == (300, "the tide")
    assert told("--every", "auto") == (None, "the tide")
    assert place.run("add", RIVER, "--every", "30m").out == f"already tracked: 1 {RIVER}, every 30m\n"


@pytest.mark.parametrize("url", ["ftp://a.example/1", "river.example/story", "mailto:x@a.example", "https://a b/", ""])
def test_what_is_no_web_address_is_refused_and_nothing_is_added(place: Place, url: str) -> None:
    ran = place.run("add", RIVER, url)
    assert (ran.code, ran.out) == (2, "")
    assert "not an http or https address" in ran.err
    assert place.run("list", "--json").document == []


def test_a_forgotten_scheme_is_suggested(place: Place) -> None:
    assert "did you mean https://river.example/story?" in place.run("add", "river.example/story").err


@pytest.mark.parametrize("command", ["add", "source add"])
def test_a_file_in_the_place_of_an_address_is_one_to_import(place: Place, command: str) -> None:
    path = place.file("addresses.txt", RIVER)
    ran = place.run(*command.split(), path)
    said = f"watcher: {path}: a file, not an address; `watcher import` tracks what it names; nothing was added\n"
    assert (ran.code, ran.out, ran.err) == (2, "", said)
    assert "did you mean" not in place.run(*command.split(), "./addresses").err


@pytest.mark.parametrize("words", [("show", ""), ("source", "check", ""), ("snooze", "", "--for", "1h")])
def test_a_name_that_is_empty_is_seen_in_what_is_said_of_it(place: Place, words: tuple[str, ...]) -> None:
    assert place.run(*words).err.startswith('watcher: "": there is no such ')


@pytest.mark.parametrize("every", ["soon", "0s", "1000d"])
def test_an_impossible_interval_is_wrong_usage(place: Place, every: str) -> None:
    ran = place.run("add", RIVER, "--every", every)
    assert ran.code == 2
    assert ran.err.startswith("watcher: add: Invalid value for '--every': ")


def test_added_watches_are_one_json_document(place: Place) -> None:
    first, second = place.run("--json", "add", RIVER, RIVER).document
    assert (first["watch"], first["url"], first["added"], second["added"]) == (1, RIVER, True, False)
    assert (first["state"], first["standing"], first["looked_at"]) == ("active", "unseen", None)


def test_the_list_shows_what_is_tracked(place: Place) -> None:
    place.run("add", RIVER, "--tag", "water")
    place.run("add", DW)
    place.run("pause", DW)
    lines = [line.split() for line in place.run("list").out.splitlines()]
    assert lines == [
        ["state", "looked", "due", "tags", "article"],
        ["1", "unseen", "never", "now", "water", RIVER],
        ["2", "unseen,", "paused", "never", "-", "https://www.dw.com/zh/水位上涨/a-70000001"],
    ]


async def test_the_list_has_the_headline_of_what_was_read(place: Place) -> None:
    with place.store() as store:
        await store.memory.record(new(added(store)))
    ran = await asyncio.to_thread(place.run, "list")
    assert ran.out.splitlines()[1].endswith("  The river rises  https://river.example/story")
    assert [watch["title"] for watch in place.run("list", "--json").document] == ["The river rises"]


@pytest.mark.parametrize(
    ("words", "numbers"),
    [((), [1, 2]), (("--tag", "water"), [1]), (("--state", "paused"), [2]), (("--state", "unseen"), [1, 2])],
)
def test_the_list_can_be_narrowed(place: Place, words: tuple[str, ...], numbers: list[int]) -> None:
    place.run("add", RIVER, "--tag", "water")
    place.run("add", DW)
    place.run("pause", 2)
    assert [watch["watch"] for watch in place.run("list", *words, "--json").document] == numbers


def test_an_empty_list_is_an_empty_document_and_a_hint(place: Place) -> None:
    place.run("init")
    ran = place.run("list", "--json")
    assert (ran.out, ran.err) == ("[]\n", "")
    assert place.run("list").err == "watcher: nothing is tracked; `watcher add URL` begins\n"


@pytest.mark.parametrize("ref", ["1", RIVER, "http://www.river.example/story?utm_source=x", "river.example/story"])
def test_a_watch_is_meant_by_its_number_or_its_address(place: Place, ref: str) -> None:
    place.run("add", RIVER)
    assert place.run("pause", ref).out == f"paused 1 {RIVER}\n"
    with place.store() as store:
        assert store.watches.listed()[0].state is State.PAUSED


@pytest.mark.parametrize("command", ["pause", "resume", "remove", "tag", "log", "show", "diff", "export"])
@pytest.mark.parametrize("ref", ["7", "999999999999999999", "https://river.example/other", "nonsense"])
def test_an_unknown_watch_is_its_own_exit_code_and_a_hint(place: Place, command: str, ref: str) -> None:
    place.run("add", RIVER)
    ran = place.run(command, ref)
    assert (ran.code, ran.out) == (3, "")
    assert ran.err == f"watcher: {ref}: there is no such watch; `watcher list` shows what is tracked\n"


def test_where_one_of_several_is_unknown_nothing_is_done(place: Place) -> None:
    place.run("add", RIVER)
    assert place.run("pause", 1, 7).code == 3
    assert place.run("list", "--json").document[0]["state"] == "active"


def test_a_paused_watch_is_due_at_once_when_it_is_resumed(place: Place) -> None:
    place.run("add", RIVER)
    place.run("pause", 1)
    (watch,) = place.run("resume", 1, "--json").document
    assert watch["state"] == "active"
    assert watch["due_at"] > watch["added_at"]


def test_what_is_removed_is_forgotten(place: Place) -> None:
    place.run("add", RIVER)
    assert place.run("remove", RIVER).out == f"removed 1 {RIVER}\n"
    assert place.run("list", "--json").document == []


def test_tags_are_added_taken_away_and_shown(place: Place) -> None:
    place.run("add", RIVER, "--tag", "old")
    assert place.run("tag", 1, "new", "water", "--remove", "old").out == f"1 [new, water] {RIVER}\n"
    assert place.run("tag", 1, "--json").document["tags"] == ["new", "water"]


@pytest.mark.parametrize("command", [("add",), ("source", "add")])
def test_an_address_with_a_login_is_refused_and_the_login_not_repeated(place: Place, command: tuple[str, ...]) -> None:
    ran = place.run(*command, "https://me:hush@river.example/a")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("watcher: river.example: addresses with a login are not opened")
    assert "hush" not in ran.err
    assert place.run("add", "https://river.example\\@a.example/").code == 2


def test_files_are_taken_in_and_wrong_lines_named(place: Place) -> None:
    good = place.file("in/good.txt", f"{RIVER}\n{DW}\n")
    bad = place.file("in/bad.csv", "url,tags\nhttps://a.example/1,x\nnowhere,y\n")
    ran = place.run("import", good.parent, "--tag", "batch")
    assert ran.code == 1
    assert ran.out == "2 articles added, 0 tracked already\n"
    assert ran.err == f"watcher: import: {bad}:3: 'nowhere' is not an http or https address\n"
    assert [watch["tags"] for watch in place.run("list", "--json").document] == [["batch"], ["batch"]]


def test_what_an_import_did_is_one_json_document(place: Place) -> None:
    path = place.file(
        "feeds.opml", '<opml><outline xmlUrl="https://a.example/rss"/><outline url="https://a.example/1"/></opml>'
    )
    assert place.run("import", path, "--json").document == {
        "added": 1, "known": 0, "sources": 1, "revisions": 0, "left_out": 0, "documents_left_out": 0, "faults": [],
    }  # fmt: skip
    assert [source["url"] for source in place.run("source", "list", "--json").document] == ["https://a.example/rss"]
    more = place.file("more.opml", '<opml><outline xmlUrl="https://b.example/rss"/></opml>')
    jobs = place.file("jobs.yaml", "command: ls\n")
    assert place.run("import", more, jobs).out == (
        "0 articles added, 0 tracked already\n1 source added\n1 entry left out: commands and the like are no articles\n"
    )


def test_crawls_become_revisions_the_earliest_first_and_what_says_nothing_new_is_counted(place: Place) -> None:
    crawls = (("a", 1777899600000, "Late"), ("b", 1777800000000, "Early"), ("c", 1777899700000, "Late"))
    for name, crawled, title in crawls:
        place.file(f"in/{name}.txt", f"<!--{crawled}-->\n[{title}]({RIVER})\n------\n\n<p>It rains.</p>\n")
    ran = place.run("import", place.folder / "in", "--json")
    assert (ran.document["revisions"], ran.document["left_out"]) == (2, 1)
    assert "1 document left out: nothing new, or the article was read since" in ran.err
    assert [place.run("show", f"1@{n}", "--json").document["title"] for n in (1, 2)] == ["Early", "Late"]


def test_a_tag_is_taken_away_with_a_minus(place: Place) -> None:
    place.run("add", RIVER, "--tag", "very")
    assert place.run("tag", 1, "+new", "-very").out == f"1 [new] {RIVER}\n"
    assert place.run("tag", 1, "--", "-new").out == f"1 [-new, new] {RIVER}\n"
    assert place.run("tag", 1, "--remove", "-new").out == f"1 [new] {RIVER}\n"


def test_a_note_cannot_make_a_terminal_do_anything(place: Place) -> None:
    place.run("add", RIVER, "--tag", "\x1b[2Jtag")
    assert "\x1b" not in place.run("list").out
    assert "\x1b" not in place.run("list", "--json").out


def test_addresses_are_imported_from_standard_input(place: Place) -> None:
    ran = place.run("import", "-", "--tag", "sea", stdin=f"{RIVER}\n# the coast\nhttps://coast.example/1\n")
    assert (ran.code, ran.out) == (0, "2 articles added, 0 tracked already\n")
    assert [watch["tags"] for watch in place.run("list", "--json").document] == [["sea"], ["sea"]]
    assert (
        place.run("import", "-", stdin="river\n").err
        == "watcher: import: -:1: 'river' is not an http or https address\n"
    )


def test_an_address_in_the_place_of_a_file_to_import_is_told_where_it_belongs(place: Place) -> None:
    ran = place.run("import", "https://river.example/feed.opml")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith("watcher: https://river.example/feed.opml: an address, not a file; `watcher add` ")


def test_of_many_wrong_lines_the_first_are_shown(place: Place) -> None:
    path = place.file("words.txt", "river\n" * 30)
    ran = place.run("import", path)
    assert ran.err.count("is not an http or https address") == 20
    assert ran.err.endswith("watcher: import: 10 more wrong lines\n")
    assert len(place.run("import", path, "--json").document["faults"]) == 30


def test_a_file_that_names_nothing_is_told(place: Place) -> None:
    assert place.run("import", place.file("empty.txt", "")).err == "watcher: nothing there names an article\n"
