"""Bylines in Chinese, Japanese and Korean, where names and roles stand without spaces and capitals."""

from __future__ import annotations

import re

from watcher.extract.words import pattern
from watcher.lazily import late
from watcher.text import cjk_share

# The commonest Chinese surnames; with two characters more, that end no place, desk or house, somebody's name.
_SURNAME = (
    r"[陈陳林黄黃张張李王吴吳刘劉蔡杨楊许許郑鄭谢謝郭洪曾邱廖赖賴周徐苏蘇叶葉庄莊吕呂江何萧蕭罗羅高潘简簡朱钟鍾鐘游"
    r"彭詹胡施沈余盧卢梁赵趙颜顏柯翁魏孙孫戴范方宋邓鄧杜傅侯曹薛丁马馬董唐蓝藍蒋蔣石纪紀姚连連冯馮欧歐程汤湯康姜汪"
    r"田邹鄒古白韩韓尤涂于任袁夏崔贾賈严嚴段郝武顾顧孟龙龍万萬钱錢熊陆陸史陶毛邵龚龔常贺賀文樊殷谭譚肖闫閆阎閻孔乔喬骆駱庞龐]"
)
_NO_END = r"(?<![社網网報报部組组台心者人们們员員局市縣县省區区])"
FULL_NAME = rf"{_SURNAME}[\u4e00-\u9fff]{{2}}{_NO_END}"
_RARER = (
    "金秦江黎尹易覃倪牛温溫芦季俞章鲁魯葛韦韋申毕畢聂聶焦柳邢岳齐齊梅莫辛祝谷祁舒耿牟卜"
    "苗凌费費靳童甄曲裴屈鲍鮑霍隋甘阮桂闵閔柴冉房边邊佟滕晏冼麦麥符蒲兰蘭代党戚敖栾欒雷付关關卓尚项項左穆饶饒路安向"
)
_OF_TWO = "欧阳|歐陽|司[马馬徒]|上官|[诸諸]葛|慕容|尉[迟遲]|令狐|皇甫|夏侯|公[孙孫]|[张張][简簡]"
SHORT_NAME = rf"(?:{FULL_NAME}|{_SURNAME}[\u4e00-\u9fff])"
_NAME = late(
    rf"{FULL_NAME}|{_SURNAME}[\u4e00-\u9fff]|[{_RARER}][\u4e00-\u9fff]{{2}}{_NO_END}|(?:{_OF_TWO})[\u4e00-\u9fff]{{1,2}}"
)
_BY = late(
    r"^\W?(?:(?:[\u3400-\u9fff]{0,6}(?:[报報社网網]|新[闻聞]|[媒传傳][体體媒])(?:[驻駐][\u4e00-\u9fff]{1,4})?|特约|见习|[\u3400-\u9fff]{2})?"
    r"(?:記者|记者|作者|기자명?|責任編輯|责任编辑|责编|責編|編集委員)(?:[\s・】]|\s?[:：|｜丨︱]\s?)?|編譯"
    r"|[\u4e00-\u9fff\d·+＋]{0,14}(?:[报報网網台视視线線刊频頻+＋]|[报報][道導]|新[闻聞]|客[户戶]端)\s?"
    rf"(?:[記记]者|作者)(?:[\s・】]|\s?[:：|｜丨︱]\s?|(?={FULL_NAME}(?:$|[、\s])))"
    rf"|[\u4e00-\u9fff]{{1,5}}(?:[时時日晚早][报報]|[周週]刊|新[闻聞]|[电電][视視])\s(?={FULL_NAME}$)"
    rf"|[\u3400-\u9fff]{{2}}中心(?:／|(?={FULL_NAME}(?:、{FULL_NAME}){{0,3}}[／/╱]))"
    r"|(?:取材|文[/／、·]?[图圖]|文|撰[稿文]|[采採][写寫]|聞き手|構成|執筆|[\u3400-\u9fff]{2,4}部)(?:・(?:取材|文|写真|構成|撮影))*(?:\s?[・／/＝=:：]\s?|\s)"
    r"|취재\s|(?:[가-힣]{2,4}\s?[=＝/]|본보|본지|[A-Z]{0,5}[가-힣]{0,6}(?:신문|일보|뉴스|경제|방송)\s|[A-Z]{2,5}\s|글\s?[·ㆍ]\s?사진)\s?(?=[가-힣]{2,4}\s?\S{0,3}기자))(?=[\u3400-\u9fff\uac00-\ud7af]{2}|[\u4e00-\u9fff]\s[\u4e00-\u9fff]\b)"
)
_FROM_ASIDE = late(
    r"^\W?[来來]源\s?[:：|｜]\s?[^\s:：]{2,16}[\s|｜]{1,3}(?=[\u4e00-\u9fff]{2,6}\s?[:：])|^[^＝=]{1,10}\s?[＝=]\s?(?=[\u4e00-\u9fff]{2,6}$|[가-힣]{2,4}\s?(?:기자|특파원))|(?<=[\u4e00-\u9fff]{3})＝[ァ-ヶー]{2,10}$"
    r"|^[ァ-ヶー]{2,10}(?=[\u4e00-\u9fff]{4,5}$)|(?<=[\u4e00-\u9fff]{2})[/／]文(?:字)?(?:\s.*)?$|(?<=[\u4e00-\u9fff])\s文\s?[/／、]?\s?[图圖](?:片)?$|\s发自.*$"
    r"|(?<=[\u4e00-\u9fff]{2})\s?[\s；;，,]\s?(?:[\u4e00-\u9fff]{2})?(?:[编編][辑輯]|校[对對]|[责責][编編]|[审審][核校]|[摄攝]影|[视視][频頻]|[设設][计計]|[制製][图圖]|排版|[统統][筹籌])\s?[\s:：|｜丨︱/]\s?[\u4e00-\u9fff].*$"
)
_OTHERS = late(r"(?:[摄攝撮]影|写真|[图圖]|[编編][辑輯]|校[对對])\s.*")
_TITLE = pattern("", "cjk_titles", "$")
_ROLE = pattern(r"[\s/／]*", "cjk_roles", r"(?:\s*\W)?$")
_REPORTING = re.compile(
    r"(?<=[\u4e00-\u9fff])(?:(?<=[\u4e00-\u9fff]{2})\s文|\s[報报][導导道]|\s?[\[【(（][A-Z]{0,3}\d{2,6}[\])）】]?)$"
)
_REPORTS = late(
    r"^([\u4e00-\u9fff]{3}|[\u4e00-\u9fff]{2,4}(?:[ 、][\u4e00-\u9fff]{2,4}){0,3}(?=\s))\s?"
    r"(?:(?:[\u4e00-\u9fff]{2,3})?[報报][導道]|整[合理]|[采採]写|[综綜]合|[编編][译譯]|[统統][筹籌])\W*$"
)
_SAID = re.compile(r"(?<=[가-힣]{2}\s기자)(?:는|가|와|의)\s.*$")
_FOREIGN = late(r"[ァ-ヺ]")  # given name and surname of people from elsewhere
_ALSO_BY = late(r"(?<=[\u4e00-\u9fff])\s?(?:通讯员|通訊員|实习生)[\s:：]?(?=[\u4e00-\u9fff]{2})")


def is_chinese_name(name: str) -> bool:
    """Whether a name begins with a common Chinese surname, and has two or three characters, or three with rarer ones,
    or three or four with surnames of two."""
    return bool(_NAME.fullmatch(name))


def is_opened(text: str) -> bool:
    """Whether a line begins as bylines do: "文/…", "記者 …"."""
    return bool(_BY.match(text))


def without_opener(text: str) -> str:
    """A byline without the words it begins with."""
    return _BY.sub("", text)


def without_places(told: str) -> str:
    """A byline without the place before or behind a name, "ロンドン＝山田太郎", and one list of all who wrote it."""
    return _ALSO_BY.sub("、", _FROM_ASIDE.sub("", told))


def without_sentence(told: str) -> str:
    """A Korean reporter's name without the sentence it begins: "홍길동 기자는 …"."""
    return _SAID.sub("", told)


def without_reports(told: str) -> str:
    """A name without the place it reports from, or what was done: "林晓岚 上海报道", "林晓岚 周望舒 整理"."""
    return _REPORTS.sub(r"\1", told)


def has_role(text: str) -> bool:
    """Whether a line names somebody by what they do at a paper: "홍길동 기자"."""
    return bool(_ROLE.search(text))


def without_role(name: str) -> str:
    """A name without what somebody does: "홍길동 기자" → 홍길동, "林曉嵐 報導" → 林曉嵐."""
    return _REPORTING.sub("", _ROLE.sub("", name))


def is_title(name: str, is_behind: bool) -> bool:
    """Whether a part of a byline is who took the pictures or edited it, or, behind a name, what somebody is."""
    return bool(_OTHERS.fullmatch(name) or (is_behind and _TITLE.search(name)))


def is_list(name: str, listed: bool) -> bool:
    """Whether names stand with only spaces between them: "本报记者 林晓岚 周平". Two of three letters and more are no
    one's surname and given name, but in katakana."""
    if " " not in name or cjk_share(name) < 0.6 or (not listed and _FOREIGN.search(name)):
        return False
    lengths = [len(part) for part in name.split()]
    return max(lengths) < 6 and min(lengths) > (1 if listed else 2)
