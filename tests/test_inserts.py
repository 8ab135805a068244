"""Inserts are told by their tags, and never hold what is read wherever it stands."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from selectolax.lexbor import LexborHTMLParser

from watcher.inserts import Inserts, pattern, without

AD = '<div class="slot slot-3" data-bid="7f+a/3=="><span>Ad</span><a href="/buy?id=3">Boots – 34% off</a></div>'
ADS = Inserts(
    begin=(pattern(b'div class="slot slot-9" data-bid="e=">') or b"",),
    within=(rb"(?:span|a|p|h3|div|ul|li|img|br|script)[\s>]",),
)


def pieces(html: str) -> list[bytes]:
    return html.encode().split(b"<")[1:]


def left(html: str, inserts: Inserts = ADS) -> str:
    """What is left of a page without inserts."""
    own = pieces(html)
    return "".join(f"<{piece.decode()}" for piece in without(own, inserts.found(own)))


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ('div class="ad ad-3">', 'div class="ad ad-41">'),
        ('div class="sc-7f3a1 box" id=x2>', 'div class="sc-b0b9 box" id=x31>'),
        ('div data-token="a+b/c==" class="box">', 'div data-token="Zz9" class="box">'),
        ("a href='/one?x=1' class=more>", "a href='/another' class=more>"),
        ('ins src="/a.jpg" alt="A bridge" loading="lazy">', 'ins src="/b.png" alt="" loading="lazy" >'),
    ],
)
def test_a_tag_looks_like_another_one_but_for_figures_and_addresses(one: str, other: str) -> None:
    like = Inserts(begin=(pattern(one.encode()) or b"never",), within=(b"x",))
    name = one.split(maxsplit=1)[0]
    assert left(f"<p>A</p><{other}</{name}>", like) == "<p>A</p>"


@pytest.mark.parametrize(
    "other",
    [
        'div class="ad correction-3">',
        'div class="ad">',
        'div class="ad ad-3" hidden>',
        'section class="ad ad-3">',
        'div id="ad ad-3">',
    ],
)
def test_a_tag_with_other_names_is_another_one(other: str) -> None:
    like = Inserts(begin=(pattern(b'div class="ad ad-3">') or b"",), within=(b"x",))
    assert like.found(pieces('<div class="ad ad-4"></div>')) == [(0, 2)]
    assert like.found(pieces(f"<{other}</{other.split(maxsplit=1)[0]}>")) == []


@pytest.mark.parametrize("piece", [b"", b"/div>", b"!-- x -->", b'div class="a', b'div class="a" / "b">'])
def test_what_is_no_start_tag_looks_like_none(piece: bytes) -> None:
    assert pattern(piece) is None


def test_inserts_are_left_out_with_what_space_is_around_them_but_one() -> None:
    assert left(f"<p>One</p>\n{AD}\n <p>Two</p>{AD}{AD} and") == "<p>One</p>\n<p>Two</p> and"
    assert left(f"<p>One</p>{AD}\n<p>Two</p>") == left(f"<p>One</p>\n{AD}<p>Two</p>") == "<p>One</p>\n<p>Two</p>"


@pytest.mark.parametrize(
    "inner",
    [
        "<p>Correction: An earlier version of this article said that it was Tuesday.</p>",
        "<span>Correction</span>: the bridge was closed on Monday",
        "<table><tr><td>41,000</td></tr></table>",
        "<h3>One</p>",
        "<p>One<p>Two",
        "<p>One<div>Two</div></p>",
        "<a>One<a>Two</a></a>",
        "<!-- <span>",
        "<li>One<li>Two</li></li>",
    ],
)
def test_what_is_read_everywhere_or_closes_other_elements_is_in_no_insert(inner: str) -> None:
    html = f'<div class="slot slot-3" data-bid="7">{inner}</div>'
    assert left(html) == html
    assert left(AD) == ""


def test_scripts_may_hold_anything() -> None:
    assert left('<div class="slot slot-3" data-bid="7"><script>if (a<b) "</div><p>"</script><p>x</p></div>.') == ""


def test_no_more_pieces_are_looked_through_than_are_wanted() -> None:
    own = pieces(f"<p>One</p>{AD}<p>Two</p>{AD}")
    assert ADS.found(own, 4) == [(2, 8)]
    assert ADS.found(own, 5) == [(2, 8), (10, 16)]


def test_what_only_begins_like_inserts_is_not_looked_through_for_ever() -> None:
    begun = '<div class="slot slot-3" data-bid="7">' * 1_000
    assert ADS.found(pieces(begun + AD)) == []
    assert pattern(b"div class=x" + b" " * 100_000 + b"y>") is None


TAGS = "div span a p h3 h4 ul li em button form select option table tbody tr td script noscript svg template".split()
TREES = st.recursive(
    st.sampled_from(["text", "<br>", "<!-- x -->", '<img src="/a.jpg">', "<hr>", "</p>", "<p>", "</div>", "<b"]),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=3)).map(
        lambda made: f"<{made[0]}>{''.join(made[1])}</{made[0]}>"
    ),
    max_leaves=8,
)


@settings(max_examples=500)
@given(st.lists(TREES, min_size=1, max_size=3))
def test_a_parser_sees_the_rest_of_the_page_as_it_does_without_inserts(inner: list[str]) -> None:
    every = Inserts(begin=ADS.begin, within=(rb"[a-z]",))
    before, behind = "<body><main><p>One</p>", "<p>Two</p></main>"
    own = pieces(f'{before}<div class="slot slot-1" data-bid="2">{"".join(inner)}</div>{behind}')
    if b"".join(b"<" + piece for piece in without(own, every.found(own))) == (before + behind).encode():
        doc = LexborHTMLParser(b"".join(b"<" + piece for piece in own))
        for node in doc.css(".slot"):
            node.decompose()
        assert doc.html == LexborHTMLParser(before + behind).html
