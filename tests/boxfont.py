"""A font made for tests: every letter it has is a box of its own height, what it does not have a small one."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from fontTools.fontBuilder import FontBuilder
from fontTools.pens.ttGlyphPen import TTGlyphPen

from watcher.notify.fonts import Face, SystemFonts

_EM = 1000


def box_font(path: Path, letters: str) -> Face:
    """A font file with `letters`, each 600 wide of 1000; the missing one is 300 high."""
    heights = {".notdef": 300, "space": 0} | {f"u{ord(letter)}": 400 + i for i, letter in enumerate(letters)}
    builder = FontBuilder(_EM, isTTF=True)
    builder.setupGlyphOrder([*heights])
    builder.setupCharacterMap({ord(" "): "space"} | {ord(letter): f"u{ord(letter)}" for letter in letters})
    builder.setupGlyf({name: _box(height) for name, height in heights.items()})
    builder.setupHorizontalMetrics(dict.fromkeys(heights, (600, 50)))
    builder.setupHorizontalHeader(ascent=800, descent=-200)
    builder.setupNameTable({"familyName": path.stem, "styleName": "Regular"})
    builder.setupOS2(sTypoAscender=800, sTypoDescender=-200)
    builder.setupPost()
    builder.save(path)
    return Face(path=str(path))


def _box(height: int) -> Any:
    pen = TTGlyphPen(None)
    if height:
        pen.moveTo((50, 0))
        for corner in ((50, height), (550, height), (550, 0)):
            pen.lineTo(corner)
        pen.closePath()
    return pen.glyph()


class BoxFonts(SystemFonts):
    """Only the fonts that are handed over, by language, and which letters they have; "" is that of all others."""

    def __init__(self, faces: Mapping[str, Face]) -> None:
        self._faces = faces

    def face(self, language: str, *, bold: bool, letter: str = "") -> Face | None:
        candidates: Iterable[Face | None] = (self._faces.get(language), self._faces.get(""))
        return next((face for face in candidates if face and (not letter or self.has(face, letter))), None)
