"""Looking from the command line, against a newspaper on loopback: check and run, and what they leave to be reviewed."""

from __future__ import annotations

import asyncio
import json
import os
import re
import signal
import sys
from asyncio.subprocess import PIPE, Process
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path

import pytest
from builders import NOON
from cli_place import Place, Ran
from fakes import Paper, paper

from watcher.extract.documents.mirror import written_mirror
from watcher.model import Article

_SETTINGS = '[fetch]\nallow_networks = ["127.0.0.0/8"]\nhost_gap = "1ms"\nrobots = false\n'
_FILLER = "The tide comes in twice a day, and with it the ships of the coast guard, the ferries and the gulls."


def page(title: str, *paragraphs: str) -> str:
    told = (*paragraphs, *(f"{_FILLER} So it was on day {n}." for n in range(5)))
    head = (
        f"<title>{title}</title><meta name='author' content='Ada Brandt'>"
        "<meta property='article:section' content='Water'>"
        "<meta property='article:modified_time' content='2026-02-03T08:00:00Z'>"
        "<meta property='article:published_time' content='2026-02-01T07:00:00Z'>"
    )
    body = f"<h1>{title}</h1>{''.join(f'<p>{text}</p>' for text in told)}"
    return f"<!doctype html><html lang='en'><head>{head}</head><body><article>{body}</article></body></html>"


RIVER = page("The river rises again", "The water stands at 2.4 metres above its usual level, says the mayor.")
HIGHER = RIVER.replace("2.4", "2.9")
HARBOUR = page("The harbour is closed", "Nobody knows for how long the harbour will stay closed to ships.")


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path, _SETTINGS)


@pytest.fixture
async def printed() -> AsyncIterator[Paper]:
    async with paper() as printed:
        printed.pages |= {"/river": RIVER, "/harbour": HARBOUR}
        yield printed


async def ran(place: Place, *words: object, **environ: str) -> Ran:
    """A command in a process of its own, while this one serves the newspaper."""
    return await asyncio.to_thread(place.process, *words, **environ)


async def test_an_edit_is_found_shown_and_kept(place: Place, printed: Paper) -> None:
    url = printed.url("/river")
    assert (await ran(place, "add", url, "--tag", "water")).code == 0
    first = await ran(place, "check")
    assert (first.code, first.out) == (0, "new 1@1 The river rises again\n")
    assert first.err == "watcher: looked at 1 article: 1 new\n"

    silent = await ran(place, "check", "--exit-code", 1)
    assert (silent.code, silent.out, silent.err) == (0, "", "watcher: looked at 1 article: 1 same\n")

    printed.pages["/river"] = HIGHER
    found = await ran(place, "check", "--exit-code")
    assert found.code == 4
    assert found.out == (
        "changed 1@2 The river rises again  ¶~  (stealth)\n"
        "\n"
        "Paragraph 1 edited · major · number · undisclosed\n"
        "  The water stands at [-2.4-]{+2.9+} metres above its usual level, says the mayor.\n"
        "\n"
    )
    (edit,) = (await ran(place, "log", "--json")).lines
    assert (edit["watch"], edit["revision"], edit["changes"][0]["spans"][1]) == (1, 2, ["-", "2.4"])
    assert "{+2.9+}" in (await ran(place, "diff", url)).out
    assert (await ran(place, "list", "--json")).document[0]["standing"] == "present"


async def test_what_was_found_is_json_lines_and_nothing_else(place: Place, printed: Paper) -> None:
    await ran(place, "add", printed.url("/river"), printed.url("/harbour"))
    found = (await ran(place, "--json", "check")).lines
    assert sorted((one["watch"], one["outcome"], one["revision"]["revision"]) for one in found) == [
        (1, "new", 1),
        (2, "new", 1),
    ]


async def test_looks_that_failed_are_told_and_only_all_of_them_make_a_failure(place: Place, printed: Paper) -> None:
    nowhere = "http://127.0.0.2:1/story"
    await ran(place, "add", printed.url("/river"), nowhere)
    mixed = await ran(place, "check")
    assert mixed.code == 0
    assert f"failed 2 {nowhere}\n  " in mixed.out
    alone = await ran(place, "check", nowhere)
    assert (alone.code, alone.err) == (1, "watcher: looked at 1 article: 1 failed\n")


async def test_an_article_that_is_gone_twice_is_an_event(place: Place, printed: Paper) -> None:
    await ran(place, "add", printed.url("/river"))
    await ran(place, "check")
    del printed.pages["/river"]
    first = await ran(place, "check", "--exit-code")
    assert (first.code, first.out.splitlines()[1:]) == (
        0, ["  the server answers 404 Not Found", "  believed when the next look sees the same"],
    )  # fmt: skip
    second = await ran(place, "check", "--exit-code")
    assert second.code == 4
    assert "  article.gone: the server answers 404 Not Found\n" in second.out
    assert "article.gone" in (await ran(place, "log")).out


async def test_paused_articles_are_looked_at_only_when_they_are_named(place: Place, printed: Paper) -> None:
    await ran(place, "add", printed.url("/river"))
    await ran(place, "pause", 1)
    assert (await ran(place, "check")).err == "watcher: looked at 0 articles\n"
    assert (await ran(place, "check", 1)).out == "new 1@1 The river rises again\n"


async def test_only_what_is_due_is_looked_at_where_that_is_asked(place: Place, printed: Paper) -> None:
    await ran(place, "add", printed.url("/river"), printed.url("/harbour"))
    await ran(place, "check", 1)
    assert (await ran(place, "check", "--due")).out == "new 2@1 The harbour is closed\n"


async def test_one_host_has_one_visitor_at_a_time(place: Place, printed: Paper) -> None:
    for number in range(6):
        printed.pages[f"/{number}"] = RIVER
    await ran(place, "add", *(printed.url(f"/{number}") for number in range(6)))
    await ran(place, "check")
    assert printed.most[f"127.0.0.1:{printed.port}"] == 1
    assert len(printed.asked) == 6


async def test_an_unknown_ref_means_that_nothing_is_looked_at(place: Place, printed: Paper) -> None:
    await ran(place, "add", printed.url("/river"))
    assert (await ran(place, "check", 1, 9)).code == 3
    assert printed.asked == []


async def test_a_mirrored_document_is_what_the_live_page_is_compared_with(place: Place, printed: Paper) -> None:
    url = printed.url("/river")
    place.file("river.html", RIVER)
    extracted = await ran(place, "extract", place.folder / "river.html", "--url", url, "--json")
    old = Article.from_dict(extracted.document)
    assert (old.authors, old.section) == (("Ada Brandt",), "Water")
    document = place.file("river.txt", written_mirror(old, NOON))
    assert (await ran(place, "import", document)).out == (
        "1 article added, 0 tracked already\n1 revision from documents\n"
    )
    printed.pages["/river"] = HIGHER
    found = await ran(place, "check", "--json")
    (finding,) = found.lines
    assert finding["outcome"] == "changed"
    assert [change["kind"] for change in finding["revision"]["changes"]] == ["paragraph.edited"]


async def test_a_page_is_read_from_its_address(place: Place, printed: Paper) -> None:
    found = await ran(place, "extract", printed.url("/river"), "--json")
    assert json.loads(found.out)["title"] == "The river rises again"
    missing = await ran(place, "extract", printed.url("/nowhere"))
    assert (missing.code, missing.err) == (1, f"watcher: {printed.url('/nowhere')}: the server answers 404\n")


async def test_an_interrupt_ends_a_look_quietly(place: Place, printed: Paper) -> None:
    await ran(place, "add", printed.url("/river"))
    printed.open.clear()
    async with started(place, "check") as process:
        await printed.reached.get()
        process.send_signal(signal.SIGINT)
        out, err = await process.communicate()
    assert process.returncode == 130
    assert (out, err.strip()) == (b"", b"")


async def test_a_reader_that_goes_away_ends_the_looks_quietly(place: Place, printed: Paper) -> None:
    await ran(place, "add", printed.url("/river"), printed.url("/harbour"))
    reader, writer = os.pipe()
    os.close(reader)
    async with started(place, "check", stdout=writer) as process:
        os.close(writer)
        _, err = await process.communicate()
    assert (process.returncode, err) == (1, b"")


@asynccontextmanager
async def started(place: Place, *words: str, stdout: int = PIPE) -> AsyncIterator[Process]:
    process = await asyncio.create_subprocess_exec(
        sys.executable, "-m", "watcher", "--config", str(place.config), *words, stdout=stdout, stderr=PIPE
    )  # fmt: skip
    try:
        yield process
    finally:
        if process.returncode is None:
            process.kill()
            await process.wait()


async def test_the_daemon_says_what_it_works_on_looks_and_ends_when_it_is_told_to(place: Place, printed: Paper) -> None:
    with place.config.open("a", encoding="utf-8") as file:
        file.write('[web]\nlisten = "127.0.0.1:0"\n')
    await ran(place, "add", printed.url("/river"))
    async with started(place, "run") as process:
        assert process.stderr is not None
        lines = [(await process.stderr.readline()).decode() for _ in range(4)]
        second = await ran(place, "run")
        state = (await ran(place, "status")).out.splitlines()[0]
        process.send_signal(signal.SIGTERM)
        out, err = await process.communicate()
    assert f"INFO database={place.folder}/watcher.db active=1 due=1 subscriptions=0" in lines[0]
    assert re.search(r"INFO listening at=http://127\.0\.0\.1:\d+$", lines[1].strip())
    assert f"INFO watch=1 host=127.0.0.1:{printed.port} outcome=new revision=1 " in lines[2] + lines[3]
    assert (process.returncode, out) == (0, b"")
    assert err.decode().splitlines()[-1].endswith("INFO stopped")
    assert second.code == 1
    assert f"another daemon works on it (process {process.pid}); stop that one first" in second.err
    assert state.split(maxsplit=1) == ["daemon", "runs"]
