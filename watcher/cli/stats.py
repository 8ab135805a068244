"""What the edits come to, site by site: stats."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from datetime import datetime

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Command, put_json, put_paged
from watcher.cli.completing import tags
from watcher.cli.opening import opened, since_then
from watcher.cli.terminal import Screen, Styled
from watcher.model import SiteFigures

_HEAD = ("site", "articles", "edited", "edits", "an article", "major", "stealth", "gone", "known within")
_BARS = " ▁▂▃▄▅▆▇█"


@click.command(cls=Command)
@click.option(
    "--since", callback=since_then, metavar="TIME", help='Only what was seen in the last "2d", or since "2026-05-04".'
)
@click.option("--tag", metavar="T", shell_complete=tags, help="Only articles with this tag.")
@click.pass_obj
def stats(asked: Asked, *, since: datetime | None, tag: str | None) -> None:
    """Show what was edited, site by site.

    "known within" is how narrowly we know when half of a site's newest 200 edits were made, or better: from the last
    look before to the first look after. The hours are those in which edits were first seen, UTC.
    """
    with opened(asked, readonly=True) as store:
        sites = store.sites.figures(since=since, tag=tag)
    if asked.json:
        for site in sites:
            put_json(shapes.site_figures(site))
        return
    out = terminal.screen(sys.stdout)
    put_paged(_lines(sites, out), colour=out.colour)
    if not sites:
        asked.note("nothing is tracked" if tag is None else "no such article; `watcher list` shows all")


def _lines(sites: Sequence[SiteFigures], out: Screen) -> Iterator[str]:
    rows = [_row(site.site, site) for site in sites]
    if len(sites) > 1:
        rows.append([(text, "strong") for text, _ in _row("all", _sum(sites))])
    yield from terminal.table(rows, _HEAD, out)
    hours = [sum(site.hours[hour] for site in sites) for hour in range(24)]
    if any(hours):
        yield ""
        yield from _clock(hours, out)


def _row(name: str, site: SiteFigures) -> list[Styled]:
    share = f"{site.stealth / site.edits:.0%}" if site.edits else ""
    mean = f"{site.edits / site.articles:.2f}" if site.articles else ""
    texts = [
        name,
        *(f"{count:,}" for count in (site.articles, site.edited, site.edits)),
        mean,
        f"{site.major:,}",
        share,
    ]
    window = terminal.length(site.window) if site.window is not None else ""
    return [(text, "") for text in (*texts, f"{site.gone:,}", window)]


def _sum(sites: Sequence[SiteFigures]) -> SiteFigures:
    names = ("articles", "edited", "edits", "major", "stealth", "bumped", "gone")
    whole = {name: sum(getattr(site, name) for site in sites) for name in names}
    return SiteFigures(site="", window=None, hours=(), **whole)


def _clock(hours: Sequence[int], out: Screen) -> Iterator[str]:
    """The hours of the day as bars, two characters wide where there is room."""
    most, wide = max(hours), 1 if 0 < out.width < 2 * len(hours) else 2
    bars = "".join(_BARS[-(-count * (len(_BARS) - 1) // most)] * wide for count in hours)
    yield f"edits by the hour (UTC), {most:,} at most"
    yield out.painted(bars.rstrip(), "link")
    yield out.painted("".join(f"{hour:<{3 * wide}}" for hour in range(0, 24, 3)).rstrip(), "dim")
