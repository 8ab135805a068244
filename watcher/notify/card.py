"""A picture of the difference: the headline and the changed words on a card, as PNG."""

from __future__ import annotations

import io
import threading
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import lru_cache

from PIL import Image, ImageDraw

from watcher.notify.fonts import SYSTEM, Fonts, loaded
from watcher.notify.markup import Mark, Piece
from watcher.notify.typeset import NoPicture, Run, SetLine, Style, language_of_text, runs_to_left, typeset

WIDTH = 1200  # pixels
LEAST, MOST = 630, 1200  # of the height
_MARGIN = 64
_INSIDE = WIDTH - 2 * _MARGIN
_ABOVE_FOOT = 48
_SCALES = (1.3, 1.15, 1.0)
_SHORT = 600  # characters of a card that may be set larger
_LONGEST = 700  # characters of one text
_SECTIONS = 8  # looked at; those that find no room are counted
_COLOURS = 64  # of the picture: with them it takes a third of the bytes, and looks the same
_PAPER, _RULE, _EDGE = "#fbfaf7", "#dedad2", "#20242c"
_INK, _GREY = "#1b1e24", "#5c626d"
_OLD, _OLD_PAPER = "#9b1c1c", "#fbe3e1"
_STRUCK = "#d4504c"  # apart from the letters: a line through 二 in their colour would make 三 of it
_NEW, _NEW_PAPER = "#11592a", "#daf1df"
_ALARM = "#8a4b00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Section:
    """One change: what kind it is, and its words, marked; () where there is nothing to show."""

    label: str
    pieces: tuple[Piece, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What stands on a card. `alarm` says that something was done in silence, "" where not; `foot` when it was seen;
    `more` is what is said of 1, 2, … sections that find no room, `beyond` the number of those not handed over.
    `language` is the article's, "" where it is not known."""

    publisher: str
    headline: str
    sections: tuple[Section, ...]
    foot: str
    alarm: str = ""
    more: tuple[str, ...] = ()
    beyond: int = 0
    language: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class _Block:
    """Lines of one style and colour, and the space above them; without lines it takes none."""

    lines: tuple[SetLine, ...]
    style: Style
    colour: str
    above: int

    @property
    def height(self) -> int:
        return self.above + len(self.lines) * _leading(self.style) if self.lines else 0


_DRAWING = threading.Lock()  # FreeType's faces are not for two threads at once, and one drawing bounds the memory


@lru_cache(maxsize=16)
def drawn(card: Card, fonts: Fonts = SYSTEM) -> bytes:
    """The card as PNG; the same card gives the same bytes, at once where it was drawn before for another destination.
    Raises NoPicture where a font, or what joins letters, is missing."""
    with _DRAWING:
        try:
            return _drawn(card, fonts)
        except OSError as error:
            raise NoPicture(f"a font cannot be used: {error}") from None


def _drawn(card: Card, fonts: Fonts) -> bytes:
    for scale in _SCALES if _length(card) < _SHORT else (1.0,):
        setter = _Setter(card, fonts, scale)
        blocks, foot = setter.blocks(), setter.foot()
        height = 2 * _MARGIN + _height(blocks) + _ABOVE_FOOT + foot.height
        if height <= LEAST:
            break
    image = Image.new("RGB", (WIDTH, max(height, LEAST)), _PAPER)
    _Pen(ImageDraw.Draw(image), to_left=runs_to_left((("text", card.headline),))).page(blocks, foot, image.height)
    return _png(image)


def _length(card: Card) -> int:
    texts = (text for section in card.sections for _, text in section.pieces)
    return len(card.headline) + sum(map(len, texts))


class _Setter:
    """Sets the parts of one card in lines; `scale` counts for all sizes."""

    def __init__(self, card: Card, fonts: Fonts, scale: float) -> None:
        self._card = card
        self._fonts = fonts
        self._scale = scale
        texts = (text for section in card.sections[:_SECTIONS] for _, text in section.pieces)
        self._language = language_of_text("".join((card.headline, *texts))[:_LONGEST], card.language)

    def blocks(self) -> list[_Block]:
        """All but the foot, with as many sections as find room, at least one."""
        head = [*self._head()]
        room = MOST - 2 * _MARGIN - _height(head) - _ABOVE_FOOT - self.foot().height
        return [*head, *self._body(room)]

    def foot(self) -> _Block:
        return self._said(self._card.foot, size=24, colour=_GREY, above=0, most=1)

    def _head(self) -> Iterator[_Block]:
        card = self._card
        yield self._said(card.publisher, size=26, colour=_GREY, above=0, most=1)
        size = 48 if len(card.headline) < 70 else 40
        yield self._said(card.headline, size=size, colour=_INK, above=14, most=3, bold=True)
        if card.alarm:
            yield self._said(f"⚑ {card.alarm}", size=26, colour=_ALARM, above=18, most=2, bold=True)

    def _body(self, room: int) -> list[_Block]:
        card = self._card
        shown = [[*self._section(section)] for section in card.sections[:_SECTIONS]]
        total = card.beyond + len(card.sections)
        count = used = 0
        while count < len(shown):
            used += _height(shown[count])
            is_last = count + 1 == total
            if count and used + (0 if is_last else self._more(total).height) > room:
                break
            count += 1
        blocks = [block for section in shown[:count] for block in section]
        return [*blocks, self._more(total - count)] if count < total else blocks

    def _more(self, count: int) -> _Block:
        said = self._card.more[count - 1 : count] or (f"+{count}",)
        return self._said(said[0], size=26, colour=_GREY, above=28, most=1, bold=True)

    def _section(self, section: Section) -> Iterator[_Block]:
        yield self._said(section.label, size=24, colour=_GREY, above=28, most=2)
        yield self._block(section.pieces, size=34, colour=_INK, above=6, most=7)

    def _said(self, text: str, *, size: int, colour: str, above: int, most: int, bold: bool = False) -> _Block:
        return self._block((("said", text),), size=size, colour=colour, above=above, most=most, bold=bold)

    def _block(
        self, pieces: Sequence[Piece], *, size: int, colour: str, above: int, most: int, bold: bool = False
    ) -> _Block:  # fmt: skip
        style = Style(size=round(size * self._scale), bold=bold, language=self._language)
        lines = typeset(_capped(pieces), style, self._fonts, _INSIDE, most)
        return _Block(lines=tuple(lines), style=style, colour=colour, above=round(above * self._scale))


def _capped(pieces: Sequence[Piece]) -> list[Piece]:
    """No more of a text than can find room: the time to set it stays small, whatever strangers send."""
    capped: list[Piece] = []
    left = _LONGEST
    for mark, text in pieces:
        shown = " … " if mark == "cut" else text[:left]
        capped.append((mark, shown))
        left -= len(shown)
        if left <= 0:
            return [*capped, ("text", "…")]
    return capped


def _height(blocks: Sequence[_Block]) -> int:
    return sum(block.height for block in blocks)


def _leading(style: Style) -> int:
    return round(style.size * 1.42)


class _Pen:
    """Draws blocks, from the right edge where `to_left`."""

    def __init__(self, draw: ImageDraw.ImageDraw, *, to_left: bool) -> None:
        self._draw = draw
        self._to_left = to_left

    def page(self, blocks: Sequence[_Block], foot: _Block, height: int) -> None:
        self._draw.rectangle((0, 0, WIDTH, 11), fill=_EDGE)
        at = _MARGIN
        for block in blocks:
            at = self._block(block, at)
        top = height - _MARGIN - foot.height + 16
        self._draw.line((_MARGIN, top - 22, WIDTH - _MARGIN, top - 22), fill=_RULE, width=2)
        self._block(foot, top)

    def _block(self, block: _Block, at: int) -> int:
        """Draws a block from `at` downwards; where the next one begins."""
        top = at + block.above
        for line in block.lines:
            x = WIDTH - _MARGIN - line.width if self._to_left else float(_MARGIN)
            for run in line.runs:
                if run.width >= 1:
                    self._run(run, block, x, top)
                x += run.width
            top += _leading(block.style)
        return at + block.height

    def _run(self, run: Run, block: _Block, x: float, top: int) -> None:
        size = block.style.size
        base = top + round(size * 1.06)
        right = x + run.width - 1
        ink, paper = _colours(run.mark, block.colour)
        if paper:
            self._draw.rectangle((x, top + round(size * 0.1), right, base + round(size * 0.3)), fill=paper)
        self._draw.text(
            (x, base), run.text, font=loaded(run.face, size), fill=ink, anchor="ls",
            stroke_width=_stroke(run, block.style), direction="rtl" if run.is_reversed else None,
        )  # fmt: skip
        # Struck through and underlined, so that the two are told apart without their colours.
        if run.mark == "old":
            self._draw.line((x, base - size * 0.3, right, base - size * 0.3), fill=_STRUCK, width=max(2, size // 14))
        elif run.mark == "new":
            self._draw.line((x, base + size * 0.2, right, base + size * 0.2), fill=ink, width=max(3, size // 12))


def _stroke(run: Run, style: Style) -> float:
    """How much thicker the letters are drawn where a bold font is missing, and where they are new."""
    return style.size / 40 if (style.bold and not run.face.bold) or (run.mark == "new" and not style.bold) else 0


def _colours(mark: Mark, colour: str) -> tuple[str, str]:
    """The colour of the letters, and of what is behind them, "" for nothing."""
    if mark == "old":
        return _OLD, _OLD_PAPER
    return (_NEW, _NEW_PAPER) if mark == "new" else (_GREY if mark == "cut" else colour, "")


def _png(image: Image.Image) -> bytes:
    held = io.BytesIO()
    image.quantize(_COLOURS, method=Image.Quantize.FASTOCTREE, dither=Image.Dither.NONE).save(held, "PNG")
    return held.getvalue()
