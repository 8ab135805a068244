"""Marked text set in lines: broken between words (Chinese and Japanese between characters), and put in the order in
which it is seen where it runs from right to left."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import groupby
from unicodedata import category, normalize

import regex

from watcher.notify import bidi
from watcher.notify.fonts import SYSTEM, Face, Fonts, language_of, loaded, package_of, script, shapes
from watcher.notify.markup import Mark, Piece

_CLUSTER = regex.compile(r"\X")
_PILED = regex.compile(r"(\p{M}{4})\p{M}+")
_IDEOGRAPHIC = regex.compile(
    r"[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\u3000-\u303f\u30fb-\u30ff\uff01-\uff65]"
)
# What begins no line, and what ends none: the basics of JIS X 4051 and GB/T 15834.
_NEVER_FIRST = frozenset(
    ")]}」』）》〉”’»】〕〗〙〟］｝｣、。，．：；！？‼⁇…‥〜～–々〻ゝゞヽヾぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶ・ー·%％‰℃°,.:;!?/"
)
_NEVER_LAST = frozenset("([{「『（《〈“‘«【〔〖〘〝［｛｢#$€£¥￥＄￡＃")
_TAG = regex.compile(r"[a-z]{2,3}(?:-[a-z0-9]{2,8}){0,4}")
_BREAKS_AFTER = frozenset("-–—/‐")
_PLAIN_SCRIPTS = frozenset(("Latin", "Cyrillic", "Greek", "Han", "Kana", "Hangul", "Common"))
_JOINS = "\u200d"
_UNKNOWN = "〓"  # what Chinese and Japanese printers set for a character that they do not have


# What fontconfig calls languages that have several scripts or lands.
_LANGUAGES: Mapping[str, str] = {
    "zh": "zh-cn",
    "zh-hans": "zh-cn",
    "zh-sg": "zh-cn",
    "zh-hant": "zh-tw",
    "zh-mo": "zh-hk",
}


class NoPicture(Exception):
    """Why a text cannot be drawn on this machine, and what to do."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text is set: in pixels, in a language of whose letters there are variants, "" for any."""

    size: int
    bold: bool = False
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A stretch of one line that is drawn in one go."""

    text: str
    mark: Mark
    face: Face
    is_reversed: bool
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class SetLine:
    """A line, its runs from left to right. `width` is in pixels."""

    runs: tuple[Run, ...]
    width: float


@dataclass(frozen=True, slots=True, kw_only=True)
class _Letter:
    """A letter with the marks over and under it."""

    text: str
    mark: Mark
    face: Face
    level: int = 0


def typeset(pieces: Sequence[Piece], style: Style, fonts: Fonts, width: int, most: int) -> list[SetLine]:
    """The pieces in lines of `width` pixels, `most` of them at most, the last ended by "…" where that is too few; []
    where nothing of it can be seen. Raises NoPicture."""
    letters = _levelled(list(_letters(pieces, style, fonts)))
    lines = list(_lines(letters, style, width))
    if len(lines) > most:
        lines = [*lines[: most - 1], _ended(lines[most - 1], style, fonts, width)]
    return [_set(_stripped(line), style) for line in lines]


def language_of_text(text: str, said: str) -> str:
    """The language by which fonts are chosen: what is `said` ("zh-Hant", "de-AT"), else one written in the script of
    the text, "" where any font will do."""
    tag = said.lower().replace("_", "-")
    if _TAG.fullmatch(tag):  # a page may call its language anything
        while tag not in _LANGUAGES and tag.startswith("zh-") and tag.count("-") > 1:
            tag = tag.rpartition("-")[0]
        return _LANGUAGES.get(tag, tag if tag.startswith("zh-") else tag.partition("-")[0])
    scripts = [script(letter) for letter in text]
    east = next((name for name in ("Kana", "Hangul", "Han") if name in scripts), "")
    return language_of(east)


def lacking(fonts: Fonts = SYSTEM) -> tuple[str, ...]:
    """Why texts in some of the world's larger scripts cannot be drawn on this machine, once for each package that mends
    it; () where all can."""
    found: dict[str, str] = {}
    for letter in "aжω中の한عא":
        try:
            _letter(letter, "text", Style(size=10), fonts)
        except NoPicture as why:
            found.setdefault(str(why).partition("; ")[2], str(why))
    return tuple(found.values())


def runs_to_left(pieces: Sequence[Piece]) -> bool:
    """Whether a paragraph of the pieces runs from right to left."""
    return bool(bidi.direction("".join(text for _, text in pieces)))


def _letters(pieces: Sequence[Piece], style: Style, fonts: Fonts) -> Iterator[_Letter]:
    was_space = True
    last: Mark = "text"
    for mark, text in _bare(pieces):
        shown = False
        if not was_space and {last, mark} == {"old", "new"}:
            # Apart to the eye, to what joins letters, and to the order of numbers in a text from right to left.
            yield _placed(" ", "text", style, fonts)
            was_space = True
        last = mark
        for cluster in _CLUSTER.findall(_PILED.sub(r"\1", text)):
            letter = _letter(cluster, mark, style, fonts)
            if letter is None or (letter.text == " " and was_space):
                continue
            was_space, shown = letter.text == " ", True
            yield letter
        if not shown and mark in ("old", "new") and text.strip():
            yield _placed("…", mark, style, fonts)
            was_space = False


def _bare(pieces: Sequence[Piece]) -> Iterator[Piece]:
    """The pieces, with the space around what is marked as text: nobody sees that it was struck through."""
    for mark, text in pieces:
        core = text.strip()
        if mark in ("old", "new") and core:
            lead, trail = text[: text.index(core)], text[text.index(core) + len(core) :]
            yield from (piece for piece in (("text", lead), (mark, core), ("text", trail)) if piece[1])
        else:
            yield mark, text


def _letter(cluster: str, mark: Mark, style: Style, fonts: Fonts) -> _Letter | None:
    """The cluster in a font that has it; None for signs without a glyph, which are left out, as emoji mostly are."""
    if cluster.isspace():
        return _placed(" ", mark, style, fonts)
    if category(cluster[0]) in ("Cc", "Cf", "Cs"):
        return None
    for text in (cluster, normalize("NFKC", cluster), *cluster[:1]):
        face = _face(text, style, fonts)
        if face is not None:
            return _Letter(text=text, mark=mark, face=face)
    if category(cluster[0])[0] not in "LMN":
        return None
    name = script(cluster[0])
    if name == "Han" and _face("中", style, fonts) and _face(_UNKNOWN, style, fonts):
        return _placed(_UNKNOWN, mark, style, fonts)
    raise NoPicture(f"no font has the letter U+{ord(cluster[0]):04X}; on Debian: apt-get install {package_of(name)}")


def _placed(text: str, mark: Mark, style: Style, fonts: Fonts) -> _Letter:
    face = _face(text, style, fonts)
    if face is None:
        raise NoPicture("no font was found; on Debian: apt-get install fonts-dejavu-core")
    return _Letter(text=text, mark=mark, face=face)


@lru_cache(maxsize=8192)
def _face(cluster: str, style: Style, fonts: Fonts) -> Face | None:
    """The font of the text's language where it has the cluster, else one of the cluster's own script."""
    name = script(cluster[0])
    if name not in _PLAIN_SCRIPTS and not shapes():
        raise NoPicture("this Pillow cannot join and order letters; on Debian: apt-get install libfribidi0")
    needed = [
        character for character in cluster if character not in "\u200c\u200d\ufe0e\ufe0f" and not character.isspace()
    ]
    for face in _faces(cluster[0], name, style, fonts):
        if all(fonts.has(face, character) for character in needed):
            return face
    return None


def _faces(letter: str, name: str, style: Style, fonts: Fonts) -> Iterator[Face]:
    wanted = [(style.language, ""), (language_of(name), letter if name != "Common" else "")]
    for language, needed in dict.fromkeys(wanted):
        if face := fonts.face(language, bold=style.bold, letter=needed):
            yield face


def _levelled(letters: Sequence[_Letter]) -> list[_Letter]:
    """The letters with their levels: a letter's marks go with it."""
    text = "".join(letter.text for letter in letters)
    found = bidi.levels(text, bidi.direction(text))
    levelled, at = [], 0
    for letter in letters:
        levelled.append(_Letter(text=letter.text, mark=letter.mark, face=letter.face, level=found[at]))
        at += len(letter.text)
    return levelled


def _lines(letters: Sequence[_Letter], style: Style, width: int) -> Iterator[list[_Letter]]:
    line: list[_Letter] = []
    used = 0.0
    for unit in _units(letters):
        needed = _width(_stripped(unit), style)
        if line and used + needed > width:
            yield line
            line, used = [], 0.0
        pieces = _chopped(unit, style, width) if needed > width else [unit]
        yield from pieces[:-1]
        line = [*line, *pieces[-1]]
        used += _width(pieces[-1], style)
    if _stripped(line):
        yield line


def _units(letters: Sequence[_Letter]) -> Iterator[list[_Letter]]:
    """Stretches between which a line may be broken, each with the space after it."""
    unit: list[_Letter] = []
    for letter in letters:
        if unit and _may_break(unit[-1].text, letter.text):
            yield unit
            unit = []
        unit.append(letter)
    if unit:
        yield unit


def _may_break(before: str, after: str) -> bool:
    if after == " ":
        return False
    if before == " ":
        return True
    if after[0] in _NEVER_FIRST or before[0] in _NEVER_LAST:
        return False
    return bool(_IDEOGRAPHIC.match(before) or _IDEOGRAPHIC.match(after)) or (
        before in _BREAKS_AFTER and after[0].isalpha()
    )


def _chopped(unit: Sequence[_Letter], style: Style, width: int) -> list[list[_Letter]]:
    """A stretch that is longer than a line, in pieces that are not."""
    pieces: list[list[_Letter]] = [[]]
    used = 0.0
    for letter in unit:
        needed = _width([letter], style)
        if pieces[-1] and used + needed > width:
            pieces.append([])
            used = 0.0
        pieces[-1].append(letter)
        used += needed
    return pieces


def _ended(line: Sequence[_Letter], style: Style, fonts: Fonts, width: int) -> list[_Letter]:
    """The line with "…" at its end, and without as many letters as have to go for that."""
    end = _placed("…", "text", style, fonts)
    kept = _stripped(line)
    while kept and _width([*kept, end], style) > width:
        kept.pop()
    base = min((letter.level for letter in line), default=0)
    return [*kept, _Letter(text="…", mark="text", face=end.face, level=base)]


def _stripped(line: Sequence[_Letter]) -> list[_Letter]:
    """The line without the spaces at its ends."""
    shown = [i for i, letter in enumerate(line) if letter.text != " "]
    return list(line[shown[0] : shown[-1] + 1]) if shown else []


def _width(letters: Sequence[_Letter], style: Style) -> float:
    return sum(_measured(face, style.size, text) for face, text in _same_face(letters))


def _same_face(letters: Sequence[_Letter]) -> Iterator[tuple[Face, str]]:
    for face, group in groupby(letters, key=lambda letter: letter.face):
        yield face, "".join(letter.text for letter in group)


@lru_cache(maxsize=8192)
def _measured(face: Face, size: int, text: str) -> float:
    return loaded(face, size).getlength(text)


def _set(line: Sequence[_Letter], style: Style) -> SetLine:
    groups = [list(group) for _, group in groupby(line, key=lambda one: (one.mark, one.face, one.level))]
    runs = []
    for i, group in enumerate(groups):
        first, text = group[0], "".join(letter.text for letter in group)
        before = groups[i - 1][-1] if i else None
        after = groups[i + 1][0] if i + 1 < len(groups) else None
        text = _JOINS * _joined(before, first) + text + _JOINS * _joined(group[-1], after)
        width = _measured(first.face, style.size, text)
        run = Run(text=text, mark=first.mark, face=first.face, is_reversed=bool(first.level % 2), width=width)
        runs.append((first.level, run))
    shown = tuple(bidi.reordered(runs))
    return SetLine(runs=shown, width=sum(run.width for run in shown))


def _joined(before: _Letter | None, after: _Letter | None) -> bool:
    """Whether two letters belong to one word of a script whose letters join, though their runs are drawn apart."""
    return before is not None and after is not None and script(before.text) == script(after.text) == "Arabic"
