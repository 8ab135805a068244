"""Deutsche Welle beside its articles: galleries, films, live blogs; its older pages, and those in other scripts."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from pages_html import ARABIC, GERMAN, RUSSIAN, Story

from watcher.compare import compare
from watcher.extract import extract
from watcher.extract.documents.dw import graph_article, supplement, supplemented
from watcher.model import Article, Embed, Heading, Image, Link, Paragraph
from watcher.urls import identity

PAGES = Path(__file__).parent / "pages" / "dw"
ADDRESSES = {
    "bridge.zh-hant.html": "https://www.dw.com/zh-hant/x/a-71400101",
    "bridge.ar.html": "https://www.dw.com/ar/x/a-71400102",
    "bridge.ru.html": "https://www.dw.com/ru/x/a-71400103",
    "bridge.old.html": "https://www.dw.com/de/x/a-56700101",
    "gallery.html": "https://www.dw.com/de/eine-brücke-in-bildern/g-71500101",
    "gallery.graph.json": "https://www.dw.com/graph-api/de/content/image-gallery/71500101",
    "gallery.api.json": "https://api.dw.com/api/detail/imagegallery/71500101",
    "film.html": "https://www.dw.com/en/how-divers-mend-a-bridge-cable/video-71600101",
    "film.graph.json": "https://www.dw.com/graph-api/en/content/video/71600101",
    "live.html": "https://www.dw.com/zh/港口大桥封闭最新进展/live-71700101",
    "live.graph.json": "https://www.dw.com/graph-api/zh/content/liveblog/71700101",
}
LIVE = ADDRESSES["live.html"]


def read(name: str) -> Article:
    return extract((PAGES / name).read_bytes(), ADDRESSES[name])


def pictures(article: Article) -> list[Image]:
    return [b for b in article.blocks if isinstance(b, Image)]


def posts(article: Article) -> list[tuple[str, str | None]]:
    return [(b.text, b.posted_at) for b in article.blocks if isinstance(b, Heading | Paragraph)]


# -- scripts and layouts -----------------------------------------------------------------------------------------


@pytest.mark.parametrize(("name", "story"), [("bridge.ar.html", ARABIC), ("bridge.ru.html", RUSSIAN)])
def test_arabic_and_russian_pages_are_read_whole(name: str, story: Story) -> None:
    article = read(name)
    assert (article.title, article.standfirst, article.language) == (story.title, story.standfirst, story.language)
    assert article.text() == "\n".join(story.paragraphs)
    assert [(p.caption, p.credit, p.role) for p in pictures(article)] == [(story.caption, "Mara Lindqvist/DW", "lead")]
    assert (article.authors, article.published_at) == ((story.author,), "2026-03-02T06:15:41.307Z")


def test_a_page_in_traditional_chinese_has_its_agencies_and_its_copyright_apart() -> None:
    article = read("bridge.zh-hant.html")
    assert (article.language, article.title) == ("zh-Hant", "主纜出現裂縫 港口大橋全面封閉")
    assert article.standfirst == "檢查人員在兩根主纜上發現損傷，渡輪將每十分鐘一班，直到明年春天為止。"
    assert article.text().splitlines() == [
        "（德國之聲中文網）週一，工程師在兩根主纜上發現裂縫後，港口大橋對所有車輛封閉。",
        "市政府表示，這是九年來的第一次全面檢查，自一月的風暴以來就已列入計畫。",
        "平日每天約有4.1萬輛車經過大橋，現在改由渡輪每十分鐘發一班船。",
    ]
    assert article.credits == ("（路透社、德新社）",)
    assert article.copyright == "© 2026年德國之聲版權聲明：本文為測試而虛構，可以隨意使用。"
    assert [(p.caption, p.credit) for p in pictures(article)] == [("週一早晨從東岸碼頭看到的大橋", "Mara Lindqvist/DW")]


def test_a_page_of_the_layout_until_2023_is_read_whole() -> None:
    article = read("bridge.old.html")
    assert (article.title, article.standfirst, article.kicker) == (GERMAN.title, GERMAN.standfirst, "Verkehr")
    assert (article.authors, article.published_at) == (("Jürgen Köhler",), "2021-03-02")
    kinds = ["image", "paragraph", "paragraph", "heading", "image", "paragraph", "paragraph"]
    assert [b.kind for b in article.blocks] == kinds
    assert [p.caption for p in pictures(article)] == [GERMAN.caption, "Das beschädigte Tragseil am östlichen Pfeiler"]
    second = article.blocks[2]
    assert isinstance(second, Paragraph)
    assert second.links == (Link(text="Bericht", href="https://www.dw.com/a-56600101"),)


# -- galleries ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["gallery.html", "gallery.graph.json", "gallery.api.json"])
def test_a_gallery_is_its_pictures_with_their_texts(name: str) -> None:
    article = read(name)
    assert article.title == "Eine Brücke in Bildern"
    assert article.standfirst == "Sechzig Jahre lang fuhr die Stadt über sie. Nun ist die Hafenbrücke gesperrt."
    assert article.published_at == "2026-03-02T10:00:00.250Z"
    assert [b.kind for b in article.blocks] == ["image"] * 3
    assert [(p.asset, p.role, p.title, p.credit) for p in pictures(article)] == [
        ("static.dw.com/image/71500201", "gallery", "Der erste Tag", "Stadtarchiv"),
        ("static.dw.com/image/71500202", "gallery", "Sturm im Januar", "Jürgen Köhler/dpa"),
        ("static.dw.com/image/71500203", "gallery", "Gesperrt", "Mara Lindqvist/DW"),
    ]
    assert (pictures(article)[2].caption or "").startswith("Seit Montag darf niemand mehr über die Brücke.")


def test_a_gallerys_page_and_the_graph_api_give_equal_articles() -> None:
    assert replace(read("gallery.graph.json"), url=ADDRESSES["gallery.html"]) == read("gallery.html")


def test_the_edited_text_of_a_gallerys_picture_is_one_edited_caption() -> None:
    page = (PAGES / "gallery.html").read_text("utf-8")
    edited = extract(page.replace("neun Metern", "sieben Metern").encode(), ADDRESSES["gallery.html"])
    assert [(c.kind, c.path) for c in compare(read("gallery.html"), edited)] == [
        ("caption.edited", "blocks[1].caption")
    ]


# -- films -------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", ["film.html", "film.graph.json"])
def test_a_film_is_its_headline_its_teaser_its_poster_and_its_stream(name: str) -> None:
    article = read(name)
    assert article.title == "How divers mend a bridge cable"
    assert (article.standfirst or "").startswith("Two hundred wires make a cable")
    assert (article.authors, article.modified_at) == (("Ida Brandt",), "2026-03-02T12:05:00.002Z")
    poster, film = article.blocks
    assert isinstance(poster, Image)
    assert (poster.role, poster.asset) == ("lead", "static.dw.com/image/71600201")
    assert isinstance(film, Embed)
    assert film.src.startswith("https://hlsvod.dw.com/i/dwtv_video/flv/vdt/divers_")


def test_a_recording_is_its_picture_and_its_stream() -> None:
    link = {"targetId": 50001, "description": "Am Mikrofon", "target": {"licenserSupplement": "X/dpa"}}
    content = {"__typename": "Audio", "id": 71800101, "title": "Titel", "teaser": "Teaser",
               "mainContentImageLink": link, "mp3Src": "https://radiodownload.example/a.mp3"}  # fmt: skip
    article = graph_article({"data": {"content": content}}, "https://www.dw.com/de/x/audio-71800101")
    assert [b.kind for b in article.blocks] == ["image", "embed"]
    assert [(p.role, p.caption, p.credit) for p in pictures(article)] == [("lead", "Am Mikrofon", "X/dpa")]


def test_a_film_that_an_article_shows_does_not_make_the_article_a_film() -> None:
    film = {"__typename": "Video", "hlsVideoSrc": "https://hlsvod.dw.com/i/x.m3u8", "name": "Ein Film"}
    content = {"title": "Titel", "text": "<p>Ein Satz, der lang genug ist.</p>", "videos": [film]}
    article = graph_article({"data": {"content": content}}, "https://www.dw.com/de/x/a-71800102")
    assert [b.kind for b in article.blocks] == ["paragraph"]


# -- live blogs --------------------------------------------------------------------------------------------------


def test_a_live_blogs_page_and_the_graph_api_have_every_post_with_its_time() -> None:
    expected = [
        ("本页滚动报道港口大桥封闭的消息，最新的消息在最前面。", None),
        ("市长：夏天之前不会开放", "2026-03-02T13:35:00Z"),
        ("市长在下午的记者会上表示，大桥在夏天之前不会重新开放。", None),
        ("她说，修缮费用大约为236万元。", None),
        ("渡轮公司宣布，从周二起每五分钟发一班船，票价不变。", "2026-03-02T11:05:00Z"),
        ("两根主缆出现裂缝", "2026-03-02T08:20:00Z"),
        ("工程师在例行检查中发现，东侧的两根主缆出现裂缝，大桥随即封闭。", None),
    ]
    assert posts(read("live.graph.json")) == posts(read("live.html")) == expected


def test_a_new_post_of_a_live_blog_is_added_and_moves_nothing() -> None:
    document = json.loads((PAGES / "live.graph.json").read_text("utf-8"))
    old = graph_article(document, LIVE)
    post = {"title": "第四班渡轮", "contentDate": "2026-03-02T14:10:00Z", "text": "<p>第四艘渡轮将于周二投入使用。</p>"}
    document["data"]["content"]["posts"].insert(0, post)
    changes = compare(old, graph_article(document, LIVE))
    assert [(c.kind, c.after) for c in changes] == [
        ("heading.added", "第四班渡轮"),
        ("paragraph.added", "第四艘渡轮将于周二投入使用。"),
    ]


def live_state(*told: dict[str, Any]) -> str:
    return "window.__APOLLO_STATE__=" + json.dumps({"Liveblog:71700101": {"posts": list(told)}}, ensure_ascii=False)


def test_what_the_page_shows_of_a_post_stays_as_it_is() -> None:
    shown = (Heading(level=3, text="14:05"), Paragraph(text="Die Bahn fährt wieder, sagt sie."))
    told = supplement(
        live_state({"title": "14:05", "text": "<p>Die Bahn fährt.</p>", "contentDate": "2026-03-02"}), LIVE
    )
    found = supplemented(Article(url=LIVE, blocks=shown), told).blocks
    assert found == (replace(shown[0], posted_at="2026-03-02"), shown[1])


def test_a_post_without_a_time_is_still_a_post() -> None:
    told = supplement(live_state({"title": "Neues", "text": "<p>Die Bahn fährt wieder, sagt sie.</p>"}), LIVE)
    opening = Paragraph(text="Was seit dem Morgen geschah.")
    found = supplemented(Article(url=LIVE, blocks=(opening,)), told)
    assert posts(found) == [
        ("Was seit dem Morgen geschah.", None), ("Neues", None), ("Die Bahn fährt wieder, sagt sie.", None),
    ]  # fmt: skip


def test_posts_that_the_page_does_not_show_stand_between_those_that_it_shows() -> None:
    texts = ("Der erste Satz ist lang genug.", "Der zweite Satz ist lang genug.", "Der dritte Satz ist lang genug.")
    told = supplement(live_state(*({"text": f"<p>{t}</p>", "contentDate": "2026-03-02"} for t in texts)), LIVE)
    around = tuple(Paragraph(text=t) for t in ("Was geschah.", texts[0], texts[2], "Mehr davon morgen."))
    found = supplemented(Article(url=LIVE, blocks=around), told)
    assert [t for t, _ in posts(found)] == ["Was geschah.", *texts, "Mehr davon morgen."]


@pytest.mark.parametrize("name", ADDRESSES)
def test_page_and_documents_of_one_piece_have_one_identity(name: str) -> None:
    number = ADDRESSES[name].rpartition("-")[2].rpartition("/")[2]
    assert identity(ADDRESSES[name]) == f"dw:{number}"
