"""What holds of every comparison, whatever the texts are."""

import unicodedata
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from watcher.compare import compare
from watcher.compare.lexicon import lexicon_for
from watcher.compare.weigh import text_change
from watcher.model import Article, Change, Heading, Image, List, Paragraph, Quote, Weight

LANGUAGES = ("en", "de", "fr", "ru", "tr", "ar", "hi", "th", "zh", "ja", "ko", "xx", None)
PIECES = (
    "the council said that 2.4 million people in Kyiv did not leave on 5 May - −5 % €3.5m 12:30 1 234,5 “so” « oui »"
    " it's Mr Lee no never two three half first ½ CO₂ U.S. er kam nicht ein Haus Straße её дом не было пять рублей"
    " لم يوافق ٣٥ قتيلا वह नहीं १२ लोग ไม่มี 市长 同意 没有 不 三人 10.5亿"
    " 五月三日 「好」 首相は 行かない 서울은 않았다 5만 명"
    " \U0001f44d\U0001f3fd \U0001f468\u200d\U0001f469\u200d\U0001f467"
).split()
TEXTS = st.lists(st.sampled_from(PIECES), max_size=10).map(" ".join) | st.text(max_size=12)
BLOCKS = st.one_of(
    TEXTS.map(lambda text: Paragraph(text=text)),
    TEXTS.map(lambda text: Quote(text=text)),
    TEXTS.map(lambda text: Heading(level=2, text=text)),
    st.lists(TEXTS, max_size=3).map(lambda items: List(ordered=False, items=tuple(items))),
    st.builds(
        lambda name, caption: Image(src=f"https://c.example/{name}", asset=name, caption=caption),
        st.sampled_from("abc"),
        st.none() | TEXTS,
    ),
)
ARTICLES = st.builds(
    lambda language, title, blocks: Article(
        url="https://news.example/1", language=language, title=title, blocks=tuple(blocks)
    ),
    st.sampled_from(LANGUAGES),
    TEXTS,
    st.lists(BLOCKS, max_size=6),
)


def weighed(language: str | None, before: str, after: str) -> Change:
    lexicon = lexicon_for(Article(url="https://news.example/1", language=language, title=before))
    return text_change("paragraph.edited", "blocks[0]", before, after, lexicon)


def said(text: str) -> str:
    """Every letter and digit of a text, and no more."""
    return "".join(c for c in unicodedata.normalize("NFKC", text) if c.isalnum())


@given(ARTICLES, ARTICLES)
def test_what_is_told_of_an_edit_is_told_of_its_contrary(old: Article, new: Article) -> None:
    new = replace(new, language=old.language)
    assert bool(compare(old, new)) == bool(compare(new, old))


@given(ARTICLES, ARTICLES)
def test_the_same_articles_always_give_the_same_changes(old: Article, new: Article) -> None:
    assert compare(old, new) == compare(old, replace(new))


@given(st.sampled_from(LANGUAGES), TEXTS, TEXTS)
def test_only_what_says_the_same_is_cosmetic(language: str | None, before: str, after: str) -> None:
    change = weighed(language, before, after)
    if before and after and change.weight is Weight.COSMETIC:
        assert said(before) == said(after)
        assert not change.facts


@given(st.sampled_from(LANGUAGES), TEXTS, TEXTS)
def test_whatever_changes_a_fact_is_major(language: str | None, before: str, after: str) -> None:
    change = weighed(language, before, after)
    assert not change.facts or change.weight is Weight.MAJOR


@pytest.mark.parametrize("language", LANGUAGES)
@given(st.tuples(TEXTS, TEXTS), st.integers(0, 10**7), st.integers(0, 10**7), st.sampled_from(["", "-", "€"]))
def test_another_number_is_never_below_major(
    language: str | None, around: tuple[str, str], number: int, other: int, sign: str
) -> None:
    before, after = (f"{around[0]} x {sign}{value:,} y {around[1]}" for value in (number, other))
    change = weighed(language, before, after)
    if number != other:
        assert change.weight is Weight.MAJOR
        assert {"number", "date"} & set(change.facts)
