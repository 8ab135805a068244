"""What class names and words on news pages tell: lists that hold on many sites. One site's own layout is a site rule."""

from __future__ import annotations

import re
from functools import lru_cache
from itertools import pairwise

# Names (class, id, data-*) of boxes inside a story that are not the story. Matched against whole words of a name.
_BOX_WORDS = frozenset(
    """
    ad ads adbox adcontainer adslot advert adverts advertise advertisement advertising adwrapper anzeige werbung publicidad publicite reklama
    reklam annonce annons affiliate affiliatelink sponsor sponsored sponsoring promo promos promobox promotion outbrain taboola plista revcontent
    teaser teasers teaserlist related relateds relatedlinks relatedcontent relatedarticles relatedposts similar recommended recommendation
    recommendations recirculation recirc readmore seealso morefrom moreon furtherreading trending popular mostread mostpopular
    newsletter newsletters newsletterbox signup subscribe donation donate promote apphint
    share sharing sharebar sharebuttons sharetools social socials socialmedia socialshare bookmark follow followus
    comment comments commentlist disqus coral kommentare leserkommentare respond
    breadcrumb breadcrumbs pagination pager navigation nav navbar menu toolbar topbar
    authorbox authorbio authorcard bio biobox writerbio
    cookie consent gdpr onetrust cmp captcha login register poll quiz survey voting
    videoplayer playlist audioplayer podcast podcasts toc tableofcontents feedback rating ratings taglist
    """.split()
)
# Names that are as often those of a layout as of a box: they count only where the text is short or mostly links.
_MARGIN_WORDS = frozenset(
    "paywall piano subscription subscriptions subscriber offer offers sidebar rail footer player print tags keywords topics infobox factbox meta metadata byline author authors".split()
)
_PICTURE_WORDS = re.compile(
    r"(?:^|[\s_-])(?:image|img|photo|foto|bild|picture|pic|figure|thumb|caption|imagen|imagem|photograph|picbox|wp-caption)(?:s|box|con|container|wrapper)?(?:$|[\s_-])|(?:image|photo|picture|bild|foto|pic)(?:box|container|wrap)",
    re.IGNORECASE,
)
_BOX_PAIRS = re.compile(
    r"(?:^|[\s_-])(?:ad|google|gpt|dfp|dynamic)[_-]?(?:slot|unit|container|wrapper|label|placement|zone|tag|block|box)"
    r"|(?:related|more|read|recommended|top|latest|popular|trending|similar|other|also)[_-]?(?:articles?|stor(?:y|ies)|posts?|links?|news|content|reads?|topics|coverage|on|from|like|in)\b"
    r"|(?:see|read|lire|leer|lesen|mehr)[_-]?(?:also|more|next|too|aussi|tambien|auch|zum)"
    r"|news[_-]?letter|sign[_-]?up|call[_-]?to[_-]?action|\bcta\b|(?:author|writer)[_-]?(?:bio|box|card|info|profile|about)|about[_-]?(?:the[_-])?author"
    r"|(?:social|share)[_-]?(?:bar|buttons?|icons?|links?|tools?|media|list|this)|(?:copy|print)[_-]?(?:link|button)"
    r"|(?:most|meist)[_-]?(?:read|viewed|popular|shared|gelesen)|back[_-]?to[_-]?top|skip[_-]?(?:link|to|ad)"
    r"|(?:comments?|user|forum)[_-]?(?:section|list|count|area|form|wrapper|box)|(?:video|audio|media)[_-]?player|text[_-]?to[_-]?speech|listen[_-]?to"
    r"|(?:product|shop|shopping|buy|deal|commerce|affiliate)[_-]?(?:box|card|widget|list|link|module|button|item|block)",
    re.IGNORECASE,
)
_HIDDEN_WORDS = frozenset(
    "sr-only visually-hidden visuallyhidden screen-reader-text screenreader screen-reader u-visually-hidden is-hidden hidden-accessible a11y-hidden sronly offscreen print-only only-print noscreen".split()
)
_TOKEN = re.compile(r"[A-Za-z0-9]+")
_MADE_UP = re.compile(r"\d[A-Za-z]|[A-Za-z]\d{4}|^[A-Za-z]{1,2}\d{2,}$")
_WORD = re.compile(r"[A-Z]?[a-z]+|[A-Z]+(?![a-z])|\d+")

_CREDIT_WORDS = re.compile(
    r"credit|copyright|copy-?right|source|photographer|photo-?by|byline|author|agency|quelle|foto(?:graf|-?credit)|rights|owner|attribution|urheber|licen[cs]",
    re.IGNORECASE,
)
_CAPTION_WORDS = re.compile(
    r"caption|legend|bildunterschrift|bild-?text|image-?text|desc(?:ription)?\b|subline|bu\b|pie-?(?:de-)?foto|img-?txt|cutline|picture-?text|photo-?text|underline-?text",
    re.IGNORECASE,
)
_STANDFIRST_WORDS = re.compile(
    r"stand-?first|(?:^|[\s_-])(?:lead|lede|intro|teaser|dek|deck|chapeau|chapo|excerpt|abstract|sub-?title|sub-?head(?:line|ing)?|sub-?titel|summary|vorspann|entradilla|bajada|"
    r"ingress|sommario|occhiello|spot|perex|synopsis|description|kurz|untertitel|unterzeile|manchet|sapo|lid|leadin|preamble|bullet-?points)(?:$|[\s_-]|text|paragraph|title)",
    re.IGNORECASE,
)
_KICKER_WORDS = re.compile(
    r"kicker|over-?line|dachzeile|topline|eyebrow|rubric|roofline|super-?title|pre-?title|ante-?titulo|antetitulo|spitzmarke|tagline|flytitle|vinjett|header-?label|ober-?(?:titel|zeile)",
    re.IGNORECASE,
)
_BYLINE_WORDS = re.compile(
    r"by-?line|author|autor|auteur|writer|verfasser|reporter|journalist|contributor|creator|yazar|autore|redacteur|signature|firma",
    re.IGNORECASE,
)


@lru_cache(maxsize=16384)
def words_of(names: str) -> frozenset[str]:
    """The words in class names and ids, in lower case, also joined in pairs: "relatedLinks ad-slot" → related, links, …

    What a build tool made up ("css-ad12f3", "kfAdwZ") holds no words.
    """
    parts: list[str] = []
    for name in _TOKEN.findall(names):
        own = [w.lower() for w in _WORD.findall(name[:80])]
        if _MADE_UP.search(name) or (len(own) > 2 and max(map(len, own)) < 3):
            continue
        parts += [w for w in own if len(w) > 2 or len(own) == 1]
        parts += [a + b for a, b in pairwise(own)]
    for group in names.split():
        own = [w.lower() for w in _TOKEN.findall(group)]
        parts += [a + b for a, b in pairwise(own)]
    return frozenset(parts)


@lru_cache(maxsize=16384)
def is_box(names: str) -> bool:
    """Whether the names are those of a box that is not the story: an advertisement, a teaser, a form."""
    return not _BOX_WORDS.isdisjoint(words_of(names)) or bool(_BOX_PAIRS.search(names))


@lru_cache(maxsize=16384)
def is_margin(names: str) -> bool:
    """Whether the names are those of a box only where it holds little text or mostly links."""
    return not _MARGIN_WORDS.isdisjoint(words_of(names))


@lru_cache(maxsize=16384)
def is_picture(names: str) -> bool:
    """Whether the names are those of an element around a picture."""
    return bool(_PICTURE_WORDS.search(names))


@lru_cache(maxsize=16384)
def is_hidden(names: str) -> bool:
    """Whether the names are those of text for screen readers or printers only."""
    return not _HIDDEN_WORDS.isdisjoint(names.lower().split())


@lru_cache(maxsize=16384)
def is_concealing(classes: str) -> bool:
    """Whether class names hide an element on every screen ("hidden", not "hidden lg:block")."""
    words = classes.lower().split()
    hidden = any(w in ("hidden", "hide", "d-none", "is-hidden", "u-hidden", "display-none", "ng-hide") for w in words)
    return hidden and not any(
        re.match(r"(?:sm|md|lg|xl|2xl|xs|desktop|tablet)[:-]|(?:d|show|visible)-(?:sm|md|lg|xl)", w) for w in words
    )


@lru_cache(maxsize=16384)
def is_credit(names: str) -> bool:
    """Whether the names are those of a picture credit."""
    return bool(names and _CREDIT_WORDS.search(names))


@lru_cache(maxsize=16384)
def is_caption(names: str) -> bool:
    """Whether the names are those of a caption."""
    return bool(names and _CAPTION_WORDS.search(names))


@lru_cache(maxsize=16384)
def is_standfirst(names: str) -> bool:
    """Whether the names are those of the paragraph between headline and story."""
    return bool(names and _STANDFIRST_WORDS.search(names))


@lru_cache(maxsize=16384)
def is_kicker(names: str) -> bool:
    """Whether the names are those of the short line over a headline."""
    return bool(names and _KICKER_WORDS.search(names))


@lru_cache(maxsize=16384)
def is_byline(names: str) -> bool:
    """Whether the names are those of the line that says who wrote it."""
    return bool(names and _BYLINE_WORDS.search(names))
