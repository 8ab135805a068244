"""What a subscription wishes to hear of: each condition, and how events fare with it."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from builders import NOON, article, revision, subscription, watch
from msgspec import structs

from watcher.model import Change, Event, Revision, Weight
from watcher.model.subscription import selected
from watcher.notify.route import route
from watcher.notify.wishes import is_concerned, wished, wishes_event

GONE = Event(kind="article.gone", at=NOON, seen_after=None, why="404 Not Found, twice")


def change(
    before: str | None = "old", after: str | None = "new", kind: str = "paragraph.edited", **fields: Any
) -> Change:
    return Change(kind=kind, path="blocks[0]", before=before, after=after, **fields)


def edit(*changes: Change, **fields: Any) -> Revision:
    return revision(article(), number=2, changes=changes, **fields)


@pytest.mark.parametrize(
    ("words", "globs", "taken"),
    [
        ((), (), True),
        (("a",), ("a",), True),
        (("a", "b"), ("b",), True),
        (("a",), ("b",), False),
        ((), ("a",), False),
        (("a",), ("!b",), True),
        (("a", "b"), ("!b",), False),
        (("a", "b"), ("a", "!b"), False),
        (("zh-hant",), ("zh*", "!zh-hans"), True),
        (("zh-hans",), ("zh*", "!zh-hans"), False),
        ((), ("!a",), True),
    ],
)
def test_globs_take_and_take_away(words: tuple[str, ...], globs: tuple[str, ...], taken: bool) -> None:
    assert selected(words, globs) is taken


@pytest.mark.parametrize(
    ("url", "sites", "heard"),
    [
        ("https://www.dw.com/a", ("dw.com",), True),
        ("https://dw.com/a", ("dw.com",), True),
        ("https://learngerman.dw.com/a", ("dw.com",), True),
        ("https://notdw.com/a", ("dw.com",), False),
        ("https://dw.com.example/a", ("dw.com",), False),
        ("https://learngerman.dw.com/a", ("*.dw.com",), True),
        ("https://dw.com/a", ("*.dw.com",), False),
        ("https://www.dw.de/a", ("dw.*",), True),
        ("https://learngerman.dw.com/a", ("dw.com", "!learngerman.dw.com"), False),
        ("https://www.dw.com/a", ("dw.com", "!learngerman.dw.com"), True),
        ("https://münchen.example/a", ("xn--mnchen-3ya.example",), True),
        ("https://xn--mnchen-3ya.example/a", ("xn--mnchen-3ya.example",), True),
        ("https://news.example/a", ("dw.com", "news.example"), True),
    ],
)
def test_a_site_means_it_and_what_is_below_it(url: str, sites: tuple[str, ...], heard: bool) -> None:
    assert is_concerned(subscription(sites=sites), watch(url), "") is heard


@pytest.mark.parametrize(
    ("language", "languages", "heard"),
    [
        ("zh-Hans", ("zh",), True),
        ("zh_cn", ("zh",), True),
        ("ZH", ("zh",), True),
        ("zh-Hant", ("zh-Hans",), False),
        ("de", ("en", "de"), True),
        ("den", ("de",), False),
        ("", ("de",), True),
        ("de", (), True),
    ],
)
def test_an_article_s_language_is_asked_for_broadly(language: str, languages: tuple[str, ...], heard: bool) -> None:
    assert is_concerned(subscription(languages=languages), watch(), language) is heard


@pytest.mark.parametrize(
    ("tags", "heard"), [(("dw",), True), (("d*",), True), (("!opinion",), False), (("dw", "!opinion"), False)]
)
def test_tags_are_globs_too(tags: tuple[str, ...], heard: bool) -> None:
    assert is_concerned(subscription(tags=tags), watch(tags=("dw", "opinion")), "") is heard


@pytest.mark.parametrize(
    ("facts", "positions"),
    [((), (0, 1, 2)), (("number",), (1,)), (("name", "date"), (2,)), (("negation",), ())],
)
def test_any_of_the_facts_is_enough(facts: tuple[str, ...], positions: tuple[int, ...]) -> None:
    changes = change(), change(facts=("number",)), change(facts=("quote", "name"))
    assert wished(subscription(facts=facts), edit(*changes)) == positions


def test_of_a_stealth_edit_all_is_told_and_of_any_other_nothing() -> None:
    asked = subscription(stealth=True)
    assert wished(asked, edit(change(), change(), stealth=True)) == (0, 1)
    assert wished(asked, edit(change(), change())) == ()


@pytest.mark.parametrize(
    ("pattern", "positions"),
    [
        ("harbour", (0,)),
        ("(?i)harbour", (0, 1)),
        ("^The bridge", (2,)),
        (r"\d+ (?:people|Menschen)", (1,)),
        ("ferry", ()),
        ("桥", (3,)),
        ("", (0, 1, 2, 3)),
    ],
)
def test_a_pattern_is_looked_for_before_and_after(pattern: str, positions: tuple[int, ...]) -> None:
    changes = (
        change("closed at the harbour", "closed"),
        change(None, "Harbour: 12 people", kind="paragraph.added"),
        change("The bridge", None, kind="paragraph.removed"),
        change("旧桥", "新桥"),
    )
    assert wished(subscription(match=pattern), edit(*changes)) == positions


def test_what_a_pattern_would_look_through_for_ever_counts_as_matching() -> None:
    endless = change("a" * 200_000 + "b", None)
    changes = change("c"), endless, change("d"), change("e", kind="title.edited")
    asked = subscription(match="(a+)+$", kinds=("paragraph.*",))
    assert wished(asked, edit(*changes)) == (1, 2)


def test_every_condition_has_to_hold() -> None:
    asked = subscription(
        tags=("zh",), sites=("news.example",), languages=("en",), kinds=("paragraph.*",), min_weight="major",
        facts=("number",), stealth=True, match="12",
    )  # fmt: skip
    whole = change("12", "21", weight=Weight.MAJOR, facts=("number",))
    tagged = watch(tags=("zh",))
    told = edit(whole, stealth=True)

    def heard(to: Any = asked, of: Any = tagged, what: Revision = told, language: str = "en") -> bool:
        return bool(route(of, what, None, [to], language=language))

    assert heard()
    assert not heard(of=watch())
    assert not heard(of=structs.replace(tagged, site="other.example"))
    assert not heard(language="fr")
    assert not heard(what=replace(told, changes=(replace(whole, kind="title.edited"),)))
    assert not heard(what=replace(told, changes=(replace(whole, weight=Weight.MINOR),)))
    assert not heard(what=replace(told, changes=(replace(whole, facts=()),)))
    assert not heard(what=replace(told, stealth=False))
    assert not heard(what=replace(told, changes=(replace(whole, before="13"),)))


# How an event fares with each condition; docs/alerts.md says the same to people.
EVENTS: tuple[tuple[dict[str, Any], bool], ...] = (
    ({}, True),
    ({"tags": ("dw",)}, True),
    ({"tags": ("zh",)}, False),
    ({"sites": ("news.example",)}, True),
    ({"sites": ("dw.com",)}, False),
    ({"languages": ("en",)}, True),
    ({"languages": ("de",)}, False),
    ({"kinds": ("article.*",)}, True),
    ({"kinds": ("!article.blocked",)}, True),
    ({"kinds": ("!article.gone",)}, False),
    ({"kinds": ("title.*",)}, False),
    ({"min_weight": "major"}, True),
    ({"facts": ("number",)}, False),
    ({"stealth": True}, False),
    ({"match": "harbour"}, False),
)


@pytest.mark.parametrize(("conditions", "heard"), EVENTS)
def test_an_event_is_told_by_its_watch_and_kind_and_has_no_text(conditions: dict[str, Any], heard: bool) -> None:
    found = route(watch(tags=("dw",)), None, GONE, [subscription(**conditions)], language="en")
    assert bool(found) is heard


@pytest.mark.parametrize("kind", ["gone", "restored", "redirected", "blocked", "unreadable"])
def test_events_of_any_kind_fare_alike(kind: str) -> None:
    event = replace(GONE, kind=f"article.{kind}")
    assert wishes_event(subscription(min_weight="major"), event)
    assert not wishes_event(subscription(stealth=True), event)
