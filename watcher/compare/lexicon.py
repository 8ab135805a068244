"""The rules that apply to a text of one language, ready to be looked up."""

from __future__ import annotations

import re
import unicodedata
from collections import Counter
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from operator import itemgetter

from watcher.compare.numbers import counted, number_value
from watcher.compare.rules import ALIASES, CJK_DATE, CJK_NUMBER, RULES, VALUED, Fact, Role, Rule
from watcher.compare.tokens import is_single
from watcher.model import Article
from watcher.text import cjk_share

_LANGUAGE = re.compile(r"[a-z]{2,3}(?![a-z])")
_LATIN = re.compile(r"[a-zA-Z\u00c0-\u024f]")
_ENOUGH_TO_GUESS = 400
_MOSTLY = 0.3
_SCRIPTS = (
    ("ja", re.compile("[\u3041-\u30ff]")),
    ("ko", re.compile("[\u1100-\u11ff\uac00-\ud7a3]")),
    ("zh", re.compile("")),
)
# Languages that write 1,000 for a thousand, and those that write 1.000 for it.
_COMMA_GROUPS = frozenset(("en", "zh", "ja", "ko", "th", "he", "ar", "hi"))
_DOT_GROUPS = frozenset(
    "de es it pt nl tr id da vi ro el fr pl cs sk sv no fi ru uk be bg hu hr sr bs sl lt lv et ca gl".split()
)

_STEM = 2  # letters before an ending
_NOT = re.compile("n['’]t$")
_MOST_REMEMBERED = 50_000
_LONGEST_REMEMBERED = 50

Mark = tuple[Fact, str]
# Begins the value of what belongs to the number before it.
UNIT = "·"
# Signs that belong to the number behind them, and those that can follow one.
FOLLOWING = frozenset("+$€£¥")
SIGNS = FOLLOWING | frozenset("<>≤≥≈~±×")
# What stands between the parts of a foreign name.
NAME_DOTS = ("·", "・")
# What a word states wherever it stands; CAPITAL where its neighbours say whether it is a name.
State = Mark | None
CAPITAL: Mark = ("name", "")


@dataclass(frozen=True, slots=True, kw_only=True)
class Lexicon:
    """What words mean: `states` says it of those of spaced scripts, `phrases` of those that are found anywhere in a
    text; a phrase that means nothing is there to hide a shorter one. Titles, sayings and dots in names begin
    with one of `behind_names`. `group` parts thousands, "" where that is not known; `months` are twelve, or none."""

    language: str
    group: str
    months: tuple[str, ...]
    between: frozenset[str]
    states: Callable[[str], State]
    phrases: dict[str, Mark | None]
    pattern: re.Pattern[str]
    titles: frozenset[str]
    single_titles: tuple[str, ...]
    small: frozenset[str]
    surnames: frozenset[str]
    sounds: frozenset[str]
    sayings: tuple[str, ...]
    behind_names: frozenset[str]
    prefixes: tuple[str, ...]
    infixes: tuple[str, ...]
    clitics: frozenset[str]

    def phrases_in(self, text: str) -> Iterator[tuple[int, int, Mark | None]]:
        """Where phrases stand in a text, ascending, and what they state."""
        return ((*found.span(), self._meaning(found)) for found in self.pattern.finditer(text))

    def _meaning(self, found: re.Match[str]) -> Mark | None:
        if found.lastgroup == "phrase":
            return self.phrases[found[0]]
        text = unicodedata.normalize("NFKC", found[0])
        return ("date" if found.lastgroup == "date" else "number"), counted(text)


def lexicon_for(article: Article) -> Lexicon:
    """The rules for the article's language; for the one that its small words belong to where it does not say."""
    return lexicon_named(article.language or "") or lexicon_of(
        _guessed(f"{article.title} {article.standfirst or ''} {article.text()}")
    )


def lexicon_named(language: str) -> Lexicon | None:
    """The rules for the language of such a name ("en-GB"); None where there are none."""
    stated = _LANGUAGE.match(language.lower())
    name = ALIASES.get(stated[0], stated[0]) if stated else ""
    return lexicon_of(name) if name in _languages() else None


@lru_cache(maxsize=1)
def _languages() -> frozenset[str]:
    return frozenset(rule.language for rule in RULES)


def _guessed(text: str) -> str:
    """The language of the script, or else that with the most small words in a text; "" where there are none."""
    if cjk_share(text[: _ENOUGH_TO_GUESS * 10]) > _MOSTLY:
        return next(language for language, script in _SCRIPTS if script.search(text))
    counts = Counter(text[: _ENOUGH_TO_GUESS * 10].casefold().split()[:_ENOUGH_TO_GUESS])
    best, most = "", 0
    for rule in RULES:
        if rule.role == "small" and (hits := sum(counts[word] for word in rule.words)) > most:
            best, most = rule.language, hits
    return best


@lru_cache(maxsize=64)
def lexicon_of(language: str) -> Lexicon:
    """The rules of `language`, and of every language in another script than the Latin one: those cannot collide."""
    own = [rule for rule in RULES if rule.language == language]
    rules = [*(rule for rule in RULES if rule.language != language and _is_foreign(rule)), *own]
    phrases = {word: mark for rule in rules for word, mark in _meanings(rule) if is_single(word)}
    words = {_folded(word): mark for rule in rules for word, mark in _meanings(rule) if not is_single(word)}
    group = "," if language in _COMMA_GROUPS else "." if language in _DOT_GROUPS else ""
    return Lexicon(
        language=language,
        group=group,
        months=tuple(word.partition("/")[0] for word in _words(own, "month")),
        between=frozenset(map(str.casefold, _words(own, "between"))),
        states=_States(words, own, group).__getitem__,
        phrases=phrases,
        pattern=_pattern(phrases),
        titles=frozenset(_words(rules, "title")),
        single_titles=tuple(filter(is_single, _words(rules, "title"))),
        small=frozenset(map(str.casefold, _words(rules, "small"))),
        surnames=frozenset("".join(_words(rules, "surname"))),
        sounds=frozenset("".join(_words(rules, "sound"))),
        sayings=_words(rules, "saying"),
        behind_names=frozenset(
            (*NAME_DOTS, *(word[0] for role in ("title", "saying") for word in _words(rules, role)))
        ),
        prefixes=_words(own, "prefix"),
        infixes=_words(own, "infix"),
        clitics=frozenset(_words(own, "clitic")),
    )


def _any_of(endings: Sequence[str]) -> re.Pattern[str] | None:
    return re.compile("|".join(map(re.escape, endings))) if endings else None


def _pattern(phrases: Collection[str]) -> re.Pattern[str]:
    """Dates, numbers, and the longest phrase at a place. Where one can be is told by one character or two."""
    counting, single = _set(filter(is_single, CJK_DATE + CJK_NUMBER)), _set(p for p in phrases if len(p) == 1)
    first, second = _set(phrase[0] for phrase in phrases), _set(phrase[1] for phrase in phrases if len(phrase) > 1)
    number = rf"(?=[\d{counting}])(?:(?P<date>{CJK_DATE})|(?P<number>{CJK_NUMBER}))"
    phrase = f"(?=[{single}]|[{first}][{second}])(?P<phrase>{_longest_of(phrases)})"
    return re.compile(rf"(?=[\d{counting}{first}])(?:{number}|{phrase})")


def _set(characters: Iterable[str]) -> str:
    return "".join(sorted({*characters}))


def _longest_of(phrases: Collection[str]) -> str:
    """A pattern for the longest phrase at a place, which looks at every character once."""
    ends = "" in phrases
    begun = groupby(sorted(filter(None, phrases)), key=itemgetter(0))
    longer = "|".join(re.escape(first) + _longest_of({phrase[1:] for phrase in group}) for first, group in begun)
    return f"(?:{longer}){'?' * ends}" if longer else ""


def _folded(word: str) -> str:
    """The word as it is looked up: a capital is meant."""
    return word if word[0].isupper() else word.casefold()


def _words(rules: Sequence[Rule], role: Role) -> tuple[str, ...]:
    return tuple(word for rule in rules if rule.role == role for word in rule.words)


def _compound(rules: Sequence[Rule]) -> re.Pattern[str] | None:
    """Words that are joined of numerals, where the language does so."""
    joints = _words(rules, "compound")
    if not joints:
        return None
    numerals = (word for rule in rules if rule.role == "numeral" for word, _ in rule.valued())
    parts = sorted({*joints, *(word.casefold() for word in numerals)}, key=lambda word: (-len(word), word))
    return re.compile(f"(?:{'|'.join(map(re.escape, parts))}){{2,}}+")


def _is_foreign(rule: Rule) -> bool:
    """Whether no word of the rule is in Latin letters."""
    words = (word for word, _ in rule.valued()) if rule.role in VALUED else rule.words
    return not any(map(_LATIN.match, words))


def _meanings(rule: Rule) -> Iterator[tuple[str, Mark | None]]:
    """The words of a rule that state something themselves, and what."""
    if rule.role in VALUED:
        unit = UNIT * (rule.role == "unit")
        yield from ((word, ("number", unit + value)) for word, value in rule.valued())
    elif rule.role in ("word", "month") and rule.fact:
        for words in rule.words:
            alike = words.split("/")
            yield from ((word, (rule.fact, "" if rule.fact == "negation" else alike[0])) for word in alike)
    elif rule.role == "neutral":
        yield from ((word, None) for word in rule.words)


class _States(dict[str, State]):
    """What words of spaced scripts state, remembered. `group` is the thousands separator, "" where unknown."""

    def __init__(self, words: Mapping[str, State], own: Sequence[Rule], group: str) -> None:
        super().__init__()
        self._words, self._compound, self._group = words, _compound(own), group
        self._endings = _any_of(_words(own, "ending"))
        self._elided = tuple(word for word in _words(own, "prefix") if not word.isalpha())

    def __missing__(self, word: str) -> State:
        state = self._state(word)
        if len(word) <= _LONGEST_REMEMBERED:
            if len(self) >= _MOST_REMEMBERED:
                self.clear()
            self[word] = state
        return state

    def _state(self, word: str) -> State:
        if not word.isalpha() and any(map(str.isnumeric, word)):
            # Raised figures are figures behind a letter ("CO₂", "m²"), and a power behind a number.
            raised = unicodedata.normalize("NFKC", word) if word[0].isalpha() else word
            return "number", number_value(raised, self._group)
        if word in SIGNS:
            return "number", UNIT + word
        if is_single(word) or not word[0].isalpha():
            return None
        if mark := self._words.get(word) if word[0].isupper() else None:
            return mark
        folded = word.casefold()
        if mark := self._words.get(folded):
            return mark
        if self._compound and len(word) <= _LONGEST_REMEMBERED and self._compound.fullmatch(folded):
            return "number", folded
        if _NOT.search(word) or (self._endings and self._endings.search(folded, _STEM)):
            return "negation", ""
        if self._elided and folded.startswith(self._elided):
            return "negation", ""
        return CAPITAL if word[0].isupper() else None
