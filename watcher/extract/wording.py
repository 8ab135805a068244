"""Lines that are not the story: agency credits, copyright, corrections, invitations to read on. In many languages."""

from __future__ import annotations

import re
from functools import lru_cache

from watcher.extract.moments import clock_in, without_clock
from watcher.extract.words import WORD_BEGINS, Anywhere, Beginnings, any_of, listed, names, pattern
from watcher.lazily import late

_COPYRIGHT = Beginnings(r"^\W{0,3}", "copyright")
_READ_ON = Beginnings(r"^\W{0,4}", "read_on")
_FURNITURE = Beginnings(r"^\W{0,4}", "furniture", "interface")
_INTERFACE = Beginnings(r"^\W{0,4}", "interface")
_CONSENTS = Beginnings(r"^\W{0,4}", "consents")
_STAMP = late(rf"(?:(?<!\w){any_of('updated')}|{any_of('stamps')}\w*)", re.IGNORECASE)
_INVITES = Anywhere(WORD_BEGINS, "invitations")
_REPORTERS = Beginnings(r"^[\s—–\-(*•_]*", "reporters")
_CLOSING = pattern(r"^\W{0,4}", "closings", r"\W*$")
_VITA = pattern(r"^[,\s]*(?:\([^()]{1,40}\)[,\s]*)?", "vitae", r"(?!\w)")
_ADVERT = Beginnings(r"^\W*", "advert_labels", after=r"\W*$")
_READ_ALOUD = Beginnings(r"^\W*", "read_aloud", after=rf"(?![^\W\d])(?:[\W\d]*{any_of('spans')}\.?){{0,2}}[\W\d]*$")
_METER = Beginnings(r"^\W*", "meters")
_LABEL_WORDS = names("label_words")
_LABEL_FILLERS = names("label_fillers")
_LABEL_ANY = _LABEL_WORDS | _LABEL_FILLERS
_LABEL_JOINED = pattern(
    rf"^\W*(?=.*{any_of('label_words_joined')})(?:(?:{any_of('label_words_joined')}|",
    "label_fillers_joined",
    r")\W*+)++$",
)
QUESTION = ("?", "？", "؟")
_BETWEEN_WORDS = re.compile(r"[\s\d/|·•:,.!?…–—()\[\]\"'’»›>«„“”+&-]+")
_FIRST_WORD = re.compile(r"[^\s\d/|·•:,.!?…–—()\[\]\"'’»›>«„“”+&-]+")
_NO_LETTERS = re.compile(r"[\W\d_]*")
_COUNTED = Beginnings("", "counters")
_COUNTED_THINGS = names("counted_things")
_COUNTER = pattern(r"^\W*(?:\d[\d.,\s]*)?(?:", "counters", r"(?:\W+(?:\d+[\W\d]*)?|\d+|$))+[\W\d]*[万萬k]?$")

_AGENCY = any_of("agencies")
_AGENCY_LINE = late(
    r"^[\s(（\[【—–*/-]*"
    r"(?:[A-Za-zÄÖÜäöü]{2,4}(?:[/,][A-Za-zÄÖÜäöü]{2,4}){0,4}\s+[(（\[]?)?"
    r"(?:(?:mit|with|avec|con|com|с|Quellen?|Sources?|Fuentes?|Font[ei]|来源|來源|资料来源)[:：]?\s*"
    r"(?:(?:Material|inputs?|reports?|files|información|informações|informazioni)\s*(?:von|der|from|by|de|da|do|di)\s*(?:the\s|la\s)?)?)?"
    rf"(?:\w{{1,4}}[/,]\s?)?{_AGENCY}"
    rf"(?:\s?(?:[/|,，、;；·&+和及与]|und|and|et|y|e|,\s*u\.a\.|-)\s?(?:{_AGENCY}|[\w.]{{1,6}})){{0,7}}"
    r"(?:\s*(?:等|u\.\s?a\.|etc\.?|综合|綜合|电|報道))?[\s)）\]】.。]*$",
    re.IGNORECASE,
)
# "（本文依据了美联社和路透社的报道。）", "（法新社供稿）", "（綜合外媒報導）"
_CHINESE_SOURCES = late(
    r"[(（【\[]\s?(?:(?:本文|此文|本[报報][导導道])?(?:主要|部分)?(?:[内內]容)?"
    r"(?:依[据據]|[参參]考|根[据據]|[综綜]合|[编編][译譯]自|[转轉][载載]自|取材自|[来來]自|据|據|由){0,2}了?\s?"
    rf"{_AGENCY}(?:[、/／和与與及,，\s]{{1,2}}{_AGENCY}){{0,4}}等?的?(?:[综綜]合|[电電]|外[电電])?"
    r"|[综綜]合(?:外[电電媒]|媒[体體]|[各多]方)?)"
    r"(?:[报報][导導道]|消息|供稿|提供|[编編][译譯]|[发發])?。?\s?[)）】\]]"
    r"|[(（【\[](?:[资資]料|[内內]容|文章|本文|信息|[综綜]合)?[来來]源[：:][^。！？]{2,40}[)）】\]]"
)
_PLACE_LINE = late(rf"^[^\W\d_][\w ,.-]{{2,40}}[/(（]\s?{_AGENCY}\s?[/)）][\s.–—=-]*$", re.IGNORECASE)
_STAFF_LINE = re.compile(r"^[\s(（\[]*[A-Za-zÄÖÜäöü]{2,4}(?:\s?[/,]\s?[A-Za-zÄÖÜäöü.]{2,12}){1,5}[\s)）\]]*$")

MONTH = any_of("months") + r"[\w.]*"
DATE = "|".join((
    r"(?<!\d)(?<!\d\s-\s)\d{1,2}\s?[./-]\s?\d{1,2}\s?[./-]\s?(?:\d{4}|\d{2}(?!\s?-\s?\d))\b",
    r"\d{4}[-/.]\d{1,2}[-/.]\d{1,2}",
    r"\d{4}\s?年\s?\d{1,2}\s?月\s?\d{1,2}\s?日",
    # What stands around a month is looked at first: it is found sooner so, and the list of all is compiled once.
    r"(?:\d{1,2}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?(?=\S{1,40}(?:\s\S{1,20})?\s+(?:de\s+)?\d{4})"
    r"|\d{4}\.?\s(?:m\.\s)?(?=\S{1,40}\s\d{1,2}\b)"
    r"|(?=[^\s\d]{1,40}\s+\d{1,2}(?:st|nd|rd|th)?,?\s+\d{4}))"
    rf"{MONTH}(?:,?\s+(?:de\s+)?\d{{4}}|\s?[/(]\s?[^\W\d]{{2,12}}\)?\s\d{{4}}"  # "3 آب/أغسطس 2026"
    r"|\s+\d{1,2}(?:st|nd|rd|th)?(?:,?\s+\d{4}|\b))",
    r"\d{4}\.?\sgada\s\d{1,2}\.\s(?:janv|febr|mart|apr|mai|jūn|jūl|aug|sept|okt|nov|dec)\w*",
    r"\d{1,2}\stháng\s\d{1,2},?\s(?:năm\s)?\d{4}",
))  # fmt: skip
_DATED = late(f"(?:{DATE})", re.IGNORECASE)

_UPDATED = late(rf"^\W{{0,2}}{any_of('updated')}(?![^\W\d_])", re.IGNORECASE)
_STAMPED = late(
    rf"^\W{{0,2}}(?:(?:article|articolo|artículo|artigo|artikel)\s)?(?:{any_of('updated')}|{any_of('publishing')}|(?:re)?publi)",
    re.IGNORECASE,
)
_STAMPED_CLOCK = re.compile(r"(?:(?:首次上稿|更新[時时][間间])\W{0,3}(?:\d\d-\d\d\s)?\d\d:\d\d(?::\d\d)?\W{0,3}){1,2}$")
_LETTERS = re.compile(r"[^\W\d_]+")
_LONGEST_LABEL = 110  # characters of a line that only says when
_LITTLE = 16  # letters beside a day
_FEW_IDEOGRAPHS = 3
_IDEOGRAPH = re.compile(r"[\u3041-\u30fa\u4e00-\u9fff]")
_WORD = re.compile(r"[^\W\d_]{2,}")
_LABELS = (
    r"(?:(?:信息|文章|稿件)?[来來]源|作者|文|[图圖]|(?:本[报報])?[记記]者|[责責]任[编編][辑輯]|[责責]?[编編][辑輯]?|撰[文稿]者?|(?:[发發]?[稿布佈表]|更新)?[时時][间間]"
    r"|(?:[发發][布佈表]|刊登)(?:于|於|日期)?|日期|カテゴリー?|[浏瀏][览覽](?:次[数數]|[数數量])?|[点點][击擊](?:次?[数數]|量)?|[阅閱][读讀](?:次?[数數]|量)?|[人气氣]{2}|字[体體號号级級]|分[类類]|[栏欄]目)"
)
_PAIR = late(  # of a label and what it names
    rf"(?<![\u4e00-\u9fff]){_LABELS}\s?[:：/／]\s?(?:(?!{_LABELS})[^\s:：|｜]{{1,16}}(?:\s[大中小]){{0,2}})?"
    r"|(?:掲載|投稿|配信|作成)日時?\s?[:：]?|第\s?\w{1,3}\s?版|(?:星期|[礼禮]拜|[周週])[一二三四五六日天]|[\u4e00-\u9fff]{1,8}(?:[报報网網社刊]|新[闻聞]|[电電][视視][台臺]|[频頻]道)(?![\u4e00-\u9fff])"
)
_DIGIT = re.compile(r"\d")
DAY_AND_YEAR = re.compile(r"(?:\d\D*+){4}")  # as many digits as the shortest date has
_LABEL_WORD = pattern(
    rf"{any_of('clock_words')}|{any_of('weekdays')}|",
    "stamps",
    r"|(?-i:[A-Z]{2,4}T)|MEZ|MESZ|MSK|[年月日]+|(?:北京|台北|当地)?(?:时间|時間)",
)
_WEEKDAY = late(rf"(?<!\w){any_of('weekdays')}(?!\w)", re.IGNORECASE)
_WEEKDAY_AND_MONTH = late(rf"{any_of('weekdays')}(?:[.,]?\s(?:{'|'.join(listed('month_names'))}))?", re.IGNORECASE)
_DAY_OF_MONTH = late(
    rf"(?P<day>\d{{1,2}}(?:st|nd|rd|th|\.)?\s+(?:de\s+)?)?{MONTH}(?(day)|\s+\d{{1,2}}\b)", re.IGNORECASE
)
_THEME = re.compile(r"[\u4e00-\u9fff]{2,8}\S{0,12}?\d{1,2}日电\s?题[:：]\s?[^。]{2,60}")
_BY = late(
    rf"^\W{{0,3}}(?:{any_of('byline_openers')}(?:\s*[:：|/／｜丨︱]\s*|\s+)|{any_of('short_openers')}\s+(?=\S+\s+\S)"
    rf"|(?:{any_of('short_openers')}|{any_of('writer_labels')})\s?[:：|/／｜丨︱])",
    re.IGNORECASE,
)

_MINUTES = (
    r"\d{1,3}[\s-]*(?:min(?:ut(?:es?|en|er|ter|os?|[aiy]|tia)?)?\b\.?|分钟|分鐘|分|분|мин(?:ут[аыу]?)?\b\.?|хв(?:илин[аиу]?)?\b\.?|dk\b|dakika"
    r"|دقائق|دقيقة|دقیقه|דקות|phút|menit|λεπτά|perc|मिनट|นาที)"
)
_READING = any_of("reading")
_READING_TIME = late(
    rf"^\W*(?:(?:{_READING}\W*)?{_MINUTES}(?:[\s-]*{_READING})?|{_READING}\W*\d.{{0,20}})\W*$", re.IGNORECASE
)
_DURATION = re.compile(r"^\W*\d{1,2}:\d{2}(?::\d{2})?\s*(?:min(?:uten|utes)?|std|h)?\W*$", re.IGNORECASE)
_SAYS_WHEN = rf"(?:{any_of('updated')}|{any_of('stamps')})"
_AGO = late(
    rf"^\W*(?:{_SAYS_WHEN}\W+){{0,3}}(?:{any_of('spans_before')}\s+)?"
    rf"(?P<apart>(?<=\s))?\d{{1,3}}\s*{any_of('spans')}\.?(?:\s*{any_of('spans_after')}|(?(apart)|(?!)))"
    rf"(?:\W*{_SAYS_WHEN})?\W*$",
    re.IGNORECASE,
)


def is_dateline(text: str) -> bool:
    """Whether a short line only says when: "Published Jun 05, 2026", "Stand: 22.04.2024, 06 Uhr", "3 minute read"."""
    if len(text) > _LONGEST_LABEL or not _DIGIT.search(text):
        return False
    if _READING_TIME.match(text) or _AGO.match(text) or _DURATION.match(text):
        return True
    rest, dates_found = _DATED.subn(" ", text) if DAY_AND_YEAR.search(text) else (text, 0)
    if not dates_found:
        return _STAMPED_CLOCK.match(text) is not None or _is_update_time(text)
    if _IDEOGRAPH.search(rest):
        return _says_little(text, rest)
    if (
        text.endswith(".")
        and text[-3:-2] != " "
        and len(_WORD.findall(_STAMP.sub(" ", rest))) > 1
        and not _STAMPED.match(text)
    ):
        return False  # "She was born on 3 May 1921.", no "… 2026 г."
    return _is_little(rest) or _is_little(_STAMP.sub(" ", rest))


def is_little_beside_day(text: str) -> bool:
    """Whether a line has a few words beside a day, as a short sentence has: "The story was updated on 2 March 2026"."""
    return len(text) < _LONGEST_LABEL and _is_little(_STAMP.sub(" ", _DATED.sub(" ", text)))


def _says_little(text: str, rest: str) -> bool:
    """Whether what stands beside a day in Chinese or Japanese is no sentence and no fact ("2026年5月3日：大桥开工"),
    but labels with what they name ("来源：港口日报"), or a few words where a time of day stands beside them."""
    if text.endswith(("。", "！", "？")):
        return not _IDEOGRAPH.search(_STAMP.sub(" ", rest))
    left = _WEEKDAY.sub(" ", _STAMP.sub(" ", _PAIR.sub(" ", rest)))
    words = len(_IDEOGRAPH.findall(left))
    return _is_little(left) and (words < _FEW_IDEOGRAPHS or clock_in(text) is not None)


def _is_update_time(text: str) -> bool:
    """Whether a line says at what time of which day something was updated, without the year."""
    stamp = _UPDATED.match(text)
    return stamp is not None and is_time_label(text[stamp.end() :].lstrip(" :：,"))


def _is_little(text: str) -> bool:
    """Whether a text has fewer letters than a sentence has beside a day."""
    return sum(map(len, _LETTERS.findall(text))) < _LITTLE


def is_day(text: str) -> bool:
    """Whether a line is a day and nothing else, as timelines have them: "3 May 1871", no "Published 3 May 2026"."""
    if not DAY_AND_YEAR.search(text) or clock_in(text) is not None or not is_dateline(text):
        return False
    rest, days = _DATED.subn(" ", text)
    return days == 1 and not _STAMP.search(_WEEKDAY.sub(" ", rest))


def is_weekday(text: str) -> bool:
    """Whether a text is the name of a day of the week, with its month or without: "Tuesday, March"."""
    return bool(_WEEKDAY_AND_MONTH.fullmatch(text))


def is_time_label(text: str) -> bool:
    """Whether a line only says at what time: "14:32", "14.32 Uhr", "2:32 pm GMT", "5 March, 14:32", "3月5日 14:32"."""
    if is_dateline(text):
        return True
    if len(text) > 60 or clock_in(text) is None:
        return False
    words = _LETTERS.findall(_DAY_OF_MONTH.sub(" ", without_clock(text)))
    return len(words) < 6 and all(_LABEL_WORD.fullmatch(word) for word in words)


def begins_as_byline(text: str) -> bool:
    """Whether a line begins with an opener of bylines: "By …", "Text: …"."""
    return bool(_BY.match(text))


def is_author_line(text: str) -> bool:
    """Whether a short line is an opener of bylines and names behind it: "By Ida Brandt", "记者：林晓岚"."""
    if len(text) > 80 or text.endswith((".", "!", "?", "。", ":", "：")) or _DIGIT.search(text):
        return False
    if (found := _BY.match(text)) is None:
        return False
    words = _LETTERS.findall(text[found.end() :])
    return 0 < len(words) < 9 and all(not word.islower() or len(word) < 4 for word in words)


def is_theme(text: str) -> bool:
    """Whether a line says the headline again behind place and day, as Chinese agencies do: "…社临江5月2日电 题：…"."""
    return "题" in text and bool(_THEME.fullmatch(text))


def is_counter(text: str) -> bool:
    """Whether a line is a label of the page ("12 Comments", "Teilen", "Anzeige"), what a player says while it is not
    shown, or how many read along."""
    label = len(text) < 60 and (
        _is_counted(text) or is_advert_label(text) or is_read_aloud(text) or _is_of_labels(text)
    )
    return bool(label or (len(text) < 140 and _METER.match(text)) or (len(text) < 400 and _FURNITURE.match(text)))


def _is_counted(text: str) -> bool:
    counted = _COUNTED.match(_NO_LETTERS.sub("", text, 1)) and _COUNTER.match(text)
    return bool(counted) and text.lower() not in _COUNTED_THINGS  # "Paylaşım", a heading


def _is_of_labels(text: str) -> bool:
    """Whether a line consists of the words of buttons alone: "Share this article", "Оставить комментарий"."""
    if text[:1] > "\u0e00" and _LABEL_JOINED.match(text):
        return True
    first = _FIRST_WORD.search(text)
    if first is None or first[0].casefold() not in _LABEL_ANY:
        return False
    words = [word for word in _BETWEEN_WORDS.split(text.casefold()) if word]
    if len(words) < 2:
        return bool(words) and len(words[0]) > 5 and words[0] in _LABEL_WORDS
    if not all(word in _LABEL_FILLERS or word in _LABEL_WORDS for word in words):
        return False
    return len(text) > 7 and any(word in _LABEL_WORDS for word in words)


def is_interface(text: str) -> bool:
    """Whether a line is what a page's controls say, or a step of instructions, and no label: "Add to home screen"."""
    return len(text) < 60 and bool(_INTERFACE.match(text)) and not (_is_counted(text) or _is_of_labels(text))


def is_advert_label(text: str) -> bool:
    """Whether a line is the label of an advertisement."""
    return len(text) < 60 and bool(_ADVERT.match(text))


def is_read_aloud(text: str) -> bool:
    """Whether a line is the label of a player that reads the article aloud: "Listen to this article · 4 min"."""
    return len(text) < 60 and bool(_READ_ALOUD.match(text))


def is_reporters_line(text: str) -> bool:
    """Whether a line at the end says who else worked on it, or where it was broadcast."""
    return len(text) < 400 and bool(_REPORTERS.match(text))


def is_closing(text: str) -> bool:
    """Whether a title says that the story is over: "About the author", "Más noticias"."""
    return len(text) < 80 and bool(_CLOSING.match(text))


def is_vita(text: str) -> bool:
    """Whether what follows an author's name says who that is: "is a reporter in Lowen", "schreibt über Brücken"."""
    return bool(_VITA.match(text))


def is_invitation(text: str) -> bool:
    """Whether a line at the end asks the reader to subscribe, write or follow."""
    return len(text) < 320 and bool(_INVITES.search(text))


def asks_consent(text: str) -> bool:
    """Whether a text stands for what a reader has to agree to load: "By loading the video, you agree to …"."""
    return len(text) < 400 and bool(_CONSENTS.match(text))


def invites(text: str) -> bool:
    """Whether words beside a picture invite to something else, or ask for consent to load it."""
    return is_read_on(text) or is_invitation(text) or is_advert_label(text) or asks_consent(text)


def is_copyright(text: str) -> bool:
    """Whether a paragraph is a copyright line."""
    return len(text) < 400 and bool(_COPYRIGHT.match(text))


def is_agency_line(text: str) -> bool:
    """Whether a paragraph only names the agencies or desks that a story comes from, as "(dpa/rtr)" does."""
    if len(text) >= 80:
        return False
    bracketed = text[:1] in "([（【"
    return bool(
        _AGENCY_LINE.match(text) or (bracketed and (_STAFF_LINE.match(text) or _CHINESE_SOURCES.fullmatch(text)))
    )


def is_place_line(text: str) -> bool:
    """Whether a line is nothing but the place, day and agency with which stories begin: "МОСКВА, 2 марта. /ТАСС/."."""
    return len(text) < 60 and bool(_PLACE_LINE.match(text))


def is_read_on(text: str) -> bool:
    """Whether a line only invites to read, watch or subscribe to something else."""
    return len(text) < 220 and _reads_on(text)


@lru_cache(maxsize=512)
def _reads_on(text: str) -> bool:
    return bool(_READ_ON.match(text))
