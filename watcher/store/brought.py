"""What a revision brought, in words as they are searched.

That is its headline, and of each text that the one before did not have the sentences that are new.
The search keeps no copy of these words: where they are to be cleared they are found out again. So whoever changes what
is said here, in terms.py or by Article.passages writes a migration that indexes everything anew (docs/adr/0027).
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator

from watcher.model import Article
from watcher.store.terms import indexed

_KNOWN_BY = 24  # characters at the beginning or the end of a text that was edited
_AROUND = 24  # characters beside what is new that belong to it, so that phrases which reach into it are found
_ENDS = ".!?…。！？؟۔।"  # of sentences


def words(article: Article, before: Article | None) -> str:
    """Apart by spaces, those of one text in a line. `before` is the revision before, None for the first."""
    return "\n".join(filter(None, map(indexed, dict.fromkeys((article.title, *_texts(article, before))))))


def _texts(article: Article, before: Article | None) -> Iterator[str]:
    own, known = (dict.fromkeys(one.passages()) if one else {} for one in (article, before))
    gone = [text for text in known if text not in own]
    begins, ends = {text[:_KNOWN_BY]: text for text in gone}, {text[-_KNOWN_BY:]: text for text in gone}
    for text in own:
        if text not in known:
            yield _new_in(text, begins.get(text[:_KNOWN_BY]) or ends.get(text[-_KNOWN_BY:]) or "")


def _new_in(text: str, former: str) -> str:
    """The sentences of `text` that `former` did not have, with some characters more."""
    begin = _alike(text, former)
    same = min(_alike(text[::-1], former[::-1]), min(len(text), len(former)) - begin)
    first, last = max(begin - _AROUND, 0), len(text) - same + _AROUND
    start = max(text.rfind(sign, 0, first) for sign in _ENDS) + 1
    stop = min((place for sign in _ENDS if (place := text.find(sign, last)) >= 0), default=len(text))
    return text[start:stop]


def _alike(one: str, other: str) -> int:
    """With how many of the same characters they begin."""
    shorter = min(len(one), len(other))
    return bisect_left(range(1, shorter + 1), True, key=lambda size: one[:size] != other[:size])
