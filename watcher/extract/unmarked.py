"""Who wrote it, in lines near the headline that no mark-up says are bylines."""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from itertools import islice

from watcher.extract.elements import Tag, Text
from watcher.extract.ideographs import FULL_NAME
from watcher.extract.inline import classes_of, has, is_concealed, own_text
from watcher.extract.names import are_people, has_role, is_person, is_signed, names_in
from watcher.extract.wording import DATE, DAY_AND_YEAR, is_counter, is_dateline, is_vita
from watcher.lazily import late
from watcher.model import Block, Paragraph, Quote
from watcher.text import cjk_share

_DATED = late(rf"\W{{0,2}}(?:{DATE})", re.IGNORECASE)
_BEHIND_DATE = re.compile(r"(?<=[\dMT])\s(?=(?:by|von|por|par|door|di)\s)", re.IGNORECASE)  # "2/26/2026 7:11 AM PST By"
AFTER_DESK = re.compile(r"[,·|•]|\s[–—-]\s")
_BLOCKS = frozenset(("p", "div", "ul", "h1", "h2", "h3", "figure", "section"))
_DESKS = re.compile(r"\S{1,12}\s[A-Z]{2,8}\s?")
_NAME = r"[\u4e00-\u9fff]{2,4}(?=$|[、\s|丨︱/／)）])"
_OTHERS = r"[责責]|[编編][辑輯]|[摄攝]|[图圖]|校[对對]|[审審]|[视視][频頻]|[制製]|[设設][计計]|[统統]|[来來]源"
_IN_LINE = late(
    r"(?:(?:记者|記者|作者|撰[文稿]者?|[采採][写寫])(?:\s?[:：/／|]\s?|\s)|(?<![\u4e00-\u9fff])文\s?[:：/／]\s?)"
    rf"({_NAME}(?:[、\s](?!{_OTHERS}){_NAME}){{0,3}})"
    r"|(?:文|取材|執筆|構成|ライター|記者)\s?[＝=・:：]\s?([\u3041-\u30fa\u4e00-\u9fff]{2,8})(?=$|\s)"
    rf"|\d\d\s({FULL_NAME}(?:[、\s]{FULL_NAME}){{0,3}}\s[报報][导導道])(?=\s|$)"
)
_TOWNS = r"(?!石家庄|[张張]家[口界港]|[马馬]鞍山|[连連][云雲]港)"
_DONE = r"(?:\s?[／/]?\s?(?:[综綜即現现]合?[时時場场]?)?[报報][导導道])"
_ALONE = late(rf"{_TOWNS}({FULL_NAME}){_DONE}?")
_BETWEEN_SIGNS = late(
    rf"(?:^|[\s|｜丨／/·\[【])\s?{_TOWNS}({FULL_NAME})(?<![版页頁频])(?=$|\s?[\s|｜丨·\]】]|{_DONE}(?:$|\s))"
)
_NEXT = re.compile(r"(?:\s(?:[实實][习習]生|通[讯訊][员員]))?[、\s]")  # between names in such a line
_WHEN_OR_WHENCE = re.compile(r"\d{4}|来源|來源")
_NAMED = re.compile(r"(?:^|[\s_-])(?:meta|info|detail|header|user|full|display)[_-]?name(?:$|\s)", re.IGNORECASE)
_MOST = 100  # elements that can be bylines
_PARTS = 6  # of a line, between commas and bars
_NAME_WORDS = 6  # words among which a name ends
_LINE = 120  # characters of a line that only says who wrote it
_LABEL = 12  # characters of a name with what was done
_NODES = 300  # elements and texts in a line


def is_line(tag: Tag) -> bool:
    """Whether an element is a small one without blocks in it."""
    return is_small(tag) and not has(tag, _BLOCKS)


def is_small(tag: Tag) -> bool:
    """Whether an element holds no more than a line does: looking at all that large ones hold takes long in nests."""
    return next(islice(tag.descendants, _NODES, None), None) is None


def of_line(areas: Iterable[Tag]) -> tuple[str, tuple[str, ...]]:
    """The desk that a line names which begins as bylines do, "By HPN, in Region · 2 March", or who wrote it in a line
    with time and source, "2026-03-02 07:15 来源：港口日报 记者 林晓岚", "2026/03/02 07:15 林曉嵐 報導"."""
    tags = (t for area in areas for t in (area, *area.descendants) if isinstance(t, Tag) and is_line(t))
    for text in (_spaced(t) for t in islice(tags, _MOST) if not is_concealed(t)):
        first, *others = AFTER_DESK.split(text)[:_PARTS]
        if len(text) < 2 * _LINE and is_signed(first) and _DESKS.fullmatch(first):
            return "a line that begins as bylines do", tuple(names_in(first))
        if len(text) < _LINE and others and has_role(first) and DAY_AND_YEAR.search(text):
            others = [first, *others]  # "홍길동 기자 | 2026-03-02"
        for part in others if len(text) < _LINE else ():
            if (is_signed(part) or has_role(part.strip())) and are_people(names := names_in(part)):
                return "a part of a line that begins as bylines do", tuple(names)
        if len(text) < _LINE and (names := _behind_date(text)):
            return "a line that tells when and by whom", names
        if len(text) < _LINE and _WHEN_OR_WHENCE.search(text) and (found := _IN_LINE.search(text)):
            told = found[2] or found[3]
            names = names_in(told) if told else tuple(filter(names_in, _NEXT.split(found[1])))
            if (names and found[1]) or are_people(names):
                return "a line that tells when and by whom", names
    return "", ()


def _spaced(tag: Tag) -> str:
    """The text of a line; in ideographs with spaces between its elements, set apart by style, and without buttons."""
    text = own_text(tag)
    if not cjk_share(text) or not any(isinstance(n, Tag) for n in tag.contents):
        return text
    told = (str(n).strip() for n in tag.descendants if isinstance(n, Text))
    return " ".join(part for part in told if part and not is_counter(part))


def of_name_and_day(areas: Iterable[Tag]) -> tuple[str, tuple[str, ...]]:
    """The Chinese name that stands alone between signs in a line with a day, or in an element of such a line, what was
    done behind it or not: "港口日报 | 林晓岚 2026-03-02", "林曉嵐／綜合報導 2026-03-02"."""
    tags = (t for area in areas for t in (area, *area.descendants) if isinstance(t, Tag) and is_line(t))
    for tag in islice(tags, _MOST):
        text = _spaced(tag)
        if not 2 < len(text) < _LINE or text.isascii():
            continue
        around = tag.parent if len(text) < _LABEL else None
        line = own_text(around) if around is not None and is_small(around) else text
        alone = _ALONE.fullmatch(text) if len(text) < _LABEL else None
        if len(line) < _LINE and DAY_AND_YEAR.search(line) and (found := alone or _BETWEEN_SIGNS.search(text)):
            return "a name in a line with a day", (found[1],)
    return "", ()


def _behind_date(text: str) -> tuple[str, ...]:
    """The names of a byline behind nothing but a date: "2 March 2026, 7:15 am by Ida Brandt"."""
    by = _BEHIND_DATE.search(text) if DAY_AND_YEAR.search(text) else None
    if by is None or not _DATED.match(text) or not is_dateline(text[: by.start()]) or not is_signed(text[by.end() :]):
        return ()
    return tuple(name for name in names_in(text[by.end() :]) if name[:1].isupper())


def is_persons_name(tag: Tag) -> bool:
    """Whether an element of the headline's is named as one with a name, and holds that of one person."""
    return bool(_NAMED.search(classes_of(tag))) and is_line(tag) and is_person(own_text(tag))


def of_vita(areas: Iterable[Tag], blocks: Sequence[Block]) -> tuple[str, tuple[str, ...]]:
    """The person with whose name a line with a day begins, where the last words of the story tell who that is."""
    last = next((b.text for b in reversed(blocks) if isinstance(b, Paragraph | Quote)), "")
    words = last[:_LINE].split()[:_NAME_WORDS]
    names = (" ".join(words[:n]) for n in range(2, len(words)))
    known = next((name for name in names if is_vita(last[len(name) :]) and is_person(name)), "")
    if not known:
        return "", ()
    tags = (t for area in areas for t in (area, *area.descendants) if isinstance(t, Tag) and is_line(t))
    for tag in islice(tags, _MOST):
        first = next((text for n in tag.descendants if isinstance(n, Text) and (text := str(n).strip())), "")
        if AFTER_DESK.split(first)[0].strip() == known and DAY_AND_YEAR.search(own_text(tag)):
            return "a line with a day, by what the story's end tells of its name", (known,)
    return "", ()
