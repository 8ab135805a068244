"""The web pages in a real Chromium: whoever reads, with whatever device, sees them. `make integration`."""

from __future__ import annotations

from collections.abc import AsyncIterator

import gazette
import pytest
import pytest_asyncio
from axe_playwright_python.base import AXE_SCRIPT
from drift_builders import Press, with_text
from playwright.async_api import Browser, Page, expect
from web_reader import Reader, reading, serving, started

from watcher.store import Store

pytestmark = pytest.mark.asyncio(loop_scope="module")

BRIDGE, BUDGET, RIVER, TRAIN, PORT, KINDS, HOSTILE, TICKER = range(1, 9)
CHANGES = f"/watch/{BRIDGE}/diff/2..3"
PAGES = (
    "/", "/?site=harbour.example&weight=major", "/?site=nowhere.example", f"/watch/{BRIDGE}", f"/watch/{PORT}",
    f"/watch/{BRIDGE}/3", f"/watch/{PORT}/2", f"/watch/{KINDS}/1", f"/watch/{BRIDGE}/diff/1..2", CHANGES,
    f"{CHANGES}?side=1", f"/watch/{BRIDGE}/diff/3..4", f"/watch/{RIVER}/diff/1..3?side=1", f"/watch/{PORT}/diff/1..2",
    f"/watch/{PORT}/diff/1..2?side=1",
    "/watches", "/sites", "/sources", "/alerts", "/alerts?state=held", "/subscriptions", "/drifts",
    "/search?q=cars", "/search?q=%E6%B0%B4%E4%BD%8D",
    f"/watch/{BRIDGE}/remove", f"/watch/{HOSTILE}", f"/watch/{HOSTILE}/2", f"/watch/{HOSTILE}/diff/1..2",
    f"/watch/{HOSTILE}/diff/1..2?side=1", "/watch/999",
)  # fmt: skip
LANGUAGES = ("en", "de", "zh-Hans")
RULES = "wcag2a wcag2aa wcag21a wcag21aa wcag22aa best-practice".split()
AXE = """async tags => {
  const found = await axe.run({runOnly: {type: "tag", values: tags}, rules: {"target-size": {enabled: true}}});
  const told = (rule, node) => [rule.id, ...node.target, node.failureSummary].join(" ");
  return found.violations.flatMap(rule => rule.nodes.map(node => told(rule, node)));
}"""


async def filled(store: Store) -> None:
    await gazette.filled(store)
    await gazette.story(store, gazette.of_all_kinds())
    await gazette.hostile(store)
    await gazette.ticker(store, 120)
    press = await Press(store, at=gazette.MORNING).open(12)
    assert any(await press.look(lambda _, of: with_text(of, "Write to the desk.")))


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def base(tmp_path_factory: pytest.TempPathFactory) -> AsyncIterator[str]:
    async with serving(tmp_path_factory.mktemp("web"), filled) as address:
        yield address


@pytest_asyncio.fixture(scope="module", loop_scope="module")
async def chromium() -> AsyncIterator[Browser]:
    async with started() as browser:
        yield browser


@pytest_asyncio.fixture(loop_scope="module")
async def reader(chromium: Browser, base: str) -> AsyncIterator[Reader]:
    """Somebody at a desk, who reads English; at the end nothing has gone wrong, and nobody else was asked."""
    async with reading(chromium, base) as found:
        yield found
        assert (found.wrong, found.left()) == ([], [])


async def unfolded(page: Page) -> None:
    """Opens all that can be opened."""
    for summary in await page.locator("details:not([open]) > summary").all():
        await summary.click()


async def headlines(page: Page) -> list[str]:
    texts: list[str] = await page.locator(".entry h3").all_inner_texts()
    return texts


@pytest.mark.parametrize("path", PAGES)
async def test_every_page_loads_whole_and_asks_nobody_else(chromium: Browser, base: str, path: str) -> None:
    async with reading(chromium, base) as reader:
        page = await reader.opens(path)
        await expect(page.locator("h1").first).to_be_visible()
        await page.wait_for_load_state("networkidle")
        missing = [said for said in reader.wrong if "404" in said and path == "/watch/999"]
        assert [said for said in reader.wrong if said not in missing] == []
    assert reader.asked[0] == base + path
    assert reader.left() == []


@pytest.mark.parametrize(("theme", "width"), [("light", 1280), ("dark", 1280), ("dark", 360)])
async def test_axe_finds_nothing_on_any_page(chromium: Browser, base: str, theme: str, width: int) -> None:
    found = {}
    async with reading(chromium, base, color_scheme=theme, viewport={"width": width, "height": 800}) as reader:
        for path in PAGES:
            page = await reader.opens(path)
            await unfolded(page)
            await page.evaluate(AXE_SCRIPT)
            found[path] = await page.evaluate(AXE, RULES)
    assert {path: wrong for path, wrong in found.items() if wrong} == {}


@pytest.mark.parametrize("language", LANGUAGES)
async def test_nothing_sticks_out_of_a_telephone(chromium: Browser, base: str, language: str) -> None:
    async with reading(chromium, base, viewport={"width": 360, "height": 740}, locale=language) as reader:
        widths = {}
        for path in PAGES:
            page = await reader.opens(path)
            assert await page.locator("html").get_attribute("lang") == language
            await unfolded(page)
            widths[path] = await page.evaluate("document.scrollingElement.scrollWidth")
    assert {path: width for path, width in widths.items() if width > 360} == {}


async def test_filters_narrow_the_stream(reader: Reader) -> None:
    page = await reader.opens("/")
    whole = await headlines(page)
    await page.get_by_text("Filter", exact=True).click()
    await page.get_by_label("Site").fill("jianghe.example")
    await page.get_by_label("Touches").select_option("number")
    await page.get_by_role("button", name="Show").click()
    assert await headlines(page) == [gazette.RIVER.title] * 2
    assert await page.get_by_label("Site").input_value() == "jianghe.example"
    await page.get_by_role("link", name="Show everything").click()
    assert await headlines(page) == whole


async def test_the_stream_is_read_to_its_end_and_from_the_newest_again(reader: Reader) -> None:
    page = await reader.opens("/?site=ticker.example")
    counts = [len(await headlines(page))]
    while await page.get_by_role("link", name="Older").count():
        await page.get_by_role("link", name="Older").click()
        counts.append(len(await headlines(page)))
    assert counts == [50, 50, 20]
    await page.get_by_role("link", name="Newest").click()
    assert reader.path == "/?site=ticker.example"


async def test_keys_lead_through_the_changes_and_the_revisions(reader: Reader) -> None:
    page = await reader.opens(CHANGES)
    here = page.locator("[data-change].here")
    changes = await page.locator("[data-change]").count()
    assert changes > 2
    assert await here.count() == 0
    places = []
    for key in ("n", "n", "p"):
        await page.keyboard.press(key)
        assert await here.count() == 1
        await expect(here).to_be_in_viewport()
        places.append(await here.get_attribute("id"))
    assert places == ["change-1", "change-2", "change-1"]
    for key, path in (
        ("s", f"{CHANGES}?side=1"), ("s", CHANGES), ("j", f"/watch/{BRIDGE}/diff/3..4"), ("k", CHANGES),
        ("k", f"/watch/{BRIDGE}/diff/1..2"),
    ):  # fmt: skip
        await page.keyboard.press(key)
        await page.wait_for_url(reader.base + path)


async def test_a_slash_begins_a_search_and_letters_typed_there_are_letters(reader: Reader) -> None:
    page = await reader.opens(CHANGES)
    await page.keyboard.press("/")
    await page.keyboard.type("jpns ferry")
    assert await page.get_by_role("searchbox").first.input_value() == "jpns ferry"
    assert reader.path == CHANGES
    await page.keyboard.press("Control+a")
    await page.keyboard.type("ferry")
    await page.keyboard.press("Enter")
    await page.wait_for_url("**/search?q=ferry")
    assert (await page.locator("mark").first.inner_text()).lower() == "ferry"


async def test_keyboards_reach_the_text_and_every_link_without_a_mouse(reader: Reader) -> None:
    page = await reader.opens(f"/watch/{BRIDGE}")
    await page.keyboard.press("Tab")
    await expect(page.locator(".skip")).to_be_in_viewport()
    await page.keyboard.press("Enter")
    assert reader.path == f"/watch/{BRIDGE}#content"
    await page.keyboard.press("Tab")
    assert await page.evaluate("document.querySelector('main').contains(document.activeElement)")


async def test_two_revisions_are_chosen_and_compared(reader: Reader) -> None:
    page = await reader.opens(f"/watch/{BRIDGE}")
    await page.get_by_role("combobox", name="from", exact=True).select_option("1")
    await page.get_by_role("combobox", name="to", exact=True).select_option("3")
    await page.get_by_role("button", name="Compare").click()
    assert reader.path == f"/watch/{BRIDGE}/diff/1..3"
    assert await page.locator("section.change").count() > 2


async def test_the_language_is_switched_where_one_is_and_kept(reader: Reader) -> None:
    page = await reader.opens("/watches?tag=zh")
    await page.get_by_role("link", name="简体中文").click()
    assert await page.locator("html").get_attribute("lang") == "zh-Hans"
    assert reader.path.startswith("/watches?tag=zh")
    await reader.opens("/")
    assert await page.locator("h1").inner_text() == "改动"


async def test_texts_run_in_their_direction_whatever_the_page_speaks(reader: Reader) -> None:
    side = "node => [getComputedStyle(node).direction, getComputedStyle(node).textAlign]"
    page = await reader.opens(f"/watch/{PORT}/diff/1..2?side=1")
    assert await page.locator("td p").first.evaluate(side) == ["rtl", "start"]
    assert await page.locator("td p").first.get_attribute("lang") == "ar"
    page = await reader.opens(f"/watch/{PORT}/2")
    assert await page.locator("article p[dir=auto]").first.evaluate(side) == ["rtl", "start"]
    assert await page.locator("nav").first.evaluate(side) == ["ltr", "start"]


async def test_old_and_new_are_told_without_colours(chromium: Browser, base: str) -> None:
    lines = "node => getComputedStyle(node).textDecorationLine"
    async with reading(chromium, base, forced_colors="active") as reader:
        page = await reader.opens(f"/watch/{BRIDGE}/diff/1..2")
        assert await page.locator("del").first.evaluate(lines) == "line-through"
        assert await page.locator("ins").first.evaluate(lines) == "underline"


async def test_all_can_be_done_without_scripts(chromium: Browser, base: str) -> None:
    async with reading(chromium, base, java_script_enabled=False) as reader:
        page = await reader.opens("/")
        await page.get_by_text("Filter", exact=True).click()
        await page.get_by_label("Site").fill("harbour.example")
        await page.get_by_role("button", name="Show").click()
        await page.locator(".entry h3 a").last.click()
        assert reader.path == f"/watch/{BRIDGE}/diff/1..2"
        await page.get_by_role("link", name="Side by side").click()
        await expect(page.locator("table.beside del").first).to_be_visible()
        await page.locator("h1 a").click()
        await page.get_by_role("button", name="Compare").click()
        assert reader.path == f"/watch/{BRIDGE}/diff/3..4"
        await page.get_by_role("searchbox").fill("ferry")
        await page.keyboard.press("Enter")
        assert (await page.locator("mark").first.inner_text()).lower() == "ferry"
        await page.get_by_role("link", name="Deutsch").click()
        assert await page.locator("html").get_attribute("lang") == "de"
        assert (reader.wrong, reader.left()) == ([], [])
