"""By what changes of different articles are alike.

Only what a site or a reader of pages does to many articles by itself has traits. What people edit has none: headlines,
sentences, notices, and times of modification.
"""

from __future__ import annotations

import hashlib
import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from enum import StrEnum
from itertools import chain

from watcher.model.article import Article, Heading, Paragraph
from watcher.model.history import Change, Revision
from watcher.model.repeated import words
from watcher.model.weight import Weight
from watcher.text import shortened, weight

_MOST = 40  # traits of one revision, but for shapes, of which there are few
_EXCERPT = 80  # characters
_LEAST_TEXT = 12  # letters of a text that came or went
_LEAST_WORDS = 6  # letters of words that were put in the place of others
_READ = 4000  # characters of one text that are compared
_THIRD = 3
_STEP = timedelta(minutes=15)  # zones are whole steps apart
_WIDEST = timedelta(hours=14)
_LETTERS = re.compile(r"[^\W_]+")
_BLOCK = re.compile(r"blocks\[(\d+)\]")

_TEXTS = ("paragraph", "heading", "list", "quote", "table")
_SHOWN = ("image", "embed")
_WORDED = ("title", "standfirst", "caption", *_TEXTS)
# What stands beside the story; each may come, go or be edited. The first people set for a whole story as well.
_ASSIGNED = ("kicker", "authors", "section", "tags", "link", *_SHOWN)
_ASIDE = (*_ASSIGNED, "credits", "copyright", "canonical", "credit", "alt")
_CAME_OR_WENT = ("added", "removed")


class Likeness(StrEnum):
    """In what changes are alike, the strongest sign first."""

    TEXT = "text"  # the same text came or went
    SHAPE = "shape"  # the same became of something beside the story, with whatever words
    ASIDE = "aside"  # likewise, of something that people set for all articles of one story: tags, links, pictures
    WORDS = "words"  # the same words were put in the place of the same others, and no fact with them
    EDGE = "edge"  # one block came or went at the very beginning or end
    FACTS = "facts"  # the same words were put in the place of the same others, and a fact is touched


@dataclass(frozen=True, slots=True, kw_only=True)
class Trait:
    """What a change may have in common with changes of other articles. Equal `key`, alike changes. `kind` is that of
    the change, `detail` says what else they share, in words, "" for nothing."""

    likeness: Likeness
    kind: str
    key: str
    detail: str = ""


_FEW = (Likeness.SHAPE, Likeness.ASIDE)


def traits_of(revision: Revision) -> dict[Trait, tuple[int, ...]]:
    """The traits of a revision's changes, each with the positions of the changes that have it; for each change the
    strongest sign comes first. {} for a first revision."""
    around = _Around.of(revision.article, revision.changes)
    traits: dict[str, Trait] = {}
    positions: defaultdict[str, list[int]] = defaultdict(list)
    for position, change in enumerate(revision.changes):
        for trait in _traits(change, around):
            if trait.key in traits or trait.likeness in _FEW or len(traits) < _MOST:
                traits.setdefault(trait.key, trait)
                positions[trait.key].append(position)
    strongest = sorted(traits.values(), key=lambda trait: tuple(Likeness).index(trait.likeness))
    return {trait: tuple(positions[trait.key]) for trait in strongest}


@dataclass(frozen=True, slots=True, kw_only=True)
class _Around:
    """What a change is judged by besides itself. `texts` are the changes of text blocks that came or went, `own` the
    places at which a whole block was changed, `within` says how many texts of the article have each word, `old` and
    `new` how many blocks the article had and has. `live`: it consists of posts."""

    texts: Sequence[Change]
    own: frozenset[str]
    within: Mapping[str, int]
    old: int
    new: int
    live: bool

    @classmethod
    def of(cls, article: Article, changes: Sequence[Change]) -> _Around:
        came = sum(change.kind.endswith(".added") and _is_block(change.path) for change in changes)
        went = sum(change.kind.endswith(".removed") and _is_block(change.path) for change in changes)
        return cls(
            texts=[change for change in changes if _came_or_went(change, _TEXTS)],
            own=frozenset(c.path for c in changes if _is_block(c.path) and not c.kind.endswith(".moved")),
            within=_words((article.title, *article.text().split("\n"))) if came or went else {},
            old=len(article.blocks) - came + went,
            new=len(article.blocks),
            live=any(block.posted_at for block in article.blocks if isinstance(block, Heading | Paragraph)),
        )


def _traits(change: Change, around: _Around) -> Iterator[Trait]:
    thing, _, verb = change.kind.partition(".")
    if _came_or_went(change, _TEXTS):
        yield from _same_text(change, around)
        yield from _edge(change, around)
    elif thing in _SHOWN:
        yield from _shown(change, around)
    elif verb == "edited" and thing in _WORDED and change.path != "seo_title":
        yield from _same_words(change)
    elif change.kind == "published.changed":
        yield from _same_offset(change)
    elif _is_aside(change) and not _goes_with_its_block(change, around):
        yield _shape(change)


def _same_text(change: Change, around: _Around) -> Iterator[Trait]:
    """Of a text that speaks of other things than its article: what a story's articles share names what they name."""
    text = change.after or change.before or ""
    told = _letters(text)
    own = _words(text.split("\n"))
    itself = own if change.after is not None else {}
    elsewhere = sum(around.within.get(word, 0) > itself.get(word, 0) for word in own)
    if _THIRD * elsewhere < max(len(own), 1) and weight(told) >= _LEAST_TEXT:
        yield _trait(Likeness.TEXT, change.kind, told, f"“{shortened(text, _EXCERPT)}”")


def _edge(change: Change, around: _Around) -> Iterator[Trait]:
    """Of the only text that came or went. A live blog's newest post always comes at one end."""
    at = _BLOCK.fullmatch(change.path)
    if at is None or around.live or len(around.texts) > 1:
        return
    if int(at[1]) == 0:
        yield _trait(Likeness.EDGE, change.kind, "beginning", "at the beginning")
    elif int(at[1]) == (around.new if change.after is not None else around.old) - 1:
        yield _trait(Likeness.EDGE, change.kind, "end", "at the end")


def _shown(change: Change, around: _Around) -> Iterator[Trait]:
    """Pictures and embeds that came and went with text belong to that."""
    verb = change.kind.partition(".")[2]
    if verb in _CAME_OR_WENT and not around.texts:
        address = change.after or change.before or ""
        yield _trait(Likeness.TEXT, change.kind, address, shortened(address, _EXCERPT))
    if verb == "replaced" or (verb in _CAME_OR_WENT and not around.texts):
        yield _shape(change)


def _same_words(change: Change) -> Iterator[Trait]:
    if change.weight is Weight.COSMETIC:
        yield _trait(Likeness.SHAPE, change.kind, "cosmetic", "in looks only")
        return
    before, after = (" … ".join(text.strip() for op, text in change.spans if op == sign) for sign in "-+")
    told = _letters(before), _letters(after)
    likeness = Likeness.FACTS if change.facts else Likeness.WORDS
    if told[0] != told[1] and (change.facts or weight("".join(told)) >= _LEAST_WORDS):
        detail = f"“{shortened(before, _EXCERPT)}” → “{shortened(after, _EXCERPT)}”"
        yield _trait(likeness, change.kind, "\0".join(told), detail)


def _same_offset(change: Change) -> Iterator[Trait]:
    """Of a time that slipped by a zone, came or went; that it was set anew is news."""
    if change.before is None or change.after is None:
        yield _shape(change)
        return
    try:
        offset = datetime.fromisoformat(change.after) - datetime.fromisoformat(change.before)
    except (ValueError, TypeError):
        return
    if offset and abs(offset) <= _WIDEST and not offset % _STEP:
        minutes = round(abs(offset) / timedelta(minutes=1))
        told = f"by {'+' if offset > timedelta(0) else '−'}{minutes // 60}:{minutes % 60:02} hours"
        yield _trait(Likeness.SHAPE, change.kind, told, told)


def _is_aside(change: Change) -> bool:
    thing, _, verb = change.kind.partition(".")
    if thing in ("standfirst", "caption"):
        return verb in _CAME_OR_WENT
    return thing in _ASIDE or change.path == "seo_title"


def _goes_with_its_block(change: Change, around: _Around) -> bool:
    """Whether the picture is another one, or the text around the link was edited."""
    block, _, part = change.path.partition(".")
    return bool(part) and block in around.own


def _shape(change: Change) -> Trait:
    kind = "seo_title.edited" if change.path == "seo_title" else change.kind
    turn = "new" if change.before is None else "gone" if change.after is None else ""
    likeness = Likeness.ASIDE if kind.partition(".")[0] in _ASSIGNED else Likeness.SHAPE
    return _trait(likeness, kind, turn, "" if kind.endswith(_CAME_OR_WENT) else turn)


def _trait(likeness: Likeness, kind: str, told: str, detail: str) -> Trait:
    digest = hashlib.sha256(told[:_READ].encode("utf-8", "surrogatepass")).hexdigest()[:16]
    return Trait(likeness=likeness, kind=kind, key=f"{likeness}:{kind}:{digest}", detail=detail)


def _came_or_went(change: Change, things: Sequence[str]) -> bool:
    thing, _, verb = change.kind.partition(".")
    return thing in things and verb in _CAME_OR_WENT


def _is_block(path: str) -> bool:
    return _BLOCK.fullmatch(path) is not None


def _letters(text: str) -> str:
    return "".join(_LETTERS.findall(text[:_READ])).casefold()


def _words(texts: Iterable[str]) -> Mapping[str, int]:
    """How many of the texts have each word."""
    return Counter(chain.from_iterable(map(words, texts)))
