"""The canonical article: what a reader sees, whatever page or document it was read out of."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, fields
from itertools import chain
from typing import Any, ClassVar, Literal, cast, get_args

from watcher.errors import BadArticle

Role = Literal["lead", "inline", "gallery"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Link:
    """A link inside a paragraph; `href` is absolute and carries no tracking parameters."""

    text: str
    href: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Paragraph:
    """A paragraph; `posted_at` is the time of the live blog's post that it begins, None everywhere else."""

    kind: ClassVar[str] = "paragraph"
    text: str
    links: tuple[Link, ...] = ()
    posted_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Heading:
    """A sub-heading; `level` is 2 to 6 (a bold line that stands for one counts as 3).

    `posted_at` is the time of the live blog's post that it begins, None everywhere else.
    """

    kind: ClassVar[str] = "heading"
    level: int
    text: str
    posted_at: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Image:
    """A picture; `asset` is its identity whatever the size, format or proxy of `src`."""

    kind: ClassVar[str] = "image"
    src: str
    asset: str
    alt: str | None = None
    caption: str | None = None
    credit: str | None = None
    role: Role = "inline"
    title: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class List:
    kind: ClassVar[str] = "list"
    ordered: bool
    items: tuple[str, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Quote:
    kind: ClassVar[str] = "quote"
    text: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Table:
    kind: ClassVar[str] = "table"
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Embed:
    """Something shown from elsewhere: a video, a post, a map; `provider` is its host's short name."""

    kind: ClassVar[str] = "embed"
    provider: str
    src: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A correction, clarification, update or editor's note."""

    kind: ClassVar[str] = "notice"
    text: str


Block = Paragraph | Heading | Image | List | Quote | Table | Embed | Notice
_TEXT_DIGITS = 24
BLOCKS: Mapping[str, type[Block]] = {cls.kind: cls for cls in get_args(Block)}


@dataclass(frozen=True, slots=True, kw_only=True)
class Article:
    """One article as it stood at one time.

    `title` is the headline a reader sees, `seo_title` the one for searches and shares, None where it is worded alike.
    Texts are NFC with single spaces and no invisible characters. Times, those of posts too, are ISO 8601 in UTC
    ("2024-01-21T10:34:44.196Z") in the precision the source gave: a source that names only a day gives "2024-01-21".
    None and () mean that the page does not say.
    """

    url: str
    canonical_url: str | None = None
    site: str = ""
    language: str | None = None
    title: str = ""
    seo_title: str | None = None
    kicker: str | None = None
    standfirst: str | None = None
    authors: tuple[str, ...] = ()
    section: str | None = None
    tags: tuple[str, ...] = ()
    published_at: str | None = None
    modified_at: str | None = None
    credits: tuple[str, ...] = ()
    copyright: str | None = None
    blocks: tuple[Block, ...] = ()

    def to_dict(self) -> dict[str, Any]:
        """The contract's JSON shape: plain dicts, lists and strings."""
        found = {name: _plain(getattr(self, name)) for name in _NAMES[Article] if name != "blocks"}
        if self.seo_title is None:
            del found["seo_title"]
        return found | {"blocks": [_block_dict(b) for b in self.blocks]}

    @classmethod
    def from_dict(cls, value: object) -> Article:
        """The article of `to_dict`; missing fields take their defaults. Raises BadArticle, naming the field."""
        return _ArticleReader(value).article()

    def digest(self) -> str:
        """32 hex digits of SHA-256 over everything that is compared, so not over addresses and the times of posts:
        equal digests, equal articles. `same_text` takes only the digits that tell nothing of `modified_at`."""
        blocks = ",".join(map(_canonical, self.blocks))
        behind = {
            name: _plain(getattr(self, name))
            for name in _BEHIND_BLOCKS
            if name != "seo_title" or self.seo_title is not None
        }
        canonical = f'{{"authors":{_json(self.authors)},"blocks":[{blocks}],{_json(behind)[1:]}'
        return _sha256(canonical)[:_TEXT_DIGITS] + _sha256(self.modified_at or "")[: 32 - _TEXT_DIGITS]

    def text(self) -> str:
        """The running text, one block a line: paragraphs, headings, list items, quotes, tables and notices."""
        return "\n".join(chain.from_iterable(map(_lines, self.blocks)))

    def passages(self) -> Iterator[str]:
        """Every text that a reader sees, in the order of the page."""
        above, behind = (self.kicker, self.title, self.standfirst, *self.authors), (*self.credits, self.copyright)
        return chain(filter(None, above), chain.from_iterable(map(_seen, self.blocks)), filter(None, behind))


def same_text(one: str, other: str) -> bool:
    """Whether two digests are those of articles that differ in nothing but the time of modification."""
    return one[:_TEXT_DIGITS] == other[:_TEXT_DIGITS]


def _sha256(text: str) -> str:
    return hashlib.sha256(text.encode("utf-8", "surrogatepass")).hexdigest()


def _canonical(block: Block) -> str:
    """What counts of a block for the digest, in JSON, its names in their order."""
    if type(block) is Paragraph and not block.links:
        return f'{{"kind":"paragraph","links":[],"text":{_json(block.text)}}}'
    left_out = ("posted_at", "src") if isinstance(block, Image) else ("posted_at",)
    return _json({name: value for name, value in _block_dict(block).items() if name not in left_out})


def _block_dict(block: Block) -> dict[str, Any]:
    """A block's JSON; `posted_at` only where there is one."""
    if type(block) is Paragraph and not block.links and block.posted_at is None:
        return {"kind": "paragraph", "text": block.text, "links": []}  # as most are
    found: dict[str, Any] = {"kind": block.kind} | _plain(block)
    if found.get("posted_at", "") is None:
        del found["posted_at"]
    return found


def _lines(block: Block) -> Sequence[str]:
    match block:
        case Paragraph() | Heading() | Quote() | Notice():
            return (block.text,)
        case List():
            return block.items
        case Table():
            return tuple(" | ".join(row) for row in block.rows)
        case _:
            return ()


def _seen(block: Block) -> Iterable[str]:
    """Every text of a block that a reader sees."""
    return filter(None, (block.title, block.caption, block.credit)) if isinstance(block, Image) else _lines(block)


def _plain(value: Any) -> Any:
    """A value of an article as JSON has it: a dict of a block, a list of a tuple."""
    if value is None or type(value) is str:
        return value
    if isinstance(value, tuple | list):
        return [_plain(v) for v in value]
    names = _NAMES.get(type(value))
    return {name: _plain(getattr(value, name)) for name in names} if names else value


_NAMES: Mapping[type, tuple[str, ...]] = {
    cls: tuple(f.name for f in fields(cls)) for cls in (Article, Link, *BLOCKS.values())
}


_BEHIND_BLOCKS = [
    name for name in sorted(_NAMES[Article])
    if name not in ("authors", "blocks", "url", "canonical_url", "site", "modified_at")
]  # fmt: skip
_json = json.JSONEncoder(ensure_ascii=False, sort_keys=True, separators=(",", ":")).encode


class _ArticleReader:
    """Reads foreign JSON into an Article and says where it is wrong."""

    def __init__(self, value: object) -> None:
        self.fields = self._mapping(value, "article")

    def article(self) -> Article:
        own = self.fields
        title = self._text(own, "title", "article")
        return Article(
            url=self._text(own, "url", "article", required=True) or "",
            title=title or "",
            seo_title=self._text(own, "seo_title", "article"),
            site=self._text(own, "site", "article") or "",
            canonical_url=self._text(own, "canonical_url", "article"),
            language=self._text(own, "language", "article"),
            kicker=self._text(own, "kicker", "article"),
            standfirst=self._text(own, "standfirst", "article"),
            section=self._text(own, "section", "article"),
            published_at=self._text(own, "published_at", "article"),
            modified_at=self._text(own, "modified_at", "article"),
            copyright=self._text(own, "copyright", "article"),
            authors=self._texts(own, "authors", "article"),
            tags=self._texts(own, "tags", "article"),
            credits=self._texts(own, "credits", "article"),
            blocks=tuple(self._block(b, f"blocks[{i}]") for i, b in enumerate(self._items(own, "blocks", "article"))),
        )

    def _block(self, value: object, where: str) -> Block:
        own = self._mapping(value, where)
        read = self._READERS.get(str(own.get("kind")))
        if read is None:
            raise BadArticle(f"{where}.kind: {own.get('kind')!r} is none of {', '.join(BLOCKS)}")
        return read(self, own, where)

    def _paragraph(self, own: Mapping[str, object], where: str) -> Block:
        links = []
        for i, item in enumerate(self._items(own, "links", where)):
            at = f"{where}.links[{i}]"
            link = self._mapping(item, at)
            links.append(Link(text=self._need(link, "text", at), href=self._need(link, "href", at)))
        posted_at = self._text(own, "posted_at", where)
        return Paragraph(text=self._need(own, "text", where), links=tuple(links), posted_at=posted_at)

    def _heading(self, own: Mapping[str, object], where: str) -> Block:
        level = own.get("level", 2)
        if not isinstance(level, int) or isinstance(level, bool):
            raise BadArticle(f"{where}.level: a number was expected, not {level!r}")
        posted_at = self._text(own, "posted_at", where)
        return Heading(level=level, text=self._need(own, "text", where), posted_at=posted_at)

    def _image(self, own: Mapping[str, object], where: str) -> Block:
        role = cast(Role, own.get("role", "inline"))
        if role not in get_args(Role):
            raise BadArticle(f"{where}.role: {role!r} is none of {', '.join(get_args(Role))}")
        optional = {name: self._text(own, name, where) for name in ("alt", "caption", "credit", "title")}
        return Image(src=self._need(own, "src", where), asset=self._need(own, "asset", where), role=role, **optional)

    def _list(self, own: Mapping[str, object], where: str) -> Block:
        return List(ordered=bool(own.get("ordered")), items=self._texts(own, "items", where))

    def _quote(self, own: Mapping[str, object], where: str) -> Block:
        return Quote(text=self._need(own, "text", where))

    def _notice(self, own: Mapping[str, object], where: str) -> Block:
        return Notice(text=self._need(own, "text", where))

    def _table(self, own: Mapping[str, object], where: str) -> Block:
        rows = self._items(own, "rows", where)
        return Table(rows=tuple(self._texts({"row": row}, "row", f"{where}.rows[{i}]") for i, row in enumerate(rows)))

    def _embed(self, own: Mapping[str, object], where: str) -> Block:
        return Embed(provider=self._need(own, "provider", where), src=self._need(own, "src", where))

    _READERS: ClassVar[Mapping[str, Callable[[_ArticleReader, Mapping[str, object], str], Block]]] = {
        "paragraph": _paragraph, "heading": _heading, "image": _image, "list": _list,
        "quote": _quote, "table": _table, "embed": _embed, "notice": _notice,
    }  # fmt: skip

    @staticmethod
    def _mapping(value: object, where: str) -> Mapping[str, object]:
        if not isinstance(value, Mapping):
            raise BadArticle(f"{where}: an object was expected, not {type(value).__name__}")
        return value

    @staticmethod
    def _items(own: Mapping[str, object], name: str, where: str) -> Sequence[object]:
        value = own.get(name)
        if value is None:
            return ()
        if not isinstance(value, list | tuple):
            raise BadArticle(f"{where}.{name}: a list was expected, not {type(value).__name__}")
        return value

    def _texts(self, own: Mapping[str, object], name: str, where: str) -> tuple[str, ...]:
        items = enumerate(self._items(own, name, where))
        return tuple(self._need({f"{name}[{i}]": v}, f"{name}[{i}]", where) for i, v in items)

    def _need(self, own: Mapping[str, object], name: str, where: str) -> str:
        return self._text(own, name, where, required=True) or ""

    @staticmethod
    def _text(own: Mapping[str, object], name: str, where: str, *, required: bool = False) -> str | None:
        value = own.get(name)
        if value is None and not required:
            return None
        if not isinstance(value, str):
            raise BadArticle(f"{where}.{name}: a text was expected, not {type(value).__name__}")
        return value
