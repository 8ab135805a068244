"""Cards drawn with fonts made for the test, whose letters are boxes: what is on them is known to the pixel."""

from __future__ import annotations

import io
import subprocess
import sys
from collections import Counter
from pathlib import Path

import pytest
from boxfont import BoxFonts, box_font
from PIL import Image

from watcher.notify.card import LEAST, MOST, WIDTH, Card, Section, drawn
from watcher.notify.markup import Piece
from watcher.notify.typeset import NoPicture

LATIN = "".join(map(chr, range(33, 127))) + "…⚑"
HAN = "报告称出口额达到十五亿美元，。「」〓中"
RED, STRUCK, GREEN, AMBER = (155, 28, 28), (212, 80, 76), (17, 89, 42), (138, 75, 0)
Colour = tuple[int, int, int]


@pytest.fixture(scope="module")
def fonts(tmp_path_factory: pytest.TempPathFactory) -> BoxFonts:
    folder: Path = tmp_path_factory.mktemp("fonts")
    return BoxFonts({"": box_font(folder / "latin.ttf", LATIN), "zh-cn": box_font(folder / "han.ttf", HAN + LATIN)})


def card(*sections: Section, headline: str = "Ministers met", alarm: str = "", beyond: int = 0) -> Card:
    return Card(
        publisher="example.org", headline=headline, sections=sections, foot="Seen between 10:31 and 10:44 UTC.",
        alarm=alarm, beyond=beyond, more=tuple(f"And {count} more." for count in range(1, 5)),
    )  # fmt: skip


def edited(*pieces: Piece, label: str = "Paragraph edited") -> Section:
    return Section(label=label, pieces=pieces)


def picture(of: Card, fonts: BoxFonts) -> Image.Image:
    image = Image.open(io.BytesIO(drawn(of, fonts)))
    assert image.format == "PNG"
    return image


def places(image: Image.Image, colour: Colour) -> list[tuple[int, int]]:
    """Where pixels are of about this colour: the picture has only as many as it needs."""
    palette = image.getpalette() or []
    known = [palette[i : i + 3] for i in range(0, len(palette), 3)]
    wanted = {i for i, one in enumerate(known) if max(abs(a - b) for a, b in zip(one, colour, strict=True)) < 16}
    return [(i % image.width, i // image.width) for i, pixel in enumerate(image.tobytes()) if pixel in wanted]


def box(image: Image.Image, colour: Colour) -> tuple[int, int, int, int]:
    """The smallest box around all pixels of the colour."""
    found = places(image, colour)
    assert found, f"nothing is {colour}"
    across, down = zip(*found, strict=True)
    return min(across), min(down), max(across), max(down)


def whole_rows(image: Image.Image, colour: Colour) -> list[int]:
    """The first row of each line of this colour that is drawn from end to end."""
    left, _, right, _ = box(image, colour)
    counts = Counter(y for _, y in places(image, colour))
    rows = [y for y, count in counts.items() if count >= right - left]
    return [y for y in rows if y - 1 not in rows]


def test_one_short_change_makes_the_smallest_picture(fonts: BoxFonts) -> None:
    assert picture(card(edited(("old", "21"), ("new", "12"))), fonts).size == (WIDTH, LEAST)


def test_the_picture_grows_with_what_is_told_up_to_a_bound(fonts: BoxFonts) -> None:
    long = edited(("text", "word " * 60), ("old", "gone"))
    heights = [picture(card(*[long] * count), fonts).height for count in (1, 2, 8)]
    assert LEAST < heights[0] < heights[1] <= MOST
    assert heights[0] < heights[2] <= MOST


def test_what_finds_no_room_is_counted(fonts: BoxFonts) -> None:
    long = edited(("text", "word " * 60), ("old", "gone"))
    few, many = card(*[long] * 8), card(*[long] * 8, beyond=3)
    assert drawn(few, fonts) != drawn(many, fonts)
    # All that differs is the number in the line above the foot.
    one, other = picture(few, fonts), picture(many, fonts)
    assert (
        one.crop((0, 0, WIDTH, one.height - 220)).tobytes() == other.crop((0, 0, WIDTH, other.height - 220)).tobytes()
    )


def test_old_words_are_struck_through_and_red_new_ones_underlined_and_green(fonts: BoxFonts) -> None:
    image = picture(card(edited(("text", "It was "), ("old", "twenty"), ("new", "twelve"))), fonts)
    old, new = box(image, RED), box(image, GREEN)
    assert old[2] < new[0], "the old words stand before the new ones"
    (struck,) = whole_rows(image, STRUCK)
    assert old[1] < struck < old[3], "a line goes through the old words"
    across = box(image, STRUCK)
    assert across[0] <= old[0] < old[2] <= across[2], "through all of them"
    (under,) = whole_rows(image, GREEN)
    assert under > old[3], "what underlines the new words lies below all letters"


def test_the_same_card_gives_the_same_bytes(fonts: BoxFonts) -> None:
    of = card(edited(("old", "21"), ("new", "12")))
    first = drawn(of, fonts)
    drawn.cache_clear()
    assert drawn(of, fonts) == first


def test_chinese_is_set_in_its_font_and_not_in_empty_boxes(fonts: BoxFonts) -> None:
    image = picture(card(edited(("old", "十五亿")), headline="报告称出口额达到"), fonts)
    _, top, _, bottom = box(image, RED)
    # The letters of this font are 400 or more of 1000 high, the box for a missing letter 300.
    assert bottom - top > 40 * 0.4


def test_a_letter_without_a_font_makes_no_picture(fonts: BoxFonts) -> None:
    with pytest.raises(NoPicture, match="apt-get install fonts-noto-cjk"):
        drawn(card(edited(("old", "서울"))), fonts)
    with pytest.raises(NoPicture, match=r"apt-get install (?:fonts-dejavu-core|libfribidi0)"):
        drawn(card(edited(("old", "\ufdfa" * 1000))), fonts)


def test_an_alarm_is_shown(fonts: BoxFonts) -> None:
    section = edited(("old", "21"))
    assert places(picture(card(section, alarm="Not disclosed"), fonts), AMBER)
    assert not places(picture(card(section), fonts), AMBER)


@pytest.mark.parametrize(
    "hostile",
    [
        "a" * 100_000, "a " * 50_000, "\u202e\u2066abc\u0000\x1b[31m", "a" + "\u0301" * 5_000, "报" * 100_000,
        "\ud800\udfff", "\u200d" * 1_000, "", " ", "\n\n\t", "🎉" * 5_000, "(" * 3_000, "-" * 3_000,
        "<script>alert(1)</script>", "%s{count}{0}", "\U000e0041" * 500, "\u0600\u06dd" * 50,
    ],
)  # fmt: skip
def test_hostile_texts_are_drawn_within_bounds(fonts: BoxFonts, hostile: str) -> None:
    section = edited(("old", hostile), ("new", "x" + hostile), label=hostile)
    of = Card(
        publisher=hostile, headline=hostile, sections=(section,) * 30,
        foot=hostile, alarm=hostile, more=(hostile,) * 40, language=hostile[:20],
    )  # fmt: skip
    assert LEAST <= picture(of, fonts).height <= MOST + 400


def test_without_fontconfig_and_fonts_latin_texts_are_drawn_all_the_same(tmp_path: Path) -> None:
    drawing = (
        "from watcher.notify.card import Card, Section, drawn\n"
        "section = Section(label='Edited', pieces=(('old', '21'), ('new', '12')))\n"
        "print(len(drawn(Card(publisher='example.org', headline='Greater', sections=(section,), foot='Seen.'))))"
    )
    ran = subprocess.run(
        [sys.executable, "-c", drawing], env={"PATH": "", "HOME": str(tmp_path)}, capture_output=True, text=True,
        timeout=60, check=True,
    )  # fmt: skip
    assert int(ran.stdout) > 1000
