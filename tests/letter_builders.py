"""Letters about one article, messages made of them, and how their forms are read."""

from __future__ import annotations

import re
from dataclasses import replace
from datetime import UTC, datetime
from html.parser import HTMLParser

from markdown_it import MarkdownIt

from watcher.model import (
    NOTHING_TOLD,
    Alert,
    AlertId,
    AlertState,
    Article,
    Bundle,
    Change,
    Disclosures,
    Drift,
    DriftId,
    DriftState,
    Event,
    Example,
    Letter,
    Likeness,
    Message,
    Revision,
    Span,
    Trait,
    Voice,
    Watch,
    WatchId,
    Weight,
)
from watcher.notify import message as notify_message
from watcher.notify.message import PLAIN

URL = "https://news.example/2024/budget"
HEADLINE = "Council votes on Tuesday"
COMMONMARK = MarkdownIt("commonmark").enable("strikethrough")


def at(hour: int, minute: int, day: int = 21, second: int = 0) -> datetime:
    return datetime(2024, 1, day, hour, minute, second, tzinfo=UTC)


AFTER, UNTIL = at(10, 12), at(10, 31)


def letter(
    *changes: Change,
    title: str = HEADLINE,
    url: str = URL,
    event: Event | None = None,
    told: tuple[int, ...] | None = None,
    after: datetime | None = AFTER,
    until: datetime = UNTIL,
    stealth: bool = False,
    bumped: bool = False,
    reverts_to: int | None = None,
) -> Letter:
    revision = Revision(
        watch_id=WatchId(3), number=8, article=Article(url=url, title=title), first_seen_at=until, last_seen_at=until,
        seen_after=after, extractor="1", changes=changes, stealth=stealth, bumped=bumped, reverts_to=reverts_to,
    )  # fmt: skip
    positions = tuple(range(len(changes))) if told is None else told
    return Letter(
        id=AlertId(1), alert=Alert(subscription="desk", destination="d", label="env:DESK", changes=positions),
        watch=Watch(id=WatchId(3), url=url, key="k", site="news.example", added_at=until, due_at=until),
        title=title, state=AlertState.PENDING, created_at=until,
        revision=None if event else revision, event=event,
    )  # fmt: skip


def edited(kind: str, *spans: Span, weight: Weight = Weight.MINOR, facts: tuple[str, ...] = ()) -> Change:
    before = "".join(text for op, text in spans if op != "+")
    after = "".join(text for op, text in spans if op != "-")
    return Change(kind=kind, path="blocks[1]", before=before, after=after, spans=spans, weight=weight, facts=facts)


def number_edited(kind: str = "paragraph.edited") -> Change:
    return edited(kind, ("=", "It costs "), ("-", "12"), ("+", "21"), ("=", " euros."), facts=("number",))


def drifted(headline: str = HEADLINE, detail: str = "by +2:00 hours", gone: str = "The council") -> Drift:
    caption = Change(kind="caption.removed", path="blocks[0].caption", before=gone, spans=(("-", gone),))
    example = Example(watch_id=WatchId(3), url=URL, title=headline, number=8, at=UNTIL, changes=(caption,))
    return Drift(
        id=DriftId(3), site="news.example", state=DriftState.OPEN, since=UNTIL, last_at=UNTIL, articles=9, looked=12,
        held=9, sent=2, dropped=0, examples=(example,),
        traits=(
            Trait(likeness=Likeness.SHAPE, kind="published.changed", key="a", detail=detail),
            Trait(likeness=Likeness.SHAPE, kind="caption.removed", key="b"),
        ),
    )  # fmt: skip


def reporting(drift: Drift) -> Letter:
    """What tells the operator of it."""
    return replace(letter(), revision=None, drift=drift.id, report=drift)


def bundled(*letters: Letter, digest: bool = False, voice: Voice = PLAIN) -> Message:
    """The message of several letters."""
    return notify_message.worded(Bundle(identity="5a", letters=letters, digest=digest), {}, voice)


def worded(one: Letter, told: Disclosures = NOTHING_TOLD) -> Message:
    """The message of this letter alone."""
    return notify_message.worded(Bundle(identity="5a", letters=(one,)), {one.id: told})


CHAT_TAGS = {"p", "b", "u", "a", "del"}
PAGE_TAGS = {
    "html", "head", "meta", "title", "style", "body", "table", "tr", "td", "div", "h1", "h2", "p", "span", "a", "del",
    "ins",
}  # fmt: skip


class Tags(HTMLParser):
    """Every tag, attribute and comment, and the text a reader sees, a paragraph a line."""

    def __init__(self, html: str) -> None:
        super().__init__(convert_charrefs=True)
        self.tags: list[str] = []
        self.attributes: list[tuple[str, str | None]] = []
        self.comments: list[str] = []
        self.text = ""
        self._in_head = False
        self.feed(html)
        self.close()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append(tag)
        self.attributes += attrs
        self._in_head = tag == "head" or (self._in_head and tag != "body")

    def handle_endtag(self, tag: str) -> None:
        self.text += "\n" if tag in ("p", "h1", "h2", "div") else ""

    def handle_data(self, data: str) -> None:
        self.text += "" if self._in_head else data

    def handle_comment(self, data: str) -> None:
        self.comments.append(data)

    @property
    def links(self) -> set[str | None]:
        """Where its links lead."""
        return {value for name, value in self.attributes if name in ("href", "src")}


def bodies(message: Message) -> tuple[str, str, str, str]:
    """The body as each of its forms is read: text, rendered Markdown, and both sorts of HTML."""
    markdown = COMMONMARK.render(message.markdown)
    return message.text, Tags(markdown).text, Tags(message.chat).text, Tags(message.html).text


def seen(text: str) -> str:
    """The text without what parts its mentions and addresses, and keeps it from turning round others."""
    return re.sub("[\u200b\u2068\u2069]", "", text)
