"""Live blogs: where each post begins, and when it was posted.

A post is told by its label, a time that stands in an element of its own ("14:32", <time datetime>), and by many
others like it; JSON-LD (LiveBlogPosting) says the times of posts more exactly, or where the page shows none.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import islice

from watcher.extract import dates
from watcher.extract.elements import Tag, Text, take_out
from watcher.extract.inline import SILENT_TAGS, has, names_of, own_text, tag_around, within
from watcher.extract.moments import Clock, Moments, clock_in
from watcher.extract.reading import HEADINGS, LINES
from watcher.extract.shown_dates import shown
from watcher.extract.signs import box_word, is_byline, letters
from watcher.extract.updates import Known, Update
from watcher.extract.wording import is_author_line, is_time_label
from watcher.model import Block, Heading, Paragraph

_LABEL = 60  # characters of the longest label
_FEWEST, _FEWEST_TOLD = 3, 2  # posts of a live blog; of one that says it is one
_MOST = 2_000  # posts
_SHARE, _SHARE_TOLD = 0.5, 0.2  # of the text that stands in posts
_CLOCK = re.compile(r">[^<\d]{0,24}+(?:\d{1,4}[^<\d:]{1,16}){0,3}\d{1,2}\s?[:.hH时時点點시]\s?\d{2}")
_STAMPS = (
    "data-timestamp", "data-time", "data-published", "data-pubdate", "data-date", "data-post-date", "data-datetime",
)  # fmt: skip
_TIMES = ("datetime", *_STAMPS, "title")
_BODIES = frozenset(("p", *HEADINGS, "ul", "ol", "blockquote"))
_LINES = frozenset(("p", "div", "span", "address", "cite", "small", "a", "em"))
_MARKS = ("+", "•", "●", "*")
_MARK = re.compile(r"[+•●*]{1,3}\s?")
_OPENING = 48  # characters of the longest time with which a headline begins
_ENDS = re.compile(r"\s?(?:[:：|｜+](?!\d)|[–—-](?=\s))")
_DAY = len("2026-03-02")
_TEXTS, _MOST_TEXTS = frozenset(("p", "div")), 8  # elements with which the text of a post can begin
_GROUPS = 6  # sorts of labels that are tried, those with the most first


@dataclass(frozen=True, slots=True, kw_only=True)
class _Post:
    """A post on the page: its label, None where only its element tells its time, and the elements that hold it."""

    label: Tag | None
    parts: tuple[Tag, ...]
    text: str
    links: int


def taken_posts(
    root: Tag, source_html: str, updates: Sequence[Update], moments: Moments, *, told: bool
) -> Mapping[int, str]:
    """The ids of the elements in `root` with which posts begin, and when they were posted; labels and author lines
    of posts are taken out of `root`. Empty where the page is no live blog. `updates` are its posts in JSON-LD, `told`
    whether that calls it one."""
    if not told and source_html.count("<time") + len(_CLOCK.findall(source_html)) < _FEWEST:
        return {}
    posts = _posts(root, told=told) or (_stamped(root) if told else [])
    times = _times(posts, updates, moments)
    authors = {letters(name) for update in updates for name in update.authors}
    timed = [(post, time) for post, time in zip(posts, times, strict=True) if time]
    for post, _ in timed:
        _take_labels(post, authors)
    return {id(post.parts[0]): time for post, time in timed}


def clocked(blocks: Sequence[Block], moments: Moments, *, told: bool) -> tuple[Block, ...]:
    """`blocks` with the times of day with which headlines of posts begin ("14.32 Uhr: …", "+++ 14:32 …"); the text of a
    post may begin so where the page says that it is a live blog, or marks it."""
    found = {
        at: clock
        for at, block in enumerate(blocks)
        if isinstance(block, LINES)
        and (told or isinstance(block, Heading) or block.text.startswith(_MARKS))
        and (clock := _opening(block.text))
    }
    if len(found) < (_FEWEST_TOLD if told else _FEWEST):
        return tuple(blocks)
    times = dict(zip(found, moments.placed(list(found.values())), strict=True))
    return tuple(
        replace(b, posted_at=times[at]) if at in times and isinstance(b, Heading | Paragraph) else b
        for at, b in enumerate(blocks)
    )


def _opening(text: str) -> Clock | None:
    """The time of day with which a text begins, before a colon, a bar or a dash; None without one."""
    begun = text[:_OPENING]
    clock = clock_in(begun)
    if clock is None:
        return None
    first = mark.end() if (mark := _MARK.match(begun)) else 0
    labels = (begun[first : ends.start()] for ends in _ENDS.finditer(begun, first))
    return next((clock for label in labels if clock_in(label) and is_time_label(label)), None)


# -- where posts begin -------------------------------------------------------------------------------------------


def _posts(root: Tag, *, told: bool) -> list[_Post]:
    """The posts of the labels that are alike and hold the most text; [] where that is too little for a live blog."""
    alike: defaultdict[tuple[str, ...], list[Tag]] = defaultdict(list)
    for label in _labels(root):
        alike[_sort_of(label)].append(label)
    fewest, share = (_FEWEST_TOLD, _SHARE_TOLD) if told else (_FEWEST, _SHARE)
    enough = [labels for labels in alike.values() if len(labels) >= fewest]
    best: list[_Post] = []
    most = share * len(letters(own_text(root))) if enough else 0
    for labels in sorted(enough, key=len, reverse=True)[:_GROUPS]:
        posts = list(_posts_of(labels[:_MOST], root))
        size = sum(len(letters(post.text)) for post in posts)
        if len(posts) >= fewest and size >= most:
            best, most = posts, size
    return best


def _stamped(root: Tag) -> list[_Post]:
    """The posts of elements that tell their times in an attribute, or are marked as posts."""
    held = [tag for tag in root.descendants if isinstance(tag, Tag) and tag.attrs and _is_stamped(tag)][:_MOST]
    known = {id(tag) for tag in held}
    outer = [tag for tag in held if not any(id(above) in known for above in tag.parents)]
    posts = [_Post(label=None, parts=(tag,), text=own_text(tag), links=0) for tag in outer]
    return posts if len(posts) >= _FEWEST_TOLD else []


def _is_stamped(tag: Tag) -> bool:
    marked = tag.get("itemprop") == "liveBlogUpdate"
    return (marked or any(name in tag.attrs for name in _STAMPS)) and len(own_text(tag)) > _LABEL


def _labels(root: Tag) -> Iterator[Tag]:
    """Elements that hold a time and nothing else, outside tables, captions and boxes."""
    for node in root.descendants:
        if isinstance(node, Tag):
            if node.name == "time" and len(own_text(node)) < _LABEL and not _is_aside(node, root):
                yield node
        elif type(node) is Text and len(text := node.strip()) < _LABEL and is_time_label(text):
            holder = node.parent
            if holder is None or holder.name == "time" or own_text(holder) != text:
                continue
            if not _is_aside(holder, root):
                yield holder


def _is_aside(tag: Tag, root: Tag) -> bool:
    for above in tag.parents:
        if above is root:
            return False
        if above.name in ("table", "figure", "aside", "footer", "nav", "time", *SILENT_TAGS) or box_word(
            names_of(above)
        ):
            return True
    return False


def _sort_of(label: Tag) -> tuple[str, ...]:
    parent = label.parent
    own = (label.name, str(label.get("class") or ""))
    return (*own, parent.name, str(parent.get("class") or "").partition(" ")[0]) if parent is not None else own


def _posts_of(labels: Sequence[Tag], root: Tag) -> Iterator[_Post]:
    """What each label heads: all that stands around it without another label, or behind it up to the next."""
    above = _counts(labels, root)
    for label in labels:
        box = label
        while box.parent is not None and box.parent is not root and above.get(id(box.parent), 0) == 1:
            box = box.parent
        parts = (box,) if _says_more(box, label) else tuple(_following(box, above))
        texts = [own_text(part, without=(label,)) for part in parts]
        links = sum(len(own_text(a)) for part in parts for a in within(part, ("a",)))
        if (text := " ".join(filter(None, texts))) and links < 0.6 * len(text):
            yield _Post(label=label, parts=parts, text=text, links=links)


def _counts(labels: Sequence[Tag], root: Tag) -> dict[int, int]:
    """How many of the labels stand in each element."""
    found: defaultdict[int, int] = defaultdict(int)
    for label in labels:
        for above in (label, *label.parents):
            found[id(above)] += 1
            if above is root:
                break
    return found


def _says_more(box: Tag, label: Tag) -> bool:
    return box is not label and bool(letters(own_text(box, without=(label,)))) and not is_time_label(own_text(box))


def _following(box: Tag, labelled: Mapping[int, int]) -> Iterator[Tag]:
    """The elements behind a label's box with text in them, up to the next label."""
    for sibling in box.next_siblings:
        if isinstance(sibling, Tag):
            if labelled.get(id(sibling)):
                return
            if sibling.name not in ("figure", *SILENT_TAGS) and letters(own_text(sibling)):
                yield sibling


def _take_labels(post: _Post, authors: Collection[str]) -> None:
    """Takes the label out of the page, with what stands around it and says no more, the author's line, and the few
    words that stand before the post's headline: its author, a badge."""
    if (box := post.label) is not None:
        while (above := box.parent) is not None and above is not post.parts[0] and is_time_label(own_text(above)):
            box = above
        take_out(box)
    for part in post.parts:
        for line in [t for t in within(part, _LINES) if not has(t, _BODIES) and _is_author(t, authors)]:
            take_out(line)
    before = list(_before_headline(post.parts[0]))
    if sum(len(string) for string in before) < _LABEL:
        for string in before:
            take_out(string)


def _is_author(tag: Tag, authors: Collection[str]) -> bool:
    text = own_text(tag)
    return 0 < len(text) < 80 and (is_byline(names_of(tag)) or is_author_line(text) or letters(text) in authors)


def _before_headline(part: Tag) -> Iterator[Text]:
    """The strings before the first heading of an element, outside of pictures; none without a heading."""
    found: list[Text] = []
    for node in part.descendants:
        if isinstance(node, Tag) and node.name in HEADINGS:
            yield from found
            return
        if type(node) is Text and not tag_around(node, "figure", *SILENT_TAGS):
            found.append(node)


# -- when they were posted ---------------------------------------------------------------------------------------


def _times(posts: Sequence[_Post], updates: Sequence[Update], moments: Moments) -> list[str | None]:
    """When each was posted: by its own element, by JSON-LD, by the clock on its label."""
    known = Known(updates)
    stated = [_stated(post, moments) or _told(post, known) for post in posts]
    clocks: list[Clock | None] = [clock_in(own_text(post.label)) if post.label else None for post in posts]
    return [time or guess for time, guess in zip(stated, moments.placed(clocks), strict=True)]


def _stated(post: _Post, moments: Moments) -> str | None:
    first = post.parts[0]
    for tag in filter(None, (post.label, first if post.label is None or first in post.label.parents else None)):
        for name in _TIMES:
            if (value := tag.get(name)) and (found := dates.utc(str(value), moments.zone)) and len(found) > _DAY:
                return found
    metas = within(first, ("meta",))
    meta = next((t for t in metas if t.get("itemprop") == "datePublished"), None)
    if meta is not None and (found := dates.utc(str(meta.get("content") or ""), moments.zone)) and len(found) > _DAY:
        return found
    found = shown(own_text(post.label), moments.zone) if post.label else None
    return found if found and len(found) > _DAY else None


def _told(post: _Post, known: Known) -> str | None:
    bodies = (letters(own_text(t)) for part in post.parts for t in (part, *islice(within(part, _TEXTS), _MOST_TEXTS)))
    found = known.opened(letters(post.text)) or next((u for said in bodies if (u := known.begun(said))), None)
    return found.at if found else None
