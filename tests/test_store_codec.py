from __future__ import annotations

import hashlib
import json
from collections.abc import Callable
from datetime import UTC, datetime, timedelta, timezone

import pytest
from hypothesis import given
from hypothesis import strategies as st
from store_builders import NOON

from watcher.errors import BadArticle, StoreError
from watcher.model import Article, Heading, Image, Link, List, Paragraph, Quote, Table
from watcher.store import codec

times = st.datetimes(
    min_value=datetime(1900, 1, 1, tzinfo=UTC).replace(tzinfo=None),
    max_value=datetime(2500, 1, 1, tzinfo=UTC).replace(tzinfo=None),
    timezones=st.sampled_from([UTC, timezone(timedelta(hours=8)), timezone(timedelta(hours=-3, minutes=-30))]),
)


@given(times)
def test_a_time_survives_and_its_text_has_one_width(at: datetime) -> None:
    text = codec.stamp(at)
    assert codec.moment(text) == at
    assert len(text) == len("2026-01-31T08:00:00.000000Z")
    assert text.endswith("Z")


@given(times)
def test_a_time_survives_as_a_number(at: datetime) -> None:
    assert codec.time_of(codec.instant(at)) == at


def test_a_number_beyond_all_times_is_damage() -> None:
    with pytest.raises(StoreError, match="damaged time"):
        codec.time_of(2**63 - 1)


@given(times, times)
def test_the_order_of_texts_is_the_order_of_times(one: datetime, other: datetime) -> None:
    assert (codec.stamp(one) < codec.stamp(other)) == (one < other)


def test_a_time_without_a_zone_is_refused() -> None:
    with pytest.raises(ValueError, match="no time zone"):
        codec.stamp(NOON.replace(tzinfo=None))
    with pytest.raises(ValueError, match="no time zone"):
        codec.instant(NOON.replace(tzinfo=None))


texts = st.text(st.characters(exclude_categories=["Cs"]), max_size=30)
blocks = st.one_of(
    st.builds(
        Paragraph,
        text=texts,
        links=st.lists(st.builds(Link, text=texts, href=texts), max_size=2).map(tuple),
        posted_at=st.none() | texts,
    ),
    st.builds(Heading, level=st.integers(2, 6), text=texts, posted_at=st.none() | texts),
    st.builds(Image, src=texts, asset=texts, caption=st.none() | texts, role=st.sampled_from(["lead", "gallery"])),
    st.builds(List, ordered=st.booleans(), items=st.lists(texts, max_size=3).map(tuple)),
    st.builds(Table, rows=st.lists(st.lists(texts, max_size=2).map(tuple), max_size=2).map(tuple)),
    st.builds(Quote, text=texts),
)


articles = st.builds(
    Article, url=texts, title=texts, seo_title=st.none() | texts, standfirst=st.none() | texts,
    authors=st.lists(texts, max_size=2).map(tuple), modified_at=st.none() | texts, blocks=st.lists(blocks).map(tuple),
)  # fmt: skip


@given(articles)
def test_an_article_survives(article: Article) -> None:
    assert codec.article_of(codec.article_json(article)) == article


@given(articles)
def test_digests_are_those_of_the_sorted_json_of_what_is_compared(article: Article) -> None:
    told = article.to_dict()
    compared = {name: told[name] for name in told if name not in ("url", "canonical_url", "site", "modified_at")}
    for block in compared["blocks"]:
        block.pop("posted_at", None)
        if block["kind"] == "image":
            del block["src"]
    plain = json.dumps(compared, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    digests = [hashlib.sha256(text.encode()).hexdigest() for text in (plain, article.modified_at or "")]
    assert article.digest() == digests[0][:24] + digests[1][:8]


def test_an_article_stored_before_posts_had_times_is_read() -> None:
    old = b'{"url": "u", "blocks": [{"kind": "heading", "level": 2, "text": "t"}, {"kind": "paragraph", "text": "p"}]}'
    article = codec.article_of(old)
    assert article.blocks == (Heading(level=2, text="t"), Paragraph(text="p"))
    assert b"posted_at" not in codec.article_json(article)


TOLD = {"url": "u", "title": "t", "authors": ["a"], "blocks": []}
PARAGRAPH = {"kind": "paragraph", "text": "p"}
OTHERS: dict[str, dict[str, object]] = {
    "nothing but an address": {"url": "u"},
    "no title": {"title": None},
    "something unknown": {"more": 1},
    "every kind": {
        "blocks": [
            PARAGRAPH, {"kind": "image", "src": "s", "asset": "a", "role": "lead"}, {"kind": "table", "rows": [["c"]]},
            {"kind": "list", "items": ["i"]}, {"kind": "embed", "provider": "p", "src": "s"}, PARAGRAPH | {"text": "q"},
            {"kind": "quote", "text": "q"}, {"kind": "notice", "text": "n"}, {"kind": "heading", "text": "h"},
        ]
    },
    "a number for a title": {"title": 3},
    "a text for authors": {"authors": "ab"},
    "no list of blocks": {"blocks": {"a": 1}},
    "an empty text for blocks": {"blocks": ""},
    "an empty object for blocks": {"blocks": {}},
    "a number for a block": {"blocks": [3]},
    "a block of no kind": {"blocks": [{"text": "x"}]},
    "a block of an unknown kind": {"blocks": [{"kind": "poem"}]},
    "a list for a kind": {"blocks": [{"kind": ["poem"]}]},
    "a level that is none": {"blocks": [{"kind": "heading", "text": "h", "level": True}]},
    "a role that is none": {"blocks": [{"kind": "image", "src": "s", "asset": "a", "role": "x"}]},
    "a link without address": {"blocks": [PARAGRAPH | {"links": [{"text": "l"}]}]},
}  # fmt: skip


@pytest.mark.parametrize("other", OTHERS.values(), ids=OTHERS)
def test_a_kept_article_is_read_like_any_other(other: dict[str, object]) -> None:
    def outcome(read: Callable[[], Article]) -> object:
        try:
            return read()
        except BadArticle as error:
            return str(error)

    told = TOLD | other
    assert outcome(lambda: codec.article_of(json.dumps(told).encode())) == outcome(lambda: Article.from_dict(told))


def test_an_article_that_is_no_object_is_none() -> None:
    with pytest.raises(BadArticle, match="article: an object was expected, not list"):
        codec.article_of(b"[]")


def test_half_a_character_from_a_hostile_server_is_stored_as_a_question_mark() -> None:
    article = Article(url="https://river.example/\udcff", title="\ud83d rises", tags=("a\udc00",))
    read = codec.article_of(codec.article_json(article))
    assert (read.url, read.title, read.tags) == ("https://river.example/?", "? rises", ("a?",))


def test_damaged_text_is_a_store_error() -> None:
    with pytest.raises(StoreError, match="restore it from a backup"):
        codec.from_json('{"title": "The ri')


def test_watches_that_cannot_be_read_are_damage() -> None:
    with pytest.raises(StoreError, match="damaged text"):
        list(codec.watches_by_host('[{"host": "river.example", "turns": null, "watch": {"id": "one"}}]'))
