"""Site rules: one publisher's layouts as data. What no rule says, the general reader finds by itself."""

from __future__ import annotations

import html
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from watcher.extract.fragment import remove
from watcher.extract.inline import KEPT, MARK
from watcher.text import reader_text
from watcher.urls import site

TOLD = ("byline", "published", "modified", "kicker", "section", "tags")
MARKED = ("headline", "standfirst", "heading", "caption", "credit")
WRITTEN = ("caption", "credit")  # of these, the ones that may stand in an attribute

_HEADINGS = ("h2", "h3", "h4", "h5", "h6")

_MOST, _LONGEST = 100, 2_000  # elements of one pick, characters of each


@dataclass(frozen=True, slots=True, kw_only=True)
class Pick:
    """Where a text stands: the elements of a CSS selector, or an attribute of theirs, and what part of it is meant
    (the first group of `match`)."""

    select: str
    attribute: str | None = None
    match: re.Pattern[str] | None = None

    def texts(self, doc: LexborHTMLParser) -> tuple[str, ...]:
        """The texts that are meant, in order."""
        found = (self.text(node) for node in doc.css(self.select)[:_MOST])
        return tuple(filter(None, found))

    def text(self, node: LexborNode) -> str:
        """What is meant of an element, "" for nothing; a time's datetime and a meta's content stand for its text."""
        own = node.attributes
        told = own.get(self.attribute) if self.attribute else own.get("datetime") or own.get("content")
        if told is None and not self.attribute:
            told = node.text(separator=" ")
        text = reader_text((told or "")[:_LONGEST])
        if self.match is None:
            return text
        match = self.match.search(text)
        return (match[1] or "").strip() if match else ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """One layout of a site. Its pages have an element `container` ("" for whatever holds the story) and were published
    from `since` to `until`, both included; every part is optional.

    `name` is that of the rule with the layout's number. `told` are texts that are taken, by field; `marked` elements
    that are read where they stand; `keep` what is story whatever its names say; `drop` what is not.
    """

    container: str = ""
    name: str = ""
    zone: ZoneInfo | None = None
    since: date | None = None
    until: date | None = None
    told: Mapping[str, Pick]
    marked: Mapping[str, Pick]
    keep: tuple[str, ...] = ()
    drop: tuple[str, ...] = ()

    def fits(self, doc: LexborHTMLParser, day: date | None) -> bool:
        """Whether a page is of this layout. One that does not say its `day` is taken for new."""
        if (self.since and day and day < self.since) or (self.until and (day is None or day > self.until)):
            return False
        return not self.container or doc.css_first(self.container) is not None

    def signals(self) -> dict[str, str]:
        """What it says where, in words, by field."""
        picks = {**self.told, **self.marked}
        return {field: f"site rule {self.name}: {pick.select}" for field, pick in picks.items()}


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteRule:
    """What is known of one publisher's pages. `browser`: they have to be shown by one, as scripts write them."""

    name: str
    hosts: tuple[str, ...]
    layouts: tuple[Layout, ...]
    browser: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Rules:
    """The rules to go by, the user's before the shipped ones. `digest` tells the user's apart, "" without any."""

    sites: tuple[SiteRule, ...]
    digest: str = ""

    def about(self, url: str) -> tuple[SiteRule, ...]:
        """The rules about the site of an address."""
        parts = site(url).split(".")
        hosts = {".".join(parts[at:]) for at in range(len(parts))}
        return tuple(rule for rule in self.sites if not hosts.isdisjoint(rule.hosts))

    def browser_rule(self, url: str) -> str | None:
        """The name of the rule by which the page at this address has to be shown by a browser; None without one."""
        return next((rule.name for rule in self.about(url) if rule.browser), None)


def layout_for(doc: LexborHTMLParser, url: str, day: date | None, rules: Rules) -> Layout | None:
    """The layout of a page published on `day`, the first that fits it; None where no rule knows it."""
    known = (layout for rule in rules.about(url) for layout in rule.layouts)
    return next((layout for layout in known if layout.fits(doc, day)), None)


def told_by(layout: Layout, doc: LexborHTMLParser) -> dict[str, Sequence[str]]:
    """What the layout's picks say outside the fragment: byline, times, kicker, section, tags."""
    return {field: texts for field, pick in layout.told.items() if (texts := pick.texts(doc))}


def apply(layout: Layout, doc: LexborHTMLParser) -> None:
    """Takes out of a page what the layout drops, and marks the elements it names for the reader."""
    for selector in layout.drop:
        remove(doc.css(selector))
    for selector in layout.keep:
        for node in doc.css(selector):
            node.attrs[MARK] = KEPT
    for field, pick in layout.marked.items():
        for node in doc.css(pick.select):
            if pick.attribute:
                _write_beside(node, field, pick.text(node))
            elif field == "heading":
                _become_heading(node)
            else:
                node.attrs[MARK] = field


def _write_beside(node: LexborNode, field: str, text: str) -> None:
    """A text that stands in an attribute, behind its picture: the reader looks for it there."""
    written = LexborHTMLParser(f"<span {MARK}={field}>{html.escape(text)}</span>").css_first("span")
    picture = node.parent if node.parent is not None and node.parent.tag == "picture" else node
    if text and written is not None:
        picture.insert_after(written)


def _become_heading(node: LexborNode) -> None:
    """A heading of its own rank; of a paragraph the third, as of bold lines that stand for one."""
    tag = node.tag if node.tag in _HEADINGS else "h3"
    heading = LexborHTMLParser(f"<{tag}>{node.inner_html or ''}</{tag}>").css_first(tag)
    if heading is not None:
        node.replace_with(heading)
