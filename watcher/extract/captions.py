"""Captions: which words beside a picture are its caption, and which its credit."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from itertools import islice
from typing import NamedTuple

from watcher.extract.capitals import is_name, is_named_like, is_prose
from watcher.extract.credits import (
    AT_THE_END,
    ends_in_label,
    is_label,
    reads_as_credit,
    seen_behind_label,
    split_credit,
    told_by_label,
    trimmed_credit,
    without_label_behind,
)
from watcher.extract.elements import Tag, Text
from watcher.extract.head import plain
from watcher.extract.houses import is_kind_of_picture
from watcher.extract.inline import BLOCK_TAGS, MARK, SILENT_TAGS, classes_of, has, own_text, tag_around, within
from watcher.extract.lead import PICTURE_ENDS
from watcher.extract.names import is_agency, is_person
from watcher.extract.signs import is_caption, is_credit, part_of_picture
from watcher.extract.taken import is_taken_alone
from watcher.extract.wording import DATE, is_advert_label, is_day, is_weekday
from watcher.extract.words import Beginnings, pattern, stems
from watcher.lazily import late
from watcher.text import reader_text

_CREDIT_PROPS = frozenset(("copyrightHolder", "author", "creator", "creditText", "copyrightNotice"))
_CREDIT_ATTRIBUTES = ("data-c-credit", "data-credit", "data-copyright")
_EMPHASIS = frozenset(("em", "i", "b", "strong", "a", "u", "mark", "font"))
_MOST_PIECES = 120
_MOST_OF_OFFER = 80  # characters
_MOST_OF_CREDIT = 5  # pieces in which a credit can stand
_SHORT = 20  # characters that a caption may well say twice
_LABEL = 40  # characters of a label before a caption
_LONGEST = 200  # characters of a credit's element
_BUTTONS = 100  # the last characters of a caption, in which a button can stand
_LABEL_BEFORE = pattern(r"^(?:image caption\s+|", "caption_labels", r"\s*[,，:：]\s*)")
_FURNITURE = Beginnings(r"^\W*", "caption_furniture", after=r"\W*$")
_FURNITURE_BEFORE = late(
    r"^(?:(?:image|photo|bild|foto|slide)\s+)?\d{1,3}\s*(?:of|von|/|av|из)\s*\d{1,3}\s*[|:–—-]?\s+(?=\S)", re.IGNORECASE
)
_FURNITURE_BEHIND = pattern(r"(?:(?<=[.!?…。)）】」])\s*+|\s[\s|…·–-]++|\s)(?<!\w)", "caption_buttons", r"[\s.…]*$")
_TOUCHING = re.compile(r"\S{2}\w")  # the ends of two texts with words, no initial set large and no "’s"
_ESCAPED = re.compile(r"<(?:br\s?/?|/?(?:p|b|i|em|strong|span))>", re.IGNORECASE)  # a tag that is seen as text
_COUNTED_LAST = re.compile(r"\s*[\[［【]\s?\d{1,3}\s?/\s?\d{1,3}\s?[\]］】]$")  # "The old pier [1/10]"
_LASTING_LAST = re.compile(r"\s/\s(?:[^/]{1,20}\s/\s)?\d{1,3}\s?min\.?$")
_LASTING = late(rf"\W*(?:(?:{DATE})\W+)?\d{{1,3}}:\d\d(?::\d\d)?\s*min\w*\.?\W*", re.IGNORECASE)
_PRICE = re.compile(r"[$€£¥₹₽]\s?\d|\d\s?(?:[€£₽₴₺]|(?:EUR|USD|GBP|CHF|zł|Kč|kr|Ft|円|元)(?!\w))")
_ACRONYM = re.compile(r"[A-Z]{2,6}")
_BRACKETED = re.compile(r"[(（\[](?=[^\W\d_a-z])[^()（）\[\]]{2,50}[)）\]]\.?$")
_LETTER = re.compile(r"\w")
_MAIL = re.compile(r"[\w.+-]{1,40}@[\w-]{2,40}\.[\w.-]{2,40}")
_SHORT_NAME = re.compile(r"[^\W\d_]{2,12}(?: [^\W\d_]{2,12}){0,2}|[^\W\d_]{1,3}\d{1,2}")  # "Efe", "c7"
_STOPS = '.!?…。！？"”»’)）]'
_PARTS = "|/–—·•"
_EDGES = " |/–—-·•▲▼△▽◀▶►📷📸🎥\ufe0f"
_UNFILLED = re.compile(r"[^\s\[{]*(?:\[\d+\]|\{\{)\S*")  # "items.[0].caption": what a script should have put a text for
_IN_SQUARES = re.compile(r"(\S.*?)\s*\[((?![a-z])[^\[\]]{2,60})\]")  # "The old pier [Harbour Office]"
_POINTER = re.compile(r"[↑↓]\s?(?=[^\W\d_])")  # to the picture, no "↓30%"


class _Piece(NamedTuple):
    """A stretch of text between two borders of elements: `chain` are the elements around it, the innermost last."""

    raw: str
    chain: tuple[Tag, ...]
    text: str


def caption_of(box: Tag, image: Tag) -> tuple[str | None, str | None]:
    """(caption, credit) of the picture `image` in its `box`: a figure or another element around both."""
    pieces = [p for p in islice(_pieces(box), _MOST_PIECES) if not _is_furniture(p.text) and not _is_offer(p)]
    if box.held.pictures > 1:
        pieces = _of_one_copy(pieces)
    holder = _holder(box)
    parts = [_part(p, box, holder) for p in pieces]
    inside = [holder is box or any(t is holder for t in p.chain) for p in pieces]
    sorted_out = list(zip(pieces, parts, inside, strict=True))
    words = _unlabelled([p for p, part, own in sorted_out if own and part != "credit"])
    told = [p for p, part, own in sorted_out if own and part == "credit"]
    if all(is_label(p.text) for p in told):
        words, told = _parted(_unlabelled([p for p, _, own in sorted_out if own]))
    if not any(_LETTER.search(p.text) and not is_label(p.text) for p in words):
        words = [p for p, part, _ in sorted_out if part == "caption"]
    told = told or [p for p, part, _ in sorted_out if part == "credit"]
    told = told or [p for p, _, own in sorted_out if not own and _is_told_beside(p.text)]
    caption, credit = _read(words, told)
    if not caption and not credit:
        caption, credit = kept_in_attributes(box, image)
    return caption, credit or _told_in_attributes(image)


def _is_told_beside(text: str) -> bool:
    """Whether a text beside a caption only says whose picture it is."""
    return reads_as_credit(text) or is_person(text) or is_taken_alone(text)


def _of_one_copy(pieces: list[_Piece]) -> list[_Piece]:
    """The pieces before the first that repeats one, where all behind do so: what stands beside the picture's next copy,
    on a slide."""
    first: dict[str, int] = {}  # where each text stands first
    again = next((n for n, p in enumerate(pieces) if first.setdefault(p.text, n) != n and len(p.text) > _SHORT), None)
    return pieces if again is None or any(p.text not in first for p in pieces[again:]) else pieces[:again]


def _holder(box: Tag) -> Tag:
    """The element that holds the caption: by a site rule, by its kind, by its name; the box itself without one."""
    marked = next((t for t in box.descendants if isinstance(t, Tag) and t.get(MARK) == "caption"), None)
    if marked is not None:
        return marked
    captions = (t for t in within(box, ("figcaption",)) if own_text(t) and not _is_credit_alone(t))
    named = (t for t in box.descendants if isinstance(t, Tag) and _is_captions(t))
    return next(captions, None) or next((t for t in named if not has(t, ("img",)) and own_text(t)), box)


def _is_captions(tag: Tag) -> bool:
    """Whether an element is a caption's by name; where it is a credit's as well, its text decides."""
    names = classes_of(tag)
    return is_caption(names) and (not is_credit(names) or is_prose(own_text(tag)))


def _is_credit_alone(tag: Tag) -> bool:
    """Whether an element is called a credit, and no caption."""
    names = classes_of(tag)
    return is_credit(names) and not is_caption(names)


def _pieces(box: Tag) -> Iterator[_Piece]:
    """The text of `box`, parted wherever an element begins or ends; blocks and <br> bring a line break."""
    raw = ""
    chain: list[Tag] = []
    left: list[object] = [*reversed(box.contents)]
    while left:
        node = left.pop()
        if isinstance(node, Text):
            raw += node
            continue
        leaving = not isinstance(node, Tag)
        tag = chain[-1] if leaving else node
        if not isinstance(tag, Tag) or (not leaving and _is_silent(tag)):
            continue
        broken = tag.name == "br" or tag.name in BLOCK_TAGS
        if raw.strip():
            yield _Piece(raw + "\n" * broken, tuple(chain), reader_text(raw))
            raw = ""
        raw = raw + "\n" if broken else raw
        if leaving:
            chain.pop()
        elif tag.contents:
            chain.append(tag)
            left.append(None)
            left += reversed(tag.contents)
    if raw.strip():
        yield _Piece(raw, (), reader_text(raw))


def _is_offer(piece: _Piece) -> bool:
    """Whether a piece is a link that sells what the picture shows, "$285 at Harbour Shop", or one of a menu."""
    link = next((t for t in piece.chain if t.name == "a"), None)
    if link is None or has(link, ("img",)):
        return False
    menu = link.parent is not None and link.parent.name == "li" and own_text(link.parent) == own_text(link)
    return menu or (len(text := own_text(link)) < _MOST_OF_OFFER and bool(_PRICE.search(text)))


def _is_silent(tag: Tag) -> bool:
    return tag.name in SILENT_TAGS and not (tag.name == "button" and has(tag, ("figcaption",)))


def _part(piece: _Piece, box: Tag, holder: Tag) -> str:
    """ "credit" or "caption" by what the nearest element around a piece is called, "" where none says."""
    for tag in reversed(piece.chain):
        if tag.get(MARK) in ("credit", "caption"):
            return str(tag.attrs[MARK])
        named = part_of_picture(classes_of(tag))
        if tag.get("itemprop") in _CREDIT_PROPS:
            named = "credit"
        if named == "credit" and not _is_part(tag, holder):
            named = "caption" if _is_captions(tag) else ""
        if named or tag is holder:
            return named or "caption"
        if tag.name in ("small", "cite") and _is_part(tag, holder) and _is_small_credit(own_text(tag), holder):
            return "credit"
    return ""


def _is_part(tag: Tag, holder: Tag) -> bool:
    """Whether an element holds no more than a part of what stands beside the picture, or words that are no sentence."""
    if tag is holder or has(tag, ("img", "figcaption")):
        return False
    text = own_text(tag)
    return len(text) <= _LONGEST and (text != own_text(holder) or not is_prose(text))


def _is_small_credit(text: str, holder: Tag) -> bool:
    alone = len(list(islice(within(holder, ("small", "cite")), 2))) == 1
    return len(text) < 60 and (reads_as_credit(text) or (alone and is_named_like(text)))


def _parted(words: list[_Piece]) -> tuple[list[_Piece], list[_Piece]]:
    """(caption, credit) where only the places of the pieces tell them apart: the credit is the last, or the first."""
    solid = [p for p in words if _LETTER.search(p.text)]
    for count in range(min(_MOST_OF_CREDIT, len(solid) - 1), 0, -1):
        at = next(i for i, p in enumerate(words) if p is solid[-count])
        last = reader_text("".join(p.raw for p in words[at:]))
        if ends_in_label(words[at - 1].text):
            break
        if reads_as_credit(last) or (count == 1 and _stands_apart(words[:at], words[at])):
            labels = next((n for n, p in enumerate(reversed(words[:at])) if not is_label(p.text)), 0)
            return words[: at - labels], words[at:]
    broken = len(solid) > 1 and "\n" in solid[0].raw[-1:] + solid[1].raw[:1]
    apart = broken or (len(solid) > 1 and _are_parted(*solid[:2]) and solid[0].chain[-1].name not in _EMPHASIS)
    if apart and reads_as_credit(solid[0].text, houses=broken):
        return [p for p in words if p is not solid[0]], solid[:1]
    return words, []


def _unlabelled(words: list[_Piece]) -> list[_Piece]:
    """A caption's pieces without the label that the blind hear before them: a few words up to a comma, before the
    paragraph that is the caption."""
    label = words[0].text if len(words) > 1 else ""
    if not label.endswith((",", "،")) or len(label) > _LABEL:
        return words
    return words[1:] if any(t.name == "p" and t not in words[0].chain for t in words[1].chain) else words


def _stands_apart(before: Sequence[_Piece], last: _Piece) -> bool:
    """Whether a name in an element of its own ends the caption: after a sentence, in brackets, on a line of its own, or
    behind words in an element of theirs."""
    text, rest = last.text, reader_text("".join(p.raw for p in before))
    inner = text.strip("()[] " + _PARTS)
    if len(rest) < 10 or is_kind_of_picture(inner):
        return False
    if text[:1] in "([" and text[-1:] in ")]" and inner[:1].isupper() and len(inner) > 3 and not is_prose(inner):
        return True
    if not is_named_like(inner) and not (_ACRONYM.fullmatch(inner) and not rest.isupper()):
        return _is_short_name(inner) and _is_classed_apart(before, last)
    apart = text[:1] in _PARTS or rest[-1:] in _PARTS
    emphasised = bool(last.chain) and last.chain[-1].name in _EMPHASIS
    if apart or emphasised:
        return apart
    return rest[-1] in _STOPS or (rest[-1] not in ":,-–—" and " " in rest and _are_parted(before[-1], last))


def _is_short_name(text: str) -> bool:
    """Whether a text is as short as what a paper calls an agency, a photographer or itself: "Efe", "c7"."""
    if not _SHORT_NAME.fullmatch(text) or trimmed_credit(text) != text or is_day(text) or is_weekday(text):
        return False
    words = text.split()
    small = sum(word[0].islower() for word in words)  # "The mayor" and "left" name nobody
    return text[-1].isdecimal() or not small or 1 < small == len(words)


def _is_classed_apart(before: Sequence[_Piece], last: _Piece) -> bool:
    """Whether two elements beside each other, of different classes, are all that a caption has, and the first ends as
    sentences do."""
    solid = [p for p in (*before, last) if _LETTER.search(p.text)]
    if len(solid) != 2 or not all(p.chain for p in solid) or solid[0].text[-1:] not in _STOPS:
        return False
    (*above, one), (*beside, other) = (p.chain for p in solid)
    named = classes_of(one), classes_of(other)
    return above[-1:] == beside[-1:] and all(named) and named[0] != named[1]


def _are_parted(one: _Piece, other: _Piece) -> bool:
    """Whether a line ends between two pieces, or each stands in an element of its own."""
    if "\n" in one.raw[-1:] + other.raw[:1]:
        return True
    return bool(one.chain and other.chain) and one.chain[-1] not in other.chain and other.chain[-1] not in one.chain


def _read(words: Sequence[_Piece], told: Sequence[_Piece]) -> tuple[str | None, str | None]:
    """(caption, credit) of the pieces of both."""
    caption = _cleaned(reader_text(_ESCAPED.sub(" ", "".join(_spaced(words)))))
    credit = _joined(_runs(told))
    if caption.endswith((":", "：")) and len(caption) < _LABEL and not told and ends_in_label(caption):
        return None, None  # of a content system's field: "Teaser image:"
    if len(caption) < 2 or not _LETTER.search(caption) or is_label(caption):  # one letter is a sign that enlarges it
        whole = reader_text("".join(p.raw for p in told))
        if (both := _IN_SQUARES.fullmatch(whole)) and all(_is_called_both(p) for p in told):
            return _cleaned(both[1]) or None, both[2]
        parts = split_credit(whole) if told_by_label(whole) or is_prose(whole) else (None, credit)
        seen = parts[0] or ""
        told_apart = is_prose(seen) or len(seen) > 25 or _is_parted(seen, whole)
        return parts if seen and told_apart else (None, credit)
    caption = (seen_behind_label(caption) if credit else None) or caption
    caption = without_label_behind(caption) if credit and caption.endswith(":") else caption
    if reads_as_credit(caption, houses=False) or _BRACKETED.match(caption) or _ACRONYM.fullmatch(caption):
        return None, _joined(filter(None, (caption, credit)))
    shorter, also = split_credit(caption)
    if not credit or credit == caption:
        return _cleaned(shorter or "") or None, also
    if also and (also in credit or credit in also):
        return _cleaned(shorter or "") or None, max(also, credit, key=len)
    behind = caption.removeprefix(shorter).lstrip() if also and shorter else ""
    apart = shorter and told_by_label(behind.lstrip("([")) and (behind[0] in "([" or shorter[-1] in _STOPS)
    if shorter and also and apart and (is_name(also) or is_agency(also)):
        return _cleaned(shorter), _joined((credit, also))
    return caption, credit


def _is_called_both(piece: _Piece) -> bool:
    """Whether the element around a piece is called a caption and a credit in one: class="caption credit"."""
    return bool(piece.chain) and {"caption", "credit"} <= {*classes_of(piece.chain[-1]).split()}


def _spaced(words: Sequence[_Piece]) -> Iterator[str]:
    """The texts of a caption's pieces, with spaces between words of elements that have names of their own."""
    for before, piece in zip((None, *words), words, strict=False):
        touch = before is not None and _TOUCHING.match(before.raw[-2:] + piece.raw[:1])
        named = before is not None and touch and any(p.chain and classes_of(p.chain[-1]) for p in (before, piece))
        if before is not None and named and _are_parted(before, piece):
            yield " "
        yield piece.raw


def _is_parted(seen: str, whole: str) -> bool:
    """Whether words before a credit end as a sentence does, or the credit is in brackets; a name may be part of it."""
    return (seen.endswith(".") or whole.endswith((")", "）"))) and " " in seen and not is_person(seen)


def _runs(told: Sequence[_Piece]) -> Iterator[str]:
    """The texts of credits: pieces of one element together."""
    run: list[_Piece] = []
    for piece in told:
        if run and not _are_together(run[-1], piece):
            yield reader_text("".join(p.raw for p in run))
            run = []
        if not run or piece.text != run[-1].text:
            run.append(piece)
    if run:
        yield reader_text("".join(p.raw for p in run))


def _are_together(one: _Piece, other: _Piece) -> bool:
    if "/" in (one.text[-1:], other.text[:1]):
        return True
    shared = [a for a, b in zip(one.chain, other.chain, strict=False) if a is b]
    return any(part_of_picture(classes_of(t)) == "credit" for t in shared)


def _joined(texts: Iterable[str]) -> str | None:
    """Credits without labels, each once; None without any."""
    found: list[str] = []
    for text in texts:
        advert = text != "PR" and is_advert_label(text)
        credit = None if advert or is_label(text) else trimmed_credit(_MAIL.sub("", _without_buttons(text)))
        if credit and not any(credit in other for other in found):
            found = [other for other in found if other not in credit] + [credit]
    return ", ".join(found) or None


def _cleaned(caption: str) -> str:
    """A caption without the labels and buttons around it; one that stands there twice, once."""
    if caption.startswith("[caption ") and "]" in caption:  # what a content system should have put something for
        caption = caption.partition("]")[2].removesuffix("[/caption]")
    for unwanted in (_FURNITURE_BEFORE, _LABEL_BEFORE):
        caption = unwanted.sub("", caption).strip(_EDGES)
    caption = _COUNTED_LAST.sub("", caption) if caption[-1:] in "]］】" else caption
    caption = _LASTING_LAST.sub("", _without_buttons(caption)).strip(_EDGES).rstrip("([（【 ")
    pointer = _POINTER.match(caption) if caption[:1] in "↑↓" else None
    caption = caption[pointer.end() :] if pointer is not None else caption
    caption = caption.rstrip(" ,")
    half = len(caption) // 2
    if half > _SHORT and caption[:half] in (caption[half + 1 :], caption[half:]):
        caption = caption[:half]
    return "" if _is_furniture(caption) else caption


def _is_furniture(text: str) -> bool:
    """Whether a text is a button or a counter beside a picture, or says how long a film lasts."""
    return len(text) < AT_THE_END and bool(_FURNITURE.match(text) or (":" in text and _LASTING.fullmatch(text)))


def _without_buttons(text: str) -> str:
    """A text without the buttons behind it."""
    end = max(len(text) - _BUTTONS, 0)
    last = text[end:]
    return text[:end] + _FURNITURE_BEHIND.sub("", last) if stems("caption_buttons").are_in(last) else text


def kept_in_attributes(box: Tag, image: Tag) -> tuple[str | None, str | None]:
    """(caption, credit) that a script shows later: they stand in attributes of an empty figcaption, of the picture or
    of the link that opens it."""
    link = tag_around(image, "a")
    for tag in filter(None, (*within(box, ("figcaption", "div")), *([] if box is image else [box]), image, link)):
        told = tag.get("data-c-caption") or tag.get("data-caption")
        if told and not _UNFILLED.fullmatch(str(told)):
            caption, credit = split_credit(plain(str(told)))
            kept = (t.get(name) for t in (tag, *within(tag, ("span", "div"))) for name in _CREDIT_ATTRIBUTES)
            return caption, trimmed_credit(plain(str(next(filter(None, kept), "")))) or credit
    return None, None


def told_by_link(image: Tag) -> tuple[str | None, str | None]:
    """(caption, credit) in the title of a link that opens the picture itself, where it ends in a credit: a script shows
    it."""
    link = tag_around(image, "a")
    if link is None or not str(link.get("href") or "").partition("?")[0].lower().endswith(PICTURE_ENDS):
        return None, None
    caption, credit = split_credit(plain(str(link.get("title") or "")))
    return (caption, credit) if caption and credit else (None, None)


def _told_in_attributes(image: Tag) -> str | None:
    """The credit that some publishers put behind the description in title or alt: "… | Bildquelle: …", "… | dpa"."""
    for name in ("title", "alt"):
        text = reader_text(str(image.get(name) or "")[-2 * AT_THE_END :])
        if (found := told_by_label(text)) and not text.startswith(found):
            return trimmed_credit(found)
        described, bar, last = text.rpartition(" | ")
        if bar and described and reads_as_credit(last):
            return trimmed_credit(last)
    return None
