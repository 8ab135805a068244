"""What states a fact in words: the rules of rules.toml, which explains them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Literal

Fact = Literal["number", "date", "name", "quote", "negation"]
Role = Literal["word", "numeral", "neutral", "title", "prefix", "infix", "small"]
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


def _rule(table: Mapping[str, Any]) -> Rule:
    edits = {name: _edits(table[name]) for name in ("noticed", "ignored") if name in table}
    return Rule(**{**table, **edits, "words": tuple(table["words"].split())})


def _edits(pairs: Sequence[Sequence[str]]) -> tuple[Edit, ...]:
    return tuple((before, after) for before, after in pairs)


_DOCUMENT = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
RULES: tuple[Rule, ...] = tuple(map(_rule, _DOCUMENT["rule"]))
VALUES: tuple[str, ...] = tuple(_DOCUMENT["values"].split())
OPPOSITES: frozenset[str] = frozenset(_DOCUMENT["opposites"].split())
CJK_NUMBER: str = "".join(_DOCUMENT["cjk_number"].split())
CJK_DATE: str = _DOCUMENT["cjk_date"]
