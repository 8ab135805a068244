"""What stands in quotation marks, whatever those look like."""

from __future__ import annotations

import re

from watcher.compare.tokens import is_single

# Marks that open a quotation, each with those that close it. Marks of one row are not mistaken for those of another.
_ROWS: tuple[dict[str, str], ...] = (
    {"“": "”", "„": "“”", "”": "”"},
    {"«": "»", "»": "«»"},
    {"‹": "›", "›": "‹"},
    {"「": "」"},
    {"『": "』"},
    {'"': '"״', "״": '"״'},
    {"‘": "’'", "‚": "‘’'", "'": "'’"},
)
_ROW_OF = {mark: row for row, pairs in enumerate(_ROWS) for mark in "".join((*pairs, *pairs.values()))}
# Before the last letter of a Hebrew word such a mark says that it is cut short ("צה״ל").
_MARK = re.compile(f'[{"".join(_ROW_OF)}](?!(?<=[א-ת]["״])[א-ת](?![א-ת]))')
# An apostrophe is none of them: these marks open only before, and close only behind a word, of a spaced script.
_APOSTROPHES = "'‘’‚"
_NOT_A_LETTER = re.compile(r"[\W_]+")


def quotations(text: str) -> list[str]:
    """The letters of every quotation, in order; one inside another belongs to that."""
    if text.isascii() and '"' not in text and "'" not in text:
        return []
    found: list[str] = []
    end = 0
    for first, last in sorted(_quoted(text)):
        if first >= end:
            found.append(letters(text[first:last]))
            end = last
    return found


def _quoted(text: str) -> list[tuple[int, int]]:
    """From where to where something stands between two marks that belong together."""
    found: list[tuple[int, int]] = []
    opened: dict[int, int] = {}
    for match in _MARK.finditer(text):
        at, mark = match.start(), match[0]
        row = _ROW_OF[mark]
        opens, closes = (True, True) if mark not in _APOSTROPHES else _beside_words(text, at)
        if closes and row in opened and mark in _ROWS[row].get(text[opened[row]], "") and at > opened[row] + 1:
            found.append((opened.pop(row) + 1, at))
        elif opens and mark in _ROWS[row]:
            opened[row] = at
    return found


def _beside_words(text: str, at: int) -> tuple[bool, bool]:
    """Whether a mark can open, and whether it can close."""
    before, after = text[at - 1 : at], text[at + 1 : at + 2]
    return not _is_letter(before) and not after.isspace() and after != "", not _is_letter(after)


def _is_letter(character: str) -> bool:
    return (character.isalnum() or character == "_") and not is_single(character)


def letters(text: str) -> str:
    """The letters and digits of a text, in small letters."""
    return _NOT_A_LETTER.sub("", text).casefold()
