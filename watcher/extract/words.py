"""The word lists of words.toml as patterns."""

from __future__ import annotations

import re
import tomllib
from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator, Sequence
from functools import cache, cached_property, lru_cache, partial
from importlib import resources
from itertools import chain

from watcher.lazily import late

# Before phrases that are looked for anywhere in a text, for speed: in Latin, Greek and Cyrillic they begin with a word.
WORD_BEGINS = r"(?<![A-Za-z\u00c0-\u052f])"

_LISTS: dict[str, list[str]] = tomllib.loads((resources.files("watcher.extract") / "words.toml").read_text("utf-8"))

_FAR = "\u0530"  # the first letter behind Cyrillic
_LETTER_FIRST = re.compile(r"[^\W\d_](?![?*+{])")  # a letter that stands for itself
_ALPHANUMERIC = re.compile(r"[^\W_]")
# How an entry can begin: a group, a class of letters or one of them, with "?" behind it or not, or another sign.
_GROUP = re.compile(r"\(\?:")
_SINGLE = re.compile(r"(?:\[([^\W_]+)\]|([^\W_]))(?![*+{])(\?)?")
_SIGN = re.compile(r"(?:\\[^\w]|\\s|[^\w\\(\[.])\??(?![*+{])")
_LETTERS = re.compile(r"\[[^\W_]+\]")  # of which one stands there
_ALIKE = {"i": "ıİ", "s": "ſ", "k": "\u212a"}
_UNALIKE = str.maketrans({other: letter for letter, others in _ALIKE.items() for other in others})
_REPEATED = re.compile(r"\{\d*,?\d*\}")
_OPTIONAL = re.compile(r"[?*]")
_MOST_FIRST = 4096  # letters that texts begin with
_Finder = Callable[[str], re.Match[str] | None]
_TOKEN = re.compile(r"\\.|\[(?:\\.|[^\]\\])*\]|.", re.DOTALL)


def names(key: str) -> frozenset[str]:
    """The plain words of a list."""
    return frozenset(_LISTS[key])


def listed(key: str) -> tuple[str, ...]:
    """The entries of a list, in order."""
    return tuple(_LISTS[key])


@cache
def any_of(key: str) -> str:
    """A list as one group of alternatives, to be put into a larger pattern."""
    return f"(?:{gathered(_LISTS[key])})"


def gathered(entries: Iterable[str]) -> str:
    """The same alternatives, for speed gathered under the letters that they begin with: "a(?:bout|gain)|more"."""
    return "|".join(_gathered(entries))


def _gathered(entries: Iterable[str]) -> list[str]:
    found: list[str] = []
    alike: defaultdict[str, list[str]] = defaultdict(list)
    for entry in entries:
        if _LETTER_FIRST.match(entry):
            alike[entry[0].lower()].append(entry)
        else:
            found += (*chain.from_iterable(map(_together, alike.values())), entry)
            alike.clear()
    return [*found, *chain.from_iterable(map(_together, alike.values()))]


def _together(entries: Sequence[str]) -> Sequence[str]:
    """Entries that begin with one letter as one alternative; as they are where only some begin with its capital."""
    first = entries[0][0]
    if len(entries) == 1 or any(entry[0] != first for entry in entries):
        return entries
    rest = _gathered(entry[1:] for entry in entries)
    return [first + (rest[0] if len(rest) == 1 else f"(?:{'|'.join(rest)})")]


def pattern(before: str, key: str, after: str = "") -> re.Pattern[str]:
    """A list's alternatives between two pieces of pattern, whatever the case."""
    return late(lambda: before + any_of(key) + after, re.IGNORECASE)


def lowered(before: str, key: str, after: str = "") -> re.Pattern[str]:
    """The same for class names in lower case, where it is found three times as fast; in texts case is more than that:
    a Turkish "I" is no "i"."""
    return late(lambda: f"{before}(?:{gathered(_spread(_LISTS[key]))}){after}")


def _spread(entries: Iterable[str]) -> Iterator[str]:
    """The same alternatives, without the groups that they begin with: "(?:a|b)?c" as "ac", "bc" and "c"."""
    for entry in entries:
        alternatives, rest = _grouped(entry) if _GROUP.match(entry) else ([], "")
        if rest[:1] == "?" and rest[1:2] not in ("?", "+"):
            alternatives, rest = [*alternatives, ""], rest[1:]
        if alternatives and rest[:1] not in ("?", "*", "+", "{"):
            yield from _spread(each + rest for each in alternatives)
        else:
            yield entry


class Beginnings:
    """The entries of lists as what texts begin with behind `before`, which takes no letters, whatever the case. For
    speed only those are tried that can begin with a text's first letter, in their order, then those with any."""

    def __init__(self, before: str, *keys: str, after: str = "") -> None:
        self._before, self._keys, self._after = before, keys, after
        self._finders: dict[str, tuple[_Finder, ...]] = {}  # by a text's first letter

    @cached_property
    def _patterns(self) -> dict[str, re.Pattern[str]]:
        by_letter: defaultdict[str, list[str]] = defaultdict(list)
        for entry in _spread(chain.from_iterable(map(_LISTS.__getitem__, self._keys))):
            for letter in first_letters(entry):
                by_letter[letter].append(entry)
        return {letter: late(partial(self._begun, entries), re.IGNORECASE) for letter, entries in by_letter.items()}

    def _begun(self, entries: Iterable[str]) -> str:
        return f"{self._before}(?:{gathered(entries)}){self._after}"

    def match(self, text: str) -> re.Match[str] | None:
        """As a pattern's."""
        first = text[:1]
        if not first.isalnum():
            first = found[0] if (found := _ALPHANUMERIC.search(text)) else ""
        if (finders := self._finders.get(first)) is None:
            finders = self._finders_of(first)
        for finder in finders:
            if (match := finder(text)) is not None:
                return match
        return None

    def _finders_of(self, first: str) -> tuple[_Finder, ...]:
        own = filter(None, map(self._patterns.get, dict.fromkeys((_folded(first), ""))))
        finders = tuple(pattern.match for pattern in own)
        if len(self._finders) < _MOST_FIRST:
            self._finders[first] = finders
        return finders


class Stems:
    """Letters of which some are in every text that a slower pattern matches, whatever the case. A pattern that passes
    over the case of all but the first of them is found in a tenth of the time, and one that no case concerns, of those
    alone that ASCII has, in a third of that."""

    def __init__(self, stems: Iterable[str]) -> None:
        behind: defaultdict[str, list[str]] = defaultdict(list)
        stems = sorted(stems)
        for stem in stems:
            behind[stem[:1].lower()[:1]].append(re.escape(stem[1:]))
        alike = ((re.escape(letter), gathered(rest)) for first, rest in behind.items() for letter in _alike(first))
        self._any = late("|".join(f"{letter}(?i:{rest})" for letter, rest in alike))
        small = [re.escape(told) for stem in stems if (told := stem.translate(_UNALIKE).lower()).isascii()]
        self._in_ascii = late(gathered(small) if small else "(?!)")

    def are_in(self, text: str) -> bool:
        """Whether one of them is in a text."""
        if text.isascii():
            return self._in_ascii.search(text.lower()) is not None
        return self._any.search(text) is not None


class Anywhere:
    """The entries of a list as what texts hold behind `before`, whatever the case. For speed only those texts are
    searched that hold letters without which no entry is found; there those that begin in Latin, Greek or Cyrillic are
    tried at such letters alone, those of other scripts at others."""

    def __init__(self, before: str, key: str) -> None:
        self._pattern, self._key = late(lambda: before + _by_script(key), re.IGNORECASE), key

    def search(self, text: str) -> re.Match[str] | None:
        """As a pattern's."""
        return self._pattern.search(text) if stems(self._key).are_in(text) else None


def _by_script(key: str) -> str:
    kinds: defaultdict[str, list[str]] = defaultdict(list)
    for entry in _LISTS[key]:
        firsts = first_letters(entry)
        far = {letter >= _FAR for letter in firsts}
        kinds["any" if "" in firsts or len(far) > 1 else "far" if True in far else "near"].append(entry)
    near, far_off = (gathered(_spread(kinds[kind])) for kind in ("near", "far"))
    parts = [rf"(?=[\0-\u052f])(?:{near})", rf"(?=[^\0-\u052f])(?:{far_off})", *filter(None, [gathered(kinds["any"])])]
    return f"(?:{'|'.join(parts)})"


@cache
def stems(*keys: str) -> Stems:
    """Letters of which some are in every text that an entry of a list matches."""
    return Stems(needed_by(*keys))


def needed_by(*keys: str) -> tuple[str, ...]:
    """Letters of which some are in all that an entry of lists matches, as the lists spell them, in order."""
    entries = chain.from_iterable(map(_LISTS.__getitem__, keys))
    found = {stem.strip() for entry in entries for stem in needed(entry) or ("",)}
    return tuple(sorted(stem for stem in found if not any(other in stem for other in found - {stem})))


def needed(entry: str) -> tuple[str, ...]:
    """Letters of which some are in all that an entry matches: the most telling for which its pattern says so; () of
    none."""
    found: list[tuple[str, ...]] = []
    run, left = "", _REPEATED.sub("*", entry)
    while left:
        if left.startswith("(?"):
            is_group = bool(_GROUP.match(left))
            alternatives, left = _grouped(left)
            each = [needed(one) for one in alternatives]
            if is_group and all(each) and not _OPTIONAL.match(left):
                found.append(tuple(chain.from_iterable(each)))
            run = ""
            continue
        sign = next(_TOKEN.finditer(left))[0]
        left = left[len(sign) :]
        if sign in ("|", "("):  # of a group that is no (?:…), what can be left out is not told
            return ()
        if _LETTERS.fullmatch(sign) and not _OPTIONAL.match(left):
            found.append(tuple(sign[1:-1]))
        run = run + sign if len(sign) == 1 and sign not in ".^$?*+" and not _OPTIONAL.match(left) else ""
        if run:
            found.append((run,))
    return max(found, key=_telling, default=())


def _telling(letters: Sequence[str]) -> tuple[int, float]:
    """How few texts hold one of these: the longer they are, and the fewer; short words are in most texts."""
    shortest = min(len(one.strip().encode()) for one in letters)
    return min(shortest, 5), shortest / len(letters)


def _alike(letter: str) -> list[str]:
    """A letter as it can stand in a text for patterns that pass over case: to them "i" is also the Turkish one."""
    return sorted({letter, letter.upper()[:1], letter.lower(), *_ALIKE.get(letter, "")})


def first_letters(entry: str) -> frozenset[str]:
    """The letters and digits, case folded, that can be the first in what an entry matches; {""} where any can."""
    if _GROUP.match(entry):
        alternatives, rest = _grouped(entry)
        found = [first_letters(each) for each in alternatives if each]
        if rest[:1] in ("*", "+", "{") and rest:
            return frozenset(("",))
        if rest[:1] == "?" or "" in alternatives:
            found.append(first_letters(rest.removeprefix("?")))
        return _united(found)
    if single := _SINGLE.match(entry):
        own = frozenset(map(_folded, single[1] or single[2]))
        return _united((own, first_letters(entry[single.end() :]))) if single[3] else own
    if sign := _SIGN.match(entry):
        return first_letters(entry[sign.end() :])
    return frozenset(("",))


def _united(found: Iterable[frozenset[str]]) -> frozenset[str]:
    letters = frozenset().union(*found)
    return frozenset(("",)) if "" in letters else letters


def _grouped(entry: str) -> tuple[list[str], str]:
    """(the alternatives of the group that an entry begins with, what follows it)."""
    depth, alternatives = 0, [""]
    for token in _TOKEN.finditer(entry, len("(?:")):
        if token[0] == ")" and not depth:
            return alternatives, entry[token.end() :]
        depth += (token[0] == "(") - (token[0] == ")")
        if token[0] == "|" and not depth:
            alternatives.append("")
        else:
            alternatives[-1] += token[0]
    return alternatives, ""


@lru_cache(maxsize=4096)
def _folded(letter: str) -> str:
    """A letter as patterns that pass over case know it, or one that more letters share."""
    return letter.upper().lower()[:1]
