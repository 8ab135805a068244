"""Which facts an edit of a text changed: numbers, dates, names, quotations, negation."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence
from operator import itemgetter

from watcher.compare.lexicon import CAPITAL, Lexicon, Mark, State
from watcher.compare.quotations import quotations
from watcher.compare.rules import Fact
from watcher.compare.tokens import Tokens, is_single
from watcher.compare.words import Hunk, Wording

FACTS: tuple[Fact, ...] = ("number", "date", "name", "quote", "negation")
# How many pieces around a change are read along with it.
_CONTEXT = 4
_BESIDE = 2
_SENTENCE_END = re.compile(r"[.!?:;…。！？\"“”„«»‘(\[•–—]")
_CAPITALISED_NOUNS = ("de", "lb")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}([./])\d{1,2}\1(?:\d{4}|\d\d)|(?:1[5-9]|20)\d\d")
_POSSESSIVE = re.compile("['’]s?$")
_SHORTEST_STEM = 3
_LONGEST_NAME = 6

Place = tuple[int, int]
Placed = tuple[int, Fact, str]


def facts_of(wording: Wording, lexicon: Lexicon) -> tuple[Fact, ...]:
    """The facts that were changed, in the order of FACTS. A fact that comes or goes is changed, too."""
    gone = _marks(wording.before, [(a, b) for a, b, _, _ in wording.hunks], lexicon)
    come = _marks(wording.after, [(c, d) for _, _, c, d in wording.hunks], lexicon)
    found: dict[Fact, bool] = {
        "number": _differs("number", gone, come),
        "date": _differs("date", gone, come),
        "name": _is_renamed(wording, gone, come) or _is_title_renamed(wording, lexicon),
        "quote": quotations(wording.before.text) != quotations(wording.after.text),
        "negation": _is_negated(gone, come) or _is_contrary(wording, lexicon),
    }
    return tuple(fact for fact in FACTS if found[fact])


def _differs(fact: Fact, gone: Sequence[Placed], come: Sequence[Placed]) -> bool:
    """Whether one after the other they are not the same. The word "one" counts only against another number."""
    old, new = _values(fact, gone), _values(fact, come)
    return old != new if old and new else any(value != "one" for value in old + new)


def _values(fact: Fact, marks: Sequence[Placed]) -> list[str]:
    return [value for _, name, value in marks if name == fact]


def _is_negated(gone: Sequence[Placed], come: Sequence[Placed]) -> bool:
    """Whether in any one place there are more negations, or fewer: one that moves turns round another word."""
    old, new = (Counter(at for at, name, _ in marks if name == "negation") for marks in (gone, come))
    return old != new


def _marks(tokens: Tokens, places: Sequence[Place], lexicon: Lexicon) -> list[Placed]:
    """What the pieces of each place state, and the phrases that reach into them or touch them; with the number of
    the place."""
    words, states = tokens.words, lexicon.states
    titled = not lexicon.titles.isdisjoint(words)
    found: list[Placed] = []
    for at, (start, end) in enumerate(places):
        for k in range(start, end):
            state = states(words[k])
            if state is not None or titled:
                found += [(at, *mark) for mark in _stated(words, k, state, lexicon)]
    return sorted([*found, *_phrases(tokens, places, lexicon)], key=itemgetter(0)) if tokens.singles else found


def _phrases(tokens: Tokens, places: Sequence[Place], lexicon: Lexicon) -> Iterator[Placed]:
    """What phrases that touch each place state, with its number."""
    known = list(lexicon.marks_in(tokens.text)) if places else []
    ends = [end for _, end, _ in known]
    for at, (start, end) in enumerate(places):
        begins, stops = sorted((tokens.starts[start], tokens.end(end - 1)))
        for k in range(bisect_left(ends, begins), len(known)):
            if known[k][0] > stops:
                break
            yield at, *known[k][2]


def stated(words: Sequence[str], k: int, lexicon: Lexicon) -> Sequence[Mark]:
    """What one piece states by itself or with its neighbours; a number in a date states both."""
    return _stated(words, k, lexicon.states(words[k]), lexicon)


def _stated(words: Sequence[str], k: int, state: State, lexicon: Lexicon) -> Sequence[Mark]:
    if state is None or state is CAPITAL:
        return (("name", _POSSESSIVE.sub("", words[k].casefold())),) if _is_name(words, k, lexicon) else ()
    if state[0] == "number" and not words[k].isalpha():
        dated = _DATE.fullmatch(words[k]) or _is_beside_date(words, k, lexicon)
        return (state, ("date", words[k])) if dated else (state,)
    return (state,)


def _is_beside_date(words: Sequence[str], k: int, lexicon: Lexicon) -> bool:
    beside = map(lexicon.states, words[max(0, k - _BESIDE) : k + _BESIDE + 1])
    return any(state is not None and state[0] == "date" for state in beside)


def _is_name(words: Sequence[str], k: int, lexicon: Lexicon) -> bool:
    """Whether a capital, or a title before it, says so. A first word of a sentence, and any German noun, needs a
    neighbour that has a capital as well."""
    word = words[k]
    if k and words[k - 1] in lexicon.titles:
        return word[0].isalpha() and not is_single(word)
    if not word[0].isupper():
        return False
    if lexicon.language in _CAPITALISED_NOUNS:
        return (
            _is_inner_capital(words, k) and any(_is_inner_capital(words, n) for n in (k - 1, k + 1))
        ) or _is_acronym(word)
    return _is_inner_capital(words, k) or _is_inner_capital(words, k + 1)


def _is_inner_capital(words: Sequence[str], k: int) -> bool:
    """Whether the piece is a word with a capital that does not begin a sentence."""
    return 0 < k < len(words) and words[k][0].isupper() and not _SENTENCE_END.match(words[k - 1])


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _is_renamed(wording: Wording, gone: Sequence[Placed], come: Sequence[Placed]) -> bool:
    """Whether names came or went, other than by a capital or a space."""
    lost, won = _values("name", gone), _values("name", come)
    if lost == won:
        return False
    old = "".join(
        _POSSESSIVE.sub("", wording.before.words[k].casefold()) for a, b, _, _ in wording.hunks for k in range(a, b)
    )
    new = "".join(
        _POSSESSIVE.sub("", wording.after.words[k].casefold()) for _, _, c, d in wording.hunks for k in range(c, d)
    )
    return any(value not in new for value in lost) or any(value not in old for value in won)


def _is_title_renamed(wording: Wording, lexicon: Lexicon) -> bool:
    """Whether characters were replaced before a title ("岸田首相")."""
    text, titles = wording.after.text, lexicon.single_titles
    if not wording.after.singles or not any(title in text for title in titles):
        return False
    return any(_is_renamed_at(wording, hunk, titles) for hunk in wording.hunks)


def _is_renamed_at(wording: Wording, hunk: Hunk, titles: tuple[str, ...]) -> bool:
    a, b, c, d = hunk
    old, new = wording.before.words[a:b], wording.after.words[c:d]
    if not all(1 < len(name) <= _LONGEST_NAME and is_single(name[0]) for name in (old, new)):
        return False
    return "".join(wording.after.words[d : d + _CONTEXT]).startswith(titles)


def _is_contrary(wording: Wording, lexicon: Lexicon) -> bool:
    """Whether a word became its contrary: "likely", "unlikely"."""
    if not lexicon.prefixes and not lexicon.infixes:
        return False
    old, new = wording.before.words, wording.after.words
    for a, b, c, d in wording.hunks:
        if b - a == d - c <= _LONGEST_NAME:
            for first, second in zip(old[a:b], new[c:d], strict=True):
                short, long = (first, second) if len(first) < len(second) else (second, first)
                if (lexicon.infixes or long.endswith(short[1:])) and _makes_contrary(short, long, lexicon):
                    return True
    return False


def _makes_contrary(short: str, long: str, lexicon: Lexicon) -> bool:
    prefix = long[: len(long) - len(short)].casefold()
    if prefix in lexicon.prefixes and long.casefold().endswith(short.casefold()):
        return len(short) >= _SHORTEST_STEM or not prefix.isalpha()
    return any(
        long[:at] + long[at + len(infix) :] == short
        for infix in lexicon.infixes
        if len(long) == len(short) + len(infix) and (at := long.find(infix, 2)) > 0
    )
