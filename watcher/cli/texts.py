"""Texts beside each other and by themselves: diff, extract."""

from __future__ import annotations

import asyncio
import sys
from functools import partial

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Command, put_json, put_paged
from watcher.cli.completing import files, refs_or_files
from watcher.cli.explaining import explanation_lines
from watcher.cli.opening import known_of, settings_of
from watcher.cli.pages import explanation_in, fetched, saved_bytes
from watcher.cli.reading import article_lines
from watcher.cli.showing import shown
from watcher.cli.sides import comparison
from watcher.extract.rule_files import load
from watcher.urls import is_web

_FORMS = ("text", "markdown", "html", "json")


@click.command(cls=Command)
@click.argument("place", metavar="PAGE", shell_complete=files)
@click.option("--url", metavar="URL", help="The address of a saved page.")
@click.option("--explain", is_flag=True, help="Say what on the page gave each field, and what was not read.")
@click.pass_obj
def extract(asked: Asked, place: str, url: str | None, *, explain: bool) -> None:
    """Read the article out of a page.

    PAGE is a file, "-" for standard input, or an address. Files may be saved pages, mirrored documents, Deutsche
    Welle's JSON, or an article's own. What the database knows the site to repeat is left out.
    """
    settings = settings_of(asked)
    rules, known = load(settings.sites), partial(known_of, settings)
    if is_web(place):
        page = asyncio.run(fetched(place, settings))
        found = explanation_in(page.body, place, page.url, rules, content_type=page.content_type, known=known)
    else:
        found = explanation_in(saved_bytes(place), place, url, rules, known=known)
    if asked.json:
        put_json(shapes.explanation(found) if explain else found.article.to_dict())
        return
    out = terminal.screen(sys.stdout)
    put_paged(explanation_lines(found, out) if explain else article_lines(found.article, out), colour=out.colour)


@click.command(cls=Command)
@click.argument("first", metavar="REF|OLD", shell_complete=refs_or_files)
@click.argument("second", metavar="[A..B|NEW]", required=False, shell_complete=files)
@click.option("--url", metavar="URL", help="The address of two saved pages.")
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
    """
    found = comparison(asked, first, second, url)
    found = found if words else found.finer()
    if asked.json or form == "json":
        put_json(shapes.comparison(found))
        return
    out = terminal.screen(sys.stdout)
    put_paged(shown(found, form, out, side_by_side=side_by_side), colour=out.colour)
    if not found.changes:
        asked.note("a reader would see no difference")
