"""Picture credits as texts: where one begins in a caption, and what of it is only a label."""

from __future__ import annotations

import re
from collections.abc import Callable
from typing import Literal

from watcher.extract.capitals import PLACED, is_name, is_named_like, is_prose
from watcher.extract.houses import (
    ADDRESS,
    AGENCIES,
    AGENCY,
    BETWEEN,
    HOUSE,
    LINE,
    is_house,
    is_kind_of_picture,
    is_slashed,
    names_agency,
)
from watcher.extract.taken import is_taken_alone, taken, without_sign
from watcher.extract.words import any_of, pattern, stems
from watcher.lazily import late
from watcher.text import cjk_share, remembered

_PLACE = any_of("places_in_pictures")  # "in the picture: …" tells what is seen, not whose it is
# Names to the end, which have no words in small letters but a few: "Ola Nord", "Ida van Brandt / EFE".
_CAPITAL = r"[^\W\d_a-zà-ÿа-џ][^\s:]{0,25}"
_NAMES = rf"\s?[:：]\s?(?-i:{_CAPITAL}(?:\s(?:{_CAPITAL}|[/&]|d[aei]l?|v[ao]n)){{0,4}})\W{{0,3}}$"
_LABELS = rf"(?:{any_of('credit_labels')}|{any_of('credit_labels_of_kinds')}(?={_NAMES}))"
_LABEL = rf"(?:(?<![\w'’]){_LABELS}|{any_of('credit_labels_unspaced')})"
_BY_LABEL = any_of("credit_openers")
_SLASHED = any_of("credit_labels_slashed")
_MARK = r"(?:©|[(（][cCＣｃ][)）]|[ⒸⓒⒸ]|(?<!\w)Copyright\b)"
_OPENING = " (（[【|/–—·•.,;:-=＝"
_CLOSING = " )）]】"
_LABELLED = late(
    rf"(?:(?<!\w)(?P<place>{_PLACE})\s+)?(?:{_LABEL}(?:\.?\s?(?:[:：=＝՝៖፡]|(?=©))|\.{{3}}\s?(?=(?-i:[A-Z])))|(?<!\w){_SLASHED}\s?[/／|]|(?<!\w)撮影・)|^{any_of('credit_labels_heard')}\s?[,，،:]",
    re.IGNORECASE,
)
_POINT = re.compile(r"[:：=＝©/／՝៖፡・]|\.{3}")  # is in every label that does not begin its text
_POINT_FIRST = re.compile(rf"{_POINT.pattern}|[|,，،]")  # is in those that do, or right behind them
_BY = late(
    rf"(?<!\w){_BY_LABEL}\s+(?=\S)"
    rf"|(?:^|(?<=[.!?|/–—…”»)] )|(?<=[(\[（|/])){any_of('credit_openers_in_front')}\s+(?=\S)",
    re.IGNORECASE,
)
_BY_ALONE = late(rf"{_BY_LABEL}\s+(?=\S)", re.IGNORECASE)
_SIGN = re.compile(_MARK, re.IGNORECASE)
_PHOTOS = late(rf"(?<!\S)(?=\S+\s\S+$){AGENCIES}$")
_HOUSE_FIRST = pattern(r"^", "credit_houses_first", r"(?!\w)")
_DAY_BEHIND = re.compile(r"\s?[–—,-]\s?\d{1,2}[./]\d{1,2}[./](?:19|20)\d\d$")
_LABEL_LAST = late(rf"(?<!\w)(?:{_LABELS}|{_BY_LABEL}|{any_of('credit_labels_unspaced')})\s?[:：]?$", re.IGNORECASE)
_LABEL_ALONE = late(rf"^[\s(\[|/–—·•-]*(?:{_LABELS}|{any_of('credit_labels_unspaced')})[\s:：,).…]*$", re.IGNORECASE)
# A label behind the name: "ELTA nuotr.", "Szabó Ida felvétele".
_LABEL_BEHIND = late(rf"\s{any_of('credit_labels_behind')}[\s.]*$", re.IGNORECASE)
# As in Lithuania: "Jono Brandto / Uosto nuotr. / Keltas prieplaukoje".
_LENT_FIRST = late(
    rf"([^/]{{3,40}}(?:/[^/]{{2,40}})?\s{any_of('credit_labels_behind')}\.?)\s?/\s?(\S.{{9,}})", re.IGNORECASE
)
# "Laivai / O. Nordas/Uosto nuotr.": one word of what is seen, in front of a whole name.
_LENT_LAST = late(
    r"(?!(?-i:[A-Z]{2,8})\s/)([^/|]{3,}?)\s/\s((?-i:[^\W\d_a-z])\.[^/]{3,40}|[^/]{2,39}[^/\s]/[^/\s][^/]{1,39})"
    rf"\s{any_of('credit_labels_behind')}\.?",
    re.IGNORECASE,
)
_HOUSE_BEHIND = re.compile(r"[^\W\d_a-z][\w.' -]{1,30}/\s?[a-z][\w.-]{2,20}")  # "Ida Brandt/portnews"
_BRACKETED = re.compile(r"\s*[(（\[【](?P<credit>[^()（）\[\]【】]{2,150}(?:\([^()]{1,60}\))?)[)）\]】]\s*[.。]?$")
_ARABIC_NAME = re.compile(r"[\u0620-\u06d3\u200c]{2,14}(?:\s[\u0620-\u06d3\u200c]{2,14}){1,3}")
_NAME_IN_FRONT = re.compile(r"[^(（\[【/|:：]{3,}\s?[(（\[【][^)）\]】]*[)）\]】]\W*$")
_NAME = r"[^\W\d_a-zß-ÿа-я]\S{1,20}(?:\s[^\W\d_a-zß-ÿа-я]\S{1,20})?"
_PAIR = late(rf"\s(?:{AGENCIES}\s?/\s?{_NAME}|{_NAME}\s?/\s?{AGENCIES})$")
_DASHED = re.compile(r"\s+[|/–—-]{1,2}\s+|\s[–—](?=[A-Z]{2})|(?<=[a-z\d]\.)[–—]\s?(?=[A-Z])|\s*[|／＝=]\s*|\s/(?=\S)")
_STOP = re.compile(r"[.!?\"”»«…)）’'][\"”»«)]?\s+|[。！？」』]\s*|।\s+")
_RIGHTS = late(
    r"[\s,./|·–-]*(?:(?:all rights reserved|alle rechte vorbehalten|tous droits réservés|todos los derechos reservados"
    r"|재판매 및 db 금지|무단\s?전재.{0,30}금지"
    r"|todos os direitos reservados|tutti i diritti riservati|alle rechten voorbehouden)[\s.]*)$",
    re.IGNORECASE,
)
# As Korean agencies end a caption behind whose picture it is: "2026.01.14. photo@… *재판매 및 DB 금지".
_WIRED = re.compile(
    r"(?<=[)\]])\s\d{4}\.\s?\d{1,2}\.\s?\d{1,2}\.?\s[\w.]{1,40}@[\w.]{3,40}\s?\*?\s?재판매\s및\sDB\s금지$"
)
# As German broadcasters lend a picture: "© ARD/Ida Brandt, honorarfrei - Verwendung gemäß der AGB … bei Nennung …".
_TERMS = re.compile(r"(©[^©,]{3,80}?)(?:,|\s[–-])\shonorarfrei\b.*")
# As press agencies lend one: "… / Weiterer Text über ots und www.… / … bitte unter Quellenangabe: "obs/Name"".
_LENT_BY_AGENCY = re.compile(
    r"[\s/]*Weiterer Text über ots und www\..*?(?:[\"„“]([^\"„“”]{3,150})[\"“”][\s.]*)?$", re.IGNORECASE | re.DOTALL
)
_YEARED = re.compile(r"(?:©|\(c\)|\bcopyright\b)\s*(?:(?:19|20)\d\d\b)?\s*", re.IGNORECASE)
_FEW_WORDS = re.compile(r"[^\W\d_]{2,16}\.?(?:[ -][^\W\d_]{1,16}\.?){1,3}")
# What a bracket opens with before a credit's label, or whose it is: "… on Monday. ST PHOTO: Name".
_UNCLOSED = re.compile(r"\s[(\[（][^()\[\]（）]{1,24}$|(?<=[.!?])\s(?:[A-Z]{2,10}|Post|Star|Staff|Times|News)\s?$")
_FOR = re.compile(r"(\S+(?:\s\S+){1,3})\s(?:for|für|pour)\s(\S+(?:\s\S+){0,4}?)\.?")  # whom somebody took it
_TWO_OR_THREE = re.compile(r"[^\W\d_]{2,16}(?:[ -][^\W\d_]{2,16}){1,2}(?: (?:I{1,3}|IV|Jr\.?))?")
_SAYS_MUCH = 30  # characters of a caption
_FEW_NAMES = re.compile(r"\S+(?:\s\S+){0,3}")
_SENTENCE_ENDS = (".", "!", "?", "”", '"')
_PAPER_ENDS = re.compile(r"^.{0,5}$|[报報社网網台者]$")
_INITIAL = re.compile(r"(?:^|[\s.])[A-ZÀ-ÞŁŠŽČĆĐΑ-ΩА-ЯЁІЇЄҐ]\.$")
_SEEN = re.compile(
    r"([^/|©]{3,}?)(?:\s?[(\[（]([^()（）\[\]]{2,150})[)\]）][.。]?|\s?[–—-]?\s?©\s?([^©]{2,150})|\s[/|]\s(.{2,150}))"
)
_PARTS_CREDIT = re.compile(r"[(\[（©/|]")  # what is seen from whose picture it is
_SEEN_FIRST = re.compile(
    r"(?:ال[\u0620-\u064a]{2,14}\s(?=ال)|(?:Das|Der|Die|Eine?|The|An?|L[ae]s?|Une?|El|Los|Una?|Il|Lo|Gli|Het|Een|Os?|Uma?)\s(?=[^\W\d_a-z]))"
)
_FIRST = re.compile(r"([^.!?:]{3,50}?\w{3})\.\s([^\W\d_a-z].{20,})")  # whose it is in front of what is seen
_MOST_OF_NAME = 4  # words of who took a picture, in front of a house in brackets
AT_THE_END = 400  # the last characters of a caption, in which its credit stands
_LONGEST, _MOST = 160, 1_000

_Found = tuple[int, str]


@remembered
def split_credit(text: str) -> tuple[str | None, str | None]:
    """(caption, credit) of a caption that has the credit inside; None for the part that is not there."""
    if "Weiterer Text" in text and (lent := _LENT_BY_AGENCY.search(text)):
        caption, credit = split_credit(text[: lent.start()])
        return caption, lent[1] or credit
    if (seen := _seen_between(text)) is not None:
        return seen
    if is_taken_alone(text):
        return None, trimmed_credit(text)
    if reads_as_credit(text, houses=False) and not _NAME_IN_FRONT.match(text):
        return None, trimmed_credit(text)
    text = _WIRED.sub("", text) if text.endswith("금지") else text
    text = _TERMS.sub(r"\1", text) if "honorarfrei" in text else text
    start = max(len(text) - AT_THE_END, 0)
    for finder in _FINDERS:
        if found := finder(text[start:]):
            at, told = found
            caption = _UNCLOSED.sub("", text[: start + at]).rstrip(" ([（【|｜/／–—-·•＝=、，,،;:")
            if caption and reads_as_credit(caption.rstrip("."), houses=False):
                return None, trimmed_credit(text)
            if credit := trimmed_credit(told):
                return caption or None, credit
    return text or None, None


def _seen_between(text: str) -> tuple[str, str | None] | None:
    """(caption, credit) of "Photo: what is seen (Name/Agency)", whose label is that of the caption, and of "Photo:
    Name/Agency. What is seen."; None of others."""
    if "/" in text and (lent := _LENT_FIRST.fullmatch(text)) is not None and reads_as_credit(lent[1]):
        return lent[2], trimmed_credit(lent[1])
    if " / " in text and (lent := _LENT_LAST.fullmatch(text)) is not None:
        return lent[1], trimmed_credit(lent[2])
    front, bar, behind = text.partition(" | ")
    if bar and _SIGN.match(front) and reads_as_credit(front) and is_prose(behind, 2):
        return behind, trimmed_credit(front)
    label = _label_first(text)
    rest = text[label.end() :].strip() if label is not None and not label["place"] else ""
    if (first := _FIRST.match(rest)) is not None and is_prose(first[2], 3) and is_house(first[1]):
        return first[2], trimmed_credit(first[1])
    if label is not None and cjk_share(rest) and (shot := taken(rest)):
        seen = rest[: shot[0]]
        if any(map(str.isalnum, seen)) and not _PAPER_ENDS.search(seen):
            return seen.rstrip(), trimmed_credit(shot[1])  # "圖：渡輪靠岸 港口報記者林曉嵐攝"
    rest = rest.removesuffix(".") if rest.endswith(").") else rest
    credited = _bracketed(rest) if rest[-1:] in (")", "）", "]") else None
    seen = rest[: credited[0]].rstrip() if credited is not None else ""
    if credited is None:
        return None
    told = is_prose(seen, 2 if "/" in credited[1] else 3) or (seen.endswith(".") and len(seen.split()) > _MOST_OF_NAME)
    return (seen, trimmed_credit(credited[1])) if told else None


def seen_and_credited(text: str) -> tuple[str, str] | None:
    """(what is seen, whose it is) of a line that begins with the label of a picture: "Photo: … (Name)."."""
    seen = _seen_between(text) if _label_first(text) is not None else None
    return (seen[0], seen[1]) if seen is not None and seen[1] else None


def seen_behind_label(text: str) -> str | None:
    """The prose behind a label that may as well be a credit's: "PHOTO: Ropes hang in a shop on the quay."."""
    label = _label_first(text)
    rest = text[label.end() :].strip() if label is not None and not label["place"] else ""
    return rest if is_prose(rest) else None


def _is_seen(text: str) -> bool:
    """Whether a text says what is seen, and behind that whose picture it is: "The Keeper (Ida Brandt/AFP)", "Pier in
    Oslo © AFP". A name before nothing but a house, "Ida Brandt (AFP)", is whose it is."""
    found = _SEEN.fullmatch(text) if _PARTS_CREDIT.search(text) else None
    if found is None or any(map(AGENCY.search, BETWEEN.split(found[1]))) or is_label(found[1]):
        return False
    front, told = found[1], next(filter(None, found.groups()[1:]))
    if not reads_as_credit(told):
        return False
    parts = [part.strip() for part in BETWEEN.split(told) if not AGENCY.search(part) and not is_kind_of_picture(part)]
    parts = [part for part in parts if not (found[4] and HOUSE.search(f" {part}"))]
    parted = front.endswith((")", "）")) or text[len(front) :].lstrip().startswith(("-", "–", "—"))
    sentence = parted or _SEEN_FIRST.match(front) or PLACED.search(front)
    most = _MOST_OF_NAME if front.lower() != front.upper() else 3
    return bool(sentence) or any(" " in p and is_name(p) for p in parts) or len(front.split()) > most


def _labelled(text: str) -> _Found | None:
    """Behind a label ("Photo: …"), a mark ("© …") or words ("Photo by …"): the first that no prose follows."""
    pointed = _LABELLED.finditer(text) if _POINT.search(text) else filter(None, (_label_first(text),))
    labels = (m for m in pointed if not m["place"] and not _is_of_agency(text, m))
    found = [(*m.span(), _run(m)) for m in (*labels, *_SIGN.finditer(text))]
    if stems("credit_openers", "credit_openers_in_front").are_in(text):
        found += [(*m.span(), 0) for m in _BY.finditer(text)]
    for start, end, run in sorted(found)[-12:]:
        rest = text[end:].strip().rstrip(_CLOSING)
        rest = rest if _INITIAL.search(rest) else rest.rstrip(_CLOSING + ".")
        if 2 <= len(rest) <= _LONGEST and (not is_prose(rest, run) if run else is_house(rest)) and not _is_seen(rest):
            return start, rest
    return None


def _run(label: re.Match[str]) -> int:
    """How many words without capitals make prose behind a label: "Copyright" may be a word like others."""
    return 3 if label[0][-1:].isalpha() else 5


def _is_of_agency(text: str, label: re.Match[str]) -> bool:
    """Whether what looks like a label is the middle of "AFP PHOTO/Name", "Inquam Photos / Name"."""
    if label[0][-1:] not in ("/", "／"):
        return False
    before = text[max(label.start() - 20, 0) : label.end() - 1].rstrip()
    return bool(re.search(r"[A-Z]{2}\s$", before[: -len(label[0][:-1].rstrip())])) or _PHOTOS.search(before) is not None


def _bracketed(text: str) -> _Found | None:
    """In brackets at the end, with the name before them where a sentence ends before it."""
    found = _BRACKETED.search(text)
    if found is None:
        return None
    inner = found["credit"]
    after_sentence = bool(re.search(r"[.!?][\"”»]?$", text[: found.start()])) and len(inner) <= 50
    after_sentence = after_sentence or bool(_ARABIC_NAME.fullmatch(inner))
    likely = after_sentence or _could_name(inner, text[: found.start()])
    likely = (likely and is_name(inner) and not is_kind_of_picture(inner)) or bool(_HOUSE_BEHIND.fullmatch(inner))
    if not (likely or reads_as_credit(inner)):
        return None
    if (named := _after_stop(text)) is not None and named[0] < found.start():
        return named
    return found.start(), inner


def _could_name(inner: str, before: str) -> bool:
    """Whether words in brackets behind a caption of some length could be a name: two or three, or those of a house."""
    if len(before) < _SAYS_MUCH or not is_prose(before):
        return False
    return bool(_TWO_OR_THREE.fullmatch(inner) or (_HOUSE_FIRST.match(inner) and not is_prose(inner)))


def is_taken(text: str) -> bool:
    """Whether a line ends in the East Asian manner of saying who took a picture, and in no full stop."""
    return taken(text[-AT_THE_END:], lent=False) is not None


def _after_stop(text: str) -> _Found | None:
    """Behind the end of a sentence: "… on Monday. Name/Agency"."""
    stops = list(_STOP.finditer(text))[-4:]
    for stop in stops:
        rest = text[stop.end() :]
        alone = rest.isupper() and not text.isupper() and bool(_FEW_WORDS.fullmatch(rest))
        named = reads_as_credit(rest) or alone or ((two := _FOR.fullmatch(rest)) and all(map(is_name, two.groups())))
        if named and not _INITIAL.search(text[: stop.start() + 1]):
            return stop.end(), rest
    return None


def _dashed(text: str) -> _Found | None:
    """Behind a bar, a slash or a dash: "… on Monday | Name", "… – Reuters"."""
    for parting in list(_DASHED.finditer(text))[-4:]:
        rest = text[parting.end() :]
        mark = parting[0].strip()
        named = len(rest) <= 80 and not is_prose(rest) if mark in ("|", "||") else mark == "/" and is_named_like(rest)
        stopped = mark in ("–", "—", "-") and text[: parting.start()].endswith(_SENTENCE_ENDS)
        if reads_as_credit(rest) or named or (stopped and _FEW_NAMES.fullmatch(rest) and is_name(rest.rstrip("."))):
            return parting.start(), rest
    return None


def _paired(text: str) -> _Found | None:
    """An agency and a name with a slash between, where nothing parts them from the words before: "… boat EFE/Name"."""
    found = _PAIR.search(text) if "/" in text else None
    return (found.start(), found[0].strip()) if found and is_prose(text[: found.start()], 2) else None


_FINDERS: tuple[Callable[[str], _Found | None], ...] = (_labelled, _bracketed, taken, _after_stop, _paired, _dashed)


def reads_as_credit(text: str, *, houses: bool = True) -> bool:
    """Whether a text is nothing but a credit: it has a label, names an agency, or two names with a slash.

    With `houses` a name that ends as those of picture houses do is one too: "The Harbour Museum". Standing alone, it
    may as well be what the picture shows.
    """
    told = _kind_of_credit(text.strip())
    return told == "credit" or (houses and told == "house")


@remembered
def _kind_of_credit(text: str) -> Literal["credit", "house", ""]:
    """What a text is that is nothing but a credit: the name of a picture house, or any other; "" where it is none."""
    if not 2 <= len(text) <= _LONGEST or is_label(text):
        return ""
    bare = text.lstrip(_OPENING).rstrip(_CLOSING)
    bare = _DAY_BEHIND.sub("", bare) if bare[-1:].isdigit() else bare
    if label := _label_of(bare):
        rest = bare[label.end() :].strip()
        placed = label.groupdict().get("place")
        seen = is_prose(rest, _run(label)) or _seen_between(text) is not None or _is_seen(rest)
        labelled = rest and not placed and not seen
        return "credit" if labelled else ""
    named = _LABEL_BEHIND.sub("", bare)
    lent = named != bare and (is_name(named) or is_slashed(named) or ("." in named and " " not in named))
    lent = lent and _LENT_LAST.fullmatch(text) is None
    if LINE.match(text) or ADDRESS.match(named) or lent:
        return "credit"
    if _is_seen(text):
        return ""
    if names_agency(text):
        return "credit"
    if is_prose(bare):
        return ""
    if is_slashed(bare):
        return "credit"
    return "house" if is_named_like(bare) and HOUSE.search(bare) else ""


@remembered
def _label_first(text: str) -> re.Match[str] | None:
    """The label with a colon or a sign behind it with which a text begins."""
    return _LABELLED.match(text) if _POINT_FIRST.search(text) else None


def _label_of(text: str) -> re.Match[str] | None:
    """The label at the beginning of a credit."""
    return (
        _label_first(text)
        or _SIGN.match(text)
        or ((by := _BY.match(text)) and is_house(text[by.end() :]) and by)
        or None
    )


@remembered
def is_label(text: str) -> bool:
    """Whether a text is the label of a credit and nothing else: "Photo:", "Copyright"."""
    if len(text) >= 40 or not _LABEL_ALONE.match(text):
        return False
    return text[-1:] in (":", "：") or not LINE.match(text)


def ends_in_label(text: str) -> bool:
    """Whether a text ends in the label or the words behind which a credit comes: "… on Monday. Photo by"."""
    return bool(_LABEL_LAST.search(text[-40:]))


def without_label_behind(text: str) -> str:
    """A text without the label that it ends in, of a credit in another element."""
    return _LABEL_LAST.sub("", text).rstrip(" ([/|–—-")


def is_credited(text: str) -> bool:
    """Whether a line ends in a credit that calls itself one ("Photo: …", "© …"): a caption, wherever it stands."""
    return 0 < len(told_by_label(text) or "") < 60


@remembered
def told_by_label(text: str) -> str | None:
    """What stands behind a credit's label at the end of a text."""
    found = _labelled(text[max(len(text) - AT_THE_END, 0) :])
    return found[1] if found else None


def _short_label(credit: str) -> re.Match[str] | None:
    """The label without a colon before some words that name whose a picture is: "Foto Archief gemeente Oude"."""
    label = _BY.match(credit)
    return label if label is not None and not is_prose(credit[label.end() :]) else None


@remembered
def trimmed_credit(text: str) -> str | None:
    """A credit without its labels ("Photo:", "©"), brackets and what only says that rights are reserved."""
    credit = text.strip()[:_MOST]
    credit = credit if _SIGN.match(credit) else credit.lstrip(_OPENING)
    for _ in range(3):
        if (label := _label_of(credit) or _BY_ALONE.match(credit) or _short_label(credit)) is None:
            break
        told = credit[label.end() :].lstrip(_OPENING)
        if told.lower().rstrip(". ") == "news":
            break  # "Photo News" is an agency
        credit = told
    shorter = _RIGHTS.sub("", _LABEL_BEHIND.sub("", credit))
    credit = _YEARED.sub("", shorter) if shorter != credit else credit
    credit = credit.strip(" )）]】|,;:।/").lstrip(".")
    credit = without_sign(credit)
    credit = credit if _INITIAL.search(credit) else credit.rstrip(" )）]】|.,;:")
    for opening, closing in ("()", "（）", "[]"):
        credit += closing * (credit.count(opening) > credit.count(closing))
        if credit.count(closing) > credit.count(opening) and f"{opening}{credit}" in text:
            credit = opening + credit
    return credit or None
