"""The fonts of this machine: which one shows a text, and whether it has all its letters."""

from __future__ import annotations

import os
import subprocess
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from shutil import which
from typing import Protocol
from unicodedata import category

import regex
from PIL import ImageFont, features

_SECONDS = 5
_PROBE = 24  # pixels: at this size is seen whether a letter is there
_BOLD = 180  # of fontconfig's weights, from semibold up
_NOWHERE = "\U0010fffe"  # no character: what a font shows for one that it does not have
_FOLDERS = (
    "/usr/share/fonts", "/usr/local/share/fonts", "~/.local/share/fonts", "~/.fonts", "/Library/Fonts",
    "/System/Library/Fonts",
)  # fmt: skip
# Where there is no fontconfig to ask: well-known files, the better ones first.
_FILES = (
    "NotoSans-Regular.ttf", "DejaVuSans.ttf", "LiberationSans-Regular.ttf", "Arial.ttf", "Helvetica.ttc",
    "NotoSansCJK-Regular.ttc", "wqy-microhei.ttc", "DroidSansFallbackFull.ttf", "PingFang.ttc",
    "NotoSansArabic-Regular.ttf", "NotoSansHebrew-Regular.ttf", "NotoSansThai-Regular.ttf",
    "NotoSansDevanagari-Regular.ttf",
)  # fmt: skip
_BOLD_FILES = ("NotoSans-Bold.ttf", "DejaVuSans-Bold.ttf", "LiberationSans-Bold.ttf", "NotoSansCJK-Bold.ttc")
_PACKAGES: Mapping[str, str] = {
    **dict.fromkeys(("Han", "Kana", "Hangul"), "fonts-noto-cjk"),
    **dict.fromkeys(("Latin", "Cyrillic", "Greek", "Arabic", "Hebrew", "Common"), "fonts-dejavu-core"),
}
_SCRIPT = regex.compile(
    r"(?P<Han>\p{Script=Han}|[\u3001-\u303f\uff01-\uff65])|(?P<Kana>[\p{Script=Hiragana}\p{Script=Katakana}\u30fb-\u30ff])"
    r"|(?P<Hangul>\p{Script=Hangul})|(?P<Arabic>\p{Script=Arabic})|(?P<Hebrew>\p{Script=Hebrew})|(?P<Latin>\p{Script=Latin})"
    r"|(?P<Cyrillic>\p{Script=Cyrillic})|(?P<Greek>\p{Script=Greek})|(?P<Thai>\p{Script=Thai})"
    r"|(?P<Devanagari>\p{Script=Devanagari})|(?P<Common>[\p{Script=Common}\p{Script=Inherited}])"
)
_LANGUAGES: Mapping[str, str] = {
    "Han": "zh-cn", "Kana": "ja", "Hangul": "ko", "Arabic": "ar", "Hebrew": "he", "Thai": "th", "Devanagari": "hi",
    "Cyrillic": "ru", "Greek": "el",
}  # fmt: skip

_SAMPLES: Mapping[str, str] = {
    "Han": "中", "Kana": "の", "Hangul": "한", "Arabic": "ع", "Hebrew": "א", "Latin": "a", "Cyrillic": "ж",
    "Greek": "ω", "Thai": "ก", "Devanagari": "क",
}  # fmt: skip


@dataclass(frozen=True, slots=True, kw_only=True)
class Face:
    """A font file, and which of the fonts in it; "" is the small one for Latin letters that comes with Pillow."""

    path: str
    index: int = 0
    bold: bool = False


class Fonts(Protocol):
    def __hash__(self) -> int:
        """Its answers are remembered by this: the same fonts give the same answers."""

    def face(self, language: str, *, bold: bool, letter: str = "") -> Face | None:
        """What shows texts in a language ("" for any), and `letter` above all; None where nothing is there."""

    def has(self, face: Face, letter: str) -> bool:
        """Whether the font shows the letter, and no empty box."""


class SystemFonts:
    """What is installed here, by fontconfig, or in the usual folders where that is not there. Its answers are kept."""

    def face(self, language: str, *, bold: bool, letter: str = "") -> Face | None:
        asked = f"sans-serif{':bold' if bold else ''}{f':lang={language}' if language else ''}"
        wanted = (asked, f"{asked}:charset={ord(_sample(letter)):x}") if letter else (asked,)
        faces = (*map(_matched, wanted), *_known(bold), Face(path=""))
        return next((face for face in faces if face and (not letter or self.has(face, letter))), None)

    def has(self, face: Face, letter: str) -> bool:
        return _has(face, letter)


SYSTEM = SystemFonts()


def script(letter: str) -> str:
    """The script of a letter, such as "Han"; "Common" for what belongs to none, "" for one that is not told apart."""
    found = _SCRIPT.match(letter)
    return (found.lastgroup or "") if found else ""


def language_of(name: str) -> str:
    """A language that is written in the script `name`; "" where any font will do."""
    return _LANGUAGES.get(name, "")


def package_of(name: str) -> str:
    """What is installed on Debian to show the script `name`."""
    return _PACKAGES.get(name, "fonts-noto-core")


def shapes() -> bool:
    """Whether Pillow can join and order letters as Arabic, Hebrew, Thai or Hindi need it."""
    return bool(features.check("raqm"))


@lru_cache(maxsize=64)
def loaded(face: Face, size: int) -> ImageFont.FreeTypeFont:
    """The font at a size in pixels. Raises OSError where its file cannot be read."""
    if not face.path:
        found = ImageFont.load_default(size)
        if not isinstance(found, ImageFont.FreeTypeFont):
            raise OSError("this Pillow was built without FreeType")
        return found
    return ImageFont.truetype(face.path, size, index=face.index)


def _sample(letter: str) -> str:
    """A letter of the same script, always the same one: fontconfig is not asked anew for each letter of a text."""
    name = script(letter[0])
    if name in _SAMPLES:
        return _SAMPLES[name]
    block = range(ord(letter[0]) & ~127, (ord(letter[0]) | 127) + 1)
    return next((chr(code) for code in block if category(chr(code)) == "Lo"), letter[0])


@lru_cache(maxsize=1024)
def _matched(asked: str) -> Face | None:
    """What fontconfig answers; None without it."""
    program = which("fc-match")
    if program is None:
        return None
    try:
        answer = subprocess.run(
            [program, "-f", "%{file}\n%{index}\n%{weight}", asked], capture_output=True, timeout=_SECONDS, check=True
        ).stdout.decode("utf-8", "surrogateescape")
    except (OSError, subprocess.SubprocessError):
        return None
    return _readable(*answer.split("\n"))


def _readable(path: str = "", index: str = "", weight: str = "") -> Face | None:
    if not Path(path).is_file() or not index.isdecimal():
        return None
    face = Face(path=path, index=int(index), bold=weight.isdecimal() and int(weight) >= _BOLD)
    try:
        loaded(face, _PROBE)
    except OSError:
        return None
    return face


@lru_cache(maxsize=2)
def _known(bold: bool) -> tuple[Face, ...]:
    """The well-known fonts in the usual folders, best first, bold ones before others where such are wanted."""
    there = {path.name: path for path in _files()}
    names = [(name, True) for name in _BOLD_FILES if bold] + [(name, False) for name in _FILES]
    faces = (Face(path=str(there[name]), bold=is_bold) for name, is_bold in names if name in there)
    return tuple(faces)


def _files() -> Iterator[Path]:
    """The fonts in the usual folders; none of a home that is not there or may not be looked into, as for a service."""
    for folder in _FOLDERS:
        for place, _, names in os.walk(os.path.expanduser(folder)):  # noqa: PTH111  pathlib's raises without a home
            yield from (Path(place, name) for name in names if name.endswith((".ttf", ".ttc")))


@lru_cache(maxsize=8192)
def _has(face: Face, letter: str) -> bool:
    return _shape(face, letter) != _shape(face, _NOWHERE)


@lru_cache(maxsize=8192)
def _shape(face: Face, letter: str) -> tuple[tuple[int, int], bytes]:
    """How the font shows a letter: what it does not have all look alike."""
    try:
        mask = loaded(face, _PROBE).getmask(letter)
    except OSError:
        return (0, 0), b""
    return mask.size, bytes(mask)
