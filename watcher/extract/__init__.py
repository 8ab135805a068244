"""A page → the canonical article. How it goes, and where to look:

    bytes → text                        decoded
    text → where the article is         locate: container (standing, rows), lead, outside, margins, linked_data,
                                        rules (rule_files, zones)
    … where the page does not show it   fallback, hydration (packed)
    … in one spelling                   fragment, elements
    above the story                     head: headline, standfirst (apart, below), byline (names, signatures),
                                        times (dates, order), metadata
    the story                           story: blocks (reading, boxes, grain, running, pieces, embeds), notices, live,
                                        stub
    pictures                            picture_boxes, pictures, figures (which address), beside, amid, captions,
                                        credits (capitals)
    what is not the story               trim, repeated
    what words and class names tell     words.toml: wording, signs
    what gave what                      told

Formats that are no web page are read in `documents`.
"""

from __future__ import annotations

import hashlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, fields, replace
from importlib import resources
from itertools import count
from types import TracebackType
from typing import Any, Self

from watcher.extract import byline, metadata, times
from watcher.extract.blocks import read_pictures
from watcher.extract.credit_lines import credit_at_end, credits_and_copyright
from watcher.extract.decoded import Served
from watcher.extract.documents import document_in
from watcher.extract.documents.dw import supplement, supplemented
from watcher.extract.elements import released, take_out
from watcher.extract.embeds import films_in
from watcher.extract.fragment import NO_PIECES, elements
from watcher.extract.head import Head, head_of
from watcher.extract.headline import headline, kicker, seo_title
from watcher.extract.locate import Source, locate
from watcher.extract.names import is_person, is_signed, signing
from watcher.extract.reading import Unread
from watcher.extract.repeated import repetitions, stripped, without
from watcher.extract.rule_files import shipped
from watcher.extract.rules import Rules
from watcher.extract.signs import letters
from watcher.extract.standfirst import standfirst as standfirst_of
from watcher.extract.story import story_blocks
from watcher.extract.stub import why_stub
from watcher.extract.tidy import tidied
from watcher.extract.told import Explanation, LeftOut, Told, document_explained, left_out
from watcher.extract.trim import headed, trimmed
from watcher.lazily import compile_late
from watcher.model import NOTHING_KNOWN, Article, Block, Heading, Image, Known, List, Paragraph, Quote
from watcher.urls import is_dw, site


def _version() -> str:
    """16 hex digits over everything by which articles are read: another reader is another version by itself."""
    folder, ground = resources.files(__package__), resources.files("watcher")
    parts = (folder, folder / "sites", folder / "documents")
    files = [f for part in parts for f in part.iterdir() if f.name.endswith((".py", ".toml"))]
    files += [ground / name for name in ("text.py", "urls.py", "assets.py")]  # how texts and addresses are spelled
    told = b"\0".join(f.read_bytes() for f in sorted(files, key=lambda f: f.name))
    return hashlib.sha256(told).hexdigest()[:16]


VERSION = _version()
_BADGE = 24  # characters behind a headline
_PAGES = count(1)  # read in this process


def version(rules: Rules, known: Known = NOTHING_KNOWN) -> str:
    """The version of the reader with these site rules and this knowledge: VERSION itself with the shipped ones, where
    nothing is known."""
    own = rules.digest + known.digest
    return hashlib.sha256((VERSION + own).encode()).hexdigest()[:16] if own else VERSION


__all__ = [
    "VERSION",
    "Explanation",
    "LeftOut",
    "Reading",
    "Rules",
    "document_explained",
    "explained",
    "extract",
    "extract_from",
    "locate",
    "shipped",
    "stripped",
    "version",
]


def extract(
    html: bytes,
    url: str,
    *,
    content_type: str | None = None,
    rules: Rules | None = None,
    known: Known | None = None,
) -> Article:
    """The article on a page. A page without one gives an Article without blocks; no input raises.

    `rules` are the site rules to go by, the shipped ones without. `known` are the lines that the site repeats, which
    are left out.
    """
    served, known = Served(html, content_type), known or NOTHING_KNOWN
    document = document_in(served, url)
    return stripped(document, known) if document else extract_from(locate(served, url, rules), known)


def explained(
    html: bytes,
    url: str,
    *,
    content_type: str | None = None,
    rules: Rules | None = None,
    known: Known | None = None,
) -> Explanation:
    """The article of `extract`, with what gave each of its fields, and what of the story's element was not read."""
    served, known = Served(html, content_type), known or NOTHING_KNOWN
    if (document := document_in(served, url)) is not None:
        return document_explained(stripped(document, known))
    with Reading(locate(served, url, rules), known) as reading:
        repeated = repetitions(reading.whole(), reading.article, known)
        parts = tuple(left_out(tag, why) for tag, why in reading.unread)
        return Explanation(article=reading.article, signals=reading.signals, left_out=(*parts, *repeated))


def extract_from(source: Source, known: Known = NOTHING_KNOWN) -> Article:
    """The article of a located page, without `known` lines."""
    with Reading(source, known) as reading:
        return reading.article


class Reading:
    """A located page that is read once: its `article` without `known` lines, what gave each of its fields that is not
    empty, what was not read. To be held as a context: a parsed page is large, and refers to itself."""

    def __init__(self, source: Source, known: Known = NOTHING_KNOWN) -> None:
        if next(_PAGES) == 2:  # who reads a second page will read more of them
            compile_late()
        self._source = source
        self._known = known
        self._root, marked = elements(source.pieces)
        self._parts = _parts_of(source, head_of(self._root, marked), known)
        self.article, self.signals = _composed(source, self._parts, known)

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        released(self._root)

    @property
    def unread(self) -> Sequence[Unread]:
        return self._parts.unread if self._parts is not None else ()

    def whole(self) -> Article:
        """The article with the known lines."""
        if self._parts is None or not self._known.lines:
            return self.article
        if self._parts.passed:  # another line is the standfirst then, and stands in the story no more
            return extract_from(self._source)
        if len(without(self._parts.blocks, self._known)) == len(self._parts.blocks):
            return self.article
        return _composed(self._source, self._parts, NOTHING_KNOWN)[0]


@dataclass(frozen=True, slots=True, kw_only=True)
class _Parts:
    """What was read of a page, before the lines that its site repeats are left out of its story. `passed`: one of them
    was passed over where the standfirst was looked for."""

    head: Head
    found: Mapping[str, Told[Any]]
    standfirst: Told[str | None]
    above: Sequence[Block]
    blocks: tuple[Block, ...]
    agencies: tuple[str, ...]
    copyright: str | None
    unread: Sequence[Unread]
    passed: bool


def _parts_of(source: Source, head: Head | None, known: Known) -> _Parts | None:
    """None where the page has no story."""
    if head is None:
        return None
    unread: list[Unread] = []
    found = _heading(source, head)
    standfirst, elements, passed = standfirst_of(source, head, found["title"].value, known)
    for element in elements:
        take_out(element)
    above = read_pictures((*head.before, *head.between), source.url)
    times_told = found["published_at"].value, found["modified_at"].value
    blocks, agencies, copyright_line = credits_and_copyright(story_blocks(source, head, times_told, unread))
    films = (film for film in films_in(head.between, source.url) if film not in blocks)
    return _Parts(
        head=head, found=found, standfirst=standfirst, above=(*above, *dict.fromkeys(films)), blocks=blocks,
        agencies=agencies, copyright=copyright_line, unread=unread, passed=passed,
    )  # fmt: skip


def _composed(source: Source, parts: _Parts | None, known: Known) -> tuple[Article, dict[str, str]]:
    """(the article, what gave each field that is not empty)."""
    article, signals = _read(source, parts, known)
    if not is_dw(source.url):
        return article, signals
    whole = supplemented(article, supplement(source.state, source.url) if source.state else None)
    changed = [f.name for f in fields(whole) if getattr(whole, f.name) != getattr(article, f.name)]
    return whole, signals | {name: "state of the page" for name in changed if name != "blocks"}


def _read(source: Source, parts: _Parts | None, known: Known) -> tuple[Article, dict[str, str]]:
    if parts is None:
        return _article(source, _heading(source, _nowhere()), ())
    head, title = parts.head, parts.found["title"].value
    agencies, blocks = parts.agencies, without(parts.blocks, known)
    authors = byline.authors(source, head, _after(title, blocks), agencies)
    blocks, staff = trimmed(headed(blocks), authors.value, source.url)
    behind = (b for b in read_pictures(head.pictured, source.url) if not _is_portrait(b, authors.value))
    blocks, standfirst = _said_once(blocks, title, parts.standfirst)
    above = (b for b in parts.above if not _is_in_byline(b, authors.value))
    story = _without_portraits(_after(title, blocks), authors.value)
    shown = _with_lead(tidied((*above, *story, *behind)))
    shown, staff = credit_at_end(shown, staff) if staff else (shown, staff)
    found = {
        **parts.found,
        "published_at": times.of_first_post(parts.found["published_at"], blocks),
        "seo_title": seo_title(source, title),
        "kicker": kicker(source, head),
        "standfirst": standfirst,
        "authors": authors,
        "section": metadata.section(source),
        "tags": metadata.tags(source),
        "credits": Told(value=(*agencies, *staff), by="lines of the story that only name who made it"),
        "copyright": Told(value=parts.copyright, by="line of the story that begins like a copyright"),
    }
    article, signals = _article(source, found, shown)
    if stub := why_stub(source.ld, head.body, parts.unread):
        signals["body"] = f"{signals.get('body', '')}; only the beginning: {stub}"
    return article, signals


def _said_once(
    blocks: tuple[Block, ...], title: str | None, standfirst: Told[str | None]
) -> tuple[tuple[Block, ...], Told[str | None]]:
    """(the blocks that repeat neither headline nor standfirst, the standfirst): none of these where it is all of the
    story, shown twice."""
    said = tuple(filter(None, (title, standfirst.value)))
    story = tuple(b for b in blocks if getattr(b, "text", None) not in said or isinstance(b, Heading))
    if len(story) == len(blocks) or any(isinstance(b, Paragraph | List | Quote) for b in story):
        return story, standfirst
    again = [b for b in blocks if getattr(b, "text", None) == standfirst.value]
    return ((*story, *again[:1]), Told(value=None)) if again else (story, standfirst)


def _heading(source: Source, head: Head) -> dict[str, Told[Any]]:
    """What every page may tell, one without a story too."""
    timed = times.zoned(source, head)
    return {
        "canonical_url": metadata.canonical(source),
        "language": metadata.language(source),
        "title": headline(source, head),
        "published_at": times.published(timed, head),
        "modified_at": times.modified(timed, head),
    }


def _article(
    source: Source, found: Mapping[str, Told[Any]], blocks: tuple[Block, ...]
) -> tuple[Article, dict[str, str]]:
    values = {name: told.value for name, told in found.items()}
    signals = {name: told.by for name, told in found.items() if told.value}
    if blocks:
        signals["body"] = source.signals["body"]
    return Article(url=source.url, site=site(source.url), blocks=blocks, **values), signals


def _nowhere() -> Head:
    """The head of a page without a story."""
    return Head(title=None, before=(), between=(), body=elements(NO_PIECES)[0])


def _after(title: str, blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """Without the headline itself, where it stands inside the body, with or without its kicker or its byline, and what
    is before."""
    early, wanted = blocks[: max(3, len(blocks) // 4)], letters(title)
    headings = ((i, b.text) for i, b in enumerate(early) if wanted and isinstance(b, Heading))
    at = next((i for i, text in headings if letters(text).endswith(wanted) or _is_title_with_more(text, title, i)), -1)
    return tuple(b for b in blocks[: max(at, 0)] if isinstance(b, Image)) + blocks[at + 1 :]


def _is_title_with_more(text: str, title: str, at: int) -> bool:
    """Whether a heading is the headline with who wrote it or, where the story begins with it, with a badge."""
    behind = text[len(title) :].strip() if text.startswith(title) else ""
    return bool(behind) and ((not at and len(behind) < _BADGE < len(title)) or bool(signing(behind)))


def _is_portrait(block: Block, authors: Sequence[str]) -> bool:
    """Whether the words beside a picture begin with the name of who wrote the story."""
    return isinstance(block, Image) and (block.caption or block.alt or "").startswith(tuple(authors))


def _is_in_byline(block: Block, authors: Sequence[str]) -> bool:
    """Whether the words beside a picture are the byline: "By Ida Brandt", posted when."""
    said = (block.caption or "") if isinstance(block, Image) else ""
    return bool(said) and (said in authors or (any(name in said for name in authors) and is_signed(said)))


def _without_portraits(blocks: tuple[Block, ...], authors: Sequence[str]) -> tuple[Block, ...]:
    """Without a picture of which all that is said is who wrote the story, several being by them, and without one at the
    end of which what is said begins with that."""
    pictures = [b for b in blocks if isinstance(b, Image) and not b.credit and _is_portrait(b, authors)]
    if not pictures:
        return blocks
    said = {id(b): b.caption or b.alt or "" for b in pictures}
    people = [a for a in authors if is_person(a)]
    alone = [id(b) for b in pictures if said[id(b)] in people]
    last = id(blocks[-1])
    dropped = set(alone) if len(alone) == 1 else set()
    if last not in alone and any(_begins(said.get(last, ""), name) for name in people):
        dropped.add(last)
    return tuple(b for b in blocks if id(b) not in dropped)


def _begins(text: str, name: str) -> bool:
    return text.startswith(name) and not text[len(name) : len(name) + 1].isalpha()


def _with_lead(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The first picture before any text is the lead."""
    for at, block in enumerate(blocks):
        if not isinstance(block, Image):
            break
        if at == 0:
            return (replace(block, role="lead"), *blocks[1:])
    return blocks
