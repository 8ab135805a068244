"""The shapes of news pages: an article → the bytes that a site of that shape sends."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from html import escape

from watcher.demo.noise import Noise
from watcher.model import Article, Block, Heading, Image, Notice, Paragraph


@dataclass(frozen=True, slots=True, kw_only=True)
class Layout:
    """How a site makes its pages. `validated` sites send an honest ETag and answer 304."""

    page: Callable[[Article, Noise], str]
    charset: str = "utf-8"
    validated: bool = False

    def rendered(self, article: Article, noise: Noise) -> bytes:
        """The page, in the site's encoding."""
        return self.page(article, noise).encode(self.charset)


def _welle(article: Article, noise: Noise) -> str:
    """A public broadcaster: styled components, the lead picture outside the rich text, a gallery of titled pictures."""
    lead, blocks = _led(article)
    people = "".join(f'<span class="{noise.names("author")}">{escape(name)}</span>' for name in article.authors)
    return f"""<!doctype html>
<html lang="{article.language}"{' dir="rtl"' if article.language == "ar" else ""}><head><meta charset="utf-8">
<title data-rh="true">{escape(article.title)} – {article.site} – {_day(article)}</title>
{_described(article)}<meta name="csrf" content="{noise.token()}">{noise.script()}{_linked_data(article)}</head>
<body class="{noise.names()}"><div id="root">
<header class="{noise.names()}"><nav>{_home(article)}</nav></header>
<div class="{noise.names("container-fluid")}"><section class="row"><div class="detail-zone col">
<article class="{noise.names()}"><div class="{noise.names("content-area")}"><header class="{noise.names()}">
<div class="{noise.names("kicker")}"><span>{article.kicker}</span></div>
<h1 class="{noise.names("has-italic")}">{escape(article.title)}</h1>
<div class="{noise.names("author-details")}">{people}</div>
<span class="{noise.names("time-area")}"><time aria-hidden="true">{_day(article)}</time></span>
<p class="{noise.names("teaser-text")}">{escape(article.standfirst or "")}</p></header>
<section class="{noise.names("in-line")}" data-tracking-name="sharing-icons-inline">
<a href="{noise.tracked("/share")}"></a>{noise.comments()}</section>
<figure class="{noise.names()}"><picture><source type="image/webp" srcset="{noise.picture(lead.src)} 1200w">
{_img(lead, noise)}</picture>{_figcaption(lead, noise.names())}</figure>
{noise.advertisement()}<div class="{noise.names("rich-text")}">{"".join(_welle_body(blocks, noise))}</div>
<footer class="{noise.names()}"><div class="feedback">{noise.ago()}</div></footer></div></article></div></section>
{noise.related()}</div><footer class="{noise.names()}"><p>© 2026 {article.site}</p></footer></div></body></html>"""


def _welle_body(blocks: tuple[Block, ...], noise: Noise) -> Iterator[str]:
    in_gallery = False
    for block in blocks:
        gallery = isinstance(block, Image) and block.role == "gallery"
        if gallery != in_gallery:
            yield f'<div class="{noise.names("gallery")}" data-media="image-gallery">' if gallery else "</div>"
            in_gallery = gallery
        if isinstance(block, Image):
            yield (
                f'<figure class="placeholder-image master_landscape big"><img data-format="MASTER_LANDSCAPE" '
                f'data-url="{noise.picture(block.src)}" data-aspect-ratio="16/9" alt="{escape(block.alt or "")}" '
                f'style="padding-bottom: 56.25%; height: 0">{_figcaption(block)}</figure>'
            )
        else:
            yield _flowing(block, noise, "internal-link")
    if in_gallery:
        yield "</div>"


def _wordpress(article: Article, noise: Noise) -> str:
    """A WordPress theme: everything in one entry-content, with an advertisement and a newsletter box in between."""
    lead, blocks = _led(article)
    body = [_entry(block, noise) for block in blocks]
    body.insert(2, noise.advertisement())
    body.insert(-1, noise.newsletter())
    return f"""<!doctype html>
<html lang="{article.language}"><head><meta charset="utf-8"><title>{escape(article.title)} | {article.site}</title>
{_described(article)}{_timed(article)}{_linked_data(article)}{noise.script()}
</head><body class="post-template-default single-post theme-{noise.token()[:4]}">
<header id="masthead"><nav class="main-navigation">{_home(article)} <a href="/archive/">2026</a></nav></header>
<main id="primary"><article class="post type-post hentry"><header class="entry-header">
<span class="cat-links">{article.section}</span><h1 class="entry-title">{escape(article.title)}</h1>
<div class="entry-summary"><p>{escape(article.standfirst or "")}</p></div>
<div class="entry-meta"><span class="byline">{", ".join(map(_author_link, article.authors))}</span>
<time class="entry-date published" datetime="{article.published_at}">{_day(article)}</time>
{noise.ago()} {noise.comments()}</div></header>
<figure class="post-thumbnail">{_img(lead, noise)}
<figcaption class="wp-element-caption">{escape(lead.caption or "")} ({lead.credit})</figcaption></figure>
<div class="entry-content">
{"".join(body)}</div><footer class="entry-footer">{" ".join(map(_tag_link, article.tags))}</footer></article>
<div id="comments" class="comments-area"><h2>{noise.comments()}</h2>
<form><input type="hidden" value="{noise.token()}"></form></div></main>
<div id="secondary">{noise.related()}{noise.advertisement()}</div><footer>© {article.site}</footer></body></html>"""


def _entry(block: Block, noise: Noise) -> str:
    if isinstance(block, Notice):
        return f'<div class="wp-block-group correction"><p><strong>{escape(block.text)}</strong></p></div>\n'
    return _flowing(block, noise) + "\n"


def _author_link(name: str) -> str:
    return f'<a href="/author/{name.lower().replace(" ", "-")}/" rel="author">{escape(name)}</a>'


def _tag_link(tag: str) -> str:
    return f'<a rel="tag" href="/tag/{tag.lower().replace(" ", "-")}/">{escape(tag)}</a>'


def _portal(article: Article, noise: Noise) -> str:
    """A Chinese portal: GB18030, no JSON-LD, full-width indents, captions in paragraphs."""
    body = "".join(_portal_block(block, noise) for block in article.blocks)
    return f"""<!DOCTYPE html PUBLIC "-//W3C//DTD XHTML 1.0 Transitional//EN"
 "http://www.w3.org/TR/xhtml1/DTD/xhtml1-transitional.dtd">
<html lang="{article.language}"><head><meta http-equiv="Content-Type" content="text/html; charset=gb2312">
<title>{escape(article.title)}--{article.site}</title>
<meta name="publishdate" content="{(article.published_at or "").replace("T", " ")}">
<meta name="author" content="{" ".join(article.authors)}">
<link rel="canonical" href="{article.url}">{noise.script()}</head>
<body><div class="nav_top">{_home(article)} <a href="/n1/">要闻</a></div>
<div class="layout rm_txt cf"><div class="col col-1"><h1>{escape(article.title)}</h1>
<div class="channel">
<div class="col-1-1">{_day(article)}{(article.published_at or "")[11:16]} | 来源：{_home(article)}</div>
<div class="col-1-2">{noise.comments()}</div></div><div class="rm_txt_con cf">
{body}<div class="edit cf">(责编：{"、".join(article.authors)})</div></div>{noise.related()}</div>
<div class="col col-2">{noise.advertisement()}</div></div>
<div class="copyright">{article.site}版权所有</div></body></html>"""


def _portal_block(block: Block, noise: Noise) -> str:
    if isinstance(block, Image):
        return (
            f'<p style="text-align: center;"><img src="{noise.picture(block.src)}" alt="" width="600"></p>\n'
            f'<p class="desc" style="text-align: center;">{escape(block.caption or "")}{block.credit}摄</p>\n'
        )
    return f'<p style="text-indent: 2em;">\n\u3000\u3000{_inline(block, noise)}</p>\n'


def _plain(article: Article, noise: Noise) -> str:
    """An old site: windows-1251, microdata, one cell in which empty lines part the paragraphs."""
    lead, blocks = _led(article)
    body = "<br><br>\n".join(_inline(block, noise) for block in blocks)
    return f"""<html lang="{article.language}"><head>
<meta http-equiv="Content-Type" content="text/html; charset=windows-1251">
<title>{escape(article.title)} - {article.site}</title>
<meta name="description" content="{escape(article.standfirst or "")}">
<link rel="canonical" href="{article.url}"></head><body bgcolor="#ffffff">
<table class="top"><tr><td>{_home(article)}</td><td>{noise.ago()}</td></tr></table>
<table id="main"><tr><td><div itemscope itemtype="http://schema.org/NewsArticle">
<h1 itemprop="headline">{escape(article.title)}</h1>
<meta itemprop="datePublished" content="{article.published_at}"><span class="date">{_day(article)}</span>
<span itemprop="author">{", ".join(article.authors)}</span> {noise.comments()}
<div class="lead" itemprop="description">{escape(article.standfirst or "")}</div>
<span class="img-wrap"><img src="{noise.picture(lead.src)}" width="640"><span class="img-descr">{lead.caption} /
{lead.credit}</span></span>
<div itemprop="articleBody">
{body}<br><br>
</div></div>{noise.related()}</td><td>{noise.advertisement()}</td></tr></table>{noise.script()}</body></html>"""


def _modern(article: Article, noise: Noise) -> str:
    """A plain modern page: semantic elements, JSON-LD, an honest ETag."""
    lead, blocks = _led(article)
    body = "".join(_flowing(block, noise) for block in blocks)
    return f"""<!doctype html>
<html lang="{article.language}"><head><meta charset="utf-8"><title>{escape(article.title)}：{article.site}</title>
{_described(article)}{_linked_data(article)}</head><body><header><nav>{_home(article)}</nav></header>
<main><article><h1>{escape(article.title)}</h1><p class="lead">{escape(article.standfirst or "")}</p>
<p class="byline"><span>{"・".join(article.authors)}</span>
<time datetime="{article.published_at}">{_day(article)}</time></p>
<figure>{_img(lead, noise)}<figcaption>{lead.caption}＝{lead.credit}</figcaption></figure>
<div class="article-body">{body}</div></article>{noise.related()}</main>
<footer><small>© {article.site}</small></footer>{noise.script()}</body></html>"""


LAYOUTS: Mapping[str, Layout] = {
    "welle": Layout(page=_welle),
    "wordpress": Layout(page=_wordpress),
    "portal": Layout(page=_portal, charset="gb18030"),
    "plain": Layout(page=_plain, charset="windows-1251"),
    "modern": Layout(page=_modern, validated=True),
}


def _led(article: Article) -> tuple[Image, tuple[Block, ...]]:
    """(the lead picture, the blocks below it)."""
    lead, *rest = article.blocks
    assert isinstance(lead, Image)
    return lead, tuple(rest)


def _home(article: Article) -> str:
    return f'<a href="/">{escape(article.site)}</a>'


def _img(picture: Image, noise: Noise) -> str:
    return f'<img src="{noise.picture(picture.src)}" alt="{escape(picture.alt or "")}" width="1024" height="576">'


def _flowing(block: Block, noise: Noise, link: str = "") -> str:
    """A block as an element of its own."""
    match block:
        case Heading():
            return f"<h{block.level}>{escape(block.text)}</h{block.level}>"
        case Image():
            return f"<figure>{_img(block, noise)}{_figcaption(block)}</figure>"
        case Notice():
            return f"<p><em>{escape(block.text)}</em></p>"
        case _:
            return f"<p>{_inline(block, noise, link)}</p>"


def _inline(block: Block, noise: Noise, link: str = "") -> str:
    """The running text of a block, its links with tracking."""
    text = escape(getattr(block, "text", ""), quote=False)
    for each in block.links if isinstance(block, Paragraph) else ():
        anchor = f'<a class="{link}" href="{noise.tracked(each.href)}">{escape(each.text)}</a>'
        text = text.replace(escape(each.text, quote=False), anchor, 1)
    return text


def _figcaption(picture: Image, names: str = "img-caption") -> str:
    title = f'<strong class="title">{escape(picture.title)}</strong> ' if picture.title else ""
    credit = f'<small class="copyright">{picture.credit}</small>'
    return f'<figcaption class="{names}">{title}{escape(picture.caption or "")}{credit}</figcaption>'


def _described(article: Article) -> str:
    title, said = escape(article.title), escape(article.standfirst or "")
    return (
        f'<meta property="og:type" content="article"><meta property="og:site_name" content="{article.site}">'
        f'<meta property="og:title" content="{title}"><meta property="og:description" content="{said}">'
        f'<meta name="description" content="{said}"><meta property="og:url" content="{article.url}">'
        f'<link rel="canonical" href="{article.url}">'
    )


def _timed(article: Article) -> str:
    return (
        f'<meta property="article:published_time" content="{article.published_at}">'
        f'<meta property="article:modified_time" content="{article.modified_at}">'
    )


def _linked_data(article: Article) -> str:
    told = {
        "@context": "https://schema.org",
        "@type": "NewsArticle",
        "mainEntityOfPage": {"@type": "WebPage", "@id": article.url},
        "publisher": {"@type": "Organization", "name": article.site},
        "author": [{"@type": "Person", "name": name} for name in article.authors],
        "headline": article.title,
        "articleSection": article.section,
        "keywords": list(article.tags),
        "datePublished": article.published_at,
        "dateModified": article.modified_at,
    }
    written = json.dumps(told, ensure_ascii=False).replace("</", "<\\/")
    return f'<script type="application/ld+json">{written}</script>'


def _day(article: Article) -> str:
    """The day of publication as people write it."""
    year, month, day = (article.published_at or "")[:10].split("-")
    return f"{year}年{month}月{day}日" if (article.language or "")[:2] in ("zh", "ja") else f"{day}.{month}.{year}"
