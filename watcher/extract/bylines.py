"""Which elements say who wrote a story, and whom they name."""

from __future__ import annotations

import re
from collections.abc import Iterator
from itertools import islice

from watcher.extract.credits import is_credited
from watcher.extract.elements import Tag, Text
from watcher.extract.inline import classes_of, has, names_of, own_text, tag_before, tag_behind, within
from watcher.extract.names import (
    BEGINS,
    are_people,
    has_role,
    is_edited,
    is_person,
    is_role,
    is_signed,
    is_signed_behind_day,
    is_town,
    labelled,
    names_in,
)
from watcher.extract.others import is_label_of_others, without_others
from watcher.extract.signs import box_word, is_author_page, is_byline, is_picture
from watcher.extract.unmarked import is_line, is_small
from watcher.extract.wording import begins_as_byline, is_counter, is_dateline
from watcher.text import cjk_share

_TITLES = frozenset(("strong", "b", "h2", "h3", "h4"))
_NOT_OF_STORY = re.compile(r"comment|quote|card|teaser|related|widget|avatar", re.IGNORECASE)
_OTHERS = re.compile(
    r"location|(?:first|last|given|family)[_-]?name|(?:^|[\s_-])place|(?:photo|foto|image|cover)[_-]?aut", re.IGNORECASE
)
_CONTRIBUTED = re.compile(r"^(?!by\s)(?:[^.;|]|\b[A-Z]\.){3,200}\bcontributed\s+(?:to|reporting)\b", re.IGNORECASE)
_WORK = re.compile(r"job|(?<![a-z])role|position(?!-[rasf])|occupation|affiliation", re.IGNORECASE)
_PLACE = re.compile(
    r"locali[dt]|location|ubicaci|(?<![a-z])(?:city|ciudad|lieu|lugar|luogo|ort|place(?!-(?:content|items|self))|plaats|town)(?![a-z])",
    re.IGNORECASE,
)
_HOUSE = re.compile(r"(?<=[a-z])[_-]{1,2}(?:org(?:ani[sz]ation)?|outlet|publisher)(?!\S)", re.IGNORECASE)
_TITLED = re.compile(_WORK.pattern + r"|title|function", re.IGNORECASE)
# Before what is no full name, of which it could be a part elsewhere: "Von kicker".
_OPENED = re.compile(
    r"^(?:Von\s+(?=\S+$)|(?:[Vv]o[nm]|[Pp]ar|[Pp]or|[Aa][vf]|[Dd]oor)\s+"
    r"(?!(?:de[rmn]|unser\w*|notre|nos|nuestr\w+|onze)\s)(?=[a-zß-ÿ]))"
)
_REPORTER = frozenset(("기자", "記者", "记者"))  # alone in an element
LINE = 120  # characters of a line that only says who wrote it


def names_of_byline(tag: Tag) -> tuple[str, ...]:
    """The names in a byline: those of its parts that are people, or else of its whole text. A link names one author."""
    texts = [t for t in tag.descendants if isinstance(t, Text) and str(t).strip()]
    parts = [str(t).strip() for t in _without_house(texts[:1] + [t for t in texts[1:] if not _is_beside_name(t)])]
    if not parts:
        return tuple(names_in(next((str(t.get("content") or "") for t in _names_stated(tag)), "")))
    parts = [part for part, above in zip(parts, ("", *parts), strict=False) if not is_label_of_others(above)]
    while parts[1:] and parts[-1].endswith(":") and not any(map(is_person, names_in(parts[-1][:-1]))):
        parts.pop()  # of buttons, which have no words
    line = " ".join(parts)
    if is_edited(line) or _CONTRIBUTED.search(line) or (len(parts) == 1 and is_role(parts[0].strip("()[] "))):
        return ()
    if tag.name == "ul" and parts[:1] and parts[0].endswith((",", "،", "，")):
        return names_in(own_text(next(within(tag, ("li",)), tag)))  # "Author, Ida Brandt", "Role, Reporter"
    parts = [
        _OPENED.sub("", parts[0]),
        *(part for part in parts[1:] if not is_town(part) and not is_role(part) and not _is_no_byline(part)),
    ]
    named = [part for part in parts if part is parts[0] or not part.startswith("(")]
    people = [n for names in map(names_in, named) if are_people(names) for n in names]
    whole = tuple(name for name in names_in(" ".join(parts)) if name not in _REPORTER)
    whole = whole or labelled(" ".join(parts))
    if tag.name == "a" and len(whole) == 1 and is_person(whole[0]):
        return tuple(whole)
    return tuple(people if len(people) >= len(whole) or (not all(map(is_person, whole)) and people) else whole)


def _is_no_byline(part: str) -> bool:
    """Whether a part of a byline's box is a button, says when, or whose editor somebody is."""
    return is_counter(part) or is_dateline(part) or is_edited(part)


def _without_house(texts: list[Text]) -> list[Text]:
    """The texts of a byline without those marked up as the house somebody works for, where one is named."""
    own = [t for t in texts if t.parent is None or not _HOUSE.search(classes_of(t.parent))]
    return own if len(own) < len(texts) and any(map(is_person, names_in(" ".join(map(str, own))))) else texts


def _is_beside_name(text: Text) -> bool:
    """Whether an element's mark-up says that it tells what somebody does, or where."""
    around = text.parent
    if around is None:
        return False
    names = f"{around.get('itemprop') or ''} {classes_of(around)}"
    return bool(_WORK.search(names) or _PLACE.search(names))


def _names_stated(tag: Tag) -> Iterator[Tag]:
    return (t for t in (tag, *within(tag, ("meta",))) if t.name == "meta" and t.get("itemprop") in ("name", "author"))


def is_photographer(tag: Tag) -> bool:
    """Whether a name is that of a photographer."""
    if any(p.name in ("figure", "figcaption") for p in tag.parents):
        return True
    text = own_text(tag)
    if not is_credited(text):
        return False
    written = begins_as_byline(text) or without_others(text, BEGINS) != text or (cjk_share(text) and is_signed(text))
    return not written or any(is_picture(classes_of(p)) for p in islice(tag.parents, 2))


def is_author_link(tag: Tag) -> bool:
    """Whether an element is marked as an author, or a link to an author's page."""
    return is_marked(tag) or (tag.name == "a" and is_author_page(str(tag.get("href") or "")))


def is_marked(tag: Tag) -> bool:
    """Whether an element is marked as an author for machines: `rel=author`, `itemprop=author`."""
    return "author" in str(tag.get("rel") or "").split() or tag.get("itemprop") == "author"


def is_byline_element(tag: Tag) -> bool:
    """Whether a small element is called a byline, or is an address with people in it."""
    if tag.name in _TITLES and (listed := tag_behind(tag)) is not None and listed.name == "ul":
        return False  # the title of a list of who wrote it and what they are
    above = tag_before(tag) if tag.name == "ul" else None
    names = names_of(above if above is not None and above.name in _TITLES else tag)
    if tag.name in ("time", "img") or not (is_byline(names) or tag.name == "address") or _OTHERS.search(names):
        return False
    if _HOUSE.search(names) and tag_before(tag) is not None:
        return False
    before = tag_before(tag) if _TITLED.search(names) else None
    if before is not None and classes_of(before) != classes_of(tag) and is_person(own_text(before)):
        return False  # what the one named before does
    text = own_text(tag) if is_small(tag) else ""
    if not (is_byline(names) or ((has(tag, ("a",)) or is_signed(text)) and are_people(names_in(text)))):
        return False  # that of a hall
    return is_small(tag) and len(text) < LINE and (bool(text) or not has(tag, ("img",)))


def is_signed_line(tag: Tag) -> bool:
    """Whether a short line begins as bylines do and names people: "By …", "Von: …"."""
    text = own_text(tag) if is_line(tag) else ""
    signed = is_signed(text) or is_signed_behind_day(text) or has_role(text) or _has_role_below(tag, text)
    if len(text) > LINE or not signed or is_edited(text):
        return False
    return are_people(names_in(text))


def _has_role_below(tag: Tag, text: str) -> bool:
    """Whether the line below a name says what somebody does at a paper: "political editor"."""
    below = tag_behind(tag) if is_person(text) else None
    return below is not None and is_line(below) and has_role(f"{text}, {own_text(below)}")


def is_marked_in_story(tag: Tag) -> bool:
    """Whether an element is marked as an author and stands in no box inside the story."""
    return is_marked(tag) and _is_of_story(tag)


def is_byline_in_story(tag: Tag) -> bool:
    """Whether an element is called a byline and stands in no box inside the story."""
    return is_byline_element(tag) and _is_of_story(tag)


def _is_of_story(tag: Tag) -> bool:
    """Whether an element stands in no box inside the story: a comment, a quotation, a teaser."""
    around = (names for p in islice((tag, *tag.parents), 5) if (names := names_of(p)))
    return not any(_NOT_OF_STORY.search(names) or box_word(names) for names in around)
