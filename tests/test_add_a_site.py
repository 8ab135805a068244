"""docs/add-a-site.md, followed to the letter."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from watcher.errors import SettingsError
from watcher.extract import Rules, extract
from watcher.extract.rule_files import load, parsed, shipped
from watcher.model import Article, Heading

ROOT = Path(__file__).resolve().parent.parent
GUIDE = (ROOT / "docs/add-a-site.md").read_text("utf-8")
URL = "https://www.harbour.example/ferry"
FERRY = (ROOT / "tests/pages/dw/ferry.html").read_text("utf-8")
RULE = 'hosts = ["a.example"]\n[[layout]]\ncontainer = "p"\n'


def shown(kind: str, number: int = 0) -> str:
    """The example in the guide that is the `number`-th of its kind."""
    return str(re.findall(rf"```{kind}\n(.*?)```", GUIDE, re.DOTALL)[number])


def read(page: str, rule: str, folder: Path, url: str = URL) -> Article:
    """The page as it is read with a user's `rule` in `folder`."""
    (folder / "own.toml").write_text(rule, encoding="utf-8")
    return extract(page.encode(), url, rules=load(folder))


def dated(page: str, day: str) -> str:
    return page.replace("<title>", f'<meta property="article:published_time" content="{day}T12:00:00Z"><title>')


def test_the_guides_rule_changes_the_guides_page_as_it_says(tmp_path: Path) -> None:
    page = shown("html")
    before = extract(page.encode(), URL)
    assert ([b.kind for b in before.blocks], before.authors) == (["paragraph"] * 4, ())
    after = read(page, shown("toml"), tmp_path)
    assert ([b.kind for b in after.blocks], after.authors) == (
        ["paragraph", "heading", "paragraph"],
        ("Ines Markward",),
    )
    assert after.blocks[1] == Heading(level=3, text="What the crew did")
    assert after.title == before.title


def test_the_guides_layouts_are_chosen_by_the_day_a_page_was_published(tmp_path: Path) -> None:
    page = shown("html").replace(">Ines Markward,", ">Kurt Ahlers,")
    rule = shown("toml", 1)
    for day, author in {
        "2026-02-28": "Kurt Ahlers",
        "2026-03-01": "Ines Markward",
        "2027-01-01": "Ines Markward",
    }.items():
        assert read(dated(page, day), rule, tmp_path).authors == (author,), day
    assert read(page, rule, tmp_path).authors == ("Ines Markward",)


def test_a_layout_without_container_is_for_every_page_and_leaves_the_story_to_the_general_reader(
    tmp_path: Path,
) -> None:
    rule = 'hosts = ["harbour.example"]\n[[layout]]\ndrop = [".deskbox"]\n'
    article = read(shown("html"), rule, tmp_path)
    assert [b.kind for b in article.blocks] == ["paragraph"] * 3
    assert article.text().startswith("The ferry to Lowen Island")


def test_what_stands_above_the_layouts_holds_for_each(tmp_path: Path) -> None:
    for day in ("2026-02-01", "2026-04-01"):
        article = read(dated(shown("html"), day), shown("toml", 1), tmp_path)
        assert "Did you see the smoke" not in article.text()


def test_a_page_of_no_day_of_a_layout_is_left_to_the_general_reader(tmp_path: Path) -> None:
    rule = shown("toml", 1).replace("until = 2026-02-28", "until = 2020-01-01")
    page = dated(shown("html"), "2025-05-05")
    assert read(page, rule, tmp_path) == extract(page.encode(), URL)


def test_the_guides_extension_adds_to_the_shipped_rule(tmp_path: Path) -> None:
    url = "https://www.dw.com/zh/x/a-71200345"
    quiz = '<div class="word-of-the-day"><p>本周的问题：渡轮“白鹭二号”是在哪一年造好的？请您选出答案。</p></div>'
    page = FERRY.replace('<div class="rich-text">', f'<div class="rich-text">{quiz}')
    assert "本周的问题" in extract(page.encode(), url).text()
    assert read(page, shown("toml", 2), tmp_path, url) == extract(FERRY.encode(), url)


def test_an_extension_goes_before_what_it_extends(tmp_path: Path) -> None:
    url = "https://www.dw.com/zh/x/a-71200345"
    rule = 'extends = "dw"\nbyline = { select = "h1", match = "(林河)" }\n'
    assert read(FERRY, rule, tmp_path, url).authors == ("林河",)
    layout = '[[layout]]\ncontainer = ".rich-text"\nbyline = { select = "h1", match = "(渡轮)" }\n'
    assert read(FERRY, rule + layout, tmp_path, url).authors == ("渡轮",)


def test_a_users_rule_that_fits_no_layout_leaves_the_page_to_the_shipped_one(tmp_path: Path) -> None:
    url = "https://www.dw.com/zh/x/a-71200345"
    rule = 'hosts = ["www.dw.com"]\n[[layout]]\ncontainer = ".of-another-time"\n'
    assert read(FERRY, rule, tmp_path, url) == extract(FERRY.encode(), url)


def test_several_elements_give_several_authors_and_tags(tmp_path: Path) -> None:
    page = shown("html").replace(
        '<div class="line8">', '<i class="w">Ida Brandt and Ole Sund</i><i class="w">Ida Brandt</i><div class="line8">'
    )
    rule = 'hosts = ["harbour.example"]\n[[layout]]\ncontainer = ".txt"\nbyline = ".w"\ntags = ".w"\n'
    article = read(page, rule, tmp_path)
    assert article.authors == ("Ida Brandt", "Ole Sund")
    assert article.tags == ("Ida Brandt and Ole Sund", "Ida Brandt")


def test_a_rule_says_nothing_about_other_hosts(tmp_path: Path) -> None:
    for url in ("https://other.example/", "https://notharbour.example/", "https://harbour.example.org/"):
        assert read(shown("html"), shown("toml"), tmp_path, url) == extract(shown("html").encode(), url)


def test_a_folder_without_rules_gives_the_shipped_ones(tmp_path: Path) -> None:
    assert load(tmp_path / "nothing") == shipped()


def test_the_guides_error_is_what_a_user_sees() -> None:
    rule = 'hosts = ["harbour.example"]\n[[layout]]\ncontainer = "p"\nbyline = { select = "p", match = "^By .+$" }'
    with pytest.raises(SettingsError) as error:
        parsed(rule, "harbour.toml")
    assert str(error.value) == shown("text").strip()


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("hosts = [", "harbour.toml: not TOML: Invalid value"),
        ('hosts = ["a.example"]', "layout"),
        ('[[layout]]\ncontainer = "p"', "hosts"),
        ('hosts = ["https://a.example/"]\n[[layout]]\ncontainer = "p"', "hosts: a host like"),
        ('hosts = "a.example"\n[[layout]]\ncontainer = "p"', "hosts: a list"),
        ('hosts = ["a.example"]\nlayout = "p"', "layout: tables"),
        ('hosts = ["a.example"]\nname = 3\n[[layout]]\ncontainer = "p"', "name: a text"),
        ('hosts = ["a.example"]\n[[layout]]', "layout 1: it says nothing"),
        ('hosts = ["a.example"]\n[[layout]]\nsince = 2023-01-01', "layout 1: it says nothing"),
        ('hosts = ["a.example"]\n[[layout]]\ncontainer = "p[["', "layout 1: container: 'p"),
        (f'{RULE}[[layout]]\ncontainer = ""', "layout 2: container"),
        (f'{RULE}bylin = "p"', "layout 1: unknown key 'bylin'"),
        (f'{RULE}byline = {{ select = "p", match = "(" }}', "layout 1: byline: match"),
        (f'{RULE}byline = {{ select = "p", match = "x" }}', "layout 1: byline: match: .*group"),
        (f'{RULE}byline = {{ select = "p", match = 1 }}', "layout 1: byline: match"),
        (f'{RULE}byline = {{ match = "(x)" }}', "layout 1: byline: select"),
        (f'{RULE}byline = {{ select = "p", attribute = "" }}', "layout 1: byline: attribute"),
        (f'{RULE}byline = {{ select = "p", attr = "x" }}', "layout 1: byline: unknown key 'attr'"),
        (f"{RULE}byline = 7", "layout 1: byline: a selector"),
        (f'{RULE}caption = {{ select = "p" }}', "layout 1: caption: it is read where it stands"),
        (f'{RULE}headline = {{ select = "p", attribute = "x" }}', "layout 1: headline: it is read where it stands"),
        (f'{RULE}drop = ".a"', "layout 1: drop: a list"),
        (f'{RULE}drop = ["p[["]', "layout 1: drop: 'p"),
        (f'{RULE}since = "2023-01-01"', "layout 1: since: a day without quotes"),
        (f"{RULE}since = 2023-01-01T00:00:00Z", "layout 1: since: a day without quotes"),
        (f"{RULE}since = 2023-01-02\nuntil = 2023-01-01", "layout 1: until: 2023-01-01 is before"),
        (f'zone = "Mars"\n{RULE}', "zone: 'Mars'"),
        (f'container = "p"\n{RULE}', "unknown key 'container'"),
        (f'extends = "nobody"\n{RULE}', "extends: there is no shipped rule 'nobody'"),
    ],
)
def test_a_wrong_rule_is_one_error_that_names_file_layout_and_key(text: str, named: str) -> None:
    with pytest.raises(SettingsError, match=named) as error:
        parsed(text, "harbour.toml")
    assert str(error.value).startswith("harbour.toml: ")
    assert "\n" not in str(error.value)


def test_the_error_of_an_extension_names_what_can_be_extended(tmp_path: Path) -> None:
    (tmp_path / "own.toml").write_text('extends = "dvv"', encoding="utf-8")
    with pytest.raises(SettingsError, match=r"own\.toml: extends: .*'dvv'; known are .*\bdw\b"):
        load(tmp_path)


@pytest.mark.parametrize(
    ("text", "wanted"),
    [
        ('hosts = ["courier.example"]\nbrowser = true\n', True),
        ('hosts = ["courier.example"]\nbrowser = false\n[[layout]]\ncontainer = "main"\n', False),
        ('hosts = ["courier.example"]\n[[layout]]\ncontainer = "main"\n', False),
    ],
)
def test_a_rule_may_ask_for_a_browser_and_need_say_no_more(text: str, wanted: bool) -> None:
    rules = Rules(sites=(parsed(text, "courier.toml"),))
    assert bool(rules.browser_rule("https://www.courier.example/story")) is wanted
    assert not rules.browser_rule("https://news.example/story")


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ('hosts = ["courier.example"]\n', "a rule needs hosts and at least one [[layout]], or browser = true"),
        ("courier", "not TOML: Expected '=' after a key in a key/value pair (at end of document)"),
        ('hosts = ["courier.example"]\nbrowser = "yes"\n', "browser: true or false was expected, not 'yes'"),
    ],
)
def test_a_rule_that_says_nothing_or_something_else_is_an_error(text: str, said: str) -> None:
    with pytest.raises(SettingsError) as told:
        parsed(text, "courier.toml")
    assert str(told.value) == f"courier.toml: {said}"
