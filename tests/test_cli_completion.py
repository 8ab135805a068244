"""Completion, as shells ask for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli_place import Place
from store_builders import added


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_what_it_reads(shell: str, tmp_path: Path) -> None:
    ran = Place(tmp_path).run("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert f"_WATCHER_COMPLETE={shell}_complete" in ran.out


def test_the_script_is_one_json_document_where_that_is_asked_for(tmp_path: Path) -> None:
    place = Place(tmp_path)
    script = place.run("completion", "zsh").out.rstrip("\n")
    assert place.run("--json", "completion", "zsh").document == {"shell": "zsh", "script": script}


def test_a_shell_that_is_not_known_is_wrong_usage(tmp_path: Path) -> None:
    ran = Place(tmp_path).run("completion", "tcsh")
    assert ran.code == 2
    assert "'tcsh' is not one of 'bash', 'zsh', 'fish'" in ran.err


@pytest.mark.parametrize(
    ("typed", "offered"),
    [
        ("watcher dif", ["diff"]),
        ("watcher alerts re", ["release", "retry"]),
        ("watcher log --min-w", ["--min-weight"]),
        ("watcher log --min-weight m", ["minor", "major"]),
        ("watcher log --kind caption.", ["caption.added", "caption.removed", "caption.edited"]),
        ("watcher notacommand ", []),
        ("watcher --config watcher.toml show 1", ["1", "10"]),
        ("watcher --config watcher.toml list --tag w", ["water", "wind"]),
        ("watcher --config none.toml show 1", []),
    ],
)
def test_bash_completes_what_is_typed(typed: str, offered: list[str], tmp_path: Path) -> None:
    bash = shutil.which("bash")
    assert bash is not None
    place = Place(tmp_path)
    with place.store() as store:
        for number in range(10):
            added(store, f"river{number}", tags=("wind", "water", "air"))
    script = place.run("completion", "bash").out
    program = tmp_path / "watcher"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m watcher "$@"\n')
    program.chmod(0o755)
    words = typed.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    asked = f"{script}\nCOMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _watcher_completion watcher\n"
    done = subprocess.run(
        [bash, "-c", asked + 'printf "%s\\n" "${COMPREPLY[@]}"'],
        capture_output=True, text=True, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, cwd=tmp_path,
        check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.split() == offered


def asked(shell: str, typed: str) -> tuple[str, list[str]]:
    """What a shell is told of the last word of `typed`, and the modules of ours that were loaded for it."""
    script = (
        "import sys\nfrom watcher.cli import cli\n"
        "try: cli.main([], prog_name='watcher')\nexcept SystemExit: pass\n"
        "print(','.join(name for name in sys.modules if name.startswith('watcher.')))"
    )
    last = typed.rsplit(" ", maxsplit=1)[-1] if shell == "fish" else str(typed.count(" "))
    environ = {"_WATCHER_COMPLETE": f"{shell}_complete", "COMP_WORDS": typed, "COMP_CWORD": last}
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, env=environ, check=True)
    told, _, modules = done.stdout.strip().rpartition("\n")
    return told, modules.split(",")


def test_a_command_is_completed_without_loading_any_and_told_of_to_the_end() -> None:
    told, loaded = asked("fish", "watcher sh")
    assert told == "plain,show\tShow a revision as a reader would read it."
    assert sorted(loaded) == ["watcher.cli", "watcher.cli.asked", "watcher.errors"]


def test_options_are_offered_before_any_command() -> None:
    told, _ = asked("zsh", "watcher --v")
    assert told.split("\n") == [
        "plain", "--verbose", "Say more.", "plain", "--version", "Show the version and exit.",
    ]  # fmt: skip


def test_numbers_of_watches_are_told_with_their_addresses(tmp_path: Path) -> None:
    place = Place(tmp_path)
    place.run("add", "https://river.example/%E6%B0%B4")
    told, _ = asked("fish", f"watcher --config {place.config} show ")
    assert told == "plain,1\thttps://river.example/水"


def test_files_are_completed_where_one_may_stand() -> None:
    assert asked("zsh", "watcher extract pa")[0] == "file\npa\n_"
    assert asked("zsh", "watcher restore ")[0] == "file\n\n_"
