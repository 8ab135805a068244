"""Templates of the user's own: what they can say, what they cannot do, and what is said of a wrong one."""

from __future__ import annotations

import logging
import re
import subprocess
import sys
import unicodedata
from dataclasses import fields, replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_builders import (
    COMMONMARK,
    HEADLINE,
    URL,
    Tags,
    at,
    bundled,
    drifted,
    edited,
    letter,
    number_edited,
    reporting,
    seen,
    worded,
)

from watcher.errors import SettingsError
from watcher.model import Capture, CaptureState, Event, Letter, Message, Voice, Weight
from watcher.notify.fields import ArticleFields, ChangeFields, MessageFields, NewsFields
from watcher.notify.templates import load

ROOT = Path(__file__).resolve().parent.parent
EVERYTHING = """
{% block subject %}[{{ subscription }}] {{ articles[0].headline }}{% endblock %}
{% block text %}
{% for article in articles %}
{{ article.headline }} ({{ article.site }}, watch {{ article.watch }}) {{ article.url }}
{% for news in article.news %}
{% if news.event %}
{{ news.what }} {{ news.why }} {{ news.leads }}
{% else %}
{% for change in news.changes if change.weight != "cosmetic" %}
{{ loop.index }}. {{ change.name|upper }} {{ change.facts|join("/") }}: {{ change.marked }}
{% endfor %}
{% endif %}
{% endfor %}
{% endfor %}
{% endblock %}
{% block markdown %}
{% for article in articles %}
[{{ article.headline }}](<{{ article.url }}>)

{% for news in article.news %}
{% for change in news.changes %}
{{ change.before }}

{{ change.marked }}

{% endfor %}
{{ news.why }}

{% endfor %}
{% endfor %}
{{ body }}
{% endblock %}
{% block html %}
<title>{{ subject }}</title>
{% for article in articles %}
<h1><a href="{{ article.url }}" title="{{ article.headline }}">{{ article.headline }}</a></h1>
{% for news in article.news %}
<p>{{ news.why }}</p>
{% for change in news.changes %}
<p lang="{{ article.language }}">{{ change.before }} {{ change.marked }}</p>
{% endfor %}
{% endfor %}
{% endfor %}
{{ body }}
{% endblock %}
{% block chat %}<b>{{ subject }}</b>{% for article in articles %}<p>{{ article.headline }}</p>{% endfor %}{% endblock %}
"""


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return tmp_path


def written(folder: Path, source: str) -> Voice:
    """A voice in the words of this template."""
    path = folder / f"{abs(hash(source))}.j2"
    path.write_text(source, encoding="utf-8")
    return Voice(template=path)


def said(folder: Path, source: str, *letters: Letter) -> Message:
    return bundled(*(letters or (letter(number_edited()),)), voice=written(folder, source))


def wrong(folder: Path, source: str) -> str:
    """What is said of a wrong template, without its folder."""
    with pytest.raises(SettingsError) as error:
        load(written(folder, source).template or folder)
    text = str(error.value)
    assert text.startswith(str(folder))
    return re.sub(r"^.*\.j2:", "", text)


class TestWords:
    def test_each_block_words_its_part_and_the_rest_stays(self, folder: Path) -> None:
        found = said(folder, "{% block subject %}{{ subscription }}: {{ subject }}{% endblock %}")
        usual = worded(letter(number_edited()))
        assert found.subject == f"desk: {usual.subject}"
        assert (found.text, found.markdown, found.html, found.chat) == (
            usual.text, usual.markdown, usual.html, usual.chat,
        )  # fmt: skip

    def test_fields_say_what_happened(self, folder: Path) -> None:
        change = edited("title.edited", ("-", "12"), ("+", "21"), weight=Weight.MAJOR, facts=("number", "name"))
        assert said(folder, EVERYTHING, letter(change)).text == (
            f"{HEADLINE} (news.example, watch 3) {URL}\n1. HEADLINE EDITED number/name: [-12-]{{+21+}}"
        )

    def test_an_event_is_told_by_what_became_of_the_article(self, folder: Path) -> None:
        event = Event(kind="article.redirected", at=at(10, 31), seen_after=None, why="301", url="https://a.example/x")
        text = said(folder, EVERYTHING, letter(event=event)).text
        assert text.endswith("The address now leads elsewhere. 301 https://a.example/x")

    def test_a_copy_in_an_archive_is_linked(self, folder: Path) -> None:
        one = letter(number_edited())
        assert one.revision is not None
        copy = Capture(state=CaptureState.KEPT, link="https://archive.example/a?b=1&c=2")
        source = '{% block html %}<a href="{{ articles[0].news[0].archive }}">copy</a>{% endblock %}'
        kept = replace(one, revision=replace(one.revision, capture=copy))
        assert said(folder, source, kept).html == '<a href="https://archive.example/a?b=1&amp;c=2">copy</a>'
        assert said(folder, source, one).html == '<a href="">copy</a>'

    def test_the_usual_wording_can_be_put_into_a_frame(self, folder: Path) -> None:
        found = said(folder, "{% block text %}Dear desk,\n\n{{ body }}\n-- \nwatcher{% endblock %}")
        assert found.text == f"Dear desk,\n\n{worded(letter(number_edited())).text}\n-- \nwatcher"

    def test_the_usual_cards_can_be_put_into_a_page(self, folder: Path) -> None:
        html = said(folder, "{% block html %}<html>{{ body }}</html>{% endblock %}").html
        assert html.startswith("<html><table")
        assert '<ins class="new"' in html

    def test_a_subject_is_one_line(self, folder: Path) -> None:
        assert said(folder, "{% block subject %}\n a\r\n\tb {{ count }}\n{% endblock %}").subject == "a b 1"

    def test_a_block_that_says_nothing_stays_in_the_usual_wording(self, folder: Path) -> None:
        assert said(folder, "{% block text %}{% if digest %}x{% endif %}{% endblock %}") == worded(
            letter(number_edited())
        )

    def test_what_the_operator_is_told_has_no_template(self, folder: Path) -> None:
        voice = written(folder, "{% block subject %}x{% endblock %}")
        assert bundled(reporting(drifted()), voice=voice) == worded(reporting(drifted()))


class TestWhatIsWrong:
    @pytest.mark.parametrize(
        ("source", "message"),
        [
            ("{% block text %}\n{% if %}{% endblock %}", "2: Expected an expression, got 'end of statement block'"),
            (
                "{% block text %}\n\n{{ subjekt }}{% endblock %}",
                "3: there is no field subjekt; known are articles",
            ),
            (
                "{% block text %}{{ articles[0].headlin }}{% endblock %}",
                "1: there is no field headlin; known are after",
            ),
            ("{% block text %}\n{{ articles[0].why }}{% endblock %}", "2: "),
            ("{% block text %}{{ subject|shout }}{% endblock %}", "1: No filter named 'shout'."),
            ("{% block text %}{{ subject|safe }}{% endblock %}", "1: No filter named 'safe'."),
            (
                "{% block title %}{% endblock %}",
                "1: there is no block title; known are subject, text",
            ),
            ("Hello", "1: what stands in no block is lost; known are subject, text"),
            ("", "1: there is no block; write {% block text %}"),
            ("{% block text %}{{ articles }}{% endblock %}", "1: article is no text; name one of its fields"),
            (
                "{% block text %}{% for c in subject %}{% endfor %}{% endblock %}",
                "1: a loop goes through one of",
            ),
            (
                "{% block text %}{% for a in articles %}\n{% for b in articles %}{% endfor %}{% endfor %}"
                "{% endblock %}",
                "2: a loop through articles stands inside another one",
            ),
        ],
    )
    def test_a_mistake_is_told_with_file_and_line(self, folder: Path, source: str, message: str) -> None:
        assert wrong(folder, source).startswith(message)

    def test_a_file_that_is_no_text_is_told(self, folder: Path) -> None:
        (folder / "x.j2").write_bytes(b"\xff\xfe")
        with pytest.raises(SettingsError, match="not UTF-8 text at byte 0"):
            load(folder / "x.j2")
        with pytest.raises(SettingsError, match="cannot be read: No such file"):
            load(folder / "none.j2")

    @pytest.mark.parametrize(
        "source",
        [
            "{{ ''.__class__.__mro__ }}",
            "{{ articles.__class__ }}",
            "{{ articles['__class__'] }}",
            "{{ range(10) }}",
            "{{ subject.upper() }}",
            "{{ subject.format }}",
            "{{ self._TemplateReference__context }}",
            "{{ 'a' * 1000000000 }}",
            "{{ 9 ** 9 ** 9 }}",
            "{{ '%1000000000d' % 1 }}",
            "{{ subject ~ subject }}",
            "{{ lipsum(n=1000000) }}",
            "{{ subject|center(1000000000) }}",
            "{{ subject|attr('__class__') }}",
            "{{ subject|map(attribute='__class__')|first }}",
            "{% include '/etc/passwd' %}",
            "{% import 'x' as y %}",
            "{% macro m() %}{{ m() }}{% endmacro %}",
            "{% set ns = namespace(a=1) %}",
            "{% set x %}{{ subject }}{% endset %}",
            "{% call subject() %}{% endcall %}",
            "{% for a in articles recursive %}{% endfor %}",
            "{% do articles.append(1) %}",
            "{% autoescape false %}{{ subject }}{% endautoescape %}",
        ],
    )
    def test_what_no_message_needs_is_refused_before_anything_starts(self, folder: Path, source: str) -> None:
        assert wrong(folder, f"{{% block text %}}{source}{{% endblock %}}").startswith("1: ")

    @pytest.mark.parametrize(
        "source", ["{% if count %}" * 150 + "{% endif %}" * 150, "{{ " + "(" * 5000 + "1" + ")" * 5000 + " }}"]
    )
    def test_one_that_is_nested_without_end_is_refused(self, folder: Path, source: str) -> None:
        path = folder / "deep.j2"
        path.write_text(f"{{% block text %}}{source}{{% endblock %}}", encoding="utf-8")
        with pytest.raises(SettingsError, match="nested too deep"):
            load(path)

    def test_one_that_extends_another_is_refused(self, folder: Path) -> None:
        assert wrong(folder, "{% extends 'x' %}{% block text %}{% endblock %}").startswith("1: ")


class TestWhileSending:
    def test_one_that_fails_leaves_the_usual_wording_and_says_so_once(
        self, folder: Path, caplog: pytest.LogCaptureFixture
    ) -> None:
        source = "{% block subject %}x{% endblock %}{% block text %}\n{{ articles[0].news[1].what }}{% endblock %}"
        voice = written(folder, source)
        with caplog.at_level(logging.WARNING):
            for _ in range(3):
                assert bundled(letter(number_edited()), voice=voice) == worded(letter(number_edited()))
        (record,) = caplog.records
        assert record.getMessage().startswith(f"{voice.template}:2: ")
        assert record.getMessage().endswith("; messages go out in the usual wording")

    def test_one_that_writes_without_end_leaves_the_usual_wording(self, folder: Path) -> None:
        source = "{% block text %}{% for a in articles %}" + "{{ a.headline }}" * 1200 + "{% endfor %}{% endblock %}"
        assert said(folder, source, letter(number_edited(), title="word " * 200)).text.startswith("word word")


def test_who_has_no_template_waits_for_no_jinja() -> None:
    loaded = "import sys, watcher.notify.message; sys.exit('jinja2' in sys.modules)"
    assert subprocess.run([sys.executable, "-c", loaded], cwd=ROOT, check=False).returncode == 0


def test_the_fields_are_those_that_are_documented() -> None:
    page = (ROOT / "docs/templates.md").read_text("utf-8")
    documented = set(re.findall(r"^\| `(\w+)` \|", page, re.MULTILINE))
    assert documented == {
        field.name for kind in (MessageFields, ArticleFields, NewsFields, ChangeFields) for field in fields(kind)
    }


def test_the_documented_templates_can_be_used(folder: Path) -> None:
    page = (ROOT / "docs/templates.md").read_text("utf-8")
    examples = re.findall(r"```jinja\n(.*?)```", page, re.DOTALL)
    assert len(examples) >= 2
    for example in examples:
        assert said(folder, example) != worded(letter(number_edited()))


SIGNS = "ab 1.*_~`<>[]()!&#|\\@\n\"'“”亿م-+=;:/{}%\u202e\u2069\u200b"
ANY_TEXT = st.text(alphabet=st.sampled_from(SIGNS), max_size=16) | st.text(max_size=30)


@given(ANY_TEXT)
def test_no_text_does_anything_in_a_template(tmp_path_factory: pytest.TempPathFactory, text: str) -> None:
    voice = written(tmp_path_factory.getbasetemp(), EVERYTHING)
    change = edited("paragraph.edited", ("=", text), ("-", text), ("+", text))
    event = Event(kind="article.gone", at=at(10, 31), seen_after=None, why=text, url=text)
    found = bundled(letter(change, title=text), letter(event=event), voice=voice)
    assert found.subject.startswith("[desk]")
    html, markdown = Tags(found.html), Tags(COMMONMARK.render(found.markdown))
    assert html.links | markdown.links | Tags(found.chat).links <= {URL}
    assert set(markdown.tags) <= {"p", "strong", "a", "s", "ul", "li", "br"}
    assert {"script", "img", "svg", "iframe"}.isdisjoint(html.tags)
    assert not [name for name, _ in html.attributes if name.startswith("on")]
    for form in (found.subject, found.text, found.markdown, found.html, found.chat):
        bad = [c for c in form.replace("\n", "") if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs")]
        assert bad == []
        assert {c for c in form if unicodedata.category(c) == "Cf"} <= set("\u200b\u200c\u200d\u2068\u2069")


@pytest.mark.parametrize(
    "attack",
    ["@everyone", "<!channel>", "<@U123>", "https://phish.example", "<script>", "javascript:alert(1)", '" onload="x'],
)
def test_texts_are_disarmed_in_every_block(folder: Path, attack: str) -> None:
    change = edited("paragraph.edited", ("-", attack), ("+", f"{attack} {attack}"))
    found = said(folder, EVERYTHING, letter(change, title=attack))
    for form in (found.subject, found.text, found.markdown, Tags(found.html).text, Tags(found.chat).text):
        if attack not in ("<script>", '" onload="x'):
            assert attack not in form
        assert attack in seen(form).replace("\\", "")
    assert "script" not in Tags(found.html).tags
    assert ("onload", "x") not in Tags(found.html).attributes
