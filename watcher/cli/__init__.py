"""The command line: parse, call, show. A command holds no rule and no SQL; what it does stands in an errand.

The commands are loaded when they are called: `watcher --help` and a mistyped command import none of them.
"""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Mapping
from difflib import get_close_matches
from importlib import import_module
from io import TextIOWrapper
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from watcher.cli.asked import Asked, common_options, unsearched
from watcher.errors import WatcherError

if TYPE_CHECKING:
    from click.shell_completion import CompletionItem

# Family → command → (where it stands, what it does in a line).
_FAMILIES: Mapping[str, Mapping[str, tuple[str, str]]] = {
    "What is tracked": {
        "add": ("watches:add", "Track articles."),
        "import": ("taking:import_", "Track the articles that files name, or hold."),
        "list": ("listing:list_", "Show what is tracked."),
        "tag": ("watches:tag", "Show, add or remove tags."),
        "pause": ("watches:pause", "Stop looking at articles, until they are resumed."),
        "resume": ("watches:resume", "Look at paused articles again."),
        "remove": ("watches:remove", "Forget articles and their history."),
    },
    "Where new articles come from": {
        "source": ("sources:source", "Find new articles in feeds, sitemaps, section pages and lists."),
    },
    "Looking": {
        "check": ("looking:check", "Look now, and print what changed."),
        "run": ("running:run", "Run the daemon, until it is told to stop."),
    },
    "What changed": {
        "log": ("review:log", "Show changes, the newest last."),
        "show": ("review:show", "Show a revision as a reader would read it."),
        "diff": ("comparing:diff", "Show what differs between two revisions, or two files."),
        "search": ("search:search", "Search the text of all revisions, the newest first."),
        "stats": ("stats:stats", "Show what was edited, site by site."),
        "extract": ("extracting:extract", "Read the article out of a page."),
        "export": ("exporting:export", "Write articles out, for programs, readers and archives."),
    },
    "Who is told": {
        "alerts": ("alerts:alerts", "Show the outbox; send an alert again, release it, or drop it."),
        "drift": ("drift:drift", "Show where a whole site changed alike; send or drop its alerts."),
        "mute": ("muting:mute", "Tell nobody of articles for a while."),
        "unmute": ("muting:unmute", "Tell of muted articles again."),
        "snooze": ("snoozing:snooze", "Delay messages, of a subscription or about an article."),
        "unsnooze": ("snoozing:unsnooze", "Let snoozed messages go out."),
        "notify": ("notify:notify", "Send a test message; show what a message would say."),
    },
    "The installation": {
        "init": ("installation:init", "Write a configuration and create the database."),
        "web": ("web:web", "Show the web pages without the daemon, read-only."),
        "service": ("service:service", "Have systemd run watcher, for the machine or for a user."),
        "status": ("installation:status", "Show what is tracked, due and waiting, in figures."),
        "doctor": ("doctor:doctor", "Find what is wrong with this installation, and say how to mend it."),
        "backup": ("care:backup", "Copy the database to a file."),
        "restore": ("care:restore", "Put a backup in place of the database."),
        "verify": ("care:verify", "Look over everything that was recorded."),
        "prune": ("care:prune", "Throw away what is older than is to be kept."),
        "completion": ("completion:completion", "Print what lets a shell complete commands and options."),
        "manual": ("manual:manual", "Print the manual page."),
        "demo": ("demo:demo", "Show the whole product in half a minute."),
    },
}
_NEAR = 0.65  # how like a command a mistyped one is
# What other programs call a command, which looks like none of ours, or like another.
_MEANT: Mapping[str, str] = {
    "rm": "remove", "delete": "remove", "forget": "remove", "watch": "add", "track": "add", "follow": "add",
    "history": "log", "changes": "log", "start": "run", "daemon": "run", "serve": "web", "server": "web",
    "feed": "source", "feeds": "source", "subscribe": "source", "test": "notify", "config": "init",
}  # fmt: skip
_COMMANDS = {name: entry for family in _FAMILIES.values() for name, entry in family.items()}


class Watcher(click.Group):
    """The group of all commands, and the one place where an error becomes a line and an exit code."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _COMMANDS:
            return None
        module, _, name = _COMMANDS[cmd_name][0].partition(":")
        with unsearched():
            found: click.Command = getattr(import_module(f"watcher.cli.{module}"), name)
        return found

    def shell_complete(self, ctx: click.Context, incomplete: str) -> list[CompletionItem]:
        """Commands with what they do, without loading them; and options."""
        from click.shell_completion import CompletionItem  # noqa: PLC0415 - only a shell needs it, while somebody waits

        commands = [CompletionItem(name, help=line) for name, (_, line) in _COMMANDS.items()]
        fitting = [command for command in commands if command.value.startswith(incomplete)]
        return fitting + click.Command.shell_complete(self, ctx, incomplete)

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        if args[0] not in _COMMANDS and args[0].isidentifier():
            near = get_close_matches(args[0], [*_COMMANDS, "--version", "--help"], 1, _NEAR)
            meant = _MEANT.get(args[0]) or (near[0] if near else "")
            ctx.fail(f"there is no command {args[0]!r}{f'; did you mean {meant!r}?' if meant else ''}")
        return super().resolve_command(ctx, args)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        for family, commands in _FAMILIES.items():
            with formatter.section(family):
                formatter.write_dl([(name, line) for name, (_, line) in commands.items()])

    def main(self, *args: Any, **settings: Any) -> Any:
        settings["standalone_mode"] = False
        for name, mode in (("stdin", "r"), ("stdout", "w"), ("stderr", "w")):
            if getattr(sys, name) is None:  # closed by who started us
                setattr(sys, name, open(os.devnull, mode))  # noqa: PTH123, SIM115 - open until we end
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, TextIOWrapper):
                stream.reconfigure(errors="backslashreplace")
        run = super().main
        sys.exit(_ended(lambda: run(*args, **settings)))


def _ended(work: Callable[[], object]) -> int:
    """The exit code of `work`; its faults are told in one line."""
    try:
        code = work()
    except WatcherError as error:
        return _failed(str(error), error.exit_code)
    except OSError as error:  # the output cannot be written: a full disk
        return _failed(f"{error.filename or 'the output'}: {error.strerror or error}", 1)
    except click.Abort:
        return 130
    except click.exceptions.NoArgsIsHelpError as error:
        click.echo(error.format_message(), err=True)
        return 2
    except click.ClickException as error:
        return _failed(_usage(error), 2)
    return code if isinstance(code, int) else 0


def _failed(why: str, code: int) -> int:
    click.echo(f"watcher: {' '.join(why.split())}", err=True)
    return code


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    path = context.command_path if context is not None else "watcher"
    where = path.removeprefix("watcher").strip()
    said = error.format_message().rstrip(".").replace("a valid integer range", "a whole number")
    if isinstance(error, click.NoSuchOption):
        if error.option_name == "--config":
            return f"{where}: --config stands before the command: `watcher --config FILE {where}`"
        if error.possibilities and len(error.possibilities) > 1:  # in brackets, as click says it
            near = ", ".join(f"'{name}'" for name in sorted(error.possibilities))
            said = f"No such option '{error.option_name}'. Did you mean one of {near}?"
    return f"{where + ': ' if where else ''}{said}{' See' if said.endswith('?') else '; see'} `{path} --help`"


@click.group(cls=Watcher, params=common_options(), context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(package_name="watcher", prog_name="watcher", message="%(prog)s %(version)s")
@click.option("--config", type=click.Path(path_type=Path), metavar="FILE", help="The configuration to use.")
@click.pass_context
def cli(context: click.Context, config: Path | None) -> None:
    """Re-reads news articles and tells people what was edited.

    REF is a watch's number (`watcher list` shows them), its address, or REF@N for its revision N.
    """
    asked = context.obj if isinstance(context.obj, Asked) else Asked()
    context.obj = Asked(config=config, json=asked.json, loudness=asked.loudness)


def main() -> None:
    """Runs the command line, and ends the process."""
    cli.main(prog_name="watcher")
