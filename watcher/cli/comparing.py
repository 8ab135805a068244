"""Texts beside each other: diff."""

from __future__ import annotations

import sys

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Command, put_json, put_paged
from watcher.cli.completing import files, refs_or_files
from watcher.cli.opening import web_address
from watcher.cli.showing import shown
from watcher.cli.sides import comparison

_FORMS = ("text", "markdown", "html", "json")


@click.command(cls=Command)
@click.argument("first", metavar="REF|OLD", shell_complete=refs_or_files)
@click.argument("second", metavar="[A..B|NEW]", required=False, shell_complete=files)
@click.option("--url", callback=web_address, metavar="URL", help="The address of two saved pages.")
@click.option("--format", "form", type=click.Choice(_FORMS), default="text", show_default=True, help="How to write it.")
@click.option("--side-by-side", is_flag=True, help="In two columns, as text or HTML.")
@click.option("--words/--chars", default=True, help="Mark whole words, or just the characters that differ.")
@click.pass_obj
def diff(
    asked: Asked, first: str, second: str | None, *, url: str | None, form: str, side_by_side: bool, words: bool
) -> None:
    """Show what differs between two revisions, or two files.

    REF shows what its last revision changed, REF@N what N changed, REF A..B what changed from A to B. Files may be
    saved pages, mirrored documents, or articles' JSON.

    \b
    watcher diff 7 2..5 --side-by-side
    watcher diff before.html after.html --url https://www.example.org/story
    """
    found = comparison(asked, first, second, url)
    found = found if words else found.finer()
    if second and first.isdecimal() and second.isdecimal() and found.old.seen_at and found.new.seen_at:
        asked.note(f"{first} and {second} are two articles; `watcher diff {first} A..B` compares revisions of {first}")
    if asked.json or form == "json":
        put_json(shapes.comparison(found))
        return
    out = terminal.screen(sys.stdout)
    put_paged(shown(found, form, out, side_by_side=side_by_side), colour=out.colour)
    if not found.changes:
        asked.note("a reader would see no difference")
