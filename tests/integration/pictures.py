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

WIDE, PHONE = {"width": 1100, "height": 760}, {"width": 390, "height": 780}
DARK, CHINESE = {"color_scheme": "dark"}, {"locale": "zh-CN"}
PICTURES: tuple[tuple[str, str, dict[str, Any]], ...] = (
    ("stream", "/", {"viewport": WIDE}),
    ("article", "/watch/1", {"viewport": WIDE}),
    ("difference", "/watch/1/diff/2..3", {"viewport": WIDE}),
    ("side-by-side", "/watch/1/diff/2..3?side=1", {"viewport": WIDE}),
    ("chinese", "/watch/3/diff/1..3", {"viewport": WIDE} | CHINESE),
    ("dark", "/sites", {"viewport": WIDE} | DARK),
    ("phone", "/", {"viewport": PHONE, "device_scale_factor": 2}),
)  # fmt: skip
COLOURS = 64


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
