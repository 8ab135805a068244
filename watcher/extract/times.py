"""When an article was published and changed, by its own word."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from functools import partial
from itertools import accumulate, islice, takewhile
from zoneinfo import ZoneInfo

from watcher.extract import dates
from watcher.extract.elements import Tag, Text
from watcher.extract.head import Head
from watcher.extract.inline import MARK, has, names_of, own_text, within
from watcher.extract.locate import Source
from watcher.extract.moments import clock_in, without_clock
from watcher.extract.notices import is_notice
from watcher.extract.order import in_order
from watcher.extract.shown_dates import shown
from watcher.extract.signs import is_others
from watcher.extract.told import Told, first_told
from watcher.extract.wording import DAY_AND_YEAR, is_dateline, is_little_beside_day
from watcher.extract.words import pattern, stems
from watcher.model import Block, Heading, Paragraph
from watcher.text import weight

_MODIFIED = (
    "article:modified_time",
    "article:modified",
    "og:article:modified_time",
    "og:updated_time",
    "datemodified",
    "dcterms.modified",
    "dc.date.modified",
    "last-modified",
    "article.updated",
    "article:updated",
    "article:updated_time",
    "updated_time",
    "revision_date",
    "lastmod",
)
_UPDATED = pattern(r"(?<![^\W\d_])", "updated", r"\W{0,3}(.{4,60})")
_PUBLISHING = pattern(r"(?<![^\W\d_])", "publishing")
_TIME_ALONE = re.compile(r"\D{0,8}\d{1,2}\s?[:.h]\s?\d{2}(?::\d{2})?[^\d+-]{0,12}(?:[+-]\d{1,2}(?::?\d{2})?)?\D*$")
_LABEL_OF_UPDATE = pattern(r"(?<![^\W\d_])", "updated", r"\W{0,3}$")
_UPDATED_BEHIND = re.compile(
    r"(\d{4}(?:(?!\d{4})[\d年月日時时分点點년월일시분:./\s\-]){4,30})\s?(?:更新|修正|改訂|修改|수정|업데이트)(?!\s?(?:[:：于於日\d]|时间|時間))"
)
_IS_PUBLISHED = pattern("", "published_names")
_IS_MODIFIED = pattern("", "modified_names")
_BESIDE = "beside the headline"
_OF_UPDATE = f"date of an update shown {_BESIDE}"
_STAMPED = f"time element of an update {_BESIDE}"
_PICTURES = ("figure", "figcaption")
_TIMES = ("time", "relative-time", "local-time", "time-ago", "amp-timeago", "abbr")
_LINES = ("span", "time", "p", "div", "li", "em", "small")
_DAY = len("2026-03-02")
_MOST_LINES, _AROUND = 2_000, 3  # texts of a story, elements around each that may be its line
_LINE = 120  # of one that says when, with what stands between its tags
_LABEL = 40  # characters before a time that may say what it is
_DIGIT = re.compile(r"\d")
_TO_THE_MINUTE = re.compile(r"\d{4}-\d\d-\d\d[T ]\d\d:\d\d")
_WITHOUT_ZONE = re.compile(rf"{_TO_THE_MINUTE.pattern}(?::\d\d(?:\.\d{{1,9}})?)?\s*")
_NAMED_ZONE = re.compile(r"(?<=[\dMm.] )\(?([ECMP])[SD]?T\b")  # behind a time of day
_ZONES = {"E": "America/New_York", "C": "America/Chicago", "M": "America/Denver", "P": "America/Los_Angeles"}
_MIDNIGHT = re.compile(r"\s*(\d{4}-\d\d-\d\d)[T ]00:00(?::00(?:\.0+)?)?\s*(?:Z|[+-]\d\d:?\d\d)?\s*$")
_DAY_ALONE = re.compile(r"\s*\d{4}-\d\d-\d\d\s*")
_COUNTS = re.compile(  # when a story came: neither data-server-time nor data-end-date
    r"data-(?:(?:unix|epoch|utc|post(?:ed)?|pub(?:lish(?:ed)?|lication)?|article|creat(?:ed|ion)|date)-?)?(?:time|date)(?:-?stamp)?"
)
_DAYS_BEGIN = (":00:00Z", ":30:00Z")  # as a counted second, which then tells the day alone
_MIDNIGHT_SHOWN = re.compile(r"(?<!\d)(?:0|00|12|24)\s?(?:a\.?\s?m\b|uhr|h\b|[時时点點시])", re.IGNORECASE)
_PUBLISHES = re.compile(r"data-pub(?:lish(?:ed)?|lication)?-?(?:date|time|at|on)(?:time)?")
_EPOCH = re.compile(r"1\d{9}(?:\d{3})?")
_MINUTE = len("2026-03-02T07:15")
_BRACKETED = re.compile(
    r"[（(](\d{4}[年/.-]\d{1,2}[月/.-]\d{1,2}[日\s-]{0,3}\d{1,2}[:：時时]\d{2}[^（()）]{0,20})[）)]$"
)
_DAY_AND_PAPER = re.compile(
    r"[（(]\s?(\d{4}年\d{1,2}月\d{1,2}日)[\s,、]{0,3}[\u3041-\u30ff\u4e00-\u9fff]{2,14}\s?[）)]"
)
_EVENT = re.compile(r"\d{4}\s?[:–—]\s[^\W\d]")  # "5 May 1998: the pier burns"
_FIRST, _LAST, _SENTENCE = 12, 3, 60  # texts of a story's beginning (and updates) and end, characters of a sentence
_STOPS = (".", "!", "?", "…", "。", "！", "？")
_NEAR = 400  # characters of an element that only says who and when

Time = tuple[str, str | None]


def zoned(source: Source, head: Head) -> Source:
    """`source` in the zone of a time beside the headline that names one, where that is the same moment as one that
    machines are told without any: "8:42 a.m. EDT", and "2026-05-03T08:42:27"."""
    told = () if source.zone is not None else _told_to_machines(source)
    if source.zone is None and not any(told):
        told = tuple(raw for _, raw in _time_elements((*head.between, *head.opening, *head.before)))
    bare = [raw for raw in told if raw and isinstance(raw, str) and _WITHOUT_ZONE.fullmatch(raw)]
    if not bare:
        return source
    for text in _short((*head.between, *head.opening, *head.before)):
        for named in _NAMED_ZONE.finditer(text):
            zone, at = ZoneInfo(_ZONES[named[1]]), shown(text)
            if at and any((dates.utc(raw, zone) or "")[:_MINUTE] == at[:_MINUTE] for raw in bare):
                return replace(source, zone=zone)
    return source


def _told_to_machines(source: Source) -> tuple[object, ...]:
    """What a page tells machines of when it was published and changed."""
    fields = (source.ld.get("datePublished"), source.ld.get("dateModified"))
    return (*fields, *map(source.meta.get, (*_MODIFIED, *dates.PUBLISHED)))


def published(source: Source, head: Head) -> Told[str | None]:
    """When it was first published; None where the page does not say. A time of the same day counts before a day."""
    day: Told[str | None] = Told(value=None)
    for by, value in _published(source, head):
        if value and "T" in value and (day.value is None or (by != _OF_UPDATE and _is_near(day.value, value))):
            return Told(value=value, by=by)
        if value and day.value is None:
            day = Told(value=value, by=by)
    return day


def of_first_post(told: Told[str | None], blocks: Sequence[Block]) -> Told[str | None]:
    """`told`, or when a live blog's earliest post was posted where nothing else tells, or only the time of a post."""
    posts = sorted(b.posted_at for b in blocks if isinstance(b, Heading | Paragraph) and b.posted_at)
    if not posts or (told.value and not (told.value in posts and told.by.endswith(_BESIDE))):
        return told
    return Told(value=posts[0], by="the earliest post of the live blog")


def modified(source: Source, head: Head) -> Told[str | None]:
    """When it was last changed, by its own word; None where the page does not say.

    A page that tells machines when it was published in its place, and readers of an update on a later day, or later by
    a time element that says its zone, means that.
    """
    told = first_told(_modified_told(source), None)
    if told.value is None or told.value == dates.published(source.ld, source.meta, source.zone).value:
        shown_one = first_told(_modified_shown(source, head), None)
        exact = None if shown_one.by == _STAMPED else _DAY
        if shown_one.value and (told.value is None or shown_one.value[:exact] > told.value[:exact]):
            return shown_one
    return told


def _published(source: Source, head: Head) -> Iterator[Time]:
    yield from _by_rule(source, "published")
    stated = [(by, raw, dates.utc(raw, source.zone)) for by, raw in dates.stated(source.ld, source.meta)]
    yield from ((by, value) for by, _, value in stated)
    yield "JSON-LD dateCreated", dates.utc(source.ld.get("dateCreated"), source.zone)
    areas = (*head.between, *head.opening, *reversed(head.before))
    meant = partial(_meant, source, (*areas, *head.signed))
    read = partial(shown, zone=source.zone, meant=meant)
    for by, raw, value in stated:
        if not value and isinstance(raw, str) and raw.strip()[4:5] not in ("-", "/"):  # written for readers
            yield by, read(raw)
    times = list(_time_elements(areas))
    clocks = {raw[:_MINUTE].replace(" ", "T"): at for _, raw in times if (at := dates.utc(raw, source.zone))}
    for names, raw in sorted(times, key=lambda time: not _IS_PUBLISHED.search(time[0])):
        if _IS_PUBLISHED.search(names) or not _IS_MODIFIED.search(names):
            yield f"time element {_BESIDE}", dates.utc(raw, source.zone) or read(raw)
    yield from ((f"time kept in an attribute {_BESIDE}", dates.utc(raw, source.zone)) for raw in _kept(areas))
    is_updated = False
    for place in (head.between, (*head.opening, *reversed(head.before))):
        named = filter(_is_when, _named(place, _IS_PUBLISHED))
        yield from ((f"date named as that of publishing {_BESIDE}", read(text)) for text in named)
        updates: list[re.Match[str]] = []
        for text in _short(place):
            if any(update[1].startswith(text) and read(update[1]) == read(text) for update in updates[:_FIRST]):
                continue  # an update's time in an element of its own
            update = _UPDATED.search(text)
            updates += [update] if update else []
            for part in _around(text, update):
                told = read(part)
                yield f"date shown {_BESIDE}", clocks.get(told[:_MINUTE], told) if told else None
        is_updated = is_updated or bool(updates)
        yield from ((_OF_UPDATE, read(update.string)) for update in updates)
    for text in _at_the_ends(head.body):
        yield "date shown as the story begins or ends", read(text)
    for names, raw in _time_elements(_above_paragraphs(head.body)):
        if not _IS_MODIFIED.search(names):
            yield "time element as the story begins", dates.utc(raw, source.zone)
    yield from (("date shown behind the story", read(text)) for text in _short(head.signed))
    yield from (("date shown in a margin", read(text)) for text in source.margins.get("published", ()))
    yield from (("time told in a script", dates.utc(raw, source.zone)) for raw in source.margins.get("coded", ()))
    if len(times) == 1 and not is_updated:  # whose class says so, as of the only one it does in many themes
        yield f"the only time element {_BESIDE}", dates.utc(times[0][1], source.zone)


def _around(text: str, update: re.Match[str] | None) -> tuple[str, ...]:
    """What stands in a line before and behind an update."""
    if update is None:
        return (text,)
    published = _PUBLISHING.search(text, update.start(1))
    return text[: update.start()], text[published.start() if published else update.end() :]


def _at_the_ends(body: Tag) -> Iterator[str]:
    """The lines that say when before the first sentences of a story, and in brackets behind its last one."""
    texts = [n for n in body.descendants if type(n) is Text and n.strip()]
    first = islice(takewhile(lambda n: weight(str(n)) < _SENTENCE, texts), _FIRST)
    lines = dict.fromkeys(own_text(n.parent) for n in first if _DIGIT.search(n) and n.parent is not None)
    yield from (text for text in lines if _is_when(text))
    last = dict.fromkeys(tag for n in texts[-_LAST:] for tag in islice(n.parents, 2) if tag is not body)
    ends = (_BRACKETED.search(own_text(tag)) or _DAY_AND_PAPER.fullmatch(own_text(tag)) for tag in last)
    yield from (found[1] for found in ends if found)
    yield from (text for tag in last if _PUBLISHING.match(text := own_text(tag)) and is_dateline(text))


def _is_when(text: str) -> bool:
    return len(text) < _LINE and is_dateline(text) and not _updates(text) and not _EVENT.search(text)


def _says_when(text: str) -> bool:
    return is_dateline(text) or (is_little_beside_day(text) and is_notice(text))


def _modified_told(source: Source) -> Iterator[Time]:
    yield from _by_rule(source, "modified")
    yield (
        "JSON-LD dateModified",
        dates.utc(dates.zoned(source.ld.get("dateModified"), map(source.meta.get, _MODIFIED)), source.zone),
    )
    for name in _MODIFIED:
        yield f"meta {name}", dates.utc(source.meta.get(name), source.zone)


def _modified_shown(source: Source, head: Head) -> Iterator[Time]:
    areas = (*head.between, *head.opening, *head.before)
    meant = partial(_meant, source, areas)
    told_clocks = {raw[:_MINUTE] for raw in _told_to_machines(source) if isinstance(raw, str)}  # whose zones differ
    for area in areas:
        for names, raw in _time_elements((area,)):
            if _IS_MODIFIED.search(names) and not _IS_PUBLISHED.search(names) and not is_others(names_of(area)):
                unsure = _WITHOUT_ZONE.fullmatch(raw) or raw[:_MINUTE] in told_clocks
                yield _STAMPED + " in an unsure zone" * bool(unsure), dates.utc(raw, source.zone)
    for text in _short(areas):
        for found in _updates(text):
            yield _OF_UPDATE, shown(found, source.zone, meant)
    if any(map(is_dateline, _named(areas, _IS_PUBLISHED))):  # else "updated" is what themes call the only date
        named = filter(is_dateline, _named(areas, _IS_MODIFIED, _IS_PUBLISHED))
        yield from ((_OF_UPDATE, shown(text, source.zone, meant)) for text in named)
    for text in _dated_lines(head.body):
        if (told := _updates(text)) and _says_when(text):  # and nothing else
            yield from (("date of an update shown in the story", shown(t, source.zone, meant)) for t in told)


def _meant(source: Source, areas: Sequence[Tag], readings: tuple[str, str]) -> str | None:
    """Which of two readings of a date is meant, by all else that the page says."""
    return in_order(
        readings,
        filter(None, (source.url, source.canonical)),
        (value for _, value in (*_modified_told(source), ("", dates.utc(source.ld.get("dateCreated"), source.zone)))),
        map(own_text, areas),
        (source.language, source.meta.get("og:locale")),
    )


def _updates(text: str) -> list[str]:
    """What stands beside a word for an update; a time of day alone with the day that stands before the word."""
    if not DAY_AND_YEAR.search(text):
        return []
    found = _UPDATED.search(text) if stems("updated").are_in(text) else None
    if found is not None and _TIME_ALONE.match(found[1]):
        return [f"{without_clock(text[: found.start()])} {found[1]}"]  # "3 March 2026, updated 14:00"
    return [beside[1] for beside in (found, _UPDATED_BEHIND.search(text)) if beside]


def _is_near(day: str, moment: str) -> bool:
    """Whether a time is on a day, in whatever zone."""
    apart = datetime.fromisoformat(moment).replace(tzinfo=None) - datetime.fromisoformat(day)
    return abs(apart - timedelta(hours=12)) < timedelta(hours=27)


def _time_elements(areas: Sequence[Tag]) -> Iterator[tuple[str, str]]:
    """(names, datetime) of the time elements, in order."""
    for tag in (t for area in areas for t in (area, *within(area, _TIMES))):
        if tag.name in _TIMES and (told := tag.get("datetime") or (tag.name == "abbr" and _told_in_title(tag))):
            named = names_of(tag)
            if tag.parent is not None and not _says_which(named) and _holds_alone(tag.parent, tag):
                named = f"{named} {names_of(tag.parent)}"
            yield f"{named} {'updated' if _is_labelled_update(tag) else ''}", _as_meant(tag, told)


def _says_which(names: str) -> bool:
    return bool(names and (_IS_PUBLISHED.search(names) or _IS_MODIFIED.search(names)))


def _holds_alone(around: Tag, tag: Tag) -> bool:
    """Whether a line holds a time element, and no words beside it but a label; and another stands beside that line."""
    if around.name not in _LINES or MARK in around.attrs or around.parent is None:
        return False
    if len(own_text(around)) > len(own_text(tag)) + _LABEL or len(list(islice(within(around, _TIMES), 2))) > 1:
        return False
    return len(list(islice(within(around.parent, _TIMES), 2))) > 1


def _named(areas: Sequence[Tag], names: re.Pattern[str], others: re.Pattern[str] | None = None) -> Iterator[str]:
    """The lines that have such names, and no `others`."""
    for tag in (t for area in areas for t in (area, *within(area, _LINES))):
        own = names_of(tag)
        if own and names.search(own) and not (others and others.search(own)) and not is_others(own):
            text = own_text(tag)
            if len(text) < _LINE and all(own_text(inner) == text for inner in within(tag, _LINES)):
                yield text


def _above_paragraphs(body: Tag) -> Sequence[Tag]:
    """The time elements between the beginning of a story's element and its first paragraph, where it has no others: as
    a live blog has in all its posts."""
    found: list[Tag] = []
    begun = False
    for tag in within(body, (*_TIMES, "p")):
        if tag.name == "p":
            begun = begun or len(own_text(tag)) > _SENTENCE
        elif begun or _is_elsewhere(tag) or not _is_line_of_time(tag):
            return ()
        else:
            found.append(tag)
    return found if begun else ()


def _is_line_of_time(tag: Tag) -> bool:
    """Whether the line of a time element says no more than when: no "Concert on 6 June"."""
    around = tag.parent
    if around is None or around.name not in _LINES or MARK in around.attrs:
        return True
    line = own_text(around)
    return line == own_text(tag) or is_dateline(line) or bool(_updates(line))


def _kept(areas: Sequence[Tag]) -> Iterator[str]:
    """The times of publishing in attributes of a short line that is no link: `data-pubdate`, a date's title."""
    tags = (t for area in areas for t in (area, *area.descendants) if isinstance(t, Tag) and t.attrs)
    found = ((tag, value) for tag in tags for name, value in tag.attrs.items() if _keeps(name, value, tag))
    return (value for tag, value in found if 0 < len(own_text(tag)) < _LINE and not _is_elsewhere(tag))


def _keeps(name: str, value: str, tag: Tag) -> bool:
    """Whether an attribute holds a time of publishing: by its name, or as title or data of a line that says when."""
    if _PUBLISHES.fullmatch(name):
        return True
    told = tag.name not in _TIMES if name == "title" else name[:5] == "data-"
    if not told or not value or not _TO_THE_MINUTE.match(value):
        return False
    is_update = _IS_MODIFIED.search(f"{name} {names_of(tag)}") or _is_labelled_update(tag)
    return not is_update and _is_when(own_text(tag))


def _is_elsewhere(tag: Tag) -> bool:
    """Whether an element holds a link without a time of day, or is in one, or in a box of what is not the story."""
    around = (tag, *islice(tag.parents, _AROUND))
    if has(tag, ("a",)) and clock_in(own_text(tag)) is None:
        return True
    return any(t.name == "a" or is_others(names_of(t)) for t in around)


def _as_meant(tag: Tag, told: str) -> str:
    """What a time element tells: the day where that is midnight and readers are told the day alone; the second that
    an attribute of its own counts, where that is on the day told."""
    if (day := _MIDNIGHT.match(told)) and _is_day_alone(own_text(tag)):
        return day[1]
    if not _DAY_ALONE.fullmatch(told):
        return told
    counted = (value for name, value in tag.attrs.items() if _COUNTS.fullmatch(name) and _EPOCH.fullmatch(value))
    moments = [(value, at) for value in counted if (at := dates.utc(value)) and _is_near(told.strip(), at)]
    told_exactly = (v for v, at in moments if not at.endswith(_DAYS_BEGIN) or not _is_day_alone(own_text(tag)))
    return next(told_exactly, told)


def _is_day_alone(text: str) -> bool:
    """Whether readers are told a day without a time: neither "3 hours ago" nor "2 March 2026, 12 a.m."."""
    return bool(DAY_AND_YEAR.search(text)) and clock_in(text) is None and not _MIDNIGHT_SHOWN.search(text)


def _told_in_title(abbr: Tag) -> str:
    """The time that an abbreviation's title tells machines, as pages did before there were time elements."""
    title = abbr.get("title") or ""
    return title if _TO_THE_MINUTE.match(title) else ""


def _is_labelled_update(tag: Tag) -> bool:
    """Whether a word for an update stands right before an element."""
    before = (n.strip() if isinstance(n, Text) else own_text(n) for n in islice(tag.previous_siblings, 2))
    return bool(_LABEL_OF_UPDATE.search(next(filter(None, before), "")[-_LABEL:]))


def _by_rule(source: Source, field: str) -> Iterator[Time]:
    for text in source.told.get(field, ()):
        yield source.signals[field], dates.utc(text, source.zone) or shown(text, source.zone)


def _dated_lines(body: Tag) -> Iterator[str]:
    """The short lines of a story's element that have a digit."""
    dated = (n for n in body.descendants if isinstance(n, Text) and len(n) < _LINE and _DIGIT.search(n))
    around = dict.fromkeys(tag for n in islice(dated, _MOST_LINES) for tag in islice(n.parents, _AROUND))
    return (own_text(tag) for tag in around if tag.name in _LINES and _is_line(tag))


def _is_line(tag: Tag) -> bool:
    """Whether an element holds no more than a line that says when."""
    sizes = accumulate(len(node) for node in tag.descendants if isinstance(node, Text))
    return all(size < _LINE for size in sizes)


def _short(areas: Sequence[Tag]) -> Iterator[str]:
    """What elements say that say little, then what each inside of them says: no space may stand between two. Captions
    say when a picture was taken, and sentences when something happened."""
    plain = [area for area in areas if area.name not in _PICTURES]
    pictures = [list(within(area, _PICTURES)) for area in plain]
    said = [own_text(area, without) for area, without in zip(plain, pictures, strict=True)]
    short = [each for each in zip(plain, pictures, said, strict=True) if len(each[2]) < _NEAR]
    yield from (text for _, _, text in short if not _tells(text))
    for area, without, text in short:
        captions = {id(tag) for picture in without for tag in within(picture, _LINES)}
        inside = (own_text(inner) for inner in within(area, _LINES) if id(inner) not in captions)
        yield from (line for line in inside if line and line != text and not _tells(line))


def _tells(text: str) -> bool:
    """Whether a text is as long as those under headlines are, and ends in a full stop."""
    return text.endswith(_STOPS) and text[-3:].lower() != ".m." and weight(text) > _LINE
