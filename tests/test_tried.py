"""Boxes that hold something else at each load do not count where an article is known again, and no edit is one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace

import pytest
from builders import NOON, news, page

from watcher.compare import compare
from watcher.extract import extract, shipped
from watcher.imprint import NO_NOISE, Imprint, Noise
from watcher.learned import learned
from watcher.located import locate
from watcher.model import Page

RULES = shipped()
STORY = (
    "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two of its main cables.",
    "City officials said the inspection, the first in nine years, had been planned since the winter storms of January.",
    "About 41,000 vehicles cross the bridge on an ordinary day; ferries will run every ten minutes instead of twenty.",
    "A second opinion was asked of the technical university, whose engineers are expected at the site on Thursday.",
    "The mayor said that nobody was hurt, and that the cables would be replaced whatever the second opinion might say.",
)
TITLES = (
    "Mayor opens new market hall", "Ferry fares to rise in spring", "Museum finds lost map of the old harbour",
    "Storm warning for the coast", "Team wins away", "Why the winter was so mild this year", "Tram line to open late",
)  # fmt: skip


def ad(n: int) -> str:
    link = f'<a href="/buy?id={n}">{TITLES[n % 7]} – {n}% off</a>'
    return f'<div class="ad-slot slot-{n}" data-bid="{n * 7919:x}+/="><span>Ad</span>{link}</div>'


def teasers(n: int) -> str:
    """More and fewer of them at each load."""
    items = "".join(
        f'<li><a href="/{n}/{i}"><img src="/t/{n}{i}.jpg" alt=""><h3>{TITLES[(n + i) % 7]}</h3></a></li>'
        for i in range(2 + n % 3)
    )
    return f'<section class="related-stories"><h2>Related</h2><ul>{items}</ul></section>'


def promo(n: int) -> str:
    """There at some loads only."""
    return f'<aside class="newsletter-promo"><p>{TITLES[n % 7]}, in your inbox each day.</p></aside>' if n % 2 else ""


def wandering(n: int) -> str:
    return ad(n) if n % 2 else ""


def two(n: int) -> str:
    """The same two boxes in turn."""
    return teasers(n) + ad(n) if n % 2 else ad(n) + teasers(n)


def told(between: str, *, behind: str = "", story: tuple[str, ...] = STORY) -> Page:
    """A page on which something stands behind the second paragraph, and behind the fourth."""
    html = news("Harbour bridge closed", *story)
    for number, text in ((4, behind), (2, between)):
        end = -1
        for _ in range(number):
            end = html.index("</p>", end + 1)
        html = html[: end + 4] + text + html[end + 4 :]
    return page(html)


def after(*pages: Page, noise: Noise = NO_NOISE) -> Imprint:
    """The imprint that pages of the same article leave, one after the other, where so much is known of the site."""
    imprint = Imprint(read_at=NOON, noise=noise)
    for one in pages:
        imprint = learned(imprint, one, locate(one, RULES).fingerprint, RULES, NOON)
    return imprint


BOXES = {"ad": ad, "teasers": teasers, "promo": promo, "two in turn": two}


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES)
def test_an_article_is_known_again_whatever_a_box_in_it_holds(box: Callable[[int], str]) -> None:
    imprint = after(*(told(box(n)) for n in range(4)))
    assert imprint.places
    assert [n for n in range(4, 30) if not imprint.is_on(told(box(n)))] == []


def test_boxes_may_stand_elsewhere_in_the_story_at_each_load() -> None:
    imprint = after(*(told(wandering(n), behind=wandering(n + 1)) for n in range(4)))
    assert imprint.is_on(told(ad(11), behind=ad(12)))
    assert imprint.is_on(told("", behind=""))
    assert imprint.is_on(told(ad(11) + ad(13), behind=""))


EDITS = {
    "a paragraph more beside a box": told(ad(8) + "<p>All of it was denied by the operator on Tuesday evening.</p>"),
    "a paragraph less": told(ad(8), story=STORY[:-1]),
    "a figure": told(ad(8), story=(*STORY[:2], STORY[2].replace("41,000", "14,000"), *STORY[3:])),
    "a word": told(ad(8), story=(STORY[0].replace("two", "three"), *STORY[1:])),
    "paragraphs in another order": told(ad(8), story=(STORY[1], STORY[0], *STORY[2:])),
    "a correction in a box like those": told(
        ad(8).replace("Ad<", "Correction<").replace(TITLES[1], "An earlier version said that it was Tuesday.")
    ),
    "a correction in words of its own": told(ad(8).replace(">Ad<", ">Correction: It was Tuesday, not Monday.<")),
    "a picture in a box like those": told(ad(8).replace("<span>", '<img src="/bridge-8.jpg" alt="The bridge"><span>')),
    "a box of another kind": told(
        ad(8) + '<div class="fact-box"><p>The bridge was built in 1961 and is 900 metres long.</p></div>'
    ),
    "a box that does not end": told(
        ad(8).replace("</a></div>", "</a>") + "<p>All of it was denied on Tuesday.</p></div>"
    ),
    "a box in a comment": told(f"<!-- {ad(8)} --><p>All of it was denied by the operator on Tuesday evening.</p>"),
}


@pytest.mark.parametrize("edited", EDITS.values(), ids=EDITS)
def test_an_edit_beside_or_in_such_a_box_is_read(edited: Page) -> None:
    imprint = after(*(told(ad(n)) for n in range(4)))
    assert imprint.is_on(told(ad(8)))
    assert not imprint.is_on(edited)


def test_a_box_that_is_left_out_for_its_links_only_is_tried_with_texts() -> None:
    """Of a box without a telling name, texts are read when they are the story's."""

    def box(n: int) -> str:
        links = "".join(f'<p><a href="/{n}/{i}">{TITLES[(n + i) % 7]}</a></p>' for i in range(2))
        return f'<div class="unit-a">{links}</div>'

    loads = [told(box(n)) for n in range(6)]
    texts = told(f'<div class="unit-a"><p>{STORY[0][::-1]}</p><p>{STORY[1][::-1]}</p></div>')
    before, now = (extract(one.body, one.url, content_type=one.content_type) for one in (loads[0], texts))
    assert compare(before, now) != ()
    assert not after(*loads).is_on(texts)


def test_words_of_the_story_are_no_insert() -> None:
    """Where the reader finds no difference between loads that differ in a part of the story, nothing is left out."""
    texts = [f'<div class="slot">{STORY[1]}</div>', f'<div class="slot"><b>{STORY[1]}</b></div>']
    imprint = after(*(told(text, story=(STORY[0], *STORY[2:])) for text in texts * 2))
    assert not imprint.is_on(told('<div class="slot">Something else altogether.</div>', story=(STORY[0], *STORY[2:])))


def test_a_page_of_an_old_charset_is_known_again_too() -> None:
    def loaded(n: int) -> Page:
        body = told(ad(n).replace("Ad<", "Übrigens<")).body.decode().encode("windows-1252")
        return replace(page(""), body=body, content_type="text/html; charset=windows-1252")

    imprint = after(*map(loaded, range(4)))
    assert imprint.places[0].inserts.charset == "cp1252"
    assert imprint.is_on(loaded(9))


def pictured(src: str, other: str = "") -> Page:
    """Two pictures in the story, the second one with another address where that is given."""
    image = '<figure><img src="{}" alt="The bridge"><figcaption>The bridge on Monday.</figcaption></figure>'.format
    return told(image(src), behind=image(other or src.replace("bridge-7", "ferry-3")))


SIGNED = "https://img.example/bridge-7.jpg?w={}&amp;s={}".format


def test_a_token_in_a_query_may_be_of_any_letters_and_length_in_all_pictures() -> None:
    tokens = ("a-b_c%3D", "Zx9", "q-q-q-q~1", "0", "yY_7-")
    imprint = after(*(pictured(SIGNED(640, token)) for token in tokens[:2]))
    assert imprint.mask.names == (b"s",)
    assert [token for token in tokens if not imprint.is_on(pictured(SIGNED(640, token)))] == []
    assert imprint.is_on(pictured(SIGNED(640, "a"), SIGNED(640, "b_").replace("bridge-7", "ferry-3")))
    assert not imprint.is_on(pictured(SIGNED(640, "a").replace("bridge-7", "bridge-8")))
    assert not imprint.is_on(pictured(SIGNED(640, "a"), SIGNED(640, "b_").replace("bridge-7", "ferry-4")))


def test_a_name_that_tells_one_picture_from_another_is_none_that_may_differ() -> None:
    """A counting pixel differs in what the pictures of the story are told apart by."""

    def loaded(number: int, picture: str) -> Page:
        pixel = f'<img src="https://count.example/p.gif?id={number}" width="1" height="1" alt="">'
        image = f'<figure><img src="https://img.example/image?id={picture}" alt="The bridge"></figure>'
        return told(image, behind=pixel)

    imprint = after(*(loaded(number, "4711") for number in (81, 82, 83)))
    assert imprint.is_on(loaded(83, "4711"))
    assert not imprint.is_on(loaded(83, "4712"))


def test_an_attribute_for_programs_may_hold_anything_and_one_that_is_read_may_not() -> None:
    def loaded(token: str, src: str = "/bridge-7.jpg") -> Page:
        image = f'<figure data-token="{token}"><img data-src="{src}" alt="The bridge"></figure>'
        return told(image)

    tokens = ("a+b/c==", "dd", "e/f/g/h=", "")
    imprint = after(*map(loaded, tokens[:2]))
    assert imprint.is_on(loaded(tokens[2]))
    assert not imprint.is_on(loaded(tokens[2], "/bridge-8.jpg"))


def test_an_address_within_an_address_is_no_token() -> None:
    through = "/proxy?url=%2Fimg%2Fbridge-7.jpg%3Fw%3D{}&amp;q=75".format
    imprint = after(*(pictured(through(width)) for width in (640, 480, 320)))
    assert imprint.is_on(pictured(through(320)))
    assert not imprint.is_on(pictured(through(320).replace("bridge-7", "bridge-8")))


def test_a_script_that_is_read_may_have_a_nonce() -> None:
    """The one piece that counts changes, and is found by what stands before it."""

    def loaded(nonce: str, author: str = "Ida Brandt") -> Page:
        data = f'{{"@type": "NewsArticle", "author": "{author}"}}'
        script = f'<meta name="x"><script nonce="{nonce}" type="application/ld+json">{data}</script>'
        return page(news("Harbour bridge closed", *STORY, head=script))

    imprint = after(*(loaded(nonce) for nonce in ("a+b==", "cc", "d/e")))
    assert imprint.is_on(loaded("f/g+h="))
    assert not imprint.is_on(loaded("f/g+h=", "Ida Brand"))
