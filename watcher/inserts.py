"""Inserts: elements that stand in a story and of which nothing is read, whatever words they hold, as advertisements and
teasers do. They are told by what their tags look like, and left out where an article is known again.

Which ones those are is learned from loads that tell the same article, and tried (learned.py). What an insert never is:
one that holds a tag which was not seen in any, one whose tags do not close each other, one that holds a notice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache
from html import unescape
from itertools import chain, pairwise

from watcher.extract.notices import is_notice, is_notice_label
from watcher.text import reader_text

VOID = frozenset(b"area base br col embed hr img input link meta source track wbr".split())
RAW = frozenset((b"script", b"style"))  # in which "<" begins no tag
_LONGEST, _MOST = 300, 40  # pieces of an insert, what begins like one in a story
_LONGEST_TAG = 2_000  # bytes
_LABEL = 120  # bytes of a text that may be the label of what follows
_ALONE = frozenset(b"a button form h1 h2 h3 h4 h5 h6 p li option".split())  # which end where another one begins
_ENDS_P = frozenset(
    b"""
    address article aside blockquote center details dialog dir div dl fieldset figcaption figure footer form h1 h2 h3
    h4 h5 h6 header hgroup hr li main menu nav ol p pre section summary table ul
    """.split()
)
_UNKNOWN = frozenset(
    b"""
    body caption col colgroup desc foreignobject frameset head html math plaintext table tbody td template tfoot th
    thead tr xmp
    """.split()
)
_NAME = re.compile(rb"/?([A-Za-z][^\s/>]*+)")
_ATTRIBUTE = re.compile(rb"\s+([^\s=>\"'/<]++)(?:=(?:\"[^\"<>]*+\"|'[^'<>]*+'|[^\s\"'<>]++))?")
_TELLING = frozenset(
    b"p h1 h2 h3 h4 h5 h6 td th li dd figcaption blockquote a b strong em img source script meta".split()
)  # of which a text may be the story's, or more than a text counts
_LETTERS, _DIGITS = re.compile(rb"[A-Za-z\x80-\xff]{2}"), re.compile(rb"[0-9]++")
_RUN = re.compile(rb"[0-9A-Za-z]++")
_FREE = frozenset(b"href src srcset sizes alt title style value nonce width height content datetime action".split())
_WORDS = re.compile(rb"[A-Za-z _-]*+")


Span = tuple[int, int]


@dataclass(frozen=True, slots=True, kw_only=True)
class Inserts:
    """How inserts begin, and the tags that stand `within` them: patterns of tags. `charset` is the page's."""

    begin: tuple[bytes, ...] = ()
    within: tuple[bytes, ...] = ()
    charset: str = "utf-8"

    def found(self, pieces: Sequence[bytes], many: int | None = None) -> list[Span]:
        """(its first piece, the one behind its last) of each insert among so `many` pieces that are in none."""
        spans: list[Span] = []
        if not self.begin:
            return spans
        is_beginning, within = any_of(self.begin).match, any_of(self.within)
        names = tuple({begin.partition(b"\\")[0] for begin in self.begin})
        last = len(pieces) if many is None else many
        behind = tries = 0
        for number, piece in enumerate(pieces):
            if number == last or tries == _MOST:
                break
            if piece.startswith(names) and number >= behind and is_beginning(piece):
                tries += 1
                end = _end(pieces, number, within, self.charset)
                if end is not None:
                    spans.append((number, end))
                    last, behind = last + end - number, end
        return spans

    def __bool__(self) -> bool:
        return bool(self.begin)


NO_INSERTS = Inserts()


def without(pieces: Sequence[bytes], spans: Sequence[Span]) -> list[bytes]:
    """The pieces without inserts; a text behind one belongs to the piece before it."""
    kept: list[bytes] = []
    at = 0
    for first, end in spans:
        kept += pieces[at:first]
        if kept:
            kept[-1] = joined(kept[-1], pieces[end - 1])
        at = end
    return kept + list(pieces[at:])


def joined(before: bytes, last: bytes) -> bytes:
    """The piece before an insert, and the text behind its `last` piece: no more than one space between them."""
    behind = last.partition(b">")[2]
    return before + (behind.lstrip() if before[-1:].isspace() else behind)


@lru_cache(maxsize=1024)
def any_of(patterns: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """Whatever fits one of these patterns."""
    return re.compile(b"|".join(patterns))


def _end(pieces: Sequence[bytes], first: int, within: re.Pattern[bytes], charset: str) -> int | None:
    """The piece behind the element that begins with the `first` one; None where it is no insert."""
    path = [named(pieces[first])]
    texts = [pieces[first].partition(b">")[2]]
    raw = b""
    for number, piece in enumerate(pieces[first + 1 : first + _LONGEST], first + 1):
        if raw and piece[: len(raw)].lower() != raw:
            if piece.startswith(b"!--"):
                return None  # behind which a script may not end where it seems to
            continue
        raw = b""
        if piece[:1] == b"/":
            if not piece.startswith(path.pop(), 1):
                return None
            if not path:
                return None if _says(texts, charset) else number + 1
            text = piece.partition(b">")[2]
        elif piece.startswith(b"!--") and b"-->" in piece:
            text = piece.partition(b"-->")[2]
        else:
            name = named(piece)
            if not within.match(piece) or not _may_stand(name, path):
                return None
            if name not in VOID and not (b"svg" in path and b"/>" in piece):
                path.append(name)
            raw = b"/" + name if name in RAW else b""
            text = b"" if raw else piece.partition(b">")[2]
        if text and not text.isspace():
            texts.append(text)
    return None


def named(piece: bytes) -> bytes:
    """The name of the tag that a piece begins with, in lower case; b"" without one."""
    found = _NAME.match(piece)
    return found[1].lower() if found else b""


def _may_stand(name: bytes, path: Sequence[bytes]) -> bool:
    """Whether a parser opens the element where it stands, and closes none for it."""
    if name in _UNKNOWN or (name in _ALONE and name != b"li" and name in path) or (b"p" in path and name in _ENDS_P):
        return False
    return not (name == b"li" == path[-1])


def _says(texts: Sequence[bytes], charset: str) -> bool:
    """Whether texts that follow each other hold a notice, which is read wherever it stands."""
    pairs = (one + b" " + other for one, other in pairwise(texts) if len(one) < _LABEL)
    return any(_is_notice(text, charset) for text in chain(texts, pairs))


@lru_cache(maxsize=8192)
def _is_notice(text: bytes, charset: str) -> bool:
    read = reader_text(unescape(text.decode(charset, "replace")))
    return is_notice(read) or is_notice_label(read)


def pattern(piece: bytes) -> bytes | None:
    """What a tag looks like: its names, but for figures and what has some in it, and any value where a value is none
    that elements are told by. None for what is no start tag."""
    name = named(piece)
    tag, closed, _ = piece.partition(b">")
    if len(tag) > _LONGEST_TAG:
        return None
    found = [re.escape(name)]
    at = len(name)
    for attribute in _ATTRIBUTE.finditer(tag, at) if closed and not piece.startswith(b"/") else ():
        if attribute.start() != at:
            return None
        at = attribute.end()
        found.append(rb"\s+" + re.escape(attribute[1]) + _value(attribute))
    return b"".join((*found, rb"\s*/?>")) if name and closed and not tag[at:].strip(b" /\n\t\r") and at else None


def _value(attribute: re.Match[bytes]) -> bytes:
    told = attribute[0].partition(b"=")[2]
    if not told:
        return b""
    name, quote = attribute[1].lower(), told[:1] if told[:1] in b"\"'" else b""
    value = told.strip(quote) if quote else told
    if name in _FREE or (name.startswith(b"data-") and not _WORDS.fullmatch(value)):
        return b"=" + quote + rb"[^%b<>]*+" % (quote or rb"\s\"'") + quote
    return b"=" + quote + b"".join(_literally(value)) + quote


def _literally(value: bytes) -> Iterator[bytes]:
    at = 0
    for run in _RUN.finditer(value):
        if not run[0].isalpha():
            figures = rb"[0-9]++" if run[0].isdigit() else rb"(?=[A-Za-z]*+[0-9])[0-9A-Za-z]++"
            yield re.escape(value[at : run.start()]) + figures
            at = run.end()
    yield re.escape(value[at:])


def counting(piece: bytes) -> bytes | None:
    """What a piece looks like, its text but for figures; None where it is not told by names, or a text of the story."""
    tag, _, text = piece.partition(b">")
    found = pattern(piece)
    if found is None or b"=" not in tag or named(piece) in _TELLING or not _LETTERS.search(text):
        return None
    return found + b"".join(_figures(text))


def _figures(text: bytes) -> Iterator[bytes]:
    parts = _DIGITS.split(text)
    yield re.escape(parts[0])
    yield from (rb"[0-9]++" + re.escape(part) for part in parts[1:])
