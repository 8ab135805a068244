"""Lists, quotes, tables, links, and text as a reader sees it."""

from __future__ import annotations

import pytest
from pages_html import ENGLISH, added, article_page, kinds, page, read, texts

from watcher.model import Block, Heading, Link, List, Paragraph, Quote, Table

LONG = "The engineer showed the council her drawings, and nobody in the hall said a word for a whole minute."


def inside(html: str) -> tuple[Block, ...]:
    return added(read(article_page(html)))


# -- lists -----------------------------------------------------------------------------------------------------------


def test_the_items_of_a_list_inside_a_list_follow_their_item() -> None:
    html = (
        "<ol><li>The ferry, every ten minutes<ul><li>from the eastern pier</li><li>from the islands</li></ul></li>"
        "<li>The tunnel, for lorries only</li></ol>"
    )
    assert inside(html) == (
        List(
            ordered=True,
            items=(
                "The ferry, every ten minutes",
                "from the eastern pier",
                "from the islands",
                "The tunnel, for lorries only",
            ),
        ),
    )


def test_a_heading_inside_a_list_stands_before_it() -> None:
    assert inside("<ul><h4>The ways across</h4><li>By water, slowly</li><li>By road, not at all</li></ul>") == (
        Heading(level=4, text="The ways across"),
        List(ordered=False, items=("By water, slowly", "By road, not at all")),
    )


def test_a_list_that_stands_beside_the_items_of_another_is_part_of_it() -> None:
    html = "<ul><li>By water, slowly</li><ul><li>from the eastern pier</li></ul><li>By road, not at all</li></ul>"
    assert inside(html) == (
        List(ordered=False, items=("By water, slowly", "from the eastern pier", "By road, not at all")),
    )


def test_a_definition_list_is_a_list_of_terms_and_what_they_mean() -> None:
    html = "<dl><dt>Length</dt><dd>612 metres</dd><dt>Built:</dt><dd>1961</dd><dd>widened in 1988</dd></dl>"
    assert inside(html) == (List(ordered=False, items=("Length: 612 metres", "Built: 1961 widened in 1988")),)


def test_a_definition_list_that_holds_a_story_is_read_as_such() -> None:
    html = f"<dl><dt>Was it dangerous?</dt><dd><p>{LONG}</p><p>{LONG * 6}</p></dd></dl>"
    assert inside(html) == (Paragraph(text="Was it dangerous?"), Paragraph(text=LONG), Paragraph(text=LONG * 6))


# -- quotes ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "html",
    [
        "<blockquote><p>It was a matter of days.</p><footer>— Ida Brandt, mayor</footer></blockquote>",
        "<blockquote>It was a matter of days. <cite>Ida Brandt, mayor</cite></blockquote>",
        "<blockquote><p>It was a matter of days.</p><footer>– <cite>Ida Brandt, mayor</cite></footer></blockquote>",
        "<blockquote><p>It was a matter of days.</p><span class='source'>Ida Brandt, mayor</span></blockquote>",
        "<figure><blockquote><p>It was a matter of days.</p><span aria-hidden='true'>„</span></blockquote>"
        "<figcaption><p>Ida Brandt, mayor</p></figcaption></figure>",
        "<figure class='c-quote'><p>It was a matter of days.</p><figcaption>Ida Brandt, mayor</figcaption></figure>",
        "<figure><blockquote><p>It was a matter of days.</p></blockquote>"
        "<figcaption>Ida Brandt, mayor</figcaption></figure>",
    ],
)
def test_a_quote_says_who_said_it(html: str) -> None:
    assert inside(html) == (Quote(text="It was a matter of days. — Ida Brandt, mayor"),)


@pytest.mark.parametrize(
    ("quote", "said"),
    [
        ("<h4>It was a matter of days.</h4><p>Perhaps of hours.</p>", "It was a matter of days. Perhaps of hours."),
        ("Dear all,<p>It was a matter of days.</p>", "Dear all, It was a matter of days."),
        ("<p>It was a matter of days.</p><span>Share</span>", "It was a matter of days."),
    ],
)
def test_all_that_stands_in_a_quote_is_said_but_buttons(quote: str, said: str) -> None:
    assert inside(f"<blockquote>{quote}</blockquote>") == (Quote(text=said),)


# -- tables ----------------------------------------------------------------------------------------------------------


def test_a_cell_that_spans_others_leaves_them_empty() -> None:
    html = (
        "<table><tr><th rowspan='2'>Crossing</th><th colspan='2'>Cars</th></tr><tr><th>2024</th><th>2025</th></tr>"
        "<tr><td>Bridge</td><td>41,000</td><td>0</td></tr></table>"
    )
    assert inside(html) == (Table(rows=(("Crossing", "Cars", ""), ("", "2024", "2025"), ("Bridge", "41,000", "0"))),)


@pytest.mark.parametrize("span", ["0", "-3", "x", "99999999", "٣"])
def test_a_span_that_is_none_counts_as_one_or_as_the_most_there_are(span: str) -> None:
    (table,) = inside(f"<table><tr><th colspan='{span}'>Bridge</th><td>2</td></tr></table>")
    assert isinstance(table, Table)
    assert 2 <= len(table.rows[0]) <= 41


@pytest.mark.parametrize(
    "table",
    [
        f"<table role='presentation'><tr><td>{LONG}</td><td>{LONG[:60]}.</td></tr></table>",
        f"<table><tr><td><h3>Later</h3><p>{LONG}</p></td><td><p>{LONG[:60]}.</p></td></tr></table>",
        f"<table><tr><td><p>{LONG}</p><p>{LONG}!</p></td><td></td></tr></table>",
    ],
)
def test_a_table_that_lays_out_a_story_is_no_table(table: str) -> None:
    found = inside(table)
    assert not [b for b in found if isinstance(b, Table)]
    assert Paragraph(text=LONG) in found


# -- links -----------------------------------------------------------------------------------------------------------


def test_links_lead_to_other_pages() -> None:
    html = (
        "<p>See <a href='#top'>above</a>, <a href='/region/a-story#later'>below</a>,"
        " <a href='javascript:void(0)'>js</a>,"
        " <a href='mailto:a@b.example'>us</a>, <a href='tel:+4912'>us by phone</a>, <a href='data:,x'>data</a>"
        " and <a href='/plan?utm_source=x&amp;id=3#p2'>the plan</a> of the council.</p>"
    )
    (paragraph,) = inside(html)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.links == (Link(text="the plan", href="https://www.harbour.example/plan?id=3#p2"),)


# -- text ------------------------------------------------------------------------------------------------------------

SEEN = {
    "<ruby>港<rp>(</rp><rt>みなと</rt><rp>)</rp></ruby>の橋が今朝から閉じている。": "港の橋が今朝から閉じている。",
    "The bridge<sup><a href='#fn1'>1</a></sup> is closed for now.": "The bridge is closed for now.",
    "The bridge<sup id='r2'><a href='#n2'>[2]</a></sup> is closed for now.": "The bridge is closed for now.",
    "The deck has 4,100 m<sup>2</sup> and 10<sup>6</sup> rivets.": "The deck has 4,100 m² and 10⁶ rivets.",
    "On the 1<sup>st</sup> of March it closed.": "On the 1st of March it closed.",
    "Hafen<wbr>brücken<wbr>sperrung am Montag.": "Hafenbrückensperrung am Montag.",
    "Hafen&shy;brücken&shy;sperrung am Montag.": "Hafenbrückensperrung am Montag.",
    "41&nbsp;000 v&eacute;hicules &laquo;&#8239;par jour&#8239;&raquo;.": "41 000 véhicules « par jour ».",
    "The \u200ebridge\u200f is \u202aclosed\u202c\u2069 today.": "The bridge is closed today.",
    "Cafe\u0301 on the pier, closed\u200b today.": "Café on the pier, closed today.",
    "Not <s>three</s> <del>four</del> two cables.": "Not three four two cables.",
}  # fmt: skip


@pytest.mark.parametrize(("html", "text"), SEEN.items(), ids=[str(n) for n, _ in enumerate(SEEN)])
def test_text_is_what_a_reader_sees(html: str, text: str) -> None:
    assert inside(f"<p>{html}</p>") == (Paragraph(text=text),)
    assert inside(f"<h2>{html[:-1]}</h2>") == (Heading(level=2, text=text[:-1]),)


# -- who it comes from, whose it is, in which language ---------------------------------------------------------------

CREDITS = (
    "(dpa/AFP)", "dpa/lby", "mit Agenturen", "(Mit Material von dpa)", "Quelle: dpa", "Avec AFP", "avec agences",
    "Con información de EFE", "Agencias", "(Com agências)", "Com informações da Reuters", "(Lusa)", "Fonte: ANSA",
    "(ANP)", "With files from The Canadian Press", "(РИА Новости)", "ТАСС", "(Укрінформ)", "(AA)", "Anadolu Ajansı",
    "(رويترز)", "(وكالات)", "（新华社）", "（路透社、美联社）",
    "（綜合外電）", "来源：中国新闻网", "（時事）", "（ロイター）", "(연합뉴스)",
)  # fmt: skip
COPYRIGHTS = (
    "© 2024 Harbour Post", "© dpa-infocom, dpa:260302-930-12345/1", "Alle Rechte vorbehalten.", "Weitergabe untersagt.",
    "Tous droits réservés.", "Reproduction interdite.", "Todos los derechos reservados.", "© RIPRODUZIONE RISERVATA",
    "Alle rechten voorbehouden.", "Все права защищены.", "Усі права захищено.", "Tüm hakları saklıdır.",
    "جميع الحقوق محفوظة", "版权所有，未经许可不得转载。", "版權所有", "無断転載を禁じます。", "저작권자 ⓒ 항구신문",
    "무단전재 및 재배포 금지",
)  # fmt: skip


@pytest.mark.parametrize("line", CREDITS)
def test_agencies_are_credits_in_any_language(line: str) -> None:
    article = read(article_page(f"<p>{line}</p>"))
    assert article.credits == (line,)
    assert added(article) == ()


@pytest.mark.parametrize("line", COPYRIGHTS)
def test_a_copyright_is_one_in_any_language(line: str) -> None:
    article = read(article_page().replace("</article>", f"<p>{line}</p></article>"))
    assert article.copyright == line
    assert added(article) == ()


@pytest.mark.parametrize(
    "line",
    [
        "Agencies of the city will share the office on the pier from May.",
        "Agenturen der Stadt teilen sich von Mai an das Büro am Kai.",
        "Tass and saucer stood on the table of the harbour master.",
        "The copyright of the song belongs to the ferry's first engineer.",
    ],
)
def test_a_sentence_that_begins_like_a_credit_is_a_paragraph(line: str) -> None:
    assert inside(f"<p>{line}</p>") == (Paragraph(text=line),)


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<article>", "en"),
        ("<article lang='ar' dir='rtl'>", "ar"),
        ("<article lang=''>", "en"),
        ("<article lang='zh_Hant'>", "zh-Hant"),
    ],
)
def test_the_language_is_that_of_the_story(html: str, language: str) -> None:
    assert read(article_page().replace("<article>", html)).language == language


@pytest.mark.parametrize(
    ("sign", "shown"),
    [
        ('<img class="emoji" src="https://img.example/72x72/1f600.png" alt="😀">', "⛴ 😀 and"),
        ('<img src="https://img.example/emoji/v2/1f600.svg" alt="😀">', "⛴ 😀 and"),
        ('<img class="wp-smiley" src="/icon_smile.gif" alt=":)">', "⛴ and"),
        ('<img src="/flags/de.png" width="16" height="11" alt="Germany">', "⛴ and"),
    ],
)
def test_a_picture_as_small_as_a_letter_stands_in_its_line(sign: str, shown: str) -> None:
    article = read(article_page(f"<p>The ferry reached the quay before noon ⛴ {sign} and left it again at one.</p>"))
    assert f"The ferry reached the quay before noon {shown} left it again at one." in texts(article)


def test_a_shape_in_place_of_a_size_makes_no_letter_of_a_picture() -> None:
    article = read(article_page('<figure><img src="/media/quay.jpg" width="16" height="9" alt=""></figure>'))
    assert "image" in kinds(article)


@pytest.mark.parametrize(
    ("inside", "shown"),
    [
        ("<button class='glossary' aria-expanded='false'>the pier</button>", "the pier"),
        ("<span class='tip'>the pier<span class='tooltiptext'>A long thing of stone.</span></span>", "the pier"),
        ("<span class='tip'>the pier<span role='tooltip'>A long thing of stone.</span></span>", "the pier"),
        ("<button popovertarget='t'>the pier</button><span id='t' popover>A thing of stone.</span>", "the pier"),
        (
            "<a href='/p'>the pier</a><span><img src='/p.jpg'><a href='/p'>Pier</a><a href='/q'>Age</a></span>",
            "the pier",
        ),
        ("<a href='/p'>the pier</a><span> and <a href='/q'>the quay</a></span>", "the pier and the quay"),
        (
            "<a href='/p'>the pier</a><span>, <a href='/q'>quay</a> and <a href='/p'>pier</a></span>",
            "the pier, quay and pier",
        ),
        ("<span style='display:none'>x7 </span>the pier", "the pier"),
        ("the pier<sup class='footnote'>[2]</sup>", "the pier"),
        ("the pier <a href='#_ftn1' name='_ftnref1'>[1]</a>", "the pier"),
        ("the pier<span class='spip_note_ref'>&nbsp;[<a href='#nb1'>1</a>]</span>", "the pier"),
        ("the pier<a href='/rule'>[12]</a>", "the pier[12]"),
        ("<span class='note'>pier</span> <a href='#stops'>12</a>", "pier 12"),
        ("<span class='footnote'>the old pier</span>", "the old pier"),
        ("<span class='footnote' title='an alliance'>NATO</span>", "NATO"),
        ("the pier of <span class='footnote'>2026</span>", "the pier of 2026"),
    ],
)
def test_words_that_explain_themselves_stay_in_their_line_and_what_explains_them_does_not(
    inside: str, shown: str
) -> None:
    line = f"The board said that {inside} would stay closed until the end of the month."
    told = f"The board said that {shown} would stay closed until the end of the month."
    assert told in texts(read(article_page(f"<p>{line}</p>")))
    assert told in texts(read(page(f"<div>{line}<br><br>{'<br><br>'.join(ENGLISH.paragraphs)}</div>")))


@pytest.mark.parametrize("label", ["Share", "Copy link"])
def test_a_button_behind_a_sentence_is_no_part_of_it(label: str) -> None:
    article = read(article_page(f"<p>The board has closed the pier. <button>{label}</button></p>"))
    assert "The board has closed the pier." in texts(article)
