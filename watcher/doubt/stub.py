"""Is it only the beginning of the article that stands there, with an offer to sell the rest?"""

from __future__ import annotations

import re

from watcher.doubt.sight import amount, is_as_long, likeness, overlap, plain, source_of, visible
from watcher.doubt.wording import LOGIN, STUB
from watcher.model import Article, Page

_ENOUGH = 300  # letters of an article of which an end can be missing
_SHARE = 0.85  # of the text, beyond which nothing is missing
_COLLAPSED = 1 / 3
_SAME_HEADLINE = 0.5
_SAME_TEXT = 0.8
_LEAST = 40  # letters of a beginning that can be compared
_LAST_WORDS = 40  # characters by which the end of the beginning is found on the page
_READ_OFFER = 300  # letters of an offer that was read as text
_OFFER = 1_500  # characters behind it, in which an offer stands
_SOLD = re.compile(
    r"\"isAccessibleForFree\"\s{0,9}:\s{0,9}\"?(?:https?:\\?/\\?/schema\.org\\?/)?(?:false|no)\b", re.IGNORECASE
)


def is_stub(page: Page, article: Article, before: Article, text: str, whole: str) -> bool:
    """Whether the `page`, read as `article` with its running `text`, shows only the beginning of the `whole` that stood
    there `before`."""
    text = _kept(text, whole)
    if is_as_long(text, whole):
        return False
    size, all_of_it = amount(text), amount(whole)
    if all_of_it < _ENOUGH or size >= _SHARE * all_of_it or likeness(article.title, before.title) < _SAME_HEADLINE:
        return False
    if size >= _LEAST and not _is_beginning(text, whole):
        return False
    source = source_of(page)
    around = plain(visible(source))
    offered = any(phrase in _behind(around, text) for phrase in (*STUB.phrases, *LOGIN.phrases))
    return offered or (size < _COLLAPSED * all_of_it and _SOLD.search(source) is not None)


def _kept(text: str, whole: str) -> str:
    """The text without the few short lines at its end that did not stand in the whole one: an offer may be read."""
    lines = text.split("\n")
    if f"\n{lines[-1]}\n" in f"\n{whole}\n":
        return text
    stood = frozenset(whole.split("\n"))
    kept = next((number for number in range(len(lines), 0, -1) if lines[number - 1] in stood), 0)
    return "\n".join(lines[:kept]) if sum(map(amount, lines[kept:])) < _READ_OFFER else text


def _is_beginning(text: str, whole: str) -> bool:
    """Whether all of the text stood in the whole one, whose last line is gone."""
    lines = [line for line in whole.split("\n") if amount(line) >= _LEAST]
    if not lines or overlap(text, lines[-1]) > _SAME_TEXT:
        return False
    return overlap(text, whole[: len(text) * 2]) >= _SAME_TEXT


def _behind(around: str, text: str) -> str:
    """What stands on the page behind the text; all there is around it where it cannot be found."""
    last = plain(text[-3 * _LAST_WORDS :])[-_LAST_WORDS:]
    at = around.rfind(last) if last else -1
    return around if at < 0 else around[at : at + len(last) + _OFFER]
