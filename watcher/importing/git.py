"""The files of a git repository as its commits left them, oldest first."""

from __future__ import annotations

import asyncio
import re
from asyncio.subprocess import PIPE
from collections.abc import AsyncIterator, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from watcher.errors import WatcherError

# Nothing that a repository's own settings name is run.
_GIT = ("git", "-c", "core.fsmonitor=false", "-c", "core.hooksPath=/dev/null")
_LOG = (
    "log", "--reverse", "--first-parent", "-m", "--diff-filter=AM", "--no-renames", "--no-textconv", "--no-ext-diff",
    "--raw", "--abbrev=64", "-z", "--format=tformat:@%ct",
)  # fmt: skip
_CHANGE = re.compile(r":\d+ (100\d+) [0-9a-f]+ ([0-9a-f]+) [AM]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Version:
    """A file as one commit left it."""

    path: str
    at: datetime
    blob: str


def is_repository(folder: Path) -> bool:
    """Whether the folder is the top of a working tree."""
    return (folder / ".git").exists()


async def versions(folder: Path) -> list[Version]:
    """Every version of every file, in the order of the commits. Raises WatcherError."""
    process = await _started(folder, _LOG)
    output, said = await process.communicate()
    if process.returncode:
        line = said.decode("utf-8", "replace").strip().partition("\n")[0]
        raise WatcherError(f"{folder}: git cannot read its history: {line}")
    found: list[Version] = []
    at = datetime.fromtimestamp(0, UTC)
    tokens = iter(output.decode("utf-8", "surrogateescape").split("\0"))
    for token in map(str.strip, tokens):
        if token.startswith("@"):
            at = datetime.fromtimestamp(int(token[1:]), UTC)
        elif change := _CHANGE.fullmatch(token):
            found.append(Version(path=next(tokens), at=at, blob=change[2]))
        elif token.startswith(":"):
            next(tokens)  # a link or a module
    return found


async def contents(folder: Path, wanted: Sequence[Version]) -> AsyncIterator[tuple[Version, bytes]]:
    """Each version with its bytes. Raises WatcherError."""
    process = await _started(folder, ("cat-file", "--batch"))
    source, answers = process.stdin, process.stdout
    assert source is not None
    assert answers is not None
    try:
        for version in wanted:
            source.write(f"{version.blob}\n".encode())
            head = (await answers.readline()).split()
            if len(head) != 3:
                raise WatcherError(f"{folder}: git has lost {version.path} as of {version.at:%F %H:%M}Z; run git fsck")
            yield version, (await answers.readexactly(int(head[2]) + 1))[:-1]
    finally:
        source.close()
        await process.wait()


async def _started(folder: Path, command: Sequence[str]) -> asyncio.subprocess.Process:
    try:
        return await asyncio.create_subprocess_exec(
            *_GIT, "-C", str(folder), *command, stdin=PIPE, stdout=PIPE, stderr=PIPE
        )
    except FileNotFoundError:
        why = f"{folder}: its history cannot be read without git; on Debian: apt-get install git"
        raise WatcherError(why) from None
