"""The ready sources of the shipped configuration, on documents in the shape of what they answer."""

from __future__ import annotations

import re
import tomllib
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from builders import page

from watcher.model import Listed, Listing, SourceSetting
from watcher.settings import default_text
from watcher.sources import listing
from watcher.sources.sift import wanted
from watcher.urls import identity

SAVED = Path(__file__).parent / "pages/sources"
NOON = datetime(2026, 3, 2, 12, 0, tzinfo=UTC)
READY = {
    "dw-simplified.rdf": "https://rss.dw.com/rdf/rss-chi-all",
    "dw-traditional.html": "https://www.dw.com/zh-hant/",
    "dw-english.rdf": "https://rss.dw.com/rdf/rss-en-all",
    "dw-german.rss": "https://rss.dw.com/rdf/rss-de-all",
}


def shipped(url: str) -> SourceSetting:
    """The source of that address in the comments of the shipped configuration."""
    tables = tomllib.loads(re.sub(r"(?m)^#(?! |$)", "", default_text()))["source"]
    (own,) = [table for table in tables if table["url"] == url]
    return SourceSetting(url=url, kind=own.get("kind", ""), match=own.get("match", ""))


def found(name: str) -> tuple[Listing, list[Listed]]:
    setting = shipped(READY[name])
    saved = page((SAVED / name).read_bytes(), url=setting.url, content_type="application/xml")
    found = listing(saved, kind=setting.kind, match=setting.match)
    return found, list(wanted(found.articles, setting, found.kind, NOON).values())


@pytest.mark.parametrize(
    ("name", "keys", "titles"),
    [
        ("dw-simplified.rdf", ["dw:90000001", "dw:90000002"], ["港口大桥因裂缝关闭", "渡轮引擎起火 “无人受伤”"]),
        (
            "dw-english.rdf",
            ["dw:90000012", "dw:90000011"],
            ["Harbour bridge: live updates", "Harbour bridge closed & "],
        ),
        (
            "dw-german.rss",
            ["dw:90000021", "dw:90000022"],
            ["Hafenbrücke nach Prüfung gesp", "Fähre: Motor brannte"],
        ),
        (
            "dw-traditional.html",
            ["dw:90000041", "dw:90000042", "dw:90000043", "dw:90000044"],
            ["港口大橋因裂縫關閉", "渡輪引擎起火", "大橋：即時更新", "圖片集：港口"],
        ),
    ],
)
def test_a_ready_source_finds_its_articles(name: str, keys: list[str], titles: list[str]) -> None:
    _, articles = found(name)
    assert [identity(one.url) for one in articles] == keys
    assert [one.title[: len(title)] for one, title in zip(articles, titles, strict=True)] == titles
    assert not any("maca=" in one.url for one in articles)


def test_languages_times_and_pace_are_read() -> None:
    simplified, articles = found("dw-simplified.rdf")
    assert {one.language for one in articles} == {"zh-CN"}
    assert articles[0].published_at == datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
    assert simplified.ttl == timedelta(minutes=15) == found("dw-german.rss")[0].ttl
    assert [found(name)[0].kind for name in READY] == ["feed", "page", "feed", "feed"]


def test_without_a_pattern_the_page_gives_the_same_articles() -> None:
    saved = page((SAVED / "dw-traditional.html").read_bytes(), url=READY["dw-traditional.html"])
    assert listing(saved).articles == found("dw-traditional.html")[0].articles
