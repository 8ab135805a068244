"""What is tracked, at a glance: list. It loads no more than it needs, as there may be ten thousand articles to show."""

from __future__ import annotations

import sys
from collections.abc import Mapping
from datetime import datetime

import click

from watcher import shapes
from watcher.cli import terminal
from watcher.cli.asked import Asked, Command, one_of, put_json, put_paged, times_option, unsearched
from watcher.cli.completing import tags
from watcher.cli.terminal import Screen, Styled
from watcher.model import Standing, State, Summary, Titled
from watcher.settings import load
from watcher.store.listing import summaries

_HEAD = ("", "state", "looked", "due", "tags", "article")
_STYLES: Mapping[Standing, str] = {
    Standing.UNSEEN: "", Standing.PRESENT: "good", Standing.GONE: "alarm", Standing.BLOCKED: "warn",
    Standing.UNREADABLE: "warn",
}  # fmt: skip


@click.command("list", cls=Command)
@click.option("--tag", metavar="T", shell_complete=tags, help="Only those with this tag.")
@click.option(
    "--state", type=one_of((*State, *Standing, "muted", "snoozed")), metavar="S", help="Only those in this state."
)
@times_option()
@click.pass_obj
def list_(asked: Asked, tag: str | None, state: str | None, times: str | None) -> None:
    """Show what is tracked.

    A state is what you want, active, paused, muted or snoozed, or where an article stands: unseen, present, gone,
    blocked, unreadable. An article that was read has its headline before its address.
    """
    database = load(asked.config).database
    out = terminal.screen(sys.stdout, times=times)
    with unsearched():
        watches = summaries(database, tag=tag, state=State(state) if state in list(State) else None)
        found = [watch for watch in watches if state is None or state in _states(watch, out.now)]
        if asked.json:
            put_json([shapes.watch(watch) | {"title": watch.title} for watch in found])
            return
        put_paged(terminal.table([_row(watch, out) for watch in found], _HEAD, out), colour=out.colour)
    if not found:
        asked.note(
            "nothing is tracked; `watcher add URL` begins"
            if tag is state is None
            else "no such article; `watcher list` shows all"
        )


def _states(watch: Summary, at: datetime) -> list[str]:
    return [watch.state, watch.standing, *_silent(watch, at)]


def _silent(watch: Summary, at: datetime) -> list[str]:
    return ["muted"] * watch.is_muted(at) + ["snoozed"] * watch.is_snoozed(at)


def _row(watch: Titled, out: Screen) -> tuple[Styled, ...]:
    paused = watch.state is State.PAUSED
    due = "-" if paused else "now" if watch.due_at <= out.now else out.at(watch.due_at, "relative")
    return (
        (str(watch.id), "strong"),
        _standing(watch, out.now),
        (out.at(watch.looked_at, "relative"), ""),
        (due, ""),
        (" ".join(watch.tags), "dim"),
        ("  ".join(filter(None, (watch.title, terminal.address(watch.url)))), ""),
    )


def _standing(watch: Summary, at: datetime) -> Styled:
    """Where the article stands, and what keeps it from being looked at or told of."""
    if watch.state is State.ACTIVE and not (watch.failing_since or watch.muted_until or watch.snoozed_until):
        return watch.standing, _STYLES[watch.standing]  # most of them
    paused, failing, silent = watch.state is State.PAUSED, watch.failing_since is not None, _silent(watch, at)
    words = ", ".join([watch.standing, *["failing"] * failing, *["paused"] * paused, *silent])
    return words, "dim" if paused or silent else "warn" if failing else _STYLES[watch.standing]
