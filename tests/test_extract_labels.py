"""What a page says to its readers amid a story is no paragraph, in any language; a sentence that begins so is."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from pages_html import ENGLISH, added, article_page, page, paragraphs, read, texts

from watcher.model import Heading, Paragraph

LINES = {
    name: told.strip().splitlines()
    for name, told in tomllib.loads((Path(__file__).parent / "frame.toml").read_text("utf-8")).items()
}


@pytest.mark.parametrize("line", LINES["said_to_readers"])
@pytest.mark.parametrize("form", ["<p>{}</p>", "<p><strong>{}</strong></p>"])
def test_what_a_page_says_to_its_readers_is_no_part_of_the_story(line: str, form: str) -> None:
    assert not added(read(article_page(form.format(line))))


@pytest.mark.parametrize("line", LINES["sentences"])
def test_a_sentence_that_begins_as_an_invitation_stays_in_the_middle_and_at_the_end(line: str) -> None:
    ending = page(f"<article>{paragraphs()}<p>{line}</p></article>", title=ENGLISH.title)

    assert [b.text for b in added(read(article_page(f"<p>{line}</p>"))) if isinstance(b, Paragraph)] == [line]
    assert texts(read(ending)) == [*ENGLISH.paragraphs, line]


@pytest.mark.parametrize("heading", ["Deel 2", "Del II", "The conversation", "Deli", "Debatten"])
def test_a_heading_of_one_short_word_is_no_button(heading: str) -> None:
    assert [b.text for b in added(read(article_page(f"<h2>{heading}</h2>"))) if isinstance(b, Heading)] == [heading]
