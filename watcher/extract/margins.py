"""What is read outside the story's fragment where metadata is silent: breadcrumbs, links to tags, authors below, the
day in a box beside the story, and the time in a script."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from itertools import islice
from typing import Any
from urllib.parse import urlsplit
from zoneinfo import ZoneInfo

from selectolax.lexbor import LexborHTMLParser, LexborNode

from watcher.extract import dates
from watcher.extract.linked_data import ld_types
from watcher.extract.others import is_label_of_pictures
from watcher.extract.outside import OF_OTHERS
from watcher.extract.signs import box_word, letters
from watcher.extract.standing import ancestors
from watcher.extract.wording import DAY_AND_YEAR
from watcher.extract.words import names, pattern
from watcher.text import reader_text
from watcher.urls import resolved, site

_TRAIL = (
    ":is([class*=rumb],[class*=breadc],[id*=rumb],[aria-label*=readcrumb],[itemtype$=BreadcrumbList],"
    "[typeof$=BreadcrumbList],[class*=pankuzu],[class*=opicpath],[id*=opic][id*=ath],[class*=migas],[class*=ariane],"
    "[class*=kruimel]):not(body)"
)
_PATH = ".location,.position,.sitepath,.current-path,[class^=path]"  # a trail where it begins at the front page
_TAG_PAGES = ("/tag/", "/tags/", "/topic", "/hashtag", "/them", "/tema", "/etiqueta", "/keyword")
_TAG_LINK = "a:is(article *):is({})".format(  # most links take one look instead of eight
    ",".join(map("[href*='{}']".format, _TAG_PAGES))
)
_TAG_BOX = (  # most elements take one look instead of a dozen
    ":is([class*=tag i],.keywords):is(.tags,.tag-list,.taglist,.post-tags,.entry-tags,.article-tags,.article__tags,"
    ".articleTags,.article-tag-list,.tags-links,.story-tags,.news-tags,.keywords,[class*=tags__list],[class*=tag-cloud],[class$=-tags],[class$=_tags])"
)
_AUTHOR = "[itemprop~=author],[rel~=author]"
_HOME = names("home_names")
_SECTION_NAMES = re.compile(r"section|categor|kategori|rubri[ckq]|rubrik|\bcate\b", re.IGNORECASE)
_LEADS_ON = re.compile(r"[>›»→/]")  # between the links of a trail, not of a menu
# A link back to the list of all stories, which names no section: "← Alle Beiträge", "Back to news", "返回列表".
_BACK = re.compile(
    r"[←‹«<↩⟵⬅]|(?:back|zurück|retour|volver|voltar|terug|torna|indietro|назад)(?:$|\s(?:to|zur?|an?|à|aux?|all?a?|naar|к)\b)"
    r"|返回|戻る|一覧|(?:all|alle|alla|tou(?:te)?s|tod[ao]s|tutt[eio]|все|всі|wszystkie)\s(?:(?:the|les|las|l[oe]s|[aoi]s?|gli|le)\s)?"
    r"(?:news|stor|articles?|posts?|topics|beiträge|artikel|nachrichten|meldungen|themen|actu|noti[czt]|art[ií][cg]ulos|artigos"
    r"|articoli|nieuws|berichten|nyheter|artiklar|inlägg|новост|новин|стат|публик|матери|матеріал|wiadomości|artykuły)",
    re.IGNORECASE,
)
_HIGH = 3  # elements around a headline before which its section stands
_NOT_BESIDE = frozenset(("a", "script", "figure", "blockquote", "footer"))
_HEADINGS = "h1,h2,h3,h4,h5,h6"  # in the box around a line that is of something else
_MINUTE = len("2026-03-02T07:15")
_YEARS, _CLOCK = 300, 24  # years looked at in a page, characters behind each where a time of day may stand
_BETWEEN = " >›»→/|·•"  # signs between crumbs
_FEW, _MOST, _LONGEST, _NAME = 3, 30, 120, 40  # boxes, texts of one kind, characters of each and of a section's name
_LEAST_LISTED = 2  # items of a trail that nothing else tells
_DIGIT = re.compile(r"\d")
_YEAR = re.compile(r"(?:19|20)\d\d(?!\d)")
_PUBLISHED = pattern(
    r"^", "publishing", r"(?:[日時时][期间間])?\s?(?:[:：](?=\D{0,24}\d)|\b(?!\s?by\b)(?=[^\d,]{0,15}\d))"
)
_NAMES_IN_CODE = (  # `publishDate: "…"`, `var ct = '…'`, as scripts have it that write the time into a page
    r"var\s{1,4}(?:ct|createTime)|oriCreateTime|(?:article|page|content|story|post|first|date|original)?_?[pP]ublished"
    r"|(?:article|page|content|story|post|first|original)?_?[pP]ub(?:lish(?:ed)?|lication)?_?"
    r"(?:[dD]ate(?:_?[tT]ime)?(?:_?(?:[uU][tT][cC]|[gG][mM][tT]))?|[tT]ime|[aA]t|[oO]n)|display_?[dD]ate"
)
_STEMS_IN_CODE = ("ublish", "ublication", "ubdate", "ubDate", "ub_date", "reateTime", "var ct", "isplayD", "isplay_d")
_IN_CODE = re.compile(
    rf"\b(?:{_NAMES_IN_CODE})\\?[\"']?\s{{0,4}}[:=]\s{{0,4}}\\?[\"']?"  # a value may stand in a string itself
    r"((?:19|20)\d\d-\d\d-\d\d[T ]\d\d:\d\d[^\\\"'<>]{0,20}(?=\\?[\"'])|1\d{9}(?:\d{3})?(?![\w.]))"
)
_LINKED = 0.6  # of a line's text, from which on it is a list of links

Crumb = tuple[str, str]  # name, absolute address or ""


def told_in_margins(
    doc: LexborHTMLParser, objects: Sequence[dict[str, Any]], url: str, silent: Iterable[str]
) -> dict[str, tuple[str, ...]]:
    """The texts for each of the fields in `silent` ("section", "tags", "authors", "published") of which the page shows
    some."""
    readers = {
        "section": lambda: _section(_told_crumbs(objects, url) or _shown_crumbs(doc, url), url) or _above(doc, url),
        "tags": lambda: _tags(doc),
        "authors": lambda: _texts(n for n in doc.css(_AUTHOR) if n.tag != "link" and not _is_of_picture(n)),
        "published": lambda: _published(doc) or _marked(doc),
    }
    return {field: texts for field in silent if (texts := readers[field]())}


def _published(doc: LexborHTMLParser) -> tuple[str, ...]:
    """The one line of a page that begins with a word for publishing and has a day behind it: several are of others."""
    shown = doc.body.text(separator="\n") if doc.body is not None else ""
    found: dict[str, str] = {}
    for year in islice(_YEAR.finditer(shown), _YEARS):
        start = shown.rfind("\n", max(0, year.start() - _LONGEST), year.start()) + 1
        written = shown[start : year.end() + _CLOCK].partition("\n")[0]
        label = shown[max(0, start - _LONGEST) : start].rstrip().rpartition("\n")[2]
        label = "" if _DIGIT.search(label) else label
        told = (reader_text(text) for text in (written, f"{label} {written}"))
        found |= {line: written for line in told if _PUBLISHED.match(line) and DAY_AND_YEAR.search(line)}
    return tuple(line for line, written in found.items() if len(found) == 1 and not _is_in_box(doc, written))


def _marked(doc: LexborHTMLParser) -> tuple[str, ...]:
    """What the one time element of a page that is marked as that of publishing shows, or tells machines; none beside a
    link in a list, which is of another story."""
    marked = doc.css("time:is([pubdate],[itemprop~=datePublished])")[:_FEW]
    shown = reader_text(marked[0].text()) if len(marked) == 1 else ""
    if not shown or any(_is_of_others(n) or (n.tag == "li" and n.css_first("a")) for n in ancestors(marked[0])):
        return ()
    return (shown if DAY_AND_YEAR.search(shown) else marked[0].attributes.get("datetime") or "",)


def told_in_code(page: str, zone: ZoneInfo | None) -> tuple[str, ...]:
    """The one time of publication in a page's scripts, as it is written first, where times without a zone are those of
    `zone`; empty without one, and with several, which are of other stories."""
    scripts = (part.partition("</script")[0] for part in page.split("<script")[1:])
    telling = (code for code in scripts if any(stem in code for stem in _STEMS_IN_CODE))
    texts = islice((found[1] for code in telling for found in _IN_CODE.finditer(code)), _MOST)
    found = {text: at[:_MINUTE] for text in texts if (at := dates.utc(text, zone))}
    return tuple(islice(found, len(set(found.values())) == 1))


def _is_in_box(doc: LexborHTMLParser, written: str) -> bool:
    """Whether the text that holds a line stands in what is not the story's."""
    texts = (n for n in doc.root.traverse(include_text=True) if n.is_text_node) if doc.root is not None else iter(())
    held = next((n for n in texts if written in n.text(deep=False)), None)
    line = len(reader_text(written))
    if held is None or len(reader_text(held.text(deep=False))) > line + _CLOCK:
        return True  # "Published on 3 May 2019, the report says …"
    above = [n for n in ancestors(held) if n.tag not in ("body", "html")]
    box = next((n for n in above if len(reader_text(n.text())) > line), None)
    if box is not None and (box.css_first(_HEADINGS) is not None or (box.tag == "p" and len(box.text()) > _LONGEST)):
        return True
    return any(map(_is_of_others, above))


def _is_of_others(node: LexborNode) -> bool:
    """Whether an element is named like a box, or one of comments or events, or is a link, a picture, a footer."""
    names = f"{node.attributes.get('class') or ''} {node.attributes.get('id') or ''}"[:500]
    return node.tag in _NOT_BESIDE or bool(box_word(names) or OF_OTHERS.search(names))


def _is_of_picture(author: LexborNode) -> bool:
    """Whether the label of a photographer stands right before a name: "foto: "."""
    before = author.prev
    said = before.text(deep=False) if before is not None and before.tag == "-text" else ""
    return is_label_of_pictures(re.split(r"[|,(]", said.strip())[-1])


def _told_crumbs(objects: Sequence[dict[str, Any]], url: str) -> list[Crumb]:
    """The breadcrumbs of JSON-LD, from the front page down."""
    trail = next((o.get("itemListElement") for o in objects if "BreadcrumbList" in ld_types(o)), None)
    items = [i for i in trail if isinstance(i, Mapping)] if isinstance(trail, list) else []
    return [_told_crumb(item, url) for item in sorted(items, key=lambda i: _position(i.get("position")))]


def _told_crumb(item: Mapping[str, Any], url: str) -> Crumb:
    thing = item.get("item")
    address = thing.get("@id") or thing.get("url") if isinstance(thing, Mapping) else thing
    name = item.get("name") or (thing.get("name") if isinstance(thing, Mapping) else None)
    text = reader_text(name)[:_LONGEST] if isinstance(name, str) else ""
    return text, resolved(str(address), url) if address else ""


def _position(told: object) -> int:
    text = str(told)
    return int(text) if text.isdecimal() and len(text) < 5 else 0


def _shown_crumbs(doc: LexborHTMLParser, url: str) -> list[Crumb]:
    """The links of the breadcrumbs that readers see."""
    trail = doc.css_first(_TRAIL)
    if trail is not None:
        return _crumbs_in(trail, url)
    paths = (_crumbs_in(path, url) for path in doc.css(_PATH)[:_FEW])
    return next((crumbs for crumbs in paths if crumbs and _is_home(*crumbs[0])), [])


def _crumbs_in(trail: LexborNode, url: str) -> list[Crumb]:
    links = trail.css("a")[:_MOST]
    named = ((reader_text(a.text()).strip(_BETWEEN), a) for a in links)
    return [(name[:_LONGEST], resolved(a.attributes.get("href") or "", url)) for name, a in named]


def _section(crumbs: Sequence[Crumb], url: str) -> tuple[str, ...]:
    """The first crumb below the front page; () where the trail leads from there to the article itself."""
    linked = [c for c in crumbs if c[1]] if any(address for _, address in crumbs) else crumbs[:-1]
    own, host = _path(url), site(url)
    house = {letters(host), letters(host.rpartition(".")[0])}
    below = [
        name for name, address in linked if name and _path(address) not in (own, "", "/") and letters(name) not in house
    ]
    below = [name for name in below if letters(name) not in _HOME] or below[len(linked) < 2 :]
    return tuple(n for n in below[:1] if len(n) < _NAME)


def _above(doc: LexborHTMLParser, url: str) -> tuple[str, ...]:
    """The section that a line above a headline links to, by the line's name or because the article lies below it."""
    own = _path(url).rstrip("/")
    lines = [(line, level) for headline in doc.css("h1")[:_FEW] for line, level in _lines_above(headline)]
    near = (_linked(line, own, url) for line, level in lines if level < _HIGH)
    far = (_section(_crumbs_in(line, url), url) for line, level in lines if level >= _HIGH and _is_trail(line, url))
    return next(filter(None, (*near, *far)), ())


def _lines_above(headline: LexborNode) -> Iterator[tuple[LexborNode, int]]:
    """The elements that stand shortly before a headline, the nearest first, each with how far around it they are."""
    below: LexborNode | None = headline
    for level in range(2 * _HIGH):
        line = below.prev if below is not None else None
        for _ in range(2 * _FEW):
            if line is not None and line.is_element_node:
                yield line, level
            line = line.prev if line is not None else None
        below = below.parent if below is not None else None


def _linked(line: LexborNode, own: str, url: str) -> tuple[str, ...]:
    """The text of the one link that is a short line, or that alone is named as a section's in a line of several; or the
    trail that the line is from the front page down."""
    links = [line] if line.tag == "a" else line.css("a")[:_MOST]
    if len(links) > 1:
        if _is_trail(line, url):
            return _section(_crumbs_in(line, url), url)
        boxes = [a.parent for a in links if a.parent is not None and _is_sections(a.parent)]
        if len(boxes) != 1 or boxes[0].mem_id == line.mem_id:
            return ()
        line, links = boxes[0], boxes[0].css("a")
    shown, name = reader_text(line.text()), reader_text(links[0].text()) if links else ""
    if not 1 < len(name) < _NAME or len(shown) > 2 * _NAME or _BACK.match(name):
        return ()
    address = resolved(links[0].attributes.get("href") or "", url)
    path = _path(address).rstrip("/").removesuffix(".html")
    below = len(path) > 1 and own.startswith(f"{path}/")
    around = [n for n in (line, links[0].parent) if n is not None and reader_text(n.text()) == name]
    named = path not in ("", own) and any(map(_is_sections, (links[0], *around)))
    return (name,) if site(address) == site(url) and (below or named) else ()


def _is_trail(line: LexborNode, url: str) -> bool:
    """Whether a line leads from the front page down, with signs between its links or the reader's place at its end."""
    if not 1 < len(line.css("a")) < _FEW * 2:
        return False
    crumbs, shown = _crumbs_in(line, url), line.text()
    if not _is_home(*crumbs[0]):
        return False
    first = letters(shown).startswith("".join(letters(name) for name, _ in crumbs))
    return first and (bool(_LEADS_ON.search(shown)) or _ends_unlinked(line))


def _ends_unlinked(line: LexborNode) -> bool:
    """Whether what a line lists are links but for the last: where the reader is, as in no menu."""
    listed = line if line.tag in ("ol", "ul") else line.css_first("ol,ul")
    items = [n for n in listed.iter() if n.tag == "li"] if listed is not None else []
    return len(items) > _LEAST_LISTED and [i for i in items if i.css_first("a") is None] == items[-1:]


def _is_sections(tag: LexborNode) -> bool:
    """Whether an element is named as one that holds a section."""
    return any(_SECTION_NAMES.search(tag.attributes.get(key) or "") for key in ("class", "id"))


def _is_home(name: str, address: str) -> bool:
    return letters(name) in _HOME or (bool(address) and _path(address) in ("", "/"))


def _path(address: str) -> str:
    try:
        return urlsplit(address).path
    except ValueError:
        return address


def _tags(doc: LexborHTMLParser) -> tuple[str, ...]:
    """The texts of the links to tags: the largest group of rel=tag, a box named like a list of tags, or a line of
    nothing but links to pages of tags in the article's element."""
    named = (link for link in doc.css("a[rel~=tag]") if "category" not in (link.attributes.get("rel") or ""))
    if groups := [links for _, links in _grouped(named)]:
        return max(map(_texts, groups), key=len)
    if (box := doc.css_first(_TAG_BOX)) is not None:
        return _texts(box.css("a"))
    lined = (links for box, links in _grouped(doc.css(_TAG_LINK)[:_MOST]) if len(links) > 1 and _is_list(box, links))
    return max(map(_texts, lined), key=len, default=())


def _grouped(links: Iterable[LexborNode]) -> list[tuple[LexborNode, list[LexborNode]]]:
    """(what holds links beside each other, these), in order."""
    groups: dict[int, tuple[LexborNode, list[LexborNode]]] = {}
    for link in links:
        if (box := _list_of(link)) is not None:
            groups.setdefault(box.mem_id, (box, []))[1].append(link)
    return list(groups.values())


def _is_list(box: LexborNode, links: Sequence[LexborNode]) -> bool:
    """Whether a line holds little more than links."""
    return sum(len(link.text(strip=True)) for link in links) > _LINKED * len(" ".join(box.text().split()))


def _list_of(link: LexborNode) -> LexborNode | None:
    """What holds a link and those beside it."""
    parent = link.parent
    return parent.parent if parent is not None and parent.tag == "li" else parent


def _texts(nodes: Iterable[LexborNode]) -> tuple[str, ...]:
    found = (reader_text(node.text(separator=" ")).lstrip("#＃ ") for _, node in zip(range(_MOST), nodes, strict=False))
    return tuple(dict.fromkeys(text for text in found if len(text) < _LONGEST and len(text) > text.isascii()))
