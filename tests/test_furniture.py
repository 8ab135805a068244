"""A site whose every article carries the same line: learned from the pages themselves, left out, never told."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from ipaddress import ip_network
from pathlib import Path

import pytest
from builders import NOON, news
from fakes import Paper, paper

from watcher import wiring
from watcher.check import check
from watcher.model import Change, Finding, Outcome, Subscription, Watch
from watcher.model.destination import destination
from watcher.settings import Fetch, Settings
from watcher.store import Store
from watcher.urls import identity, site

LETTERS = "Our desk reads every letter that reaches it and answers most of them within a week"
BACKGROUND = "The old lock was built in 1911 and has been repaired four times, the last time after the flood of 1994."
STORIES = {
    "weir": ("Weir to be raised by a metre", "The weir above the mill will be raised", "before the autumn rains"),
    "eels": ("Eels return to the upper river", "Anglers counted more eels", "than in any spring since records began"),
    "school": ("School boat gets a second crew", "A second crew will run the school boat", "on weekday mornings"),
    "market": ("Market moves under the arches", "Traders will sell fish", "under the railway arches from May"),
    "lock": ("Lock closed for inspection", "Engineers will look at the gates", "while boats wait upstream"),
    "cracks": ("Cracks found in lock gates", "Divers found cracks in two gates", "and marked them with paint"),
    "repair": ("Repair of lock begins Monday", "Welders will begin with the upper gate", "as soon as it is dry"),
    "choir": ("Choir sings on the ferry", "Forty voices will be heard", "on the last crossing of the day"),
}
FOLLOW_UPS = ("lock", "cracks", "repair")


def page(key: str, *, worded: str = "said on Monday") -> str:
    """An article whose third paragraph is the site's own, and follow-ups with their common background."""
    title, who, how = STORIES[key]
    body = [f"{who} {how}, the harbour office {worded}, and {when}." for when in (
        "the work will cost less than was feared a year ago", "nobody who lives beside the river will have to move",
        "the plans can be seen in the town hall until the summer", "the council will be asked again in the winter",
    )]  # fmt: skip
    background = [BACKGROUND] if key in FOLLOW_UPS else []
    return news(title, *body[:2], LETTERS, *background, *body[2:])


def settings(folder: Path) -> Settings:
    return Settings(
        database=f"sqlite:{folder}/watcher.db",
        fetch=Fetch(user_agent="watcher-test/1", allow_networks=(ip_network("127.0.0.0/8"),)),
        subscriptions=(Subscription(name="desk", to=(destination("env:DESK"),), min_weight="cosmetic"),),
    )


@pytest.fixture
async def river() -> AsyncIterator[Paper]:
    async with paper() as printed:
        for key in STORIES:
            printed.pages[f"/{key}"] = page(key)
        yield printed


@asynccontextmanager
async def desk_in(folder: Path) -> AsyncIterator[wiring.Assembly]:
    async with wiring.assembled(settings(folder), now=lambda: NOON) as assembly:
        yield assembly


async def look(assembly: wiring.Assembly, river: Paper, key: str) -> Finding:
    return await check(tracked(assembly.store, river, key), assembly.engine.desk)


def tracked(store: Store, river: Paper, key: str) -> Watch:
    url = river.url(f"/{key}")
    return store.watches.add(url, key=identity(url), site=site(url), now=NOON)[0]


def changes(finding: Finding) -> tuple[Change, ...]:
    assert finding.revision is not None
    return finding.revision.changes


def text(finding: Finding) -> str:
    assert finding.revision is not None
    return finding.revision.article.text()


async def test_a_line_is_learned_left_out_and_never_told(river: Paper, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        has_it = [LETTERS in text(await look(desk, river, key)) for key in STORIES]
        assert has_it == [True] * has_it.count(True) + [False] * has_it.count(False)
        assert 4 <= has_it.count(True) <= 6
        again = [(await look(desk, river, key)).outcome for key in STORIES]
        assert again == [Outcome.SAME] * len(STORIES)
        assert (desk.store.history.entries(), desk.store.outbox.letters()) == ([], [])


async def test_an_edit_of_a_sentence_is_told_alone_although_the_line_was_learned_since(
    river: Paper, tmp_path: Path
) -> None:
    async with desk_in(tmp_path) as desk:
        for key in STORIES:
            await look(desk, river, key)
        river.pages["/weir"] = page("weir", worded="denied on Monday")
        found = await look(desk, river, "weir")
        assert found.outcome is Outcome.CHANGED
        assert {change.kind for change in changes(found)} == {"paragraph.edited"}
        assert LETTERS not in text(found)
        assert len(desk.store.outbox.letters()) == 1


async def test_the_background_of_follow_ups_is_kept(river: Paper, tmp_path: Path) -> None:
    async with desk_in(tmp_path) as desk:
        for key in STORIES:
            await look(desk, river, key)
        river.pages["/repair"] = page("repair", worded="announced")
        assert BACKGROUND in text(await look(desk, river, "repair"))
        river.pages["/repair"] = page("repair", worded="announced").replace("1911", "1912")
        found = await look(desk, river, "repair")
        assert [(change.kind, "number" in change.facts) for change in changes(found)] == [("paragraph.edited", True)]


async def test_a_restart_forgets_nothing(river: Paper, tmp_path: Path) -> None:
    *early, late = STORIES
    async with desk_in(tmp_path) as desk:
        for key in early:
            await look(desk, river, key)
    async with desk_in(tmp_path) as desk:
        assert LETTERS not in text(await look(desk, river, late))


async def test_two_databases_that_saw_the_same_pages_hold_the_same_articles(river: Paper, tmp_path: Path) -> None:
    held = []
    for name in ("one", "two"):
        async with desk_in(tmp_path / name) as desk:
            articles = [(await look(desk, river, key)).revision for key in STORIES]
            known = await desk.store.memory.known(site(river.url("/")))
            held.append(([each.article for each in articles if each], known))
    assert held[0] == held[1]
    assert len(held[0][0]) == len(STORIES)
    assert held[0][1].lines
