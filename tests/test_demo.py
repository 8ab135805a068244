"""The demonstration's parts: its pages are read as what they are, its noise is noise, its edits are its edits."""

from __future__ import annotations

import asyncio
import io
import json
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path
from zoneinfo import ZoneInfo

import aiohttp
import pytest
from rich.cells import cell_len

from watcher.compare import compare
from watcher.demo import run_demo
from watcher.demo.articles import STORIES, Story
from watcher.demo.noise import Noise
from watcher.demo.pages import LAYOUTS
from watcher.demo.place import Place
from watcher.demo.script import SCRIPT, Edit
from watcher.demo.show import Show
from watcher.demo.site import Arrival, Load, Site
from watcher.demo.verdict import Told, Verdict, quiet_loads
from watcher.errors import StoreBusy, WatcherError
from watcher.extract import extract
from watcher.extract.dates import utc
from watcher.model import Article, Change, Entry, Event, Image, Revision, Watch, WatchId
from watcher.settings import load
from watcher.store import Store

NOW = datetime(2026, 3, 9, 12, 0, tzinfo=UTC)


def read(story: Story, article: Article, number: int) -> Article:
    """The article as the product reads it off its page, load `number`."""
    url = f"http://127.0.0.1:8000{story.path}"
    layout = LAYOUTS[story.layout]
    page = layout.rendered(replace(article, url=url), Noise(number, article.language or ""))
    return extract(page, url, content_type=f"text/html; charset={layout.charset}")


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
def test_a_page_is_read_as_the_article_it_was_made_of(story: Story) -> None:
    found, true = read(story, story.article, 1), story.article
    assert (found.title, found.authors) == (true.title, true.authors)
    assert true.standfirst is None or found.standfirst == true.standfirst
    assert (found.kicker, found.section, found.tags) == (true.kicker, true.section, true.tags)
    assert found.text() == true.text()
    assert [b.kind for b in found.blocks] == [b.kind for b in true.blocks]
    assert found.published_at == utc(true.published_at, ZoneInfo("Asia/Shanghai"))  # the one page without zones
    assert found.modified_at == true.modified_at


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
def test_noise_is_no_change(story: Story) -> None:
    first = read(story, story.article, 0)
    assert [compare(first, read(story, story.article, number)) for number in range(1, 13)] == [()] * 12


def test_the_gallery_of_the_chinese_page_comes_with_its_texts() -> None:
    ferry = next(story for story in STORIES if story.key == "ferry")
    pictures = [b for b in read(ferry, ferry.article, 1).blocks if isinstance(b, Image)]
    assert [p.role for p in pictures] == ["lead", "gallery", "gallery", "gallery"]
    assert pictures[0].caption == "“晨星”号渡轮周日清晨驶离东澜码头"
    assert pictures[0].credit == "L. Weiss/Loopback Welle"
    assert all("。" in (p.caption or "") for p in pictures[1:])


def test_every_edit_of_the_script_is_seen_as_what_it_is() -> None:
    stories = {story.key: story for story in STORIES}
    articles = {story.key: story.article for story in STORIES}
    for number, edit in enumerate(SCRIPT):
        if edit.rewritten is None:
            continue
        before = articles[edit.story]
        after = edit.rewritten(before)
        if edit.disclosed and before.modified_at:
            after = replace(after, modified_at=f"2026-03-09T12:{number:02}:00Z")
        articles[edit.story] = after
        story = stories[edit.story]
        changes = compare(read(story, before, 2 * number), read(story, after, 2 * number + 1))
        assert sorted(c.kind for c in changes) == sorted(edit.kinds), edit.what


def test_the_script_shows_what_it_promises() -> None:
    kinds = {kind for edit in SCRIPT for kind in edit.kinds}
    assert kinds >= {
        "title.edited", "paragraph.edited", "paragraph.moved", "paragraph.added", "caption.edited", "image.replaced",
        "published.changed", "modified.changed", "notice.added", "article.gone",
    }  # fmt: skip
    assert {edit.story for edit in SCRIPT} == {story.key for story in STORIES}
    assert any(edit.stealth for edit in SCRIPT)
    assert any(edit.bumped for edit in SCRIPT)


async def test_an_honest_site_answers_304_until_the_article_is_edited() -> None:
    async with Site() as site, aiohttp.ClientSession() as session:
        url = site.url("observatory")
        async with session.get(url) as first:
            tag = first.headers["ETag"]
        async with session.get(url, headers={"If-None-Match": tag}) as again:
            assert again.status == 304
        site.edit("observatory", lambda article: replace(article, title="星ケ丘天文台"))
        async with session.get(url, headers={"If-None-Match": tag}) as edited:
            assert edited.status == 200
            assert edited.headers["ETag"] != tag


async def test_a_portal_page_comes_in_its_own_encoding() -> None:
    async with Site() as site, aiohttp.ClientSession() as session, session.get(site.url("locks")) as answer:
        assert answer.charset == "gb18030"
        assert "清河三座水闸" in (await answer.read()).decode("gb18030")


async def test_loads_can_be_waited_for() -> None:
    async with Site() as site, aiohttp.ClientSession() as session:
        waiting = asyncio.create_task(site.loaded("pool", 2))
        for _ in range(2):
            assert not waiting.done()
            async with session.get(site.url("pool")):
                pass
        await waiting
        assert site.count("pool") == 2


def test_only_loads_of_a_page_that_nobody_edited_are_quiet() -> None:
    seen = [("a", 0, 200), ("b", 0, 200), ("a", 0, 200), ("a", 1, 200), ("a", 1, 304), ("b", 1, 410), ("b", 1, 410)]
    assert quiet_loads([Load(story=s, version=v, status=c) for s, v, c in seen]) == 1


# The whole


async def test_the_demonstration_reports_every_edit_and_nothing_else(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    assert await run_demo(tmp_path / "demo", 6.0, as_json=True) == 0
    out, shown = capsys.readouterr()
    told = json.loads(out)
    assert told["right"]
    assert [e["reported"] for e in told["edits"]] == [sorted(edit.kinds) for edit in SCRIPT]
    assert (told["false"], told["unmodified"] > 0, told["quiet_loads"] > 0) == ([], True, True)
    assert "Minister [-lied about-]{+misstated+} ferry terminal costs" in shown
    assert "均[-未-]{+已+}发现裂缝" in shown
    with Store.open(f"sqlite:{tmp_path}/demo/demo.db", readonly=True) as store:
        assert len(store.history.entries()) == len(SCRIPT)


# The folder


def test_a_demonstration_empties_only_what_one_before_it_made(tmp_path: Path) -> None:
    place = Place(directory=tmp_path / "demo")
    place.emptied()
    place.configure("json://127.0.0.1:1/alerts")
    Store.open(f"sqlite:{place.database}").close()
    (place.directory / "letter.txt").write_text("mine")
    place.emptied()
    assert not place.database.exists()
    assert (place.directory / "letter.txt").read_text() == "mine"


@pytest.mark.parametrize("name", ["demo.db", "demo.toml"])
def test_a_file_of_that_name_that_no_demonstration_made_is_left_alone(tmp_path: Path, name: str) -> None:
    (tmp_path / name).write_text("mine")
    with pytest.raises(WatcherError, match="--directory"):
        Place(directory=tmp_path).emptied()
    assert (tmp_path / name).read_text() == "mine"


def test_a_demonstration_under_way_is_not_disturbed(tmp_path: Path) -> None:
    place = Place(directory=tmp_path)
    place.configure("json://127.0.0.1:1/alerts")
    with Store.open(f"sqlite:{place.database}") as store, store.claim_daemon(), pytest.raises(StoreBusy):
        place.emptied()
    assert place.database.exists()


def test_a_folder_that_cannot_be_made_is_one_clear_error(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("")
    with pytest.raises(WatcherError, match="cannot be used"):
        Place(directory=tmp_path / "file" / "demo").emptied()


def test_the_configuration_it_writes_is_one_that_can_be_read(tmp_path: Path) -> None:
    place = Place(directory=tmp_path / 'a "quoted" \\ folder 演示')
    place.emptied()
    place.configure("json://127.0.0.1:8001/alerts")
    settings = load(place.config)
    assert settings.database == f"sqlite:{place.database.absolute()}"
    assert [s.to[0].label for s in settings.subscriptions] == ["json://127.0.0.1:8001/…"]
    assert place.config.stat().st_mode & 0o777 == 0o600


def test_the_commands_it_names_can_be_pasted(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    command = tmp_path / ".venv/bin/watcher"
    monkeypatch.setattr("sys.argv", [str(command), "demo"])
    assert Place(directory=Path("state/demo")).command("log") == ".venv/bin/watcher --config state/demo/demo.toml log"
    assert Place(directory=Path("/a folder")).command("log") == (
        ".venv/bin/watcher --config '/a folder/demo.toml' log"
    )  # fmt: skip


# What it shows


def entry(*kinds: str, stealth: bool = False) -> Entry:
    """An entry of the history with changes of these kinds."""
    watch = Watch(id=WatchId(3), url="http://127.0.0.1/a", key="a", site="127.0.0.1", added_at=NOW, due_at=NOW)
    revision = Revision(
        watch_id=watch.id, number=2, article=STORIES[0].article, first_seen_at=NOW, last_seen_at=NOW, extractor="1",
        changes=tuple(Change(kind=kind, path="title") for kind in kinds), stealth=stealth,
    )  # fmt: skip
    return Entry(watch=watch, title="A headline", at=NOW, revision=revision)


def edit(*kinds: str, stealth: bool = False) -> Edit:
    return Edit(story="pool", what="一个数字变了", kinds=kinds, rewritten=None, stealth=stealth)


def verdict(*told: Told, false: tuple[str, ...] = ()) -> Verdict:
    return Verdict(told=told, false=false, loads=90, quiet=70, unmodified=9, seconds=28.4)


@pytest.mark.parametrize(
    "told",
    [
        Told(edit=edit("title.edited"), entry=None, after=None),
        Told(edit=edit("title.edited"), entry=entry("title.edited"), after=None),
        Told(edit=edit("title.edited"), entry=entry("title.edited", "paragraph.edited"), after=1.0),
        Told(edit=edit("title.edited"), entry=entry("title.edited", stealth=True), after=1.0),
    ],
    ids=["missed", "not delivered", "more kinds than were edited", "wrongly called undisclosed"],
)
def test_an_edit_that_is_not_told_as_what_it_is_is_shown_as_wrong(told: Told) -> None:
    assert not verdict(told).right
    assert "WRONG" in shown(verdict(told))


def test_a_false_alert_is_shown_as_such() -> None:
    found = verdict(Told(edit=edit("title.edited"), entry=entry("title.edited"), after=2.0), false=("a: alt.edited",))
    assert not found.right
    assert "false: a: alt.edited" in shown(found)


def test_a_right_verdict_says_so_in_words_and_as_json() -> None:
    told = Told(
        edit=edit("notice.added", "paragraph.added"), entry=entry("paragraph.added", "notice.added"), after=2.25
    )
    assert verdict(told).right
    assert "1 of 1 edits were reported as what they are, in 28 s." in shown(verdict(told))
    assert json.loads(json.dumps(verdict(told).to_dict()))["edits"] == [
        {
            "story": "pool", "what": "一个数字变了", "expected": ["notice.added", "paragraph.added"],
            "reported": ["notice.added", "paragraph.added"], "seconds": 2.25, "right": True,
        }
    ]  # fmt: skip


def test_columns_stand_under_each_other_where_characters_are_two_cells_wide() -> None:
    rows = [
        Told(edit=edit("title.edited"), entry=entry("title.edited"), after=2.0),
        Told(edit=replace(edit("title.edited"), what="a number"), entry=entry("title.edited"), after=2.0),
    ]
    lines = [line for line in shown(verdict(*rows)).splitlines() if "title.edited" in line]
    assert len({cell_len(line[: line.index("title.edited")]) for line in lines}) == 1


def shown(found: Verdict) -> str:
    out = io.StringIO()
    Show(out).summary(found)
    return out.getvalue()


def test_an_alert_is_shown_without_colour_where_no_terminal_is() -> None:
    out = io.StringIO()
    text = "Headline\n127.0.0.1: http://127.0.0.1/a\nSeen at 12:00 UTC.\n\nHeadline edited\n  [-lied-]{+erred+} again"
    Show(out).arrived(3.2, 3, Arrival(subject="Headline edited", text=text), 1.5)
    assert "[-lied-]{+erred+} again" in out.getvalue()
    assert "after 1.5 s" in out.getvalue()
    assert "\x1b" not in out.getvalue()


def test_an_event_has_the_kind_it_tells_of() -> None:
    gone = replace(entry(), revision=None, event=Event(kind="article.gone", at=NOW, seen_after=NOW, why="410"))
    assert Told(edit=edit("article.gone"), entry=gone, after=4.0).right
