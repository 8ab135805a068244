"""What is made when somebody asks for it: parts of packages, patterns."""

from __future__ import annotations

import re
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from importlib import import_module
from pkgutil import iter_modules
from threading import Barrier
from time import sleep

import pytest

from watcher import extract
from watcher.lazily import late

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


def test_a_late_pattern_does_what_a_pattern_does() -> None:
    found, pattern = late(r"(\w+)-(\d+)", re.IGNORECASE), re.compile(r"(\w+)-(\d+)", re.IGNORECASE)
    for text in ("kalo-7", "a kalo-7 b-8", "", "kalo"):
        assert _told(found.match(text)) == _told(pattern.match(text))
        assert _told(found.search(text, 2)) == _told(pattern.search(text, 2))
        assert found.findall(text) == pattern.findall(text)
        assert found.sub(r"\2", text) == pattern.sub(r"\2", text)
    assert (found.pattern, found.flags) == (pattern.pattern, pattern.flags)


def test_a_late_pattern_is_compiled_when_it_is_used_first() -> None:
    made: list[str] = []
    found = late(lambda: made.append("kalo") or "kalo")  # type: ignore[func-returns-value]
    assert not made
    assert found.match("kalo")
    assert found.search("a kalo")
    assert made == ["kalo"]


def test_who_reads_a_second_page_has_all_late_patterns_compiled() -> None:
    script = (
        "from watcher.extract import extract; from watcher.lazily import late\n"
        "own = late(lambda: print('compiled', end=' ') or 'kalo')\n"
        "for n in (1, 2, 3):\n"
        "    extract(b'<h1>Kalo</h1><p>Kalo is a port.</p>', 'https://kalo.example/a')\n"
        "    print(n, end=' ')"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "1 compiled 2 3 "


def test_threads_that_want_a_late_pattern_at_once_have_it_compiled_once(monkeypatch: pytest.MonkeyPatch) -> None:
    compiled: list[str] = []
    compile_, together, found = re.compile, Barrier(5), late("kalo")

    def slowly(pattern: str, flags: re.RegexFlag) -> re.Pattern[str]:
        compiled.append(pattern)
        sleep(0.05)
        return compile_(pattern, flags)

    def match(text: str) -> bool:
        together.wait()
        return found.match(text) is not None

    monkeypatch.setattr("re.compile", slowly)
    with ThreadPoolExecutor(5) as pool:
        assert list(pool.map(match, ["kalo"] * 5)) == [True] * 5
    assert compiled == ["kalo"]


def test_every_late_pattern_of_the_reader_can_be_compiled() -> None:
    modules = [import_module(f"watcher.extract.{part.name}") for part in iter_modules(extract.__path__)]
    own = [value for module in modules for value in vars(module).values() if type(value) is type(late(""))]
    assert len(own) > 50
    assert all(value.groups >= 0 for value in own)


@pytest.mark.parametrize(
    ("module", "unneeded"),
    [
        ("running", ("PIL", "apprise", "bs4", "deepdiff", "jinja2")),
        ("installation", ("asyncio", "aiohttp", "watcher.extract")),
        ("listing", ("asyncio", "aiohttp", "watcher.extract")),
    ],
)
def test_commands_start_without_what_they_seldom_need(module: str, unneeded: tuple[str, ...]) -> None:
    script = f"import sys, watcher.cli.{module}\nprint(*[name for name in {unneeded} if name in sys.modules])"
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    assert done.stdout == "\n"


def _told(found: re.Match[str] | None) -> object:
    return found and (found.span(), found.groups())
