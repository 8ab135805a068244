"""As much of a changed text as tells what changed: the changed words, some of what stands around them, and how much
was left out."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence

import regex

from watcher.model import Span
from watcher.notify.markup import Mark, Piece
from watcher.text import reader_text

_AROUND = 80  # characters kept on either side of a change
_CHANGED = 500  # characters kept of one changed stretch
_ALONE = 300  # characters kept of a text in which nothing is marked
_WHOLE = 2000  # characters of one excerpt
_BREAK = {" ", "\n"}
MARKS: Mapping[str, Mark] = {"=": "text", "-": "old", "+": "new"}
_REACH = 60  # characters within which a better place to cut is looked for
_SPACELESS = "\u2e80-\u9fff\uf900-\ufaff\uff00-\uffef"
_CLOSING, _OPENING = "、。，；：！？）」』》】〉”’…ー々ゝぁぃぅぇぉっゃゅょァィゥェォッャュョ,;:!?»", "（「『《【〈“‘"
# Where nothing is cut: within a word or number, before a sign that ends something, behind one that begins it.
_JOINED = re.compile(rf"\d[^\s、。，；：！？]|[^\s{_SPACELESS}]{{2}}|(?s:.)\s?[{_CLOSING}]|[{_OPENING}]\S")
_PAUSE = re.compile(rf"[\s、。，；：！？）」』》】〉…]|\S[\s{_OPENING}]")
# A character as a reader sees it: with its marks and what is joined to it, and in Thai with the vowels beside it.
CLUSTER = r"(?:[\u0e40-\u0e44](?=[\u0e01-\u0e2e]))?(?!\p{GCB=PP})\X[\u0e30\u0e32\u0e45\u0e46]*+|(?s:.)"
_CLUSTER = regex.compile(CLUSTER)
_NO_HOST = re.compile(r"[^\w.:-]")
_TERMINAL = re.compile(r"[\x80-\x9f]")  # C1 controls: a terminal obeys them


def cleaned(raw: str) -> str:
    """`raw` on one line and without control characters; unlike reader_text it keeps a space at either end."""
    text = reader_text(_TERMINAL.sub(" ", raw))
    if not text:
        return " " if any(c.isspace() for c in raw) else ""
    return " " * raw[:1].isspace() + text + " " * raw[-1:].isspace()


def host_shown(site: str) -> str:
    """The name of a host, without anything that stands in none."""
    return _NO_HOST.sub("", cleaned(site))


def excerpt(spans: Sequence[Span]) -> tuple[Piece, ...]:
    """The spans, marked and cut; () where they hold no text. A word or number is never cut in two."""
    pieces = [(MARKS[op], text) for op, raw in spans if (text := cleaned(raw))]
    if all(mark == "text" for mark, _ in pieces):
        return tuple(_beginning("text", "".join(text for _, text in pieces).strip(), _ALONE))
    cut = (piece for i in range(len(pieces)) for piece in _cut(pieces, i))
    return tuple(_limited(list(cut)))


def with_breaks(spans: Sequence[Span]) -> Iterator[Span]:
    """The spans with a sign for each end of a paragraph. A space that an end gave way to, or took the place of, is no
    change."""
    for at, (op, text) in enumerate(spans):
        other = spans[at + 1] if op == "-" and at + 1 < len(spans) else ("", "")
        if at and op == "+" and {text, spans[at - 1][1]} == _BREAK and spans[at - 1][0] == "-":
            continue
        if other[0] == "+" and {text, other[1]} == _BREAK:
            yield "=", " "
            yield ("+" if text == " " else "-"), "¶ "
        else:
            yield op, text.replace("\n", " ¶ " if op == "=" else "¶ ")


def beginning(text: str, limit: int, reach: int = 30) -> str:
    """`text` within `limit` characters, ended with "…" where it is cut."""
    return text if len(text) <= limit else text[: _backwards(text, limit - 1, reach)].rstrip() + "…"


def abridged(before: str, after: str, limit: int) -> tuple[str, str]:
    """Both texts within `limit` characters (20 or more), begun with "…" so that what differs is not cut off."""
    shorter, reach = min(len(before), len(after)), limit // 4
    alike = next((i for i in range(shorter) if before[i] != after[i]), shorter)
    is_long = max(len(before), len(after)) > limit
    start = _backwards(before, max(alike - limit // 3, 0), reach) if is_long else 0
    lead = "…" if start else ""
    room = limit - len(lead)
    return lead + beginning(before[start:], room, reach), lead + beginning(after[start:], room, reach)


def narrowed(pieces: Sequence[Piece], around: int) -> Iterator[Piece]:
    """The pieces with no more than `around` characters of a stretch in which nothing is marked on either side of what
    is; where nothing is marked, as they are."""
    if all(mark == "text" for mark, _ in pieces):
        yield from pieces
        return
    for i, (mark, text) in enumerate(pieces):
        if mark == "text":
            yield from _stretch(text, around if i else 0, around if i < len(pieces) - 1 else 0, around // 2)
        else:
            yield mark, text


def _cut(pieces: Sequence[Piece], i: int) -> Iterator[Piece]:
    mark, text = pieces[i]
    if mark != "text":
        yield from _beginning(mark, text, _CHANGED)
        return
    yield from _stretch(text, _AROUND if i else 0, _AROUND if i < len(pieces) - 1 else 0, _AROUND // 2)


def _stretch(text: str, head: int, tail: int, least: int) -> Iterator[Piece]:
    """An unmarked text without its middle, where that is longer than `least`."""
    if len(text) - head - tail <= least:
        yield "text", text
        return
    before = text[: _backwards(text, head, _REACH)].rstrip()
    after = text[_forwards(text, len(text) - tail, _REACH) :].lstrip()
    left_out: Piece = ("cut", str(len(text) - len(before) - len(after)))
    yield from (piece for piece in (("text", before), left_out, ("text", after)) if piece[1])


def _beginning(mark: Mark, text: str, limit: int) -> Iterator[Piece]:
    if len(text) <= limit + _AROUND // 2:
        yield mark, text
        return
    kept = text[: _backwards(text, limit, _REACH)].rstrip()
    yield mark, kept
    yield "cut", str(len(text) - len(kept))


def _limited(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces up to _WHOLE characters; the rest is counted together."""
    told = 0
    for i, (mark, text) in enumerate(pieces):
        if told > _WHOLE:
            rest = pieces[i:]
            yield "cut", str(sum(int(t) if m == "cut" else len(t) for m, t in rest))
            return
        told += len(text)
        if text:
            yield mark, text


def is_between_words(text: str, at: int) -> bool:
    """Whether no word or number is cut in two at that place."""
    return not _JOINED.match(text, at - 1)


def _backwards(text: str, at: int, reach: int) -> int:
    """The last place up to `at` where no word or number is cut, behind a pause rather than between two signs of a
    script without spaces; where a word is longer than `reach` the last one where no character is."""
    return _place(text, range(at, max(at - reach, 0), -1)) or _whole(text, at)


def _forwards(text: str, at: int, reach: int) -> int:
    return _place(text, range(at, min(at + reach, len(text)))) or _whole(text, at)


def _place(text: str, places: range) -> int:
    """The first of the places behind a pause, else the first between two words; 0 where all are within one."""
    between = [i for i in places if is_between_words(text, i)]
    return next((i for i in between if _PAUSE.match(text, i - 1)), between[0] if between else 0)


def _whole(text: str, at: int) -> int:
    """The last place up to `at` where no character is torn; `at` where there is none."""
    start = place = max(text.rfind(" ", 0, at) + 1, at - 2 * _REACH)
    for found in _CLUSTER.finditer(text, start):
        if found.end() > at:
            break
        place = found.end()
    return place if place > start else at
