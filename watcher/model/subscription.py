"""Who wants to hear of what, and where."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from datetime import timedelta
from fnmatch import fnmatchcase

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
