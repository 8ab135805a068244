"""Which facts an edit of a text changed: numbers, dates, names, quotations, negation."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator, Sequence
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
_SENTENCE_END = re.compile(r"[.!?:;…。！？\"“”„«»‘(\[•–—-]")
_CAPITALISED_NOUNS = ("de", "lb")
_DATE = re.compile(r"\d{4}-\d\d-\d\d|\d{1,2}([./])\d{1,2}\1(?:\d{4}|\d\d)|(?:1[5-9]|20)\d\d")
_SIGNS = str.maketrans("−–﹣－±萬億％", "----±万亿%")
_NOT = re.compile("n['’]t$")
_POSSESSIVE = re.compile("['’]s?$")
_DOT = "·・‧"
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
        "name": _differs("name", gone, come) or any(_renamed(wording, hunk, lexicon) for hunk in wording.hunks),
        "quote": _quotations(wording.before.text) != _quotations(wording.after.text),
        "negation": _is_negated(gone, come) or any(_is_contrary(wording, hunk, lexicon) for hunk in wording.hunks),
    }
    return tuple(fact for fact in FACTS if found[fact])


def _differs(fact: Fact, gone: Sequence[Marks], come: Sequence[Marks]) -> bool:
    """Whether one after the other they are not the same. The word "one" counts only against another number."""
    old = [value for name, value in chain.from_iterable(gone) if name == fact]
    new = [value for name, value in chain.from_iterable(come) if name == fact]
    if old and new:
        return old != new if fact != "name" else "".join(old) != "".join(new)
    return any(value != "one" for value in old + new)


def _is_negated(gone: Sequence[Marks], come: Sequence[Marks]) -> bool:
    """Whether in any one place there are more negations, or fewer: one that moves turns round another word."""
    negation: Mark = ("negation", "")
    return any(old.count(negation) != new.count(negation) for old, new in zip(gone, come, strict=True))


def _marks(tokens: Tokens, start: int, end: int, lexicon: Lexicon) -> list[Mark]:
    """What the pieces start to end state, and the phrases that reach into them or touch them."""
    found = list(chain.from_iterable(_stated(tokens.words, k, lexicon) for k in range(start, end)))
    first, last = max(0, start - _CONTEXT), min(len(tokens.words), end + _CONTEXT)
    if any(map(is_single, tokens.words[first:last])):
        base = tokens.start(first)
        begins, ends = (
            (tokens.start(start), tokens.end(end - 1)) if start < end else (tokens.end(start - 1), tokens.start(start))
        )
        found += lexicon.marks_in(tokens.text[base : tokens.end(last - 1)], begins - base, ends - base)
    return found


def _stated(words: Sequence[str], k: int, lexicon: Lexicon) -> Iterator[Mark]:
    word = words[k]
    if any(map(str.isdigit, word)):
        yield "number", number_value(word, lexicon.group)
        if _DATE.fullmatch(word) or _is_beside_date(words, k, lexicon):
            yield "date", word
    elif is_single(word) or not word[0].isalpha():
        return
    elif mark := lexicon.marks(word):
        yield mark
    elif _NOT.search(word):
        yield "negation", ""
    elif _is_name(words, k, lexicon):
        yield "name", _POSSESSIVE.sub("", word.casefold())


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


def _renamed(wording: Wording, hunk: Hunk, lexicon: Lexicon) -> bool:
    """Whether characters were replaced before a title ("岸田首相"), or in a foreign name with a dot in it."""
    old, new = "".join(wording.before.words[slice(*hunk.old)]), "".join(wording.after.words[slice(*hunk.new)])
    if not (1 < len(old) <= _LONGEST_NAME and 1 < len(new) <= _LONGEST_NAME and is_single(old) and is_single(new)):
        return False
    following = "".join(wording.after.words[hunk.new[1] : hunk.new[1] + _CONTEXT])
    return following.startswith(tuple(filter(is_single, lexicon.titles)))


def _is_contrary(wording: Wording, hunk: Hunk, lexicon: Lexicon) -> bool:
    """Whether a word became its contrary: "likely", "unlikely"."""
    old, new = wording.before.words[slice(*hunk.old)], wording.after.words[slice(*hunk.new)]
    if len(old) != len(new) or not (lexicon.prefixes or lexicon.infixes):
        return False
    pairs = (sorted((a.casefold(), b.casefold()), key=len) for a, b in zip(old, new, strict=True))
    return any(_makes_contrary(short, long, lexicon) for short, long in pairs)


def _makes_contrary(short: str, long: str, lexicon: Lexicon) -> bool:
    if any(char.isdigit() for char in long) or short == long:
        return False
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
    return [_NOT_A_LETTER.sub("", found[found.lastindex or 0]).casefold() for found in _QUOTATION.finditer(text)]
