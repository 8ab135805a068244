from __future__ import annotations

import gzip
import json
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.extract import extract_from, locate
from watcher.extract.documents import document_article
from watcher.extract.documents.dw import Supplement, api_article, dw_href, graph_article, supplement, supplemented
from watcher.model import Article, Heading, Image, Link, Paragraph
from watcher.urls import identity

PAGES = Path(__file__).parent / "pages" / "dw"
CORPUS = Path(__file__).resolve().parents[2] / "shared" / "corpus"
FERRY = "https://www.dw.com/zh/x/a-71200345"
SCHOOL = "https://www.dw.com/de/wie-ein-dorf-seine-schule-behält/a-71300777"
ADDRESSES = {
    "ferry.graph.json": "https://www.dw.com/graph-api/zh/content/article/71200345",
    "ferry.api.json": "https://api.dw.com/api/detail/article/71200345",
    "ferry.mirror.txt": "/home/reader/71200345.txt",
}


def text_of(name: str) -> str:
    return (PAGES / name).read_text(encoding="utf-8")


def page(name: str, url: str) -> tuple[Article, Supplement | None]:
    """What the HTML of a page and what its state tell."""
    source = locate(text_of(name), url)
    return extract_from(source), supplement(source.state or "", url)


def read(name: str) -> Article:
    """The article of a fixture in any form."""
    if name.endswith(".html"):
        return supplemented(*page(name, FERRY if name.startswith("ferry") else SCHOOL))
    article = document_article(text_of(name), ADDRESSES[name])
    assert article is not None
    return article


def pictures(article: Article) -> list[Image]:
    return [b for b in article.blocks if isinstance(b, Image)]


def links(article: Article) -> list[Link]:
    return [x for b in article.blocks if isinstance(b, Paragraph) for x in b.links]


def graph(**content: Any) -> Article:
    return graph_article({"data": {"content": {"id": 71200345, "title": "Titel"} | content}}, FERRY)


def state(**entry: Any) -> str:
    return f" window.__APOLLO_STATE__={json.dumps({'Article:71200345': entry})};window.__I18N__={{}}; "


def story(**fields: Any) -> Article:
    blocks = (Paragraph(text="Ein Satz."),)
    return Article(**({"url": FERRY, "title": "Titel", "blocks": blocks} | fields))


# -- one article in every form -----------------------------------------------------------------------------------


@pytest.mark.parametrize("name", [*ADDRESSES, "ferry.html"])
def test_every_form_of_an_article_tells_the_same(name: str) -> None:
    expected, found = read("ferry.html"), read(name)
    assert found.title == expected.title == "停航十二年后，林河渡轮重新开航"
    assert found.text() == expected.text()
    assert [b.kind for b in found.blocks] == [b.kind for b in expected.blocks]
    assert [(p.asset, p.role, p.title, p.caption) for p in pictures(found)] == [
        (p.asset, p.role, p.title, p.caption) for p in pictures(expected)
    ]
    assert (found.published_at, found.credits, found.copyright) == (
        "2025-03-14T08:05:41.307Z", ("（路透社、德新社）",), expected.copyright,
    )  # fmt: skip
    assert identity(found.url) in ("dw:71200345", identity(ADDRESSES.get(name, FERRY)))
    assert set(links(found)) <= set(links(expected))


def test_a_page_and_the_graph_api_give_equal_articles() -> None:
    assert replace(read("ferry.graph.json"), url=FERRY) == read("ferry.html")


def test_the_mobile_api_links_to_topics_as_the_page_does() -> None:
    assert links(read("ferry.api.json")) == links(read("ferry.html"))


def test_the_graph_api_gives_every_field() -> None:
    article = read("ferry.graph.json")
    assert article.canonical_url is not None
    assert article.canonical_url.startswith("https://www.dw.com/zh/%E5%81%9C")
    assert article.canonical_url.endswith("/a-71200345")
    assert article.language == "zh"
    assert article.modified_at == "2025-03-14T16:22:40.002Z"
    assert article.authors == ("陈书言", "Mara Lindqvist")
    assert article.standfirst == "一座只有4100人的小镇用三年时间修好了一艘旧渡轮。居民说，这不只是交通问题。"
    assert (article.section, article.tags, article.kicker) == ("社会", ("造船业",), None)
    lead = pictures(article)[0]
    assert (lead.role, lead.credit) == ("lead", "Jonas Weidner/dpa/picture alliance")
    assert lead.src == "https://static.dw.com/image/71200400_605.jpg"


def test_the_mobile_api_gives_the_widest_size_of_a_picture() -> None:
    assert pictures(read("ferry.api.json"))[0].src == "https://static.dw.com/image/71200400_303.jpg"


# -- what a page's state adds ------------------------------------------------------------------------------------


def test_the_state_gives_what_the_page_does_not_show() -> None:
    article = read("school.html")
    assert article.published_at == "2025-05-02T05:30:00.500Z"
    assert article.modified_at == "2025-05-03T09:12:44.010Z"
    assert article.authors == ("Wilhelm Ackerbau",)
    assert (article.kicker, article.section) == ("Reportage", "Gesellschaft")
    assert article.tags == ("Bildung", "Ländlicher Raum")
    stove = pictures(article)[0]
    assert stove.caption == "Der alte Ofen im Klassenzimmer"
    assert stove.credit == "Wilhelm Ackerbau/DW"
    assert stove.alt == "Ofen in einer Schule"
    assert stove.src == "https://static.dw.com/image/71300801_605.jpg"


def test_supplementing_twice_is_supplementing_once() -> None:
    for name, url in (("ferry.html", FERRY), ("school.html", SCHOOL)):
        article, told = page(name, url)
        once = supplemented(article, told)
        assert supplemented(once, told) == once


def test_the_text_stays_as_the_page_shows_it() -> None:
    article, told = page("school.html", SCHOOL)
    assert supplemented(article, told).text() == article.text()


def test_what_the_page_tells_exactly_stays() -> None:
    told = Supplement(
        number="1", published_at="2025-03-14T08:00:00Z", modified_at="2025-03-14T09:00:00Z",
        authors=("B",), standfirst="B", section="B", tags=("B",),
    )  # fmt: skip
    article = story(
        published_at="2025-03-14T08:00:01Z", modified_at="2025-03-15", authors=("A",), standfirst="A", tags=("A",)
    )
    found = supplemented(article, told)
    assert found.published_at == "2025-03-14T08:00:01Z"
    assert found.modified_at == "2025-03-14T09:00:00Z"
    assert (found.authors, found.standfirst, found.section, found.tags) == (("A",), "A", "B", ("A",))


def test_captions_that_the_page_shows_stay() -> None:
    src = "https://static.dw.com/image/71200400_605.jpg"
    shown = Image(src=src, asset="static.dw.com/image/71200400", caption="Neu", credit="Bild: X/dpa")
    told = Supplement(number="1", pictures=(replace(shown, caption="Alt", credit="X/dpa", alt="Fähre"),))
    found = pictures(supplemented(story(blocks=(shown,)), told))[0]
    assert (found.caption, found.credit, found.alt) == ("Neu", "X/dpa", "Fähre")


def test_a_line_of_section_and_region_is_no_kicker() -> None:
    told = Supplement(number="1", section="Politik", labels=("Politik", "Global"))
    assert supplemented(story(kicker="PolitikGlobal"), told).kicker is None
    assert supplemented(story(kicker="Reportage"), told).kicker == "Reportage"


def test_a_page_without_an_article_gets_none_from_its_state() -> None:
    empty = Article(url=FERRY)
    assert supplemented(empty, Supplement(number="1", standfirst="Teaser", authors=("A",))) == empty


# -- galleries ---------------------------------------------------------------------------------------------------


def gallery(number: int = 71200500) -> dict[str, Any]:
    shown = [{"name": f"Bild {n}", "description": f"Text {n}.", "assignedImage": {"id": n}} for n in (50001, 50002)]
    return {"id": number, "name": "Die Galerie", "extendedGalleryImages": shown}


def in_text(number: int = 71200500) -> str:
    place = f'<div class="embed image-gallery" data-id="{number}"></div>'
    return f"<p>Davor steht ein Satz.</p>{place}<p>Danach noch einer.</p>"


def test_a_gallery_stands_where_the_text_has_its_place() -> None:
    before, after = Paragraph(text="Davor steht ein Satz."), Paragraph(text="Danach noch einer.")
    told = supplement(state(imageGalleries=[gallery()], text=in_text()), FERRY)
    blocks = supplemented(story(blocks=(before, after)), told).blocks
    assert blocks[0] == before
    assert blocks[1] == Heading(level=3, text="Die Galerie")
    assert [b.title for b in blocks if isinstance(b, Image)] == ["Bild 50001", "Bild 50002"]
    assert blocks[-1] == after


def test_what_the_page_shows_of_a_gallery_is_not_doubled() -> None:
    cover = Image(src="https://static.dw.com/image/50001_605.jpg", asset="static.dw.com/image/50001")
    shown = (Paragraph(text="Davor steht ein Satz."), Heading(level=2, text="Die Galerie"), cover)
    told = supplement(state(imageGalleries=[gallery()], text=in_text()), FERRY)
    blocks = supplemented(story(blocks=shown), told).blocks
    assert [b.kind for b in blocks] == ["paragraph", "heading", "image", "image"]
    assert blocks[2] == replace(cover, role="gallery", title="Bild 50001", caption="Text 50001.")


def test_a_gallery_that_is_only_recommended_is_no_part_of_the_article() -> None:
    told = supplement(state(imageGalleries=[gallery()], text=in_text(number=71200999)), FERRY)
    assert told is not None
    assert told.galleries == ()
    assert (
        graph(imageGalleries=[gallery()], text="<p>Ein Satz ohne Galerie, aber lang genug.</p>").text().count("\n") == 0
    )


# -- which entry, and what is refused ----------------------------------------------------------------------------


def test_only_the_entry_of_the_pages_own_number_counts() -> None:
    assert supplement(state(teaser="Teaser"), "https://www.dw.com/de/y/a-71200346") is None
    assert supplement(state(teaser="Teaser"), "https://www.dw.com/de/themen") is None
    told = supplement(state(teaser="Teaser"), "http://127.0.0.1:8080/dw/de/x/a-71200345?maca=rss#top")
    assert told is not None
    assert told.standfirst == "Teaser"


@pytest.mark.parametrize(
    "script",
    [
        "",
        "window.__APOLLO_STATE__=",
        "window.__APOLLO_STATE__=null",
        'window.__APOLLO_STATE__={"Article:71200345":',
        'window.__APOLLO_STATE__={"Article:71200345":[1]}',
        'window.__APOLLO_STATE__={"Article:71200345":{"id":' + "9" * 5000 + "}}",
        'window.__APOLLO_STATE__={"a":' + "[" * 100_000,
    ],
    ids=lambda script: script[:50],
)
def test_a_state_that_cannot_be_read_tells_nothing(script: str) -> None:
    assert supplement(script, FERRY) is None


def test_references_that_lead_in_circles_or_nowhere_end() -> None:
    entries = {
        "Article:71200345": {
            "persons": [{"__ref": "Article:71200345"}, {"__ref": "Person:1"}, {"__ref": ["x"]}],
            "mainContentImageLink": {"__ref": "A"},
            "contentLinks": [{"__ref": "A"}],
        },
        "A": {"__ref": "A", "target": {"__ref": "A"}, "targetType": "IMAGE", "targetId": 50001},
    }
    told = supplement("window.__APOLLO_STATE__ = " + json.dumps(entries), FERRY)
    assert told is not None
    assert told.authors == ()
    assert [p.asset for p in told.pictures] == ["static.dw.com/image/50001"] * 2


# -- the JSON documents ------------------------------------------------------------------------------------------


def test_a_live_blog_is_read_with_its_posts() -> None:
    posts = [{"title": "14:05 <Uhr>", "text": "<p>Der Zug fährt wieder, sagt die Bahn.</p>"}]
    text = graph(text="<p>Hier steht, was seit dem Morgen geschah.</p>", posts=posts).text()
    assert text == "Hier steht, was seit dem Morgen geschah.\n14:05 <Uhr>\nDer Zug fährt wieder, sagt die Bahn."


def test_a_picture_that_names_only_its_number_gets_its_address_and_words() -> None:
    link = {
        "targetId": 50007,
        "targetType": "IMAGE",
        "description": "Ein Steg",
        "target": {"licenserSupplement": "X/dpa"},
    }
    image = '<img data-id="50007" data-format="MASTER_LANDSCAPE">'
    text = f"<p>Ein Satz, der lang genug ist.</p>{image}<p>Noch einer folgt.</p>"
    found = pictures(graph(text=text, contentLinks=[link]))
    assert [(p.src, p.caption, p.credit) for p in found] == [
        ("https://static.dw.com/image/50007_605.jpg", "Ein Steg", "X/dpa")
    ]


def test_films_are_left_out_as_on_the_page() -> None:
    film = '<div class="vjs-wrapper embed"><h2>Ein Film</h2><video data-id="7"><source src="https://x.example/a"></video></div>'
    article = graph(text=f"<p>Ein Satz, der lang genug ist.</p>{film}<p>Noch einer folgt danach.</p>")
    assert [b.kind for b in article.blocks] == ["paragraph", "paragraph"]
    assert "Ein Film" not in read("school.html").text()


def test_the_mobile_api_may_hold_blocks_or_plain_text_only() -> None:
    pieces = [{"type": "text/html", "text": "<h2>Überschrift</h2><p>Ein Satz, der lang genug ist.</p>"},
              {"type": "Headline", "text": "Noch eine"}, {"type": "Quote", "text": "Ein Zitat, das bleibt."},
              {"type": "Video", "id": 7}, {"type": "Paragraph", "text": "Und das Ende des Textes."}]  # fmt: skip
    article = api_article({"name": "Titel", "body": [{"content": p} for p in pieces]}, FERRY)
    assert [b.kind for b in article.blocks] == ["heading", "paragraph", "heading", "quote", "paragraph"]
    assert api_article({"name": "Titel", "text": "Ein Satz, der lang genug ist."}, FERRY).text().startswith("Ein Satz")


def test_without_an_address_the_article_has_its_own() -> None:
    assert document_article(text_of("ferry.graph.json"), "") == replace(
        read("ferry.graph.json"), url=str(read("ferry.graph.json").canonical_url)
    )
    assert api_article({"id": 71200345, "name": "Titel", "body": []}, "").url == "https://www.dw.com/a-71200345"


def test_our_own_json_is_read() -> None:
    article = read("ferry.html")
    assert document_article(json.dumps(article.to_dict()), "file") == article


@pytest.mark.parametrize(
    "text",
    [
        "", "{", "[]", "null", "<html></html>", '{"a": 1}', '{"data": {"content": null}}', '{"data": {"content": []}}',
        '{"name": "x"}', '{"name": "x", "body": []}',
        '{"name": 1, "body": [{"content": {}}]}', '{"title": "x", "blocks": [{"kind": "x"}]}',
        '{"name": "x", "body": [], "id": ' + "9" * 5000 + "}", '{"a": ' * 100_000, '{"a": ' + "[" * 100_000,
    ],
    ids=lambda text: text[:30],
)  # fmt: skip
def test_what_is_no_document_of_ours_is_none(text: str) -> None:
    assert document_article(text, FERRY) is None


@pytest.mark.parametrize("depth", [150, 300, 700, 20_000])
def test_nesting_without_end_costs_neither_time_nor_the_text(depth: int) -> None:
    text = "<div>" * depth + "Ein Satz, der lang genug ist, um gelesen zu werden." + "</div>" * depth
    assert graph(text=text).text() == "Ein Satz, der lang genug ist, um gelesen zu werden."


def test_halves_of_characters_can_be_stored() -> None:
    text = '{"data": {"content": {"title": "Titel \\ud800", "text": "<p>Ein Satz, \\udfff der lang genug ist.</p>"}}}'
    article = document_article(text, FERRY)
    assert article is not None
    assert json.dumps(article.to_dict(), ensure_ascii=False).encode()


NAMES = st.sampled_from([
    "id", "title", "name", "text", "teaser", "persons", "fullName", "mainContentImageLink", "contentLinks", "target",
    "targetId", "targetType", "staticUrl", "description", "imageGalleries", "extendedGalleryImages", "assignedImage",
    "firstPublicationDate", "canonicalUrl", "namedUrl", "posts", "content", "type", "sizes", "url", "width", "images",
    "body", "mainContent", "displayDate", "__ref", "thematicFocusCategory", "relatedAutoTopics", "contentDate",
    "hlsVideoSrc", "mp3Src", "posterImageUrl", "__typename",
])  # fmt: skip
VALUES: st.SearchStrategy[Any] = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.floats()
    | st.text(max_size=20)
    | st.sampled_from(
        ["IMAGE", "Image", "ImageGallery", "Paragraph", "<p>Ein Satz.</p><div data-id='1'>", "/x", "http://["]
    ),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(NAMES, inner, max_size=5),
    max_leaves=20,
)


@settings(max_examples=80)
@given(st.dictionaries(NAMES, VALUES, max_size=12))
def test_no_json_however_wrong_raises(content: dict[str, Any]) -> None:
    graph_article({"data": {"content": content}}, FERRY)
    api_article(content, FERRY)
    supplement("__APOLLO_STATE__=" + json.dumps({"Article:71200345": content}), FERRY)
    assert isinstance(document_article(json.dumps(content), FERRY), Article | None)


@pytest.mark.parametrize("text", ["https://www.dw.example/a", "/media/pier.html", "pier.txt"])
def test_a_story_that_is_an_address_alone_is_read_in_silence(text: str) -> None:
    article = graph_article({"data": {"content": {"title": "Pier", "text": text}}}, FERRY)
    assert article is None or article.title == "Pier"


# -- addresses ---------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("https://api.dw.com/api/detail/article/66822126", "https://www.dw.com/a-66822126"),
        ("https://www.dw.com/zh/标题/a-66822126?maca=zh-rss#top", "https://www.dw.com/a-66822126"),
        ("https://amp.dw.com/de/titel/a-66822126", "https://www.dw.com/a-66822126"),
        ("http://www.dw.de/titel/a-66822126", "https://www.dw.com/a-66822126"),
        ("https://www.dw.com/graph-api/zh/content/article/66822126", "https://www.dw.com/a-66822126"),
        ("https://www.dw.com/de/wladimir-putin/t-17289915", "https://www.dw.com/t-17289915"),
        ("https://www.dw.com/zh/g/g-66798262", "https://www.dw.com/g-66798262"),
        ("https://api.dw.com/api/detail/imagegallery/66798262", "https://www.dw.com/g-66798262"),
        ("https://www.dw.com/de/themen/s-9077", "https://www.dw.com/de/themen/s-9077"),
        ("https://www.dw.com.example.org/a/a-66822126", "https://www.dw.com.example.org/a/a-66822126"),
        ("https://example.org/dw.com/a-66822126", "https://example.org/dw.com/a-66822126"),
        ("https://example.org/?q=1", "https://example.org/?q=1"),
    ],
)
def test_links_to_deutsche_welle_have_one_form(href: str, expected: str) -> None:
    assert dw_href(href) == expected
    assert dw_href(expected) == expected
    assert identity(expected) == identity(href)


def test_links_have_one_form_on_pages_without_a_state() -> None:
    link = Link(text="Satz", href="https://www.dw.com/de/x/a-66822126")
    found = supplemented(story(blocks=(Paragraph(text="Ein Satz.", links=(link,)),)), None)
    assert links(found) == [Link(text="Satz", href="https://www.dw.com/a-66822126")]


# -- the development data ----------------------------------------------------------------------------------------


@pytest.mark.shared
@pytest.mark.parametrize(
    ("name", "number", "published_at", "authors"),
    [
        ("fundus-de-DW_2024_01_30", "68117411", "2024-01-30T14:13:12.269Z", 1),
        ("fundus-de-DW_2023_06_13", "65897191", "2023-06-13T12:15:32.158Z", 2),
    ],
)
def test_the_state_of_a_real_page_is_read(name: str, number: str, published_at: str, authors: int) -> None:
    file = CORPUS / "pages" / f"{name}.html.gz"
    if not file.is_file():
        pytest.skip(f"the development data is not beside the project: {file}")
    url = f"https://www.dw.com/de/x/a-{number}"
    source = locate(gzip.decompress(file.read_bytes()).decode(), url)
    told = supplement(source.state or "", url)
    assert told is not None
    assert told.number == number
    assert told.published_at == published_at
    assert len(told.authors) == authors
    assert told.standfirst
    assert told.lead is not None
    assert told.lead.caption
    assert told.lead.credit
    assert told.tags
    article = supplemented(extract_from(source), told)
    assert article.kicker is None
    assert article.section == told.section
    assert not any("formatId" in p.src for p in pictures(article))
    assert all(p.caption and p.credit for p in pictures(article))
