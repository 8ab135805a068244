"""What runs across the grain of a story: boxes with titles, loose lines, notes in italics. And what looks alike."""

from __future__ import annotations

import pytest
from pages_html import (
    ENGLISH,
    GERMAN,
    JAPANESE,
    KOREAN,
    SPANISH,
    STORIES,
    Story,
    added,
    linked_data,
    news,
    page,
    paragraphs,
    read,
    texts,
)

from watcher.extract.fragment import parsed
from watcher.extract.inline import tags_alone
from watcher.model import Article, Block, Heading, Image, List, Notice, Paragraph, Quote
from watcher.text import weight

LONG = "The engineer showed the council her drawings, and nobody in the hall said a word for a whole minute."
SHORT = "Five bridges of the region were closed in the last ten years."


def told(of: Story, inside: str, *, behind: str = "", twice: str = "") -> Article:
    """A story of eight paragraphs in <p>, with `inside` in the middle, `twice` after the sixth, and `behind` it all."""
    more = GERMAN if of is not GERMAN else ENGLISH
    first, second = paragraphs(of), paragraphs(more).split("\n")
    body = f"{first}{inside}{second[0]}{second[1]}{twice}{second[2]}{second[3]}{behind}"
    return read(page(f"<article>{body}</article>", title=of.title, lang=of.language))


def across(of: Story, inside: str, **places: str) -> tuple[Block, ...]:
    """What is read beside the paragraphs of both stories."""
    own = GERMAN if of is not GERMAN else ENGLISH
    return tuple(b for b in added(told(of, inside, **places), of) if getattr(b, "text", None) not in own.paragraphs)


def paragraph(text: str) -> Paragraph:
    return Paragraph(text=text, links=())


# -- boxes with a title of their own ---------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("box", "of"),
    [
        (f"<div class='x1'><h3>Bridges in numbers</h3><p>{SHORT}</p></div>", ENGLISH),
        (f"<div class='x1'><h3>Facts</h3><h4>Bridges in numbers</h4><p>{SHORT}</p></div>", ENGLISH),
        ("<section><h4><a href='/a'>Fähren im Winter</a></h4><p>So kommt man über das Eis.</p></section>", GERMAN),
        ("<div><p><strong>Cifras del puente</strong></p><ul><li>412 metros</li><li>14 cables</li></ul></div>", SPANISH),
        ("<div><p>Lea también</p><p>Los barcos del invierno llegan a la ciudad.</p></div>", SPANISH),
        ("<div class='b'><h3>港大橋とは</h3><p>一九三一年に開通した長さ四百十二メートルの橋。</p></div>", JAPANESE),
    ],
)
def test_a_box_with_a_title_among_paragraphs_is_not_the_story(box: str, of: Story) -> None:
    assert across(of, box) == ()


def test_the_picture_of_such_a_box_goes_with_it() -> None:
    picture = "<img src='/a.jpg' width='400' height='300'>"
    box = f"<div>{picture}<h3>Bridges in numbers</h3><p>{SHORT}</p><p>{LONG}</p></div>"
    assert not [b for b in across(ENGLISH, box) if isinstance(b, Image)]


def test_a_story_told_in_titled_sections_is_read_whole() -> None:
    parts = [(f"The part numbered {n}", text) for n, text in enumerate(ENGLISH.paragraphs, 1)]
    sections = "".join(f"<section><h2>{title}</h2><p>{text}</p></section>" for title, text in parts)
    assert texts(read(page(f"<article>{sections}</article>"))) == [said for part in parts for said in part]


def test_boxes_that_come_three_times_alike_are_how_the_story_is_told() -> None:
    names = ("Lowen", "Quay", "Moor")
    items = [f"<div class='item'><h3>{name}</h3><p>{name} is a short pier.</p></div>" for name in names]
    article = told(ENGLISH, "".join(items))
    assert [b.text for b in article.blocks if isinstance(b, Heading)] == list(names)


def test_a_heading_in_a_wrapper_of_its_own_stays() -> None:
    wrapped = "<div class='c'><h3>What happens next</h3></div>"
    assert across(ENGLISH, wrapped) == (Heading(level=3, text="What happens next"),)


def test_a_titled_correction_stays() -> None:
    note = "Correction: An earlier version said that three cables were damaged. There are two."
    assert Notice(text=note) in across(ENGLISH, f"<div><h4>To our readers</h4><p>{note}</p></div>")


def test_wrapped_paragraphs_without_a_title_stay() -> None:
    assert across(ENGLISH, f"<div class='part'><p>{LONG}</p></div>") == (paragraph(LONG),)


def test_a_box_before_the_first_paragraph_stays() -> None:
    opening = f"<div class='opening'><h2>The last day of all</h2><p>{LONG}</p></div>"
    article = read(page(f"<article>{opening}{paragraphs()}{paragraphs(GERMAN)}</article>"))
    assert texts(article)[:2] == ["The last day of all", LONG]


# -- loose lines -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("of", [ENGLISH, KOREAN], ids=lambda s: s.language)
@pytest.mark.parametrize(
    "box",
    [
        "<div><span>Port of Lowen</span></div>",
        "<div><div>2:34 The bridge in film</div></div>",
        "<div>The mayor</div>",
        f"<span class='embed'><span>{LONG}</span></span><div></div>",
    ],
)
def test_lines_beside_the_paragraphs_are_not_the_story(box: str, of: Story) -> None:
    assert [b for b in across(of, f"<div>{box}</div>") if isinstance(b, Paragraph)] == []


@pytest.mark.parametrize("form", ["{}", "<div>{}</div>"])
def test_a_sentence_that_lost_its_paragraph_stays_where_it_stands_among_the_others(form: str) -> None:
    assert across(ENGLISH, form.format(LONG)) == (paragraph(LONG),)


@pytest.mark.parametrize(
    "box", ["<div class='mt-4 text-base'>{}</div>", "<div class='c'><div><span>{}</span></div></div>"]
)
def test_a_sentence_in_a_box_of_its_own_among_paragraphs_stays_and_none_with_a_link_or_behind_them(box: str) -> None:
    assert across(ENGLISH, box.format(LONG)) == (paragraph(LONG),)
    assert across(ENGLISH, box.format(f"<a href='/ferries'>Ferries</a>: {LONG}")) == ()
    told = texts(read(page(f"<article>{paragraphs()}{paragraphs(GERMAN)}{box.format(LONG)}</article>")))
    assert told == [*ENGLISH.paragraphs, *GERMAN.paragraphs]


def test_a_sentence_before_the_first_paragraph_stays() -> None:
    article = read(page(f"<article><div class='d'>{LONG}</div>{paragraphs()}{paragraphs(GERMAN)}</article>"))
    assert LONG in (article.standfirst, *texts(article))


def test_a_story_in_other_elements_than_paragraphs_is_read_whole() -> None:
    body = "".join(f"<div><span>{t}</span></div>" for t in (*ENGLISH.paragraphs, *GERMAN.paragraphs))
    assert texts(read(page(f"<article>{body}<div>They waved.</div></article>"))) == [
        *ENGLISH.paragraphs,
        *GERMAN.paragraphs,
        "They waved.",
    ]


def test_a_list_of_facts_among_paragraphs_stays() -> None:
    items = ("412 metres", "14 cables")
    listed = f"<ul>{''.join(f'<li>{i}</li>' for i in items)}</ul>"
    assert across(ENGLISH, listed) == (List(ordered=False, items=items),)


# -- lines that stand for headings -----------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("tag", "first", "second", "of"),
    [
        ("p", "A bridge of many lives", "Ferries until the spring", ENGLISH),
        ("div", "구 년 만의 점검", "십 분마다 오는 배", KOREAN),
        ("div", "Inspección tras nueve años", "Barcos cada diez minutos", SPANISH),
    ],
)
def test_lines_of_one_class_that_are_no_sentences_are_headings(tag: str, first: str, second: str, of: Story) -> None:
    found = across(of, f"<{tag} class='line'>{first}</{tag}>", twice=f"<{tag} class='line'>{second}</{tag}>")
    assert found == (Heading(level=3, text=first), Heading(level=3, text=second))


@pytest.mark.parametrize(
    ("first", "second"),
    [("He agreed.", "She did not."), ("And the ferries?", "Who pays?"), ("Port of Lowen", "Port of Lowen")],
)
def test_sentences_questions_and_labels_of_one_class_are_none(first: str, second: str) -> None:
    found = across(ENGLISH, f"<p class='line'>{first}</p>", twice=f"<p class='line'>{second}</p>")
    assert [b.text for b in found if isinstance(b, Heading)] == []


# -- notes in italics ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("note", "of"),
    [
        ("Ida Brandt is the harbour correspondent of this paper. She lives in Lowen.", ENGLISH),
        ("Jürgen Köhler ist Professor für Brückenbau an der Hochschule am Hafen.", GERMAN),
        ("Begoña Núñez es ingeniera y autora de varios libros sobre puentes.", SPANISH),
    ],
)
@pytest.mark.parametrize("shape", ["<p><em>{}</em></p>", "<p><span><i>{}</i></span></p>"])
def test_a_note_in_italics_behind_a_story_is_not_the_story(note: str, of: Story, shape: str) -> None:
    assert across(of, "", behind=shape.format(note)) == ()


def test_a_story_that_has_more_in_italics_keeps_its_last_paragraph() -> None:
    told_twice = across(ENGLISH, f"<p><em>{SHORT}</em></p>", behind=f"<p><em>{LONG}</em></p>")
    assert told_twice == (paragraph(SHORT), paragraph(LONG))


def test_a_last_paragraph_partly_in_italics_stays() -> None:
    assert across(ENGLISH, "", behind=f"<p>{SHORT} <em>{LONG}</em></p>") == (paragraph(f"{SHORT} {LONG}"),)


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.language)
def test_a_story_in_any_language_has_nothing_across_its_grain(story: Story) -> None:
    assert across(story, "") == ()


def test_a_character_of_chinese_weighs_as_much_as_three_letters() -> None:
    assert (weight("bridge"), weight("大桥"), weight("")) == (6, 6, 0)


# -- teasers, quotes, questions --------------------------------------------------------------------------------------


def test_an_article_within_the_story_is_a_teaser_of_another() -> None:
    teaser = f"<div class='c'><article><h3>The winter of the ferries</h3><div>{SHORT}</div></article></div>"
    body = "".join(f"<div class='c'><p>{t}</p></div>" for t in (*ENGLISH.paragraphs, *GERMAN.paragraphs))
    assert texts(read(page(f"<section>{body}{teaser}</section>"))) == [*ENGLISH.paragraphs, *GERMAN.paragraphs]


@pytest.mark.parametrize("of", [ENGLISH, GERMAN, SPANISH], ids=lambda s: s.language)
def test_a_quote_that_begins_or_stands_in_the_story_is_pulled_out_of_it(of: Story) -> None:
    said = of.paragraphs[1]
    shapes = (
        f"<blockquote><p>{said[20:90]}</p></blockquote>",
        f"<figure><blockquote>{said[10:80]} <br>Ida Brandt, mayor of Lowen</blockquote></figure>",
    )
    for shape in shapes:
        assert across(of, shape) == ()


def test_who_is_quoted_under_a_quote_is_no_paragraph() -> None:
    shape = f"<figure><blockquote><p>{LONG}</p></blockquote><figcaption><p>Ida Brandt, mayor</p></figcaption></figure>"
    assert across(ENGLISH, shape) == (Quote(text=f"{LONG} — Ida Brandt, mayor"),)


def test_short_questions_in_an_interview_are_told_like_the_long_ones() -> None:
    long = [f"{LONG} {ask}" for ask in ("What did she want to show?", "Why did nobody say a word?")]
    questions = [long[0], "And the ferries?", long[1]]
    asked = [f"<p><strong>{q}</strong></p>" for q in questions]
    found = across(ENGLISH, asked[0], twice=asked[1], behind=f"{asked[2]}<p>{SHORT}</p>")
    assert found == tuple(paragraph(q) for q in (*questions, SHORT))


@pytest.mark.parametrize("asked", ["<p><b>{}<br></b>{}</p>", "<p><b>{}</b><br>{}</p>"])
def test_short_questions_are_told_like_the_long_ones_in_front_of_their_answers_too(asked: str) -> None:
    long = [f"{LONG} {ask}" for ask in ("What did she want to show?", "Why did nobody say a word?")]
    questions = [long[0], "And the ferries?", long[1]]
    told = [asked.format(question, answer) for question, answer in zip(questions, ENGLISH.paragraphs, strict=False)]
    found = across(ENGLISH, told[0], twice=told[1], behind=told[2])
    assert found == tuple(paragraph(q) for q in questions)
    (short, *_) = across(ENGLISH, asked.format("Who pays?", ENGLISH.paragraphs[0]))
    assert short == Heading(level=3, text="Who pays?")


def test_short_questions_in_bold_are_headings_where_there_is_no_interview() -> None:
    found = across(ENGLISH, "<p><b>Why was it closed?</b></p>", twice="<p><b>Who pays?</b></p>")
    assert found == (Heading(level=3, text="Why was it closed?"), Heading(level=3, text="Who pays?"))


def test_a_sentence_that_is_a_link_up_to_its_full_stop_stays() -> None:
    body = "".join(f"<div class='c'><span>{t}</span></div>" for t in (*ENGLISH.paragraphs, *GERMAN.paragraphs))
    last = "<div class='c'><a href='/b'>The council meets again on Friday</a><span>.</span></div>"
    assert texts(read(page(f"<article>{body}{last}</article>")))[-1] == "The council meets again on Friday."


@pytest.mark.parametrize("label", ["FUNDA | ", "→ ", "LOE: "])
def test_links_behind_the_same_label_are_teasers_in_any_language(label: str) -> None:
    titles = ("The winter ferries", "An old pier falls")
    lines = [f"<p>{label}<a href='/{title[:3]}'>{title}</a></p>" for title in titles]
    assert across(ENGLISH, lines[0], twice=lines[1]) == ()


def test_a_single_line_with_a_label_before_its_link_stays() -> None:
    found = across(ENGLISH, "<p>Minutes of the council: <a href='/m.pdf'>the second of March</a></p>")
    assert [b.text for b in found if isinstance(b, Paragraph)] == ["Minutes of the council: the second of March"]


# -- who the author is -----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("of", "note"),
    [
        (ENGLISH, "{} is a reporter in Lowen and writes on bridges."),
        (GERMAN, "{} schreibt seit neun Jahren über Häfen und Brücken."),
        (SPANISH, "{} (Lowen, 1980) es ingeniera y autora de dos libros."),
        (JAPANESE, "{}は港と橋を取材する記者。"),
    ],
)
def test_a_paragraph_on_the_author_behind_a_story_is_not_the_story(of: Story, note: str) -> None:
    assert _written(of, note.format(of.author)) == list(of.paragraphs)


@pytest.mark.parametrize(
    "text",
    ["{} was the last to leave the hall, said the mayor.", "Nobody but {} saw the cracks, and she said nothing."],
)
def test_a_last_paragraph_on_somebody_else_stays(text: str) -> None:
    said = text.format("Jonas Reuss")
    assert _written(ENGLISH, said) == [*ENGLISH.paragraphs, said]


def _written(of: Story, last: str) -> list[str]:
    byline = f"<div class='byline'>By {of.author}</div>"
    head = linked_data(news(author={"@type": "Person", "name": of.author}))
    body = f"{byline}<article>{paragraphs(of)}<p>{last}</p></article>"
    return texts(read(page(body, head=head, title=of.title, lang=of.language)))


def test_a_list_of_those_who_helped_is_a_credit() -> None:
    article = told(ENGLISH, "", behind="<ul><li>Additional reporting by Jonas Reuss</li></ul>")
    assert article.credits == ("Additional reporting by Jonas Reuss",)


@pytest.mark.parametrize(
    ("of", "title", "text"),
    [
        (ENGLISH, "About the author", "She has written three books on bridges and lives by the sea."),
        (
            ENGLISH,
            "How we work",
            f"The Harbour Post stands for what is true. {'It says what it knows and what not. ' * 4}",
        ),
        (GERMAN, "Zur Person", "Sie lehrt seit neun Jahren den Bau von Brücken."),
        (JAPANESE, "著者プロフィール", "港と橋を取材して九年になる。"),
    ],
)
@pytest.mark.parametrize("shape", ["<h3>{}</h3><p>{}</p>", "<p><b>{}</b></p><p>{}</p>"])
def test_what_stands_under_a_closing_title_is_not_the_story(of: Story, title: str, text: str, shape: str) -> None:
    assert across(of, "", behind=shape.format(title, text)) == ()


def test_a_point_that_tells_who_the_author_is_is_no_part_of_the_story() -> None:
    point = f"<ul><li>{ENGLISH.author} is a columnist who writes about harbours</li></ul>"
    head = linked_data(news(author={"@type": "Person", "name": ENGLISH.author}))
    article = read(page(f"<article>{paragraphs()}{point}</article>", title=ENGLISH.title, head=head))
    assert not any(isinstance(b, List) for b in article.blocks)


def test_a_title_of_that_kind_in_the_middle_of_a_story_stays() -> None:
    assert Heading(level=3, text="Zur Person") in across(GERMAN, "<h3>Zur Person</h3>")


@pytest.mark.parametrize("mark", ["[TV]", "·", "|"])
def test_a_paragraph_of_links_is_a_menu(mark: str) -> None:
    links = mark.join(f"<a href='/{n}'>{t}</a>" for n, t in enumerate(("The winter ferries", "An old pier falls")))
    assert across(ENGLISH, f"<p>{links} {mark}</p>") == ()


@pytest.mark.parametrize("line", ["&gt;&gt; {}", "→ {}", "{} »", "👉 {}"])
def test_a_link_behind_a_bullet_is_an_invitation(line: str) -> None:
    assert across(ENGLISH, f"<p>{line.format('<a href=/x>The ferries of the winter</a>')}</p>") == ()


def test_a_source_in_brackets_stays() -> None:
    found = across(ENGLISH, "<p>[<a href='/x'>The Pier</a>]</p>")
    assert [b.text for b in found if isinstance(b, Paragraph)] == ["[The Pier]"]


def test_a_label_in_a_story_told_in_other_elements_is_left_out() -> None:
    body = "".join(f"<div class='par'><span>{t}</span></div>" for t in (*ENGLISH.paragraphs, *GERMAN.paragraphs))
    label = "<div class='lbl'><span>Photo gallery</span></div>"
    assert texts(read(page(f"<article>{body.replace('</div>', '</div>' + label, 1)}</article>"))) == [
        *ENGLISH.paragraphs,
        *GERMAN.paragraphs,
    ]


def test_a_sentence_made_of_links_stays() -> None:
    found = across(ENGLISH, "<p><a href='/a'>The mayor</a> and <a href='/b'>the engineer</a> agreed.</p>")
    assert [b.text for b in found if isinstance(b, Paragraph)] == ["The mayor and the engineer agreed."]


# -- lines under pictures --------------------------------------------------------------------------------------------

PICTURE = "<p><img src='/a.jpg' width='600' height='400'></p>"


@pytest.mark.parametrize("shape", ["<p><em>{}</em></p>", "<p><small>{}</small></p>", "<p><span><i>{}</i></span></p>"])
def test_a_line_in_italics_under_a_picture_is_its_caption(shape: str) -> None:
    found = across(ENGLISH, PICTURE + shape.format("The bridge on Monday. Photo: Jonas Reuss"))
    assert [(b.caption, b.credit) for b in found if isinstance(b, Image)] == [("The bridge on Monday.", "Jonas Reuss")]
    assert not [b for b in found if isinstance(b, Paragraph)]


def test_a_line_in_upright_type_under_a_picture_is_the_story() -> None:
    assert paragraph(SHORT) in across(ENGLISH, f"{PICTURE}<p>{SHORT}</p>")


def test_a_line_in_italics_under_a_picture_with_a_caption_is_the_story() -> None:
    figure = "<figure><img src='/a.jpg' width='600'><figcaption>The bridge on Monday</figcaption></figure>"
    assert paragraph(SHORT) in across(ENGLISH, f"{figure}<p><em>{SHORT}</em></p>")


@pytest.mark.parametrize(
    ("html", "alone"),
    [
        ("<b>The bridge</b>", ["b"]),
        (" <b>The bridge</b> <br> <i>is open</i>", ["b", "br", "i"]),
        ("<b>The bridge</b> is open", []),
        ("The bridge <b>is open</b>", []),
        ("<b>The bridge</b>&#1;", ["b"]),
        (" ", []),
    ],
)
def test_elements_are_alone_where_no_words_stand_beside_them(html: str, alone: list[str]) -> None:
    assert [tag.name for tag in tags_alone(parsed(html).contents)] == alone
