"""The blocks of a story: its own, the notices before and behind it, the times of a live blog's posts."""

from __future__ import annotations

from watcher.extract.blocks import read_beside, read_blocks
from watcher.extract.head import Head
from watcher.extract.live import clocked, taken_posts
from watcher.extract.locate import Source
from watcher.extract.moments import Moments, offset_of
from watcher.extract.notices import in_box, notices_in
from watcher.extract.reading import Unread
from watcher.extract.updates import says_live, timed, told_updates
from watcher.model import Block, List, Notice, Paragraph


def story_blocks(
    source: Source, head: Head, times: tuple[str | None, str | None], unread: list[Unread]
) -> tuple[Block, ...]:
    """The blocks of the story. `times` are when the article was published and when it was last changed; what is not
    read is added to `unread`."""
    offset = offset_of(source.ld.get("datePublished")) or offset_of(source.meta.get("article:published_time"))
    moments = Moments(zone=source.zone, offset=offset, published_at=times[0], modified_at=times[1])
    updates, told = told_updates(source.ld, moments), says_live(source.ld)
    posts = taken_posts(head.body, source.html, updates, moments, told=told)
    behind = tuple(in_box(read_beside(head.behind, source.url)))
    blocks = read_blocks(head.body, source.url, unread, posts)
    if not posts:
        blocks = timed(blocks, updates) if updates else clocked(blocks, moments, told=told)
    if not posts and not any(getattr(b, "posted_at", None) for b in blocks):
        return (*notices_in(head.between), *blocks, *behind)
    opening = (b for b in read_beside(head.between, source.url) if isinstance(b, Paragraph | List | Notice))
    return (*opening, *blocks, *behind)
