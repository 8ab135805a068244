"""Lines that the pages of a site repeat: what is counted of them, and when one is taken for furniture.

Here, and not beside the reader, because the store asks too: it counts in the transaction that writes the revision.
"""

from __future__ import annotations

import hashlib
import math
import re
from collections import Counter
from collections.abc import Collection, Mapping, Sequence
from dataclasses import dataclass
from functools import partial
from itertools import chain
from operator import add

from watcher.lazily import late
from watcher.text import cjk_share, remembered

COUNTED = 50  # a site's newest articles, among which is counted: what a site gave up is forgotten in time
MOST_KNOWN = 100  # lines of one site
_FIFTH = 5
_MANY = 12  # articles
_READ = 2000  # characters of one text in which words are looked for

# (letters up to which it holds, articles, share of them). Stories that follow one another share their background word
# for word, so the more a line could be a sentence of the story, the more articles have to have it. A label could be a
# sub-heading that many stories have.
_STEPS = ((80, 4, 0.25), (200, 5, 0.4), (600, 8, 0.6))
_LABEL = (60, 8, 0.9)
_NEVER = (0, 0, math.inf)
_WORD = re.compile(r"\w{4,}")
_IDEOGRAPHS = late("[\u3040-\u30ff\u3400-\u9fff\uac00-\ud7af]{2,}")


@dataclass(frozen=True, slots=True, kw_only=True)
class Line:
    """The text of one block, as it is compared with those of other articles: `digest` is that of its letters, `size`
    how many there are (a Chinese, Japanese or Korean one counts as three), `excerpt` how it begins. `label`: it is no
    sentence, by its end. `foreign`: hardly a word of it stands elsewhere in the article."""

    digest: str
    size: int
    label: bool
    excerpt: str
    foreign: bool = True


@dataclass(frozen=True, slots=True, kw_only=True)
class KnownLine:
    """A line that is known to repeat, and on how many of the articles `counted` last it stood."""

    line: Line
    articles: int
    counted: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Known:
    """The lines that a site is known to repeat, sorted by digest; () where nothing is known."""

    site: str = ""
    lines: tuple[KnownLine, ...] = ()

    @property
    def digest(self) -> str:
        """16 hex digits by which these lines are told from any others, however often each was seen; "" without any."""
        own = "\0".join(known.line.digest for known in self.lines)
        return hashlib.sha256(own.encode()).hexdigest()[:16] if own else ""

    def line(self, digest: str) -> KnownLine | None:
        """The known line of that digest; None where it is not known."""
        return next((known for known in self.lines if known.line.digest == digest), None)


NOTHING_KNOWN = Known()


def voting(lines: Sequence[Line], others: Mapping[str, int], known: Collection[str]) -> tuple[Line, ...]:
    """Those of an article's lines that count. `others` says on how many other articles of the site each stood.

    Background has the names of its story, furniture speaks of other things. And what an article shares with several
    others is its story where it makes a fifth of its text, as in weather reports and in follow-ups that tell
    everything again; then none of that counts.
    """
    candidates = [line for line in lines if line.foreign or line.digest in known]
    shared = {line.digest for line in candidates if others.get(line.digest, 0) > 1 and line.digest not in known}
    if _FIFTH * sum(line.size for line in lines if line.digest in shared) < sum(line.size for line in lines):
        return tuple(candidates)
    return tuple(line for line in candidates if line.digest not in shared)


def is_common(line: Line, articles: int, counted: int) -> bool:
    """Whether a line stands on enough of a site's articles to be furniture."""
    _, least, share = _step(line)
    return articles >= least and articles >= share * counted


def is_rare(line: Line, articles: int, counted: int) -> bool:
    """Whether a known line stands on clearly too few articles now: less than half of what made it known."""
    return 2 * articles < _step(line)[2] * counted


def is_spread(headlines: Sequence[str], others: Sequence[str]) -> bool:
    """Whether articles tell of different things: no word stands in two thirds of their headlines.

    A word does no harm that stands in two thirds of the `others` of the site as well, "Newsletter" in a series; where
    there are no others, that can be told of many articles only.
    """
    common = _common(headlines) - _common(others)
    return not common or (not others and len(headlines) >= _MANY)


def _common(headlines: Sequence[str]) -> frozenset[str]:
    """The words that stand in two thirds of headlines."""
    found = Counter(chain.from_iterable(words(headline) for headline in headlines))
    return frozenset(word for word, count in found.items() if 3 * count >= 2 * len(headlines))


def _step(line: Line) -> tuple[int, int, float]:
    if line.label and line.size <= _LABEL[0]:
        return _LABEL
    return next((step for step in _STEPS if line.size <= step[0]), _NEVER)


@partial(remembered, most=128)  # the lines of an article; each set takes 12 KB
def words(text: str) -> frozenset[str]:
    """The longer words of a text, and each two neighbours of its ideographs."""
    folded = text[:_READ].casefold()
    runs = _IDEOGRAPHS.findall(folded) if cjk_share(text) else ()
    if not runs:
        return frozenset(_WORD.findall(folded))
    pairs = chain.from_iterable(map(add, run, run[1:]) for run in runs)
    return frozenset(chain(_WORD.findall(_IDEOGRAPHS.sub(" ", folded)), pairs))
