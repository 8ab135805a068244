"""Reviewing from the command line: log, show, diff, extract, export."""

from __future__ import annotations

import asyncio
import json
import re
from dataclasses import replace
from pathlib import Path

import pytest
from builders import article
from cli_place import RIVER, Place
from msgspec import structs
from store_builders import MINUTE, NOON, added, edited, gone, new, same

from watcher.compare import compare
from watcher.extract.documents.mirror import written_mirror
from watcher.model import Article, Image, Outcome, Paragraph, Standing
from watcher.store import Store

TIDE = "The tide comes in twice a day, and with it the ships of the coast guard."
FIRST = article("The water stands at 2.4 metres above its usual level.", TIDE, url=RIVER, title="The river rises")
SECOND = replace(
    FIRST, blocks=(Paragraph(text="The water stands at 2.9 metres above its usual level."), FIRST.blocks[1])
)
THIRD = replace(SECOND, title="The river falls")
PAGE = f"""<!doctype html><html lang="en"><head><title>{FIRST.title}</title>
<link rel="canonical" href="{RIVER}"></head><body><article><h1>{FIRST.title}</h1>
<p>{{}}</p><p>{TIDE}</p><p>{TIDE.replace("tide", "water")}</p></article></body></html>"""

_BINARY = "a binary file; a page, a mirrored document or an article's JSON was expected"
_NOTHING = "no article can be found in it; is it the page of one article, whole?"


async def told(store: Store) -> None:
    """Three revisions, an hour apart, and what became of the article then."""
    watch = added(store)
    await store.memory.record(new(watch, NOON, article=FIRST, seen_after=None))
    await store.memory.record(same(watch, NOON + MINUTE))
    hour = 60 * MINUTE
    for number, (old, now) in enumerate(((FIRST, SECOND), (SECOND, THIRD)), start=2):
        at = NOON + (number - 1) * hour
        changes = compare(old, now)
        await store.memory.record(edited(watch, number, at, article=now, changes=changes, stealth=number == 2))
    away = structs.replace(watch, standing=Standing.GONE)
    at = NOON + 3 * hour
    await store.memory.record(same(away, at, outcome=Outcome.GONE, why="404 twice", event=gone(at)))
    added(store, "sea")


@pytest.fixture(scope="module")
def place(tmp_path_factory: pytest.TempPathFactory) -> Place:
    place = Place(tmp_path_factory.mktemp("review"))
    with place.store() as store:
        asyncio.run(told(store))
    return place


def test_the_stream_shows_edits_and_events_the_newest_last(place: Place) -> None:
    assert place.run("log").out == (
        "seen               watch  site           weight               what          headline\n"
        "2026-05-04 13:00Z  1@2    river.example  major   stealth      ¶~ (number)   The river falls\n"
        "2026-05-04 14:00Z  1@3    river.example  major   undisclosed  headline~     The river falls\n"
        "2026-05-04 15:00Z  1      river.example                       article.gone  The river falls\n"
    )


@pytest.mark.parametrize("words", [("log",), ("log", RIVER), ("show", "1@2"), ("search", "river"), ("list",)])
def test_times_are_exact_or_relative_or_both_as_is_asked_for(place: Place, words: tuple[str, ...]) -> None:
    exact, relative = r"2026-05-04 1\d:00Z", r"\d+[dhms] ago"
    said = {form: place.run(*words, "--times", form).out for form in ("exact", "relative", "both")}
    found = {form: (bool(re.search(exact, out)), bool(re.search(relative, out))) for form, out in said.items()}
    assert found == {"exact": (True, False), "relative": (False, True), "both": (True, True)}
    assert re.search(rf"{exact} \({relative}\)", said["both"])
    assert place.run(*words, "--times", "soon").code == 2


def test_the_stream_is_json_lines_with_the_contracts_changes(place: Place) -> None:
    first, second, event = place.run("log", "--json").lines
    assert (first["watch"], first["revision"], first["stealth"]) == (1, 2, True)
    assert first["seen_between"] == ["2026-05-04T12:59:00Z", "2026-05-04T13:00:00Z"]
    assert second["changes"][0]["kind"] == "title.edited"
    assert (event["event"], event["why"]) == ("article.gone", "404 twice")
    assert (event["url"], event["leads"]) == (RIVER, None)


@pytest.mark.parametrize(
    ("words", "count"),
    [
        (("--kind", "title.*"), 1),
        (("--kind", "article.*"), 1),
        (("--stealth",), 1),
        (("--limit", "2"), 2),
        (("--min-weight", "major"), 3),
        (("--since", "1h"), 0),
        (("--since", "2026-05-04 14:00"), 2),
        (("--since", "2026-05-04T15:30+01:00"), 1),
        ((RIVER, "--stealth"), 1),
        (("2",), 0),
    ],
)
def test_the_stream_can_be_narrowed(place: Place, words: tuple[str, ...], count: int) -> None:
    ran = place.run("--json", "log", *words)
    assert (ran.code, len(ran.lines)) == (0, count)


def test_the_history_of_an_article_tells_how_closely_it_was_watched(place: Place) -> None:
    lines = place.run("log", RIVER).out.splitlines()
    assert lines[0] == "1  The river falls"
    assert lines[2].startswith("gone · due ")
    assert lines[3] == "5 looks from 2026-05-04 12:00Z to 2026-05-04 15:00Z: 1 new, 1 same, 2 changed, 1 gone"
    assert lines[4] == "last look: gone: 404 twice"
    assert lines[6:] == [
        "@1  2026-05-04 12:00Z  first seen",
        "",
        "@2  2026-05-04 13:00Z  major  stealth  ¶~ (number)",
        "    edited after 2026-05-04 12:59Z, known within 1m",
        "",
        "@3  2026-05-04 14:00Z  major  undisclosed  headline~",
        "    edited after 2026-05-04 13:59Z, known within 1m",
        "",
        "2026-05-04 15:00Z  article.gone  404 twice",
    ]


def test_a_history_names_its_article_even_where_nothing_in_it_was_asked_for(place: Place) -> None:
    ran = place.run("log", RIVER, "--since", "1h")
    assert ran.out.startswith("1  The river falls\n")
    assert ran.err == "watcher: no such change; `watcher log 1` shows all\n"


def test_what_is_asked_for_by_an_empty_word_is_not_everything(place: Place) -> None:
    assert place.run("log", "").code == 3
    assert place.run("log", "--kind", "").code == 2
    assert place.run("log", "--tag", "").err == "watcher: no such change; `watcher log` shows all\n"
    for command in ("list", "stats"):
        assert place.run(command, "--tag", "").err == "watcher: no such article; `watcher list` shows all\n"


def test_the_history_of_an_article_tells_in_json_of_the_looks_after_each_entry(place: Place) -> None:
    first, second, third, event = place.run("--json", "log", 1).lines
    assert [(look["outcome"], look["count"]) for look in first["looks"]] == [("new", 1), ("same", 1)]
    assert first["looks"][1]["first_at"] == "2026-05-04T12:01:00Z"
    # Looks that ended alike are one run, which is told of where it began.
    assert [(look["outcome"], look["count"]) for look in second["looks"]] == [("changed", 2)]
    assert third["looks"] == []
    assert [look["outcome"] for look in event["looks"]] == ["gone"]
    assert "looks" not in place.run("--json", "log").lines[0]


@pytest.mark.parametrize(
    ("glob", "said"),
    [("capton.edited", "did you mean caption.edited?"), ("foo*", 'such as title.edited, "image.*" or')],
)
def test_a_kind_that_nothing_fits_is_wrong_usage(place: Place, glob: str, said: str) -> None:
    ran = place.run("log", "--kind", glob)
    assert (ran.code, ran.out) == (2, "")
    assert f'"{glob}" is no kind of change' in ran.err
    assert said in ran.err


def test_no_name_of_a_site_is_wrong_usage(place: Place) -> None:
    ran = place.run("log", "--site", "")
    assert (ran.code, ran.out) == (2, "")
    assert '"" is no site, such as www.dw.com' in ran.err


@pytest.mark.parametrize("since", ["yesterday", "4.5.2026", "2026-13-40", "", "5"])
@pytest.mark.parametrize("command", ["log", "stats"])
def test_what_is_no_time_is_wrong_usage(place: Place, command: str, since: str) -> None:
    ran = place.run(command, "--since", since)
    assert ran.code == 2
    assert f'"{since}" is no time; write it as "2d", "3h", "2026-05-04" or "2026-05-04 08:00"' in ran.err


@pytest.mark.parametrize("columns", ["20", "40", "48"])
def test_the_stream_has_no_empty_lines_however_narrow_it_is(place: Place, columns: str) -> None:
    lines = place.run("log", COLUMNS=columns).out.splitlines()
    assert len(lines) > 4
    assert all(lines)


def test_a_history_without_anything_says_so(place: Place) -> None:
    ran = place.run("log", 2)
    assert "(not read yet)" in ran.out
    assert ran.err == "watcher: nothing was edited so far\n"


def test_where_the_stream_is_longer_than_what_is_shown_it_says_so(tmp_path: Path) -> None:
    async def told(store: Store) -> None:
        watch = added(store)
        await store.memory.record(new(watch))
        for number in range(2, 103):
            await store.memory.record(edited(watch, number, NOON + number * MINUTE))

    place = Place(tmp_path)
    with place.store() as store:
        asyncio.run(told(store))
    cut, whole = place.run("log", "--json"), place.run("log", "--json", "--limit", "200")
    assert (len(cut.lines), cut.err) == (100, "watcher: these are the newest 100; --since and --limit show more\n")
    assert (whole.lines[1:], whole.err) == (cut.lines, "")


def test_the_newest_revision_is_shown_unless_another_is_named(place: Place) -> None:
    newest, second = place.run("show", 1).out, place.run("show", "1@2").out
    seen = "1@3 · seen 2026-05-04 14:00Z · now gone · undisclosed"
    assert newest.splitlines()[:4] == [seen, "", "The river falls", RIVER]
    assert "1@2 · seen 2026-05-04 13:00Z · now gone · stealth\n\nThe river rises\n" in second
    assert TIDE in second


def test_what_is_said_of_a_revision_is_broken_where_the_terminal_ends(place: Place) -> None:
    lines = place.run("show", "1@3", COLUMNS="40").out.splitlines()
    assert lines[:2] == ["1@3 · seen 2026-05-04 14:00Z · now gone", "· undisclosed"]


def test_a_revision_is_one_json_document_with_its_article(place: Place) -> None:
    shown = place.run("show", f"{RIVER}@2", "--json").document
    assert (shown["revision"], shown["stealth"]) == (2, True)
    assert Article.from_dict(shown["article"]) == SECOND


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("show", "1@9"), "watch 1 has no revision 9; there are 3, see `watcher log 1`"),
        (("show", "2"), "watch 2 has no revision yet; `watcher check 2` looks now"),
        (("diff", "1", "1..9"), "watch 1 has no revision 9; there are 3"),
        (("diff", "1@1"), "watch 1 has no revision before 1: there is nothing to compare it with yet"),
        (("diff", "2"), "watch 2 has no revision yet: its article was never read"),
        (("export", "2"), "watch 2 has no revision yet; `watcher check 2` looks now"),
    ],
)
def test_an_unknown_revision_is_its_own_exit_code(place: Place, words: tuple[str, ...], said: str) -> None:
    ran = place.run(*words)
    assert (ran.code, ran.out, ran.err) == (3, "", f"watcher: {said}\n")


@pytest.mark.parametrize(
    ("words", "kinds", "names"),
    [
        (("1",), ["title.edited"], ("1@2", "1@3")),
        (("1@2",), ["paragraph.edited"], ("1@1", "1@2")),
        (("1", "1..2"), ["paragraph.edited"], ("1@1", "1@2")),
        (("1", "1.."), ["title.edited", "paragraph.edited"], ("1@1", "1@3")),
        (("1", ".."), ["title.edited", "paragraph.edited"], ("1@1", "1@3")),
        (("1", "3..1"), ["title.edited", "paragraph.edited"], ("1@3", "1@1")),
        (("1@1", "1@3"), ["title.edited", "paragraph.edited"], ("1@1", "1@3")),
        ((RIVER, "2..3"), ["title.edited"], ("1@2", "1@3")),
    ],
)
def test_two_revisions_are_compared(
    place: Place, words: tuple[str, ...], kinds: list[str], names: tuple[str, str]
) -> None:
    found = place.run("diff", *words, "--format", "json").document
    assert (found["old"], found["new"]) == names
    assert [change["kind"] for change in found["changes"]] == kinds


def test_two_numbers_are_two_articles_and_that_is_said(tmp_path: Path) -> None:
    place = Place(tmp_path)
    with place.store() as store:
        asyncio.run(told(store))
        asyncio.run(store.memory.record(new(store.watches.listed()[1], NOON, article=SECOND)))
    ran = place.run("diff", "1", "2")
    assert "  1@3 (2026-05-04 14:00Z) → 2@1 (2026-05-04 12:00Z)\n" in ran.out
    assert ran.err == "watcher: 1 and 2 are two articles; `watcher diff 1 A..B` compares revisions of 1\n"
    assert place.run("diff", "1@1", "2@1").err == ""


def test_a_difference_is_told_with_when_each_was_first_seen(place: Place) -> None:
    assert place.run("diff", "1@2").out == (
        "The river rises\n"
        "  1@1 (2026-05-04 12:00Z) → 1@2 (2026-05-04 13:00Z)\n"
        "  Not disclosed: the page gives no modification time, and no note tells of this change.\n"
        "\n"
        "Paragraph 1 edited · major · number · undisclosed\n"
        "  The water stands at [-2.4-]{+2.9+} metres above its usual level.\n"
    )


def test_colour_takes_the_place_of_the_signs_where_it_is_wanted(place: Place) -> None:
    assert "\x1b[32m\x1b[4m2.9\x1b[0m" in place.run("diff", "1@2", FORCE_COLOR="1").out
    assert "\x1b" not in place.run("diff", "1@2", FORCE_COLOR="1", NO_COLOR="1").out


@pytest.mark.parametrize(
    ("form", "text"),
    [
        ("markdown", "at ~~2.4~~**2.9** metres"),
        ("html", "at <del>2.4</del><ins>2.9</ins> metres"),
        ("json", '["-", "2.4"], ["+", "2.9"]'),
    ],
)
def test_a_difference_can_be_written_in_other_forms(place: Place, form: str, text: str) -> None:
    assert text in place.run("diff", "1@2", "--format", form).out.replace("~~ **", "~~**")


def test_a_difference_can_stand_side_by_side(place: Place) -> None:
    lines = place.run("diff", "1@2", "--side-by-side", COLUMNS="163").out.splitlines()
    assert lines[1] == "  1@1 (2026-05-04 12:00Z) → 1@2 (2026-05-04 13:00Z)"
    assert lines[-5:-2] == [
        "Paragraph 1 edited · major · number · undisclosed",
        f"The water stands at [-2.4-] metres above its usual level.{' ' * 24}│ "
        "The water stands at {+2.9+} metres above its usual level.",
        f"{' ' * 80} │",
    ]


def test_a_page_can_stand_side_by_side(place: Place) -> None:
    page = place.run("diff", "1@2", "--side-by-side", "--format", "html").out
    assert '<th scope="col">1@1</th><th scope="col">1@2</th>' in page
    assert "<del>2.4</del> metres" in page


def test_saved_pages_are_compared(place: Place) -> None:
    old = place.file("old.html", PAGE.format("The dam holds 2.4 million tons of water until the spring."))
    new_ = place.file("new.html", PAGE.format("The dam holds 2.9 million tons of water until the spring."))
    ran = place.run("diff", old, new_)
    assert "holds [-2.4-]{+2.9+} million" in ran.out
    assert ran.out.splitlines()[1] == f"  {old} → {new_}"


def test_a_saved_page_is_compared_with_a_revision_and_json_with_a_document(place: Place) -> None:
    saved = place.file("second.json", place.run("show", "1@2", "--json").out)
    document = place.file("second.txt", written_mirror(SECOND, NOON))
    for other in ("1@2", document):
        ran = place.run("diff", saved, other)
        assert (ran.code, ran.err) == (0, "watcher: a reader would see no difference\n")


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("page.pdf", b"%PDF-1.7\n", _BINARY),
        (
            "noise.bin",
            bytes(range(256)),
            _BINARY,
        ),
        ("cut.json", b'{"title": ', "not JSON: Expecting value: line 1 column 11 (char 10)"),
        ("deep.json", b'{"a":' * 100_000, "not JSON that can be read: it is nested too deep"),
        ("other.json", b'{"a": 1}', "neither an article's JSON nor one of Deutsche Welle's"),
        ("wrong.json", b'{"title": 3, "blocks": []}', "article.title: a text was expected, not int"),
        ("empty.html", b"", _NOTHING),
        (
            "feed.xml",
            b"<?xml version='1.0'?><rss><channel><title>Harbour Post</title>"
            b"<item><title>The dam holds.</title></item></channel></rss>",
            "a feed or a sitemap, and no article; `watcher source add URL` follows it",
        ),
        (
            "wall.html",
            b"<html><body><p>Log in</p></body></html>",
            _NOTHING,
        ),
    ],
)
@pytest.mark.parametrize("command", ["extract", "diff"])
def test_what_holds_no_article_is_told_in_one_line(
    place: Place, command: str, name: str, content: bytes, said: str
) -> None:
    path = place.file(name, content)
    good = place.file("good.html", PAGE.format("The dam holds."))
    ran = place.run(command, path, *([good] if command == "diff" else []))
    assert (ran.code, ran.out, ran.err) == (1, "", f"watcher: {path}: {said}\n")


def test_a_missing_file_is_wrong_usage(place: Place) -> None:
    assert place.run("extract", "nowhere.html").err == "watcher: nowhere.html: there is no such file\n"
    ran = place.run("diff", "nowhere.html", "nothing.html")
    assert (ran.code, ran.err) == (2, "watcher: nowhere.html: there is no such file, and it is no REF either\n")


def test_an_article_is_read_out_of_a_page_by_what_the_page_says_of_itself(place: Place) -> None:
    page = place.file("page.html", PAGE.format("The dam holds."))
    found = Article.from_dict(place.run("extract", page, "--json").document)
    assert (found.url, found.title, found.site) == (RIVER, "The river rises", "river.example")


def test_an_article_is_read_from_standard_input(place: Place) -> None:
    ran = place.run("extract", "-", "--url", "https://sea.example/1", stdin=PAGE.format("The dam holds."))
    assert ran.out.startswith("The river rises\nhttps://sea.example/1\n")


def test_an_article_written_as_json_is_read_again(place: Place) -> None:
    picture = Image(src="https://river.example/1.jpg", asset="river.example/1", caption="The dam", role="lead")
    whole = replace(FIRST, blocks=(picture, *FIRST.blocks), authors=("林若川",), published_at="2026-05-04T11:00:00Z")
    with place.store() as store:
        watch = added(store, "dam")
        asyncio.run(store.memory.record(new(watch, NOON, article=whole)))
    shown = place.run("show", watch.id, "--json").document["article"]
    assert Article.from_dict(shown) == whole


def test_what_may_not_be_opened_is_told_with_why(place: Place) -> None:
    ran = place.run("extract", "http://127.0.0.1:1/page")
    assert (ran.code, ran.out) == (1, "")
    assert "127.0.0.1 is a loopback address" in ran.err


def test_a_whole_history_is_exported_and_taken_in_again(place: Place, tmp_path: Path) -> None:
    ran = place.run("export", 1)
    assert [(line["url"], line["revision"]) for line in ran.lines] == [(RIVER, 1), (RIVER, 2), (RIVER, 3)]
    other = Place(tmp_path)
    assert other.run("import", other.file("river.jsonl", ran.out)).code == 0
    assert [watch["url"] for watch in other.run("list", "--json").document] == [RIVER]


def test_a_mirrored_document_is_exported_and_taken_in_again(place: Place, tmp_path: Path) -> None:
    ran = place.run("export", "1@2", "--format", "mirror")
    assert ran.out.startswith("<!--1777899600000-->\n[The river rises](https://river.example/story)\n------\n")
    other = Place(tmp_path)
    other.run("import", other.file("river.txt", ran.out))
    shown = other.run("show", RIVER, "--json").document
    assert (shown["first_seen_at"], shown["article"]["title"]) == ("2026-05-04T13:00:00Z", "The river rises")


def test_with_json_mirrored_documents_are_one_json_document(place: Place) -> None:
    (found,) = place.run("export", "1@2", "--format", "mirror", "--json").document
    assert (found["watch"], found["revision"], found["format"], found["name"]) == (1, 2, "mirror", "1-2.txt")
    assert found["text"].startswith("<!--1777899600000-->")


@pytest.mark.parametrize(
    ("words", "why"),
    [(("show", "1@x"), "x is no revision number"), (("diff", "1", "a..b"), "A..B wants the numbers of two revisions")],
)
def test_a_number_that_is_none_is_wrong_usage(place: Place, words: tuple[str, ...], why: str) -> None:
    ran = place.run(*words)
    assert ran.code == 2
    assert why in ran.err


def test_several_documents_need_a_directory(place: Place, tmp_path: Path) -> None:
    words = ("export", "1@1", "1@2", "--format", "mirror")
    assert place.run(*words).code == 2
    assert place.run(*words, "--output", tmp_path / "out").code == 0
    assert sorted(path.name for path in (tmp_path / "out").iterdir()) == ["1-1.txt", "1-2.txt"]
    ran = place.run(*words, "--output", "/proc/nowhere")
    assert (ran.code, ran.err.startswith("watcher: /proc/nowhere: cannot be written")) == (1, True)


def test_characters_instead_of_words_are_marked_when_asked_for(place: Place) -> None:
    before, after = (
        place.file(f"{name}.json", json.dumps(article(text).to_dict()))
        for name, text in (("a", "The Goverment said nothing of it."), ("b", "The Government said nothing of it."))
    )
    assert "[-Goverment-]{+Government+}" in place.run("diff", before, after).out
    assert "Gover{+n+}ment" in place.run("diff", before, after, "--chars").out


def test_the_stream_is_narrowed_to_a_site_or_a_tag(place: Place) -> None:
    with place.store() as store:
        sites = sorted({entry.watch.site for entry in store.history.entries()})
    for site in sites:
        assert {line["site"] for line in place.run("--json", "log", "--site", site).lines} == {site}
    assert sites
    assert place.run("log", "--site", "nowhere.example").err == "watcher: no such change; `watcher log` shows all\n"
    assert place.run("log", "--tag", "no-such-tag").out == ""
    assert place.run("log", "1", "--tag", "dw").code == 2
