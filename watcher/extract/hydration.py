"""The state from which a page's scripts would build it: that of Next.js, Nuxt, Apollo, and any JSON in scripts."""

from __future__ import annotations

import json
import re
from collections.abc import Iterable, Iterator, Mapping
from html import escape, unescape
from typing import Any

from selectolax.lexbor import LexborHTMLParser

from watcher.extract.literals import literal, unflattened
from watcher.extract.packed import double_quoted, told_in_lines, unpaired, value_in
from watcher.extract.signs import letters
from watcher.text import cjk_share

_LONGEST, _LEAST = 3_000_000, 150  # characters of all scripts that are read, of one that may hold a story
_MOST, _MOST_ITEMS, _DEEPEST = 100_000, 2_000, 40  # values of one state, of one list, levels of one paragraph
_SAID_TWICE = 60  # characters up to which a paragraph may come again: "Yes."
_FORMS = 6  # of one headline: {"basic": …, "mobile": …}
_ASSIGNED = re.compile(r"[\w.$\]\"']\s{0,3}=\s{0,3}(?=[{\[])")
_PARSED = re.compile(
    r"JSON\.parse\(\s{0,3}(?:decodeURIComponent\(\s{0,3})?(?:(\"(?:[^\"\\]|\\.)*+\")|'((?:[^'\\]|\\.)*+)')", re.DOTALL
)
_FLIGHT = re.compile(r"self\.__next_f\.push\((\[.*\])\)", re.DOTALL)
_ROW = re.compile(r"(?:^|\n)[0-9a-f]{1,6}:(?=[\[{\"])|(?:^|\n|(?<=[^\n]))[0-9a-f]{1,6}:T([0-9a-f]{1,6}),")
_QUOTED = re.compile(r'"(?:[^"\\]|\\.){200,}+"')
_UNDEFINED = re.compile(r"(?<=[:\[,])\s*undefined(?=\s*[,}\]])")
_ESCAPED = re.compile(r"\\u([0-9a-fA-F]{4})")
_PARAGRAPH_TAG = re.compile(r"<(?:p|br|div)[\s/>]", re.IGNORECASE)
_TAGS = re.compile(r"<style[\s>][^<]*+</style>|<[^<>]{0,500}>")
# Of one row of Next.js' flight data to another.
_REFERENCE = re.compile(r"\$(?:L[0-9a-f]{1,4}|(?=\d*[a-f])[0-9a-f]{1,4}|undefined|Sreact\.\S+)")
_HEADING = re.compile(r"^(?:h[1-6]|.{0,12}head(?:er|ing|line).{0,8}|.{0,8}sub-?title.{0,4})$", re.IGNORECASE)
_NO_TEXT = re.compile(
    r"image|interstitial|photo|picture|video|gallery|embed|(?<!he|le|re)ad(?:vert|s|$)|related|newsletter|promo|^(?:og|twitter|fb|al):"
    r"|^(?:meta|link|style|(?:no)?script|description|keywords)$",
    re.IGNORECASE,
)
_CODE = re.compile(
    r"\bfunction\b[^(]{0,40}\(|=>\s?[{(]|\b(?:window|document)\.\w|[;)]\s*(?:var|const|let|return)\s"
    r"|^\s*(?:[)\]};]|[\[{]\s*[\"{\[]|[!-~]+$)"
)
_SENTENCE_END = re.compile(r"[.!?…][\"'”’»)]{0,3}\Z")  # as prose about code has, too
_UNSEEN = ("meta", "title", "link", "style", "script", "noscript")  # elements without a text
_ISLANDS, _MOST_ISLANDS = frozenset(("div", "main", "section", "article")), 3_000
_TEXT_KEYS = (
    "text", "value", "content", "html", "children", "data", "body", "nodes", "spans", "paragraph", "items", "props",
    "root", "blocks", "elements", "richText", "contentElements", "content_elements", "__html", "attributes",
    "renderedHtml", "innerHtml", "model",
)  # fmt: skip
_KIND_KEYS = ("type", "_type", "nodeType", "kind", "__typename", "name", "tag", "tagName", "style", "component")


def weight(text: str) -> float:
    """How much a text says: its letters and digits, those of Chinese, Japanese and Korean three times."""
    return len(letters(text)) * (1 + 2 * cjk_share(text[:500]))


Story = tuple[float, int, str]


def stories_in(doc: LexborHTMLParser, headlines: Iterable[str]) -> Iterator[tuple[Story, Mapping[str, Any]]]:
    """(weight, nearness, HTML) of the long texts in scripts, and the object that holds the headline beside them.
    Nearness is 2 where one of the `headlines`, in letters, stands beside a text, 1 where it stands in the same script,
    else 0."""
    known = frozenset(headlines)
    script, near = "", 0
    for state, around in _states(doc):
        if around is not script:  # many values may stand in one
            script, told = around, letters(_ESCAPED.sub(lambda code: chr(int(code[1], 16)), around))
            near = int(any(headline in told for headline in known))
        yield from _stories(state, known, near=near)


def _states(doc: LexborHTMLParser) -> Iterator[tuple[Any, str]]:
    """(a value in a page's scripts, the text around it where that belongs to one story)."""
    left, flight = _LONGEST, []
    for script in doc.css("script:not([src])"):
        text = script.text().strip()
        left -= len(text)
        if left < 0:
            break
        if (script.attributes.get("type") or "").startswith("application/ld"):
            continue
        if (pushed := _FLIGHT.search(text)) is not None:
            chunk = _value(pushed[1])
            flight += chunk[1:] if isinstance(chunk, list) else []
        elif text[:1] in ("{", "[") and (value := _value(text) or value_in(text)) is not None:
            yield unflattened(value), ""
        elif len(text) > _LEAST:
            yield from _assigned(text)
    rows = "".join(piece for piece in flight if isinstance(piece, str))
    if rows:
        yield list(_rows(rows)), rows
    yield from _handed(doc)


def _handed(doc: LexborHTMLParser) -> Iterator[tuple[Any, str]]:
    """The values that elements hand to their scripts as attributes."""
    for node in doc.css("body *")[:_MOST_ISLANDS]:
        if (tag := node.tag or "") in _ISLANDS or "-" in tag:
            for told in node.attributes.values():
                if told and len(told) > 300 and (value := value_in(told)) is not None:
                    yield unpaired(value) if tag == "astro-island" else value, ""


def _assigned(text: str) -> Iterator[tuple[Any, str]]:
    """The values that a script assigns, or else the long strings in it."""
    found = False
    decoder = json.JSONDecoder(strict=False)
    told, at = _UNDEFINED.sub("null", text), 0
    for _ in range(20):
        start = _ASSIGNED.search(told, at)
        if start is None:
            break
        try:
            value, at = decoder.raw_decode(told, start.end())
        except (ValueError, RecursionError):
            at = start.end()
            continue
        found = True
        yield value, ""
    for quoted in _PARSED.finditer(text):
        if isinstance(inner := _value(quoted[1] or double_quoted(quoted[2])), str):
            found = True
            yield inner, ""
    if not found:
        yield literal(text), ""
        yield from ((value, text) for quoted in _QUOTED.finditer(text) if isinstance(value := _value(quoted[0]), str))


def _rows(flight: str) -> Iterator[Any]:
    """The rows of Next.js' flight data: JSON, and texts that say how many bytes they have."""
    at = 0
    while (row := _ROW.search(flight, at)) is not None:
        if row[1]:
            size = int(row[1], 16)
            text = flight[row.end() : row.end() + size].encode()[:size].decode("utf-8", "ignore")
            at = row.end() + len(text)
            yield text
        else:
            end = flight.find("\n", row.end())
            at = end if end >= 0 else len(flight)
            yield _value(flight[row.end() : at])


def _value(text: str) -> Any:
    try:
        return json.loads(text, strict=False)
    except (ValueError, RecursionError):
        return None


def _stories(state: Any, headlines: frozenset[str], *, near: int) -> Iterator[tuple[Story, Mapping[str, Any]]]:
    left: list[tuple[Any, int, Mapping[str, Any]]] = [(state, near, {})]
    seen: set[int] = set()
    records: dict[str, Any] = {}
    unpacked: list[Any] = []  # kept, so that their ids stay theirs
    spare = _LONGEST
    for _ in range(_MOST):
        if not left:
            return
        value, near, home = left.pop()
        if isinstance(value, str):
            spare -= len(value)
            if spare > 0 and (inner := unflattened(value_in(value))) is not None:
                unpacked.append(inner)
                left.append((inner, near, home))
            elif len(value) > 100 and (html := _marked_up(value)):
                yield (weight(_TAGS.sub(" ", html)), near, html), home
            continue
        if id(value) in seen:
            continue
        seen.add(id(value))
        inner = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
        forms = (f for v in inner for f in (v.values() if _is_in_forms(v) else (v,)))
        if any(isinstance(v, str) and len(v) < 400 and letters(v) in headlines for v in forms):
            near, home = 2, value if isinstance(value, dict) else home
        if isinstance(value, dict):
            records |= {k: v for k, v in value.items() if isinstance(v, dict) and "__typename" in v}
        items = _referred(value[:_MOST_ITEMS], records if spare > 0 else {}) if isinstance(value, list) else []
        if items and (html := _as_html(items)):
            spare -= len(html)
            yield (weight(_TAGS.sub(" ", html)), near, html), home
        left += [(v, near, home) for v in reversed(inner) if isinstance(v, dict | list | str)]


def _is_in_forms(value: Any) -> bool:
    """Whether a value is the forms of one text, or little that is told of a story: not a story with its headline."""
    if not isinstance(value, dict) or len(value) >= _FORMS:
        return False
    return not any(isinstance(v, str) and len(v) > 100 and _PARAGRAPH_TAG.search(v) for v in value.values())


def _referred(items: list[Any], records: Mapping[str, Any]) -> list[Any]:
    """The items of a list, with the records of a normalised store that they refer to, each once."""
    found: list[Any] = []
    used: set[str] = set()
    for item in items:
        ref = item.get("__ref") if isinstance(item, dict) else None
        if isinstance(ref, str) and ref not in used:
            used.add(ref)
            found.append(records.get(ref, item))
        else:
            found.append(item)
    return found


def _marked_up(text: str) -> str:
    """A text as HTML, which it is, or is behind entities, or is in lines; "" of what is no story."""
    if _PARAGRAPH_TAG.search(text):
        return text
    if "&lt;p" in text[:_MOST_ITEMS]:
        return unescape(text)
    return told_in_lines(text) if "\n" in text else ""


def _as_html(items: list[Any]) -> str:
    """A list of paragraphs, in whatever objects they are kept, as HTML; "" where it is none."""
    parts = [(_kind(item), _text(item).strip()) for item in items]
    once = dict.fromkeys((kind, text, at if len(text) < _SAID_TWICE else 0) for at, (kind, text) in enumerate(parts))
    told = [(kind, text) for kind, text, _ in once if text and not _NO_TEXT.search(kind) and not _is_code(text)]
    if sum(weight(text) > 40 for _, text in told) < 2:
        return ""
    return "".join(f"<h2>{text}</h2>" if _HEADING.match(kind) else f"<p>{text}</p>" for kind, text in told)


def _is_code(text: str) -> bool:
    """Whether a text is what a script does or what it names, not what a reader reads."""
    if _CODE.search(text[:_MOST_ITEMS]) is None or cjk_share(text[:60]):
        return False
    return _SENTENCE_END.search(_TAGS.sub("", text).rstrip()) is None


def _kind(item: Any) -> str:
    if isinstance(item, list):
        return str(item[1]) if len(item) > 3 and item[0] == "$" else str(item[0])[:20] if item else ""
    told = [str(item[k])[:40] for k in _KIND_KEYS if isinstance(item.get(k), str)] if isinstance(item, dict) else []
    return next((t for t in told if _HEADING.match(t)), told[0] if told else "")


def _text(item: Any, depth: int = 0) -> str:
    """The text of one paragraph object, with its markup where it has some."""
    if depth > _DEEPEST:
        return ""
    if isinstance(item, str):
        if item[:1] == "$" and _REFERENCE.fullmatch(item):
            return ""
        return item if "<" in item and ">" in item else escape(item, quote=False)
    if isinstance(item, list):
        if len(item) > 3 and item[0] == "$":
            return "" if item[1] in _UNSEEN else _text(item[3], depth + 1)
        own = item[1:] if item and isinstance(item[0], str) and re.fullmatch(r"[a-z]{1,10}\d?", item[0]) else item
        return "".join(_text(inner, depth + 1) for inner in own[:500])
    if isinstance(item, dict):
        return next((t for key in _TEXT_KEYS if key in item and (t := _text(item[key], depth + 1))), "")
    return ""
