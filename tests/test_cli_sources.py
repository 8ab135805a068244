"""source add, list, check, remove."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import AsyncIterator
from dataclasses import replace
from datetime import timedelta
from pathlib import Path

import pytest
from builders import NOON
from cli_place import Place, Ran
from fakes import Paper, paper

from watcher.model import Reading, SourceKind

SETTINGS = '[fetch]\nallow_networks = ["127.0.0.0/8"]\nhost_gap = "10ms"\nrobots = false\n'
FEED = (
    '<rss version="2.0"><channel><item><title>The bridge is closed</title><link>/bridge</link></item>'
    "<item><title>\x1b[31mFerry</title><link>/ferry</link></item></channel></rss>"
)
PAGE = '<html><link rel="alternate" type="application/rss+xml" href="/feed.xml"><a href="/about">About us</a>'
INDEX = "<sitemapindex>{}</sitemapindex>"
MAP = "<urlset><url><loc>{0}/bridge</loc></url><url><loc>{0}/pier</loc></url></urlset>"


@pytest.fixture
async def printed() -> AsyncIterator[Paper]:
    async with paper() as own:
        yield own


async def ran(place: Place, *words: object) -> Ran:
    """How a command ended, while the newspaper answers."""
    return await asyncio.to_thread(place.run, *words)


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, SETTINGS)


def test_a_source_is_added_shown_and_removed(place: Place) -> None:
    words = (
        "--tag",
        "dw",
        "--match",
        "/a-[0-9]+",
        "--language",
        "zh",
        "--max-age",
        "3d",
        "--limit",
        "5",
        "--every",
        "1h",
    )
    ran = place.run("source", "add", "https://news.example/feed", "--kind", "feed", *words)
    assert (ran.code, ran.out) == (0, "added 1 [dw] https://news.example/feed ~ /a-[0-9]+\n")
    (shown,) = place.run("source", "list", "--json").document
    asked = ("source", "url", "kind", "tags", "match", "languages", "max_age", "limit", "every")
    assert {name: shown[name] for name in asked} == {
        "source": 1, "url": "https://news.example/feed", "kind": "feed", "tags": ["dw"], "match": "/a-[0-9]+",
        "languages": ["zh"], "max_age": 259200.0, "limit": 5, "every": 3600.0,
    }  # fmt: skip
    listed = place.run("source", "list").out
    assert listed.splitlines()[1].split() == [
        "1", "feed", "never", "now", "0", "0", "0", "dw", "https://news.example/feed", "~", "/a-[0-9]+",
    ]  # fmt: skip
    assert place.run("source", "remove", "1").out == "removed 1 [dw] https://news.example/feed ~ /a-[0-9]+\n"
    assert place.run("source", "list", "--json").document == []


def test_times_of_sources_are_exact_or_relative_or_both_as_is_asked_for(place: Place) -> None:
    place.run("source", "add", "https://news.example/feed")
    with place.store() as store:
        (one,) = store.sources.listed()
        read = replace(one, read_at=NOON, due_at=NOON + timedelta(days=100_000), kind=SourceKind.FEED)
        asyncio.run(store.sources.enter(Reading(source=read, at=NOON, found=())))
    exact = "2026-03-02 12:00Z", "2299-12-16 12:00Z"
    relative = r"\d+d ago", r"in \d+d"
    both = [rf"{at} \({ago}\)" for at, ago in zip(exact, relative, strict=True)]
    for form, times in (("exact", exact), ("relative", relative), ("both", both)):
        shown = place.run("source", "list", "--times", form).out.splitlines()[1]
        assert re.fullmatch(rf"1  feed  {'  '.join(times)} +0 +0 +0 +https://news.example/feed", shown)


def test_adding_again_sets_anew(place: Place) -> None:
    place.run("source", "add", "https://news.example/feed")
    ran = place.run("source", "add", "https://news.example/feed", "--tag", "new", "--json")
    assert (ran.document["source"], ran.document["tags"], ran.document["added"]) == (1, ["new"], False)


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("add", "news.example/feed"), "news.example/feed: not an http or https address; did you mean https://"),
        (("add", "https://a.example", "--kind", "rss"), "source add: Invalid value for '--kind': 'rss' is not one of"),
        (("add", "https://a.example", "--match", "("), "source add: Invalid value for '--match': \"(\" is no regular"),
        (
            ("add", "https://a.example", "--language", "?"),
            "source add: Invalid value for '--language': \"?\" is no",
        ),
        (("add", "https://a.example", "--pace", "5s"), "--pace is for a --baseline; nothing was added"),
        (
            ("add", "https://a.example", "--limit", "0"),
            "source add: Invalid value for '--limit': 0 is not in the",
        ),
        (("remove",), "source remove: Missing argument 'REF...'"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(place: Place, words: tuple[str, ...], said: str) -> None:
    ran = place.run("source", *words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"watcher: {said}")
    assert place.run("init").code == 0
    assert place.run("source", "list", "--json").document == []


@pytest.mark.parametrize("words", [("remove", "9"), ("remove", "https://x.example/"), ("check", "9")])
def test_what_is_no_source_is_exit_code_3(place: Place, words: tuple[str, ...]) -> None:
    place.run("init")
    ran = place.run("source", *words)
    assert (ran.code, ran.err) == (
        3,
        f"watcher: {words[1]}: there is no such source; `watcher source list` shows them\n",
    )


async def test_a_source_is_read_now_and_tells_what_is_new(place: Place, printed: Paper) -> None:
    printed.pages["/feed.xml"] = FEED
    await ran(place, "source", "add", f"{printed.base}/feed.xml", "--tag", "harbour")
    done = await ran(place, "source", "check")
    assert done.out.splitlines() == [
        f"1 feed {printed.base}/feed.xml: 2 listed, 2 new",
        f"  + {printed.base}/bridge  The bridge is closed",
        f"  + {printed.base}/ferry  [31mFerry",
    ]
    assert done.err == "watcher: 1 reading, 2 new articles\n"
    assert [w["tags"] for w in (await ran(place, "list", "--json")).document] == [["harbour"]] * 2
    (again,) = (await ran(place, "source", "check", f"{printed.base}/feed.xml", "--json")).lines
    assert (again["listed"], again["new"], again["why"]) == (2, [], "")


async def test_what_was_tracked_or_is_not_wanted_is_not_called_new(place: Place, printed: Paper) -> None:
    printed.pages["/feed.xml"] = FEED
    await ran(place, "add", f"{printed.base}/bridge")
    await ran(place, "source", "add", f"{printed.base}/feed.xml")
    await ran(place, "source", "add", f"{printed.base}/feed.xml", "--match", "tunnel")
    done = await ran(place, "source", "check")
    assert done.out.splitlines() == [
        f"1 feed {printed.base}/feed.xml: 2 listed, 1 new, 1 tracked already",
        f"  + {printed.base}/ferry  [31mFerry",
        f"2 feed {printed.base}/feed.xml: 0 listed, 0 new",
        "  none of 2 addresses is taken: too old (of a sitemap: a fortnight; see max_age), or by match or languages",
    ]
    assert done.err == "watcher: 2 readings, 1 new article\n"


async def test_a_page_is_left_for_the_feed_that_it_names(place: Place, printed: Paper) -> None:
    printed.pages |= {"/": PAGE, "/feed.xml": FEED}
    await ran(place, "source", "add", f"{printed.base}/")
    first, second = (await ran(place, "source", "check", "--json")).lines
    assert (first["new"], [new["title"] for new in second["new"]][:1]) == ([], ["The bridge is closed"])
    (shown,) = (await ran(place, "source", "list", "--json")).document
    assert (shown["kind"], shown["address"]) == ("feed", f"{printed.base}/feed.xml")


async def test_the_parts_of_an_index_are_read_with_it(place: Place, printed: Paper) -> None:
    parts = "".join(f"<sitemap><loc>/{n}.xml</loc></sitemap>" for n in (1, 2))
    printed.pages |= {
        "/map.xml": INDEX.format(parts),
        "/1.xml": MAP.format(printed.base),
        "/2.xml": MAP.format(printed.base),
    }
    await ran(place, "source", "add", f"{printed.base}/map.xml")
    lines = (await ran(place, "source", "check", "--json")).lines
    assert [len(line["new"]) for line in lines] == [0, 2, 0]


async def test_a_source_that_cannot_be_read_says_why_and_ends_with_1(place: Place, printed: Paper) -> None:
    await ran(place, "source", "add", f"{printed.base}/none.xml")
    done = await ran(place, "source", "check")
    assert done.code == 1
    assert done.out.splitlines() == [
        f"1 {printed.base}/none.xml: failed",
        "  the server answers 404",
    ]
    assert f"1: {printed.base}/none.xml: the server answers 404" in (await ran(place, "source", "list")).out
    assert "1 source, 1 failing" in (await ran(place, "status")).out
    assert (await ran(place, "status", "--json")).document["sources"] == {
        "count": 1,
        "due": 0,
        "failing": 1,
        "pushed": 0,
    }


async def test_the_configurations_sources_are_read_and_come_back(tmp_path: Path, printed: Paper) -> None:
    printed.pages["/feed.xml"] = FEED
    place = Place(tmp_path, f'{SETTINGS}[[source]]\nurl = "{printed.base}/feed.xml"\ntags = ["file"]\n')
    assert len(json.loads((await ran(place, "source", "check", "--json")).out)["new"]) == 2
    done = await ran(place, "source", "remove", f"{printed.base}/feed.xml")
    assert "what stands in the configuration comes back when the daemon starts" in done.err
    assert len((await ran(place, "list", "--json")).document) == 2


async def test_without_sources_the_next_step_is_told(place: Place) -> None:
    await ran(place, "init")
    done = await ran(place, "source", "list")
    assert done.out == ""
    assert "`watcher source add URL` adds one" in done.err
