"""Section pages: which links are articles, by a pattern or by what addresses look like."""

from __future__ import annotations

import pytest
from builders import page

from watcher.model import Listing, SourceKind
from watcher.sources import Unreadable, listing
from watcher.sources.shape import Likeness, likeness, shape

URL = "https://www.news.example/politics"
SITE = "https://www.news.example"

ARTICLES = """
/2026/03/02/harbour-bridge-closed
/2026/03/02/bridge.html
/politics/2026/mar/02/harbour-bridge-closed-after-inspection
/politics/20260302-bridge
/20260302/c1004-40672.html
/politics/2026-03-02/bridge/
/news/world-europe-68044952
/news/articles/c4nn3q71gk0o
/zh/港口大桥关闭/a-68044952
/en/harbour-bridge-closed/a-68044952
/en/live/live-68044953
/politik/hafenbruecke-gesperrt-a-1b2c3d4e-5f60-7182-93a4-b5c6d7e8f901
/story/12345678
/inland/hafenbruecke-100.html?id=55
/article.php?id=4711
/articleView.html?idxno=304112
/news/view.php?newsid=882
/politique/article/2026/03/02/le-pont-du-port-ferme_6219870_823448.html
/stories/5b0e6b0c-9d1f-4c2e-8c51-0b7d1c5a9f10
/story/3000000218734/harbour-bridge
/interims-bridge-1019241/article
/marker/54885/
/n1/2026/0302/c1004-40672.html
/harbour-bridge-closed-after-inspection-12345678
/noticias/puente-cerrado-20260302.html
/gesellschaft/2026-03/hafenbruecke-gesperrt
/international/archive/2026/03/harbour-bridge/678123/
/inland/hafenbruecke-100.html
/c/8ZABCdEfGhI
/world/bridge-closed/K4ZABCDEFGHIJKLMNOPQRSTUVW/
/nyheter/i/AbCdEf/broen-stengt
/news/Inter/article/all/20260302/124730123/1
/jc/article?k=2026030200123&g=int
/2026-03/02/c_1131234567.htm
""".split()
PLACES = """
/ /politics /politics/ /politics/europe /en/top-stories/s-9058 /en/ukraine/t-17287193 /tag/bridges
/tags/harbour-12345678
/author/ines-markward /autoren/ines-markward-123456.html /topics/2026/03/02/x /category/politics/local-news-of-the-day
/search?q=bridge&id=5 /login /impressum /impressum.html /2026 /2026/03 /2026/03/02 /archive/2026/03/02/all
/hub/climate-and-environment
/images/2026/03/02/bridge.jpg /downloads/report-2026-03-02.pdf /feed/12345678 /rss.xml /page/2 /p-12 /video /about
/privacy-policy /weather/12345678 /politics?page=2 /list_25434 /channel_25950 /2026-03 /archive/2026-03-02/2
/kontakt-100.html /c/WorldNews /u/JohnDoe1 /t/UEFA /live?t=1772440000123
""".split()


@pytest.mark.parametrize("path", ARTICLES)
def test_an_articles_address_says_so(path: str) -> None:
    assert likeness(SITE + path) is Likeness.ARTICLE


@pytest.mark.parametrize("path", PLACES)
def test_other_pages_addresses_do_not(path: str) -> None:
    assert likeness(SITE + path) is not Likeness.ARTICLE


@pytest.mark.parametrize(
    "path",
    [
        "/politics/harbour-bridge-closed-after-inspection",
        "/harbour_bridge_closed_for_weeks.html",
        "/新闻/港口大桥周一起关闭",
    ],
)
def test_words_alone_may_be_an_articles(path: str) -> None:
    assert likeness(SITE + path) is Likeness.SLUG


ALIKE = [
    ("/2026/03/02/bridge-closed", "/2025/12/31/ferry-stopped-after-fire"),
    ("/zh/a-68044952", "/de/a-1234567"),
    ("/politics/story-12345678.html", "/sport/other-story-98765432.html"),
    ("/article.php?id=1", "/article.php?id=99"),
    ("/politics/the-bridge-is-closed-now", "/sport/a-match-that-nobody-saw-coming"),
]


@pytest.mark.parametrize(("one", "other"), ALIKE)
def test_addresses_of_one_kind_have_one_shape(one: str, other: str) -> None:
    assert shape(SITE + one) == shape(SITE + other)


def test_addresses_of_different_kinds_have_different_shapes() -> None:
    shapes = [shape(SITE + one) for one, _ in ALIKE]
    assert len(set(shapes)) == len(shapes)


def read(body: str, url: str = URL, kind: str = "", match: str = "", known: tuple[str, ...] = ()) -> Listing:
    return listing(page(body, url=url), kind=kind, match=match, known=known)


def links(*paths: str, text: str = "The harbour bridge is closed") -> str:
    return "<html lang='en'>" + "".join(f'<a href="{path}">{text}</a>' for path in paths)


def urls(found: Listing) -> list[str]:
    return [one.url.removeprefix(SITE) for one in found.articles]


def test_articles_are_told_from_everything_else_on_a_page() -> None:
    found = read(links(*PLACES, *ARTICLES))
    assert found.kind is SourceKind.PAGE
    assert urls(found) == ARTICLES


def test_headlines_of_few_words_are_found_among_others() -> None:
    long = ["/world/council-votes-on-the-budget", "/world/three-ships-from-north", "/world/a-museum-opens-its-doors"]
    short = ["/world/late-win", "/world/river-rises"]
    assert urls(read(links(*long, *short))) == [*long, *short]
    assert urls(read(links(*long) + links("/world/ida-brandt", text="Ida Brandt"))) == long
    assert urls(read(links(*long) + links("/world/cookie-policy", text="How we use cookies on our pages"))) == long


def test_an_article_is_taken_once_with_the_longest_of_its_texts() -> None:
    one = "/2026/03/02/bridge"
    found = read(
        f'<html lang=de><a href="{one}"><img src=x></a><a class=t href="{one}?utm_source=home#top">\n The <b>bridge</b>'
        f" is closed </a><a href='http://news.example{one}/'>More</a>"
    )
    (only,) = found.articles
    assert (only.url, only.title, only.language) == (SITE + one, "The bridge is closed", "de")


@pytest.mark.parametrize(
    "body",
    [
        "<A HREF=/2026/03/02/bridge>x</A>",
        "<a\nclass='x'\nhref =\n'/2026/03/02/bridge'\n>x</a>",
        '<base href="https://www.news.example/2026/"><a href="03/02/bridge">x</a>',
        '<a data-href="/no" href="https://www.news.example/2026/03/02/bridge&#63;utm_source=x">x</a>',
        '<!-- <a href="/2026/03/02/hidden">x</a> --><a href="/2026/03/02/bridge">x</a>',
        '<script>"<a href=\'/2026/03/02/hidden\'>"</script><a href="/2026/03/02/bridge">x</a>',
        '<a href="/2026/03/02/bridge"',
    ],
)
def test_links_are_found_however_they_are_written(body: str) -> None:
    assert urls(read("<html>" + body)) == ["/2026/03/02/bridge"]


def test_links_to_other_sites_are_left_out_and_those_to_its_parts_are_not() -> None:
    found = read(
        links(
            "https://other.example/2026/03/02/a", "https://sport.news.example/2026/03/02/b", "/2026/03/02/c",
            "mailto:2026/03/02/d", "//evilnews.example/2026/03/02/e",
        )
    )  # fmt: skip
    assert [one.url for one in found.articles] == [
        "https://sport.news.example/2026/03/02/b",
        "https://www.news.example/2026/03/02/c",
    ]


def test_a_pattern_decides_alone() -> None:
    found = read(links("/politics/bridge", "/2026/03/02/ferry", "/politics/tag/x"), match=r"/politics/[a-z]+$")
    assert urls(found) == ["/politics/bridge"]


SLUGS = (
    "/politics/harbour-bridge-closed-for-weeks",
    "/sport/the-match-that-nobody-saw",
    "/city/a-park-that-was-a-road",
)


def test_words_alone_are_articles_where_several_are_alike() -> None:
    assert urls(read(links(*SLUGS, "/about-us-and-our-team"), kind="page")) == list(SLUGS)


def test_words_alone_are_none_where_only_a_few_are_alike() -> None:
    with pytest.raises(Unreadable, match="`match` says which are"):
        read(links(*SLUGS[:2]), kind="page")


def test_two_words_are_none_though_many_are_alike() -> None:
    with pytest.raises(Unreadable, match="no link that looks like"):
        read(links("/our-newsletters", "/my-subscription", "/climate-change", "/health-wellbeing"), kind="page")


def test_words_alone_are_none_under_a_short_text() -> None:
    with pytest.raises(Unreadable, match="no link that looks like"):
        read(links(*SLUGS, text="More"), kind="page")


def test_addresses_of_known_articles_teach_what_articles_look_like() -> None:
    body = links("/politics/harbour-bridge", "/politics", "/help/our-team")
    known = (f"{SITE}/sport/away-match", "https://other.example/x/y-z")
    assert urls(read(body, kind="page", known=known)) == ["/politics/harbour-bridge"]
    with pytest.raises(Unreadable):
        read(body, kind="page", known=("https://other.example/sport/away-match",))


FEED = '<link rel="alternate" type="application/atom+xml" href="/atom.xml">'


def test_a_page_with_few_articles_is_left_for_its_feed_unless_it_is_meant() -> None:
    body = f"<html>{FEED}" + links("/2026/03/02/bridge")
    assert read(body).elsewhere == "https://www.news.example/atom.xml"
    assert read(body, kind="page").elsewhere == ""
    assert read(body, match="bridge").elsewhere == ""
    assert read(f"<html>{FEED}" + links(*ARTICLES)).elsewhere == ""


def test_the_page_itself_and_the_sites_first_page_are_no_articles() -> None:
    here = f"{SITE}/2026/03/02/all"
    found = read(links("/2026/03/02/all?page=1&utm_source=x", "/", "/2026/03/02/one"), url=here + "?page=1")
    assert urls(found) == ["/2026/03/02/one"]
