"""Pictures: which address is meant, what the caption says, and whose picture it is."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from urllib.parse import urljoin

from bs4 import Tag

from watcher.extract.inline import names_of, own_text
from watcher.extract.signs import is_caption, is_credit
from watcher.model import Image
from watcher.model.article import Role
from watcher.urls import asset

_PLACEHOLDER = re.compile(r"^data:|(?:^|[/_-])(?:blank|placeholder|spacer|pixel|transparent|lazy(?:load)?|loading|default|grey|gray|1x1|empty)[\w-]*\.(?:gif|png|svg|jpe?g)|^about:|^#|^$", re.IGNORECASE)
_LATER = ("data-src", "data-original", "data-lazy-src", "data-lazy", "data-url", "data-image", "data-hi-res-src", "data-full-src", "data-img-src", "data-original-src", "data-large-file", "data-srcset", "data-lazy-srcset", "srcset")
_NOT_A_PICTURE = re.compile(r"(?:^|[\W_])(?:logo|icons?|avatar|emoji|badge|sprite|tracking|pixel|gravatar|button|arrow|flag|author|profile|headshot|byline|spinner|wp-smiley|rating|app-?store|google-?play)(?:$|[\W_])", re.IGNORECASE)
_TINY = 90

_LABEL = r"(?:photo(?:graph(?:s|er|y)?)?s?(?:\s*(?:credit|courtesy(?:\s+of)?|by))?|image(?:s)?(?:\s*(?:credit|source|courtesy(?:\s+of)?|by))?|picture(?:s)?(?:\s*(?:credit|by))?|pic|credits?|copyright|source|courtesy(?:\s+of)?|illustration|graphic|video|via|foto(?:s|graf(?:ie|ía|ia)?|grafo)?|bild(?:er|quelle|rechte|nachweis)?|quelle|grafik|symbolfoto|symbolbild|archivfoto|archivbild|imagem?|imagen(?:es)?|fuente|crédit(?:s|o|os)?(?:\s*photo)?|credito|fonte|fotógrafo|fotoğraf|kaynak|kilde|kuva|zdroj|autor|źródło|fot|фото|источник|джерело|ảnh|nguồn|picha|사진|출처|資料來源|圖片來源|图片来源|图源|摄影|攝影|写真|撮影|図版|提供|来源|來源|صورة|المصدر)"
_LABELLED = re.compile(rf"[\s(\[|/–—·•.,;-]*(?<!\w){_LABEL}\s?[:：/=]\s*(?P<credit>[^\n]{{2,160}}?)[\s)\]]*$", re.IGNORECASE)
_BY = re.compile(r"[\s(\[|/–—·•-]*(?<!\w)(?:photo(?:graph)?|image|picture|illustration|foto)(?:\s+(?:by|courtesy of|von|de|di|di:|av|af|door))\s+(?P<credit>[^\n]{2,120}?)[\s)\]]*$", re.IGNORECASE)
_SIGN = re.compile(r"[\s(\[|/–—-]*(?:©|\(c\)\s|Ⓒ|&copy;|Copyright\b)\s*(?P<credit>[^\n]{2,140}?)[\s)\]]*$", re.IGNORECASE)
_AGENCIES = r"(?:Getty(?:\s+Images)?|Reuters|AFP|AP(?:\s+(?:Photo|Images))?|Associated Press|dpa|EPA(?:-EFE)?|EFE|Shutterstock|iStock(?:photo)?|Alamy|Imago(?:\s+Images)?|picture[\s-]alliance|Xinhua|Kyodo|Jiji(?:\s+Press)?|TASS|Sputnik|Bloomberg|ANSA|Keystone|PA(?:\s+(?:Wire|Images|Media))?|Anadolu(?:\s+Agency)?|AA|Adobe\s*Stock|Unsplash|Pexels|Pixabay|Wikimedia(?:\s+Commons)?|Zuma(?:\s+Press)?|NurPhoto|Sipa(?:\s+USA)?|SWNS|Rex(?:\s+Features)?|Ritzau(?:\s+Scanpix)?|Scanpix|NTB|TT|APA|ddp|CTK|ČTK|Belga|ANP|LaPresse|Europa\s+Press|The Canadian Press|CP|UPI|VCG|中新社|新华社|新華社|路透社?|法新社?|美联社|共同(?:社)?|時事(?:通信)?|연합뉴스|뉴시스|뉴스1|REX|Corbis|WireImage|FilmMagic|Instagram|Facebook|Twitter|X)"
_BRACKETED = re.compile(rf"\s*[(\[](?P<credit>[^()\[\]]{{0,110}}?(?<!\w){_AGENCIES}(?!\w)[^()\[\]]{{0,80}})[)\]]\s*\.?$")
_AFTER_STOP = re.compile(rf"(?<=[.!?\"”»…)])\s+(?P<credit>(?:[^.!?\n]{{0,80}}?[/|]\s*)?[^.!?\n]{{0,60}}?(?<!\w){_AGENCIES}(?!\w)(?:\s?[/|(][^.!?\n]{{0,60}})?)\)?$")
_PIPE = re.compile(r"\s+[|]\s+(?P<credit>[^|\n]{2,80})$")
_TRIMMED = re.compile(rf"^[\s(\[|/–—·•:,-]*(?:{_LABEL}\s*[:：/=]\s*|(?:photo(?:graph)?|image|picture|foto)\s+by\s+|image source,\s*|image caption,\s*|(?:©|\(c\))\s*|copyright\s+)?", re.IGNORECASE)
_CAPTION_LABEL = re.compile(r"^(?:image caption|bildunterschrift|caption|bildtext)\s*[,:]\s*", re.IGNORECASE)


def split_credit(text: str) -> tuple[str | None, str | None]:
    """(caption, credit) of a caption that has the credit inside; None for the part that is not there."""
    for pattern in (_LABELLED, _SIGN, _BY, _BRACKETED, _AFTER_STOP, _PIPE):
        if found := pattern.search(text):
            caption = text[: found.start()].rstrip(" ([|/–—-·•")
            return caption or None, trimmed_credit(found["credit"])
    return text or None, None


def trimmed_credit(text: str) -> str | None:
    """A credit without its label ("Photo:", "©") and brackets; None where nothing is left."""
    credit = _TRIMMED.sub("", text, count=1).strip(" )]|.,;")
    if credit.count("(") > credit.count(")"):
        credit += ")"
    return credit or None


def caption_of(box: Tag, image: Tag) -> tuple[str | None, str | None]:
    """(caption, credit) of the picture `image` in its `box`: a figure or another element around both."""
    holder = box.find("figcaption") or next((t for t in box.find_all(True) if is_caption(names_of(t)) and not t.find("img") and own_text(t)), None)
    scope = holder if isinstance(holder, Tag) else box
    marked = [t for t in box.find_all(["span", "small", "cite", "div", "p", "em", "i", "a", "dd", "li", "footer", "b", "strong", "figcaption"]) if _is_credit_element(t, scope)]
    outer = [t for t in marked if not any(other is not t and other in t.parents for other in marked)]
    credit = " ".join(dict.fromkeys(filter(None, (own_text(t) for t in outer))))
    caption = own_text(scope, without=outer) if outer else own_text(scope)
    caption = _CAPTION_LABEL.sub("", caption).strip(" |")
    if credit:
        return caption or None, trimmed_credit(credit)
    return split_credit(caption)


def _is_credit_element(tag: Tag, scope: Tag) -> bool:
    if tag is scope or tag.find("img"):
        return False
    text = own_text(tag)
    if not text or len(text) > 200:
        return False
    if is_credit(names_of(tag)) or tag.get("itemprop") in ("copyrightHolder", "author", "creator", "creditText"):
        return True
    return tag.name in ("small", "cite") and bool(_LABELLED.match(text) or _SIGN.match(text) or len(text) < 60)


def image_of(tag: Tag, base: str, *, role: Role, caption: str | None = None, credit: str | None = None) -> Image | None:
    """The picture of an img element; None for icons, avatars and pixels."""
    src = next(_addresses(tag), None)
    if src is None or _is_ornament(tag, src):
        return None
    src = urljoin(base, src)
    alt = tag.get("alt")
    return Image(src=src, asset=asset(src), alt=(" ".join(str(alt).split()) or None) if alt else None, caption=caption, credit=credit, role=role)


def _addresses(tag: Tag) -> Iterator[str]:
    own = tag.get("src")
    if own and not _PLACEHOLDER.search(str(own)):
        yield str(own).strip()
    for name in _LATER:
        if (value := tag.get(name)) and (found := _largest(str(value))):
            yield found
    picture = tag.find_parent("picture")
    for source in picture.find_all("source") if picture else []:
        for name in ("srcset", "data-srcset"):
            if (value := source.get(name)) and (found := _largest(str(value))):
                yield found
    if own and not str(own).startswith(("data:", "about:", "#")) and str(own).strip():
        yield str(own).strip()


def _largest(srcset: str) -> str | None:
    """The address of the widest candidate of a srcset (HTML, 4.8.4.2.1), or the one address that stands there."""
    if srcset.startswith(("{", "[")):
        return _from_json(srcset)
    best, size = None, -1.0
    for candidate in re.split(r",\s+(?=\S)|,(?=https?:|//)", srcset.strip()):
        address, _, descriptor = candidate.strip().rstrip(",").partition(" ")
        number = re.match(r"([\d.]+)[wx]", descriptor.strip())
        width = float(number[1]) if number else 0.0
        if address and width > size and not _PLACEHOLDER.search(address):
            best, size = address, width
    return best


def _from_json(text: str) -> str | None:
    try:
        value = json.loads(text)
    except ValueError:
        return None
    keys = value if isinstance(value, list) else [v for pair in value.items() for v in pair] if isinstance(value, dict) else []
    return next((v for v in keys if isinstance(v, str) and v.startswith(("http", "/"))), None)


def _is_ornament(tag: Tag, src: str) -> bool:
    for side in ("width", "height"):
        digits = re.match(r"\d+", str(tag.get(side) or ""))
        if digits and int(digits[0]) < _TINY and int(digits[0]) != 0 and not src.startswith("data:"):
            other = re.match(r"\d+", str(tag.get("height" if side == "width" else "width") or ""))
            if other is None or int(other[0]) < _TINY:
                return True
    names = f"{names_of(tag)} {names_of(tag.parent) if tag.parent else ''}"
    return bool(_NOT_A_PICTURE.search(names) or re.search(r"\.svg(?:$|\?)|/(?:logo|icon|avatar|emoji)s?/", src) or src.startswith("data:"))
