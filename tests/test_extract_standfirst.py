"""The paragraph between headline and story: by name, by what is told, by how it is set; and what is none."""

from __future__ import annotations

import pytest
from pages_html import ENGLISH, GERMAN, STORIES, Story, article_page, metas, page, paragraphs, read, texts

from watcher.model import Heading, Image

STANDFIRST = ENGLISH.standfirst
TOLD = metas(og__description=STANDFIRST)
FIRST = ENGLISH.paragraphs[0]


def of(before: str = "", inside: str = "", head: str = "") -> str | None:
    """The standfirst of a page with `before` between headline and story, and `inside` before its first paragraph."""
    return read(page(f"{before}<article>{inside}{paragraphs()}</article>", head=head)).standfirst


@pytest.mark.parametrize(
    "name",
    [
        "standfirst", "article-lead", "article__intro", "dek", "post-subtitle", "c-einleitung", "vorspann", "chapo",
        "entradilla", "bajada", "ingress", "sommario", "perex", "sapo", "sub_title", "mid_title", "preamble",
        "haber-spot", "article-excerpt", "summary", "article-accroche", "amorce", "inleiding", "gravata",
        "undertitel", "extrait", "shorttext",
    ],
)  # fmt: skip
def test_a_name_tells_the_standfirst(name: str) -> None:
    assert of(f"<p class='{name}'>{STANDFIRST}</p>") == STANDFIRST
    assert of(f"<div class='{name}'><p>{STANDFIRST}</p></div>") == STANDFIRST


@pytest.mark.parametrize(
    ("line", "told", "seen"),
    [
        (f"<span>Analysis</span> {STANDFIRST}", STANDFIRST, STANDFIRST),
        (f"<b>Oslo.</b> {STANDFIRST}", STANDFIRST, f"Oslo. {STANDFIRST}"),
        (f"<em>The Pier</em> says: {STANDFIRST}", STANDFIRST, f"The Pier says: {STANDFIRST}"),
    ],
)
def test_a_word_before_a_standfirst_that_is_not_told_with_it_is_a_label(line: str, told: str, seen: str) -> None:
    assert of(f"<h2>{line}</h2>", head=metas(description=told)) == seen


@pytest.mark.parametrize(
    ("behind", "seen"),
    [
        ("<span class='author'>VON IDA BRANDT</span>", ""),
        ("<em>By Ida Brandt</em>", ""),
        ("<em>So says Ida Brandt</em>", " So says Ida Brandt"),
        ("It is told in <em>By Ida Brandt</em>", " It is told in By Ida Brandt"),
    ],
)
def test_a_byline_behind_the_last_sentence_of_a_standfirst_is_no_part_of_it(behind: str, seen: str) -> None:
    assert of(f"<p class='intro'>{STANDFIRST} {behind}</p>") == STANDFIRST + seen


def test_an_icon_before_a_standfirst_and_a_date_behind_it_are_no_part_of_it() -> None:
    icon, line = "<img src='/img/icoArtTypeVIDEO.png' alt='VIDEO'>", "<p class='on'>Publié le 2 mars 2026 à 16h28</p>"
    assert of(f"<div id='articleHat'>{icon} {STANDFIRST}</div>") == STANDFIRST
    assert of(f"<div class='subtitle-follow modal'><p>{STANDFIRST}</p></div>") is None
    lead = f"<div class='chapeau'><p>{STANDFIRST}{STANDFIRST}</p></div>"
    story = f"<article><h1>{ENGLISH.title}</h1>{lead}{line}{paragraphs()}</article>"
    assert read(page(story, title="", lang="fr")).published_at == "2026-03-02T16:28Z"


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.language)
def test_what_is_told_and_shown_is_the_standfirst(story: Story) -> None:
    html = article_page(of=story, head=metas(og__description=story.standfirst), before=f"<div>{story.standfirst}</div>")
    article = read(html)
    assert article.standfirst == story.standfirst
    assert texts(article) == list(story.paragraphs)


@pytest.mark.parametrize("label", ["Краткий пересказ от РИА ИИ", "AI summary", "KI-Zusammenfassung"])
def test_a_summary_under_the_label_of_a_machine_is_none(label: str) -> None:
    box = f"<div class='article__summary'><div>{label}</div><ul><li>{STANDFIRST}</li></ul></div>"
    for html in (article_page(before=box), page(f"<article>{box}{paragraphs()}</article>")):
        article = read(html)
        assert (article.standfirst, texts(article)) == (None, list(ENGLISH.paragraphs))


def test_a_quotation_before_the_story_is_none_but_by_name() -> None:
    assert of(f"<blockquote>{STANDFIRST}</blockquote>") is None
    assert of(f"<blockquote class='lead'>{STANDFIRST}</blockquote>") == STANDFIRST


def test_what_is_told_and_not_shown_is_none() -> None:
    assert of(head=TOLD) is None


def test_the_first_paragraph_is_none_although_it_is_told() -> None:
    article = read(article_page(head=metas(og__description=FIRST)))
    assert article.standfirst is None
    assert texts(article) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize(
    "first", ["<p><strong>{}</strong></p>", "<p class='bold'>{}</p>", "<h2>{}</h2>", "<p><em>{}</em></p>"]
)
def test_a_first_line_that_is_told_and_set_apart_is_one(first: str) -> None:
    assert of(inside=first.format(STANDFIRST), head=TOLD) == STANDFIRST


def test_a_bold_first_paragraph_is_one_where_a_wall_leaves_a_single_paragraph_behind_it() -> None:
    lead = f"{ENGLISH.standfirst} {ENGLISH.paragraphs[2]}"
    behind = f"{ENGLISH.paragraphs[0]} {ENGLISH.paragraphs[1]}"
    assert 0.4 < len(lead) / (len(lead) + len(behind)) < 0.55
    wall = "<div class='paywall'><h2>Read on for free</h2><form>Log in</form></div>"
    html = page(f"<article><p><strong>{lead}</strong></p><p>{behind}</p></article>{wall}")
    article = read(html)
    assert (article.standfirst, texts(article)) == (lead, [behind])


def test_a_bold_paragraph_that_is_most_of_the_story_is_none() -> None:
    bold = " ".join(ENGLISH.paragraphs[:2])
    article = read(page(f"<article><p><strong>{bold}</strong></p><p>{ENGLISH.paragraphs[2]}</p></article>"))
    assert (article.standfirst, texts(article)) == (None, [bold, ENGLISH.paragraphs[2]])


def test_a_bold_first_paragraph_is_one_unless_more_are_bold() -> None:
    for mark in (
        "<p><strong>{}</strong></p>",
        "<p><em><b>{}</b></em></p>",
        "<p><span style='font-weight:700'>{}</span></p>",
    ):
        bold = mark.format(STANDFIRST)
        assert of(inside=bold) == STANDFIRST
        assert of(inside=bold + bold) is None


def test_what_buttons_say_under_the_headline_is_no_standfirst() -> None:
    assert (
        of("<ul class='actions'><li>Share via</li><li>Close extra sharing options</li><li>Copy Link</li></ul>") is None
    )


@pytest.mark.parametrize("names", ["styles_articleDek__x styles_withImage__y", "post-excerpt"])
def test_a_standfirst_is_known_beside_other_names_and_in_a_wall_around_the_headline(names: str) -> None:
    told = "Ferries run every ten minutes, and the school opens an hour later until the spring."
    head = f"<div class='x-paywall'><h1>{ENGLISH.title}</h1><h2 class='{names}'>{told}</h2></div>"
    html = page(f"<article>{head}<div class=body>{paragraphs()}</div></article>").replace(
        f"<main><h1>{ENGLISH.title}</h1>", "<main>"
    )
    assert read(html).standfirst == told


@pytest.mark.parametrize("name", ["ai-summary", "resumen-ia"])
def test_what_a_machine_sums_up_is_no_standfirst(name: str) -> None:
    assert of(f"<div class={name}><h3>Summary</h3><p>{STANDFIRST}</p></div>") is None


def test_points_under_the_headline_are_joined() -> None:
    points = "<ul class='key-points'><li>Two cables are damaged.</li><li>Ferries run until the spring.</li></ul>"
    assert of(points, head=TOLD) == "Two cables are damaged. Ferries run until the spring."


def test_lines_of_a_box_are_joined_without_its_film() -> None:
    box = (
        "<div class='article__preamble'><p>Two cables are damaged.</p><p>Ferries run until the spring.</p>"
        "<figure><div class='player'>00:31</div></figure></div>"
    )
    assert of(box) == "Two cables are damaged. Ferries run until the spring."


def test_italic_lines_before_the_story_are_joined_where_they_are_told() -> None:
    lines = ("…ferries are full for the whole week", "…council promises an inquiry by the autumn")
    head = metas(og__description=f"{' '.join(lines)} The harbour bridge was closed")
    assert of(inside="".join(f"<p><em>{line}</em></p>" for line in lines), head=head) == " ".join(lines)


def test_a_name_beats_what_is_told_and_that_a_vague_name() -> None:
    other = "The council will meet on Thursday to hear the engineers."
    assert of(f"<div>{STANDFIRST}</div><h2 class='deck'>{other}</h2>", head=TOLD) == other
    assert of(f"<p class='teaser-text'>{other}</p><p>{STANDFIRST}</p>", head=TOLD) == STANDFIRST
    points = "<ul class='key-points'><li>Two cables are damaged.</li><li>Ferries run until the spring.</li></ul>"
    assert of(f"<div>{STANDFIRST}</div>{points}", head=TOLD) == STANDFIRST


@pytest.mark.parametrize(
    "furniture",
    [
        "<figure><img src='/a.jpg'><figcaption class='intro'>{}</figcaption></figure>",
        "<div><div class='gallery'><img src='/a.jpg'></div><div class='gallery__description'>{}</div></div>",
        "<div class='paywall'><p class='description'>{}</p></div>",
        "<form><p class='intro'>{}</p></form>",
        "<div class='share-box'><p class='teaser-text'>{}</p></div>",
        "<p class='byline intro'>{}</p>",
    ],
)
def test_captions_walls_and_share_boxes_are_none(furniture: str) -> None:
    assert of(furniture.format("For 0.99 you can read this article today.")) is None


@pytest.mark.parametrize(
    "line",
    [
        "Published 2 March 2026, 07:15", "By Ida Brandt and Tom Reuss", "Share this article", ENGLISH.title,
        "This article is more than 3 years old", "Dieser Artikel ist älter als ein Jahr.",
        "Artikkelen er mer enn to år gammel", "Cet article date de plus d’un an", "Dit artikel is ouder dan 1 jaar",
        "Artikkeli on yli 2 vuotta vanha",
    ],
)  # fmt: skip
def test_a_line_that_says_something_else_is_none(line: str) -> None:
    assert of(f"<p class='intro'>{line}</p>") is None


@pytest.mark.parametrize(
    "box",
    [
        "<div class='summary'><strong>Summary</strong><p>{}</p></div>",
        "<div class='standfirst'><span>En bref :</span> {}</div>",
        "<div class='standfirst'><p>{}</p><time datetime='2026-03-02'>2 March 2026</time></div>",
    ],
)
def test_a_label_and_a_time_in_its_box_are_no_part_of_it(box: str) -> None:
    assert of(box.format(STANDFIRST)) == STANDFIRST


def test_it_may_stand_above_the_headline_where_none_stands_below() -> None:
    above = f"<p class='standfirst'>{STANDFIRST}</p><h1>{ENGLISH.title}</h1>"
    for below in ("", "<p class='intro'>A bridge, closed for the first time in forty years.</p>"):
        found = read(page(f"<article>{above}{below}<div>{paragraphs()}</div></article>", title="")).standfirst
        assert found == (STANDFIRST if not below else "A bridge, closed for the first time in forty years.")


def test_a_header_that_holds_more_than_the_standfirst_is_not_taken_whole() -> None:
    header = (
        "<div class='article-intro'><p class='date'><time datetime='2026-03-02'>2 March</time></p>"
        f"<p class='lead'>{STANDFIRST}</p></div>"
    )
    assert of(header) == STANDFIRST


def test_a_standfirst_after_the_headline_inside_the_story_is_found() -> None:
    head = "<h1>{}</h1><p class='stand'>Stand: 02.03.2026, 07:15 Uhr</p><p class='einleitung'>{}</p>"
    inside = head.format(GERMAN.title, GERMAN.standfirst) + "<p class='autor'>Von Jürgen Köhler</p>"
    html = f"<html lang='de'><body><article>{inside}{paragraphs(GERMAN)}</article></body></html>"
    article = read(html)
    assert article.standfirst == GERMAN.standfirst
    assert texts(article) == list(GERMAN.paragraphs)


def test_what_is_told_with_another_word_is_shown_all_the_same() -> None:
    printed = "<div>Published in the printed edition of the first of March, page nine.</div>"
    edited = STANDFIRST.replace(STANDFIRST.split()[-2], "altogether", 1)
    assert of(f"{printed}<div>{edited}</div>", head=TOLD) == edited
    assert of(f"<div>{printed}</div><div>{GERMAN.standfirst}</div>", head=TOLD) != GERMAN.standfirst


def test_a_card_that_an_advertiser_pays_for_is_none() -> None:
    line = "These lamps fit under every bed, and the neighbours have already bought all of them"
    card = f"<div><h3><a href='https://shop.example.net/a' rel='sponsored'>{line}</a></h3><p>Order now.</p></div>"
    assert of(inside=card) is None
    assert of(inside=card.replace("rel='sponsored'", "")) == line
    assert of(f"{card}<p class='standfirst'>{STANDFIRST}</p>") == STANDFIRST


LED = "Inspectors found damage in two main cables, and the ferries will run until the spring"


@pytest.mark.parametrize("line", ["<p>{}</p>", "<div>{}</div>", "<div class='css-1x'><span>{}</span></div>"])
def test_a_first_line_of_prose_without_a_full_stop_leads_to_the_story(line: str) -> None:
    led = line.format(LED)
    for article in (
        read(article_page(before=led)),
        read(page(f"<h1>{ENGLISH.title}</h1><div>{led}{paragraphs()}</div>")),
    ):
        assert article.standfirst == LED
        assert texts(article) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize("line", [f"<a href='/x'>{LED}</a>", "<p>Thursday, 12 March, 10:05</p>"])
def test_a_line_that_leads_elsewhere_or_says_when_is_no_standfirst(line: str) -> None:
    assert read(article_page(before=f"<div>{line}</div>")).standfirst is None


SPANNED = "Schiffe müssen bis Freitag warten, weil Fachleute den Kai prüfen. Der Betreiber rechnet mit Millionenkosten."
KOREAN = "전문가들이 부두를 점검하는 동안 선박들은 금요일까지 기다려야 한다"
CHINESE = "专家正在检查码头，船只须等到星期五，运营商预计损失达数百万。"


@pytest.mark.parametrize(
    "line", [SPANNED, KOREAN, CHINESE, "市议会周一获悉，码头要更深的地基，启用推迟到2029年。", STANDFIRST]
)
def test_a_line_right_under_the_headline_is_one_whatever_its_mark_up(line: str) -> None:
    for mark in ("<p>{}</p>", "<p class='css-1kf9a'>{}</p>", "<div class='sc-aX'>{}</div>", "<h4>{}</h4>"):
        above = f"<header><h1>{ENGLISH.title}</h1>{mark.format(line)}</header><div class='meta'>Ida Brandt</div>"
        assert read(page(f"{above}<div class='text'>{paragraphs()}</div>", title="")).standfirst == line


@pytest.mark.parametrize("mark", ["<p><strong>{}</strong></p>", "<p style='font-weight:bold'>{}</p>", "<h4>{}</h4>"])
def test_a_first_paragraph_in_bold_is_one_in_scripts_of_ideographs_too(mark: str) -> None:
    assert of(inside=mark.format(CHINESE * 2)) == CHINESE * 2
    assert of(inside=mark.format(CHINESE), head=metas(og__description=CHINESE[:22] + "…")) == CHINESE


def test_the_caption_of_a_film_under_the_headline_is_none() -> None:
    line = "Voting begins in some places, but debates and a ruling precede the day. (AP Video by Ola Nord)"
    assert of(f"<p>{line}</p>") is None


def test_a_description_behind_a_picture_with_its_credit_is_none_of_its() -> None:
    line = "The bridge of Lowen stays shut, a correspondent of the paper reports."
    picture = "<div class='thumb'><img src='/media/quay.jpg' width='900' alt=''><div>Photo: <i>Ola Nord</i></div></div>"
    assert of(f"{picture}<div class='main_desc'><p>{line}</p></div>") == line


@pytest.mark.parametrize(
    "words",
    [
        "<div class='x8'><span>{}</span> <span>{}</span></div>",
        "<div class='hero__meta'><span class='hero__caption'>{}</span><span class='hero__credit'>{}</span></div>",
    ],
)
def test_words_behind_a_picture_that_say_whose_it_is_are_none(words: str) -> None:
    caption, credit = "Boats wait off the quay on Monday morning, after the storm.", "Ola Nord/Reuters"
    picture = "<img src='/media/quay.jpg' width='900' height='600' alt=''>"
    lead = f"<div class='x1'><div class='x7'>{picture}</div>{words.format(caption, credit)}</div>"
    article = read(page(f"{lead}<article>{paragraphs()}</article>"))
    assert article.standfirst is None
    assert [(block.caption, block.credit) for block in article.blocks if isinstance(block, Image)] == [
        (caption, credit)
    ]


@pytest.mark.parametrize("between", ["", "<figure><img src='/media/quay.jpg' width='900' alt=''></figure>"])
def test_a_first_paragraph_with_an_id_of_its_own_or_before_a_picture_is_no_standfirst(between: str) -> None:
    first, *others = (f"<p id='a{n}'>{text}</p>" for n, text in enumerate((FIRST, *ENGLISH.paragraphs[1:])))
    article = read(page(f"<article>{first}{between}{''.join(others)}</article>", head=metas(og__description=FIRST)))
    assert article.standfirst is None


@pytest.mark.parametrize("name", ["first", "has-drop-cap", "p1", "text text--first", "text first-paragraph"])
def test_a_first_paragraph_that_is_only_called_the_first_is_no_standfirst(name: str) -> None:
    others = "".join(f"<p class='{'text' if 'text' in name else ''}'>{text}</p>" for text in ENGLISH.paragraphs[1:])
    story = f"<article><p class='{name}'><b>LOWEN (AP) —</b> {FIRST}</p>{others}</article>"
    article = read(page(story, head=metas(og__description=f"LOWEN (AP) — {FIRST}")))

    assert article.standfirst is None
    assert texts(article) == [f"LOWEN (AP) — {FIRST}", *ENGLISH.paragraphs[1:]]


def test_lines_of_one_name_under_the_headline_are_one_standfirst_without_links_to_other_stories() -> None:
    lines = f"<h2 class='subtitle'>{STANDFIRST}</h2><h2 class='subtitle'>{LED}</h2>"
    other = "<h2 class='subtitle'><a href='/other'>Ferries collide off the northern cape</a></h2>"

    assert of(lines + other) == f"{STANDFIRST} {LED}"


def test_points_of_which_the_description_tells_one_are_the_standfirst_together() -> None:
    points = f"<ul><li><strong>{STANDFIRST}</strong></li><li><strong>{LED}</strong></li></ul>"
    assert of(points, head=TOLD) == f"{STANDFIRST} {LED}"


def test_a_dash_before_a_point_and_a_keyword_before_a_line_are_no_part_of_it() -> None:
    assert of(f"<ul><li class='subtitle'><h2>— {STANDFIRST}</h2></li></ul>") == STANDFIRST
    assert of(f"<p class='intro'><span class='keyword'>Harbours</span> {STANDFIRST}</p>") == STANDFIRST


def test_points_below_the_paragraph_of_a_standfirst_are_no_part_of_it() -> None:
    box = f"<div class='standfirst'><p>{STANDFIRST}</p><ul><li>Ida Brandt is a columnist</li></ul></div>"
    assert of(box) == STANDFIRST


def test_a_line_that_says_how_a_text_came_here_is_no_standfirst() -> None:
    assert of("<p>Dieser Text wurde automatisch von der Presse-Agentur übernommen und nicht geprüft.</p>") is None


def test_a_line_in_the_story_that_is_a_link_is_none_whatever_its_name() -> None:
    link = "<a href='/a'>Browse the archive of all our issues</a>"
    box = f"<div class='module'><h4>Browse</h4><p class='intro'>{link}</p></div>"
    assert of(inside=f"<h2>{STANDFIRST}</h2>{box}", head=TOLD) == STANDFIRST


def test_the_label_of_a_field_is_no_part_of_it() -> None:
    label = "<div class='field-label'>Description:</div>"
    field = f"<div class='field field-lede field-label-above'>{label}<div>{{}}</div></div>"
    assert of(field.format(STANDFIRST)) == STANDFIRST
    assert of(field.format(f"{STANDFIRST} It says:")) == f"{STANDFIRST} It says:"


@pytest.mark.parametrize("box", ["author-dropdown", "byline-box", "c-writer", "video-desc", "media-videoDescription"])
def test_what_is_said_of_the_author_or_of_a_film_is_no_standfirst(box: str) -> None:
    assert of(f"<div class='{box}'><div class='description'><p>{STANDFIRST}</p></div></div>") is None
    assert of(f"<div class='media'><p class='{box} summary'>{STANDFIRST}</p></div>") is None
    assert of(f"<div class='{box}'><p class='standfirst'>{STANDFIRST}</p></div>") == STANDFIRST
    assert of(f"<div class='{box}'><p class='summary'>{STANDFIRST}</p></div>") == STANDFIRST
    assert of(f"<div class='{box}'><p>{STANDFIRST}</p></div>", head=TOLD) == STANDFIRST


@pytest.mark.parametrize("tag", ["b", "strong", "span"])
def test_a_standfirst_may_begin_with_the_words_of_the_headline(tag: str) -> None:
    told = f"<p class='standfirst'><{tag}>{ENGLISH.title}</{tag}> – what the town knows, and what it does not.</p>"
    assert of(told) == f"{ENGLISH.title} – what the town knows, and what it does not."
    nested = told.replace(f"<{tag}>", f"<em><{tag}>").replace(f"</{tag}>", f"</{tag}></em>")
    assert of(nested) == f"{ENGLISH.title} – what the town knows, and what it does not."
    assert of(told.replace(f"</{tag}> – ", f"</{tag}><br>")) is None
    line = f"<div class='standfirst'><h2>{ENGLISH.title}</h2>{STANDFIRST}</div>"
    assert of(line, head=TOLD) == STANDFIRST


def test_what_is_named_a_standfirst_is_one_in_the_box_of_the_lead_picture_too() -> None:
    picture = "<img src='/pier.jpg' width='600' height='400'>"
    assert of(f"<div class='thumb-wrap'>{picture}<p class='lead'>{STANDFIRST}</p></div>") == STANDFIRST
    text = "".join(f"<p>{text}</p>" for text in ENGLISH.paragraphs)
    lead = f"<div class='lead'><a href='/pier-large.jpg'>{picture}</a><p>{STANDFIRST}</p></div>"
    assert read(page(f"<h1>{ENGLISH.title}</h1><article>{lead}{text}</article>")).standfirst == STANDFIRST


WHO = "<div>Author of the article:</div><span><a href='/a'>Ida Brandt</a></span>"
PHOTO = "<figure><img src='/pier.jpg' width='600' height='400'></figure>"


def test_a_line_between_the_headline_and_the_byline_is_one_in_the_element_of_the_story_too() -> None:
    story = f"<div class='x1'><h1>{ENGLISH.title}</h1><p class='x2'>{STANDFIRST}</p>{{}}{PHOTO}{paragraphs()}</div>"
    byline = f"<div class='x9'>{WHO}<span>Published Jun 05, 2026</span></div>"
    assert read(page(story.format(byline), title="")).standfirst == STANDFIRST
    assert read(page(story.format(""), title="")).standfirst is None
    assert read(page(story.format(f"{paragraphs()}{byline}"), title="")).standfirst is None
    assert read(page(story.format(f"{paragraphs().replace('<p>', '').replace('</p>', '<br><br>')}{byline}"))).title
    pictured = story.replace("{}", f"{PHOTO}<div class='x8'><span>Ida Brandt</span></div>{{}}")
    assert read(page(pictured.format("<div class='x7'>13 Mar 2026 06:00AM</div>"), title="")).standfirst == STANDFIRST
    header = story.replace("<h1>", "<div class='x5'><h1>").replace(
        "{}", f"<div><button>Share</button></div></div>{PHOTO}{{}}"
    )
    assert read(page(header.format(""), title="")).standfirst == STANDFIRST


@pytest.mark.parametrize(
    "box",
    [
        "<div><span>Read</span><a href='/n/2'>Why the old ferry broke down again</a><span>5 June 2026</span></div>",
        "<div class='newsletter'><span>The morning letter</span><span>By Ida Brandt</span></div>",
        "<div><audio src='/a.mp3'></audio><span>4:12</span></div>",
    ],
)
def test_a_first_paragraph_before_another_story_or_a_film_is_no_standfirst(box: str) -> None:
    html = f"<div class='x1'><h1>{ENGLISH.title}</h1><p>{STANDFIRST}</p>{box}{paragraphs()}</div>"
    assert read(page(html, title="")).standfirst is None


@pytest.mark.parametrize(
    "box",
    [
        "<div><a href='/ida'>Ida Brandt, Political Editor and Chief Reporter</a> <span>5 June 2026</span></div>",
        "<div class='share-bar'><span>5 June 2026</span><button>Share</button></div>",
        "<div><audio src='/a.mp3'></audio><span>4:12</span><span>By Ida Brandt</span></div>",
    ],
)
def test_a_line_before_a_byline_with_buttons_is_the_standfirst(box: str) -> None:
    html = f"<div class='x1'><h1>{ENGLISH.title}</h1><p>{STANDFIRST}</p>{box}{paragraphs()}{box}</div>"
    assert read(page(html, title="")).standfirst == STANDFIRST


@pytest.mark.parametrize("begins", ["LOWEN — ", "İZMİR (CPA) - ", "Lowen, 2 March (Coastal Press) - ", "[Lowen=CPA] "])
def test_a_first_paragraph_that_was_sent_from_a_place_is_no_standfirst(begins: str) -> None:
    line = f"<p>{begins}{STANDFIRST}</p><div>5 June 2026</div>"
    html = f"<div class='x1'><h1>{ENGLISH.title}</h1>{line}{paragraphs()}</div>"
    assert read(page(html, title="")).standfirst is None
    assert read(page(html.replace(begins, "Lowen — "), title="")).standfirst == f"Lowen — {STANDFIRST}"


def test_the_first_paragraph_of_a_chronicle_is_no_standfirst() -> None:
    entries = "".join(f"<div class='x4'>{n} June 2026</div>{paragraphs()}" for n in (5, 6))
    html = f"<div class='x1'><h1>{ENGLISH.title}</h1><p>{STANDFIRST}</p>{entries}</div>"
    assert read(page(html, title="")).standfirst is None


def test_the_first_of_several_boxes_alike_holds_no_standfirst() -> None:
    first = f"<div class='x5'><h1>{ENGLISH.title}</h1><p>{STANDFIRST}</p></div>"
    others = [f"<div class='{{}}' id='p{n}'><p>{text}</p></div>" for n, text in enumerate(ENGLISH.paragraphs)]
    assert read(page(f"<main>{first}{''.join(others).format(*['x5'] * 9)}</main>", title="")).standfirst is None
    assert read(page(f"<main>{first}{''.join(others).format(*['x6'] * 9)}</main>", title="")).standfirst == STANDFIRST


def test_a_box_that_tells_who_and_when_is_no_standfirst() -> None:
    who = "<div><span>By Ida Brandt and Ola Ness</span> <span>The Coastal Press</span></div>"
    box = f"<div class='x3'>{who}<div><span>Posted May 24, 2026 10:05 am</span></div></div>"
    html = f"<div class='x1'><h1>{ENGLISH.title}</h1>{box}</div><div>{paragraphs()}</div>"
    assert read(page(html, title="")).standfirst is None


@pytest.mark.parametrize(
    "behind", ["<div class='autor'>Ida Brandt</div>", "<span>By Ida Brandt</span>", "<time>2 May 2026</time>"]
)
@pytest.mark.parametrize("line", ["<div class='q7'>{}</div>", "<section>{}</section>", "<p class='q7'>{}</p>"])
def test_what_stands_in_the_story_between_headline_and_byline_is_one(line: str, behind: str) -> None:
    head = f"<h1>{ENGLISH.title}</h1>{line.format(STANDFIRST)}"
    told = read(page(f"<article><div class='all'>{head}{behind}{paragraphs()}</div></article>", title=""))
    assert (told.standfirst, texts(told)) == (STANDFIRST, list(ENGLISH.paragraphs))
    rest = "".join(f"<div class='q7'>{text}</div>" for text in ENGLISH.paragraphs)
    bare = read(page(f"<article><div class='all'>{head}<div class='q7'>{FIRST}</div>{rest}</div></article>", title=""))
    assert FIRST in texts(bare)


@pytest.mark.parametrize(
    "who",
    [
        "<p class='c3'>By Ida Brandt</p><p class='c4'>5 June 2026</p>",
        "<p class='c4'>5 June 2026, 10:05</p>",
        "<p class='c3'><a href='/author/ida'>Ida Brandt</a></p><p class='c4'>5 June 2026</p>",
    ],
)
@pytest.mark.parametrize("body", ["<div class='c5'>{}</div>", "{}"])
def test_a_line_before_paragraphs_that_say_who_and_when_is_the_standfirst(who: str, body: str) -> None:
    above = f"<h1 class='c1'>{ENGLISH.title}</h1><p class='c2'>{STANDFIRST}</p>{who}"
    assert read(page(f"<div class='x1'>{above}{body.format(paragraphs())}</div>", title="")).standfirst == STANDFIRST


def test_the_first_of_paragraphs_told_by_the_day_is_no_standfirst() -> None:
    first, *others = (f"<p>{n} June 2026</p><p>{text}</p>" for n, text in enumerate(ENGLISH.paragraphs, 3))
    html = f"<div class='x1'><h1>{ENGLISH.title}</h1><p>{STANDFIRST}</p>{first}{''.join(others)}</div>"
    assert read(page(html, title="")).standfirst is None


def test_a_card_in_the_story_is_no_standfirst_whatever_its_name() -> None:
    card = "<a href='/n/2'><img src='/i/2.jpg'><h4>The old ferry</h4></a><p>It broke down again in winter.</p>"
    box = f"<section class='sumario'>{card}</section>"
    assert of(before=f"<h2>{STANDFIRST}</h2>", inside=box, head="") == STANDFIRST
    assert of(inside=box) is None


def test_a_heading_right_under_the_headline_comes_before_what_is_pulled_out_of_the_story() -> None:
    pulled = "<div class='sumario'><p>The engineers found cracks that nobody had looked for in nine years.</p></div>"
    body = f"<article><p>{FIRST}</p>{pulled}{paragraphs(GERMAN)}</article>"
    html = f"<html><body><h1>{ENGLISH.title}</h1><h2 class='x1'>{STANDFIRST}</h2>{body}</body></html>"
    assert read(html).standfirst == STANDFIRST


def test_a_label_to_hear_a_story_before_its_standfirst_says_nothing() -> None:
    label = "<div><span>Listen to this article · 4 min</span></div>"
    top = f"{label}<h2>{STANDFIRST}</h2><div class='author'>Ida Brandt</div><p class='date'>2 March 2026</p>"
    assert read(page(f"{top}<div class='article-body'>{paragraphs()}</div>")).standfirst == STANDFIRST


@pytest.mark.parametrize(
    "line",
    [
        "Mehrere Länder verurteilten im Rat den Einsatz im Hafen und die Festnahme Brandts.",
        "Eine halbe Hundertschaft der Polizei war am Mittwochmorgen im Viertel am Hafen im Einsatz",
    ],
)
def test_a_line_below_the_headline_with_nouns_in_capitals_is_a_sentence(line: str) -> None:
    assert of(f"<div>{line}</div>") == line
    assert of("<div>Der Hafen von Lowen am Montag in einem Bild von Ida Brandt</div>") is None
    signed = "Ein Gastbeitrag von Ida Brandt, die an der Universität seit vielen Jahren lehrt und forscht"
    assert of(f"<div>{signed}</div>") is None


@pytest.mark.parametrize("paragraph", ["<div>{}</div>", "<section class='x1'>{}</section>", "<p>{}</p>"])
@pytest.mark.parametrize(
    "heading", ["<h3>{}</h3>", "<h2 class='x2'>{}</h2>", "<div><b>{}</b></div>", "<div class='subhead'>{}</div>"]
)
def test_a_heading_amid_the_story_is_none_whatever_its_paragraphs_are(paragraph: str, heading: str) -> None:
    said = "What the port plans to do for the ferries in the spring of the year"
    story = [paragraph.format(f"{text} {text}") for text in ENGLISH.paragraphs]
    article = read(page(f"<div>{story[0]}{heading.format(said)}{''.join(story[1:])}</div>"))
    assert article.standfirst is None
    assert said in [block.text for block in article.blocks if isinstance(block, Heading)]


def test_a_line_that_tells_what_somebody_with_a_role_did_is_a_standfirst() -> None:
    told = "Ida Brandt, columnist, was freed on Monday"
    assert of(f"<p class='dek'>{told}</p>") == told
    assert of("<p class='dek'>Ida Brandt, columnist</p>") is None


@pytest.mark.parametrize(
    "line",
    [
        "Mrs Brandt, the port closed its ferries on Monday. What does that mean to you?",
        "By Ida Brandt, who has for many years been writing about the ports and the sea.",
    ],
)
def test_a_question_or_a_byline_in_bold_before_lines_that_br_parts_is_none(line: str) -> None:
    lines = "<br><br>".join(f"{text} {text}" for text in ENGLISH.paragraphs)
    assert read(page(f"<div><b>{line}</b><br>{lines}</div>")).standfirst is None
    told = f"<b>{STANDFIRST} It is so.</b><br>{lines}<br>"
    assert read(page(f"<div>{told * 2}</div>")).standfirst is None


@pytest.mark.parametrize("tag", ["b", "strong"])
@pytest.mark.parametrize("before", ["", "<i>By Ida Brandt</i><br>2 March 2026<br><br>", "<img src='/img/a.jpg'><br>"])
def test_a_sentence_in_bold_before_lines_that_br_parts_is_one(tag: str, before: str) -> None:
    lines = "<br><br>".join(f"{text} {text}" for text in ENGLISH.paragraphs)
    assert read(page(f"<div>{before}<{tag}>{STANDFIRST}</{tag}><br><br>{lines}</div>")).standfirst == STANDFIRST
    head = "What the port plans to do for the ferries"
    assert read(page(f"<div>{before}<{tag}>{head}</{tag}><br>{lines}</div>")).standfirst is None
    assert read(page(f"<div>{before}{lines}<br><{tag}>{STANDFIRST}</{tag}><br>{lines}</div>")).standfirst is None
