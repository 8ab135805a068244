"""Who wrote it."""

from __future__ import annotations

import re
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence, Set
from itertools import accumulate, islice
from typing import Any

from watcher.extract.bylines import (
    LINE,
    is_author_link,
    is_byline_element,
    is_byline_in_story,
    is_marked,
    is_marked_in_story,
    is_photographer,
    is_signed_line,
    names_of_byline,
)
from watcher.extract.elements import Tag, Text
from watcher.extract.head import Head, distinct
from watcher.extract.headline import byline_in
from watcher.extract.inline import classes_of, has, is_concealed, names_of, own_text, tag_behind, within
from watcher.extract.locate import Source
from watcher.extract.names import (
    initials_in,
    is_agency,
    is_edited,
    is_organisation,
    is_paper,
    is_person,
    is_signed,
    is_written_by,
    labelled_initials,
    ld_names,
    names_in,
)
from watcher.extract.others import is_label_of_others, is_of_pictures
from watcher.extract.signatures import in_brackets, opening_byline, reporters, signature
from watcher.extract.signs import box_word, letters
from watcher.extract.told import Told, first_told
from watcher.extract.unmarked import AFTER_DESK, is_line, is_persons_name, of_line, of_name_and_day, of_vita
from watcher.extract.wording import is_read_on
from watcher.model import Block, Paragraph
from watcher.urls import is_web, site

_METAS = (
    "author",
    "article:author",
    "article:author_name",
    "articleauthor",
    "dc.creator",
    "parsely-author",
    "sailthru.author",
    "byl",
    "mrf:authors",
    "dable:author",
    "cxenseparse:author",
    "authors",
    "og:article:author",
)
_META = re.compile(
    r"(?<!twitter)(?<!book)(?<!image)(?<!photo)(?<!video)(?<!quote)(?<!comment)[-_:.](?:authors?|creator|author_?name)$"
)
# Who puts the story of an agency on the site, and whom a story is about: neither wrote it.
_PUT = re.compile(
    r"\W*(?:(?:re-?)?(?:posted|published|uploaded|updated|curated|compiled|produced|edited) by|publié par"
    r"|mis en ligne par|publicad[oa] por|subido por|pubblicato da|veröffentlicht von|eingestellt von"
    r"|geplaatst door|gepubliceerd door|publicerad av|publisert av|opublikował"
    r"|dodał|опубликовал|разместил|yayınlayan|ekleyen|diposting oleh)\b",
    re.IGNORECASE,
)
_PEOPLE_PAGES = re.compile(r"/(?:people|person|profile)s?/")

_PARTED = re.compile(r"\s?[_|｜-]\s?")  # between the parts of a page's title
_ACCOUNT = re.compile(r"([^\W\dA-Z_]{2,20})[._]([^\W\dA-Z_]{2,20})")
_WORDS = 12  # letters of what stands in a line with nothing but names: "By … and …"
_SOURCE = re.compile(r"source\s?:?", re.IGNORECASE)
_PARTS = ("span", "div", "p", "li", "time")
_MOST = 100  # elements that can be bylines
_FORM = re.compile(r"\b(?:Verlag|GmbH|AG|KG|Ltd|Inc|LLC|Corp|Co|BV|SAS?|SpA|Srl|AB|Oy)\b")  # of a firm
_LAST = 3  # paragraphs at the end, of which one may name the editors
_FROM = ("do", "da", "de", "del", "della", "dal", "from", "von", "van")
_DEEP = 6  # elements around a name inside its byline

Names = tuple[str, tuple[str, ...]]


def authors(source: Source, head: Head, blocks: Sequence[Block], credits: Sequence[str]) -> Told[tuple[str, ...]]:
    """The names of those who wrote it, the publisher's only where no other is named; () where nobody is.

    What names a person counts before what names an agency or a desk, and that before the publisher.
    """
    if by_rule := [n for text in source.told.get("byline", ()) for n in names_in(text)]:
        return Told(value=distinct(by_rule), by=source.signals.get("byline", ""))
    house = _house(source)
    found: list[Names] = []
    outlet, is_chinese = _PARTED.split(source.document_title)[-1], (source.language or "").startswith("zh")
    outlet = "" if outlet.isascii() else outlet  # as likely a columnist
    for by, told in _named(source, head, blocks, house):
        names = tuple(_without_outlet(n, outlet) for n in told) if is_chinese else told
        others = tuple(n for n in names if not _is_of_house(n, house) and (n != outlet or len(names) == 1))
        if any(map(is_person, others)) and not (by == _LD and _is_of_organisation(source.ld.get("author"))):
            people = tuple(n for n in others if is_agency(n) or not is_paper(n))  # "聯合報 記者林曉嵐"
            return _spelled(_completed(Told(value=distinct(people or others), by=by), head), source)
        found.append((by, distinct(names)))
        if any(map(is_agency, names)):
            shown, people = _signed_at(head) if by == _LD else ("", ())
            if people and is_person(people[0]):
                return _spelled(Told(value=distinct(people), by=shown), source)
            if signed := opening_byline(blocks):
                return Told(value=distinct(signed), by="a byline before the story")
            break
    others_first = ((by, tuple(n for n in names if letters(n) not in house)) for by, names in found)
    initials = distinct([n for line in credits[-1:] for n in initials_in(line)])
    behind = ("initials after the story", initials)
    return first_told(
        (_of_account(found, blocks), *others_first, behind, in_brackets(blocks), _initials_at(head), *found), ()
    )


def _of_account(found: Sequence[Names], blocks: Sequence[Block]) -> Names:
    """The name, as the story's last paragraph spells it, of one whom machines are only told by an account's name:
    "(Ida M. Brandt)" of "ida.brandt"."""
    accounts = [parts for _, names in found for name in names if (parts := _ACCOUNT.fullmatch(name))]
    if not accounts:
        return "", ()
    last = next((b.text for b in reversed(blocks) if isinstance(b, Paragraph)), "")
    spelled = (
        re.search(rf"\b{first}\b(?: [^\W\d_]\.)? {rest}(?=\W*$)", last, re.I)
        for first, rest in (a.groups() for a in accounts)
    )
    return "the account's name as the story ends", tuple(name[0] for name in spelled if name and is_person(name[0]))


def _initials_at(head: Head) -> Names:
    """The initials behind the label of a byline at the headline or behind the story."""
    areas = (*head.between, *head.opening, *head.before, *head.signed)
    lines = (t for area in areas for t in (area, *within(area, ("div", "p", "span", "li"))) if is_line(t))
    told = next(filter(None, map(labelled_initials, map(own_text, lines))), [])
    return "initials in the visible byline", tuple(told)


def _named(source: Source, head: Head, blocks: Sequence[Block], house: Collection[str]) -> Iterator[Names]:
    """(what names them, the names) by every way in which pages name authors, the surest first."""
    yield _LD, tuple(ld_names(source.ld.get("author") or source.ld.get("creator"), house))
    yield _first_of((*head.between, *head.opening, *head.before), (is_author_link, is_byline_element, is_signed_line))
    if (last := byline_in(source, head)) is not None:
        yield "the last line of the headline", names_in(own_text(last))
    yield "the reporter named as the story begins or ends", reporters(blocks)
    yield _without_editors(_of_metas(source), head, blocks)
    shown = source.margins.get("authors", ())
    yield "element marked as author outside the story", tuple(n for text in shown for n in names_in(text))
    yield _first_of((head.body,), (is_marked_in_story, is_byline_in_story))
    yield _first_of(head.signed, (is_author_link, is_byline_element, is_signed_line))
    yield _first_of((*head.between, *head.before), (is_persons_name,))
    yield of_vita((*head.between, *head.opening), blocks)
    yield "names that stand alone before or after the story", signature(blocks)
    yield of_line((*head.between, *head.opening, *head.before))
    if (source.language or "zh").startswith("zh"):
        yield of_name_and_day((*head.between, *head.opening, *head.before))


_LD = "JSON-LD author"


def _signed_at(head: Head) -> Names:
    """The names in a line at the headline that begins as bylines do, or in links to authors there: no town alone."""
    areas = (*head.between, *head.opening, *head.before)
    signs = (
        lambda t: is_author_link(t) and not _is_put(t),
        lambda t: is_byline_element(t) and is_signed(own_text(t)) and not _is_put(t),
        lambda t: is_signed_line(t) and not _is_put(t),
    )
    return _first_of(areas, signs)


def _is_put(tag: Tag) -> bool:
    """Whether an element names who put a story on the site, or leads to another story or whom this one tells of."""
    href = "" if tag.name != "a" or is_marked(tag) else str(tag.get("href") or "")
    lines = (tag, tag.parent) if tag.parent is not None and is_line(tag.parent) else (tag,)
    if _PEOPLE_PAGES.search(href) or any(box_word(names_of(line)) for line in lines):
        return True
    return any(_PUT.match(text) or is_read_on(text) for text in map(own_text, lines))


def _completed(told: Told[tuple[str, ...]], head: Head) -> Told[tuple[str, ...]]:
    """The people of JSON-LD, or those that links to authors or a byline at the headline show, where these are more."""
    if told.by != _LD:
        return told
    own = set(map(letters, told.value))
    areas = (*head.between, *head.opening, *head.before)
    for by, names in (_first_of(areas, (is_marked,)), *(_alike(area, own) for area in areas)):
        if set(map(letters, names)) > own and all(is_person(n) or is_agency(n) for n in names):
            return Told(value=distinct(names), by=by)
    return told


def _spelled(told: Told[tuple[str, ...]], source: Source) -> Told[tuple[str, ...]]:
    """Names that a byline sets in capitals as the metadata spell them."""
    if not any(map(str.isupper, told.value)):
        return told
    names = (*_of_metas(source)[1], *ld_names(source.ld.get("author")))
    known = {letters(name): name for name in names if not name.isupper()}
    return Told(value=distinct([known.get(letters(n), n) if n.isupper() else n for n in told.value]), by=told.by)


def _alike(area: Tag, own: Set[str]) -> Names:
    """The people in a byline whose elements or links are marked up as those are that name one of `own`, in letters."""
    tags = (t for t in (area, *area.descendants) if isinstance(t, Tag) and is_byline_element(t))
    lines = list(islice(tags, _MOST))
    plain = (names for t in lines if not has(t, _PARTS) and (names := _names_alone(own_text(t))))
    if whole := next((names for names in plain if set(map(letters, names)) > own), ()):
        return "the visible byline, in one line", whole
    parts = [t for line in lines for t in (line, *islice(within(line, ("a",)), _MOST))]
    above = {id(p) for t in parts for p in islice(t.parents, _DEEP)}
    marked_up = [((t.name, classes_of(t)), t) for t in parts if id(t) not in above]
    if len({kind for kind, _ in marked_up}) == len(marked_up):
        return "", ()
    named = [(k, names_in(own_text(t))) for k, t in marked_up if not is_photographer(t) and not _is_beside(t)]
    kinds = {kind for kind, names in named if len(names) == 1 and letters(names[0]) in own}
    return "the visible byline, by its parts", tuple(n for kind, names in named if kind in kinds for n in names)


def _names_alone(line: str) -> tuple[str, ...]:
    """The people in a line that begins as a byline does and says nothing else, nor names an agency: "By … and …"."""
    names = names_in(line) if is_signed(line) else ()
    rest = line
    for name in names:
        rest = rest.replace(name, "", 1)
    return tuple(names) if len(letters(rest)) < _WORDS and not any(map(is_agency, names)) else ()


def _house(source: Source) -> frozenset[str]:
    """The publisher's names, as letters."""
    host = site(source.url)
    name = host.rpartition(".")[0]
    said = [told for key in ("og:site_name", "twitter:site") if (told := source.meta.get(key))]
    bare = (
        told.rpartition("/")[2].partition(".")[0] for told in said if " " not in told
    )  # "Post.com", "https://…/Post"
    names = (source.publisher, _FORM.sub("", source.publisher or ""), *said, *bare, host, name, *name.split("."))
    return frozenset(map(letters, names)) - {""}


def _without_outlet(name: str, outlet: str) -> str:
    """A Chinese name without the outlet's before it, whose page's title ends in `outlet`: "港口 林晓岚", of 港口网."""
    front, _, rest = name.partition(" ")
    return rest if len(front) > 1 and rest and outlet.startswith(front) and is_person(rest) else name


def _is_of_house(name: str, house: Collection[str]) -> bool:
    """Whether a name is the publisher's, or that of a desk which begins with it: "N1 Harbour", "Do Farol"."""
    first, _, rest = name.partition(" ")
    if letters(name) in house or (first.lower() in _FROM and letters(rest) in house):
        return True
    if (not is_person(name) or name.isupper()) and letters(first) in house:
        return True
    return any(front in house for front in islice(accumulate(map(letters, name.split())), 1, None))


def _is_of_organisation(author: Any) -> bool:
    """Whether no author of JSON-LD is a person."""
    told = author if isinstance(author, list) else [author]
    return all(isinstance(a, Mapping) and is_organisation(a) for a in told)


def _of_metas(source: Source) -> Names:
    """The names in the first meta with any; with the outlet's alone, as the page's title ends in it, in the next."""
    outlet: Names = "", ()
    for key in _METAS:
        values = source.metas.get(key) or tuple(filter(None, (source.meta.get(key),)))
        if names := tuple(n for v in values if not is_web(v) for n in names_in(v)):
            if names == (_PARTED.split(source.document_title)[-1],):
                outlet = outlet if outlet[1] else (f"meta {key}", names)
            elif not outlet[1] or any(map(is_person, names)):
                return f"meta {key}", names
    if outlet[1]:
        return outlet
    if is_written_by(source.meta.get("twitter:label1", "")):
        return "meta twitter:data1", tuple(names_in(source.meta.get("twitter:data1", "")))
    others = ((key, names_in(value)) for key, value in source.meta.items() if _META.search(key))
    return next(((f"meta {key}", names) for key, names in others if any(map(is_person, names))), ("", ()))


def _without_editors(told: Names, head: Head, blocks: Sequence[Block]) -> Names:
    """What the metas name, without those whom a line at the story's end calls editors: "网络编辑：林晓岚"."""
    by, names = told
    if not names:
        return told
    ending = (b.text for b in blocks[-_LAST:] if isinstance(b, Paragraph) and len(b.text) < LINE)
    last = (text for text in ending if not text.startswith(("（", "(")))  # where that is all that is told of people
    edited = [text for text in (*map(own_text, head.signed), *last) if is_edited(text)]
    return by, tuple(n for n in names if not any(map(_named_alone(n).search, edited))) if edited else names


def _named_alone(name: str) -> re.Pattern[str]:
    """A name where it is no part of a longer word in letters with capitals: no "Li" in "Lisa"."""
    return re.compile(rf"(?<![A-Za-zÀ-ɏ]){re.escape(name)}(?![A-Za-zÀ-ɏ])")


def _first_of(areas: Sequence[Tag], tests: Iterable[Callable[[Tag], bool]]) -> Names:
    """The names in the first area's elements that pass the first test that any passes."""
    inside: list[list[Tag]] = []
    for area in areas:
        tags = [t for t in (area, *area.descendants) if isinstance(t, Tag)]
        if inside and _is_one_line(inside[-1][0], area):
            inside[-1] += tags
        else:
            inside.append(tags)
    for test in tests:
        for tags in inside:
            found = list(islice((t for t in tags if test(t) and not is_photographer(t) and not _is_beside(t)), _MOST))
            found = [t for t in found if not _is_editor_for_machines(t)]
            above = {id(p) for t in found for p in t.parents}
            innermost = [t for t in found if id(t) not in above]
            if names := tuple(n for t in innermost for n in names_of_byline(t)):
                return f"the visible byline ({_sign(innermost[0])})", _with_unlinked(names, innermost[0])
    return "", ()


def _is_one_line(first: Tag, tag: Tag) -> bool:
    """Whether two elements stand in one line and are marked up alike: "By <a>…</a> and <a>…</a>"."""
    alike = tag.name in ("a", "span") and (tag.name, classes_of(tag)) == (first.name, classes_of(first))
    return alike and tag.parent is first.parent


def _is_beside(tag: Tag) -> bool:
    """Whether a name in one line with others is that of somebody who did not write it: "… | Edited by: Tom Reuss"."""
    before, behind = next(iter(tag.previous_siblings), None), next(iter(tag.next_siblings), None)
    label = AFTER_DESK.split(str(before).strip())[-1] if isinstance(before, Text) else ""
    if is_label_of_others(label) and not (is_author_link(tag) and _SOURCE.fullmatch(label)):
        return True
    return isinstance(behind, Text) and is_of_pictures(str(behind))


def _is_editor_for_machines(tag: Tag) -> bool:
    """Whether a byline that is not shown stands before an editor of the same name."""
    behind = tag_behind(tag) if tag.parent is not None and is_concealed(tag.parent) else None
    text = own_text(behind) if behind is not None else ""
    return is_edited(text) and all(name in text for name in names_of_byline(tag))


def _with_unlinked(names: tuple[str, ...], tag: Tag) -> tuple[str, ...]:
    """The names of the whole byline around `tag`, where only some of its people are links."""
    lines = [p for p in islice(tag.parents, 2) if is_byline_element(p)]
    rest = own_text(lines[-1]) if lines else ""
    every = tuple(names_in(rest))
    if len(every) > len(names) and tuple(n for n in every if not is_agency(n)) == names:
        return every  # "<a>Ida Brandt</a>, AFP"
    every = every if is_signed(rest) else ()
    for name in every:
        rest = rest.replace(name, "", 1)
    return every if set(names) < set(every) and all(map(is_person, every)) and len(letters(rest)) < _WORDS else names


def _sign(tag: Tag) -> str:
    """By what an element is known as a byline."""
    marks = (f"{key}={value}" for key in ("rel", "itemprop") if (value := tag.get(key)))
    return next(marks, "") or classes_of(tag) or own_text(tag)[:20] or tag.name
