"""What the walk over a page's elements knows while it goes, and what it has measured of each."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field

from watcher.extract.elements import Measure, Tag, Text
from watcher.extract.inline import BLOCK_TAGS, SILENT_TAGS
from watcher.model.article import Block, Heading, Paragraph, Role

HEADINGS: Mapping[str, int] = {f"h{n}": n for n in range(1, 7)}
_UNREAD = SILENT_TAGS - {"button", "noscript"}

LINES = (Paragraph, Heading)  # blocks of one text each; asked for in a third of the time that their union takes
Unread = tuple[Tag, str]  # an element, and why it is not read


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the walk knows while it goes: the page's address, how much text there is in all, the pictures' role.

    `strict`: only pictures are read, and words beside one are its caption only by name. `spoken` holds elements that
    were read already, `beside` whether a picture stands in an element outside its noscript, `holders` by a block's id
    the element it was read in, `noted` those blocks (an id is one for as long as its block lives), `left_out` what was
    not read and why. `posts` are the times of a live blog's posts by the id of the element that each begins with.
    """

    base: str
    total: int
    role: Role = "inline"
    strict: bool = False
    spoken: set[int] = field(default_factory=set)
    beside: dict[int, bool] = field(default_factory=dict)
    holders: dict[int, Tag] = field(default_factory=dict)
    noted: list[Block] = field(default_factory=list)
    left_out: list[Unread] = field(default_factory=list)
    posts: Mapping[int, str] = field(default_factory=dict)


def is_image(tag: Tag) -> bool:
    """Whether an element is a picture: an <img>, or a content system's own element for one."""
    return tag.name in ("img", "amp-img") or ("-" in tag.name and "image" in tag.name and "src" in tag.attrs)


def measured(area: Tag) -> Measure:
    """What an element holds; of each element in it that is known then, too."""
    tags = [area]
    for tag in tags:
        size = 0
        for node in tag.contents:
            if type(node) is Tag:
                tags.append(node)
            elif type(node) is Text:
                size += len(node.strip())
        tag.held = Measure(size)
    for tag in reversed(tags):  # those inside before those around them
        own, name = tag.held, tag.name
        if name == "a":
            own.in_links = 0 if _is_credit(tag) else own.size
        if tag is area or tag.parent is None:
            break
        around = tag.parent.held
        if name not in _UNREAD:
            around.size += own.size
            around.in_links += own.in_links
        around.pictures += own.pictures + (name == "img" or ("-" in name and is_image(tag)))
        if not around.has_blocks:
            around.has_blocks = own.has_blocks or name in BLOCK_TAGS
    return area.held


def _is_credit(link: Tag) -> bool:
    """Whether a link says whose a picture is: "© Agency / Name"."""
    first = link.contents[0] if link.contents else None
    return type(first) is Text and first.lstrip()[:1] == "©"
