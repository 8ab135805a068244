"""Words that tell an article's address from those of other pages; data, in words.toml."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from functools import cache
from pathlib import Path


@cache
def _lists() -> Mapping[str, frozenset[str]]:
    text = Path(__file__).with_name("words.toml").read_text(encoding="utf-8")
    return {name: frozenset(" ".join(lines).split()) for name, lines in tomllib.loads(text).items()}


def words(name: str) -> frozenset[str]:
    """The words of one list, in lower case."""
    return _lists()[name]
