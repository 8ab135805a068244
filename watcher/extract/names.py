"""Names out of bylines: "By Ida Brandt, political editor, and Tom Reuss in Oslo" → Ida Brandt, Tom Reuss."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from watcher.extract import ideographs
from watcher.extract.head import plain
from watcher.extract.others import is_label_of_others, is_of_others, without_others, without_photographers
from watcher.extract.signs import letters
from watcher.extract.wording import DAY_AND_YEAR, is_counter, is_weekday
from watcher.extract.words import Beginnings, any_of, pattern
from watcher.lazily import late
from watcher.text import cjk_share, remembered
from watcher.urls import is_web

_OPENERS = any_of("byline_openers")
_SHORT_OPENERS = any_of("short_openers")
_BY = late(
    rf"^\W{{0,3}}(?:(?:{_OPENERS})(?:\s*[:：|/／丨︱｜]\s*|\s+)"
    rf"|(?:{_SHORT_OPENERS}|{any_of('byline_labels')}|{any_of('writer_labels')})\s*[:：|/／丨︱｜՝．]\s*)",
    re.IGNORECASE,
)
_SHORTLY_BY = late(
    rf"^\W{{0,3}}{_SHORT_OPENERS}\s+(?=(?-i:[^\Wa-zß-ÿ])\S*\s+\S|(?-i:[A-ZÀ-Þ]{{2}})"
    rf"|(?:{any_of('agencies')}|{any_of('desks')})\W*$)",
    re.IGNORECASE,
)
_DATED_BY = late(
    rf"^\D{{0,30}}\d[^|•]{{0,40}}?\d\S*\s+(?:{_OPENERS}|{_SHORT_OPENERS})(?:\s?[:：])?\s+(?=(?-i:[^\Wa-zß-ÿ])\S*\s+\S)",
    re.IGNORECASE,
)
# What begins who wrote it behind those who did something else: "Fotos: … Text: …", "Edited by … By …".
BEGINS = late(
    rf"(?:{_OPENERS}(?:\s?[:：|/／＝=]|\s)|(?:{_SHORT_OPENERS}|{any_of('writer_labels')})\s?[:：|/／＝=]"
    r"|(?:by|par|por|von|di|door|av|af)\s)",
    re.IGNORECASE,
)
_TOLD = pattern(r"\s+", "stamp_words", r"[\s:：,]*$")
_FOR = late(
    r"^(\S+(?:\s+\S+){1,2}?)\s+(?:(?:for|für|pour|para|per|voor)\s+(?=(?:the\s)?[A-ZÀ-Þ])(.*)|(?:FOR|For\sThe|via|VIA|[Ss]pecial\sto)\s.*)$"
)
_AGENCY_LAST = late(
    r"(?<=\S)(?<!the)\s+(?=(?:The\s+)?(?:Associated Press|Agence France-Presse|Canadian Press)$)", re.IGNORECASE
)
_NAME_AND_DESK = re.compile(r"(?<=\s)([A-ZÀ-Þ][^\W\d_]{2,})/(?=[a-z]{2,5}\b)")  # "Ida Brandt/dpa", no "abc/dpa"
_OPENER_ALONE = Beginnings(r"^\W*", "byline_openers", "short_openers", after=r"\W*$")
_WHOLE = re.compile(r"[\[【]([^\[\]【】]{2,40})[\]】]")
_DOMAIN = re.compile(r"[\w-]{2,40}(?:\.[\w-]{2,20}){0,2}\.[a-z]{2,7}")
_TOWN = pattern(r"^", "town_beginnings", r"\s\w\S{3}")
_AND = pattern(r"^\s*", "and", r"\s+(?=\S+\s+\S)")
_AND_LAST = pattern(r"\s", "and", r"$")
_JOINED = rf"\s+{any_of('and')}\s+(?!(?:ligne|l[íi]nea)\b)"  # "Rédaction en ligne"
_BETWEEN = late(
    rf"\s*(?:[,;|｜丨︱•、，；،؛\n]|(?<![\u3400-\u9fff])·|·(?![\u3400-\u9fff])|(?<=[\u3400-\u9fff])\s?[&＆]|[／╱]|/(?!(?-i:[a-z]{{2,5}}\b))|\s[–—-]\s|{_JOINED})\s*(?:{any_of('and')}\s+)?",
    re.IGNORECASE,
)
_SPELLED_TWICE = re.compile(r"[A-Za-z][A-Za-z .&'-]{1,40}／[\u30a0-\u30ff]{2,40}")  # "Umi／ウミ"
# As in Catalonia and Portugal: "Ida Brandt i Reuss", "Ida Brandt e Silva", "Tomás del Río y de los Santos".
_TWO_SURNAMES = re.compile(
    r"[^\W\d_a-zß-ÿ]\S+(?:\s(?:d\w{1,2}\s)?[^\W\d_a-zß-ÿ]\S+){1,2}\s[iye]\s"
    r"(?:d\w{1,2}\s(?:l[ao]s?\s)?)?[^\W\d_a-zß-ÿ]\w*[a-zß-ÿ]\w*"
)
_OWN = pattern(r"^(?:onze|unser\w{0,2}|notre|nos|nostr[oa]|nuestr[oa]|our)\s+", "roles", r"\s+(?=\S)")
_ROLE = pattern(r"(?<!\w)", "roles", r"(?!\w)")
_RANKED = pattern(r"^", "ranks", r"\s")
_REPORTER = late(r"^(?!prof|lect|anal|doc)(?:" + any_of("roles") + r")\s+", re.IGNORECASE)
_OUTLET_BEHIND = late(
    rf"^(\S+\s\S+)\s(?:{any_of('agencies')}|[A-Z]{{2,5}}\s(?:News|Sport|TV)|D[oa]\s(?:[A-Z]{{2,}}|g1))$"
)
_HOUSED = late(  # "HPN Executive News Editor", no "TJ Brandt Senior Editor"
    rf"(?-i:[A-Z]{{2,6}})\s(?:(?:{any_of('ranks')}|news|sports?|white\shouse)\s){{1,3}}{any_of('roles')}$",
    re.IGNORECASE,
)
_ROLE_FIRST = pattern(r"^", "roles", r"(?!\w)")
_ROLE_AFTER = pattern(r"^(\S+(?:\s+\S+){1,3}?)\s+(?:\S+\s+)?(?<!\w)", "roles", r"(?!\w).*$")
_ROLE_LAST = pattern(
    r"^[^\s,(/|–-]+(?:\s[^\s,(/|–-]+){1,3}\s?[,(/|–-]\s?(?:\S+\s){0,2}?", "roles", r"(?!\w)[^.:]{0,30}$"
)
_OFFICE = pattern(r"^", "offices", r"(?!\w)")
_INSTITUTION = pattern(r"(?<!\w)", "institutions", r"(?!\w)")
_PLACE = re.compile(r"\s+(?:in|aus|à|en|w|в|у|i|from|reporting from)\s+(?:[A-ZÀ-ÞА-Я][\w.’'-]+\s?){1,3}$")
_TOWN_LAST = re.compile(r"(?<=[^\W\d_]{4})\.\s[^\W\d_a-zß-ÿ][^\W\d_]{3,20}$")  # "Ida Brandt Sol. Sevilla"
_IS_SOMETHING = re.compile(
    r"^(\S{2,20}(?:\s\S{1,20}){1,2}?)\s(?:is|was|ist|war|est|schreibt|berichtet|writes|reports|covers|yazdı|bildirdi"
    r"|thực hiện|tổng hợp|ghi|dịch|lược dịch)(?:\s.*)?$"
)
_HOUSE_BEHIND = re.compile(
    r"^([A-ZÀ-Þ.'’-]{2,20}(?:\s[A-ZÀ-Þ.'’-]{2,20}){1,2})\s[A-ZÀ-Þ][a-zß-ÿ]{2}\S*\s\S.*$"
)  # "IDA BRANDT Pier Post", no "DE SMET Jan"
_MAIL = re.compile(r"\S+@\S+|(?:(?<!\w)[Ff]ollow\s)?(?<!\w)@\w+")
_BEFORE = re.compile(
    r"^\s*[A-Z]{2,6}\s?/\s?(?=(?:[Pp]ar|[Bb]y|[Vv]on|[Pp]or|[Dd]i)\s)|^\s*\[[^\[\]]{1,40}\]\s*|^\s*\([^()]{1,40}=[^()]{1,40}\)\s*"
)
_STAMP = late(
    r"\s+(?P<on>(?:on|am|le|el|il|op|den|,)\s+)?"
    rf"(?:{any_of('weekdays')}\b(?!(?<=day)\s(?!{any_of('months')})(?-i:[A-Z][a-z]))(?(on).*|(?=.*\d).*$)|(?:{any_of('months')}[\w.]*\s+)?(?=\d|\S*\d\d).*$)"
    r"|\s+(?:on|am|le|el|il|op|den|dne|w|в)\s+[^\W\d_]{2,12}\.?,?\s+\d.*$",
    re.IGNORECASE,
)
_DAY_FIRST = late(
    r"^(\D{0,24})\d{1,4}[./年-]\s?\d{1,2}[\d.:/,\s年月日-]{3,24}(?:(?:Uhr|h|WIB)\s)?(?=[^\W\d]{2,30}\s|[\u3040-\ud7af]{2})"
)
_STAMPED = pattern(r"\W*(?:", "stamps", r")?\W*")
_CONTRIBUTED = re.compile(r"(?<!\b[A-Z])[.;|]\s(?:[A-Z]\.\s?){0,3}[^.;|]{3,120}\bcontributed\s(?:to|reporting)\b.*$")
_STATION = re.compile(r"[A-Z]{3,5}")
_NAME_AND_DAY = re.compile(r"([^\W\d_]\S+\s[^\W\d_]\S+)\s\d")
_NUMBERED = re.compile(r"(?<!\S)((?:(?:La|Le|El|The)\s)?[^\W\d_a-z][^\W\d_]+)\s\d\d?$")  # "France 24", "TV 2"
_DEGREE = re.compile(r",\s(Jr|Sr)\b")
_POSSESSIVE = ("'s", "’s")
_JUNIOR = (" Jr", " Sr")
_BRACKET = re.compile(r"\s*[(（【]|[)）】]")
_BEHIND_NAME = re.compile(r"\s?\(([A-ZÀ-Þ][^()]{2,60})\)")
_NO_WORD = re.compile(r"[\s,;/|-]+")
# "And" that is one letter before the second name, in Arabic and Hebrew; not the first one of a name.
_GLUED_AND = re.compile(
    r"([\u0590-\u06ff]{2,}\s[\u0590-\u06ff]{2,})\s(?:ו(?!רד|יק)|و(?!ليد|ائل|سام|سيم|فا|جد|جي|رد|حيد|لاء|داد|هب|هيب|اصف))"
    r"(?=[\u0590-\u06ff]{2,}\s[\u0590-\u06ff]{2})"
)
_TOLD_TWICE = re.compile(r"^(\S+ \S[^,]{0,40}) \1$")  # "Ida Brandt Ida Brandt"
_NO_NAME = late(
    rf"https?:|www\.|@|[㈜㈱]|\(주\)|\d\s*(?:min|std)|[:：]|^(?:{any_of('no_names')})$|^[\W\d_]*$|(?:^|\s)\d{{1,2}}\.?(?:\s|$)|^\d{{4}}\s?[年년]",
    re.IGNORECASE,
)
_DESK = pattern(r"(?<!\w)", "desks", r"(?!\w)")
_WRITTEN_BY = pattern(r"^", "written_by", r"[:：]?$")
_AGENCY = pattern(r"^(?:the\s+)?", "agencies", r"$")
_INITIALS = re.compile(r"[a-zäöüß]{2,4}(?:\s?[,/]\s?[a-zäöüß]{2,4}){0,3}")
_MORE_TOLD = re.compile(r"[;|(]")  # before what else stands in a byline
_BEFORE_CREDIT = re.compile(r"([^;|]{2,24}?)\s?[;|]\s?[A-ZÄÖÜ][a-zäöüß]{2,20}(?:\s?[\[(]\w[\])])?\s?:")
_FOR_PAPER = late(r",\s(?:(?:специально|спеціально)\sдля\s)?[«„“][^«»„“”]{2,40}[»“”]\.?$")  # "…, «Причал»"
_PARTICLE = late(r"(?:d|de|del|della|der|den|di|da|dos|du|la|le|van|von|vom|zu|zur|bin|ibn|al|el|y|e|af|av|ter|ten)$")

_ONE_WORD = re.compile(r"[^\s\d_.,:;/()|-]{2,30}")

_PARTS_OF_NAME = ("givenName", "familyName")
_AROUND = ' .,;:|[]{}–—-*"“”„=＜＞●◎○◆◇■□▲▼★☆※'
_FROM = "From "  # as Nigeria's papers begin a byline
_STAFF = (" staff", " newsroom")
_QUOTED = ("»", "“", "”", "».")
_SAYING = ("।", "۔", "։", "።", ".", "?", "!", ":", "…")
_LABEL, _SHORT_LABEL = 24, 5  # characters of a label before a name, of one with its colon that is said of names alone
_LONGEST, _WORDS, _WORD = 60, 7, 28  # characters, words of one name, characters of a word
_LONG_SIGNED = 100  # characters of a line that begins as bylines do, and says what somebody does
_MOST, _LONGEST_DAY = 2_000, 20  # characters of one byline, of a day's name with what stands around it


@remembered
def names_in(text: str) -> tuple[str, ...]:
    """The names in a byline, in order, without roles, places and times."""
    if is_web(text):
        return ()
    said = plain(text)[:_MOST]
    front = without_others(said, BEGINS) if cjk_share(said) else said  # "責任編輯：… 2026/03/02 記者：…"
    told = _undated(_behind(_DATED_BY, front))
    if len(told) < min(len(said), _LONGEST_DAY) and is_weekday(told.strip(_AROUND)):
        return ()  # of "Wednesday, 8 April 2020"
    told = whole[1] if (whole := _WHOLE.fullmatch(told)) is not None else told
    told = _CONTRIBUTED.sub("", told) if "contributed" in told else told
    told = _behind(_BEFORE, _MAIL.sub(" ", told) if "@" in told else told).strip()
    told = _DEGREE.sub(r" \1", _TOLD.sub("", without_photographers(without_others(told, BEGINS))))
    told = _AGENCY_LAST.sub(", ", _NAME_AND_DESK.sub(r"\1, ", told) if "/" in told else told)
    told = ideographs.without_places(told) if cjk_share(told) else told
    told = ideographs.without_sentence(told) if "기자" in told else told
    listed = "记者" in told or "기자" in told
    last = told.rpartition(" ")[2]
    if _TWO_SURNAMES.fullmatch(told) and not _AGENCY.match(last) and not _DESK.fullmatch(last):
        return (told,)
    told = _GLUED_AND.sub(r"\1, ", told)
    names: list[str] = []
    opened = _unopened(told)
    opened = ideographs.without_reports(opened) if cjk_share(opened) else opened
    opened = _without_asides(opened) if ")" in opened else opened
    in_office = False  # "Ida Brandt, VP of Growth & Sales"
    for part in _BETWEEN.split(_BRACKET.sub(", ", opened)):
        in_office = in_office or (bool(names) and _OFFICE.match(part.strip()) is not None)
        if (name := _name(part, names)) and not (in_office and not is_person(name) and not is_agency(name)):
            several = name.split() if ideographs.is_list(name, listed) and are_people(name.split()) else [name]
            names += [n for n in several if n == name or not _NO_NAME.search(n)]
    if len(names) > 1 and is_person(names[1]) and (_is_town_in_front(names[0]) or is_paper(names[0])):
        del names[0]
    if len(names) > 1 and _SPELLED_TWICE.fullmatch(opened):
        return (opened,)
    numbered = _NUMBERED.search(said) if said[-1:].isdigit() else None
    if numbered is not None and names == [numbered[1]] and not (is_agency(names[0]) or is_counter(numbered[0])):
        return (numbered[0],)
    return tuple(names)


def _without_asides(told: str) -> str:
    """A byline without where people report from, or for whom, in brackets behind their names; agencies stay."""
    for found in reversed(list(_BEHIND_NAME.finditer(told))):
        if any(map(is_agency, (found[1], *_NO_WORD.split(found[1])))):
            continue
        if is_person(_BETWEEN.split(told[: found.start()])[-1].strip()):
            told = f"{told[: found.start()]}, {told[found.end() :]}"
    return told


def _undated(told: str) -> str:
    """A byline without the day before or behind the names: "Stand: 2.3.2026, 7:15 Uhr Von …", "Ida Brandt 2 March"."""
    dated = _DAY_FIRST.match(told) if told[-1:].isalpha() else None
    if dated is not None and (_STAMPED.fullmatch(dated[1]) or not is_person(_unopened(dated[1]).strip(_AROUND))):
        rest = told[dated.end() :]
        return _undated(rest) if _DAY_FIRST.match(rest) else rest
    stamped = _STAMP.sub("", told)
    if " " in stamped or (named := _NAME_AND_DAY.match(told)) is None:
        return stamped
    return named[1]  # "Anna Marsh 2 March 2026", no "Anna 2 March 2026"


def _name(part: str, before: Sequence[str]) -> str:
    """The name in one part of a byline; "" for a role, a place after a name, or what is nobody's name."""
    name = _PLACE.sub("", _AND_LAST.sub("", f" {part}")).strip(_AROUND)
    if _OPENER_ALONE.match(name) or (is_role(name) and any(map(is_person, before))):
        return ""
    name = _behind(_OWN, _unopened(name))
    name = name[len(_FROM) :] if name.startswith(_FROM) and is_person(name[len(_FROM) :]) else name
    if _RANKED.match(name) and (role := _ROLE.search(name)) is not None:
        name = name[role.end() :].strip(_AROUND)  # "Foreign Correspondent Ida Brandt"
        if not is_person(name):
            return ""
    name = _TOWN_LAST.sub("", name) if name.count(" ") > 1 else name
    name = (name if name.isascii() else ideographs.without_role(name)).strip(_AROUND)
    if len(name.split()) > 2:
        titled = _REPORTER.match(name)
        name = name[titled.end() :] if titled is not None and is_person(name[titled.end() :]) else name
        name = _OUTLET_BEHIND.sub(r"\1", name)
        if not name.partition(" ")[0].endswith(_POSSESSIVE):  # "Harbour's Editorial Writers"
            name = _IS_SOMETHING.sub(r"\1", _ROLE_AFTER.sub(r"\1", name))
        housed = _HOUSE_BEHIND.match(name)
        name = housed[1] if housed is not None and is_person(housed[1]) else name
        house = _FOR.match(name)
        told = house is not None and (house[2] is None or _DESK.search(house[2]) or _AGENCY.match(house[2]))
        name = house[1] if house is not None and told else name
    if not name.isascii() and ideographs.is_title(name, bool(before)):
        return ""
    name = _TOLD_TWICE.sub(r"\1", name)
    if not 1 < len(name) < _LONGEST or len(name.split()) > _WORDS or _NO_NAME.search(name):
        return ""
    if any(map(is_person, before)) and _is_aside(name, before[-1]):
        return ""
    if before and not is_person(name) and not _AGENCY.match(name):
        placed = _ROLE.search(part) or _INSTITUTION.search(part)
        return "" if placed or (is_person(before[-1]) and _is_place(name)) else name
    return f"{name}." if (name.endswith(_JUNIOR) or name[-2:-1] == " ") and f"{name}." in part else name


def _is_of_station(name: str) -> bool:
    """Whether a name begins with that of a station, "NDR Info", and no agency's: "AFP Deutschland"."""
    station = _STATION.match(name)
    return station is not None and not is_agency(station[0])


def _is_aside(name: str, before: str) -> bool:
    """Whether a part behind a person's name is no name: words in small letters, a town, what ends in an address, what
    the name `before` is for short, what somebody does, a desk of a station ("NDR Info"), or a paper, in letters without
    capitals."""
    if _INITIALS.fullmatch(name):
        rest = iter(before.lower())
        return name[0] == before[0].lower() and all(letter in rest for letter in name)
    if _AGENCY.match(name):
        return False
    desk = cjk_share(name) or (_is_of_station(name) and not before.isupper())
    if is_role(name) or (desk and _DESK.search(name)) or _OFFICE.match(name):
        return True
    if name[0] in "«‹„“" or name.endswith(_STAFF) or any(map(str.isdigit, name)):  # "«Hafenblatt»", "G1"
        return True
    return name[0].islower() or bool(_TOWN.match(name) or _DOMAIN.fullmatch(name.rpartition(" ")[2]))


def _unopened(text: str) -> str:
    """A byline without the words it begins with."""
    if (opened := _behind(_BY, text)) == text:
        opened = _behind(_BY, _behind(_AND, text))
    opened = _behind(_SHORTLY_BY, opened)
    return opened if opened.isascii() else ideographs.without_opener(opened)


def _behind(opener: re.Pattern[str], text: str) -> str:
    """A text without the opener that it begins with."""
    found = opener.match(text)
    return text if found is None else text[found.end() :]


def _is_place(name: str) -> bool:
    """Whether a part after a name is one word in plain capitalised letters, a long one in capitals, or one in letters
    without capitals: "Ida Brandt, Oslo", "Ida Brandt / OSLO"."""
    plain_case = name[0].isupper() and (name[1:].islower() or (name.isupper() and len(name) > 3))
    return (name.isalpha() and plain_case and not cjk_share(name)) or _is_town_in_front(name)


def _is_town_in_front(name: str) -> bool:
    """Whether a part is one word in letters without capitals: "بيروت - سالم الحداد"."""
    return _ONE_WORD.fullmatch(name) is not None and name.lower() == name.upper() and not cjk_share(name)


def is_paper(name: str) -> bool:
    """Whether a part is a paper in Chinese, Japanese or Korean: "港口日报／记者…"."""
    return cjk_share(name) > 0.5 and not is_person(name) and bool(_DESK.search(name))


def ld_names(value: Any, house: Collection[str] = ()) -> Iterator[str]:
    """The names in an author of JSON-LD, in whatever form it is written. An author without a person among the names,
    the publisher's (the letters in `house`) left aside, stays one: "Le Monde avec AFP"."""
    if isinstance(value, str):
        yield from () if is_web(value) else names_in(value)
    elif isinstance(value, list):
        for item in value[:30]:
            yield from ld_names(item, house)
    elif isinstance(value, Mapping):
        name = value.get("name") or " ".join(str(value.get(key) or "") for key in _PARTS_OF_NAME).strip()
        if isinstance(name, str) and not is_web(name) and not ("@" in name and is_organisation(value)):
            names = names_in(name)
            people = any(is_person(n) and letters(n) not in house for n in names)
            one = is_organisation(value) or (len(names) > 1 and not people)
            yield from filter(None, [plain(name)]) if one else names
        elif isinstance(name, list):
            yield from ld_names(name, house)


def is_organisation(author: Mapping[str, Any]) -> bool:
    """Whether JSON-LD calls an author an organisation."""
    return "Organization" in str(author.get("@type"))


@remembered
def is_person(name: str) -> bool:
    """Whether a name looks like that of a person: two to six words that begin with capitals, no agency, no desk."""
    if cjk_share(name) > 0.5:
        given, dot, family = name.partition("·")
        short = max(len(given), len(family)) < 7 if dot else 1 < len(name.replace(" ", "")) < 6
        return short and not _DESK.search(name) and not _AGENCY.match(name)
    words = name.split()
    if not 1 < len(words) < 7 or len(words[-1].strip(".")) < 2 or _DESK.search(name):
        return False
    if _AGENCY.match(name) or _AGENCY.match(words[0]) or _INSTITUTION.search(name):
        return False
    return not any(c.isdigit() for c in name) and name[0] == name[0].upper() and all(map(_is_name_word, words))


def _is_name_word(word: str) -> bool:
    if len(word) > _WORD:
        return False
    return word[0] == word[0].upper() or bool(_PARTICLE.match(word)) or word[:2] in ("d'", "d’", "al", "el")


def is_written_by(label: str) -> bool:
    """Whether a label says that a name follows: "Written by", "Verfasst von", "Écrit par"."""
    return bool(_WRITTEN_BY.match(label.strip()))


def is_town(name: str) -> bool:
    """Whether a name begins as those of towns do that consist of several words: "Rio de Janeiro"."""
    return bool(_TOWN.match(name))


def is_role(text: str) -> bool:
    """Whether a part of a byline only says what somebody does: "Redakteurin Wirtschaft", "chief editor"."""
    if name_first := _ROLE_FIRST.match(text):
        return not are_people(names_in(text[name_first.end() :].strip(_AROUND)))
    if (_RANKED.match(text) or text.lower() == text.upper()) and _ROLE.search(text):
        return True
    return text[1:2].isupper() and bool(_HOUSED.match(text))


def is_agency(name: str) -> bool:
    """Whether a name is that of a news agency."""
    return bool(_AGENCY.match(name))


def is_signed(text: str) -> bool:
    """Whether a line begins as bylines do: "By …", "Von: …", "文/…"."""
    return bool(_BY.match(text) or _SHORTLY_BY.match(text) or ideographs.is_opened(text))


def is_signed_behind_day(text: str) -> bool:
    """Whether a line says when, and behind that by whom: "2.3.2026 07:15 von Ida Brandt"."""
    found = _DATED_BY.match(text) if DAY_AND_YEAR.match(text) else None
    return found is not None and not found[0].lower().endswith(" de ")  # "2 de Marzo de 2026"


def labelled(text: str) -> tuple[str, ...]:
    """The people behind a label that no list holds, in what is marked up as a byline: "Cairo: …", "Napis: …"."""
    label, colon, rest = text.partition(":")
    names = names_in(rest) if colon and 1 < len(label) < _LABEL and not any(map(str.isdigit, label)) else ()
    return names if are_people(names) and not is_label_of_others(label) else ()


def has_role(text: str) -> bool:
    """Whether a short line names somebody by what they do at a paper: "Ida Brandt, political editor", "홍길동 기자", an
    address behind it or not."""
    text = _MAIL.sub("", text).strip() if "@" in text and len(text) < _LONGEST else text
    return len(text) < _LONGEST and bool(_ROLE_LAST.search(text) or (not text.isascii() and ideographs.has_role(text)))


def is_edited(text: str) -> bool:
    """Whether a line only says who edited it: "责任编辑：…"."""
    return is_of_others(text, BEGINS)


def signing(text: str) -> tuple[str, ...]:
    """The people, and agencies beside them, by whose names a short line signs a story; () where it is no such."""
    line = _FOR_PAPER.sub("", text) if text.endswith(_QUOTED) else text
    short = len(text) < _LONGEST or (len(text) < _LONG_SIGNED and is_signed(text))
    names = names_in(line) if short and not line.endswith(_SAYING) and not is_edited(text) else ()
    if len(names) > 1 and _STATION.fullmatch(names[-1]) and not is_agency(names[-1]) and is_signed(line):
        names = names[:-1]  # "By Ida Brandt, CNN"
    return names if are_people(names) else ()


def are_people(names: Sequence[str]) -> bool:
    """Whether names are those of people, with nothing but agencies beside them; not so of none."""
    return any(map(is_person, names)) and all(is_person(name) or is_agency(name) for name in names)


def labelled_initials(text: str) -> list[str]:
    """The initials behind the label of a byline, "Autor: kan, pszl; Źródło: PAP"; [] where a line is no such. Short
    ones label more than bylines: "De: en, fr"."""
    labelled = _BY.match(text)
    label = labelled[0].rstrip() if labelled is not None else ""
    if labelled is None or len(label) < _SHORT_LABEL or not label.endswith((":", "：", "/")):
        return []
    told = _MORE_TOLD.split(text[labelled.end() :], 1)[0].strip(" .")
    return _parted(told) if names_in(text) else []


def initials_in(text: str) -> list[str]:
    """The initials by which a line at the end of a story signs it; [] where it is no such.

    They stand in brackets, "(kesm)", with a slash between them, "abc/def", or before a credit: "ssi, dan; Foto: …".
    """
    line = text.strip().removesuffix(".").strip()
    bracketed, before = line[:1] + line[-1:] in ("()", "[]"), _BEFORE_CREDIT.match(line)
    inner = line[1:-1] if bracketed else before[1] if before else line
    return _parted(inner.strip()) if bracketed or before or "/" in inner else []


def _parted(told: str) -> list[str]:
    """Initials with commas or slashes between them, each; [] where one is none."""
    parts = [p.strip() for p in re.split(r"[,/]", told)] if _INITIALS.fullmatch(told) else []
    return [] if any(_AGENCY.match(p) or _NO_NAME.search(p) or _DESK.search(p) for p in parts) else parts
