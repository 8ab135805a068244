"""Which edits a notice discloses, and which no notice tells of.

A notice names what it tells of: a part of the article or a fact, or it repeats the wrong or the right words of an edit
(meaning.py). Then it tells of those edits and of no others, though it came together with them: a note on a caption says
nothing of a death toll. Where it names nothing ("This article has been updated") it tells of the edits of text that it
came with. What it tells of may be older than itself: newsrooms often add the note a look or more later.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import datetime, timedelta
from functools import cache, cached_property, partial

from watcher.compare.lexicon import Lexicon, lexicon_for, lexicon_named
from watcher.compare.meaning import Note, is_label, noted
from watcher.compare.repeated import Edit, Reach, Said, joined
from watcher.compare.verdict import TELLING, is_major_text, is_text
from watcher.model import Article, Change, Disclosure, Disclosures, Outline, Revision, Weight

_OTHERS = frozenset(("image", "embed", "link", "authors", "published", "credit", "alt"))
_BLOCK = re.compile(r"blocks\[(\d+)\]")
_NOTICES = 12  # that are read of one revision
BACK = 60  # revisions that a notice may look back
_SOON = timedelta(days=1)


def disclosed(article: Article, changes: Sequence[Change]) -> Disclosures:
    """What the notices among `changes`, which led to `article`, tell of, and the major edits of text of which none
    tells."""
    return _step(changes, cache(partial(lexicon_for, article))).disclosures()


def disclosed_in(revisions: Iterable[Revision]) -> Mapping[int, Disclosures]:
    """The same for each revision of a history, by its number, notices included that came later than the edit: those
    that name it, and corrections that name nothing and came within a day. `revisions` are oldest first; where some are
    missing, what they changed is not told of."""
    return linked(map(step_of, revisions))


@dataclass(kw_only=True)
class Step:
    """What led to one revision, and what was found out so far. Its notices are read when they are asked for."""

    number: int
    seen_at: datetime | None
    edits: tuple[Edit, ...]
    telling: Sequence[Change]
    language: Callable[[], Lexicon]
    earlier: list[Disclosure] = field(default_factory=list)
    later: list[Disclosure] = field(default_factory=list)

    @property
    def own(self) -> Sequence[Disclosure]:
        """What its notices tell of its own edits."""
        return self._told[0]

    @property
    def silent(self) -> Sequence[Note]:
        """The notes that tell of none of its edits."""
        return self._told[1]

    @cached_property
    def _noted(self) -> Sequence[Note]:
        return _notes(self.telling, self.language)

    @cached_property
    def _told(self) -> tuple[Sequence[Disclosure], Sequence[Note]]:
        own, silent = [], []
        for note in self._noted:
            meant = note.meant(self.edits)
            if meant:
                own.append(Disclosure(notice=note.path, changes=_positions(meant)))
            else:
                silent.append(note)
        return own, silent

    @property
    def looks_back(self) -> bool:
        """Whether a notice came with it that may tell of edits of earlier revisions."""
        return any(not note.is_general or note.corrects for note in self.silent)

    def may_tell_of(self, earlier: Step) -> bool:
        """Whether a notice tells of edits of an earlier revision, where none did before and it means none since."""
        some = [note for note in self._noted if not note.is_loose or earlier.touches(note.loose)]
        meant = [note for note in some if _meant_later(note, self, earlier, earlier.edits)]
        return any(note in self.silent for note in meant)

    def touches(self, said: Said) -> bool:
        """Whether a notice could repeat anything of its edits."""
        return self._reach.touches(said)

    @cached_property
    def _reach(self) -> Reach:
        return joined([edit.reach for edit in self.edits])

    @property
    def open(self) -> tuple[Edit, ...]:
        """The edits of which no notice tells."""
        if not self.own and not self.later:
            return self.edits
        told = {position for one in (*self.own, *self.later) for position in one.changes}
        return tuple(edit for edit in self.edits if edit.position not in told)

    def disclosures(self) -> Disclosures:
        undisclosed = tuple(edit.position for edit in self.open if is_major_text(edit.change))
        return Disclosures(
            own=tuple(self.own), earlier=tuple(self.earlier), later=tuple(self.later), undisclosed=undisclosed
        )


def step_of(revision: Revision) -> Step:
    """What led to `revision`."""
    language = cache(partial(lexicon_for, revision.article))
    return _step(revision.changes, language, revision.number, revision.first_seen_at)


def step_outlined(outline: Outline) -> Step | None:
    """What led to the revision of an outline; None where only its text tells by which rules it is read."""
    lexicon = lexicon_named(outline.language or "")
    return _step(outline.changes, lambda: lexicon, outline.number, outline.first_seen_at) if lexicon else None


def linked(steps: Iterable[Step]) -> Mapping[int, Disclosures]:
    """What is told of each step, by its number, once each note has looked back for the edits that it means. `steps`
    are oldest first."""
    before: list[Step] = []
    for one in steps:
        for note in one.silent:
            _look_back(note, one, [earlier for earlier in before[-BACK:] if earlier.number >= one.number - BACK])
        before.append(one)
    return {one.number: one.disclosures() for one in before}


def _step(
    changes: Sequence[Change], language: Callable[[], Lexicon], number: int = 0, seen_at: datetime | None = None
) -> Step:
    telling = [change for change in changes if change.kind in TELLING and change.weight is not Weight.COSMETIC]
    edits = tuple(
        Edit(position=position, change=change, language=language)
        for position, change in enumerate(changes)
        if is_text(change) or (_what(change) in _OTHERS and not change.kind.endswith(".moved"))
    )
    return Step(number=number, seen_at=seen_at, edits=edits, telling=telling[:_NOTICES], language=language)


def _notes(telling: Sequence[Change], language: Callable[[], Lexicon]) -> list[Note]:
    """The notices that speak of edits, each with the label that stands alone above it."""
    if not telling:
        return []
    lexicon = language()
    notes: list[Note] = []
    above: Change | None = None
    for change in telling:
        lead = above.after or "" if above and _is_below(change, above) and is_label(above, lexicon) else ""
        note = noted(change, lead, lexicon)
        if lead and notes:
            notes.pop()
        if note.tells:
            notes.append(note)
        above = change
    return notes


def _is_below(change: Change, label: Change) -> bool:
    at, above = _BLOCK.match(change.path), _BLOCK.match(label.path)
    return at is not None and above is not None and int(at[1]) == int(above[1]) + 1


def _look_back(note: Note, step: Step, before: Sequence[Step]) -> None:
    """Finds the newest earlier revision with edits that the note means and of which no notice told so far."""
    for earlier in reversed(before):
        meant = _meant_later(note, step, earlier, earlier.open)
        if meant:
            positions = _positions(meant)
            earlier.later.append(Disclosure(notice=note.path, changes=positions, revision=step.number))
            step.earlier.append(Disclosure(notice=note.path, changes=positions, revision=earlier.number))
            return


def _meant_later(note: Note, step: Step, earlier: Step, edits: Sequence[Edit]) -> tuple[Edit, ...]:
    """Those of `edits`, of an earlier step, that a note means which came with a later one."""
    if not note.is_general:
        return note.meant(edits)
    if not note.corrects or not _is_soon(earlier, step):
        return ()
    return note.meant([edit for edit in edits if is_major_text(edit.change)])


def _is_soon(earlier: Step, later: Step) -> bool:
    return earlier.seen_at is not None and later.seen_at is not None and later.seen_at - earlier.seen_at <= _SOON


def _positions(edits: Sequence[Edit]) -> tuple[int, ...]:
    return tuple(edit.position for edit in edits)


def _what(change: Change) -> str:
    return change.kind.partition(".")[0]
