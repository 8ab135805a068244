"""Captions: which words beside a picture are its caption, and which its credit."""

from __future__ import annotations

import re
from collections.abc import Iterable
from itertools import islice

from bs4.element import Tag

from watcher.extract.credits import AT_THE_END, LABELLED, SIGN, TRAILING, split_credit, trimmed_credit
from watcher.extract.inline import MARK, classes_of, has, own_text, within
from watcher.extract.signs import is_caption, is_credit
from watcher.text import reader_text

_CREDIT_TAGS = ["span", "small", "cite", "div", "p", "em", "i", "a", "dd", "li", "footer", "b", "strong", "figcaption"]
_CAPTION_LABEL = re.compile(r"^(?:image caption|bildunterschrift|caption|bildtext)\s*[,:]\s*", re.IGNORECASE)


def caption_of(box: Tag, image: Tag) -> tuple[str | None, str | None]:
    """(caption, credit) of the picture `image` in its `box`: a figure or another element around both."""
    holder = (
        _marked(box, "caption")
        or next(within(box, ("figcaption",)), None)
        or next(
            (
                t
                for t in box.descendants
                if isinstance(t, Tag) and is_caption(classes_of(t)) and not has(t, ("img",)) and own_text(t)
            ),
            None,
        )
    )
    scope = holder if isinstance(holder, Tag) else box
    marked = list(islice((t for t in within(box, _CREDIT_TAGS) if _is_credit_element(t, scope)), 30))
    outer = _outermost(marked, own_text(scope))
    credit = _joined(own_text(t) for t in outer)
    caption = _CAPTION_LABEL.sub("", own_text(scope, without=outer))
    if credit and not re.search(r"\w", caption):
        return split_credit(credit) if SIGN.search(credit) else (None, credit)
    if credit and (rest := TRAILING.search(caption)):
        caption, credit = caption[: rest.start()], f"{credit}, {rest['credit']}"
    shorter, also = split_credit(caption.strip(" |/–—-·•"))
    if not credit:
        return shorter, also or _told_in_attributes(image)
    if also and (also in credit or credit in also):
        return shorter, credit
    return caption.strip(" |/–—-·•") or None, credit


def _joined(texts: Iterable[str]) -> str | None:
    """Credits without labels, each once; None without any."""
    found: list[str] = []
    for text in texts:
        credit = trimmed_credit(text)
        if credit and not any(credit in other for other in found):
            found = [other for other in found if other not in credit] + [credit]
    return " ".join(found) or None


def _told_in_attributes(image: Tag) -> str | None:
    """The credit that some publishers put behind the description in title or alt: "… | Bildquelle: …"."""
    for name in ("title", "alt"):
        found = LABELLED.search(reader_text(str(image.get(name) or "")[-2 * AT_THE_END :]))
        if found and found.start() > 0:
            return trimmed_credit(found["credit"])
    return None


def _outermost(marked: list[Tag], whole: str) -> list[Tag]:
    """Of elements that stand in each other the outer ones, but none that holds the caption as well."""
    parts = [t for t in marked if own_text(t) != whole] or marked
    parts = [t for t in parts if not any(t in o.parents and len(own_text(t)) > len(own_text(o)) + 25 for o in parts)]
    return [t for t in parts if not any(other is not t and other in t.parents for other in parts)]


def _marked(box: Tag, key: str) -> Tag | None:
    """The element that a site rule calls the caption or the credit."""
    return next((t for t in box.descendants if isinstance(t, Tag) and t.get(MARK) == key), None)


def _is_credit_element(tag: Tag, scope: Tag) -> bool:
    if tag is scope or has(tag, ("img",)):
        return False
    text = own_text(tag)
    if not text or len(text) > 200:
        return False
    if (
        tag.get(MARK) == "credit"
        or is_credit(classes_of(tag))
        or tag.get("itemprop") in ("copyrightHolder", "author", "creator", "creditText")
    ):
        return True
    return tag.name in ("small", "cite") and bool(LABELLED.match(text) or SIGN.match(text) or len(text) < 60)
