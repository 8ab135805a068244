"""A source's XML, parsed with all suspicion: no entities, no network, no depth that a person would not write."""

from __future__ import annotations

import re
from collections.abc import Iterator
from html import unescape

from lxml import etree

from watcher.sources.characters import as_xml
from watcher.text import reader_text, shortened

Element = etree._Element

_TAG = re.compile(r"<[^<>]*>")
_LONGEST_TEXT = 20_000


def root_of(text: str, base: str) -> Element | None:
    """The root element; None where there is none. What is broken is read as far as it goes. `base` is the document's
    address. Raises Unreadable."""
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, dtd_validation=False, huge_tree=False, recover=True,
        remove_comments=True, remove_pis=True, encoding="utf-8",
    )  # fmt: skip
    try:
        return etree.fromstring(as_xml(text), parser, base_url=base)
    except etree.XMLSyntaxError:
        return None


def name_of(element: Element) -> str:
    """The name without namespace or prefix, in lower case; "" for what is no element."""
    return element.tag.rpartition("}")[2].rpartition(":")[2].lower() if isinstance(element.tag, str) else ""


def space_of(element: Element) -> str:
    """The namespace, or the prefix of one that is not declared; "" without any."""
    if not isinstance(element.tag, str):
        return ""
    return element.tag[1:].partition("}")[0] if element.tag.startswith("{") else element.tag.rpartition(":")[0]


def children(element: Element, *names: str) -> Iterator[Element]:
    """The child elements of any of these names, whatever their namespace, in order."""
    return (child for child in element if name_of(child) in names)


def said(element: Element | None) -> str:
    """The text of an element with that of all elements in it, white space at the ends taken away; "" without any."""
    if element is None:
        return ""
    return "".join(piece for piece in element.itertext() if isinstance(piece, str))[:_LONGEST_TEXT].strip()


def headline(text: str) -> str:
    """A title as a reader sees it, whatever HTML it carries."""
    return shortened(reader_text(_TAG.sub("", unescape(unescape(text)[:_LONGEST_TEXT]))), 300)
