"""Pages that no person wrote: each holds one short story and something that breaks parsers, patterns or patience."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping

TITLE = "Lighthouse keeper retires after forty winters"
STORY = (
    "The keeper of the northern lighthouse retired on Friday after forty winters on the rock, the harbour office said.",
    "No successor will be named, because the lamp has been run from the mainland since the cable was laid in spring.",
    "Her log books, 161 in all, go to the town museum, where the first of them can be seen from the end of the month.",
    "The house beside the tower will be let to visitors who do not mind the horn, said the head of the harbour office.",
)
MEGABYTE = 1_000_000


def page(inside: str = "", *, head: str = "", before: str = "", after: str = "", tail: str = "") -> bytes:
    """The story on a page, with something in the `head`, before, `inside`, right after, or behind it (`tail`)."""
    first, *others = (f"<p>{text}</p>" for text in STORY)
    return (
        f"<!DOCTYPE html><html lang='en'><head><meta charset='utf-8'><title>{TITLE}</title>{head}</head><body>{before}"
        f"<article><h1>{TITLE}</h1>{first}{inside}{''.join(others)}</article>{after}<footer>12 Quay Street</footer>"
        f"</body></html>{tail}"
    ).encode("utf-8", "surrogatepass")


def ld(told: object, extra: str = "") -> str:
    return f'<script type="application/ld+json">{told if isinstance(told, str) else json.dumps(told)}{extra}</script>'


def next_data(told: str) -> str:
    return f"<script id='__NEXT_DATA__' type='application/json'>{told}</script>"


def nested(depth: int, opener: str = "<div>", closer: str = "</div>", core: str = "x") -> str:
    return opener * depth + core + closer * depth


def _json_nested(depth: int) -> str:
    return '{"@type":"NewsArticle","headline":"x","a":' + "[" * depth + "]" * depth + "}"


PAGES: Mapping[str, Callable[[], bytes]] = {
    # numbers of elements
    "5 MB of links": lambda: page(after="<a href='/x'>a link</a> " * 215_000),
    "5 MB of links before it": lambda: page(before="<a href='/x'>a link</a> " * 215_000),
    "links inside the story": lambda: page("<a href='/x'>a link</a> " * 30_000),
    "100,000 paragraphs": lambda: page("<p>One more sentence of the story that never ends.</p>" * 100_000),
    "8,000 short paragraphs": lambda: page("<p>Photo: Ida Brandt</p>" * 8_000),
    "100,000 breaks": lambda: page("<div>" + "A line of a poem.<br>" * 100_000 + "</div>"),
    "100,000 headings": lambda: page("<h2>Part of it</h2>" * 100_000),
    "10,000 lists in lists": lambda: page("<ul><li>item" * 10_000),
    "30,000 table cells": lambda: page("<table><tr>" + "<td>cell" * 30_000 + "</table>"),
    "9,000 tables in tables": lambda: page("<table><tr><td>" * 9_000),
    "20,000 pictures": lambda: page("".join(f"<img src='/p{n}.jpg' alt='view {n}'>" for n in range(20_000))),
    "20,000 figures": lambda: page("<figure><img src='/a.jpg'><figcaption>Photo: A</figcaption></figure>" * 20_000),
    "20,000 images of one figure": lambda: page("<figure>" + "<img src='/a.jpg'>" * 20_000 + "</figure>"),
    "20,000 open formats": lambda: page("<b><i><font>" * 7_000 + "<p>x" * 7_000),
    "open formats with names": lambda: page("".join(f"<b class=c{n}><p>" for n in range(15_000))),
    "4,000 updates": lambda: (
        page(before="".join(f"<p>Updated {n % 28 + 1} March 2026, 12:{n % 60:02}</p>" for n in range(4_000)))
        .replace(f"<h1>{TITLE}</h1>".encode(), b"")
        .replace(b"<body>", f"<body><h1>{TITLE}</h1>".encode())
    ),
    "30,000 headlines": lambda: page(before="<h1>Lighthouse keeper</h1>" * 30_000),
    "30,000 metas": lambda: page(head="<meta property='article:tag' content='sea'>" * 30_000),
    "30,000 times": lambda: page(before="<time datetime='2026-01-01'>1 January 2026</time>" * 30_000),
    "30,000 bylines": lambda: page(before="<div class='byline'>By Ida Brandt</div>" * 30_000),
    "10,000 articles": lambda: page(
        after="<article><h2>Other</h2><p>Another story of the day, told in short.</p></article>" * 10_000
    ),
    # nesting
    "60,000 nested boxes": lambda: page(before=nested(60_000)),
    "60,000 nested boxes inside": lambda: page(nested(60_000)),
    "nested boxes behind what closes none": lambda: page(before="</b>" * 10_000 + nested(10_000)),
    "open boxes around everything": lambda: page(before="<div>" * 60_000),
    "nested boxes between what closes nothing": lambda: page(before="<div></x>" * 19_900),
    "nested boxes and their opposite": lambda: page(before="<div></x>" * 4_000 + "<x></div>" * 4_000),
    "nested text between what closes nothing": lambda: page(before="<div><p>text</p></x></y>" * 4_000),
    "nested spans": lambda: page(nested(30_000, "<span>", "</span>", "deep words")),
    "nested quotes": lambda: page(nested(10_000, "<blockquote><p>", "</p></blockquote>")),
    "900 open quotes": lambda: page("<blockquote><p>x" * 900),
    "open formatting on a small page": lambda: page("".join(f"<font size={n}>" for n in range(950)) + "<p>x" * 950),
    "nested figures": lambda: page(nested(10_000, "<figure>", "</figure>", "<img src='/a.jpg'>")),
    "nested links and formats": lambda: page(nested(10_000, "<a><b>", "</b></a>")),
    "nested svg": lambda: page(nested(20_000, "<svg><g>", "</g></svg>")),
    "nested templates": lambda: page(nested(5_000, "<template>", "</template>")),
    "buttons in one box": lambda: page("<div>" + "".join(f"<button>{n}x</button>" for n in range(6_000)) + "</div>"),
    "labels to tick in one box": lambda: page(
        "<div>" + "".join(f"<input type=checkbox id=a{n}><label for=a{n}>x{n}</label>" for n in range(6_000)) + "</div>"
    ),
    "nested forms, selects, buttons": lambda: page(
        nested(5_000, "<form><select><option><button>", "</button></select></form>")
    ),
    # attributes
    "a 10 MB attribute": lambda: page(before=f"<div data-x='{'x' * 10 * MEGABYTE}'></div>"),
    "a 4 MB class": lambda: page(f"<div class='{'related ' * 500_000}'>x</div>"),
    "200,000 classes": lambda: page(
        f"<p class='{' '.join(f'c{n}' for n in range(200_000))}'>A paragraph of many classes.</p>"
    ),
    "200,000 attributes": lambda: page(f"<p {' '.join(f'a{n}=1' for n in range(200_000))}>A paragraph.</p>"),
    "quoted tags in attributes": lambda: page(
        "<p " + " ".join(f"a{n}='<p>\">'" for n in range(50_000)) + ">A paragraph.</p>"
    ),
    "attributes on body, again and again": lambda: page("".join(f"<body a{n}=1>" for n in range(20_000))),
    "an unclosed quote": lambda: page(f"<p title='{'<p>text ' * 100_000}"),
    "a srcset of 100,000": lambda: page(
        "<img src='/a.jpg' srcset='" + ",".join(f"/a{n}.jpg {n}w" for n in range(1, 100_000)) + "'>"
    ),
    "a srcset of spaces and commas": lambda: page(f"<img src='/a.jpg' srcset='{', ' * 500_000}x'>"),
    "a 3 MB address": lambda: page(
        f"<a href='https://a.example/{'%2e%2e/' * 400_000}'>a link</a><img src='/{'a/' * 900_000}.jpg'>"
    ),
    "a 2 MB style": lambda: page(f"<p style='{'display : ' * 200_000}none'>Hidden or not.</p>"),
    # bytes
    "null bytes": lambda: page("\0" * MEGABYTE + "<p>\0</p>"),
    "nothing but null bytes": lambda: b"\0" * MEGABYTE,
    "nothing but openers": lambda: b"<" * 5 * MEGABYTE,
    "nothing but closers": lambda: b"</p>" * MEGABYTE,
    "nothing but entities": lambda: b"&amp;" * MEGABYTE,
    "broken UTF-8": lambda: page() + b"\xff\xfe\x80" * 300_000,
    "a lone half of a pair": lambda: page("<p>\ud800 \udfff</p>"),
    "UTF-16 by its mark": lambda: b"\xff\xfe" + page().decode().encode("utf-16-le"),
    "an entity bomb": lambda: (
        b"<!DOCTYPE lolz [<!ENTITY a 'ha'>"
        + b"".join(b"<!ENTITY b%d '&a;&a;&a;&a;'>" % n for n in range(1000))
        + b"]>"
        + page("<p>&b999;</p>")
    ),
    "100,000 numeric entities": lambda: page("<p>" + "&#x1F600;&#0;&#xD800;&#1114112;" * 25_000 + "</p>"),
    "combining marks": lambda: page("<p>A" + "\u0301\u0327" * 500_000 + "</p>"),
    "joiners and directions": lambda: page("<p>" + "\u200d\u200c\u202e" * 500_000 + "</p>"),
    # comments, scripts
    "an unclosed comment": lambda: page(tail="<!-- " + "- " * MEGABYTE),
    "an unclosed comment before it": lambda: page(before="<!-- "),
    "200,000 comments": lambda: page("<!---->" * 200_000),
    "comments of dashes": lambda: page("<!--" + "-" * 2 * MEGABYTE + ">"),
    "an unclosed script": lambda: page(tail="<script>" + "</scrip" * 500_000),
    "an unclosed style before it": lambda: page(before="<style>"),
    "unclosed frames": lambda: page("<iframe>" * 20_000, tail="<noscript>" * 20_000),
    "open plain text": lambda: page(after="<plaintext>" + "<p>text" * 100_000),
    # what the page says of itself
    "huge linked data": lambda: page(
        head=ld(
            [
                {
                    "@type": "NewsArticle",
                    "headline": TITLE,
                    "keywords": ["sea"] * 50,
                    "author": [{"name": f"A {n}"} for n in range(100)],
                }
            ]
            * 1_000
        )
    ),
    "2 MB of article in linked data": lambda: page(
        head=ld({"@type": "NewsArticle", "headline": TITLE, "articleBody": " ".join(STORY) * 5_000})
    ),
    "deep linked data": lambda: page(head=ld(_json_nested(100_000))),
    "linked data that refers to itself": lambda: page(
        head=ld(
            {
                "@graph": [
                    {
                        "@type": "NewsArticle",
                        "headline": TITLE,
                        "@id": "a",
                        "author": {"@id": "a"},
                        "publisher": {"@id": "a"},
                    }
                ]
            }
        )
    ),
    "linked data of the wrong types": lambda: page(
        head=ld(
            {
                "@type": ["NewsArticle", 7, None],
                "headline": [TITLE],
                "author": {"name": {"x": 1}},
                "datePublished": 20260101,
                "image": [[[]]],
                "articleBody": {"a": 1},
                "keywords": {"b": 2},
                "description": 5,
                "publisher": [{"name": None}],
                "inLanguage": {"name": "en"},
            }
        )
    ),
    "20,000 scripts of linked data": lambda: page(head=ld({"@type": "NewsArticle", "headline": TITLE}) * 10_000),
    "a thousand long strings in one script, and no story": lambda: (
        page(after="<script>" + f'say("{"the sea " * 250}");' * 1_000 + "</script>")
        .replace(b"<p>", b"<!--")
        .replace(b"</p>", b"-->")
    ),
    "numbers without an end": lambda: page(
        head=ld('{"@type":"NewsArticle","headline":"x","n":' + "9" * MEGABYTE + "}")
    ),
    "dates without an end": lambda: page(
        head=ld({"@type": "NewsArticle", "headline": TITLE, "datePublished": "2026-01-01T" + "0" * MEGABYTE})
    ),
    "2 MB of keywords": lambda: page(head=f"<meta name='keywords' content='{'sea,' * 500_000}'>"),
    "a 2 MB headline": lambda: page(
        head=f"<meta property='og:title' content='{'Lighthouse ' * 180_000}'>",
        before=f"<h1>{'Lighthouse ' * 180_000}</h1>",
    ),
    "a 2 MB title": lambda: page(head=f"<title>{' - '.join(['Lighthouse'] * 150_000)}</title>"),
    "2 MB of state": lambda: page(after=f"<script>window.__APOLLO_STATE__ = {'{' * MEGABYTE}</script>"),
    "2 MB of hydration state": lambda: page(
        after=next_data(json.dumps({"a": [{"html": "<p>A sentence of the state.</p>" * 10}] * 7_000}))
    ),
    "deep hydration state": lambda: page(after=next_data("[" * 100_000 + "]" * 100_000)),
    # text that patterns stumble over
    "one 5 MB paragraph": lambda: page(f"<p>{'A long sentence without an end, ' * 160_000}.</p>"),
    "5 MB without a space": lambda: page(f"<p>{'a' * 5 * MEGABYTE}</p>"),
    "a run of spaces": lambda: page(
        f"<p>Photo:{' ' * MEGABYTE}x</p><figure><img src='/a.jpg'><figcaption>A{' ' * MEGABYTE}(</figcaption></figure>"
    ),
    "a run of spaces in linked data": lambda: (
        f"<title>{TITLE}</title><h1>{TITLE}</h1>".encode()
        + ld(
            {"headline": TITLE, "articleBody": "\n".join((*STORY, f"The{' ' * 150_000}end.")), "@type": "Article"}
        ).encode()
    ),
    "a run of dashes": lambda: page(f"<p>{'-' * MEGABYTE}</p><h2>{'–' * 100_000}</h2><p>{'- ' * 300_000}Photo</p>"),
    "a run of digits": lambda: page(f"<p>{'1' * MEGABYTE}</p><p>{'12:34 ' * 150_000}</p>"),
    "a run of brackets": lambda: page(f"<p>{'(' * MEGABYTE}</p><p>{'[(' * 300_000}</p><p>{'(a)' * 200_000}</p>"),
    "a run of slashes and bars": lambda: page(f"<p>{'/' * MEGABYTE}</p><p>{'a | ' * 200_000}</p>"),
    "a run of full stops": lambda: page(f"<p>{'.' * MEGABYTE}</p><p>{'. ' * 300_000}</p>"),
    "a run of capitals": lambda: page(f"<p>{'A' * MEGABYTE}</p><p>{'Ab ' * 200_000}</p>"),
    "2,000 captions of dashes": lambda: page(
        "".join(
            f"<figure><img src='/{n}.jpg'><figcaption>{n}<span class='credit'>{' - ' * 39}</span></figcaption></figure>"
            for n in range(2_000)
        )
    ),
    "captions of signs": lambda: page(
        "".join(
            f"<figure><img src='/{n}.jpg'><figcaption>{sign * 100_000}</figcaption></figure>"
            for n, sign in enumerate(("(", ")", "/", "|", "Photo: ", "© ", ". ", "- ", "AP ", "[", ": ", " "))
        )
    ),
    "credits of signs": lambda: page(
        "".join(
            f"<figure><img src='/{n}.jpg'><figcaption>Pier<b class='credit'>{sign * 50_000}</b></figcaption></figure>"
            for n, sign in enumerate(
                ("(", "[a", "Photo: ", "AFP/", "／", " – ", "（摄", "Ida Brandt, ", "海", "기자", "1 ")
            )
        )
    ),
    "addresses of signs": lambda: page(
        "".join(
            f"<img src='https://a.example/{sign * 30_000}/b.jpg?{sign * 30_000}&url={sign * 30_000}' alt='The pier'>"
            for sign in (
                "a/",
                "w_1,",
                ";w=1",
                "-1x1",
                "/w/1",
                "%2F",
                "http://",
                "x.jpg",
                ".",
                "cdn1.",
                "1",
                "-",
                "&amp;",
            )
        )
    ),
    "hosts of 60,000 names": lambda: page(
        f"<iframe src='https://{'a.' * 60_000}example/embed'></iframe><img src='https://{'a.' * 60_000}example/b.jpg'>"
        f"<p>The pier is <a href='https://{'a.' * 60_000}example/'>closed</a> for two days, the harbour says.</p>"
    ),
    "bylines of signs": lambda: page(
        before="".join(
            f"<div class='byline'>By {sign * 100_000}</div>" for sign in ("and ", ", ", "A ", "Ab.", "(", "@", "| ")
        )
    ),
    "authors of signs": lambda: page(
        head="".join(
            f"<meta name='author' content='{sign * 2_000}'>{ld({'@type': 'NewsArticle', 'author': sign * 2_000})}"
            for sign in (
                ",",
                ", ",
                ";",
                " | ",
                "·",
                "、",
                " and ",
                "(",
                "Ida Brandt, ",
                "By ",
                "in Oslo ",
                "1 ",
                "记者 ",
            )
        )
    ),
    "notices of signs": lambda: page(
        "".join(
            f"<p>Correction {sign * 500}</p><p>5 March {sign * 500}</p><div class='correction'>{sign * 50_000}</div>"
            for sign in (": ", "(", "[", "-", "– ", ". ", "1.", "5 March ", "12:30 ", "on ", "5月1日", "“a")
        )
    ),
    "lines of words that begin lists": lambda: page(
        "".join(
            f"<p>{word} {'x ' * 60}</p>"
            for word in (
                "Updated",
                "Correction:",
                "Read more",
                "Reporting by",
                "Sign up",
                "©",
                "Photo:",
                "By",
                "5 min",
                "Von",
                "更正",
            )
            * 300
        )
    ),
    "ideographs": lambda: page(f"<p>{'海' * MEGABYTE}</p><p>{'（路透社、' * 100_000}</p>"),
}
