"""What is remembered of a page by which its article is known again before anything is parsed.

A page is its **pieces**: what stands between two "<". Those from which the article was read are known from the parser;
a digest of them is the imprint. Noise inside the article (a time ago, a count, the signature of a picture's address,
class names that a build made up) is learned from two loads that tell the same article, as the reader found: the runs of
letters and digits that differed may differ again, and nothing else (learned.py). See docs/adr/0025.
"""

from __future__ import annotations

import hashlib
import re
from collections.abc import Sequence
from dataclasses import dataclass, fields, replace
from datetime import datetime, timedelta
from functools import lru_cache

from watcher.inserts import NO_INSERTS, Inserts, any_of, without
from watcher.model import Page, WatchId

TRUSTED = timedelta(hours=6)  # from one reading of the whole page to the next
TRIES = 6  # readings in a row after which the article was not known again, until that is left for a while
_NEAR = 4_000  # bytes before where an anchor was, from which it is looked for
RUNS = re.compile(rb"[0-9A-Za-z]++|<|[^0-9A-Za-z<]++")
_PARAGRAPH = re.compile(b"<p")
_REMEMBERED = 10_000  # imprints, of about 5 KB


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """So `many` pieces in a row, but for `inserts`, of which the one at `at` begins with `anchor`, last seen `near`
    that byte. `spare` is how many pieces those inserts may have."""

    anchor: bytes
    at: int
    many: int
    near: int
    inserts: Inserts = NO_INSERTS
    spare: int = 0

    def is_at(self, body: bytes, byte: int) -> bool:
        """Whether the anchor would be found there."""
        return self._found(body) == byte

    def _found(self, body: bytes) -> int:
        return body.find(self.anchor, max(self.near - _NEAR, 0))

    def pieces(self, body: bytes) -> tuple[list[bytes], int] | None:
        """(the pieces, the byte behind the last); None where they are not there."""
        start = self._found(body)
        for _ in range(self.at):
            start = body.rfind(b"<", 0, max(start, 0))
        if start < 0:
            return None
        found = body[start + 1 :].split(b"<", self.many + self.spare)
        spans = self.inserts.found(found, self.many)
        many = self.many + sum(end - first for first, end in spans)
        if len(found) <= many:
            return None
        del found[many:]
        return without(found, spans), start + sum(map(len, found)) + many


def tag(piece: bytes) -> bytes:
    """What counts of a tag that is not read: of a script no more than that it is one, as it may have a nonce."""
    return piece[:7] if piece.startswith(b"script ") else piece.partition(b">")[0]


def nameless(piece: bytes, names: tuple[bytes, ...]) -> bytes:
    """A piece without the values of these names in its tag; in a script, in all of it."""
    if not names:
        return piece
    tag, end, text = piece.partition(b">")
    if tag[:6] == b"script":
        return values_of(names).sub(b"", piece)
    return values_of(names).sub(b"", tag) + end + text


@lru_cache(maxsize=1024)
def values_of(names: tuple[bytes, ...]) -> re.Pattern[bytes]:
    """The names in queries, and the attributes (with a space before their name), with their values."""
    own, attributes = ([re.escape(n) for n in names if n.startswith(b" ") == is_one] for is_one in (False, True))
    queried = rb"(?:[?&;]|\\u0026)(?:%b)=[\w~%%+=-]*+" % b"|".join(own)
    stated = rb"(?:%b)=(?:\"[^\"<>]*+\"|'[^'<>]*+')" % b"|".join(attributes)
    return re.compile(b"|".join(([queried] if own else []) + ([stated] if attributes else [])))


def count(piece: bytes, counted: tuple[bytes, ...]) -> bytes:
    """The pattern that all of a piece fits, or the piece."""
    if not counted or not any_of(counted).fullmatch(piece):
        return piece
    return next((one for one in counted if any_of((one,)).fullmatch(piece)), piece)


@dataclass(frozen=True, slots=True, kw_only=True)
class Mask:
    """What of the pieces may differ: all of those `dropped`, the texts of those `cut`, the values of `names` in those
    `named`, what the patterns `counted` leave open in those `counting`, `runs` of those that are `loose`, joined by
    "<"; of these the `figures` only by other figures."""

    dropped: Sequence[int] = ()
    cut: Sequence[int] = ()
    names: tuple[bytes, ...] = ()
    named: Sequence[int] = ()
    counted: tuple[bytes, ...] = ()
    counting: Sequence[int] = ()
    loose: Sequence[int] = ()
    runs: Sequence[int] = ()
    figures: Sequence[int] = ()

    def digest(self, pieces: list[bytes]) -> bytes | None:
        """Of what may not differ; None where what has to be figures is none. The `pieces` are used up."""
        for n in self.dropped:
            pieces[n] = b""
        for n in self.cut:
            pieces[n] = tag(pieces[n])
        for n in self.named:
            pieces[n] = nameless(pieces[n], self.names)
        for n in self.counting:
            pieces[n] = count(pieces[n], self.counted)
        runs = RUNS.findall(b"<".join([pieces[n] for n in self.loose])) if self.loose else []
        if self.runs and (self.runs[-1] >= len(runs) or not all(runs[n].isdigit() for n in self.figures)):
            return None
        for n in self.runs:
            runs[n] = b""
        for n in self.loose:
            pieces[n] = b""
        return _digest(b"<".join((*pieces, b"".join(runs))))


MOST_NOISE = 60  # of each kind, of one site


@dataclass(frozen=True, slots=True, kw_only=True)
class Noise:
    """What was learned on the pages of a site, and tried on one of them: how inserts begin and the tags within them,
    names whose values do not count, patterns of pieces in which figures do not."""

    begin: tuple[bytes, ...] = ()
    within: tuple[bytes, ...] = ()
    names: tuple[bytes, ...] = ()
    counted: tuple[bytes, ...] = ()

    def __or__(self, other: Noise) -> Noise:
        """Both; one of the two where that is both, or where both would be too much."""
        pairs = {f.name: (*getattr(self, f.name), *getattr(other, f.name)) for f in fields(self)}
        every = {name: tuple(dict.fromkeys(both)) for name, both in pairs.items()}
        both = Noise(**every)
        if not both.is_little:
            return other if other.is_little else self
        return next((one for one in (self, other) if one == both), both)  # thousands of imprints share it

    @property
    def is_little(self) -> bool:
        return all(len(getattr(self, f.name)) <= MOST_NOISE for f in fields(self))

    def inserts(self, charset: str) -> Inserts:
        """Those of a page in that charset."""
        return Inserts(begin=self.begin, within=self.within, charset=charset) if charset else NO_INSERTS


NO_NOISE = Noise()


@dataclass(frozen=True, slots=True, kw_only=True)
class Imprint:
    """How an article stood on its page when all of that was read last, at `read_at`. After so many `tries` to
    learn where it stands, that is left for a while.

    `noise` is what of its page is noise that others of the site may have as well. `whole` is the digest of all its
    bytes: without `places` it is known again by that alone. `behind` is how many paragraphs stand behind the story,
    `following` what the tag behind it looks like (b"": like anything), `elsewhere` what else has to stand on the page.
    `packed` are the pieces as they were."""

    read_at: datetime
    content_type: str | None = None
    noise: Noise = NO_NOISE
    whole: str = ""
    places: tuple[Place, ...] = ()
    mask: Mask = Mask()
    digest: bytes = b""
    behind: int = 0
    following: bytes = b""
    elsewhere: tuple[bytes, ...] = ()
    packed: bytes = b""
    tries: int = 0

    def shows(self, page: Page, now: datetime) -> bool:
        """Whether `page` shows the article as it was; False where that cannot be told without reading it."""
        return now - self.read_at < TRUSTED and self.is_on(page)

    def unlearned(self, page: Page, now: datetime) -> Imprint:
        """The imprint after `page` was read, by all its bytes as long as no more is learned of it."""
        read_at = now if self.tries < TRIES else self.read_at
        return replace(self, read_at=read_at, content_type=page.content_type, whole=page.digest())

    def wants(self, now: datetime) -> bool:
        """Whether another page is to be learned from."""
        return self.tries < TRIES or now - self.read_at >= TRUSTED

    def is_on(self, page: Page) -> bool:
        """The same, however long ago the whole page was read."""
        if page.content_type != self.content_type:
            return False
        if not self.places:
            return page.digest() == self.whole
        found = taken(page.body, self.places)
        return (
            found is not None
            and paragraphs(page.body, found[1]) == self.behind
            and self._is_followed(page.body, found[1])
            and self.mask.digest(found[0]) == self.digest
            and all(text in page.body for text in self.elsewhere)
        )

    def _is_followed(self, body: bytes, behind: int) -> bool:
        """Whether the tag behind the story is the one that it was, or begins an insert: no correction came there."""
        likely = (self.following, *self.noise.begin)
        return not self.following or any_of(likely).match(body, behind + 1) is not None


def paragraphs(body: bytes, behind: int) -> int:
    """How many stand behind that byte, at most."""
    return len(_PARAGRAPH.findall(body, behind))  # a third of what `count` takes


def _digest(of: bytes) -> bytes:
    return hashlib.sha256(of).digest()  # by the processor itself: half of what others take


Key = tuple[WatchId, int]


class Imprints:
    """The imprints of articles that are looked at again soon, by watch and number of the revision: what others record
    meanwhile is another one. Where there is no room, those stay that can still be trusted. And the noise of sites."""

    def __init__(self, most: int = _REMEMBERED) -> None:
        self._most = most
        self._known: dict[Key, Imprint] = {}  # the one that was read first, first
        self._noise: dict[str, Noise] = {}

    def of(self, key: Key) -> Imprint | None:
        """None where nothing is remembered."""
        return self._known.get(key)

    def noise(self, site: str) -> Noise:
        """What is noise on the pages of a site."""
        return self._noise.get(site, NO_NOISE)

    def keep(self, key: Key, imprint: Imprint, now: datetime, site: str = "") -> None:
        self._learn(site, imprint.noise)
        self._known.pop(key, None)
        if len(self._known) >= self._most:
            oldest = next(iter(self._known))
            if now - self._known[oldest].read_at < TRUSTED:
                return
            del self._known[oldest]
        self._known[key] = imprint

    def _learn(self, site: str, noise: Noise) -> None:
        known = self.noise(site)
        if noise != known and (more := known | noise) != known:
            self._noise.pop(site, None)
            if len(self._noise) >= self._most:
                del self._noise[next(iter(self._noise))]
            self._noise[site] = more


def taken(body: bytes, places: Sequence[Place]) -> tuple[list[bytes], int] | None:
    """(the pieces that count, those of the story first; the byte behind these); None where they are not there."""
    found = [place.pieces(body) for place in places]
    whole = [pieces for one in found if one is not None for pieces in one[0]]
    return (whole, found[0][1]) if found[0] is not None and None not in found else None
