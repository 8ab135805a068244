"""The whole product in half a minute: demo."""

from __future__ import annotations

import click

from watcher.cli.asked import Asked, Command
from watcher.demo import main


@click.command(cls=Command)
@click.pass_obj
def demo(asked: Asked) -> int:
    """Show the whole product in half a minute.

    Serves a sample news site on loopback, watches it, edits it, and tells what was reported and what stayed silent.
    Its database is one of its own.
    """
    return main(as_json=asked.json)
