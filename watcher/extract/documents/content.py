"""Deutsche Welle's content graph: what the entry of one article tells, in a page's state as in the graph API."""

from __future__ import annotations

import html
import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any
from urllib.parse import urljoin

from watcher.assets import asset
from watcher.extract import dates
from watcher.extract.blocks import read_blocks
from watcher.extract.credits import split_credit, trimmed_credit
from watcher.extract.documents.links import HOME, canonical
from watcher.extract.documents.story import Places, parsed
from watcher.extract.documents.values import address, digits, distinct, first_wording, items, mapping, markup, wording
from watcher.extract.elements import Tag
from watcher.extract.inline import within
from watcher.model import Block, Heading, Image
from watcher.model.article import Role

# 605 is the format of 1,199 pixels in which pages show their lead picture; every picture is there in it.
_SHOWN_FORMAT = "605"
_FORMAT = re.compile(r"\$(?:\{|%7B)formatId(?:\}|%7D)", re.IGNORECASE)

_HOLDERS = ("div", "section", "figure", "p", "dw-gallery")

Node = Mapping[str, Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Gallery:
    """A gallery inside a text: its number, its headline ("" without one) and its pictures in order."""

    number: str
    title: str
    pictures: tuple[Image, ...]

    @property
    def blocks(self) -> tuple[Block, ...]:
        """What a reader sees of it: the headline, where there is one, and the pictures."""
        return (Heading(level=3, text=self.title), *self.pictures) if self.title else self.pictures


@dataclass(frozen=True, slots=True, kw_only=True)
class Supplement:
    """What a page's state or an API tells of an article beside its text. None and () where they do not.

    Times are ISO 8601 in UTC. `labels` are the section and the region that pages show over the headline. `pictures`
    are all that the article refers to. `galleries` are those that its text has a place for; `outline` is then the whole
    text with the galleries in their places. `shown` is what the page of a gallery, a film or a recording shows in place
    of a text. `posts` are the entries of a live blog's posts.
    """

    number: str
    canonical_url: str | None = None
    published_at: str | None = None
    modified_at: str | None = None
    kicker: str | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    labels: tuple[str, ...] = ()
    tags: tuple[str, ...] = ()
    lead: Image | None = None
    pictures: tuple[Image, ...] = ()
    galleries: tuple[Gallery, ...] = ()
    outline: tuple[Block, ...] = field(default=(), repr=False)
    shown: tuple[Block, ...] = ()
    posts: tuple[Node, ...] = field(default=(), repr=False)


class Graph:
    """Entries of a normalised cache, found by their references
    (https://www.apollographql.com/docs/react/caching/overview). An API's answer is a graph without references."""

    def __init__(self, entries: Node) -> None:
        self._entries = entries

    def node(self, value: object) -> Node:
        """The object that `value` is or refers to; {} where it is none."""
        own = mapping(value)
        reference = own.get("__ref")
        return {**mapping(self._entries.get(reference)), **own} if isinstance(reference, str) else own

    def nodes(self, value: object) -> Iterator[Node]:
        """The objects in a list of objects and references."""
        return (node for item in items(value) if (node := self.node(item)))


def supplement_of(content: Node, graph: Graph) -> Supplement:
    """What the entry `content` of an article tells."""
    links = [(link, graph.node(link.get("target"))) for link in graph.nodes(content.get("contentLinks"))]
    main = graph.node(content.get("mainContentImageLink"))
    lead = _linked_picture(main, graph.node(main.get("target")), role="lead")
    pictures = (_linked_picture(link, target) for link, target in links if _is_picture(link, target))
    section = first_wording(graph.node(content.get("thematicFocusCategory")), "name")
    regions = (first_wording(r, "alignedName") for r in graph.nodes(content.get('regions({"amount":1})')))
    inside, outline = _outline(content, graph)
    return Supplement(
        number=digits(content.get("id")) or "",
        canonical_url=_canonical(content),
        published_at=dates.utc(content.get("firstPublicationDate") or content.get("contentDate")),
        modified_at=dates.utc(content.get("lastModifiedDate") or content.get("lastPublicationDate")),
        kicker=wording(content.get("kicker")),
        standfirst=wording(content.get("teaser")),
        authors=_authors(content, graph),
        section=section,
        labels=distinct((section, *regions)),
        tags=_names(content, "relatedAutoTopics", graph),
        lead=lead,
        pictures=tuple(filter(None, (lead, *pictures))),
        galleries=inside,
        outline=outline,
        shown=tuple(_shown(content, graph, lead)),
        posts=tuple(graph.nodes(content.get("posts"))),
    )


def _shown(content: Node, graph: Graph, lead: Image | None) -> Iterator[Block]:
    """What a page shows that is a gallery, a film or a recording itself; nothing for an article."""
    yield from _gallery_pictures(content, graph)
    stream = address(content.get("hlsVideoSrc")) or address(content.get("mp3Src"))
    if stream is None:
        return
    poster = picture_of(None, address(content.get("posterImageUrl")), role="lead") or lead
    if poster is not None:
        yield poster
    yield from embed_of(stream)


def embed_of(stream: str) -> tuple[Block, ...]:
    """A film or a recording, as the general reader has it."""
    return read_blocks(parsed(f'<video src="{html.escape(stream)}"></video>'), HOME)


def _canonical(content: Node) -> str | None:
    told = address(content.get("canonicalUrl"))
    path = content.get("namedUrl")
    if told is None and isinstance(path, str) and path.startswith("/"):
        told = address(urljoin(HOME, path))
    return canonical(told) if told else None


def _names(content: Node, name: str, graph: Graph) -> tuple[str, ...]:
    return distinct(first_wording(node, "name", "title") for node in graph.nodes(content.get(name)))


def _authors(content: Node, graph: Graph) -> tuple[str, ...]:
    for name in ("persons", "firstPersonArray"):
        if found := distinct(first_wording(p, "fullName", "name") for p in graph.nodes(content.get(name))):
            return found
    return distinct((wording(content.get("legacyAuthor")),))


# -- pictures ----------------------------------------------------------------------------------------------------


def format_chosen(src: str) -> str:
    """The address of a picture in a real format, where the page leaves the choice to a script."""
    return _FORMAT.sub(_SHOWN_FORMAT, src)


def picture_of(number: str | None, src: str | None, *, role: Role = "inline", **words: str | None) -> Image | None:
    """The picture with this address or else number, its caption and credit parted; None without either."""
    src = format_chosen(src) if src else f"https://static.dw.com/image/{number}_{_SHOWN_FORMAT}.jpg" if number else None
    if src is None:
        return None
    caption, credit = _parted(words.get("caption"), words.get("credit"))
    own = {"alt": words.get("alt"), "title": words.get("title")}
    return Image(src=src, asset=asset(src), caption=caption, credit=credit, role=role, **own)


def _parted(caption: str | None, credit: str | None) -> tuple[str | None, str | None]:
    shorter, inside = split_credit(caption) if caption else (None, None)
    if not credit:
        return shorter, inside
    repeated = inside is not None and (inside in credit or credit in inside)
    return (shorter if repeated else caption), trimmed_credit(credit)


def _is_picture(link: Node, target: Node) -> bool:
    return link.get("targetType") == "IMAGE" or target.get("__typename") == "Image"


def _linked_picture(link: Node, target: Node, *, role: Role = "inline") -> Image | None:
    """The picture that a link leads to: the link has the words of this article, the picture its credit."""
    return picture_of(
        digits(link.get("targetId")) or digits(target.get("id")),
        address(target.get("staticUrl")),
        role=role,
        alt=first_wording(link, "additionalInformation") or first_wording(target, "name"),
        caption=first_wording(link, "description"),
        credit=first_wording(target, "licenserSupplement"),
    )


# -- galleries ---------------------------------------------------------------------------------------------------


def galleries_of(content: Node, graph: Graph) -> Iterator[Gallery]:
    """The galleries whose number the text of the entry names and whose pictures the entry knows, each once."""
    text = markup(content.get("text"))
    linked = (graph.node(link.get("target")) for link in graph.nodes(content.get("contentLinks")))
    listed = (*graph.nodes(content.get("imageGalleries")), *graph.nodes(content.get("galleries")), *linked)
    seen: set[str] = set()
    for node in listed:
        number = digits(node.get("id"))
        pictures = tuple(_gallery_pictures(node, graph)) if number and number not in seen and number in text else ()
        if number and pictures:
            seen.add(number)
            yield Gallery(number=number, title=first_wording(node, "name", "title") or "", pictures=pictures)


def _gallery_pictures(node: Node, graph: Graph) -> Iterator[Image]:
    for entry in graph.nodes(node.get("extendedGalleryImages")):
        shown = graph.node(entry.get("assignedImage"))
        picture = picture_of(
            digits(shown.get("id")),
            address(shown.get("staticUrl")),
            role="gallery",
            title=first_wording(entry, "name"),
            alt=first_wording(entry, "altText"),
            caption=first_wording(entry, "description"),
            credit=first_wording(shown, "licenserSupplement"),
        )
        if picture:
            yield picture


def placed(root: Tag, galleries: Iterable[Gallery], places: Places) -> tuple[Gallery, ...]:
    """Those of the galleries that have an element of their own below `root`; `places` keeps it for them."""
    by_number = {g.number: g for g in galleries}
    found: list[Gallery] = []
    for tag in within(root, _HOLDERS) if by_number else ():
        if gallery := by_number.get(str(tag.get("data-id"))):
            found.append(gallery)
            places.keep(tag, *gallery.blocks)
    return tuple(found)


def _outline(content: Node, graph: Graph) -> tuple[tuple[Gallery, ...], tuple[Block, ...]]:
    """(the galleries inside the text, the text's blocks with them); ((), ()) where there are none inside."""
    galleries = tuple(galleries_of(content, graph))
    if not galleries:
        return (), ()
    places = Places()
    root = parsed(markup(content.get("text")))
    inside = placed(root, galleries, places)
    return inside, places.filled(read_blocks(root, HOME)) if inside else ()
