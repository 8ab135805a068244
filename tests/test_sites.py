"""The shipped site rules, each on small pages of our own in the shape of its site's markup."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
from selectolax.lexbor import LexborHTMLParser

from watcher.extract import Rules, extract
from watcher.extract.rule_files import shipped
from watcher.extract.rules import Layout, SiteRule, layout_for
from watcher.model import Article, Image

ROOT = Path(__file__).resolve().parent
PAGES = {file.stem: file for file in sorted((ROOT / "pages/sites").glob("*.html"))}
FILES = sorted((ROOT.parent / "watcher/extract/sites").glob("*.toml"))
RULES = {file.stem: rule for file, rule in zip(FILES, shipped().sites, strict=True)}
GENERAL_READER = Rules(sites=())

# What a rule brings to its page: the fields that it changes. "-old" pages are of a site's earlier layout.
BRINGS: dict[str, dict[str, Any]] = {
    "bbc": {"tags": ("Bridges", "Ferries"), "credits": ("Ida Brandt",)},
    "businessinsider": {"kinds": "paragraph heading paragraph paragraph heading paragraph paragraph"},
    "conde-nast": {"kicker": "Ports", "kinds": "paragraph paragraph heading paragraph heading paragraph"},
    "elpais": {
        "kicker": "Puertos",
        "standfirst": "Dos cables están dañados. Los transbordadores saldrán cada diez minutos hasta la primavera.",
    },
    "euronews": {"section": "Ports"},
    "foxnews": {"section": "Ports"},
    "metro": {"kinds": "paragraph paragraph paragraph"},
    "orf": {"kicker": "Hafen", "kinds": "image paragraph paragraph paragraph", "credits": ("APA/Jürgen Köhler",)},
    "people": {"authors": ("林晓岚", "周望舒"), "published_at": "2026-03-01T23:15Z"},
    "salzburger-nachrichten": {"kicker": "Verkehr"},
    "spiegel": {
        "kicker": "Sperrung im Hafen",
        "title": "Hafenbrücke nach Rissen an den Seilen gesperrt",
        "standfirst": "Prüfer fanden Schäden an zwei Tragseilen. "
        "Bis zum Frühjahr fahren die Fähren im Zehnminutentakt.",
    },
    "srf": {"kinds": "paragraph paragraph paragraph", "authors": ("hafen", "köhj", "brad")},
    "tagesschau": {"section": "Inland", "kicker": "Hafen", "credits": ("Hafen-Bild",)},
    "taz": {
        "kinds": "paragraph paragraph paragraph",
        "standfirst": "Prüfer fanden Schäden an zwei Tragseilen. "
        "Bis zum Frühjahr fahren die Fähren im Zehnminutentakt.",
    },
    "taz-old": {"kinds": "paragraph paragraph paragraph"},
}  # fmt: skip


def rule_of(page: str) -> SiteRule:
    return RULES[page.removesuffix("-old")]


def url_of(page: str) -> str:
    return f"https://www.{rule_of(page).hosts[0]}/a"


def read(page: str, rules: Rules | None = None) -> Article:
    return extract(PAGES[page].read_bytes(), url_of(page), rules=rules)


def seen(article: Article, fields: dict[str, Any]) -> dict[str, Any]:
    """The named fields of an article; kinds, captions and credits are those of its blocks."""
    images = [b for b in article.blocks if isinstance(b, Image)]
    of_blocks = {
        "kinds": " ".join(b.kind for b in article.blocks),
        "captions": tuple(i.caption for i in images),
        "credits": tuple(i.credit for i in images),
    }
    return {name: of_blocks[name] if name in of_blocks else getattr(article, name) for name in fields}


def layout_of(page: str) -> Layout | None:
    doc = LexborHTMLParser(PAGES[page].read_text("utf-8"))
    return layout_for(doc, url_of(page), None, shipped())


@pytest.mark.parametrize("page", BRINGS)
def test_a_shipped_rule_brings_what_the_general_reader_cannot_know(page: str) -> None:
    wanted = BRINGS[page]
    assert seen(read(page), wanted) == wanted
    assert seen(read(page, GENERAL_READER), wanted) != wanted, "the general reader needs no rule here now: delete it"


@pytest.mark.parametrize("page", BRINGS)
def test_a_shipped_rule_keeps_headline_and_story(page: str) -> None:
    with_rule, without = read(page), read(page, GENERAL_READER)
    assert with_rule.title
    assert without.title.endswith(with_rule.title)
    assert len(with_rule.blocks) >= 3


def test_every_page_is_read_and_every_layout_of_every_rule_has_a_page() -> None:
    assert sorted(BRINGS) == sorted(PAGES)
    used = [layout_of(page) for page in PAGES]
    for name, rule in RULES.items():
        if name != "dw":  # its pages are in tests/pages/dw
            assert all(layout in used for layout in rule.layouts), name


@pytest.mark.parametrize("file", FILES, ids=lambda file: file.stem)
def test_a_shipped_rule_is_short_and_begins_by_saying_what_it_is_for(file: Path) -> None:
    lines = file.read_text("utf-8").splitlines()
    assert lines[0].startswith("# ")
    assert len(lines) <= 25
    assert RULES[file.stem].name
