"""The story where a page does not show it: in what it tells machines, in what its scripts would show, in copies."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from html import escape
from typing import Any

from selectolax.lexbor import LexborHTMLParser, LexborNode

from watcher.extract.decoded import Served, document, unbroken
from watcher.extract.hydration import Story, stories_in, weight
from watcher.extract.inline import MARK
from watcher.extract.signs import letters
from watcher.extract.wording import is_copyright
from watcher.text import cjk_share, reader_text

_SHORT = 300  # weight up to which what is shown may be no story
_LEAST, _BARE = 250, 120  # weight of a story that is taken from elsewhere, of one whose page shows none
_LONGEST = 200_000  # characters of it
_TAGS = re.compile(r"<style[\s>][^<]*+</style>|<[^<>]{0,500}>")
_MARKED_UP = re.compile(r"<(?:p|br|div)[\s/>]", re.IGNORECASE)
_LINE_END = re.compile(r"[\r\n]")
_TEMPLATES = 'script[type*="template"],script[type="text/html"]'
_OWN_TAG = re.compile(r"^<(?:noscript|template)[^>]*>|</(?:noscript|template)>$")
_AUTHORS = re.compile(
    r"(?:article|post|story)?_?(?:authors?|by-?lines?|creators?|writers?|reporters?|journalists?|autor(?:es)?|auteurs?|credits)(?:_?(?:names?|info|list|data))?$",
    re.IGNORECASE,
)
_NAMED = (
    "name", "displayName", "display_name", "fullName", "full_name", "byline", "by", "node", "nodes", "edges", "author",
    "data", "attributes", "items", "title", "creators", "text",
)  # fmt: skip
_STANDFIRST = re.compile(
    r"(?:article|news|art|post|story|content)?_?(?:sub_?(?:title|head(?:line|ing|lines)?|line)|stand_?first|dec?k|lede?|lead(?:_?(?:text|paragraph))?|intro(?:duction|_?text)?|chapo|entradilla|bajada|sapo|ingress|preamble|spot|sommario|subtitulo)$",
    re.IGNORECASE,
)
_LINE = frozenset(("p", "div", "h2", "h3", "span", "time", "address", "ul"))  # that may tell of a story
_LINES = 4  # behind a headline, links of one
_NAMES = 8  # of one field
_LEAD = 900  # characters of a standfirst
_START = 30  # letters by which two texts are known to be one


def elsewhere(
    served: Served, ld: Mapping[str, Any], told: Sequence[str], headlines: Sequence[str], body: LexborNode | None
) -> tuple[str, str] | None:
    """(the story's HTML, where it was found) for a page that shows little of it; None where it shows it.

    `served` is the page as it came, with its scripts, `told` are texts that begin like the story or tell of it.
    """
    known = [t for t in map(letters, headlines) if len(t) > 5]
    shown = _running(body, known)
    sold = str(ld.get("isAccessibleForFree")).lower() == "false"
    if (size := weight(shown)) > _SHORT or (shown and sold):
        return None
    authored = bool(ld.get("author"))
    starts = [start for t in (shown, *told) if len(start := letters(t)[:_START]) == _START or (start and cjk_share(t))]
    opening, whole = letters(shown)[:_START], letters(body.text()) if body is not None and shown else ""
    teased = any(letters(t).startswith(opening) for t in told)
    for found, near, html, by, home in _candidates(document(unbroken(served.in_utf8())), ld, known):
        text = letters(_TAGS.sub("", html[:_LONGEST]))
        ours = near > bool(shown) or any(start in text for start in starts)
        ours = ours and (teased or opening in text or (near > 1 and html.count("<p") > 2))
        ours = ours and not (text[:_START] in whole and text[-_START:] in whole)
        least = _BARE if not shown and near > 1 and html.count("<p") > 1 else _LEAST
        if ours and found >= max(least, 1.5 * size):
            return _headed(home, html, authored=authored) + html[:_LONGEST], by
    return None


def placed(
    doc: LexborHTMLParser, html: str, title: LexborNode | None, body: LexborNode | None, mark: str
) -> LexborNode | None:
    """The element with the story `html`, put where the page has its body, or after the headline."""
    made = LexborHTMLParser(f'<div {MARK}="{mark}">{html}</div>').css_first("div")
    if made is None or doc.body is None:
        return None
    above = _above(title)
    if body is not None and body.mem_id not in above:
        body.replace_with(made)
    elif title is not None and title.tag != "body":
        _last_line(title, letters(made.text())).insert_after(made)
    else:
        doc.body.insert_child(made)
    return doc.css_first(f'[{MARK}="{mark}"]')


def _last_line(title: LexborNode, story: str) -> LexborNode:
    """The last of the few lines right behind a headline which tell of the story, and none of which begins as a part of
    it does; the headline without such."""
    last, beside = title, title.next
    for _ in range(_LINES):
        while beside is not None and beside.is_text_node and not (beside.text_content or "").strip():
            beside = beside.next
        if beside is None or beside.tag not in _LINE or len(beside.css("a")) > _LINES:
            break
        text = beside.text().strip()
        if not 0 < len(text) < _SHORT or letters(text)[:_START] in story:
            break
        last, beside = beside, beside.next
    return last


def _above(node: LexborNode | None) -> set[int]:
    found = set()
    while node is not None:
        found.add(node.mem_id)
        node = node.parent
    return found


def _candidates(
    doc: LexborHTMLParser, ld: Mapping[str, Any], headlines: Sequence[str]
) -> Iterator[tuple[float, int, str, str, Mapping[str, Any]]]:
    """(weight, nearness to the headline, HTML, where, the object that tells of it) of every copy of a story, the best
    of a kind first."""
    if isinstance(body := ld.get("articleBody"), str):
        told = letters(ld.get("headline"))
        near = 2 * any(told in t or t in told for t in headlines) if told else 0
        yield (
            weight(_TAGS.sub(" ", body)),
            near,
            body if _MARKED_UP.search(body) else _paragraphs(body),
            "JSON-LD articleBody",
            {},
        )
    states = sorted(stories_in(doc, headlines), key=_rank, reverse=True)
    best = [s for s in states if _rank(s) > 0.7 * _rank(states[0])]
    (found, near, html), home = max(best, key=lambda s: s[0][2].count("<p"), default=((0.0, 0, ""), {}))
    yield found, near, html, "state of the page's scripts", home
    for selector, by in (("noscript", "noscript"), ("template", "template"), (_TEMPLATES, "template")):
        for node in doc.css(selector)[:200]:
            html = node.text() if node.tag == "script" else _OWN_TAG.sub("", node.html or "")
            if html.count("<p") > 1:
                yield weight(_TAGS.sub(" ", html)), 0, html, by, {}


def _rank(told: tuple[Story, Mapping[str, Any]]) -> float:
    found, near, _ = told[0]
    return found * (1, 10, 100)[near]


def _headed(home: Mapping[str, Any], html: str, *, authored: bool) -> str:
    """What an object tells of the story beside it, as HTML: its standfirst, and who wrote it if JSON-LD does not."""
    begun = letters(_TAGS.sub("", html[: _LONGEST // 100]))
    lead = next(filter(None, (_told_by(home[k]) for k in home if _STANDFIRST.match(k))), "")
    known = letters(lead)
    shown = 20 < len(lead) < _LEAD and not begun.startswith(known) and not known.startswith(begun[:_START])
    names = [n for k in home if _AUTHORS.match(k) for n in _names(home[k])]
    byline = f'<div class="byline">{escape(", ".join(names))}</div>' if names and not authored else ""
    return (f'<p class="standfirst">{escape(lead)}</p>' if shown else "") + byline


def _told_by(value: Any) -> str:
    """The text of a field: of its own, or of its first form."""
    if isinstance(value, Mapping):
        value = value.get("basic") or value.get("text") or value.get("value")
    return reader_text(_TAGS.sub(" ", value[: 4 * _LEAD])) if isinstance(value, str) else ""


def _names(value: Any, depth: int = 0) -> Iterator[str]:
    """The names in a field that says who wrote the story, however deep they stand."""
    if depth > 5:
        return
    if isinstance(value, str):
        yield reader_text(value[:_LEAD])
    elif isinstance(value, list):
        for item in value[:_NAMES]:
            yield from _names(item, depth + 1)
    elif isinstance(value, Mapping):
        inner = next((value[k] for k in _NAMED if value.get(k)), None)
        yield from _names(inner, depth + 1)


def _paragraphs(text: str) -> str:
    """Plain text as HTML: a paragraph for each line."""
    return "".join(f"<p>{escape(line)}</p>" for line in map(str.strip, _LINE_END.split(text)) if line)


def _running(body: LexborNode | None, headlines: Sequence[str]) -> str:
    """The beginning of an element's running text, without the bits of links and buttons, and without the headline."""
    found: list[str] = []
    left = 2 * _SHORT
    for node in body.traverse(include_text=True) if body is not None else ():
        text = (node.text_content or "").strip()
        if not text or len(text) * (1 + 2 * cjk_share(text[:60])) <= 40:
            continue
        if len(text) > _SHORT or (letters(text) not in headlines and not is_copyright(text)):
            found.append(text)
            left -= len(text)
        if left < 0:
            break
    return " ".join(found)
