"""The two articles that `diff` is asked to hold against each other: revisions, or files."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from pathlib import Path

from watcher.cli.asked import Asked
from watcher.cli.opening import numbered, opened, revision_of, settings_of
from watcher.cli.terminal import instant
from watcher.compare import bumped, compare, disclosed, stealth
from watcher.compare.characters import by_characters
from watcher.errors import UsageError
from watcher.model import Article, Change, Disclosures, Revision, Watch
from watcher.notify.markup import Line
from watcher.notify.message import named, phrase
from watcher.notify.telling import verdicts
from watcher.review import difference
from watcher.store import Store
from watcher.urls import is_web

_RANGE = re.compile(r"(?:\d{1,18})?\.\.(?:\d{1,18})?", re.ASCII)
_KINDS = 8  # that are named above the differences
_REF = re.compile(r"\d{1,18}(?:@\d{1,18})?", re.ASCII)


@dataclass(frozen=True, slots=True, kw_only=True)
class Side:
    """One of the two. `name` is the file, or the revision as REF@N; `seen_at` is when the revision was first seen."""

    name: str
    article: Article
    seen_at: datetime | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Comparison:
    """Both, the older one first, what a reader would see changed, and what is to be said of it all."""

    old: Side
    new: Side
    changes: tuple[Change, ...]
    stealth: bool
    bumped: bool
    disclosures: Disclosures
    reverts_to: int | None = None

    def finer(self) -> Comparison:
        """The same, with the characters marked that differ instead of whole words."""
        return replace(self, changes=tuple(replace(one, spans=by_characters(one.spans)) for one in self.changes))

    def heading(self) -> Iterator[Line]:
        """What is held against what, above the differences."""
        yield Line(pieces=(("text", self.new.article.title or "(no headline)"),), strong=True, quoted=True)
        yield Line(pieces=(("text", _named(self.old)), ("said", " → "), ("text", _named(self.new))))
        if len(self.changes) > 1:
            yield Line(pieces=(("said", f"{len(self.changes)} changes: {_summed(self.changes)}"),))
        dated = self.new.article.modified_at is not None
        for said in verdicts(
            self.changes, self.disclosures, stealth=self.stealth, bumped=self.bumped, dated=dated, back=self.reverts_to
        ):  # fmt: skip
            yield Line(pieces=(("said", said),))


def _summed(changes: Sequence[Change]) -> str:
    """The kinds, such as "headline edited, 4 paragraphs edited, and 3 more"."""
    kinds = list(Counter(map(named, changes)).items())
    told = [phrase(kind, count) for kind, count in kinds[:_KINDS]]
    rest = sum(count for _, count in kinds[_KINDS:])
    return ", ".join([*told, f"and {rest} more"] if rest else told)


def comparison(asked: Asked, first: str, second: str | None, url: str | None) -> Comparison:
    """What `diff FIRST SECOND` means. Raises UsageError, NotFound, BadDocument or BadArticle."""
    if second is None and not _REF.fullmatch(first) and Path(first).is_file():
        raise UsageError(f"{first}: name another file, or a REF, to compare it with")
    if second is None or _RANGE.fullmatch(second):
        with opened(asked, readonly=True) as store:
            return _of_revisions(store, first, second)
    if ".." in second and not is_web(second) and not Path(second).exists():
        raise UsageError(f"{second}: A..B wants the numbers of two revisions, such as 1..2")
    old, new = (_side(asked, place, url) for place in (first, second))
    changes = compare(old.article, new.article)
    return Comparison(
        old=old,
        new=new,
        changes=changes,
        stealth=stealth(old.article, new.article, changes),
        bumped=bumped(changes),
        disclosures=disclosed(new.article, changes),
    )


def _of_revisions(store: Store, ref: str, span: str | None) -> Comparison:
    """REF is what its last revision changed, REF@N what N changed, REF A..B what lies between; A is 1 and B the last
    revision where they are left out."""
    watch, number = numbered(store, ref)
    begin, dots, end = (span or "").partition("..")
    since = int(begin or 1) if dots else None
    found = difference(store.history, watch.id, since, int(end) if end else number)
    return Comparison(
        old=_revised(watch, found.old),
        new=_revised(watch, found.new),
        changes=found.changes,
        stealth=found.stealth,
        bumped=found.bumped,
        disclosures=found.disclosures,
        reverts_to=found.new.reverts_to if found.new.number == found.old.number + 1 else None,
    )


def _revised(watch: Watch, revision: Revision) -> Side:
    return Side(name=f"{watch.id}@{revision.number}", article=revision.article, seen_at=revision.first_seen_at)


def _side(asked: Asked, place: str, url: str | None) -> Side:
    if place == "-" or Path(place).exists():
        # Imported here because it takes 300 ms, and revisions are read already.
        from watcher.cli.pages import article_in, saved_bytes  # noqa: PLC0415
        from watcher.extract.rule_files import load  # noqa: PLC0415

        rules = load(settings_of(asked).sites)
        return Side(name=place, article=article_in(saved_bytes(place), place, url, rules))
    if not _REF.fullmatch(place) and not is_web(place):
        raise UsageError(f"{place}: there is no such file, and it is no REF either")
    with opened(asked, readonly=True) as store:
        return _revised(*revision_of(store, place))


def _named(side: Side) -> str:
    return f"{side.name} ({instant(side.seen_at)})" if side.seen_at else side.name
