"""Drifts: what many articles of a site changed alike at once, and what becomes of their alerts."""

from __future__ import annotations

import sys
from collections.abc import Iterator

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Family, one_of, put, put_json, put_paged, times_option
from watcher.cli.opening import now, opened
from watcher.cli.paragraphs import paragraph
from watcher.cli.stream import marks
from watcher.cli.terminal import Screen, Styled
from watcher.model import Drift, DriftState, Example, Trait
from watcher.notify.message import phrase
from watcher.steering import drift_of, drift_settled

_STATES = {DriftState.OPEN: "warn", DriftState.RELEASED: "good", DriftState.DISCARDED: "dim"}
_HEAD = ("", "since", "state", "site", "articles", "held", "what changed alike")


@click.group(cls=Family, invoke_without_command=True)
@click.option("--state", type=one_of(DriftState), metavar="S", help="Only open, released or discarded ones.")
@click.option("--limit", type=click.IntRange(1), metavar="N", default=100, show_default=True, help="The newest N.")
@times_option()
@click.pass_context
def drift(context: click.Context, state: str | None, limit: int, times: str | None) -> None:
    """Show where a whole site changed alike; send or drop its alerts.

    What many articles change alike at once is the site, or how it is read. Alerts about it wait until you decide.
    """
    if context.invoked_subcommand is not None:
        return
    asked: Asked = context.obj
    with opened(asked, readonly=True) as store:
        drifts = store.drifts.listed(state=DriftState(state) if state else None, limit=limit)
    if asked.json:
        put_json([shapes.drift(one) for one in drifts])
        return
    out = terminal.screen(sys.stdout, times=times)
    put_paged(terminal.table([_row(one, out) for one in drifts], _HEAD, out), colour=out.colour)
    if not drifts:
        asked.note("no site has drifted" if state is None else f"no {state} drifts")


def _row(one: Drift, out: Screen) -> list[Styled]:
    return [
        (str(one.id), "strong"),
        (out.at(one.since), ""),
        (str(one.state), _STATES[one.state]),
        (one.site, ""),
        (f"{one.articles} of {one.looked}", ""),
        (str(one.held), ""),
        ("; ".join(map(_what, one.traits)), ""),
    ]


def _what(trait: Trait) -> str:
    """Such as "caption removed", "publication time changed: by +2:00 hours"."""
    return ": ".join(filter(None, (phrase(trait.kind), trait.detail)))


@drift.command()
@click.argument("number", metavar="ID", type=click.IntRange(1))
@times_option()
@click.pass_obj
def show(asked: Asked, number: int, times: str | None) -> None:
    """Show what changed alike, on which articles, and what became of the alerts."""
    with opened(asked, readonly=True) as store:
        one = drift_of(store, number)
    if asked.json:
        put_json(shapes.drift(one))
        return
    out = terminal.screen(sys.stdout, times=times)
    put_paged(_told(one, out), colour=out.colour)


def _told(one: Drift, out: Screen) -> Iterator[str]:
    yield f"{out.styled(f'drift {one.id}', 'strong')}  {out.styled(one.site, '')}  {_state(one, out)}"
    yield f"first seen {out.at(one.since)}, last {out.at(one.last_at)}"
    yield f"on {one.articles} of {terminal.counted(one.looked, 'article')} looked at since"
    yield f"alerts: {one.held} held, {one.sent} sent, {one.dropped} dropped"
    yield ""
    for trait in one.traits:
        yield from paragraph([(_what(trait), "strong")], out)
    yield ""
    head = ("revision", "first seen", "what", "headline")
    yield from terminal.table([_example(example, out) for example in one.examples], head, out)
    if one.state is DriftState.OPEN:
        yield ""
        yield f"watcher drift release {one.id}   sends the alerts, and tells what else is part of it"
        yield f"watcher drift discard {one.id}   drops them, and those about what else is part of it"


def _state(one: Drift, out: Screen) -> str:
    at = f" {out.at(one.settled_at)}" if one.settled_at else ""
    return out.styled(f"{one.state}{at}", _STATES[one.state])


def _example(one: Example, out: Screen) -> list[Styled]:
    return [
        (f"{one.watch_id}@{one.number}", "strong"),
        (out.at(one.at), "dim"),
        (marks(one.changes), ""),
        (one.title or terminal.address(one.url), ""),
    ]


@drift.command()
@click.argument("number", metavar="ID", type=click.IntRange(1))
@click.pass_obj
def release(asked: Asked, number: int) -> None:
    """Send the held alerts, as soon as the daemon runs; what else is part of it is told like any edit."""
    _settled(asked, number, "released; the daemon sends {} now", release=True)


@drift.command()
@click.argument("number", metavar="ID", type=click.IntRange(1))
@click.pass_obj
def discard(asked: Asked, number: int) -> None:
    """Drop the held alerts, and those about what else is part of it. The revisions stay."""
    _settled(asked, number, "discarded; {} dropped, the revisions stay", release=False)


def _settled(asked: Asked, number: int, told: str, *, release: bool) -> None:
    with opened(asked) as store:
        one = drift_settled(store, number, now(), release=release)
        after = drift_of(store, number)
    if asked.json:
        put_json({"drift": after.id, "site": after.site, "state": after.state, "alerts": one.held})
    else:
        what = told.format(terminal.counted(one.held, "alert"))
        put([f"drift {after.id} of {terminal.plain(after.site)}: {what}"])
