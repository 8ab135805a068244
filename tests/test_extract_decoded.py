"""Bytes → text: the right characters, whatever is declared, and nothing that a parser cannot bear."""

from __future__ import annotations

import codecs

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_html import (
    CHINESE,
    ENGLISH,
    GERMAN,
    JAPANESE,
    KOREAN,
    RUSSIAN,
    STORIES,
    TURKISH,
    Story,
    article_page,
    read,
    texts,
)
from selectolax.lexbor import LexborHTMLParser

from watcher.extract.decoded import (
    MAX_CHARACTERS,
    MAX_DEPTH,
    MAX_TAGS,
    Served,
    decoded,
    document,
    flattened,
    shallow,
    unbroken,
    without_code,
)

TRADITIONAL = Story(
    language="zh-TW",
    title="主纜出現裂縫 港口大橋全面封閉",
    standfirst="檢查人員在兩根主纜上發現損傷，渡輪將每十分鐘一班。",
    author="林曉嵐",
    caption="週一早晨從東岸碼頭看到的大橋",
    paragraphs=(
        "週一，工程師在兩根主纜上發現裂縫後，港口大橋對所有車輛封閉。",
        "市政府表示，這是九年來的第一次全面檢查，自一月的風暴以來就已列入計畫。",
        "平日每天約有四萬輛車經過大橋，現在改由渡輪每十分鐘發一班船。",
        "市議會承諾，第一批車道將在學校假期結束之前重新開放。",
    ),
)
LEGACY = [
    (CHINESE, "gb18030"), (CHINESE, "gbk"), (CHINESE, "gb2312"), (TRADITIONAL, "big5"), (JAPANESE, "shift_jis"),
    (JAPANESE, "euc-jp"), (KOREAN, "euc-kr"), (RUSSIAN, "windows-1251"), (RUSSIAN, "koi8-r"), (GERMAN, "windows-1252"),
    (GERMAN, "iso-8859-1"), (TURKISH, "windows-1254"), (TURKISH, "iso-8859-9"),
]  # fmt: skip
NAMES = [f"{story.language}-{name}" for story, name in LEGACY]


def bare(of: Story) -> str:
    """A page that does not say how it is encoded."""
    return article_page(of=of).replace('<meta charset="utf-8">', "")


def told(of: Story, html: str, name: str) -> bytes:
    return html.encode(name, "xmlcharrefreplace")


# -- legacy encodings ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("story", "name"), LEGACY, ids=NAMES)
def test_the_header_names_the_encoding(story: Story, name: str) -> None:
    article = read(told(story, bare(story), name), content_type=f"text/html; charset={name.upper()}")
    assert texts(article) == list(story.paragraphs)
    assert article.title == story.title


@pytest.mark.parametrize(("story", "name"), LEGACY, ids=NAMES)
@pytest.mark.parametrize(
    "declared",
    [
        '<meta charset="{}">',
        '<meta http-equiv="Content-Type" content="text/html; charset={}">',
        "<meta charset='{}' />",
    ],
)
def test_the_document_names_the_encoding(story: Story, name: str, declared: str) -> None:
    html = bare(story).replace("<head>", "<head>" + declared.format(name))
    assert texts(read(told(story, html, name), content_type="text/html")) == list(story.paragraphs)


@pytest.mark.parametrize(
    ("story", "name"),
    [
        (CHINESE, "gb18030"),
        (TRADITIONAL, "big5"),
        (JAPANESE, "shift_jis"),
        (KOREAN, "euc-kr"),
        (RUSSIAN, "windows-1251"),
    ],
    ids=lambda v: v if isinstance(v, str) else v.language,
)
def test_an_encoding_that_nothing_names_is_detected(story: Story, name: str) -> None:
    assert texts(read(told(story, bare(story), name), content_type=None)) == list(story.paragraphs)


def test_the_header_beats_a_lying_document() -> None:
    html = bare(CHINESE).replace("<head>", '<head><meta charset="iso-8859-1">')
    assert texts(read(html.encode("gb18030"), content_type="text/html; charset=gbk")) == list(CHINESE.paragraphs)


# -- UTF-8 and UTF-16 ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.language)
@pytest.mark.parametrize(
    "header", ["text/html; charset=iso-8859-1", "text/html; charset=gbk", "text/html", None, "x; y=;"]
)
def test_valid_utf_8_is_utf_8_whatever_is_declared(story: Story, header: str | None) -> None:
    html = bare(story).replace("<head>", '<head><meta charset="windows-1252">')
    assert texts(read(html.encode(), content_type=header)) == list(story.paragraphs)


@pytest.mark.parametrize("name", ["utf-16-le", "utf-16-be", "utf-32-le", "utf-8"])
def test_a_byte_order_mark_beats_everything(name: str) -> None:
    marks = {"utf-16-le": codecs.BOM_UTF16_LE, "utf-16-be": codecs.BOM_UTF16_BE, "utf-32-le": codecs.BOM_UTF32_LE}
    body = marks.get(name, codecs.BOM_UTF8) + bare(CHINESE).encode(name)
    assert texts(read(body, content_type="text/html; charset=windows-1251")) == list(CHINESE.paragraphs)


def test_utf_16_that_is_declared_has_zero_bytes() -> None:
    html = bare(ENGLISH)
    assert decoded(html.encode("utf-16-le"), "text/html; charset=utf-16le") == html
    assert decoded(html.encode(), "text/html; charset=utf-16") == html


@pytest.mark.parametrize("story", [GERMAN, RUSSIAN, CHINESE, KOREAN], ids=lambda s: s.language)
@pytest.mark.parametrize("broken", [b"\xff", b"\xc3(", b"\xe4\xbd", b"\x80"])
@pytest.mark.parametrize("header", ["text/html; charset=utf-8", "text/html", None])
def test_a_few_broken_bytes_cost_only_themselves(story: Story, broken: bytes, header: str | None) -> None:
    body = bare(story).encode().replace(b"</p>", broken + b"</p>", 1)
    text = decoded(body, header)
    assert story.paragraphs[1] in text
    assert story.paragraphs[0] + "\ufffd" in text


def test_a_few_letters_of_another_charset_are_read_by_the_header_and_not_by_a_lying_document() -> None:
    told = '<html><head><meta charset="utf-8"></head><body><p>Zwei Brücken für Köln</p></body></html>'
    assert "Brücken für Köln" in decoded(told.encode("iso-8859-15"), "text/html; charset=iso-8859-15")


def test_a_page_cut_in_the_middle_of_a_character_stays_readable() -> None:
    body = bare(CHINESE).encode()
    for end in range(len(body) // 2, len(body) // 2 + 6):
        assert CHINESE.title in decoded(body[:end], None)


# -- odd declarations ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "name",
    [
        "unicode_escape", "raw_unicode_escape", "punycode", "idna", "undefined", "zlib", "base64", "rot13", "utf-7",
        "uu", "hex", "bz2", "charmap", "mbcs", "x-user-defined", "none", "utf8mb4", "; drop", "latin-99", "a" * 500,
    ],
)  # fmt: skip
@pytest.mark.parametrize(
    "body", [b"<p>plain \\ud800 ascii &amp; \\x41</p>", "<p>Gr\xfc\xdfe \\ud800</p>".encode("cp1252")]
)
def test_odd_encodings_are_not_believed(name: str, body: bytes) -> None:
    for text in (
        decoded(body, f"text/html; charset={name}"),
        decoded(f'<meta charset="{name}">'.encode() + body, None),
    ):
        assert "\\ud800" in text
        text.encode("utf-8")


@given(st.binary(max_size=400), st.sampled_from([None, "text/html; charset=gb18030", "text/html; charset=utf-16"]))
def test_any_bytes_become_text_that_can_be_written(body: bytes, header: str | None) -> None:
    text = decoded(body, header)
    assert text.encode("utf-8").decode("utf-8") == text


@given(st.text(max_size=200))
def test_utf_8_comes_back_as_it_went(text: str) -> None:
    body = text.encode("utf-8", "ignore")
    if not body.startswith((codecs.BOM_UTF8, b"\xff\xfe", b"\xfe\xff", b"\0\0\xfe\xff")):
        assert decoded(body, "text/html; charset=utf-8") == body.decode()


def test_a_page_is_read_up_to_a_length() -> None:
    assert len(decoded(b"x" * (MAX_CHARACTERS + 10), "text/html; charset=utf-8")) == MAX_CHARACTERS


# -- what parsers cannot bear --------------------------------------------------------------------------------------


def depth(html: str) -> int:
    """How deep elements stand in each other."""
    doc = LexborHTMLParser(html)
    deepest, node = 0, 0
    while doc.css_first(" > ".join("*" * (node + 1))):
        node += 1
        deepest = node
    return deepest


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.language)
def test_an_ordinary_page_is_left_as_it_is(story: Story) -> None:
    html = article_page("<table><tr><td>1</td></tr></table><ul><li>a<li>b</ul>" * 30, of=story)
    assert shallow(html) == html


@pytest.mark.parametrize("opener", ["<div>", "<x-y>", "<div><span>", "<DIV CLASS='a'>", "<ul><li>", "<table><tr><td>"])
@pytest.mark.parametrize("closed", [False, True])
def test_deep_nesting_is_taken_out_and_the_text_stays(opener: str, closed: bool) -> None:
    html = "<p>before</p>" + opener * 3000 + "inside" + ("</div>" * 3000 if closed else "") + "<p>after</p>"
    flat = shallow(html)
    assert depth(flat) <= 4 * MAX_DEPTH
    text = LexborHTMLParser(flat).text()
    assert "before" in text
    assert "inside" in text
    assert "after" in text


@pytest.mark.parametrize(
    "html",
    [
        "<div></x>" * 3000,
        "<DIV></X></y>" * 3000,
        "<div></x>" * 3000 + "<x></div>" * 3000,
        "</x>" * 3000 + "<div><x-y></z></z>" * 3000,
    ],
)
def test_end_tags_that_close_nothing_hide_no_depth(html: str) -> None:
    flat = shallow(f"<p>before</p>{html}inside")
    assert depth(flat) <= 4 * MAX_DEPTH
    assert "inside" in LexborHTMLParser(flat).text()


@pytest.mark.parametrize("levels", [MAX_DEPTH + 10, 2 * MAX_DEPTH, 4 * MAX_DEPTH])
def test_what_is_only_left_open_is_not_deep_and_what_is_deep_is_flattened(levels: int) -> None:
    left_open = "<p><q></p>" * (levels - 3)
    assert shallow(left_open) == left_open
    assert depth(shallow("<div>" * levels + "inside")) <= MAX_DEPTH + 4


def test_flattening_keeps_what_is_not_deep() -> None:
    html = f"<article><h1>Title</h1>{'<div>' * 300}<p>deep</p>{'</div>' * 300}<p>flat <b>and</b> bold</p></article>"
    flat = flattened(html)
    assert flat.startswith("<article><h1>Title</h1><div>")
    assert flat.endswith("<p>flat <b>and</b> bold</p></article>")
    assert "<p>deep</p>" in flat
    assert depth(flat) <= MAX_DEPTH + 4


def test_a_page_ends_at_its_last_bearable_tag() -> None:
    flat = shallow("<p>a</p>" * MAX_TAGS)
    assert flat.count("<") == MAX_TAGS
    assert flat.startswith("<p>a</p><p>a</p>")


def test_an_element_with_hundreds_of_attributes_loses_them() -> None:
    many = " ".join(f"a{n}='{n}'" for n in range(3000))
    assert shallow(f"<p>x</p><div {many}>y</div>") == "<p>x</p><div>y</div>"
    few = " ".join(f"data-a{n}='<b {n}>'" for n in range(50))
    assert shallow(f"<div {few}>y</div>") == f"<div {few}>y</div>"


@pytest.mark.parametrize("ordinary", [1, 2, 99, 100, 101, 400])
@pytest.mark.parametrize("other", [" {}", "/{}", ' a{}="y > z"', "b{}='<b>'", '\n c{} = "x"', ' d-e="{}"'])
def test_whatever_the_first_attributes_of_an_element_are_it_loses_hundreds_of_others(ordinary: int, other: str) -> None:
    many = ' class="a"' * ordinary + "".join(map(other.format, range(400)))

    found = document(f"<div{many} >y</div>".encode()).css_first("div")
    assert found is not None
    assert not found.attributes


def test_open_formatting_does_not_multiply() -> None:
    """A parser opens unclosed formatting again in each paragraph: 300 elements in 10,000 paragraphs are 3,000,000."""
    html = "".join(f"<font size={n}>" for n in range(300)) + "<p>x" * 10_000
    doc = LexborHTMLParser(shallow(html))
    assert len(doc.css("*")) < 30_000
    assert len(doc.css("p")) == 10_000


@pytest.mark.parametrize(
    "html",
    [
        article_page("<ul><li>a<li>b</ul>"),
        article_page(f"{'<div>' * (MAX_DEPTH + 10)}<p>inside</p>"),
        article_page("<p><q></p>" * 300),
        article_page("<blockquote><p>x" * 900),
        article_page(f"<div {' '.join(f'a{n}=1' for n in range(300))}>y</div>"),
        article_page("".join(f"<FONT size={n}>" for n in range(600)) + "<p>x" * 1200),
        article_page("<p>one</p>" * MAX_TAGS),
    ],
    ids=["ordinary", "deep", "left open", "open quotes", "attributes", "formatting", "long"],
)
def test_a_page_is_parsed_as_what_is_left_of_it(html: str) -> None:
    assert document(html.encode()).html == LexborHTMLParser(shallow(html)).html


@given(st.text(alphabet="<>/abdiv \"'=-!p", max_size=300))
def test_any_markup_stays_text(html: str) -> None:
    assert shallow(html) == html
    assert len(flattened(html)) <= len(html)


def joined(html: str) -> str:
    return unbroken(html.encode()).decode()


def codeless(html: str) -> str:
    return without_code(html.encode()).decode()


def test_short_comments_and_breaks_in_a_text_do_not_part_it() -> None:
    assert joined("The <!-- -->harbour bri<wbr>dge<wbr/><!-- x --> is closed.") == "The harbour bridge is closed."
    kept = f"<p>One</p><!-- {'old ' * 30}<!-- inner --><p>Two</p>"
    assert joined(kept) == kept


def test_comments_are_as_short_as_they_look() -> None:
    assert joined(f"мо<!--{'р' * 80}-->ст") == "мост"
    assert joined(kept := f"мо<!--{'р' * 90}-->ст") == kept


def test_comments_that_never_end_are_read_once() -> None:
    assert joined("<!--" * 200_000) == "<!--" * 200_000


@pytest.mark.parametrize(
    "tag", ["<script>", "<SCRIPT defer src='a.js'>", '<style data-of="a > b">', "<script data-of='>'>"]
)
def test_code_is_left_out_and_the_tags_around_it_are_kept(tag: str) -> None:
    name = tag[1:7].rstrip(" >")
    assert codeless(f"<p>A</p>{tag}if (a < b) {{ c('<p>') }}</{name}><p>B</p>") == f"<p>A</p>{tag}</{name}><p>B</p>"


@pytest.mark.parametrize(("of", "encoding"), LEGACY, ids=NAMES)
def test_code_is_left_out_in_any_charset(of: Story, encoding: str) -> None:
    page = f"<meta charset={encoding}><script>let title = '{of.title}'</script>{bare(of)}<style>p{{top:0}}</style>"
    served = Served(page.encode(encoding), f"text/html; charset={encoding}")
    assert served.without_code().decode() == codeless(page)


@pytest.mark.parametrize(
    "kept",
    [
        '<script type="application/ld+json">{"headline": "<b>Bridge</b>"}</script>',
        f"<script>one <!-- {'old ' * 30}<script> two </script> --></script>",
        "<script>that never ends<p>A</p>",
        '<p title="<script>">A</p><script src="a.js"></script>',
        "<scripted>A</scripted><p>B</p>",
    ],
)
def test_what_may_be_more_than_code_is_kept(kept: str) -> None:
    assert codeless(kept) == kept


def test_code_that_begins_another_script_keeps_what_it_is_read_for() -> None:
    assert codeless("<script>one <script> two</script><p>A</p>") == "<script>one <script></script><p>A</p>"


def test_json_that_scripts_read_is_left_out_as_code_is() -> None:
    state = '<script id="state" type="application/json">'
    assert codeless(f'<p>A</p>{state}{{"a": "<b>"}}</script>') == f"<p>A</p>{state}</script>"


def test_what_only_breaks_a_text_goes_together_with_code() -> None:
    assert codeless("bri<wbr>dge <!-- -->A<style>b {}</style>") == "bridge A<style></style>"


@pytest.mark.parametrize(
    "unit", ["<script", "<script>", '<script "', "<script '\"'", "<style><", "<script></scrip", "<s"]
)
def test_code_that_never_ends_is_read_once(unit: str) -> None:
    assert codeless(unit * 100_000) == unit * 100_000
