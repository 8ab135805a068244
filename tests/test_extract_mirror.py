from __future__ import annotations

from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from watcher.assets import asset
from watcher.errors import BadDocument
from watcher.extract import extract_from, locate
from watcher.extract.documents import document_article
from watcher.extract.documents.dw import supplement, supplemented
from watcher.extract.documents.mirror import (
    UNKNOWN_IN_MIRROR,
    completed,
    is_mirror,
    read_mirror,
    written_mirror,
)
from watcher.model import (
    Article,
    Block,
    Embed,
    Heading,
    Image,
    Link,
    List,
    Notice,
    Paragraph,
    Quote,
    Table,
)
from watcher.urls import identity

PAGES = Path(__file__).parent / "pages" / "dw"
SEED = Path(__file__).resolve().parents[2] / "shared" / "seeds" / "000_b5702a1fdfafb872.txt"
HEAD = "<!--1741942003250-->\n[渡轮](https://www.dw.com/zh/渡轮/a-71200345)\n------\n\n"
SENTENCE = "镇长在周五上午的会议上这样回答了记者的提问，并且展示了三张旧照片。"


def ferry() -> str:
    return (PAGES / "ferry.mirror.txt").read_text(encoding="utf-8")


def live_ferry() -> Article:
    html = (PAGES / "ferry.html").read_text(encoding="utf-8")
    source = locate(html, "https://www.dw.com/zh/x/a-71200345")
    return supplemented(extract_from(source), supplement(source.state or "", source.url))


def without_addresses(article: Article) -> Article:
    """The article without what says only where it was found."""
    blocks = tuple(replace(b, src="") if isinstance(b, Image) else b for b in article.blocks)
    return replace(article, url="", blocks=blocks)


# -- reading -----------------------------------------------------------------------------------------------------


def test_the_head_gives_the_crawl_time_the_headline_and_the_original() -> None:
    found = read_mirror(ferry())
    assert found.crawled_at == datetime(2025, 3, 14, 8, 46, 43, 250000, tzinfo=UTC)
    assert found.article.title == "停航十二年后，林河渡轮重新开航"
    assert found.article.published_at == "2025-03-14T08:05:41.307Z"
    assert (found.article.site, found.article.language) == ("dw.com", "zh")
    assert identity(found.article.url) == "dw:71200345"
    assert found.article.canonical_url == found.article.url


def test_pictures_are_the_originals_behind_the_proxy_with_their_captions() -> None:
    lead, inline, *gallery = [b for b in read_mirror(ferry()).article.blocks if isinstance(b, Image)]
    assert lead.role == "lead"
    assert lead.src == "https://static.dw.com/image/71200400_303.jpg"
    assert lead.asset == "static.dw.com/image/71200400"
    assert lead.caption == "“白鹭二号”在周五清晨离开东岸码头"
    assert (inline.role, inline.caption) == ("inline", "驾驶室里的旧罗盘还能用")
    assert [(g.role, g.title) for g in gallery] == [
        ("gallery", "旧船进坞"), ("gallery", "换钢板"), ("gallery", "最后一层漆"),
    ]  # fmt: skip
    assert gallery[1].caption == "工人们一块一块地更换船底的钢板。整个工程用了十四个月。"


def test_headings_are_the_gallerys_and_the_bold_lines() -> None:
    headings = [b for b in read_mirror(ferry()).article.blocks if isinstance(b, Heading)]
    assert headings == [
        Heading(level=3, text="相关图集：从船坞到码头"), Heading(level=3, text="一张船票卖多少钱？"),
    ]  # fmt: skip


def test_agencies_and_copyright_are_no_paragraphs() -> None:
    article = read_mirror(ferry()).article
    assert article.credits == ("（路透社、德新社）",)
    assert article.copyright is not None
    assert article.copyright.startswith("© 2025年")
    assert "路透社" not in article.text()
    assert "©" not in article.text()


def test_a_reference_to_an_article_is_a_link_to_its_number() -> None:
    links = [x for b in read_mirror(ferry()).article.blocks if isinstance(b, Paragraph) for x in b.links]
    assert links[0] == Link(text="最初的预算只有150万元", href="https://www.dw.com/a-70911228")
    assert identity(links[0].href) == identity("https://api.dw.com/api/detail/article/70911228")


def test_a_document_may_lack_everything_but_its_head() -> None:
    found = read_mirror("\ufeff<!--1705834023000-->\r\n[Fähre](https://example.org/a_(b)?c=d)\r\n").article
    assert found == Article(url="https://example.org/a_(b)?c=d", site="example.org", title="Fähre")


def test_a_picture_without_the_proxy_and_a_first_line_without_a_time_are_read_as_they_stand() -> None:
    body = f'<div><i>Von unserer Reporterin</i></div><img src="https://example.org/bild.jpg"><p>{SENTENCE}</p>'
    article = read_mirror(HEAD + body).article
    assert article.published_at is None
    assert [b.src for b in article.blocks if isinstance(b, Image)] == ["https://example.org/bild.jpg"]


@pytest.mark.parametrize(
    ("text", "line", "wanted"),
    [
        ("", "line 1", "crawl time"),
        ("\n\nNews of today\n", "line 3", "crawl time"),
        ("<!--12-->\n[a](https://example.org/)\n", "line 1", "epoch milliseconds"),
        ("<!--1705834023000-->\n", "line 2", "headline"),
        ("<!--1705834023000-->\nA headline alone\n------\n", "line 2", "[Headline](https://www.dw.com/"),
        ("<!--1705834023000-->\n[a](file:///etc/passwd)\n------\n", "line 2", "headline"),
        ("<!--1705834023000-->\n" + "[](" * 100_000, "line 2", "headline"),
    ],
)
def test_what_is_no_mirrored_document_is_refused_with_the_line_and_what_to_do(
    text: str, line: str, wanted: str
) -> None:
    with pytest.raises(BadDocument) as refused:
        read_mirror(text)
    message = str(refused.value)
    assert message.startswith(line)
    assert wanted in message
    assert "check that" in message
    assert len(message) < 300


def test_a_mirrored_document_is_known_by_its_beginning() -> None:
    assert is_mirror(ferry())
    assert is_mirror("\ufeff\n" + ferry())
    assert not is_mirror("<!-- a comment --><html>")
    assert not is_mirror("[a](https://example.org/)\n------\n")
    assert document_article(ferry(), "file") == read_mirror(ferry()).article
    assert document_article("<!--1705834023000-->\n[broken", "file") is None


# -- writing -----------------------------------------------------------------------------------------------------


def test_what_was_read_is_written_as_it_was() -> None:
    found = read_mirror(ferry())
    plain = ferry().replace(' rel="ExternalLink"', "")
    assert written_mirror(found.article, found.crawled_at) == plain


def test_signs_of_markdown_and_html_survive_writing() -> None:
    text = "“5 < 7 & 9 > 3”，他在黑板上这样写道，然后放下了粉笔，走出了教室。"
    article = Article(
        url="https://example.org/a", site="example.org", title=r"Was [heißt] a\b <i>?", blocks=(Paragraph(text=text),)
    )
    assert read_mirror(written_mirror(article, datetime(2025, 1, 2, tzinfo=UTC))).article == article


def test_an_address_is_percent_encoded_when_it_is_written() -> None:
    article = Article(url="https://example.org/zh/渡轮 (1)", site="example.org", title="渡轮")
    written = written_mirror(article, datetime(2025, 1, 2, tzinfo=UTC)).splitlines()[1]
    assert written == "[渡轮](https://example.org/zh/%E6%B8%A1%E8%BD%AE%20%281%29)"


WORDS = st.sampled_from(["渡轮", "船坞", "1978年", "Kapitän", "10.5亿", "a<b", "R&D", "“引文”", "[sic]", "–5 %"])
PHRASES = st.lists(WORDS, min_size=1, max_size=5).map(" ".join)
SENTENCES = PHRASES.map(lambda words: SENTENCE + words + "。")
NUMBERS = st.integers(min_value=10**6, max_value=10**8 - 1)
HREFS = st.sampled_from(["https://www.dw.com/a-70911228", "https://www.dw.com/t-1800", "https://example.org/?a=b&c=d"])


@st.composite
def paragraphs(draw: st.DrawFn) -> Paragraph:
    text = draw(SENTENCES)
    links = [Link(text=word, href=draw(HREFS)) for word in ("会议", "三张旧照片") if draw(st.booleans())]
    return Paragraph(text=text, links=tuple(links))


@st.composite
def images(draw: st.DrawFn, *, gallery: bool) -> Image:
    src = f"https://static.dw.com/image/{draw(NUMBERS)}_303.jpg"
    caption = draw(st.none() | SENTENCES)
    if gallery:
        return Image(src=src, asset=asset(src), caption=caption, title=draw(st.none() | PHRASES), role="gallery")
    return Image(src=src, asset=asset(src), caption=caption)


BLOCKS: st.SearchStrategy[Block] = st.one_of(
    paragraphs(),
    images(gallery=False),
    images(gallery=True),
    st.builds(Heading, level=st.integers(2, 4), text=PHRASES.map(lambda words: f"第三章 {words}")),
    st.builds(Quote, text=NUMBERS.map(lambda n: f"“这是第{n}次了，我们不会忘记。”")),
    st.builds(List, ordered=st.booleans(), items=st.lists(SENTENCES, min_size=1, max_size=3).map(tuple)),
    st.builds(Table, rows=st.lists(st.tuples(PHRASES, PHRASES), min_size=1, max_size=3).map(tuple)),
    st.builds(Notice, text=PHRASES.map(lambda words: f"更正：本文先前版本写错了{words}。")),
    st.just(Embed(provider="youtube", src="https://www.youtube.com/embed/abcdefg")),
)  # fmt: skip


@st.composite
def articles(draw: st.DrawFn) -> Article:
    def shown(block: Block) -> object:
        return block.asset if isinstance(block, Image) else block.src if isinstance(block, Embed) else object()

    drawn = draw(st.lists(BLOCKS, max_size=8, unique_by=shown))
    captions = {block.caption for block in drawn if isinstance(block, Image)}  # beside them they are said once
    told = (block for block in drawn if not (isinstance(block, Paragraph) and block.text in captions))
    blocks = [*told, Paragraph(text=SENTENCE)]
    for at in reversed(range(len(blocks) - 1)):  # a heading over one of more weight heads nothing
        one, below = blocks[at : at + 2]
        if isinstance(one, Heading) and isinstance(below, Heading) and below.level < one.level:
            del blocks[at]
    if isinstance(blocks[0], Image) and blocks[0].role == "inline":
        blocks[0] = replace(blocks[0], role="lead")
    url = draw(st.sampled_from(["https://www.dw.com/zh/a/a-71200345", "https://example.org/x"]))
    dw = "dw.com" in url
    return Article(
        url=url,
        canonical_url=url if dw else None,
        site="dw.com" if dw else "example.org",
        language="zh" if dw else None,
        title=draw(PHRASES),
        published_at=draw(st.sampled_from([None, "2025-03-14", "2025-03-14T08:05:41.307Z"])),
        credits=draw(st.sampled_from([(), ("（路透社、德新社）",)])),
        copyright=draw(st.sampled_from([None, "© 2025年德国之声版权声明"])),
        blocks=tuple(blocks),
    )


@settings(max_examples=60)
@given(articles(), st.integers(min_value=10**12, max_value=2 * 10**12))
def test_reading_gives_back_what_was_written(article: Article, milliseconds: int) -> None:
    crawled_at = datetime.fromtimestamp(milliseconds // 1000, UTC).replace(microsecond=milliseconds % 1000 * 1000)
    found = read_mirror(written_mirror(article, crawled_at))
    assert found.article == article
    assert found.crawled_at == crawled_at


# -- the first look at the page since ----------------------------------------------------------------------------


def test_a_mirrored_article_is_equal_to_its_page_once_completed() -> None:
    live = live_ferry()
    mirrored = completed(read_mirror(ferry()).article, live)
    assert without_addresses(mirrored) == without_addresses(live)


def test_completing_hides_no_edit() -> None:
    live = live_ferry()
    text = ferry().replace("236万元", "326万元").replace("旧罗盘还能用", "旧罗盘坏了").replace("70911228", "70911229")
    mirrored = completed(read_mirror(text).article, live)
    changed = [(a, b) for a, b in zip(mirrored.blocks, live.blocks, strict=True) if a.kind != "image" and a != b]
    assert len(changed) == 1
    before, after = changed[0]
    assert isinstance(before, Paragraph)
    assert isinstance(after, Paragraph)
    assert "326万元" in before.text
    assert before.links[0].href != after.links[0].href
    captions = {b.asset: b.caption for b in mirrored.blocks if isinstance(b, Image)}
    assert captions["static.dw.com/image/71200411"] == "驾驶室里的旧罗盘坏了"


def test_a_link_that_was_exchanged_under_the_same_text_stays_an_edit() -> None:
    live = live_ferry()
    mirrored = completed(read_mirror(ferry().replace("70911228", "70911229")).article, live)
    hrefs = [x.href for b in mirrored.blocks if isinstance(b, Paragraph) for x in b.links]
    assert "https://www.dw.com/a-70911229" in hrefs
    assert "https://www.dw.com/a-70911228" not in hrefs


def test_films_are_taken_from_the_page_and_put_where_they_stand_there() -> None:
    first, second = Paragraph(text="Eins."), Paragraph(text="Zwei.")
    film = Embed(provider="hlsvod.dw", src="https://hlsvod.dw.com/film")
    mirrored = Article(url="https://example.org/a", blocks=(first, second))
    live = Article(url="https://example.org/a", blocks=(first, film, second))
    assert completed(mirrored, live).blocks == live.blocks


def test_only_an_earlier_publication_is_taken_from_the_page() -> None:
    shown, earlier, later = (f"2025-03-14T0{hour}:00:00Z" for hour in (8, 6, 9))
    mirrored = Article(url="https://example.org/a", published_at=shown)
    assert completed(mirrored, replace(mirrored, published_at=earlier)).published_at == earlier
    assert completed(mirrored, replace(mirrored, published_at=later)).published_at == shown


def test_the_fields_unknown_in_a_mirrored_document_are_fields_of_an_article() -> None:
    article = read_mirror(ferry()).article
    assert not any(getattr(article, name) for name in UNKNOWN_IN_MIRROR)


# -- the development data ----------------------------------------------------------------------------------------


@pytest.fixture
def seed() -> str:
    if not SEED.is_file():
        pytest.skip(f"the development data is not beside the project: {SEED}")
    return SEED.read_text(encoding="utf-8")


@pytest.mark.shared
def test_a_real_mirrored_document_is_read_whole(seed: str) -> None:
    found = read_mirror(seed)
    article = found.article
    assert found.crawled_at == datetime(2024, 1, 21, 10, 47, 3, tzinfo=UTC)
    assert identity(article.url) == "dw:68044952"
    assert len(article.title) == 15
    assert article.published_at == "2024-01-21T10:34:44.196Z"
    kinds = [b.kind for b in article.blocks]
    assert kinds == ["image", *["paragraph"] * 4, "heading", *["image"] * 7, "heading", *["paragraph"] * 4]
    pictures = [b for b in article.blocks if isinstance(b, Image)]
    assert [p.role for p in pictures] == ["lead", *["gallery"] * 7]
    assert pictures[0].asset == "static.dw.com/image/66805658"
    assert all(p.caption and not p.caption.startswith("：") for p in pictures)
    assert all(p.title for p in pictures[1:])
    links = [x for b in article.blocks if isinstance(b, Paragraph) for x in b.links]
    assert [identity(x.href) for x in links] == ["dw:66822126", "dw:67898029"]
    assert len(article.credits) == 1
    assert article.copyright is not None


@pytest.mark.shared
def test_a_real_mirrored_document_is_written_byte_for_byte(seed: str) -> None:
    found = read_mirror(seed)
    assert written_mirror(found.article, found.crawled_at) == seed
