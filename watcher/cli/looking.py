"""Looking: check."""

from __future__ import annotations

import asyncio
import sys
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from datetime import timedelta

import click

from watcher import wiring
from watcher.check import checked
from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Command, put, put_json
from watcher.cli.completing import refs
from watcher.cli.difference import difference, drawn
from watcher.cli.logs import logged
from watcher.cli.opening import now, settings_of, watches_of
from watcher.cli.progress import progress
from watcher.cli.stream import flags, marks
from watcher.cli.terminal import Screen
from watcher.daemon import Engine
from watcher.errors import StoreError
from watcher.model import NOTHING_TOLD, Disclosures, Finding, Outcome, State, Watch
from watcher.review import disclosures
from watcher.settings import Settings
from watcher.store import Store
from watcher.store.sqlite import database_path, refuse_none
from watcher.urls import host

_LONGEST_GAP = timedelta(minutes=5)
_STYLES = {
    Outcome.NEW: "good", Outcome.CHANGED: "strong", Outcome.SAME: "dim", Outcome.FAILED: "warn",
    Outcome.GONE: "alarm", Outcome.BLOCKED: "alarm", Outcome.UNREADABLE: "alarm", Outcome.REDIRECTED: "alarm",
}  # fmt: skip

Report = Callable[[Finding], None]


@click.command(cls=Command)
@click.argument("refs", metavar="[REF]...", nargs=-1, shell_complete=refs)
@click.option("--due", is_flag=True, help="Only what is due.")
@click.option("--exit-code", is_flag=True, help="End with 4 where something changed.")
@click.pass_obj
def check(asked: Asked, refs: tuple[str, ...], *, due: bool, exit_code: bool) -> int:
    """Look now, and print what changed.

    Without REF everything is looked at that is not paused. Ends with 1 where every single look failed. Alerts are put
    into the outbox; the daemon sends them.
    """
    logged(asked)
    settings = settings_of(asked)
    refuse_none(database_path(settings.database))
    findings = asyncio.run(_findings(asked, settings, refs, due=due))
    outcomes = Counter(str(finding.outcome) for finding in findings)
    told = ", ".join(f"{count:,} {outcome}" for outcome, count in outcomes.items())
    asked.note(f"looked at {terminal.counted(len(findings), 'article')}{f': {told}' if told else ''}")
    if exit_code and any(finding.event or finding.outcome is Outcome.CHANGED for finding in findings):
        return 4
    return 1 if findings and outcomes[Outcome.FAILED] == len(findings) else 0


async def _findings(asked: Asked, settings: Settings, refs: Sequence[str], *, due: bool) -> list[Finding]:
    """What came of the looks, in the order they ended; each is shown at once."""
    out = terminal.screen(sys.stdout)
    findings: list[Finding] = []
    async with wiring.assembled(settings) as assembly:
        watches = _chosen(assembly.store, refs, due=due)
        with progress("looking", len(watches), quiet=asked.loudness < 0) as bar:

            def seen(finding: Finding) -> None:
                findings.append(finding)
                with bar.aside():
                    _show(asked, finding, assembly.store, out)
                bar.onward(1)

            await _looks(assembly, watches, seen)
    return findings


def _chosen(store: Store, refs: Sequence[str], *, due: bool) -> list[Watch]:
    """The watches of `refs`, paused ones too; without any all that are not paused. Raises NotFound."""
    at = now()
    watches = watches_of(store, refs) if refs else store.watches.listed(state=State.ACTIVE)
    return [watch for watch in watches if not due or watch.due_at <= at]


async def _looks(assembly: wiring.Assembly, watches: Sequence[Watch], seen: Report) -> None:
    """Looks at all of them, host by host. Raises StoreError, and OSError where nobody reads what is shown."""
    engine = assembly.engine
    hosts: dict[str, list[Watch]] = {}
    for watch in watches:
        hosts.setdefault(host(watch.url), []).append(watch)
    slots = asyncio.Semaphore(engine.concurrency)
    faults: list[BaseException] = []
    try:
        async with asyncio.TaskGroup() as visitors:
            for own in hosts.values():
                visitors.create_task(_visit(engine, own, slots, seen))
    except* (StoreError, OSError) as errors:
        faults += errors.exceptions
    if faults:
        raise faults[0]


async def _visit(engine: Engine, watches: Sequence[Watch], slots: asyncio.Semaphore, seen: Report) -> None:
    """Looks at the watches of one host, one after the other, with pauses between them."""
    for number, watch in enumerate(watches):
        if number:
            asked = engine.crawl_delay(watch.url) or timedelta(0)
            await asyncio.sleep(max(engine.host_gap, min(asked, _LONGEST_GAP)).total_seconds())
        async with slots:
            finding = await checked(watch, engine.desk)
        seen(finding)


def _show(asked: Asked, finding: Finding, store: Store, out: Screen) -> None:
    revision = finding.revision
    told = disclosures(store.history, [revision])[revision.watch_id, revision.number] if revision else NOTHING_TOLD
    if asked.json:
        put_json(shapes.finding(finding, told))
    elif finding.outcome is not Outcome.SAME or finding.event or asked.loudness > 0:
        put(_told(finding, told, store, out), colour=out.colour)


def _told(finding: Finding, told: Disclosures, store: Store, out: Screen) -> Iterator[str]:
    """A line for the look, and what was changed."""
    revision, event, watch = finding.revision, finding.event, finding.watch
    name = f"{watch.id}@{revision.number}" if revision else str(watch.id)
    title = revision.article.title if revision else ""
    what = f"  {marks(revision.changes)}" if revision and revision.changes else ""
    note = f"  ({flags(revision, told)})" if revision and flags(revision, told) else ""
    yield (
        f"{out.styled(str(finding.outcome), _STYLES[finding.outcome])} {name}"
        f" {terminal.plain(title or terminal.address(watch.url))}{what}{note}"
    )
    if finding.outcome is Outcome.NEW and (one := store.watches.by_key(watch.key)) and one.id != watch.id:
        yield terminal.plain(f"  the article of watch {one.id}: one with that from now on")
    also = "" if event and event.why == finding.why else finding.why
    for why in filter(None, (f"{event.kind}: {event.why}" if event else "", also)):
        yield f"  {terminal.plain(why)}"
    if watch.suspicion is not None and not revision:
        yield "  believed when the next look sees the same"
    before = store.history.revision(watch.id, revision.number - 1) if revision and revision.changes else None
    if revision and before:
        yield ""
        yield from drawn(difference(before.article, revision.article, revision.changes, told), out)
        yield ""
