"""What articles, servers and addresses say is hostile: every form of a message shows it, and it does nothing there."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_builders import (
    CHAT_TAGS,
    COMMONMARK,
    PAGE_TAGS,
    UNTIL,
    URL,
    Tags,
    at,
    bodies,
    bundled,
    drifted,
    edited,
    letter,
    number_edited,
    reporting,
    seen,
    worded,
)
from msgspec import structs

from watcher.model import (
    AlertId,
    Article,
    Change,
    Event,
    Image,
    Incident,
    IncidentKind,
    Letter,
    Message,
    Paragraph,
    Span,
    Voice,
    WatchId,
)
from watcher.notify.excerpt import cleaned, with_breaks
from watcher.settings import LANGUAGES


def _of_event(why: str, url: str = "") -> Letter:
    return letter(event=Event(kind="article.redirected", at=at(10, 31), seen_after=None, why=why, url=url))


def _of_incident(text: str) -> Letter:
    incident = Incident(kind=IncidentKind.HOST_SILENT, key="k", name=text, since=UNTIL, at=UNTIL, why=text)
    return replace(letter(), revision=None, watch=None, incident=incident)


def _of_caption(text: str) -> Letter:
    picture = Image(src=URL, asset="a", title=text)
    found = letter(replace(edited("caption.edited", ("+", "New")), path="blocks[0].caption"))
    assert found.revision is not None
    article = Article(url=URL, title="Bridge closed", language=text, blocks=(picture, Paragraph(text="x")))
    return replace(found, revision=replace(found.revision, article=article))


def _in_digest(text: str) -> Message:
    first, second = letter(number_edited(), title=text), letter(number_edited(), title=text)
    assert second.watch is not None
    other = replace(second, id=AlertId(2), watch=structs.replace(second.watch, id=WatchId(9)))
    return bundled(first, other, digest=True)


# Every place where somebody else can put a text.
PLACES: Mapping[str, Callable[[str], Message]] = {
    "headline": lambda text: worded(letter(number_edited(), title=text)),
    "headline edited": lambda text: worded(letter(edited("title.edited", ("-", text), ("+", f"{text} {text}")))),
    "change": lambda text: worded(letter(edited("paragraph.edited", ("=", text), ("-", text), ("+", text)))),
    "value": lambda text: worded(letter(Change(kind="link.changed", path="x", before=text, after=f"{text}2"))),
    "moved": lambda text: worded(letter(Change(kind="quote.moved", path="x", before=text, after=text))),
    "time": lambda text: worded(letter(Change(kind="modified.changed", path="x", before=text, after="2024-01-21"))),
    "picture": lambda text: worded(_of_caption(text)),
    "why": lambda text: worded(_of_event(text)),
    "leads": lambda text: worded(_of_event("301", url=text)),
    "digest": _in_digest,
    "incident": lambda text: worded(_of_incident(text)),
    "drift headline": lambda text: worded(reporting(drifted(headline=text))),
    "drift detail": lambda text: worded(reporting(drifted(detail=text))),
    "drift gone": lambda text: worded(reporting(drifted(gone=text))),
}
ATTRIBUTES = {
    "lang", "dir", "charset", "name", "content", "class", "style", "role", "width", "cellpadding", "cellspacing",
    "border", "align", "bgcolor", "href",
}  # fmt: skip
in_every_place = pytest.mark.parametrize("place", PLACES)


def forms(message: Message) -> tuple[str, ...]:
    return (message.subject, *bodies(message))


def assert_harmless(message: Message, links: set[str | None]) -> None:
    markdown, chat, page = Tags(COMMONMARK.render(message.markdown)), Tags(message.chat), Tags(message.html)
    assert set(markdown.tags) <= {"p", "strong", "a", "s", "ul", "li"}
    assert set(chat.tags) <= CHAT_TAGS
    assert set(page.tags) <= PAGE_TAGS
    assert {name for name, _ in (*chat.attributes, *page.attributes)} <= ATTRIBUTES
    assert page.comments == Tags(worded(letter(number_edited())).html).comments
    assert page.tags.count("style") == page.tags.count("body") == 1
    for form in (markdown, chat, page):
        assert form.links <= links
    for text in (message.subject, message.text, message.markdown, message.chat, message.html):
        controls = [c for c in text.replace("\n", "") if unicodedata.category(c) in ("Cc", "Cs", "Zl", "Zp")]
        invisible = {c for c in text if unicodedata.category(c) == "Cf"} - {"\u200c", "\u200d"}
        assert (controls, invisible - {"\u200b", "\u2068", "\u2069"}) == ([], set())
        assert [text.count(sign) for sign in "\u2068\u2069"] == [text.count("\u2068")] * 2
    assert "\n" not in message.subject


@in_every_place
@pytest.mark.parametrize(
    "attack",
    [
        '<script>alert(1)</script><img src=x onerror="alert(1)">',
        "</style></title></head><body onload=alert(1)>",
        "--><![endif]--><svg onload=alert(1)>",
        '" style="position:fixed" onclick=\'x\'',
        "{0} {subject} {cards} %s {{ 7*7 }}",
    ],
)
def test_html_is_shown_and_not_obeyed(place: str, attack: str) -> None:
    message = PLACES[place](attack)
    assert_harmless(message, {URL})
    if place != "picture":
        assert all(attack in seen(body) for body in bodies(message))


@in_every_place
@pytest.mark.parametrize(
    "attack",
    [
        "[click](javascript:alert(1))",
        "![x](https://tracker.example/p.png)",
        "<https://tracker.example>",
        "[x]: https://tracker.example",
        "**bold** _it_ `code` ~~gone~~",
        "# heading",
        "1. one",
        "- item",
        "> quote",
        "=== x",
        "||spoiler||",
        "&lt;b&gt; &#60;",
        "a\\*b\\",
    ],
)
def test_markdown_is_shown_and_not_obeyed(place: str, attack: str) -> None:
    message = PLACES[place](attack)
    assert_harmless(message, {URL})
    if place != "picture":
        assert attack in seen(Tags(COMMONMARK.render(message.markdown)).text)


@in_every_place
@pytest.mark.parametrize(
    "mention",
    [
        "@everyone", "@here", "@room", "@channel", "a@all", "@anna:matrix.example", "@**all**", "<@123456>", "<@&9>",
        "<@U123>", "<!channel>", "<!here|here>", "<!subteam^S1>", "<#C123>", "<!date^1^{date}|x>", ":warning:", ":+1:",
    ],
)  # fmt: skip
def test_nobody_is_called_and_nothing_becomes_an_icon(place: str, mention: str) -> None:
    message = PLACES[place](f"Call {mention} now")
    assert all(mention not in form for form in forms(message))
    assert place == "picture" or all(mention in seen(body) for body in bodies(message))
    assert_harmless(message, {URL})


@in_every_place
@pytest.mark.parametrize(
    "address", ["https://phish.example/login", "www.phish.example", "phish.example", "ftp://phish"]
)
def test_programs_that_look_for_addresses_find_none_in_a_text(place: str, address: str) -> None:
    message = PLACES[place](f"See {address} now")
    found = re.compile(r"(?:://|www\.)phish|phish\.example")
    assert not [form for form in forms(message) if found.search(form)]
    assert_harmless(message, {URL})


@in_every_place
@pytest.mark.parametrize(
    "control",
    [
        "\r\nBcc: all@example.org",
        "\x1b[31m",
        "\x9b31m",
        "\x00",
        "\u2028",
        "\u202e",
        "\u2066",
        "\u200f",
        "\ufeff",
        "\u2069",
    ],
)  # fmt: skip
def test_nothing_that_controls_reaches_a_form(place: str, control: str) -> None:
    message = PLACES[place](f"A{control}B")
    assert_harmless(message, {URL})
    assert "\nBcc" not in message.subject + message.text


class TestAddresses:
    @pytest.mark.parametrize(
        "host", ["<!channel>.example", "@everyone.example", "a\r\nBcc: x", "*_`x`.example", "\u202ex"]
    )
    def test_a_host_is_named_by_what_may_stand_in_one(self, host: str) -> None:
        one = letter(number_edited())
        assert one.watch is not None
        named = replace(one, watch=structs.replace(one.watch, site=host))
        other = replace(named, id=AlertId(2), watch=structs.replace(one.watch, id=WatchId(9), site=host))
        for message in (
            worded(named),
            bundled(named, other, digest=True),
            worded(reporting(replace(drifted(), site=host))),
        ):
            assert_harmless(message, {URL})
            assert not [form for form in forms(message) if re.search(r"<!|@everyone|\nBcc", form)]

    def test_one_that_is_no_web_address_is_no_link(self) -> None:
        event = Event(kind="article.redirected", at=at(10, 31), seen_after=None, why="", url="javascript:alert(1)")
        message = worded(letter(event=event))
        assert_harmless(message, {URL})
        assert "javascript" not in "".join(value or "" for _, value in Tags(message.html).attributes)

    def test_one_cannot_break_out_of_its_link(self) -> None:
        url = 'https://a.example/"><script>x</script>](javascript:y)?@here <b>\n'
        message = worded(letter(number_edited(), url=url))
        links = Tags(message.html).links
        assert len(links) == 1
        assert_harmless(message, links)
        assert "javascript:y)" not in message.markdown
        assert "@here" not in message.text + message.subject


class TestRightToLeft:
    def test_it_turns_nothing_round(self) -> None:
        change = edited("paragraph.edited", ("=", "بلغ العدد "), ("-", "12"), ("+", "21"))
        message = worded(letter(change, title="مرحبا بالعالم"))
        assert message.subject == "Paragraph edited: \u2068مرحبا بالعالم\u2069"
        assert message.text.endswith("\n  \u2068بلغ العدد [-12-]{+21+}\u2069")
        assert '<p dir="auto">before: \u2068بلغ العدد <del>12</del>\u2069</p>' in message.chat
        assert Tags(COMMONMARK.render(message.markdown)).tags.count("strong") == 3

    def test_punctuation_beside_a_mark_keeps_the_mark(self) -> None:
        change = edited("paragraph.added", ("+", "«مرحبا»"))
        assert "<strong>«مرحبا»</strong>" in COMMONMARK.render(worded(letter(change)).markdown)


ANY_TEXT = st.text(
    alphabet=st.sampled_from("ab 1.*_~`<>[]()!&#|\\@\n\"'“”亿م-+=;:/\u202e\u2068\u2069\u200b"), max_size=12
)
ANY_SPANS = st.lists(st.tuples(st.sampled_from("=-+"), ANY_TEXT), min_size=1, max_size=6)


@given(st.sampled_from(sorted(PLACES)), ANY_TEXT | st.text(max_size=40))
def test_no_text_does_anything_anywhere(place: str, text: str) -> None:
    assert_harmless(PLACES[place](text), {URL})


@given(st.sampled_from(LANGUAGES), ANY_TEXT)
def test_no_text_does_anything_in_any_language(language: str, text: str) -> None:
    voice = Voice(language=language, timezone="Asia/Tokyo")
    edit = letter(edited("title.edited", ("-", text), ("+", f"{text}!")), number_edited(), title=text)
    for letters in ((edit,), (_of_event(text, url=text), edit), (reporting(drifted(text, text, text)),)):
        assert_harmless(bundled(*letters, voice=voice), {URL})


@given(ANY_SPANS, ANY_TEXT)
def test_no_text_becomes_markup(spans: list[Span], title: str) -> None:
    assert_harmless(worded(letter(edited("paragraph.edited", *spans), title=title)), {URL})


@given(ANY_SPANS)
def test_every_changed_word_is_marked_in_every_form(spans: list[Span]) -> None:
    message = worded(letter(edited("paragraph.edited", *spans)))
    spans = list(with_breaks(spans))
    marked = [op for op, text in spans if op != "=" and cleaned(text).strip()]
    markdown = Tags(COMMONMARK.render(message.markdown)).tags
    assert (markdown.count("s"), markdown.count("strong")) == (marked.count("-"), marked.count("+") + 2)
    # In both sorts of HTML a mark may hold a space alone.
    all_ = [op for op, text in spans if op != "=" and cleaned(text)]
    for tags in (Tags(message.chat).tags, Tags(message.html).tags):
        assert tags.count("del") == all_.count("-")
        assert tags.count("u") + tags.count("ins") == all_.count("+")


@given(ANY_SPANS)
def test_every_form_says_the_same(spans: list[Span]) -> None:
    message = worded(letter(edited("paragraph.edited", *spans)))
    quoted = [cleaned(text).strip() for op, text in with_breaks(spans) if op != "="]
    for body in bodies(message):
        assert all(" ".join(text.split()) in " ".join(seen(body).split()) for text in quoted)
