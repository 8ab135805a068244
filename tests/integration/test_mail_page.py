"""The page that mails carry, as a real Chromium shows it: `make integration`."""

from __future__ import annotations

from collections.abc import AsyncIterator
from dataclasses import replace
from shutil import which

import pytest
from letter_builders import at, bundled, drifted, edited, letter, number_edited, reporting
from msgspec import structs
from playwright.async_api import Browser, async_playwright

from watcher.fetch.browser import NAMES
from watcher.model import AlertId, Article, Event, Letter, Voice, WatchId, Weight

WIDTHS = (320, 360, 700, 1200)
LONG = "x" * 300
TITLES = {
    "en": "Harbour bridge to stay closed until autumn, engineers say after a second inspection",
    "de": "Hafenbrückensanierungsverzögerungsbegründungsschreiben veröffentlicht",
    "zh-Hans": "德国议会周四表决新预算案，反对党批评新增支出没有真正到位",
    "ja": "橋の再開は秋以降に延期、市が発表",
    "ar": "البرلمان الألماني يصوت على الميزانية الجديدة يوم الخميس",
    "he": "הגשר יישאר סגור עד הסתיו",
}


def about(number: int, language: str, title: str) -> Letter:
    """A letter about an article in this language, with words that are too long for a telephone."""
    changes = (
        edited("title.edited", ("-", title), ("+", f"{title} {LONG}"), weight=Weight.MAJOR, facts=("number", "name")),
        edited("paragraph.edited", ("=", f"{title} "), ("-", "12"), ("+", "21"), ("=", f" {title}")),
    )
    one = letter(*changes, title=title, stealth=True)
    assert one.revision is not None
    assert one.watch is not None
    article = Article(url=f"https://news.example/{LONG}", title=title, language=language)
    return replace(
        one, id=AlertId(number), revision=replace(one.revision, article=article),
        watch=structs.replace(one.watch, id=WatchId(number), url=article.url),
    )  # fmt: skip


EVENT = letter(
    event=Event(kind="article.redirected", at=at(10, 31), seen_after=None, why=LONG, url=f"https://a.example/{LONG}")
)
PAGES = {
    **{language: bundled(about(1, language, title)).html for language, title in TITLES.items()},
    "digest": bundled(*(about(i, *one) for i, one in enumerate(TITLES.items(), 1)), digest=True).html,
    "event": bundled(EVENT, voice=Voice(language="de")).html,
    "drift": bundled(reporting(drifted(headline=LONG)), voice=Voice(language="zh-Hans")).html,
}


@pytest.fixture
async def chromium() -> AsyncIterator[Browser]:
    executable = next(filter(None, map(which, NAMES)), None)
    async with async_playwright() as playwright:
        browser = await playwright.chromium.launch(executable_path=executable, args=["--no-sandbox"])
        yield browser
        await browser.close()


@pytest.mark.parametrize("width", WIDTHS)
async def test_nothing_sticks_out_of_any_screen(chromium: Browser, width: int) -> None:
    page = await chromium.new_page(viewport={"width": width, "height": 800})
    for name, html in PAGES.items():
        await page.set_content(html)
        assert await page.evaluate("document.scrollingElement.scrollWidth") <= width, name


@pytest.mark.parametrize("scheme", ["light", "dark"])
async def test_every_text_can_be_read_in_light_and_dark(chromium: Browser, scheme: str) -> None:
    page = await chromium.new_page(color_scheme="light" if scheme == "light" else "dark")
    for name, html in PAGES.items():
        await page.set_content(html)
        contrasts = await page.evaluate(CONTRASTS)
        assert contrasts, name
        assert min(contrasts.values()) >= 4.5, (name, contrasts)  # WCAG 2.2, 1.4.3


async def test_what_is_old_and_new_is_marked_without_colours(chromium: Browser) -> None:
    page = await chromium.new_page(forced_colors="active")
    await page.set_content(bundled(letter(number_edited())).html)
    lines = "tag => getComputedStyle(document.querySelector(tag)).textDecorationLine"
    assert [await page.evaluate(lines, tag) for tag in ("del", "ins")] == ["line-through", "underline"]


@pytest.mark.parametrize(("language", "side"), [("en", "ltr"), ("zh-Hans", "ltr"), ("ar", "rtl"), ("he", "rtl")])
async def test_each_headline_runs_in_its_direction(chromium: Browser, language: str, side: str) -> None:
    page = await chromium.new_page()
    await page.set_content(PAGES[language])
    assert await page.evaluate("getComputedStyle(document.querySelector('h1')).direction") == side


# For every class of texts, the least contrast between their colour and what lies behind them (WCAG 2.2).
CONTRASTS = """() => {
  const parts = text => text.match(/[\\d.]+/g).map(Number);
  const linear = v => v <= 0.04045 ? v / 12.92 : ((v + 0.055) / 1.055) ** 2.4;
  const light = ([r, g, b]) => 0.2126 * linear(r / 255) + 0.7152 * linear(g / 255) + 0.0722 * linear(b / 255);
  const behind = node => {
    for (let at = node; at; at = at.parentElement) {
      const colour = parts(getComputedStyle(at).backgroundColor);
      if (colour.length < 4 || colour[3] > 0) return colour;
    }
    return [255, 255, 255];
  };
  const found = {};
  for (const node of document.querySelectorAll('body *')) {
    const own = [...node.childNodes].some(child => child.nodeType === 3 && child.textContent.trim());
    if (!own || getComputedStyle(node).display === 'none') continue;
    const [a, b] = [light(parts(getComputedStyle(node).color)), light(behind(node))].sort((x, y) => y - x);
    const name = node.className || node.tagName;
    found[name] = Math.min(found[name] ?? 99, (a + 0.05) / (b + 0.05));
  }
  return found;
}"""
