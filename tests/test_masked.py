"""What was noise on one page of a site is noise on the others, as far as an article stays one."""

from __future__ import annotations

from dataclasses import replace

import pytest
from builders import NOON, page
from test_tried import STORY, ad, after, pictured, teasers, told

from watcher.imprint import NO_NOISE, Imprint, Imprints, Noise
from watcher.masked import adapted
from watcher.model import Page, WatchId

OTHER = (
    "The theatre on the market square opens again on Friday, two years after a fire had destroyed the stage.",
    "Its director promised a season without repeats and with two operas that were written for the new house.",
    "Tickets cost between nine and 41 crowns, and schools get in for nothing on Wednesday afternoons in winter.",
    "The town paid half of what the rebuilding had cost; the rest came from collections and from an insurance.",
    "A first night is planned for the end of the month, when the curtain, which alone was saved, is hung again.",
)


def between(n: int, *, story: tuple[str, ...] = OTHER, more: str = "") -> Page:
    """Another article of the site, in the same noise."""
    counts = f'<span class="comment-count">{n * 17} comments</span>'
    return told(ad(n) + more, behind=counts + teasers(n), story=story)


NOISE = after(*(between(n, story=STORY) for n in range(4))).noise


def test_an_article_of_which_one_load_was_seen_is_known_again_by_the_noise_of_its_site() -> None:
    once = after(between(5))
    assert not once.is_on(between(8))
    more = adapted(once, NOISE)
    assert more is not None
    assert [n for n in range(20) if not more.is_on(between(n))] == []


def test_a_first_imprint_leaves_out_what_is_known_to_be_noise() -> None:
    first = after(between(5), noise=NOISE)
    assert first.noise == NOISE
    assert [n for n in range(20) if not first.is_on(between(n))] == []


EDITS = {
    "a figure": between(8, story=(*OTHER[:2], OTHER[2].replace("41", "14"), *OTHER[3:])),
    "a word": between(8, story=(OTHER[0].replace("Friday", "Sunday"), *OTHER[1:])),
    "a paragraph more": between(8, more="<p>The director resigned on Tuesday evening, the town said.</p>"),
    "a paragraph less": between(8, story=OTHER[:-1]),
    "a correction": between(
        8, more='<div class="ad-slot slot-1" data-bid="1"><span>Correction: It was Sunday.</span></div>'
    ),
    "a count of something else": between(8, more='<span class="comment-count">12 dead</span>'),
}


@pytest.mark.parametrize("edited", EDITS.values(), ids=EDITS)
def test_no_edit_passes_for_the_noise_of_the_site(edited: Page) -> None:
    more = adapted(after(between(5)), NOISE)
    assert more is not None
    assert more.is_on(between(8))
    assert not more.is_on(edited)


def test_an_imprint_stays_as_it_is_where_there_is_no_more_noise_to_know() -> None:
    once = after(between(5))
    assert adapted(once, NO_NOISE) is None
    assert adapted(after(between(5), noise=NOISE), NOISE) is None
    assert adapted(Imprint(read_at=NOON), NOISE) is None


def test_a_story_is_no_insert_on_any_page() -> None:
    """What is a box on one page is around the whole story on another one."""
    lines = "".join(f"<span>{text}</span>" for text in STORY * 2)
    around = told(f'<div class="ad-slot slot-3" data-bid="7">{lines}</div>', story=OTHER[:4])
    assert adapted(after(around), NOISE) is None
    imprint = after(around, noise=NOISE)
    assert imprint.places
    assert not imprint.is_on(replace(around, body=around.body.replace(b"nine years", b"ten years")))


def test_runs_that_differed_on_the_page_itself_stay_loose() -> None:
    def loaded(n: int) -> Page:
        body = between(n).body.decode().replace("<p>", f'<p id="x{n}y">', 1)
        return page(body)

    imprint = after(loaded(1), loaded(2), loaded(3))
    more = adapted(imprint, Noise(names=(b"sig",)))
    assert more is not None
    assert more.noise.names == (*imprint.noise.names, b"sig")
    assert more.is_on(loaded(9))


def test_an_article_that_would_not_be_found_again_is_left_as_it_is() -> None:
    """Where the piece by which it is found may hold anything from now on."""
    once = after(pictured("https://img.example/bridge-7.jpg?s=1"))
    (place, *_) = once.places
    name = place.anchor.strip(b"<>/").partition(b" ")[0].partition(b">")[0]
    assert adapted(once, Noise(counted=(name + rb"[^\0]*",))) is None


def test_the_noise_of_a_site_is_kept_for_its_other_articles() -> None:
    imprints = Imprints(most=2)
    assert imprints.noise("news.example") == NO_NOISE
    imprints.keep((WatchId(1), 1), after(between(5), noise=NOISE), NOON, "news.example")
    assert imprints.noise("news.example") == NOISE
    for number in (2, 3):
        other = Imprint(read_at=NOON, noise=Noise(names=(b"%d" % number,)))
        imprints.keep((WatchId(number), 1), other, NOON, f"{number}.example")
    assert [imprints.noise(f"{site}.example").names for site in ("news", "2", "3")] == [(), (b"2",), (b"3",)]


def test_of_noise_there_is_only_so_much() -> None:
    one, other = (Noise(names=tuple(b"%s%d" % (name, n) for n in range(40))) for name in (b"a", b"b"))
    much = Noise(names=tuple(b"%d" % n for n in range(1_000)))
    assert one | NO_NOISE is one
    assert NO_NOISE | one is one
    assert one | one == one
    assert one | other == other
    assert one | much == one
    assert (one | Noise(names=(b"c",))).names == (*one.names, b"c")
