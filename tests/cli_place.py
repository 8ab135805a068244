"""A place to run commands in, as a person would: a configuration, a database, and what came out."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from click.testing import CliRunner
from store_builders import placed

from watcher.cli import cli
from watcher.store import Store

RIVER = "https://river.example/story"


@dataclass(frozen=True, kw_only=True)
class Ran:
    """How a command ended."""

    code: int
    out: str
    err: str

    @property
    def document(self) -> Any:
        """The one JSON document that was printed."""
        return json.loads(self.out)

    @property
    def lines(self) -> list[Any]:
        """The JSON documents that were printed, one a line."""
        return [json.loads(line) for line in self.out.splitlines()]


@contextmanager
def someone_else() -> Iterator[None]:
    """Without the rights of the administrator, whom no permission stops."""
    if os.geteuid() != 0:
        yield
        return
    os.seteuid(65534)
    try:
        yield
    finally:
        os.seteuid(0)


class Place:
    """A folder with a configuration and, if `made`, a new database. Commands run in this process, or with `process` in
    one of their own."""

    def __init__(self, folder: Path, settings: str = "", *, made: bool = True) -> None:
        self.folder = folder
        self.config = folder / "watcher.toml"
        self.database = f"sqlite:{folder}/watcher.db"
        self.config.write_text(f'database = "{self.database}"\n{settings}', encoding="utf-8")
        if made:
            placed(folder)

    def run(self, *words: object, stdin: bytes | str | None = None, **environ: str) -> Ran:
        runner = CliRunner(env={"COLUMNS": None, "NO_COLOR": None, "FORCE_COLOR": None, **environ})
        result = runner.invoke(cli, self._words(words), input=stdin, prog_name="watcher")
        assert result.exception is None or isinstance(result.exception, SystemExit), result.exception
        return Ran(code=result.exit_code, out=result.stdout, err=result.stderr)

    def process(self, *words: object, **environ: str) -> Ran:
        outside = {name: value for name, value in os.environ.items() if name not in ("COLUMNS", "LINES")}
        done = subprocess.run(
            [sys.executable, "-m", "watcher", *self._words(words)],
            capture_output=True, text=True, env=outside | environ, cwd=self.folder, check=False,
        )  # fmt: skip
        return Ran(code=done.returncode, out=done.stdout, err=done.stderr)

    def file(self, name: str, content: str | bytes) -> Path:
        path = self.folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(content.encode() if isinstance(content, str) else content)
        return path

    def store(self, **options: Any) -> Store:
        return Store.open(self.database, **options)

    def _words(self, words: tuple[object, ...]) -> list[str]:
        return ["--config", str(self.config), *map(str, words)]
