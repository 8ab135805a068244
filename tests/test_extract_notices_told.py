"""What articles say about themselves, in the words of each language (`notices.toml`), and what only begins like it."""

from __future__ import annotations

import tomllib
from pathlib import Path

import pytest
from pages_html import ENGLISH, added, article_page, read

from watcher.extract.notices import is_notice, is_notice_label
from watcher.model import Notice

FORMS = tomllib.loads(Path(__file__).with_name("notices.toml").read_text("utf-8"))
SAID = "Correction: The bridge has two cables and not three."


@pytest.mark.parametrize("language", FORMS)
def test_what_an_article_says_about_itself_is_a_notice_in_every_language(language: str) -> None:
    told = FORMS[language]["told"].splitlines()
    assert [text for text in told if not (is_notice(text) or is_notice_label(text))] == []


@pytest.mark.parametrize("language", FORMS)
def test_a_sentence_that_begins_with_such_words_is_none(language: str) -> None:
    assert [text for text in FORMS[language].get("plain", "").splitlines() if is_notice(text)] == []


@pytest.mark.parametrize(
    "box",
    [
        "<details><summary>Update</summary><p>{}</p></details>",
        "<details open><summary>Changes to this story</summary><p>{}</p></details>",
        "<aside><h4>From our desk</h4><p>{}</p></aside>",
    ],
)
def test_a_notice_that_is_folded_away_or_titled_is_read(box: str) -> None:
    assert Notice(text=SAID) in added(read(article_page(box.format(SAID))))


def test_below_the_label_of_a_notice_any_words_are_one() -> None:
    text = "The bridge has two cables and not three."
    found = added(read(article_page(f"<aside><h4>Correction</h4><p>{text}</p></aside>")))
    assert found == (Notice(text="Correction"), Notice(text=text))


def test_a_box_beside_the_story_is_no_notice_for_a_paragraph_that_is_one() -> None:
    box = f"<aside><h4>More on bridges</h4><p>{ENGLISH.standfirst}</p><p>{SAID}</p></aside>"
    assert added(read(article_page(box))) == ()


@pytest.mark.parametrize(
    "name",
    ["nota-del-editor", "fe-de-erratas", "rattelse", "oikaisu", "sprostowanie", "helyesbites", "nota-da-redacao"],
)
def test_a_box_is_a_notice_by_its_name_in_any_language(name: str) -> None:
    text = "The bridge belongs to the county and not to the town, as its engineer has since pointed out."
    assert Notice(text=text) in added(read(article_page(f"<div class='{name}'><p>{text}</p></div>")))


@pytest.mark.parametrize(
    "line",
    [
        "Spotted an error? <a href='/c'>Send a correction</a>",
        "Read our <a href='/p'>corrections policy</a>.",
        "Vous avez repéré une erreur ? <a href='/s'>Signalez-la nous</a>",
        "Нашли ошибку? Выделите её и нажмите Ctrl+Enter.",
        "誤字・脱字のご指摘は<a href='/f'>こちら</a>",
    ],
)
def test_a_call_to_report_errors_is_no_correction(line: str) -> None:
    for page in (
        article_page(f"<div class='correction'><p>{line}</p></div>"),
        article_page(after=f"<div class='correction'><p>{line}</p></div>"),
    ):
        assert not any(isinstance(block, Notice) for block in read(page).blocks)
