"""The posts of Deutsche Welle's live blogs, as the content graph has them."""

from __future__ import annotations

import html
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from typing import Any

from watcher.extract import dates
from watcher.extract.blocks import read_blocks
from watcher.extract.documents.links import HOME
from watcher.extract.documents.story import merged, parsed, sign, with_addresses
from watcher.extract.documents.values import first_wording, markup
from watcher.extract.elements import Tag
from watcher.extract.inline import within
from watcher.model import Block, Heading, Paragraph

_POSTED = "data-posted-time"
_TIMES = ("firstPublicationDate", "contentDate", "displayDate", "lastPublicationDate")

Post = tuple[Block, ...]


def post_html(post: Mapping[str, Any]) -> str:
    """A post as HTML: an element that holds its headline, where it has one, and its text, and knows its time."""
    title = first_wording(post, "title", "name")
    headline = f"<h2>{html.escape(title)}</h2>" if title else ""
    at = next(filter(None, (dates.utc(post.get(name)) for name in _TIMES)), "")
    return f'<section {_POSTED}="{html.escape(at)}">{headline}{markup(post.get("text"))}</section>'


def posted(root: Tag) -> dict[int, str]:
    """The times of posts by the ids of the elements that begin them, for `read_blocks`."""
    return {id(tag): at for tag in within(root, ("section",)) if (at := tag.get(_POSTED))}


def post_of(post: Mapping[str, Any], left_out: Sequence[str]) -> Post:
    """The blocks of one post, the first heading or paragraph with its time; without what `left_out` selects."""
    root = with_addresses(parsed(post_html(post), left_out))
    return read_blocks(root, HOME, posts=posted(root))


def with_posts(blocks: Sequence[Block], posts: Sequence[Post]) -> tuple[Block, ...]:
    """`blocks` with the times of the posts among them, and with those posts, each in its place, of which they show
    nothing."""
    told = [b for post in posts for b in post]
    times = {sign(b): b.posted_at for b in told if isinstance(b, Heading | Paragraph) and b.posted_at}
    shown, known = {sign(b) for b in blocks}, {sign(b) for b in told}
    missing = {sign(b) for post in posts if shown.isdisjoint(map(sign, post)) for b in post}
    begin = next((i for i, b in enumerate(blocks) if sign(b) in known), len(blocks))
    whole = merged(blocks, (*blocks[:begin], *told), missing) if missing else blocks
    return tuple(_timed(whole, times))


def _timed(blocks: Iterable[Block], times: Mapping[tuple[str, str], str]) -> Iterator[Block]:
    for block in blocks:
        at = times.get(sign(block))
        yield replace(block, posted_at=at) if at and isinstance(block, Heading | Paragraph) else block
