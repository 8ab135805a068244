"""Elements → blocks, in the order a reader meets them."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import islice

from watcher.extract.amid import is_amid_sentence
from watcher.extract.boxes import HIDDEN, LINKS, is_small, why_skipped
from watcher.extract.elements import Node, Tag, Text, take_out
from watcher.extract.embeds import PLAYERS, embed_of, is_post, placeholder
from watcher.extract.figures import image_of
from watcher.extract.grain import settled
from watcher.extract.inline import (
    BLOCK_TAGS,
    SILENT_TAGS,
    classes_of,
    has,
    names_of,
    own_text,
    tag_around,
    tag_before,
    tag_behind,
    within,
)
from watcher.extract.inside import begins_as_offer, invites, is_offered
from watcher.extract.moments import clock_in
from watcher.extract.notices import in_box, is_notice, is_notice_box, labelled
from watcher.extract.offers import asks_readers, without_labels, without_titles
from watcher.extract.picture_boxes import is_picture_box, leads_elsewhere
from watcher.extract.pictures import SIGN, has_picture_beside, is_gallery, pictures_of
from watcher.extract.pieces import (
    cells_of,
    definitions_of,
    grid_of,
    is_layout,
    points_of,
    quote_text,
    rows_of,
    staff_lines,
)
from watcher.extract.reading import HEADINGS, Reading, Unread, is_image, measured
from watcher.extract.running import running, text_blocks
from watcher.extract.signs import box_word, margin_word, words_of
from watcher.extract.stub import OFFER, could_be_title, without_offer
from watcher.extract.tidy import tidied
from watcher.extract.wording import is_dateline, is_read_on
from watcher.model import Block, Embed, Heading, Image, List, Notice, Paragraph, Quote, Table

_PICTURES = frozenset(("img", "picture", "amp-img"))
_FRAMES = frozenset(("iframe", "amp-iframe", "video", "audio", "object", "embed", *PLAYERS))
_LINES = ("p", "h2", "h3", "h4", "ul", "ol")
_MOST_SAID, _MOST_INSIDE = 3_000, 1_500  # characters and nodes in a figure that shows a picture
_LASTING = re.compile(r"(?:^|\|\s*)\d{1,2}:\d{2}(?::\d{2})?$|\d{1,2}:\d{2}\s*min\.?$", re.IGNORECASE)
_LINKED = 0.9  # of a table's text that is links: a list of other stories
_STORY = 10_000  # characters of a story as it is assumed for what stands beside it
_PARAGRAPH = 250  # characters of several sentences that are no heading, whatever they are set as
_SENTENCES = re.compile(r"\w\w[.!?…] [^\W\d_a-z].*[.!?…»”\"]$")
_LETTER = re.compile(r"[^\W_]")
_LINE, _LABEL = 120, 20  # characters of one that says when and whence, and of a number beside a heading


def read_blocks(
    root: Tag,
    base: str,
    left_out: list[Unread] | None = None,
    posts: Mapping[int, str] | None = None,
) -> tuple[Block, ...]:
    """The blocks inside `root`; () where there is nothing to read. What is not read is added to `left_out`, and why.

    `posts` are the times of a live blog's posts, by the ids of the elements that they begin with.
    """
    reading = Reading(
        base=base,
        total=max(measured(root).size, 1),
        left_out=[] if left_out is None else left_out,
        posts=posts or {},
    )
    found = tuple(_walk(root, reading))
    lists = {id(tag) for tag, why in reading.left_out if why == LINKS}
    found, labels = without_labels(found, reading.holders, lists) if lists else (found, ())
    reading.left_out.extend((label, "line over links") for label in labels)
    found, titles = without_titles(settled(found, reading.holders, reading.left_out), reading.holders, base)
    reading.left_out.extend((title, "titles of other stories") for title in titles)
    story, offer = without_offer(found)
    if story and offer and _heads_offer(story[-1], offer[0], reading):
        story, offer = story[:-1], (story[-1], *offer)
    reading.left_out.extend((reading.holders[id(block)], OFFER) for block in offer if id(block) in reading.holders)
    return labelled(tidied(story))


def _heads_offer(line: Block, offer: Block, reading: Reading) -> bool:
    """Whether a box begins with a line that can be a title, and goes on with an offer."""
    above, below = reading.holders.get(id(line)), reading.holders.get(id(offer))
    if above is None or below is None or tag_before(below) is not above or tag_before(above) is not None:
        return False
    return could_be_title(line)


def read_beside(areas: Sequence[Tag], base: str) -> tuple[Block, ...]:
    """The blocks of elements that stand beside a story."""
    found: list[Block] = []
    for area in areas:
        if measured(area).size:
            found += _element(area, Reading(base=base, total=_STORY))
    return tuple(found)


def read_pictures(areas: Sequence[Tag], base: str) -> tuple[Block, ...]:
    """The pictures inside elements, in order; what stands in a line that says when and whence is the source's sign."""
    found: list[Block] = []
    for area in areas:
        total = measured(area).size
        if (area.held.pictures and not _is_sign(area, base)) or area.name == "figure" or is_image(area):
            reading = Reading(base=base, total=total, strict=True)
            found += (b for b in _element(area, reading) if isinstance(b, Image))
    return tuple(found)


def _is_sign(area: Tag, base: str) -> bool:
    """Whether an element without a figure holds only a line with day and time, "来源：港口网 2026-03-02 07:15", and
    pictures that lead to somewhere else."""
    if area.held.size > _LINE or area.name == "figure" or has(area, ("figure", "figcaption")):
        return False
    if not is_dateline(text := own_text(area)) or clock_in(text) is None:
        return False
    return all(leads_elsewhere(tag_around(image, "a"), base) for image in within(area, ("img", "amp-img")))


def _walk(root: Tag, reading: Reading) -> list[Block]:
    found: list[Block] = []
    run: list[Node] = []
    nodes = filter(_can_show, root.contents) if reading.strict else root.contents
    for node in nodes:
        if not isinstance(node, Tag) or (node.name not in BLOCK_TAGS and not node.held.has_blocks):
            if id(node) not in reading.spoken:
                run.append(node)  # running text: a string, or an element without blocks inside
            continue
        if run and _can_show(node) and is_amid_sentence(node):
            run.append(Text(" "))
        elif run:
            found += _noted(running(run, reading), root, reading)
            run = []
        found += _element(node, reading)
    if run:
        found += _noted(running(run, reading), root, reading)
    return found


def _can_show(node: Node) -> bool:
    """Whether a node is a picture or can hold one; where only pictures are read, nothing else need be."""
    if not isinstance(node, Tag):
        return False
    return bool(node.held.pictures) or is_image(node) or node.name == "figure" or has(node, ("figure",))


def _noted(blocks: Iterable[Block], holder: Tag, reading: Reading) -> list[Block]:
    """The same blocks, noting in which element each was read: the innermost notes first, elements within lines none."""
    found, holders = list(blocks), reading.holders
    while holder.name not in BLOCK_TAGS and holder.parent is not None and holder.parent.name == "p":
        holder = holder.parent
    for block in found:
        if id(block) not in holders:
            holders[id(block)] = holder
            reading.noted.append(block)
    return found


def _element(tag: Tag, reading: Reading) -> list[Block]:
    """The blocks of one element that stands on its own; the first heading or paragraph of a post has its time."""
    found = _noted(_read(tag, reading), tag, reading)
    if posted_at := reading.posts.get(id(tag)):
        for at, block in enumerate(found):
            if isinstance(block, Heading | Paragraph):
                found[at] = begun = replace(block, posted_at=posted_at)
                reading.holders[id(begun)] = reading.holders[id(block)]
                reading.noted.append(begun)
                break
    return found


def _read(tag: Tag, reading: Reading) -> Iterable[Block]:
    name = tag.name
    if read := _READ_ALWAYS.get(name):
        return read(tag, reading)
    if name in SILENT_TAGS or id(tag) in reading.spoken:
        return ()
    if name == "p" and not tag.attrs and not tag.held.pictures:  # as most are, and nothing else
        return _paragraph(tag, reading)
    if shown := placeholder(tag, reading.base, tag.held.size):
        return (shown,)
    why = why_skipped(tag, reading)
    if is_small(tag, reading) and why != HIDDEN and is_notice_box(tag, skipped=why is not None):
        return in_box(_walk(tag, reading))
    if why:
        reading.left_out.append((tag, why))
        return ()
    if (name == "p" or name not in _READ) and is_picture_box(tag, reading):
        return _picture(tag, reading)
    if read := _READ.get(name):
        return read(tag, reading)
    if is_gallery(tag):
        return _gallery(tag, reading)
    return _rows(rows, tag, reading) if (rows := grid_of(tag)) else _walk(tag, reading)


def _gallery(tag: Tag, reading: Reading) -> list[Block]:
    """What a box called a gallery holds, without the one heading over mere pictures: that is the gallery's title."""
    blocks = _walk(tag, replace(reading, role="gallery"))
    first, *others = blocks or (None,)
    titled = isinstance(first, Heading) and others and all(isinstance(b, Image) for b in others)
    return blocks[1:] if titled else blocks


def _paragraph(tag: Tag, reading: Reading) -> Iterable[Block]:
    return _walk(tag, reading) if tag.held.has_blocks else running(tag.contents, reading)


def _heading(tag: Tag, reading: Reading) -> Iterator[Block]:
    boxes = _pictures_in(tag)
    for box in boxes:
        yield from _element(box, reading)
    for image in within(tag, ("img",)) if not boxes else ():
        if found := image_of(image, reading.base, role=reading.role):
            yield found
    text = own_text(tag, without=[*_anchors(tag), *boxes]) if boxes or has(tag, ("a",)) else own_text(tag)
    if tag.held.pictures and len(text) <= SIGN:
        return
    if len(text) > _PARAGRAPH and _SENTENCES.search(text) and not tag.held.pictures:
        yield from _paragraph(tag, reading)
    elif _LETTER.search(text) and not is_offered(tag) and not asks_readers(text):
        level = max(HEADINGS[tag.name], 2)
        yield Notice(text=text) if is_notice(text) and len(text) > 60 else Heading(level=level, text=text)


def _pictures_in(heading: Tag) -> list[Tag]:
    """The boxes with pictures and their captions that an editor put into a heading, beside the words of it."""
    if not heading.held.pictures or not heading.held.has_blocks:
        return []
    inner = (t for t in heading.contents if isinstance(t, Tag) and t.name in BLOCK_TAGS)
    boxes = [t for t in inner if t.held.pictures and t.held.size > _LABEL]
    return boxes if heading.held.size > sum(box.held.size for box in boxes) else []


def _anchors(heading: Tag) -> list[Tag]:
    """The signs in a heading that only lead to itself, "#", "¶", "🔗", and what a wiki's writers edit it with."""
    signs = [
        a for a in within(heading, ("a",)) if str(a.get("href") or "")[:1] == "#" and not _LETTER.search(own_text(a))
    ]
    return [*signs, *(t for t in within(heading, ("span",)) if "editsection" in classes_of(t))]


def _summary(tag: Tag, reading: Reading) -> Iterable[Block]:
    """The title under which text is folded; none of a label that only unfolds it."""
    text = own_text(tag)
    if tag.held.has_blocks or not _LETTER.search(text):
        return _walk(tag, reading)
    return () if is_read_on(text) else (Notice(text=text) if is_notice(text) else Heading(level=3, text=text),)


def _list(tag: Tag, reading: Reading) -> Iterator[Block]:
    items = [li for li in tag.contents if isinstance(li, Tag) and li.name == "li"]
    if any(id(li) in reading.posts for li in items):
        for li in items:
            yield from _element(li, reading)
        return
    if any(len(list(within(li, ("p",)))) > 1 or has(li, ("figure", "h2", "h3", "h4")) for li in items):
        for li in items:
            yield from _walk(li, reading)
        return
    if items and all(is_picture_box(li, reading) for li in items):
        for li in items:
            yield from _picture(li, reading)
        return
    for beside in tag.contents:
        if isinstance(beside, Tag) and beside.name not in ("li", "ul", "ol") and beside.held.size:
            yield from _element(beside, reading)
    texts = points_of(tag)
    if not texts and tag.held.size:
        reading.left_out.append((tag, LINKS))
    elif len(texts) == 1 and is_notice(texts[0]):
        yield Notice(text=texts[0])
    elif texts:
        yield List(ordered=tag.name == "ol", items=texts)


def _definitions(tag: Tag, reading: Reading) -> Iterator[Block]:
    posted = any(id(t) in reading.posts for t in within(tag, ("dt", "dd")))
    if not posted and (texts := definitions_of(tag)):
        yield List(ordered=False, items=texts)
    else:
        yield from _walk(tag, reading)


def _quote(tag: Tag, reading: Reading) -> Iterator[Block]:
    if is_post(tag):
        yield from _embed(tag, reading)
    elif tag.held.size > reading.total / 2 and has(tag, ("p",)):
        yield from _walk(tag, reading)
    elif (text := _quoted(tag, reading)) and invites(tag, text, reading.base):
        reading.left_out.append((tag, LINKS))
    elif text:
        yield Quote(text=text)
        for line in within(tag, ("p",)) if tag.held.pictures else ():
            if line.held.pictures and not line.held.size:
                yield from _paragraph(line, reading)


def _quoted(tag: Tag, reading: Reading) -> str:
    """What a quote says, without the boxes called so that a site puts between its paragraphs; who said it is none."""
    for box in list(within(tag, ("div", "aside", "section"))):
        named = 2 * box.held.size < tag.held.size and box_word(names := names_of(box)) and not margin_word(names)
        if named and (why := why_skipped(box, reading)):
            reading.left_out.append((box, why))
            take_out(box)
    return quote_text(tag)


def _table(tag: Tag, reading: Reading) -> Iterator[Block]:
    if _is_column(tag) and is_picture_box(tag, reading):
        yield from _picture(tag, reading)
    elif is_layout(tag):
        for cell in (c for row in cells_of(tag) for c in row):
            yield from _walk(cell, reading)
    elif tag.held.linked > _LINKED or (tag.held.in_links and (begins_as_offer(tag) or _leads_away(tag))):
        reading.left_out.append((tag, LINKS))
    elif rows := rows_of(tag):
        yield from _rows(rows, next(cell for row in cells_of(tag) for cell in row), reading)


def _is_column(table: Tag) -> bool:
    """Whether a table holds no more than one cell in each row, beside empty ones that keep it apart."""
    return all(sum(bool(c.held.size or c.held.pictures) for c in row) < 2 for row in cells_of(table))


def _leads_away(table: Tag) -> bool:
    """Whether all that a table says is a label before a link: "View price: …"."""
    held = [cell for row in cells_of(table) for cell in row if cell.held.size]
    if len(held) != 1 or held[0].held.linked < 0.5:
        return False
    links = list(islice(within(table, ("a",)), 2))
    text = own_text(held[0])
    return len(links) == 1 and own_text(links[0]) != "" and text.removesuffix(own_text(links[0])).rstrip().endswith(":")


def _rows(rows: tuple[tuple[str, ...], ...], first: Tag, reading: Reading) -> Iterable[Block]:
    """A table, or the lines of one that says who worked on the story, as if all stood in its `first` cell."""
    staff = staff_lines(rows)
    return _noted((Paragraph(text=line) for line in staff), first, reading) if staff else (Table(rows=rows),)


def _embed(tag: Tag, reading: Reading) -> Iterator[Block]:
    if found := embed_of(tag, reading.base):
        yield found


def _picture(tag: Tag, reading: Reading) -> Iterator[Block]:
    if tag.name == "figure":
        if any(f.held.size or f.held.pictures for f in within(tag, ("figure",))):
            yield from _walk(tag, replace(reading, role="gallery"))
            return
        if tag.held.size > _MOST_SAID or next(islice(tag.descendants, _MOST_INSIDE, None), None) is not None:
            yield from _walk(tag, reading)
            return
        if has(tag, ("table", "blockquote", "iframe", "video", "audio")) and not has(tag, ("img",)):
            yield from _walk(tag, reading)
            return
        if _is_line(tag):
            yield from _walk(tag, reading)
            return
        if not has(tag, ("img",)) and (shown := _waiting(tag, reading)):
            yield shown
            return
        if not tag.held.pictures and "quote" in words_of(names_of(tag)) and has(tag, ("p",)):
            yield from _quote(tag, reading)
            return
    elif tag.name not in _PICTURES and not has(tag, ("figcaption",)) and _LASTING.search(own_text(tag)):
        return
    yield from pictures_of(tag, reading)


def _is_line(figure: Tag) -> bool:
    """Whether a figure holds a part of a story all of which is in figures: text, and no picture or caption."""
    if figure.held.pictures or has(figure, ("img", "figcaption", "iframe", "video")) or not has(figure, _LINES):
        return False
    beside = [t for t in (tag_before(figure), tag_behind(figure)) if t is not None]
    return bool(beside) and all(t.name == "figure" for t in beside)


def _waiting(figure: Tag, reading: Reading) -> Embed | None:
    """What a figure without a picture will show."""
    boxes = islice(within(figure, ("div",)), 30)
    return next((e for t in boxes if (e := placeholder(t, reading.base, t.held.size))), None)


def _pre(tag: Tag, reading: Reading) -> Iterator[Block]:
    yield from text_blocks(own_text(tag), ())


def _pictures_inside(tag: Tag, reading: Reading) -> Iterator[Block]:
    """What a button shows: a picture that opens in large."""
    if has(tag, ("img",)):
        yield from _walk(tag, reading)


def _noscript(tag: Tag, reading: Reading) -> Iterator[Block]:
    """The picture for readers without scripts, where no other stands beside it."""
    if has(tag, ("img",)) and not has_picture_beside(tag, reading):
        yield from _walk(tag, reading)


def _unread(tag: Tag, reading: Reading) -> Iterator[Block]:
    """Nothing: what a figure says of a film, a table or a quote is no paragraph."""
    reading.left_out.append((tag, "caption without a picture"))
    yield from ()


_Read = Callable[[Tag, Reading], Iterable[Block]]
_READ_ALWAYS: Mapping[str, _Read] = {
    **dict.fromkeys(_FRAMES, _embed),
    **dict.fromkeys((*_PICTURES, "figure"), _picture),
    "button": _pictures_inside,
    "noscript": _noscript,
    "figcaption": _unread,
}
_READ: Mapping[str, _Read] = {
    **dict.fromkeys(HEADINGS, _heading),
    "p": _paragraph,
    "ul": _list,
    "ol": _list,
    "dl": _definitions,
    "blockquote": _quote,
    "table": _table,
    "pre": _pre,
    "summary": _summary,
}
