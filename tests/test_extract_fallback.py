"""Pages that do not show their story: it is found in what they tell machines, in their scripts' state, or in copies."""

from __future__ import annotations

import json
from base64 import b64encode
from collections.abc import Callable, Sequence
from html import escape
from typing import Any
from urllib.parse import quote

import pytest
from pages_html import CHINESE, ENGLISH, GERMAN, STORIES, URL, Story, article_page, linked_data, news, page, read, texts

from watcher.extract import locate

Lines = Sequence[str]
TEASER = "Harbour Post readers see more. Sign in to go on."


def html_of(lines: Lines) -> str:
    return "".join(f"<p>{line}</p>" for line in lines)


def script(text: str, attributes: str = "") -> str:
    return f"<script {attributes}>{text}</script>"


def pushed(*chunks: str) -> str:
    """Flight data in the pieces in which Next.js sends it."""
    return "".join(script(f"self.__next_f.push({json.dumps([1, chunk])})") for chunk in chunks)


def stated(of: Story, body: Any) -> dict[str, Any]:
    """A state with other stories around the one of the page."""
    other = {"title": "Another story", "body": html_of(["A short text on something else that happened today."])}
    return {"props": {"menu": ["Start", "Sport"], "latest": [other], "article": {"headline": of.title, "body": body}}}


def flight(of: Story) -> str:
    rows = [["$", "p", None, {"children": line}] for line in of.paragraphs]
    head = json.dumps(["$", "h1", None, {"children": of.title}])
    return f"0:{head}\n1a:{json.dumps(['$', 'article', None, {'title': of.title, 'children': rows}])}\n"


def flight_text(of: Story) -> str:
    html = html_of(of.paragraphs)
    told = {"dangerouslySetInnerHTML": {"__html": "$2"}, "headline": of.title}
    return f"2:T{len(html.encode()):x},{html}1:{json.dumps(['$', 'div', None, told])}\n"


def nuxt_function(of: Story) -> str:
    body = json.dumps(html_of(of.paragraphs)).replace("<", "\\u003C")
    return (
        f"window.__NUXT__=(function(a,b){{return {{data:[{{title:{json.dumps(of.title)},body:{body},x:a}}]}}}}(0,1));"
    )


def told(of: Story) -> str:
    return json.dumps(stated(of, html_of(of.paragraphs)))


SCRIPTS: dict[str, Callable[[Story], str]] = {
    "Next.js, HTML": lambda of: script(told(of), "id=__NEXT_DATA__ type=application/json"),
    "Next.js, flight data": lambda of: pushed(flight(of)[:90], flight(of)[90:]),
    "Next.js, text in flight data": lambda of: pushed(flight_text(of)),
    "Nuxt 2": lambda of: script(nuxt_function(of)),
    "Nuxt 3": lambda of: script(
        json.dumps([{"data": 1}, {"title": 2, "body": 3}, of.title, html_of(of.paragraphs)]), "type=application/json"
    ),
    "Apollo": lambda of: script(
        "window.__APOLLO_STATE__ = "
        + json.dumps({"Article:7": {"title": of.title, "text": html_of(of.paragraphs)}})
        + ";"
    ),
    "a state that is no JSON": lambda of: script(f'window.__STATE__ = {told(of)[:-1]}, "user": undefined}};'),
    "JSON in a string": lambda of: script(f"var s = JSON.parse({json.dumps(told(of))});"),
    "some JSON": lambda of: script(told(of), "type=application/json data-page"),
}
SHAPES: dict[str, Callable[[Lines], Any]] = {
    "texts": list,
    "objects with text": lambda lines: [{"type": "paragraph", "text": line} for line in lines],
    "objects with HTML": lambda lines: [{"type": "text", "_id": "x7", "content": f"<b>{line}</b>"} for line in lines],
    "blocks with data": lambda lines: {
        "blocks": [{"id": "a", "type": "paragraph", "data": {"text": line}} for line in lines]
    },
    "rich text": lambda lines: {
        "nodeType": "document",
        "content": [{"nodeType": "paragraph", "content": [{"nodeType": "text", "value": line}]} for line in lines],
    },
    "portable text": lambda lines: [
        {"_type": "block", "style": "normal", "children": [{"_type": "span", "text": line}]} for line in lines
    ],
    "an editor's document": lambda lines: {
        "type": "doc",
        "content": [
            {"type": "paragraph", "content": [{"type": "text", "text": line[:9]}, {"type": "text", "text": line[9:]}]}
            for line in lines
        ],
    },
    "a tree of elements": lambda lines: ["div", *(["p", line[:20], ["em", line[20:]]] for line in lines)],
    "models of blocks": lambda lines: {
        "blocks": [
            {"type": "text", "model": {"blocks": [{"type": "fragment", "model": {"text": line}}]}} for line in lines
        ]
    },
    "HTML in objects": lambda lines: [{"__typename": "Content", "innerHtml": f"<i>{line}</i>"} for line in lines],
    "a root with children": lambda lines: {
        "root": {"children": [{"type": "paragraph", "children": [{"type": "text", "text": line}]} for line in lines]}
    },
}


def _flat(of: Story) -> str:
    """What React Router streams: a list whose numbers, in keys too, are places in it."""
    items: list[Any] = [
        {"_1": 2},
        "loaderData",
        {"_3": 4, "_5": 6},
        "title",
        of.title,
        "body",
        [*range(7, 7 + len(of.paragraphs))],
    ]
    return json.dumps([*items, *of.paragraphs])


def _refs(of: Story) -> str:
    """A store whose records refer to each other."""
    lines = {f"Paragraph:{n}": {"__typename": "Paragraph", "text": line} for n, line in enumerate(of.paragraphs)}
    post = {"__typename": "Post", "title": of.title, "paragraphs": [{"__ref": name} for name in lines]}
    return json.dumps({"Post:7": post} | lines)


def _beside(of: Story, **body: Any) -> str:
    return json.dumps({"title": of.title} | body)


def _escaped(text: str) -> str:
    return text.replace("\\", "\\\\").replace("'", "\\'")


_ANGULAR = str.maketrans({'"': "&q;", "&": "&a;", "<": "&l;", ">": "&g;", "'": "&s;"})
WRAPPED: dict[str, Callable[[Story], str]] = {
    "React Router": lambda of: script(f"__reactRouterContext.streamController.enqueue({json.dumps(_flat(of))});"),
    "records": lambda of: script(f"window.__APOLLO_STATE__ = {_refs(of)};"),
    "SvelteKit": lambda of: script(
        '{const data=[null,{type:"data",data:{article:{at:new Date(1777881600000),title:'
        f"{json.dumps(of.title)},body:{json.dumps(html_of(of.paragraphs))}}}}}}}];kit.start(app, {{data}});}}"
    ),
    "JSON in JSON": lambda of: script(json.dumps({"status": 200, "body": told(of)}), "type=application/json"),
    "single quotes": lambda of: script(f"s = JSON.parse('{_escaped(told(of))}');"),
    "percent signs": lambda of: script(f'var s = JSON.parse(decodeURIComponent("{quote(told(of))}"));'),
    "base64": lambda of: script(f'var s = "{b64encode(told(of).encode()).decode()}";'),
    "Angular": lambda of: script(told(of).translate(_ANGULAR), "type=application/json"),
    "entities": lambda of: script(_beside(of, body=escape(html_of(of.paragraphs))), "type=application/json"),
    "lines": lambda of: script(_beside(of, body="\n".join(of.paragraphs)), "type=application/json"),
    "Markdown": lambda of: script(
        _beside(of, body="\n\n".join(line.replace(" bridge", " **bridge**", 1) for line in of.paragraphs)),
        "type=application/json",
    ),
    "an attribute": lambda of: f"<div data-page='{escape(told(of))}'></div>",
    "an island": lambda of: (
        f"<astro-island props='{escape(_beside(of)[:-1])}, &quot;body&quot;: "
        f"{escape(json.dumps([0, html_of(of.paragraphs)]))}}}'></astro-island>"
    ),
    "names and attributes": lambda of: script(
        _beside(of, blocks=[{"name": "core/paragraph", "attributes": {"content": line}} for line in of.paragraphs]),
        "type=application/json",
    ),
}  # fmt: skip


def bare(of: Story, inside: str, head: str = "") -> str:
    """A page with nothing but its headline, and something in it."""
    return page(f"<div id='root'></div>{inside}", title=of.title, lang=of.language, head=head)


@pytest.mark.parametrize("of", [ENGLISH, CHINESE], ids=lambda of: of.language)
@pytest.mark.parametrize("name", SCRIPTS)
def test_a_story_in_the_state_of_scripts_is_read(name: str, of: Story) -> None:
    html = bare(of, SCRIPTS[name](of))
    assert texts(read(html)) == list(of.paragraphs)
    assert locate(html, URL).signals["body"] == "state of the page's scripts"


def test_a_story_is_read_in_whatever_its_state_is_wrapped() -> None:
    for name, form in WRAPPED.items():
        for of in (ENGLISH, GERMAN):
            assert (name, texts(read(bare(of, form(of))))) == (name, list(of.paragraphs))


def test_lines_of_no_sentences_are_no_story() -> None:
    code = "\n".join(
        f"  const ferry{n} = await harbour.find({n}, 'north', {{ berth: 'free', tide: 'high' }});" for n in range(20)
    )
    assert not read(bare(ENGLISH, script(_beside(ENGLISH, body=code), "type=application/json"))).blocks


@pytest.mark.parametrize("name", SHAPES)
def test_a_story_in_any_shape_of_paragraph_objects_is_read(name: str) -> None:
    told = json.dumps(stated(ENGLISH, SHAPES[name](ENGLISH.paragraphs)))
    assert texts(read(bare(ENGLISH, script(told, "type=application/json")))) == list(ENGLISH.paragraphs)


def test_headings_among_paragraph_objects_are_headings() -> None:
    first, *others = ENGLISH.paragraphs
    told = [
        {"type": "paragraph", "text": first},
        {"type": "heading-2", "text": "No ferry before noon"},
        {"type": "image", "text": "A picture of the bridge"},
        *({"type": "paragraph", "text": line} for line in others),
    ]
    article = read(bare(ENGLISH, script(json.dumps(stated(ENGLISH, told)), "type=application/json")))
    assert [(b.kind, getattr(b, "text", "")) for b in article.blocks] == [
        ("paragraph", first),
        ("heading", "No ferry before noon"),
        *(("paragraph", line) for line in others),
    ]


@pytest.mark.parametrize("of", STORIES, ids=lambda of: of.language)
@pytest.mark.parametrize("form", ["\n".join, "\r\n\r\n".join, html_of], ids=["lines", "blank lines", "HTML"])
def test_a_story_in_linked_data_alone_is_read(form: Callable[[Lines], str], of: Story) -> None:
    html = bare(of, "", head=linked_data(news(headline=of.title, articleBody=form(of.paragraphs))))
    assert texts(read(html)) == list(of.paragraphs)
    assert locate(html, URL).signals["body"] == "JSON-LD articleBody"


@pytest.mark.parametrize(
    "copy",
    [
        "<noscript><article>{}</article></noscript>",
        "<div><template shadowrootmode='open'><div>{}</div></template></div>",
        "<script type='text/template'><div>{}</div></script>",
    ],
    ids=["noscript", "template", "script"],
)
def test_a_copy_for_readers_without_scripts_is_read(copy: str) -> None:
    told = f'<meta property="og:description" content="{escape(ENGLISH.paragraphs[0])}">'
    assert texts(read(bare(ENGLISH, copy.format(html_of(ENGLISH.paragraphs)), head=told))) == list(ENGLISH.paragraphs)


def test_a_teaser_in_place_of_the_story_gives_way_to_it() -> None:
    html = article_page(of=ENGLISH).replace("".join(f"<p>{t}</p>" for t in ENGLISH.paragraphs), f"<p>{TEASER}</p>")
    told = script(json.dumps(stated(ENGLISH, html_of(ENGLISH.paragraphs))), "type=application/json")
    assert TEASER in texts(read(html))
    assert texts(read(html.replace("</body>", told + "</body>"))) == list(ENGLISH.paragraphs)


# -- never the first choice ----------------------------------------------------------------------------------------


@pytest.mark.parametrize("name", SCRIPTS)
def test_what_a_page_shows_comes_before_what_its_scripts_know(name: str) -> None:
    edited = Story(**{f: getattr(ENGLISH, f) for f in ENGLISH.__slots__} | {"paragraphs": ENGLISH.paragraphs * 3})
    html = article_page(after=SCRIPTS[name](edited), head=linked_data(news(articleBody="\n".join(edited.paragraphs))))
    assert texts(read(html)) == list(ENGLISH.paragraphs)
    assert "state" not in locate(html, URL).signals["body"]


def test_a_stub_keeps_its_two_sentences_beside_the_state_of_another_story() -> None:
    stub = "A man was hurt on the eastern pier on Monday evening. Police asked for witnesses to come forward."
    told = script(json.dumps(stated(GERMAN, html_of(GERMAN.paragraphs))), "type=application/json")
    assert texts(read(page(f"<article><p>{stub}</p></article>{told}"))) == [stub]


FLAG = "Warning: when this is switched on each page asks for twice as many advertisements, and readers leave."
CODE = "!function(e,o){window.measured=e,e.queue=[];var t=function(){return o(e)};document.addEventListener('load',t)}"
NOT_SEEN: dict[str, Callable[[str], str]] = {
    "metas by name": lambda first: json.dumps(
        {"meta": [["og:title", ENGLISH.title], ["og:description", first * 3], ["twitter:description", first * 3]]}
    ),
    "elements of the head": lambda first: json.dumps(
        {"headline": ENGLISH.title, "head": [["$", "meta", str(n), {"content": first * 3}] for n in range(4)]}
    ),
    "code": lambda first: json.dumps({"headline": ENGLISH.title, "body": [CODE * 3, CODE * 4, first]}),
    "strings of a script": lambda first: f"const flags = ['a', {json.dumps(FLAG * 3)}, {json.dumps(first * 3)}, b()]",
    "a style": lambda first: json.dumps(
        {
            "headline": ENGLISH.title,
            "body": f"<style>.foot {{ box-sizing: border-box }} {'.a { width: 100% } ' * 40}</style><p>{first}</p>",
        }
    ),
    "references": lambda first: json.dumps({"headline": ENGLISH.title, "body": ["$L95", "$undefined", "$6f", first]}),
}


@pytest.mark.parametrize("name", NOT_SEEN)
def test_a_short_story_stays_as_it_is_beside_what_no_reader_sees(name: str) -> None:
    first = ENGLISH.paragraphs[0]
    told = script(NOT_SEEN[name](first), "" if name.startswith("strings") else "type=application/json")
    head = linked_data(news(description=first))
    assert texts(read(page(f"<article><h1>{ENGLISH.title}</h1><p>{first}</p></article>{told}", head=head))) == [first]


def test_sentences_about_code_and_short_answers_are_no_code() -> None:
    first, second = ENGLISH.paragraphs[:2]
    told = [
        first,
        "Does the bridge open this year?",
        "Yes.",
        "And for cars?",
        "Yes.",
        "The table has a function (x) in each cell; return tickets are valid on Monday, said window.example, too.",
        'Write (x) => { return x } in the first cell, "and be done."',
        second,
    ]
    state = script(json.dumps({"headline": ENGLISH.title, "body": [*told, CODE * 3]}), "type=application/json")
    assert texts(read(page(f"<h1>{ENGLISH.title}</h1>{state}"))) == told


def test_a_lead_among_paragraph_objects_is_no_advertisement() -> None:
    told = ENGLISH.paragraphs[:3]
    body = [{"type": kind, "text": text} for kind, text in zip(("lead", "p", "p"), told, strict=True)]
    state = script(
        json.dumps({"headline": ENGLISH.title, "body": [*body, {"type": "ad", "text": "Buy two, pay one."}]}),
        "type=application/json",
    )
    assert texts(read(page(f"<h1>{ENGLISH.title}</h1>{state}"))) == list(told)


BAKER = "<p>A baker in the upper town has won the regional prize for rye bread, ahead of forty others.</p>" * 4


@pytest.mark.parametrize("shown", [True, False])
def test_two_paragraphs_in_a_state_come_before_a_longer_story_beside_them(shown: bool) -> None:
    two = [
        "The bridge was closed on Monday, the city said in a letter to all who live beside it.",
        "Engineers will look at the two cables once more before the week is over.",
    ]
    body = "".join(f"<p>{text}</p>" for text in two)
    article = {"title": ENGLISH.title, "body": body}
    state = script(
        json.dumps({"article": article, "latest": [{"title": "A prize", "body": BAKER}]}), "type=application/json"
    )
    html = page(f"<main><h1>{ENGLISH.title}</h1>{body * shown}</main>{state}")
    assert texts(read(html)) == two


def test_a_short_state_in_chinese_holds_a_story() -> None:
    title = "旧码头冬季关闭"
    told = [
        "港口委员会周二投票决定，今年冬天关闭旧渡轮码头，此前工程师在四根支柱上发现了裂缝。",
        "根据委员会看到的方案，工程预计耗资三百二十万克朗，将持续到三月底才能全部完成。",
        "乘客将改从北码头上船，本周那里正在搭建两座临时候船亭，预计周五之前可以投入使用。",
    ]
    content = "".join(f"<p>{text}</p>" for text in told)
    state = script(f"window.state={json.dumps({'title': title, 'content': content}, ensure_ascii=False)};")
    assert texts(read(page(f"<h1>{title}</h1>{state}", title=title))) == told


def test_a_story_that_a_page_shows_between_links_is_not_taken_from_linked_data() -> None:
    first = "The <a href='/a'>harbour bridge was closed to all traffic</a> on Monday, <a href='/b'>the city said</a>."
    plain = "The harbour bridge was closed to all traffic on Monday, the city said."
    body = linked_data(news(articleBody=f"{plain} {ENGLISH.paragraphs[1]}"))
    html = page(f"<article><h1>{ENGLISH.title}</h1><p>{first}</p><p>{ENGLISH.paragraphs[1]}</p></article>", head=body)
    assert texts(read(html)) == [plain, ENGLISH.paragraphs[1]]


def test_what_an_article_for_sale_does_not_show_stays_unread() -> None:
    beginning = "The bridge will stay closed for some weeks, the city said."
    body = linked_data(news(isAccessibleForFree=False, articleBody="\n".join(ENGLISH.paragraphs)))
    assert texts(read(page(f"<article><p>{beginning}</p></article>", head=body))) == [beginning]


@pytest.mark.parametrize(
    "told", ["{", "[" * 100_000, '{"a": 1e999}', "window.x = {;", "self.__next_f.push([1])", '"\\ud800"', "2:Tfffff,x"]
)
def test_a_broken_state_is_passed_over(told: str) -> None:
    for kind in ("", "type=application/json"):
        article = read(bare(ENGLISH, script(told + " " * 400, kind) + pushed(told)))
        assert article.title == ENGLISH.title
        assert article.blocks == ()


def state_of(of: Story, body: Any) -> dict[str, Any]:
    return {"title": of.title, "subtitle": of.standfirst, "authors": [{"name": of.author}], "body": body}


def flat(of: Story) -> str:
    rows = [{"post": 1}, {"title": 2, "subtitle": 3, "author": 4, "body": 5}, of.title, of.standfirst, {"name": 6}]
    return json.dumps([["Reactive", 1], *_shifted(rows), html_of(of.paragraphs), of.author])


def _shifted(rows: list[Any]) -> list[Any]:
    return [{key: at + 1 for key, at in row.items()} if isinstance(row, dict) else row for row in rows]


def unquoted(of: Story) -> str:
    html = html_of(of.paragraphs).replace("<", "\\u003C")
    return (
        f'window.__NUXT__=(function(a,b){{return {{data:[{{post:{{title:b,subtitle:"{of.standfirst}",'
        f"reporters:[{{name:a}}],"
        f'old:!1,x:void 0,body:"{html}"}}}}]}}}}({json.dumps(of.author)},{json.dumps(of.title)}));'
    )


HEADED: dict[str, Callable[[Story], str]] = {
    "Next.js": lambda of: script(json.dumps({"props": {"post": state_of(of, html_of(of.paragraphs))}}), TYPED),
    "forms of one headline": lambda of: script(
        json.dumps(
            {
                "headlines": {"basic": of.title},
                "subheadlines": {"basic": of.standfirst},
                "credits": {"by": [{"type": "author", "name": of.author}]},
                "content_elements": [{"type": "text", "content": line} for line in of.paragraphs],
            }
        ),
        TYPED,
    ),
    "edges": lambda of: script(
        json.dumps({**state_of(of, html_of(of.paragraphs)), "authors": {"edges": [{"node": {"name": of.author}}]}}),
        TYPED,
    ),
    "flight data": lambda of: pushed(f"1:{json.dumps(['$', 'div', None, state_of(of, html_of(of.paragraphs))])}\n"),
    "Nuxt 2": lambda of: script(unquoted(of)),
    "Nuxt 3": lambda of: script(flat(of), TYPED),
}
TYPED = "type=application/json"


@pytest.mark.parametrize("of", [ENGLISH, CHINESE], ids=lambda of: of.language)
@pytest.mark.parametrize("name", HEADED)
def test_who_wrote_it_and_its_standfirst_are_read_where_the_story_is(name: str, of: Story) -> None:
    article = read(bare(of, HEADED[name](of)))
    assert texts(article) == list(of.paragraphs)
    assert (article.authors, article.standfirst) == ((of.author,), of.standfirst)


def test_a_standfirst_that_begins_the_story_is_none() -> None:
    state = state_of(ENGLISH, html_of(ENGLISH.paragraphs)) | {"subtitle": ENGLISH.paragraphs[0][:60]}
    article = read(bare(ENGLISH, script(json.dumps(state), TYPED)))
    assert texts(article) == list(ENGLISH.paragraphs)
    assert article.standfirst is None


@pytest.mark.parametrize("names", [[{"text": ENGLISH.author}], [{"creators": [{"displayName": ENGLISH.author}]}]])
def test_names_are_found_however_a_state_keeps_them(names: Any) -> None:
    state = {"title": ENGLISH.title, "body": html_of(ENGLISH.paragraphs), "bylines": names}
    assert read(bare(ENGLISH, script(json.dumps(state), TYPED))).authors == (ENGLISH.author,)


def test_a_story_from_a_state_stands_behind_the_lines_that_a_page_shows_below_its_headline() -> None:
    shown = f"<p class='dek'>{ENGLISH.standfirst}</p><div class='byline'>By {ENGLISH.author}</div>"
    state = script(json.dumps({"title": ENGLISH.title, "body": html_of(ENGLISH.paragraphs)}), TYPED)
    for first in ("", f"<p>{ENGLISH.paragraphs[0]}</p>"):
        article = read(f"<html><body><main><h1>{ENGLISH.title}</h1>{shown}{first}</main>{state}</body></html>")
        assert texts(article) == list(ENGLISH.paragraphs)
        assert (article.standfirst, article.authors) == (ENGLISH.standfirst, (ENGLISH.author,))
