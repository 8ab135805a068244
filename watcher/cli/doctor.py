"""The installation: doctor."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Mapping

import click

from watcher.cli import terminal
from watcher.cli.asked import Asked, Command, put, put_json
from watcher.cli.paragraphs import paragraph
from watcher.doctor import Diagnosis, Grade, examined
from watcher.errors import UsageError
from watcher.shapes import Json

_STYLES: Mapping[Grade, str] = {Grade.OK: "good", Grade.WARN: "warn", Grade.WRONG: "alarm"}


@click.command(cls=Command)
@click.option("--deep", is_flag=True, help="Read the whole database, however long that takes.")
@click.option("--send", is_flag=True, help="Send a test message to every destination.")
@click.option("--offline", is_flag=True, help="Ask no other machine.")
@click.pass_obj
def doctor(asked: Asked, *, deep: bool, send: bool, offline: bool) -> int:
    """Find what is wrong with this installation, and say how to mend it.

    Changes nothing. Hosts that are tracked are asked for their robots.txt, twenty at most, and the names of
    destinations are looked up; nothing is sent to them without --send. The exit code is 1 where something is wrong.
    """
    if send and offline:
        raise UsageError("--send asks other machines, --offline asks none; leave one of them out")
    found: list[Diagnosis] = []
    out = terminal.screen(sys.stdout)
    for each in examined(asked.config, deep=deep, send=send, offline=offline):
        found.append(each)
        if not asked.json:
            put(_lines(each, out), colour=out.colour)
    worst = max((each.grade for each in found), key=list(Grade).index)
    if asked.json:
        put_json({"grade": worst, "checks": [_shape(each) for each in found]})
    return 1 if worst is Grade.WRONG else 0


def _lines(one: Diagnosis, out: terminal.Screen) -> Iterator[str]:
    """The finding, and how to mend it below."""
    first = out.styled(f"{one.grade:6}", _STYLES[one.grade]) + f"{one.check:14}"
    yield from paragraph([(one.what, "")], out, indent=" " * 20, first=first)
    if one.mend:
        yield from paragraph([(one.mend, "strong")], out, indent=" " * 22, first=" " * 20 + "→ ")


def _shape(one: Diagnosis) -> Json:
    return {"check": one.check, "grade": one.grade, "what": one.what, "mend": one.mend or None}
