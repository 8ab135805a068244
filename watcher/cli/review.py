"""What changed: log, show, diff, extract, export."""

from __future__ import annotations

import sys
from datetime import datetime

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Command, one_of, put_json, put_paged, times_option
from watcher.cli.completing import refs, tags
from watcher.cli.opening import host, known_kind, now, opened, revision_of, since_then, watch_of
from watcher.cli.paragraphs import paragraph
from watcher.cli.reading import article_lines
from watcher.cli.stream import copied, disclosed_as, flags, looked, stream, timeline
from watcher.cli.terminal import Screen
from watcher.errors import UsageError
from watcher.model import Disclosures, Entry, Revision, Watch, Weight
from watcher.model.summary import Standing
from watcher.review import disclosures
from watcher.settings.values import KINDS
from watcher.store import Store

_RECENT = 100
_FORMS = ("text", "markdown", "html", "json")


@click.command(cls=Command)
@click.argument("ref", metavar="[REF]", required=False, shell_complete=refs)
@click.option(
    "--since", callback=since_then, metavar="TIME", help='Only what was seen in the last "2d", or since "2026-05-04".'
)
@click.option("--site", metavar="HOST", callback=host, help="Only that site.")
@click.option("--tag", metavar="T", shell_complete=tags, help="Only articles with that tag.")
@click.option(
    "--kind", metavar="GLOB", callback=known_kind,
    shell_complete=lambda *asked: [kind for kind in KINDS if kind.startswith(asked[-1])],
    help='Only what has a change of that kind, such as "title.*".',
)  # fmt: skip
@click.option("--min-weight", type=one_of(Weight), metavar="W", help="cosmetic, minor or major, and what weighs more.")
@click.option("--stealth", is_flag=True, help="Only major edits that nothing on the page tells of.")
@click.option("--limit", type=click.IntRange(1), metavar="N", help=f"The newest N; without REF and --since {_RECENT}.")
@times_option()
@click.pass_obj
def log(
    asked: Asked,
    ref: str | None,
    *,
    since: datetime | None,
    site: str | None,
    tag: str | None,
    kind: str | None,
    min_weight: str | None,
    stealth: bool,
    limit: int | None,
    times: str | None,
) -> None:
    """Show changes, the newest last.

    With REF it is the history of one article, with its first revision and how often it was looked at.

    \b
    watcher log --since 2d --kind "title.*" --min-weight major
    """
    if ref is not None and (site is not None or tag is not None):
        raise UsageError("--site and --tag choose among articles; REF is one article already")
    least = Weight(min_weight) if min_weight else None
    recent = ref is None and since is None and limit is None
    everything = not stealth and all(chosen is None for chosen in (since, site, tag, kind, min_weight, limit))
    with opened(asked, readonly=True) as store:
        watch = watch_of(store, ref) if ref is not None else None
        entries = store.history.entries(
            watch_id=watch.id if watch else None, since=since, site=site, tag=tag, kind=kind,
            min_weight=least, stealth=stealth, limit=_RECENT + 1 if recent else limit,
        )  # fmt: skip
        if recent and len(entries) > _RECENT:
            entries = entries[1:]
            asked.note(f"these are the newest {_RECENT}; --since and --limit show more")
        if watch and everything:
            entries = [*_first(store, watch), *entries]
        looks = store.history.looks(watch.id) if watch else []
        title = store.history.titles([watch.id]).get(watch.id, "") if watch else ""
        told = disclosures(store.history, [entry.revision for entry in entries if entry.revision])
    if asked.json:
        for entry, seen in zip(entries, looked(entries, looks), strict=True):
            coverage = {"looks": [shapes.look(one) for one in seen]} if watch else {}
            put_json(shapes.entry(entry, disclosed_as(entry, told)) | coverage)
        return
    out = terminal.screen(sys.stdout, times=times)
    at = now()
    lines = timeline(watch, entries, looks, at, out, title=title, told=told) if watch else stream(entries, told, out)
    put_paged(lines, colour=out.colour)
    if not entries:
        whole = f"watcher log {watch.id}" if watch else "watcher log"
        asked.note("nothing was edited so far" if everything else f"no such change; `{whole}` shows all")


def _first(store: Store, watch: Watch) -> list[Entry]:
    """The first revision as the beginning of a history; [] where the article was never read."""
    first = store.history.revision(watch.id, 1)
    if first is None:
        return []
    return [Entry(watch=watch, title=first.article.title, at=first.first_seen_at, revision=first)]


@click.command(cls=Command)
@click.argument("ref", metavar="REF[@N]", shell_complete=refs)
@times_option()
@click.pass_obj
def show(asked: Asked, ref: str, times: str | None) -> None:
    """Show a revision as a reader would read it.

    It is the newest one, or with REF@N the revision N.
    """
    with opened(asked, readonly=True) as store:
        watch, revision = revision_of(store, ref)
        told = disclosures(store.history, [revision])[watch.id, revision.number]
        seal = store.history.seal(watch.id, revision.number)
    if asked.json:
        put_json(shapes.whole_revision(revision, told, seal))
        return
    out = terminal.screen(sys.stdout, times=times)
    seen = [*paragraph([(_seen(watch, revision, told, out), "dim")], out), *copied(revision.capture, out)]
    proof = ["", out.styled(f"seal {seal.seal.hex()}", "dim")] if seal else []
    put_paged([*seen, "", *article_lines(revision.article, out), *proof], colour=out.colour)


def _seen(watch: Watch, revision: Revision, told: Disclosures, out: Screen) -> str:
    first, last = out.at(revision.first_seen_at), out.at(revision.last_seen_at)
    seen = f"seen {first}" + f" to {last}" * (first != last)
    since = f"now {watch.standing}" if watch.standing not in (Standing.PRESENT, Standing.UNSEEN) else ""
    return " · ".join(filter(None, (f"{watch.id}@{revision.number}", seen, since, flags(revision, told))))
