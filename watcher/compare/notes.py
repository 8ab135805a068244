"""What a notice speaks of: the words of notes.toml, which explains them."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any

from watcher.compare.lexicon import Lexicon

_DOCUMENT = tomllib.loads(Path(__file__).with_suffix(".toml").read_text("utf-8"))
CLOCK: str = "".join(_DOCUMENT.pop("clock").split("\n"))
TABLES: Mapping[str, Any] = _DOCUMENT
LANGUAGES: frozenset[str] = frozenset("_".join(TABLES["correction"]["words"]).split("_"))
_OTHER_SCRIPTS = frozenset(("ru", "uk", "ar", "zh", "ja", "ko", "el", "he", "hi", "th"))
# Things whose expressions hold words that mean another thing by themselves; they stand before it in the file.
_NARROW = frozenset(("caption", "credit", "author", "published"))
_ON_PICTURE = frozenset(("caption", "credit"))
_UNSPACED = frozenset(("zh", "ja", "ko", "ar", "he", "th"))


@dataclass(frozen=True, slots=True, kw_only=True)
class Named:
    """What a sentence names, as keys of notes.toml, and the `rest` of its words."""

    things: frozenset[str]
    rest: str


def named_in(sentence: str, lexicon: Lexicon) -> Named:
    """What `sentence` names. The picture in "caption of the picture" and the name in "author's name" are not meant."""
    return _named_in(sentence, lexicon.language)


# Pages that are looked at one after the other ask for the same notices.
@lru_cache(maxsize=4096)
def _named_in(sentence: str, language: str) -> Named:
    rest = left = sentence
    things = set()
    for thing, pattern in _patterns(language):
        if pattern.search(left):
            things.add(thing)
            rest = pattern.sub(_blank, rest)
            left = pattern.sub(_blank, left) if thing in _NARROW else left
    if things & _ON_PICTURE:
        things.discard("picture")
    return Named(things=frozenset(things), rest=rest)


def _blank(found: re.Match[str]) -> str:
    return " " * len(found[0])


@lru_cache(maxsize=32)
def _patterns(language: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The expressions of a language and of those in other scripts; of all where there are none of its own."""
    return tuple((thing, _any_of(table["words"], language)) for thing, table in TABLES.items())


def _any_of(words: Mapping[str, str], language: str) -> re.Pattern[str]:
    used = [own for own in words if own in _OTHER_SCRIPTS or language in own.split("_") or language not in LANGUAGES]
    spaced = "|".join(words[own] for own in used if own not in _UNSPACED)
    unspaced = "|".join(words[own] for own in used if own in _UNSPACED)
    return re.compile(rf"(?<!\w)(?:{spaced})|{unspaced}", re.IGNORECASE)
