"""From a page to an article in two steps: found quickly, read only where it is needed."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass

from watcher.extract import Reading, Rules, extract_from, stripped
from watcher.extract import locate as find
from watcher.extract.decoded import Served, decoded
from watcher.extract.documents import document_in
from watcher.extract.documents.mirror import completed, is_mirror
from watcher.extract.locate import Source
from watcher.model import Article, Known, Page, Revision

Whole = Callable[[], Article | None]


def _none() -> None:
    """Of a document, which brings nothing but its story, no line counts."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Located:
    """A page in which the article was found, not yet read: equal fingerprints, equal articles."""

    page: Page
    fingerprint: str
    source: Source | Article

    def article(self, known: Known) -> Article:
        """The article without `known` lines."""
        if isinstance(self.source, Article):
            return stripped(self.source, known)
        return extract_from(self.source, known)

    @contextmanager
    def read(self, known: Known) -> Iterator[tuple[Article, Whole]]:
        """(the article without `known` lines, what gives it with them: all of its lines count)."""
        if isinstance(self.source, Article):
            yield stripped(self.source, known), _none
            return
        with Reading(self.source, known) as reading:
            yield reading.article, reading.whole


def locate(page: Page, rules: Rules) -> Located:
    """The article's place in the page, by the site `rules`."""
    served = Served(page.body, page.content_type)
    document = document_in(served, page.url)
    if document is not None:
        return Located(page=page, fingerprint=document.digest(), source=document)
    source = find(served, page.url, rules)
    return Located(page=page, fingerprint=source.fingerprint(), source=source)


@dataclass(frozen=True, slots=True, kw_only=True)
class Before:
    """The last revision's article as today's extractor reads it, so that an upgrade changes nothing. `reread` is that
    article where it is not the one remembered; `why` says what there is to say about it."""

    article: Article
    reread: Article | None = None
    why: str = ""


def read_today(last: Revision, article: Article, *, rules: Rules, known: Known, reader: str) -> Before:
    """The last revision as `reader`, today's extractor, reads it. Where its page was not kept, the new `article` takes
    the place of the old one."""
    if last.extractor == reader:
        return Before(article=last.article)
    if last.page is None:
        why = "the extractor is newer and the page it last read was not kept: taken as the same article"
        return Before(article=article, reread=article, why=why)
    again = locate(last.page, rules).article(known)
    if is_mirror(decoded(last.page.body, last.page.content_type)):
        again = completed(again, article)  # what that form has no place for was not seen, and is no edit
    return Before(article=again, reread=again)
