"""What became of the links inside one text."""

from __future__ import annotations

import re
from collections import defaultdict, deque
from collections.abc import Callable, Iterator, Sequence

from watcher.compare.shown import shown_by
from watcher.model import Block, Change, Link, Paragraph
from watcher.text import reader_text

Placed = tuple[str, Link]

# Of an address, and leads nowhere else; the last is that of a page for telephones.
_IDLE = re.compile(r"(?<!:)/(?=/)|/index\.(?:html?|php)$|(?<=//[a-z]{2})\.m(?=\.)")
_KEYWORD = re.compile(
    r"https?://[^/?#]{1,255}(?:/[\w-]{1,40}){0,3}?/(?:tags?|topics?|themen?|thema|schlagworte?|keywords?|temas?|topicos|sujets?"
    r"|argomenti|tematy|etiquetas?|mots-cles|onderwerp|emne|amne|sujet|etiket|konu|quotes?|tickers?)/[^/?#]{1,120}/?(?:[?#]|$)",
    re.IGNORECASE,
)


def link_changes(
    old: Sequence[Block], new: Sequence[Block], at_old: Sequence[int], at_new: Sequence[int]
) -> Iterator[Change]:
    """Links that lead elsewhere than before, or were added or removed, in the blocks (at those positions) that are
    one text before and after. A link whose words alone changed is told by the change of the text."""
    gone, come = _placed(old, at_old), _placed(new, at_new)
    if [link for _, link in gone] == [link for _, link in come]:
        return
    _, gone, come = _matched(gone, come, lambda link: shown_by(_IDLE.sub("", link.href)))
    changed, gone, come = _matched(gone, come, lambda link: reader_text(link.text))
    for (_, before), (path, after) in changed:
        yield Change(kind="link.changed", path=path, before=before.href, after=after.href)
    for path, link in _of_the_story(gone):
        yield Change(kind="link.removed", path=path, before=link.href)
    for path, link in _of_the_story(come):
        yield Change(kind="link.added", path=path, after=link.href)


def _of_the_story(links: Sequence[Placed]) -> Iterator[Placed]:
    """Links but those of keywords: content systems put them on words, and take them away, by themselves."""
    return (placed for placed in links if not _KEYWORD.match(placed[1].href))


def _placed(blocks: Sequence[Block], positions: Sequence[int]) -> list[Placed]:
    """Every link with its path."""
    texts = [(at, blocks[at]) for at in positions]
    return [
        (f"blocks[{at}].links[{number}]", link)
        for at, block in texts
        if isinstance(block, Paragraph)
        for number, link in enumerate(block.links)
    ]


def _matched(
    old: Sequence[Placed], new: Sequence[Placed], key: Callable[[Link], str]
) -> tuple[list[tuple[Placed, Placed]], list[Placed], list[Placed]]:
    """Pairs of links with the same key, in order, and what is left of either side."""
    waiting: defaultdict[str, deque[Placed]] = defaultdict(deque)
    for placed in old:
        waiting[key(placed[1])].append(placed)
    pairs, rest = [], []
    for placed in new:
        same = waiting[key(placed[1])]
        if same:
            pairs.append((same.popleft(), placed))
        else:
            rest.append(placed)
    left = {path for queue in waiting.values() for path, _ in queue}
    return pairs, [placed for placed in old if placed[0] in left], rest
