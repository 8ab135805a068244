"""Packages of which only the parts that are asked for are loaded."""

from __future__ import annotations

import subprocess
import sys
from importlib import import_module

import pytest

PACKAGES = ["watcher.model", "watcher.store"]


@pytest.mark.parametrize("package", PACKAGES)
def test_every_name_that_a_package_offers_is_there(package: str) -> None:
    module = import_module(package)
    assert module.__all__ == sorted(set(module.__all__), key=lambda name: (not name.isupper(), name))
    for name in module.__all__:
        assert getattr(module, name) is getattr(module, name)


@pytest.mark.parametrize("package", PACKAGES)
def test_what_a_package_does_not_offer_is_an_attribute_error_as_of_any_module(package: str) -> None:
    with pytest.raises(AttributeError, match=f"module '{package}' has no attribute 'Nonsense'"):
        import_module(package).Nonsense  # noqa: B018
    with pytest.raises(ImportError, match="cannot import name 'Nonsense'"):
        exec(f"from {package} import Nonsense")


def test_a_part_is_loaded_with_the_first_name_that_is_asked_of_it() -> None:
    script = (
        "import sys, watcher.model\n"
        "def loaded(): return [m for m in sys.modules if m.startswith('watcher.model.')]\n"
        "print(*loaded()); from watcher.model import Weight; print(*loaded())"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "\nwatcher.model.weight\n"
