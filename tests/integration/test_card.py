"""Cards drawn with real fonts, as fontconfig finds them: `make integration`."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from itertools import combinations
from pathlib import Path

import pytest
from debian_fonts import fonts
from PIL import Image

WIDTH, MARGIN = 1200, 64
DRAWING = """
import json, sys
from watcher.notify.card import Card, Section, drawn
for name, (headline, before, after) in json.load(sys.stdin).items():
    section = Section(label="Edited", pieces=(("old", before), ("new", after)))
    card = Card(publisher="example.org", headline=headline, sections=(section,), foot="Seen.", language=name[:2])
    with open(f"{sys.argv[1]}/{name}.png", "wb") as file:
        file.write(drawn(card))
"""
TEXTS = {
    "en": ("Bridge closed", "21", "12"), "de": ("Größere Brücke gesperrt", "sechs", "fünf"),
    "ru": ("Мост закрыт", "шесть", "пять"), "el": ("Η γέφυρα έκλεισε", "έξι", "πέντε"),
    "zh": ("中国新闻", "十亿", "百亿"), "ja": ("東京の橋", "六つ", "五つ"), "ko": ("서울교량", "여섯", "다섯"),
    "ar": ("سسس", "ستة", "خمسة"), "he": ("הגשר נסגר", "שש", "חמש"),
    "en-emoji": ("Bridge 🎉 closed", "21", "12"), "en-plain": ("Bridge closed", "21", "12"),
}  # fmt: skip


@pytest.fixture(scope="module")
def pictures(tmp_path_factory: pytest.TempPathFactory) -> dict[str, Image.Image]:
    """A card in each language, drawn by a process that knows Debian's fonts and no others."""
    folder: Path = tmp_path_factory.mktemp("fonts")
    environment = fonts(folder)
    subprocess.run(
        [sys.executable, "-c", DRAWING, str(folder)], input=json.dumps(TEXTS), text=True, check=True, timeout=120,
        env=os.environ | environment,
    )  # fmt: skip
    return {name: Image.open(folder / f"{name}.png").convert("L") for name in TEXTS}


def headline(picture: Image.Image) -> Image.Image:
    """Its ink, black on white, of one line in the largest size."""
    return picture.crop((0, 120, WIDTH, 225)).point(lambda shade: 255 if shade > 128 else 0)


def ink(picture: Image.Image) -> tuple[int, int]:
    """The first and the last column in which something is drawn."""
    box = picture.point(lambda shade: 255 - shade).getbbox()
    assert box is not None, "nothing is drawn"
    return box[0], box[2]


@pytest.mark.parametrize("language", ["zh", "ja", "ko"])
def test_every_letter_of_chinese_japanese_and_korean_has_a_shape_of_its_own(
    pictures: dict[str, Image.Image], language: str
) -> None:
    line = headline(pictures[language])
    left, right = ink(line)
    cell = (right - left) / 4
    letters = [line.crop((round(left + cell * i), 0, round(left + cell * (i + 1)), 105)).tobytes() for i in range(4)]
    for one, other in combinations(letters, 2):
        assert one != other, "boxes for what a font does not have would be alike"


def test_arabic_letters_are_joined(pictures: dict[str, Image.Image]) -> None:
    line = headline(pictures["ar"])
    left, right = ink(line)
    gaps = [x for x in range(left, right) if line.crop((x, 0, x + 1, 105)).getextrema()[0] == 255]
    assert gaps == []


@pytest.mark.parametrize("language", ["ar", "he"])
def test_what_runs_from_right_to_left_begins_at_the_right(pictures: dict[str, Image.Image], language: str) -> None:
    left, right = ink(headline(pictures[language]))
    assert right > WIDTH - MARGIN - 10
    assert left > MARGIN + 10


@pytest.mark.parametrize("language", ["en", "de", "ru", "el"])
def test_european_texts_begin_at_the_left(pictures: dict[str, Image.Image], language: str) -> None:
    left, right = ink(headline(pictures[language]))
    assert MARGIN <= left < MARGIN + 10
    assert right < WIDTH - MARGIN


def test_an_emoji_without_a_glyph_leaves_no_box(pictures: dict[str, Image.Image]) -> None:
    assert pictures["en-emoji"].tobytes() == pictures["en-plain"].tobytes()
