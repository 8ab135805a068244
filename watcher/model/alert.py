"""Who wants to hear of what, and the messages that tell them."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from enum import StrEnum
from fnmatch import fnmatchcase
from typing import NewType

AlertId = NewType("AlertId", int)
DriftId = NewType("DriftId", int)
OPERATOR_NAME = "operator"  # under which the operator is told, as a subscription is


@dataclass(frozen=True, slots=True, kw_only=True)
class Destination:
    """Where messages go. `reference` is the setting as written (an Apprise URL or where to read one) and may be
    secret: it is never stored or shown. `id` is made from it, `label` is fit to be shown."""

    id: str
    label: str
    reference: str = field(repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Subscription:
    """Who hears of what. What is told fulfils every condition that is set; an empty one takes everything.

    Of the watch: `tags`, `sites` (of the host and the domains above it) and `languages` (of the article; "zh" takes
    "zh-Hans" too). Of a change or event: `kinds` and `min_weight`, a Weight. Of a change alone, so that no event is
    told where they are set: `facts`, any of which it touches, `stealth`, and `match`, a regular expression over the
    text before and after. Tags, sites and kinds are globs; those that begin with "!" take away.

    `digest` is "hourly", a time of day ("08:00") or of a week ("monday 08:00") at which everything is sent at once,
    `quiet` the hours in which nothing is ("22:00-07:00"), "" for neither; both go by `timezone`, an IANA name. What a
    second look, `confirm` after the first, does not see any more is not told; 0 tells at once. Beyond `limit` messages
    an hour, 0 for any number, several are sent as one.

    Messages are in `language`, "en", "de" or "zh-Hans", and worded by the file `template`, "" for the usual wording;
    `picture` attaches a picture of the difference, `archive` asks a public archive to keep the page and links to it.
    """

    name: str
    to: tuple[Destination, ...]
    tags: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    min_weight: str = "minor"
    facts: tuple[str, ...] = ()
    stealth: bool = False
    match: str = ""
    digest: str = ""
    quiet: str = ""
    timezone: str = "UTC"
    confirm: timedelta = timedelta(0)
    limit: int = 60
    language: str = "en"
    template: str = ""
    picture: bool = False
    archive: bool = False


def selected(words: Iterable[str], globs: Sequence[str]) -> bool:
    """Whether one of the words matches a glob, or none of these says what to take, and none matches one with "!"."""
    if not globs:
        return True
    known = tuple(words)
    wanted = [glob for glob in globs if not glob.startswith("!")]
    unwanted = [glob[1:] for glob in globs if glob.startswith("!")]
    return (not wanted or _any_matches(known, wanted)) and not _any_matches(known, unwanted)


def _any_matches(words: Iterable[str], globs: Sequence[str]) -> bool:
    return any(fnmatchcase(word, glob) for word in words for glob in globs)


class AlertState(StrEnum):
    HELD = "held"
    PENDING = "pending"
    SENT = "sent"
    FAILED = "failed"
    DROPPED = "dropped"


class Hold(StrEnum):
    """What an alert waits for before it may be sent."""

    CONFIRM = "confirm"  # a second look
    ALTERNATES = "alternates"  # that an article keeps one text
    DRIFT = "drift"  # the operator, as a whole site changed alike


@dataclass(frozen=True, slots=True, kw_only=True)
class Alert:
    """One message to one destination about one finding. `changes` are the positions, in the revision's changes,
    of those it tells; () for an event. `returns` are those of them that go back to a text that stood there before.

    With a `hold` it waits, at least until `until` (None: no time is enough); it keeps its hold when it is released.
    """

    subscription: str
    destination: str
    label: str
    changes: tuple[int, ...] = ()
    returns: tuple[int, ...] = ()
    hold: Hold | None = None
    until: datetime | None = None


def addressed(operator: Iterable[Destination]) -> tuple[Alert, ...]:
    """What tells the operator of something, to each of these destinations."""
    return tuple(Alert(subscription=OPERATOR_NAME, destination=to.id, label=to.label) for to in operator)


@dataclass(frozen=True, slots=True, kw_only=True)
class Message:
    """A bundle in words, `language` among them: a one-line subject, and the body as text, as Markdown, as a page of
    HTML for mail, and as a fragment of few tags for chats, "" where the page has to do. `identity` is the bundle's, ""
    for a message that is sent but once; `picture` is a PNG, `data` the same in JSON, "" where nobody wants it."""

    subject: str
    text: str
    markdown: str
    html: str
    chat: str = ""
    language: str = "en"
    identity: str = ""
    picture: bytes | None = None
    data: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Takes:
    """What a destination takes besides words: a picture, the data as JSON."""

    picture: bool = False
    data: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """How sending ended. `permanent` says that trying again is of no use, `retry_after` for how long the service asks
    to be left alone, None where it does not ask."""

    sent: bool
    why: str = ""
    permanent: bool = False
    retry_after: timedelta | None = None
    at: datetime
