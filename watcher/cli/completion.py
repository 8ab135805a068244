"""Completion of commands and options in a shell: completion."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

import click
from click.shell_completion import get_completion_class

from watcher.cli.asked import Asked, Command, one_of, put, put_json

if TYPE_CHECKING:
    from click.shell_completion import ShellComplete

_SHELLS = ("bash", "zsh", "fish")
# What is said of a command or an option may hold commas, and is to be shown to its end.
_FISH_SPLITS, _FISH_CUTS = 'string split ","', 'string split --max 1 ","'


@click.command(cls=Command)
@click.argument("shell", type=one_of(_SHELLS))
@click.pass_context
@click.pass_obj
def completion(asked: Asked, context: click.Context, shell: str) -> None:
    """Print what lets a shell complete commands and options.

    \b
    bash: watcher completion bash > ~/.local/share/bash-completion/completions/watcher
    zsh:  watcher completion zsh > "${fpath[1]}/_watcher"
    fish: watcher completion fish > ~/.config/fish/completions/watcher.fish
    """
    kind = cast("type[ShellComplete]", get_completion_class(shell))
    script = kind(context.find_root().command, {}, "watcher", "_WATCHER_COMPLETE").source()
    script = script.replace(_FISH_SPLITS, _FISH_CUTS).rstrip("\n")
    if asked.json:
        put_json({"shell": shell, "script": script})
    else:
        put([script])
