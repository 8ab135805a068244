"""One notice, and which edits it means: by the parts and facts that it names, by the words that it repeats."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property

from watcher.compare.lexicon import Lexicon
from watcher.compare.notes import LANGUAGES, Named, named_in
from watcher.compare.repeated import Edit, Repeat, Said
from watcher.compare.verdict import is_text
from watcher.model import Change

_PARTS: Mapping[str, tuple[str, ...]] = {
    "title": ("title",), "standfirst": ("standfirst", "kicker"), "caption": ("caption", "alt"), "credit": ("credit",),
    "picture": ("image", "caption", "credit", "alt"), "author": ("authors",), "published": ("published",),
    "table": ("table", "embed", "image", "list"), "link": ("link",), "passage": ("paragraph", "list", "quote"),
}  # fmt: skip
_FACTS = frozenset(("name", "number", "date", "quote"))
_ACTS = ("addition", "removal")
_MUCH = 3  # times as much as went has to come where something was added
_TELLING = frozenset(("correction", "update", "label", *_ACTS))
_SENTENCE = re.compile(r"(?:[^.!?。！？؟\n]|\.(?=\d))+[.!?。！？؟\s]*|[.!?。！？؟\s]+")
_LONGEST = 2_000  # characters of a notice that are read
_LONGEST_LABEL = 60
_SENTENCES = 16


@dataclass(frozen=True, kw_only=True)
class Note:
    """What a notice newly says. `sentences` are what its sentences name; `said` are all their words but those by which
    they name it, `loose` those of the sentences that name no part of the article."""

    path: str
    sentences: tuple[Named, ...]
    said: Said
    loose: Said

    @property
    def tells(self) -> bool:
        """Whether it speaks of an edit at all: an editor's note on the author does not."""
        return self._names(_TELLING)

    @property
    def corrects(self) -> bool:
        return self._names(("correction",))

    @cached_property
    def is_general(self) -> bool:
        """Whether it only says that something was edited. "Update:" and a report after it does not say that."""
        if self._is_narrow or self.loose.states:
            return False
        return self._names(("correction", "update")) or self.loose.is_wordless

    @cached_property
    def is_loose(self) -> bool:
        """Whether it names nothing, so that it means what it repeats and no more."""
        return not self._is_narrow and not self.is_general

    @cached_property
    def _is_narrow(self) -> bool:
        """Whether it names a part, a fact, or that something came or went."""
        return self._names({*_PARTS, *_FACTS, *_ACTS})

    def meant(self, edits: Sequence[Edit]) -> tuple[Edit, ...]:
        """Those of `edits` that it names or repeats; where it does neither, the edits of text that it is about; all
        edits of text where it is about nothing, or only brings the article up to date."""
        if self.is_loose and not any(edit.reach.touches(self.loose) for edit in edits):
            return ()
        repeats = [(edit, edit.repeated_in(self.loose)) for edit in edits]
        others = [edit for edit, repeat in repeats if repeat is not Repeat.PART]
        repeated = _surest(repeats)
        found = [edit for sentence in self.sentences for edit in self._in_parts(sentence, edits)]
        found += [*repeated, *(e for sentence in self.sentences for e in self._stating(sentence, others, repeated))]
        if not found and self.is_general and len(others) == len(edits):
            texts = [edit for edit in edits if is_text(edit.change)]
            found = [edit for edit in texts if edit.is_meant_by(self.loose)]
            if not found and not (self.corrects and self.loose.is_about_something):
                found = texts
        positions = {edit.position for edit in found}
        return tuple(edit for edit in edits if edit.position in positions)

    def _names(self, things: Iterable[str]) -> bool:
        return any(not sentence.things.isdisjoint(things) for sentence in self.sentences)

    def _in_parts(self, sentence: Named, edits: Sequence[Edit]) -> Sequence[Edit]:
        """The edits of the parts that a sentence names; of these those that it repeats, whose fact it names, or that it
        is about."""
        parts = sentence.things & _PARTS.keys()
        if not parts:
            return ()
        kinds = {kind for part in parts for kind in _PARTS[part]}
        inside = [edit for edit in edits if _what(edit.change) in kinds and _does(edit.change, sentence)]
        stating = [edit for edit in inside if _states(edit.change, sentence.things)]
        repeated = _surest([(edit, edit.repeated_in(self.said)) for edit in inside])
        if "passage" in sentence.things and sentence.things & _FACTS:
            return repeated or stating
        return repeated or stating or [e for e in inside if e.is_meant_by(self.said)] or inside

    def _stating(self, sentence: Named, edits: Sequence[Edit], repeated: Sequence[Edit]) -> Sequence[Edit]:
        """The edits of the facts that a sentence names without a part, as far as it is about them, beside those that
        are `repeated`; none where it gives a number or a quotation of which no edit knows."""
        if sentence.things & _PARTS.keys() or (self.loose.states and not repeated):
            return ()
        facts = sentence.things & _FACTS
        known = {fact for edit in repeated for fact in edit.change.facts}
        if facts:
            found = _factual(edits, facts - known)
            if not found and not repeated:
                # A name of one other letter, in a script without capitals, is not known for one.
                found = [edit for edit in edits if not edit.change.facts and edit.is_meant_by(self.loose)]
        else:
            found = [e for e in edits if not repeated and sentence.things & set(_ACTS) and _does(e.change, sentence)]
        return [edit for edit in found if edit.is_meant_by(self.loose)] or found


def noted(change: Change, lead: str, lexicon: Lexicon) -> Note:
    """What the notice that came or was edited by `change` newly says. `lead` is a label above it, "" for none."""
    new = [sentence for sentence, is_new in _sentences(change) if is_new]
    named = [named_in(sentence, lexicon) for sentence in new]
    if not any(sentence.things & _TELLING for sentence in named):
        label = named_in(f"{lead} {change.after or ''}"[:_LONGEST], lexicon).things & _TELLING
        if named and label:
            named.append(Named(things=label, rest=""))
        elif lexicon.language not in LANGUAGES and not label:
            named.append(Named(things=frozenset(("update",)), rest=""))  # nobody can say that it does not tell of it
    said = Said(" ".join(one.rest for one in named), lexicon)
    free = [one.rest for one in named if not one.things & _PARTS.keys()]
    loose = said if len(free) == len(named) else Said(" ".join(free), lexicon)
    return Note(path=change.path, sentences=tuple(named), said=said, loose=loose)


def is_label(change: Change, lexicon: Lexicon) -> bool:
    """Whether a notice is only what stands above one: "Correction", "更正"."""
    text = change.after or ""
    if len(text) > _LONGEST_LABEL:
        return False
    named = named_in(text, lexicon)
    return named.things <= {*_TELLING, "idle"} and Said(named.rest, lexicon).is_wordless


def _sentences(change: Change) -> Iterator[tuple[str, bool]]:
    """The sentences of a notice, and whether anything in each is new. What is behind the sixteenth counts to it."""
    text = (change.after or "")[:_LONGEST]
    new = list(_added(change))
    found = [match.span() for match in _SENTENCE.finditer(text)]
    if len(found) > _SENTENCES:
        found[_SENTENCES - 1 :] = [(found[_SENTENCES - 1][0], len(text))]
    for begin, end in found:
        written = begin + len(text[begin:end].rstrip())
        yield text[begin:written], any(a < written and begin < b for a, b in new)


def _added(change: Change) -> Iterator[tuple[int, int]]:
    at = 0
    for op, text in change.spans:
        if op == "+":
            yield at, at + len(text)
        at += len(text) * (op != "-")


def _surest(repeats: Sequence[tuple[Edit, Repeat]]) -> list[Edit]:
    """The edits whose words are repeated most surely: a word counts only where nothing surer is repeated, a name only
    where of no edit both the wrong and the right words are. A number always counts."""
    if not any(repeat for _, repeat in repeats):
        return []
    best = max((repeat for _, repeat in repeats if repeat is not Repeat.NUMBER), default=Repeat.NONE)
    numbers = any(repeat is Repeat.NUMBER for _, repeat in repeats)
    least = max(min(best, Repeat.BOTH), Repeat.NAME if numbers else Repeat.WORD)
    return [edit for edit, repeat in repeats if repeat >= least]


def _factual(edits: Sequence[Edit], facts: Iterable[str]) -> list[Edit]:
    """The edits that changed one of the facts; the number in a date only where no other number was changed."""
    found = [edit for edit in edits if _states(edit.change, facts)]
    if "date" in facts:
        return found
    return [edit for edit in found if "date" not in edit.change.facts or "name" in edit.change.facts] or found


def _what(change: Change) -> str:
    return change.kind.partition(".")[0]


def _states(change: Change, things: Iterable[str]) -> bool:
    """Whether the edit changed one of the facts."""
    facts = _FACTS.intersection(things)
    return not facts.isdisjoint(change.facts) or ("quote" in facts and _what(change) == "quote")


def _does(change: Change, sentence: Named) -> bool:
    """Whether something came where the sentence says so, or went: much more than took its place, or left it."""
    spans = change.spans or (("-", change.before or ""), ("+", change.after or ""))
    came, went = (sum(len(text.strip()) for op, text in spans if op == sign) for sign in "+-")
    acts = sentence.things & set(_ACTS)
    return not acts or ("addition" in acts and came > _MUCH * went) or ("removal" in acts and went > _MUCH * came)
