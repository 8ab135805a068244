"""Elements and strings of a parsed page, as Beautiful Soup has them, made with no more than what is read of them."""

from __future__ import annotations

from collections.abc import Iterator

from bs4.element import NavigableString, PageElement, Tag


class Element(Tag):
    """An element behind `previous`, as the last of its parent so far. What a tree builder would say is the same for all
    of them; two are equal only where they are one."""

    parser_class = namespace = prefix = sourceline = sourcepos = known_xml = None
    can_be_empty_element = cdata_list_attributes = preserve_whitespace_tags = None
    interesting_string_types = Tag.MAIN_CONTENT_STRING_TYPES

    def __init__(self, name: str, attrs: dict[str, str], parent: Tag | None, previous: PageElement | None) -> None:
        self.name = name
        self.attrs = {**attrs}
        self.contents = []
        _placed(self, parent, previous)

    @property
    def children(self) -> Iterator[PageElement]:
        return iter(self.contents)

    @property
    def descendants(self) -> Iterator[PageElement]:
        last: PageElement = self
        while isinstance(last, Tag) and last.contents:
            last = last.contents[-1]
        node, end = self.next_element if self.contents else None, last.next_element
        while node is not None and node is not end:
            following = node.next_element
            yield node
            node = following

    __eq__ = object.__eq__
    __ne__ = object.__ne__
    __hash__ = object.__hash__


def string(text: str, parent: Tag, previous: PageElement) -> NavigableString:
    """A string behind `previous`, as the last of its parent so far."""
    made = str.__new__(NavigableString, text)
    _placed(made, parent, previous)
    return made


def released(root: Tag) -> None:
    """Parts an element and all behind it from what is before and around them: held in circles, they would be kept
    until the garbage collector finds them, and it would look through them before."""
    node: PageElement | None = root
    while node is not None:
        node.parent = node.previous_element = node.previous_sibling = None
        node = node.next_element


def _placed(node: PageElement, parent: Tag | None, previous: PageElement | None) -> None:
    node.parent, node.previous_element = parent, previous
    node.next_element = node.next_sibling = node.previous_sibling = None
    if previous is not None:
        previous.next_element = node
    if parent is not None:
        if parent.contents:
            node.previous_sibling = last = parent.contents[-1]
            last.next_sibling = node
        parent.contents.append(node)
