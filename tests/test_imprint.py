"""An article is known again without being read: in whatever noise, and never when it was edited."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import replace
from datetime import timedelta
from itertools import islice

import pytest
from builders import NOON, news, page
from edits_on_pages import labelled_edits

from watcher.compare import compare
from watcher.demo.articles import STORIES, Story
from watcher.demo.noise import Noise
from watcher.demo.pages import LAYOUTS
from watcher.extract import extract, shipped
from watcher.imprint import TRUSTED, Imprint, Imprints
from watcher.learned import learned
from watcher.located import locate
from watcher.model import Page, WatchId

RULES = shipped()
NOTHING = Imprint(read_at=NOON)
LOADS = 12  # by which all noise of a sample story has shown
MINUTE = timedelta(minutes=1)
STORY = (
    "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two of its main cables.",
    "City officials said the inspection, the first in nine years, had been planned since the winter storms of January.",
    "About 41,000 vehicles cross the bridge on an ordinary day; ferries will run every ten minutes instead of twenty.",
)


def load(story: Story, number: int) -> Page:
    """One load of a sample story, with noise of its own."""
    layout = LAYOUTS[story.layout]
    body = layout.rendered(story.article, Noise(number, story.article.language or "en"))
    return replace(page(""), url=story.article.url, body=body, content_type=f"text/html; charset={layout.charset}")


def after(*pages: Page) -> Imprint:
    """The imprint that pages of the same article leave, one after the other."""
    imprint = NOTHING
    for one in pages:
        imprint = learned(imprint, one, locate(one, RULES).fingerprint, RULES, NOON)
    return imprint


def told(text: Callable[[int], str], number: int, *paragraphs: str) -> Page:
    """A page whose paragraphs stand between noise."""
    html = news("Harbour bridge closed", *(paragraphs or STORY))
    return page(html.replace("</p>", f'</p><span class="relative-time">{text(number)}</span>', 1))


@pytest.mark.parametrize("story", STORIES, ids=lambda story: story.key)
def test_a_story_is_known_again_in_new_noise_on_every_layout(story: Story) -> None:
    loads = [load(story, number) for number in range(LOADS)]
    assert len({one.body for one in loads}) > 1
    imprint = after(*loads)
    assert sum(imprint.shows(load(story, number), NOON) for number in range(100, 120)) == 20


def test_no_labelled_edit_that_is_told_passes_for_the_article_as_it_was() -> None:
    tried = 0
    for edit in islice(labelled_edits(), 0, None, 23):
        old, new = (replace(page(""), url=edit.url, body=body) for body in (edit.old, edit.new))
        imprint = after(old)
        tried += bool(imprint.places)
        if imprint.shows(new, NOON):
            before, now = (extract(one.body, one.url, content_type=one.content_type) for one in (old, new))
            assert compare(before, now) == ()
    assert tried > 200


def test_figures_in_a_text_beside_the_story_pass_and_words_do_not() -> None:
    imprint = after(*(told("{} minutes ago".format, number) for number in (3, 27)))
    assert imprint.shows(told("{} minutes ago".format, 51), NOON)
    assert not imprint.shows(told("{} hours ago".format, 4), NOON)


def test_where_figures_gave_way_to_words_no_edit_passes_either() -> None:
    minutes = [told("{} minutes ago".format, number) for number in (3, 27)]
    imprint = after(*minutes, told(lambda _: "yesterday at noon", 0))
    edited = (STORY[0], "All of it was denied.", *STORY[2:])
    assert not imprint.shows(told(lambda _: "yesterday at noon", 0, *edited), NOON)
    assert not imprint.shows(told(lambda _: "last Monday evening", 0, *edited), NOON)


def test_figures_in_the_story_are_no_noise_wherever_there_is_some() -> None:
    imprint = after(*(told("{} minutes ago".format, number) for number in (3, 27)))
    edited = (*STORY[:2], STORY[2].replace("41,000", "14,000"))
    assert imprint.shows(told("{} minutes ago".format, 5), NOON)
    assert not imprint.shows(told("{} minutes ago".format, 5, *edited), NOON)


def test_a_picture_in_another_size_is_the_same_and_another_picture_is_not() -> None:
    def pictured(src: str) -> Page:
        image = f'<figure><img src="{src}" alt="The bridge"><figcaption>The bridge on Monday.</figcaption></figure>'
        return page(news("Harbour bridge closed", *STORY).replace("</p>", f"</p>{image}", 1))

    sizes = [f"https://img.example/bridge-7.jpg?w={size}&amp;sig=a{size}f" for size in (640, 480, 320)]
    imprint = after(*map(pictured, sizes[:2]))
    assert imprint.shows(pictured(sizes[2]), NOON)
    assert not imprint.shows(pictured(sizes[2].replace("bridge-7", "bridge-8")), NOON)


def test_what_stands_around_may_change_but_no_paragraph_may_come() -> None:
    around = "<footer><a href='/a'>{}</a></footer></body>".format
    html = news("Harbour bridge closed", *STORY)
    assert "</body>" in html
    imprint = after(page(html.replace("</body>", around("Most read"))))
    assert imprint.shows(page(html.replace("</body>", around("Something else, <b>in bold</b>"))), NOON)
    assert not imprint.shows(page(html.replace("</body>", around("<p>Correction: it was Tuesday.</p>"))), NOON)


def test_no_box_may_come_between_the_story_and_what_follows_it() -> None:
    def followed(*parts: str) -> Page:
        html = news("Harbour bridge closed", *STORY)
        return page(html.replace("</article>", f"</article>{''.join(parts)}<footer class='foot'>Most read</footer>"))

    box = '<div class="note">Correction: it was Tuesday, not Monday.</div>'
    imprint = after(followed())
    assert imprint.is_on(followed())
    assert not imprint.is_on(followed(box))
    changing = [followed(f'<div class="{name}">Weather</div>') for name in ("sun", "rain", "snow")]
    assert after(*changing[:2]).is_on(changing[2])


def test_what_the_page_says_of_itself_counts() -> None:
    html = news("Harbour bridge closed", *STORY)
    meta = '<meta name="{}" content="{}"></head>'.format
    imprint = after(*(page(html.replace("</head>", meta("csrf", token))) for token in ("a/b==", "cc=")))
    assert imprint.shows(page(html.replace("</head>", meta("csrf", "f/g/h"))), NOON)
    imprint = after(page(html.replace("</head>", meta("author", "Ida Brandt"))))
    assert not imprint.shows(page(html.replace("</head>", meta("author", "Ida Brand"))), NOON)


def test_the_whole_page_is_read_again_some_time() -> None:
    one = page(news("Harbour bridge closed", *STORY))
    imprint = after(one)
    assert imprint.shows(one, NOON + TRUSTED - MINUTE)
    assert not imprint.shows(one, NOON + TRUSTED)
    again = learned(imprint, one, None, RULES, NOON + TRUSTED)
    assert again.shows(one, NOON + TRUSTED + MINUTE)


def test_what_never_helps_is_left_for_a_while() -> None:
    imprint = NOTHING
    for number in range(6):
        assert imprint.wants(NOON)
        one = told(lambda n: " and".join(["one more"] * (n + 1)), number)
        imprint = learned(imprint, one, locate(one, RULES).fingerprint, RULES, NOON)
    assert not imprint.wants(NOON)
    assert imprint.wants(NOON + TRUSTED)


def test_an_imprint_is_made_only_of_the_page_that_was_read() -> None:
    one = page(news("Harbour bridge closed", *STORY))
    assert not learned(NOTHING, one, "f" * 32, RULES, NOON).places


def test_where_there_is_no_room_those_stay_that_can_be_trusted() -> None:
    imprints = Imprints(most=2)
    keys = [(WatchId(1), number) for number in (1, 2, 3)]
    for key in keys:
        imprints.keep(key, NOTHING, NOON)
    assert list(map(imprints.of, keys)) == [NOTHING, NOTHING, None]
    later = replace(NOTHING, read_at=NOON + TRUSTED)
    imprints.keep(keys[2], later, NOON + TRUSTED)
    assert list(map(imprints.of, keys)) == [None, NOTHING, later]


def test_noise_that_comes_in_more_and_fewer_words_breaks_nothing() -> None:
    texts = ("a1-b2-c3-d4", "a1-b9-c8-d7", "a1", "e5-f6-g7-h8-i9")
    html = news("Harbour bridge closed", *STORY)
    pages = [
        page(html.replace("<p>", f'<p class="{text}">', 1).replace("<p>", f'<p id="x-{text}">', 1)) for text in texts
    ]
    imprint = NOTHING
    for one in (*pages, *reversed(pages)):
        imprint = learned(imprint, one, locate(one, RULES).fingerprint, RULES, NOON)
        assert imprint.shows(one, NOON)


def test_what_only_the_state_of_a_page_tells_counts_where_it_is_read() -> None:
    def stated(caption: str, url: str) -> Page:
        state = f'<script>window.__APOLLO_STATE__={{"Image:7":{{"caption":"{caption}"}}}};</script></body>'
        return replace(page(news("Harbour bridge closed", *STORY).replace("</body>", state)), url=url)

    read, other = "https://www.dw.com/en/bridge-closed/a-71200345", "https://news.example/bridge"
    for url, is_known in ((read, False), (other, True)):
        imprint = after(stated("The bridge", url))
        assert imprint.places
        assert imprint.shows(stated("The bridge", url), NOON)
        assert imprint.shows(stated("The other bridge", url), NOON) is is_known


def test_nonces_of_scripts_in_the_story_are_no_matter() -> None:
    html = news("Harbour bridge closed", *STORY)
    pages = [
        page(html.replace("</p>", f'</p><script nonce="{nonce}">go("{nonce}")</script>', 1))
        for nonce in ("a+b/c==", "dd/e+f", "g")
    ]
    imprint = after(pages[0])
    assert all(imprint.shows(one, NOON) for one in pages)
    assert not imprint.shows(page(html.replace("</p>", "</p><p>More.</p>", 1)), NOON)
