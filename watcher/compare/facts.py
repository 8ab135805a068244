"""Which facts an edit of a text changed: numbers, dates, names, quotations, negation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from itertools import chain

from watcher.compare.lexicon import Lexicon, Mark
from watcher.compare.rules import Fact
from watcher.compare.tokens import Tokens, is_single
from watcher.compare.words import Hunk, Wording

FACTS: tuple[Fact, ...] = ("number", "date", "name", "quote", "negation")
# How many pieces around a change are read along with it.
_CONTEXT = 4
_BESIDE = 2
_QUOTE_MARK = re.compile("[\"'“”„‟«»‹›‘’「」『』]")
_QUOTATION = re.compile(
    r"“([^“”„]+)”|„([^„“”]+)[“”]|”([^”“]+)”|«([^«»]+)»|»([^«»]+)«|‹([^‹›]+)›|「([^「」]+)」|『([^『』]+)』"
    r'|"([^"]+)"|(?<!\w)‘((?:[^‘’]|’(?=\w))+)’|(?<!\w)\'(?=\S)((?:[^\']|\'(?=\w))+)\''
)
_NOT_A_LETTER = re.compile(r"[\W_]+")
_SENTENCE_END = re.compile(r"[.!?:;…。！？\"“”„«»‘(\[•–—]")
_CAPITALISED_NOUNS = ("de", "lb")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}([./])\d{1,2}\1(?:\d{4}|\d\d)|(?:1[5-9]|20)\d\d")
_SIGNS = str.maketrans("−–﹣－±萬億％", "----±万亿%")
_NOT = re.compile("n['’]t$")
_POSSESSIVE = re.compile("['’]s?$")
_SHORTEST_STEM = 3
_LONGEST_NAME = 6

Marks = Sequence[Mark]


def facts_of(wording: Wording, lexicon: Lexicon) -> tuple[Fact, ...]:
    """The facts that were changed, in the order of FACTS. A fact that comes or goes is changed, too."""
    gone = [_marks(wording.before, *hunk.old, lexicon) for hunk in wording.hunks]
    come = [_marks(wording.after, *hunk.new, lexicon) for hunk in wording.hunks]
    found: dict[Fact, bool] = {
        "number": _differs("number", gone, come),
        "date": _differs("date", gone, come),
        "name": _is_renamed(wording, gone, come) or _is_title_renamed(wording, lexicon),
        "quote": _quotations(wording.before.text) != _quotations(wording.after.text),
        "negation": _is_negated(gone, come) or _is_contrary(wording, lexicon),
    }
    return tuple(fact for fact in FACTS if found[fact])


def _differs(fact: Fact, gone: Sequence[Marks], come: Sequence[Marks]) -> bool:
    """Whether one after the other they are not the same. The word "one" counts only against another number."""
    old = [value for name, value in chain.from_iterable(gone) if name == fact]
    new = [value for name, value in chain.from_iterable(come) if name == fact]
    return old != new if old and new else any(value != "one" for value in old + new)


def _is_negated(gone: Sequence[Marks], come: Sequence[Marks]) -> bool:
    """Whether in any one place there are more negations, or fewer: one that moves turns round another word."""
    negation: Mark = ("negation", "")
    return any(old.count(negation) != new.count(negation) for old, new in zip(gone, come, strict=True))


def _marks(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> list[Mark]:
    """What the pieces start to end state, and the phrases that reach into them or touch them."""
    found: list[Mark] = []
    for k in range(start, end):
        found += stated(tokens.words, k, lexicon)
    if tokens.singles:
        first, last = max(0, start - _CONTEXT), min(len(tokens.words), end + _CONTEXT)
        base = tokens.start(first)
        begins, ends = (
            (tokens.start(start), tokens.end(end - 1)) if start < end else (tokens.end(start - 1), tokens.start(start))
        )
        found += lexicon.marks_in(tokens.text[base : tokens.end(last - 1)], begins - base, ends - base)
    return found


def stated(words: Sequence[str], k: int, lexicon: Lexicon) -> Sequence[Mark]:
    """What one piece states by itself or with its neighbours; a number in a date states both."""
    word = words[k]
    if not word.isalpha() and any(map(str.isdigit, word)):
        number: Mark = ("number", number_value(word, lexicon.group))
        dated = _DATE.fullmatch(word) or _is_beside_date(words, k, lexicon)
        return (number, ("date", word)) if dated else (number,)
    if is_single(word) or not word[0].isalpha():
        return ()
    if mark := lexicon.marks(word):
        return (mark,)
    if _NOT.search(word):
        return (("negation", ""),)
    return (("name", _POSSESSIVE.sub("", word.casefold())),) if _is_name(words, k, lexicon) else ()


def number_value(word: str, group: str = "") -> str:
    """A number as it is compared: ASCII digits, one minus sign, no thousands separators, no spaces."""
    text = "".join(str(unicodedata.decimal(c)) if c.isdecimal() else c for c in word.translate(_SIGNS)).casefold()
    text = re.sub(r"\s|(?<=\d)['’](?=\d{3})", "", text)
    separator = group or ("," if text.count(",") > 1 else "." if text.count(".") > 1 else "")
    grouped = separator and re.fullmatch(rf"(\D*)(\d{{1,3}}(?:{re.escape(separator)}\d{{3}})+)(?!\d)(.*)", text)
    return f"{grouped[1]}{grouped[2].replace(separator, '')}{grouped[3]}" if grouped else text


def _is_beside_date(words: Sequence[str], k: int, lexicon: Lexicon) -> bool:
    beside = words[max(0, k - _BESIDE) : k + _BESIDE + 1]
    return any(mark[0] == "date" for word in beside if word[0].isalpha() and (mark := lexicon.marks(word)))


def _is_name(words: Sequence[str], k: int, lexicon: Lexicon) -> bool:
    """Whether a capital, or a title before it, says so. A first word of a sentence, and any German noun, needs a
    neighbour that has a capital as well."""
    word = words[k]
    if k and words[k - 1] in lexicon.titles:
        return True
    if not word[0].isupper():
        return False
    if lexicon.language in _CAPITALISED_NOUNS:
        return (
            _is_inner_capital(words, k) and any(_is_inner_capital(words, n) for n in (k - 1, k + 1))
        ) or _is_acronym(word)
    return _is_inner_capital(words, k) or _is_inner_capital(words, k + 1)


def _is_inner_capital(words: Sequence[str], k: int) -> bool:
    """Whether the piece is a word with a capital that does not begin a sentence."""
    return 0 < k < len(words) and words[k][0].isupper() and not _SENTENCE_END.match(words[k - 1])


def _is_acronym(word: str) -> bool:
    return len(word) > 1 and word.isupper()


def _is_renamed(wording: Wording, gone: Sequence[Marks], come: Sequence[Marks]) -> bool:
    """Whether names came or went, other than by a capital or a space."""
    old = "".join(_POSSESSIVE.sub("", wording.before.words[k].casefold()) for h in wording.hunks for k in range(*h.old))
    new = "".join(_POSSESSIVE.sub("", wording.after.words[k].casefold()) for h in wording.hunks for k in range(*h.new))
    lost = (value for name, value in chain.from_iterable(gone) if name == "name" and value not in new)
    won = (value for name, value in chain.from_iterable(come) if name == "name" and value not in old)
    return any(lost) or any(won)


def _is_title_renamed(wording: Wording, lexicon: Lexicon) -> bool:
    """Whether characters were replaced before a title ("岸田首相")."""
    titles = lexicon.single_titles
    return wording.after.singles and any(_is_renamed_at(wording, hunk, titles) for hunk in wording.hunks)


def _is_renamed_at(wording: Wording, hunk: Hunk, titles: tuple[str, ...]) -> bool:
    old, new = (side.words[slice(*at)] for side, at in zip((wording.before, wording.after), hunk, strict=True))
    if not all(1 < len(name) <= _LONGEST_NAME and is_single(name[0]) for name in (old, new)):
        return False
    return "".join(wording.after.words[hunk.new[1] : hunk.new[1] + _CONTEXT]).startswith(titles)


def _is_contrary(wording: Wording, lexicon: Lexicon) -> bool:
    """Whether a word became its contrary: "likely", "unlikely"."""
    if not lexicon.prefixes and not lexicon.infixes:
        return False
    for old, new in wording.hunks:
        if old[1] - old[0] == new[1] - new[0] <= _LONGEST_NAME:
            for a, b in zip(wording.before.words[slice(*old)], wording.after.words[slice(*new)], strict=True):
                short, long = sorted((a.casefold(), b.casefold()), key=len)
                if _makes_contrary(short, long, lexicon):
                    return True
    return False


def _makes_contrary(short: str, long: str, lexicon: Lexicon) -> bool:
    prefix = long.removesuffix(short)
    if prefix in lexicon.prefixes and (len(short) >= _SHORTEST_STEM or not prefix.isalpha()):
        return True
    return any(
        long[:at] + long[at + len(infix) :] == short
        for infix in lexicon.infixes
        if len(long) == len(short) + len(infix) and (at := long.find(infix, 2)) > 0
    )


def _quotations(text: str) -> list[str]:
    """The letters of what stands in quotation marks, whatever those look like."""
    if not _QUOTE_MARK.search(text):
        return []
    return [letters(found[found.lastindex or 0]) for found in _QUOTATION.finditer(text)]


def letters(text: str) -> str:
    """The letters and digits of a text, in small letters."""
    return _NOT_A_LETTER.sub("", text).casefold()
