"""An article as a reader would read it, on a terminal."""

from __future__ import annotations

from collections.abc import Iterator

from watcher.cli.paragraphs import paragraph
from watcher.cli.terminal import Screen, Styled, address
from watcher.model import Article, Block, Embed, Heading, Image, List, Notice, Paragraph, Quote, Table
from watcher.notify.message import readable

_COLUMN = 100  # cells; longer lines are hard to read
_QUOTED = "│ "


def article_lines(article: Article, out: Screen) -> Iterator[str]:
    """The lines of an article: what stands over it, its blocks, an empty line between them, and what stands below."""
    out = Screen(width=min(out.width, _COLUMN), colour=out.colour)
    yield from _head(article, out)
    for block in article.blocks:
        yield ""
        yield from _block(block, out)
    below = [*article.credits, *filter(None, [article.copyright])]
    if below:
        yield ""
    for line in below:
        yield from paragraph([(line, "dim")], out)


def _head(article: Article, out: Screen) -> Iterator[str]:
    if article.kicker:
        yield from paragraph([(article.kicker, "dim")], out)
    yield from paragraph([(article.title or "(no headline)", "strong")], out)
    if article.standfirst:
        yield from paragraph([(article.standfirst, "")], out)
    yield from paragraph([(article.url and address(article.url), "link")], out)
    by = f"by {', '.join(article.authors)}" if article.authors else ""
    times = (("published", article.published_at), ("modified", article.modified_at))
    told = [by, article.section or "", *(f"{name} {readable(time)}" for name, time in times if time)]
    if line := " · ".join(filter(None, told)):
        yield from paragraph([(line, "dim")], out)
    if article.tags:
        yield from paragraph([(f"tags: {', '.join(article.tags)}", "dim")], out)


def _block(block: Block, out: Screen) -> Iterator[str]:
    match block:
        case Paragraph():
            yield from paragraph([*_posted(block), (block.text, "")], out)
        case Heading():
            yield from paragraph([*_posted(block), (f"{'#' * block.level} {block.text}", "strong")], out)
        case Quote():
            yield from paragraph([(block.text, "")], out, indent=_QUOTED)
        case Notice():
            yield from paragraph([("! ", "warn"), (block.text, "warn")], out)
        case List():
            for number, item in enumerate(block.items, start=1):
                lead = f"{number}. " if block.ordered else "• "
                yield from paragraph([(item, "")], out, indent=" " * len(lead), first=lead)
        case Table():
            for row in block.rows:
                yield from paragraph([(" | ".join(row), "")], out)
        case Image():
            yield from _image(block, out)
        case Embed():
            yield from paragraph([(f"▶ {block.provider} ", ""), (address(block.src), "link")], out)


def _posted(block: Paragraph | Heading) -> list[Styled]:
    """The time of the live blog's post that the block begins."""
    return [(f"{readable(block.posted_at)} ", "dim")] if block.posted_at else []


def _image(image: Image, out: Screen) -> Iterator[str]:
    """The picture's address, and beside it its title, caption and credit; without a caption what it shows."""
    words: list[Styled] = [(f"{image.title}: ", "strong")] if image.title else []
    words.append((image.caption or image.alt or "", "" if image.caption else "dim"))
    if image.credit:
        words.append((f" ({image.credit})", "dim"))
    yield from paragraph([(address(image.src), "link")], out, indent="  ", first="▣ ")
    if any(text for text, _ in words):
        yield from paragraph(words, out, indent="  ")
