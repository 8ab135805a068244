"""Completion in real shells, bash, zsh and fish, installed as `watcher completion --help` says: `make integration`."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest
from cli_place import Place
from shells import environment, pressed

ZSH = """
PS1='> '
fpath=($PWD $fpath)
autoload -U compinit && compinit -u -D
report() { print -r -- "<<$BUFFER>>"; }
zle -N report && bindkey '^X' report
"""
BASH = """
PS1='> '
. ./completion
report() { printf '<<%s>>\\n' "$READLINE_LINE"; }
bind -x '"\\C-x":report'
"""


@pytest.fixture
def place(tmp_path: Path) -> Place:
    """One article is tracked, and a page is saved."""
    place = Place(tmp_path)
    place.run("add", "https://river.example/story", "--tag", "water")
    place.file("page.html", "<h1>The river rises</h1>")
    return place


LINES = [
    ("watcher lo\t", "watcher log ", ""),
    ("watcher alerts re\t", "watcher alerts re", "release"),
    ("watcher log --min-weight ma\t", "watcher log --min-weight major ", ""),
    ("watcher log --kind caption.\t", "watcher log --kind caption.", "caption.edited"),
    ("watcher --conf\t", "watcher --config ", ""),
    ("watcher --config page\t", "watcher --config page.html ", ""),
    ("watcher extract pa\t", "watcher extract page.html ", ""),
    ("watcher --config watcher.toml list --tag w\t", "watcher --config watcher.toml list --tag water ", ""),
    ("watcher --config watcher.toml show \t", "watcher --config watcher.toml show 1 ", ""),
]


@pytest.mark.parametrize(("keys", "line", "offered"), LINES)
def test_zsh_completes_what_is_typed(keys: str, line: str, offered: str, place: Place) -> None:
    place.file("_watcher", place.run("completion", "zsh").out)
    found, shown = pressed(["zsh", "-f", "-i"], ZSH, keys, environment(place.folder), place.folder)
    assert found == line
    assert offered in shown


@pytest.mark.parametrize(("keys", "line", "offered"), LINES)
def test_bash_completes_what_is_typed(keys: str, line: str, offered: str, place: Place) -> None:
    place.file("completion", place.run("completion", "bash").out)
    again = "\t" * bool(offered)  # a list of several is shown at the second
    shell = ["bash", "--norc", "--noprofile", "-i"]
    found, shown = pressed(shell, BASH, keys + again, environment(place.folder), place.folder)
    assert found == line
    assert offered in shown


def test_zsh_tells_what_commands_do(place: Place) -> None:
    place.file("_watcher", place.run("completion", "zsh").out)
    _, shown = pressed(["zsh", "-f", "-i"], ZSH, "watcher re\t", environment(place.folder), place.folder)
    assert "-- Forget articles and their history." in shown


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("watcher lo", "log\tShow changes, the newest last.\n"),
        ("watcher log --min-weight m", "major\nminor\n"),
        ("watcher log --kin", '--kind\tOnly what has a change of that kind, such as "title.*".\n'),
        ("watcher extract pa", "page.html\n"),
        ("watcher diff pa", "page.html\n"),
        ("watcher --config watcher.toml show ", "1\thttps://river.example/story\n"),
        ("watcher --config watcher.toml list --tag w", "water\n"),
        ("watcher notacommand ", ""),
    ],
)
def test_fish_completes_what_is_typed(typed: str, offered: str, place: Place) -> None:
    place.file(".config/fish/completions/watcher.fish", place.run("completion", "fish").out)
    done = subprocess.run(
        ["fish", "-c", f"complete -C '{typed}'"],
        capture_output=True, text=True, env=environment(place.folder), cwd=place.folder, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout == offered
