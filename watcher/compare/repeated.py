"""Which edits' words a notice repeats: the wrong number or the right one, a name, a quoted word, what it is about."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import defaultdict
from collections.abc import Callable, Iterator, Sequence, Set
from dataclasses import dataclass
from enum import IntEnum
from functools import cached_property

from watcher.compare.facts import stated
from watcher.compare.figures import in_figures
from watcher.compare.lexicon import CAPITAL, UNIT, Lexicon, Mark
from watcher.compare.notes import CLOCK
from watcher.compare.rules import CJK_DATE
from watcher.compare.tokens import Tokens, is_single, tokens
from watcher.model import Change

_STEM, _ENDING = 5, 3  # letters by which words are the same, and in which their endings may differ
_SHORTEST = 3  # letters of a word that means something
_FEW = 2  # words of which a notice needs as many to be about something
_WINDOW = 3  # characters of an unspaced script that are no accident
_A_WORD = 12  # characters of a negation and what took its place
_LONGEST = 5_000  # characters of a text that are looked at
_TIME = re.compile(rf"{CJK_DATE}|{CLOCK}", re.IGNORECASE)
_ENDED = re.compile(r"(?<=\w\w)['’]\w{1,5}\b")  # "Mayıs'ta", "harbour's"
_QUOTED = re.compile(r"[“„”«»‹›「」『』\"‘]\s?([^“„”«»‹›「」『』\"‘’]{1,200})\s?[“”«»‹›「」『』\"’]")


class Repeat(IntEnum):
    """How surely a notice repeats an edit's words."""

    NONE = 0
    PART = 1  # something, but not the number or the negation that was changed as well
    WORD = 2
    NAME = 3
    BOTH = 4  # the words before and those after
    NUMBER = 5


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What a stretch of `text` says: its numbers, how often it negates, other words, how these begin, and runs of
    characters of unspaced scripts, each with windows of characters around it. The numbers of dates are none of its
    numbers."""

    text: str
    numbers: frozenset[str]
    negations: int
    words: tuple[str, ...]
    stems: frozenset[str]
    runs: tuple[tuple[str, tuple[str, ...]], ...]


class Said:
    """What a notice says by itself, ready to be asked."""

    def __init__(self, text: str, lexicon: Lexicon) -> None:
        self.lexicon = lexicon
        self.timeless = _ENDED.sub("", _TIME.sub(" ", text))
        read = tokens(self.timeless)
        self.own = words_in(read, 0, len(read.words), lexicon)
        self.numbers = self.own.numbers | _amounts(read, lexicon)
        self.letters = "".join(self.timeless.split())
        self.quoted = " ".join(_QUOTED.findall(text))
        self._stems: defaultdict[str, list[str]] = defaultdict(list)
        for word in self.own.words:
            self._stems[_stem(word)].append(word)

    @property
    def stems(self) -> Set[str]:
        """How its words begin."""
        return self._stems.keys()

    @property
    def states(self) -> bool:
        """Whether it gives a number, or words in quotation marks."""
        return bool(self.own.numbers or self.quoted)

    @property
    def is_wordless(self) -> bool:
        """Whether nothing is said that could be about something."""
        return len(self.own.words) < _FEW and not self.own.runs

    @property
    def is_about_something(self) -> bool:
        """Whether it has words enough that an edit which it means would share one of them."""
        return len(self.own.words) >= _FEW and not self.own.runs

    def knows(self, word: str) -> bool:
        """Whether it has the word, in whatever form."""
        return any(_is_same(word, own) for own in self._stems.get(_stem(word), ()))


@dataclass(frozen=True, slots=True, kw_only=True)
class Reach:
    """What a notice can repeat of edits: how the words in their places begin, the numbers there, and whether there is
    more."""

    stems: frozenset[str]
    numbers: frozenset[str]
    is_close: bool

    def touches(self, said: Said) -> bool:
        """Whether the notice could repeat anything: where nothing is shared, there is no need to look closer."""
        return (
            self.is_close or not self.stems.isdisjoint(said.stems) or not self.numbers.isdisjoint(said.numbers)
        )  # fmt: skip


@dataclass(frozen=True, kw_only=True, eq=False)
class Edit:
    """A change, and what came and went in each of its places; `language` gives the rules to read it by, when asked."""

    position: int
    change: Change
    language: Callable[[], Lexicon]

    @cached_property
    def lexicon(self) -> Lexicon:
        return self.language()

    @cached_property
    def places(self) -> tuple[tuple[Words, Words], ...]:
        """What went and what came, place by place."""
        old, new = self._sides
        found = []
        for (a, b), (c, d) in _hunks(self.change):
            gone = words_in(old, *_pieces(old, a, b), self.lexicon)
            come = words_in(new, *_pieces(new, c, d), self.lexicon)
            found.append((gone, come))
        return tuple(found)

    @property
    def is_whole(self) -> bool:
        """Whether the text came or went as a whole."""
        return not self.change.before or not self.change.after

    def repeated_in(self, said: Said) -> Repeat:
        """How surely the notice means this edit. Where numbers were changed it has to repeat one; where something was
        negated, or is no longer, it has to repeat what stands in that place."""
        if not self.reach.touches(said):
            return Repeat.NONE
        best = max((_repeat(gone, come, said) for gone, come in self.places), default=Repeat.NONE)
        if any(gone.negations != come.negations and not _repeat(gone, come, said) for gone, come in self.places):
            return min(best, Repeat.PART)
        numeric = [(gone, come) for gone, come in self.places if gone.numbers != come.numbers]
        if (numeric or self._amounts) and not self.is_whole:
            changed = self._amounts.union(*(gone.numbers ^ come.numbers for gone, come in numeric))
            return Repeat.NUMBER if changed & said.numbers else min(best, Repeat.PART)
        return best

    @cached_property
    def reach(self) -> Reach:
        """What a notice can repeat of it."""
        sides = [side for place in self.places for side in place]
        return Reach(
            stems=frozenset[str]().union(*(side.stems for side in sides)),
            numbers=self._amounts.union(*(side.numbers for side in sides)),
            is_close=any(side.runs or side.negations for side in sides),
        )

    @cached_property
    def _amounts(self) -> frozenset[str]:
        """The numbers that came and went, in whatever spelling."""
        if "number" not in self.change.facts:
            return frozenset()
        old, new = (_amounts(read, self.lexicon) for read in self._sides)
        return old ^ new

    @cached_property
    def _words(self) -> dict[str, list[str]]:
        """Every word of the text before and after, by its stem."""
        found: defaultdict[str, list[str]] = defaultdict(list)
        for read in self._sides:
            for word in _content(read, 0, len(read.words), self.lexicon):
                found[_stem(word)].append(word)
        return found

    @cached_property
    def _trigrams(self) -> frozenset[str]:
        """Every three characters of an unspaced script in the text before and after."""
        runs = (run for read in self._sides if read.singles for run, _ in _runs(read, 0, len(read.words)))
        return frozenset(gram for run in runs for gram in _grams(run))

    @cached_property
    def _sides(self) -> tuple[Tokens, Tokens]:
        return tokens((self.change.before or "")[:_LONGEST]), tokens((self.change.after or "")[:_LONGEST])

    def is_meant_by(self, said: Said) -> bool:
        """Whether the notice shares a word, or three characters of an unspaced script, with the text."""
        shared = self._words.keys() & said.stems
        if any(said.knows(word) for stem in shared for word in self._words[stem]):
            return True
        return any(gram in said.letters for gram in self._trigrams)


def joined(reaches: Sequence[Reach]) -> Reach:
    """What can be repeated of all of them."""
    return Reach(
        stems=frozenset[str]().union(*(one.stems for one in reaches)),
        numbers=frozenset[str]().union(*(one.numbers for one in reaches)),
        is_close=any(one.is_close for one in reaches),
    )


def words_in(read: Tokens, start: int, end: int, lexicon: Lexicon) -> Words:
    """What the pieces from `start` to `end` say."""
    numbers: set[str] = set()
    marks: list[Mark] = []
    for k in range(start, end):
        own = stated(read.words, k, lexicon)
        marks += [mark for mark in own if mark[0] == "negation"]
        if not any(fact == "date" for fact, _ in own):
            numbers.update(value for fact, value in own if fact == "number" and value != "one" and value[:1] != UNIT)
    text = read.text[read.starts[start] : read.end(end - 1)] if start < end else ""
    if read.singles:
        found = [mark for _, _, mark in lexicon.phrases_in(text) if mark]
        marks += [mark for mark in found if mark[0] == "negation"]
        numbers.update(value for fact, value in found if fact == "number")
    words = tuple(_content(read, start, end, lexicon))
    return Words(
        text=text, numbers=frozenset(numbers), negations=len(marks), words=words, stems=frozenset(map(_stem, words)),
        runs=tuple(_runs(read, start, end)) if read.singles else (),
    )  # fmt: skip


def _amounts(read: Tokens, lexicon: Lexicon) -> frozenset[str]:
    figures = tokens(in_figures(read, lexicon))
    return words_in(figures, 0, len(figures.words), lexicon).numbers


def _content(read: Tokens, start: int, end: int, lexicon: Lexicon) -> Iterator[str]:
    """Words that mean something, as they are written."""
    for word in read.words[start:end]:
        if len(word) < _SHORTEST or not word[0].isalpha() or is_single(word):
            continue
        if word.casefold() not in lexicon.small and lexicon.states(word) in (None, CAPITAL):
            yield word


def _runs(read: Tokens, start: int, end: int) -> Iterator[tuple[str, tuple[str, ...]]]:
    """Runs of characters of unspaced scripts, each with the windows of three characters that reach into it."""
    at = start
    while at < end:
        begin = at
        while at < end and is_single(read.words[at]):
            at += 1
        if at > begin:
            first, last = max(0, begin - _WINDOW + 1), min(len(read.words), at + _WINDOW - 1)
            around = read.words[first:last]
            grams = (around[k : k + _WINDOW] for k in range(len(around) - _WINDOW + 1))
            yield "".join(read.words[begin:at]), tuple("".join(gram) for gram in grams if all(map(is_single, gram)))
        at += 1


def _grams(run: str) -> Iterator[str]:
    return (run[k : k + _WINDOW] for k in range(len(run) - _WINDOW + 1))


def _repeat(gone: Words, come: Words, said: Said) -> Repeat:
    """How surely the notice repeats what went or came in one place. A negation alone has to be quoted."""
    if gone.negations != come.negations and not gone.words + come.words and len(f"{gone.text}{come.text}") < _A_WORD:
        return Repeat.NAME if (gone.text or come.text).strip() in said.quoted.split() else Repeat.NONE
    sides = [_share(side, said) for side in (gone, come)]
    told = [side for side, share in zip((gone, come), sides, strict=True) if share * 2 >= 1]
    if len(told) == 2:
        return Repeat.BOTH
    sure = any(_is_named(word, said) for side in told for word in side.words)
    long = any(len(run) > 1 for side in told for run, _ in side.runs)
    return Repeat.NAME if sure or long else Repeat.WORD if told else Repeat.NONE


def _share(side: Words, said: Said) -> float:
    """How much of what came or went the notice repeats, 0.0 to 1.0."""
    if not side.runs and side.stems.isdisjoint(said.stems):
        return 0.0
    hits = [said.knows(word) for word in side.words]
    hits += [_has_run(run, windows, said) for run, windows in side.runs]
    return sum(hits) / len(hits) if hits else 0.0


def _has_run(run: str, windows: Sequence[str], said: Said) -> bool:
    if 1 < len(run) <= _WINDOW:
        return run in said.letters
    grams = list(_grams(run)) if len(run) > _WINDOW else list(windows)
    hits = sum(gram in said.letters for gram in grams)
    return hits > 0 and (len(run) == 1 or hits * 2 >= len(grams))


def _is_named(word: str, said: Said) -> bool:
    """Whether the notice has the word with its capital, or in quotation marks."""
    return (word[0].isupper() and word in said.own.words) or word in said.quoted


def _stem(word: str) -> str:
    return word[:_STEM].casefold()


def _is_same(a: str, b: str) -> bool:
    """Whether two words differ at most in their endings."""
    shorter, longer = sorted((a.casefold(), b.casefold()), key=len)
    kept = max(len(longer) - _ENDING, min(_STEM, len(longer)))
    return shorter[:kept] == longer[:kept] and len(shorter) >= kept


def _hunks(change: Change) -> Iterator[tuple[tuple[int, int], tuple[int, int]]]:
    """Where the text before and the text after differ, in characters."""
    at_old = at_new = 0
    start: tuple[int, int] | None = None
    for op, text in (*change.spans, ("=", "")):
        if op == "=":
            if start is not None:
                yield (start[0], at_old), (start[1], at_new)
            start = None
        elif start is None:
            start = (at_old, at_new)
        at_old += len(text) * (op != "+")
        at_new += len(text) * (op != "-")


def _pieces(read: Tokens, start: int, end: int) -> tuple[int, int]:
    """The pieces that begin between two characters."""
    return bisect_left(read.starts, start), bisect_left(read.starts, end)
