"""Programs out of Debian's packages, without installing them: no service of the machine is started or changed."""

from __future__ import annotations

import os
import subprocess
from pathlib import Path

_KEPT = Path(__file__).parents[2] / ".venv" / "debian"


def unpacked(folder: Path, *packages: str) -> dict[str, str]:
    """The environment in which the programs of `packages` run, once they and what they need are put into `folder`.

    What the machine has already of the libraries is taken from there. Downloads are kept in .venv/debian."""
    for package in packages:
        archives = _KEPT / package
        if not list(archives.glob(f"{package}_*.deb")) and not _downloaded(package, archives):
            subprocess.run(["apt-get", "-qq", "update"], check=True)
            assert _downloaded(package, archives), f"apt-get cannot download {package}"
        for archive in sorted(archives.glob("*.deb")):
            subprocess.run(["dpkg-deb", "--extract", archive, folder], check=True)
    for program in folder.glob("usr/*bin/*"):
        if program.is_file():
            program.chmod(0o755)  # not with the rights of root, whoever starts it
    libraries = [str(found) for pattern in ("lib/*-linux-*", "usr/lib/*-linux-*") for found in folder.glob(pattern)]
    return {"LD_LIBRARY_PATH": os.pathsep.join(libraries)}


def _downloaded(package: str, archives: Path) -> bool:
    """Whether the package is there with what the machine lacks for it."""
    (archives / "partial").mkdir(parents=True, exist_ok=True)
    options = ("-qq", "-y", "--no-install-recommends", "--reinstall", "--download-only")
    own = ("-o", f"Dir::Cache::archives={archives}", "-o", "Debug::NoLocking=1")
    done = subprocess.run(["apt-get", *options, *own, "install", package], capture_output=True, check=False)
    return done.returncode == 0
