"""The lines of an article, and reading without those that the site is known to repeat."""

from __future__ import annotations

import pytest
from builders import article
from pages_html import ENGLISH, URL, article_page, read, texts

from watcher.extract import VERSION, Reading, explained, extract, locate, shipped, stripped, version
from watcher.model import Article, Heading, Image, Known, KnownLine, List, Notice, Paragraph, Quote, Table
from watcher.model.lines import lines_of

LETTERS = "Our desk reads every letter that reaches it and answers most of them within a week."
SHARE = "Tell your friends about the harbour and what is going on there."
FIRST, *REST = ENGLISH.paragraphs


def known_from(*texts: str) -> Known:
    """Knowledge of these lines, each seen on 37 of 41 articles."""
    lines = sorted(lines_of(article(*texts)), key=lambda line: line.digest)
    return Known(site="harbour.example", lines=tuple(KnownLine(line=line, articles=37, counted=41) for line in lines))


WITH_LINE = article_page(f"<p>{LETTERS}</p>")  # nothing on the page tells it apart from the story


def knowing(page: str, *known: str) -> Article:
    """The article of a page whose site is known to repeat these lines."""
    return extract(page.encode(), URL, known=known_from(*known))


def test_a_line_is_left_out_where_it_is_known_and_stays_where_it_is_not() -> None:
    whole = read(WITH_LINE)
    assert LETTERS in texts(whole)
    assert [t for t in texts(whole) if t != LETTERS] == texts(knowing(WITH_LINE, LETTERS))
    assert knowing(WITH_LINE, SHARE) == whole


def test_lines_are_compared_by_their_letters_and_digits() -> None:
    known = known_from("Call us: 0800 12345, day and night")
    assert stripped(article(*ENGLISH.paragraphs, "CALL US – 0800/12345 day and night!"), known) == article(
        *ENGLISH.paragraphs
    )
    other = article(*ENGLISH.paragraphs, "Call us: 0800 12346, day and night")
    assert stripped(other, known) == other


def test_a_share_prompt_is_not_the_standfirst_once_it_is_known() -> None:
    page = article_page(before=f"<p class='standfirst'>{SHARE}</p><p class='standfirst'>{ENGLISH.standfirst}</p>")
    assert read(page).standfirst == SHARE
    found = knowing(page, SHARE)
    assert found.standfirst == ENGLISH.standfirst
    assert SHARE not in texts(found)


@pytest.mark.parametrize(
    ("before", "known"),
    [
        ("", (LETTERS,)),
        ("", (SHARE,)),
        ("", (LETTERS, ENGLISH.standfirst)),
        (f"<p class='standfirst'>{SHARE}</p><p class='standfirst'>{ENGLISH.standfirst}</p>", (SHARE,)),
        (f"<p class='standfirst'>{SHARE}</p><p class='standfirst'>{ENGLISH.standfirst}</p>", (SHARE, LETTERS, FIRST)),
        ("", ENGLISH.paragraphs),
    ],
)
def test_a_page_that_was_read_without_known_lines_gives_its_article_with_them_too(
    before: str, known: tuple[str, ...]
) -> None:
    page = article_page(f"<p>{LETTERS}</p>", before=before)
    with Reading(locate(page, URL), known_from(*known)) as reading:
        assert reading.article == knowing(page, *known)
        assert reading.whole() == read(page)
        assert reading.article == knowing(page, *known)
    with Reading(locate("<p>Nothing</p>", URL), known_from(*known)) as reading:
        assert reading.whole() == reading.article == read("<p>Nothing</p>")


def test_paragraphs_quotes_lists_and_headings_go() -> None:
    blocks = (
        Paragraph(text=FIRST), Quote(text=SHARE), List(ordered=False, items=("By mail", "By phone")),
        Heading(level=2, text="Write to us"), Paragraph(text=LETTERS),
    )  # fmt: skip
    whole = article(blocks=blocks)
    assert stripped(whole, known_from(SHARE, "By mail\nBy phone", "Write to us", LETTERS)).blocks == blocks[:1]


def test_a_list_goes_as_a_whole_or_not_at_all() -> None:
    whole = article(blocks=(Paragraph(text=FIRST), List(ordered=False, items=("Two eggs", "Flour"))))
    assert stripped(whole, known_from("Two eggs", "Flour")) == whole


@pytest.mark.parametrize("introduction", [Heading(level=2, text="What happened"), Paragraph(text="What happened:")])
def test_what_introduces_a_part_of_the_story_stays(introduction: Heading | Paragraph) -> None:
    whole = article(blocks=(Paragraph(text=FIRST), introduction, Paragraph(text=REST[0])))
    assert stripped(whole, known_from("What happened")) == whole


@pytest.mark.parametrize("introduction", [Heading(level=2, text="What happened"), Paragraph(text="What happened:")])
def test_what_introduces_only_what_goes_goes_with_it(introduction: Heading | Paragraph) -> None:
    kept = (Paragraph(text=FIRST), Heading(level=2, text="And now"), Paragraph(text=REST[0]))
    whole = article(blocks=(kept[0], introduction, Paragraph(text=LETTERS), *kept[1:]))
    assert stripped(whole, known_from("What happened", LETTERS)).blocks == kept


def test_headlines_notices_pictures_tables_and_credits_are_no_lines() -> None:
    picture = Image(src="https://harbour.example/a.jpg", asset="harbour.example/a", caption="The pier at noon")
    whole = article(
        title="Ferries run again",
        credits=("With material from the desk",),
        copyright="All rights reserved",
        authors=("Ida Brandt",),
        blocks=(
            Paragraph(text="Ferries run again"), Notice(text="Correction: the pier is older."), picture,
            Table(rows=(("Monday", "closed"),)), Paragraph(text=FIRST),
        ),
    )  # fmt: skip
    assert [line.excerpt[:20] for line in lines_of(whole)] == [FIRST[:20]]


def test_what_is_never_a_line_is_never_left_out() -> None:
    correction = "Correction: an earlier version named the wrong pier."
    whole = article(title=FIRST, blocks=(Notice(text=correction), Paragraph(text=REST[0])))
    assert stripped(whole, known_from(correction, FIRST)) == whole


def test_a_text_of_nothing_but_known_lines_stays() -> None:
    whole = article(LETTERS, SHARE)
    assert stripped(whole, known_from(LETTERS, SHARE)) == whole


def test_what_has_hardly_a_letter_is_no_line() -> None:
    assert lines_of(article("* * *", "***", "No.", "12")) == ()


def test_a_line_knows_how_much_it_is_and_whether_it_ends_like_a_sentence() -> None:
    short, chinese = lines_of(article("Read our letters", "本文由港口报编译。"))
    assert (short.size, short.label) == (14, True)
    assert (chinese.size, chinese.label) == (24, False)


@pytest.mark.parametrize(
    ("line", "foreign"),
    [
        (LETTERS, True),
        ("More than 41,000 vehicles crossed the harbour bridge on an ordinary day last year.", False),
        ("The bridge", False),
        ("More", True),
        ("扫描二维码关注我们的微信公众号。", True),
    ],
)
def test_a_line_is_foreign_where_hardly_a_word_of_it_stands_elsewhere_in_the_article(
    line: str, *, foreign: bool
) -> None:
    assert lines_of(article(*ENGLISH.paragraphs, line, title=ENGLISH.title))[-1].foreign is foreign


def test_of_a_long_article_the_lines_at_both_ends_count() -> None:
    found = lines_of(article(*(f"Post number {n} of the day" for n in range(1000))))
    assert len(found) == 120
    assert (found[0].excerpt, found[-1].excerpt) == ("Post number 0 of the day", "Post number 999 of the day")


def test_other_knowledge_is_another_version_of_the_reader() -> None:
    known = known_from(LETTERS)
    assert version(shipped(), Known(site="harbour.example")) == VERSION
    assert len({VERSION, version(shipped(), known), version(shipped(), known_from(LETTERS, SHARE))}) == 3


def test_it_is_said_why_a_line_was_left_out() -> None:
    found = explained(WITH_LINE.encode(), URL, known=known_from(LETTERS))
    assert found.article == knowing(WITH_LINE, LETTERS)
    assert [(left.where, left.why) for left in found.left_out] == [
        ("line", "repeats: seen on 37 of 41 articles of harbour.example")
    ]
    assert LETTERS.startswith(found.left_out[0].begins.rstrip("…"))
    assert explained(WITH_LINE.encode(), URL).left_out == ()
