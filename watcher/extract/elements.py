"""The elements and texts of a fragment, with no more than what is read of them: a page has hundreds, each is small."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import TypeAlias


class _Placed:
    """What stands in an element, and how to get from there to what is around it."""

    __slots__ = ()

    parent: Tag | None
    next_sibling: Node | None
    previous_sibling: Node | None

    @property
    def parents(self) -> Iterator[Tag]:
        """The elements around it, the innermost first."""
        above = self.parent
        while above is not None:
            yield above
            above = above.parent

    @property
    def next_siblings(self) -> Iterator[Node]:
        """What stands behind it in the same element."""
        beside = self.next_sibling
        while beside is not None:
            yield beside
            beside = beside.next_sibling

    @property
    def previous_siblings(self) -> Iterator[Node]:
        """What stands before it in the same element, the nearest first."""
        beside = self.previous_sibling
        while beside is not None:
            yield beside
            beside = beside.previous_sibling


class Measure:
    """What an element holds: characters of text, how many of them in links, pictures, whether blocks stand in it."""

    __slots__ = ("has_blocks", "in_links", "pictures", "size")

    def __init__(self, size: int = 0) -> None:
        self.size = size
        self.in_links = self.pictures = 0
        self.has_blocks = False

    @property
    def linked(self) -> float:
        """The share of the text which is link text, 0.0 to 1.0."""
        return self.in_links / self.size if self.size else 0.0


_UNMEASURED = Measure()


class Tag(_Placed):
    """An element, made as the last of its parent so far. `names`, `classes` and `text` are what `inline` has told of
    it, None where nobody asked, `held` is what `boxes` has measured, of all that is not measured nothing; elements may
    share `attrs`."""

    __slots__ = (
        "attrs",
        "classes",
        "contents",
        "held",
        "name",
        "names",
        "next_sibling",
        "parent",
        "previous_sibling",
        "text",
    )

    def __init__(self, name: str, attrs: Mapping[str, str], parent: Tag | None) -> None:
        self.name = name
        self.attrs = attrs
        self.contents: list[Node] = []
        self.parent = parent
        self.next_sibling = self.previous_sibling = None
        self.names: str | None = None
        self.classes: str | None = None
        self.text: str | None = None
        self.held = _UNMEASURED
        if parent is not None:
            if parent.contents:
                self.previous_sibling = last = parent.contents[-1]
                last.next_sibling = self
            parent.contents.append(self)

    def get(self, name: str) -> str | None:
        """The value of an attribute; None without it."""
        return self.attrs.get(name)

    @property
    def descendants(self) -> Iterator[Node]:
        """All that is in it, in the order of the page."""
        left = self.contents[::-1]
        while left:
            yield (node := left.pop())
            if type(node) is Tag and node.contents:
                left += reversed(node.contents)

    @property
    def next_elements(self) -> Iterator[Node]:
        """All that is in it and behind it, in the order of the page."""
        yield from self.descendants
        for around in (self, *self.parents):
            for node in around.next_siblings:
                yield node
                if isinstance(node, Tag):
                    yield from node.descendants


class Text(_Placed, str):
    """A text between two tags."""

    __slots__ = ("next_sibling", "parent", "previous_sibling")


Node: TypeAlias = Tag | Text


def add_text(text: str, parent: Tag) -> None:
    """Puts a text behind all that an element holds so far."""
    made = Text(text)
    made.parent = parent
    made.next_sibling = made.previous_sibling = None
    if parent.contents:
        made.previous_sibling = last = parent.contents[-1]
        last.next_sibling = made
    parent.contents.append(made)


def take_out(node: Node) -> None:
    """Takes a node out of the page, with all that is in it."""
    for around in node.parents:
        around.text = None
    if node.parent is not None:
        del node.parent.contents[next(at for at, own in enumerate(node.parent.contents) if own is node)]
    if node.previous_sibling is not None:
        node.previous_sibling.next_sibling = node.next_sibling
    if node.next_sibling is not None:
        node.next_sibling.previous_sibling = node.previous_sibling
    node.parent = node.next_sibling = node.previous_sibling = None


def released(root: Tag) -> None:
    """Parts all in an element from what is before and around it: held in circles, they would be kept until the garbage
    collector finds them, and it would look through them before."""
    left = [root]
    for around in left:
        for node in around.contents:
            node.parent = node.previous_sibling = None
            if type(node) is Tag:
                left.append(node)
