"""Is this the article at all? Walls, stubs, error pages, collapses, another page.

Long real text wins over any phrase, and a headline that stayed wins over any wall: an article about captchas is an
article. What is refused here is not lost: `decide` believes a refusal that is seen twice alike.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass

from watcher.doubt.doors import is_above, is_door, is_home
from watcher.doubt.files import breaks_off, file_of
from watcher.doubt.garbled import is_encoded_twice, is_misread
from watcher.doubt.sight import (
    amount,
    is_as_long,
    likeness,
    overlap,
    plain,
    source_of,
    title_of,
    visible,
)
from watcher.doubt.stub import is_stub
from watcher.doubt.withdrawn import is_withdrawn, says_gone
from watcher.doubt.wording import (
    ADDRESS,
    CHALLENGE,
    CHALLENGE_SIGNS,
    FAMILIES,
    LOGIN,
    NOT_FOUND,
    SHELL,
    SHELL_ROOTS,
    STUB,
    WITHDRAWN,
    Family,
)
from watcher.model import Article, Embed, Image, Outcome, Page, Revision
from watcher.text import cjk_share
from watcher.urls import identity

__all__ = ["Refusal", "challenged", "doubt"]

# Amounts of text, in letters (sight.amount).
_NOTHING = 40
_HARDLY = 150
_BRIEF = 200
_ENOUGH = 300
_LONG = 1500
_CURT = 75  # a line that says no more than that
_OPENING = 300  # characters
_WALL = 3000  # what is visible of a page that is nothing but a wall

_SAME_HEADLINE = 0.5
_OTHER_HEADLINE = 0.4
_SAME_TEXT = 0.5
_VERY_TEXT = 0.8
_OTHER_TEXT = 0.1
_SEPARATOR = re.compile(r"\s+[|·•«»–—:-]+\s+|\s*[|·•–—]\s*")
_SENTENCE_END = re.compile(r"[.!?؟]\s|[。！？।]|\n")
_QUOTATION = re.compile(r"[“„”«»「」『』\"][^“„”«»「」『』\"]{1,200}[“”«»「」『』\"]")
_STATUS = re.compile(r"^(?:http |error |fehler |erreur )*(?:40[34]|410) (?:error )?(?=\S)")
_ROOT = re.compile(rf"<[a-z-]+\s[^<>]*\bid\s*=\s*[\"']?(?:{'|'.join(SHELL_ROOTS)})[\"'\s>]", re.IGNORECASE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Refusal:
    """Why a page does not count as the article. `outcome` is gone, blocked or unreadable; `likeness` is equal for
    refusals alike. `readable` says that an article can be read there: seen twice alike, it is what now stands there."""

    outcome: Outcome
    why: str
    likeness: str
    readable: bool = False


def doubt(page: Page, article: Article, last: Revision | None) -> Refusal | None:
    """Why `article`, read from `page`, is not what is watched; None where nothing speaks against it. `last` is how it
    was last believed, None where it never was."""
    before = last.article if last is not None else None
    running, stood = article.text(), before.text() if before is not None else ""
    if before is not None and is_encoded_twice(running, stood):
        return _garbled()
    if before is not None and is_withdrawn(page, article, before, running, stood):
        return _refused(WITHDRAWN)
    text = _text(article, running)
    collapsed = before is not None and _has_collapsed(text, _text(before, stood))
    if before is not None and not collapsed and _stayed(page, article, before):
        return _stub(page, article, before, running, stood) or _broken_off(page, running, stood)
    return (
        _no_page(page, text)
        or _elsewhere(page, article, text, before)
        or _spoken(page, article, text, before, collapsed=collapsed)
        or (_stub(page, article, before, running, stood) if before is not None else None)
        or (_never_seen(article, text) if before is None else None)
        or _without_article(page, article, text)
        or (_another(page, article, before) if before is not None else None)
        or (_collapse(article, before, text) if before is not None and collapsed else None)
        or _broken_off(page, running, stood)
    )


def _stub(page: Page, article: Article, before: Article, running: str, stood: str) -> Refusal | None:
    return _refused(STUB) if is_stub(page, article, before, running, stood) else None


def challenged(page: Page) -> bool:
    """Whether an error page is a challenge to prove oneself human."""
    source = source_of(page)
    said = plain(visible(source)[:_WALL])
    return _signed(source) or _titled((title_of(source),), CHALLENGE) or bool(_hits(CHALLENGE, said))


def _no_page(page: Page, text: str) -> Refusal | None:
    if not page.body.strip():
        return _unreadable("empty", "the page is empty")
    why = file_of(page, hardly=amount(text) < _HARDLY)
    return _unreadable("file", f"{why} instead of a page") if why else None


def _elsewhere(page: Page, article: Article, text: str, before: Article | None) -> Refusal | None:
    asked = page.hops[0].url if page.hops else ""
    if not page.redirects or identity(asked) == identity(page.url):
        return None
    is_first = before is None and article.published_at is not None
    if is_door(page.url) and amount(text) < (_ENOUGH if is_first else _LONG):
        return _refused(LOGIN, f"the address leads to a login or a wall: {page.url[:200]}")
    if is_home(page.url):
        return Refusal(outcome=Outcome.GONE, why="the address leads to the home page now", likeness=NOT_FOUND.likeness)
    if article.published_at is None and is_above(page.url, asked):
        return Refusal(outcome=Outcome.GONE, why="the address leads to its section now", likeness=NOT_FOUND.likeness)
    return None


def _spoken(page: Page, article: Article, text: str, before: Article | None, *, collapsed: bool) -> Refusal | None:
    """What the page says of itself: that it is a wall, an error, nothing. What other stories it offers below makes no
    article of it where its headline and its first words say so, nor one of these where another headline stood."""
    size, dated = amount(text), article.published_at is not None
    strange = before is not None and _is_other(article, before, text)
    bare = size < _NOTHING or (size < _HARDLY and not dated) or collapsed
    source = source_of(page) if bare else ""
    around = visible(source)
    own = plain(f"{article.title} {article.standfirst or ''} {text[:_WALL]}")
    said = f"{own} {plain(around)}" if around and (len(around) <= _WALL or collapsed) else own
    opening = plain(f"{article.title} {article.standfirst or ''} {text[:_OPENING]}")
    first = text.partition("\n")[0]
    gone = says_gone(article.title) + (says_gone(first) and amount(first) < _CURT)
    titles = (article.title, title_of(source))
    for family in FAMILIES:
        if family is STUB or (family is SHELL and size >= _NOTHING):
            continue
        hits, titled, lines = _hits(family, said), _titled(titles, family), gone if family is NOT_FOUND else 0
        opens = _hits(family, opening) + lines
        if titled and (size < _ENOUGH or strange or opens or (not dated and (size < _LONG or hits))):
            return _refused(family)
        needed = 1 if bare else _hits_needed(size, dated=dated)
        if hits >= needed or lines >= max(needed, 2) or (opens and strange):
            return _refused(family)
    return _refused(CHALLENGE) if bare and size < _HARDLY and _signed(source) else None


def _never_seen(article: Article, text: str) -> Refusal | None:
    """A few lines without a date that nobody has seen to be an article before."""
    size = amount(text)
    if article.published_at is not None or size >= _BRIEF:
        return None
    if any(map(says_gone, text.split("\n"))) or (size < _HARDLY and says_gone(article.title)):
        return _refused(WITHDRAWN)
    sentences = _SENTENCE_END.split(_QUOTATION.sub(" ", f"{article.title}\n{text}"))
    return None if article.authors or not any(map(_addresses, sentences)) else _refused(ADDRESS)


def _addresses(sentence: str) -> bool:
    """Whether a sentence speaks to the reader, of the page: in whole words, or in a script without spaces."""
    padded = f" {plain(sentence)} "
    return all(
        any((f" {word} " if cjk_share(word) == 0 else word) in padded for word in words)
        for words in (ADDRESS.titles, ADDRESS.phrases)
    )


def _hits_needed(size: int, *, dated: bool) -> int:
    """How many phrases of one family make a wall of a text: more than there are for a dated article."""
    if dated:
        return 1 if size < _HARDLY else 1000
    return 1 if size < _BRIEF else 2 if size < _LONG else 4


def _without_article(page: Page, article: Article, text: str) -> Refusal | None:
    size = amount(text)
    if size >= _HARDLY or (size >= _NOTHING and (article.title or article.published_at)):
        return None
    if article.title and article.published_at and any(isinstance(b, Image | Embed) for b in article.blocks):
        return None
    source = source_of(page)
    if _ROOT.search(source) and amount(visible(source)) < _ENOUGH:
        return _refused(SHELL)
    return _unreadable("nothing", "no article can be found on the page")


def _stayed(page: Page, article: Article, before: Article) -> bool:
    """Whether it is the same article beyond doubt: the headline stayed; at another address, the text as well."""
    titled = likeness(article.title, before.title) >= _SAME_HEADLINE
    if not _leads_elsewhere(page, before):
        return titled
    text = _text(before, before.text())
    if amount(text) < _HARDLY:
        return titled
    return overlap(_text(article, article.text()), text) >= (_SAME_TEXT if titled else _VERY_TEXT)


def _is_other(article: Article, before: Article, text: str) -> bool:
    """Whether neither the headline nor the text is what it was."""
    if likeness(article.title, before.title) > _OTHER_HEADLINE:
        return False
    return overlap(text, _text(before, before.text())) <= _OTHER_TEXT


def _another(page: Page, article: Article, before: Article) -> Refusal | None:
    text = _text(article, article.text())
    if _leads_elsewhere(page, before):
        why = f"the address leads to another article now: {page.url[:200]}"
        return Refusal(outcome=Outcome.GONE, why=why, likeness=NOT_FOUND.likeness)
    if amount(text) < _HARDLY or not _is_other(article, before, text):
        return None
    if is_misread(article.text(), before.text()):
        return _garbled()
    why = "the page shows another article: neither the headline nor the text is what it was"
    return _unreadable(f"another:{_digest(article.title)}", why, readable=True)


def _leads_elsewhere(page: Page, before: Article) -> bool:
    return bool(page.redirects) and identity(page.url) != identity(before.url)


def _has_collapsed(text: str, before: str) -> bool:
    """Whether less than a third of the text is left, where there was enough of it."""
    if is_as_long(text, before):
        return False
    enough = amount(before)
    return enough >= _ENOUGH and amount(text) * 3 < enough


def _collapse(article: Article, before: Article, text: str) -> Refusal:
    """Hardly a sentence under another headline is no article that could now stand there."""
    stayed = likeness(article.title, before.title) > _OTHER_HEADLINE
    why = "less than a third of the text is left"
    return _unreadable(f"collapsed:{_digest(article.title)}", why, readable=stayed or amount(text) >= _HARDLY)


def _broken_off(page: Page, running: str, stood: str) -> Refusal | None:
    if not breaks_off(page, running, stood):
        return None
    return _unreadable(f"broken off:{_digest(running)}", "the page breaks off in the middle", readable=True)


def _text(article: Article, running: str) -> str:
    """All there is to read but the headline: the `running` text, and what stands above it and under pictures."""
    captions = (b.caption for b in article.blocks if isinstance(b, Image) and b.caption)
    return "\n".join(filter(None, (article.standfirst, running, *captions)))


def _hits(family: Family, said: str) -> int:
    return sum(phrase in said for phrase in family.phrases)


def _titled(titles: tuple[str, ...], family: Family) -> bool:
    """Whether a title, or what stands beside the site's name in it, is one of the family's."""
    parts = {plain(part) for title in titles for part in (title, *_SEPARATOR.split(title)) if title}
    return any(part in family.titles or _STATUS.sub("", part) in family.titles for part in sorted(parts))


def _signed(source: str) -> bool:
    folded = source.casefold()
    return any(sign in folded for sign in CHALLENGE_SIGNS)


def _refused(family: Family, why: str = "") -> Refusal:
    return Refusal(outcome=family.outcome, why=why or family.why, likeness=family.likeness)


def _garbled() -> Refusal:
    return _unreadable("garbled", "the letters are garbled: the page is read in another charset than it is written in")


def _unreadable(likeness: str, why: str, *, readable: bool = False) -> Refusal:
    return Refusal(outcome=Outcome.UNREADABLE, why=why, likeness=likeness, readable=readable)


def _digest(text: str) -> str:
    return hashlib.sha256(plain(text).encode("utf-8", "surrogatepass")).hexdigest()[:12]
