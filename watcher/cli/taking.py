"""Taking articles in from files: import."""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from dataclasses import asdict
from pathlib import Path

import click

from watcher.cli import terminal
from watcher.cli.asked import Asked, Command, put, put_json
from watcher.cli.opening import now, opened
from watcher.importing import Taken, files_in, take_in


@click.command("import", cls=Command)
@click.argument("files", metavar="FILE...", nargs=-1, required=True, type=click.Path(path_type=Path))
@click.option("--tag", "tags", metavar="T", multiple=True, help="A tag for all of them; may be repeated.")
@click.pass_obj
def import_(asked: Asked, files: tuple[Path, ...], tags: tuple[str, ...]) -> int:
    """Track the articles that files name, or hold.

    Lists of addresses, OPML, CSV, JSON lines and mirrored documents are read; a directory stands for all files in it.
    The earliest mirrored document of an article becomes its first revision, seen when it was made, so that the live
    page is compared with it. Of a file with a wrong line nothing is taken; the others are.
    """
    found = files_in(files)
    with opened(asked) as store, terminal.progress("importing", len(found), quiet=asked.loudness < 0) as bar:
        taken = asyncio.run(take_in(store, found, now(), tags=tags, onward=bar.onward))
    for fault in taken.faults:
        click.echo(f"watcher: import: {terminal.plain(fault)}", err=True)
    if asked.json:
        put_json(asdict(taken))
    else:
        put(_taken(taken))
    if taken.documents_left_out:
        left = terminal.counted(taken.documents_left_out, "document")
        asked.note(f"{left} left out: the article already has a revision")
    return 1 if taken.faults else 0


def _taken(taken: Taken) -> Iterator[str]:
    yield f"{terminal.counted(taken.added, 'article')} added, {taken.known:,} tracked already"
    if taken.revisions:
        yield f"{terminal.counted(taken.revisions, 'first revision')} from documents"
    if feeds := taken.left_out - taken.documents_left_out:
        yield f"{terminal.counted(feeds, 'feed')} left out: a feed is no article"
