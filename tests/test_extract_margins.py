"""Section, tags, authors and times where metadata is silent: breadcrumbs, links to tags, names below, scripts."""

from __future__ import annotations

import pytest
from pages_html import ENGLISH, URL, article_page, linked_data, metas, news, page, paragraphs, read

from watcher.extract import locate

SITE = "https://www.harbour.example"


def trail(*crumbs: tuple[str, str | None]) -> str:
    items = [
        {"@type": "ListItem", "position": n, "name": name} | ({"item": address} if address else {})
        for n, (name, address) in enumerate(crumbs, 1)
    ]
    return linked_data({"@type": "BreadcrumbList", "itemListElement": items})


@pytest.mark.parametrize(
    ("head", "section"),
    [
        (trail(("Home", SITE), ("Region", f"{SITE}/region"), (ENGLISH.title, URL)), "Region"),
        (trail(("Region", f"{SITE}/region"), ("Harbour", f"{SITE}/region/harbour"), (ENGLISH.title, None)), "Region"),
        (trail(("The Harbour Post", f"{SITE}/"), ("Region", f"{SITE}/region")), "Region"),
        (trail(("Startseite", f"{SITE}/de"), ("Region", f"{SITE}/region")), "Region"),
        (trail(("Home", SITE), (ENGLISH.title, URL)), None),
        (trail((ENGLISH.title, None)), None),
        (linked_data({"@type": "BreadcrumbList", "itemListElement": "x"}), None),
        (linked_data({"@type": "BreadcrumbList", "itemListElement": [{"position": "x", "item": {"name": 5}}]}), None),
        (trail(("Home", SITE), ("Region", f"{SITE}/region")) + metas(article__section="Harbour"), "Harbour"),
    ],
)
def test_breadcrumbs_tell_the_section_where_no_field_does(head: str, section: str | None) -> None:
    assert read(article_page(head=head)).section == section


@pytest.mark.parametrize(
    "box",
    [
        "<nav class='breadcrumbs'>{}</nav>",
        "<ol aria-label='Breadcrumb'>{}</ol>",
        "<h4 class='green breadcrump'>{}</h4>",
        "<div class='path_2011'>{}</div>",
        "<nav class='breadcrumbs'><a href='/news'>News</a> {}</nav>",
    ],
)
def test_breadcrumbs_that_readers_see_tell_it_too(box: str) -> None:
    links = "<a href='/'>Home</a> <a href='/region'>Region</a> <a href='/region/harbour'>Harbour</a>"
    assert read(article_page(before=box.format(links))).section == "Region"


def test_signs_between_crumbs_are_no_part_of_their_names() -> None:
    trail = "<nav class='breadcrumbs'><a href='/'>Home</a><a href='/region'><i>&gt;</i>Region »</a></nav>"
    assert read(article_page(before=trail)).section == "Region"


def test_a_body_that_is_named_after_its_trail_is_none() -> None:
    trail = "<nav class='breadcrumbs'><a href='/'>Home</a> <a href='/region'>Region</a></nav>"
    menu = "<ul><li><a href='/'>Home</a></li><li><a href='/shop'>Shop</a></li></ul>"
    told = article_page(before=f"{menu}{trail}").replace("<body>", "<body class='news breadcrumb trend'>")
    assert "breadcrumb trend" in told
    assert read(told).section == "Region"


def test_a_trail_that_ends_in_news_tells_that_as_the_section() -> None:
    trail = "<nav class='breadcrumbs'><a href='/'>Home</a> <a href='/news/'>News</a></nav>"
    assert read(article_page(before=trail)).section == "News"


@pytest.mark.parametrize(
    ("line", "section"),
    [
        ("<div class='c-category'><a href='/f/7'>Region</a></div>", "Region"),
        ("<a href='/region.html'>Region</a>", "Region"),
        ("<div><a href='/'>首页</a> &gt; <a href='/lists/2.html'>天下</a></div>", "天下"),
        ("<p><time>2 March 2026, 10:00</time> / <a class='rubric' href='/f/7'>Region</a></p>", "Region"),
        ("<p><a href='/f/7'>Region</a></p>", None),
        ("<nav><a href='/'>Home</a> <a href='/f/7'>Region</a></nav>", None),
        ("<ul><li><a href='/'>Home</a></li><li><a href='/f/7'>Region</a></li><li>ferry-fare</li></ul>", "Region"),
        ("<ul><li><a href='/'>Home</a></li><li><a href='/f/7'>Region</a></li><li><a href='/x'>X</a></li></ul>", None),
        ("<div class='c-category'><a href='https://other.example/f'>Region</a></div>", None),
        ("<div class='c-category'><a href='/f/7'>Region</a> and much that is said of it</div>", None),
        ("<div class='c-section'><a href='/'>Home</a></div>", None),
        ("<p class='c-category'><a href='/f/7'>← Alle Beiträge</a></p>", None),
        ("<p class='c-category'><a href='/f/7'>All stories</a></p>", None),
        ("<p class='c-category'><a href='/f/7'>返回列表</a></p>", None),
        ("<p class='c-category'><a href='/f/7'>All Blacks</a></p>", "All Blacks"),
    ],
)
def test_a_line_above_the_headline_tells_the_section_by_its_name_or_by_where_it_leads(
    line: str, section: str | None
) -> None:
    assert read(page(f"{line}<article><h1>{ENGLISH.title}</h1>{paragraphs()}</article>")).section == section


def test_a_trail_far_above_the_headline_is_known_by_its_end() -> None:
    trail = "<ul><li><a href='/'>Home</a></li><li><a href='/f/7'>Region</a></li><li>ferry-fare</li></ul>"
    head = f"<div><div><div><h1>{ENGLISH.title}</h1></div></div>{paragraphs()}</div>"
    assert read(page(f"<main><div>{trail}</div>{head}</main>")).section == "Region"


@pytest.mark.parametrize(
    "links",
    [
        "<p><a rel='tag' href='/t/bridge'>bridge</a> <a rel='tag' href='/t/ferry'>#ferry</a></p>",
        "<ul><li><a rel='tag' href='/t/bridge'>bridge</a></li><li><a rel='tag' href='/t/ferry'>ferry</a></li></ul>",
        "<div class='su-tags'><a href='/t/bridge'>bridge</a><a href='/t/ferry'>ferry</a></div>",
        "<a rel='category tag' href='/c'>Region</a><p><a rel='tag' href='/a'>bridge</a>"
        "<a rel='tag' href='/b'>ferry</a></p>",
    ],
)
def test_links_to_tags_are_the_tags_where_no_field_names_them(links: str) -> None:
    assert read(article_page(after=links)).tags == ("bridge", "ferry")
    assert read(article_page(after=links, head=linked_data(news(keywords="tide")))).tags == ("tide",)


def test_an_author_marked_below_the_story_is_read_where_json_ld_names_none() -> None:
    below = "<p class='reference'>Harbour Radio, 07:15; <span itemprop='author'>hafen/brad;koeh</span></p>"
    assert read(article_page(after=below)).authors == ("hafen/brad", "koeh")
    named = linked_data(news(author={"@type": "Person", "name": "Ida Brandt"}))
    assert read(article_page(after=below, head=named)).authors == ("Ida Brandt",)


def test_the_label_of_a_card_says_that_an_author_follows() -> None:
    card = "<meta name='twitter:label1' content='{}'><meta name='twitter:data1' content='Ida Brandt'>"
    assert read(article_page(head=card.format("Written by"))).authors == ("Ida Brandt",)
    assert read(article_page(head=card.format("Est. reading time"))).authors == ()


def test_the_page_tells_the_times_that_its_article_does_not() -> None:
    page = {"@type": "WebPage", "datePublished": "2026-03-02T07:15:00Z", "dateModified": "2026-03-02T09:00:00Z"}
    article = read(article_page(head=linked_data(page, news())))
    assert (article.published_at, article.modified_at) == ("2026-03-02T07:15:00Z", "2026-03-02T09:00:00Z")
    own = read(article_page(head=linked_data(page, news(datePublished="2026-03-01T07:15:00Z"))))
    assert own.published_at == "2026-03-01T07:15:00Z"


@pytest.mark.parametrize(
    ("told", "language"),
    [({"@type": "Language", "alternateName": "nb"}, "nb"), ("nb_NO", "nb-NO"), ("utf-8 text", None), (["nb"], None)],
)
def test_json_ld_tells_the_language_in_any_form(told: object, language: str | None) -> None:
    html = article_page(head=linked_data(news(inLanguage=told))).replace('<html lang="en">', "<html>")
    assert read(html).language == language


def _beside(*lines: str) -> str:
    """A column far from the story's element with boxes that hold these lines."""
    boxes = "".join(f"<div><strong>Quelle</strong><br>{line}<p><a href='/t/x'>X</a></p></div>" for line in lines)
    return f"<div><div><div><div>{boxes}</div></div></div></div>"


@pytest.mark.parametrize(
    ("line", "at"),
    [
        ("VERÖFFENTLICHT AM 07.06.2019", "2019-06-07"),
        ("<b>Veröffentlicht:</b> 07.06.2019", "2019-06-07"),
        ("<p>Veröffentlicht am 07.06.2019</p><p>Aktualisiert am 08.06.2019</p>", "2019-06-07"),
        ("Publié le 7 juin 2019 à 10h30", "2019-06-07T10:30Z"),
        ("Publicado: 7 de junio de 2019", "2019-06-07"),
        ("Опубликовано: 07.06.2019 10:30", "2019-06-07T10:30Z"),
        ("发布时间：2019-06-07 10:30", "2019-06-07T10:30Z"),
    ],
)
def test_the_one_line_of_a_page_that_says_when_it_was_published_tells_it(line: str, at: str) -> None:
    assert read(article_page(after=_beside(line))).published_at == at
    told = metas(article__published_time="2026-03-02T07:15:00Z")
    assert read(article_page(head=told, after=_beside(line))).published_at == "2026-03-02T07:15:00Z"


@pytest.mark.parametrize(
    "lines",
    [
        ("Erschienen am 07.06.2019", "Erschienen am 08.06.2019"),
        ("Posted by Jan on 7 June 2019",),
        ("Published in 2019, the book tells of 7 June 1944.",),
        ("Published on 7 June 2019, the report on the harbour says that the pier was not safe to stand on.",),
        (f"<p>Publié le 7 juin 2019, <a href='/r'>le rapport</a> {'dit que le quai est en mauvais état ' * 3}.</p>",),
        ("<h3>Storm takes the railing</h3><p>Published on 7 June 2019</p>",),
        ("<ul><li><h4><a href='/x'>Storm takes the railing</a></h4><span>Posted 7 June 2019</span></li></ul>",),
        ("<footer><p>Published: 7 June 2019</p></footer>",),
        ("Published: The Pier, by Ida Brandt, 7 June 2019, 240 pages",),
        ("Fähren vom 07.06.2019",),
        ("<div class='comment'>Veröffentlicht am 07.06.2019</div>",),
        ("<a href='/b'>Veröffentlicht am 07.06.2019</a>",),
        ("<script>\npublished: '2019-06-07'\n</script>",),
    ],
)
def test_other_days_beside_a_story_do_not(lines: tuple[str, ...]) -> None:
    assert read(article_page(after=_beside(*lines))).published_at is None


@pytest.mark.parametrize(
    ("code", "told"),
    [
        ("var ct = '1780557300'; var createTime = '2026-06-04 09:15';", "2026-06-04T07:15:00Z"),
        ("var oriCreateTime='1780557300';", "2026-06-04T07:15:00Z"),
        ('dataLayer = [{"articlePublishDate": "2026-06-04T09:15:31+02:00"}]', "2026-06-04T07:15:31Z"),
        ("page = {publish_time: '2026-06-04 09:15:31', id: 5}", "2026-06-04T07:15:31Z"),
        ('{"published_at" : "1780557300000"}', "2026-06-04T07:15:00Z"),
        ('{"publishTime":1780557300,"id":1}', "2026-06-04T07:15:00Z"),
        ('{"publishedDateTimeUtc":"2026-06-04T07:15:00Z"}', "2026-06-04T07:15:00Z"),
        ('{"display_date":"2026-06-04T07:15:00Z"}', "2026-06-04T07:15:00Z"),
        (r'push([1,"{\"publishedAt\":\"2026-06-04T07:15:00Z\"}"])', "2026-06-04T07:15:00Z"),
        ('{"publishTime":17805573001234}', None),
        ('{"pubdate":"2026-06-04T07:15:00Z"},{"pubdate":"2026-06-04T07:15:00Z"}', "2026-06-04T07:15:00Z"),
        ('{"pubdate":"2026-06-04T07:15:00Z"},{"pubdate":"2026-06-03T07:15:00Z"}', None),
        ('{"unpublished":"2026-06-04T07:15:00Z"}', None),
        ('{"lastPublished":"2026-06-04T07:15:00Z"}', None),
        ("var createTime = 'never'; var ct = '5';", None),
        ('{"comment":{"createTime":"2026-06-04 09:15"}}', None),
        ('{"pub":"1780557300"}', None),
    ],
)
def test_the_one_time_in_a_script_is_that_of_publication_where_nothing_else_tells(code: str, told: str | None) -> None:
    html = article_page(head=f"<script>{code}</script>")
    assert read(html, "https://www.hafen.de/a").published_at == told
    dated = article_page(head=f"<script>{code}</script>", before="<p class='date'>5 May 2025, 10:00</p>")
    assert read(dated, "https://www.hafen.de/a").published_at == "2025-05-05T08:00Z"


@pytest.mark.parametrize(
    ("times", "told"),
    [
        ("<time pubdate datetime='2026-05-05'>5.5.2026, 10:00</time>", "2026-05-05T08:00Z"),
        ("<time itemprop='datePublished' datetime='2026-05-05T08:00Z'>10 Uhr</time>", "2026-05-05T08:00Z"),
        ("<time datetime='2026-05-05'>5.5.2026, 10:00</time>", None),
        ("<time pubdate datetime='2026-05-05'>5.5.2026</time><time pubdate>4.5.2026</time>", None),
        ("<div class='comments'><time pubdate datetime='2026-05-05'>5.5.2026</time></div>", None),
        ("<a href='/b'>Fähren</a> <time pubdate datetime='2026-05-05'>5.5.2026</time>", None),
    ],
)
def test_the_one_time_element_of_publishing_below_the_story_tells_when(times: str, told: str | None) -> None:
    html = article_page(after=f"<aside><ul><li>Datum: {times}</li><li>Haus am Kai</li></ul></aside>")
    assert read(html, "https://www.hafen.de/a").published_at == told


def test_a_day_shown_to_readers_gets_its_time_from_a_script() -> None:
    code = "<script>var ct = '1780557300';</script>"
    html = article_page(head=code, before="<p class='date'>4 June 2026</p>")
    assert read(html).published_at == "2026-06-04T07:15:00Z"
    html = article_page(head=code, before="<p class='date'>4 May 2026</p>")
    assert read(html).published_at == "2026-05-04"


def test_what_is_read_in_the_margins_is_in_the_fingerprint() -> None:
    links = "<p><a rel='tag' href='/t/bridge'>bridge</a> <a rel='tag' href='/t/ferry'>ferry</a></p>"
    changed = links.replace("ferry</a>", "tide</a>")
    assert (
        locate(article_page(after=links), URL).fingerprint() != locate(article_page(after=changed), URL).fingerprint()
    )


@pytest.mark.parametrize(
    "box",
    [
        "<div class='crumb'>{}</div>", "<div class='pankuzu'><ul><li>{}</li></ul></div>",
        "<div class='fil-ariane'>{}</div>",
        "<ul vocab='https://schema.org/' typeof='BreadcrumbList'><li>{}</li></ul>", "<div class='migas'>{}</div>",
        "<div class='location'>{}</div>", "<div class='path'>{} &gt; 正文</div>",
    ],
)  # fmt: skip
def test_trails_are_known_by_the_names_of_many_countries(box: str) -> None:
    links = "<a href='/'>首页</a> &gt; <a href='/region'>Region</a>"
    assert read(article_page(before=box.format(links))).section == "Region"


def test_a_path_that_does_not_begin_at_the_front_page_is_no_trail() -> None:
    assert read(article_page(before="<div class='location'><a href='/towns/lowen'>Lowen</a></div>")).section is None


@pytest.mark.parametrize(
    "line",
    [
        "<div class='c-x1'><a href='/tag/bridge'>#bridge</a><a href='/tag/ferry'>#ferry</a></div>",
        "<h3>Topics</h3><ul><li><a href='/topic/a'>bridge</a></li><li><a href='/topic/b'>ferry</a></li></ul>",
        "<div><a href='/thema/bridge'>bridge</a>, <a href='/thema/ferry'>ferry</a></div>",
    ],
)  # fmt: skip
def test_a_line_of_links_to_pages_of_tags_has_them(line: str) -> None:
    assert read(article_page(after=line).replace(f"</article>{line}", f"{line}</article>")).tags == ("bridge", "ferry")


def test_links_to_pages_of_tags_in_a_sentence_or_beside_the_article_are_none() -> None:
    links = "<a href='/tag/bridge'>bridge</a> <a href='/tag/ferry'>ferry</a>"
    sentence = f"<p>The keeper of the old bridge and of {links} has retired after forty years.</p>"
    assert read(article_page(sentence)).tags == ()
    assert read(article_page(before=f"<div>{links}</div>")).tags == ()


@pytest.mark.parametrize("told", ["bridge, ferry", "bridge，ferry", "bridge、ferry", "bridge | ferry"])
def test_one_string_of_keywords_is_taken_apart(told: str) -> None:
    assert read(article_page(head=metas(keywords=told))).tags == ("bridge", "ferry")
    assert read(article_page(head=linked_data(news(keywords=[told])))).tags == ("bridge", "ferry")


def _line(inside: str) -> str | None:
    """The section of a page with a line above its headline."""
    line = f"<div class='post-meta'>{inside}</div>"
    return read(page(paragraphs()).replace("<main>", f"<main>{line}")).section


def test_a_link_named_as_a_sections_beside_others_above_the_headline_names_it() -> None:
    section = "<span class='category'><a href='/harbour'>Harbour</a></span>"
    assert _line(f"{section} <span>By <a href='/staff/ida'>Ida Brandt</a></span>") == "Harbour"
    assert _line(f"{section} <span>More: <a href='/t/1'>Bridge</a>, <a href='/t/2'>Ferry</a></span>") == "Harbour"


@pytest.mark.parametrize(
    "inside",
    [
        "<i class='category'><a href='/harbour'>Harbour</a></i> <i class='category'><a href='/b'>Bridge</a></i>",
        "<span class='category'><a href='/harbour'>Harbour</a>, <a href='/b'>Bridge</a></span>",
        "<span><a href='/harbour'>Harbour</a></span> <span class='author'><a href='/b'>Ida Brandt</a></span>",
        "<span class='category'><a href='https://other.example/'>Harbour</a></span> <a href='/b'>Ida Brandt</a>",
        "<span class='category'>Filed under <a href='/harbour'>Harbour</a></span> <a href='/b'>Ida Brandt</a>",
    ],
)
def test_links_of_which_none_alone_is_named_as_a_sections_name_none(inside: str) -> None:
    assert _line(inside) is None
