"""The mirrored document: one crawl of an article as Markdown headline and HTML, read and written.

    <!--1705834023000-->                                            when it was crawled, in epoch milliseconds
    [Headline](https://www.dw.com/zh/…/a-68044952)
    ------

    <div><i><br>2024-01-21T10:34:44.196Z</i></div>                  when it was published
    <img src="https://images.weserv.nl/?url=static.dw.com/…">       a picture, and its caption in small type
    <div><small style="color: #999;">Caption</small></div>
    <p>Paragraph with <a href="https://api.dw.com/api/detail/article/…" rel="ArticleRef">a link</a></p>
    <h3>Headline of a gallery</h3>
    <div><img src="…"><b>Title</b>：Text</div>                       a picture of it
    <p><strong>Sub-heading</strong></p>
    <p><em>（Agencies）</em></p><p><em>© Copyright</em></p>

All HTML is one line.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta
from itertools import islice
from typing import NoReturn
from urllib.parse import parse_qsl, quote

from watcher.assets import asset
from watcher.errors import BadDocument
from watcher.extract import dates
from watcher.extract.documents.links import canonical, is_page, is_topic, language, with_dw_hrefs
from watcher.extract.documents.mirror_writing import PROXY, elements
from watcher.extract.documents.story import Places, merged, parsed, sign, story_of, with_addresses
from watcher.extract.elements import Tag, take_out
from watcher.extract.inline import has, own_text, tag_behind, within
from watcher.extract.tidy import tidied
from watcher.model import Article, Block, Embed, Heading, Image, Paragraph
from watcher.text import reader_text, shortened
from watcher.urls import is_web, site

UNKNOWN_IN_MIRROR: tuple[str, ...] = ("seo_title", "kicker", "standfirst", "authors", "section", "tags", "modified_at")
"""The fields of an Article for which the form has no place."""

_EPOCH = datetime(1970, 1, 1, tzinfo=UTC)

_MIRROR = re.compile(r"\ufeff?\s*<!--\s*\d+\s*-->\s*\[")
_CRAWLED = re.compile(r"<!--\s*(\d{12,13})\s*-->")
_HEADLINE = re.compile(r"\[(?P<title>.+)\]\((?P<url>\S+?)\)")
_LONGEST_HEADLINE = 5000
_PROXIED = re.compile(re.escape(PROXY.partition("?")[0]) + r"\?(.+)")
_RULE = re.compile(r"-{3,}")
_ESCAPED = re.compile(r"\\([\\\[\]])")
_SPECIAL = re.compile(r"[\\\[\]]")
_URL_SAFE = "/:?#@!$&'*+,;=%~"
_COLON = re.compile(r"^[：:]\s*")


@dataclass(frozen=True, slots=True, kw_only=True)
class Mirrored:
    """An article as one crawl saw it. `crawled_at` is aware, UTC, to the millisecond."""

    article: Article
    crawled_at: datetime


def is_mirror(text: str) -> bool:
    """Whether `text` begins as a mirrored document does: with a number in a comment and a link in Markdown."""
    return _MIRROR.match(text) is not None


def read_mirror(text: str) -> Mirrored:
    """The article of a mirrored document, and when it was crawled. Raises BadDocument, naming the line."""
    lines = [line.strip() for line in text.removeprefix("\ufeff").splitlines()]
    filled = [(at, line) for at, line in enumerate(lines, 1) if line]
    crawled_at = _crawl_time(*_line(filled, 0))
    title, url = _headline(*_line(filled, 1))
    body = filled[3:] if len(filled) > 2 and _RULE.fullmatch(filled[2][1]) else filled[2:]
    article = _article(title, url, "\n".join(line for _, line in body))
    return Mirrored(article=article, crawled_at=crawled_at)


def _line(filled: Sequence[tuple[int, str]], at: int) -> tuple[int, str]:
    return filled[at] if at < len(filled) else (filled[-1][0] + 1 if filled else 1, "")


def _crawl_time(at: int, line: str) -> datetime:
    found = _CRAWLED.fullmatch(line)
    try:
        return _EPOCH + timedelta(milliseconds=int(found[1])) if found else _refused(at, line, "the crawl time")
    except OverflowError:
        return _refused(at, line, "the crawl time")


def _headline(at: int, line: str) -> tuple[str, str]:
    found = _HEADLINE.fullmatch(line) if len(line) < _LONGEST_HEADLINE else None
    if found is None or not is_web(found["url"]):
        return _refused(at, line, "the headline")
    return reader_text(_ESCAPED.sub(r"\1", found["title"])), found["url"]


_FORMS = {
    "the crawl time": "the crawl time in epoch milliseconds as a comment, like <!--1705834023000-->,",
    "the headline": "the headline as a link to the original, like [Headline](https://www.dw.com/…/a-68044952),",
}


def _refused(at: int, line: str, what: str) -> NoReturn:
    found = f"not {shortened(line, 60)!r}" if line else "but nothing is there"
    raise BadDocument(f"line {at}: {_FORMS[what]} was expected, {found}; check that this is a mirrored document, whole")


def _article(title: str, url: str, html: str) -> Article:
    root = with_addresses(parsed(html))
    published_at = _taken_time(root)
    places = Places()
    _keep_pictures(root, places)
    story = story_of(root, url, places=places, said=(title,))
    return Article(
        url=url,
        canonical_url=canonical(url) if is_page(url) else None,
        site=site(url),
        language=language(url),
        title=title,
        published_at=published_at,
        credits=story.credits,
        copyright=story.copyright,
        blocks=with_dw_hrefs(_with_lead(tidied(story.blocks))),
    )


def _taken_time(root: Tag) -> str | None:
    """The publication time, whose element is taken out of the text; None where the first element is none."""
    first = next((t for t in root.contents if isinstance(t, Tag)), None)
    if first is None or first.name != "div" or not has(first, ("i",)):
        return None
    if time := dates.utc(own_text(first)):
        take_out(first)
    return time


def _keep_pictures(root: Tag, places: Places) -> None:
    """Keeps the places of the pictures: an <img> may have its caption in the next element; one in a <div> is part of
    a gallery."""
    for tag in [t for t in root.contents if isinstance(t, Tag) and t.name in ("img", "div")]:
        images = [tag] if tag.name == "img" else list(islice(within(tag, ("img",)), 2))
        picture = _picture(images[0]) if len(images) == 1 else None
        if picture is None:
            continue
        if tag.name == "div":
            places.keep(tag, _in_gallery(picture, tag))
        else:
            places.keep(tag, replace(picture, caption=_taken_caption(tag)))


def _picture(image: Tag) -> Image | None:
    src = _original(str(image.get("src") or "").strip())
    return Image(src=src, asset=asset(src), alt=reader_text(str(image.get("alt") or "")) or None) if src else None


def _original(src: str) -> str | None:
    """The address of a picture without the proxy's; None where it is none."""
    if proxied := _PROXIED.match(src):
        inner = dict(parse_qsl(proxied[1])).get("url", "").removeprefix("ssl:").lstrip("/")
        src = inner if inner.startswith(("http://", "https://")) else f"https://{inner}"
    return src if is_web(src) else None


def _taken_caption(image: Tag) -> str | None:
    """The caption in the element after a picture, which is taken out of the text; None without one."""
    following = tag_behind(image)
    if following is None or following.name != "div" or has(following, ("img", "p")) or not has(following, ("small",)):
        return None
    caption = own_text(following)
    take_out(following)
    return caption or None


def _in_gallery(picture: Image, holder: Tag) -> Image:
    bold = next(within(holder, ("b", "strong")), None)
    title = own_text(bold) if bold else ""
    caption = _COLON.sub("", own_text(holder, without=(bold,) if bold else ()), count=1) if bold else own_text(holder)
    return replace(picture, role="gallery", title=title or None, caption=caption or None)


def _with_lead(blocks: tuple[Block, ...]) -> tuple[Block, ...]:
    """The first picture is the lead where no text stands before it."""
    if blocks and isinstance(blocks[0], Image) and blocks[0].role == "inline":
        return (replace(blocks[0], role="lead"), *blocks[1:])
    return blocks


def written_mirror(article: Article, crawled_at: datetime) -> str:
    """The document of `article` as it was seen at `crawled_at` (aware). The form has no place for what `completed`
    lists."""
    milliseconds = (crawled_at - _EPOCH) // timedelta(milliseconds=1)
    title = _SPECIAL.sub(r"\\\g<0>", article.title)
    url = quote(article.url, safe=_URL_SAFE)
    return f"<!--{milliseconds}-->\n[{title}]({url})\n------\n\n{''.join(elements(article))}\n"


def completed(mirrored: Article, live: Article) -> Article:
    """`mirrored` with everything its form has no place for as `live` tells it, the first look at the page since:
    comparing the two then gives only what was edited.

    Besides the fields of UNKNOWN_IN_MIRROR these are alternative texts, credits, levels of headings, links to topics,
    embeds, times of posts, and a publication before the one that was displayed.
    """
    carried = {name: getattr(mirrored, name) or getattr(live, name) for name in UNKNOWN_IN_MIRROR}
    twins = {sign(b): b for b in reversed(live.blocks)}
    blocks = tuple(_completed(b, twins.get(sign(b))) for b in mirrored.blocks)
    embeds = {sign(b) for b in live.blocks if isinstance(b, Embed)}
    if not any(isinstance(b, Embed) for b in blocks):
        blocks = merged(blocks, live.blocks, embeds)
    times = filter(None, (mirrored.published_at, live.published_at))
    return replace(mirrored, **carried, published_at=min(times, default=None), blocks=blocks)


def _completed(block: Block, twin: Block | None) -> Block:
    match block, twin:
        case Image(), Image():
            return replace(block, alt=block.alt or twin.alt, credit=block.credit or twin.credit, role=twin.role)
        case Heading(), Heading():
            return twin
        case Paragraph(), Paragraph():
            told = tuple(x for x in twin.links if x in block.links or is_topic(x.href))
            links = (*told, *(x for x in block.links if x not in told))
            return replace(block, links=links, posted_at=twin.posted_at)
        case _:
            return block
