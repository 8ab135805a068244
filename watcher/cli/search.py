"""Searching everything that was ever recorded: search."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence

import click

from watcher.cli import shapes, terminal
from watcher.cli.asked import Asked, Command, put_json, put_paged, times_option
from watcher.cli.completing import tags
from watcher.cli.opening import opened, watch_of
from watcher.cli.paragraphs import paragraph
from watcher.cli.terminal import Screen, Styled
from watcher.errors import UsageError
from watcher.model import Hit
from watcher.notify.excerpt import narrowed
from watcher.notify.markup import Piece
from watcher.store.terms import terms

_AROUND = 60  # characters shown on either side of what was found
_STYLES = {"text": "", "new": "found", "cut": "dim"}


@click.command(cls=Command)
@click.argument("text", nargs=-1, required=True)
@click.option("--watch", "ref", metavar="REF", help="Only in the revisions of one article.")
@click.option("--tag", metavar="T", shell_complete=tags, help="Only in articles with this tag.")
@click.option(
    "--limit", type=click.IntRange(1, 10_000), default=20, show_default=True, metavar="N", help="The newest N."
)
@times_option()
@click.pass_obj
def search(
    asked: Asked, text: tuple[str, ...], *, ref: str | None, tag: str | None, limit: int, times: str | None
) -> None:
    """Search the text of all revisions, the newest first.

    A revision is shown where it brought all the words, or a "phrase" in quotation marks. Words are found from their
    beginning, Chinese, Japanese, Korean and Thai anywhere; case and accents do not count.

    \b
    watcher search '"Lowen Island" ferry' --tag port
    """
    wanted = " ".join(f'"{word}"' if " " in word and '"' not in word else word for word in text)
    if not terms(wanted):
        raise UsageError(f"{wanted!r} holds no word to search for")
    with opened(asked, readonly=True) as store:
        watch = watch_of(store, ref) if ref else None
        hits = store.search.hits(wanted, watch_id=watch.id if watch else None, tag=tag, limit=limit)
    if asked.json:
        for hit in hits:
            put_json(shapes.hit(hit))
        return
    out = terminal.screen(sys.stdout, times=times)
    put_paged(_lines(hits, out), colour=out.colour)
    if not hits:
        asked.note("nothing was found")
    elif len(hits) == limit:
        asked.note(f"these are the newest {limit}; --limit shows more")


def _lines(hits: Sequence[Hit], out: Screen) -> Iterator[str]:
    for number, hit in enumerate(hits):
        if number:
            yield ""
        place: list[Styled] = [(f"{hit.watch.id}@{hit.number}", "strong"), (f"  {out.at(hit.at)}  ", "dim")]
        yield from paragraph([*place, (f"{hit.watch.site}  ", "dim"), (hit.title, "")], out, indent="    ", first="")
        for text, places in hit.passages:
            end: list[Styled] = [("  no longer there", "alarm")] if text in hit.gone else []
            yield from paragraph([*_marked(text, places), *end], out, indent="    ")


def _marked(text: str, places: Sequence[tuple[int, int]]) -> Iterator[Styled]:
    """The text around what was found."""
    for at, (mark, piece) in enumerate(narrowed([piece for piece in _pieces(text, places) if piece[1]], _AROUND)):
        yield " … "[not at :] if mark == "cut" else piece, _STYLES[mark]


def _pieces(text: str, places: Sequence[tuple[int, int]]) -> Iterator[Piece]:
    at = 0
    for begin, end in places:
        yield "text", text[at:begin]
        yield "new", text[begin:end]
        at = end
    yield "text", text[at:]
