"""How much a reader would care about an edit of a text."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import replace

from rapidfuzz.distance import OSA

from watcher.compare.facts import FACTS, facts_of
from watcher.compare.figures import in_figures
from watcher.compare.lexicon import FOLLOWING, UNIT, Lexicon
from watcher.compare.quotations import letters
from watcher.compare.rules import CJK_DIGITS, OPPOSITES, SPELLINGS, VARIANTS, Fact
from watcher.compare.spans import spans_of
from watcher.compare.tokens import SINGLE, Tokens, is_single, is_worded
from watcher.compare.words import Hunk, Wording, reworded
from watcher.model import Change, Span, Weight
from watcher.text import reader_text

# Characters that look alike to a reader: quotation marks, dashes, full-width forms, letters of other scripts. And the
# points of Arabic and Hebrew, which only help to read.
_POINTS = (0x640, 0x200C, 0x200D, *range(0x64B, 0x653), *range(0x591, 0x5BE), 0x5BF, 0x5C1, 0x5C2, 0x5C4, 0x5C5, 0x5C7)
_ALIKE = str.maketrans(
    dict.fromkeys("\"'“”„‟«»‹›‘’‚ʼ`´「」『』＂＇״׳", '"')
    | dict.fromkeys("-−–—―‐‑‒－﹣־", "-")
    | dict.fromkeys("·・•ㆍ‧", "·")
    | {chr(code): chr(code - 0xFEE0) for code in range(0xFF01, 0xFF5F) if code not in (0xFF02, 0xFF07, 0xFF0D)}
    | dict.fromkeys(map(chr, (*_POINTS, *range(0xFE00, 0xFE10))))
    | {"،": ",", "؛": ";", "।": "|", "แ": "เเ", "〜": "~"}
    | {"…": "...", "、": ",", "。": ".", "\u3000": " ", "\xa0": " "}
    | dict(zip("аеорсухіјѕАВЕКМНОРСТХІЈЅΑΒΕΖΗΙΚΜΝΟΡΤΥΧο", "aeopcyxijsABEKMHOPCTXIJSABEZHIKMNOPTYXo", strict=True))
)
_SAME_LETTER = VARIANTS | str.maketrans({"œ": "oe", "æ": "ae", "Œ": "OE", "Æ": "AE"})
# Not where it parts two numbers: "10, 5".
_IDLE_SPACE = re.compile(rf"(?!(?<=\d[.,])\s+\d)(?:(?<=[\W{SINGLE}])\s+|\s+(?=[\W{SINGLE}]))")
_DASHES, _DOTS = re.compile("--+"), re.compile(r"\.{3,}")
_INNER_DOT = re.compile(r"(?<=[^\W\d])\.(?=[^\W\d])")
_RAISED = re.compile(r"(?<=\d)[²³¹⁰⁴-⁹¼-¾⅐-⅞]")  # makes another number of the one before
# A slip: so many letters differ in words of at least so many letters.
_SLIPS = ((8, 2), (3, 1))
_LONGEST_WORD = 60
_MOST_PAIRS = 6  # words of a place that are held against one another
_LONG_ENOUGH = 5  # for a word to be the same whatever its accents
# An edit of so few places, in a text that is no longer, has its numbers and dates read in one spelling.
_FEW_PLACES, _LONGEST = 12, 20_000
_AROUND = 40  # pieces around the places that are read along
_BESIDE = 3  # pieces around a place in which a number is looked for
_CJK_FIGURES = re.compile(f"[{CJK_DIGITS}周週期拜]")
_DATED = frozenset(("number", "date"))
_BROKEN, _MANY = "\ufffd", 5  # the mark of a broken character, parts of a text between these
_MAY_BREAK = f"[^\x00-\x7f{CJK_DIGITS}不没沒无無未非]?"  # what states no fact alone
_FIRST_PICTOGRAM = "\U0001f000"


def text_change(kind: str, path: str, before: str | None, after: str | None, lexicon: Lexicon) -> Change:
    """The change of a running text from `before` to `after`, weighed. None where there was or is no text.

    What comes or goes as a whole is major and touches no fact that was stated before.
    """
    if not before or not after:
        spans: tuple[Span, ...] = (("+", after),) if after else (("-", before),) if before else ()
        weight = Weight.MAJOR if is_worded(after or before or "") else Weight.COSMETIC
        return Change(kind=kind, path=path, before=before, after=after, spans=spans, weight=weight)
    wording = reworded(before, after)
    weight, facts = _weighed(wording, lexicon)
    if weight is not Weight.COSMETIC and _is_near_figures(wording, facts, lexicon):
        weight, facts = _weighed_in_figures(wording, weight, facts, lexicon)
    if kind == "quote.edited" and letters(before) != letters(after):
        weight, facts = Weight.MAJOR, tuple(fact for fact in FACTS if fact in facts or fact == "quote")
    return Change(kind=kind, path=path, before=before, after=after, spans=spans_of(wording), weight=weight, facts=facts)


def _weighed_in_figures(
    wording: Wording, weight: Weight, facts: Sequence[Fact], lexicon: Lexicon
) -> tuple[Weight, tuple[Fact, ...]]:
    """The weight and the facts once numbers, dates and times are in one spelling; those given where they were already.
    A quotation is seen in the whole text only."""
    old, new = _around(wording)
    figures = in_figures(old, lexicon), in_figures(new, lexicon)
    if figures == (old.text, new.text):
        return weight, tuple(facts)
    spelled = reworded(*figures)
    told, changed = _weighed(spelled, lexicon)
    quoted = spelled.hunks and "quote" in facts
    found = tuple(fact for fact in FACTS if fact in changed or (quoted and fact == "quote"))
    return (Weight.MAJOR if found or told is Weight.MAJOR else Weight.MINOR), found


def _is_near_figures(wording: Wording, facts: Sequence[Fact], lexicon: Lexicon) -> bool:
    """Whether the edit may be one of how a number or a date is written."""
    if len(wording.hunks) > _FEW_PLACES or max(len(wording.before.text), len(wording.after.text)) > _LONGEST:
        return False
    return not _DATED.isdisjoint(facts) or any(
        _has_figures(wording.before, a, b, lexicon) or _has_figures(wording.after, c, d, lexicon)
        for a, b, c, d in wording.hunks
    )


def _has_figures(read: Tokens, start: int, end: int, lexicon: Lexicon) -> bool:
    """Whether a number or a date stands at the place or beside it."""
    first, behind = max(0, start - _BESIDE), min(end + _BESIDE, len(read.words))
    if any(state is not None and state[0] in _DATED for state in map(lexicon.states, read.words[first:behind])):
        return True
    return read.singles and _CJK_FIGURES.search(read.text, read.starts[first], read.starts[behind]) is not None


def _around(wording: Wording) -> tuple[Tokens, Tokens]:
    """Both texts from some pieces before the first place to some behind the last: figures far from it are the same."""
    (a, _, c, _), (_, b, _, d) = wording.hunks[0], wording.hunks[-1]
    return _cut_out(wording.before, a, b), _cut_out(wording.after, c, d)


def _cut_out(read: Tokens, start: int, end: int) -> Tokens:
    first, behind = max(0, start - _AROUND), min(end + _AROUND, len(read.words))
    return read if behind - first == len(read.words) else read.part(first, behind)


def _weighed(wording: Wording, lexicon: Lexicon) -> tuple[Weight, tuple[Fact, ...]]:
    telling = tuple(hunk for hunk in wording.hunks if not _is_alike(wording, hunk, other_letters=True))
    facts = facts_of(replace(wording, hunks=telling), lexicon) if telling else ()
    return (Weight.MAJOR if facts else weight_of(wording, lexicon)), facts


def weight_of(wording: Wording, lexicon: Lexicon) -> Weight:
    """The weight of an edit that changes no fact: cosmetic where everything looks alike, minor where there are
    only slips, else major."""
    if all(_is_alike(wording, hunk) for hunk in wording.hunks):
        return Weight.COSMETIC
    if all(_is_slip(wording, hunk, lexicon) for hunk in wording.hunks) and not _have_swapped(wording, lexicon):
        return Weight.MINOR
    return Weight.MAJOR


def _have_swapped(wording: Wording, lexicon: Lexicon) -> bool:
    """Whether two places hold what stood in the other ("甲队击败乙队")."""
    places = {tuple(_spelled(side) for side in _sides(wording, hunk)) for hunk in wording.hunks}
    return any(
        old != new and (new, old) in places and {old, new}.isdisjoint((*lexicon.small, "")) for old, new in places
    )


def _sides(wording: Wording, hunk: Hunk) -> tuple[Sequence[str], Sequence[str]]:
    a, b, c, d = hunk
    return wording.before.words[a:b], wording.after.words[c:d]


def _is_alike(wording: Wording, hunk: Hunk, *, other_letters: bool = False) -> bool:
    """Whether both sides of a place look alike to a reader; `other_letters` that may stand for each other do, too."""
    a, b, c, d = hunk
    before, after = wording.before, wording.after
    old, new = before.text[before.starts[a] : before.starts[b]], after.text[after.starts[c] : after.starts[d]]
    if old[:1] != new[:1] and all(c.isascii() and c.isalnum() for c in (old[:1], new[:1])):
        return False
    old, new = _folded(old), _folded(new)
    return old == new or (other_letters and _bare(old) == _bare(new)) or _is_broken(old, new) or _is_broken(new, old)


def _is_broken(text: str, whole: str) -> bool:
    """Whether characters of a text broke on their way, a few of them: "Caf\ufffd"."""
    parts = text.split(_BROKEN)
    if not 1 < len(parts) < _MANY or not 0 <= len(text) - len(whole) < len(parts):
        return False
    return re.fullmatch(_MAY_BREAK.join(map(re.escape, parts)), whole) is not None


def _bare(text: str) -> str:
    """The text in one of the letters that may stand for each other, without spaces where it holds no number."""
    told = text if text.isascii() else text.translate(_SAME_LETTER).translate(_ALIKE)
    return told if any(map(str.isdigit, told)) else told.replace(" ", "")


def _folded(text: str) -> str:
    if not text.isascii():
        text = reader_text(unicodedata.normalize("NFKC", _RAISED.sub(r"^\g<0>", text.translate(_ALIKE))))
        text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in text)
    return _DOTS.sub("...", _DASHES.sub("-", _IDLE_SPACE.sub("", text.strip().translate(_ALIKE))))


def _is_slip(wording: Wording, hunk: Hunk, lexicon: Lexicon) -> bool:
    """Whether the place looks like a correction of spelling, punctuation, spacing, grammar or a doubled word, or
    states the same number otherwise."""
    gone, come = _sides(wording, hunk)
    old, new = [*filter(is_worded, gone)], [*filter(is_worded, come)]
    if not old and not new:
        return not _is_telling(gone, come)
    a, b = _spelled(old), _spelled(new)
    if a == b or _is_doubled(wording, hunk):
        return True
    pairs = [(_spelled([one]), _spelled([other])) for one, other in zip(old, new, strict=False)]
    if any(one + other in OPPOSITES or other + one in OPPOSITES for one, other in ((a, b), *pairs[:_MOST_PAIRS])):
        return False
    if _is_same_number(old, new, lexicon) or _respelled(a) == _respelled(b):
        return True
    if is_single(a or b):
        return len(old) <= 1 >= len(new)
    if all(word.casefold() in lexicon.small for word in (*old, *new)):
        return True
    if len(old) <= 2 and len(new) <= 2 and _is_spelling(a, b, lexicon):
        return True
    return len(old) == len(new) <= _MOST_PAIRS and all(
        one == other or _is_spelling(one, other, lexicon) or {one, other} <= lexicon.small for one, other in pairs
    )


def _spelled(words: Sequence[str]) -> str:
    text = _INNER_DOT.sub("", "".join(words).casefold())
    return text if text.isascii() else text.translate(_SAME_LETTER)


def _respelled(text: str) -> str:
    for pattern, one in SPELLINGS:
        text = pattern.sub(one, text)
    return text


def _is_telling(old: Sequence[str], new: Sequence[str]) -> bool:
    """Whether something is said without letters: by a plus or a currency, or by another pictogram."""
    if any(word in FOLLOWING for word in (*old, *new)):
        return True
    return all(any(word >= _FIRST_PICTOGRAM for word in side) for side in (old, new))


def _is_same_number(old: Sequence[str], new: Sequence[str], lexicon: Lexicon) -> bool:
    """Whether both sides state numbers and dates and nothing else; no fact was changed, so that they are the same ones.
    Units without their number are the same where they mean the same."""
    states = [lexicon.states(word) for word in (*old, *new) if word not in CJK_DIGITS]
    stated = [state[1] for state in states if state is not None and state[0] in ("number", "date")]
    if not states and not (old and new):
        return False  # figures that came or went
    return len(stated) == len(states) and (len({*stated}) < 2 or not all(value.startswith(UNIT) for value in stated))


def _is_spelling(a: str, b: str, lexicon: Lexicon) -> bool:
    """Whether few letters differ, and not the first: another beginning makes another word ("increase", "decrease")."""
    if _respelled(a) == _respelled(b):
        return True
    short, long = sorted((a, b), key=len)
    if len(long) > _LONGEST_WORD:
        return False
    if _first_letter(a) != _first_letter(b) and {a[:1], b[:1]} != {a[1:2], b[1:2]}:
        return long.removesuffix(short) in lexicon.clitics
    if len(short) >= _LONG_ENOUGH and _unaccented(a) == _unaccented(b):
        return True
    distance = OSA.distance(a, b, score_cutoff=2)
    return any(len(short) >= length and distance <= slips for length, slips in _SLIPS)


def _first_letter(word: str) -> str:
    return _unaccented(word[:1])


def _unaccented(word: str) -> str:
    """The letters without what stands over and under them."""
    return "".join(c for c in unicodedata.normalize("NFD", word) if not unicodedata.combining(c))


def _is_doubled(wording: Wording, hunk: Hunk) -> bool:
    """Whether all that came or went is a word that stands there anyway."""
    a, b, c, d = hunk
    if sorted((b - a, d - c)) != [0, 1]:
        return False
    words, start = (wording.before.words, a) if a < b else (wording.after.words, c)
    beside = (*words[max(0, start - 1) : start], *words[start + 1 : start + 2])
    return words[start].casefold() in (word.casefold() for word in beside)
