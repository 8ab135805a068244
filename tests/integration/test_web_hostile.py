"""Articles and stored pages full of scripts, in a real Chromium: they show and do nothing. `make integration`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from pathlib import Path

import gazette
import pytest
import pytest_asyncio
from web_reader import Reader, reading, serving, started

from watcher.store import Store

pytestmark = pytest.mark.asyncio(loop_scope="module")

MARKER = "window.marks = []; window.mark = what => window.marks.push(what);"
MARKED = "[window.marks, window.marked ?? null]"
ALIVE = "[href^='javascript' i], [src^='javascript' i], main script, main img, iframe, object, embed, style, base"
HANDLERS = "all => all.flatMap(node => [...node.attributes]).map(own => own.name).filter(name => name.startsWith('on'))"
PATHS = (
    "/", "/search?q=script", "/alerts", "/watches", "/sites", "/watch/1", "/watch/1/2", "/watch/1/diff/1..2",
    "/watch/1/diff/1..2?side=1", "/watch/1/remove",
)  # fmt: skip


async def filled(store: Store) -> None:
    await gazette.hostile(store)


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def base(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    async with serving(tmp_path_factory.mktemp("web"), filled) as address:
        yield address


@pytest_asyncio.fixture(loop_scope="module")
async def reader(base: str) -> AsyncIterator[Reader]:
    """Somebody in whose window a script of somebody else's would leave marks; at the end there are none."""
    async with started() as chromium, reading(chromium, base) as found:
        await found.page.add_init_script(MARKER)
        yield found
        assert (found.wrong, found.left()) == ([], [])
        assert not [url for url in found.asked if "marked" in url]


async def test_what_others_wrote_shows_and_does_nothing(reader: Reader) -> None:
    for path in PATHS:
        page = await reader.opens(path)
        if path != "/sites":
            assert gazette.HOSTILE[:20] in await page.locator("main").inner_text(), path
        await page.wait_for_load_state("networkidle")
        assert await page.evaluate(MARKED) == [[], None], path
        assert await page.locator(ALIVE).count() == 0, path
        assert await page.locator("main *").evaluate_all(HANDLERS) == [], path


async def test_a_stored_page_full_of_scripts_is_saved_and_never_opened(reader: Reader) -> None:
    page = await reader.opens("/watch/1/2")
    async with page.expect_download() as saving:
        await page.get_by_role("link", name="The stored page").click()
    saved = await saving.value
    assert read(await saved.path()) == gazette.SCRIPTED
    assert saved.suggested_filename == "watch-1-revision-2.html"
    assert reader.path == "/watch/1/2"
    assert await page.evaluate(MARKED) == [[], None]


async def test_a_page_of_ours_or_a_stored_one_stands_in_no_frame(reader: Reader) -> None:
    frames = [f'<iframe src="{reader.base}{path}"></iframe>' for path in ("/", "/watch/1/2/page")]
    await reader.page.set_content("".join(frames))
    await reader.page.wait_for_load_state("networkidle")
    shown = [await frame.evaluate("document.body?.innerText ?? ''") for frame in reader.page.frames[1:]]
    assert len(shown) == 2
    assert not [text for text in shown if "Changes" in text or "story" in text]
    refused = [said for said in reader.wrong if "frame-ancestors" in said]
    assert refused
    reader.wrong.clear()


def read(path: Path) -> str:
    return path.read_text(encoding="utf-8")
