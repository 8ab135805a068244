"""Whether a piece is a name, and whether names were changed."""

from __future__ import annotations

import re
from collections.abc import Sequence
from itertools import groupby, takewhile

from watcher.compare.lexicon import CAPITAL, NAME_DOTS, Lexicon
from watcher.compare.rules import OPPOSITES
from watcher.compare.tokens import is_single, is_worded
from watcher.compare.words import Hunk, Wording

_SENTENCE_END = re.compile(r"[.!?:;…。！？\"“”„«»‘(\[•–—]")
_CAPITALISED_NOUNS = ("de", "lb")
_POSSESSIVE, _POSSESSIVE_ENDS = re.compile("['’]s?$"), "s'’"
_SHORTEST_NAME, _LONGEST_NAME = 2, 6  # characters of an unspaced script
_SOUNDS = 3  # characters that spell a name, beside one that was replaced
_BEHIND = 4  # pieces that are read behind a name
_POLITE = ("さん", "氏", "容疑者", "被告", "選手", "監督", "記者")  # behind a name of two or more ideographs
_LONGEST_SHORT = 4  # letters of a title that was cut short
_MOST_BETWEEN = 200  # pieces between two names that may have changed places


def name_of(word: str) -> str:
    """The name as it is compared: in small letters, without the ending of a possessive. "" for what has no letters."""
    if not is_worded(word):
        return ""
    name = word.casefold().replace(".", "")
    return _POSSESSIVE.sub("", name) if name[-1] in _POSSESSIVE_ENDS else name


def is_name(words: Sequence[str], k: int, lexicon: Lexicon) -> bool:
    """Whether a capital, or a title before it, says so. A first word of a sentence, and any German noun, needs a
    neighbour that has a capital as well."""
    word = words[k]
    if word in lexicon.titles or not word[0].isalpha() or is_single(word):
        return False
    if _is_titled(words, k, lexicon):
        return not word[0].islower()
    if not word[0].isupper():
        return False
    if lexicon.language in _CAPITALISED_NOUNS:
        return (
            _is_inner_capital(words, k) and any(_is_inner_capital(words, n) for n in (k - 1, k + 1))
        ) or _is_acronym(word)
    return _is_inner_capital(words, k) or _is_inner_capital(words, k + 1)


def _is_titled(words: Sequence[str], k: int, lexicon: Lexicon) -> bool:
    """Whether a title stands before the piece, or one that was cut short ("Mr. Jones")."""
    if k and words[k - 1] in lexicon.titles:
        return True
    return k > 1 and words[k - 1] == "." and len(words[k - 2]) <= _LONGEST_SHORT and words[k - 2] in lexicon.titles


def _is_inner_capital(words: Sequence[str], k: int) -> bool:
    """Whether the piece is a word with a capital that does not begin a sentence."""
    return 0 < k < len(words) and words[k][0].isupper() and not _SENTENCE_END.match(words[k - 1])


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def is_renamed(wording: Wording, lost: Sequence[str], won: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether names came or went, other than by a capital or a space, or changed places."""
    if not lost and not won:
        return False
    old = [name_of(word) for a, b, _, _ in wording.hunks for word in wording.before.words[a:b]]
    new = [name_of(word) for _, _, c, d in wording.hunks for word in wording.after.words[c:d]]
    all_old, all_new = "".join(old), "".join(new)
    if any(name not in all_new for name in lost) or any(name not in all_old for name in won):
        return True
    return _have_swapped(wording, lexicon)


def _have_swapped(wording: Wording, lexicon: Lexicon) -> bool:
    """Whether two names changed places ("Ann beat Bo")."""
    (first, _, first_new, _), (_, last, _, last_new) = wording.hunks[0], wording.hunks[-1]
    if last - first > _MOST_BETWEEN or last_new - first_new > _MOST_BETWEEN:
        return False
    old = _capitals(wording.before.words[first:last], lexicon)
    new = _capitals(wording.after.words[first_new:last_new], lexicon)
    both = {*old} & {*new}
    places = zip([n for n in old if n in both], [n for n in new if n in both], strict=False)
    differing = [place for place in places if place[0] != place[1]]
    return len(differing) == 2 and differing[0] == differing[1][::-1]


def _capitals(words: Sequence[str], lexicon: Lexicon) -> list[str]:
    """Words with a capital in order, those that follow each other as one."""
    grouped = groupby(words, key=lambda word: lexicon.states(word) is CAPITAL and word not in lexicon.titles)
    return [" ".join(map(name_of, group)) for is_capital, group in grouped if is_capital]


def is_title_renamed(wording: Wording, lexicon: Lexicon) -> bool:
    """Whether characters were replaced before a title or what a person does ("岸田首相", "王强表示"), or that spell a
    foreign name."""
    if not wording.after.singles:
        return False
    before, surnames = wording.before.words, lexicon.surnames
    for a, b, c, d in wording.hunks:
        if b - a == d - c == 1 and _is_respelled(wording, (a, b, c, d), lexicon):
            return True
        if a < b <= a + _LONGEST_NAME and c < d <= c + _LONGEST_NAME:
            # Most places in such scripts are single characters, which are a name only behind a surname.
            surname = a > 0 and before[a - 1] in surnames
            if (surname or b - a > 1) and _is_renamed_at(wording, (a - surname, b, c - surname, d), lexicon):
                return True
    return False


def _is_respelled(wording: Wording, hunk: Hunk, lexicon: Lexicon) -> bool:
    """Whether a character of a name was replaced: a surname or what is behind one, beside a title ("记者陈志远",
    "김서연 시장"), between ideographs and a polite word ("小林拓也さん"), or in a foreign name."""
    a, _, c, d = hunk
    before, after = wording.before.words, wording.after.words
    if not before[a].isalpha() or not is_single(before[a]) or not is_single(after[c]):
        return False
    if _is_sounded(before, a, lexicon):
        return True
    titles = lexicon.single_titles
    both = {before[a], after[c]}
    if both <= lexicon.surnames and not both <= OPPOSITES:
        ahead = "".join(before[max(0, a - _BEHIND) : a])
        behind = ("".join(after[at : at + _BEHIND]) for at in (d, d + 1, d + 2))
        if ahead.endswith(titles) or any(text.startswith(titles) for text in behind):
            return True
    starts = [at for at in (a - 1, a - 2) if at >= 0 and before[at] in lexicon.surnames]
    if starts:
        behind = ("".join(after[at : at + _BEHIND]) for at in (d, d + 1))
        above = ("".join(before[max(0, at - _BEHIND) : at]) for at in starts)
        if any(text.startswith(titles) for text in behind) or any(text.endswith(titles) for text in above):
            return True
    if not _is_ideograph(before[a]):
        return False
    first, second = ("".join(after[at : at + 3]).startswith(_POLITE) for at in (d, d + 1))
    return (first and a > 0 and _is_ideograph(before[a - 1])) or (second and _is_ideograph(after[d]))


def _is_sounded(words: Sequence[str], k: int, lexicon: Lexicon) -> bool:
    """Whether a character stands among those that spell a foreign name ("泽连斯基")."""
    beside = ("".join(words[max(0, k - _SOUNDS) : k])[::-1], "".join(words[k + 1 : k + 1 + _SOUNDS]))
    return sum(len([*takewhile(lexicon.sounds.__contains__, side)]) for side in beside) >= _SOUNDS


def _is_ideograph(word: str) -> bool:
    return "\u4e00" <= word < "\ua000"


def _is_renamed_at(wording: Wording, hunk: Hunk, lexicon: Lexicon) -> bool:
    """Whether the characters of a place, with the surname before it, are a name."""
    a, b, c, d = hunk
    before, after = wording.before.words, wording.after.words
    dotted = a > 0 and before[a - 1] in NAME_DOTS
    titled = d < len(after) and after[d] in lexicon.behind_names
    if not dotted and not titled and before[a] not in lexicon.sounds:
        return False
    if min(b - a, d - c) < _SHORTEST_NAME or not is_single(before[a]) or not is_single(after[c]):
        return False
    old, new, behind = before[a:b], after[c:d], "".join(after[d : d + _BEHIND])
    if dotted or behind.startswith((*NAME_DOTS, *lexicon.single_titles)):
        return True
    if all(map(lexicon.sounds.issuperset, (old, new))):
        return True
    return old[0] in lexicon.surnames and new[0] in lexicon.surnames and behind.startswith(lexicon.sayings)
