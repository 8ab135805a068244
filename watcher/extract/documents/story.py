"""The story that a document holds as HTML → blocks, read exactly as a page's own HTML is read."""

from __future__ import annotations

import html
import re
from collections.abc import Container, Mapping, Sequence
from dataclasses import dataclass

from watcher.extract.blocks import read_blocks
from watcher.extract.credit_lines import credits_and_copyright
from watcher.extract.decoded import shallow
from watcher.extract.elements import Tag
from watcher.extract.fragment import parsed as elements_of
from watcher.extract.inline import within
from watcher.extract.trim import trimmed
from watcher.model import Block, Embed, Heading, Image, List, Table

_NUMBER = re.compile(r"\d{4,15}")
_LINKED: Mapping[str, str] = {
    "AUTO_TOPIC": "t",
    "ARTICLE": "a",
    "IMAGE_GALLERY": "g",
    "VIDEO": "video",
    "AUDIO": "audio",
}
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
        tag.contents.clear()
        tag.name, tag.attrs, tag.text = "img", {"src": self.address(*blocks)}, None

    def filled(self, blocks: Sequence[Block]) -> tuple[Block, ...]:
        """`blocks` with what belongs there in every place that was kept."""
        return tuple(b for block in blocks for b in self._at(block))

    def _at(self, block: Block) -> tuple[Block, ...]:
        return self._kept.get(block.src, (block,)) if isinstance(block, Image) else (block,)


def parsed(text: str, left_out: Sequence[str] = (), kept: Container[str | None] = ()) -> Tag:
    """The element around a fragment of HTML, without what the selectors in `left_out` select, but for what has one of
    the numbers in `kept`."""
    # Imported here because it takes 30 ms, which nobody waits for until such a document is read.
    from bs4 import BeautifulSoup  # noqa: PLC0415
    from bs4.formatter import HTMLFormatter  # noqa: PLC0415

    # As a parser writes it: `<br>`, not `<br/>`.
    spelling = HTMLFormatter(html.escape, void_element_close_prefix="", empty_attributes_are_booleans=False)
    # Behind a line break, as of a text that is an address alone it would warn that it opens none.
    soup = BeautifulSoup("\n" + shallow(_UNREADABLE.sub("", text)), "lxml")
    for tag in soup.select(",".join(left_out)) if left_out else ():
        if not tag.decomposed and tag.get("data-id") not in kept:
            tag.decompose()
    return elements_of((soup.body or soup).decode_contents(formatter=spelling))


def with_addresses(root: Tag) -> Tag:
    """`root`, where pictures and links that name only a number have the address that a script would give them."""
    for tag in within(root, ("img", "span")):
        number, kind = tag.get("data-id") or "", _LINKED.get(tag.get("data-type") or "")
        if not _NUMBER.search(number):
            continue
        if tag.name == "span" and kind:
            tag.name, tag.attrs = "a", {**tag.attrs, "href": f"https://www.dw.com/{kind}-{number}"}
        elif tag.name == "img" and not (tag.get("src") or tag.get("data-url")):
            tag.attrs = {**tag.attrs, "src": f"https://static.dw.com/image/{number}_605.jpg"}
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
