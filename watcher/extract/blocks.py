"""Elements → blocks, in the order a reader meets them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from urllib.parse import urljoin, urlsplit

from bs4 import NavigableString, PageElement, Tag

from watcher.extract.figures import caption_of, image_of, split_credit
from watcher.extract.inline import BLOCK_TAGS, SILENT_TAGS, classes_of, has, lines, links_in, names_of, own_text, within
from watcher.extract.signs import is_box, is_caption, is_concealing, is_margin, is_picture
from watcher.extract.wording import (
    is_agency_line,
    is_copyright,
    is_counter,
    is_dateline,
    is_invitation,
    is_notice,
    is_read_on,
    is_reporters_line,
)
from watcher.model import Block, Embed, Heading, Image, List, Notice, Paragraph, Quote, Table
from watcher.model.article import Role
from watcher.text import cjk_share

_HEADINGS = {f"h{n}": n for n in range(1, 7)}
_PICTURES = frozenset(("img", "picture", "amp-img"))
_NOT_BESIDE_PICTURES = frozenset(("h1", "h2", "h3", "h4", "blockquote", "table", "ul", "ol", "iframe", "time"))
_UNREAD = SILENT_TAGS - {"button", "noscript"}
_FRAMES = frozenset(("iframe", "amp-iframe", "video", "audio", "object", "embed"))
_POSTS = re.compile(
    r"twitter-(?:tweet|video)|instagram-media|tiktok-embed|fb-post|fb-video|bluesky-embed|reddit-embed|telegram-post|imgur-embed"
)
_GALLERY = re.compile(
    r"gallery|galerie|slideshow|carousel|slider|bildstrecke|fotostrecke|diaporama|galeria", re.IGNORECASE
)
_ASIDE = frozenset(("aside", "footer", "nav", "form", "dialog", "details"))
_FIFTH = 0.2
_ENDS = re.compile(r"[.!?…。！？؟।][\"”’»“)」』]?$")


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """What the walk knows while it goes: the page's address, how much text there is in all, the pictures' role."""

    base: str
    measures: Mapping[int, Measure]
    total: int
    role: Role = "inline"

    def of(self, tag: Tag) -> Measure:
        """What an element holds."""
        return self.measures.get(id(tag), _NOTHING)


@dataclass(slots=True)
class Measure:
    """What an element holds: characters of text, how many of them in links, pictures, whether paragraphs stand in it."""

    size: int = 0
    in_links: int = 0
    pictures: int = 0
    has_blocks: bool = False

    @property
    def linked(self) -> float:
        """The share of the text which is link text, 0.0 to 1.0."""
        return self.in_links / self.size if self.size else 0.0


_NOTHING = Measure()


def _is_image(tag: Tag) -> bool:
    return tag.name in ("img", "amp-img") or ("-" in tag.name and "image" in tag.name and tag.has_attr("src"))


def _measured(tag: Tag, found: dict[int, Measure]) -> Measure:
    """Measures of `tag` and of everything below it, in one pass."""
    own = found[id(tag)] = Measure()
    for node in tag.children:
        if isinstance(node, Tag):
            inner = _measured(node, found)
            if node.name not in _UNREAD:
                own.size += inner.size
                own.in_links += inner.in_links
            own.pictures += inner.pictures + _is_image(node)
            own.has_blocks = own.has_blocks or inner.has_blocks or node.name in BLOCK_TAGS
        elif type(node) is NavigableString:
            own.size += len(node.strip())
    if tag.name == "a":
        own.in_links = own.size
    return own


def read_blocks(root: Tag, base: str) -> tuple[Block, ...]:
    """The blocks inside `root`; () where there is nothing to read."""
    measures: dict[int, Measure] = {}
    total = _measured(root, measures).size
    reading = Reading(base=base, measures=measures, total=max(total, 1))
    return tidied(tuple(_walk(root, reading)))


def read_pictures(areas: Sequence[Tag], base: str) -> tuple[Block, ...]:
    """The pictures inside elements, in order."""
    found: list[Block] = []
    for area in areas:
        measures: dict[int, Measure] = {}
        total = _measured(area, measures).size
        if measures[id(area)].pictures or area.name == "figure" or _is_image(area):
            found += (
                b for b in _element(area, Reading(base=base, measures=measures, total=total)) if isinstance(b, Image)
            )
    return tuple(found)


def tidied(blocks: Sequence[Block]) -> tuple[Block, ...]:
    """Without invitations to read on, doubled pictures, and headings that head nothing."""
    story = "\n".join(_letters(b.text) for b in blocks if isinstance(b, Paragraph))
    kept: list[Block] = []
    seen_assets: dict[str, int] = {}
    for block in blocks:
        if isinstance(block, Paragraph | Heading) and is_read_on(block.text):
            continue
        if isinstance(block, Quote) and _letters(block.text) in story:
            continue
        if isinstance(block, Image) and block.asset:
            if (at := seen_assets.get(block.asset)) is not None:
                first = kept[at]
                if isinstance(first, Image) and not first.caption and block.caption:
                    kept[at] = replace(block, role=first.role)
                continue
            seen_assets[block.asset] = len(kept)
        kept.append(block)
    return tuple(kept)


def _letters(text: str) -> str:
    return re.sub(r"\W+", "", text).casefold()


def _walk(root: Tag, reading: Reading) -> Iterator[Block]:
    run: list[PageElement] = []
    for node in root.children:
        if _in_line(node, reading):
            run.append(node)
            continue
        yield from _running(run, reading)
        run = []
        if isinstance(node, Tag):
            yield from _element(node, reading)
    yield from _running(run, reading)


def _in_line(node: PageElement, reading: Reading) -> bool:
    """Whether a node is part of running text: a string, or an element without blocks inside."""
    return not isinstance(node, Tag) or (node.name not in BLOCK_TAGS and not reading.of(node).has_blocks)


def _element(tag: Tag, reading: Reading) -> Iterator[Block]:
    name = tag.name
    if name == "button" and has(tag, ("img",)):
        yield from _walk(tag, reading)
        return
    if name in SILENT_TAGS and name not in _FRAMES and name != "noscript":
        return
    if name in _FRAMES:
        yield from _embed(tag, reading)
    elif name in _PICTURES or name == "figure":
        yield from _picture(tag, reading)
    elif _skipped(tag, reading):
        return
    elif name in _HEADINGS:
        yield from _heading(tag, reading)
    elif name == "p":
        yield from _paragraph(tag, reading)
    elif name in ("ul", "ol"):
        yield from _list(tag, reading)
    elif name == "blockquote":
        yield from _quote(tag, reading)
    elif name == "table":
        yield from _table(tag, reading)
    elif name == "pre":
        yield from _text(own_text(tag), (), reading)
    elif name == "noscript":
        yield from _walk(tag, reading) if has(tag, ("img",)) and not _has_picture_beside(tag) else ()
    elif is_picture_box(tag, reading):
        yield from _picture(tag, reading)
    else:
        inner = replace(reading, role="gallery") if _GALLERY.search(names_of(tag)) else reading
        yield from _walk(tag, inner)


def _skipped(tag: Tag, reading: Reading) -> bool:
    """Whether the element is a box that is not the story. What holds a fifth of the text never is."""
    held = reading.of(tag)
    size, linked = held.size, held.linked
    if is_concealed(tag):
        return size < reading.total / 2
    if tag.name in ("ul", "ol") and linked > 0.7:
        return True
    if size >= _FIFTH * reading.total and size > 200:
        return False
    names = names_of(tag)
    if tag.name in _ASIDE or (names and is_box(names)):
        return tag.name not in ("p", *_HEADINGS) or linked > 0.3 or size < 60
    if names and is_margin(names) and (linked > 0.25 or size < 150):
        return True
    if tag.name in ("div", "section", "ul", "ol", "article", "figure", "header"):
        return (linked > 0.7 and not has(tag, ("p",))) or linked > 0.9
    return False


def is_concealed(tag: Tag) -> bool:
    """Whether an element is not shown until something happens."""
    style = str(tag.get("style") or "")
    return ("display" in style and bool(re.search(r"display\s*:\s*none", style))) or is_concealing(
        " ".join(tag.get("class") or ())
    )


def _running(run: Sequence[PageElement], reading: Reading) -> Iterator[Block]:
    """Paragraphs out of a run of inline nodes: one, or several where <br> parts them."""
    for picture in (n for n in run if isinstance(n, Tag) and n.name != "br"):
        for image in within(picture, ("img",)):
            if found := image_of(image, reading.base, role=reading.role):
                yield found
    texts = lines(run)
    if not any(texts):
        return
    parts = _parted(texts)
    links = links_in(run, reading.base)
    for part in parts:
        yield from _text(part, tuple(x for x in links if x.text in part), reading, run=run)


def _parted(texts: list[str]) -> list[str]:
    """Lines joined to paragraphs: parted at blank lines, and after a line that ends a sentence."""
    parts: list[str] = []
    for group in _groups(texts):
        parts.append(group[0])
        for before, line in pairwise(group):
            if _ENDS.search(before) and len(before) * (1 + cjk_share(before)) > 30:
                parts.append(line)
            else:
                parts[-1] += " " + line
    return parts


def _groups(texts: list[str]) -> Iterator[list[str]]:
    group: list[str] = []
    for text in [*texts, ""]:
        if text:
            group.append(text)
        elif group:
            yield group
            group = []


def _text(text: str, links: tuple, reading: Reading, run: Sequence[PageElement] = ()) -> Iterator[Block]:  # type: ignore[type-arg]
    if not text or not re.search(r"\w", text):
        return
    if is_notice(text):
        yield Notice(text=text)
    elif links and len(links) == 1 and links[0].text == text and len(text) < 200 and not text.endswith((".", "。")):
        return
    elif run and _is_bold_line(text, run):
        yield Heading(level=3, text=text)
    else:
        yield Paragraph(text=text, links=links)


def _is_bold_line(text: str, run: Sequence[PageElement]) -> bool:
    """Whether a short line stands in bold as a whole: a sub-heading in all but name."""
    if len(text) > 120 or text.endswith((".", ":", "。", "：", ",", ";", "”", "“", '"', "»", ")", "…", "!")):
        return False
    solid = [n for n in run if not (isinstance(n, NavigableString) and not n.strip())]
    return len(solid) >= 1 and all(
        isinstance(n, Tag) and (n.name in ("strong", "b", "br") or _wraps_bold(n)) for n in solid
    )


def _wraps_bold(tag: Tag) -> bool:
    inner = [c for c in tag.children if not (isinstance(c, NavigableString) and not c.strip())]
    return (
        tag.name in ("span", "em", "u", "font")
        and len(inner) == 1
        and isinstance(inner[0], Tag)
        and inner[0].name in ("strong", "b")
    )


def _paragraph(tag: Tag, reading: Reading) -> Iterator[Block]:
    if all(_in_line(c, reading) for c in tag.children):
        yield from _running(list(tag.children), reading)
    else:
        yield from _walk(tag, reading)


def _heading(tag: Tag, reading: Reading) -> Iterator[Block]:
    for image in within(tag, ("img",)):
        if found := image_of(image, reading.base, role=reading.role):
            yield found
    text = own_text(tag)
    if text and re.search(r"\w", text):
        level = max(_HEADINGS[tag.name], 2)
        yield Notice(text=text) if is_notice(text) and len(text) > 60 else Heading(level=level, text=text)


def _list(tag: Tag, reading: Reading) -> Iterator[Block]:
    items = [li for li in tag.find_all("li", recursive=False)]
    if any(li.find(["p", "figure", "h2", "h3", "h4"]) for li in items) and any(
        len(li.find_all("p")) > 1 or li.find(["figure", "h2", "h3", "h4"]) for li in items
    ):
        for li in items:
            yield from _walk(li, reading)
        return
    texts = tuple(t for li in items if (t := own_text(li)) and re.search(r"\w", t))
    if texts:
        yield List(ordered=tag.name == "ol", items=texts)


def _quote(tag: Tag, reading: Reading) -> Iterator[Block]:
    if _POSTS.search(names_of(tag)):
        address = next((str(a["href"]) for a in reversed(tag.find_all("a")) if a.get("href")), None)
        yield from _embedded(address or str(tag.get("cite") or ""), reading)
        return
    parts = [own_text(p) for p in tag.find_all("p")] or [own_text(tag)]
    text = " ".join(filter(None, parts))
    if text:
        yield Quote(text=text)


def _table(tag: Tag, reading: Reading) -> Iterator[Block]:
    rows = [tuple(own_text(cell) for cell in row.find_all(["td", "th"])) for row in tag.find_all("tr")]
    rows = [r for r in rows if any(r)]
    if tag.find(["p", "div"]) and all(len(r) < 2 for r in rows):
        for cell in tag.find_all("td"):
            yield from _walk(cell, reading)
    elif rows:
        yield Table(rows=tuple(rows))


def _embed(tag: Tag, reading: Reading) -> Iterator[Block]:
    source = tag.find("source")
    address = tag.get("src") or tag.get("data-src") or (source.get("src") if source else None) or tag.get("data") or ""
    yield from _embedded(str(address), reading)


def _embedded(address: str, reading: Reading) -> Iterator[Block]:
    target = urljoin(reading.base, address.strip()) if address else ""
    parts = urlsplit(target)
    if (
        parts.scheme in ("http", "https")
        and parts.hostname
        and not re.search(r"doubleclick|googletag|adservice|consent|recaptcha|/ads?/", target)
    ):
        name = parts.hostname.removeprefix("www.").removeprefix("player.").removeprefix("platform.")
        yield Embed(provider=name.rsplit(".", 1)[0], src=f"{parts.scheme}://{parts.netloc}{parts.path}")


def is_picture_box(tag: Tag, reading: Reading) -> bool:
    """Whether an element is one picture with at most a few words beside it: its caption and credit."""
    held = reading.of(tag)
    if held.size > 450 or held.linked > 0.8 or not 0 < held.pictures < 5:
        return False
    images = [t for t in tag.descendants if isinstance(t, Tag) and _is_image(t)]
    if has(tag, _NOT_BESIDE_PICTURES):
        return False
    if (
        len({i.get("src") for i in images if not i.find_parent("noscript")}) > 1
        or len(list(within(tag, ("figure",)))) > 1
    ):
        return False
    return len(list(within(tag, ("p",)))) < 4 and (not held.size or bool(_caption_sign(tag)))


def _caption_sign(tag: Tag) -> bool:
    """Whether the words beside a picture are its caption by the names around them, or by a credit in them."""
    if has(tag, ("figcaption",)) or is_picture(classes_of(tag)) or split_credit(own_text(tag))[1]:
        return True
    return any(
        is_caption(classes_of(t)) or is_picture(classes_of(t)) for t in within(tag, ("div", "p", "span", "small", "a"))
    )


def _picture(tag: Tag, reading: Reading) -> Iterator[Block]:
    if tag.name == "figure":
        if has(tag, ("figure",)):
            yield from _walk(tag, replace(reading, role="gallery"))
            return
        if has(tag, ("table", "blockquote", "iframe", "video")) and not has(tag, ("img",)):
            yield from _walk(tag, reading)
            return
    images = (
        [tag] if tag.name in ("img", "amp-img") else [t for t in tag.descendants if isinstance(t, Tag) and _is_image(t)]
    )
    caption, credit = caption_of(tag, images[0] if images else tag) if tag.name not in _PICTURES else (None, None)
    for image in images:
        if found := image_of(image, reading.base, role=reading.role, caption=caption, credit=credit):
            yield found
            return
    if caption and tag.name == "figure":
        yield Image(src="", asset="", caption=caption, credit=credit, role=reading.role)


def _has_picture_beside(tag: Tag) -> bool:
    return bool(
        tag.parent
        and any(not i.find_parent("noscript") and image_of(i, "", role="inline") for i in within(tag.parent, ("img",)))
    )


def trimmed(blocks: Sequence[Block], authors: Sequence[str]) -> tuple[Block, ...]:
    """Without what stands around a story: datelines and labels anywhere, the byline before it, the staff's lines after it."""
    kept = [
        b for b in blocks if not (isinstance(b, Paragraph | Heading) and (is_dateline(b.text) or is_counter(b.text)))
    ]
    first = next((i for i, b in enumerate(kept) if isinstance(b, Paragraph) and _is_sentence(b.text)), 0)
    kept = [b for b in kept[:first] if not isinstance(b, Paragraph)] + kept[first:]
    kept = [b for b in kept if not (isinstance(b, Paragraph) and _is_byline(b.text, authors))]
    while kept and (isinstance(kept[-1], Heading) or (isinstance(kept[-1], Paragraph) and _is_tail(kept[-1].text))):
        kept.pop()
    return tuple(kept)


def _is_sentence(text: str) -> bool:
    return len(text) * (1 + 2 * cjk_share(text)) > 90 or bool(
        re.search(r"[.!?。！？؟।:…”»\"]$", text) and len(text) * (1 + 2 * cjk_share(text)) > 35
    )


def _is_byline(text: str, authors: Sequence[str]) -> bool:
    """Whether a short line is little more than the authors' names."""
    if len(text) > 140 or not authors:
        return False
    rest = text
    for name in authors:
        rest = rest.replace(name, "")
    return len(rest) < len(text) and len(re.sub(r"\W", "", rest)) < 30 and not re.search(r"[.!?]$", rest.strip())


def _is_tail(text: str) -> bool:
    return (
        is_reporters_line(text)
        or is_invitation(text)
        or is_read_on(text)
        or (len(text) * (1 + 2 * cjk_share(text)) < 30 and not re.search(r"[.!?。！？\"”»…]$", text))
    )


def credits_and_copyright(blocks: Sequence[Block]) -> tuple[tuple[Block, ...], tuple[str, ...], str | None]:
    """(the blocks without them, agency lines, the copyright line): these are not paragraphs of the story."""
    kept: list[Block] = []
    agencies: list[str] = []
    copyright_line: str | None = None
    for block in blocks:
        text = block.text if isinstance(block, Paragraph) else None
        if text and is_agency_line(text):
            agencies.append(text)
        elif text and is_copyright(text) and copyright_line is None:
            copyright_line = text
        else:
            kept.append(block)
    return tuple(kept), tuple(agencies), copyright_line


__all__ = ["BLOCK_TAGS", "Reading", "credits_and_copyright", "is_picture_box", "read_blocks", "tidied"]
