"""Edits of what is shown on a page: pictures in the mark-ups of content systems, and things from elsewhere."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from random import Random

from edits_of_words import Edit, Make, Versions
from marked_pages import MarkedPage

_NEAR = 1_500  # characters before a caption in which its picture stands
_ALT = re.compile(r"<(?:amp-)?img\b[^>]*\salt=\"([^\"]*)\"")
_SRC = "https://cdn.harbour.example/{}"
_PICTURES = {
    "figure>img": '<figure><img src="{src}" alt=""><figcaption>{caption}</figcaption></figure>',
    "figure>picture": '<figure><picture><source type="image/webp" srcset="{src}?w=800 800w, {src}?w=1600 1600w">'
    '<img src="{src}" alt=""></picture><figcaption>{caption}</figcaption></figure>',
    "block": '<figure class="wp-block-image size-large"><img src="{src}" alt="" class="wp-image-81">'
    '<figcaption class="wp-element-caption">{caption}</figcaption></figure>',
    "data-src": '<figure><img src="data:image/gif;base64,R0lGODlhAQABAAAAACw=" data-src="{src}" alt="">'
    "<figcaption>{caption}</figcaption></figure>",
    "noscript": '<figure><div class="lazy"></div><noscript><img src="{src}" alt=""></noscript>'
    "<figcaption>{caption}</figcaption></figure>",
    "amp": '<figure><amp-img src="{src}" width="800" height="600" alt=""></amp-img>'
    "<figcaption>{caption}</figcaption></figure>",
    "div": '<div class="image"><img src="{src}" alt="" width="800" height="600"><p class="caption">{caption}</p></div>',
    "srcset": '<figure><img srcset="{src} 800w" sizes="100vw" alt=""><figcaption>{caption}</figcaption></figure>',
}
_BARE = {
    "p>img": '<p><img src="{src}" alt="" width="800" height="600"></p>',
    "figure>a>img": '<figure><a href="{src}"><img src="{src}" alt="" width="800" height="600"></a></figure>',
    "div>picture": '<div class="article-image"><picture><source srcset="{src}?w=640 640w"><img src="{src}" alt="">'
    "</picture></div>",
}
_EMBEDS = {
    "iframe": '<iframe src="https://www.youtube.com/embed/{n}xQ4w9WgXcQ" width="560" height="315"></iframe>',
    "block": '<figure class="wp-block-embed is-provider-youtube"><div class="wp-block-embed__wrapper">'
    '<iframe src="https://www.youtube.com/embed/{n}xQ4w9WgXcQ?feature=oembed" title="A film"></iframe></div></figure>',
    "tweet": '<blockquote class="twitter-tweet"><p lang="en">The ferry is back.</p>&mdash; Ferry (@ferry) '
    '<a href="https://twitter.com/ferry/status/14567890123456789{n}">May 3, 2026</a></blockquote>'
    '<script async src="https://platform.twitter.com/widgets.js"></script>',
    "chart": '<div class="chart"><iframe src="https://datawrapper.dwcdn.net/aB{n}cD/1/" height="400"></iframe></div>',
    "lazy": '<div class="embed"><iframe data-src="https://player.vimeo.com/video/7654321{n}" src="about:blank">'
    "</iframe></div>",
    "amp": '<amp-youtube data-videoid="{n}xQ4w9WgXcQ" width="480" height="270"></amp-youtube>',
    "instagram": '<blockquote class="instagram-media" data-instgrm-permalink="https://www.instagram.com/p/CxY{n}abcD/">'
    "<p>A post</p></blockquote>",
}
# Two addresses of different pictures each.
_ADDRESSES = {
    "path": ("2026/05/ferry-at-dawn.jpg", "2026/05/market-hall.jpg"),
    "number": ("image/81234567_1.jpg", "image/81234599_1.jpg"),
    "query": ("image.php?id=81234567&w=800", "image.php?id=81234599&w=800"),
    "hash": ("media/5f2b9c1e7a3d4f60.webp", "media/c04e8d77b1a2f935.webp"),
}

Form = Callable[[MarkedPage, Random], str]


def figure_edits() -> Iterator[Edit]:
    """Edits by which pictures, what is written to them, and things from elsewhere come, go, or become others."""
    here, other = _picture(0), _picture(1)
    for label, make in {
        "image.added": _placed(_nothing, here),
        "image.removed": _placed(here, _nothing),
        "image.replaced: by another": _placed(here, other),
        "image.removed: without a caption": _placed(_bare(0), _nothing),
        "image.added: without a caption": _placed(_nothing, _bare(0)),
        "image.replaced: without a caption": _placed(_bare(0), _bare(1)),
    }.items():
        kind = label.split(": ")[0]
        verb = kind.partition(".")[2]
        allowed = () if "without" in label or verb == "replaced" else (f"caption.{verb}",)
        yield Edit(label=label, expected=(kind,), make=make, allowed=allowed)
    yield Edit(label="caption.added: new", expected=("caption.added",), make=_placed(_picture(0, caption=""), here))
    yield Edit(label="caption.removed: all", expected=("caption.removed",), make=_placed(here, _picture(0, caption="")))
    yield Edit(
        label="caption.edited: another", expected=("caption.edited",), make=_placed(here, _picture(0, caption="short"))
    )
    yield Edit(label="alt.edited", expected=("alt.edited",), make=_alt)
    for verb, first, second in (
        ("added", _nothing, _embed(3)),
        ("removed", _embed(3), _nothing),
        ("replaced", _embed(3), _embed(5)),
    ):
        yield Edit(label=f"embed.{verb}", expected=(f"embed.{verb}",), make=_placed(first, second))


def _placed(first: Form, second: Form) -> Make:
    """Something behind the first paragraph but one at the earliest, and something else in its place."""

    def make(page: MarkedPage, rng: Random) -> Versions | None:
        spot, seed = page.paragraphs[rng.randrange(len(page.paragraphs) - 1)], rng.random()
        before, after = (page.behind(spot, form(page, Random(seed))) for form in (first, second))
        return before, after

    return make


def _nothing(page: MarkedPage, rng: Random) -> str:
    return ""


def _picture(which: int, *, caption: str = "caption") -> Form:
    """The first or the second of two pictures; without a caption its element is empty."""

    def form(page: MarkedPage, rng: Random) -> str:
        shape = _PICTURES[rng.choice(list(_PICTURES))]
        address = _SRC.format(_ADDRESSES[rng.choice(list(_ADDRESSES))][which]).replace("&", "&amp;")
        return shape.format(src=address, caption=page.words[caption] if caption else "")

    return form


def _bare(which: int) -> Form:
    def form(page: MarkedPage, rng: Random) -> str:
        shape = _BARE[rng.choice(list(_BARE))]
        address = _SRC.format(_ADDRESSES[rng.choice(list(_ADDRESSES))][which]).replace("&", "&amp;")
        return shape.format(src=address)

    return form


def _embed(number: int) -> Form:
    return lambda page, rng: _EMBEDS[rng.choice(list(_EMBEDS))].format(n=number)


def _alt(page: MarkedPage, rng: Random) -> Versions | None:
    """What a picture that has a caption shows, told otherwise."""
    for spot in page.spots["cap"]:
        begin = max(0, spot.start - _NEAR)
        alts = list(_ALT.finditer(page.html, begin, spot.start))
        if alts and alts[-1][1] and alts[-1][1] not in spot.text:
            return page.html, page.cut((*alts[-1].span(1), page.words["heading"]))
    return None
