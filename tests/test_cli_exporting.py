"""What readers get of a history: a page that stands by itself, and Markdown; of one article, and of all."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from bs4 import BeautifulSoup, Tag
from builders import article
from cli_place import Place
from letter_builders import COMMONMARK
from msgspec import structs
from store_builders import MINUTE, NOON, added, edited, gone, new, same

from watcher.compare import compare
from watcher.model import (
    Article,
    Embed,
    Heading,
    Image,
    List,
    Notice,
    Paragraph,
    Quote,
    Standing,
    Table,
)

HOSTILE = (
    '<script>alert(1)</script>"><img src=x onerror=alert(2)> `a` **b** [c](javascript:alert(3)) ![d](//x.example/e)'
)
SCRIPTS = {
    "en": ("The water stands at 2.4 metres.", "The water stands at 2.9 metres."),
    "zh": ("洪水造成12人死亡，市政府说。", "洪水造成21人死亡，市政府说。"),
    "ar": ("بلغ منسوب المياه 24 مترا صباح اليوم.", "بلغ منسوب المياه 29 مترا صباح اليوم."),
}
EDITED = {"en": ("2.4", "2.9"), "zh": ("12", "21"), "ar": ("24", "29")}


def whole(text: str, said: str = "Ships wait", **fields: Any) -> Article:
    """An article with a block of each kind."""
    blocks = (
        Heading(level=2, text=said), Paragraph(text=text), Quote(text=said), Notice(text=said),
        List(items=(said, "two"), ordered=True), Table(rows=((said, "b|c"), ("1", "2"))),
        Image(src="https://river.example/1.jpg", asset="1", role="inline", caption=said, credit="AP"),
        Embed(provider=said, src="https://video.example/1"),
    )  # fmt: skip
    return replace(article(text, title=f"{said} #", url="https://river.example/story"), blocks=blocks, **fields)


def kept(place: Place, old: Article, now: Article, name: str = "river") -> None:
    """A watch whose article was edited an hour after noon, and is gone since two."""

    async def record() -> None:
        with place.store() as store:
            watch = added(store, name, tags=("dw",))
            hour = 60 * MINUTE
            await store.memory.record(new(watch, NOON, article=old, seen_after=None))
            await store.memory.record(edited(watch, 2, NOON + hour, article=now, changes=compare(old, now)))
            away = structs.replace(watch, standing=Standing.GONE)
            await store.memory.record(same(away, NOON + 2 * hour, event=gone(NOON + 2 * hour)))

    asyncio.run(record())


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def soup(place: Place, ref: object) -> BeautifulSoup:
    ran = place.run("export", ref, "--format", "html")
    assert ran.code == 0
    return BeautifulSoup(ran.out, "lxml")


def one(of: Tag, selector: str) -> Tag:
    (found, *_) = of.select(selector)
    return found


def markdown(place: Place, ref: object) -> str:
    ran = place.run("export", ref, "--format", "markdown")
    assert ran.code == 0
    return ran.out


@pytest.mark.parametrize("language", SCRIPTS)
def test_a_page_tells_what_each_revision_changed_and_the_texts(place: Place, language: str) -> None:
    old, now = (whole(text, language=language) for text in SCRIPTS[language])
    kept(place, old, now)
    page = soup(place, 1)
    assert [one(item, ".kinds, a").get_text() for item in page.select("ol.stream > li")] == [
        "article gone", "paragraph edited (number)", "first seen",
    ]  # fmt: skip
    (edit,) = page.select("#r2 section")
    assert tuple(tag.get_text() for tag in edit.select("del, ins")) == EDITED[language]
    marked = one(edit, "p")
    assert (marked["dir"], marked["lang"]) == ("auto", language)
    texts = [one(page, f"#text-{number} article") for number in (2, 1)]
    for number, text in zip((2, 1), texts, strict=True):
        assert text.select("h4 ~ p")[0].get_text() == SCRIPTS[language][number - 1]
    assert len(texts[0].select("h4, blockquote, ol, table, figure, .notice, .embed")) == 7


def test_a_page_loads_nothing_and_leads_to_its_own_places(place: Place) -> None:
    kept(place, whole("a"), whole("b"))
    text = place.run("export", 1, "--format", "html").out
    page = BeautifulSoup(text, "lxml")
    assert not page.select("script, link, img, iframe, object, base, form")
    assert "url(" not in text
    assert "@import" not in text
    assert "default-src 'none'" in one(page, "meta[http-equiv=Content-Security-Policy]")["content"]
    places = [tag["id"] for tag in page.select("[id]")]
    assert len(set(places)) == len(places)
    led = {str(tag["href"]) for tag in page.select("a[href]")}
    assert {href[1:] for href in led if href.startswith("#")} == {"r2", "text-1"}
    assert all(href.startswith(("#", "https://")) for href in led)


def test_what_articles_say_marks_up_nothing(place: Place) -> None:
    kept(place, whole("a"), whole("b", HOSTILE, language='en" onload="alert(3)', authors=(HOSTILE,)))
    page = soup(place, 1)
    assert not page.select("script, img")
    assert not [tag for tag in page.find_all(True) if any(name.startswith("on") for name in tag.attrs)]
    assert one(page, "h1").get_text() == f"{HOSTILE} #"
    shown = COMMONMARK.render(markdown(place, 1))
    read = BeautifulSoup(shown, "lxml")
    assert not read.select("script, img, code")
    assert {tag["href"] for tag in read.select("a")} <= {
        "https://river.example/story", "https://river.example/1.jpg", "https://video.example/1",
    }  # fmt: skip
    assert one(read, "h1").get_text().replace("\u200b", "") == f"{HOSTILE} #"


@pytest.mark.parametrize("language", SCRIPTS)
def test_markdown_tells_what_each_revision_changed_and_the_texts(place: Place, language: str) -> None:
    old, now = (whole(text, language=language) for text in SCRIPTS[language])
    kept(place, old, now)
    read = BeautifulSoup(COMMONMARK.render(markdown(place, 1)), "lxml")
    assert [(tag.name, tag.get_text()) for tag in read.select("h1, h2, h3, h4")] == [
        ("h1", "Ships wait #"), ("h2", "Revision 2"),
        ("h2", "The text of revision 2"), ("h3", "Ships wait #"), ("h4", "Ships wait"),
        ("h2", "The text of revision 1"), ("h3", "Ships wait #"), ("h4", "Ships wait"),
    ]  # fmt: skip
    edit = one(read, "p:has(s)")
    assert tuple(tag.get_text() for tag in edit.select("s, strong")) == EDITED[language]
    said = [tag.get_text().strip("\u2068\u2069 ") for tag in read.select("p")]
    assert {*SCRIPTS[language]} <= {text.replace("\u200b", "") for text in said}
    assert [len(read.select(name)) for name in ("blockquote", "ol")] == [2, 2]


def test_markdown_sets_a_table_that_no_cell_breaks(place: Place) -> None:
    kept(place, whole("a"), whole("b"))
    lines = markdown(place, "1@1").splitlines()
    begin = lines.index("| --- | --- |")
    assert lines[begin - 1 : begin + 2] == ["| Ships wait | b&#124;c |", "| --- | --- |", "| 1 | 2 |"]


@pytest.mark.parametrize("form", ["html", "markdown"])
def test_one_revision_is_what_it_changed_and_its_text(place: Place, form: str) -> None:
    kept(place, whole(SCRIPTS["en"][0]), whole(SCRIPTS["en"][1]))
    second = place.run("export", "1@2", "--format", form).out
    assert "The text of revision 2" in second
    assert "The text of revision 1" not in second
    assert "aragraph" in second
    seals = [place.run("show", ref, "--json").document["seal"]["seal"] for ref in ("1@1", "1@2")]
    assert f"Seal {seals[1]}" in second
    both = place.run("export", "1", "--format", form).out
    assert [both.count(f"Seal {seal}") for seal in seals] == [1, 1]
    first = place.run("export", "1@1", "--format", form).out
    assert "The text of revision 1" in first
    assert "aragraph edited" not in first
    assert place.run("export", "1@3", "--format", form).code == 3


@pytest.fixture
def three(place: Place) -> Place:
    """Two articles that were read and one that was not."""
    kept(place, whole("a"), whole("b"))
    kept(place, whole("c"), whole("d"), "sea")
    with place.store() as store:
        added(store, "unread")
    return place


@pytest.mark.parametrize(
    ("form", "names"),
    [
        ("jsonl", ["1.jsonl", "2.jsonl"]), ("html", ["1.html", "2.html"]), ("markdown", ["1.md", "2.md"]),
        ("mirror", ["1-2.txt", "2-2.txt"]),
    ],
)  # fmt: skip
def test_all_articles_are_written_a_file_each(three: Place, form: str, names: list[str]) -> None:
    folder = three.folder / "out"
    ran = three.run("export", "--all", "--format", form, "--output", folder, "--json")
    assert ran.code == 0
    assert [each["file"] for each in ran.document] == [str(folder / name) for name in names]
    assert sorted(path.name for path in folder.iterdir()) == names
    assert f"{folder}: 2 files written" in ran.err
    assert "1 article left out, of which nothing is kept that could be written: 3" in ran.err


@pytest.mark.parametrize(("form", "name"), [("html", "story.html"), ("markdown", "a story.md"), ("jsonl", "one.jsonl")])
def test_one_article_is_written_into_the_file_that_is_named(three: Place, form: str, name: str) -> None:
    file = three.folder / "new" / name
    ran = three.run("export", "1", "--format", form, "--output", file, "--json")
    assert (ran.code, [each["file"] for each in ran.document]) == (0, [str(file)])
    assert file.read_text("utf-8").rstrip() == three.run("export", "1", "--format", form).out.rstrip()
    ran = three.run("export", "1", "2", "--format", form, "--output", file)
    assert (ran.code, ran.err) == (2, f"watcher: {file}: several documents need a directory; name one with --output\n")


def test_all_articles_as_json_lines_make_one_stream(three: Place) -> None:
    lines = three.run("export", "--all").lines
    assert [(line["watch"], line["revision"]) for line in lines] == [(1, 1), (1, 2), (2, 1), (2, 2)]


def test_the_articles_with_a_tag_are_written(three: Place) -> None:
    three.run("tag", "2", "sea")
    assert {line["watch"] for line in three.run("export", "--tag", "sea").lines} == {2}
    none = three.run("export", "--tag", "nosuch")
    assert (none.code, none.out, none.err) == (0, "", "watcher: no such article; `watcher list` shows all\n")
    assert three.run("export", "--tag", "sea", "1").code == 2
    three.run("tag", "2", "-sea")


def test_what_is_to_be_exported_has_to_be_said(three: Place) -> None:
    for words in ((), ("1", "--all")):
        ran = three.run("export", *words)
        said = "watcher: name the articles, or take them all with --all, or those of a tag with --tag\n"
        assert (ran.code, ran.err) == (2, said)
    ran = three.run("export", "--all", "--format", "html")
    assert (ran.code, ran.err) == (2, "watcher: several documents need a directory; name one with --output\n")
    assert three.run("export", "3", "--format", "html").code == 3
    assert three.run("export", "99", "--format", "markdown").code == 3


@pytest.mark.parametrize(
    ("language", "said"),
    [("en", "The text of revision 2"), ("de", "Der Text der Fassung 2"), ("zh-Hans", "第2版的文本")],
)
def test_a_page_speaks_the_language_that_is_asked_for(place: Place, language: str, said: str) -> None:
    kept(place, whole("The water stands at 2.4 metres."), whole("The water stands at 2.9 metres."))
    ran = place.run("export", 1, "--format", "html", "--language", language)
    page = BeautifulSoup(ran.out, "html.parser")
    assert page.html is not None
    assert page.html["lang"] == language
    assert said in [heading.get_text() for heading in page.find_all("h2")]
    assert "The water stands at 2.9 metres." in page.get_text()


@pytest.mark.parametrize("form", ["jsonl", "markdown", "mirror"])
def test_only_a_page_speaks_other_languages(place: Place, form: str) -> None:
    ran = place.run("export", 1, "--format", form, "--language", "de")
    assert (ran.code, ran.out) == (2, "")
    assert "only a page speaks other languages: --format html" in ran.err
