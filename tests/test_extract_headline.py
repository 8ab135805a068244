"""The headline a reader sees, whatever stands behind it in the metadata and before it in its element."""

from __future__ import annotations

import re

import pytest
from pages_html import CHINESE, ENGLISH, article_page, linked_data, metas, news, page, paragraphs, read, texts

from watcher.model import Heading, Image

TITLE = "Storm damages two cranes in the northern harbour"
HOUSE = "Harbour Post"


@pytest.mark.parametrize(
    ("inside", "told", "title", "authors"),
    [
        ("Harbour closes <small>by Ida Brandt</small>", "Harbour closes", "Harbour closes", ("Ida Brandt",)),
        ("橋が通行止めに<br><span>編集委員　港川克二</span>", "橋が通行止めに（上）", "橋が通行止めに", ("港川克二",)),
        ("The Sea <span>by Ida Brandt</span>", "The Sea by Ida Brandt", "The Sea by Ida Brandt", ()),
        ("Harbour closes <span>by Monday evening</span>", "Harbour closes", "Harbour closes by Monday evening", ()),
        ("Harbour closes <span>as Ida Brandt asks</span>", "Harbour closes", "Harbour closes as Ida Brandt asks", ()),
    ],
)
def test_a_byline_in_the_headlines_element_is_who_wrote_it(
    inside: str, told: str, title: str, authors: tuple[str, ...]
) -> None:
    body = f"<article><h1>{inside}</h1>{paragraphs()}</article>"
    article = read(page(body, head=metas(og__title=told), title=""))
    assert (article.title, article.authors, article.blocks[0].kind) == (title, authors, "paragraph")


@pytest.mark.parametrize(
    "behind",
    [
        " | {}", " - {}", " – {}", " :: {}", " • {}", " · {}", " / {}", " » {}", " « {}", "_{}", "-{}", "｜{}",
        "：{}", ": {}", " > {}", " ◆ {}", " ({})", " [{}]", "【{}】", " @ {}", " ~ {}", " | Storm | {}",
        " - Storm - {}", "_Storm_{}", " :: Storm :: {}", " < Storm < {}", " | {} | Storm", " :: {} - News",
    ],
)  # fmt: skip
def test_a_headline_told_in_metadata_alone_is_without_the_publisher_and_the_section(behind: str) -> None:
    told = TITLE + behind.format(HOUSE)
    head = f"<title>{told}</title>" + metas(og__title=told, og__site_name=HOUSE)

    assert read(f"<html><head>{head}</head><body><article>{paragraphs()}</article></body></html>").title == TITLE


def test_what_is_set_like_a_heading_and_told_is_the_headline_where_there_is_no_h1() -> None:
    html = f"<div class='wrap'><div class='h5 detail'>{TITLE}</div><div>2 March 2026, 13:16 WIB</div></div>"
    article = read(f"<html><head><title>{TITLE} | Post Online</title></head><body>{html}{paragraphs()}</body></html>")

    assert (article.title, article.published_at) == (TITLE, "2026-03-02T06:16Z")


@pytest.mark.parametrize(
    "told", ["Mayor: Post in harbour was never filled", "Port (Harbour) reopens", "Sea - storm - tide"]
)
def test_what_is_no_publisher_stays_in_the_headline(told: str) -> None:
    head = f"<title>{told}</title>" + metas(og__title=told, og__site_name=HOUSE)

    assert read(f"<html><head>{head}</head><body><article>{paragraphs()}</article></body></html>").title == told


@pytest.mark.parametrize(
    "inside",
    [
        "<span class='c-a1'>{}</span><br>{}",
        "<span>{}</span><span>{}</span>",
        "<small>{}</small>{}",
        "<span>{}:</span> {}",
    ],
)
@pytest.mark.parametrize(("kicker", "title"), [("Storm", TITLE), ("天气", "风暴损坏北港两台起重机")])
def test_the_words_in_an_element_before_what_is_told_are_the_kicker(inside: str, kicker: str, title: str) -> None:
    article = read(
        page(f"<h1>{inside.format(kicker, title)}</h1>{paragraphs()}", head=metas(og__title=title), title="")
    )

    assert (article.title, article.kicker) == (title, kicker)


@pytest.mark.parametrize("bar", ["|", "-", "–"])
def test_a_kicker_that_is_told_before_a_bar_is_no_part_of_the_headline(bar: str) -> None:
    shown = f"<h1><span class='surtitre'>Harbour</span> <span>{TITLE}</span></h1>"
    head = metas(og__title=f"Harbour {bar} {TITLE}") + linked_data(news(headline=TITLE))

    assert read(page(shown + paragraphs(), head=head, title="")).title == TITLE


@pytest.mark.parametrize("sign", ["+", "＋", "★"])
def test_the_sign_of_what_subscribers_read_is_no_part_of_the_headline(sign: str) -> None:
    shown = f"<h1><span class='icon-plus' title='Plus'>{sign}</span> {TITLE}</h1>"

    assert read(page(shown + paragraphs(), head=metas(og__title=TITLE), title="")).title == TITLE


@pytest.mark.parametrize(
    "sign", ["Harbour TV<sup>+</sup> in Lowen shows the pier", "Ships <b>+</b> trains for the islands"]
)
def test_a_sign_amid_a_headline_is_part_of_it(sign: str) -> None:
    title = sign.replace("<sup>", "").replace("</sup>", "").replace("<b>", "").replace("</b>", "")

    assert read(page(f"<h1>{sign}</h1>{paragraphs()}", head=metas(og__title=title), title="")).title == title


def test_the_lines_of_a_headline_are_words_apart() -> None:
    first, _, second = TITLE.partition(" in ")
    lines = f"<h1><span class='line'>{first}</span><span class='line'>in {second}</span></h1>"

    assert read(page(lines + paragraphs(), head=metas(og__title=TITLE), title="")).title == TITLE


@pytest.mark.parametrize(
    "name",
    [
        "volanta",
        "surtitre",
        "article-chapeu",
        "nadtytul",
        "overrubrik",
        "header__cintillo",
        "fly-title",
        "occhiello_a",
        "overtitle",
        "article__hypertitle",
        "supra-title",
        "titleModule__suptitle",
    ],
)
def test_lines_over_the_headline_are_kickers_by_the_names_of_many_countries(name: str) -> None:
    told = read(page(f"<div class='{name}'>Storm</div><h1>{ENGLISH.title}</h1>{paragraphs()}", title=""))

    assert told.kicker == "Storm"
    assert read(article_page()).kicker is None


def test_a_headline_that_is_no_heading_is_known_by_its_id() -> None:
    lead = "<img src='/media/quay.jpg' width='900' alt=''><div id='img_caption'>The quay on Monday.</div>"
    shown = f"<div id='news_title'>{TITLE}</div><div>{lead}</div><div id='writeup'>{paragraphs()}</div>"
    article = read(f"<html><head>{metas(og__title=TITLE)}</head><body>{shown}</body></html>")
    assert article.title == TITLE
    assert [block.caption for block in article.blocks if isinstance(block, Image)] == ["The quay on Monday."]


def test_a_headline_in_cells_and_spans_alone_is_known_by_the_title_of_the_page() -> None:
    shown = f"<table><tr><td>2 Mar 2026 | 13:16</td></tr></table><div><span>{TITLE}</span></div>"
    head, story = f"<head><title>{TITLE} | Post</title></head>", f"<div>{paragraphs()}</div>"
    article = read(f"<html>{head}<body>{shown}{story}</body></html>")
    assert (article.title, article.published_at) == (TITLE, "2026-03-02T13:16Z")


def test_a_headline_in_a_label_is_known_by_the_title_of_the_page() -> None:
    shown = f"<div><label>News</label></div><div><label>{TITLE}</label></div>{paragraphs()}"
    article = read(f"<html><head><title>{TITLE} | Post</title></head><body>{shown}</body></html>")
    assert (article.title, texts(article)) == (TITLE, list(ENGLISH.paragraphs))


@pytest.mark.parametrize(
    ("head", "before", "title"),
    [
        ("", "", TITLE),
        (metas(og__title="Harbour Radio"), "", "Harbour Radio"),
        ("", "<div>2026/03/02 09:00</div>", "Harbour Radio"),
        ("", "<div>The quays</div>", TITLE),
    ],
)
def test_the_line_above_the_only_time_is_the_headline_where_all_pages_have_one_title(
    head: str, before: str, title: str
) -> None:
    shown = f"{before}<table><tr><td>{TITLE}</td></tr><tr><td>2026/03/02 13:16 HPN</td></tr></table>"
    page = f"<html><head><title>Harbour Radio</title>{head}</head><body>{shown}<div>{paragraphs()}</div></body></html>"
    assert read(page).title == title


@pytest.mark.parametrize("title", ["港口网", "", "无标题文档"])
def test_a_chinese_headline_stands_above_time_and_source_where_the_page_has_no_title_of_its_own(title: str) -> None:
    headline, line = "夜渡停航之后岛上的人怎么回家", "2026-04-10 09:50 来源：港口日报"
    shown = f"<div class=tit>{headline}</div><div class=info>{line}</div><div>{paragraphs(CHINESE)}</div>"
    article = read(f"<html lang=zh><head><title>{title}</title></head><body>{shown}</body></html>")
    assert (article.title, article.published_at) == (headline, "2026-04-10T01:50Z")


@pytest.mark.parametrize(("told", "title"), [("渡轮停航", "渡轮停航"), ("渡轮停航原创", "渡轮停航原创")])
def test_a_label_behind_a_chinese_headline_is_none_of_it(told: str, title: str) -> None:
    shown = f"<h1>渡轮停航<span>原创</span></h1>{paragraphs(CHINESE)}"
    assert read(page(shown, head=metas(og__title=told), title="", lang="zh")).title == title


def test_a_headline_that_is_no_heading_is_known_beside_the_name_of_the_house() -> None:
    shown = f"<h1>엔터 신문</h1><dl><dt>{TITLE}</dt></dl>{paragraphs()}"

    assert read(f"<html><head><title>{TITLE} - Paper</title></head><body>{shown}</body></html>").title == TITLE


@pytest.mark.parametrize("heading", ["Ferries: what we know", "Ferriesmen speak", "Ferries by night"])
def test_a_heading_that_begins_with_a_short_headline_is_one_of_the_story(heading: str) -> None:
    first, *others = ENGLISH.paragraphs
    story = f"<p>{first}</p><h2>{heading}</h2>" + "".join(f"<p>{text}</p>" for text in others)
    article = read(page(f"<h1>Ferries</h1><article>{story}</article>", title="Ferries"))
    assert texts(article) == [first, heading, *others]


def test_a_headline_for_shares_behind_the_publishers_name_is_worded_as_the_shown_one_is() -> None:
    def told(title: str) -> str | None:
        return read(article_page(head=metas(og__title=title, og__site_name="The Harbour Post"))).seo_title

    assert told(f"The Harbour Post | {ENGLISH.title}") is None
    assert told(f"The Harbour Post » {ENGLISH.title} today") == f"{ENGLISH.title} today"
    assert told(f"Bridges | {ENGLISH.title}") == f"Bridges | {ENGLISH.title}"
    assert told("Ferries run again | News of the Harbour Post") == "Ferries run again"
    assert told("The Harbour Post – a paper and its bridge") == "The Harbour Post – a paper and its bridge"


def test_the_title_of_a_microformat_is_the_headline_where_the_page_is_named_after_the_house() -> None:
    byline = "<span class='byline'>By <span class='fn'>Ida Brandt</span></span>"
    line = f"<p><span class='headline entry-title'>{ENGLISH.title}</span> {byline}</p>"
    body = f"<div class='hentry'>{line}<span class='bylinetitle'>The Harbour Post</span>{paragraphs()}</div>"
    html = f"<html><head><title>News from The Harbour Post</title></head><body>{body}</body></html>"
    article = read(html)
    assert (article.title, article.authors) == (ENGLISH.title, ("Ida Brandt",))


@pytest.mark.parametrize(
    ("shown", "told"),
    [
        ("Harbou<span>r</span>", "Harbour"),
        ("<span>Harbour</span><span>Storm</span>", "Harbour Storm"),
        ("<span>harbour</span><span>storm</span>", "harbour storm"),
        ("Harbour <span>and storm</span>", "Harbour and storm"),
    ],
)
def test_the_words_of_a_kicker_are_apart_but_for_one_that_goes_on_in_an_element(shown: str, told: str) -> None:
    html = article_page().replace("<h1", f"<div class='kicker'>{shown}</div><h1", 1)
    assert read(html).kicker == told


def test_a_time_beside_the_kicker_is_none_of_it() -> None:
    line = "<div class='supertitle'><h5>Harbour</h5><div class='date'>12:03 UPDATE</div></div>"
    html = article_page().replace("<h1", f"{line}<h1", 1)
    assert read(html).kicker == "Harbour"
    story = f"<div class='kicker'><h3>Ferry hits the pier</h3><p>{'It did not stop in time. ' * 4}</p></div>"
    assert read(html.replace(line, story)).kicker is None
    timed = "<div class='kicker'><h3>12:03</h3><span>Harbour</span></div>"
    assert read(html.replace(line, timed)).kicker == "12:03 Harbour"
    signed = "<div class='RubricBlock'><p>Ida Brandt</p><a class='rubric'>Harbour</a><time>Nov 7, 2:00 AM</time></div>"
    assert read(html.replace(line, signed)).kicker == "Harbour"
    timed = "<div class='kicker'><b class='kicker-t'>14:30</b><time>2 May</time><b class='kicker-x'>Harbour</b></div>"
    assert read(html.replace(line, timed)).kicker == "Harbour"


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("<h1>{}<span class='comments-count'>12</span></h1>", TITLE),
        ("<h1>{}<span class='sub'>Ferries run until May</span></h1>", TITLE),
        ("<h1>{}<br><small>Ferries run until May</small></h1>", TITLE),
        ("<h1><span>{}</span><a href='/'>Harbour Post</a></h1>", TITLE),
        ("<h1><span>{}</span><span class='x7'>3 min</span></h1>", TITLE),
        ("<h1>{}<span class='comments-count'>12</span></h1>", "Ferries replace the bridge"),
        ("<h1>{}<time datetime='2026-05-04'>4 May</time></h1>", "Ferries replace the bridge"),
        ("<h1><span>{}</span><span class='reading-time'>3 min</span></h1>", "Ferries replace the bridge"),
        ("<h1><span class='premium-label'>Abo</span>{}</h1>", "Ferries replace the bridge"),
        ("<h1><span class='premium'>{}</span></h1>", "Ferries replace the bridge"),
    ],
)
def test_what_stands_behind_a_headline_in_its_element_is_no_part_of_it(heading: str, told: str) -> None:
    body = f"<article>{heading.format(TITLE)}{paragraphs()}</article>"
    found = read(page(body, head=metas(og__title=told), title=""))
    assert found.title == TITLE
    assert not any(isinstance(block, Heading) for block in found.blocks)


@pytest.mark.parametrize(
    "heading",
    [
        "<h1 class='logo'>Harbour Post</h1><h2 class='headline'>{}</h2>",
        "<h1>Region</h1><h2>{}</h2>",
        "<h1 class='sr-only'>Region</h1><h2>{}</h2>",
        "<h1 style='display:none'>Harbour Post</h1><div class='headline'>{}</div>",
        "<h1>Harbour Post</h1><h1>{}</h1>",
        "<div class='top-title'>{}</div>",
        "<div role='heading' aria-level='1'>{}</div>",
    ],
)
@pytest.mark.parametrize("told", ["Ferries replace the bridge", None])
@pytest.mark.parametrize("title", [TITLE, "港口起重机在风暴中受损"])
def test_the_headline_is_what_the_window_is_titled_where_no_heading_is_like_the_headline_told(
    heading: str, told: str | None, title: str
) -> None:
    head = f"<title>{title} | {HOUSE}</title>" + (metas(og__title=told) if told else "")
    body = f"<body><article>{heading.format(title)}{paragraphs()}</article></body>"
    assert read(f"<html><head>{head}</head>{body}</html>").title == title


def test_the_name_of_the_site_is_no_headline() -> None:
    head = metas(og__title="Ferries replace the bridge", og__site_name=HOUSE)
    body = f"<body><h1>{HOUSE}</h1><h2 class='headline'>{TITLE}</h2><article>{paragraphs()}</article></body>"
    assert read(f"<html><head>{head}</head>{body}</html>").title != HOUSE


def test_a_link_to_the_story_by_its_other_headline_is_not_its_headline() -> None:
    told = "Two cranes down: what the storm left behind in the harbour"
    most_read = f"<aside><h3 class='title'><a href='/a/storm'>{told}</a></h3></aside>"
    shown = "Harbour | What the storm left of the old cranes"
    body = f"<body><article><h1>{shown}</h1>{paragraphs()}</article>{most_read}</body>"
    head = "<title>Harbour Post</title>" + linked_data(news(headline=told))
    assert read(f"<html><head>{head}</head>{body}</html>").title == shown


@pytest.mark.parametrize(
    ("heading", "told"),
    [
        ("<span class='list-count'>10</span> cranes are damaged in the northern harbour", None),
        ("<span class='count'>7</span> cranes are damaged in the northern harbour", "Seven cranes damaged"),
        ("Account <span class='account'>2026</span> of the northern harbour", "The account of the harbour"),
        ("Minute by minute: <time>14 July 1998</time> at the harbour", None),
        ("The <time>1990s</time> harbour and its boats", "What the harbour was"),
        ("<span class='premium'>Premium</span> seats at the harbour sell out", None),
        ("Storm damages two cranes in the northern harbour <span class='x'>and a pier</span>", TITLE),
        ("Harbour: <span class='x'>Closed until the spring</span>", "Harbour"),
        ("Lowen <span class='x'>Wants its pier back</span>", "Lowen"),
        (
            "Ida Brandt of the northern harbour in Lowen: <q class='x'>I want it back</q>",
            "Ida Brandt of the northern harbour in Lowen",
        ),
    ],
)
def test_a_number_a_day_or_the_rest_of_its_sentence_is_part_of_a_headline(heading: str, told: str | None) -> None:
    shown = re.sub(r"<[^>]*>", "", heading)
    html = page(f"<article><h1>{heading}</h1>{paragraphs()}</article>", head=metas(og__title=told or shown), title="")
    assert read(html).title == shown


def test_a_whole_sentence_set_as_the_headline_is_it_though_the_window_has_the_words_of_another_heading() -> None:
    head = f"<title>Northern harbour: cranes damaged | {HOUSE}</title>" + metas(og__title="Lowen")
    below = f"{paragraphs()}<h2>Northern harbour cranes damaged</h2>{paragraphs()}"
    body = f"<body><h1>Ferries replace the bridge until May</h1><article>{below}</article></body>"
    html = f"<html><head>{head}</head>{body}</html>"
    assert read(html).title == "Ferries replace the bridge until May"
