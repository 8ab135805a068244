"""Text as a reader sees it."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Sequence
from functools import lru_cache, wraps
from typing import TypeVar

from watcher.lazily import late

_Told = TypeVar("_Told")
_ORDINARY = 4_000  # characters of a text that is kept in memory

# Format characters without a glyph: soft hyphen, zero-width spaces, directional marks, word joiner, byte order mark,
# variation selectors. Zero-width joiner and non-joiner shape emoji and Persian and Indic letters, so they go only
# where they stand between characters that they cannot shape.
_INVISIBLE = re.compile(
    "[\u00ad\u034f\u061c\u180e\u200b\u200e\u200f\u202a-\u202e\u2060-\u2064\u2066-\u206f\ufe0e\ufeff\ufff9-\ufffb]+"
)
_IDLE_JOINER = late(
    r"(?<![^\x00-\u058f\u2000-\u206f\u3000-\ud7ff])[\u200c\u200d]+|[\u200c\u200d]+(?![^\x00-\u058f\u2000-\u206f\u3000-\ud7ff])"
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1f\x7f\ufffe\uffff\ud800-\udfff]+")
# More marks over one letter than any script sets; putting them in order takes quadratic time (Unicode, UAX #15, 13).
_MARK = r"[^\w\s\x00-\u02ff\u2000-\u20cf\u2100-\u2cee\u3000-\u3029\u3030\ufe30-\uffff\U0001f000-\U0010ffff]"
_PILED = late(f"({_MARK}{{30}})({_MARK}+)")
_IDEOGRAPH = (
    r"\u2e80-\u2fdf\u3001-\u30ff\u3100-\u31ff\u3400-\u4dbf\u4e00-\u9fff\uf900-\ufaff\uff01-\uff60\U00020000-\U0003ffff"
)
_CJK = late(f"[{_IDEOGRAPH}\u1100-\u11ff\uac00-\ud7af]+")
_ALPHABETIC = re.compile(r"[\x00-\u10ff\u1200-\u2e7f]*")  # found in a tenth of the time that the others are
# Letters and signs of most texts, all of them seen, none of which combines with another: text in NFC as it stands.
_SIGNS = (
    r" -~\xa1-\xac\xae-\u02ff\u0388-\u0482\u048a-\u058f\u05be\u05d0-\u05ea\u05f3\u05f4\u060c\u061b\u061f-\u064a"
    r"\u0660-\u066f\u0671-\u06d4\u06f0-\u06f9\u1e00-\u1eff\u2010-\u2027\u2030-\u205e\u20a0-\u20bf\u2100-\u2125\u2190-\u22ff"
    r"\u2460-\u27ff\u3001-\u3029\u3030-\u3096\u309b-\u312f\u3400-\u9fff\uac00-\ud7a3\uff01-\uff60\uffe0-\uffe6"
)
_CLEAN = late(f"[{_SIGNS}]*")
_PLAIN = late(rf"[\t-\r\x85\xa0\u202f\u3000{_SIGNS}]*")

_LETTERS = re.compile(r"\w+")
_NO_LETTERS = bytes(c for c in range(128) if not _LETTERS.match(chr(c)))


def remembered(of: Callable[[str], _Told], most: int = 512) -> Callable[[str], _Told]:
    """The same pure function, which knows its last answers about texts of ordinary length: much is asked twice."""
    known = lru_cache(maxsize=most)(of)

    @wraps(of)
    def answer(text: str) -> _Told:
        return known(text) if len(text) < _ORDINARY else of(text)

    return answer


def reader_text(raw: str) -> str:
    """`raw` in NFC, with single spaces, without characters that no reader can see. "" where nothing is left."""
    if raw.isprintable() if raw.isascii() else _CLEAN.fullmatch(raw):
        is_single = "  " not in raw and raw[:1] != " " != raw[-1:]
        return str(raw) if is_single else " ".join(raw.split())  # a parser's kind of text would keep its tree
    if _PLAIN.fullmatch(raw):
        return " ".join(raw.split())
    text = unicodedata.normalize("NFC", _PILED.sub(_unpiled, _INVISIBLE.sub("", _CONTROL.sub("", raw))))
    if "\u200c" in text or "\u200d" in text:
        text = _IDLE_JOINER.sub("", text)
    return " ".join(text.split())


def _unpiled(found: re.Match[str]) -> str:
    return found[1] + "".join(c for c in found[2] if not unicodedata.combining(c))


@remembered
def letters(text: str) -> str:
    """The letters and digits of a text, case folded: what two spellings of one headline share."""
    told = text.encode("utf-8", "surrogatepass").translate(None, _NO_LETTERS).decode("utf-8", "surrogatepass")
    return told.lower() if told.isascii() else "".join(_LETTERS.findall(reader_text(told))).casefold()


def cjk_share(text: str) -> float:
    """The share of Chinese, Japanese and Korean characters among those that are not spaces, 0.0 to 1.0."""
    return 0.0 if text.isascii() else _cjk_share(text)


@remembered
def _cjk_share(text: str) -> float:
    if _ALPHABETIC.fullmatch(text):
        return 0.0
    letters = len(text) - text.count(" ")
    return sum(map(len, _CJK.findall(text))) / letters if letters else 0.0


def weight(text: str) -> int:
    """How much a text says, in letters of an alphabet: one of Chinese, Japanese or Korean counts for three."""
    return len(text) if text.isascii() else int(len(text) * (1 + 2 * _cjk_share(text)))


def shortened(text: str, limit: int) -> str:
    """`text` cut at a word within `limit` characters and ended with "…"; unchanged where it fits."""
    if len(text) <= limit:
        return text
    cut = text[: limit - 1]
    space = cut.rfind(" ")
    return (cut[:space] if space > limit * 0.6 else cut).rstrip() + "…"


def is_spoken(language: str, wished: Sequence[str]) -> bool:
    """Whether a language tag is one of those wished for, "zh-Hans" where "zh" is; what does not say is taken."""
    told = language.strip().lower().replace("_", "-")
    return not wished or not told or any(f"{told}-".startswith(f"{one.lower().replace('_', '-')}-") for one in wished)
