"""A text with its numbers, dates and times in one spelling: "1.2 million" is "1200000", "15:00" is "15h00".

Nothing is rounded or guessed: what cannot be told stays as it stands. The words are those of rules.toml.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from decimal import Decimal
from math import prod

from watcher.compare.lexicon import CAPITAL, UNIT, Lexicon, Mark, State
from watcher.compare.numbers import counted
from watcher.compare.rules import CJK_SPELLINGS, CJK_UNITS, KOREAN_NUMERALS
from watcher.compare.tokens import Tokens, tokens

_TIMES = {
    **{"十": 10, "百": 100, "千": 1000, "万": 10**4, "萬": 10**4, "亿": 10**8, "億": 10**8, "兆": 10**12},
    **{"백": 100, "천": 1000, "만": 10**4, "억": 10**8, "조": 10**12},
}
_MAGNITUDES = {"1000": 3, "1e5": 5, "1e6": 6, "1e7": 7, "1e9": 9, "1e12": 12}  # and their powers of ten
_SMALL, _ONES, _LARGE = "〇零一二两兩三四五六七八九十百千", "一二两兩三四五六七八九十", "万萬亿億兆"
_THINGS = "个個人名位次件家条條只隻天倍辆輛枚架艘枝成割月"  # of which "1" is written for "一"
_COUNTED = f"{_THINGS}日号號年周季度届屆回轮輪"  # what is counted by "一" as well
_NOT_VERY = "(?!十分(?!之|钟|鐘|間))"  # "十分" by itself
_FIGURE, _TIMED = r"(?<!\d)\d++(?:,\d{3})*+(?:\.\d++)?+", f"[{''.join(_TIMES)}]"
_PART = re.compile(rf"({_FIGURE}|[{_SMALL}]+)({_TIMED}*)")
_UNITS = "|".join(sorted(CJK_UNITS, key=len, reverse=True))
_AMOUNT = re.compile(
    rf"(?=[\d{_SMALL}])(?:%s)"
    % "|".join(
        (
            rf"{_FIGURE}\s?{_TIMED}+(?![米克瓦])(?:\d+{_TIMED}*)*",  # "1万2千"
            "(?<=第)[一二三四](?=四半期)",
            f"[零〇][{_ONES}](?=分)",
            f"{_NOT_VERY}(?=[{_ONES}])[{_SMALL}{_LARGE}]{{2,20}}",  # "一万二千"
            f"(?:(?<=第)|(?<=分之))[{_ONES}百千]",
            f"{_NOT_VERY}(?<![周週期拜])[{_ONES[1:]}](?=[{_COUNTED}点點时時小分岁歲]|分之|{_UNITS})",
            f"(?<![周週期拜])一(?=[{_COUNTED}]|分之)",  # where it cannot mean "a"
        )
    )
)
_ONE = re.compile(rf"(?<![\d.,:/第])1(?=[{_THINGS}])")
_NATIVE = "|".join(KOREAN_NUMERALS)
_KOREAN = re.compile(rf"(?<!\w)({_NATIVE})({_NATIVE})?\s?(?=명|개|번|살|달|시|마리|대|건|곳|차례|사람|가지|배)")
_UNIT = re.compile(rf"(?<=\d)\s?({_UNITS})")
_FORMS = tuple((re.compile(form), spelling) for form, spelling in CJK_SPELLINGS)
_WIDE = re.compile(r"[０-９％]+|(?<=[\d０-９])[．：](?=[\d０-９])")
_MORNING = "凌晨|清晨|早上|早晨|上午|午前|오전|새벽"
_EVENING, _NIGHT = "中午|下午|傍晚|午後|오후|저녁", "晚上|晚间|晚間|夜|밤"
_UNSPACED_CLOCK = re.compile(
    rf"(?:({_MORNING})|({_EVENING})|({_NIGHT}))?\s?(?<![\d.,])(\d{{1,2}})\s?"
    r"(?:[点點]|[时時](?![间間候代期])|시(?!간))\s?(?:(\d{1,2})\s?[分분]|(半|반)|[整钟鐘])?"
)
_HOUR = re.compile(r"\d\s?[点點时時시]")
_CLOCK = re.compile(r"(\d{1,2})(?:(?::|h|[.](?=\d\d\D))(\d\d))?(am|pm|h|clock)?")
_MINUTE = re.compile(r"[0-5]\d")
_DAY = re.compile(r"(0?[1-9]|[12]\d|3[01])(?:st|nd|rd|th|er|º|ª)?")
_YEAR = re.compile(r"(?:1[5-9]|20)\d\d")
_DATE = re.compile(r"(0?[1-9]|[12]\d|3[01])([./])(0?[1-9]|1[012])\2((?:1[5-9]|20)\d\d)")
_SIGNED = re.compile(r"([-+]?)(\d+)(?:([.,])(\d+))?(\D*)")
_JOINED = re.compile(r"(\d[\d.,]*)([^\W\d_]+)")  # "3mila"
_GROUP = 3  # figures between separators
# Whose dollars: those of the United States are dollars, others are told apart. In Spanish "$5" are pesos.
_WHOSE = frozenset(("US", "A", "R", "C", "HK", "NT", "S", "NZ"))
_LASTING = ("en", "de", "nl", "sv", "da", "no", "fi")  # whose "3 hours" are no time of the day
_PERCENT = ("%", "٪")
_OF = ("of", "de", "di", "del")
_JOINTS = ("-", "y", "e", "et")  # of numbers in words
_JOINED_ONES = ("un", "une", "uno", "una", "um", "uma")
_HOURS, _MINUTES = 24, 60
_LONGEST = 40  # signs of a number


def in_figures(read: Tokens, lexicon: Lexicon) -> str:
    """The text as described above; itself where there is nothing to spell otherwise."""
    if read.singles:
        spelled = _without_characters(read.text)
        read = read if spelled == read.text else tokens(spelled)
    text, words, starts = read.text, read.words, read.starts
    pieces, done = [text[: starts[0]]], 0
    for k, state in enumerate(map(lexicon.states, words)):
        if state is not None and state is not CAPITAL and k >= done:
            spelled, behind = _spelled(words, k, state, lexicon)
            first = k
            if words[k][0] == "$":
                first = k - (k > done and words[k - 1] in _WHOSE and read.end(k - 1) == starts[k])
                spelled = spelled.replace("$", _dollars("".join(words[first:k]), lexicon))
            pieces += text[starts[done] : starts[first]], spelled, text[read.end(behind - 1) : starts[behind]]
            done = behind
    return "".join((*pieces, text[starts[done] :]))


def _dollars(whose: str, lexicon: Lexicon) -> str:
    """The sign of a currency that is written as dollars of some country, "" where none is told."""
    if whose in ("", "US"):
        return "$" if whose or lexicon.language != "es" else "PD"
    return f"{whose}D"


def _without_characters(text: str) -> str:
    """A text of scripts without spaces, and of Korean, with its numbers, units, days and times in figures."""
    text = _WIDE.sub(lambda found: unicodedata.normalize("NFKC", found[0]), text)
    text = _AMOUNT.sub(_in_digits, _KOREAN.sub(_native, text))
    for form, spelling in _FORMS:
        text = form.sub(spelling, text)
    text = _UNIT.sub(lambda found: CJK_UNITS[found[1]], text)
    return _ONE.sub("一", _UNSPACED_CLOCK.sub(_timed, text) if _HOUR.search(text) else text)


def _in_digits(found: re.Match[str]) -> str:
    if len(found[0]) > _LONGEST:
        return found[0]
    total = below = Decimal(0)
    last = 0
    for figure, signs in _PART.findall(found[0].replace(" ", "")):
        times = [_TIMES[sign] for sign in signs]
        if last and not times and len(figure) == 1:
            times = [last // 10]  # "三万五" is short for "三万五千"
        below += Decimal(counted(figure).replace(",", "")) * prod(n for n in times if n < _TIMES["万"])
        if (large := prod(n for n in times if n >= _TIMES["万"])) > 1:
            total = (total + below) * large if large > last else total + below * large
            below, last = Decimal(0), large
    return _written(total + below)


def _native(found: re.Match[str]) -> str:
    """A number in Korean words in digits; "한두", one or two, stays."""
    tens, ones = int(KOREAN_NUMERALS[found[1]]), int(KOREAN_NUMERALS.get(found[2] or "", 0))
    return str(tens + ones) if ones < 10 <= tens or not found[2] else found[0]


def _written(value: Decimal) -> str:
    return str(int(value)) if value == int(value) else f"{value.normalize():f}"


def _timed(found: re.Match[str]) -> str:
    morning, evening, night, hour, minute, half = found.groups()
    at = _HOURS if night and hour == "12" else int(hour)
    return _clock(at, 30 if half else int(minute or 0), bool(evening or night), bool(morning)) or found[0]


def _clock(hour: int, minute: int, evening: bool, morning: bool) -> str:
    """The time of a clock of 24 hours; "" for what is none."""
    if hour > _HOURS or minute >= _MINUTES:
        return ""
    hour = hour % 12 + 12 * evening if (evening or morning) and hour <= _HOURS // 2 else hour
    return f"{hour}h{minute:02}"


def _spelled(words: Sequence[str], k: int, state: Mark, lexicon: Lexicon) -> tuple[str, int]:
    """How a word is spelled that states this, together with those behind it up to the one that is told."""
    fact, value = state
    if fact == "date" and value in lexicon.months:
        return _from_month(words, k, value, lexicon)
    if fact != "number" or value.startswith(UNIT):
        return words[k], k + 1
    return _from_day(words, k, lexicon) or _from_number(words, k, value, lexicon)


def _from_number(words: Sequence[str], k: int, value: str, lexicon: Lexicon) -> tuple[str, int]:
    """A number with its magnitude and its unit."""
    behind = k + 1
    if words[k][0].isalpha():
        value, behind = _in_words(words, k, value, lexicon)
    elif " " in value:
        figures, _, short = value.partition(" ")
        value = _times(figures, _MAGNITUDES[short], lexicon)
    elif (joined := _JOINED.fullmatch(value)) and (power := _power(lexicon.states(joined[2]))):
        value = _times(joined[1], power, lexicon)
    if not value:
        return words[k], k + 1
    while behind < len(words) and (power := _power(lexicon.states(words[behind]))):
        multiplied = _times(value, power, lexicon)
        if not multiplied:
            return value, behind
        value, behind = multiplied, _behind_dot(words, behind + 1)
    if value[-1].isdigit():
        unit, behind = _unit(words, behind, lexicon)
        value += unit
    told, after = _as_clock(value, words, behind, lexicon)
    if told == value and behind == k + 1 and value[-1].isalpha():
        return words[k], behind  # a unit as it is written
    return told, after


def _as_clock(value: str, words: Sequence[str], k: int, lexicon: Lexicon) -> tuple[str, int]:
    """A number that tells the time of day, with the minutes that stand there; another as it is."""
    found = _CLOCK.fullmatch(value)
    if found and found[3] == "h" and not found[2] and _MINUTE.fullmatch("".join(words[k : k + 1])):
        value, k = f"{value}{words[k]}", k + 1
        found = _CLOCK.fullmatch(value)
    if not found or not (found[2] or found[3]) or (value.endswith("h") and lexicon.language in _LASTING):
        return value, k
    return _clock(int(found[1]), int(found[2] or "0"), found[3] == "pm", found[3] == "am") or value, k


def _power(state: State) -> int:
    """The power of ten that a magnitude in words stands for; 0 for what is none."""
    return _MAGNITUDES.get(state[1], 0) if state and state[0] == "number" else 0


def _in_words(words: Sequence[str], k: int, value: str, lexicon: Lexicon) -> tuple[str, int]:
    """A number below a hundred that is written in words, and where it ends; "" for another."""
    if not value.isdigit() or int(value) >= 100:
        return "", k + 1
    behind = k + 1
    if int(value) >= 10 and not int(value) % 10:
        last = behind
        while last < len(words) and words[last] in _JOINTS:
            last += 1
        is_one = behind < last < len(words) and words[last] in _JOINED_ONES
        ones = "1" if is_one else _stated(words, last, "number", lexicon).replace("one", "1")
        if ones.isdigit() and int(ones) < 10:
            return str(int(value) + int(ones)), last + 1
    return value, behind


def _stated(words: Sequence[str], k: int, fact: str, lexicon: Lexicon) -> str:
    """The value of such a fact that the word states; "" where it states none, or there is no such word."""
    state = lexicon.states(words[k]) if k < len(words) else None
    return state[1] if state and state[0] == fact and words[k][0].isalpha() else ""


def _times(value: str, power: int, lexicon: Lexicon) -> str:
    """So many times ten to the power; "" where it cannot be told which number that is ("1,200" where a comma may part
    thousands)."""
    found = _SIGNED.fullmatch(value) if len(value) <= _LONGEST else None
    if not found or (found[3] and (found[3] == lexicon.group or (not lexicon.group and len(found[4]) == _GROUP))):
        return ""
    figures = Decimal(f"{found[2]}.{found[4] or 0}").scaleb(power)
    return f"{found[1]}{_written(figures)}{found[5]}"


def _behind_dot(words: Sequence[str], k: int) -> int:
    """Behind the full stop of an abbreviation, if there is one within the sentence."""
    return k + 1 if "".join(words[k : k + 1]) == "." and k + 1 < len(words) else k


def _unit(words: Sequence[str], k: int, lexicon: Lexicon) -> tuple[str, int]:
    """The unit that stands there, also behind a word like "per", and where it ends; "" for none."""
    for at in (k, k + 1) if "".join(words[k : k + 1]).casefold() in lexicon.between else (k,):
        word = words[at].removeprefix("d'").removeprefix("d’") if at < len(words) else ""
        if word in _PERCENT:
            return "%", at + 1
        state = lexicon.states(word) if word[:1].isalpha() else None
        if state and state[1].startswith(UNIT):
            return state[1].removeprefix(UNIT), _behind_dot(words, at + 1)
    return "", k


def _from_day(words: Sequence[str], k: int, lexicon: Lexicon) -> tuple[str, int] | None:
    """A date that begins with its day; None where there is none."""
    if not lexicon.months:
        return None
    if lexicon.language != "en" and (found := _DATE.fullmatch(words[k])):
        return f"{int(found[1])} {lexicon.months[int(found[3]) - 1]} {found[4]}", k + 1
    found = _DAY.fullmatch(words[k].casefold())
    at = k + 1
    if found and "".join(words[at : at + 1]) == ".":
        at += 1
    if found and "".join(words[at : at + 1]).casefold() in _OF:
        at += 1
    if not found or (month := _stated(words, at, "date", lexicon)) not in lexicon.months:
        return None
    year, behind = _year(words, _behind_dot(words, at + 1))
    return f"{int(found[1])} {month}{year}", behind


def _from_month(words: Sequence[str], k: int, month: str, lexicon: Lexicon) -> tuple[str, int]:
    """A month, with the day and the year behind it."""
    behind = _behind_dot(words, k + 1) if words[k].casefold() != month.casefold() else k + 1
    found = _DAY.fullmatch(words[behind].casefold()) if behind < len(words) else None
    if not found or _stated(words, behind + 1, "date", lexicon) in lexicon.months:
        return month, behind
    year, behind = _year(words, behind + 1)
    return f"{int(found[1])} {month}{year}", behind


def _year(words: Sequence[str], k: int) -> tuple[str, int]:
    at = k + 1 if "".join(words[k : k + 1]) in (",", *_OF) else k
    if at < len(words) and _YEAR.fullmatch(words[at]):
        return f" {words[at]}", at + 1
    return "", k
