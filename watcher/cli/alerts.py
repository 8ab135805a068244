"""Who is told: the outbox."""

from __future__ import annotations

import sys

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Family, one_of, put, put_json, put_paged, times_option
from watcher.cli.opening import now, opened, settings_of
from watcher.cli.terminal import Screen, Styled
from watcher.errors import UsageError
from watcher.model import AlertState, Hold, IncidentKind, Letter, Queue
from watcher.notify.timing import NOBODY, Expectation, expected
from watcher.steering import dropped, released, retried

_STATES = {AlertState.SENT: "good", AlertState.FAILED: "alarm", AlertState.HELD: "dim", AlertState.DROPPED: "dim"}
_HELD = {
    Hold.CONFIRM: "held for a second look",
    Hold.ALTERNATES: "held as the text alternates",
    Hold.DRIFT: "held as the whole site changed alike",
}


@click.group(cls=Family, invoke_without_command=True)
@click.option("--state", type=one_of(AlertState), metavar="S", help="Only held, pending, sent, failed or dropped ones.")
@click.option("--subscription", "name", metavar="NAME", help="Only those of this subscription.")
@click.option("--limit", type=click.IntRange(1), metavar="N", default=100, show_default=True, help="The newest N.")
@times_option()
@click.pass_context
def alerts(context: click.Context, *, state: str | None, name: str | None, limit: int, times: str | None) -> None:
    """Show the outbox; send an alert again, release it, or drop it."""
    if context.invoked_subcommand is not None:
        return
    asked: Asked = context.obj
    with opened(asked, readonly=True) as store:
        letters = store.outbox.letters(state=AlertState(state) if state else None, subscription=name, limit=limit)
        queues = {(queue.destination, queue.subscription): queue for queue in store.outbox.queues(now())}
        refusing = {incident.key for incident in store.incidents.lasting(IncidentKind.DESTINATION_FAILED)}
    refusing |= {queue.destination for queue in queues.values() if queue.refused}
    subscriptions = {own.name: own for own in settings_of(asked).subscriptions}

    def due(letter: Letter) -> Expectation | None:
        if letter.state is not AlertState.PENDING:
            return None
        to, name = letter.alert.destination, letter.alert.subscription
        queue = queues.get((to, name)) or Queue(destination=to, subscription=name)
        return expected(subscriptions.get(name, NOBODY), letter, queue, now(), refusing=to in refusing)

    if asked.json:
        put_json([shapes.letter(letter, due(letter)) for letter in letters])
        return
    out = terminal.screen(sys.stdout, times=times)
    head = ("", "made", "state", "subscription", "to", "tries", "tells of", "headline, or why not")
    put_paged(terminal.table([_row(letter, due(letter), out) for letter in letters], head, out), colour=out.colour)
    if not letters:
        asked.note(" ".join(filter(None, ("no", state, "alerts", f"of {name}" if name else ""))))


def _row(letter: Letter, due: Expectation | None, out: Screen) -> list[Styled]:
    of = f"@{letter.revision.number}" if letter.revision else f" {letter.event.kind}" if letter.event else ""
    about = f"drift {letter.report.id}" if letter.report else f"{letter.watch.id}{of}" if letter.watch else ""
    about = letter.incident.kind if letter.incident else about
    state = str(letter.state)
    if due is not None:
        state += f", {out.at(due.at, 'relative')}" * (due.at > out.now) + f", for {due.why}" * bool(due.why)
    if letter.state is AlertState.HELD and letter.alert.hold:
        state = _HELD[letter.alert.hold] + (f", drift {letter.drift}" if letter.drift else "")
    return [
        (str(letter.id), "strong"),
        (out.at(letter.created_at), ""),
        (state, _STATES.get(letter.state, "")),
        (letter.alert.subscription, ""),
        (letter.alert.label, ""),
        (str(letter.attempts), ""),
        (about, ""),
        (letter.why if letter.why and letter.state is not AlertState.SENT else _headline(letter), ""),
    ]


def _headline(letter: Letter) -> str:
    if letter.incident is not None:
        return letter.incident.name
    return letter.report.site if letter.report else letter.title or (letter.watch.url if letter.watch else "")


@alerts.command()
@click.argument("number", metavar="[ID]", type=click.IntRange(1), required=False)
@click.option("--failed", is_flag=True, help="All that have failed.")
@click.pass_obj
def retry(asked: Asked, number: int | None, failed: bool) -> None:
    """Send an alert again as soon as the daemon runs, as if it had never been tried."""
    if (number is None) != failed:
        raise UsageError("name an alert by its ID, or say --failed for all that have failed")
    with opened(asked) as store:
        if number is None:
            _told_all(asked, store.outbox.retry_failed(now()))
            return
        letter = retried(store, number, now())
    _told(asked, letter, "due now; the daemon sends it")


@alerts.command()
@click.argument("number", metavar="ID", type=click.IntRange(1))
@click.pass_obj
def release(asked: Asked, number: int) -> None:
    """Let a held alert go out as soon as the daemon runs."""
    with opened(asked) as store:
        letter = released(store, number, now())
    _told(asked, letter, "due now; the daemon sends it")


@alerts.command()
@click.argument("number", metavar="ID", type=click.IntRange(1))
@click.pass_obj
def drop(asked: Asked, number: int) -> None:
    """Give an alert up: it stays in the outbox as dropped, and is not sent."""
    with opened(asked) as store:
        letter = dropped(store, number, now())
    _told(asked, letter, "dropped")


def _told_all(asked: Asked, count: int) -> None:
    if asked.json:
        put_json({"alerts": count})
    else:
        put([f"{terminal.counted(count, 'failed alert')} due now" + "; the daemon sends what is due" * bool(count)])


def _told(asked: Asked, letter: Letter, what: str) -> None:
    if asked.json:
        put_json({"alert": letter.id, "to": letter.alert.label, "now": what})
    else:
        put([f"alert {letter.id} to {terminal.plain(letter.alert.label)}: {what}"])
