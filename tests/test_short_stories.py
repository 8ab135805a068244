"""A story of two to five paragraphs on a page that says more of itself: rights, consent, accounts, comments."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import cache
from zlib import crc32

import pytest
from test_layouts import LAYOUTS, MARK, TOLD, Told, marks, read

from watcher.extract import extract

# Two stories that only scripts hold, beside which all that is shown is no story; three whose headline stands in a
# section of its own, or in a column beside another; one whose editor, no author, is named far behind the story.
TOO_FAR = frozenset(("ja_flight", "ko_breaks", "ko_nuxt", "webflow", "xinhua", "zh_city_portal"))
NO_H1 = frozenset(  # the headline is none
    ("gl_table", "guancha", "ko_portal", "rthk", "ru_unclosed_cells", "table_jp", "tw_radio_table")
)
PAGES = [path for path in LAYOUTS if path.stem not in TOO_FAR and crc32(path.stem.encode()) % 2]

RIGHTS = (
    "© 2026 Harbour Post Group. All rights reserved. No part of these pages may be copied, kept or handed on in any "
    "form without the publisher's written leave, for which one can ask by mail. "
)
IMPRINT = (
    "These pages are published by the Harbour Post Group, whose office is at 1 Quay Street. The editors answer for "
    "what is written here. Complaints are answered within five working days. "
)
CONSENT = (
    "We and our 812 partners keep information on your device and read it, so that we can show you advertisements that "
    "suit you. You can change what you chose at any time under Settings. "
)
ACCOUNT = (
    "Please sign in with your account to go on. If you forgot your password, we send you a letter with a new one. "
    "With an account you can keep articles and follow authors on all your devices. "
)
COMMENTS = (
    "Comments are read before they are shown. Please stay polite, and write of what the article is about. We do not "
    "show what breaks the law or hurts people. "
)
NOTE = (
    "本站所载的文字、图片、音频和视频，未经书面许可不得转载、摘编或者以其他方式使用。"
    "违者将被依法追究责任。如有疑问，请与我们联系。"
)


def behind(html: str) -> Callable[[str], str]:
    return lambda page: page.replace("</body>", f"{html}</body>")


def before(html: str) -> Callable[[str], str]:
    return lambda page: re.sub(r"<body[^>]*>", lambda body: body[0] + html, page, count=1)


SAID: dict[str, Callable[[str], str]] = {
    "rights": behind(f'<div class="bottom"><p>{RIGHTS * 4}</p></div>'),
    "imprint": behind(f'<div class="bottom"><p>{IMPRINT * 4}</p></div>'),
    "consent": behind(f'<div class="cmp-overlay"><div><p>{CONSENT * 5}</p><p>{CONSENT * 5}</p></div></div>'),
    "consent in front": before(
        f'<div class="cookie-consent"><div><p>{CONSENT * 5}</p><p>{CONSENT * 5}</p></div></div>'
    ),
    "account": behind(f'<div class="modal fade"><div class="modal-body"><p>{ACCOUNT * 4}</p></div></div>'),
    "popups": behind(f'<div class="c-popup"><p>{ACCOUNT}</p></div>' * 6),
    "comments": behind(f'<div class="talk"><h3>Comments</h3><p>{COMMENTS * 4}</p></div>'),
    "unnamed comments": behind(
        f"<div><h3>Answers</h3><ul>{'<li><b>Ole</b><p>' + ACCOUNT[:80] + '</p></li>' * 8}</ul></div>"
    ),
    "another story": behind(
        f'<div class="next"><h2><a href="/n/9">{ACCOUNT[:60]}</a></h2>{f"<p>{IMPRINT}</p>" * 6}</div>'
    ),
    "another article": behind(f"<article><h1>{CONSENT[:50]}</h1>{f'<p>{IMPRINT}</p>' * 6}</article>"),
    "note in Chinese": behind(f'<div class="dibu"><p>{NOTE * 3}</p></div>'),
}


@cache
def plain(page: str) -> Told:
    return told(page)


def told(page: str) -> Told:
    header = TOLD.match(page)
    assert header
    return read(extract(page.encode(), header[1], content_type="text/html; charset=utf-8"))


@pytest.mark.parametrize("said", SAID)
def test_what_a_page_says_of_itself_does_not_outweigh_a_short_story(said: str) -> None:
    others = []
    for path in PAGES:
        if said == "another article" and path.stem in NO_H1:
            continue
        marked = path.read_text("utf-8")
        page = MARK.sub("", marked).replace("{{title}}", marks(marked)["title"][0])
        longer = SAID[said](page)
        assert longer != page or "body>" not in page
        if told(longer) != plain(page):
            others.append(path.stem)

    assert not others


TITLE = "Harbour bridge closed after cracks are found"
HEAD = f"<head><title>{TITLE}</title></head>"
FIRST = "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two main cables."
SECOND = "The council will decide on Friday whether buses may use it again, the mayor said."
CAPTION = "The bridge on Monday morning."


def page_of(body: str) -> list[str]:
    url = "https://harbour.example/news/bridge-closed"
    return read(extract(f"<html>{HEAD}<body>{body}</body></html>".encode(), url, content_type="text/html"))["p"]


def test_two_paragraphs_behind_a_captioned_picture_are_no_caption() -> None:
    figure = f'<figure><img src="/bridge.jpg"><figcaption>{CAPTION}</figcaption></figure>'
    story = f'<div class="text">{figure}<p>{FIRST}</p><p>{SECOND}</p></div>'

    assert page_of(f"<article><h1>{TITLE}</h1>{story}</article>") == [FIRST, SECOND]


def test_the_element_called_the_story_is_read_without_what_stands_beside_it() -> None:
    story = f'<div class="entry-content"><p>{FIRST}</p><p>{SECOND}</p></div>'

    assert page_of(f'<div><h1>{TITLE}</h1></div>{story}<div class="low"><p>{IMPRINT}</p></div>') == [FIRST, SECOND]


def test_a_first_paragraph_in_a_box_apart_stays_in_front_of_the_element_called_the_story() -> None:
    story = (
        f'<div id="upper"><p>{FIRST}</p></div><div class="article_content"><p>{SECOND}</p><p>{FIRST[::-1]}</p></div>'
    )

    assert page_of(f"<div><h1>{TITLE}</h1>{story}</div>")[0] == FIRST


THIRD = "Ferries will cross the harbour every ten minutes until then, and bicycles travel free of charge."
STORY = (FIRST, SECOND, THIRD, f"{FIRST[:-1]} again.", f"{SECOND[:-1]} on the radio.")
LINES = ("Cracks were found in two main cables of the bridge.", "Whether buses may use it is decided on Friday.")
LINKED = (
    'The <a href="/1">harbour bridge</a> was closed after engineers had found their <a href="/2">cracks in it</a>, and '
    "ferries will cross until it opens again to <em>all</em> who wish to ride across the harbour.",
)


def paragraphs(*texts: str) -> str:
    return "".join(f"<p>{text}</p>" for text in texts)


OUTSIDE: dict[str, Callable[..., str]] = {
    "in one box": lambda *story: f'<div class="wide">{paragraphs(*story)}</div>',
    "each in a box": lambda *story: "".join(f'<div class="wide"><p>{text}</p></div>' for text in story),
    "each in two boxes": lambda *story: "".join(
        f'<div class="wide"><div class="in"><p>{text}</p></div></div>' for text in story
    ),
    "in three boxes": lambda *story: (
        f'<div class="one">{paragraphs(*story[:2])}</div><div class="ad">Advertisement</div>'
        f'<div class="two">{paragraphs(*story[2:4])}</div><div class="three">{paragraphs(*story[4:])}</div>'
    ),
    "as list": lambda *story: f"<ul>{''.join(f'<li>{text}</li>' for text in story)}</ul>",
}


@pytest.mark.parametrize(("lines", "length"), [(LINES, 1), *((by, n) for by in (LINES, LINKED) for n in (2, 3, 5))])
@pytest.mark.parametrize("outside", OUTSIDE)
def test_a_header_with_a_standfirst_is_not_taken_for_the_story(
    outside: str, lines: tuple[str, ...], length: int
) -> None:
    header = f'<div class="top"><h1>{TITLE}</h1><div class="x">{paragraphs(*lines)}</div></div>'
    url = "https://harbour.example/news/bridge-closed"
    told = f"<html>{HEAD}<body><main>{header}{OUTSIDE[outside](*STORY[:length])}</main></body></html>"
    article = extract(told.encode(), url, content_type="text/html").to_dict()

    assert set(STORY[:length]) <= {text for b in article["blocks"] for text in (b.get("text"), *b.get("items", ()))}


def test_points_above_many_sections_are_not_taken_for_the_story() -> None:
    header = f'<div class="top"><h1>{TITLE}</h1><div class="x">{paragraphs(*LINES, FIRST, SECOND, THIRD)}</div></div>'
    sections = [[f"{text} Day {day}." for text in (FIRST, SECOND, THIRD)] for day in range(8)]
    told = "".join(f'<div class="day"><h2>Day {n}</h2>{paragraphs(*texts)}</div>' for n, texts in enumerate(sections))

    assert {text for texts in sections for text in texts} <= set(page_of(f"<main>{header}{told}</main>"))


OTHERS = "A baker in the upper town has won the regional prize for rye bread, ahead of forty other entrants."


@pytest.mark.parametrize("length", [3, 4, 5])
@pytest.mark.parametrize("name", ["entry-content", "post-content", "article-body"])
@pytest.mark.parametrize("outside", ["in one box", "each in a box", "each in two boxes", "in three boxes"])
def test_teasers_called_like_stories_do_not_displace_a_story_that_is_not(outside: str, name: str, length: int) -> None:
    teaser = f'<div class="post"><h3><a href="/b">A prize</a></h3><div class="{name}">{paragraphs(*[OTHERS] * 3)}</div>'
    told = f"<h1>{TITLE}</h1>{OUTSIDE[outside](*STORY[:length])}"

    assert set(STORY[:length]) <= set(page_of(f'<main>{told}<div class="low">{f"{teaser}</div>" * 2}</div></main>'))


def test_teasers_called_like_stories_that_are_nothing_but_links_leave_a_story_called_so_what_it_is() -> None:
    story = f'<div class="entry-content"><p>{FIRST}</p><p>{SECOND}</p></div>'
    teaser = f'<li><div class="entry-content"><a href="/b"><h3>{OTHERS}</h3></a></div></li>'
    page = f'<div><h1>{TITLE}</h1></div><div>{story}<ul>{teaser * 3}</ul></div><div class="low"><p>{IMPRINT}</p></div>'

    assert page_of(page) == [FIRST, SECOND]


@pytest.mark.parametrize("length", [3, 5])
@pytest.mark.parametrize(
    "name",
    ["hidden md:block", "js-hidden", "has-byline", "text-with-summary", "summary", "profile", "story-modal", "author"],
)
def test_a_story_in_a_box_named_like_what_stands_beside_one_is_read(name: str, length: int) -> None:
    story = f'<div class="{name}">{paragraphs(*STORY[:length])}</div>'
    rights = f'<div class="low"><p>{RIGHTS * 3}</p></div>'

    assert set(STORY[:length]) <= set(page_of(f"<main><h1>{TITLE}</h1>{story}</main>{rights}"))
    assert set(STORY[:length]) <= set(page_of(f"<article><h1>{TITLE}</h1><div>{story}</div></article>{rights}"))


def test_an_author_box_below_the_headline_is_not_read_for_the_story() -> None:
    author = '<div class="post-author"><p>Jane Osk has written about harbours and those in them since 2009.</p></div>'

    assert page_of(f"<article><h1>{TITLE}</h1>{author}<div>{paragraphs(FIRST, SECOND)}</div></article>") == [
        FIRST,
        SECOND,
    ]
