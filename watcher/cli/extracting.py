"""The article that stands in a page: extract."""

from __future__ import annotations

import asyncio
import sys
from functools import partial

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Command, put_json, put_paged
from watcher.cli.completing import files
from watcher.cli.explaining import explanation_lines
from watcher.cli.opening import known_of, settings_of, web_address
from watcher.cli.pages import explanation_in, fetched, saved_bytes
from watcher.cli.reading import article_lines
from watcher.extract.rule_files import load
from watcher.urls import is_web


@click.command(cls=Command)
@click.argument("place", metavar="PAGE", shell_complete=files)
@click.option("--url", callback=web_address, metavar="URL", help="The address of a saved page.")
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
