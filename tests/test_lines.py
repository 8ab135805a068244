"""What an edit does to an article's lines, found without looking at all of them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from builders import article

from watcher.demo.articles import STORIES
from watcher.model import Article, Block, Heading, List, Paragraph
from watcher.model.lines import lines_of, touched

LETTERS = "Our desk reads every letter that reaches it and answers most of them within a week."
STORIES_OF_ALL_LANGUAGES = [pytest.param(story.article, id=story.key) for story in STORIES]


def edits(of: Article) -> Iterator[Article]:
    """The article with each of its texts in turn cut, joined with words of its own and of others, left out."""
    for at, block in enumerate(of.blocks):
        if isinstance(block, Paragraph):
            half = block.text[: len(block.text) // 2]
            for text in (half, f"{block.text} {of.title}", f"{half} {LETTERS}", f"{half} 图书馆周日开放"):
                yield with_block(of, at, Paragraph(text=text))
            yield replace(of, blocks=of.blocks[:at] + of.blocks[at + 1 :])


def with_block(of: Article, at: int, block: Block) -> Article:
    return replace(of, blocks=(*of.blocks[:at], block, *of.blocks[at + 1 :]))


@pytest.mark.parametrize("before", STORIES_OF_ALL_LANGUAGES)
def test_what_came_and_went_with_an_edit_is_what_all_lines_would_tell(before: Article) -> None:
    old = {line.digest for line in lines_of(before)}
    checked = 0
    for after in edits(before):
        new = {line.digest: line for line in lines_of(after)}
        found = touched(before, after)
        assert found is not None
        assert [line for line in found.came if line != new[line.digest]] == []
        assert {line.digest for line in found.came} == new.keys() - old
        assert found.gone == old - new.keys()
        checked += 1
    assert checked >= 10


def test_a_line_that_came_is_foreign_where_its_words_stand_nowhere_else() -> None:
    before = article("The weir holds.", "The ferry waits.")
    found = touched(before, replace(before, blocks=(*before.blocks, Paragraph(text=LETTERS))))
    told_before = touched(before, replace(before, blocks=(*before.blocks, Paragraph(text="Weir holds ferry waits"))))
    assert found is not None
    assert told_before is not None
    assert [line.foreign for line in (*found.came, *told_before.came)] == [True, False]


@pytest.mark.parametrize(
    "block", [Heading(level=2, text="What the harbour pays"), List(ordered=False, items=("One ferry", "Two weirs"))]
)
def test_headings_and_lists_come_and_go_like_paragraphs(block: Block) -> None:
    plain = article("The weir holds.", "The ferry waits.")
    more = replace(plain, blocks=(*plain.blocks, block))
    came, went = touched(plain, more), touched(more, plain)
    assert came is not None
    assert went is not None
    assert ({line.digest for line in came.came}, came.gone) == (went.gone, set())


def test_after_a_new_headline_or_many_edits_all_lines_are_looked_at() -> None:
    before = article(*(f"Paragraph {n} tells of the weir." for n in range(9)), title="The weir")
    assert touched(before, replace(before, title="The ferry")) is None
    assert touched(before, article(*(f"Paragraph {n} tells of the eels." for n in range(9)), title="The weir")) is None
    long = article(*(f"Paragraph {n} tells of the weir." for n in range(200)), title="The weir")
    assert touched(long, replace(long, blocks=long.blocks[1:])) is None
