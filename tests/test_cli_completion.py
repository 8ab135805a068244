"""Completion, as shells ask for it."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest
from cli_place import Place


@pytest.mark.parametrize("shell", ["bash", "zsh", "fish"])
def test_each_shell_gets_what_it_reads(shell: str, tmp_path: Path) -> None:
    ran = Place(tmp_path).run("completion", shell)
    assert (ran.code, ran.err) == (0, "")
    assert f"_WATCHER_COMPLETE={shell}_complete" in ran.out


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
    ],
)
def test_bash_completes_what_is_typed(typed: str, offered: list[str], tmp_path: Path) -> None:
    bash = shutil.which("bash")
    assert bash is not None
    script = Place(tmp_path).run("completion", "bash").out
    program = tmp_path / "watcher"
    program.write_text(f'#!/bin/sh\nexec {sys.executable} -m watcher "$@"\n')
    program.chmod(0o755)
    words = typed.split(" ")
    quoted = " ".join(f"'{word}'" for word in words)
    asked = f"{script}\nCOMP_WORDS=({quoted}); COMP_CWORD={len(words) - 1}; _watcher_completion watcher\n"
    done = subprocess.run(
        [bash, "-c", asked + 'printf "%s\\n" "${COMPREPLY[@]}"'],
        capture_output=True, text=True, env={"PATH": f"{tmp_path}:/usr/bin:/bin"}, check=True, timeout=60,
    )  # fmt: skip
    assert done.stdout.split() == offered
