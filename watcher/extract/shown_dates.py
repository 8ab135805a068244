"""Dates as readers see them, in running text: "21 January 2024, 6:05 pm", "21.01.2024", "2024年1月21日 18時05分"."""

from __future__ import annotations

import re
from collections.abc import Callable
from functools import partial
from operator import itemgetter
from zoneinfo import ZoneInfo

from watcher.extract.dates import BUDDHIST, OFFSETS, SHARED, ZONES, utc
from watcher.extract.eras import in_our_years
from watcher.extract.words import listed
from watcher.lazily import late

# Each month by its name, which one sign takes the place of: so the forms need not hold all names.
_NAMES = late(rf"(?<![^\W\d_])(?:{'|'.join(f'({names})' for names in listed('month_names'))})(?!\w)\.?", re.IGNORECASE)
_SIGNS = range(0xE000, 0xE00D)  # for private use
_MONTH = f"[{chr(_SIGNS[1])}-{chr(_SIGNS[12])}]"
_AGAIN = r"(?:\s?[/(]\s?(?P=name)(?:\s?\))?)?"  # as Arabs have two names for a month: "3 آب/أغسطس", "3 أغسطس (آب)"

_DAY = r"(\d{1,2})(?:st|nd|rd|th|er|ης|º|ª|\.)?"
_OF = r"(?:\s*(?:de|del|d['’]|of|năm|พ\.ศ\.|-|/)\s*|\s*)"
_YEAR = r"((?:19|20|25)\d\d)(?!\d)"
# What stands between a day and its time, the time, and its half of the day and zone.
_TIME = (
    r"(?:\D{0,24}?(?:(?P<half>오전|오후|上午|下午|晚[上间間]?|傍晚|凌晨|早上|清晨|午前|午後|午后|ق\.?ظ|م)\s*)?(?P<hour>\d{1,2})\s?[:.h時时点點시]\s?(?P<minute>\d{2})(?!\d)"
    r"(?::(?P<second>[0-5]\d))?\s*(?P<after>[ap]\.?\s?m\b\.?|[πμ]\.?\s?μ\.?(?!\w)|(?:مساءً?|صباح[اً]{0,2}|[مص])(?!\w))?\s*\(?(?P<zone>(?:(?:GMT|UTC)\s?)?[+-]\d{1,2}(?::?\d{2})?(?!\d)|Eastern\b|Pacific\b|[A-Z]{2,4}\b|(?-i:[A-Z]{2,4}(?=[A-Z][a-z])))?)?"
)
_FORMS = tuple(
    late(form + _TIME, re.IGNORECASE)
    for form in (
        r"(?P<year>(?:19|20)\d\d)-(?P<month>\d{1,2})-(?P<day>\d{1,2})(?!\d)T?",
        r"(?P<year>(?:19|20)\d\d)\s*[年년/-]\s*(?P<month>\d{1,2})\s*[月월/-]\s*(?P<day>\d{1,2})\s*[日일]?",
        r"(?P<year>(?:19|20)\d\d)\s(?P<month>\d{1,2})/(?P<day>\d{1,2})(?![\d/])",
        r"(?P<year>(?:19|20)\d\d)\.\s?(?P<month>\d{1,2})\.\s?(?P<day>\d{1,2})\.?",
        r"(?<!\d)(?P<day>\d{1,2})\s?[./-]\s?(?P<month>\d{1,2})\s?[./-]\s?(?P<year>(?:19|20|25)\d\d)(?!\d)",
        r"(?<![\d.])(?P<day>\d{1,2})\.\s?(?P<month>\d{1,2})\.\s?(?P<year>\d\d)"
        r"(?=[^\w.]{1,4}\d{1,2}[:.h]\d\d|(?<=\d\d\.\d\d\.[0-3]\d)(?<![\w.§].{8})(?<![\w.§]\s.{8})\W{0,3}$)",
        r"(?<![\d./-])(?P<day>\d{1,2})[/-]\s?(?P<month>\d{1,2})[/-](?P<year>\d\d)(?=,?\s\d{1,2}:\d\d\s?[ap]\.?\s?m)",
        r"(?<![\d·])(?P<day>\d{1,2})·(?P<month>\d{1,2})·(?P<year>(?:20)?\d\d)(?!\d|·)",
        rf"(?<!\d){_DAY.replace('(', '(?P<day>', 1)}{_OF}(?P<name>{_MONTH}){_AGAIN}"
        rf"(?:\s?[,،]|\s\([^\W\d_]{{5,12}}\))?{_OF}{_YEAR.replace('(', '(?P<year>', 1)}",
        rf"(?P<year>(?:19|20)\d\d)(?:\.|\sm\.|ko)?\s+(?P<name>{_MONTH})\s+(?P<day>\d{{1,2}})(?:a|\.|\sd\.)?(?!\d)",
        rf"(?P<year>(?:19|20)\d\d)\.?\s(?:gada|жылғы|жылы)\s(?P<day>\d{{1,2}})\.?\s(?P<name>{_MONTH})",
        rf"(?P<name>{_MONTH})\s+{_DAY.replace('(', '(?P<day>', 1)},?\s+{_YEAR.replace('(', '(?P<year>', 1)}",
    )
)
# A time in front of its day: "10:28, Wednesday, 18 July 2012".
_TIME_BEFORE = late(
    r"(?<![\d:.,/-])(?P<hour>\d{1,2})\s?[:h]\s?(?P<minute>\d{2})(?::(?P<second>[0-5]\d))?\s?(?P<after>[ap]\.?\s?m\.?)?(?:\s(?P<zone>[A-Z]{2,4}))?(?:\s?[,|–-]\s{0,2}|\s{1,2})(?:[^\W\d_]{2,12}\.?,?\s)?$",
    re.IGNORECASE,
)
# A full hour told without minutes: "7 p.m.", "7 Uhr".
_FULL_HOUR = late(r"(?<![\d:.,/-])(1\d|2[0-3]|0?\d)\s?(?=[ap]\.?\s?m\b|uhr\b)", re.IGNORECASE)
_ZONE = 12  # characters around a date and its time
_ZONE_SAID = late(
    r"(?:(?P<hkt>北京|香港|台北|臺北|新加坡)|(?P<et>美[东東](?:部|岸)?|美[国國][东東]部|[纽紐][约約])"
    r"|(?P<pt>美西|美[国國]西部|太平洋|洛杉[矶磯])|(?P<gmt>格林[尼威]治|世界))(?:[标標][准準]|夏令)?[时時][间間](?![报報刊杂雜周週])"
)
_FRONT = 40  # characters in front of a day
_AMERICAN = frozenset((*ZONES, "est", "edt", "cst", "cdt", "mst", "mdt", "pst", "pdt"))  # zones with the month first
_DIGITS = {zero + n: str(n) for zero in map(ord, "٠۰०০੦૦୦௦౦೦൦๐໐၀០") for n in range(10)}
_YEAR_FIRST = ("Asia/Seoul", "Asia/Tokyo", "Asia/Shanghai", "Asia/Taipei")
_CROATIAN = ("Europe/Zagreb", "Europe/Sarajevo")
_CROATIAN_MONTHS = {"listopada": 10, "lis": 10, "lip": 6, "srp": 7}
_LONGEST = 2_000


Meant = Callable[[tuple[str, str]], str | None]  # the one of two readings, the day first and the month first


def shown(text: str, zone: ZoneInfo | None = None, meant: Meant = itemgetter(0)) -> str | None:
    """The first date in a text, in the form of `utc`; None without one that cannot be misread.

    A time without a zone is read in `zone`, or as UTC where that is unknown; of a date that can be read in two ways
    that counts which is `meant`.
    """
    told = text[:_LONGEST]
    told = in_our_years(told if told.isascii() else told.translate(_DIGITS))
    told = _NAMES.sub(partial(_sign, zone=zone), told)
    told = _FULL_HOUR.sub(r"\1:00 ", told)
    for form in _FORMS:
        for found in form.finditer(told):
            if answer := _read(found, zone, meant):
                return answer
    return None


def _read(found: re.Match[str], zone: ZoneInfo | None, meant: Meant) -> str | None:
    told = found.groupdict()
    month = _SIGNS.index(ord(told["name"])) if "name" in told else int(told["month"])
    day, year = int(told["day"]), int(told["year"])
    if year < 100 and zone is not None and zone.key in _YEAR_FIRST:
        day, year = year, day  # "17.10.12" is in October 2017
    if month > 12 >= day:  # 01/21/2024 can only be the American order
        month, day = day, month
    year = _year(year)
    date: str | None = f"{year}-{month:02}-{day:02}"
    if _is_open(found, day, month):
        american = f"{year}-{day:02}-{month:02}"
        is_american = zone is None and (told["zone"] or "").lower() in _AMERICAN
        date = american if is_american else meant((date or "", american))
    if told["hour"] is None and (before := _TIME_BEFORE.search(found.string[: found.start()][-_FRONT:])):
        told |= before.groupdict() | {"half": None}
    if date is None or told["hour"] is None:
        return utc(date)
    hour = _hour(int(told["hour"]), (told["half"] or told["after"] or "").lower())
    name = (told["zone"] or _zone_said(found)).lower()
    offset = "" if zone and name in SHARED else OFFSETS.get(name) or _offset(name)
    second = f":{told['second']}" if told["second"] else ""
    return utc(f"{date}T{hour:02}:{told['minute']}{second}{offset}", ZONES.get(name, zone)) or utc(date)


def _zone_said(found: re.Match[str]) -> str:
    """The zone that Chinese says around a time: "北京时间…", "… 美東時間"; "" for none."""
    around, behind = found.string[max(found.start() - _ZONE, 0) : found.end()], found.string[found.end() :][:_ZONE]
    around += (
        "" if any(map(str.isdigit, behind)) else behind
    )  # not "（北京时间18:00）" behind the time of another place
    said = _ZONE_SAID.search(around) if "时间" in around or "時間" in around else None
    return next((name for name, matched in said.groupdict().items() if matched), "") if said else ""


def _is_open(found: re.Match[str], day: int, month: int) -> bool:
    """Whether a date says in digits alone, with strokes between, what may be a day or a month: "11/12/2026"."""
    if day == month or day > 12 or "name" in found.groupdict() or found.start("year") < found.start("day"):
        return False
    return found.string[found.end("day") : found.start("month")].strip() in ("/", "-")


def _year(told: int) -> int:
    """A year out of its last two digits, and out of one of the Buddhist era."""
    return told + 2000 if told < 100 else told - BUDDHIST if told >= 2500 else told


def _sign(found: re.Match[str], zone: ZoneInfo | None) -> str:
    """What takes the place of a month's name. "Listopada" is October in Croatian, and November in Polish."""
    is_croatian = zone is not None and zone.key in _CROATIAN
    month = _CROATIAN_MONTHS.get(found[0].lower().rstrip("."), 0) if is_croatian else 0
    return chr(_SIGNS[month or found.lastindex or 0])


def _hour(hour: int, half: str) -> int:
    """0 to 23 out of an hour and its half of the day: am, pm, 오후, م."""
    if half.startswith(("p", "오후", "下午", "晚", "傍晚", "午後", "午后", "م", "μ")):
        return hour + 12 if hour < 12 else hour
    return 0 if half and hour == 12 else hour


def _offset(name: str) -> str:
    """ "gmt+7", "+0200" → "+07:00"; "" for no offset."""
    found = re.match(r"(?:gmt|utc)?\s?([+-])(\d{1,2}):?(\d{2})?$", name)
    return f"{found[1]}{int(found[2]):02}:{found[3] or '00'}" if found else ""
