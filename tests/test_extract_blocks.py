"""Elements inside a story → blocks: what is a paragraph, a heading, a notice, and what is only a box."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st
from pages_html import (
    CHINESE,
    ENGLISH,
    GERMAN,
    STORIES,
    Story,
    added,
    article_page,
    images,
    kinds,
    metas,
    page,
    paragraphs,
    read,
    texts,
)

from watcher.extract import extract
from watcher.extract.blocks import read_blocks
from watcher.extract.documents.story import parsed
from watcher.extract.elements import Tag
from watcher.extract.reading import measured
from watcher.model import Block, Embed, Heading, Image, Link, List, Notice, Paragraph, Quote, Table

BASE = "https://www.harbour.example/region/a-story"
LONG = "The engineer showed the council her drawings, and nobody in the hall said a word for a whole minute."


def blocks(html: str) -> tuple[Block, ...]:
    return read_blocks(parsed(f"<div>{html}</div>"), BASE)


def told_in(html: str) -> list[str]:
    """The paragraphs in some HTML."""
    return [block.text for block in blocks(html) if isinstance(block, Paragraph)]


def inside(html: str, of: Story = ENGLISH) -> tuple[Block, ...]:
    """What `html` adds to a story that it stands in."""
    return added(read(article_page(html, of=of)), of)


# -- paragraphs ------------------------------------------------------------------------------------------------------


def test_a_paragraph_is_text_as_a_reader_sees_it() -> None:
    assert blocks("<p>One\u200b  two&nbsp;three\n\tfour&shy;teen, e\u0301t\u00e9.</p>") == (
        Paragraph(text="One two three fourteen, été."),
    )


def test_inline_elements_do_not_part_a_paragraph() -> None:
    html = "<p>The <b>harbour</b> <i>bridge</i>, <a href='/b'>41,000</a> <span>cars</span> <sup>1</sup> a day.</p>"
    assert [b.text for b in blocks(html) if isinstance(b, Paragraph)] == ["The harbour bridge, 41,000 cars 1 a day."]


def test_words_are_not_glued_where_a_block_ends() -> None:
    assert texts(read(page(f"<div>{LONG}<div>{LONG[:60]}.</div>{LONG}</div>"))) == [LONG, f"{LONG[:60]}.", LONG]


def test_text_beside_paragraphs_is_read_too() -> None:
    assert blocks(f"{LONG}<p>A second paragraph.</p>A third that stands alone.") == (
        Paragraph(text=LONG),
        Paragraph(text="A second paragraph."),
        Paragraph(text="A third that stands alone."),
    )


def test_a_single_break_inside_a_sentence_does_not_part_it() -> None:
    assert blocks("<p>The ferry leaves from<br>the eastern pier.</p>") == (
        Paragraph(text="The ferry leaves from the eastern pier."),
    )


def test_a_single_break_after_a_sentence_parts_paragraphs() -> None:
    assert blocks(f"<p>{LONG}<br>{LONG[:80]}.</p>") == (Paragraph(text=LONG), Paragraph(text=f"{LONG[:80]}."))


def test_short_paragraphs_of_a_dialogue_are_kept_in_order() -> None:
    lines = ("Was it dangerous?", "No.", "Will you do it again?", "I have not decided. Perhaps in the spring.")
    assert list(inside("".join(f"<p>{line}</p>" for line in lines))) == [Paragraph(text=line) for line in lines]


@pytest.mark.parametrize("story", STORIES[4:7], ids=lambda s: s.language)
def test_short_paragraphs_in_chinese_japanese_and_korean_are_kept(story: Story) -> None:
    short = story.paragraphs[0][:12] + "。"
    assert inside(f"<p>{short}</p>", story) == (Paragraph(text=short),)


@pytest.mark.parametrize(
    "opening",
    [
        "<span class='dropcap'>T</span>he",
        "<span class='drop-cap'>T</span> he",
        "<span class='article__initial'>T</span>he",
        "<b>T</b>he",
        "<span class='dropcap'>A</span>",
        "<span class='dropcap'>A</span>ny",
    ],
)
def test_a_drop_cap_belongs_to_its_word(opening: str) -> None:
    word = re.sub(r"<[^>]*>|(?<=T</span>) ", "", opening)
    assert blocks(f"<p>{opening} ferry leaves from the eastern pier.</p>") == (
        Paragraph(text=f"{word} ferry leaves from the eastern pier."),
    )


def test_scripts_styles_and_hidden_things_are_not_text() -> None:
    html = (
        "<p>Seen.<script>var a = 1</script><style>p{}</style><template>t</template><noscript>n</noscript></p>"
        "<!-- a comment --><p style='display: none'>Not seen, and rather long besides.</p>"
        "<p class='hidden'>Not seen either.</p>"
    )
    assert blocks(f"<p>{LONG}</p>{html}") == (Paragraph(text=LONG), Paragraph(text="Seen."))


# -- links -----------------------------------------------------------------------------------------------------------


def test_links_are_absolute_and_without_tracking() -> None:
    html = (
        "<p>See <a href='/b?utm_source=x&amp;id=3'>the plan</a>, <a href='../c'>the vote</a>, <a href='#top'>above</a>,"
        " <a href='https://other.example/d?fbclid=1#part'>a study</a>, <a href='mailto:a@b.example'>us</a>, <a>no</a>,"
        " <a href='javascript:void(0)'>js</a>, <a href='//cdn.example/e'>it</a> and <a href='/f'></a> nothing.</p>"
    )
    (paragraph,) = blocks(html)
    assert isinstance(paragraph, Paragraph)
    assert paragraph.text.startswith("See the plan, the vote, above, a study, us, no, js, it and")
    assert paragraph.links == (
        Link(text="the plan", href="https://www.harbour.example/b?id=3"),
        Link(text="the vote", href="https://www.harbour.example/c"),
        Link(text="a study", href="https://other.example/d#part"),
        Link(text="it", href="https://cdn.example/e"),
    )


def test_each_paragraph_has_its_own_links() -> None:
    first, second = (
        f"The <a href='/{n}'>council</a> met on Monday to talk about the bridge for the {n}th time." for n in (4, 5)
    )
    found = blocks(f"<p>{first}<br><br>{second}</p>")
    assert [[link.href for link in b.links] for b in found if isinstance(b, Paragraph)] == [
        ["https://www.harbour.example/4"], ["https://www.harbour.example/5"],
    ]  # fmt: skip


def test_a_line_that_is_one_link_is_an_invitation_not_a_paragraph() -> None:
    assert inside("<p><a href='/x'>A bus in the snow</a></p>") == ()
    assert inside("<p><b><a href='/x'>A bus in the snow</a></b></p>") == ()


# -- headings --------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tag", "level"), [("h2", 2), ("h3", 3), ("h4", 4), ("h5", 5), ("h6", 6)])
def test_headings_keep_their_level(tag: str, level: int) -> None:
    assert inside(f"<{tag}>What happens <i>now</i></{tag}>") == (Heading(level=level, text="What happens now"),)


@pytest.mark.parametrize(
    "line",
    [
        "<p><strong>What happens now</strong></p>",
        "<p><b>What happens now</b><br></p>",
        "<p><u>What happens now</u></p>",
        "<p> <span><b>What happens now</b></span> </p>",
        "<div><strong>What happens now</strong></div>",
        "<p><strong>What </strong><strong>happens now</strong></p>",
        "<p><span class='BoldGrey'>What happens now</span></p>",
        "<p><span class='bold-text'>What happens now</span></p>",
    ],
)
def test_a_bold_line_stands_for_a_heading(line: str) -> None:
    assert inside(line) == (Heading(level=3, text="What happens now"),)


@pytest.mark.parametrize("text", ["https://harbour.example.org/ferry", "www.harbour.example.org"])
def test_an_underlined_address_is_no_heading(text: str) -> None:
    assert inside(f"<p>{LONG}</p><p><u>{text}</u></p><p>{LONG}</p>")[1] == Paragraph(text=text)


def test_a_line_that_is_underlined_at_the_end_of_a_story_is_kept() -> None:
    found = read(page(f"{paragraphs()}<p><u>And who pays for the ferry?</u></p>")).blocks
    assert found[-1] == Paragraph(text="And who pays for the ferry?")


@pytest.mark.parametrize("line", ["What happens now", "Who pays?", "十月的检查"])
@pytest.mark.parametrize("bold", ["<strong>{}<br></strong>", "<b>{}<br>\n</b>", "<span class='bold'>{}<br/></span>"])
def test_a_bold_line_that_its_own_break_ends_is_a_heading(bold: str, line: str) -> None:
    told = (Heading(level=3, text=line), Paragraph(text=LONG))
    assert inside(f"<p>{bold.format(line)}{LONG}</p>") == told
    assert inside(f"<p>{LONG}<br>{bold.format(line)}{LONG}</p>") == (Paragraph(text=LONG), *told)


@pytest.mark.parametrize(
    "line",
    [
        "It has <b>never<br></b>been closed before.",
        "<b>Lowen.<br></b>The ferry leaves at nine.",
        "<b>Ida Brandt:<br></b>We leave at nine.",
        "<b><br></b>The ferry leaves at nine.",
        "<i>The ferry<br></i>leaves at nine.",
        "<b>Travellers said<br></b>that the ferry leaves at nine.",
        "<b>T<br></b>he ferry leaves at nine.",
    ],
)
def test_a_break_in_bold_makes_no_heading_of_a_sentence(line: str) -> None:
    assert [b.kind for b in inside(f"<p>{line}</p>")] == ["paragraph"]


@pytest.mark.parametrize(
    "line",
    [
        "<p><strong>What happens now</strong> is open.</p>",
        f"<p><strong>{LONG}</strong></p>",
        "<p><strong>The ferry leaves at nine.</strong></p>",
        "<p><strong>The mayor said “the ferry leaves at nine.”</strong></p>",
        "<p><strong>The mayor: “The ferry leaves at nine”,</strong></p>",
        "<p><span class='boldly-told'>What happens now</span></p>",
        "<p><b>——陆游</b></p>",
    ],
)
def test_bold_text_is_not_a_heading_where_it_is_a_sentence(line: str) -> None:
    assert [b.kind for b in inside(line)] == ["paragraph"]


@pytest.mark.parametrize(
    ("line", "kind"), [("——（宋）陆游", "paragraph"), ("——鲁迅", "paragraph"), ("——未来三年的计划", "heading")]
)
def test_whose_words_stand_above_is_no_heading_and_a_subtitle_is_one(line: str, kind: str) -> None:
    assert [b.kind for b in inside(f"<p><strong>{line}</strong></p>")] == [kind]


@pytest.mark.parametrize("line", ['Journey to "the other side"', "A ferry for “the American guest”"])
def test_a_bold_line_that_ends_in_a_quotation_is_a_heading(line: str) -> None:
    assert inside(f"<p><b>{line}</b></p>") == (Heading(level=3, text=line),)


def test_a_bold_line_between_dashes_is_a_heading() -> None:
    assert inside("<p><b>——结语——</b></p>") == (Heading(level=3, text="——结语——"),)


def test_pictures_that_an_editor_put_into_a_heading_are_none_of_its_words() -> None:
    figure = "<div><img src='/pics/quay.jpg'><p class='caption'>The quay on Monday morning</p></div>"
    found = inside(f"<h2>{figure}<p>A new quay</p></h2><p>{LONG}</p>")
    assert [b.caption for b in found if isinstance(b, Image)] == ["The quay on Monday morning"]
    assert [b.text for b in found if isinstance(b, Heading)] == ["A new quay"]


@pytest.mark.parametrize(
    "heading",
    [
        "<h2><div><img src='/i/1.svg'>A new quay</div></h2>",
        "<h2><div><img src='/i/n.png'>1</div><div>A new quay</div></h2>",
        "<h2><img src='/i/n.png'> A new quay</h2>",
    ],
)
def test_a_heading_beside_a_sign_keeps_all_of_its_words(heading: str) -> None:
    found = inside(f"{heading}<p>{LONG}</p>")
    assert [b.text.removeprefix("1").strip() for b in found if isinstance(b, Heading)] == ["A new quay"]


def test_a_heading_that_heads_nothing_is_left_out() -> None:
    article = read(page(f"<article>{paragraphs()}<h2>Read more about the harbour</h2></article>"))
    assert texts(article) == list(ENGLISH.paragraphs)


def test_a_small_heading_over_a_question_in_bold_heads_the_answers() -> None:
    asked = "<h6>Post by ferry</h6><p><b>How did it come?</b></p>"
    story = f"<article>{paragraphs()}{asked}<p>{LONG}</p></article>"
    assert kinds(read(page(story)))[-3:] == ["heading", "heading", "paragraph"]


def test_the_headline_inside_the_body_is_not_a_heading() -> None:
    html = f"<article><h1>{ENGLISH.title}</h1>{paragraphs()}<h2>Later</h2><p>{LONG}</p></article>"
    assert kinds(read(f"<html><body>{html}</body></html>")) == ["paragraph"] * 4 + ["heading", "paragraph"]


# -- lists -----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(("tag", "ordered"), [("ul", False), ("ol", True)])
def test_lists_are_one_block(tag: str, ordered: bool) -> None:
    html = f"<{tag}><li>The <b>ferry</b>, every ten minutes</li><li> </li><li>The tunnel, for lorries only</li></{tag}>"
    assert inside(html) == (
        List(ordered=ordered, items=("The ferry, every ten minutes", "The tunnel, for lorries only")),
    )


@pytest.mark.parametrize(
    "links",
    [
        "<ul><li><a href='/x'>A bus in the snow</a></li><li><a href='/y'>A tale of two tunnels</a></li></ul>",
        "<ul class='tags'><li><a href='/x'>bridge</a></li><li><a href='/y'>ferry</a></li></ul>",
        "<ol><li><a href='/x'>Most read: the bus in the snow</a></li></ol>",
    ],
)
def test_lists_of_links_are_menus(links: str) -> None:
    assert inside(links) == ()


def test_a_list_with_links_inside_sentences_stays() -> None:
    html = (
        "<ul><li>The ferry, says <a href='/x'>the port</a>, every ten minutes</li><li>The tunnel, for lorries</li></ul>"
    )
    assert inside(html) == (
        List(ordered=False, items=("The ferry, says the port, every ten minutes", "The tunnel, for lorries")),
    )


def test_list_items_that_hold_paragraphs_are_read_as_such() -> None:
    html = f"<ol><li><h3>First</h3><p>{LONG}</p><p>{LONG[:70]}.</p></li></ol>"
    assert inside(html) == (Heading(level=3, text="First"), Paragraph(text=LONG), Paragraph(text=f"{LONG[:70]}."))


# -- quotes ----------------------------------------------------------------------------------------------------------


def test_a_blockquote_is_a_quote() -> None:
    assert inside("<blockquote><p>It was a matter of days.</p><p>Perhaps of hours.</p></blockquote>") == (
        Quote(text="It was a matter of days. Perhaps of hours."),
    )


def test_a_pull_quote_that_repeats_the_story_is_left_out() -> None:
    assert inside(f"<blockquote>{ENGLISH.paragraphs[1][:70]}</blockquote>") == ()
    assert inside(f"<blockquote class='pullquote'>“{ENGLISH.paragraphs[1]}”</blockquote>") == ()


# -- tables ----------------------------------------------------------------------------------------------------------


def test_a_table_has_rows_of_cells() -> None:
    html = (
        "<table><thead><tr><th>Crossing</th><th>Cars a day</th></tr></thead><tbody><tr><td>Bridge</td>"
        "<td>41,000</td></tr><tr><td></td><td></td></tr><tr><td>Tunnel</td><td>3,200</td></tr></tbody></table>"
    )
    assert inside(html) == (Table(rows=(("Crossing", "Cars a day"), ("Bridge", "41,000"), ("Tunnel", "3,200"))),)


def test_a_table_that_begins_with_a_row_of_nothing_is_read() -> None:
    (table,) = inside("<table><tr></tr><tr><td>Boats</td><td>11</td></tr><tr><td>Crews</td><td>4</td></tr></table>")
    assert table == Table(rows=(("Boats", "11"), ("Crews", "4")))


def test_a_table_inside_a_cell_is_not_told_twice() -> None:
    inner = "<table><tr><td>lanes</td><td>4</td></tr></table>"
    (table,) = inside(f"<table><tr><td>Bridge</td><td>{inner}</td></tr><tr><td>Tunnel</td><td>2</td></tr></table>")
    assert table == Table(rows=(("Bridge", "lanes 4"), ("Tunnel", "2")))


def test_a_table_of_nothing_but_links_is_no_part_of_the_story() -> None:
    rows = "".join(f"<tr><td><a href='/news/{n}'>The ferry comes back for good</a></td></tr>" for n in range(3))
    assert inside(f"<table>{rows}</table>") == ()


def test_a_picture_in_a_table_inside_a_frame_of_one_cell_is_read() -> None:
    picture = "<img src='/a/ferry.jpg' width=640 height=480>"
    shown = f"<table><tr><td>{picture}</td></tr><tr><td>The ferry at the quay</td></tr></table>"
    found = inside(f"<table style='float:right'><tr><td>{shown}</td></tr></table>")
    assert [b.caption for b in found if isinstance(b, Image)] == ["The ferry at the quay"]


def test_a_table_that_is_a_label_before_a_link_is_no_part_of_the_story() -> None:
    line = "<strong><code>{}</code> <a href='https://shop.example/9'>{}</a></strong>"
    box = f"<figure><table><tr><td>{line}</td></tr></table></figure>"
    assert inside(box.format("VIEW PRICE:", "A toy ferry from the harbour")) == ()
    assert [b.kind for b in inside(box.format("The price of a ferry ticket for two is", "nine euros"))] == ["table"]


def test_a_table_that_only_lays_out_is_read_as_text() -> None:
    html = f"<table><tr><td><p>{LONG}</p></td></tr><tr><td><p>{LONG[:70]}.</p></td></tr></table>"
    assert inside(html) == (Paragraph(text=LONG), Paragraph(text=f"{LONG[:70]}."))


# -- embeds ----------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("html", "embed"),
    [
        (
            "<iframe src='https://www.youtube.com/embed/abc123?autoplay=1'></iframe>",
            Embed(provider="youtube", src="https://www.youtube.com/embed/abc123"),
        ),
        (
            "<iframe data-src='//player.vimeo.com/video/5' title='x'></iframe>",
            Embed(provider="vimeo", src="https://player.vimeo.com/video/5"),
        ),
        ("<div><iframe src='/charts/7'></iframe></div>", Embed(provider="harbour", src="https://www.harbour.example/charts/7")),
        (
            "<blockquote class='twitter-tweet'><p>Closed!</p>— Port <a href='https://twitter.com/port/status/99?ref_src=t'>"
            "2 March</a></blockquote>",
            Embed(provider="twitter", src="https://twitter.com/port/status/99"),
        ),
        (
            "<blockquote class='instagram-media'><a href='https://www.instagram.com/p/XY/'>A picture</a></blockquote>",
            Embed(provider="instagram", src="https://www.instagram.com/p/XY/"),
        ),
        (
            "<video><source src='https://media.example.org/v/1.mp4'></video>",
            Embed(provider="media.example", src="https://media.example.org/v/1.mp4"),
        ),
    ],
)  # fmt: skip
def test_what_is_shown_from_elsewhere_is_an_embed(html: str, embed: Embed) -> None:
    assert inside(html) == (embed,)


@pytest.mark.parametrize(
    "html",
    [
        "<iframe></iframe>",
        "<iframe src=''></iframe>",
        "<iframe src='about:blank'></iframe>",
        "<iframe src='//[x'></iframe>",
        "<iframe src='https://ad.doubleclick.net/x'></iframe>",
        "<iframe src='https://www.google.com/recaptcha/api2'></iframe>",
        "<iframe src='javascript:1'></iframe>",
        "<video></video>",
        "<blockquote class='twitter-tweet'></blockquote>",
    ],
)
def test_a_frame_that_shows_nothing_is_none(html: str) -> None:
    assert inside(html) == ()


# -- notices, agencies, copyright ------------------------------------------------------------------------------------

NOTICES = {
    "en": "Correction: An earlier version of this article gave the wrong number of cars. It is 41,000.",
    "en-2": "Editor’s note: This story was changed on Tuesday to add the council’s answer.",
    "en-3": "This article was updated on 3 March to say when the ferries run.",
    "en-4": "Clarification: the inspection was the first in nine years, not in eight.",
    "de": "Korrektur: In einer früheren Fassung war von drei Seilen die Rede. Es sind zwei.",
    "de-2": "Anmerkung der Redaktion: Wir haben die Zahl der Fahrzeuge nachträglich berichtigt.",
    "fr": "Rectificatif : le pont compte deux câbles et non trois, contrairement à ce que nous écrivions.",
    "fr-2": "Cet article a été modifié le 3 mars pour préciser les horaires des bacs.",
    "es": "Corrección: una versión anterior de este artículo decía que eran tres cables.",
    "es-2": "Fe de erratas: el puente tiene dos cables principales.",
    "pt": "Correção: uma versão anterior deste texto trazia o número errado de carros.",
    "it": "Rettifica: i cavi danneggiati sono due e non tre come scritto in precedenza.",
    "nl": "Correctie: in een eerdere versie stond dat het om drie kabels ging.",
    "ru": "Исправление: в предыдущей версии текста говорилось о трёх тросах, на самом деле их два.",
    "uk": "Виправлення: у попередній версії йшлося про три троси, насправді їх два.",
    "tr": "Düzeltme: Haberin önceki sürümünde üç kablo yazıyordu, doğrusu ikidir.",
    "ar": "تصحيح: ذكرت نسخة سابقة من هذا المقال أن عدد الكابلات ثلاثة والصحيح اثنان.",
    "zh": "更正：本文较早版本误写为三根主缆，实为两根。",
    "zh-2": "编者按：本文于周二更新，补充了市议会的答复。",
    "ja": "訂正：以前の記事で主ケーブルを三本としていましたが、正しくは二本です。",
    "ko": "정정: 이전 기사에서 주 케이블을 세 가닥으로 적었으나 두 가닥이 맞습니다.",
}


@pytest.mark.parametrize("text", NOTICES.values(), ids=NOTICES.keys())
@pytest.mark.parametrize("shape", ["<p>{}</p>", "<p><em>{}</em></p>", "<div class='note'><p><i>{}</i></p></div>"])
def test_a_correction_is_a_notice(text: str, shape: str) -> None:
    assert inside(shape.format(text)) == (Notice(text=text),)


@pytest.mark.parametrize(
    "text",
    [
        "Corrections officers at the island prison were brought over by ferry, the harbour master said on Monday.",
        "The update of the timetable, said the harbour master, would take until the end of the week at least.",
        "Die Korrekturen am Fahrplan, sagte der Hafenmeister, würden bis zum Ende der Woche dauern.",
    ],
)
def test_a_sentence_that_only_speaks_of_corrections_is_a_paragraph(text: str) -> None:
    assert inside(f"<p>{text}</p>") == (Paragraph(text=text),)


@pytest.mark.parametrize(
    "line",
    [
        "(dpa)",
        "(dpa/rtr/AFP)",
        "(Reuters, AP)",
        "AFP",
        "mit Material von dpa",
        "（路透社、美联社）",
        "（法新社、德新社等）",
        "来源：新华社",
        "dpa/lno",
        "LOWEN, April 10 (RIA Novosti)",
        "KYIV, 3 May (Ukrinform)",
    ],
)
def test_agency_lines_are_credits(line: str) -> None:
    article = read(page(f"<article>{paragraphs()}<p>{line}</p></article>"))
    assert article.credits == (line,)
    assert texts(article) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize(
    "line",
    [
        "© 2026 The Harbour Post", "Copyright 2026 The Harbour Post. All rights reserved.", "(c) 2026 Harbour Post",
        "Alle Rechte vorbehalten.", "Tous droits réservés.", "版权所有，未经许可不得转载。", "無断転載を禁じます。",
    ],
)  # fmt: skip
def test_copyright_lines_are_the_copyright(line: str) -> None:
    article = read(page(f"<article>{paragraphs()}<p>{line}</p></article>"))
    assert article.copyright == line
    assert texts(article) == list(ENGLISH.paragraphs)


# -- boxes -----------------------------------------------------------------------------------------------------------

BOXES = {
    "advertisement": f"<div class='ad-container'><p>{LONG}</p></div>",
    "aside": f"<aside><h3>More</h3><p>{LONG}</p></aside>",
    "newsletter": f"<div class='newsletter-box'><h3>The morning mail</h3><p>{LONG}</p></div>",
    "related": f"<section class='related-articles'><p>{LONG}</p></section>",
    "teaser": f"<div data-component='teaser-list'><p>{LONG}</p></div>",
    "share": "<div class='social-share'>Share this: Mail Print</div>",
    "author": f"<div class='author-bio'><p>{LONG}</p></div>",
    "comments": f"<div id='comments'><p>{LONG}</p></div>",
    "nav": "<nav><p>Home, region, harbour: all there is to know</p></nav>",
    "form": "<form><p>Write to us, we answer each letter</p></form>",
    "button": "<button>Show all of it</button>",
    "mostly links": "<div><a href='/x'>A bus in the snow is late</a> <a href='/y'>A tale of tunnels</a> · more</div>",
    "recommended": f"<div class='recommended-reading'><p>{LONG}</p></div>",
    "podcast": f"<div class='podcast-player'><p>{LONG}</p></div>",
    "german advertisement": f"<div class='anzeige'><p>{LONG}</p></div>",
    "commerce": f"<div class='affiliate-box'><p>{LONG}</p></div>",
    "hidden": f"<div style='display:none'><p>{LONG}</p></div>",
    "aria hidden": f"<div aria-hidden='true'><span>{LONG}</span></div>",
    "template": f"<template><p>{LONG}</p></template>",
}


@pytest.mark.parametrize("box", BOXES.values(), ids=BOXES.keys())
def test_boxes_are_not_the_story(box: str) -> None:
    story = page(f"<article>{paragraphs()}{box}{paragraphs(GERMAN)}</article>")
    assert texts(read(story)) == [*ENGLISH.paragraphs, *GERMAN.paragraphs]


@pytest.mark.parametrize(
    "name", ["related", "teaser", "promo", "sponsored", "sidebar", "comments-off", "newsletter", "social"]
)
def test_a_box_that_holds_most_of_the_text_is_the_story(name: str) -> None:
    assert texts(read(page(f"<div class='{name}'>{paragraphs()}</div>"))) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize(
    "line",
    [
        "Advertisement",
        "Share",
        "12 Comments",
        "Read more: a bus in the snow",
        "Lesen Sie auch: Bus im Schnee",
        "3 min read",
        "Published 2 March 2026, 07:15",
        "Lire aussi : un bus dans la neige",
        "Читайте также: автобус в снегу",
        "相关阅读：雪中的公交车",
        "Anzeige",
        "Teilen",
        "***",
        "—",
    ],
)
def test_labels_and_invitations_are_not_paragraphs(line: str) -> None:
    assert inside(f"<p>{line}</p>") == ()


@pytest.mark.parametrize(
    "invitation",
    [
        "<span class='capsule'><b>READ MORE</b> <strong><a href='/x'>The bridge in the fog</a></strong></span>",
        "<strong>Lesen Sie auch: <a href='/x'>Die Brücke im Nebel</a></strong>",
        "<b>À lire aussi <a href='/x'>Le pont dans la brume</a></b>",
    ],
)
def test_an_invitation_between_two_sentences_is_left_out_and_parts_them(invitation: str) -> None:
    first, second = "The bridge stays closed until the spring.", "The mayor said that the harbour would pay for it."

    assert told_in(f"<p>{first} {invitation}{second}</p>") == [first, second]
    assert told_in(f"<p>{first} {second} {invitation}</p>") == [f"{first} {second}"]


@pytest.mark.parametrize(
    "words",
    [
        "<em>See also <a href='/x'>our guide</a></em>, she said.",
        "(<em>see also <a href='/x'>our guide</a></em>)",
        "<em>More about <a href='/x'>the bridge</a> is known to few.</em>",
        "<strong>For more <a href='/x'>see page four</a></strong> of the report.",
        "<i>Watch: <a href='/x'>a film</a></i> was what it said.",
        "<b>Related <a href='/x'>documents</a></b> were found.",
        "<span>Newsletter <a href='/x'>writer Ann Bell</a></span> agreed with him.",
        "She told him to <b>read more <a href='/x'>books</a></b> Nobody did.",
    ],
)
def test_words_of_an_invitation_in_a_sentence_are_kept(words: str) -> None:
    before, behind = "The mayor said that the harbour would pay for the work.", "The bridge stays closed."
    told = re.sub(r"<[^>]+>", "", words)

    assert told_in(f"<p>{before} {words} {behind}</p>") == [f"{before} {told} {behind}"]


def test_what_stands_before_and_after_the_story_is_left_out() -> None:
    html = page(
        f"<div class='meta'>2 March 2026, 07:15 · 3 min read</div><article>{paragraphs(CHINESE)}</article>"
        f"<section><h2>More from the region</h2><p>{LONG}</p></section>",
        title=CHINESE.title,
        lang="zh",
    )
    assert texts(read(html)) == list(CHINESE.paragraphs)


# -- properties ------------------------------------------------------------------------------------------------------

TAGS = ("div", "p", "span", "b", "ul", "li", "h2", "blockquote", "figure", "td", "section", "a", "aside", "em")
TREES = st.recursive(
    st.text(alphabet="abc .\n<&é中", max_size=12).map(lambda t: t.replace("<", "&lt;").replace("&", "&amp;")),
    lambda inner: st.tuples(st.sampled_from(TAGS), st.lists(inner, max_size=4)).map(
        lambda t: f"<{t[0]}>{''.join(t[1])}</{t[0]}>"
    ),
    max_leaves=25,
)


@given(TREES)
def test_any_tree_gives_blocks_with_clean_text(html: str) -> None:
    for block in blocks(html):
        text = getattr(block, "text", "x")
        assert text
        assert text == " ".join(text.split())


@given(TREES)
def test_reading_the_same_tree_twice_gives_the_same(html: str) -> None:
    assert blocks(html) == blocks(html)


@given(TREES)
def test_an_element_measures_at_least_what_its_parts_measure(html: str) -> None:
    root = parsed(html)
    whole = measured(root)
    assert whole is root.held
    for tag in (t for t in (root, *root.descendants) if isinstance(t, Tag)):
        own, parts = tag.held, [t.held for t in tag.contents if isinstance(t, Tag) and t.name != "script"]
        assert own.size >= sum(part.size for part in parts)
        assert own.pictures >= sum(part.pictures for part in parts)
        assert 0.0 <= own.linked <= 1.0


@pytest.mark.parametrize(
    ("name", "is_read"), [("media-legend", True), ("site-description", False), ("author-description", False)]
)
def test_a_picture_above_the_headline_is_read_with_its_caption_and_no_description(name: str, is_read: bool) -> None:
    shown = f"<img src='/a.jpg' width='800' height='400'><p class='{name}'>News and notes from the river banks.</p>"
    article = read(f"<html><body><main>{shown}<div><h1>{ENGLISH.title}</h1>{paragraphs()}</div></main></body></html>")
    assert len(images(article)) == is_read


def test_pictures_before_the_story_come_first() -> None:
    figure = f"<figure><img src='/a.jpg'><figcaption>{ENGLISH.caption}</figcaption></figure>"
    article = read(page(f"{figure}<article>{paragraphs()}</article>"))
    assert kinds(article) == ["image", *["paragraph"] * 4]
    assert images(article)[0].role == "lead"


# -- what is left out ------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("box", "why"),
    [
        ("<div class='related-links'><p>Five bridges that were closed before</p></div>", "named like a box: related"),
        ("<div class='googleAdSlot'><p>Five bridges to rent for a day</p></div>", "named like a box: adslot"),
        ("<div class='story-meta'>Quay desk</div>", "named like a margin: meta"),
        ("<aside><p>Five bridges that were closed before</p></aside>", "aside element"),
        ("<div style='display: none'><p>Five bridges</p></div>", "hidden"),
        ("<div><a href='/a'>Five bridges that were closed before</a></div>", "mostly links"),
    ],
)
def test_a_box_that_is_not_read_is_told_with_the_reason(box: str, why: str) -> None:
    root = parsed(f"<div><p>{LONG}</p>{box}<p>{LONG}</p><p>{LONG}</p></div>")
    left_out: list[tuple[Tag, str]] = []
    assert len(read_blocks(root, BASE, left_out)) == 3
    assert [(tag.name, reason) for tag, reason in left_out] == [(box[1:].replace(">", " ").split()[0], why)]


@pytest.mark.parametrize(
    ("lang", "first"),
    [
        ("en", "All twelve of them are safe."),
        ("it", "Ventotto barche su trenta."),
        ("th", "สภาแจ้งเมื่อวันพฤหัสบดีว่าจะพิจารณาเรื่องนี้อีกครั้งก่อนปิดภาคฤดูร้อน"),
    ],
)
def test_a_story_may_begin_with_a_short_sentence(lang: str, first: str) -> None:
    article = read(page(f"<article><p>{first}</p>{paragraphs()}</article>", lang=lang))
    assert texts(article) == [first, *ENGLISH.paragraphs]


def test_a_column_of_the_story_stays_whatever_it_is_called_and_links_to() -> None:
    story = [f"{n}. {LONG}" for n in range(24)]
    first, *others = ("".join(f"<p>{text}</p>" for text in story[n : n + 3]) for n in range(0, 24, 3))
    links = "".join(f'<li><a href="/{k}">{k} {LONG}</a></li>' for k in "ab")
    column = f"<div class='sidebar-grid__content'>{first}<div><h4>Related</h4><ul>{links}</ul></div></div>"
    rest = "".join(f"<div>{column}</div>" for column in others)
    assert texts(read(page(f"<article>{column}{rest}</article>"))) == story


def test_thai_prose_without_a_mark_is_the_story_whatever_has_one_beside_it() -> None:
    line = "เทศบาลแจ้งเมื่อวันพฤหัสบดีว่าจะปิดสะพานเก่าไม่ให้รถผ่าน หลังพบรอยร้าวในสายหลักสองเส้น"
    story = "".join(f"<p>{line} {word}</p>" for word in ("วันนี้", "พรุ่งนี้", "ปีหน้า"))
    note = "<div class='correction'><p>แก้ไข: ฉบับก่อนหน้านี้ระบุชื่อนายกเทศมนตรีผิด</p></div>"
    article = read(page(f"<div>{story}{note}</div>", lang="th"))
    assert kinds(article) == ["paragraph", "paragraph", "paragraph", "notice"]


@pytest.mark.parametrize("line", ["By Ida Brandt and Ola Nord.", "Harbour, Friday.", "Our desk"])
def test_a_line_above_the_story_that_is_no_sentence_is_not_read(line: str) -> None:
    assert texts(read(page(f"<article><p>{line}</p>{paragraphs()}</article>"))) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize(
    "heading",
    [
        "<h2 id='x'><a href='#x' class='anchor'>#</a>The quay</h2>",
        "<h2>The quay<a href='#x' title='Permalink'>¶</a></h2>",
        "<h2 id='x'><a href='#x'>The quay</a></h2>", "<div role='heading' aria-level='2'>The quay</div>",
    ],
)  # fmt: skip
def test_a_heading_is_without_the_sign_that_leads_to_itself(heading: str) -> None:
    assert [b.text for b in added(read(article_page(heading))) if isinstance(b, Heading)] == ["The quay"]


def test_a_greek_question_in_bold_is_a_heading() -> None:
    article = read(article_page("<p><strong>Γιατί έπεσε ο γερανός;</strong></p>"))
    assert [b.text for b in added(article) if isinstance(b, Heading)] == ["Γιατί έπεσε ο γερανός;"]


@pytest.mark.parametrize(
    "beside",
    [
        "<a class='headerlink' href='#p3'>¶</a>",
        "<a href='#p3'>#</a>",
        "<span class='ad-label'>Advertisement</span>",
        "<span class='ad-slot__label'>Anzeige</span>",
    ],
)
def test_what_marks_the_place_in_a_line_is_none_of_its_words(beside: str) -> None:
    assert inside(f"<p>The ferry is late.{beside}</p>") == (Paragraph(text="The ferry is late."),)


def test_a_sign_or_a_word_of_the_story_stays_in_its_line() -> None:
    line = "<p>Room <a href='/rooms'>#</a>4, said the <span class='bold'>Anzeige</span>.</p>"
    assert [block.text for block in inside(line) if isinstance(block, Paragraph)] == ["Room #4, said the Anzeige."]


@pytest.mark.parametrize(
    ("markup", "shown"),
    [
        ("<p>{}</p><h3><button aria-expanded='true'>How it began</button></h3><p>{}</p>", "How it began"),
        ("<p><b aria-hidden='true'>W</b><span class='sr-only'>W</span>ater came in. {}</p>", "Water came in. {}"),
        ("<p><span><button>Water</button><i role='tooltip'>A fluid</i></span> came in. {}</p>", "Water came in. {}"),
        ("<p>Write to <a data-cfemail='5f3e1f3d713c30'>x</a> now. {}</p>", "Write to a@b.co now. {}"),
        ("<p>Water came in.<span style='font-size:0'>x7f</span> {}</p>", "Water came in. {}"),
        ("<p><span class='dateline'>Lowen</span>Water came in. {}</p>", "Lowen Water came in. {}"),
        ("<p>At <span class='location'>Lowen</span>s pier water came in. {}</p>", "At Lowens pier water came in. {}"),
    ],
)
def test_words_are_read_as_readers_see_them(markup: str, shown: str) -> None:
    assert shown.format(LONG) in texts(read(article_page(markup.format(LONG, LONG))))


def test_a_link_belongs_to_the_line_that_it_stands_in_however_short_it_is() -> None:
    html = f"<p>{LONG}<br><br>Nobody knows wh<a href='/o'>o</a> counted them.</p>"
    found = [b for b in blocks(html) if isinstance(b, Paragraph)]
    assert [[link.text for link in b.links] for b in found] == [[], ["o"]]


def test_the_first_of_many_headings_stays_however_short() -> None:
    parts = ("Take Note", "Write It Right", "Tune Up", "Read on the Cheap")
    story = "".join(f"<h3>{h}</h3><p>{p}</p>" for h, p in zip(parts, ENGLISH.paragraphs, strict=True))
    head = metas(og__description=ENGLISH.standfirst)
    html = page(f"<article><p class='lead'>{ENGLISH.standfirst}</p>{story}</article>", head=head)
    article = read(html.replace("<article>", "<span class='display-name'>Ida Brandt</span><article>"))
    assert article.authors == ("Ida Brandt",)
    assert [b.text for b in article.blocks if isinstance(b, Heading)] == list(parts)


@pytest.mark.parametrize("kicker", ["Region", "By Ida Brandt", "Photo series"])
def test_a_kicker_set_as_a_heading_before_the_story_heads_nothing(kicker: str) -> None:
    crossheads = "".join(f"<h3>The {n} bridge opens again</h3><p>{p}</p>" for n, p in enumerate(ENGLISH.paragraphs))
    story = f"<h4>{kicker}</h4><p>{ENGLISH.paragraphs[0]}</p>{crossheads}"
    assert kicker not in texts(read(page(f"<article>{story}</article>")))


def test_what_a_wikis_writers_edit_a_heading_with_is_none_of_it() -> None:
    edit = (
        "<span class='mw-editsection'><span>[</span><a href='/w?title=Pier&action=edit'>edit</a><span>]</span></span>"
    )
    assert inside(f"<h2><span class='mw-headline' id='Plan'>The plan</span>{edit}</h2>") == (
        Heading(level=2, text="The plan"),
    )
    assert inside("<h2>The plan <span class='edition'>of <a href='/2'>May</a></span></h2>") == (
        Heading(level=2, text="The plan of May"),
    )


def test_a_picture_in_a_paragraph_of_its_own_inside_a_quotation_is_read() -> None:
    said = "<p>“We found cracks in two cables.”</p>"
    picture = "<p class='centred'><img src='/img/report.png' alt=''></p>"
    quote, image = added(read(article_page(f"<blockquote>{said}{picture}</blockquote>")))
    assert isinstance(quote, Quote)
    assert [image] == images(read(article_page(f"<blockquote>{said}{picture}</blockquote>")))


@pytest.mark.parametrize(
    "portrait",
    [
        "<img src='/img/ida.jpg' alt='Ida Brandt'>",
        "<div class='face'><img src='/img/ida.jpg' alt=''></div>",
        "<p><img class='avatar' src='/img/ida.jpg' alt=''></p>",
        "<p><img src='/img/ida.jpg' alt='' width='60' height='60'> Ida Brandt, engineer</p>",
    ],
)
def test_the_portrait_in_a_quotation_is_no_picture_of_the_story(portrait: str) -> None:
    quoted = f"<blockquote>{portrait}<p>“We found cracks in two cables.”</p></blockquote>"
    assert images(read(article_page(quoted))) == []


def test_what_is_set_in_the_middle_is_a_line_of_its_own() -> None:
    body = "<p>The council met on Tuesday to talk about the quay.</p><center><b>Who is to pay</b></center>"
    article = extract(
        f"<h1>Harbour vote</h1>{body}<p>Nobody could say where the money is to come from.</p>".encode(),
        "https://kaiblatt.example/vote",
    )
    assert [type(block) for block in article.blocks] == [Paragraph, Heading, Paragraph]


def test_several_sentences_are_a_paragraph_whatever_they_are_set_as() -> None:
    said = f"{LONG} Then the mayor of the town stood up. {LONG} {LONG}"
    assert blocks(f"<h2>{said}</h2>") == (Paragraph(text=said),)
    assert blocks(f"<h2>{LONG}</h2>") == (Heading(level=2, text=LONG),)
