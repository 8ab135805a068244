"""Who wrote it, where the story says so: the reporter in its first or last brackets, names that stand alone."""

from __future__ import annotations

import re
from collections.abc import Sequence

from watcher.extract.credits import is_credited
from watcher.extract.head import distinct
from watcher.extract.ideographs import FULL_NAME, SHORT_NAME, is_chinese_name
from watcher.extract.names import is_person, is_signed, names_in, signing
from watcher.extract.taken import is_taken_alone
from watcher.extract.wording import is_counter, is_dateline, is_invitation, is_read_on, is_theme
from watcher.extract.words import names as listed
from watcher.lazily import late
from watcher.model import Block, Heading, Paragraph, Quote
from watcher.text import cjk_share, weight

_BRACKETED = (  # "（记者林晓岚综合报导/责任编辑：…"
    r"[（(〔【\[][^）)〕】\]]{0,12}[记記]者[\s：:]?([\u4e00-\u9fff]{2,3}?(?:[、 ][\u4e00-\u9fff]{2,3}?){0,3})"
    r"(?:[综綜]合|[专專][题題]|[采採][访訪]|[编編][译譯]|独家|獨家){0,2}[报報][导導道][）)〕】\]/／]"
)
_REPORTER = late(
    r"[（(〔【\[][^）)〕】\]]{0,12}[记記編编][者譯译][\s・]?(?:([\u4e00-\u9fff]{3})[\u4e00-\u9fff]{2,3}報導[】〕]"
    r"|([\u4e00-\u9fff]{2,3}(?:、[\u4e00-\u9fff]{2,3}){0,3})[\u4e00-\u9fff]{2,3}\d{1,2}日(?:[綜综]合|[專专])?[電电]"
    r"|(?![報报][導导])([\u4e00-\u9fff]{2,4}(?:[、 ][\u4e00-\u9fff]{2,5}){0,3})[／/）)〕】\]])"
    rf"|[（(][\u4e00-\u9fff]{{0,8}}[记記]者({FULL_NAME}(?:、{FULL_NAME}){{0,3}})[\u4e00-\u9fff]{{2,5}}[報报][導导道][）)]"
    rf"|^[记記]者({FULL_NAME}(?:、{FULL_NAME}){{0,3}})[／/╱][\u4e00-\u9fff]{{2,6}}[報报][導导道]\s"
    r"|[（(【\[]文\s?[／/|｜]\s?[^）)\s]{2,8}\s([\u4e00-\u9fff]{2,4})[）)】\]]"
    rf"|{_BRACKETED}"
    rf"|\d日[电電讯訊]\s?[（(]({SHORT_NAME}(?:[、 ]{SHORT_NAME}){{0,3}})[）)]"
    rf"|^[\u4e00-\u9fff]{{2,4}}社[记記]者({FULL_NAME}(?:、{FULL_NAME}){{0,3}})[\u4e00-\u9fff]{{0,4}}\d{{1,2}}日"
    r"[\u4e00-\u9fff]{0,4}(?:[电電]|[报報][导導])"
)
_REPORTER_ALONE = late(
    r"[（(【\[][\u4e00-\u9fff]{0,4}[记記]者[\s：:]?([\u4e00-\u9fff]{2,4}(?:[、 ][\u4e00-\u9fff]{2,5}){0,3})"
    r"(?<![摄攝])[）)】\]]"
    r"|(?:(?:独家|獨家|[综綜]合|[采採][访訪]|[专專][题題]){0,2}[报報][导導道](?=[\s：:][\u4e00-\u9fff]{3}(?:[、 ]|$))"
    r"|[\u4e00-\u9fff]{2,8}[记記]者)[\s：:]([\u4e00-\u9fff]{2,4}(?:[、 ][\u4e00-\u9fff]{2,4}){0,3})"
)

_KOREAN_REPORTER = late(
    r"[\[(【][^\[\]()【】]{0,24}?[=\s/]([가-힣]{2,4})\s?(?:[가-힣]{2}\s?)?기자\s?[\])】]|[)\]]\s{0,2}([가-힣]{2,4}(?:[·\s][가-힣]{2,4}){0,3})\s기자\s?="
)

_KOREANS = late(r"[가-힣]{2,4}(?:\s[가-힣]{2,4})+")
_SIGNED_REPORTER = late(
    r"[。」』）]\s{0,2}[（(【]([\u4e00-\u9fff]{2,6}(?:[、・][\u4e00-\u9fff]{2,6}){0,3})[）)】](?:記者)?$"
)
_REPORTED = late(
    r"[（(【]([\u4e00-\u9fff]{2,4}(?:、[\u4e00-\u9fff]{2,4}){0,3})[／/╱][\u4e00-\u9fff]{2,6}[報报][導道][）)】]$"
    r"|[（(](?:文[/／、]?[图圖]|[图圖][/／、]?文)[\s:：/／]{1,2}"
    r"([\u4e00-\u9fff]{2,4}(?:[、 ][\u4e00-\u9fff]{2,4}){0,3})[）)]$"
)
_TELLS = late(
    r"本文.{2,40}?作者[：:]\s?([\u4e00-\u9fff]{2,4})(?=[，,。、\s]|$)|"
    r"[\u4e00-\u9fff]{2,6}[记記]者\s?([\u4e00-\u9fff]{2,3})[报報][道導][：:]"
)
_CORRESPONDENT = re.compile(r"^(?:特[约約])?通[讯訊][员員]")
_TAKEN = ("摄", "攝", "摄影", "攝影", "供图", "供圖", "提供")
_BRACKET_LAST = late(r"[。！？…”」』]\s{0,2}[（(【]([^（）()【】。]{3,40})[）)】]$")
_WORKED = re.compile(r"[记記]者|通[讯訊][员員]|^文\s?[/／:：|｜]|作者|撰[文稿]|[采採][写寫]")
_SIGNING = late(_BRACKETED)
_NAME = r"[^\W\d_a-z][^\W\d_]{1,14}(?:\s[^\W\d_a-z][^\W\d_]{1,14}){1,2}"
_DATELINE = late(  # "Ayşe ÖRNEK - Can KIYI/İZMİR,(DHA)- …"
    rf"({_NAME}(?:\s?-\s?{_NAME}){{0,3}})\s?/\s?[^\W\d_a-z][^\W\d_]{{2,20}}(?:\s\([^\W\d_]{{2,20}}\))?,?\s?\((?:DHA|İHA|AA|ANKA)\)"
)
_AND_PICTURES = re.compile(r"\s(?:\(|-\s)Ảnh\s?:")  # behind who wrote it, as in Vietnam
_REPORTED_FIRST = late(  # not 【國際中心／綜合報導】
    rf"[【〔（(]({FULL_NAME}(?:、{FULL_NAME}){{0,3}})[／/╱][\u4e00-\u9fff]{{2,6}}[報报][導道][】〕）)]"
)
_CLOSING = ("）", ")", "】")
_BRACKET = 50  # characters at the end of a paragraph in which such a bracket stands
_SIGNED = 24  # characters at the end of a paragraph in which its writer signs it

_REPORT = ("報導", "報道", "报道", "报导")
_IDEOGRAPHS = re.compile(r"[\u4e00-\u9fff\s]+")
_LISTS = re.compile(r"记者|文|^\d日")  # before names with only spaces between them
_KANA = re.compile(r"[\u3041-\u30fa]")
_ONE_WORD = re.compile(r"[\u3041-\u3096\u30a1-\u30fa\u30fc]+")  # "おすすめ", no "ジョン・スミス"
_SIGNS = "※◎●★☆▲☎"  # before what a paper wishes its readers
_THEMES = ("#", "＃")
_ROLE = re.compile(r"[\u4e00-\u9fff]{1,5}(?:[员員家]|撰稿人)$")  # before a name: "评论员 林晓岚", "专栏作家 林晓岚"
# Letters of one script, or a Chinese name beside one in Latin letters: "林晓岚 Lam"; four syllables of Hangul.
_CAN_BE_NAME = re.compile(
    r"[^\u3040-\u9fff\uac00-\ud7a3!?;:{}<>~=+*/\\]+|[\u3040-\u9fff\s・·＝々ー]+|[가-힣]{2,4}(?: [가-힣]{2,4})*"
    r"|[\u4e00-\u9fff]{2,4} [A-Z][A-Za-z. -]{1,30}|[A-Z][A-Za-z. -]{1,30} [\u4e00-\u9fff]{1,4}"
)
_BEGINS_NO_NAME, _ENDS_NO_NAME = listed("begins_no_name"), listed("ends_no_name")
_VIETNAMESE = re.compile(r"[ảấầẩẫậắằẳẵặẻẽếềểễệỉịỏốồổỗộớờởỡợủứừửữựỷỹ]")
_STORY = 20_000  # characters of a story that are looked through
_LINE = 120  # characters of a line that only says who wrote it
_LEAST = 90  # characters of a line that says more; an ideograph counts as three
_LAST = 4  # lines at the end, of which one may name the reporter; terms of the platform stand behind it
_FIRST = 3  # lines before a story's first sentence in which a signature stands


def reporters(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The names in the bracket with which Chinese stories begin, "（中央社記者林曉嵐台北2日電）", and Korean ones begin
    or end, "[… 홍길동 기자]"; on a line of its own, "（记者 林晓岚）", near the end; before the place and agency with
    which Turkish ones begin; () without one."""
    told = [b.text for b in blocks if isinstance(b, Paragraph | Quote)]
    opening = told[0][:_LINE] if told else ""
    ending = told[-1] if told and len(told[-1]) < _LINE else ""
    if "/" in opening and (dateline := _DATELINE.match(opening)) is not None:
        return names_in(dateline[1].replace("-", ", "))
    if not cjk_share(opening) and not cjk_share(ending):
        return ()
    last = [b.text for b in blocks if isinstance(b, Paragraph | Quote | Heading)][-_LAST:]
    found = _REPORTER.search(opening) or _KOREAN_REPORTER.search(opening) or _KOREAN_REPORTER.search(ending)
    found = found or _TELLS.match(opening) or _REPORTED_FIRST.match(opening)
    found = found or next(filter(None, map(_named_at_the_end, last)), None)
    found = found or next(filter(None, (_REPORTED.search(t[-_SIGNED:]) for t in told if t[-1:] in _CLOSING)), None)
    if found is None:
        return next(filter(None, map(_bracketed_last, told[-_LAST:][::-1])), ())
    named = next(filter(None, found.groups()))
    listed = " " in named and _LISTS.search(found[0]) is not None  # "（记者林晓岚 周平）", "(文/图 …)"
    return tuple(named.split()) if _KOREANS.fullmatch(named) else names_in(f"记者 {named}" if listed else named)


def _bracketed_last(text: str) -> tuple[str, ...]:
    """The Chinese names in the bracket behind a last sentence, with what they did: "（港口记者 林晓岚 通讯员 周平）",
    "（文/林晓岚）", or alone: "（林晓岚 周平）"."""
    found = _BRACKET_LAST.search(text[-_BRACKET:])
    inner = _CORRESPONDENT.sub("记者", found[1]) if found and not found[1].endswith(_TAKEN) else ""
    names = names_in(inner) if _WORKED.search(inner) else tuple(inner.split()) if " " in inner else ()
    return names if all(map(is_chinese_name, names)) else ()


def _named_at_the_end(line: str) -> re.Match[str] | None:
    return _REPORTER_ALONE.fullmatch(line) or _TELLS.match(line) or _SIGNING.match(line)


def in_brackets(blocks: Sequence[Block]) -> tuple[str, tuple[str, ...]]:
    """The names in brackets with which stories end in Japan, "…だ。（山田太郎）", and in China, no "（未完待续）"."""
    last = next((b.text for b in reversed(blocks) if isinstance(b, Paragraph)), "")
    found = _SIGNED_REPORTER.search(last[-_SIGNED:]) if cjk_share(last) else None
    names = names_in(found[1]) if found else ()
    known = _KANA.search(last) is not None or all(map(is_chinese_name, names))
    return "names in brackets as the story ends", names if known else ()


def opening_byline(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The people in a line that begins as bylines do, before the first sentence of a story; () without one."""
    lines = (b.text for b in blocks[:_FIRST] if isinstance(b, Paragraph))
    return next((names for text in lines if is_signed(text) and any(map(is_person, names := signing(text)))), ())


def signature(blocks: Sequence[Block]) -> tuple[str, ...]:
    """The names that stand alone before the first sentence of a story or after its last one; () where none do. What
    begins a live blog's post is no name."""
    told = (b for b in blocks if isinstance(b, Paragraph | Heading) or (isinstance(b, Quote) and is_signed(b.text)))
    lines = [b for b in told if isinstance(b, Quote) or b.posted_at is None]
    long = (n for n, b in enumerate(lines) if weight(b.text) > _LEAST)
    first = next((n for n in long if not is_theme(lines[n].text)), 0)
    labelled = (line for line in lines[max(first + 1, len(lines) - _LAST) : -1] if is_signed(line.text))
    for line in (*lines[: min(first, _FIRST)], *lines[-1:], *labelled):
        warns = line.text[:1] in _SIGNS and is_invitation(line.text)
        label = (warns or is_counter(line.text) or is_dateline(line.text)) and not is_signed(line.text)
        names = () if label or line.text[:1] in _THEMES else signing(line.text)
        names = names[1:] if len(names) > 1 and _ROLE.match(names[0]) and not is_chinese_name(names[0]) else names
        if names and _is_signature(line.text) and _is_by_people(line.text, names, lines):
            return distinct(names)
    return ()


def _has_kana(block: Block) -> bool:
    return isinstance(block, Paragraph | Heading | Quote) and _KANA.search(block.text) is not None


def _is_by_people(line: str, names: Sequence[str], lines: Sequence[Block]) -> bool:
    """Whether a line says that it names who wrote it, or all that stands alone in it may be a name, more than one word
    of kana; where nobody writes kana, ideographs are a Chinese one or none, as those of "收藏、点赞、转发"."""
    if is_signed(line) or line.endswith(_REPORT):
        return True
    if not all(map(_CAN_BE_NAME.fullmatch, names)) or any(_is_wording(name, lines) for name in names):
        return False
    chinese = (is_chinese_name(name) for name in names if _IDEOGRAPHS.fullmatch(name))
    return not all(map(_ONE_WORD.fullmatch, names)) and (all(chinese) or any(map(_has_kana, lines)))


def _is_wording(name: str, lines: Sequence[Block]) -> bool:
    """Whether a line of a few words with capitals is a title and no name ("Key Points"): its first or last word begins
    or ends none, or the story has all of them in small letters. Vietnamese names are syllables of other words."""
    words = name.lower().split()
    if words[0] in _BEGINS_NO_NAME or words[-1] in _ENDS_NO_NAME:
        return True
    if len(words) < 2 or not all(map(str.islower, words)):  # no capitals in Arabic
        return False
    told = " ".join(b.text for b in lines if isinstance(b, Paragraph))[:_STORY]
    small = all(re.search(rf"(?<!\w){re.escape(word)}(?!\w)", told) for word in words)
    return small and not _VIETNAMESE.search(told)


def _is_signature(line: str) -> bool:
    """Whether a line of names is no credit of a picture ("Ida Brandt (Ảnh: …)" tells one beside who wrote it), and
    leads on to nothing."""
    if is_taken_alone(line.strip("()（）【】")) or is_read_on(line):
        return False
    return is_signed(line) or not is_credited(line) or bool(_AND_PICTURES.search(line))
