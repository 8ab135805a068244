"""Corrections, clarifications, updates and editor's notes: by what they say, and by the boxes they stand in."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import lru_cache
from itertools import islice

from watcher.extract.elements import Tag
from watcher.extract.inline import names_of, own_text, within
from watcher.extract.moments import clock_in
from watcher.extract.reading import LINES
from watcher.extract.signs import words_of
from watcher.extract.wording import DATE, MONTH, is_dateline, is_invitation, is_read_on
from watcher.extract.words import Anywhere, Beginnings, names, pattern
from watcher.lazily import late
from watcher.model import Block, Heading, List, Notice, Paragraph

_LONGEST, _LONGEST_WITHIN = 1_500, 500
_LONGEST_LABEL = 60
_BOXES = frozenset(("div", "section", "aside", "footer", "details", "p", "blockquote", "small"))
_TOLD = (*LINES, Notice)  # what can be the label of a notice
_TITLES = ("summary", "h2", "h3", "h4", "h5", "h6")
_NAMES = names("notice_names")
_OPEN = r"[\s*†‡•\[(【〈《「『［（<{\"'“„«—–\-※◆■●▶►#+＊_|/]"
_CLOSED = re.compile(r"\s*(?:[:：៖፦;|»\]】〉》」』］）)>}]|[—–]|-\s|\.\s|\.$|$)")
_DAY = "|".join((
    rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th|er|º|ª|\.)?\s+(?:de\s+|d[’'])?)?{MONTH}(?(day)|\s+\d{{1,2}}(?:st|nd|rd|th)?)",
    r"\d{1,2}[./]\s?\d{1,2}\b",
    r"\d{1,2}\s?[月월]\s?\d{1,2}\s?[日일]",
))  # fmt: skip
_DATES = late(rf"{DATE}|{_DAY}", re.IGNORECASE)
_LABEL = Beginnings(rf"^{_OPEN}*", "notice_labels")
_UPDATE = pattern(rf"^{_OPEN}*", "notice_updates")
_SENTENCE = Beginnings(rf"^{_OPEN}*", "notice")
_BEGINS = Beginnings(rf"^{_OPEN}*", "notice_labels", "notice", "note_labels")  # for speed, as few texts do
_BRACKETED = pattern(r"^[(（\[【]\s*", "notice_bracketed")
_NOTE = Beginnings(rf"^{_OPEN}*", "note_labels")
_NOTE_ENDS = re.compile(r"\s?[:：!–—\]】-]\s*")
_WITHIN = Anywhere("", "notice_within")
_ASKS = pattern("", "error_calls")
_DATED = late(rf"^{_OPEN}{{0,4}}(?:(?:on|am|vom|le|el|em|il|op|от|від)\s+)?(?:{DATE}|{_DAY})", re.IGNORECASE)
_LEADS = (  # from a date to a label: a time, or whatever stands there
    re.compile(r"(?:\s?\d{1,2}\s?[:時时点點시]\s?\d{2}[分분]?)?\s?"),
    re.compile(r"[^:：,.—–\-]{0,20}[\s:：,.—–\-|)\]]{0,4}"),
)
_DIGIT, _EARLY = re.compile(r"\d"), 24
_WORD = re.compile(r"[^\W\d_]+")
_WORD_OR_DIGIT = re.compile(r"[^\W_]")
_JOINED = frozenset(
    "on of at the le la du de del am vom um el il di da em op om ore uhr uur kl klo saat godz от від pm".split()
)


def is_notice(text: str) -> bool:
    """Whether a paragraph is a correction, clarification, update or editor's note."""
    if len(text) > _LONGEST:
        return False
    begins = _BEGINS.match(text)
    if begins and (_LABEL.match(text) or _SENTENCE.match(text)):
        return (is_notice_label(text) or _says_notice(text)) and not is_dateline(text)
    if begins and (note := _NOTE.match(text)) and (ends := _NOTE_ENDS.match(text, note.end())):
        text = text[ends.end() :]
        if _SENTENCE.match(text):
            return True
    if text[:1] in "(（[【" and text.endswith((")", "）", "]", "】")) and _BRACKETED.match(text):
        return not is_dateline(text)
    if _DIGIT.search(text, 0, _EARLY) and (dated := _DATED.match(text)):
        behind = [text[lead.end() :] for form in _LEADS if (lead := form.match(text, dated.end()))]
        if any(_says_notice(rest) and not is_dateline(rest) for rest in behind):
            return True
    return len(text) < _LONGEST_WITHIN and bool(_WITHIN.search(text))


def _says_notice(text: str) -> bool:
    if _SENTENCE.match(text):
        return True
    label = _LABEL.match(text)
    if label and _SENTENCE.match(text[label.end() :].lstrip()):
        return True
    rest = _behind_label(text)
    return bool(rest) and not is_invitation(rest) and not is_read_on(rest)


def _behind_label(text: str) -> str:
    """What follows a label and its date; "" where the label is none, or nothing follows it."""
    found = _LABEL.match(text)
    if found is None:
        return ""
    rest = text[found.end() :]
    closed = _CLOSED.match(rest) or _closed_after_date(rest)
    return rest[closed.end() :].strip() if closed else ""


def _closed_after_date(rest: str) -> re.Match[str] | None:
    """The end of a label that goes on with a date or a time: " (5 March 2026):", ", 14:30 Uhr —"."""
    if rest[:1].isalpha():
        return None
    for closing in re.finditer(r"[:：—–|\])】］），]+(?!\d)|\.\s|-\s", rest[:_LONGEST_LABEL]):
        between = rest[: closing.start()]
        if _only_dates(between):
            return re.compile(re.escape(rest[: closing.end()])).match(rest)
    return None


def _only_dates(text: str) -> bool:
    """Whether a text is a date, a time of day, or both, and the small words around them."""
    left = _DATES.sub(" ", text)
    if left == text and clock_in(text) is None:
        return False
    words = _WORD.findall(left)
    return all(word.lower() in _JOINED or (word.isupper() and len(word) < 5) or len(word) < 2 for word in words)


def is_notice_label(text: str) -> bool:
    """Whether a short line is a label alone, "Correction", "更正启事", with or without a date; not "Update"."""
    return _is_bare_label(text) and not _UPDATE.match(text)


def _is_bare_label(text: str) -> bool:
    found = _LABEL.match(text) if len(text) < _LONGEST_LABEL else None
    if found is None:
        return False
    rest = text[found.end() :]
    return not _WORD_OR_DIGIT.search(rest) or (not rest[:1].isalpha() and _only_dates(rest))


@lru_cache(maxsize=4096)
def is_notice_name(box: str) -> bool:
    """Whether the names of an element are those of a box that holds a notice."""
    return not _NAMES.isdisjoint(words_of(box))


def asks_for_errors(text: str) -> bool:
    """Whether a line asks readers to tell of errors, though it stands where corrections do."""
    return len(text) < _LONGEST_WITHIN and bool(_ASKS.search(text))


def is_notice_box(tag: Tag, *, skipped: bool) -> bool:
    """Whether an element of little text holds a notice and nothing else: by its name; by what it says where it would
    be skipped as a box."""
    if tag.name not in _BOXES:
        return False
    return is_notice_name(names_of(tag)) or (skipped and (is_notice(own_text(tag)) or _is_titled_notice(tag)))


def _is_titled_notice(tag: Tag) -> bool:
    """Whether a box holds one paragraph, a notice or below the label of one: "Update" to be unfolded, a title."""
    titles, texts = (list(islice(map(own_text, within(tag, names)), 2)) for names in (_TITLES, ("p",)))
    return len(titles) == len(texts) == 1 and (is_notice_label(titles[0]) or is_notice(texts[0]))


def notices_in(areas: Iterable[Tag]) -> Iterator[Notice]:
    """The notices in elements that stand beside a story."""
    for area in areas:
        read: Tag | None = None
        for tag in (area, *within(area, _BOXES)):
            if read is not None and read in tag.parents:
                continue
            named = tag.name in _BOXES and is_notice_name(names_of(tag))
            text = own_text(tag) if named or tag.name == "p" else ""
            if 0 < len(text) < _LONGEST and ((named and not asks_for_errors(text)) or is_notice(text)):
                read = tag
                yield Notice(text=text)


def in_box(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks of a box that holds a notice: its texts are the notice, but no date and no call to report errors."""
    for block in blocks:
        if isinstance(block, List):
            yield from (Notice(text=item) for item in block.items)
        elif not isinstance(block, Paragraph | Heading):
            yield block
        elif not is_dateline(block.text) and not asks_for_errors(block.text):
            yield Notice(text=block.text)


def labelled(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """`blocks` with the paragraph behind a label that stands alone, and "Update" over a notice, as what they are."""
    found: list[Block] = []
    below_label = False
    for block in blocks:
        if isinstance(block, _TOLD) and is_notice_label(block.text):
            below_label = True
            found.append(Notice(text=block.text))
        elif below_label and isinstance(block, Paragraph | List):
            below_label = False
            found += (Notice(text=text) for text in (block.items if isinstance(block, List) else (block.text,)))
        else:
            below_label = False
            last = found[-1] if found else None
            if isinstance(block, Notice) and isinstance(last, Heading) and _is_bare_label(last.text):
                found[-1] = Notice(text=last.text)
            found.append(block)
    return tuple(found)
