"""The lead picture that stands above headline and story, outside of the element that holds both."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping
from typing import Any

from selectolax.lexbor import LexborNode

from watcher.assets import asset
from watcher.extract.signs import is_caption, is_credit, is_picture
from watcher.extract.standing import ancestors
from watcher.extract.wording import invites
from watcher.urls import resolved

_HIGHEST, _FARTHEST = 4, 3  # levels above the story, elements before it on each
_DESCRIBES = re.compile(r"desc|author|(?:^|[\s_-])ad[\s_-]", re.IGNORECASE)  # a site, its authors, what is sold
_OF_LEAD = re.compile(
    r"(?:hero|lead|featured?|main|header|cover)(?:[_-]{1,2}(?:image|img|photo|picture|media|art))?[_-]{1,2}caption(?![a-z])"
)
_RECORDING = "button,audio,video,[class*=audio],[class*=video],[class*=player]"
_LABEL, _LONGEST = 20, 400  # characters beside a picture
PICTURE_ENDS = (".jpg", ".jpeg", ".png", ".webp", ".avif")
_MOST = 20
_SIGN = 3  # characters beside a caption: what enlarges the picture


def lead_above(root: LexborNode, meta: Mapping[str, str], ld: Mapping[str, Any], url: str) -> str:
    """The mark-up of the picture right before `root` that is its lead: the only figure there, one by which the page
    wants to be known, or one with a caption by name right behind it or alone in a box with it; "" without."""
    boxes = [box for box in _boxes_before(root) if box.tag == "img" or box.css_first("img") is not None]
    if not boxes:  # as on most pages, and addresses need not be asked what they show
        return ""
    told = _told_pictures(meta, ld, url)
    if told and any(_asset(image, url) in told for image in root.css("img")[:_MOST]):
        return ""
    for box in boxes:
        found = _lead(box, told, url)
        picture = box if found is None and box.tag == "img" else found
        if picture is not None and (caption := _caption_beside(picture, box)):
            return _figure(picture, caption)
        if found is not None:
            apart = _caption_apart(root) if not found.text(strip=True) else ""
            image = (found if found.tag == "img" else found.css_first("img")) if apart else None
            return _figure(image, apart) if image is not None else found.html or ""
    alone = ((image, box) for box in boxes if (image := _alone_in(box)) is not None)
    return next((_figure(image, caption) for image, box in alone if (caption := _caption_beside(image, box))), "")


def _figure(picture: LexborNode, caption: str) -> str:
    return f"<figure>{picture.html}<figcaption>{caption}</figcaption></figure>"


def _told_pictures(meta: Mapping[str, str], ld: Mapping[str, Any], url: str) -> frozenset[str]:
    """The assets of the pictures by which a page wants to be known, to social networks and to search engines."""
    images = ld.get("image")
    listed = images if isinstance(images, list) else [images]
    named = [
        image.get("url") or image.get("contentUrl") if isinstance(image, dict) else image for image in listed[:_MOST]
    ]
    return frozenset(asset(resolved(a, url)) for a in (meta.get("og:image"), *named) if isinstance(a, str) and a)


def _alone_in(box: LexborNode) -> LexborNode | None:
    """The one image of a box that holds neither links to elsewhere nor a recording."""
    images = box.css("img:not(noscript img)")[:2]
    return images[0] if len(images) == 1 and box.css_first(_RECORDING) is None and not _is_linked(box) else None


def _caption_beside(picture: LexborNode, box: LexborNode) -> str:
    """The mark-up of the caption of a picture that is no figure: the line right behind it, or what a box in which
    little else is said has by name, with whose picture it is; "" without one."""
    if picture.tag not in ("img", "picture"):
        return ""
    if box.tag == "img":
        behind = _caption_behind(box)
        return (behind.html or "") if behind is not None else ""
    said = len(box.text(strip=True))
    if not 0 < said <= _LONGEST or box.css_first("h1,h2,h3,h4,li,time") is not None:
        return ""
    lines = [(node, node.attributes.get("class") or "") for node in box.css("p,div,span,small")[:_MOST]]
    named = [n for n, name in lines if is_caption(name) and (is_picture(name) or not _DESCRIBES.search(name))]
    caption = max(named, key=lambda node: len(node.text(strip=True)), default=None)
    if caption is None or invites(caption.text(strip=True)):
        return ""
    own = {caption.mem_id, *(node.mem_id for node in caption.css("p,div,span,small"))}
    credits = [node for node, name in lines if is_credit(name) and node.mem_id not in own]
    parts = [caption, *credits[:1]]
    is_all = said - sum(len(node.text(strip=True)) for node in parts) <= _LABEL
    return "".join(node.html or "" for node in parts) if is_all else ""


def _caption_apart(root: LexborNode) -> str:
    """The mark-up of the one line of the page's article that is called the caption of its lead: "hero-caption"."""
    article = next((node for node in ancestors(root) if node.tag in ("article", "main")), None)
    if article is None:
        return ""
    lines = article.css("p[class*=caption],div[class*=caption],span[class*=caption]")[:_MOST]
    named = [node for node in lines if _OF_LEAD.search(node.attributes.get("class") or "")]
    if len(named) != 1 or not _LABEL < len(named[0].text(strip=True)) <= _LONGEST:
        return ""
    return "" if any(node.tag == "figure" for node in ancestors(named[0])) else named[0].html or ""


def _caption_behind(image: LexborNode) -> LexborNode | None:
    """The line right behind an image that is a caption's by name, or begins with one that is."""
    behind = image.next
    while behind is not None and not behind.is_element_node:
        behind = behind.next
    if behind is None or behind.tag not in ("p", "div", "span"):
        return None
    if not _LABEL < len(behind.text(strip=True)) <= _LONGEST:
        return None
    named = (node for node in (behind, behind.child) if node is not None and node.is_element_node)
    names = (node.attributes.get("class") or "" for node in named)
    return behind if any(is_caption(name) and not _DESCRIBES.search(name) for name in names) else None


def _boxes_before(root: LexborNode) -> Iterator[LexborNode]:
    node: LexborNode | None = root
    for _ in range(_HIGHEST):
        if node is None or node.tag in ("body", "html"):
            return
        found, before = 0, node.prev
        while before is not None and found < _FARTHEST:
            if before.is_element_node:
                found += 1
                yield before
            before = before.prev
        node = node.parent


def _lead(box: LexborNode, told: Collection[str], url: str) -> LexborNode | None:
    images = [box] if box.tag == "img" else box.css("img:not(noscript img)")[:_MOST]
    if known := next((image for image in images if _asset(image, url) in told), None):
        return _around(known)
    figures = [box] if box.tag == "figure" else box.css("figure")
    if len(figures) != 1 or len(images) != 1 or len(box.text(strip=True)) > _LONGEST or _is_linked(figures[0]):
        return None
    return _with_caption(figures[0])


def _around(image: LexborNode) -> LexborNode:
    """The figure or picture element in which an image stands, or itself."""
    parent, found = image.parent, image
    for _ in range(_HIGHEST):
        if parent is None:
            break
        if parent.tag in ("figure", "picture"):
            found = parent
        parent = parent.parent
    return _with_caption(found)


def _with_caption(figure: LexborNode) -> LexborNode:
    """The element around a figure and the caption that stands behind it, where that is all; else the figure."""
    box, behind = figure.parent, figure.next
    while behind is not None and not behind.is_element_node:
        behind = behind.next
    if box is None or behind is None or behind.tag != "figcaption" or len(box.css("figcaption")) > 1:
        return figure
    return box if len(box.text(strip=True)) <= len(behind.text(strip=True)) + _SIGN else figure


def _asset(image: LexborNode, url: str) -> str:
    own = image.attributes
    named = (own.get(name) or "" for name in ("src", "data-src"))
    return asset(resolved(next((a for a in named if a and not a.startswith("data:")), ""), url))


def _is_linked(figure: LexborNode) -> bool:
    links = (link.attributes.get("href") or "" for link in figure.css("a"))
    return any(href and not href.partition("?")[0].lower().endswith(PICTURE_ENDS) for href in links)
