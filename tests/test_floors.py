"""The floors of the house hold, and the contracts that say so bite."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[1]


def linted(folder: Path) -> subprocess.CompletedProcess[str]:
    """The contracts of pyproject.toml, held against the package in `folder`."""
    lint = Path(sys.executable).with_name("lint-imports")
    command: list[str | Path] = [lint, "--no-cache", "--config", folder / "pyproject.toml"]
    return subprocess.run(
        command, cwd=folder, env={"PYTHONPATH": str(folder)}, capture_output=True, text=True, check=False
    )


@pytest.fixture
def house(tmp_path: Path) -> Path:
    """A copy of the house that may be spoiled."""
    shutil.copy(ROOT / "pyproject.toml", tmp_path)
    shutil.copytree(ROOT / "watcher", tmp_path / "watcher", ignore=shutil.ignore_patterns("__pycache__", "*.sql"))
    return tmp_path


def test_imports_run_downward() -> None:
    run = linted(ROOT)
    assert run.returncode == 0, run.stdout


@pytest.mark.parametrize(
    ("file", "line", "broken"),
    [
        ("doubt/__init__.py", "import watcher.compare", "watcher.doubt is not allowed to import watcher.compare"),
        ("cadence.py", "import watcher.store", "watcher.cadence is not allowed to import watcher.store"),
        ("text.py", "import watcher.settings", "watcher.text is not allowed to import watcher.settings"),
        ("decide/__init__.py", "import watcher.check", "watcher.decide is not allowed to import watcher.check"),
        ("decide/__init__.py", "import asyncio", "watcher.decide is not allowed to import asyncio"),
        ("extract/dates.py", "import aiohttp", "watcher.extract is not allowed to import aiohttp"),
        ("compare/__init__.py", "import sqlite3", "watcher.compare is not allowed to import sqlite3"),
        ("fetch/guard.py", "import socket", "watcher.fetch.guard is not allowed to import socket"),
        ("newcomer.py", "", "- watcher.newcomer"),
    ],
)
def test_a_wrong_import_is_found(house: Path, file: str, line: str, broken: str) -> None:
    with (house / "watcher" / file).open("a", encoding="utf-8") as source:
        source.write(f"\n{line}\n")
    run = linted(house)
    assert run.returncode == 1
    assert broken in " ".join(run.stdout.split())
