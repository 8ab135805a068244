"""What is pinned can be installed wherever pyproject.toml says."""

from __future__ import annotations

import re
import tomllib
from importlib.metadata import metadata
from pathlib import Path

import pytest
from packaging.specifiers import SpecifierSet

ROOT = Path(__file__).parents[1]
LOWEST = tomllib.loads((ROOT / "pyproject.toml").read_text())["project"]["requires-python"].removeprefix(">=")
PINNED = re.findall(r"^([\w.-]+)==", (ROOT / "requirements" / "run.txt").read_text(), re.MULTILINE)


@pytest.mark.parametrize("name", PINNED)
def test_a_pinned_package_takes_the_oldest_python_that_we_take(name: str) -> None:
    taken = str(metadata(name)["Requires-Python"] or "")
    assert f"{LOWEST}.0" in SpecifierSet(taken), taken
