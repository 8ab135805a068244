"""A difference as a page of HTML: whole, valid, readable in any language and without colour, and obeying no article."""

from __future__ import annotations

from collections.abc import Callable
from html.parser import HTMLParser

import pytest
from builders import article

from watcher.cli.columns import rows
from watcher.cli.difference import difference
from watcher.cli.html_page import page_beside
from watcher.cli.showing import written
from watcher.cli.terminal import Screen
from watcher.compare import compare
from watcher.model import Article, Image
from watcher.notify.markup import Line

TOLL = "The harbour bridge carries about 2.4 million cars in every single year."
_EMPTY = ("meta", "br", "!doctype")


class Read(HTMLParser):
    """The tags, which have to be closed in their order, and the texts inside each kind of tag."""

    def __init__(self, page: str) -> None:
        super().__init__(convert_charrefs=True)
        self.open: list[str] = []
        self.attributes: list[tuple[str, dict[str, str | None]]] = []
        self.texts: list[tuple[str, str]] = []
        self.feed(page)
        self.close()
        assert self.open == []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.attributes.append((tag, dict(attrs)))
        if tag not in _EMPTY:
            self.open.append(tag)

    def handle_endtag(self, tag: str) -> None:
        assert self.open.pop() == tag

    def handle_data(self, data: str) -> None:
        if data.strip():
            self.texts.append((self.open[-1], data))


def page(old: Article, new: Article) -> str:
    heading = Line(pieces=(("text", new.title),), strong=True, quoted=True)
    lines = [heading, *difference(old, new, compare(old, new))]
    return "\n".join(written(lines, "html", Screen(), new.language))


def beside(old: Article, new: Article) -> str:
    heading = [Line(pieces=(("text", new.title),), strong=True, quoted=True)]
    return "\n".join(page_beside(heading, ("1@1", "1@2"), rows(old, new, compare(old, new)), new.language))


@pytest.mark.parametrize("made", [page, beside])
def test_old_and_new_are_marked_in_the_running_text(made: Callable[[Article, Article], str]) -> None:
    read = Read(made(article(TOLL), article(TOLL.replace("2.4", "2.6"))))
    assert ("del", "2.4") in read.texts
    assert ("ins", "2.6") in read.texts
    assert ("h1", "Harbour bridge closed after inspection") in read.texts


@pytest.mark.parametrize("made", [page, beside])
@pytest.mark.parametrize("hostile", ["<b>9</b>", "</del><script>alert(1)</script>", '" onload="x', "--><!--", "]]>"])
def test_an_article_marks_up_nothing(made: Callable[[Article, Article], str], hostile: str) -> None:
    old = article(TOLL)
    image = Image(src=f"https://n.example/{hostile}", asset="1", role="inline", caption=hostile)
    blocks = (*article(TOLL.replace("2.4", hostile)).blocks, image)
    new = article(title=f"Closed {hostile}", blocks=blocks)
    known = {tag for tag, _ in Read(made(old, article(TOLL.replace("2.4", "2.6")))).attributes}
    read = Read(made(old, new))
    assert {tag for tag, _ in read.attributes} <= known | {"a", "br"}
    assert not any("onload" in attributes for _, attributes in read.attributes)


@pytest.mark.parametrize(
    ("language", "said"), [("zh-Hans", "zh-Hans"), ("ar", "ar"), (None, ""), ('en" onload="x', ""), ("", "")]
)
def test_texts_of_the_article_say_their_language_and_find_their_direction(language: str | None, said: str) -> None:
    read = Read(page(article(TOLL, language=language), article(TOLL.replace("2.4", "2.6"), language=language)))
    found = {attributes.get("lang") for tag, attributes in read.attributes if attributes.get("dir") == "auto"}
    assert found == {said}
    assert ("html", {"lang": "en"}) in read.attributes


def test_nothing_is_loaded_or_run() -> None:
    old = article(blocks=(Image(src="https://news.example/1.jpg", asset="1", role="lead", caption="The bridge"),))
    new = article(blocks=(Image(src="https://news.example/2.jpg", asset="2", role="lead", caption="A bridge"),))
    for made in (page(old, new), beside(old, new)):
        assert {tag for tag, _ in Read(made).attributes}.isdisjoint({"img", "script", "link", "iframe"})
        assert "url(" not in made


def test_it_suits_dark_screens_and_says_without_colour_what_is_old_and_new() -> None:
    text = page(article(TOLL), article(TOLL.replace("2.4", "2.6")))
    assert "prefers-color-scheme: dark" in text
    assert "text-decoration: line-through" in text
    assert 'del::before { content: " removed: "; }' in text
