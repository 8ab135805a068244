"""Why something was not seen, not fetched or not sent, in the language of a message or page."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Mapping
from functools import cache
from importlib import resources

_GAPS = re.compile(r"\{(rest|more)\}")
_LONGEST = 500  # characters; whoever says more says it in words of their own


def reason(why: str, language: str) -> str:
    """`why` in this language; as it stands where it is not known. What it quotes may be a reason, too."""
    if language == "en" or len(why) > _LONGEST:
        return why
    for pattern, texts in _reasons():
        if language in texts and (found := pattern.fullmatch(why)):
            return _filled(texts[language], {gap: reason(text, language) for gap, text in found.groupdict().items()})
    return why


def _filled(text: str, gaps: Mapping[str, str]) -> str:
    return _GAPS.sub(lambda gap: gaps[gap[1]], text)


@cache
def _reasons() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    text = (resources.files("watcher.notify") / "languages/reasons.toml").read_text(encoding="utf-8")
    return [(_pattern(texts["en"]), texts) for texts in tomllib.loads(text)["reason"]]


def _pattern(text: str) -> re.Pattern[str]:
    """What `text` fits with anything in its gaps, the first as short as can be."""
    words = _GAPS.split(text)
    gaps = (f"(?P<{part}>.+?)" if at % 2 else re.escape(part) for at, part in enumerate(words))
    return re.compile("".join(gaps), re.DOTALL)
