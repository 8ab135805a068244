import json
from collections import Counter
from collections.abc import Iterator
from dataclasses import replace
from itertools import chain, pairwise
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.compare import bumped, compare, stealth
from watcher.model import (
    Article,
    Block,
    Change,
    Embed,
    Heading,
    Image,
    Link,
    List,
    Notice,
    Paragraph,
    Quote,
    Table,
    Weight,
)
from watcher.text import reader_text

REVISIONS = Path(__file__).resolve().parents[2] / "shared" / "revisions" / "revisions.jsonl"
FIRST = Paragraph(text="The river rose by two metres overnight and reached the lower town before dawn.")
SECOND = Paragraph(text="Schools will stay closed until Thursday, the council said in a short statement.")
THIRD = Paragraph(text="Farmers fear that the maize harvest is lost, as the fields stand under water.")
PICTURE = Image(
    src="https://cdn.example/flood_640.jpg",
    asset="cdn.example/flood",
    alt="A street under water",
    caption="The lower town on Monday",
    credit="Photo: Ann Lee",
)
ARTICLE = Article(
    url="https://news.example/flood",
    canonical_url="https://news.example/flood",
    site="news.example",
    language="en",
    title="River floods lower town",
    kicker="Weather",
    standfirst="Hundreds had to leave their homes.",
    authors=("Ann Lee", "Bo Chan"),
    section="Regional",
    tags=("flood", "river"),
    published_at="2024-01-21T10:34:44Z",
    modified_at="2024-01-21T11:00:00Z",
    credits=("AP", "Reuters"),
    copyright="© 2024 News",
    blocks=(FIRST, PICTURE, SECOND, THIRD),
)


def kinds(old: Article, new: Article) -> list[str]:
    return [change.kind for change in compare(old, new)]


def after(fields: dict[str, Any]) -> list[str]:
    """The kinds of change that these new fields of the article make."""
    return kinds(ARTICLE, replace(ARTICLE, **fields))


def with_blocks(*blocks: Block) -> Article:
    return replace(ARTICLE, blocks=blocks)


def between(before: Block | None, now: Block | None) -> tuple[Change, ...]:
    """The changes where one block between two paragraphs was another one before; None for none."""
    old = with_blocks(FIRST, *([before] if before else []), THIRD)
    return compare(old, with_blocks(FIRST, *([now] if now else []), THIRD))


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"title": "River floods upper town"}, "title.edited"),
        ({"kicker": "Storms"}, "kicker.edited"),
        ({"standfirst": "Thousands had to leave their homes."}, "standfirst.edited"),
        ({"standfirst": None}, "standfirst.removed"),
        ({"authors": ("Ann Lee",)}, "authors.edited"),
        ({"section": "National"}, "section.edited"),
        ({"tags": ("flood",)}, "tags.edited"),
        ({"credits": ("AP",)}, "credits.edited"),
        ({"copyright": "© 2025 News"}, "copyright.edited"),
        ({"published_at": "2024-01-20T10:34:44Z"}, "published.changed"),
        ({"modified_at": "2024-01-21T12:00:00Z"}, "modified.changed"),
        ({"canonical_url": "https://news.example/flood-2"}, "canonical.changed"),
    ],
)
def test_each_field_has_its_kind_of_change(fields: dict[str, Any], kind: str) -> None:
    assert after(fields) == [kind]


def headed(title: str, seo_title: str | None = None) -> Article:
    return replace(ARTICLE, title=title, seo_title=seo_title)


def test_a_headline_for_searches_is_told_where_it_alone_changes() -> None:
    shown, other, newer = "River floods old town", "Flood: what is known", "Flood: what is not known"
    (change,) = compare(headed(shown), headed(shown, other))
    assert (change.kind, change.path, change.before, change.after) == ("title.edited", "seo_title", shown, other)
    assert change.weight is Weight.MINOR
    (change,) = compare(headed(shown, other), headed(shown, newer))
    assert (change.path, change.before, change.after) == ("seo_title", other, newer)
    assert compare(headed(shown, other), headed(shown, other)) == ()


@pytest.mark.parametrize(
    ("before", "now"),
    [(None, None), (None, "River floods old town"), ("Flood: what is known", "Flood: what is not known")],
)
def test_a_headline_that_readers_see_is_told_once(before: str | None, now: str | None) -> None:
    changes = compare(headed("River floods old town", before), headed("River floods new town", now))
    assert [(c.kind, c.path) for c in changes] == [("title.edited", "title")]


def test_a_standfirst_that_arrives_is_added() -> None:
    assert kinds(replace(ARTICLE, standfirst=None), ARTICLE) == ["standfirst.added"]


@pytest.mark.parametrize(
    "fields",
    [
        {"authors": ("Bo Chan", "Ann Lee")},
        {"tags": ("River", "flood")},
        {"credits": ("Reuters", "AP")},
        {"published_at": "2024-01-21T10:34:44.196Z", "modified_at": "2024-01-21"},
        {"published_at": "2024-01-21T12:34:44+02:00"},
        {"canonical_url": None},
        {"section": None},
        {"modified_at": None},
        {"canonical_url": "http://www.news.example/flood/?utm_source=x"},
        {"url": "https://other.example/", "site": "other.example", "language": "de"},
        {"title": "River\u200b floods  lower\u00a0town"},
        {"kicker": "Weather\u00ad"},
    ],
)
def test_what_no_reader_would_notice_is_silent(fields: dict[str, Any]) -> None:
    assert after(fields) == []


@pytest.mark.parametrize("label", ["Opinion", "Sponsored", "Gastkommentar", "国际评论"])
def test_that_an_article_is_called_an_opinion_is_told(label: str) -> None:
    plain, labelled = replace(ARTICLE, section=None), replace(ARTICLE, section=label)
    assert kinds(plain, labelled) == kinds(labelled, plain) == ["section.edited"]


def test_an_author_in_capitals_is_cosmetic() -> None:
    (change,) = compare(ARTICLE, replace(ARTICLE, authors=("ANN LEE", "Bo Chan")))
    assert (change.kind, change.weight) == ("authors.edited", Weight.COSMETIC)


def test_times_are_weighed_without_running_text() -> None:
    published, modified = compare(ARTICLE, replace(ARTICLE, published_at="2024-01-20", modified_at="2024-01-22"))
    assert (published.weight, published.facts, published.spans) == (Weight.MAJOR, ("date",), ())
    assert (modified.weight, modified.facts) == (Weight.MINOR, ())


def test_a_new_year_in_the_copyright_is_no_changed_fact() -> None:
    (change,) = compare(ARTICLE, replace(ARTICLE, copyright="© 2025 News"))
    assert (change.weight, change.facts) == (Weight.MINOR, ())


TEXT_BLOCKS = [
    (SECOND, replace(SECOND, text=SECOND.text.replace("Thursday", "Friday"))),
    (Heading(level=2, text="What we know"), Heading(level=2, text="What we do not know")),
    (List(ordered=False, items=("one boat", "two nets")), List(ordered=False, items=("one boat", "six nets"))),
    (Quote(text="We were not warned in time"), Quote(text="We were warned in time")),
    (Table(rows=(("town", "level"), ("Arn", "2.4"))), Table(rows=(("town", "level"), ("Arn", "2.6")))),
    (Notice(text="Correction: the level was 2 metres."), Notice(text="Correction: the level was 3 metres.")),
]


@pytest.mark.parametrize(("block", "edited"), TEXT_BLOCKS)
def test_each_text_block_can_be_added_removed_edited_and_moved(block: Block, edited: Block) -> None:
    assert [change.kind for change in between(None, block)] == [f"{block.kind}.added"]
    assert [change.kind for change in between(block, None)] == [f"{block.kind}.removed"]
    assert [change.kind for change in between(block, edited)] == [f"{block.kind}.edited"]
    others = (FIRST, PICTURE, THIRD)
    assert kinds(with_blocks(block, *others), with_blocks(*others, block)) == [f"{block.kind}.moved"]


def test_a_moved_paragraph_is_told_once() -> None:
    (change,) = compare(with_blocks(FIRST, SECOND, THIRD, PICTURE), with_blocks(SECOND, THIRD, FIRST, PICTURE))
    assert (change.kind, change.path, change.weight) == ("paragraph.moved", "blocks[2]", Weight.MINOR)
    assert (change.before, change.after) == (FIRST.text, FIRST.text)


def test_a_long_paragraph_moved_over_a_picture_and_a_heading_is_the_only_move() -> None:
    long, short = Paragraph(text=f"{FIRST.text} {SECOND.text} {THIRD.text}"), Paragraph(text="Rain fell all day.")
    heading, start, end = Heading(level=2, text="What comes next"), (FIRST, SECOND), THIRD
    old = with_blocks(*start, long, PICTURE, heading, short, end)
    (change,) = compare(old, with_blocks(*start, PICTURE, heading, short, long, end))
    assert (change.kind, change.path, change.after) == ("paragraph.moved", "blocks[5]", long.text)


@pytest.mark.parametrize("landmark", [Heading(level=2, text="Next"), PICTURE])
def test_a_paragraph_moves_rather_than_the_heading_or_picture_beside_it(landmark: Block) -> None:
    (change,) = compare(with_blocks(FIRST, landmark, SECOND), with_blocks(landmark, FIRST, SECOND))
    assert (change.kind, change.after) == ("paragraph.moved", FIRST.text)


def test_a_paragraph_on_the_other_side_of_embeds_has_not_moved() -> None:
    posts = [Embed(provider="video", src=f"https://video.example/{n}") for n in (1, 2)]
    assert compare(with_blocks(FIRST, *posts, SECOND), with_blocks(*posts, FIRST, SECOND)) == ()


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("https://twitter.com/port/status/12345678?ref_src=a", "https://x.com/port/status/12345678"),
        ("https://twitter.com/port/status/12345678", "https://platform.twitter.com/embed/Tweet.html?id=12345678"),
        ("https://www.instagram.com/p/CxYabcD/?utm_source=x", "https://www.instagram.com/port/reel/CxYabcD"),
        ("https://www.tiktok.com/@port/video/7123456789", "https://www.tiktok.com/embed/v2/7123456789"),
        ("https://youtu.be/a1b2c3d4e5-", "https://www.youtube-nocookie.com/embed/a1b2c3d4e5-?rel=0"),
        ("https://vimeo.com/123456", "https://player.vimeo.com/video/123456"),
        ("http://film.example/play?id=3", "https://www.film.example/play?id=3&utm_source=x"),
    ],
)
def test_the_same_post_or_film_by_another_address_is_no_edit(one: str, other: str) -> None:
    old, new = (with_blocks(FIRST, Embed(provider="video", src=src), SECOND) for src in (one, other))
    assert compare(old, new) == ()
    assert between(linked(("film", one)), linked(("film", other))) == ()


def test_posts_that_fall_off_the_end_of_a_live_blog_are_not_removed() -> None:
    told = ["Fog lifts", "No wind", "Pier shut", "Two boats", "Rain ends", "Mayor speaks", "All clear"]
    posts: list[tuple[Block, Block]] = [
        (Heading(level=2, text=text, posted_at=f"2026-03-02T1{9 - n}:00:00Z"), Paragraph(text=f"{text.split()[0]}!"))
        for n, text in enumerate(told)
    ]
    before, rolled, cut, short = (
        with_blocks(*chain.from_iterable(part)) for part in (posts[1:], posts[:-1], posts[:3] + posts[4:], posts[:-2])
    )
    assert [c.kind for c in compare(before, rolled)] == ["heading.added", "paragraph.added"]
    assert [c.kind for c in compare(before, cut)].count("paragraph.removed") == 1
    assert [c.kind for c in compare(before, short)].count("paragraph.removed") == 2
    assert "paragraph.removed" in {c.kind for c in compare(with_blocks(*chain.from_iterable(posts[2:])), rolled)}


def test_another_post_is_an_edit() -> None:
    posts = [Embed(provider="twitter", src=f"https://x.com/port/status/1234567{n}") for n in (1, 2)]
    (change,) = compare(*(with_blocks(FIRST, post, SECOND) for post in posts))
    assert (change.kind, change.after) == ("embed.replaced", "https://x.com/port/status/12345672")


def test_a_paragraph_moved_and_edited_is_told_as_both() -> None:
    edited = Paragraph(text=FIRST.text.replace("two", "three"))
    moved, rewritten = compare(with_blocks(FIRST, SECOND, THIRD), with_blocks(SECOND, THIRD, edited))
    assert (moved.kind, rewritten.kind) == ("paragraph.moved", "paragraph.edited")
    assert rewritten.facts == ("number",)


def test_a_split_paragraph_is_edited_and_the_break_is_cosmetic() -> None:
    whole = Paragraph(text=f"{FIRST.text} {SECOND.text}")
    (change,) = compare(with_blocks(whole, THIRD), with_blocks(FIRST, SECOND, THIRD))
    assert (change.kind, change.path, change.weight) == ("paragraph.edited", "blocks[0]", Weight.COSMETIC)
    assert change.spans == (("=", FIRST.text), ("-", " "), ("+", "\n"), ("=", SECOND.text))


def test_paragraphs_that_end_elsewhere_all_over_are_a_new_layout() -> None:
    texts = [f"Sentence {n} tells what happened on day {n} of the flood." for n in range(12)]
    whole = with_blocks(Paragraph(text=" ".join(texts)))
    assert compare(whole, with_blocks(*(Paragraph(text=text) for text in texts))) == ()


def test_the_same_words_as_another_kind_of_block_are_silent() -> None:
    assert between(Paragraph(text="What we know"), Heading(level=3, text="What we know")) == ()
    assert between(Heading(level=2, text="What we know"), Heading(level=3, text="What we know")) == ()


def test_paths_name_the_newer_article_and_the_older_for_what_was_removed() -> None:
    new = with_blocks(Paragraph(text="Entirely new words stand at the beginning."), PICTURE, SECOND, THIRD)
    changes = compare(replace(ARTICLE, blocks=(FIRST, SECOND, PICTURE, THIRD)), with_blocks(SECOND, PICTURE))
    assert [(change.kind, change.path) for change in changes] == [
        ("paragraph.removed", "blocks[0]"),
        ("paragraph.removed", "blocks[3]"),
    ]
    assert [change.path for change in compare(ARTICLE, new)] == ["blocks[0]", "blocks[0]"]


@pytest.mark.parametrize(
    ("fields", "kind"),
    [
        ({"caption": "The lower town on Tuesday"}, "caption.edited"),
        ({"caption": None}, "caption.removed"),
        ({"credit": "Photo: Cy Doe"}, "credit.edited"),
        ({"credit": None}, "credit.removed"),
        ({"alt": "A street with boats"}, "alt.edited"),
        ({"alt": None}, "alt.removed"),
        ({"src": "https://cdn.example/storm.jpg", "asset": "cdn.example/storm"}, "image.replaced"),
    ],
)
def test_each_thing_about_a_picture_has_its_kind(fields: dict[str, Any], kind: str) -> None:
    changes = compare(ARTICLE, with_blocks(FIRST, replace(PICTURE, **fields), SECOND, THIRD))
    name = kind.partition(".")[0]
    assert [(change.kind, change.path) for change in changes] == [
        (kind, "blocks[1]" if name == "image" else f"blocks[1].{name}")
    ]


def test_a_caption_that_arrives_is_added() -> None:
    bare = with_blocks(FIRST, replace(PICTURE, caption=None, credit=None, alt=None), SECOND, THIRD)
    assert kinds(bare, ARTICLE) == ["caption.added", "credit.added", "alt.added"]


def test_sizes_proxies_and_roles_of_a_picture_are_silent() -> None:
    larger = replace(PICTURE, src="https://proxy.example/?url=cdn.example/flood_1004.webp", role="lead")
    assert compare(ARTICLE, with_blocks(FIRST, larger, SECOND, THIRD)) == ()


def test_a_picture_at_another_host_is_the_same_where_its_path_is_no_others() -> None:
    old, new, bare = (
        with_blocks(FIRST, replace(PICTURE, src=f"https://{asset}.jpg", asset=asset))
        for asset in ("static.a.example/2026/05/flood-7", "b.example/2026/05/flood-7", "b.example/flood")
    )
    assert compare(old, new) == ()
    assert kinds(new, bare) == ["image.replaced"]


def test_an_alternative_text_that_repeats_the_caption_is_told_once() -> None:
    old = replace(PICTURE, alt=PICTURE.caption)
    new = replace(PICTURE, alt="The upper town on Monday", caption="The upper town on Monday")
    assert kinds(with_blocks(FIRST, old), with_blocks(FIRST, new)) == ["caption.edited"]


@pytest.mark.parametrize(
    ("before", "now", "verb"),
    [
        (("Monday", "The lower town"), ("Tuesday", "The lower town"), "edited"),
        (("Monday", "The lower town"), ("Monday", "The upper town"), "edited"),
        ((None, "The lower town"), ("Monday", "The lower town"), "edited"),
        (("Monday", "The lower town"), ("Monday", None), "edited"),
        ((None, None), ("Monday", None), "added"),
        (("Monday", None), (None, None), "removed"),
    ],
)
def test_the_title_of_a_picture_is_the_first_line_of_its_caption(
    before: tuple[str | None, str | None], now: tuple[str | None, str | None], verb: str
) -> None:
    old, new = (replace(PICTURE, role="gallery", title=title, caption=text) for title, text in (before, now))
    (change,) = between(old, new)
    assert (change.kind, change.path) == (f"caption.{verb}", "blocks[1].caption")
    assert change.before == ("\n".join(filter(None, before)) or None)
    assert change.after == ("\n".join(filter(None, now)) or None)
    assert "".join(text for op, text in change.spans if op != "-") == (change.after or "")


def test_a_titled_picture_comes_and_goes_with_its_title() -> None:
    titled = replace(PICTURE, title="Monday", credit=None)
    assert [change.after for change in between(None, titled)] == [PICTURE.src, f"Monday\n{PICTURE.caption}"]
    assert [change.before for change in between(titled, None)] == [PICTURE.src, f"Monday\n{PICTURE.caption}"]


def test_an_alternative_text_that_repeats_the_title_is_told_once() -> None:
    old, new = (replace(PICTURE, title=day, alt=day) for day in ("On Monday evening", "On Tuesday evening"))
    assert [change.kind for change in between(old, new)] == ["caption.edited"]


def test_a_caption_follows_its_picture() -> None:
    captioned = replace(PICTURE, caption="The lower town on Tuesday")
    changes = compare(ARTICLE, with_blocks(FIRST, SECOND, THIRD, captioned))
    assert [change.kind for change in changes] == ["image.moved", "caption.edited"]


def test_a_picture_comes_and_goes_with_what_is_written_under_it() -> None:
    without = with_blocks(FIRST, SECOND, THIRD)
    assert kinds(without, ARTICLE) == ["image.added", "caption.added", "credit.added"]
    assert kinds(ARTICLE, without) == ["image.removed", "caption.removed", "credit.removed"]


def test_an_embed_is_added_removed_and_replaced() -> None:
    video, other = (Embed(provider="video", src=f"https://video.example/{n}") for n in (1, 2))
    assert [change.kind for change in between(None, video)] == ["embed.added"]
    assert [change.kind for change in between(video, None)] == ["embed.removed"]
    assert [change.kind for change in between(video, other)] == ["embed.replaced"]


def linked(*links: tuple[str, str]) -> Paragraph:
    return Paragraph(text="See the report and the map for more.", links=tuple(Link(text=t, href=h) for t, h in links))


def test_links_are_told_by_where_they_lead() -> None:
    report, moved = ("report", "https://a.example/report"), ("report", "https://a.example/report-2")
    there = ("map", "https://a.example/map")
    assert [(c.kind, c.path) for c in between(linked(report), linked(report, there))] == [
        ("link.added", "blocks[1].links[1]")
    ]
    assert [(c.kind, c.before) for c in between(linked(report, there), linked(there))] == [("link.removed", report[1])]
    (change,) = between(linked(report, there), linked(moved, there))
    assert (change.kind, change.before, change.after, change.spans) == ("link.changed", report[1], moved[1], ())
    for spelled in (
        "https://a.example/report/index.html",
        "https://a.example//report",
        "https://www.a.example/report/",
    ):
        assert between(linked(report), linked(("report", spelled))) == ()


@pytest.mark.parametrize(
    "path", ["tag/ferry", "de/thema/hafen-12", "quotes/ACME", "topics/port?x=1", "news/tags/port/"]
)
def test_links_of_keywords_come_and_go_untold(path: str) -> None:
    linked = replace(FIRST, links=(Link(text="river", href=f"https://news.example/{path}"),))
    assert compare(with_blocks(FIRST, SECOND), with_blocks(linked, SECOND)) == ()
    assert compare(with_blocks(linked, SECOND), with_blocks(FIRST, SECOND)) == ()
    story = replace(FIRST, links=(Link(text="river", href="https://news.example/topics/port/what-is-known"),))
    assert [c.kind for c in compare(with_blocks(FIRST, SECOND), with_blocks(story, SECOND))] == ["link.added"]
    assert [c.kind for c in compare(with_blocks(linked, SECOND), with_blocks(story, SECOND))] == ["link.changed"]


def test_a_link_with_other_tracking_or_other_words_is_the_same_link() -> None:
    old, new = ("report", "http://a.example/report?utm_source=x"), ("the report", "https://www.a.example/report/")
    assert between(linked(old), linked(new)) == ()


def test_an_edit_that_nothing_tells_of_is_stealth() -> None:
    new = with_blocks(replace(FIRST, text=FIRST.text.replace("two", "three")), PICTURE, SECOND, THIRD)
    assert stealth(ARTICLE, new, compare(ARTICLE, new))
    dated = replace(new, modified_at="2024-01-22T08:00:00Z")
    assert not stealth(ARTICLE, dated, compare(ARTICLE, dated))
    noted = replace(new, blocks=(*new.blocks, Notice(text="Correction: it was three metres, not two.")))
    assert not stealth(ARTICLE, noted, compare(ARTICLE, noted))


def test_a_time_stated_more_precisely_tells_of_nothing() -> None:
    new = replace(ARTICLE, title="River spares lower town", modified_at="2024-01-21T11:00:00.500Z")
    assert stealth(ARTICLE, new, compare(ARTICLE, new))


def test_a_page_that_names_no_time_tells_of_nothing() -> None:
    old, new = replace(ARTICLE, modified_at=None), replace(ARTICLE, modified_at=None, title="River spares lower town")
    assert stealth(old, new, compare(old, new))


def test_slips_moves_and_pictures_are_no_stealth() -> None:
    slip = with_blocks(replace(FIRST, text=FIRST.text.replace("reached", "reachd")), SECOND, THIRD)
    assert not stealth(ARTICLE, slip, compare(with_blocks(FIRST, SECOND, THIRD), slip))
    unpictured = with_blocks(FIRST, replace(PICTURE, src="x", asset="y"), SECOND, THIRD)
    assert not stealth(ARTICLE, unpictured, compare(ARTICLE, unpictured))


def test_a_removed_notice_is_stealth() -> None:
    old = replace(ARTICLE, blocks=(*ARTICLE.blocks, Notice(text="Correction: it was three metres, not two.")))
    assert stealth(old, ARTICLE, compare(old, ARTICLE))


def test_bumped_is_a_new_time_and_nothing_else() -> None:
    dated = replace(ARTICLE, modified_at="2024-01-22T08:00:00Z")
    assert bumped(compare(ARTICLE, dated))
    assert not bumped(compare(ARTICLE, replace(dated, title="River spares lower town")))
    assert not bumped(())


WORDS = st.lists(
    st.sampled_from("the river rose by 2.4 metres − 5 % 市长 同意 了 no 12:30 “so” He".split()), max_size=12
)
TEXTS = WORDS.map(" ".join)
BLOCKS = st.one_of(
    TEXTS.map(lambda text: Paragraph(text=text)),
    TEXTS.map(lambda text: Heading(level=2, text=text)),
    TEXTS.map(lambda text: Notice(text=text)),
    st.lists(TEXTS, max_size=3).map(lambda items: List(ordered=False, items=tuple(items))),
    st.builds(
        lambda name, caption: Image(src=f"https://c.example/{name}.jpg", asset=name, caption=caption),
        st.sampled_from("abc"),
        st.none() | TEXTS,
    ),
    st.sampled_from("ab").map(lambda name: Embed(provider="video", src=f"https://v.example/{name}")),
)
ARTICLES = st.builds(
    lambda title, authors, modified, blocks: replace(
        ARTICLE, title=title, authors=tuple(authors), modified_at=modified, blocks=tuple(blocks)
    ),
    TEXTS,
    st.lists(st.sampled_from(["Ann Lee", "Bo Chan", "ann lee"]), max_size=2),
    st.sampled_from([None, "2024-01-21", "2024-01-21T11:00:00Z", "2024-01-22T11:00:00Z"]),
    st.lists(BLOCKS, max_size=6),
)


@given(ARTICLES)
def test_an_article_does_not_differ_from_itself(article: Article) -> None:
    assert compare(article, replace(article)) == ()
    assert compare(article, Article.from_dict(article.to_dict())) == ()


@given(ARTICLES, ARTICLES)
def test_every_change_can_be_read_in_both_directions_and_stored(old: Article, new: Article) -> None:
    for change in compare(old, new):
        if change.spans:
            assert "".join(text for op, text in change.spans if op != "+") == (change.before or "")
            assert "".join(text for op, text in change.spans if op != "-") == (change.after or "")
        assert change.before is not None or change.after is not None
        assert Change.from_dict(change.to_dict()) == change
        if "number" in change.facts or "negation" in change.facts:
            assert change.weight == Weight.MAJOR


def lines(article: Article) -> Counter[str]:
    """Every text of the story, a line each, as often as it stands there."""
    captions = [block.caption for block in article.blocks if isinstance(block, Image) and block.caption]
    return Counter(line for text in (article.title, article.text(), *captions) for line in text.split("\n") if line)


@given(ARTICLES, ARTICLES)
def test_nothing_is_lost(old: Article, new: Article) -> None:
    changes = compare(old, new)
    before = "\n".join(change.before or "" for change in changes).split("\n")
    come = "\n".join(change.after or "" for change in changes).split("\n")
    assert set(lines(old) - lines(new)) <= set(before)
    assert set(lines(new) - lines(old)) <= set(come)


@given(ARTICLES, ARTICLES)
def test_nothing_is_invented(old: Article, new: Article) -> None:
    texts = [
        change
        for change in compare(old, new)
        if change.kind.partition(".")[0] in ("paragraph", "heading", "list", "notice")
    ]
    for change in texts:
        assert set((change.before or "").split("\n")) <= {"", *lines(old)}
        assert set((change.after or "").split("\n")) <= {"", *lines(new)}


@pytest.mark.shared
def test_real_revisions_lose_nothing_and_cut_no_word() -> None:
    if not REVISIONS.exists():
        pytest.skip("the development data is not beside the project")
    for old, new in real_pairs(every=6):
        changes = compare(old, new)
        before = "\n".join(change.before or "" for change in changes)
        come = "\n".join(change.after or "" for change in changes)
        assert all(text in before for text in lines(old) - lines(new))
        assert all(text in come for text in lines(new) - lines(old))


def real_pairs(every: int) -> Iterator[tuple[Article, Article]]:
    """Neighbouring versions of every so many histories that are plain text."""
    with REVISIONS.open(encoding="utf-8") as histories:
        for number, history in enumerate(histories):
            if number % every == 0:
                read = json.loads(history)
                versions = [
                    real_article(read["lang"], version) for version in read["versions"] if "html" not in version
                ]
                yield from pairwise(versions)


def real_article(language: str, version: dict[str, str]) -> Article:
    texts = [reader_text(text) for text in (version.get("text") or "").split("\n\n")]
    blocks = tuple(Paragraph(text=text) for text in texts if text)
    return Article(
        url="https://news.example/1", language=language, title=reader_text(version.get("title") or ""), blocks=blocks
    )


def test_a_list_of_tags_that_arrives_or_vanishes_whole_is_no_edit() -> None:
    plain = replace(ARTICLE, tags=())
    assert compare(plain, ARTICLE) == compare(ARTICLE, plain) == ()
    assert [c.kind for c in compare(ARTICLE, replace(ARTICLE, tags=("flood", "harvest")))] == ["tags.edited"]
