"""One letter in lines: which article, where to see it, between which two looks, and what exactly was changed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from posixpath import basename
from urllib.parse import unquote, urlsplit
from zoneinfo import ZoneInfo

from watcher.model import Alert, Article, Change, Disclosures, Event, Hold, Image, Letter, Revision, Span, Voice
from watcher.notify.excerpt import beginning, cleaned, excerpt
from watcher.notify.markup import Line, Piece, address_escaped, disarmed, isolated, spoken
from watcher.notify.telling import NOTICES, disclosed_by, discloses, marked, verdicts
from watcher.notify.wording import Wording

MOST = 20  # changes told of one revision
_TIMES = ("published.changed", "modified.changed")
_TIME = re.compile(r"(\d{4}-\d\d-\d\d)T(\d\d:\d\d(?::\d\d(?:\.\d+)?)?)(?:Z|\+00:00)")
_ON_PICTURE = re.compile(r"blocks\[(\d+)\]\.(?:caption|credit|alt)")

Placed = tuple[int, Change]


@dataclass(frozen=True, slots=True, kw_only=True)
class Speaker:
    """Who words a message: the words of its language, the zone of its times, and the address that others reach the web
    page by, "" for none."""

    words: Wording
    zone: ZoneInfo
    web: str = ""


def speaker(voice: Voice, words: Wording) -> Speaker:
    return Speaker(words=words, zone=ZoneInfo(voice.timezone), web=voice.web.rstrip("/"))


def heading(letter: Letter) -> Piece:
    """The article's headline, or its address where it has none."""
    title = letter.revision.article.title if letter.revision is not None else letter.title
    if text := cleaned(title).strip():
        return "text", text
    return "link", letter.watch.url if letter.watch is not None else ""


def headline(letter: Letter, limit: int) -> str:
    """The same, as it stands in a line of ours, within `limit` characters."""
    mark, text = heading(letter)
    return beginning(address_escaped(text), limit) if mark == "link" else quoted(text, limit)


def told_changes(letter: Letter) -> list[Placed]:
    """What the letter tells of its revision, the heaviest first, else in the order of the page."""
    if letter.revision is None:
        return []
    all_ = letter.revision.changes
    return sorted(((i, all_[i]) for i in letter.alert.changes if i < len(all_)), key=lambda one: -one[1].weight.rank)


def named(change: Change) -> str:
    """The kind of a change by which it is worded: the headline for searches is not the one that readers see."""
    return "seo_title.edited" if change.path == "seo_title" else change.kind


def summed(kinds: Sequence[str], words: Wording, most: int) -> str:
    """Such as "2 paragraphs edited, caption edited, 4 more changes"; "article changed" for none."""
    counted = list(Counter(kinds).items())
    phrases = [words.phrase(kind, count) for kind, count in counted[:most]]
    if rest := sum(count for _, count in counted[most:]):
        phrases.append(words.counted("counts.more", rest))
    return words.joined(phrases) or words.said("subject.changed")


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def opening(letter: Letter, words: Wording) -> Iterator[Line]:
    """Which article it is, and where."""
    language = letter.revision.article.language or "" if letter.revision is not None else ""
    yield Line(pieces=(heading(letter),), strong=True, quoted=True, language=language)
    if letter.watch is not None:
        site = cleaned(letter.watch.site).strip()
        yield Line(
            pieces=(("name", site), ("said", words.said("signs.colon")), ("link", letter.watch.url)), role="link"
        )


def of_event(event: Event, by: Speaker) -> Iterator[Line]:
    """What became of the article."""
    yield _said(by.words.said(f"event.{event.kind.partition('.')[2]}"))
    if event.url:
        yield Line(pieces=spoken(by.words.form("event.leads"), url=("link", event.url)))
    yield _said(by.words.seen(event.seen_after, event.at, by.zone))
    if why := cleaned(event.why).strip():
        yield Line(pieces=spoken(by.words.form("event.found"), why=("text", isolated(beginning(why, 300)))))


def of_revision(letter: Letter, revision: Revision, told: Disclosures, by: Speaker, most: int = MOST) -> Iterator[Line]:
    """What was edited, and what is to be said of all of it; `most` changes in full."""
    changes = told_changes(letter)
    yield from _difference(revision, by)
    yield _said(by.words.seen(revision.seen_after, revision.first_seen_at, by.zone))
    yield from _verdicts(revision, told, by.words)
    yield from _turning(letter.alert, revision, by.words)
    noted = told.own or any(change.kind in NOTICES for change in revision.changes)
    for position, change in changes[:most]:
        note = _disclosure(position, change, told, by.words) if noted else ""
        yield from of_change(change, by, revision.article, note)
    if len(changes) > most:
        more = by.words.counted("counts.more", len(changes) - most)
        yield Line(pieces=(("said", by.words.said("body.more", more=more)),), strong=True)


def of_change(change: Change, by: Speaker, article: Article | None = None, note: str = "") -> Iterator[Line]:
    """What was changed, with the changed words marked; `article` is the newer one, `note` what notices tell of it."""
    facts = by.words.facts(change.facts)
    about: tuple[Piece, ...] = (
        ("said", capital(by.words.phrase(named(change)))),
        ("dim", facts + f" · {note}" * bool(note)),
    )
    yield Line(pieces=tuple(piece for piece in about if piece[1]), strong=True)
    language = (article.language if article is not None else "") or ""
    if article is not None and (picture := _picture(change, article)):
        yield Line(pieces=(("dim", "▣ "), ("text", isolated(picture))))
    if change.kind in _TIMES:
        yield Line(pieces=tuple(_times(change, by)), quoted=True, language=by.words.language)
    elif pieces := excerpt(_spans(change)):
        yield Line(pieces=pieces, quoted=True, language=language)


def difference_command(watch_id: int, number: int) -> str:
    return f"watcher diff {watch_id} {number - 1}..{number}"


def readable(value: str | None) -> str:
    """A value as a person writes it: times as "2024-01-21 10:34:44 UTC"."""
    return _TIME.sub(r"\1 \2 UTC", value or "")


def quoted(text: str, limit: int) -> str:
    """`text` as it stands in a subject, within `limit` characters."""
    return isolated(disarmed(beginning(text, limit)))


def _said(text: str) -> Line:
    return Line(pieces=(("said", text),))


def _difference(revision: Revision, by: Speaker) -> Iterator[Line]:
    if revision.number < 2:
        return
    label = by.words.said("body.difference") + by.words.said("signs.colon")
    if by.web:
        url = f"{by.web}/watch/{revision.watch_id}/diff/{revision.number - 1}..{revision.number}"
        yield Line(pieces=(("said", label), ("link", url)), role="link")
    else:
        yield _said(label + difference_command(revision.watch_id, revision.number))


def _verdicts(revision: Revision, told: Disclosures, words: Wording) -> Iterator[Line]:
    said = verdicts(
        revision.changes, told, stealth=revision.stealth, bumped=revision.bumped,
        dated=revision.article.modified_at is not None, back=revision.reverts_to, words=words,
    )  # fmt: skip
    for i, text in enumerate(said):
        yield Line(pieces=(("alarm" if revision.stealth and i == 0 else "said", text),))


def _turning(alert: Alert, revision: Revision, words: Wording) -> Iterator[Line]:
    """What there is to say where a text went back to an earlier one, or went back and forth."""
    if alert.hold is Hold.ALTERNATES:
        yield _said(words.said("turning.stayed"))
    elif alert.returns:
        if revision.reverts_to is None:
            is_all = len(alert.returns) == len(alert.changes)
            yield _said(words.said("turning.back" if is_all else "turning.back_partly"))
        yield _said(words.said("turning.alternating"))


def _disclosure(position: int, change: Change, told: Disclosures, words: Wording) -> str:
    """What a notice discloses, or whether one discloses the change."""
    meant = disclosed_by(change, told)
    return discloses(meant, words) if meant else marked(position, told, words)


def _picture(change: Change, article: Article) -> str:
    """The title, or the name of the file, of the picture whose words were changed; "" where there is none."""
    found = _ON_PICTURE.fullmatch(change.path)
    if found is None or change.kind.endswith(".removed") or int(found[1]) >= len(article.blocks):
        return ""
    block = article.blocks[int(found[1])]
    if not isinstance(block, Image):
        return ""
    return beginning(cleaned(block.title or unquote(basename(urlsplit(block.src).path))).strip(), 100)


def _times(change: Change, by: Speaker) -> Iterator[Piece]:
    """Both times in the zone of the reader, and what lies between them."""
    before, after = (_instant(value) for value in (change.before, change.after))
    shown = [_shown(value, at, by) for value, at in ((change.before, before), (change.after, after))]
    if shown[0] == shown[1]:
        shown = [readable(change.before), readable(change.after)]
    if shown[0]:
        yield "old", shown[0]
    if shown[1]:
        yield "new", shown[1]
    if before and after and (apart := by.words.apart(before, after)):
        yield "dim", by.words.said("signs.bracketed", text=apart)


def _shown(value: str | None, at: datetime | None, by: Speaker) -> str:
    return by.words.moment(at, by.zone) if at else cleaned(value or "").strip()


def _instant(value: str | None) -> datetime | None:
    """The moment that is written there; None where it is no more than a day."""
    try:
        at = datetime.fromisoformat(value or "")
    except ValueError:
        return None
    return at if at.tzinfo else None


def _spans(change: Change) -> tuple[Span, ...]:
    """The change's spans; where it has none, the old and the new value as a whole."""
    if change.kind.endswith(".moved"):
        return (("=", change.after or change.before or ""),)
    if change.spans:
        return change.spans
    spans: tuple[Span, ...] = (("-", change.before or ""), ("+", change.after or ""))
    return tuple(span for span in spans if span[1])
