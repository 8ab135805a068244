"""The fragment in one spelling, and as elements: nothing that is read gets lost, nothing else stays."""

from __future__ import annotations

import re

import pytest
from bs4 import BeautifulSoup
from bs4 import Tag as BeautifulTag
from hypothesis import example, given
from hypothesis import strategies as st
from pages_html import ENGLISH, STORIES, Story, article_page, paragraphs, read, texts
from selectolax.lexbor import LexborHTMLParser

from watcher.extract.decoded import MAX_DEPTH
from watcher.extract.elements import Tag, Text, take_out
from watcher.extract.fragment import canonical, parsed, remove
from watcher.extract.inline import own_text, within

RICH = (
    '<figure class="lead"><img src="/a.jpg?x=1&amp;y=2" alt="A &quot;bridge&quot;" data-src="/b.jpg"><figcaption>Seen '
    "<em>from</em> the pier</figcaption></figure><ul><li>one<li>two</ul><table><tr><td>1<td>2</table>"
    "<blockquote><p>Five &lt; six &amp; seven</p></blockquote><p>First<br>second <a href='/x?a=b&c=d'>third</a></p>"
)
MARKUP = st.lists(
    st.sampled_from(
        [
            *"abc <>&\"'=/-!?",
            *"<p> </p> <div class=x> </div> <!-- --> <b> </b> <br> <a href=/x> </a> <table> <td> <svg> </svg>".split(),
            *"<iframe> </iframe> <xmp> </xmp> <plaintext> <?php ?> <img/src=a> <noscript> </noscript>".split(),
            "&lt;",
            "&nbsp;",
        ]
    ),
    max_size=60,
).map("".join)  # fmt: skip


def serialised(html: str) -> str:
    """The body as the parser writes it."""
    body = LexborHTMLParser(html).body
    return (body.html or "") if body is not None else ""


def outline(root: Tag | BeautifulTag) -> list[str]:
    """Names, attributes and texts in the order of the page."""
    inside = (n for n in root.descendants if not (isinstance(n, str) and not n.strip()))
    return [
        f"{n.name} {sorted(n.attrs.items())}" if isinstance(n, Tag | BeautifulTag) else " ".join(str(n).split())
        for n in inside
    ]


def told(root: Tag) -> str:
    """All texts in an element."""
    return "".join(node for node in root.descendants if isinstance(node, Text))


@pytest.mark.parametrize("of", STORIES, ids=lambda of: of.language)
def test_the_elements_are_those_of_a_full_parser(of: Story) -> None:
    html, _ = canonical(serialised(article_page(RICH, of=of)))
    body = BeautifulSoup(html, "lxml", multi_valued_attributes=None).body
    assert body is not None
    assert outline(parsed(html))[1:] == outline(body)


def test_elements_have_the_attributes_that_a_parser_found() -> None:
    html = serialised("""<img alt=" " src=" /a.jpg " title='a "b" = " c' x=">" width="" height="5"z="6">""")
    (image,) = within(parsed(html), ("img",))
    assert image.attrs == {"alt": " ", "height": "5", "src": " /a.jpg ", "title": 'a "b" = " c', "x": ">", "z": "6"}


def test_elements_know_their_surroundings() -> None:
    root = parsed("<div><p>one <b>two</b></p><p>three</p></div>")
    first, bold, second = within(root, ("p", "b"))
    assert first.next_sibling is second
    assert second.previous_sibling is first
    assert [p.name for p in bold.parents] == ["p", "div", "[document]"]
    assert next(t for t in bold.next_elements if isinstance(t, Tag)) is second
    assert own_text(root) == "one two three"
    take_out(first)
    assert own_text(root) == "three"
    assert list(second.previous_siblings) == []


@pytest.mark.parametrize(
    ("served", "again"),
    [
        ('<p class="x" id="y">text</p>', '<p id="y" class="x">text</p>'),
        ("<div><p>text</p></div>", "<div>\n   <p>\n  text\n </p>\n\n</div>"),
        ("<p>one two</p>", "<p>one\n\ttwo</p>"),
        ("<p>text</p>", '<p data-v-1f3a="" onclick="go()" nonce="r4nd0m" tabindex="0" data-track="77">text</p>'),
        ("<p>text</p>", "<!-- served by web-17 in 0.21 s --><p>text<!-- x --></p>"),
        ("<p>text</p>", "<p>text</p><?php echo 1 ?>"),
        ("<iframe src='/x'></iframe>", "<iframe src='/x'><p>Your browser shows no frames.</p></div></iframe>"),
        ('<img src="/a.jpg" alt="a">', '<img loading="lazy" alt="a" decoding="async" src="/a.jpg" data-v-77="">'),
        ("<p>text</p>", "<p hidden-by-script>text</p>"),
        ('<p class="lead css-1x7gh2">text</p>', '<p class="lead css-9k2ab1">text</p>'),
        ('<p class="Story_text__3A8Kya">text</p>', '<p class="Story_text__9Zb1Q">text</p>'),
        ('<p id="p-f87d6da286" data-paragraph-id="f87d6da286">text</p>', '<p id="p-1200dd01aa">text</p>'),
        ('<a href="/x?id=7">text</a>', '<a href="/x?id=7&amp;utm_source=web&amp;fbclid=IwAR1">text</a>'),
        ('<img src="/a.jpg" alt="">', '<img src="/a.jpg" data-loaded="" x-18b771>'),
    ],
)
def test_two_spellings_of_one_thing_are_one(served: str, again: str) -> None:
    assert canonical(serialised(served)) == canonical(serialised(again))


@pytest.mark.parametrize(
    ("served", "other"),
    [
        ("<p>one two</p>", "<p>onetwo</p>"),
        ('<img srcset=" /a.jpg 1x" alt="a">', '<img srcset=" /b.jpg 1x" alt="a">'),
        ("<p><b>one</b> two</p>", "<p><b>one</b>two</p>"),
        ('<a href="/x">text</a>', '<a href="/y">text</a>'),
        ('<p class="x">text</p>', '<p class="ad">text</p>'),
        ('<p style="display:none">text</p>', "<p>text</p>"),
        ('<time datetime="2026-01-02">today</time>', '<time datetime="2026-01-03">today</time>'),
        ("<p>text</p>", "<h2>text</h2>"),
        ('<p class="teaser-12">text</p>', '<p class="text-12">text</p>'),
        ('<a href="/x?id=7&amp;utm_source=web">text</a>', '<a href="/x?id=8">text</a>'),
        ("<p>a &lt;b&gt; c</p>", "<p>a <b> c</b></p>"),
        ('<img src="/a.jpg" data-srcset="/a.jpg 2x">', '<img src="/a.jpg" data-srcset="/b.jpg 2x">'),
    ],
)
def test_what_a_reader_sees_stays_apart(served: str, other: str) -> None:
    assert canonical(serialised(served)) != canonical(serialised(other))


@given(MARKUP)
def test_one_spelling_stays_what_it_is(markup: str) -> None:
    html, pieces = canonical(serialised(markup))
    assert canonical(html) == (html, pieces)


@given(MARKUP)
@example("<div<?php>a")
@example("<a<?php<p>a")
@example("<div<!-->a")
@example("<a<!-->a<!-- -->b")
@example("<b <?>a")
@example("<b <!-->a<!-- -->b")
@example("<!--<a<!-->a<b <!-- -->b")
@example("<xmp><a <b</xmp>a<p>b")
@example("<iframe</b>a")
@example("<p>a</p>--><!")
def test_no_text_gets_lost_and_none_is_added(markup: str) -> None:
    body = LexborHTMLParser(markup).body
    assert body is not None
    remove(body.css("iframe,xmp,plaintext"))
    assert "".join(told(parsed(body.html or "")).split()) == "".join(body.text().split())


def test_elements_too_deep_leave_their_text() -> None:
    deep = "<b>" * 400 + "core" + "</b>" * 400
    root = parsed(f"<div><div>{deep}</div><p>after</p></div>")
    after = next(within(root, ("p",)))
    assert told(root) == "coreafter"
    assert max(len(list(n.parents)) for n in root.descendants) <= MAX_DEPTH + 1
    assert [p.name for p in after.parents] == ["div", "[document]"]


@pytest.mark.parametrize("hidden", ["html hidden", "html aria-hidden=true", "html role=dialog", "body hidden"])
def test_a_page_that_hides_all_of_itself_until_a_script_shows_it_is_read(hidden: str) -> None:
    name = hidden.partition(" ")[0]
    html = re.sub(rf"<{name}\b", f"<{hidden}", article_page()).replace("<p>", "<div>").replace("</p>", "</div>")
    assert f"<{hidden}" in html
    assert texts(read(html)) == list(ENGLISH.paragraphs)


def test_elements_that_match_twice_or_inside_each_other_are_removed_once() -> None:
    doc = LexborHTMLParser(f"<body><nav hidden><svg></svg><nav><p hidden>x</p></nav></nav>{paragraphs()}</body>")
    remove(doc.css("svg,nav,[hidden]"))
    assert doc.body is not None
    assert doc.body.css_first("nav,svg,[hidden]") is None
    assert len(doc.body.css("p")) == 4
