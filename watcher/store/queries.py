"""The named statements of the .sql files beside this module. No SQL stands anywhere else."""

from __future__ import annotations

import re
import sqlite3
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

_FOLDER = Path(__file__).with_name("sql")
_HEAD = re.compile(r"^-- name: (\w+)\n-- (.+)\n", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement and, in one line, what it is for."""

    name: str
    purpose: str
    sql: str


class Queries:
    """The statements of one file, by name. Values are always bound, never written into the text."""

    def __init__(self, file: str) -> None:
        self.statements = named((_FOLDER / f"{file}.sql").read_text(encoding="utf-8"))

    def run(self, connection: sqlite3.Connection, name: str, /, **values: object) -> sqlite3.Cursor:
        """Executes the statement `name`. Raises sqlite3.Error."""
        sql = self.statements[name].sql
        try:
            return connection.execute(sql, values)
        except UnicodeEncodeError:
            return connection.execute(sql, _encodable(values))

    def one(self, connection: sqlite3.Connection, name: str, /, **values: object) -> sqlite3.Row | None:
        """The first row; None without any."""
        row: sqlite3.Row | None = self.run(connection, name, **values).fetchone()
        return row

    def all(self, connection: sqlite3.Connection, name: str, /, **values: object) -> list[sqlite3.Row]:
        """All rows, in the statement's order."""
        return self.run(connection, name, **values).fetchall()


def migrations() -> Iterator[tuple[str, tuple[str, ...]]]:
    """The numbered migrations in their order: name and statements."""
    for file in sorted((_FOLDER / "migrations").glob("*.sql")):
        yield file.stem, tuple(_statements(file.read_text(encoding="utf-8")))


def encodable(text: str) -> str:
    """`text` with lone surrogates, which headers of hostile servers bring, replaced by "?"."""
    return text.encode("utf-8", "replace").decode("utf-8")


def _encodable(values: Mapping[str, object]) -> dict[str, object]:
    return {name: encodable(value) if isinstance(value, str) else value for name, value in values.items()}


def named(text: str) -> dict[str, Statement]:
    """The statements in a file's text, by name. Raises ValueError where two have the same."""
    found: dict[str, Statement] = {}
    for one in _read(text):
        if one.name in found:
            raise ValueError(f"two statements are named {one.name}")
        found[one.name] = one
    return found


def _read(text: str) -> Iterator[Statement]:
    heads = list(_HEAD.finditer(text))
    ends = [head.start() for head in heads[1:]] + [len(text)]
    for head, end in zip(heads, ends, strict=True):
        yield Statement(name=head[1], purpose=head[2], sql=text[head.end() : end].strip())


def _statements(script: str) -> Iterator[str]:
    """One statement after the other: sqlite3's own executescript commits before it begins."""
    statement = ""
    for line in script.splitlines(keepends=True):
        statement += line
        if sqlite3.complete_statement(statement):
            yield statement.strip()
            statement = ""
