"""The documents are true: what they show is what the commands print, what they configure is accepted."""

from __future__ import annotations

import fnmatch
import os
import re
import shlex
import subprocess
import sys
from collections.abc import Iterator
from dataclasses import fields
from pathlib import Path

import pytest

from watcher import settings
from watcher.entries import Entry
from watcher.extract.notices import is_notice
from watcher.model import Article
from watcher.model.article import BLOCKS

ROOT = Path(__file__).resolve().parent.parent
README = (ROOT / "README.md").read_text("utf-8")


def session() -> Iterator[tuple[str, list[str]]]:
    """(command, the lines shown under it) of the README's session."""
    shown = re.search(r"```console\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    for part in shown[1].split("$ ")[1:]:
        command, *lines = part.rstrip("\n").split("\n")
        yield command, lines


def shown_in(output: str, lines: list[str]) -> bool:
    """Whether the lines stand in the output in this order; a line of "…" stands for any lines."""
    pattern = "".join(".*" if line == "…" else re.escape(line) + r"\n" for line in lines)
    return re.fullmatch(pattern, output.rstrip("\n") + "\n", re.DOTALL) is not None


def test_the_readmes_session_prints_what_it_shows(tmp_path: Path) -> None:
    (tmp_path / "watcher.toml").write_text(f'database = "sqlite:{tmp_path}/watcher.db"\n')
    for command, lines in session():
        words = shlex.split(command)
        assert words[0] == "watcher"
        answer = subprocess.run(
            [sys.executable, "-m", "watcher", "--config", str(tmp_path / "watcher.toml"), *words[1:]],
            capture_output=True, text=True, cwd=ROOT, env=os.environ | {"NO_COLOR": "1", "COLUMNS": "110"}, check=True,
        )  # fmt: skip
        assert shown_in(answer.stdout, lines), (command, answer.stdout)


def test_the_readmes_configuration_is_accepted(tmp_path: Path) -> None:
    shown = re.search(r"```toml\n(.*?)```", README, re.DOTALL)
    assert shown is not None
    (tmp_path / "watcher.toml").write_text(shown[1])
    subscriptions = settings.load(tmp_path / "watcher.toml").subscriptions
    assert [s.name for s in subscriptions] == ["desk", "corrections"]


@pytest.mark.parametrize("path", [*re.findall(r"`((?:docs|config|bench)/[\w./-]+)`", README)])
def test_every_file_the_readme_names_is_there(path: str) -> None:
    assert (ROOT / path).exists()


def test_every_file_the_walk_names_is_there() -> None:
    named = re.findall(r"`([\w/]+(?:\.py|/))`", README)
    assert named
    assert not [name for name in named if not (ROOT / "watcher" / name).exists() and not (ROOT / name).exists()]


def test_the_makefile_has_every_command_the_documents_name() -> None:
    makefile = (ROOT / "Makefile").read_text("utf-8")
    texts = README + (ROOT / "CONTRIBUTING.md").read_text("utf-8")
    for target in set(re.findall(r"`?make ([a-z-]+)", texts)):
        assert re.search(rf"^{target}:", makefile, re.MULTILINE), target


def test_the_glossary_has_every_outcome_and_standing() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text("utf-8")
    for word in ("same", "changed", "new", "gone", "blocked", "unreadable", "redirected", "failed", "present"):
        assert fnmatch.fnmatch(glossary, f"*{word}*")


READING = (ROOT / "docs" / "reading.md").read_text("utf-8")
NOTICE_ROWS = re.findall(r"^\| (\w+) \| (.+?) \| (.+?) \|$", READING.partition("| is a notice |")[2], re.MULTILINE)


def test_every_field_and_every_kind_of_block_is_explained() -> None:
    explained = set(re.findall(r"`(\w+)`", READING))
    assert {field.name for field in fields(Article)} | BLOCKS.keys() <= explained


@pytest.mark.parametrize(("language", "notice", "lookalike"), NOTICE_ROWS)
def test_a_notice_in_the_table_is_one_and_what_stands_beside_it_is_none(
    language: str, notice: str, lookalike: str
) -> None:
    assert language
    assert is_notice(notice)
    assert not is_notice(lookalike)


def test_the_table_of_notices_has_every_language() -> None:
    assert len({language for language, _, _ in NOTICE_ROWS}) == 14


def test_every_promise_of_security_names_tests_that_are_there() -> None:
    text = (ROOT / "docs/security.md").read_text(encoding="utf-8")
    named = re.findall(r"`(tests/[\w/]+\.py)::(\w+)`", text)
    assert len(named) > 50
    missing = [
        f"{file}::{name}"
        for file, name in named
        if not re.search(rf"^ *(?:async )?def {name}\(", (ROOT / file).read_text(encoding="utf-8"), re.MULTILINE)
    ]
    assert missing == []
    rows = [line for line in text.split("## Addresses")[0].splitlines() if line.startswith("| ")][2:]
    assert all("`tests/" in row.split(" | ")[2] for row in rows)


def test_every_kind_of_entry_is_explained() -> None:
    operations = (ROOT / "docs" / "operations.md").read_text("utf-8")
    assert re.findall(r"^\| `([0-9a-f]{32})` \|", operations, re.MULTILINE) == list(Entry)
