"""Whose a picture may be: names of people, of agencies and of other houses, alone or together."""

from __future__ import annotations

import re
from operator import or_

from watcher.extract.capitals import is_name, is_named_like
from watcher.extract.words import any_of, gathered, needed_by, pattern
from watcher.lazily import late

AGENCIES = any_of("picture_agencies")
_KIND = r"(?:[檔档資资][案料][照圖图]片?|[照圖图]片|\s(?:[Pp]ics?|file\s(?:pic|photo)))?"  # behind an agency
AGENCY = late(rf"(?:(?P<apart>(?<!\S))|(?<=[\u3040-\uffdc])){AGENCIES}(?(apart){_KIND}(?!\w)|$)")
BETWEEN = late(
    r"\s*[/／|,;(（)）\[\]&·•＝=+]\s*|\s[–—-]\s|\s(?:via|for|by|von|de|pour|für|über|through|und|and|et|y|e|u\.?a\.?|по)\s"
)
_LETTERS = late(lambda: gathered(map(re.escape, needed_by("picture_agencies"))))  # without which there is no AGENCY
_ARCHIVE = pattern(r"^\W*", "picture_kinds", "")
LINE = pattern(r"^\W*", "credit_lines", r"\W*$")
HOUSE = pattern(r"\s", "credit_houses", r"\W*$")
ADDRESS = re.compile(r"^(?:www\.)?[\w-]{2,30}(?:\.[\w-]{2,20})?\.[a-z]{2,5}(?:/[\w.-]{2,40})?$|^@\w{2,30}$")
_STATION = re.compile(
    r"\d{1,3}\s?[^\W\d_]{2,12}|[^\W\d_]{1,3}-[^\W\d_]{2,12}|[A-Za-z]\w{1,15}\.[a-z]{2,3}"
)  # "20min", "t-online", "harbour.is"
_GOES_ON = re.compile(r"[.!?](?<=\w{3}.)\s|।\s")
_STOPPED = re.compile(r"(.{2,40}?\w{3})\.\s(\S.{1,40})")
_HOUSE_ENDS = re.compile(r"\s?[/|,(–]|\s(?:for|via|für)\s")
_MANY_WORDS = 4  # for a house's name; those in small letters count twice
_ARTICLE = re.compile(r"^(?:the|la|le|el|der|die|das)\s")


def is_kind_of_picture(text: str) -> bool:
    """Whether a text says of what kind a picture is and not whose: "File photo", "Symbolbild"."""
    return bool(_ARCHIVE.match(text))


def is_house(text: str) -> bool:
    """Whether a text begins with a name, of a person or of an agency."""
    house, colon, who = text.partition(": ")
    if colon and is_name(house) and is_name(who):
        return True  # "Photo Harbour Post: Ida Brandt"
    stopped = _STOPPED.fullmatch(text)
    if stopped is not None and is_name(stopped[1]) and names_agency(stopped[2]):
        return True  # "Photo Ida Brandt. AFP"
    name = _HOUSE_ENDS.split(text, maxsplit=1)[0]
    bare = _ARTICLE.sub("", name)
    if text[:1].islower() and " " in text and _ARCHIVE.match(text):
        return False  # "una foto de archivo (EFE)"
    return is_name(bare) or bool(LINE.match(name) or ADDRESS.match(text)) or names_agency(text)


def names_agency(text: str) -> bool:
    """Whether a text is names with an agency among them: "Name/Agency", "Agency via Agency", "Name (Agency)"."""
    if not _LETTERS.search(text) or _GOES_ON.search(text):
        return False
    parts = [part.removeprefix("via ") for part in BETWEEN.split(text) if part.strip()]
    if not any(map(AGENCY.search, parts)):
        return False
    others = (AGENCY.sub("", part).strip(" .+-–—*") for part in parts)
    if all(not rest or rest.isdigit() or is_name(rest) or LINE.match(rest) or _ARCHIVE.match(rest) for rest in others):
        return True
    alone = [AGENCY.fullmatch(part) is not None for part in parts]
    return "/" in text and any(alone) and all(map(or_, alone, map(_may_be_house, parts)))


def _may_be_house(text: str) -> bool:
    """Whether a word or two, or three with capitals, may be a house's name beside an agency: "prisma TPX"."""
    words = text.split()
    small = sum(word[0].islower() for word in words)
    return 0 < len(words) + small < _MANY_WORDS and any(map(str.isupper, words[-1]))


def is_slashed(text: str) -> bool:
    """Whether a text is names with slashes between: "Name/House"; "House: Name" too."""
    house, colon, name = text.partition(": ")
    if colon and len(house) < 40 and is_name(house) and is_name(name):
        return bool(AGENCY.search(house) or LINE.match(house) or HOUSE.search(f" {house}"))
    parts = re.split(r"\s?[/|]\s?", text.rstrip("."))
    others = [part for part in parts if not _STATION.fullmatch(part)]
    if len(others) == 1 < len(parts) and " " in others[0]:
        return is_name(others[0])
    in_small_letters = bool(parts[-1].isalpha()) and is_named_like(parts[0])  # "Name/detikcom"
    return 2 <= len(parts) <= 5 and all(map(is_name, parts[:-1])) and (in_small_letters or is_name(parts[-1]))
