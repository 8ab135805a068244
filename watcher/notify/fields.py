"""What a template of the user's own is given to say: a message as fields, in one form (docs/templates.md).

Texts are as articles have them, and escaped where a template puts them; what is Ready is escaped already.
"""

from __future__ import annotations

import html
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Literal, get_args

from watcher.model import NOTHING_TOLD, AlertId, Bundle, Change, Disclosures, Event, Letter, Revision
from watcher.notify.changes import capital, change_pieces, named, picture_of
from watcher.notify.excerpt import beginning, cleaned
from watcher.notify.letters import (
    MOST,
    archived,
    difference_command,
    difference_url,
    heading,
    note_on,
    summed,
    told_changes,
)
from watcher.notify.markup import (
    Line,
    Piece,
    address_escaped,
    as_html,
    as_markdown,
    as_text,
    disarmed,
    html_escaped,
    in_chat,
    in_markdown,
    in_text,
    isolated,
    markdown_escaped,
    no_block,
    quoted_markdown,
)
from watcher.notify.page import as_cards, in_page
from watcher.notify.reasons import reason
from watcher.notify.stories import Story, site_of, stories_of
from watcher.notify.telling import verdicts
from watcher.notify.wording import Speaker, Wording
from watcher.urls import is_web

Block = Literal["subject", "text", "markdown", "html", "chat"]
BLOCKS: tuple[Block, ...] = get_args(Block)
_LONGEST = 10_000  # characters of one text


class Ready(str):
    """A text that needs no escaping any more."""

    __slots__ = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class ChangeFields:
    """One change. `marked` is its text, cut, with what is old and new marked; `facts` are named in the language of the
    message, `note` says what notices tell of it."""

    kind: str
    name: str
    weight: str
    facts: tuple[str, ...]
    before: str
    after: str
    marked: Ready
    picture: str
    note: str


@dataclass(frozen=True, slots=True, kw_only=True)
class NewsFields:
    """What happened to an article at one time: an edit, with its `changes`, or an `event` such as "gone", with `why`
    and where it `leads`. `seen` says between which two looks; `verdicts` are sentences about the whole edit."""

    event: str
    what: str
    seen: str
    revision: int
    changes: tuple[ChangeFields, ...]
    verdicts: tuple[str, ...]
    stealth: bool
    difference: Ready
    command: str
    archive: Ready
    why: str
    leads: Ready


@dataclass(frozen=True, slots=True, kw_only=True)
class ArticleFields:
    """One article, and what happened to it, oldest first."""

    headline: str
    url: Ready
    site: Ready
    language: str
    watch: int
    tags: tuple[str, ...]
    news: tuple[NewsFields, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class MessageFields:
    """The whole message: `subject` and `body` in the usual wording, the articles, the heaviest first, and the name of
    the subscription."""

    subject: str
    body: Ready
    subscription: str
    language: str
    digest: bool
    count: int
    articles: tuple[ArticleFields, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Writer:
    """How texts, marked pieces and whole messages are written in one form."""

    escaped: Callable[[str], str]
    pieces: Callable[[Sequence[Piece], Wording], str]
    lines: Callable[[Sequence[Line], Wording], str]
    address: Callable[[str], str] = address_escaped


def _own_text(pieces: Sequence[Piece], words: Wording) -> str:
    return isolated(in_text(pieces, words).strip())


def _own_markdown(pieces: Sequence[Piece], words: Wording) -> str:
    return quoted_markdown(in_markdown(pieces, words))


def _markdown_value(text: str) -> str:
    return no_block(markdown_escaped(text))


def _html_address(url: str) -> str:
    return html.escape(address_escaped(url))


WRITERS: Mapping[Block, Writer] = {
    "subject": Writer(escaped=disarmed, pieces=_own_text, lines=as_text),
    "text": Writer(escaped=disarmed, pieces=_own_text, lines=as_text),
    "markdown": Writer(escaped=_markdown_value, pieces=_own_markdown, lines=as_markdown),
    "html": Writer(escaped=html_escaped, pieces=in_page, lines=as_cards, address=_html_address),
    "chat": Writer(escaped=html_escaped, pieces=in_chat, lines=as_html, address=_html_address),
}


def fields_of(
    bundle: Bundle,
    told: Mapping[AlertId, Disclosures],
    by: Speaker,
    block: Block,
    *,
    subject: str,
    body: Sequence[Line],
) -> MessageFields:
    """The bundle as the fields of one block; `subject` and `body` are its usual wording."""
    writer = WRITERS[block]
    stories = stories_of(bundle.letters)
    return MessageFields(
        subject=subject, body=Ready(writer.lines(body, by.words)), subscription=bundle.letters[0].alert.subscription,
        language=by.words.language, digest=bundle.digest, count=sum(len(story.kinds) for story in stories),
        articles=tuple(_article(story, told, by, writer) for story in stories),
    )  # fmt: skip


def _article(story: Story, told: Mapping[AlertId, Disclosures], by: Speaker, writer: Writer) -> ArticleFields:
    last = story.letters[-1]
    watch = last.watch
    return ArticleFields(
        headline=heading(last)[1],
        url=_address(watch.url if watch is not None else "", writer),
        site=Ready(writer.pieces((("name", site_of(story)),), by.words)),
        language=(last.revision.article.language if last.revision is not None else "") or "",
        watch=int(watch.id) if watch is not None else 0,
        tags=watch.tags if watch is not None else (),
        news=tuple(_news(letter, told.get(letter.id, NOTHING_TOLD), by, writer) for letter in story.letters),
    )


def _address(url: str, writer: Writer) -> Ready:
    """The address where it is one of the web, else ""; a link may be made of it."""
    return Ready(writer.address(url) if is_web(url) else "")


def _news(letter: Letter, told: Disclosures, by: Speaker, writer: Writer) -> NewsFields:
    if letter.event is not None:
        return _of_event(letter.event, by, writer)
    if letter.revision is not None:
        return _of_edit(letter, letter.revision, told, by, writer)
    return NewsFields(
        event="", what=by.words.said("body.stale"), seen="", revision=0, changes=(), verdicts=(), stealth=False,
        difference=Ready(""), command="", archive=Ready(""), why="", leads=Ready(""),
    )  # fmt: skip


def _of_event(event: Event, by: Speaker, writer: Writer) -> NewsFields:
    name = event.kind.partition(".")[2]
    return NewsFields(
        event=name, what=by.words.said(f"event.{name}"), seen=by.words.seen(event.seen_after, event.at, by.zone),
        revision=0, changes=(), verdicts=(), stealth=False, difference=Ready(""), command="",
        archive=Ready(""), why=reason(_text(event.why), by.words.language), leads=_address(event.url or "", writer),
    )  # fmt: skip


def _of_edit(letter: Letter, revision: Revision, told: Disclosures, by: Speaker, writer: Writer) -> NewsFields:
    said = verdicts(
        revision.changes, told, stealth=revision.stealth, bumped=revision.bumped,
        dated=revision.article.modified_at is not None, back=revision.reverts_to, words=by.words,
    )  # fmt: skip
    placed = told_changes(letter)
    changes = (
        _change(change, note_on(i, change, revision, told, by.words), revision, by, writer)
        for i, change in placed[:MOST]
    )
    return NewsFields(
        event="", what=capital(summed([named(change) for _, change in placed], by.words, MOST)),
        seen=by.words.seen(revision.seen_after, revision.first_seen_at, by.zone), revision=revision.number,
        changes=tuple(changes), verdicts=tuple(said), stealth=revision.stealth,
        difference=_address(difference_url(revision, by), writer),
        command=difference_command(revision.watch_id, revision.number), archive=_address(archived(revision), writer),
        why="", leads=Ready(""),
    )  # fmt: skip


def _change(change: Change, note: str, revision: Revision, by: Speaker, writer: Writer) -> ChangeFields:
    pieces = change_pieces(change, by)
    return ChangeFields(
        kind=change.kind, name=capital(by.words.phrase(named(change))), weight=str(change.weight),
        facts=tuple(by.words.said(f"facts.{fact}") for fact in change.facts), before=_text(change.before),
        after=_text(change.after), marked=Ready(writer.pieces(pieces, by.words)),
        picture=picture_of(change, revision.article), note=note,
    )  # fmt: skip


def _text(value: str | None) -> str:
    return beginning(cleaned(value or "").strip(), _LONGEST)


def samples(block: Block) -> tuple[MessageFields, ...]:
    """Messages such as there may be, with all that can be and with as little as can be, to try a template with."""
    full, bare = (_sample(text, block) for text in ("Headline", ""))
    return full, bare


def _sample(text: str, block: Block) -> MessageFields:
    url, some = Ready(WRITERS[block].address("https://example.org/") if text else ""), (text,) if text else ()
    change = ChangeFields(
        kind="title.edited", name=text, weight="major", facts=some, before=text, after=text, marked=Ready(text),
        picture=text, note=text,
    )  # fmt: skip
    edit = NewsFields(
        event="", what=text, seen=text, revision=2, changes=(change,), verdicts=some, stealth=bool(text),
        difference=url, command=text, archive=url, why="", leads=Ready(""),
    )  # fmt: skip
    gone = NewsFields(
        event="gone", what=text, seen=text, revision=0, changes=(), verdicts=(), stealth=False, difference=Ready(""),
        command="", archive=Ready(""), why=text, leads=url,
    )  # fmt: skip
    article = ArticleFields(
        headline=text, url=url, site=Ready(text), language="en" * bool(text), watch=1, tags=some, news=(edit, gone)
    )  # fmt: skip
    return MessageFields(
        subject=text, body=Ready(text), subscription=text, language="en", digest=bool(text), count=2,
        articles=(article,),
    )  # fmt: skip
