"""The pages of the benches: long articles of invented sites in seven languages, on pages of about 80 KB with noise.

The sample site's stories give layouts, languages and sentences. Each article has some thirty paragraphs of its own;
around it stands what stands around articles: scripts, styles, menus, teasers, a footer.
"""

from __future__ import annotations

import re
import zlib
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from html import escape
from itertools import count, islice
from random import Random

from watcher.assets import asset
from watcher.demo.articles import STORIES, Story
from watcher.demo.noise import Noise
from watcher.demo.pages import LAYOUTS
from watcher.model import Article, Block, Image, Paragraph

PARAGRAPHS, PICTURES = 30, 3
_AROUND = 4  # loads after which the noise around articles begins anew; that in them never does
_SENTENCE = re.compile(r"(?<=[。؟])|(?<=[.?!])\s+")
_SCRIPTS, _STYLES = 24_000, 11_000  # characters
_MENU, _TEASERS, _FOOTER = 90, 32, 60  # links
_HEADER = b"\x1f\x8b\x08\x00\x00\x00\x00\x00\x00\xff"
_END = b"\x03\x00"


@dataclass(frozen=True, slots=True, kw_only=True)
class Packed:
    """A page as it goes over the wire: gzip, in pieces that pages share."""

    pieces: Sequence[bytes]
    size: int
    charset: str

    @property
    def length(self) -> int:
        return sum(map(len, self.pieces))


def story(number: int) -> Story:
    return STORIES[number % len(STORIES)]


def article(number: int, url: str, edits: int = 0) -> Article:
    """A long article. Each edit changes one sentence of another paragraph."""
    own, draw = story(number).article, Random(number)
    sentences = [s for b in own.blocks if isinstance(b, Paragraph) for s in _SENTENCE.split(b.text) if s]
    lead = own.blocks[0]
    assert isinstance(lead, Image)
    blocks: list[Block] = [_picture(lead, number, 0)]
    for n in range(PARAGRAPHS):
        text = " ".join((*draw.sample(sentences, min(len(sentences), 5)), f"({number}.{n})"))
        changed = edits // PARAGRAPHS + (n < edits % PARAGRAPHS)
        blocks.append(Paragraph(text=f"{text} [{draw.randint(100, 999)} {changed + 7}]"))
        if n % (PARAGRAPHS // PICTURES) == 4:
            blocks.append(_picture(lead, number, n))
    return replace(own, url=url, title=f"{own.title} {number}", blocks=tuple(blocks))


def _picture(like: Image, number: int, place: int) -> Image:
    src = f"/image/{number}-{place}.jpg"
    return replace(
        like, src=src, asset=asset(src), caption=f"{like.caption} {number}.{place}", role="inline" if place else "lead"
    )


def loads(number: int, url: str, edits: int = 0) -> Iterator[Packed]:
    """Load after load of one page, an edit between each two until there were so many; without end."""
    return (loaded(number, url, load, min(load, edits)) for load in count())


def loaded(number: int, url: str, load: int, edits: int) -> Packed:
    """One load of a page: its noise is that of its number, whatever was edited before."""
    own = story(number)
    layout = LAYOUTS[own.layout]
    noise = Noise(number * 1000 + load, own.article.language or "en")
    html = layout.page(article(number, url, edits), noise)
    return _packed(html, own, load % _AROUND, layout.charset)


def _packed(html: str, own: Story, load: int, charset: str) -> Packed:
    start, head, rest = html.partition("</head>")
    opening, body, story_ = rest.partition(">")
    inside, close, end = story_.rpartition("</body>")
    above, menu, below = around(own, load)
    return packed(
        (start, above, head + opening + body, menu, inside, below, close + end), {above, menu, below}, charset
    )


def packed(parts: Sequence[str], shared: set[str], charset: str) -> Packed:
    """The parts as one gzip stream; what is `shared` is packed once for all pages."""
    raw = [part.encode(charset, "xmlcharrefreplace") for part in parts]
    whole = b"".join(raw)
    pieces = (_shared(own) if part in shared else deflated(own) for part, own in zip(parts, raw, strict=True))
    end = _END + zlib.crc32(whole).to_bytes(4, "little") + len(whole).to_bytes(4, "little")
    return Packed(pieces=(_HEADER, *pieces, end), size=len(whole), charset=charset)


def deflated(raw: bytes) -> bytes:
    """A piece of a stream that needs no piece before it."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(raw) + packer.flush(zlib.Z_FULL_FLUSH)


@cache
def _shared(raw: bytes) -> bytes:
    return deflated(raw)


@cache
def around(own: Story, load: int) -> tuple[str, str, str]:
    """What stands in the head, before and behind the article, with the noise of one load."""
    noise = Noise(load, own.article.language or "en")
    draw = Random(own.key)
    words = _letters(draw)
    settings = ",".join(islice(_pairs(draw, words), _SCRIPTS // 22))
    script = f'<script nonce="{noise.token()}">window.site={{{settings}}}</script>'
    rules = (
        f".{next(words)}{{margin:{draw.randint(0, 40)}px;color:#{draw.randint(0, 0xFFFFFF):06x}}}" for _ in count()
    )
    style = f"<style>{''.join(islice(rules, _STYLES // 36))}</style>"
    menu = f"<header><nav><ul>{_links(draw, words, _MENU, own)}</ul></nav>{noise.advertisement()}</header>"
    teasers = "".join(_teaser(draw, words, own, noise) for _ in range(_TEASERS))
    footer = (
        f"<footer><ul>{_links(draw, words, _FOOTER, own)}</ul><p>© 2026 {escape(own.article.site or '')}</p></footer>"
    )
    return script + style, menu, f'<section class="more">{noise.ago()}{teasers}</section>{footer}{noise.script()}'


def _letters(draw: Random) -> Iterator[str]:
    while True:
        yield "".join(draw.choices("abcdeghiklmnoprstuv", k=draw.randint(4, 11)))


def _pairs(draw: Random, words: Iterator[str]) -> Iterator[str]:
    while True:
        yield f'"{next(words)}":"{draw.getrandbits(28):07x}"'


def _links(draw: Random, words: Iterator[str], many: int, own: Story) -> str:
    return "".join(
        f'<li class="item {next(words)}"><a href="/{next(words)}/{draw.randint(1, 99)}">{_said(draw, own)[:24]}</a>'
        for _ in range(many)
    )


def _teaser(draw: Random, words: Iterator[str], own: Story, noise: Noise) -> str:
    return (
        f'<div class="{noise.names("teaser")}"><a href="{noise.tracked(f"/{next(words)}/a-{draw.randint(1, 10**6)}")}">'
        f'<img loading="lazy" src="{noise.picture(f"/image/{draw.randint(1, 10**6)}.jpg")}" alt="" width="320">'
        f"<h3>{_said(draw, own)[:70]}</h3></a>{noise.ago()}</div>"
    )


def _said(draw: Random, own: Story) -> str:
    """A piece of text in the story's language."""
    texts = [block.text for block in own.article.blocks if isinstance(block, Paragraph)]
    text = draw.choice(texts)
    return escape(text[draw.randrange(max(len(text) // 2, 1)) :])
