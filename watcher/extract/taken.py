"""Who took a picture, in the manner of East Asia's newspapers: at the end of its caption, before or behind a sign."""

from __future__ import annotations

import re

from watcher.extract.words import any_of
from watcher.lazily import late
from watcher.text import cjk_share

_TAKEN = late(
    r"(?:[＝=、，|／/]|(?<=[。！？」』）])|[\s（(【\[])\s*(?:[檔档資资][案料][照圖图]片?[，,、／/]\s?)?(?:[记記]者\s)?(?:(?:本文)?(?:[图圖]片|照片)均?由)?(?P<credit>(?:[^。！？、，＝=|／/\s（(【\[]{2,8}(?:[记記]者|[摄攝]影[队隊会會])\s)?[^。！？、，＝=|／/\s（(【\[]{2,20}?(?:翻[摄攝])?)"
    r"\s*[／/]?\s?(?:(?<![拍翻])[摄攝](?:影(?:[报報][導导道])?)?|(?<=翻[摄攝])|撮影|写す|提供|供[图圖])[）)】\]]?(?:\s*\d{2,4}年\d{1,2}月\d{1,2}日)?$"
    r"|(?P<sent>(?:新华社|新華社|中新社)(?:[发發]|记者|記者)?\s*[(（]?[^。，、\s（(]{2,12}?)\s*[摄攝][）)]?$"
    r"|(?:(?<=[。！？」』）])\s*|\s)(?P<drawn>(?:[^。，、\s（(]{2,8}[记記]者\s|[A-Z][A-Za-z]{1,11}\s)?[^。，、\s（(]{2,12})\s[图圖]$"
    r"|[\[(（/|]\s*(?P<given>[^\[\]()（/|]{2,40}?)\s*(?:제공|촬영|캡처)(?:\.?\s재판매\s및\sDB\s금지)?[\])）]?$"
    r"|\[촬영\s(?P<shot>[가-힣]{2,4}(?:[·\s][가-힣]{2,4})?)(?:\.?\s재판매\s및\sDB\s금지)?\]$"
    r"|(?:\s/\s?|[\[(（|]\s*)(?P<lent>[^\[\]()（|]{2,40}?)\s*nuotr\.?[\])）]?$"
    r"|[＝=（(](?P<paper>[^。、，＝=（(\s]{1,14}(?:新聞社?|通信社?|テレビ|放送))[）)]?$"
    r"|[（(](?P<both>[^（()）。]{2,20}[摄攝][，,、]\s?[^（()）。]{2,12}[发發])[)）]$"
    r"|(?:(?<=[.。])\s*|\s/\s?|[\[(])(?P<kept>[가-힣A-Z\d]{2,20}\s(?:자료\s?사진|DB))(?:\.?\s재판매\s및\sDB\s금지)?[\])]?$"
    r"|[（(](?:[图圖]片?)?(?P<lifted>(?:翻[摄攝]|[擷截]取|取)自[^（()）]{2,30})[)）]$"
    r"|(?:(?<=[。！])\s?|\s)(?:(?:[图圖]片|照片)[来來]自|[图圖]片?[据據源])(?P<source>[^。，、\s]{2,16})$"
    r"|(?:/|(?<=[.。])\s)(?P<press>(?:(?:로이터|신화|타스)(?:\s?[=/·]\s?|\s))?[가-힣]{2,6}(?:뉴스|통신|일보|신문)(?:TV)?)$"
    r"|(?<=[.。])\s*(?P<from>[가-힣\w]{2,20}(?:\s[가-힣\w]{2,12})?)\s제공$"
    r"|(?:(?<=[.。])\s*|[)\]/]\s*|\s/)(?P<reporter>(?:[가-힣]{2,4}\s?[=\s]\s?)?[가-힣]{2,4}\s(?:전문|선임|인턴)?기자)(?:\s\S{1,40}@\S{3,40})?$"
    r"|(?:(?<=\d)\.?|(?<=[가-힣]))\s(?P<wired>(?:(?:로이터|신화|타스)(?:\s?[=/·]\s?|\s))?(?:연합뉴스|뉴시스|뉴스1)|게티이미지(?:뱅크|코리아))(?:\s제공)?$"
)
_LENT_BY = late(  # as many a last paragraph ends, too
    r"[（(]((?!假|[虚虛]假|[晚午早][间間]|[今昨去本首前刚剛已]|[头頭][条條])[\u4e00-\u9fff\d]{1,10}"
    r"(?:[日晚早周时時][报報]|新[闻聞][网網台]?|[电電](?:[视視]台|台)|(?<![\d年月日届屆闻聞])[发發]布)|彭博社?)[）)]$"
    r"|(?:(?<=[。！？」』）])\s*|[\s（(])(新[华華]社|中新社|中[国國]新[闻聞]社|[视視][觉覺]中[国國])\s?[发發图圖][）)]?$"
)
_WIRED = late(rf"(?<=[\u4e00-\u9fff])\s([\u4e00-\u9fff]{{2,4}}/{any_of('picture_agencies')})$")  # "…讲话 陈某某/AFP"
# Names with a house, in letters, and several: "…王丽华/picture alliance 摄", "… Ola Nord 摄", "… 王丽华、何川 摄".
_HOUSES = rf"{any_of('picture_agencies')}(?:\s?/\s?{any_of('picture_agencies')})?"
_TAKEN_FOR = late(
    rf"(?:(?<=[。！？」』），,；])\s?|\s)([\u4e00-\u9fff]{{2,4}}(?:、[\u4e00-\u9fff]{{2,4}}){{1,3}}"
    rf"|(?:[\u4e00-\u9fff]{{2,4}}|[A-Z][\w.'’-]{{1,20}}(?:\s[A-Z][\w.'’-]{{1,20}}){{1,2}})\s?/\s?{_HOUSES}"
    rf"|[A-Z][\w.'’-]{{1,20}}(?:\s[A-Z][\w.'’-]{{1,20}}){{1,2}}|{_HOUSES})\s?(?:[摄攝]影?|供[图圖])[）)]?$"
)
_ALONE = late(
    r"(?:[\u4e00-\u9fff]{0,6}[记記]者\s?)?[\u4e00-\u9fff]{2,4}\s?(?:(?<!拍)[摄攝]|[／/]\s?[摄攝]影)(?:\s?\d{2,4}年\d{1,2}月\d{1,2}日)?"
    r"|(?:本[版文报報])?(?:[图圖]片?|照片)(?:除[^。，、\s]{2,6}外)?均?由[^。，、\s]{2,16}\s?(?:提供|(?<!拍)[摄攝])"
    r"|[\u4e00-\u9fff]{2,6}(?:供[图圖]|提供)|[가-힣]{2,12}\s제공"
)
_TAKEN_ENDS = ("摄", "攝", "影", "图", "圖", "摄）", "攝）", "影）", "图）", "圖）")
_LATIN = re.compile(r"[A-Z]")
_SIGN = re.compile(
    r"(?<=[\u4e00-\u9fffA-Za-z])\s?(?:[／/]\s?)?(?<![拍翻])[摄攝]影?(?:\s?\d{2,4}年\d{1,2}月\d{1,2}日)?$"
)
_BY_WHOM = re.compile(r"^(?:(?:本[版文报報])?(?:[图圖]片?|照片))?均?由(?=\S{2})")
_LENT = re.compile(r"(?<=[\u4e00-\u9fffA-Za-z]{2})\s?(?:提供|供[图圖])$")
_TAKES = re.compile(r"[摄攝撮写供图圖聞信レ送自제촬기뉴료통일신게]|nuotr|DB")  # is in all that _TAKEN matches


def taken(text: str, *, lent: bool = True) -> tuple[int, str] | None:
    """(where it begins, whose picture it is) at the end of a text: "…（某某 摄）", "…＝山田撮影"; None of others. Whose
    it is without a word for that, "（某某日报）", "新华社发", counts where it is `lent`."""
    several = text.endswith(_TAKEN_ENDS) and ("、" in text or text.count("/") or _LATIN.search(text))
    found = _TAKEN_FOR.search(text) if several else None
    found = (
        found
        or (_TAKEN.search(text) if _TAKES.search(text) else None)
        or (_WIRED.search(text) if "/" in text else None)
    )
    found = found or (_LENT_BY.search(text) if lent and cjk_share(text) else None)
    return (found.start(), next(filter(None, found.groups()))) if found else None


def is_taken_alone(text: str) -> bool:
    """Whether a text only says whose picture it is: "本报记者 某某 摄", "某某供图"."""
    return bool(_ALONE.fullmatch(text))


def without_sign(credit: str) -> str:
    """A credit without the sign behind it: "某某 摄", "某某供图" → 某某."""
    name = _LENT.sub("", _SIGN.sub("", credit)).removesuffix(" 제공")
    return _BY_WHOM.sub("", name) if name != credit or "均由" in name else name
