"""Bytes off the wire → text that is safe to parse: the right characters, and no deeper than a parser can bear."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from itertools import accumulate, islice
from typing import Generic, TypeVar

import cchardet
from selectolax.lexbor import LexborHTMLParser
from w3lib.encoding import (
    html_body_declared_encoding,
    http_content_type_encoding,
    read_bom,
    resolve_encoding,
)

MAX_CHARACTERS = 8_000_000
MAX_DEPTH = 120
MAX_TAGS = 40_000  # the longest real pages have 6,000

_SNIFFED = 400_000
_FEW_BROKEN = 5  # bytes of a page in UTF-8 that a browser shows as U+FFFD
_BREAKS = r"!--(?:-?>|(?:[^-]++|-(?!->))*+(?:-->|\Z))|wbr[ /]{0,2}>"
_BREAK = re.compile(f"<(?:{_BREAKS})".encode(), re.IGNORECASE)
# The start tag of a script or style, and its code, where that ends before another one or a comment begins.
_CODE = (
    r"(s(?:cript|tyle)(?=[\s>])(?:[^<>\"']*+(?:\"[^\"]*+\"|'[^']*+'))*+[^<>\"']*+>)"
    r"[^<]*+(?:<(?!/?s(?:cript|tyle)|!--)[^<]*+)*+(?=</s(?:cript|tyle))"
)
# With one "<" in front it is found faster, and so with a look at the letters behind.
_BREAK_OR_CODE = re.compile(f"<(?=[!wWsS][-bBcCtT])(?:{_BREAKS}|{_CODE})".encode(), re.IGNORECASE)
_SHORT = 90  # characters of a comment that stands in a text
_BEYOND_ASCII = re.compile(r"[^\x00-\x7f\ufffd]")
_DETECTABLE = re.compile(r"utf|gb|big5|shift|euc|cp125|cp9[34]|cp874|koi8|iso|johab|hz|tis|mac-cyr")
# Codecs of texts on the web; Python knows others, which raise what no decoder should or run in quadratic time.
_WEB_CODEC = re.compile(r"utf-(?:8|16|32)|cp\d|iso|koi8|mac|gb|big5|euc|shift|hz|johab|ascii|tis")
_SPACE = r"\t\n\f\r "
_OPENER = re.compile(rf"<[/a-zA-Z][^{_SPACE}>/]{{0,24}}")
_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9-]*+)[^<>]*+>")
# Parsers compare every attribute of an element with all others.
_VALUE = rf"\"[^\"]*+\"|'[^']*+'|[^{_SPACE}>]{{0,2000}}+"
_ATTRIBUTE = rf"[{_SPACE}/]*+[^{_SPACE}/>=]{{1,60}}+(?:[{_SPACE}]*+=[{_SPACE}]*+(?:{_VALUE}))?+"
_ORDINARY = r" [a-z-]{1,60}+=\"[^\"]*+\""  # as most are: found faster, and first
_FLOOD = rf"[a-zA-Z][^{_SPACE}/>]{{0,30}}+)(?:{_ORDINARY}){{0,100}}+(?!>)(?:{_ORDINARY}|{_ATTRIBUTE}){{200,}}+"
_FLOODED = re.compile(rf"(<{_FLOOD}")
# Elements that a parser opens again in each block until they are closed: few tags can become millions of elements.
_FORMAT = rf"(?=[bcefinstuBCEFINSTU])(?i:b|big|code|em|font|i|nobr|s|small|strike|strong|tt|u)(?=[{_SPACE}/>])"
_REOPENED = re.compile(rf"(</?){_FORMAT}")
_MOST_REOPENED = 1_000_000
_FLOODED_ALONE = re.compile(f"<({_FLOOD}".encode())
_FLOODED_OR_FORMAT = re.compile(rf"<(?:({_FLOOD}|{_FORMAT})".encode())
_TEMPLATE = re.compile(rb"<(/?)template\b([^>]*+)>", re.IGNORECASE)
_FEW = 4_000  # tags that a parser bears however deep they stand
_DEEP_INSIDE = ">".join("*" * MAX_DEPTH) + ">:last-child"  # where one stands so deep, a last one does, too
_RUN = 4_000  # tags, more than most pages have
_Told = TypeVar("_Told")
_FLAT = frozenset(
    """
    area base br col embed hr img input link meta param source track wbr p li td tr th dd dt option path use circle rect
    line polygon polyline stop image
    """.split()
)
_DEEP = {"table": 4, "ul": 2, "ol": 2, "dl": 2}  # with what stands between them and the next one


class Served:
    """A page as it came, its bytes and the content type that was said of them. Its text is found out where somebody
    asks for it."""

    def __init__(self, body: bytes, content_type: str | None) -> None:
        self.body = body
        self._content_type = content_type

    @cached_property
    def text(self) -> str:
        """The page as `decoded` reads it."""
        return decoded(self.body, self._content_type)

    def in_utf8(self) -> bytes:
        """The page in UTF-8."""
        if self._may_be_utf8() and _strictly(self.body, "utf-8") is not None:
            return self.body
        return _in_utf8(self.text)

    def without_code(self) -> bytes:
        """The page in UTF-8, as `without_code` leaves it. Where that is UTF-8 as it came, nothing else can be meant. Of
        pages in other charsets, whose tags are ASCII, it is decoded alone, by what it declares or seems to be."""
        bare = without_code(self.body) if self._may_be_utf8() else b""
        if bare.isascii():
            return without_code(self.in_utf8())
        return bare if _strictly(bare, "utf-8") is not None else _in_utf8(decoded(bare, self._content_type))

    def _may_be_utf8(self) -> bool:
        """Whether the page is UTF-8 whatever is declared, if it is valid."""
        return len(self.body) <= MAX_CHARACTERS and not self.body.isascii() and not read_bom(self.body)[0]


def decoded(body: bytes, content_type: str | None) -> str:
    """`body` as text: byte order mark, valid UTF-8, the header, the document's own word, detection, in that order.

    Bytes that are valid UTF-8 beyond ASCII are UTF-8 whatever is declared; the header beats the document because
    publishers' meta elements lie more often. Characters that cannot be read become U+FFFD.
    """
    mark, marked = read_bom(body)
    if mark:
        return body[len(marked or b"") :].decode(mark, "replace")[:MAX_CHARACTERS]
    if not body.isascii() and (read := _as_utf8(body)) is not None:
        return read[:MAX_CHARACTERS]
    told = (http_content_type_encoding(content_type), html_body_declared_encoding(body[:4096]))
    declared = [name for name in told if name and _is_plausible(name, body)]
    if "utf-8" in declared and (text := _nearly_utf8(body, whatever=declared[0] == "utf-8")) is not None:
        return text[:MAX_CHARACTERS]
    for name in declared:
        if (text := _strictly(body, name)) is not None:
            return text[:MAX_CHARACTERS]
    detected = _detected(body)  # takes milliseconds
    if detected and (text := _strictly(body, detected)) is not None:
        return text[:MAX_CHARACTERS]
    fallback = next(iter(declared), None) or detected or "utf-8"
    return body.decode(fallback, "replace")[:MAX_CHARACTERS]


def _nearly_utf8(body: bytes, *, whatever: bool) -> str | None:
    """`body` as UTF-8 where few bytes are none, and `whatever` its header says or more characters are than bytes are
    not; None for a page in another charset."""
    text = body.decode("utf-8", "replace")
    broken = text.count("\ufffd")
    if broken > _FEW_BROKEN:
        return None
    return text if whatever or len(_BEYOND_ASCII.findall(text)) > broken else None


def document(html: bytes) -> LexborHTMLParser:
    """The page that a parser makes of what `shallow` leaves of `html`, in UTF-8."""
    if b"shadowroot" in html:
        html = _unshadowed(html)
    tags = html.count(b"<")
    if tags <= _FEW:
        # Too few tags to open that many elements again need no look at which they are.
        suspects = _FLOODED_OR_FORMAT if tags * tags > _MOST_REOPENED else _FLOODED_ALONE
        found = suspects.findall(html)
        if len(found) * tags <= _MOST_REOPENED and not any(found):
            doc = LexborHTMLParser(html)
            return LexborHTMLParser(flattened(html.decode("utf-8", "replace"))) if _is_deep(doc) else doc
    return LexborHTMLParser(shallow(html.decode("utf-8", "replace")))


def _unshadowed(html: bytes) -> bytes:
    """`html` with boxes in the place of templates that browsers show where they stand."""
    shown: list[bool] = []

    def boxed(tag: re.Match[bytes]) -> bytes:
        if tag[1]:
            return b"</div>" if shown and shown.pop() else tag[0]
        shown.append(b"shadowroot" in tag[2].lower())
        return b"<div>" if shown[-1] else tag[0]

    return _TEMPLATE.sub(boxed, html)


def shallow(html: str) -> str:
    """`html` without what no person wrote and no parser bears: deep nesting, floods of tags or attributes."""
    openers = _OPENER.findall(html)
    html = _cut(html) if len(openers) > MAX_TAGS else html
    if _FLOODED.search(html):
        html = _FLOODED.sub(r"\1", html)
    runs = [Counter(openers[start : start + _RUN]) for start in range(0, len(openers), _RUN)]
    again = sum(count for run in runs for opener, count in run.items() if _AGAIN[opener])
    if again * min(len(openers), MAX_TAGS) > _MOST_REOPENED:
        html = _REOPENED.sub(r"\1span", html)
    depths = list(accumulate(map(_STEPS.__getitem__, openers), initial=0))
    deepest = max(depths) - min(depths) + _strays(runs)  # at most: what closes nothing leads no higher
    if deepest <= MAX_DEPTH or (deepest <= 4 * MAX_DEPTH and not _is_deep(LexborHTMLParser(html))):
        return html
    return flattened(html)


def _is_deep(doc: LexborHTMLParser) -> bool:
    """Whether elements stand deeper than MAX_DEPTH for a parser, which ends many that are left open."""
    return doc.css_first(_DEEP_INSIDE) is not None


def _strays(runs: Sequence[Mapping[str, int]]) -> int:
    """How many levels end tags seem to close that were never opened; in a run they may come before what they close."""
    strays, open_ = 0, Counter[str]()
    for run in runs:
        for opener, count in run.items():
            if step := _STEPS[opener]:
                open_[_NAMES[opener]] += step * count
        for name in [name for name, levels in open_.items() if levels < 0]:
            strays -= open_.pop(name)
    return strays


def unbroken(html: bytes) -> bytes:
    """`html`, in UTF-8, without what only breaks its texts into pieces: short comments, and places where a word may be
    broken."""
    return _BREAK.sub(_left_of_break, html)


def without_code(html: bytes) -> bytes:
    """`html` as `unbroken` gives it, and without the code of its scripts and styles: half of a page. JSON-LD stays."""
    return _BREAK_OR_CODE.sub(_left_of, html)


def _left_of(found: re.Match[bytes]) -> bytes:
    if (tag := found[1]) is None:
        return _left_of_break(found)
    return found[0] if b"json" in tag.lower().replace(b"application/json", b"") else b"<" + tag


def _left_of_break(found: re.Match[bytes]) -> bytes:
    size = len(found[0])
    is_short = size < _SHORT or (size < 4 * _SHORT and len(found[0].decode("utf-8", "replace")) < _SHORT)
    return b"" if is_short else found[0]


def capped(html: str) -> str:
    """`html` up to its MAX_TAGS-th tag."""
    return _cut(html) if len(html) > MAX_TAGS and html.count("<") > MAX_TAGS else html


def _cut(html: str) -> str:
    end = next(islice(_OPENER.finditer(html), MAX_TAGS, None), None)
    return html[: end.start()] if end else html


def flattened(html: str) -> str:
    """`html` without the tags that stand deeper than MAX_DEPTH; their text stays."""
    depth, open_ = 0, Counter[str]()

    def kept(tag: re.Match[str]) -> str:
        nonlocal depth
        name = tag[2].lower()
        step = 0 if tag[0].endswith("/>") else _STEPS[f"<{tag[1]}{name}"]
        if tag[1] and not open_[name]:
            return tag[0]  # it closes nothing
        open_[name] += (step > 0) - (step < 0)
        depth = max(depth + step, 0)
        return tag[0] if step == 0 or depth + max(-step, 0) <= MAX_DEPTH else " "

    return _TAG.sub(kept, html)


class Remembered(dict[str, _Told], Generic[_Told]):
    """What `of` says of each short text, remembered for the first 2,000."""

    def __init__(self, of: Callable[[str], _Told]) -> None:
        super().__init__()
        self._of = of

    def __missing__(self, text: str) -> _Told:
        value = self._of(text)
        if len(self) < 2000:
            self[text] = value
        return value


def _name(opener: str) -> str:
    return opener.lstrip("</").lower()


def _step(opener: str) -> int:
    """How many levels a tag goes down: some for an opening, as many up for a closing one, 0 for what never nests."""
    name = _name(opener)
    step = 0 if name in _FLAT else _DEEP.get(name, 1)
    return -step if opener[1] == "/" else step


def _is_reopened(opener: str) -> bool:
    """Whether a tag opens an element that a parser opens again."""
    return opener[1] != "/" and bool(_REOPENED.match(opener + ">"))


_STEPS, _AGAIN, _NAMES = Remembered(_step), Remembered(_is_reopened), Remembered(_name)


def _as_utf8(body: bytes) -> str | None:
    """The text of bytes that are UTF-8 beyond ASCII, but for a few that were broken on their way; None of others."""
    try:
        return body.decode("utf-8")
    except UnicodeDecodeError as error:
        text = body.decode("utf-8", "replace")
        if error.start > len(body) - 4:  # cut in the middle of the last character
            return text
    beyond = len(text) - len(text.encode("ascii", "ignore"))
    return text if 4 * text.count("\ufffd") < beyond else None


def _is_plausible(name: str, body: bytes) -> bool:
    """Whether a declared encoding can be the body's: one of the web's, and wide only where there are zero bytes."""
    return bool(_WEB_CODEC.match(name)) and (b"\0" in body[:1000] or not name.startswith(("utf-16", "utf-32")))


def _in_utf8(text: str) -> bytes:
    return text.encode("utf-8", "ignore")


def _strictly(body: bytes, name: str) -> str | None:
    try:
        return body.decode(name)
    except (UnicodeDecodeError, LookupError):
        return None


def _detected(body: bytes) -> str | None:
    found = cchardet.detect(body[:_SNIFFED])["encoding"]
    name = resolve_encoding(found) if found else None
    return name if name and _DETECTABLE.match(name) else None
