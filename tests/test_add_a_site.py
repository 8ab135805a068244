"""docs/add-a-site.md, followed to the letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from watcher.errors import SettingsError
from watcher.extract import extract
from watcher.extract.rules import load, parsed, shipped

GUIDE = (Path(__file__).resolve().parent.parent / "docs/add-a-site.md").read_text("utf-8")
URL = "https://www.harbour.example/ferry"


def shown(kind: str) -> str:
    found = re.search(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)
    assert found is not None
    return found[1]


def test_the_guides_rule_changes_the_guides_page_as_it_says(tmp_path: Path) -> None:
    page = shown("html").encode()
    before = extract(page, URL)
    assert (len(before.blocks), before.authors) == (3, ())
    (tmp_path / "harbour.toml").write_text(shown("toml"), encoding="utf-8")
    after = extract(page, URL, rules=load(tmp_path))
    assert (len(after.blocks), after.authors) == (2, ("Ines Markward",))
    assert after.title == before.title


def test_a_rule_says_nothing_about_other_hosts(tmp_path: Path) -> None:
    (tmp_path / "harbour.toml").write_text(shown("toml"), encoding="utf-8")
    page = shown("html").encode()
    assert extract(page, "https://other.example/", rules=load(tmp_path)) == extract(page, "https://other.example/")


def test_a_folder_without_rules_gives_the_shipped_ones(tmp_path: Path) -> None:
    assert load(tmp_path / "nothing") == shipped()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("hosts = [", "harbour.toml"),
        ('hosts = ["a.example"]', "layout"),
        ('hosts = ["a.example"]\n[[layout]]\ndrop = []', "container"),
        ('hosts = ["a.example"]\n[[layout]]\ncontainer = "p[["', "container"),
        ('hosts = ["a.example"]\n[[layout]]\ncontainer = "p"\nbylin = "p"', "bylin"),
        ('hosts = ["a.example"]\n[[layout]]\ncontainer = "p"\nbyline = { select = "p", match = "(" }', "match"),
        ('hosts = ["a.example"]\n[[layout]]\ncontainer = "p"\nbyline = { select = "p", match = "x" }', "group"),
        ('hosts = ["a.example"]\nzone = "Mars"\n[[layout]]\ncontainer = "p"', "Mars"),
    ],
)
def test_a_wrong_rule_is_one_error_that_names_file_and_key(text: str, named: str) -> None:
    with pytest.raises(SettingsError, match=named) as error:
        parsed(text, "harbour.toml")
    assert "harbour.toml" in str(error.value)
