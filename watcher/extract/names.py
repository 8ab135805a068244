"""Names out of bylines: "By Ida Brandt, political editor, and Tom Reuss in Oslo" → Ida Brandt, Tom Reuss."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from typing import Any

from watcher.extract.head import plain
from watcher.extract.signs import letters
from watcher.extract.words import any_of, pattern
from watcher.lazily import late
from watcher.text import cjk_share, remembered
from watcher.urls import is_web

_OPENERS = any_of("byline_openers")
_SHORT_OPENERS = any_of("short_openers")
_BY = late(
    rf"^\W{{0,3}}(?:(?:{_OPENERS})(?:\s*[:：|/／丨｜]\s*|\s+)"
    rf"|(?:{_SHORT_OPENERS}|{any_of('byline_labels')}|{any_of('writer_labels')})\s*[:：|/／丨｜՝]\s*)",
    re.IGNORECASE,
)
_SHORTLY_BY = late(
    rf"^\W{{0,3}}{_SHORT_OPENERS}\s+(?=(?-i:[^\Wa-zß-ÿ])\S*\s+\S|(?-i:[A-ZÀ-Þ]{{2}})|{any_of('agencies')}\W*$)",
    re.IGNORECASE,
)
_CJK_BY = late(
    r"^\W?(?:(?:[\u3400-\u9fff]{0,6}(?:[报報社网網]|新[闻聞]|[媒传傳][体體媒])|特约|见习|[\u3400-\u9fff]{2})?"
    r"(?:記者|记者|作者|기자|責任編輯|责任编辑|责编|責編|編集委員)[\s・]?|編譯|[\u3400-\u9fff]{2}中心／"
    r"|(?:取材|文|聞き手|構成|執筆|[\u3400-\u9fff]{2,4}部)(?:・(?:取材|文|写真|構成|撮影))*\s?[・／/＝=:：]\s?"
    r"|(?:[가-힣]{2,4}\s?[=＝/]|본보|본지|글\s?[·ㆍ]\s?사진)\s?(?=[가-힣]{2,4}\s?\S{0,3}기자))(?=[\u3400-\u9fff\uac00-\ud7af]{2})"
)
_DATED_BY = late(
    rf"^\D{{0,30}}\d[^|•]{{0,40}}?\d\S*\s+(?:{_OPENERS}|{_SHORT_OPENERS})\s+(?=(?-i:[^\Wa-zß-ÿ])\S*\s+\S)",
    re.IGNORECASE,
)
_PICTURED_BY = late(
    rf"(?<![\s,;·|])(?<!và)(?<!글)[\s,;·|]++(?!aut)(?:(?:{any_of('credit_labels')})\s?[:：]"
    rf"|(?:{any_of('credit_labels_slashed')}|{any_of('editor_labels')})\s?[:：|/／丨｜]|사진\s|oprac\.\s|(?:圖|图|攝影)[／/]|{any_of('credit_openers')}\s).*$",
    re.IGNORECASE,
)
_TOLD = pattern(r"\s+", "stamp_words", r"\s*$")
_FOR = late(
    r"^(\S+(?:\s+\S+){1,2}?)\s+(?:(?:for|für|pour|para|per|voor)\s+(?=(?:the\s)?[A-ZÀ-Þ])(.*)|(?:FOR|For\sThe|via|VIA|[Ss]pecial\sto)\s.*)$"
)
_SHOOTING = late(
    r"[^,;|•/\n()]{2,40}\((?:fotos?|photos?|bild(?:er)?|video|grafik|illustrations?|kuvat?|zdjęcia)\)", re.IGNORECASE
)
_AGENCY_LAST = late(
    r"(?<=\S)(?<!the)\s+(?=(?:The\s+)?(?:Associated Press|Agence France-Presse|Canadian Press)$)", re.IGNORECASE
)
_OPENER_ALONE = late(rf"^\W*(?:{_OPENERS}|{_SHORT_OPENERS})\W*$", re.IGNORECASE)
_FROM_ASIDE = late(r"^[^＝]{1,10}＝(?=[\u4e00-\u9fff]{2,6}$)")
_DOMAIN = re.compile(r"[\w-]{2,40}(?:\.[\w-]{2,20}){0,2}\.[a-z]{2,7}")
_TOWN = pattern(r"^", "town_beginnings", r"\s\w{4}")
_AND = pattern(r"^\s*", "and", r"\s+(?=\S+\s+\S)")
_AND_LAST = pattern(r"\s", "and", r"$")
_JOINED = rf"\s+{any_of('and')}\s+(?!(?:ligne|l[íi]nea)\b)"  # "Rédaction en ligne"
_BETWEEN = late(
    rf"\s*(?:[,;|｜丨•、，；،؛\n]|(?<![\u3400-\u9fff])·|·(?![\u3400-\u9fff])|／|/(?!(?-i:[a-z]{{2,5}}\b))|\s[–—-]\s|{_JOINED})\s*(?:{any_of('and')}\s+)?",
    re.IGNORECASE,
)
# As in Catalonia: "Ida Brandt i Reuss".
_TWO_SURNAMES = re.compile(r"[^\W\d_a-zß-ÿ]\S+(?:\s[^\W\d_a-zß-ÿ]\S+){1,2}\s[iy]\s[^\W\d_a-zß-ÿ]\w*[a-zß-ÿ]\w*")
_OWN = pattern(r"^(?:onze|unser\w{0,2}|notre|nos|nostr[oa]|nuestr[oa]|our)\s+", "roles", r"\s+(?=\S)")
_ROLE = pattern(r"(?<!\w)", "roles", r"(?!\w)")
_ROLE_FIRST = pattern(r"^", "roles", r"(?!\w)")
_ROLE_AFTER = pattern(r"^(\S+(?:\s+\S+){1,3}?)\s+(?:\S+\s+)?(?<!\w)", "roles", r"(?!\w).*$")
_ROLE_LAST = pattern(
    r"^[^\s,(/|–-]+(?:\s[^\s,(/|–-]+){1,3}\s?[,(/|–-]\s?(?:\S+\s){0,2}?", "roles", r"(?!\w)[^.:]{0,30}$"
)
_INSTITUTION = pattern(r"(?<!\w)", "institutions", r"(?!\w)")
_CJK_ROLE = pattern(r"[\s/／]*", "cjk_roles", r"(?:\s*\W)?$")
_PLACE = re.compile(r"\s+(?:in|aus|à|en|w|в|у|i|from|reporting from)\s+(?:[A-ZÀ-ÞА-Я][\w.’'-]+\s?){1,3}$")
_TOWN_LAST = re.compile(r"(?<=[^\W\d_]{4})\.\s[^\W\d_a-zß-ÿ][^\W\d_]{3,20}$")  # "Ida Brandt Sol. Sevilla"
_IS_SOMETHING = re.compile(r"^(\S{2,20}(?:\s\S{1,20}){1,2}?)\s(?:is|was|ist|war|est|schreibt|writes|covers)(?:\s.*)?$")
_HOUSE_BEHIND = re.compile(
    r"^([A-ZÀ-Þ.'’-]{2,20}(?:\s[A-ZÀ-Þ.'’-]{2,20}){1,2})\s[A-ZÀ-Þ][a-zß-ÿ]{2}\S*\s\S.*$"
)  # "IDA BRANDT Pier Post", no "DE SMET Jan"
_MAIL = re.compile(r"\S+@\S+|(?<!\w)@\w+")
_BEFORE = re.compile(
    r"^\s*[A-Z]{2,6}\s?/\s?(?=(?:[Pp]ar|[Bb]y|[Vv]on|[Pp]or|[Dd]i)\s)|^\s*\[[^\[\]]{1,40}\]\s*|^\s*\([^()]{1,40}=[^()]{1,40}\)\s*"
)
_STAMP = late(
    r"\s+(?P<on>(?:on|am|le|el|il|op|den|,)\s+)?"
    rf"(?:{any_of('weekdays')}\b(?(on).*|(?=.*\d).*$)|(?:{any_of('months')}[\w.]*\s+)?(?=\d|\S*\d\d).*$)"
    r"|\s+(?:on|am|le|el|il|op|den|dne|w|в)\s+[^\W\d_]{2,12}\.?,?\s+\d.*$",
    re.IGNORECASE,
)
_BRACKET = re.compile(r"\s*[(（【]|[)）】]")
# "And" that is one letter before the second name, in Arabic and Hebrew; not the first one of a name.
_GLUED_AND = re.compile(
    r"([\u0590-\u06ff]{2,}\s[\u0590-\u06ff]{2,})\s(?:ו(?!רד|יק)|و(?!ليد|ائل|سام|سيم|فا|جد|جي|رد|حيد|لاء|داد|هب|هيب|اصف))"
    r"(?=[\u0590-\u06ff]{2,}\s[\u0590-\u06ff]{2})"
)
_EDITED_BY = pattern(r"^\W{0,3}", "editor_labels", r"\s*(?:[:：|/／丨｜]|\s(?=[\u4e00-\u9fff]{2,4}\W*$))")
_NO_NAME = late(
    rf"https?:|www\.|@|\d\s*(?:min|std)|[:：]|^(?:{any_of('no_names')})$|^[\W\d_]*$|(?:^|\s)\d{{1,2}}\.?(?:\s|$)",
    re.IGNORECASE,
)
_DESK = pattern(r"(?<!\w)", "desks", r"(?!\w)")
_WRITTEN_BY = pattern(r"^", "written_by", r"[:：]?$")
_AGENCY = pattern(r"^(?:the\s+)?", "agencies", r"$")
_INITIALS = re.compile(r"[a-zäöüß]{2,4}(?:\s?[,/]\s?[a-zäöüß]{2,4}){0,3}")
_BEFORE_CREDIT = re.compile(r"([^;|]{2,24}?)\s?[;|]\s?[A-ZÄÖÜ][a-zäöüß]{2,20}(?:\s?[\[(]\w[\])])?\s?:")
_FOR_PAPER = late(r",\s(?:(?:специально|спеціально)\sдля\s)?[«„“][^«»„“”]{2,40}[»“”]\.?$")  # "…, «Причал»"
_PARTICLE = late(r"(?:d|de|del|della|der|den|di|da|dos|du|la|le|van|von|vom|zu|zur|bin|ibn|al|el|y|e|af|av|ter|ten)$")

_REPORTS = late(r"^([\u4e00-\u9fff]{3})(?:[\u4e00-\u9fff]{2,3})?[報报][導道]\W*$")
_ALSO_BY = late(r"(?<=[\u4e00-\u9fff])\s?(?:通讯员|通訊員|实习生)[\s:：]?(?=[\u4e00-\u9fff]{2})")
_ONE_WORD = re.compile(r"[^\s\d_.,:;/()|-]{2,30}")

_PARTS_OF_NAME = ("givenName", "familyName")
_AROUND = ' .,;:|[]{}–—-*"“”„='
_QUOTED = ("»", "“", "”", "».")
_SAYING = ("।", "۔", "։", "።", ".", "?", "!", ":", "…")
_LABEL = 24  # characters of a label before a name
_LONGEST, _WORDS = 60, 7  # characters, words of one name
_MOST = 2_000  # characters of one byline


@remembered
def names_in(text: str) -> tuple[str, ...]:
    """The names in a byline, in order, without roles, places and times."""
    if is_web(text):
        return ()
    told = _STAMP.sub("", _DATED_BY.sub("", plain(text)[:_MOST]))
    told = _BEFORE.sub("", _MAIL.sub(" ", told) if "@" in told else told).strip()
    told = _SHOOTING.sub(" ", _TOLD.sub("", _PICTURED_BY.sub("", told)))
    told = _AGENCY_LAST.sub(", ", told)
    told = _ALSO_BY.sub("、", _FROM_ASIDE.sub("", told)) if cjk_share(told) else told
    listed = "记者" in told
    if _TWO_SURNAMES.fullmatch(told) and not _AGENCY.match(told.rpartition(" ")[2]):
        return (told,)
    told = _GLUED_AND.sub(r"\1, ", told)
    names: list[str] = []
    opened = _unopened(told)
    for part in _BETWEEN.split(_BRACKET.sub(", ", _REPORTS.sub(r"\1", opened) if cjk_share(opened) else opened)):
        if name := _name(part, names):
            several = name.split() if listed and _is_chinese_list(name) else [name]
            names += [n for n in several if n == name or not _NO_NAME.search(n)]
    if len(names) > 1 and is_person(names[1]) and (_is_town_in_front(names[0]) or _is_paper_in_front(names[0])):
        del names[0]
    return tuple(names)


def _name(part: str, before: Sequence[str]) -> str:
    """The name in one part of a byline; "" for a role, a place after a name, or what is nobody's name."""
    name = _PLACE.sub("", _AND_LAST.sub("", f" {part}")).strip(_AROUND)
    if _OPENER_ALONE.match(name):
        return ""
    name = _OWN.sub("", _unopened(name))
    name = _TOWN_LAST.sub("", name) if name.count(" ") > 1 else name
    name = (name if name.isascii() else _CJK_ROLE.sub("", name)).strip(_AROUND)
    if len(name.split()) > 2:
        name = _IS_SOMETHING.sub(r"\1", _ROLE_AFTER.sub(r"\1", name))
        housed = _HOUSE_BEHIND.match(name)
        name = housed[1] if housed is not None and is_person(housed[1]) else name
        house = _FOR.match(name)
        told = house is not None and (house[2] is None or _DESK.search(house[2]) or _AGENCY.match(house[2]))
        name = house[1] if house is not None and told else name
    if not 1 < len(name) < _LONGEST or len(name.split()) > _WORDS or _NO_NAME.search(name):
        return ""
    if any(map(is_person, before)) and _is_aside(name, before[-1]):
        return ""
    if before and not is_person(name) and not _AGENCY.match(name):
        placed = _ROLE.search(part) or _INSTITUTION.search(part)
        return "" if placed or (is_person(before[-1]) and _is_place(name)) else name
    return name


def _is_aside(name: str, before: str) -> bool:
    """Whether a part behind a person's name is no name: words in small letters, a town, what ends in an address, what
    the name `before` is for short, what somebody does, or a paper, in letters without capitals."""
    if _INITIALS.fullmatch(name):
        rest = iter(before.lower())
        return name[0] == before[0].lower() and all(letter in rest for letter in name)
    if _AGENCY.match(name):
        return False
    if name.lower() == name.upper() and (_ROLE_FIRST.match(name) or (cjk_share(name) and _DESK.search(name))):
        return True
    return name[0].islower() or bool(_TOWN.match(name) or _DOMAIN.fullmatch(name.rpartition(" ")[2]))


def _unopened(text: str) -> str:
    """A byline without the words it begins with."""
    if (opened := _BY.sub("", text)) == text:
        opened = _BY.sub("", _AND.sub("", text))
    opened = _SHORTLY_BY.sub("", opened)
    return opened if opened.isascii() else _CJK_BY.sub("", opened)


def _is_place(name: str) -> bool:
    """Whether a part after a name is one word in plain capitalised letters, a long one in capitals, or one in letters
    without capitals: "Ida Brandt, Oslo", "Ida Brandt / OSLO"."""
    plain_case = name[0].isupper() and (name[1:].islower() or (name.isupper() and len(name) > 3))
    return (name.isalpha() and plain_case and not cjk_share(name)) or _is_town_in_front(name)


def _is_town_in_front(name: str) -> bool:
    """Whether a part is one word in letters without capitals: "بيروت - سالم الحداد"."""
    return _ONE_WORD.fullmatch(name) is not None and name.lower() == name.upper() and not cjk_share(name)


def _is_paper_in_front(name: str) -> bool:
    """Whether a part is a paper in Chinese, Japanese or Korean: "港口日报／记者…"."""
    return cjk_share(name) > 0.5 and not is_person(name) and bool(_DESK.search(name))


def _is_chinese_list(name: str) -> bool:
    """Whether names in Chinese characters stand with only spaces between them: "本报记者 林晓岚 周平"."""
    parts = name.split()
    return len(parts) > 1 and cjk_share(name) > 0.6 and all(1 < len(p) < 5 for p in parts)


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
    return word[0] == word[0].upper() or bool(_PARTICLE.match(word)) or word[:2] in ("d'", "d’", "al", "el")


def is_written_by(label: str) -> bool:
    """Whether a label says that a name follows: "Written by", "Verfasst von", "Écrit par"."""
    return bool(_WRITTEN_BY.match(label.strip()))


def is_town(name: str) -> bool:
    """Whether a name begins as those of towns do that consist of several words: "Rio de Janeiro"."""
    return bool(_TOWN.match(name))


def is_agency(name: str) -> bool:
    """Whether a name is that of a news agency."""
    return bool(_AGENCY.match(name))


def is_signed(text: str) -> bool:
    """Whether a line begins as bylines do: "By …", "Von: …", "文/…"."""
    return bool(_BY.match(text) or _SHORTLY_BY.match(text) or _CJK_BY.match(text))


def has_role(text: str) -> bool:
    """Whether a short line names somebody by what they do at a paper: "Ida Brandt, political editor", "홍길동 기자"."""
    return len(text) < _LONGEST and bool(_ROLE_LAST.search(text) or (not text.isascii() and _CJK_ROLE.search(text)))


def is_edited(text: str) -> bool:
    """Whether a line only says who edited it: "责任编辑：…"."""
    return bool(_EDITED_BY.match(text))


def is_editors_label(text: str) -> bool:
    """Whether a part of a byline is only the label before an editor's name: "| Edited by:"."""
    return len(text) < _LABEL and bool(_EDITED_BY.fullmatch(f"{text.strip(_AROUND)}:"))


def signing(text: str) -> tuple[str, ...]:
    """The people, and agencies beside them, by whose names a short line signs a story; () where it is no such."""
    line = _FOR_PAPER.sub("", text) if text.endswith(_QUOTED) else text
    names = names_in(line) if len(text) < _LONGEST and not line.endswith(_SAYING) and not is_edited(text) else ()
    return names if are_people(names) else ()


def are_people(names: Sequence[str]) -> bool:
    """Whether names are those of people, with nothing but agencies beside them; not so of none."""
    return any(map(is_person, names)) and all(is_person(name) or is_agency(name) for name in names)


def initials_in(text: str) -> list[str]:
    """The initials by which a line at the end of a story signs it; [] where it is no such.

    They stand in brackets, "(kesm)", with a slash between them, "abc/def", or before a credit: "ssi, dan; Foto: …".
    """
    line = text.strip().removesuffix(".").strip()
    bracketed, before = line[:1] + line[-1:] in ("()", "[]"), _BEFORE_CREDIT.match(line)
    inner = line[1:-1] if bracketed else before[1] if before else line
    if not _INITIALS.fullmatch(inner.strip()) or not (bracketed or before or "/" in inner):
        return []
    parts = [p.strip() for p in re.split(r"[,/]", inner)]
    return [] if any(_AGENCY.match(p) or _NO_NAME.search(p) or _DESK.search(p) for p in parts) else parts
