"""A body made to fit the length that a service takes: cut at a word, what was open closed, and saying
how much is left."""

from __future__ import annotations

import html
import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

import regex

from watcher.notify.excerpt import CLUSTER, is_between_words
from watcher.notify.markup import html_escaped, markdown_escaped
from watcher.notify.wording import Wording

Form = Literal["text", "markdown", "html"]

_ISOLATE, _END = "\u2068", "\u2069"
_TOKENS: Mapping[Form, regex.Pattern[str]] = {
    "text": regex.compile(rf"\[-|\{{\+|-\]|\+\}}|{CLUSTER}"),
    "markdown": regex.compile(rf"(?s:\\.)|\*\*|~~|<[^<>\s]{{1,3000}}>|{CLUSTER}"),
    "html": regex.compile(rf"</?[a-z][^<>]{{0,4000}}>|&[#\w]{{1,10}};|{CLUSTER}"),
}
_TAG = re.compile(r"<(/?)([a-z][a-z0-9]*)")
_PAIRS = {"[-": "-]", "{+": "+}", _ISOLATE: _END}
_LONGEST_WORD = 300  # characters
_VOID = ("br", "hr", "img")
_NOT_SHOWN: Mapping[Form, re.Pattern[str]] = {
    "text": re.compile("[\u200b\u2068\u2069]"),
    "markdown": re.compile(r"\\(?=.)|\*\*|~~|[\u200b\u2068\u2069]"),
    "html": re.compile(r"<[^<>]{0,4000}>|[\u200b\u2068\u2069]"),
}


@dataclass(frozen=True, slots=True)
class _Place:
    """A place where a body may end, and what then has to be closed, the last opened last."""

    at: int = 0
    open: tuple[str, ...] = ()


def fitted(body: str, form: Form, room: int, words: Wording, size: Callable[[str], int] = len) -> str:
    """`body` where its size is within `room`, else as much of it as fits, and how many characters are left; "" where
    not even that fits. What is left of tags, marks and words is whole."""
    if size(body) <= room:
        return body
    note = _note(len(body), form, words)
    place = _last_place(body, form, room - size(note), size)
    kept = _closed(body[: place.at].rstrip(), place.open)
    if not kept:
        return ""
    left = len(html.unescape(_NOT_SHOWN[form].sub("", body[place.at :])).strip())
    return kept + _note(left, form, words) if left else kept


def _note(left: int, form: Form, words: Wording) -> str:
    said = words.counted("body.left", left)
    if form == "html":
        return f"\n<p>{html_escaped(said)}</p>"
    return f"\n\n{markdown_escaped(said) if form == 'markdown' else said}"


def _last_place(body: str, form: Form, room: int, size: Callable[[str], int]) -> _Place:
    """The last end of a word that fits with what has to be closed; within a word where that is longer than addresses
    are."""
    word = any_ = _Place()
    used = 0
    for token, end, open_ in _tokens(body, form):
        used += size(token)
        if used + sum(map(size, open_)) > room:
            break
        any_ = _Place(end, open_)
        if is_between_words(body, end):
            word = any_
    return word if word.at and any_.at - word.at < _LONGEST_WORD else any_


def _tokens(body: str, form: Form) -> Iterator[tuple[str, int, tuple[str, ...]]]:
    """Each token, where it ends, and what is open there, as it is closed."""
    open_: tuple[str, ...] = ()
    for found in _TOKENS[form].finditer(body):
        open_ = _after(found[0], form, open_)
        yield found[0], found.end(), open_


def _after(token: str, form: Form, open_: tuple[str, ...]) -> tuple[str, ...]:
    if open_ and token == open_[-1]:
        return open_[:-1]
    if token in _PAIRS and (form == "text" or token == _ISOLATE):
        return (*open_, _PAIRS[token])
    if form == "markdown" and token in ("**", "~~") and token not in open_:
        return (*open_, token)
    if form == "html" and (tag := _TAG.match(token)) and not tag[1] and tag[2] not in _VOID:
        return (*open_, f"</{tag[2]}>")
    return open_


def _closed(kept: str, open_: tuple[str, ...]) -> str:
    """What is kept, with everything closed that has something in it."""
    for closing in reversed(open_):
        opening = closing if closing in ("**", "~~") else next((o for o, c in _PAIRS.items() if c == closing), "")
        if opening and kept.endswith(opening):
            kept = kept.removesuffix(opening).rstrip()
        else:
            kept += closing
    return kept
