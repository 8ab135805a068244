"""Those whom bylines name beside the ones who wrote it: editors, translators, checkers, photographers."""

from __future__ import annotations

import re

from watcher.extract.words import Beginnings, any_of, pattern
from watcher.lazily import late

_LABELS = rf"(?:{any_of('others_by')}|{any_of('editor_labels')})"
_EDITED_BY = late(
    rf"^\W{{0,3}}(?:{_LABELS}\s*(?:[:：|/／丨︱｜]|\s(?=[\u4e00-\u9fff]{{2,4}}(?:\s(?![记記]者|作者|撰文|文字)[\u4e00-\u9fff]{{2,6}}){{0,6}}\W*$))|{any_of('others_by')}\s)",
    re.IGNORECASE,
)
_BEHIND = late(
    rf"(?<=[^\s,.;·|(–—-])[\s,.;·|(–—-]++(?:{any_of('others_by')}(?:\s?[:：]|\s)|{any_of('editor_labels')}\s?[:：|/／丨︱｜]).*$",
    re.IGNORECASE,
)
_FIRST = late(
    rf"^\W{{0,3}}(?:{any_of('others_by')}(?:\s?[:：＝=]|\s)|(?:{any_of('editor_labels')}|{any_of('credit_labels')}|写真|撮影|攝影|摄影)\s?[:：＝=|/／])",
    re.IGNORECASE,
)
_FIRST_WORDS = Beginnings(r"^\W{0,3}", "others_by", "editor_labels", "credit_labels", "credit_labels_slashed")
_LABEL_ALONE = late(
    rf"^\W*(?!aut[eo]u?r\w{{0,2}}\W*$)(?:{_LABELS}|{any_of('credit_openers')}|{any_of('credit_labels')}|{any_of('credit_openers_in_front')})\W*$",
    re.IGNORECASE,
)
_PICTURED_BY = late(
    rf"(?<![\s,;·|])(?<!và)(?<!bài)(?<!글)(?<!and)(?<!&)[\s,;·|]++(?!aut)(?:(?:{any_of('credit_labels')})\s?[:：]"
    rf"|{any_of('credit_labels_slashed')}\s?[:：|/／丨︱｜＝=・]|사진\s|oprac\.\s|(?:圖|图|攝影)[／/]|{any_of('credit_openers')}\s).*$",
    re.IGNORECASE,
)
_SHOOTING = late(
    r"[^,;|•/\n()]{2,40}\((?:fotos?|photos?|bild(?:er)?|video|grafik|illustration(?:en|s)?|kuvat?|zdjęcia|fotograf[ií]as?|imagens?)\)",
    re.IGNORECASE,
)
_PICTURES = late(
    r"^(\S+(?:\s\S+){1,3}?),?\s+(?:Foto(?:s|'s|grafie|grafía)?|Photos?|Bild(?:er)?|Beeld|Kuvat?|Kamera|Фото|ภาพ)\s+(?=[^\W\d_a-z]\S*\s\S).*$"
)
_PICTURES_BEHIND = pattern(r"^\s*[(（]\s*", "credit_openers_in_front", r"\w{0,6}\s*[)）]")
_PICTURES_IN_FRONT = pattern(r"^\W*", "credit_openers_in_front", r"\W*$")
_APART = re.compile(r"[\s,.;|–—-]+")
_LABEL = 32  # characters of a label before a name
_LINE = 80  # characters in front of those who wrote it


def is_of_others(text: str, begins: re.Pattern[str]) -> bool:
    """Whether a line only says who edited or translated it: "责任编辑：…". What `begins` matches says who wrote it."""
    return _FIRST_WORDS.match(text) is not None and bool(_EDITED_BY.match(without_others(text, begins)))


def is_label_of_others(text: str) -> bool:
    """Whether a part of a byline is only the label before an editor's or photographer's name: "| Edited by:"."""
    return len(text) < _LABEL and bool(_LABEL_ALONE.match(text))


def is_label_of_pictures(text: str) -> bool:
    """Whether what stands before a name is only the label of who took the pictures: "foto:"."""
    return len(text) < _LABEL and bool(_PICTURES_IN_FRONT.match(text))


def is_of_pictures(text: str) -> bool:
    """Whether what stands behind a name says that the pictures are theirs: "(Fotos)"."""
    return bool(_PICTURES_BEHIND.match(text))


def without_others(text: str, begins: re.Pattern[str]) -> str:
    """A byline without editors and translators before or behind the names of those who wrote it, whose opener `begins`
    matches: "Fotos: … Text: Ida Brandt" → "Text: Ida Brandt"."""
    if _FIRST_WORDS.match(text) and (first := _FIRST.match(text)) is not None:
        for gap in _APART.finditer(text, first.end() + 1, first.end() + _LINE):
            if begins.match(text, gap.end()):
                return _BEHIND.sub("", text[gap.end() :])
        return text
    return _BEHIND.sub("", text)


def without_photographers(told: str) -> str:
    """A byline without those who took the pictures: "…, Fotos: …", "… (Foto)", "… Photographs by …"."""
    told = _PICTURED_BY.sub("", told)
    told = f"{shown[1]}{told[shown.end() :]}" if (shown := _PICTURES.match(told)) is not None else told
    return _SHOOTING.sub(" ", told) if "(" in told else told
