"""The story that a document holds as HTML → blocks, read exactly as a page's own HTML is read."""

from __future__ import annotations

import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from bs4 import BeautifulSoup, Tag

from watcher.extract.blocks import read_blocks
from watcher.extract.decoded import shallow
from watcher.extract.trim import credits_and_copyright, trimmed
from watcher.model import Block, Embed, Heading, Image, List, Table

_NUMBER = re.compile(r"\d{4,15}")
_LINKED: Mapping[str, str] = {
    "AUTO_TOPIC": "t",
    "ARTICLE": "a",
    "IMAGE_GALLERY": "g",
    "VIDEO": "video",
    "AUDIO": "audio",
}
_DEEPEST = 100
_UNREADABLE = re.compile(r"[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")


@dataclass(frozen=True, slots=True, kw_only=True)
class Story:
    """The blocks of a text, without its agency lines and its copyright line."""

    blocks: tuple[Block, ...]
    credits: tuple[str, ...]
    copyright: str | None


class Places:
    """Where blocks stand that the general reader cannot read out of HTML: a picture of no address keeps each place."""

    def __init__(self) -> None:
        self._kept: dict[str, tuple[Block, ...]] = {}

    def address(self, *blocks: Block) -> str:
        """The address of the picture that keeps the place of `blocks`."""
        address = f"https://place.invalid/place-{len(self._kept):06}.jpg"
        self._kept[address] = blocks
        return address

    def keep(self, tag: Tag, *blocks: Block) -> None:
        """Turns `tag` into the picture that keeps the place of `blocks`."""
        tag.clear()
        tag.name = "img"
        tag.attrs = {"src": self.address(*blocks)}

    def filled(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """`blocks` with what belongs there in every place that was kept."""
        return tuple(b for block in blocks for b in self._at(block))

    def _at(self, block: Block) -> tuple[Block, ...]:
        return self._kept.get(block.src, (block,)) if isinstance(block, Image) else (block,)


def parsed(html: str) -> Tag:
    """The element around a fragment of HTML, with the text of what is nested too deeply in place of it."""
    soup = BeautifulSoup(shallow(_UNREADABLE.sub("", html)), "lxml")
    root = soup.body or soup
    below = [(root, 0)]
    while below:
        tag, depth = below.pop()
        if depth > _DEEPEST:
            tag.replace_with(tag.get_text(" "))
        else:
            below += [(child, depth + 1) for child in tag.children if isinstance(child, Tag)]
    return root


def with_addresses(root: Tag) -> Tag:
    """`root`, where pictures and links that name only a number have the address that a script would give them."""
    for image in root.find_all("img", attrs={"data-id": _NUMBER}):
        if not (image.get("src") or image.get("data-url")):
            image["src"] = f"https://static.dw.com/image/{image['data-id']}_605.jpg"
    for span in root.find_all("span", attrs={"data-id": _NUMBER, "data-type": list(_LINKED)}):
        span.name = "a"
        span["href"] = f"https://www.dw.com/{_LINKED[str(span['data-type'])]}-{span['data-id']}"
    return root


def story_of(
    root: Tag,
    base: str,
    *,
    places: Places,
    authors: Sequence[str] = (),
    said: Sequence[str] = (),
    posts: Mapping[int, str] | None = None,
) -> Story:
    """The story inside `root`. Texts in `said` (headline, standfirst) are not repeated as paragraphs; `posts` are the
    times of a live blog's posts by the ids of their elements."""
    blocks, agencies, copyright_line = credits_and_copyright(places.filled(read_blocks(root, base, posts=posts)))
    blocks, staff = trimmed(blocks, authors)
    kept = (b for b in blocks if isinstance(b, Heading) or getattr(b, "text", None) not in said)
    return Story(blocks=tuple(kept), credits=(*agencies, *staff), copyright=copyright_line)


def sign(block: Block) -> tuple[str, str]:
    """What a block is recognised by in another reading of the same article: its kind, and its text or its picture."""
    match block:
        case Image():
            return block.kind, block.asset
        case Embed():
            return block.kind, block.src
        case List():
            return block.kind, "\n".join(block.items)
        case Table():
            return block.kind, "\n".join("|".join(row) for row in block.rows)
        case _:
            return block.kind, block.text


def merged(blocks: Sequence[Block], other: Sequence[Block], wanted: Container[tuple[str, str]]) -> tuple[Block, ...]:
    """`blocks`, and out of `other` the blocks with a sign in `wanted`, each behind what it stands behind there."""
    places = {sign(b): at for at, b in reversed(list(enumerate(blocks)))}
    found: list[Block] = []
    done = 0
    for block in other:
        if sign(block) in wanted:
            found.append(block)
        elif (at := places.get(sign(block), -1)) >= done:
            found += blocks[done : at + 1]
            done = at + 1
    return (*found, *blocks[done:])
