"""What stands within stories of one kind or another: timelines, folded questions, fact checks, facts at the end."""

from __future__ import annotations

import pytest
from pages_html import ENGLISH, page, paragraphs, read

from watcher.model import Article, Image, List

FIRST, SECOND, THIRD, LAST = ENGLISH.paragraphs
BOX = "<div class='{}'><h3>{}</h3><ul><li>Two cables are cracked</li><li>Ferries run</li></ul></div>"


def told(article: Article) -> list[str]:
    """The texts of an article's blocks, those of a list's items in one."""
    return [
        " | ".join(b.items) if isinstance(b, List) else getattr(b, "text", "")
        for b in article.blocks
        if not isinstance(b, Image)
    ]


def _dated(form: str, *days: str) -> str:
    return f"<p>{FIRST}</p>" + "".join(
        form.format(day=day, text=text) for day, text in zip(days, (SECOND, THIRD, LAST), strict=False)
    )


@pytest.mark.parametrize("form", ["<h3>{day}</h3><p>{text}</p>", "<div>{day}</div><div><p>{text}</p></div>"])
@pytest.mark.parametrize(
    "days",
    [("Monday, 3 May 1871", "12 June 1953"), ("12 Haziran 1953", "3 Mayıs 1871"), ("1953年6月12日", "1871年5月3日")],
)
def test_days_over_what_happened_then_are_told(form: str, days: tuple[str, str]) -> None:
    assert told(read(page(f"<article>{_dated(form, *days)}</article>"))) == [FIRST, days[0], SECOND, days[1], THIRD]


def test_days_over_headings_of_what_happened_then_are_told() -> None:
    story = _dated("<div><span>{day}</span><h3>What happened</h3><p>{text}</p></div>", "3 May 1871", "12 June 1953")
    then = ["3 May 1871", "What happened", SECOND, "12 June 1953", "What happened", THIRD]
    assert told(read(page(f"<article>{story}<p>{LAST}</p></article>"))) == [FIRST, *then, LAST]


def test_days_beside_hours_are_no_posts() -> None:
    days = ("3 May 1871", "12 June 1953", "4 May 1975")
    hours = "<ul><li>18:30 News</li><li>20:15 A film</li><li>22:45 The same film</li></ul>"
    article = read(page(f"<article>{_dated('<h3>{day}</h3><p>{text}</p>', *days)}{hours}</article>"))
    assert told(article)[1:6:2] == list(days)


@pytest.mark.parametrize(
    "days", [("3 May 2026",), ("3 May 2026", "3 May 2026"), ("Published 3 May 2026", "4 May 2026")]
)
def test_a_day_alone_or_again_is_when_it_was_published(days: tuple[str, ...]) -> None:
    left = told(read(page(f"<article>{_dated('<h3>{day}</h3><p>{text}</p>', *days)}<p>{LAST}</p></article>")))
    assert left == [FIRST, *(SECOND, THIRD)[: len(days)], LAST]


@pytest.mark.parametrize(
    ("inside", "said"),
    [
        ("<h3><button aria-expanded='false'>Who will pay for it?</button></h3>", ["Who will pay for it?"]),
        ("<h3><button aria-expanded='false'>More about the author</button></h3>", []),
        ("<div class='fact-check-box'><p>Claim: The bridge was sold.</p></div>", ["Claim: The bridge was sold."]),
        ("<div class='fact-box'><p>The bridge was opened in 1871.</p></div>", []),
        (BOX.format("x7", "AI summary"), []),
        (BOX.format("x7", "KI-Zusammenfassung"), []),
        ("<p><b>Part 2 of 3. The other parts are here:</b></p><ul><li><a href='/1'>The first part</a></ul>", []),
        (f"<div class='c-said'><p>{LAST}</p></div>", []),
        ("<p><i>Diese Meldung wird laufend aktualisiert.</i></p>", []),
        ("<p>Numbers: 3 - 12 - 19 - 27 - 33</p>", ["Numbers: 3 - 12 - 19 - 27 - 33"]),
    ],
)  # fmt: skip
def test_what_stands_within_a_story_is_told_or_is_none_of_it(inside: str, said: list[str]) -> None:
    article = read(page(f"<article><p>{FIRST}</p><p>{SECOND}</p>{inside}<p>{THIRD}</p><p>{LAST}</p></article>"))
    assert told(article) == [FIRST, SECOND, *said, THIRD, LAST]


@pytest.mark.parametrize("first", ["But why?", "Good morning.", "¿Y por qué?", "Dear readers,"])
def test_a_story_may_begin_with_two_words(first: str) -> None:
    assert told(read(page(f"<article><p>{first}</p>{paragraphs()}</article>"))) == [first, *ENGLISH.paragraphs]


@pytest.mark.parametrize(
    "last",
    [
        "In cinemas from 27 May",
        "Tickets on sale from 9am",
        "По информации полиции, никто не пострадал.",
        "Opracowała plan ratunkowy dla portu.",
        "Editado por la policía, el vídeo no muestra el choque.",
        "Редактор: «Мы не знали об этом».",
    ],
)
def test_a_story_may_end_with_a_short_line(last: str) -> None:
    assert told(read(page(f"<article>{paragraphs()}<p>{last}</p></article>")))[-1] == last


@pytest.mark.parametrize(
    "line", ["Post views: 1,234", "Page 1 of 3", "Ausgabe 48/2026", "Listen now!", "Foto: privat."]
)
def test_labels_around_a_story_are_none_of_it(line: str) -> None:
    first, last = (f"<p>{line}</p>", "") if line.endswith(("!", ".")) else ("", f"<p>{line}</p>")
    assert told(read(page(f"<article>{first}{paragraphs()}{last}</article>"))) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize(
    "line", ["Kaynak: AA", "Editado por Ola Nord", "По материалам ТАСС", "oprac. Ola Nord", "(भाषा)"]
)
def test_where_a_story_is_from_and_who_edited_it_are_credits(line: str) -> None:
    article = read(page(f"<article>{paragraphs()}<p>{line}</p></article>"))
    assert (article.credits, told(article)) == ((line,), list(ENGLISH.paragraphs))


@pytest.mark.parametrize(
    "form",
    [
        "<div class='a'><div class='a-title'>{day}</div><div><p>{text}</p></div></div>",
        "<div class='a'><button aria-expanded='false'>{day}</button><p>{text}</p></div>",
    ],
)
def test_questions_over_their_answers_are_told(form: str) -> None:
    asked = ("Who will pay for it?", "And what comes next?")
    story = f"{_dated(form, *asked)}<p>{LAST}</p>"
    assert told(read(page(f"<article>{story}</article>"))) == [FIRST, asked[0], SECOND, asked[1], THIRD, LAST]


@pytest.mark.parametrize(
    ("lines", "kept", "signed"),
    [
        (("Director: Marta Olsen", "Genre: drama", "Pages: 320"), 3, 0),
        (("会場：港ホール", "料金：1200円から", "出演：鈴木一郎"), 3, 0),
        (("Genre: drama", "Pages: 320", "Price: £12", "Editing by Ola Nord"), 3, 1),
        (("Harbour – Quay 2:1", "Rovers – City 0:0", "Lowen – United 3:2"), 3, 0),
        (("Music: Marta Olsen", "Camera: Ola Nord"), 0, 2),
        (("Genre: drama", "Post views: 1,234"), 0, 0),
        (("Rubrik: lokales", "Themen: Hafen, Meer", "Aufrufe: 123"), 0, 0),
    ],
)
def test_facts_at_the_end_are_told_and_lines_of_names_are_credits(
    lines: tuple[str, ...], kept: int, signed: int
) -> None:
    article = read(page(f"<article>{paragraphs()}{''.join(f'<p>{line}</p>' for line in lines)}</article>"))
    assert told(article) == [*ENGLISH.paragraphs, *lines[:kept]]
    assert len(article.credits) == signed


@pytest.mark.parametrize(
    ("inside", "kept"),
    [
        (
            "<div><p>Helpers can sign up:</p><p><a href='https://help.example/register/'>help.example</a></p></div>",
            "Helpers can sign up:",
        ),
        (
            "<div>"
            + "".join(f"<div><time>10:0{i}</time><p>Ship {i} left.</p><button>Share</button></div>" for i in (1, 2))
            + "</div>",
            "Ship 2 left.",
        ),
        ("<section style='font-size:0'><p style='font-size:1rem'>The keepers rowed out.</p></section>", "rowed out."),
        (
            "<p>Promoted by <a href='/mayor'>the mayor</a> in May, the chief has left the port.</p>",
            "has left the port.",
        ),
        ("<p>Anzeige <a href='/x'>erstattete</a> am Montag ein Fischer gegen den Hafen.</p>", "gegen den Hafen."),
    ],
)
def test_what_only_looks_like_an_offer_or_like_comments_is_told(inside: str, kept: str) -> None:
    article = read(page(f"<article><p>{FIRST}</p><p>{SECOND}</p>{inside}<p>{THIRD}</p><p>{LAST}</p></article>"))
    assert kept in "\n".join(told(article))
