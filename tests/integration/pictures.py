"""Takes the pictures of the web pages that the README shows: `make pictures`."""

from __future__ import annotations

import asyncio
import sys
import tempfile
from io import BytesIO
from pathlib import Path
from typing import Any

import gazette
from PIL import Image
from web_reader import reading, serving, started

PHONE = {"viewport": {"width": 390, "height": 720}, "device_scale_factor": 2}
DARK, CHINESE = {"color_scheme": "dark"}, {"locale": "zh-CN"}


def wide(height: int) -> dict[str, Any]:
    return {"viewport": {"width": 1000, "height": height}}


PICTURES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("stream", "/", wide(830)),
    ("article", "/watch/1", wide(760)),
    ("difference", "/watch/1/diff/1..2", wide(620)),
    ("side-by-side", "/watch/1/diff/2..3?side=1", wide(900)),
    ("chinese", "/watch/3", wide(760) | CHINESE),
    ("dark", "/watch/1/diff/2..3", wide(700) | DARK),
    ("phone", "/", PHONE),
)
COLOURS = 128


async def take(folder: Path) -> None:
    """Puts them into `folder`, over those that are there."""
    with tempfile.TemporaryDirectory() as place:
        async with serving(Path(place), gazette.filled) as base, started() as chromium:
            for name, path, options in PICTURES:
                async with reading(chromium, base, **options) as reader:
                    await reader.opens(path)
                    keep(folder / f"{name}.png", await reader.page.screenshot())


def keep(path: Path, picture: bytes) -> None:
    """Writes a small PNG."""
    shown = Image.open(BytesIO(picture)).convert("RGB")
    shown.quantize(COLOURS, dither=Image.Dither.NONE).save(path, optimize=True)


if __name__ == "__main__":
    asyncio.run(take(Path(sys.argv[1])))
