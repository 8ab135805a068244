"""What a page says of itself: headline, authors, times, standfirst, section, tags, address."""

from __future__ import annotations

import json
import re

import pytest
from pages_html import (
    ENGLISH,
    STORIES,
    URL,
    Story,
    article_page,
    linked_data,
    metas,
    news,
    page,
    paragraphs,
    read,
    texts,
)

from watcher.extract.linked_data import article_object, ld_types

PERSON = {"@type": "Person", "name": "Ida Brandt"}
PUBLISHER = {"@type": "NewsMediaOrganization", "name": "The Harbour Post"}


def with_ld(**fields: object) -> str:
    return article_page(head=linked_data(news(publisher=PUBLISHER) | fields))


# -- JSON-LD in all its forms ----------------------------------------------------------------------------------------

FULL = news(datePublished="2026-03-02T07:15:00Z", author=PERSON, articleSection="Region", keywords=["bridge", "ferry"])


@pytest.mark.parametrize(
    "head",
    [
        pytest.param(linked_data(FULL), id="one object"),
        pytest.param(linked_data([{"@type": "BreadcrumbList"}, FULL]), id="a list"),
        pytest.param(linked_data({"@context": "x", "@graph": [{"@type": "WebPage"}, FULL, PUBLISHER]}), id="a graph"),
        pytest.param(linked_data({"@type": "WebPage", "mainEntity": FULL}), id="the main entity of a page"),
        pytest.param(linked_data({"@type": "WebSite", "name": "Post"}, FULL), id="a second script"),
        pytest.param(linked_data(FULL | {"@type": ["NewsArticle", "Article"]}), id="two types"),
        pytest.param(linked_data(FULL | {"@type": "https://schema.org/ReportageNewsArticle"}), id="a full type"),
        pytest.param(
            linked_data(FULL).replace('">{', '"><!-- {').replace("}</script>", "} --></script>"), id="comment"
        ),
        pytest.param(linked_data(FULL).replace('">{', '">//<![CDATA[\n{').replace("}<", "}\n//]]><"), id="CDATA"),
        pytest.param(linked_data(FULL).replace("}</script>", "};</script>"), id="a semicolon"),
        pytest.param(linked_data(FULL).replace(", ", ",\n\t"), id="line breaks"),
        pytest.param(linked_data(FULL).replace("/ld+json", "/ld+json; charset=utf-8"), id="a charset"),
        pytest.param('<script type="application/ld+json">{"@type": "NewsArt</script>' + linked_data(FULL), id="broken"),
        pytest.param('<script type="application/ld+json"></script>' + linked_data(FULL), id="empty"),
    ],
)
def test_the_articles_object_is_found_wherever_it_stands(head: str) -> None:
    article = read(article_page(head=head))
    assert article.title == ENGLISH.title
    assert article.published_at == "2026-03-02T07:15:00Z"
    assert article.authors == ("Ida Brandt",)
    assert article.section == "Region"
    assert article.tags == ("bridge", "ferry")


def test_references_into_the_graph_are_followed() -> None:
    ida = {"@type": "Person", "@id": "#ida", "name": "Ida Brandt", "jobTitle": "Reporter"}
    graph = {"@graph": [FULL | {"author": {"@id": "#ida"}}, ida]}
    assert read(article_page(head=linked_data(graph))).authors == ("Ida Brandt",)
    graph = {"@graph": [FULL | {"author": [{"@id": "#ida"}, "Tom Reuss"]}, ida]}
    assert read(article_page(head=linked_data(graph))).authors == ("Ida Brandt", "Tom Reuss")


def test_the_fuller_of_two_objects_counts() -> None:
    poor = news(headline="Other stories of the day")
    assert article_object([poor, FULL]) == FULL
    assert article_object([FULL, poor]) == FULL
    assert article_object([{"@type": "Person", "name": "x"}]) == {}


def test_of_two_objects_the_one_with_the_pages_name_counts() -> None:
    other = news(headline="A quite different story", author="Ola Nord", articleBody="x", dateModified="2026-03-05")
    own = news(author="Ida Brandt")
    assert read(article_page(head=linked_data(other, own))).authors == ("Ida Brandt",)


@pytest.mark.parametrize(
    ("kin", "authors", "published"),
    [
        ({"@type": "Recipe", "name": ENGLISH.title, "datePublished": "2026-03-05"}, ("Ida Brandt",), "2026-03-05"),
        ({"@type": "VideoObject", "name": ENGLISH.title, "uploadDate": "2026-03-05"}, ("Ida Brandt",), "2026-03-05"),
        ({"@type": "Recipe", "name": "Fish soup", "datePublished": "2026-03-05"}, (), None),
        ({"@type": "Movie", "name": ENGLISH.title, "datePublished": "1999-03-05"}, (), None),
    ],
)
def test_recipes_and_films_with_the_pages_name_tell_of_it(
    kin: dict[str, object], authors: tuple[str, ...], published: str | None
) -> None:
    by = {"author": {"@type": "Person", "name": "Ida Brandt"}}
    html = page(f"<article><h1>{ENGLISH.title}</h1>{paragraphs()}</article>", head=linked_data(kin | by))
    article = read(html)
    assert (article.authors, article.published_at) == (authors, published)


def test_an_object_of_another_article_tells_nothing_of_this_one() -> None:
    here, there, titles = "https://a.example/mill", "https://a.example/pier", ["The mill is sold | The Gazette"]
    other = news(headline="The pier is closed", url=there)
    assert article_object([other], [here], titles) == {}
    assert article_object([other, FULL], [here], titles) == FULL
    assert article_object([other | {"headline": "The mill is sold"}], [here], titles)["url"] == there
    assert article_object([other], [f"{there}?ref=home"], titles) == other
    assert article_object([other], ["https://b.example/mill"], titles) == other
    assert article_object([other], [here, there], titles) == other
    site = news(headline="The pier is closed", url="https://a.example/")
    assert article_object([site], [here], titles) == site


def test_tags_are_read_without_what_stands_around_them() -> None:
    page = article_page(head=linked_data(news(keywords=["#mills", "rivers (12)", "Disney+", "weirs +", "Dams (2021)"])))
    assert read(page).tags == ("mills", "rivers", "Disney+", "weirs", "Dams (2021)")


def test_a_broken_script_costs_only_itself() -> None:
    broken = '<script type="application/ld+json">{"@type": "NewsArticle", "headline": "A "quoted" word"}</script>'
    article = read(article_page(head=broken + metas(article__published_time="2026-03-02T07:15:00Z")))
    assert article.published_at == "2026-03-02T07:15:00Z"
    assert texts(article) == list(ENGLISH.paragraphs)


@pytest.mark.parametrize(
    ("given", "types"),
    [
        ("NewsArticle", ("NewsArticle",)),
        (["Article", "https://schema.org/Review"], ("Article", "Review")),
        ("schema:NewsArticle", ("NewsArticle",)),
        (None, ()),
        ({"a": 1}, ()),
        ([None, 5, "Report"], ("Report",)),
    ],
)
def test_types_are_read_without_their_prefix(given: object, types: tuple[str, ...]) -> None:
    assert ld_types({"@type": given}) == types


# -- other sources of the same ---------------------------------------------------------------------------------------


def test_open_graph_alone_is_enough() -> None:
    head = metas(
        og__title=ENGLISH.title, og__description=ENGLISH.standfirst, og__site_name="The Harbour Post",
        og__url="https://www.harbour.example/region/bridge?utm_source=og", og__locale="en_GB",
        article__published_time="2026-03-02T08:15:00+01:00", article__modified_time="2026-03-02T10:00:00+01:00",
        article__section="Region", article__author="Ida Brandt",
    )  # fmt: skip
    html = (
        f"<html><head>{head}<meta property='article:tag' content='bridge'><meta property='article:tag' content='ferry'>"
    )
    article = read(f"{html}</head><body><div><p>{ENGLISH.standfirst}</p>{paragraphs()}</div></body></html>")
    assert article.title == ENGLISH.title
    assert article.canonical_url == "https://www.harbour.example/region/bridge"
    assert (article.published_at, article.modified_at) == ("2026-03-02T07:15:00Z", "2026-03-02T09:00:00Z")
    assert (article.section, article.tags, article.authors) == ("Region", ("bridge", "ferry"), ("Ida Brandt",))
    assert article.language == "en-GB"
    assert [t for t in texts(article) if t != ENGLISH.standfirst] == list(ENGLISH.paragraphs)


def test_microdata_alone_is_enough() -> None:
    html = (
        "<html lang='en'><body><article itemscope itemtype='https://schema.org/NewsArticle'>"
        f"<h1 itemprop='headline'>{ENGLISH.title}</h1><meta itemprop='datePublished' content='2026-03-02T07:15:00Z'>"
        "<meta itemprop='dateModified' content='2026-03-02T09:00:00Z'><span itemprop='author'>Ida Brandt</span>"
        f"<div itemprop='articleBody'>{paragraphs()}</div></article></body></html>"
    )
    article = read(html)
    assert article.title == ENGLISH.title
    assert (article.published_at, article.modified_at) == ("2026-03-02T07:15:00Z", "2026-03-02T09:00:00Z")
    assert article.authors == ("Ida Brandt",)
    assert texts(article) == list(ENGLISH.paragraphs)


def test_a_page_that_says_nothing_of_itself_is_read_as_a_reader_sees_it() -> None:
    article = read(f"<html><body><div><h1>{ENGLISH.title}</h1>{paragraphs()}</div></body></html>")
    assert article.title == ENGLISH.title
    assert (article.language, article.published_at, article.modified_at) == (None, None, None)
    assert (article.authors, article.tags, article.section, article.kicker, article.standfirst) == (
        (),
        (),
        None,
        None,
        None,
    )
    assert texts(article) == list(ENGLISH.paragraphs)


# -- the headline ----------------------------------------------------------------------------------------------------


def headline_of(body: str, *, head: str = "", title: str = "Harbour Post") -> str:
    html = f"<html><head><title>{title}</title>{head}</head><body>{body}<article>{paragraphs()}</article></body></html>"
    return read(html).title


def test_the_headline_is_what_a_reader_sees_not_what_search_engines_are_told() -> None:
    head = linked_data(news(headline="Bridge closed: what to know")) + metas(
        og__title="Bridge closed: what to know now"
    )
    assert headline_of(f"<h1>{ENGLISH.title}</h1>", head=head) == ENGLISH.title


def test_a_logo_in_an_h1_is_not_the_headline() -> None:
    logo = "<header><h1><a href='/'>The Harbour Post</a></h1></header>"
    head = metas(og__title=ENGLISH.title)
    assert headline_of(f"{logo}<main><h1>{ENGLISH.title}</h1></main>", head=head) == ENGLISH.title
    assert headline_of(f"{logo}<main><h2>{ENGLISH.title}</h2></main>", head=head) == ENGLISH.title


@pytest.mark.parametrize(
    "headline",
    [
        "{} <span class='x1'>LIVE</span>",
        "<span>Premium</span> {}",
        "<span class='badge badge-new'>NEW</span> {}",
        "<small>Eilmeldung</small> {}",
        "{} <a href='#comments'>14</a>",
        "{}<a class='anchor' href='#top'>#</a>",
        "<b>直播</b> {} <a href='#c'>¶</a>",
    ],
)
def test_what_stands_beside_the_words_of_a_headline_is_no_part_of_it(headline: str) -> None:
    shown = headline_of(f"<h1>{headline.format(ENGLISH.title)}</h1>", head=metas(og__title=ENGLISH.title))
    assert shown == ENGLISH.title
    assert headline_of(f"<h1>{headline.format(ENGLISH.title)}</h1>") == ENGLISH.title


@pytest.mark.parametrize("word", ["<em>LIVE</em>", "<span>not</span>", "<strong>14</strong>"])
def test_a_word_of_a_headline_that_is_set_apart_stays(word: str) -> None:
    told = f"Harbour bridge closed {word}"
    plain = re.sub("<[^>]*>", "", told)
    assert headline_of(f"<h1>{told}</h1>", head=metas(og__title=plain)) == plain


@pytest.mark.parametrize("tag", ["span", "small", "div", "strong"])
def test_a_kicker_inside_the_headline_is_told_apart(tag: str) -> None:
    article = read(
        f"<html><head>{metas(og__title=ENGLISH.title)}</head><body><h1><{tag} class='kicker'>Harbour</{tag}>"
        f" {ENGLISH.title}</h1><article>{paragraphs()}</article></body></html>"
    )
    assert (article.title, article.kicker) == (ENGLISH.title, "Harbour")


def test_a_kicker_over_the_headline_is_found() -> None:
    html = page(f"<article>{paragraphs()}</article>").replace("<main>", "<main><p class='kicker'>Harbour</p>")
    assert read(html).kicker == "Harbour"


@pytest.mark.parametrize(
    "title",
    [
        "{} | The Harbour Post", "{} - The Harbour Post", "{} – The Harbour Post", "{} — harbour.example",
        "{} · The Harbour Post", "{}｜The Harbour Post", "{}_The Harbour Post",
    ],
)  # fmt: skip
def test_the_publishers_name_is_taken_off_a_documents_title(title: str) -> None:
    head = metas(og__site_name="The Harbour Post")
    assert headline_of("", head=head, title=title.format(ENGLISH.title)) == ENGLISH.title


@pytest.mark.parametrize("title", ["Bridge - closed", "Fähre – ja oder nein", "A | B", "主缆出现裂缝_港口大桥封闭"])
def test_a_dash_in_a_headline_stays(title: str) -> None:
    assert headline_of(f"<h1>{title}</h1>") == title
    assert headline_of("", title=title) == title


@pytest.mark.parametrize(
    "title", ["Post- | Post | x", "| Post", "Post", " - ", "Post |", "||||", "Post - Post - Post", "a- | Post- | Post"]
)
def test_odd_titles_never_fail(title: str) -> None:
    assert isinstance(headline_of("", head=metas(og__site_name="Post"), title=title), str)


def test_entities_and_tags_in_a_told_headline_are_undone() -> None:
    head = linked_data(news(headline="Bridge &amp; <em>ferry</em> &quot;closed&quot; since the storms of January"))
    assert headline_of("", head=head) == 'Bridge & ferry "closed" since the storms of January'


# -- authors ---------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("told", "authors"),
    [
        ("Ida Brandt", ("Ida Brandt",)),
        (PERSON, ("Ida Brandt",)),
        ([PERSON, {"@type": "Person", "name": "Tom Reuss"}], ("Ida Brandt", "Tom Reuss")),
        ({"@type": "Person", "name": ["Ida Brandt", "Tom Reuss"]}, ("Ida Brandt", "Tom Reuss")),
        ("By Ida Brandt and Tom Reuss", ("Ida Brandt", "Tom Reuss")),
        ("Ida Brandt, Tom Reuss", ("Ida Brandt", "Tom Reuss")),
        ("Von Ida Brandt und Tom Reuss", ("Ida Brandt", "Tom Reuss")),
        ("Par Élodie Garrec et Marc Rio", ("Élodie Garrec", "Marc Rio")),
        ("Por Begoña Núñez y Luis Prat", ("Begoña Núñez", "Luis Prat")),
        ("记者：林晓岚", ("林晓岚",)),
        ("林晓岚、周平", ("林晓岚", "周平")),
        ("記者 佐藤美咲", ("佐藤美咲",)),
        ("Мария Ветрова и Иван Лугов", ("Мария Ветрова", "Иван Лугов")),
        ("Şule Ağaoğlu ve Can Er", ("Şule Ağaoğlu", "Can Er")),
        (["Ida Brandt", "ida brandt"], ("Ida Brandt",)),
        ("Ida &amp; Tom Brandt", ("Ida", "Tom Brandt")),
        ("desk@harbour.example", ()),
        ("https://www.harbour.example/ida", ()),
        ({"@type": "Person"}, ()),
        (None, ()),
        (17, ()),
        ([[["Ida Brandt"]]], ("Ida Brandt",)),
    ],
)
def test_authors_are_read_in_every_form(told: object, authors: tuple[str, ...]) -> None:
    assert read(with_ld(author=told)).authors == authors


def test_a_visible_byline_beats_an_organisation() -> None:
    html = article_page(
        head=linked_data(news(author={"@type": "Organization", "name": "The Harbour Post"}, publisher=PUBLISHER)),
        before="<div class='byline'>By <a rel='author' href='/authors/ida'>Ida Brandt</a></div>",
    )
    assert read(html).authors == ("Ida Brandt",)


@pytest.mark.parametrize("house", ["The Harbour Post", "HPR", "Harbour Radio"])
def test_a_desk_that_begins_with_the_publishers_name_is_no_author_beside_a_person(house: str) -> None:
    desk = f"{house} North" if " " in house else f"{house} NORTH"
    head = metas(og__site_name=house)
    html = article_page(head=head).replace("</h1>", f"</h1><p class='author'>by Ida Brandt, {desk}</p>", 1)
    assert read(html).authors == ("Ida Brandt",)


def test_an_agency_beside_the_name_is_an_author_too() -> None:
    linked = "<p class='byline'><a href='/authors/ida'>Ida Brandt</a>, TASR</p>"
    alike = "<p><b class='author'>Ida Brandt</b>, <b class='author'>TASR</b></p>"
    told = linked_data(news(author={"@type": "Person", "name": "Ida Brandt"}))
    for byline, head in ((linked, ""), (alike, ""), (alike, told)):
        assert read(article_page(head=head, before=byline)).authors == ("Ida Brandt", "TASR")


def test_an_organisation_stands_where_nobody_is_named() -> None:
    organisation = {"@type": "Organization", "name": "The Harbour Post"}
    assert read(with_ld(author=organisation)).authors == ("The Harbour Post",)


@pytest.mark.parametrize(
    ("title", "metas", "authors"),
    [
        ("Ferry stopped - Harbour Post", {"author": "Harbour Post", "og:article:author": "Ida Brandt"}, "Ida Brandt"),
        ("Ferry stopped - Harbour Post", {"author": "Harbour Post", "og:article:author": "desk"}, "Harbour Post"),
        ("Ferry stopped - Ida Brandt", {"author": "Ida Brandt"}, "Ida Brandt"),
        ("Ferry stopped", {"author": "Tom Reuss", "og:article:author": "Ida Brandt"}, "Tom Reuss"),
    ],
)
def test_a_meta_that_only_names_the_outlet_says_less_than_the_next(
    title: str, metas: dict[str, str], authors: str
) -> None:
    head = "".join(f"<meta name='{name}' content='{told}'>" for name, told in metas.items())
    html = article_page(head=head).replace("<title>", f"<title>{title}</title><title>", 1)
    assert read(html).authors == (authors,)


@pytest.mark.parametrize(
    ("end", "authors"),
    [
        ("The pier opens on Monday. (Ida M. Brandt)", "Ida M. Brandt"),
        ("The pier opens on Monday, writes Ida Brandt.", "Ida Brandt"),
        ("The pier opens on Monday. (Tom Reuss)", "ida.brandt"),
        ("Ida fell, and Brandt laughed.", "ida.brandt"),
        ("Captain Ida Brandt sails again in spring.", "ida.brandt"),
    ],
)
def test_the_name_of_an_account_is_spelled_as_the_story_ends(end: str, authors: str) -> None:
    author = {"@type": "Person", "name": "ida.brandt"}
    html = article_page(head=linked_data(news(author=author))).replace("</article>", f"<p>{end}</p></article>", 1)
    assert read(html).authors == (authors,)


def test_words_that_are_spelled_as_an_account_is_are_no_name() -> None:
    author = {"@type": "Person", "name": "old.pier"}
    html = article_page(head=linked_data(news(author=author)))
    article = read(html.replace("</article>", "<p>Gone is the old pier.</p></article>", 1))
    assert (article.authors, texts(article)[-1]) == (("old.pier",), "Gone is the old pier.")


@pytest.mark.parametrize(
    "byline",
    [
        "<p class='byline'>By Ida Brandt</p>",
        "<div class='article-author'><span>Ida Brandt</span></div>",
        "<a class='name' href='/authors/ida-brandt/'>Ida Brandt</a>",
        "<span itemprop='author'>Ida Brandt</span>",
        "<div class='autor'>Von Ida Brandt</div>",
        "<div class='writer'>Ida Brandt</div>",
        "<p class='byline'>By <b>Ida Brandt</b></p><p class='byline-role'>3 min read</p>",
        "<p><b class='author-name'>Ida Brandt</b><i class='author-title'>Šéfredaktor</i></p>",
        "<p><b class='author-title'>Ida Brandt</b></p>",
        "<p class='info'><time>02.03.2026 07:15</time> von Ida Brandt (Kommentare: 2)</p>",
        "<p class='byline'><i class='author-first-name'>Ida</i> <i class='author-last-name'>Brandt</i></p>",
        "<div class='authors'><b class='author-img'><img src='/i.jpg'></b><span>Ida Brandt</span></div>",
        "<div class='author'><a class='author-x'>Ida Brandt</a> <span class='about-author'>(Periodista)</span></div>",
    ],
)
def test_a_visible_byline_is_found(byline: str) -> None:
    assert read(article_page(before=byline)).authors == ("Ida Brandt",)


def test_authors_in_elements_that_are_called_titles_alike_are_all_named() -> None:
    told = (
        "<p><a class='author-title' href='/a/1'>Ida Brandt</a>, <a class='author-title' href='/a/2'>Tom Reuss</a></p>"
    )
    assert read(article_page(before=told)).authors == ("Ida Brandt", "Tom Reuss")


def test_a_photographer_is_not_the_author() -> None:
    caption = "<figcaption>The pier <span class='author'>Foto: Ola Nord</span></figcaption>"
    assert read(article_page(before=f"<figure><img src='/a.jpg'>{caption}</figure>")).authors == ()
    below = "<div><img src='/a.jpg'><p>The pier | foto: <span itemprop='author'>Ola Nord</span></p></div>"
    assert read(article_page(before=below)).authors == ()


# -- times -----------------------------------------------------------------------------------------------------------


def test_json_ld_beats_meta_and_meta_beats_what_is_shown() -> None:
    shown = "<p>Published <time datetime='2026-03-02T05:00:00Z'>2 March</time></p>"
    meta = metas(article__published_time="2026-03-02T06:00:00Z")
    ld = linked_data(news(datePublished="2026-03-02T07:00:00Z"))
    assert read(article_page(before=shown)).published_at == "2026-03-02T05:00:00Z"
    assert read(article_page(before=shown, head=meta)).published_at == "2026-03-02T06:00:00Z"
    assert read(article_page(before=shown, head=meta + ld)).published_at == "2026-03-02T07:00:00Z"


def test_a_time_of_the_same_day_counts_before_a_bare_day() -> None:
    meta = metas(article__published_time="2026-03-02")
    assert read(article_page(head=meta, before="<p>2 March 2026, 07:15</p>")).published_at == "2026-03-02T07:15Z"
    assert read(article_page(head=meta, before="<p>5 March 2026, 07:15</p>")).published_at == "2026-03-02"


@pytest.mark.parametrize(
    "shown",
    [
        "<div><span class='label'>Updated</span><span class='at'> 3/2/2026 10:46 PM</span></div>",
        "<p>Last updated: <time>2 March 2026, 10:46 pm</time></p>",
        "<p><b>Updated</b> <em>March 2, 2026 10:46 PM</em> | <span>5 min read</span></p>",
    ],
)
def test_the_time_of_an_update_in_an_element_of_its_own_is_not_that_of_the_day(shown: str) -> None:
    meta = metas(article__published_time="2026-03-02", article__modified_time="2026-03-03T03:46:00Z")
    article = read(article_page(head=meta, before=shown))
    assert (article.published_at, article.modified_at) == ("2026-03-02", "2026-03-03T03:46:00Z")


def test_what_stands_behind_an_update_may_be_when_it_was_published() -> None:
    meta = metas(article__published_time="2026-03-02", article__modified_time="2026-03-03T03:46:00Z")
    both = "<p><span>Updated 3 March 2026, 03:46</span> <span>2 March 2026, 07:15</span></p>"
    assert read(article_page(head=meta, before=both)).published_at == "2026-03-02T07:15Z"
    same = "<div><p>Updated 2 March 2026, 10:15</p><p>2 March 2026</p></div>"
    assert read(article_page(before=same)).published_at == "2026-03-02"


@pytest.mark.parametrize(
    ("shown", "published", "modified"),
    [
        (
            "<time class='updated' datetime='2026-03-05T08:00:00Z'>x</time>"
            "<time class='entry-date published' datetime='2026-03-02T07:15:00Z'>x</time>",
            "2026-03-02T07:15:00Z",
            "2026-03-05T08:00:00Z",
        ),
        (
            "<time class='entry-date published updated' datetime='2026-03-02T07:15:00Z'>x</time>",
            "2026-03-02T07:15:00Z",
            None,
        ),
        (
            "<time datetime='2026-03-05T08:00:00Z' itemprop='dateModified'>x</time>"
            "<time datetime='2026-03-02T07:15:00Z' itemprop='datePublished'>x</time>",
            "2026-03-02T07:15:00Z",
            "2026-03-05T08:00:00Z",
        ),
        ("<p>2 March 2026, 07:15 | Updated: 5 March 2026, 08:00</p>", "2026-03-02T07:15Z", "2026-03-05T08:00Z"),
        ("<p>2 March 2026</p><p>Updated: 2 March 2026, 08:00</p>", "2026-03-02", "2026-03-02T08:00Z"),
        ("<p>Updated: 5 March 2026, 08:00</p>", "2026-03-05T08:00Z", "2026-03-05T08:00Z"),
    ],
)
def test_the_time_of_an_update_is_not_that_of_publication(shown: str, published: str, modified: str | None) -> None:
    article = read(article_page(before=shown))
    assert (article.published_at, article.modified_at) == (published, modified)


@pytest.mark.parametrize(
    ("name", "content", "published"),
    [
        ("article:published_time", "2026-03-02T07:15:00+01:00", "2026-03-02T06:15:00Z"),
        ("date", "2026-03-02", "2026-03-02"),
        ("DC.date.issued", "2026-03-02T07:15:00Z", "2026-03-02T07:15:00Z"),
        ("parsely-pub-date", "2026-03-02T07:15:00Z", "2026-03-02T07:15:00Z"),
        ("sailthru.date", "Mon, 02 Mar 2026 07:15:00 +0000", "2026-03-02T07:15:00Z"),
        ("pubdate", "20260302T071500Z", "2026-03-02T07:15:00Z"),
        ("publish-date", "1772435700", "2026-03-02T07:15:00Z"),
        ("og:published_time", "1772435700123", "2026-03-02T07:15:00.123Z"),
        ("date", "soon", None),
    ],
)
def test_meta_elements_tell_the_time(name: str, content: str, published: str | None) -> None:
    assert read(article_page(head=f"<meta name='{name}' content='{content}'>")).published_at == published


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        ("<div class='date'>2026年3月2日 15:20</div>", "2026-03-02T15:20Z"),
        ("<div class='date'>2026. 3. 2. 15:20</div>", "2026-03-02T15:20Z"),
        ("<div class='date'>02.03.2026, 15:20 Uhr</div>", "2026-03-02T15:20Z"),
        ("<div class='date'>2026-03-02 15:20</div>", "2026-03-02T15:20Z"),
        ("<div class='date'>2026-03-02</div>", "2026-03-02"),
        ("<div class='meta'>Von: Benno Harder <span>|</span> <span>02.03.26</span></div>", "2026-03-02"),
        ("<div class='date'>Party, 02.03.26 </div>", "2026-03-02"),
        ("<div class='date'>soon</div>", None),
    ],
)
def test_a_date_beside_the_headline_is_read(shown: str, published: str | None) -> None:
    assert read(article_page(before=shown)).published_at == published


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        (
            "<div>Friday March 6, 2026 @ 6:43pm EDT<span>Tags: <a href='/t'>Ferries</a></span></div>",
            "2026-03-06T22:43Z",
        ),
        ("<div>March 6, 2026 6:43 PM ESTUpdated March 7, 2026</div>", "2026-03-06T23:43Z"),
        ("<p><abbr class='published' title='2026-03-02T15:20:00+01:00'>2. 3.</abbr></p>", "2026-03-02T14:20:00Z"),
        ("<p>An hour ago in <abbr title='Lowen Island'>LI</abbr></p>", None),
        (
            "<p>By Ida Brandt and Tom Reuss at the harbour of the northern island, and Kim Lee at the council in the"
            " town, March 2, 2026 at 3:20 p.m.</p>",
            "2026-03-02T15:20Z",
        ),
        (
            "<p>on <time class='updated' datetime='2026-03-02 15:20:00-0500'>March 2, 2026 03:20 pm</time></p>",
            "2026-03-02T20:20:00Z",
        ),
        (
            "<p>March 1, 2026 03:20 pm, <time class='updated' datetime='2026-03-02 15:20:00-0500'>now</time></p>",
            "2026-03-01T15:20Z",
        ),
    ],
)
def test_a_time_beside_the_headline_has_its_zone(shown: str, published: str | None) -> None:
    assert read(article_page(before=shown)).published_at == published


@pytest.mark.parametrize(
    ("shown", "published"),
    [
        ("8:42 a.m. EST March 3, 2026", "2026-03-02T19:52:39Z"),
        ("March 3, 2026 8:42 AM ET", "2026-03-02T19:52:39Z"),
        ("Updated: March 3, 2026 7:42 AM (CT)", "2026-03-02T14:52:39Z"),  # another moment
        ("March 3, 2026 8:42 AM", "2026-03-02T14:52:39Z"),
        ("8:42 a.m. GMT March 3, 2026", "2026-03-02T14:52:39Z"),
    ],
)
def test_times_without_a_zone_are_in_that_of_the_same_moment_as_readers_see_it(shown: str, published: str) -> None:
    head = linked_data(news(datePublished="2026-03-02T14:52:39", dateModified="2026-03-03T08:42:27"))
    article = read(article_page(head=head, before=f"<p>{shown}</p>"))
    assert article.published_at == published
    assert article.modified_at == ("2026-03-03T13:42:27Z" if "E" in shown else "2026-03-03T08:42:27Z")
    told = linked_data(news(datePublished="2026-03-02T14:52:39Z", dateModified="2026-03-03T08:42:27Z"))
    assert read(article_page(head=told, before=f"<p>{shown}</p>")).published_at == "2026-03-02T14:52:39Z"


BYLINES = {
    "<div class='byline'>by Ida Brandt <time>July 30, 2026 11:25 AM PDT</time></div>": "2026-07-30T18:25Z",
    "<div>By Ida Brandt, 30 July 2026, 11:25</div>": "2026-07-30T11:25Z",
    "<p>By Ida Brandt | <time datetime='2026-07-30T11:25:00Z'>30 July</time></p>": "2026-07-30T11:25:00Z",
    "<ul class='meta'><li>By Ida Brandt</li><li class='date'>30 July 2026</li></ul>": "2026-07-30",
}


@pytest.mark.parametrize("box", ["<header>{}</header>", "<div class='head'>{}</div>", "{}"])
@pytest.mark.parametrize("line", BYLINES)
def test_the_byline_behind_a_long_standfirst_in_the_storys_element_is_read(box: str, line: str) -> None:
    lead = f"{ENGLISH.standfirst} The council had asked for the inspection after the storm of 2 May 2019 at 7:30 am."
    head = box.format(f"<h1>{ENGLISH.title}</h1><p>{lead}</p>{line}")
    told = f"<title>{ENGLISH.title}</title>{metas(og__description=lead)}"
    html = page(f"<article>{head}<div>{paragraphs()}</div></article>", title="").replace("<h1></h1>", "")
    article = read(html.replace("<title></title>", told))
    assert (article.published_at, article.authors) == (BYLINES[line], ("Ida Brandt",))
    assert list(filter(None, (article.standfirst, *texts(article)))) == [lead, *ENGLISH.paragraphs]
    assert read(html.replace("<title></title>", told).replace(line, "")).published_at is None


@pytest.mark.parametrize(
    "below",
    [
        "<p>It was closed on 2 May 2019 at 7:30 am.</p>",
        "<p>2 May 2019</p>",
        "<div class='date'>2 May 2019</div><p>It fell.</p><div class='date'>3 May 2019</div><p>It rose.</p>",
        "<div class='at'><time datetime='2019-05-02T07:30'>7:30</time></div><p>It fell.</p>"
        "<div class='at'><time datetime='2019-05-02T08:10'>8:10</time></div><p>It rose.</p>",
        "<figure class='date'><img src='/pier.jpg'><figcaption>The pier, 2 May 2019, 7:30 am</figcaption></figure>",
        "<blockquote>Closed! 7:30 am, 2 May 2019</blockquote>",
        "<div class='post'><time datetime='2019-05-02T07:30'>7:30</time><p>It fell, and nobody knew why.</p></div>",
        "<h2>2 May 2019, 7:30 am</h2>",
    ],
)
def test_what_tells_a_time_below_the_first_paragraph_need_not_be_a_byline(below: str) -> None:
    first, *others = ENGLISH.paragraphs
    story = f"<p>{first} {others[0]}</p>{below}" + "".join(f"<p>{text}</p>" for text in others)
    html = page(f"<article><h1>{ENGLISH.title}</h1>{story}</article>", title="").replace("<h1></h1>", "")
    article = read(html.replace("<title></title>", f"<title>{ENGLISH.title}</title>"))
    assert article.published_at is None
    assert texts(article)[0] == f"{first} {others[0]}"


def test_a_modified_time_is_read_from_where_the_page_tells_it() -> None:
    assert read(with_ld(dateModified="2026-03-02T09:00:00Z")).modified_at == "2026-03-02T09:00:00Z"
    assert read(article_page(head=metas(article__modified_time="2026-03-02T09:00Z"))).modified_at == "2026-03-02T09:00Z"
    assert read(article_page(head=metas(article__modified="2026-03-02"))).modified_at == "2026-03-02"
    assert read(article_page()).modified_at is None


@pytest.mark.parametrize(
    "told", [None, True, [], {}, "yesterday", "0000-00-00", "2026-13-01", "9999999999999999", 1e300]
)
def test_what_is_no_time_gives_none(told: object) -> None:
    assert read(with_ld(datePublished=told, dateModified=told)).published_at is None


# -- standfirst ------------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.language)
@pytest.mark.parametrize(
    "shape",
    [
        "<p class='standfirst'>{}</p>", "<div class='article-intro'><p>{}</p></div>", "<h2 class='sub-title'>{}</h2>",
        "<p class='vorspann'>{}</p>", "<p class='chapo'>{}</p>", "<div class='lead'>{}</div>",
    ],
)  # fmt: skip
def test_a_named_standfirst_is_found(story: Story, shape: str) -> None:
    article = read(article_page(of=story, before=shape.format(story.standfirst)))
    assert article.standfirst == story.standfirst
    assert texts(article) == list(story.paragraphs)


@pytest.mark.parametrize("story", STORIES, ids=lambda s: s.language)
def test_the_description_names_the_standfirst(story: Story) -> None:
    head = f"<meta name='description' content='{story.standfirst}'>"
    article = read(article_page(of=story, head=head, before=f"<p>{story.standfirst}</p>"))
    assert article.standfirst == story.standfirst


def test_a_bold_first_paragraph_is_the_standfirst() -> None:
    body = f"<article><p><strong>{ENGLISH.standfirst}</strong></p>{paragraphs()}</article>"
    article = read(page(body))
    assert article.standfirst == ENGLISH.standfirst
    assert texts(article) == list(ENGLISH.paragraphs)


def test_a_description_that_no_reader_sees_is_no_standfirst() -> None:
    article = read(article_page(head=f"<meta name='description' content='{ENGLISH.standfirst}'>"))
    assert article.standfirst is None
    assert texts(article) == list(ENGLISH.paragraphs)


# -- section, tags, address, language --------------------------------------------------------------------------------


NAMED = ["Time: Person of the Year", "Postbank: Streik", "Ukraine: Krieg", "AC/DC", "Tag der Arbeit"]


@pytest.mark.parametrize(
    ("told", "tags"),
    [
        (["bridge", "ferry"], ("bridge", "ferry")),
        ("bridge, ferry", ("bridge", "ferry")),
        ("大桥，渡轮、港口", ("大桥", "渡轮", "港口")),
        ("bridge;ferry;", ("bridge", "ferry")),
        (["bridge", "Bridge", " bridge "], ("bridge",)),
        (["bridge", None, 5, {"@type": "DefinedTerm", "name": "ferry"}, {"name": 5}], ("bridge", "ferry")),
        ("x" * 200, ()),
        (5, ()),
        ("探月 航天技术 国际合作", ("探月", "航天技术", "国际合作")),
        ("北京 冬奥", ("北京 冬奥",)),
        (["26157981-b4f7-4929-adc1-e860c6f03636", "bridge", "_Prio_3", "p", "X", "harbour.example"], ("bridge", "X")),
        (["Day: Friday", "Time: 11.00", "Page Type: Article", "WC: 1000-1999", "Language: English"], ()),
        (["NLP Category: Travel", "Category: Travel", "Subject: Mill", "topic/bridges"], ("Travel", "Mill", "bridges")),
        (NAMED, tuple(NAMED)),
    ],
)
def test_tags_are_the_publishers_keywords(told: object, tags: tuple[str, ...]) -> None:
    assert read(with_ld(keywords=told)).tags == tags


@pytest.mark.parametrize(
    ("told", "section"),
    [
        ("Region", "Region"), (["Region", "City"], "Region"), (5, None), ([], None), ("  ", None),
        ("Uncategorized", None), (["未分类", "国际"], "国际"), ("Articles", None), ("Region,City,Mills", "Region"),
        ("Food, Wine & Travel", "Food, Wine & Travel"), ("Arts, Books, and Ideas", "Arts, Books, and Ideas"),
        ("Stadt, Land, Fluss", "Stadt"), ("Politik, Wirtschaft", "Politik, Wirtschaft"), ("news,nation", "news"),
        ("Kultura, Film oraz Muzyka, Sztuka i Moda", "Kultura, Film oraz Muzyka, Sztuka i Moda"),
        ("Zene, Film, Kultúra és Színház", "Zene, Film, Kultúra és Színház"),
    ],
)  # fmt: skip
def test_the_section_is_the_first_that_is_named(told: object, section: str | None) -> None:
    assert read(with_ld(articleSection=told)).section == section


def test_a_section_that_is_a_part_of_an_address_is_spelled_as_elsewhere() -> None:
    html = page(paragraphs(), head=linked_data(news(articleSection="us-news")) + metas(article__section="U.S. news"))
    assert read(html).section == "U.S. news"


@pytest.mark.parametrize(
    ("link", "address"),
    [
        ("https://www.harbour.example/bridge", "https://www.harbour.example/bridge"),
        ("/bridge", "https://www.harbour.example/bridge"),
        ("//harbour.example/bridge", "https://harbour.example/bridge"),
        ("/bridge?utm_medium=rss&id=5", "https://www.harbour.example/bridge?id=5"),
        ("", None),
        ("javascript:void(0)", None),
        ("//[broken", None),
        ("http://[::1", None),
    ],
)
def test_the_canonical_address_is_absolute_and_without_tracking(link: str, address: str | None) -> None:
    assert read(article_page(head=f"<link rel='canonical' href='{link}'>")).canonical_url == address


@pytest.mark.parametrize(
    ("html", "language"),
    [
        ("<html lang='de-AT'>", "de-AT"), ("<html lang='zh_CN'>", "zh-CN"),
        ("<html lang=''>", None), ("<html lang='?'>", None),
        ("<html><head><meta property='og:locale' content='pt_BR'></head>", "pt-BR"),
        ("<html><head><meta http-equiv='content-language' content='fr'></head>", "fr"),
    ],
)  # fmt: skip
def test_the_language_is_a_tag(html: str, language: str | None) -> None:
    assert read(f"{html}<body><h1>{ENGLISH.title}</h1>{paragraphs()}</body></html>").language == language


def test_an_address_that_is_none_is_kept_as_it_is() -> None:
    assert read(article_page(), url="//[odd").url == "//[odd"
    assert read(article_page(), url="").site == ""
    assert read(article_page(), url=URL).site == "harbour.example"


def test_what_is_told_twice_in_json_is_not_read_into_the_text() -> None:
    article = read(article_page(head=linked_data(news(articleBody=" ".join(ENGLISH.paragraphs)))))
    assert texts(article) == list(ENGLISH.paragraphs)
    assert json.dumps(article.to_dict(), ensure_ascii=False).count(ENGLISH.paragraphs[0]) == 1


def test_a_headline_that_a_quotation_mark_cuts_in_the_metadata_is_read_whole() -> None:
    told = 'ראש העיר: "המעבורת תחזור לפעול" - והתושבים ממתינים'
    head = f'<meta property="og:title" content="{told}">'
    html = page(f"<div class='x81'>{told}</div><div>{paragraphs()}</div>", title=told, head=head)
    assert read(html).title == told


def test_when_the_page_was_sent_is_no_time_of_the_story() -> None:
    sent = "".join(
        f'<meta http-equiv="{name}" content="Tue, 05 May 2026 10:00:00 GMT">' for name in ("Date", "last-modified")
    )
    article = read(article_page(head=sent))
    assert (article.published_at, article.modified_at) == (None, None)


@pytest.mark.parametrize(
    "badge", ["LIVE", "Subscriber exclusive", "Exklusiv für Abonnenten", "Réservé aux abonnés", "会员专享", "유료 전용"]
)
def test_a_badge_in_the_headlines_element_is_neither_headline_nor_kicker(badge: str) -> None:
    shown = f"<h1><span class='x81'>{badge}</span> Ferry to the island is late again</h1>"
    head = '<meta property="og:title" content="Ferry to the island is late again">'
    article = read(page(f"{shown}<div>{paragraphs()}</div>", title="Ferry to the island is late again", head=head))
    assert (article.title, article.kicker) == ("Ferry to the island is late again", None)


@pytest.mark.parametrize(
    ("element", "told"),
    [
        ("<time datetime='2024-11-29T00:00:00+01:00'>29.11.2024</time>", "2024-11-29"),
        ("<time datetime='2024-11-29T00:00:00Z'>November 29, 2024</time>", "2024-11-29"),
        ("<time datetime='2024-11-29 00:00'>29. November 2024</time>", "2024-11-29"),
        ("<time datetime='2024-11-29T00:00:00+01:00'>29.11.2024, 00:00 Uhr</time>", "2024-11-28T23:00:00Z"),
        ("<time datetime='2024-11-29T00:05:00+01:00'>29.11.2024</time>", "2024-11-28T23:05:00Z"),
        ("<time datetime='2024-11-29T00:00:00+01:00'></time>", "2024-11-28T23:00:00Z"),
        ("<time datetime='2024-04-30' data-timestamp='1714486649'>30/04/2024</time>", "2024-04-30T14:17:29Z"),
        ("<time datetime='2024-04-30' data-time='1714486649000'>30/04/2024</time>", "2024-04-30T14:17:29Z"),
        ("<time datetime='2024-04-30' data-timestamp='1614486649'>30/04/2024</time>", "2024-04-30"),
        ("<time datetime='2024-04-30' data-timeout='1714486649'>30/04/2024</time>", "2024-04-30"),
        ("<time datetime='2024-04-30' data-server-time='1714486649'>30/04/2024</time>", "2024-04-30"),
        ("<time datetime='2024-04-30' data-updated-time='1714486649'>30/04/2024</time>", "2024-04-30"),
        ("<time datetime='2024-04-30' data-timestamp='1714435200'>30/04/2024</time>", "2024-04-30"),  # midnight
        ("<time datetime='2024-04-30' data-timestamp='1714478400'>30/04/2024</time>", "2024-04-30"),  # noon
        ("<time datetime='2024-04-30' data-timestamp='1714478400'>30/04/2024 12:00</time>", "2024-04-30T12:00:00Z"),
        ("<time datetime='2024-11-29T00:00:00Z'>3 hours ago</time>", "2024-11-29T00:00:00Z"),
        ("<time datetime='2024-11-29T00:00:00-05:00'>Nov. 29, 2024 at 12 a.m.</time>", "2024-11-29T05:00:00Z"),
    ],
)
def test_a_time_element_tells_what_is_meant_by_midnight_and_the_second_that_is_counted(element: str, told: str) -> None:
    assert read(article_page(before=f"<div>{element}</div>")).published_at == told


@pytest.mark.parametrize(
    ("line", "told"),
    [
        ("<p data-publicationdate='2024-04-15T13:38:00+02:00'>Montag</p>", "2024-04-15T11:38:00Z"),
        ("<span data-publish-time='1376751840652'>Saturday 11:04am</span>", "2013-08-17T15:04:00.652Z"),
        ("<div data-published='soon'>Montag</div>", None),
        ("<p title='2026-03-13T21:00:00+11:00'>March 13, 2026 9:00PM</p>", "2026-03-13T10:00:00Z"),
        ("<span data-date='2026-03-13T21:00:00+11:00'>March 13, 2026</span>", "2026-03-13T10:00:00Z"),
        ("<time data-datetime='2026-03-13T21:00:00+11:00'>March 13, 2026</time>", "2026-03-13T10:00:00Z"),
        ("<span data-modified-date='2026-03-14T21:00:00+11:00'>March 13, 2026</span>", "2026-03-13"),
        ("<span data-date='2026-03-13T21:00:00+11:00'>The storm took the railing</span>", None),
        ("<amp-timeago datetime='2026-03-13T21:00:00+11:00'>March 13, 2026</amp-timeago>", "2026-03-13T10:00:00Z"),
        ("<p title='13 March'>March 13, 2026 9:00PM</p>", "2026-03-13T21:00Z"),
        ("<p>Last changed <span class='updated' title='2026-03-14T21:00:00+11:00'>3/14/2026</span></p>", "2026-03-14"),
        ("<a href='/x' title='2026-03-13T21:00:00+11:00'>Storm on March 13, 2026</a>", "2026-03-13"),
        ("<p title='2026-03-13T21:00:00+11:00'>The storm took the railing</p>", None),
        ("<span data-publishtime='1376751840652'><a href='/pier'>11:04am</a></span>", "2013-08-17T15:04:00.652Z"),
        ("<div class='video' data-publishdate='2024-04-15T13:38:00+02:00'></div>", None),
        ("<p data-pubdate='2024-04-15T13:38:00+02:00'><a href='/storm'>Storm takes the railing</a></p>", None),
        ("<div class='related'><p data-pubdate='2024-04-15T13:38:00+02:00'>Storm</p></div>", None),
        ("<a href='/storm'><span data-pubdate='2024-04-15T13:38:00+02:00'>Storm</span></a>", None),
        ("<div data-publisher='2024-04-15T13:38:00+02:00'>Montag</div>", None),
        (
            "<time class='updated' datetime='2024-01-29T20:00:45+01:00'>20:00, 29 Jan 2024</time>",
            "2024-01-29T19:00:45Z",
        ),
        ("<time class='updated' datetime='2024-01-29T20:00:45+01:00'>Updated 29 Jan 2024</time>", "2024-01-29"),
        ("Updated <time class='updated' datetime='2024-01-29T20:00:45+01:00'>29 Jan 2024</time>", "2024-01-29"),
    ],
)
def test_a_time_of_publishing_stands_in_an_attribute_or_in_the_only_time_element(line: str, told: str | None) -> None:
    assert read(article_page(before=f"<div>{line}</div>")).published_at == told


def test_a_line_behind_the_story_tells_of_publishing_before_the_only_time_element_of_an_update() -> None:
    updated = "<div><time class='modified' datetime='2026-03-05T07:15:00Z'>5 March</time></div>"
    article = read(article_page(before=updated, after="<p>Published: 2 March 2026</p>"))
    assert (article.published_at, article.modified_at) == ("2026-03-02", "2026-03-05T07:15:00Z")


@pytest.mark.parametrize(
    "body",
    [
        'The keeper said "nobody asked", and left.',
        '"Nobody asked", he said.',
        'He said,"Nobody asked" and went. "Nobody", he said again',
        'He called it "a wreck"',
        r"It\'s a wreck, c:\dir",
        'The sign says "a: b", "c", and {d}',
    ],
)
def test_linked_data_with_quotes_that_are_not_escaped_is_read(body: str) -> None:
    told = (
        '{"@type":"NewsArticle","headline":"%s","articleBody":"%s","keywords":["tide "of" May","pier",],'
        '"author":{"@type":"Person","name":"Ida Brandt"},"datePublished":"2026-03-02T07:15:00Z",}'
    )
    head = f'<script type="application/ld+json">{told % (ENGLISH.title, body)}</script>'
    article = read(article_page(head=head))
    assert (article.authors, article.published_at) == (("Ida Brandt",), "2026-03-02T07:15:00Z")
    assert article.tags == ('tide "of" May', "pier")


@pytest.mark.parametrize("told", ['{"headline": "a" "b"', '"', "{", "[" * 5_000, '{"a": "' + '" ' * 50_000, "\\"])
def test_linked_data_that_cannot_be_mended_is_passed_over(told: str) -> None:
    article = read(article_page(head=f'<script type="application/ld+json">{told}</script>'))
    assert (article.title, article.published_at) == (ENGLISH.title, None)
