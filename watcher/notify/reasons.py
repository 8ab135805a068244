"""What was found where an article cannot be seen, in the language of a message."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib import resources

_REST = "{rest}"


def reason(why: str, language: str) -> str:
    """`why` in this language; as it stands where it is not known."""
    for pattern, texts in _reasons():
        if language in texts and (found := pattern.fullmatch(why)):
            return texts[language].replace(_REST, found[1] if pattern.groups else "")
    return why


@cache
def _reasons() -> list[tuple[re.Pattern[str], dict[str, str]]]:
    text = (resources.files("watcher.notify") / "languages/reasons.toml").read_text(encoding="utf-8")
    return [(_pattern(texts["en"]), texts) for texts in tomllib.loads(text)["reason"]]


def _pattern(text: str) -> re.Pattern[str]:
    return re.compile("(.*)".join(map(re.escape, text.split(_REST))), re.DOTALL)
