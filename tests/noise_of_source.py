"""Noise in how a page is written: names, attributes, white space, references, addresses, characters, metadata."""

from __future__ import annotations

import json
import re
from collections.abc import Callable, Iterator, Sequence
from html import entities, escape
from random import Random
from urllib.parse import quote

from edits_of_words import Make
from marked_pages import MarkedPage
from noise_of_boxes import Noise, hexadecimal

from watcher.urls import site

Rewrite = Callable[[MarkedPage, Random], str]

_START = re.compile(r"<([a-z][a-z0-9-]*)((?:\s[^<>]*)?)>", re.IGNORECASE)
_ATTRIBUTE = re.compile(r"\s[\w:@-]+(?:=(?:\"[^\"]*\"|'[^']*'|[^\s\"'>]+))?")
_CLASS = re.compile(r"(<(?!html|body|meta|link)[a-z][^<>]*?\sclass=)(\"[^\"]+\"|[^\s\"'>]+)")
_BLOCKS = r"(?:p|div|section|article|h[1-6]|ul|ol|li|figure|figcaption|header|main|aside|blockquote|table|tr|td)"
_PICTURE = re.compile(r"(<img\b[^<>]*?\ssrc=\")(https?://[^\"]+\.(?:jpe?g|png|webp))(\"[^<>]*>)")
_LINK = re.compile(r"(<a\b[^<>]*?\shref=\")((?:https?:/)?/[^\"#?]*)(\")")
_LD = re.compile(r"(<script[^>]*ld\+json[^>]*>)((?:(?!<script).)*?)(</script>)", re.DOTALL)
_META = re.compile(r"<meta\s[^<>]*(?:property|name)=[^<>]*>")
_SCRIPTS = re.compile(r"(<(?:script|style|title|head)\b.*?</(?:script|style|title|head)>)", re.DOTALL)
_NAMED = {ord(sign): f"&{name};" for name, sign in entities.entitydefs.items() if sign not in "<>&\"'"}
_TRACKING = "utm_source=web&amp;utm_medium=article&amp;fbclid={hex}&amp;ref=story_{n}"
_BLANK = "data:image/gif;base64,R0lGODlhAQABAAAAACw="


def source_noise() -> Iterator[Noise]:
    """Every way in which two copies of one page are written differently."""
    for label, rewrite in (_REWRITES | _PICTURES | _TEXTS | _HEADS).items():
        yield label, _against_the_page(rewrite)
    for label, rewrite in _BUILDS.items():
        yield label, _twice(rewrite)


def _against_the_page(rewrite: Rewrite) -> Make:
    return lambda page, rng: (page.html, rewrite(page, rng))


def _twice(rewrite: Rewrite) -> Make:
    return lambda page, rng: (rewrite(page, rng), rewrite(page, rng))


def _hashed(form: str) -> Rewrite:
    def rehash(page: MarkedPage, rng: Random) -> str:
        salt = f"{rng.getrandbits(20):05x}"

        def named(found: re.Match[str]) -> str:
            names = found[2].strip('"').split()
            return found[1] + '"' + " ".join(form.format(name=name, hash=salt) for name in names) + '"'

        return _CLASS.sub(named, page.html)

    return rehash


def _starts(tags: str, attributes: str) -> Rewrite:
    """Attributes with fresh values on every element of these names."""

    def rewrite(page: MarkedPage, rng: Random) -> str:
        def more(tag: re.Match[str]) -> str:
            made = attributes.format(hex=f"{rng.getrandbits(32):08x}", n=rng.randint(1, 99))
            return f"<{tag[1]} {made}{tag[2]}>" if tag[1] in tags.split() else tag[0]

        return _START.sub(more, page.html)

    return rewrite


def _shuffled(page: MarkedPage, rng: Random) -> str:
    def shuffle(tag: re.Match[str]) -> str:
        parts = _ATTRIBUTE.findall(tag[2])
        plain = "".join(parts) == tag[2] and len({p.partition("=")[0] for p in parts}) == len(parts)
        return f"<{tag[1]}{''.join(rng.sample(parts, len(parts)))}>" if plain else tag[0]

    return _START.sub(shuffle, page.html)


def _minified(page: MarkedPage, rng: Random) -> str:
    html = re.sub(r"<!--(?!\s*url=).*?-->", "", page.html, flags=re.DOTALL)
    html = re.sub(rf"\s+(</?{_BLOCKS}[\s>])", r"\1", html)
    html = re.sub(r"</p>(?=<(?:/(?:div|section|article)>|(?:p|h[1-6]|figure|div|ul|blockquote)[\s>]))", "", html)
    html = re.sub(r"</li>(?=<(?:li[\s>]|/[uo]l>))", "", html)
    return re.sub(r"=\"([\w.:#-]+)\"(?=[\s>])", r"=\1", html)


def _pretty(page: MarkedPage, rng: Random) -> str:
    html = re.sub(rf"(</?{_BLOCKS}(?:\s[^<>]*)?>)", "\r\n\t\\1\r\n\t\t", page.html)
    return re.sub(r"(?<=\w) (?=\w+ \w+<)", "\n      ", html)


def _wrapped(before: str, behind: str) -> Rewrite:
    def wrap(page: MarkedPage, rng: Random) -> str:
        boxes = [(s.outer[0], s.outer[0], before.format(hex=f"{rng.getrandbits(32):08x}")) for s in page.paragraphs]
        return page.cut(*boxes, *((s.outer[1], s.outer[1], behind) for s in page.paragraphs))

    return wrap


def _texts(change: Callable[[str, Random], str]) -> Rewrite:
    """A change of the texts that readers see."""

    def rewrite(page: MarkedPage, rng: Random) -> str:
        spots = [s for spots in page.spots.values() for s in spots]
        pieces = dict.fromkeys(piece for s in spots for piece in page.pieces(s) if _is_shown(page.html, s.start))
        return page.cut(*((start, end, change(page.html[start:end], rng)) for start, end in pieces))

    return rewrite


def _is_shown(html: str, at: int) -> bool:
    """Whether a place is outside of tags and scripts."""
    return html.rfind("<", 0, at) < html.rfind(">", 0, at) and html.rfind("<script", 0, at) <= html.rfind(
        "</script", 0, at
    )


def _sprinkled(signs: Sequence[str], where: str = r"(?<=\w)(?=\w)", share: float = 0.1) -> Rewrite:
    return _texts(lambda text, rng: re.sub(where, lambda _: rng.choice(signs) if rng.random() < share else "", text))


def _outside_scripts(change: Callable[[str], str]) -> Rewrite:
    return lambda page, rng: "".join(
        part if _SCRIPTS.fullmatch(part) else re.sub(r"(?<=>)[^<>]+", lambda text: change(text[0]), part)
        for part in _SCRIPTS.split(page.html)
    )


def _pictures(form: str) -> Rewrite:
    """Another address of the same pictures."""

    def rewrite(page: MarkedPage, rng: Random) -> str:
        width = rng.choice((320, 640, 1280))

        def served(tag: re.Match[str]) -> str:
            bare = tag[2].partition("://")[2]
            made = {"src": tag[2], "bare": bare, "quoted": quote(tag[2], safe=""), "w": width, "hex": hexadecimal(rng)}
            return tag[1] + escape(form.format(**made)) + tag[3]

        return _PICTURE.sub(served, page.html)

    return rewrite


def _images(form: str) -> Rewrite:
    """Another mark-up for the same pictures; {img} is the tag, {later} the tag with its address in data-src."""

    def rewrite(page: MarkedPage, rng: Random) -> str:
        def shown(tag: re.Match[str]) -> str:
            later = tag[0].replace(" src=", f' src="{_BLANK}" data-src=', 1)
            return form.format(img=tag[0], later=later, src=tag[2], blank=_BLANK)

        return _PICTURE.sub(shown, page.html)

    return rewrite


def _links(form: str) -> Rewrite:
    def rewrite(page: MarkedPage, rng: Random) -> str:
        made = form.format(hex=f"{rng.getrandbits(32):08x}", n=rng.randint(1, 9))
        return _LINK.sub(lambda tag: f"{tag[1]}{tag[2]}?{made}{tag[3]}", page.html)

    return rewrite


def _whole(tag: re.Match[str], url: str) -> str:
    """A link to the site's own page with its host, over http."""
    own = tag[2].startswith("/") and not tag[2].startswith("//")
    return f"{tag[1]}http://{site(url)}{tag[2]}{tag[3]}" if own else tag[0]


def _linked_data(change: Callable[[object, Random], str]) -> Rewrite:
    def rewrite(page: MarkedPage, rng: Random) -> str:
        def changed(script: re.Match[str]) -> str:
            return script[1] + change(json.loads(script[2]), rng).replace("</", "<\\/") + script[3]

        return _LD.sub(changed, page.html)

    return rewrite


def _reordered(value: object, rng: Random) -> object:
    if isinstance(value, dict):
        return {key: _reordered(value[key], rng) for key in rng.sample(list(value), len(value))}
    return [_reordered(each, rng) for each in value] if isinstance(value, list) else value


def _graph(value: object, rng: Random) -> str:
    site = {"@type": "WebSite", "name": "Harbour Post", "url": "https://www.harbour.example/"}
    own = value if isinstance(value, list) else [value]
    return json.dumps(value if isinstance(value, dict) and "@graph" in value else {"@graph": [*own, site]})


def _shuffled_metas(page: MarkedPage, rng: Random) -> str:
    metas = _META.findall(page.html)
    names = [re.search(r"(?:property|name)=\"?([^\s\">]+)", meta) for meta in metas]
    if len({n[1] for n in names if n}) < len(metas):
        return page.html
    fresh = iter(rng.sample(metas, len(metas)))
    return _META.sub(lambda _: next(fresh), page.html)


def _in_head(form: str) -> Rewrite:
    def rewrite(page: MarkedPage, rng: Random) -> str:
        made = form.format(hex=f"{rng.getrandbits(64):016x}", n=rng.randint(10, 59))
        return page.html.replace("</head>", f"{made}</head>", 1)

    return rewrite


_BUILDS: dict[str, Rewrite] = {
    "names: modules": _hashed("{name}__{hash}"),
    "names: styled": _hashed("{name} sc-{hash}3-0 css-{hash}"),
    "names: svelte": _hashed("{name} svelte-{hash}1"),
    "attributes: experiment": _starts("html body div article section", 'data-experiment="e{n}" data-variant="{hex}"'),
    "attributes: tracking": _starts("a p figure img", 'data-track-id="{hex}" data-gtm-vis="{n}"'),
    "attributes: framework": _starts("div p span a img h1 h2", 'data-v-{hex}="" data-reactid=".{n}"'),
    "head: tokens": _in_head('<meta name="csrf-token" content="{hex}"><meta name="generated" content="10:{n}">'),
    "head: scripts": _in_head('<script nonce="{hex}" src="/a.{hex}.js"></script>'),
    "cache comment": lambda page, rng: f"{page.html}\n<!-- cached by node {rng.getrandbits(32):08x} -->",
}
_REWRITES: dict[str, Rewrite] = {
    "attributes: order": _shuffled,
    "attributes: new ids": _starts("p h2 h3 li", 'id="p-{hex}" data-key="{hex}"'),
    "attributes: amp": _starts("img a", 'on="tap:box{n}.open" layout="responsive"'),
    "minified": _minified,
    "pretty": _pretty,
    "line ends": lambda page, rng: page.html.replace("\n", "\r\n"),
    "wrapped: div": _wrapped('<div class="block">', "</div>"),
    "wrapped: ids": _wrapped('<div data-block="text" id="b-{hex}">', "</div>"),
    "links: tracking": _links(_TRACKING),
    "links: whole, over http": lambda page, rng: _LINK.sub(lambda tag: _whole(tag, page.url), page.html),
}
_TEXTS: dict[str, Rewrite] = {
    "signs: no width": _sprinkled("\u200b\u2060\ufeff"),
    "signs: soft hyphens": _sprinkled("\u00ad"),
    "signs: directions": _sprinkled("\u200e\u200f"),
    "signs: no break": _texts(lambda text, rng: re.sub(" ", lambda _: rng.choice("  \u00a0"), text)),
    "signs: thin spaces": _texts(lambda text, rng: re.sub(" ", lambda _: rng.choice("   \u2009\u202f"), text)),
    "comments in text": _texts(lambda text, rng: re.sub(" ", lambda _: rng.choice((" ", " ", "<!-- --> ")), text)),
    "breaks that may be": _sprinkled(("<wbr>",), share=0.05),
    "references: named": _outside_scripts(lambda text: text.translate(_NAMED)),
    "references: decimal": _outside_scripts(lambda text: re.sub(r"[^\x00-\x7f]", lambda c: f"&#{ord(c[0])};", text)),
    "references: hex": _outside_scripts(lambda text: re.sub(r"[^\x00-\x7f]", lambda c: f"&#X{ord(c[0]):X};", text)),
}
_PICTURES: dict[str, Rewrite] = {
    "picture: size": _pictures("{src}?w={w}&q=75&auto=format"),
    "picture: signature": _pictures("{src}?auth={hex}&width={w}"),
    "picture: wp.com": _pictures("https://i0.wp.com/{bare}?w={w}&ssl=1"),
    "picture: weserv": _pictures("https://images.weserv.nl/?url={bare}&w={w}&output=webp"),
    "picture: next": _pictures("/_next/image?url={quoted}&w={w}&q=75"),
    "picture: fetch": _pictures("https://res.example/demo/image/fetch/w_{w},q_auto/{src}"),
    "picture: thumbor": _pictures("https://thumbs.example/unsafe/{w}x360/filters:quality(80)/{bare}"),
    "picture: imgproxy": _pictures("https://proxy.example/{hex}/rs:fit:{w}:0:0/plain/{quoted}@webp"),
    "picture: late": _images("{later}<noscript>{img}</noscript>"),
    "picture: late without a copy": _images("{later}"),
    "picture: blurred copy": _images('<img src="{blank}" alt="" aria-hidden="true">{img}'),
    "picture: sources": _images('<picture><source type="image/avif" srcset="{src}?fm=avif 1x">{img}</picture>'),
}
_HEADS: dict[str, Rewrite] = {
    "data: order": _linked_data(lambda value, rng: json.dumps(_reordered(value, rng))),
    "data: indented": _linked_data(lambda value, rng: json.dumps(value, ensure_ascii=False, indent=2)),
    "data: graph": _linked_data(_graph),
    "data: other things": _in_head('<script type="application/ld+json">{{"@type":"Organization"}}</script>'),
    "head: order": _shuffled_metas,
}
