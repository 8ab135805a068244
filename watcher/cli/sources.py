"""Where new articles come from: source add, list, remove, check."""

from __future__ import annotations

import asyncio
import re
import sys
from collections.abc import Callable, Iterator, Sequence
from datetime import datetime, timedelta

import click

from watcher import wiring
from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Family, one_of, put, put_json, put_paged, times_option
from watcher.cli.logs import logged
from watcher.cli.opening import addresses_of, called, interval, languages, named_tags, now, opened, pattern, settings_of
from watcher.cli.terminal import Screen, Styled
from watcher.daemon import Engine
from watcher.discover import discovered
from watcher.errors import NotFound, StoreError, UsageError
from watcher.model import Listed, OrderState, Reading, Source, SourceId, SourceKind, SourceSetting
from watcher.store import Store
from watcher.urls import host, identity

_NUMBER = re.compile(r"\d{1,18}", re.ASCII)
_MOST_READINGS = 100  # of one source and its parts; the daemon goes on

Report = Callable[[Source, Reading], None]
Brought = Sequence[Listed]


@click.group(cls=Family)
def source() -> None:
    """Find new articles in feeds, sitemaps, section pages and lists."""


@source.command()
@click.argument("url", metavar="URL")
@click.option("--kind", type=one_of(SourceKind), metavar="K", help="feed, sitemap, page or list.")
@click.option(
    "--tag", "tags", callback=named_tags, metavar="T", multiple=True, help="A tag for its articles; may be repeated."
)
@click.option("--match", default="", callback=pattern, metavar="REGEX", help="What their addresses contain.")
@click.option(
    "--language", "spoken", callback=languages, metavar="L", multiple=True,
    help='Only articles that are in these, such as "zh", or do not say; may be repeated.',
)  # fmt: skip
@click.option("--max-age", callback=interval, metavar="TIME", help='Only younger ones, such as "3d".')
@click.option(
    "--limit",
    type=click.IntRange(1, 10_000),
    default=100,
    show_default=True,
    metavar="N",
    help="New ones in a reading.",
)
@click.option("--every", callback=interval, metavar="TIME", help="A fixed interval between readings.")
@click.option("--baseline", is_flag=True, help="Take all that is listed, however old, as first revisions.")
@click.option("--pace", callback=interval, metavar="TIME", help="Between two first looks of a baseline; 5s by default.")
@click.pass_obj
def add(
    asked: Asked, url: str, *, kind: str | None, tags: tuple[str, ...], match: str, spoken: tuple[str, ...],
    max_age: timedelta | None, limit: int, every: timedelta | None, baseline: bool, pace: timedelta | None,
) -> None:  # fmt: skip
    """Find new articles in a feed, a sitemap, a section page or a list.

    Without --kind it is found out which. What is a source already is set anew. The daemon reads it from now on;
    `watcher source check` reads it at once.

    \b
    watcher source add https://rss.dw.com/rdf/rss-chi-all --tag dw
    watcher source add https://www.dw.com/zh-hant/ --kind page --match "/a-[0-9]+$"
    """
    if pace is not None and not baseline:
        raise UsageError("--pace is for a --baseline; nothing was added")
    (address,) = addresses_of([url])
    setting = SourceSetting(
        url=address, kind=kind or "", tags=tuple(dict.fromkeys(tags)), match=match, languages=spoken, max_age=max_age,
        limit=limit, every=every, baseline=baseline, pace=pace or SourceSetting(url="").pace,
    )  # fmt: skip
    with opened(asked, made=True) as store:
        found, new = store.sources.add(setting, now())
    if asked.json:
        put_json(shapes.source(found) | {"added": new})
    else:
        put([_named("added" if new else "set anew", found)])


@source.command("list")
@times_option()
@click.pass_obj
def list_(asked: Asked, times: str | None) -> None:
    """Show where new articles come from.

    "listed" and "new" are of the last reading, "in all" of every one; what other sources or you had tracked before is
    among the new ones.
    """
    with opened(asked, readonly=True) as store:
        found = store.sources.listed()
    if asked.json:
        put_json([shapes.source(one) for one in found])
        return
    out = terminal.screen(sys.stdout, times=times)
    head = ("", "kind", "read", "due", "listed", "new", "in all", "tags", "source")
    put_paged(terminal.table([_row(one, out) for one in found], head, out), colour=out.colour)
    for one in found:
        for why in filter(None, (one.why, one.push and one.push.why)):
            put([out.styled(terminal.plain(f"{one.id}: {why}"), "warn")], colour=out.colour)
    if not found:
        asked.note("no sources; `watcher source add URL` adds one, [[source]] tables are read when the daemon starts")


def _row(one: Source, out: Screen) -> list[Styled]:
    failing = one.failing_since is not None
    kinds = (one.kind or one.setting.kind or "?", _pushed(one, out.now), "failing" if failing else "")
    kind = ", ".join(filter(None, kinds))
    match = f" ~ {one.setting.match}" if one.setting.match else ""
    return [
        (str(one.id), "strong"),
        (kind, "warn" if failing else ""),
        (out.at(one.read_at, "relative"), ""),
        ("now" if one.due_at <= out.now else out.at(one.due_at, "relative"), ""),
        (f"{one.listed:,}", ""),
        (f"{one.new:,}" + (f" (+{one.waiting:,})" if one.waiting else ""), ""),
        (f"{one.found:,}", ""),
        (" ".join(one.setting.tags), "dim"),
        (terminal.address(one.setting.url) + match, ""),
    ]


def _pushed(one: Source, at: datetime) -> str:
    """How its push stands, "" where no hub is asked."""
    if one.push is None:
        return ""
    if one.pushed_until(at):
        return "pushed"
    return {OrderState.ACTIVE: "push silent", OrderState.DENIED: "push denied"}.get(one.push.state, "push asked for")


@source.command()
@click.argument("refs", metavar="REF...", nargs=-1, required=True)
@click.pass_obj
def remove(asked: Asked, refs: tuple[str, ...]) -> None:
    """Forget sources; the articles that they brought stay.

    One that stands in the configuration comes back when the daemon starts: take it out there.
    """
    with opened(asked) as store:
        found = _meant(store, refs)
        for one in found:
            store.sources.remove(one.id)
    if asked.json:
        put_json([shapes.source(one) for one in found])
    else:
        put(_named("removed", one) for one in found)
    if any(one.from_file for one in found):
        asked.note("what stands in the configuration comes back when the daemon starts; take it out there")


@source.command()
@click.argument("refs", metavar="[REF]...", nargs=-1)
@click.pass_obj
def check(asked: Asked, refs: tuple[str, ...]) -> int:
    """Read sources now, and print what is new.

    Without REF all are read, those of the configuration too. What is new is looked at by the daemon, or by
    `watcher check --due`. Ends with 1 where every single reading failed.
    """
    logged(asked)
    out = terminal.screen(sys.stdout)
    readings: list[Reading] = []
    new = 0

    def seen(one: Source, reading: Reading, brought: Brought) -> None:
        nonlocal new
        readings.append(reading)
        new += len(brought)
        if asked.json:
            put_json(shapes.reading(reading))
        else:
            put(_told(one, reading, brought, out), colour=out.colour)

    asyncio.run(_read(asked, refs, seen))
    asked.note(f"{terminal.counted(len(readings), 'reading')}, {terminal.counted(new, 'new article')}")
    return 1 if readings and all(reading.why for reading in readings) else 0


async def _read(asked: Asked, refs: Sequence[str], seen: Callable[[Source, Reading, Brought], None]) -> None:
    """Reads the sources meant, host by host, and tells which articles of each reading were not tracked before.
    Raises NotFound, StoreError, and OSError where nobody reads what is shown."""
    settings = settings_of(asked)
    faults: list[BaseException] = []
    async with wiring.assembled(settings) as assembly:
        assembly.store.sources.reconcile(settings.sources, now())
        hosts: dict[str, list[Source]] = {}
        for one in _meant(assembly.store, refs) if refs else assembly.store.sources.listed():
            hosts.setdefault(host(one.reads), []).append(one)
        slots = asyncio.Semaphore(assembly.engine.concurrency)

        def report(one: Source, reading: Reading) -> None:
            seen(one, reading, _brought(assembly.store, reading))

        try:
            async with asyncio.TaskGroup() as visitors:
                for own in hosts.values():
                    visitors.create_task(_visit(assembly.engine, own, slots, report))
        except* (StoreError, OSError) as errors:
            faults += errors.exceptions
    if faults:
        raise faults[0]


async def _visit(engine: Engine, own: Sequence[Source], slots: asyncio.Semaphore, seen: Report) -> None:
    """Reads the sources of one host, one after the other, with pauses between them; of each its parts too, and where
    a page says that it is."""
    for number, one in enumerate(own):
        if number:
            await asyncio.sleep(engine.gap(one.reads).total_seconds())
        going = one
        for _ in range(_MOST_READINGS):
            async with slots:
                reading = await discovered(going, engine.source_desk)
            seen(going, reading)
            if reading.why or reading.source.due_at > reading.at:
                break
            await asyncio.sleep(engine.gap(going.reads).total_seconds())
            going = reading.source


def _brought(store: Store, reading: Reading) -> Brought:
    """The articles that the reading added; others that are new to the source were tracked already."""
    keyed = [(store.watches.by_key(identity(one.article.url)), one.article) for one in reading.found]
    return [article for watch, article in keyed if watch is not None and watch.added_at >= reading.at]


def _told(one: Source, reading: Reading, brought: Brought, out: Screen) -> Iterator[str]:
    """A line for the reading, and one for each new article."""
    known = len(reading.found) - len(brought)
    what = f"{reading.listed:,} listed, {len(brought):,} new" + f", {known:,} tracked already" * bool(known)
    kind = f"{reading.source.kind} " if reading.source.kind else ""
    yield terminal.plain(f"{one.id} {kind}{terminal.address(one.reads)}: {(reading.why and 'failed') or what}")
    if reading.why:
        yield "  " + out.styled(reading.why.removeprefix(f"{one.reads}: "), "warn")
    if reading.left and not reading.listed:
        named = terminal.counted(reading.left, "address", "addresses")
        yield f"  none of {named} is taken: too old (of a sitemap: a fortnight; see max_age), or by match or languages"
    for new in brought:
        title = f"  {new.title}" if new.title else ""
        yield terminal.plain(f"  + {terminal.address(new.url)}{title}")


def _named(act: str, one: Source) -> str:
    tags = f" [{', '.join(one.setting.tags)}]" if one.setting.tags else ""
    match = f" ~ {one.setting.match}" if one.setting.match else ""
    return terminal.plain(f"{act} {one.id}{tags} {terminal.address(one.setting.url)}{match}")


def _meant(store: Store, refs: Sequence[str]) -> list[Source]:
    """The sources that `refs` mean, numbers or addresses, each once. Raises NotFound for the first that is none."""
    known = store.sources.listed()
    found: dict[SourceId, Source] = {}
    for ref in refs:
        by_number = _NUMBER.fullmatch(ref) is not None
        own = [one for one in known if (ref == str(one.id) if by_number else ref in (one.setting.url, one.address))]
        if not own:
            raise NotFound(f"{called(ref)}: there is no such source; `watcher source list` shows them")
        found |= {one.id: one for one in own}
    return list(found.values())
