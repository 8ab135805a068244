"""What stands behind the story's own element, or above it: the story's own is read, what is of anything else is not."""

from __future__ import annotations

import pytest
from builders import NOON
from builders import page as answer
from pages_html import ENGLISH, JAPANESE, URL, Story, images, page, paragraphs, read, texts

from watcher.compare import compare
from watcher.extract import shipped
from watcher.imprint import Imprint
from watcher.learned import learned
from watcher.located import locate
from watcher.model import Article

SAID = "The eastern pier on Monday"
FIGURE = f"<figure><img src='/img/pier.jpg' alt='The pier'><figcaption>{SAID}</figcaption></figure>"
PORTRAIT = f"<figure><img src='/img/f7.jpg' alt='{ENGLISH.author} at the port'>{{}}</figure>"
OTHER = "/region/another-story"


def behind(html: str, of: Story = ENGLISH) -> str:
    """A page with `html` right behind the element of its story."""
    byline = f"<p class='byline'>{of.author}</p>"
    return page(f"{byline}<div class='story'>{paragraphs(of)}</div>{html}", title=of.title, lang=of.language)


def linked(href: str) -> str:
    """The figure, its picture a link."""
    return FIGURE.replace("<img", f"<a href='{href}'><img").replace("<figc", "</a><figc")


def captions(html: str) -> list[str | None]:
    return [image.caption for image in images(read(html))]


OWN = {
    "a figure": FIGURE,
    "in boxes of no name": f"<div><div class='x1'>{FIGURE}</div></div>",
    "in a list": f"<ul><li>{FIGURE}</li></ul>",
    "behind an advertisement": f"<div class='ad'><span>PR</span><a href='https://ads.example/7'>Boats</a></div>{FIGURE}",
    "behind a button to share": f"<p><a href='https://social.example/share?u=1'>Share</a></p>{FIGURE}",
    "before other stories": f"{FIGURE}<section><h2>More</h2><h3><a href='{OTHER}'>Ferries run late</a></h3></section>",
    "before a link to all of its pictures": f"{FIGURE}<p><a href='{URL}/pictures'>All pictures</a></p>",
    "in a box called photo": f"<div class='photo'><img src='/img/pier.jpg'><p>{SAID}</p></div>",
    "with a caption by name": f"<div><p class='photo'><img src='/img/pier.jpg'><span>{SAID}</span></p></div>",
    "a link to a larger copy": linked("/img/pier-large.jpg"),
    "a link to its page of the article": linked(f"{URL}/2"),
    "a link to its page beside the article": linked("/photo/a-story.html"),
    "a link to the article": linked(f"{URL}?picture=2#top"),
    "a link of a script": linked("javascript:open(1)"),
    "with a link in the caption": FIGURE.replace("pier on", f"pier, <a href='{OTHER}'>shut</a>, on"),
}


@pytest.mark.parametrize("html", OWN.values(), ids=OWN.keys())
def test_a_picture_behind_the_story_is_read_with_its_caption(html: str) -> None:
    article = read(behind(html))
    (image,) = images(article)
    assert image.caption in (SAID, "The eastern pier, shut, on Monday")
    assert image.src == "https://www.harbour.example/img/pier.jpg"
    assert texts(article) == list(ENGLISH.paragraphs)
    assert article.blocks[-1] is image


def test_a_picture_behind_the_elements_around_the_story_is_read() -> None:
    around = f"<section><div><div>{paragraphs()}</div></div>{FIGURE}</section>"
    assert captions(page(f"<article>{around}</article>")) == [SAID]
    assert captions(page(f"<article>{around.replace(FIGURE, '')}</article>{FIGURE}")) == []


def test_a_credit_behind_a_caption_is_told_apart() -> None:
    photo = FIGURE.replace(SAID, f"{JAPANESE.caption}（港湾局提供）")
    (image,) = images(read(behind(f"<div class='photo'>{photo}</div>", JAPANESE)))
    assert (image.caption, image.credit) == (JAPANESE.caption, "港湾局")


def test_pictures_behind_the_story_stand_in_the_order_of_the_page() -> None:
    described = "<figure><img src='/img/rail.jpg' alt='A rail that came loose'></figure>"
    second = FIGURE.replace("pier", "quay")
    assert captions(behind(f"<div>{FIGURE}{described}{second}</div>")) == [SAID, None, SAID.replace("pier", "quay")]


def test_a_lead_that_is_shown_again_behind_the_story_is_one_picture_with_its_caption() -> None:
    above = "<figure><img src='/img/pier.jpg'></figure>"
    (image,) = images(read(page(f"{above}<div class='story'>{paragraphs()}</div>{FIGURE}")))
    assert (image.caption, image.role) == (SAID, "lead")


OTHERS = {
    "a teaser's picture": linked(OTHER),
    "a teaser of a story that goes on": linked(f"{URL}-goes-on"),
    "a teaser all in a link": f"<a href='{OTHER}'>{FIGURE}</a>",
    "a teaser whose caption is the link": FIGURE.replace(SAID, f"<a href='{OTHER}'>{SAID}</a>"),
    "a picture over a linked headline": f"{FIGURE}<h3><a href='{OTHER}'>Ferries run late</a></h3>",
    "a picture over a link": f"{FIGURE}<p><a href='{OTHER}'>Ferries run late</a></p>",
    "a picture over a teaser": f"{FIGURE}<div><h3><a href='{OTHER}'>Ferries run late</a></h3><p>By an hour.</p></div>",
    "a picture and its headline in a box": f"<div>{FIGURE}<h3>Ferries run late</h3></div>",
    "a gallery of other stories": f"<div class='gallery'>{linked(OTHER)}{linked(OTHER + '-2')}</div>",
    "pictures under a heading": f"<h2>Most read</h2>{FIGURE}",
    "pictures in a box behind one with a heading": f"<div><h2>Most read</h2></div><div>{FIGURE}</div>",
    "pictures named as related": f"<div class='related-content'>{FIGURE}</div>",
    "an advertisement by name": f"<div class='advert'>{FIGURE}</div>",
    "an advertisement by its label": FIGURE.replace(SAID, "Advertisement"),
    "an advertisement that leads away": linked("https://ads.example/"),
    "a banner": f"<div class='banner'>{FIGURE}</div>",
    "a newsletter by name": f"<div class='newsletter'>{FIGURE}</div>",
    "a newsletter with a form": f"<div>{FIGURE}<form><input name=mail><p>Every Monday.</p></form></div>",
    "a portrait by name": f"<div class='author-card'>{FIGURE}</div>",
    "a portrait by its caption": PORTRAIT.format(f"<figcaption>{ENGLISH.author} covers the port.</figcaption>"),
    "a portrait by its description": PORTRAIT.format(""),
    "a portrait and a vita": f"<div>{FIGURE}<p>Reports from the port.</p></div>",
    "the next article": f"<article>{FIGURE}<p>Ferries ran late on Tuesday.</p></article>",
    "the next article without an element": f"{FIGURE}<h1>Ferries run late</h1><p>They ran late on Tuesday.</p>",
    "pictures behind a long text": f"<aside><p>{ENGLISH.paragraphs[0] * 3}</p></aside>{FIGURE}",
    "a recommended film": f"<div class='video'>{FIGURE}</div>",
    "a player": f"<div>{FIGURE}<video src='/film.mp4'></video></div>",
    "the foot of the page": f"<footer>{FIGURE}</footer>",
    "what stands beside": f"<div><aside>{FIGURE}</aside></div>",
    "a picture that nothing is said of": "<figure><img src='/img/pier.jpg' alt=''></figure>",
    "a picture alone": "<img src='/img/pier.jpg' alt='The pier at dawn'>",
    "a picture alone in a box": "<div><p><img src='/img/pier.jpg' alt='The pier at dawn'></p></div>",
    "a picture alone beside a captioned one": f"<div>{FIGURE}<img src='/img/quay.jpg' alt='The quay at dawn'></div>",
    "a picture in a box that is no figure": f"<div><img src='/img/pier.jpg'><p>{SAID}</p></div>",
}  # fmt: skip


@pytest.mark.parametrize("html", OTHERS.values(), ids=OTHERS.keys())
def test_a_picture_of_something_else_behind_the_story_is_not_read(html: str) -> None:
    story = read(behind(""))
    assert read(behind(html)).blocks == story.blocks
    assert len(story.blocks) == len(ENGLISH.paragraphs)


EDITS = {
    "caption.edited": (FIGURE, FIGURE.replace("Monday", "Tuesday")),
    "caption.added": (FIGURE.replace(SAID, ""), FIGURE),
    "image.replaced": (FIGURE, FIGURE.replace("/img/pier.jpg", "/img/quay.jpg")),
}


@pytest.mark.parametrize("kind", EDITS)
def test_an_edit_behind_the_story_is_told_and_never_passes_for_the_page_as_it_was(kind: str) -> None:
    shown = [FIGURE.replace("pier", "mole").replace("Monday", "Sunday"), "<div class='ad'>PR</div>"]
    old, new = (answer(behind("".join((*shown, html)).replace("The pier", "The pier at dawn"))) for html in EDITS[kind])
    rules = shipped()
    before, after = (locate(one, rules) for one in (old, new))
    assert before.fingerprint != after.fingerprint
    imprint = learned(Imprint(read_at=NOON), old, before.fingerprint, rules, NOON)
    assert imprint.shows(old, NOON)
    assert not imprint.shows(new, NOON)
    articles = (read(one.body, one.url) for one in (old, new))
    assert kind in {change.kind for change in compare(*articles)}


# -- when a story was published, where it says so behind it -----------------------------------------------------------

SILENT = f"<h1>{ENGLISH.title}</h1><div class='story'>{paragraphs(ENGLISH)}</div>"


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("<p>Published: 2 March 2026</p>", "2026-03-02"),
        ("<p>发布日期：2026-03-02 责任编辑：林晓岚</p>", "2026-03-02"),
        ("<div class='newsinfo'>Link: <a href='/1'>/1</a><br>18:13 02.03.2026<br>Print</div>", "2026-03-02T18:13Z"),
        ("<div class='comments-info'>18:13 02.03.2026 Ida: the bridge was mine</div>", None),
        ("<div class='newsinfo'>18:13 02.03.2026 Ferry runs, 19:20 02.03.2026 Crane sold</div>", None),
        ("<p>The bridge was published in a list on 2 March 2026.</p>", None),
        ("<p>Publicans met on 2 March 2026</p>", None),
        ("<div class='post-meta'><b>18:13 02.03.2026</b></div>", "2026-03-02T18:13Z"),
        ("<div class='event-info'><b>Concert</b><br>02.03.2026 20:00</div>", None),
        ("<div class='infobox'>Concert: 02.03.2026 20:00, town hall</div>", None),
        ("<div class='info'>Next: Ferry runs 02.03.2026 20:00</div>", None),
        ("<div class='candidate'>02.03.2026 20:00</div>", None),
        ("<div class='comment'>Posted by Jan on 2 March 2026: what a mess</div>", None),
        ("<div class='related'><a href='/1'>Ferry</a> <span>x</span></div>", None),
        ("<div class='related'>Published 2 March 2026</div>", None),
        ("<p>Posted by Jan on 2 March 2026: what a mess</p>", None),
        ("<p>Giriş ücretsiz, 2 Mart 2026 20:00</p>", None),
        ("<p>Publié le 2 mars 2026 à 20h15</p>", "2026-03-02T20:15Z"),
        ("<p>Published on September 13, 2026</p>", "2026-09-13"),
    ],
)
def test_a_line_behind_the_story_says_when_where_nothing_else_does(line: str, at: str | None) -> None:
    assert read(f"<title>{ENGLISH.title}</title>{SILENT}{line}").published_at == at


def test_a_line_behind_the_story_counts_for_nothing_where_machines_are_told() -> None:
    head = "<meta property='article:published_time' content='2026-03-01T07:15:00Z'>"
    assert read(f"{head}{SILENT}<p>Published: 2 March 2026</p>").published_at == "2026-03-01T07:15:00Z"


@pytest.mark.parametrize(
    ("line", "authors"),
    [
        ("<i class='small'>Autor: Ida Brandt<br></i>", ("Ida Brandt",)),
        ("<br><p>Written by: Ida Brandt</p>", ("Ida Brandt",)),
        ("<p>Автор: Ида Брандт</p>", ("Ида Брандт",)),
        ("<p>Autor: ibr</p>", ("ibr",)),
        ("<p>Ida Brandt: the bridge was mine</p>", ()),
        ("<p>Author: Ida Brandt wrote on Monday that she had never seen so many ferries at once.</p>", ()),
        ("<p>By: train, ferry or on foot</p>", ()),
        ("<p>Author: Ida Brandt, The Bridge, 240 pages</p>", ()),
        ("<p>By: Ida Brandt - 2 comments</p>", ()),
        ("<p>By: Ida Brandt, 2 March 2026</p>", ("Ida Brandt",)),
        ("<p>By Ida Brandt</p>", ()),
        ("<div class='meta'><p>Written by Ida Brandt</p>\n<p>2 March 2026</p>\n<p>In ports</p></div>", ("Ida Brandt",)),
        ("<p>Geschrieben von Ida Brandt am 2. März 2026</p>", ("Ida Brandt",)),
        ("<p>Escrito por Ida Brandt</p>", ("Ida Brandt",)),
        ("<p>Written by Ida Brandt, directed by Tom Reuss</p>", ()),
        ("<p>Written by the pupils of form 4b</p>", ()),
        ("<p>Written by Harbour Press Association</p>", ()),
        ("<div class='next'><p>Written by Ida Brandt</p></div>", ()),
        ("<div class='comment'><p>Author: Ida Brandt</p><p>The bridge was mine, and the ferry too.</p></div>" * 2, ()),
    ],
)
def test_a_line_behind_the_story_that_begins_with_a_bylines_label_names_its_author(
    line: str, authors: tuple[str, ...]
) -> None:
    assert read(f"<title>{ENGLISH.title}</title>{SILENT}{line}").authors == authors


def above(line: str, head: str = "") -> Article:
    """A page with `line` before the element that holds headline and story."""
    story = f"<div id='maintext'><h2>{ENGLISH.title}</h2><div>{paragraphs(ENGLISH)}</div></div>"
    body = f"<div class='post'>{line}<div class='content'>{story}</div></div>"
    return read(f"<html lang='en'><head><title>{ENGLISH.title}</title>{head}</head><body>{body}</body></html>")


@pytest.mark.parametrize(
    "line",
    [
        "<div class='teaser_meta'><a href='/autor/brandt'>Ida Brandt</a> / 07.11.2026 / 09:30 / Foto: PA</div>",
        "<p><a href='/author/i-brandt/'>Ida Brandt</a>, 7 November 2026, 9:30</p><div class='share'>Share</div>",
    ],
)
def test_who_wrote_it_and_when_is_read_right_above_the_element_of_headline_and_story(line: str) -> None:
    article = above(line)
    assert (article.authors, article.published_at) == (("Ida Brandt",), "2026-11-07T09:30Z")
    told = above(line, "<meta property='article:published_time' content='2026-11-06T08:00:00Z'>")
    assert told.published_at == "2026-11-06T08:00:00Z"


@pytest.mark.parametrize(
    "line",
    [
        "<div>Saturday, 7 November 2026 <a href='/profile/'>My Profile</a></div>",
        "<div>7 November 2026 <a href='/profile/login'>My Profile</a></div>",
        "<div class='prev-post'><a href='/author/brandt'>Ida Brandt</a>, 7 November 2026</div>",
        "<div><h3>Ferries run late</h3><a href='/author/brandt'>Ida Brandt</a>, 7 November 2026</div>",
        "<div><a href='/author/brandt'>Ida Brandt</a> has written 2,026 columns, and 7 books on the port</div>",
        "<nav><a href='/people/'>People</a> 7 November 2026</nav>",
        f"<div><a href='/author/brandt'>Ida Brandt</a> 7 November 2026 {ENGLISH.paragraphs[0]}</div>",
        "<div><a href='/news/old'>The pier reopens</a> <a href='/author/brandt'>Ida Brandt</a>, 7 November 2026</div>",
        "<p>Latest: <a href='/author/brandt'>Ida Brandt</a>, 7 November 2026</p>",
        "<div>7 November 2026 | <a href='/author/signin'>Author sign in</a></div>",
        "<div>7 November 2026 <a href='/staff/staff-list/'>Staff list</a></div>",
        "<p><a href='/people/people-of-harlow/'>People of Harlow</a>, 7 November 2026</p>",
    ],
)
def test_a_line_above_that_names_no_author_or_another_storys_tells_nothing(line: str) -> None:
    article = above(line)
    assert article.published_at is None
