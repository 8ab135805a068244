"""What the pages show of invented articles in five languages, so that it reads well."""

from __future__ import annotations

from collections.abc import AsyncIterator
from datetime import datetime, timedelta
from pathlib import Path

import gazette
import pytest
from aiohttp import web
from aiohttp.test_utils import TestClient, TestServer
from bs4 import BeautifulSoup, Tag
from builders import watch
from store_builders import MINUTE, NOON, edited, opened

from watcher.model import Look, Outcome
from watcher.settings import Web
from watcher.web.access import Doorkeeper
from watcher.web.app import application
from watcher.web.article import life
from watcher.web.pages import pages

Client = TestClient[web.Request, web.Application]


@pytest.fixture
async def client(tmp_path: Path) -> AsyncIterator[Client]:
    with opened(tmp_path) as store:
        await gazette.filled(store)
        app = application(pages(store, lambda: gazette.EVENING), Doorkeeper.of(Web()))
        async with TestClient(TestServer(app, host="127.0.0.1")) as client:
            yield client


async def soup(client: Client, path: str) -> BeautifulSoup:
    return BeautifulSoup(await (await client.get(path)).text(), "html.parser")


def entry(found: BeautifulSoup, what: str) -> Tag:
    """The newest entry whose kinds begin so."""
    return next(one for one in found.select(".entry") if one.select_one(".kinds") and what in one.get_text())


def told(found: Tag) -> tuple[str, str, str | None]:
    """What an entry's excerpt says was, and is, and in which language."""
    excerpt = found.select_one(".excerpt")
    assert excerpt is not None
    old, new = (" ".join(tag.get_text() for tag in excerpt.select(name)) for name in ("del", "ins"))
    language = excerpt.get("lang")
    return old, new, str(language) if language else None


async def test_a_swapped_picture_and_a_moved_time_say_what_was_and_what_is(client: Client) -> None:
    stream = await soup(client, "/")
    german = await soup(client, "/?site=hafenblatt.example")
    assert told(entry(german, "modification time changed")) == ("3 March 2026, 06:15", "5 March 2026, 10:55", "en")
    pictures = told(entry(stream, "picture replaced"))
    assert pictures == ("https://pictures.example/bridge-dawn.jpg", "https://pictures.example/bridge-noon.jpg", "en")
    assert told(entry(await soup(client, "/?site=almina.example&weight=minor"), "paragraph"))[2] == "ar"


async def test_the_history_of_an_article_has_days_as_well_as_times(client: Client) -> None:
    found = await soup(client, "/watch/1")
    times = [one.select_one("time") for one in found.select(".entry")]
    assert [time.get_text() for time in times if time] == [
        "2026-03-05 18:40 UTC", "2026-03-04 15:40 UTC", "2026-03-04 12:40 UTC", "2026-03-04 02:40 UTC",
        "2026-03-03 10:40 UTC", "2026-03-03 06:40 UTC",
    ]  # fmt: skip


async def test_both_places_of_what_was_moved_lead_to_each_other(client: Client) -> None:
    found = await soup(client, "/watch/1/diff/2..3?side=1")
    was, now = found.select("tr.moved")
    assert [cell.get_text(strip=True)[:7] for cell in was.select("td")] == ["“Nobody", "Moved. "]
    assert [cell.get_text(strip=True)[:7] for cell in now.select("td")] == ["Moved. ", "“Nobody"]
    for one, other in ((was, now), (now, was)):
        assert [link["href"] for link in one.select("a")] == [f"#{other['id']}"]


async def test_the_picture_of_a_life_has_days_numbers_and_a_legend(client: Client) -> None:
    found = await soup(client, "/watch/1")
    (picture,) = found.select("figure.life > svg")
    assert [text.get_text() for text in picture.select("text")] == ["03-04", "03-05", "1", "2", "3", "4"]
    assert [mark["class"] for mark in picture.select("path")] == [
        ["event", "article", "gone"],
        ["event", "article", "restored"],
    ]
    assert len(found.select("figure.life .legend li")) == 4
    plain = await soup(client, "/watch/4")
    assert len(plain.select("figure.life .legend li")) == 2


def test_numbers_that_have_no_room_are_left_out_and_days_are_few() -> None:
    at = [NOON + step * MINUTE for step in (0, 1, 100, 101, 190, 200)]
    revisions = [edited(watch(), number, when).revision for number, when in enumerate(at, 1)]
    drawn = life([seen(NOON, NOON + 200 * MINUTE)], [one for one in revisions if one], [])
    assert drawn is not None
    assert [label for *_, label in drawn.marks] == ["1", "", "3", "", "5", "6"]
    assert drawn.days == ()
    year = life([seen(NOON, NOON + timedelta(days=365))], [], [])
    assert year is not None
    assert 3 <= len(year.days) <= 6


def seen(begin: datetime, end: datetime) -> Look:
    return Look(outcome=Outcome.SAME, why="", first_at=begin, last_at=end, count=2)
