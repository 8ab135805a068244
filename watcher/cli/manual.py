"""The manual page, made from the help of all commands: manual."""

from __future__ import annotations

import re
from collections.abc import Iterator
from importlib.metadata import version
from inspect import cleandoc

import click

from watcher.cli.asked import Asked, Command, put, put_json

_EXITS = (
    ("0", "Done."),
    ("1", "Failed; what, where and what to do stands on standard error."),
    ("2", "Wrong usage or configuration."),
    ("3", "No such watch or revision."),
    ("4", "check --exit-code found changes."),
)
_FILES = (
    ("config/watcher.toml, ~/.config/watcher/watcher.toml, /etc/watcher/watcher.toml",
     "The configuration: the first of them that is there, or the one named with --config."),
    ("sites/", "Beside the configuration: rules for the layout of single sites."),
)  # fmt: skip
_COMMON = {"json", "verbose", "quiet", "_click_default_help"}


@click.command(cls=Command)
@click.pass_context
@click.pass_obj
def manual(asked: Asked, context: click.Context) -> None:
    """Print the manual page.

    \b
    To read it:    watcher manual | man -l -
    To install it: watcher manual > /usr/local/share/man/man1/watcher.1
    """
    page = _page(context.find_root())
    if asked.json:
        put_json({"manual": "\n".join(page)})
    else:
        put(page)


def _page(root: click.Context) -> Iterator[str]:
    group = root.command
    assert isinstance(group, click.Group)
    yield f'.TH WATCHER 1 "" "watcher {version("watcher")}" "User Commands"'
    yield from _section("NAME", [f"watcher \\- {_escaped(group.get_short_help_str(200).rstrip('.').lower())}"])
    yield from _section("SYNOPSIS", [".B watcher", _escaped("[OPTIONS] COMMAND [ARGS]...")])
    yield from _section("DESCRIPTION", _described(group))
    yield from _section("OPTIONS", _options(group, root, common=True))
    yield ".SH COMMANDS"
    for name in group.list_commands(root):
        command = group.get_command(root, name)
        assert command is not None
        yield from _command(command, click.Context(command, info_name=name, parent=root))
    yield from _section("EXIT STATUS", _entries(_EXITS))
    yield from _section("FILES", _entries(_FILES))


def _command(command: click.Command, context: click.Context) -> Iterator[str]:
    yield f".SS {_escaped(command.get_usage(context).removeprefix('Usage: '))}"
    yield from _described(command)
    yield from _options(command, context, common=False)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            below = command.get_command(context, name)
            assert below is not None
            yield from _command(below, click.Context(below, info_name=name, parent=context))


def _section(title: str, lines: Iterator[str] | list[str]) -> Iterator[str]:
    yield f".SH {title}"
    yield from lines


def _described(command: click.Command) -> Iterator[str]:
    """The help, a paragraph each; what "\\b" stands above keeps its lines."""
    for paragraph in cleandoc(command.help or "").split("\n\n"):
        kept = paragraph.startswith("\b\n")
        yield ".PP"
        yield from (".nf",) * kept
        yield from map(_escaped, paragraph.removeprefix("\b\n").splitlines())
        yield from (".fi",) * kept


def _options(command: click.Command, context: click.Context, *, common: bool) -> Iterator[str]:
    """Those of a command; what every command has is told once."""
    params = [param for param in command.get_params(context) if common or param.name not in _COMMON]
    records = (param.get_help_record(context) for param in params)
    return _entries(record for record in records if record and record[1])


def _entries(entries: Iterator[tuple[str, str]] | tuple[tuple[str, str], ...]) -> Iterator[str]:
    for term, told in entries:
        yield ".TP"
        yield f".B {_escaped(term)}"
        yield _escaped(told)


def _escaped(text: str) -> str:
    """`text` as roff takes it for text: no backslash, dash or leading point has a meaning."""
    text = re.sub(r"^([.'])", r"\\&\1", text.replace("\\", "\\e").replace("-", "\\-"))
    return re.sub(r"[^\x00-\x7f]", lambda found: f"\\[u{ord(found[0]):04X}]", text)
