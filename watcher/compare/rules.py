"""What states a fact in words: the rules of rules.toml, which explains them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import chain
from pathlib import Path
from typing import Any, Literal

Fact = Literal["number", "date", "name", "quote", "negation"]
Role = Literal[
    "word", "month", "numeral", "compound", "unit", "between", "neutral", "title", "surname", "sound", "saying",
    "prefix", "infix", "ending", "clitic", "small",
]  # fmt: skip
# Roles whose words have a value: "value=word/word".
VALUED: tuple[Role, ...] = ("numeral", "unit")
Edit = tuple[str, str]


@dataclass(frozen=True, slots=True, kw_only=True)
class Rule:
    """Words of one language that state a fact, or that state none (`fact` is None). `noticed` edits change it,
    `ignored` ones do not."""

    language: str
    words: tuple[str, ...]
    fact: Fact | None = None
    role: Role = "word"
    noticed: tuple[Edit, ...] = ()
    ignored: tuple[Edit, ...] = ()

    def valued(self) -> Iterator[tuple[str, str]]:
        """(word, what it stands for) of "value=word/word"."""
        return _valued(self.words)


def _valued(items: Iterable[str]) -> Iterator[tuple[str, str]]:
    for value, _, words in (item.partition("=") for item in items):
        yield from ((word, value) for word in words.split("/"))


def _rules(table: Mapping[str, Any]) -> Iterator[Rule]:
    """The rule, once for each of its languages."""
    edits = {name: _edits(table[name]) for name in ("noticed", "ignored") if name in table}
    for language in table["language"].split():
        yield Rule(**{**table, **edits, "language": language, "words": tuple(table["words"].split())})


def _edits(pairs: Sequence[Sequence[str]]) -> tuple[Edit, ...]:
    return tuple((before, after) for before, after in pairs)


_DOCUMENT = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
RULES: tuple[Rule, ...] = tuple(chain.from_iterable(map(_rules, _DOCUMENT["rule"])))
ALIASES: dict[str, str] = dict(alias.split("=") for alias in _DOCUMENT["aliases"].split())
# Characters that stand for another one, each with that.
VARIANTS: dict[int, str] = {ord(other): word[0] for word in _DOCUMENT["variants"].split() for other in word[1:]}
OPPOSITES: frozenset[str] = frozenset(
    (
        *(pair.replace("/", "") for pair in _DOCUMENT["opposites"].translate(VARIANTS).split()),
        *(a + b for group in _DOCUMENT["one_of"].translate(VARIANTS).split() for a in group for b in group),
    )
)
SPELLINGS: tuple[tuple[re.Pattern[str], str], ...] = tuple(
    (re.compile(pattern), one) for pattern, one in _DOCUMENT["spellings"]
)
LABELS: tuple[str, ...] = tuple(_DOCUMENT["labels"].split())
CJK_DIGITS: str = _DOCUMENT["cjk_digits"]
CJK_NUMBER: str = "".join(_DOCUMENT["cjk_number"].split())
CJK_DATE: str = _DOCUMENT["cjk_date"]
CJK_SPELLINGS: tuple[Edit, ...] = _edits(_DOCUMENT["cjk_spellings"])
CJK_UNITS: dict[str, str] = dict(_valued(_DOCUMENT["cjk_units"].split()))
KOREAN_NUMERALS: dict[str, str] = dict(_valued(_DOCUMENT["korean_numerals"].split()))
