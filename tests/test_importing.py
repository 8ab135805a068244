"""Taking articles in: every form of file, and what becomes of each."""

from __future__ import annotations

import json
import os
import subprocess
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import NOON, article
from store_builders import opened

from watcher.errors import WatcherError
from watcher.extract.documents.mirror import written_mirror
from watcher.importing import Taken, entered, files_in, take_history, take_in
from watcher.importing.forms import Contents, Wanted, contents_of
from watcher.model import Outcome, Paragraph, SourceSetting, Standing, State
from watcher.store import Store

HOUR, DAY = timedelta(hours=1), timedelta(days=1)
CRAWLED = datetime(2026, 2, 1, 8, 0, 30, tzinfo=UTC)
MIRROR = written_mirror(article("It is closed.", url="https://www.dw.com/en/bridge/a-70000001"), CRAWLED)


def urls(content: str | bytes) -> list[str]:
    contents = contents_of(content.encode() if isinstance(content, str) else content)
    assert contents.faults == ()
    return [wanted.url for wanted in contents.wanted]


def faults(content: str | bytes) -> tuple[str, ...]:
    return contents_of(content.encode() if isinstance(content, str) else content).faults


def test_a_list_has_an_address_on_each_line_and_remarks() -> None:
    assert urls("# morning\nhttps://a.example/1\n\n  https://b.example/2,4.html#top # noted\n") == [
        "https://a.example/1",
        "https://b.example/2,4.html#top",
    ]


def test_a_byte_order_mark_is_no_part_of_an_address() -> None:
    assert urls(b"\xef\xbb\xbfhttps://a.example/1\r\n") == ["https://a.example/1"]


def test_an_empty_file_names_nothing() -> None:
    assert contents_of(b"") == Contents()


@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_a_table_is_read_by_the_names_of_its_columns(delimiter: str) -> None:
    head = delimiter.join(("Title", "URL", "tags", "every", "note"))
    row = delimiter.join(("Bridge", "https://a.example/1", "harbour|toll", "30m", "by Ada"))
    wanted = Wanted(url="https://a.example/1", tags=("harbour", "toll"), every=timedelta(minutes=30), note="by Ada")
    assert contents_of(f"{head}\n{row}\n".encode()).wanted == (wanted,)


def test_json_lines_are_objects_or_addresses() -> None:
    lines = '{"url": "https://a.example/1", "tags": ["x"], "every": 60}\n\n"https://a.example/2"\n'
    assert contents_of(lines.encode()).wanted == (
        Wanted(url="https://a.example/1", tags=("x",), every=timedelta(minutes=1)),
        Wanted(url="https://a.example/2"),
    )


def test_a_list_in_json_is_read_too() -> None:
    assert urls('[\n "https://a.example/1",\n {"url": "https://a.example/2"}\n]') == [
        "https://a.example/1",
        "https://a.example/2",
    ]


def test_opml_gives_its_links_and_its_feeds() -> None:
    opml = """<?xml version="1.0"?><opml version="2.0"><body>
      <outline text="t"><outline type="link" url="https://a.example/1"/></outline>
      <outline type="rss" xmlUrl="https://a.example/rss" htmlUrl="https://a.example/"/>
    </body></opml>"""
    contents = contents_of(opml.encode())
    assert contents == Contents(wanted=(Wanted(url="https://a.example/1"),), feeds=("https://a.example/rss",))


async def test_feeds_become_sources_and_those_that_are_sources_stay_as_they_are(tmp_path: Path) -> None:
    file = tmp_path / "feeds.opml"
    outlines = "".join(f'<outline xmlUrl="https://{name}.example/rss"/>' for name in "abb")
    file.write_text(f"<opml><body>{outlines}</body></opml>", encoding="utf-8")
    with opened(tmp_path) as store:
        store.sources.add(SourceSetting(url="https://a.example/rss", tags=("mine",)), NOON)
        found = await take_in(store, [file], NOON, tags=("reader",), onward=lambda _: None)
        settings = [(one.setting.url, one.setting.tags) for one in store.sources.listed()]
    assert settings == [("https://a.example/rss", ("mine",)), ("https://b.example/rss", ("reader",))]
    assert (found.sources, found.added, found.left_out) == (1, 0, 0)


def test_opml_opens_nothing_outside_of_itself(tmp_path: Path) -> None:
    secret = tmp_path / "secret"
    secret.write_text("https://a.example/secret", encoding="utf-8")
    opml = f'<!DOCTYPE o [<!ENTITY e SYSTEM "{secret.as_uri()}">]><opml><outline url="&e;"/></opml>'
    assert "secret" not in str(contents_of(opml.encode()).wanted)


def test_a_mirrored_document_brings_its_article_and_the_time_of_its_crawl() -> None:
    (wanted,) = contents_of(MIRROR.encode()).wanted
    assert wanted.url == "https://www.dw.com/en/bridge/a-70000001"
    assert wanted.article is not None
    assert wanted.article.blocks == (Paragraph(text="It is closed."),)
    assert wanted.page is not None
    assert wanted.page.fetched_at == CRAWLED


@pytest.mark.parametrize(
    ("content", "fault"),
    [
        ("https://a.example/1\nftp://a.example/2\n", "2: 'ftp://a.example/2' is not an http or https address"),
        ("https://a.example/a b\n", "1: 'https://a.example/a b' is not an http or https address"),
        ("https://a.example\\@b.example/1\n", "1: "),
        ("https://me:secret@a.example/1\n", "1: a.example: addresses with a login are not opened"),
        ("url,every\nhttps://a.example/1,soon\n", '2: "soon" is no duration'),
        ("url,every\n\nhttps://a.example/1,0s\n", "3: \"every\": '0s' is out of bounds"),
        ('{"url": "https://a.example/1"}\n{"url": 1}\n', '2: an object with "url"'),
        ('{"url": "https://a.example/1"}\n{"url"\n', "2: not JSON: Expecting"),
        ('{"url": "https://a.example/1", "tags": 3}', '1: "tags"'),
        ('[\n"https://a.example/1"\n', "3: not JSON: Expecting"),
        ("<opml><body></opml>", "1: not OPML"),
        ('<opml>\n<outline xmlUrl="rss"/></opml>', "2: 'rss' is not an http or https address"),
        ("<html><body>Hello</body></html>", "1: not OPML but a page; `watcher add URL` tracks"),
        ("<!DOCTYPE html><p>Hello", "1: not OPML but a page"),
        ("<rss><channel/></rss>", "1: not OPML but <rss>; `watcher source add URL` follows"),
        ("title,url\nBridge\n", "2: '' is not an http or https address"),
        ('url\n"' + "x" * 200_000, "2: not CSV: field larger"),
        ("[" * 100_000, "1: not JSON"),
        ('{"url": "https://a.example/1", "every": 1e300}', '1: "every"'),
        (b"\x00\x01\x02 https://a.example/1", "1: a binary file"),
        (b"https://a.example/1\nhttps://\xff\n", "2: not UTF-8 text"),
        ("<!--170000-->", "1: a mirrored document without a headline"),
        ("<!--1705834023000-->\n[Bridge](nowhere)\n", "2: "),
    ],
)
def test_what_is_wrong_is_named_with_its_line(content: str | bytes, fault: str) -> None:
    (found,) = faults(content)
    assert found.startswith(fault)


def test_every_wrong_line_is_named() -> None:
    assert [fault.partition(":")[0] for fault in faults("x\nhttps://a.example/1\ny\n")] == ["1", "3"]


def test_a_directory_stands_for_its_visible_files_by_name(tmp_path: Path) -> None:
    for name in ("b/2.txt", "b/1.txt", "a.txt", ".hidden"):
        (tmp_path / name).parent.mkdir(exist_ok=True)
        (tmp_path / name).touch()
    names = [str(path.relative_to(tmp_path)) for path in files_in([tmp_path, tmp_path / "a.txt"])]
    assert names == ["a.txt", "b/1.txt", "b/2.txt", "a.txt"]


async def test_a_mirrored_document_becomes_the_first_revision_of_its_article(tmp_path: Path) -> None:
    (wanted,) = contents_of(MIRROR.encode()).wanted
    with opened(tmp_path) as store:
        done = await entered(store, wanted, NOON, ("old",))
        watch = store.watches.by_id(done.watch.id)
        revision = store.history.revision(done.watch.id, 1)
        page = store.history.page_of(done.watch.id, 1)
        (look,) = store.history.looks(done.watch.id)
    assert done.new
    assert done.revised
    assert watch is not None
    assert (watch.standing, watch.key, watch.tags, watch.due_at) == (Standing.PRESENT, "dw:70000001", ("old",), NOON)
    assert revision is not None
    assert (revision.first_seen_at, revision.article) == (CRAWLED, wanted.article)
    assert page is not None
    assert page.body == MIRROR.encode()
    assert (look.outcome, look.first_at) == (Outcome.NEW, CRAWLED)


async def test_an_article_that_was_read_already_keeps_its_history(tmp_path: Path) -> None:
    (wanted,) = contents_of(MIRROR.encode()).wanted
    with opened(tmp_path) as store:
        await entered(store, wanted, NOON)
        again = await entered(store, wanted, NOON)
        assert not again.new
        assert not again.revised
        assert len(store.history.revisions(again.watch.id)) == 1


async def taken(store: Store, *files: Path) -> tuple[Taken, float]:
    steps: list[float] = []
    return await take_in(store, files, NOON, onward=steps.append), sum(steps)


async def test_of_a_file_with_a_wrong_line_nothing_is_taken_and_the_others_are(tmp_path: Path) -> None:
    wrong, right = tmp_path / "wrong.txt", tmp_path / "right.txt"
    wrong.write_text("https://a.example/1\nmailto:x@a.example\n", encoding="utf-8")
    right.write_text("https://b.example/1\nhttps://b.example/1?utm_source=x\n", encoding="utf-8")
    with opened(tmp_path) as store:
        found, steps = await taken(store, wrong, right, tmp_path / "missing.txt")
        tracked = [watch.url for watch in store.watches.listed()]
    assert tracked == ["https://b.example/1"]
    assert (found.added, found.known) == (1, 1)
    assert found.faults == (
        f"{wrong}:2: 'mailto:x@a.example' is not an http or https address",
        f"{tmp_path}/missing.txt: No such file or directory",
    )
    assert steps == pytest.approx(3)


URLWATCH = """# urlwatch
name: Harbour
url: https://a.example/bridge
filter:
  - html2text
---
kind: shell
command: ls -l
---
navigate: https://b.example/ferry
tags: [islands, winter]
enabled: false
"""


AS_LIST = """- name: Harbour
  url: https://a.example/bridge
- command: ls
- navigate: https://b.example/ferry
  tags: [islands, winter]
  enabled: false
"""


@pytest.mark.parametrize("text", [URLWATCH, f"---\n{URLWATCH}", AS_LIST])
def test_job_files_of_other_monitors_give_the_addresses_they_look_at(text: str) -> None:
    contents = contents_of(text.encode())
    assert contents == Contents(
        wanted=(
            Wanted(url="https://a.example/bridge", note="Harbour"),
            Wanted(url="https://b.example/ferry", tags=("islands", "winter"), paused=True),
        ),
        left_out=1,
    )


TAGGED = """max_tries: 2
user_visible_url: https://a.example/
url: https://a.example/bridge
filter:
  - !include filters.yaml
  - execute: !!python/object/apply:os.mkdir ["{marker}"]
---
url: !!python/object/apply:os.mkdir ["{marker}"]
"""


def test_a_job_may_begin_with_any_of_its_words_and_tags_of_its_own_run_nothing(tmp_path: Path) -> None:
    marker = tmp_path / "marker"
    contents = contents_of(TAGGED.format(marker=marker).encode())
    assert contents == Contents(wanted=(Wanted(url="https://a.example/bridge"),), left_out=1)
    assert not marker.exists()


def test_a_list_with_a_word_before_its_addresses_is_no_job_file() -> None:
    assert faults("morning: \nhttps://a.example/1\n") == ("1: 'morning:' is not an http or https address",)


def test_an_export_of_changedetection_brings_tags_intervals_and_what_is_paused() -> None:
    often = {"weeks": None, "days": None, "hours": 1, "minutes": 30, "seconds": None}
    document = {
        "watching": {
            "u1": {"url": "https://a.example/1", "title": "Bridge", "tags": ["t1"], "time_between_check": often},
            "u2": {"url": "https://a.example/2", "tag": "x, y", "paused": True, "title": None},
            "u3": {"url": "https://a.example/3", "time_between_check": often, "time_between_check_use_default": True},
            "u4": {"title": "without an address"},
        },
        "settings": {"application": {"tags": {"t1": {"title": "harbour"}}}},
    }
    assert contents_of(json.dumps(document).encode()) == Contents(
        wanted=(
            Wanted(url="https://a.example/1", tags=("harbour",), every=timedelta(minutes=90), note="Bridge"),
            Wanted(url="https://a.example/2", tags=("x", "y"), paused=True),
            Wanted(url="https://a.example/3"),
        ),
        left_out=1,
    )


@pytest.mark.parametrize(
    ("text", "fault"),
    [
        ("name: a\nurl: [https://a.example\n", "3: not YAML: "),
        ("name: a\nurl: ftp://a.example/1\n", "1: 'ftp://a.example/1' is not an http or https address"),
        ("name: a\nurl: https://a.example/1\n---\nurl: nothing\n", "4: 'nothing' is not an http"),
        ("url: https://a.example/1\ntags: [1, 2]\n", '1: "tags": a list of texts was expected'),
    ],
)
def test_what_is_wrong_in_a_job_file_is_named_with_its_line(text: str, fault: str) -> None:
    (found,) = faults(text)
    assert found.startswith(fault)


def test_aliases_of_aliases_take_no_time_and_no_room() -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 9)}]" for n in range(1, 30)]
    contents = contents_of("\n".join(["url: https://a.example/1", "note: bomb", *lines]).encode())
    assert [wanted.url for wanted in contents.wanted] == ["https://a.example/1"]


async def test_what_was_paused_elsewhere_is_paused_here(tmp_path: Path) -> None:
    file = tmp_path / "jobs.yaml"
    file.write_text(URLWATCH, encoding="utf-8")
    with opened(tmp_path) as store:
        await taken(store, file)
        states = [(watch.url, watch.state) for watch in store.watches.listed()]
    assert states == [("https://a.example/bridge", State.ACTIVE), ("https://b.example/ferry", State.PAUSED)]


def mirrored(*paragraphs: str, at: datetime = CRAWLED) -> str:
    return written_mirror(article(*paragraphs, url="https://www.dw.com/en/bridge/a-70000001"), at)


async def test_later_crawls_of_an_article_become_its_revisions(tmp_path: Path) -> None:
    files = []
    for number, cables in enumerate(("Two", "Three", "Three", "Two")):
        files.append(tmp_path / f"{9 - number}.txt")
        text = mirrored("It is closed.", f"{cables} cables are cracked.", at=CRAWLED + number * HOUR)
        files[-1].write_text(text, encoding="utf-8")
    with opened(tmp_path) as store:
        found, _ = await taken(store, *reversed(files))
        (watch,) = store.watches.listed()
        revisions = store.history.revisions(watch.id)
        alerts = store.outbox.letters()
    assert (found.revisions, found.documents_left_out) == (3, 1)
    assert [one.first_seen_at - CRAWLED for one in revisions] == [0 * HOUR, HOUR, 3 * HOUR]
    assert [[change.kind for change in one.changes] for one in revisions] == [[], *[["paragraph.edited"]] * 2]
    assert [(one.reverts_to, one.stealth) for one in revisions] == [(None, False), (None, False), (1, False)]
    assert alerts == []


def committed(folder: Path, at: datetime, files: dict[str, str]) -> None:
    for name, text in files.items():
        (folder / name).write_text(text, encoding="utf-8")
    when = at.strftime("%Y-%m-%dT%H:%M:%SZ")
    own = {"GIT_AUTHOR_DATE": when, "GIT_COMMITTER_DATE": when, "GIT_CONFIG_GLOBAL": "/dev/null"}
    for command in (["add", "."], ["-c", "user.name=m", "-c", "user.email=m@example.org", "commit", "-q", "-m", "x"]):
        subprocess.run(["git", *command], cwd=folder, check=True, env=os.environ | own)


@pytest.fixture
def mirror(tmp_path: Path) -> Path:
    """A git repository of three commits, two of which changed a mirrored document."""
    folder, name = tmp_path / "mirror", "\u6865 1.txt"
    folder.mkdir()
    subprocess.run(["git", "init", "-q"], cwd=folder, check=True)
    committed(folder, NOON, {name: mirrored("Two cables are cracked."), "README.md": "A mirror.", "b": "\0\1"})
    committed(folder, NOON + HOUR, {"README.md": "https://a.example/1"})
    committed(folder, NOON + 2 * HOUR, {name: mirrored("Three cables are cracked.")})
    return folder


async def test_each_commit_that_changed_a_mirrored_document_is_a_revision(mirror: Path, tmp_path: Path) -> None:
    steps: list[float] = []
    with opened(tmp_path) as store:
        found = await take_history(store, mirror, NOON + DAY, tags=("old",), onward=steps.append)
        (watch,) = store.watches.listed()
        revisions = store.history.revisions(watch.id)
        again = await take_history(store, mirror, NOON + DAY, onward=steps.append)
    assert (found.added, found.known, found.revisions, found.faults) == (1, 1, 2, ())
    assert (watch.key, watch.tags, watch.due_at) == ("dw:70000001", ("old",), NOON + DAY)
    assert [one.first_seen_at for one in revisions] == [NOON, NOON + 2 * HOUR]
    assert [change.facts for change in revisions[1].changes] == [("number",)]
    assert (again.added, again.revisions, again.documents_left_out) == (0, 0, 2)
    assert sum(steps) == pytest.approx(2)


async def test_a_history_that_git_cannot_read_is_told(tmp_path: Path) -> None:
    (tmp_path / ".git").mkdir()
    with opened(tmp_path) as store, pytest.raises(WatcherError, match="git cannot read its history: fatal"):
        await take_history(store, tmp_path, NOON, onward=lambda _: None)


def test_a_cell_that_is_longer_than_any_makes_no_table_and_no_exception() -> None:
    assert contents_of(b"url," + b"x" * 200_000 + b"\n").faults
