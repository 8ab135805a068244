"""What every command is asked beside its own arguments: from which configuration, in what form, how loudly."""

from __future__ import annotations

import gc
import json
import os
import re
import shutil
import sys
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Any

import click

_WHOLE = 500  # characters of what a command does, in the list of its family
_OBEYED = re.compile("[\x7f-\x9f\u200e\u200f\u2028-\u202e\u2066-\u2069\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Asked:
    """`config` is the file to read, None for the usual places. `loudness` is -1 for -q, else how often -v was said."""

    config: Path | None = None
    json: bool = False
    loudness: int = 0

    def note(self, text: str) -> None:
        """Says on standard error what is no result; with -q nothing."""
        if self.loudness >= 0:
            click.echo(f"watcher: {text}", err=True)


@contextmanager
def unsearched() -> Iterator[None]:
    """Memory is not searched for garbage meanwhile: of much that stays, looking takes a tenth of the time."""
    gc.disable()
    try:
        yield
    finally:
        gc.enable()


def put(lines: Iterable[str], *, colour: bool = False) -> None:
    """Each line on standard output, as soon as it is there."""
    for line in lines:
        click.echo(line, color=colour)


def put_paged(lines: Iterable[str], *, colour: bool = False) -> None:
    """The lines on standard output; where that is a terminal, and they are more than it holds, in the user's pager."""
    text = "\n".join(lines)
    if not text:
        return
    if not sys.stdout.isatty() or text.count("\n") + 1 < shutil.get_terminal_size().lines:
        put([text], colour=colour)
        return
    os.environ.setdefault("LESS", "FRX")  # keeps colours, and what was shown on the screen
    click.echo_via_pager(text, color=colour)


def as_json(value: object) -> str:
    """One line of JSON (RFC 8259), without any character that a terminal obeys."""
    text = json.dumps(value, ensure_ascii=False)
    return _OBEYED.sub(lambda found: f"\\u{ord(found[0]):04x}", text)


def put_json(value: object) -> None:
    """One line of JSON on standard output, in UTF-8."""
    click.echo(as_json(value).encode())
    sys.stdout.flush()


def one_of(words: Iterable[str]) -> click.Choice[str]:
    """A choice among words. Enums are chosen by their values: click itself would take their names."""
    return click.Choice([str(word) for word in words])


def common_options() -> list[click.Option]:
    """--json, -v and -q, which stand before the command or after it."""
    return [
        click.Option(["--json"], is_flag=True, expose_value=False, callback=_json, help="Print JSON and nothing else."),
        click.Option(["-v", "--verbose"], count=True, expose_value=False, callback=_louder, help="Say more."),
        click.Option(["-q", "--quiet"], is_flag=True, expose_value=False, callback=_quieter, help="Say only results."),
    ]


def times_option() -> Callable[[Callable[..., None]], Callable[..., None]]:
    """--times, for what shows instants."""
    return click.option(
        "--times", type=one_of(("exact", "relative", "both")), metavar="FORM", help="exact (UTC), relative or both."
    )


def _json(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if asked:
        context.obj = replace(_so_far(context), json=True)


def _louder(context: click.Context, _: click.Parameter, count: int) -> None:
    if count:
        context.obj = replace(_so_far(context), loudness=count)


def _quieter(context: click.Context, _: click.Parameter, asked: bool) -> None:
    if not asked:
        return
    if _so_far(context).loudness > 0:
        raise click.UsageError("-v and -q exclude each other")
    context.obj = replace(_so_far(context), loudness=-1)


def _so_far(context: click.Context) -> Asked:
    return context.obj if isinstance(context.obj, Asked) else Asked()


class Command(click.Command):
    """A command that also takes the common options."""

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params += common_options()


class Family(click.Group):
    """Commands under one word, each with the common options."""

    command_class = Command

    def __init__(self, *args: Any, **settings: Any) -> None:
        super().__init__(*args, **settings)
        self.params += common_options()

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with formatter.section("Commands"):
            formatter.write_dl([(name, one.get_short_help_str(_WHOLE)) for name, one in sorted(self.commands.items())])
