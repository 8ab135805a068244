"""Corrections, bylines and pictures that stand outside the story's own element, where publishers like to put them."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from selectolax.lexbor import LexborNode

from watcher.extract.lead import PICTURE_ENDS
from watcher.extract.notices import asks_for_errors, is_notice, is_notice_name
from watcher.extract.signs import box_word, is_author_page, is_byline, is_label, is_picture, margin_word
from watcher.extract.standing import ancestors
from watcher.extract.wording import DAY_AND_YEAR, begins_as_byline, is_author_line, is_dateline
from watcher.extract.words import pattern
from watcher.text import reader_text
from watcher.urls import resolved

_LINE = 120  # characters of a byline
_NEAR, _NEXT = 2, 4  # elements around the story, behind each of them, where a byline can be
_LONGEST = 1_500  # characters of a notice
_CROWDED = 20_000  # characters of an element behind the story that is a part of the page of its own
_UP, _BESIDE, _INSIDE = 4, 20, 60  # elements around the story, behind each of them, inside one of those
_PARTS = ("orrect", "larif", "mendment", "ditor", "pdate", "rrat", "ectif", "ettif")
_NAMED = ",".join(f"[{name}]:is({','.join(f'[{name}*={part}]' for part in _PARTS)})" for name in ("class", "id"))
_PIECES = f"p,{_NAMED}"
_LEVELS = 3  # elements around the story, behind each of them, where its pictures can be
_MOST, _CAPTION, _DEEP = 20, 400, 4  # pictures in a box, characters beside each, levels above them
_DESCRIBED = 12  # characters of a description that is more than a name
# Without a colon the day is near: "Published on 2 March", no "Giriş ücretsiz, 2 Mart", "Posted by Jan on 2 March".
_PUBLISHED = pattern(r"^", "publishing", r"(?:[日时時][期间間])?\s?(?:[:：]|\b(?!\s?by\b)(?=[^\d,]{0,15}\d))")
_DIGIT = re.compile(r"\d")
_WRITTEN_BY = pattern(r"^\W{0,3}", "written_by", r"(?:\s?[:：]\s?|\s(?=\w))(?=\w)")
_PARTS_OF_SENTENCE = re.compile(r"[.,;]")
_CALLED_WHEN = re.compile(
    r"(?:(?<![a-z])|news|post|article|story)(?:date(?:time)?|time|publi(?:sh|cation|shed)?|meta|info)(?![a-z])",
    re.IGNORECASE,
)
OF_OTHERS = re.compile(r"comment|event|next|prev", re.IGNORECASE)  # names of boxes of something else
_DAY_AND_TIME = re.compile(
    r"(?<![\d:])\d{1,2}:\d\d,?\s\d{1,2}\.\d{1,2}\.20\d\d(?!\d)"
    r"|(?<!\d)(?:\d{1,2}\.\d{1,2}\.20\d\d|20\d\d[-/.年]\d{1,2}[-/.月]\d{1,2}日?),?\s{1,2}\d{1,2}:\d\d(?!\d)"
)
_BETWEEN = 200  # characters of what may stand between a story and its pictures
_IMAGES = "img:not(noscript img)"
_HEADINGS = "h1,h2,h3,h4,h5,h6"
_OTHERS = f"{_HEADINGS},article,figure,footer,nav"
_NO_PICTURES = f"{_HEADINGS},article,footer,nav,form,iframe,video"
_PAGE = re.compile(r"/(?=[^/?#]*[\d_,-])([\w,-]{4,})(?:\.\w{2,5}|/)?(?:#|$)")  # an article's own part of its address


def notices_behind(body: LexborNode) -> list[LexborNode]:
    """The elements behind the story that are a correction, by name or by what they say, in order."""
    found: list[LexborNode] = []
    for node in ancestors(body)[:_UP]:
        if node.tag in ("body", "html"):
            break
        for sibling in islice(_siblings(node), _BESIDE):
            found += _notices(sibling)
    return found


def bylines_behind(body: LexborNode, *, dated: bool) -> list[LexborNode]:
    """The short elements behind the story, or in its footer, that are called bylines or begin with the label of one:
    where a page names its author at the end; and those that say when it was published, of a page that has not told
    machines (`dated`)."""
    behind = (
        sibling
        for node in ancestors(body)[:_NEAR]
        if node.tag not in ("body", "html")
        for sibling in islice(_siblings(node), _NEXT)
    )
    lines = (n for node in behind for n in (node, *(islice(node.iter(), _NEXT) if node.tag == "footer" else ())))
    return [node for node in lines if _signs(node) or (not dated and _tells_when(node))]


_DOOR = re.compile(r"^(?:log-?in|sign-?(?:in|up)|contact(?:-us)?)$")  # the end of an address that is nobody's


def byline_above(root: LexborNode) -> list[LexborNode]:
    """The short line right above the element around headline and story that links to whoever wrote it and says when, at
    most one."""
    near = (node for node in ancestors(root)[:_NEAR] if node.tag not in ("body", "html"))
    lines = (line for node in near for line in islice(_siblings(node, back=True), _NEXT))
    return list(islice(filter(_signs_and_dates, lines), 1))


def _signs_and_dates(line: LexborNode) -> bool:
    text = " ".join(line.text().split())
    if len(text) >= _LINE or not DAY_AND_YEAR.search(text) or OF_OTHERS.search(_names(line)):
        return False
    link = line.css_first("a") if line.css_first(_OTHERS) is None else None
    if link is None or not _names_author(link):
        return False
    before = text.partition(" ".join(link.text().split()))[0].strip(" |/·•,–-")
    return not before or is_dateline(before) or begins_as_byline(text)


def _names_author(link: LexborNode) -> bool:
    """Whether a link leads to the page of an author by whose name it is called: no "My profile", no "Staff list"."""
    pages, _, name = (link.attributes.get("href") or "").lower().rstrip("/").rpartition("/")
    words = link.text().split()
    named = all(word[:1].isupper() for word in words) and any(len(w) > 2 and w.lower() in name for w in words)
    return named and is_author_page(f"{pages}/") and _DOOR.match(name) is None


def _signs(node: LexborNode) -> bool:
    """Whether an element is a short line that is called a byline, or begins with the label of one."""
    text, names = node.text().strip(), _names(node)
    if not 0 < len(text) < _LINE:
        return False
    if is_byline(names):
        return True
    label = _WRITTEN_BY.match(text)
    if label is None or box_word(names) or OF_OTHERS.search(names):
        return False
    if label[0][-1:].isspace() and not label[0].rstrip().endswith((":", "：")):
        return " " in label[0].strip() and _names_somebody(text)
    return _DIGIT.search(text) is None or DAY_AND_YEAR.search(text) is not None  # no "Author: …, 240 pages"


def _names_somebody(text: str) -> bool:
    """Whether the first line of a text is "Written by Ida Brandt", and says nothing else but the day."""
    line = text.partition("\n")[0].rstrip()
    day = DAY_AND_YEAR.search(line)
    told = line[: day.start()].rstrip() if day is not None else line
    return is_author_line(told) and not _PARTS_OF_SENTENCE.search(told)


def _tells_when(node: LexborNode) -> bool:
    """Whether an element is a line that begins with a word for publishing, and has a day behind that; or a few lines,
    called so, with one time and its day at the beginning of one."""
    lines = [" ".join(line.split()) for line in node.text(separator="\n").split("\n")]
    text, names = " ".join(filter(None, lines)), _names(node)
    if len(text) > 2 * _LINE or not DAY_AND_YEAR.search(text) or box_word(names) or OF_OTHERS.search(names):
        return False
    if len(text) < _LINE and _PUBLISHED.match(text) is not None:
        return True
    timed = len(_DAY_AND_TIME.findall(text)) == 1 and any(map(_DAY_AND_TIME.match, lines))
    return timed and _CALLED_WHEN.search(names) is not None


def pictures_behind(body: LexborNode, url: str) -> list[LexborNode]:
    """The elements behind the story that show nothing but its pictures, with captions of their own, in order.

    They end where something else begins, with a heading, a figure or a long text; a picture right before a linked
    headline belongs to that.
    """
    found: list[LexborNode] = []
    for level, node in enumerate(ancestors(body)[:_LEVELS]):
        if node.tag in ("body", "html", "main") or (level and node.tag == "article"):
            break
        last: LexborNode | None = None
        for sibling in islice(_siblings(node), _BESIDE):
            if _shows_pictures(sibling, url):
                found.append(last := sibling)
            elif last is not None and _heads_another(sibling, url):
                return found[:-1]
            elif sibling.css_first(_OTHERS) is not None or len(text := sibling.text(strip=True)) > _BETWEEN:
                return found
            elif text:
                last = None
    return found


def _heads_another(node: LexborNode, url: str) -> bool:
    """Whether an element is a linked headline, alone or above what is said of another story, or a page's main one."""
    headings = node.css(_HEADINGS)
    if len(headings) == 1:
        return headings[0].tag == "h1" or _is_link(headings[0], url)
    return not headings and _is_link(node, url)


def _is_link(node: LexborNode, url: str) -> bool:
    """Whether all words of an element are those of a link to elsewhere."""
    link, said = node.css_first("a"), len(node.text(strip=True))
    return link is not None and len(link.text(strip=True)) == said > 0 and _leads_away(link, url)


def _shows_pictures(box: LexborNode, url: str) -> bool:
    """Whether all that an element holds are pictures with captions of their own, none of them a link to elsewhere."""
    images = box.css(_IMAGES)
    if not 0 < len(images) <= _MOST or box.css_first(_NO_PICTURES) is not None:
        return False
    if any(_is_elsewheres(image, box, url) for image in images):
        return False
    shown = list(_shown(box))
    if len(shown) != len(images) or sum(len(one.text(strip=True)) for one in shown) != len(box.text(strip=True)):
        return False
    return all(_is_captioned(one, url) for one in shown)


def _is_elsewheres(image: LexborNode, box: LexborNode, url: str) -> bool:
    """Whether an element around a picture, up to `box`, is a link to elsewhere, or named like what is not the story."""
    around = ancestors(image)
    inside = around[: len(around) - len(ancestors(box)) + 1]
    names = map(_names, inside)
    return any(n.tag == "aside" or (n.tag == "a" and _leads_away(n, url)) for n in inside) or any(
        box_word(n) or margin_word(n) or is_byline(n) or is_label(n) for n in names
    )


def _shown(box: LexborNode, depth: int = 0) -> Iterator[LexborNode]:
    """The figures and what is called a picture in an element, or itself."""
    if box.tag == "figure" or (is_picture(_names(box)) and len(box.css(_IMAGES)) == 1):
        yield box
    elif depth < _DEEP:
        for child in box.iter():
            yield from _shown(child, depth + 1)


def _is_captioned(shown: LexborNode, url: str) -> bool:
    """Whether a picture has a caption that is no link to elsewhere, or a figure's at least a description."""
    images, said = shown.css(_IMAGES), len(shown.text(strip=True))
    if len(images) != 1 or said > _CAPTION:
        return False
    if any(2 * len(link.text(strip=True)) > said and _leads_away(link, url) for link in shown.css("a")):
        return False
    return said > 0 or (shown.tag == "figure" and len(images[0].attributes.get("alt") or "") >= _DESCRIBED)


def _leads_away(link: LexborNode, url: str) -> bool:
    """Whether a link leads neither to a picture nor to a part of the article."""
    target = resolved(link.attributes.get("href") or "", url).partition("#")[0]
    path = target.partition("?")[0]
    if not target.startswith("http") or path.lower().endswith(PICTURE_ENDS) or f"{target}?".startswith(f"{url}?"):
        return False
    own = _PAGE.search(url)
    return own is None or own[1] not in (part.partition(".")[0] for part in path.split("/"))


def _names(node: LexborNode) -> str:
    own = node.attributes
    return f"{own.get('class') or ''} {own.get('id') or ''}"[:500].strip()


def _siblings(node: LexborNode, *, back: bool = False) -> Iterator[LexborNode]:
    """The elements behind `node`, or before it, from the nearest on."""
    beside = node.prev if back else node.next
    while beside is not None:
        if not beside.is_text_node:
            yield beside
        beside = beside.prev if back else beside.next


def _notices(node: LexborNode) -> list[LexborNode]:
    text = node.text()
    if _is_notice(node, text):
        return [node]
    if len(text) > _CROWDED or not text.strip():
        return []
    found: list[LexborNode] = []
    for piece in node.css(_PIECES)[:_INSIDE]:
        if _is_notice(piece, piece.text()) and not any(a.mem_id == f.mem_id for a in ancestors(piece) for f in found):
            found.append(piece)
    return found


def _is_notice(node: LexborNode, text: str) -> bool:
    if not 0 < len(text) < _LONGEST or not text.strip():
        return False
    return (is_notice_name(_names(node)) and not asks_for_errors(text)) or is_notice(reader_text(text))
