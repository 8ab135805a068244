"""Is it the text that stood there, its characters taken for those of another charset?"""

from __future__ import annotations

import re

from watcher.doubt.sight import overlap

# UTF-8 read as Latin-1 or Windows-1252: "Ã¤" for "ä", "â€™" for "’", "ç›" for a part of "盐".
_BYTE = "[\u0080-\u00bf\ufffd€‚ƒ„…†‡ˆ‰Š‹ŒŽ‘’“”•–—˜™š›œžŸ]"
# "Ã" alone where a hyphen or a space behind it was unseen. It begins with one set: other letters are passed at once.
_LATIN = re.compile(f"[\u00c2-\u00f4](?:{_BYTE}{{1,3}}|(?<=Ã))")
# (what it was read as, what it is), of texts that share no words with the right one.
_MISREAD = (("cp1251", "utf-8"), ("gb18030", "utf-8"), ("cp1252", "cp1251"), ("cp1252", "gb18030"))
_SAMPLE = 3_000  # characters
_FEW, _ALIKE = 3, 0.2
_OF_ONE = 6  # so many characters of the wrong text may stand for one, or be what was lost


def is_encoded_twice(running: str, stood: str) -> bool:
    """Whether nearly all letters beyond ASCII of a text that `stood` there are told as bytes now."""
    sample, before = running[:_SAMPLE], stood[:_SAMPLE]
    if sample.isascii() or sample == before:
        return False
    found = _LATIN.findall(sample)
    if len(found) < _FEW + len(_LATIN.findall(before)) or not 0.5 < len(found) / (_beyond_ascii(before) or 1) < 2:
        return False
    if 4 * _beyond_ascii(_LATIN.sub("", sample)) > len(found):
        return False
    return _stood_as(sample, stood, "cp1252", "utf-8")


def is_misread(running: str, stood: str) -> bool:
    """Whether a text without a word of the one that `stood` there is that one, read in another charset."""
    return any(_stood_as(running[:_SAMPLE], stood, wrong, right) for wrong, right in _MISREAD)


def _stood_as(sample: str, stood: str, wrong: str, right: str) -> bool:
    """Whether a text is more like the one that `stood` there once it is read in the right charset. Not by the figures
    and names that alone are left of one that is in another charset."""
    read = _read_as(sample, wrong, right)
    if _OF_ONE * _beyond_ascii(read) < _beyond_ascii(sample):
        return False
    return overlap(read, stood) > max(_ALIKE, overlap(sample, stood))


def _read_as(text: str, wrong: str, right: str) -> str:
    """A text as it reads where what was read in one charset is in another."""
    told = (c.encode(wrong, "ignore") or (c.encode("latin-1", "ignore") if wrong == "cp1252" else b"") for c in text)
    return b"".join(told).decode(right, "ignore")


def _beyond_ascii(text: str) -> int:
    return sum(not c.isascii() for c in text)
