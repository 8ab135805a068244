"""Feeds as they are: every form, and what is wrong with them."""

from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest
from builders import page

from watcher.model import Hub, Listed, Listing, SourceKind
from watcher.sources import Unreadable, listing

URL = "https://news.example/rss/feed.xml"
NINE = datetime(2026, 3, 2, 9, 0, tzinfo=UTC)
ARTICLE = "https://news.example/a"


def read(body: str | bytes, content_type: str = "application/xml", url: str = URL) -> Listing:
    return listing(page(body, url=url, content_type=content_type))


def rss(items: str, channel: str = "<link>https://news.example/</link>", top: str = "") -> str:
    head = top or '<?xml version="1.0" encoding="UTF-8"?>'
    return f'{head}<rss version="2.0"><channel><title>News</title>{channel}{items}</channel></rss>'


def item(inside: str) -> str:
    return rss(f"<item>{inside}</item>")


def atom(entry: str, feed: str = "") -> str:
    return f'<feed xmlns="http://www.w3.org/2005/Atom" {feed}><title>News</title><entry>{entry}</entry></feed>'


WHOLE = Listed(url=ARTICLE, title="The bridge is closed", published_at=NINE, language="en-GB")
FORMS = {
    "RSS 2.0": rss(
        "<item><title>The bridge is closed</title><link>https://news.example/a</link>"
        "<pubDate>Mon, 02 Mar 2026 09:00:00 GMT</pubDate></item>",
        "<language>en-GB</language><link>https://news.example</link>",
    ),
    "RSS 0.91": '<?xml version="1.0"?><!DOCTYPE rss PUBLIC "-//Netscape Communications//DTD RSS 0.91//EN" '
    '"http://my.netscape.com/publish/formats/rss-0.91.dtd"><rss version="0.91"><channel><language>en-GB</language>'
    "<item><title>The bridge is closed</title><link>https://news.example/a</link>"
    "<pubDate>2 Mar 2026 09:00 +0000</pubDate></item></channel></rss>",
    "RSS 1.0": '<rdf:RDF xmlns:rdf="http://www.w3.org/1999/02/22-rdf-syntax-ns#" xmlns="http://purl.org/rss/1.0/" '
    'xmlns:dc="http://purl.org/dc/elements/1.1/"><channel rdf:about="https://news.example/"><title>News</title>'
    "<dc:language>en-GB</dc:language><items><rdf:Seq><rdf:li rdf:resource='https://news.example/a'/></rdf:Seq></items>"
    '</channel><item rdf:about="https://news.example/a"><title>The bridge is closed</title>'
    "<link>https://news.example/a</link><dc:date>2026-03-02T09:00:00Z</dc:date></item></rdf:RDF>",
    "Atom 1.0": atom(
        '<title>The bridge is closed</title><link href="/a"/><updated>2026-03-02T10:00:00Z</updated>'
        "<published>2026-03-02T10:00:00+01:00</published>",
        'xml:lang="en-GB"',
    ),
    "Atom 0.3": '<feed version="0.3" xmlns="http://purl.org/atom/ns#" xml:lang="en-GB"><entry>'
    '<title mode="escaped">The bridge is closed</title><issued>2026-03-02T09:00:00Z</issued>'
    '<link rel="alternate" type="text/html" href="https://news.example/a"/></entry></feed>',
    "JSON Feed": '{"version": "https://jsonfeed.org/version/1.1", "title": "News", "language": "en-GB", '
    '"items": [{"id": "1", "url": "https://news.example/a", "title": "The bridge is closed", '
    '"date_published": "2026-03-02T09:00:00Z"}]}',
}


@pytest.mark.parametrize("body", FORMS.values(), ids=FORMS)
def test_every_form_gives_the_same_article(body: str) -> None:
    found = read(body)
    assert found.kind is SourceKind.FEED
    assert found.articles == (WHOLE,)


@pytest.mark.parametrize("content_type", ["text/html", "text/plain; charset=latin-1", "application/octet-stream", ""])
def test_a_content_type_that_lies_is_not_believed(content_type: str) -> None:
    for body in FORMS.values():
        assert read(body, content_type).articles == (WHOLE,)


ADDRESSES = {
    "white space around it": "<link>\n  https://news.example/a \n</link>",
    "in CDATA": "<link><![CDATA[https://news.example/a]]></link>",
    "relative, from the root": "<link>/a</link>",
    "relative to the site, not to the feed": "<link>a</link>",
    "without a scheme": "<link>//news.example/a</link>",
    "only a permanent identifier": "<guid>https://news.example/a</guid>",
    "an identifier that is said to be none": '<guid isPermaLink="false">https://news.example/a</guid>',
    "an identifier that is no address": "<link>https://news.example/a</link><guid>/4711</guid>",
    "an empty link before the identifier": "<link/><guid isPermaLink='true'>https://news.example/a</guid>",
    "a link as in Atom": '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" href="https://news.example/a"/>',
    "beside the feed's own link": '<atom:link xmlns:atom="http://www.w3.org/2005/Atom" rel="self" '
    'href="https://news.example/x"/><link>https://news.example/a</link>',
    "before it was measured": '<link>https://pipe.example/~r/1</link><feedburner:origLink xmlns:feedburner="http://'
    'rssnamespace.org/feedburner/ext/1.0">https://news.example/a</feedburner:origLink>',
    "of a base": '<link xml:base="https://news.example/x/">../a</link>',
    "of an image too": '<media:content xmlns:media="http://search.yahoo.com/mrss/"><media:link>https://news.example/p'
    "</media:link></media:content><link>https://news.example/a</link>",
}


@pytest.mark.parametrize("inside", ADDRESSES.values(), ids=ADDRESSES)
def test_an_items_address_is_found_wherever_it_stands(inside: str) -> None:
    assert [one.url for one in read(item(inside)).articles] == [ARTICLE]


@pytest.mark.parametrize(
    "entry",
    [
        '<link rel="self" href="/x"/><link rel="alternate" href="/a"/>',
        '<link rel="alternate" type="application/json" href="/a.json"/><link type="text/html" href="/a"/>',
        '<link rel="enclosure" href="/a.mp3"/><link rel="related" href="/b"/><link href="/a"/>',
        "<id>https://news.example/a</id>",
        '<link href="a" xml:base="https://news.example/x"/>',
        '<content src="https://news.example/a"/>',
        '<link href="/a"/><source><link href="/elsewhere"/></source>',
    ],
)
def test_of_an_entrys_links_the_page_is_taken(entry: str) -> None:
    assert [one.url for one in read(atom(entry)).articles] == [ARTICLE]


def test_the_bases_of_an_atom_feed_count_from_the_outside_in() -> None:
    body = atom('<link href="c"/>', 'xml:base="https://news.example/x/"').replace("<entry>", '<entry xml:base="y/">')
    assert [one.url for one in read(body).articles] == ["https://news.example/x/y/c"]


@pytest.mark.parametrize(
    "inside", ["", "<link>javascript:alert(1)</link>", "<link>ftp://a.example/b</link>", "<guid>9</guid>"]
)
def test_an_item_without_an_address_is_passed_over(inside: str) -> None:
    whole = "<link>https://news.example/a</link>"
    body = rss(f"<item><title>x</title>{inside}</item><item>{whole}</item>", "")
    assert [one.url for one in read(body).articles] == [ARTICLE]


TITLES = {
    "Caf\u00e9 & Bar": "<title>Caf&eacute; &amp; Bar</title>",
    "Fish & chips": "<title>Fish &amp;amp; chips</title>",
    "Profit & loss": "<title>Profit & loss</title>",
    "Now bold": "<title><![CDATA[Now <b>bold</b>]]></title>",
    "So small": "<title>So&nbsp;<i>small</i></title>",
    "1 < 2": "<title>1 &lt; 2</title>",
    "The article's own": '<media:title xmlns:media="http://search.yahoo.com/mrss/">The picture\'s</media:title>'
    "<title>The article's own</title>",
    "潮水上涨": "<title>\u200b潮水上涨\n </title>",
}


@pytest.mark.parametrize(("title", "inside"), TITLES.items(), ids=range(len(TITLES)))
def test_titles_are_read_as_a_reader_sees_them(title: str, inside: str) -> None:
    (found,) = read(item(f"<link>/a</link>{inside}")).articles
    assert found.title == title


@pytest.mark.parametrize(
    "told",
    [
        "<pubDate>Mon, 02 Mar 2026 10:00:00 CET</pubDate>",
        "<pubDate>Mon, 2 Mar 2026 04:00:00 EST</pubDate>",
        "<pubDate>Mo, 02 Mar 2026 09:00:00 Z</pubDate>",
        "<pubDate>2026-03-02 09:00:00</pubDate>",
        "<pubDate>  Mon, 02 Mar 2026\n09:00:00   +0000 </pubDate>",
        "<pubDate>soon</pubDate><dc:date xmlns:dc='http://purl.org/dc/elements/1.1/'>2026-03-02T17:00:00+08:00</dc:date>",
        "<pubDate>2026-03-02T09:00:00.000000000Z</pubDate>",
        "<pubDate>Mon, 02 Mar 2026 17:00:00 +08:00</pubDate>",
        "<pubDate>Mon, 02 Mar 2026 17:00:00 GMT+8</pubDate>",
        "<pubDate>Mon, 02 Mar 2026 17:00:00 GMT+0800</pubDate>",
        "<pubDate>Mo, 02 Mär 2026 10:00:00 +0100</pubDate>",
        "<pubDate>lun, 02 mars 2026 10:00:00 +0100</pubDate>",
        "<pubDate>2026/03/02 09:00:00</pubDate>",
        "<pubDate>2026年3月2日 09:00</pubDate>",
        "<pubDate>1772442000</pubDate>",
        "<pubDate>1772442000000</pubDate>",
        "<pubDate>March 2, 2026 9:00 AM</pubDate>",
        "<pubDate>Monday, March 2, 2026 - 09:00</pubDate>",
    ],
)
def test_times_are_read_in_every_usual_form(told: str) -> None:
    (found,) = read(item(f"<link>/a</link>{told}")).articles
    assert found.published_at == NINE


@pytest.mark.parametrize(
    "told", ["yesterday", "0000-00-00", "9" * 30, "Mon, 99 Mar 2026 09:00:00 GMT", "-1", "9999-12-31T23:59:59-12:00"]
)
def test_what_is_no_time_is_none(told: str) -> None:
    (found,) = read(item(f"<link>/a</link><pubDate>{told}</pubDate>")).articles
    assert found.published_at is None


CHINESE = "<item><title>天下大事</title><link>https://news.example/a</link></item>"


@pytest.mark.parametrize(
    ("encoding", "declared", "content_type"),
    [
        ("utf-8", "utf-8", "text/xml"),
        ("utf-8", "gb2312", "text/xml; charset=gb2312"),
        ("utf-8-sig", "iso-8859-1", "text/xml; charset=iso-8859-1"),
        ("gb18030", "gb2312", "text/xml"),
        ("gb18030", "utf-8", "text/xml; charset=gbk"),
        ("big5", "big5", "text/xml"),
        ("utf-16", "utf-16", "text/xml"),
        ("utf-16", "utf-8", "text/xml; charset=utf-8"),
    ],
)
def test_characters_are_right_whatever_is_declared(encoding: str, declared: str, content_type: str) -> None:
    body = rss(CHINESE, top=f'<?xml version="1.0" encoding="{declared}"?>').encode(encoding)
    assert [one.title for one in read(body, content_type).articles] == ["天下大事"]


BROKEN = {
    "text before it": "Warning: mysql in /var/www on line 3\n" + item("<link>/a</link>"),
    "white space before the declaration": "\n\n  " + item("<link>/a</link>"),
    "an ampersand in an address": item("<link>https://news.example/a?x=1&utm_source=rss</link>"),
    "a character that XML forbids": item("<title>a\x0bb\x00</title><link>/a</link>"),
    "cut in the middle": item("<link>/a</link><title>The br")[:-20],
    "a prefix that is not declared": item("<media:thumbnail url='x'/><link>/a</link>"),
    "an element that is not closed": item("<description><p>One<br></description><link>/a</link>"),
}


@pytest.mark.parametrize("body", BROKEN.values(), ids=BROKEN)
def test_what_is_broken_is_read_as_far_as_it_goes(body: str) -> None:
    (found,) = read(body).articles
    assert found.url.partition("?")[0] == ARTICLE


def test_addresses_keep_every_parameter() -> None:
    (found,) = read(item("<link>https://news.example/a?x=1&copy=2&amp;y=3&#38;z=4</link>")).articles
    assert found.url == "https://news.example/a?x=1&copy=2&y=3&z=4"


@pytest.mark.parametrize(
    ("channel", "ttl"),
    [
        ("<ttl>60</ttl>", timedelta(hours=1)),
        ("<ttl> 5 </ttl>", timedelta(minutes=5)),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>2</sy:updateFrequency>", timedelta(minutes=30)),
        ("<sy:updatePeriod> daily </sy:updatePeriod>", timedelta(days=1)),
        ("<ttl>5</ttl><sy:updatePeriod>hourly</sy:updatePeriod>", timedelta(hours=1)),
        ("<sy:updatePeriod>hourly</sy:updatePeriod><sy:updateFrequency>0</sy:updateFrequency>", timedelta(hours=1)),
        ("<ttl>99999999</ttl>", timedelta(days=7)),
        ("<ttl>soon</ttl>", None),
        ("<ttl>-5</ttl>", None),
        ("<ttl>٣</ttl>", None),
        ("", None),
    ],
)
def test_how_long_a_feed_stays_is_read(channel: str, ttl: timedelta | None) -> None:
    assert read(rss("<item><link>/a</link></item>", channel)).ttl == ttl


ATOM = 'xmlns:atom="http://www.w3.org/2005/Atom"'
HUB, SELF = "https://hub.example/push", "https://news.example/rss/own.xml"


def link(relation: str, to: str) -> str:
    return f'<atom:link {ATOM} rel="{relation}" href="{to}"/>'


@pytest.mark.parametrize(
    ("body", "topic"),
    [
        (rss("", link("hub", HUB) + link("self", "own.xml")), SELF),
        (rss("", link("hub", HUB) + "<link>https://news.example/</link>"), URL),
        (rss("", link("hub", HUB) + link("hub", "https://b.example")), URL),
        (f"<feed>{link('self', SELF)}{link('HUB', HUB)}</feed>", SELF),
        (f'<rdf:RDF xmlns:rdf="x"><channel>{link("hub", HUB)}</channel></rdf:RDF>', URL),
        (f'{{"items": [], "feed_url": "{SELF}", "hubs": [{{"type": "WebSub", "url": "{HUB}"}}]}}', SELF),
        (f'{{"items": [], "hubs": [{{"type": "rssCloud", "url": "b"}}, {{"type": "websub", "url": "{HUB}"}}]}}', URL),
    ],
)
def test_where_a_feed_is_pushed_from_is_read(body: str, topic: str) -> None:
    assert read(body).hub == Hub(url=HUB, topic=topic)


@pytest.mark.parametrize(
    "body",
    [
        rss(""),
        rss(f'<item><link>/a</link><atom:link {ATOM} rel="hub" href="{HUB}"/></item>'),
        rss("", f'<atom:link {ATOM} rel="hub" href="mailto:hub@example.org"/>'),
        rss("", f'<atom:link {ATOM} rel="hub" href="{HUB}?{"x" * 5000}"/>'),
        rss("", f'<atom:link {ATOM} rel="hub"/>'),
        '{"items": [], "hubs": [{"type": "WebSub"}, 3]}',
        '{"items": [], "hubs": "x"}',
    ],
)
def test_what_names_no_hub_is_pushed_from_nowhere(body: str) -> None:
    assert read(body).hub is None


def test_header_fields_say_better_where_a_feed_is_pushed_from() -> None:
    body = rss("", f'<atom:link {ATOM} rel="hub" href="https://old.example/"/>')
    links = (("hub", HUB), ("hub", "https://b.example/"), ("self", SELF))
    assert listing(page(body, url=URL, links=links)).hub == Hub(url=HUB, topic=SELF)
    assert listing(page("<html><a href=/2026/03/02/a>x</a>", url=URL, links=links)).hub is None


def test_an_items_own_language_counts_more_than_the_feeds() -> None:
    body = rss(
        "<item><link>/a</link></item><item><link>/b</link><dc:language>zh</dc:language></item>",
        "<language>en</language>",
    )
    assert [one.language for one in read(body).articles] == ["en", "zh"]


@pytest.mark.parametrize("value", ['{"items": 5}', '{"version": 1}', "[1]", '{"items": {}}'])
def test_json_that_is_no_feed_is_refused(value: str) -> None:
    with pytest.raises(Unreadable, match="no JSON Feed"):
        read(value)


def test_half_characters_of_a_json_feed_are_none() -> None:
    found = read('{"items": [{"url": "https://news.example/a\\ud800", "title": "\\ud83d\\ude00 \\udc00"}]}').articles
    assert [(one.url, one.title) for one in found] == [("https://news.example/a", "😀 ?")]


def test_the_odd_items_of_a_json_feed_are_passed_over() -> None:
    body = (
        '{"items": [1, null, {}, {"url": 5}, {"url": "/b"}, {"external_url": "https://other.example/x"}, '
        '{"id": "https://news.example/c", "title": ["x"], "date_published": 7, "language": null}]}'
    )
    assert [one.url for one in read(body).articles] == [
        "https://news.example/b",
        "https://other.example/x",
        "https://news.example/c",
    ]


@pytest.mark.parametrize(
    ("body", "said"),
    [
        ("", "it is empty"),
        ("   \n ", "it is empty"),
        ("just words", "neither feed, sitemap, page nor list, but text that begins with 'just words'"),
        ("<svg xmlns='http://www.w3.org/2000/svg'/>", "but an XML document <svg>"),
        ("<opml><body/></opml>", "but an XML document <opml>"),
        ("<", "but text that begins with '<'"),
        ('{"items": [', "it is no JSON"),
        (b"\x1f\x8bnot gzip", "it is a broken gzip file"),
        ("<!doctype html><title>503</title><h1>Service unavailable</h1>", "an HTML page with no link that looks like"),
    ],
)
def test_what_is_no_source_is_one_clear_reason(body: str | bytes, said: str) -> None:
    with pytest.raises(Unreadable, match=said.replace("(", r"\(")):
        read(body)


def test_a_feed_where_an_error_page_stands_is_told_as_one() -> None:
    with pytest.raises(Unreadable, match="it is an HTML page, not a feed, and it names no feed"):
        listing(page("<html><h1>Sorry</h1></html>", url=URL), kind="feed")


def test_a_page_meant_as_a_feed_says_where_the_feed_is() -> None:
    body = (
        '<html><head><link rel="alternate" type="application/rss+xml" title="Comments" href="/comments/feed/">'
        '<link rel="alternate" hreflang="de" href="/de"><link rel=alternate type=application/rss+xml href=/rss/all.xml>'
    )
    found = listing(page(body, url="https://news.example/"), kind="feed")
    assert (found.kind, found.elsewhere) == (SourceKind.FEED, "https://news.example/rss/all.xml")


def test_a_feed_that_is_meant_to_be_something_else_is_refused() -> None:
    with pytest.raises(Unreadable, match="it is a feed, not a sitemap"):
        listing(page(item("<link>/a</link>"), url=URL), kind="sitemap")
