"""An article as a reader would read it, in Markdown (CommonMark, with the tables of GitHub)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from watcher.cli.terminal import plain
from watcher.model import Article, Block, Embed, Heading, Image, List, Notice, Paragraph, Quote, Table
from watcher.notify.markup import Line, Piece, as_markdown, markdown_escaped, quoted_markdown
from watcher.notify.message import readable


def article_markdown(article: Article, level: int) -> Iterator[str]:
    """The parts of an article, an empty line between them; its headline is a heading of `level`."""
    yield heading(article.title or article.url, level)
    if article.standfirst:
        yield f"**{quoted(article.standfirst)}**"
    times = (("published", article.published_at), ("modified", article.modified_at))
    by = f"by {', '.join(article.authors)}" if article.authors else ""
    if about := " · ".join(filter(None, (by, *(f"{name} {readable(time)}" for name, time in times if time)))):
        yield quoted(about)
    for block in article.blocks:
        yield from _block(block, level)
    yield from map(quoted, filter(None, (*article.credits, article.copyright)))


def heading(text: str, level: int) -> str:
    """What an article says as a heading."""
    said = quoted(text)
    closed = f"{said[:-1]}\\#" if said.endswith("#") else said  # which Markdown would take for an end of the heading
    return f"{'#' * min(level, 6)} {closed}"


def quoted(text: str) -> str:
    """What an article says, on one line, obeyed by neither Markdown nor a terminal."""
    return quoted_markdown(markdown_escaped(plain(text)))


def _block(block: Block, level: int) -> Iterator[str]:
    match block:
        case Heading():
            yield heading(block.text, level + 1)
        case Paragraph():
            yield quoted(block.text)
        case Quote():
            yield f"> {quoted(block.text)}"
        case Notice():
            yield f"**Note:** {quoted(block.text)}"
        case List():
            yield "\n".join(_item(number, item, block) for number, item in enumerate(block.items, start=1))
        case Table():
            yield "\n".join(_table(block.rows))
        case Image():
            words = filter(None, (block.title, block.caption or block.alt, block.credit))
            yield _linked(f"▣ {' · '.join(map(plain, words))} ", block.src)
        case Embed():
            yield _linked(f"▶ {plain(block.provider)} ", block.src)


def _item(number: int, text: str, of: List) -> str:
    return f"{f'{number}.' if of.ordered else '-'} {quoted(text)}"


def _table(rows: Sequence[Sequence[str]]) -> Iterator[str]:
    """The rows, the first one as the head that a table has to have."""
    width = max(map(len, rows), default=0)
    for number, row in enumerate(rows):
        cells = (quoted(cell).replace("|", "&#124;") for cell in (*row, *[""] * (width - len(row))))
        yield f"| {' | '.join(cells)} |"
        if not number:
            yield "|" + " --- |" * width


def _linked(words: str, address: str) -> str:
    pieces: tuple[Piece, ...] = (("text", words), ("link", plain(address)))
    return as_markdown([Line(pieces=pieces, quoted=True)])
