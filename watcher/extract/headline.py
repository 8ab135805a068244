"""The headline a reader sees, and the short line over it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import islice, pairwise

from watcher.extract.elements import Tag, Text
from watcher.extract.head import Head, plain
from watcher.extract.inline import classes_of, has, names_of, own_text, within
from watcher.extract.locate import Source
from watcher.extract.names import are_people, is_signed, names_in
from watcher.extract.signs import is_kicker, is_unseen, letters
from watcher.extract.told import Told, first_told
from watcher.extract.wording import is_counter, is_dateline
from watcher.text import reader_text, weight
from watcher.urls import site

_POINTED = " |–—·_｜-"
_JOINS = re.compile(r"\s[|–-]\s")  # a kicker and its headline
_POINTS = re.compile(r"[:|–—-]")
_SIGNS = re.compile(r"\s+(?:::|[|–—·«»•/~@◆<>‹›-])\s+|\s*(?:::|[|｜_])\s*")  # before a publisher
_BARS = frozenset(("|", "｜", "::", "»", "·", "•"))  # behind a publisher
_LAST_SIGN = re.compile(r"(?:[:：-]|\s?[(\[（［]|【)\s*(?=[^:：(\[（［【-]+$)")
_BADGES = frozenset(("span", "small", "a", "sup", "strong", "b", "em", "i", "time", "div"))
_BADGE = re.compile(
    r"(?:^|[\s_-])(?:badges?|premium(?:-label|-tag)?|paywall|read(?:ing)?-?time)(?:$|[\s_-])", re.IGNORECASE
)
_COUNT = re.compile(r"comment|(?:^|[\s_-])counte?r?s?(?:$|[\s_-])", re.IGNORECASE)
_GOES_ON = (":", "：", ",", "，", "、", "-", "–", "—")  # at the end of what is no whole headline
_CLOCK = re.compile(r"[【\[（(]\d{1,2}[:：]\d\d[】\]）)]")  # when a headline of the day came
_SIGNS_IN_CHINA = frozenset(("原创", "原創", "置顶", "置頂", "付费", "付費", "会员", "會員"))
_SIGNS_OF_PLUS = frozenset("+＋★☆🔒▶►●")
_WORDS = 4  # of a headline behind a kicker
_SHORT = 40  # characters of what stands beside a headline
_LINE = 80  # characters of a line that says who wrote it
_MOST_BEHIND = 4  # parts of a headline's element that may stand behind what is told
_SMALL = frozenset(("small", "sup", "time", "button", "div", "p", "br", "a"))
_PARTS = frozenset(("span", "small", "div", "a", "strong", "p", "em", "b"))


def headline(source: Source, head: Head) -> Told[str]:
    """The headline a reader sees; "" where the page has none."""
    return first_told(_headlines(source, head), "")


def seo_title(source: Source, title: str) -> Told[str | None]:
    """The headline for searches and shares, without the publisher; None where it is worded as `title` is."""
    named = sorted(_told_headlines(source), key=lambda told: told[0] != "meta og:title")
    told, own = first_told(named, ""), letters(title)
    signed = own and any(letters(told.value[: sign.start()]) == own for sign in _SIGNS.finditer(told.value))
    return Told(value=None) if signed or letters(told.value) in ("", own) else Told(value=told.value, by=told.by)


def _told_headlines(source: Source) -> list[tuple[str, str]]:
    fields = (
        ("JSON-LD headline", source.ld.get("headline")),
        ("meta og:title", source.meta.get("og:title")),
        ("meta twitter:title", source.meta.get("twitter:title")),
    )
    house = _house(source)
    return [(by, _without_publisher(plain(t), house)) for by, t in fields if isinstance(t, str)]


def _headlines(source: Source, head: Head) -> Iterator[tuple[str, str]]:
    told = _told_headlines(source)
    if head.title is not None and (shown := own_text(head.title)):
        own = source.signals.get("headline", "")
        texts = [*(text for _, text in told), source.document_title]
        yield f"{own}, with the colon of what is told", _punctuated(shown, head.title, texts)
        signed = byline_in(source, head)
        yield f"{own}, without its byline", own_text(head.title, without=[signed]) if signed is not None else ""
        yield f"{own}, without its badges", _without_badges(head.title, texts)
        yield f"{own}, without its kicker", _told(_without_kicker(head.title), texts)
        yield f"{own}, without what stands before it", _behind_first(head.title, texts)
        yield f"{own}, without what stands behind it", _before_rest(head.title, texts)
        yield f"{own}, behind its bar", _behind_bar(shown, texts)
        yield own, shown
    yield from told
    yield "title element", _without_publisher(source.document_title, _house(source))


def byline_in(source: Source, head: Head) -> Tag | None:
    """The last element of the headline where it says who wrote the story, which is no part of the headline that is
    told: "<h1>Harbour closes <small>by Ida Brandt</small></h1>"; None without one."""
    title = head.title
    last = next((n for n in reversed(title.contents) if isinstance(n, Tag) or n.strip()), None) if title else None
    if title is None or not isinstance(last, Tag) or last.name not in _PARTS:
        return None
    text = own_text(last)
    if not 1 < len(text) < _LINE or not is_signed(text) or not are_people(names_in(text)):
        return None
    rest, told = letters(own_text(title, without=[last])), [letters(t) for _, t in _told_headlines(source)]
    return last if rest and any(t.startswith(rest) and letters(text) not in t for t in told) else None


def _punctuated(shown: str, title: Tag, told: Sequence[str]) -> str:
    """The told headline with the same words: beside a kicker on its own line it has the colon that is missing, or that
    only screen readers are told; where its lines are elements it has the spaces."""
    bare = letters(_without_kicker(title)) in map(letters, told)
    points = len(_POINTS.findall(own_text(title, without=_unseen(title))))
    alike = (t for t in told if letters(t) == letters(shown) != "" and not (bare and _JOINS.search(t)))
    return next((t for t in alike if len(_POINTS.findall(t)) > points or t.count(" ") > shown.count(" ")), "")


def _behind_bar(shown: str, told: Sequence[str]) -> str:
    """What stands behind "Kicker | ", where that is what is told."""
    kicker, _, rest = shown.partition(" | ")
    return rest if len(kicker) < 40 and len(rest) > len(kicker) and rest in told else ""


def _told(shown: str, told: Sequence[str]) -> str:
    long = weight(shown) > 30
    return shown if long and any(letters(t).startswith(letters(shown)) for t in told) else ""


def _behind_first(title: Tag, told: Sequence[str]) -> str:
    """What is left without the first element, where that is what is told."""
    first = _first_in(title, told)
    return own_text(title, without=[first]).lstrip(f":{_POINTED}") if first is not None else ""


def _first_in(title: Tag, told: Sequence[str]) -> Tag | None:
    """The first element of a headline, a few words without which the rest is what is told; None without one."""
    first = next((t for t in title.contents if not isinstance(t, Text) or t.strip()), None)
    if not isinstance(first, Tag) or first.name not in _PARTS or not 1 < len(own_text(first)) < _SHORT:
        return None
    return first if letters(own_text(title, without=[first])) in map(letters, told) else None


def _before_rest(title: Tag, told: Sequence[str]) -> str:
    """What is left without the last elements, where that is what is told, and they look like no part of it."""
    parts = [t for t in title.contents if not isinstance(t, Text) or t.strip()]
    behind: list[Tag] = []
    for last in reversed(parts[1:][-_MOST_BEHIND:]):
        if not isinstance(last, Tag) or not (last.name in _SMALL or last.get("class")):
            break
        behind.append(last)
        left = own_text(title, without=behind)
        if letters(left) in map(letters, told):
            goes_on = left[-1:] in _GOES_ON or own_text(last)[:1].islower()
            return "" if goes_on else _told(left, told)
    return ""


def _without_kicker(title: Tag) -> str:
    kickers = _kickers_in(title)
    return own_text(title, without=[*kickers, *_unseen(title)]).lstrip(f":{_POINTED}") if kickers else ""


def _without_badges(title: Tag, told: Sequence[str]) -> str:
    """A headline without what only stands beside its words: an anchor, how many comments there are, "LIVE", "Premium".
    "" where it has none of these."""
    badges = [t for t in within(title, _BADGES) if len(text := own_text(t)) < _SHORT and _is_badge(t, text)]
    if not any(map(own_text, badges)):
        return ""
    told_whole = letters(own_text(title, without=_unseen(title))) in map(letters, told)
    if told_whole and any(letters(own_text(b)) for b in badges):
        return ""
    left = own_text(title, without=[*badges, *_unseen(title)]).strip(_POINTED)
    kicked = own_text(title, without=[*badges, *_kickers_in(title), *_unseen(title)]).lstrip(f":{_POINTED}")
    if len(left) < sum(map(len, map(own_text, badges))):
        return ""
    shown = any(letters(own_text(b)) and letters(t).endswith(letters(own_text(b))) for b in badges for t in told)
    return "" if shown and letters(left) not in map(letters, told) else _told(kicked, told) or left


def _is_badge(tag: Tag, text: str) -> bool:
    if tag.name == "a":
        return str(tag.get("href") or "").startswith("#")
    if text in _SIGNS_IN_CHINA and tag.next_sibling is None:
        return True
    if ((text in _SIGNS_OF_PLUS or _CLOCK.fullmatch(text)) and _is_at_the_edge(tag)) or is_counter(text):
        return True
    classes = classes_of(tag)
    is_last = not any(isinstance(n, Tag) or n.strip() for n in tag.next_siblings)
    stamp = is_last and (tag.name == "time" or (text.isdecimal() and _COUNT.search(classes)))
    return bool(stamp or _BADGE.search(classes))


def _is_at_the_edge(tag: Tag) -> bool:
    """Whether only words before an element or behind it touch it not: no "Disney<sup>+</sup>", no "1 <b>+</b> 1"."""
    before, behind = (next(iter(beside), None) for beside in (tag.previous_siblings, tag.next_siblings))
    said, follows = (str(n) if isinstance(n, Text) else "" for n in (before, behind))
    return not (said.strip() and (follows.strip() or said[-1:].isalnum()))


def _kickers_in(title: Tag) -> list[Tag]:
    return [t for t in within(title, _PARTS) if is_kicker(names_of(t))]


def _unseen(title: Tag) -> list[Tag]:
    """What only screen readers are told: the dash or colon between kicker and headline."""
    return [t for t in within(title, _PARTS) if t.get("aria-hidden") == "true" or is_unseen(classes_of(t))]


def _house(source: Source) -> frozenset[str]:
    """The publisher's names, as letters."""
    names = (source.publisher, source.meta.get("og:site_name"), site(source.url).rsplit(".", 1)[0])
    return frozenset(map(letters, names)) - {""}


@lru_cache(maxsize=64)
def _without_publisher(title: str, names: frozenset[str]) -> str:
    first = _SIGNS.search(title)
    if first is not None and first[0].strip() in _BARS and letters(title[: first.start()]) in names:
        title = title[first.end() :]
    signs = list(_SIGNS.finditer(title))
    ends = [*(sign.start() for sign in signs[1:]), len(title)]
    house = next(
        (at for at, end in enumerate(ends[: len(signs)]) if letters(title[signs[at].end() : end]) in names), -1
    )
    if house >= 0:
        title, sign = title[: signs[house].start()], signs[house][0].strip()
        signs = signs[:house]
        while signs and signs[-1][0].strip() == sign and _is_section(title, signs[-1]):
            title = title[: signs.pop().start()]
    elif (last := _LAST_SIGN.search(title)) and letters(title[last.end() :]) in names:
        return title[: last.start()].rstrip(_POINTED)
    while signs and not _is_headline(title, signs[-1]):
        if not any(_names_publisher(letters(title[signs[-1].end() :]), n) for n in names):
            break
        title = title[: signs.pop().start()]
    return title.rstrip(_POINTED)


def _is_section(title: str, sign: re.Match[str]) -> bool:
    """Whether what stands behind a sign, before the publisher, is a word or two, far less than before it."""
    part = title[sign.end() :]
    return len(part.split()) < 4 and 2 * len(part) < sign.start()


def _is_headline(title: str, sign: re.Match[str]) -> bool:
    """Whether what stands behind a sign is the headline, far more than before it: "Opinion | What time is it?"."""
    part = title[sign.end() :]
    return len(part.split()) >= _WORDS and len(part) > 2 * sign.start()


def _names_publisher(part: str, name: str) -> bool:
    return name in part or name.startswith(part) or (len(part) > 2 and part in name)


def kicker(source: Source, head: Head) -> Told[str | None]:
    """The short line over the headline; None without one."""
    return first_told(_kickers(source, head), None)


def _kickers(source: Source, head: Head) -> Iterator[tuple[str, str | None]]:
    for text in source.told.get("kicker", ()):
        yield source.signals["kicker"], text
    if head.title is not None:
        first = _first_in(head.title, [text for _, text in _told_headlines(source)])
        words = own_text(first).rstrip(": ") if first is not None else ""
        none = first is None or _is_badge(first, words) or any(first is t for t in _unseen(head.title))
        yield "first words in the headline's element", None if none else words
    inside = list(within(head.title, _PARTS)) if head.title is not None else []
    for tag in (*inside, *_right_above(head.title), *reversed(head.before), *head.between):
        if not (names := names_of(tag)) or not is_kicker(names):
            continue
        line = _timeless(tag)
        if len(_spaced(line)) < 80 and len(text := _spaced(_heading_in(line))) > 1 and not is_dateline(text):
            word = next((name for name in names.split() if is_kicker(name)), tag.name)
            yield f"line named like a kicker ({word})", text


def _timeless(line: Tag) -> Tag:
    """The line over the headline; where it says when the story was written, the line in it that is called so, too."""
    inner = _kickers_in(line) if has(line, ("time",)) else []
    return next((t for t in inner if not has(t, ("time",)) and not is_dateline(_spaced(t))), line)


def _right_above(title: Tag | None) -> Iterator[Tag]:
    """The elements that stand before a headline in the same element, the nearest first."""
    return (t for t in islice(title.previous_siblings if title is not None else (), 8) if isinstance(t, Tag))


def _heading_in(line: Tag) -> Tag:
    """The heading in a line over the headline where it holds more, as a date; the line itself where it does not."""
    inner = [t for t in line.contents if isinstance(t, Tag) and t.held.size]
    headings = [t for t in inner if t.name in ("h2", "h3", "h4", "h5", "h6") and own_text(t)[:1].isalpha()]
    return headings[0] if len(headings) == 1 < len(inner) else line


def _spaced(tag: Tag) -> str:
    """The words of a line that is made of links, apart where only a style keeps them apart."""
    if len(list(islice(within(tag, ("a",)), 2))) < 2 and not has(tag, ("span", "div", "li")):
        return own_text(tag)
    texts = [t for t in tag.descendants if isinstance(t, Text) and t.strip()]
    others = (text if _ends_word(text, before) else f" {text}" for before, text in pairwise(texts))
    return reader_text("".join((*texts[:1], *others)))


def _ends_word(text: Text, before: Text) -> bool:
    """Whether the first letters in an element belong to the word in front of it: "Busines<span>s</span>"."""
    inside = text.parent is not None and text.parent.parent is before.parent
    return inside and before[-1].islower() and text[0].islower()
