"""Debian's fonts, and fontconfig that knows these and no others."""

from __future__ import annotations

import os
from pathlib import Path

from debian import unpacked


def fonts(folder: Path) -> dict[str, str]:
    """The environment of a process that draws with them; they are put into `folder`."""
    environment = unpacked(folder, "fontconfig", "fonts-dejavu-core", "fonts-wqy-microhei", "libfribidi0")
    settings = folder / "fonts.conf"
    there, cache = folder / "usr/share/fonts", folder / "cache"
    settings.write_text(f"<fontconfig><dir>{there}</dir><cachedir>{cache}</cachedir></fontconfig>", encoding="utf-8")
    path = os.pathsep.join((str(folder / "usr/bin"), os.environ["PATH"]))
    return environment | {"FONTCONFIG_FILE": str(settings), "PATH": path}
