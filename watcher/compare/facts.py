"""Which facts an edit of a text changed: numbers, dates, names, quotations, negation."""

from __future__ import annotations

import re
import unicodedata
from bisect import bisect_left, bisect_right
from collections import Counter, defaultdict
from collections.abc import Iterator, Sequence
from functools import partial
from itertools import pairwise
from operator import itemgetter

from watcher.compare.lexicon import CAPITAL, FOLLOWING, UNIT, Lexicon, Mark
from watcher.compare.names import is_name, is_renamed, is_title_renamed, name_of
from watcher.compare.quotations import quotations
from watcher.compare.rules import CJK_DIGITS, Fact
from watcher.compare.tokens import Tokens
from watcher.compare.words import Wording

FACTS: tuple[Fact, ...] = ("number", "date", "name", "quote", "negation")
# How many pieces around a number are read along with it.
_BESIDE = 2
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}([./])\d{1,2}\1(?:\d{4}|\d\d)|(?:1[5-9]|20)\d\d")
# A number with its unit, which is part of no date; ordinals and times are.
_MEASURED = re.compile(r".*\d(?:[%٪°]\w?|(?!(?:st|nd|rd|th|er|e|h|am|pm)$)[^\W\d_]{1,4})", re.IGNORECASE)
_SHORTEST_STEM = 3
_LETTERS_BEHIND = 2  # at least behind an infix of one letter
_MOST_WORDS = 6  # of a place that are looked at for contraries

Placed = tuple[int, Fact, str]


def facts_of(wording: Wording, lexicon: Lexicon) -> tuple[Fact, ...]:
    """The facts that were changed, in the order of FACTS. A fact that comes or goes is changed, too."""
    a, b, c, d = zip(*wording.hunks, strict=True) if wording.hunks else ((), (), (), ())
    gone, come = _marks(wording.before, a, b, lexicon), _marks(wording.after, c, d, lexicon)
    found: dict[Fact, bool] = {
        "number": _differs("number", gone, come) or _is_recounted(wording),
        "date": _differs("date", gone, come),
        "name": is_renamed(wording, _values("name", gone), _values("name", come), lexicon)
        or is_title_renamed(wording, lexicon),
        "quote": quotations(wording.before.text) != quotations(wording.after.text),
        "negation": _is_negated(gone, come) or _is_contrary(wording, lexicon),
    }
    return tuple(fact for fact in FACTS if found[fact])


def _differs(fact: Fact, gone: Sequence[Placed], come: Sequence[Placed]) -> bool:
    """Whether one after the other they are not the same. The word "one" counts only against another number."""
    if not gone and not come:
        return False
    old, new = _without_tails(_values(fact, gone)), _without_tails(_values(fact, come))
    if not old or not new:
        return any(value != "one" for value in old + new)
    return " ".join(old).replace(f" {UNIT}", "") != " ".join(new).replace(f" {UNIT}", "")


def _without_tails(values: list[str]) -> list[str]:
    """The values but those that only end the one before: the "万" of "1万"."""
    if len(values) < 2:
        return values
    return [
        *values[:1],
        *(value for last, value in pairwise(values) if len(last) == len(value) or not last.endswith(value)),
    ]


def _values(fact: Fact, marks: Sequence[Placed]) -> list[str]:
    return [value for _, name, value in marks if name == fact] if marks else []


def _is_negated(gone: Sequence[Placed], come: Sequence[Placed]) -> bool:
    """Whether in any one place there are more negations, or fewer: one that moves turns round another word."""
    old, new = ([at for at, name, _ in marks if name == "negation"] for marks in (gone, come))
    return old != new and Counter(old) != Counter(new)


def _marks(tokens: Tokens, starts: Sequence[int], ends: Sequence[int], lexicon: Lexicon) -> list[Placed]:
    """What the pieces of each place state, and the phrases that reach into them or touch them; with the number of
    the place. `starts` and `ends` are pieces."""
    found = [] if tokens.is_run else _stated(tokens, starts, ends, lexicon)
    return sorted([*found, *_phrases(tokens, starts, ends, lexicon)], key=itemgetter(0)) if tokens.singles else found


def _stated(tokens: Tokens, starts: Sequence[int], ends: Sequence[int], lexicon: Lexicon) -> list[Placed]:
    """What the pieces of each place state."""
    words, states = tokens.words, lexicon.states
    # In a script without capitals a word that states nothing by itself is a name behind a title.
    titled = not tokens.text.isascii() and not lexicon.titles.isdisjoint(words)
    found: list[Placed] = []
    for at, (start, end) in enumerate(zip(starts, ends, strict=True)):
        for k in range(start, end):
            if titled or states(words[k]):
                found += [(at, *mark) for mark in stated(words, k, lexicon)]
    return found


def _phrases(tokens: Tokens, starts: Sequence[int], ends: Sequence[int], lexicon: Lexicon) -> Iterator[Placed]:
    """What phrases that touch each place state, with its number."""
    if not starts:
        return
    begins, stops = (starts, ends) if tokens.is_run else zip(*map(partial(_extent, tokens), starts, ends), strict=True)
    touching: defaultdict[int, list[Mark | None]] = defaultdict(list)
    ending: set[int] = set()  # places behind the beginning of a phrase that means nothing: the 别 of 差别
    for first, last, mark in lexicon.phrases_in(tokens.text):
        for at in range(bisect_left(stops, first), bisect_right(begins, last)):
            touching[at].append(mark)
            if mark is None and first < begins[at] and stops[at] <= last:
                ending.add(at)
    for at, marks in touching.items():
        own = lexicon.phrases.get(tokens.text[begins[at] : stops[at]])
        if own and own[0] == "negation" and starts[at] < ends[at] and at not in ending:
            # It came or went before what was there: "同意" → "不同意", whatever "不同" means.
            yield at, *own
        else:
            yield from ((at, *mark) for mark in marks if mark)


def _extent(tokens: Tokens, start: int, end: int) -> tuple[int, int]:
    """Where the pieces from `start` to `end` begin and end in the text; the white space between two where there are
    none."""
    if start == end:
        return tokens.end(start - 1), tokens.starts[start]
    return tokens.starts[start], tokens.end(end - 1)


def stated(words: Sequence[str], k: int, lexicon: Lexicon) -> Sequence[Mark]:
    """What one piece states by itself or with its neighbours; a number in a date states both."""
    state = lexicon.states(words[k])
    if state is None or state is CAPITAL:
        return (("name", name_of(words[k])),) if is_name(words, k, lexicon) else ()
    if state[1].startswith(UNIT):
        return (state,) if _is_beside_number(words, k, lexicon) else ()
    if state[0] == "number" and not words[k].isalpha():
        figures = words[k] if words[k].isascii() else unicodedata.normalize("NFKC", words[k])
        dated = _DATE.fullmatch(figures) or (not _MEASURED.fullmatch(figures) and _is_beside_date(words, k, lexicon))
        return (state, ("date", figures)) if dated else (state,)
    return (state,)


def _is_beside_date(words: Sequence[str], k: int, lexicon: Lexicon) -> bool:
    beside = map(lexicon.states, words[max(0, k - _BESIDE) : k + _BESIDE + 1])
    return any(state is not None and state[0] == "date" for state in beside)


def _is_beside_number(words: Sequence[str], k: int, lexicon: Lexicon) -> bool:
    """Whether a number stands before a unit, with at most one word between ("5 per cent"), or right behind a sign, or
    before one that can follow it."""
    if words[k].isalpha():
        beside = words[max(0, k - _BESIDE) : k]
    else:
        beside = (*words[k + 1 : k + 2], *(words[max(0, k - 1) : k] if words[k] in FOLLOWING else ()))
    states = map(lexicon.states, beside)
    return any(state is not None and state[0] == "number" and not state[1].startswith(UNIT) for state in states)


def _is_recounted(wording: Wording) -> bool:
    """Whether a number in Chinese characters became another one ("三" → "五")."""
    if not wording.after.singles:
        return False
    old, new = wording.before.words, wording.after.words
    counting = (hunk for hunk in wording.hunks if hunk[0] < hunk[1] and old[hunk[0]] in CJK_DIGITS)
    return any(c < d and all(word in CJK_DIGITS for word in (*old[a:b], *new[c:d])) for a, b, c, d in counting)


def _is_contrary(wording: Wording, lexicon: Lexicon) -> bool:
    """Whether a word became its contrary: "likely", "unlikely"."""
    if not lexicon.prefixes and not lexicon.infixes:
        return False
    old, new = wording.before.words, wording.after.words
    for a, b, c, d in wording.hunks:
        if b - a == d - c <= _MOST_WORDS:
            for k in range(b - a):
                first, second = old[a + k], new[c + k]
                if first[-1] == second[-1] and _are_contrary(first, second, lexicon):
                    return True
    return False


def _are_contrary(first: str, second: str, lexicon: Lexicon) -> bool:
    short, long = (first, second) if len(first) < len(second) else (second, first)
    return (bool(lexicon.infixes) or long.endswith(short[1:])) and _makes_contrary(short, long, lexicon)


def _makes_contrary(short: str, long: str, lexicon: Lexicon) -> bool:
    prefix = long[: len(long) - len(short)].casefold()
    if prefix in lexicon.prefixes and long.casefold().endswith(short.casefold()):
        return len(short) >= _SHORTEST_STEM or not prefix.isalpha()
    return any(_has_infix(short.casefold(), long.casefold(), infix) for infix in lexicon.infixes)


def _has_infix(short: str, long: str, infix: str) -> bool:
    """Whether the long word is the short one with the infix in it, behind two letters and before the last."""
    size = len(infix)
    if len(long) - len(short) != size:
        return False
    same = next((at for at, (a, b) in enumerate(zip(short, long, strict=False)) if a != b), len(short))
    places = (at for at in range(max(2, same - size), same + 1) if long.startswith(infix, at))
    return any(short[at:] == long[at + size :] and len(short) - at > _LETTERS_BEHIND // size for at in places)
