"""Deutsche Welle's API for its apps: an article as a list of pieces."""

from __future__ import annotations

import re
from collections.abc import Iterator

from watcher.extract import dates
from watcher.extract.documents.content import Node, Supplement, picture_of
from watcher.extract.documents.links import canonical, is_page, number
from watcher.extract.documents.story import Places
from watcher.extract.documents.values import address, digits, distinct, first_wording, items, mapping, markup
from watcher.model import Block, Heading, Image
from watcher.model.article import Role

_BLOCK = re.compile(r"\s*<(?:p|div|h[1-6]|ul|ol|blockquote|table|figure|section)[\s>]", re.IGNORECASE)
_ADDRESSES = ("canonicalUrl", "webUrl", "permaLink", "shareUrl", "url")
_PICTURE_LISTS = ("images", "galleryImages", "extendedGalleryImages", "items")


def api_supplement(document: Node, url: str) -> Supplement:
    """What the document of an article tells beside its body. Its one time is the one that apps display."""
    main = mapping(document.get("mainContent"))
    addresses = (*(address(document.get(name)) for name in _ADDRESSES), url)
    page = next((a for a in addresses if a and is_page(a)), None)
    persons = map(mapping, items(document.get("persons")) or items(document.get("authors")))
    return Supplement(
        number=digits(document.get("id")) or number(url) or "",
        canonical_url=canonical(page) if page else None,
        published_at=dates.utc(document.get("firstPublicationDate") or document.get("displayDate")),
        modified_at=dates.utc(document.get("lastModifiedDate") or document.get("lastPublicationDate")),
        kicker=first_wording(document, "kicker"),
        standfirst=first_wording(document, "teaser"),
        authors=distinct((*(first_wording(p, "fullName", "name") for p in persons), first_wording(document, "author"))),
        section=first_wording(document, "categoryName"),
        lead=_picture(mapping(main.get("previewImage")) or main, role="lead"),
        shown=tuple(_pictures(document) or _pictures(main)),
    )


def body_html(document: Node, places: Places) -> str:
    """The body as HTML; the plain text where there is no body. `places` keeps those of pictures and galleries."""
    body = items(document.get("body"))
    pieces = (_piece(mapping(mapping(item).get("content")) or mapping(item), places) for item in body)
    return "".join(pieces) if body else f"<p>{markup(document.get('text'))}</p>"


def _piece(content: Node, places: Places) -> str:
    kind = markup(content.get("type")).lower()
    text = markup(content.get("text"))
    if "gallery" in kind:
        return f'<img src="{places.address(*_gallery(content))}">'
    if "image" in kind or "picture" in kind:
        picture = _picture(content, role="inline")
        return f'<img src="{places.address(picture)}">' if picture else ""
    if "head" in kind or "title" in kind:
        return f"<h2>{text}</h2>"
    if "quote" in kind:
        return f"<blockquote>{text}</blockquote>"
    return text if _BLOCK.match(text) else f"<p>{text}</p>"


def _gallery(content: Node) -> Iterator[Block]:
    if title := first_wording(content, "name", "title"):
        yield Heading(level=3, text=title)
    yield from _pictures(content)


def _pictures(content: Node) -> list[Image]:
    """The pictures of a gallery, in order."""
    lists = (items(content.get(name)) for name in _PICTURE_LISTS)
    found = (_picture(mapping(entry), role="gallery") for entry in next(filter(None, lists), ()))
    return [picture for picture in found if picture]


def _picture(entry: Node, *, role: Role) -> Image | None:
    """The picture that an entry is or, in a gallery, has."""
    own = next((m for name in ("image", "assignedImage", "content") if (m := mapping(entry.get(name)))), entry)
    sizes = [s for s in map(mapping, items(own.get("sizes"))) if address(s.get("url"))]
    name = first_wording(entry, "name", "title")
    widest = max(sizes, key=lambda s: int(digits(s.get("width")) or 0), default=own)
    return picture_of(
        digits(own.get("id")),
        address(widest.get("url")) or address(own.get("staticUrl")),
        role=role,
        title=name if role == "gallery" else None,
        alt=first_wording(own, "altText", "additionalInformation") or (name if role != "gallery" else None),
        caption=first_wording(entry, "description", "caption") or first_wording(own, "description"),
        credit=first_wording(own, "licenserSupplement", "copyright", "credit"),
    )
