"""Is the article gone, and a line in its place says so?"""

from __future__ import annotations

from watcher.doubt.sight import amount, is_as_long, overlap, plain, seen, source_of, visible
from watcher.doubt.wording import WITHDRAWN
from watcher.model import Article, Page

_BRIEF = 300  # letters of all that is new in its place
_LONG = 2_000  # characters in whose place nothing brief stands as long
_LINE = 200  # characters of a line that says so
_BARE = 55  # letters of one that says no more; with its reasons it is a text, and an edit
_LEFT = 1 / 3  # of the text, lines that every page of the site has among it
_ELSEWHERE = 0.3  # of the text, on the page but not read


def is_withdrawn(page: Page, article: Article, before: Article, text: str, whole: str) -> bool:
    """Whether the lines of the `whole` that stood there `before` are gone from the running `text`, and a line of the
    page says that the article, or the page, is no longer there."""
    if (len(whole) > _LONG and is_as_long(text, whole)) or amount(text) >= amount(whole):
        return False
    stood = {before.title, before.standfirst or "", *whole.split("\n")}
    lines = [line for line in (article.title, article.standfirst or "", *text.split("\n")) if line]
    new = [line for line in lines if line not in stood]
    left = sum(amount(line) for line in text.split("\n") if line in stood)
    if sum(map(amount, new)) >= _BRIEF or left >= _LEFT * amount(whole):
        return False
    if said := [line for line in new if says_gone(line)]:
        return min(map(amount, said)) <= _BARE
    source = source_of(page)
    return any(map(says_gone, seen(source))) and overlap(visible(source), whole) < _ELSEWHERE


def says_gone(line: str) -> bool:
    """Whether a line says that an article, or the page, is no longer there."""
    if not 4 < len(line) < _LINE:
        return False
    said = f"{plain(line)} "
    return any(phrase in said for phrase in WITHDRAWN.phrases) and any(thing in said for thing in WITHDRAWN.titles)
