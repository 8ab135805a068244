"""Finding inserts between two loads that tell the same article, and trying whether nothing of them is read."""

from __future__ import annotations

import re
import string
from collections import Counter
from collections.abc import Collection, Iterator, Sequence
from difflib import SequenceMatcher
from html import unescape
from itertools import cycle, islice, takewhile

from watcher.compare import compare
from watcher.extract import Rules, extract
from watcher.extract.notices import is_notice_name
from watcher.imprint import Noise, count, values_of
from watcher.inserts import RAW, VOID, Span, named, pattern
from watcher.loads import Load
from watcher.model import Article, Paragraph

_BOXES = frozenset(b"div section aside ul ol nav figure article form ins details p header footer".split())
_NAMES = re.compile(rb"\s(class|id|data-[\w-]{1,40}+)=(?:\"([^\"]*+)\"|'([^']*+)'|([^\s\"'>]++))")
_LETTERS = re.compile(rb"[A-Za-z]{2}")
_CHANGING = re.compile(rb"(?<![0-9A-Za-z])[A-Za-z]*+[0-9][0-9A-Za-z]*+")
_STATED = re.compile(rb"\s(?:itemprop|itemscope|datetime)[\s=>]")
_MOST_BEGINNINGS, _MOST_TAGS = 20, 60
_MOST_PIECES, _MOST_PAIRS = 3_000, 60_000  # of two loads that are compared; of equal ones among them
_TOLD = 8  # characters from which on a text that stands in the article as well is the story's
_LONG = 240  # characters of a text that is tried
_COPIES = 3  # places where an insert is tried besides
_NO_TEXT = VOID | RAW | {b"a", b"svg", b"path", b"iframe", b"picture"}
_VALUE = re.compile(rb"(\s(src|srcset|href|alt|title|datetime|content)=\")[^\"]*+")
_OTHER = {b"src": b"/img/8765432_6.jpg", b"srcset": b"/img/8765432_8.jpg 800w", b"datetime": b"2021-03-03T14:05:00Z"}
_OTHERS_OF_FIGURES = bytes.maketrans(b"0123456789", b"1234567890")
_OTHERS = bytes.maketrans(
    string.digits.encode() + string.ascii_letters.encode(), b"1234567890" + string.ascii_letters[1:].encode() + b"a"
)
_SHORT = ("Ida Brandt", "3 March 2021, 14:05", "By Ida Brandt")


def proposed(old: Sequence[bytes], load: Load, article: Article) -> Noise:
    """The noise of a `load`, and those boxes around what differs between the `old` pieces of its story and its own that
    hold nothing of its `article`."""
    new = load.served[slice(*load.spans[0])]
    if len(old) + len(new) > _MOST_PIECES:
        return load.noise
    told = _dense(str(article.to_dict()))
    begin: dict[bytes, None] = {}
    within: dict[bytes, None] = {}
    for pieces, numbers in zip((old, new), _differing(old, new), strict=True):
        for first, end in _boxes(pieces, numbers, told, load.charset):
            begin |= dict.fromkeys(filter(None, [pattern(pieces[first])]))
            within |= dict.fromkeys(found for piece in pieces[first + 1 : end] if (found := pattern(piece)))
    is_much = len(begin) > _MOST_BEGINNINGS or len(within) > _MOST_TAGS
    return load.noise if is_much else load.noise | Noise(begin=tuple(begin), within=tuple(within))


def _differing(old: Sequence[bytes], new: Sequence[bytes]) -> tuple[list[int], list[int]]:
    """The pieces that one load has and the other has not, in each; figures are no difference."""
    gone: list[int] = []
    come: list[int] = []
    alike = len(list(takewhile(lambda pair: pair[0] == pair[1], zip(old, new, strict=False))))  # at their beginning
    one, other = ([_CHANGING.sub(b"0", piece) for piece in pieces[alike:]] for pieces in (old, new))
    often = Counter(one)
    if sum(map(often.__getitem__, other)) > _MOST_PAIRS:
        return gone, come
    for kind, *ends in SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if kind != "equal":
            first, last, begin, end = (alike + at for at in ends)
            gone += _slid(old, first, last)
            come += _slid(new, begin, end)
    return gone, come


def _slid(pieces: Sequence[bytes], first: int, last: int) -> range:
    """The same pieces, from a start tag on where they could be that: what ends before an insert ends like it."""
    while first < last < len(pieces) and pieces[first].startswith(b"/") and pieces[first] == pieces[last]:
        first, last = first + 1, last + 1
    return range(first, last)


def _boxes(pieces: Sequence[bytes], numbers: Collection[int], told: str, charset: str) -> Iterator[Span]:
    """The smallest boxes around these pieces of which nothing is in the article."""
    elements = sorted(_elements(pieces), key=lambda span: span[1] - span[0])
    left = [n for n in numbers if not pieces[n].startswith(b"/") or pieces[n].partition(b">")[2].strip()]
    while left:
        number = left.pop()
        around = (span for span in elements if span[0] <= number < span[1] - pieces[number].startswith(b"/"))
        box = next((span for span in around if _is_box(pieces[span[0]])), None)
        if box is None or any(_is_told(text, told) for text in _texts(pieces, box, charset)):
            continue
        yield box
        left = [n for n in left if not box[0] <= n < box[1]]


def _elements(pieces: Sequence[bytes]) -> Iterator[Span]:
    """(the start tag's piece, the one behind the end tag's) of each element that is closed."""
    path: list[tuple[bytes, int]] = []
    raw = b""
    for number, piece in enumerate(pieces):
        if raw and not piece.lower().startswith(raw):
            continue
        raw, name = b"", named(piece)
        if not piece.startswith(b"/"):
            if name and name not in VOID:
                path.append((name, number))
                raw = b"/" + name if name in RAW else b""
        elif any(name == own for own, _ in path):
            while path:
                own, first = path.pop()
                if own == name:
                    yield first, number + 1
                    break


def _is_box(piece: bytes) -> bool:
    """Whether an element can be told by its names, and by none that a notice has."""
    if named(piece) not in _BOXES or _STATED.search(piece):
        return False
    names = [b"".join(filter(None, own[1:])) for own in _NAMES.findall(piece)]
    return any(map(_LETTERS.search, names)) and not is_notice_name(b" ".join(names).decode("ascii", "replace"))


def _texts(pieces: Sequence[bytes], span: Span, charset: str) -> Iterator[str]:
    for number in range(span[0], span[1] - 1):
        yield _dense(unescape(pieces[number].partition(b">")[2].decode(charset, "replace")))


def _is_told(text: str, told: str) -> bool:
    return len(text) >= _TOLD and text in told


def _dense(text: str) -> str:
    return "".join(filter(str.isalnum, text))


def is_unread(load: Load, known: Noise, article: Article, rules: Rules) -> bool:
    """Whether the `article` stays as it is whatever the inserts of `load` say that are not `known` yet: with texts that
    might be the story's, with names and times, twice as much of them, without links, and in other places of the story;
    and whatever the values of its names and the figures of what is counted are."""
    page = load.page
    made = list(load.served)
    for number in set(load.counting).difference(load.dropped):
        made[number] = _otherwise(made[number], load.noise)
    apart, tried = load.spans[0][0], known.inserts(load.charset).found(load.served[slice(*load.spans[0])])
    spans = [(apart + first, apart + end) for first, end in load.inserted_spans if (first, end) not in tried]
    words = cycle(_words(article))
    filled = [_filled(made[first:end], words, load.charset) for first, end in spans]
    plain = [_plain(made[first:end], words, load.charset) for first, end in spans]
    copies = b"".join(b"<" + copy for copy in plain)
    ends = list(_paragraph_ends(load, article, load.charset))
    for number in ends[:: max(len(ends) // _COPIES, 1)]:
        made[number] += copies
    for (first, end), twice in zip(reversed(spans), reversed([*zip(filled, plain, strict=True)]), strict=True):
        made[first:end] = [b"<".join(twice) + made[end - 1].partition(b">")[2]]
    body = b"<".join(made)
    return compare(article, extract(body, page.url, content_type=page.content_type, rules=rules)) == ()


def _otherwise(piece: bytes, noise: Noise) -> bytes:
    """A piece with other values of names, and other figures where they do not count."""
    if count(piece, noise.counted) != piece:
        tag, end, text = piece.partition(b">")
        return tag + end + text.translate(_OTHERS_OF_FIGURES)
    return values_of(noise.names).sub(_turned, piece) if noise.names else piece


def _turned(found: re.Match[bytes]) -> bytes:
    """A name with another value of the same kind."""
    name, equals, value = found[0].partition(b"=")
    return name + equals + value.translate(_OTHERS)


def _paragraph_ends(load: Load, article: Article, charset: str) -> Iterator[int]:
    """The pieces that end the story's paragraphs."""
    paragraphs = {_dense(block.text) for block in article.blocks if isinstance(block, Paragraph)}
    begin = load.spans[0][0]
    for number in range(*load.spans[0]):
        if named(load.served[number]) == b"p":
            if (
                load.served[number].startswith(b"/")
                and "".join(_texts(load.served, (begin, number + 1), charset)) in paragraphs
            ):
                yield number
            begin = number


def _words(article: Article) -> list[str]:
    """Texts that might be the story's, and others that might tell of it."""
    told = max((block.text for block in article.blocks if isinstance(block, Paragraph)), key=len, default=article.title)
    half = len(told) // 2
    space = " " if " " in told else ""
    turned = " ".join(reversed(told.split())) if space else told[::-1]
    return [f"{told[half:]}{space}{told[:half]}"[:_LONG], _SHORT[0], turned[:_LONG], *_SHORT[1:]]


def _filled(pieces: Sequence[bytes], words: Iterator[str], charset: str) -> bytes:
    """An insert with other texts and values, all that is in it twice; it begins with its name."""
    inner = []
    for piece in pieces:
        tag, _, text = piece.partition(b">")
        is_raw = named(piece) in RAW and not piece.startswith(b"/")
        if text.strip() and not is_raw:
            text = next(words).encode(charset, "xmlcharrefreplace")
        inner.append(_VALUE.sub(lambda found: found[1] + _OTHER.get(found[2].lower(), b"other"), tag) + b">" + text)
    within = b"<".join(inner[1:-1])
    return b"<".join(filter(None, (inner[0], within, within, inner[-1].partition(b">")[0] + b">")))


def _plain(pieces: Sequence[bytes], words: Iterator[str], charset: str) -> bytes:
    """An insert with the same tags, each once and beside the others, around texts, and no link; it begins with its
    name."""
    tags = dict.fromkeys(piece.partition(b">")[0] for piece in pieces[1:-1])
    wanted = [tag for tag in tags if named(tag) not in _NO_TEXT and tag[:1].isalpha()]
    long = [text.encode(charset, "xmlcharrefreplace") for text in islice(words, 5) if text not in _SHORT]
    inner = [tag + b">" + text + b"</" + named(tag) + b">" for tag, text in zip(wanted, cycle(long), strict=False)]
    return b"<".join((pieces[0].partition(b">")[0] + b">" + long[0], *inner, b"/" + named(pieces[0]) + b">"))
