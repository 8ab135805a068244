"""Names and sentences, told apart by their capitals."""

from __future__ import annotations

import re

from watcher.lazily import late
from watcher.text import cjk_share

_PARTICLES = frozenset(
    "the of and for via by in on at de del della di da do dos du des la le les el los das der die den dem des von vom"
    " van zu zur und et y e u i en af av og och ja a an al bin ibn ter ten to with from pour für auf über mit".split()
)
_WORD = re.compile(r"[^\W\d_][\w'’.-]*")
_ELIDED = re.compile(r"(?:d|l|all|dell|nell)[’'](?=[A-ZÀ-Þ])")
_NOT_IN_NAMES = re.compile(r"[\d?!:;。、]|\.(?<=\w{3}.)(?:\s|$)")
_IDEOGRAPHS = late(r"[^\W\d_]{4,}[。！？]|[\u3040-\u30ff\u4e00-\u9fff]{25,}")  # of prose
PLACED = re.compile(
    r"\s(?:in|im|am|an|at|on|auf|bei|vor|à|au|aux|dans|sur|nel|nella|em|with|mit|avec|near|في|على|إلى|عند|خلال)\s"
)


def is_named_like(text: str) -> bool:
    """Whether a text could be a person's or a house's name: two to eight words with capitals, no sentence."""
    return len(text) <= 60 and 2 <= len(text.split()) <= 8 and is_name(text)


def is_name(text: str) -> bool:
    """Whether a text could be a name of one to eight words, or of a few ideographs."""
    words = text.strip(" ()").split()
    if not 1 <= len(words) <= 8 or _NOT_IN_NAMES.search(text) or PLACED.search(text):
        return False
    heads = [w.strip("(\"'’“”,.") for w in words]
    if not any(h[:1].isupper() or h[:1].islower() for h in heads):
        return "." not in text and len(text) <= (5 if cjk_share(text) > 0.5 else 30)
    named = all(not h or not h[0].islower() or h.lower() in _PARTICLES or "." in h or _ELIDED.match(h) for h in heads)
    return named and heads[0][:1].isupper()


def is_prose(text: str, longest: int = 3) -> bool:
    """Whether `longest` words without capitals follow each other, as in sentences and not in names."""
    run = 0
    for word in _WORD.findall(text[:300]):
        if word[0].isupper() or "." in word[:-1]:
            run = 0
        elif word.lower() not in _PARTICLES:
            run += 1
        if run == (longest if word[0].islower() else 9):
            return True
    return not text.isascii() and bool(_IDEOGRAPHS.search(text))
