"""What an alert says: subject and body, in plain text, Markdown and HTML, whatever the article holds."""

from __future__ import annotations

import unicodedata
from dataclasses import replace
from datetime import datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st
from letter_builders import (
    HEADLINE,
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
    worded,
)
from msgspec import structs

from watcher.model import (
    AlertId,
    Change,
    Disclosure,
    Disclosures,
    DriftState,
    Event,
    Hold,
    Image,
    Letter,
    Span,
    Voice,
    WatchId,
    Weight,
)
from watcher.notify.excerpt import abridged, cleaned, excerpt
from watcher.notify.message import trial


class TestSubject:
    def test_an_edited_headline_is_told_with_both_wordings(self) -> None:
        title = edited("title.edited", ("=", "Tax rises to "), ("-", "12"), ("+", "21"), ("=", " per cent"))
        assert worded(letter(title)).subject == (
            "Headline edited: “Tax rises to 12 per cent” → “Tax rises to 21 per cent”"
        )

    def test_an_edited_headline_goes_first_and_the_rest_is_counted(self) -> None:
        title = edited("title.edited", ("-", "Old"), ("+", "New"))
        assert worded(letter(number_edited(), number_edited(), title)).subject == (
            "Headline edited: “Old” → “New” (and 2 more changes)"
        )

    def test_changes_are_counted_by_kind(self) -> None:
        found = letter(number_edited(), number_edited(), number_edited("caption.edited"))
        assert worded(found).subject == f"2 paragraphs edited (12 → 21), caption edited: {HEADLINE}"

    def test_major_changes_are_named_first_and_more_than_three_kinds_are_counted(self) -> None:
        kinds = ["alt.edited", "tags.edited", "authors.edited", "credits.edited", "link.added", "link.added"]
        changes = [Change(kind=kind, path="x") for kind in kinds]
        found = letter(*changes, edited("quote.edited", ("+", "a"), weight=Weight.MAJOR))
        assert worded(found).subject == (
            f"Quote edited, picture description edited, tags edited, 4 more changes: {HEADLINE}"
        )

    @pytest.mark.parametrize(
        ("spans", "said"),
        [
            (
                [("=", "On "), ("-", "May"), ("+", "June"), ("=", ", "), ("-", "1"), ("+", "3"), ("=", " died")],
                " (1 → 3)",
            ),
            ([("-", "1,000"), ("+", "1000"), ("=", " saw "), ("-", "12"), ("+", "15"), ("=", " die")], " (12 → 15)"),
            ([("-", "two "), ("+", "three "), ("=", "died")], " (two → three)"),
            ([("-", "two"), ("+", "three"), ("=", " died"), ("+", " on May")], ""),  # which is the number?
            ([("=", "It costs"), ("+", " 21 euros")], ""),
            ([("-", "2 of them " * 3), ("+", "3")], ""),
        ],
    )
    def test_a_number_that_was_replaced_is_seen_at_once(self, spans: list[Span], said: str) -> None:
        found = letter(
            number_edited("alt.edited"), edited("caption.edited", *spans, weight=Weight.MAJOR, facts=("number",))
        )
        assert worded(found).subject == f"Caption edited{said}, picture description edited: {HEADLINE}"

    def test_it_is_cut_to_what_lists_of_mails_show(self) -> None:
        parts = "Harbour bridge closed after inspection, ", "says the mayor of the town beyond the river on Tuesday"
        title = edited("title.edited", ("=", parts[0]), ("-", "12"), ("+", "15"), ("=", parts[1]))
        found = letter(title, number_edited())
        assert worded(found).subject == (
            "Headline edited: “…inspection, 12says the…” → “…inspection, 15says the…” (and 1 more change)"
        )
        kinds = ("standfirst.removed", "paragraph.removed", "paragraph.added", "heading.removed")
        many = letter(*(Change(kind=kind, path="x") for kind in kinds), title=parts[0] + parts[1])
        assert worded(many).subject == (
            "Standfirst removed, paragraph removed, 2 more changes: Harbour bridge closed after inspection, says…"
        )

    def test_only_the_selected_changes_are_told(self) -> None:
        message = worded(letter(number_edited(), number_edited("caption.edited"), told=(1,)))
        assert message.subject == f"Caption edited (12 → 21): {HEADLINE}"
        assert "Paragraph" not in message.text

    @pytest.mark.parametrize(
        ("kind", "subject"),
        [
            ("gone", "Article gone"),
            ("restored", "Article restored"),
            ("redirected", "Article redirected"),
            ("blocked", "Article blocked"),
            ("unreadable", "Article unreadable"),
        ],
    )
    def test_an_event_is_told_by_what_happened(self, kind: str, subject: str) -> None:
        event = Event(kind=f"article.{kind}", at=at(10, 31), seen_after=at(10, 12), why="404 Not Found, twice")
        message = worded(letter(event=event))
        assert message.subject == f"{subject}: {HEADLINE}"
        assert all("404 Not Found, twice" in body for body in bodies(message))
        assert ("As it was last read: watcher show 3\n" in message.text) == (kind != "restored")

    def test_an_article_without_a_headline_is_named_by_its_address(self) -> None:
        assert worded(letter(number_edited(), title="")).subject == f"Paragraph edited (12 → 21): {URL}"

    def test_a_long_headline_is_cut_at_a_word(self) -> None:
        subject = worded(letter(number_edited(), title="word " * 100)).subject
        assert subject.endswith(" word…")
        assert len(subject) < 150

    def test_what_differs_late_in_a_long_headline_is_still_in_the_subject(self) -> None:
        lead = "Ministers of all member states meet once more in the capital to speak about the budget, which "
        title = edited("title.edited", ("=", lead), ("-", "rose"), ("+", "fell"))
        assert worded(letter(title)).subject == "Headline edited: “…budget, which rose” → “…budget, which fell”"

    def test_a_revision_that_is_no_longer_stored_still_makes_a_message(self) -> None:
        event = Event(kind="article.gone", at=at(10, 31), seen_after=None, why="")
        found = letter(event=event)
        bare = Letter(
            id=found.id, alert=found.alert, watch=found.watch, title=HEADLINE, state=found.state, created_at=at(10, 31)
        )
        assert worded(bare).subject == f"Article changed: {HEADLINE}"


class TestBody:
    def test_plain_text_reads_like_this(self) -> None:
        assert worded(letter(number_edited(), stealth=True)).text == (
            "Council votes on Tuesday\n"
            "news.example: https://news.example/2024/budget\n"
            "The whole difference: watcher diff 3 7..8\n"
            "Seen between 10:12 and 10:31 on 21 January 2024 (UTC).\n"
            "Not disclosed: the page gives no modification time, and no note tells of this change.\n"
            "\n"
            "Paragraph edited (number)\n"
            "  It costs [-12-]{+21+} euros."
        )

    def test_markdown_reads_like_this(self) -> None:
        assert worded(letter(number_edited())).markdown == (
            "**Council votes on Tuesday**\n\n"
            "news.example: <https://news.example/2024/budget>\n\n"
            "The whole difference: watcher diff 3 7..8\n\n"
            "Seen between 10:12 and 10:31 on 21 January 2024 (UTC).\n\n"
            "**Paragraph edited (number)**\n\n"
            "It costs ~~12~~ **21** euros."
        )

    def test_markdown_leaves_a_comma_outside_of_its_marks(self) -> None:
        added = edited("authors.edited", ("=", "Ann Lee"), ("+", ", Bo Ray"))
        assert worded(letter(added)).markdown.endswith("\n\nAnn Lee, **Bo Ray**")

    def test_one_line_says_that_no_note_came_with_an_edit_though_the_time_moved(self) -> None:
        moved = Change(kind="modified.changed", path="modified_at")
        text = worded(letter(number_edited(), moved, told=(0,)), Disclosures(undisclosed=(0,))).text
        assert "\nThe modification time moved, but no note tells of this change.\n" in text
        unmoved = worded(letter(number_edited()), Disclosures(undisclosed=(0,))).text
        assert "\nNo note tells of this change.\n" in unmoved
        several = worded(letter(number_edited(), number_edited()), Disclosures(undisclosed=(0, 1))).text
        assert "\nNo note tells of these changes.\n" in several
        assert "\nParagraph edited (number)\n" in text

    def test_beside_a_note_each_edit_says_whether_it_is_disclosed(self) -> None:
        note = edited("notice.added", ("+", "The caption has been corrected."))
        caption = edited("caption.edited", ("-", "Monday"), ("+", "Tuesday"))
        told = Disclosures(own=(Disclosure(notice="blocks[1]", changes=(1,)),), undisclosed=(0,))
        text = worded(letter(number_edited(), caption, note), told).text
        assert "\nNo note tells of what is marked undisclosed.\n" in text
        assert "\nParagraph edited (number) · undisclosed\n" in text
        assert "\nCaption edited · disclosed by the note\n" in text
        assert "\nNotice added · discloses 1 change\n" in text

    def test_an_edit_that_a_note_tells_of_needs_no_word_above_it(self) -> None:
        told = Disclosures(own=(Disclosure(notice="blocks[1]", changes=(0,)),))
        assert "undisclosed" not in worded(letter(number_edited()), told).text

    def test_chats_are_shown_the_text_as_it_was_and_as_it_is(self) -> None:
        html = worded(letter(number_edited())).chat
        assert "before: It costs 12 euros.\nafter: It costs 21 euros.\n" in "".join(
            line + "\n" for line in Tags(html).text.split("\n") if line
        )
        assert '<a href="https://news.example/2024/budget">' in html

    def test_chats_mark_with_the_few_tags_they_know(self) -> None:
        html = worded(letter(number_edited())).chat
        assert "<del>12</del>" in html
        assert "<u>21</u>" in html

    def test_words_that_were_only_added_stand_beside_the_text_without_them(self) -> None:
        added = edited("paragraph.edited", ("=", "It is"), ("+", " not"), ("=", " true."))
        assert "before: It is true.\n\nafter: It is not true.\n" in Tags(worded(letter(added)).chat).text

    def test_what_lies_between_two_times_and_how_much_was_cut_stand_where_they_belong(self) -> None:
        times = Change(
            kind="published.changed", path="published_at", before="2024-01-21T10:34:00Z", after="2024-01-22T10:34:00Z"
        )
        shown = Tags(worded(letter(times)).chat).text
        assert "before: 21 January 2024, 10:34\n" in shown
        assert "after: 22 January 2024, 10:34 (1 day later)\n" in shown
        rewritten = edited("paragraph.edited", ("-", "word " * 200), ("+", "New."))
        assert "after: New.\n" in Tags(worded(letter(rewritten)).chat).text

    @pytest.mark.parametrize(
        ("after", "until", "said"),
        [
            (at(10, 12), at(10, 31), "Seen between 10:12 and 10:31 on 21 January 2024 (UTC)."),
            (at(23, 50, day=20), at(0, 10), "Seen between 20 January 2024, 23:50 and 21 January 2024, 00:10 (UTC)."),
            (
                at(10, 12, second=1),
                at(10, 12, second=9),
                "Seen between 10:12:01 and 10:12:09 on 21 January 2024 (UTC).",
            ),
            (None, at(10, 31), "Seen on 21 January 2024, 10:31 (UTC); when it happened is not known."),
        ],
    )
    def test_when_it_happened_is_said_as_between_two_looks(
        self, after: datetime | None, until: datetime, said: str
    ) -> None:
        assert all(said in body for body in bodies(worded(letter(number_edited(), after=after, until=until))))

    def test_times_are_shown_as_times(self) -> None:
        change = Change(
            kind="published.changed", path="published_at", before="2024-01-21T10:34:44.196Z", after="2024-01-22",
            spans=(("=", "2024-01-2"), ("-", "1T10:34:44.196Z"), ("+", "2")),
        )  # fmt: skip
        text = worded(letter(change)).text
        assert "Publication time changed\n  [-21 January 2024, 10:34:44-]{+22 January 2024+}" in text

    @pytest.mark.parametrize(
        ("before", "after", "line"),
        [
            (
                "T10:34:44Z",
                "T12:00:00Z",
                "[-21 January 2024, 10:34:44-]{+21 January 2024, 12:00:00+} (1 h 25 min later)",
            ),
            ("T10:34:00Z", "T10:30:00Z", "[-21 January 2024, 10:34-]{+21 January 2024, 10:30+} (4 min earlier)"),
            ("T10:34:00.1Z", "T10:34:00.9Z", "[-2024-01-21 10:34:00.1 UTC-]{+2024-01-21 10:34:00.9 UTC+}"),
        ],
    )
    def test_two_times_are_written_alike_and_say_what_lies_between(self, before: str, after: str, line: str) -> None:
        change = Change(kind="modified.changed", path="x", before=f"2024-01-21{before}", after=f"2024-01-21{after}")
        assert worded(letter(change)).text.splitlines()[-1].startswith(f"  {line}")

    def test_a_block_that_moved_is_quoted_and_not_marked(self) -> None:
        moved = Change(kind="paragraph.moved", path="blocks[4]", before="It rained.", after="It rained.")
        message = worded(letter(moved))
        assert "Paragraph moved\n  It rained." in message.text
        assert "<ins" not in message.html
        assert "before:" not in message.html

    @pytest.mark.parametrize(
        ("change", "line"),
        [
            (Change(kind="paragraph.added", path="x", after="New."), "Paragraph added\n  {+New.+}"),
            (Change(kind="image.removed", path="x", before="p/1"), "Picture removed\n  [-p/1-]"),
            (Change(kind="image.replaced", path="x", before="p/1", after="p/2"), "Picture replaced\n  [-p/1-]{+p/2+}"),
            (Change(kind="tags.edited", path="tags"), "Tags edited\n"),
            (edited("quote.edited", ("+", "No."), facts=("number", "quote")), "Quote edited (number)\n  {+No.+}"),
            (edited("authors.edited", ("=", "A"), ("+", ", B"), facts=("name",)), "Authors edited\n  A{+, B+}"),
            (number_edited("caption.edited"), "Caption edited (number)\n  It costs [-12-]{+21+} euros."),
        ],
    )
    def test_what_came_and_went_is_told_by_its_kind(self, change: Change, line: str) -> None:
        assert line in worded(letter(change)).text

    def test_a_picture_that_was_replaced_is_named_by_its_caption(self) -> None:
        found = letter(Change(kind="image.replaced", path="blocks[0]", before="p/1", after="p/2"))
        assert found.revision is not None
        picture = Image(src="p/2", asset="p/2", caption="The old bridge")
        article = replace(found.revision.article, blocks=(picture,))
        message = worded(replace(found, revision=replace(found.revision, article=article)))
        assert "Picture replaced\n▣ The old bridge\n  [-p/1-]{+p/2+}" in message.text

    def test_what_is_known_of_the_whole_revision_is_said(self) -> None:
        assert "The article stands again as it did in revision 5." in worded(letter(reverts_to=5)).text

    @pytest.mark.parametrize(
        ("returns", "hold", "said"),
        [
            ((), None, ""),
            ((), Hold.CONFIRM, ""),
            ((0, 1), None, "This goes back to what stood there before."),
            ((1,), None, "Some of this goes back to what stood there before."),
            ((0,), Hold.ALTERNATES, "The page went back and forth between these texts; now one has stayed."),
        ],
    )
    def test_texts_that_turn_back_are_called_so(self, returns: tuple[int, ...], hold: Hold | None, said: str) -> None:
        found = letter(number_edited(), number_edited("caption.edited"))
        message = worded(replace(found, alert=replace(found.alert, returns=returns, hold=hold)))
        lines = [line for line in message.text.splitlines() if "stood there before" in line or "back and forth" in line]
        assert lines == [said] * bool(said)
        assert ("Should it alternate, the next message comes when one text has stayed." in message.text) is (
            bool(returns) and hold is None
        )
        assert "Only the modification time moved" in worded(letter(bumped=True)).text

    def test_a_redirect_says_where_it_leads(self) -> None:
        event = Event(kind="article.redirected", at=at(10, 31), seen_after=None, why="301", url="https://news.example/")
        assert '<a href="https://news.example/"' in worded(letter(event=event)).html

    def test_more_than_twenty_changes_are_counted(self) -> None:
        text = worded(letter(*[number_edited()] * 23)).text
        assert text.count("[-12-]") == 20
        assert "And 3 more changes." in text

    def test_a_test_message_says_where_it_was_sent(self) -> None:
        assert all("to env:DESK_MAIL." in body for body in bodies(trial("env:DESK_MAIL")))


class TestADrift:
    def test_plain_text_reads_like_this(self) -> None:
        message = worded(reporting(drifted()))
        assert message.subject == "9 articles of news.example changed alike: alerts are held (drift 3)"
        assert message.text.split("\n") == [
            "news.example",
            "9 of 12 articles looked at since 21 January 2024, 10:31 (UTC) changed alike.",
            "That is the site, or how it is read, and hardly an edit of each. The revisions are kept.",
            "Publication time changed: by +2:00 hours",
            "Caption removed",
            "9 alerts are held; 2 had been sent before.",
            "",
            "What to do",
            "To see all of it: watcher drift show 3",
            "To send the alerts: watcher drift release 3",
            "To drop them: watcher drift discard 3",
            "",
            "",
            HEADLINE,
            URL,
            "The whole difference: watcher diff 3 7..8",
            "",
            "Caption removed",
            "  [-The council-]",
        ]

    def test_what_was_settled_before_the_message_went_out_is_said(self) -> None:
        message = worded(reporting(replace(drifted(), state=DriftState.DISCARDED)))
        assert "watcher drift show 3\nThe drift was discarded already.\n" in message.text
        assert "watcher drift release" not in message.text

    @pytest.mark.parametrize(("held", "sent", "line"), [(1, 0, "1 alert is held."), (0, 5, "0 alerts are held; 5 had")])
    def test_alerts_are_counted(self, held: int, sent: int, line: str) -> None:
        assert line in worded(reporting(replace(drifted(), held=held, sent=sent))).text

    def test_an_article_without_a_headline_is_named_by_its_address(self) -> None:
        example = replace(drifted().examples[0], title="")
        assert f"\n{URL}\n{URL}\n" in worded(reporting(replace(drifted(), examples=(example,)))).text


SHORT = st.text(alphabet="ab1二", min_size=1, max_size=4)


def about(number: int, site: str, *changes: Change, title: str = HEADLINE) -> Letter:
    """A letter about another article."""
    found = letter(*changes, title=title)
    assert found.watch is not None
    assert found.revision is not None
    watch = structs.replace(found.watch, id=WatchId(number), site=site, url=f"https://{site}/{number}")
    return replace(
        found, id=AlertId(number), watch=watch, revision=replace(found.revision, watch_id=watch.id)
    )  # fmt: skip


def heavy(*spans: Span) -> Change:
    return edited("title.edited", *(spans or (("-", "Old"), ("+", "New"))), weight=Weight.MAJOR)


class TestSeveralLetters:
    LETTERS = (
        about(4, "dw.com", number_edited(), title="Rain"),
        about(5, "news.example", number_edited(), number_edited(), title="Snow"),
        about(6, "dw.com", heavy(), number_edited(), title="Wind"),
        about(4, "dw.com", number_edited("caption.edited"), title="Rain again"),
    )

    def test_a_digest_counts_what_changed_in_its_subject(self) -> None:
        assert bundled(*self.LETTERS, digest=True).subject == "6 changes in 3 articles: dw.com +1"

    def test_it_begins_with_what_became_of_each_article_by_site_the_heaviest_first(self) -> None:
        assert bundled(*self.LETTERS, digest=True).text.startswith(
            "6 changes in 3 articles\n"
            "\n"
            "  dw.com\n"
            "  Wind: headline edited, paragraph edited\n"
            "  Rain again: paragraph edited (12 → 21), caption edited\n"
            "\n"
            "  news.example\n"
            "  Snow: 2 paragraphs edited (12 → 21)\n"
            "\n"
            "\n"
            "Wind\n"
            "dw.com: https://dw.com/6\n"
        )

    def test_what_happened_to_one_article_stands_together_in_its_order(self) -> None:
        text = bundled(*self.LETTERS, digest=True).text
        rain = text[text.index("\nRain again\n") : text.index("\nSnow\n")]
        assert rain.index("Paragraph edited") < rain.index("Caption edited")
        assert text.count("https://dw.com/4") == 1

    def test_what_is_sent_together_only_as_there_is_much_tells_the_heaviest_in_its_subject(self) -> None:
        assert bundled(*self.LETTERS).subject == "Headline edited: “Old” → “New” (and 5 more changes)"
        assert bundled(*self.LETTERS[:2]).subject == "2 paragraphs edited (12 → 21): Snow (and 1 more change)"

    def test_a_digest_of_one_article_is_named_by_what_changed(self) -> None:
        found = bundled(self.LETTERS[0], self.LETTERS[3], digest=True)
        assert found.subject == "Paragraph edited (12 → 21): Rain (and 1 more change)"
        assert "2 changes" not in found.text

    def test_a_digest_of_one_letter_reads_like_any_message(self) -> None:
        assert bundled(self.LETTERS[0], digest=True) == bundled(self.LETTERS[0])

    def test_of_many_articles_the_heaviest_are_told_in_full_and_all_are_listed(self) -> None:
        many = [about(10 + i, "dw.com", *[number_edited()] * 4, title=f"Article {i:02}.") for i in range(30)]
        text = bundled(*many, digest=True).text
        assert "\n  Article 29.: 4 paragraphs edited (12 → 21)\n" in text
        assert text.count("It costs [-12-]{+21+} euros.") == 50
        assert text.endswith("\n\nAnd 68 more changes.")

    def test_several_messages_to_the_operator_are_counted_as_such(self) -> None:
        found = bundled(reporting(drifted()), replace(reporting(drifted()), id=AlertId(2)))
        assert (
            found.subject == "9 articles of news.example changed alike: alerts are held (drift 3) (and 1 more message)"
        )
        assert found.text.count("watcher drift release 3") == 2


class TestLinks:
    WEB = Voice(web="https://watcher.example/desk/")

    def test_the_stored_difference_is_linked_where_the_web_page_has_an_address(self) -> None:
        found = bundled(letter(number_edited()), voice=self.WEB)
        url = "https://watcher.example/desk/watch/3/diff/7..8"
        assert f"\nThe whole difference: {url}\n" in found.text
        assert f"The whole difference: <{url}>" in found.markdown
        assert f'The whole difference: <a href="{url}">' in found.chat

    def test_a_first_revision_differs_from_nothing(self) -> None:
        first = letter(number_edited())
        assert first.revision is not None
        assert "difference" not in bundled(replace(first, revision=replace(first.revision, number=1))).text


class TestExcerpt:
    def test_long_texts_are_cut_around_what_changed(self) -> None:
        same = "The ministry said on Monday that the report would be published later this year. " * 5
        found = excerpt((("=", same), ("-", "12"), ("+", "21"), ("=", same)))
        assert [mark for mark, _ in found] == ["cut", "text", "old", "new", "text", "cut"]
        assert found[1][1].startswith("ministry said") or found[1][1].startswith("The ministry")
        assert len(found[1][1]) <= 80

    def test_what_was_left_out_is_counted(self) -> None:
        same = "word " * 100
        found = excerpt((("=", same), ("+", "new")))
        assert int(found[0][1]) + len(found[1][1]) == len(same)

    def test_a_short_text_is_not_cut(self) -> None:
        spans: tuple[Span, ...] = (("=", "x" * 100), ("+", "new"), ("=", "y" * 100))
        assert "cut" not in [mark for mark, _ in excerpt(spans)]

    @given(st.integers(0, 120), st.integers(0, 120))
    def test_a_number_is_never_split(self, before: int, after: int) -> None:
        spans: tuple[Span, ...] = (
            ("=", "預" * before + "10.5亿 " * 40 + "算" * after), ("+", "改"), ("=", "算" * after + "1,234.5 " * 40)
        )  # fmt: skip
        words = " ".join(text for mark, text in excerpt(spans) if mark == "text").replace("預", " ").replace("算", " ")
        assert set(words.split()) <= {"10.5亿", "1,234.5"}

    @pytest.mark.parametrize(
        ("same", "begins"),
        [
            ("今早，桥关闭。", ("今早", "桥关闭")),
            ("다리는 오늘 닫혔다. ", ("다리는", "오늘", "닫혔다")),
            ("le pont ; le maire ! ", ("le", "pont", "maire")),
            ("กิ่เก้", ("กิ่", "เก้")),
            ("👨‍👩‍👧", ("👨‍👩‍👧",)),
            ("🇩🇪🇨🇳", ("🇩🇪", "🇨🇳")),
        ],
    )
    def test_it_begins_with_a_whole_word_or_at_least_a_whole_character(
        self, same: str, begins: tuple[str, ...]
    ) -> None:
        for more in range(20):
            found = excerpt((("=", same * 60 + "x" * more), ("-", "12"), ("+", "15")))
            assert found[0][0] == "cut"
            assert found[1][1].startswith(begins)

    def test_entries_of_lists_and_rows_of_tables_stand_apart(self) -> None:
        items = edited("list.edited", ("=", "Deck "), ("-", "3"), ("+", "4"), ("=", " shut\nNo radio"), ("+", "\nFog"))
        assert "\n  Deck [-3-]{+4+} shut · No radio{+ · Fog+}" in worded(letter(items)).text

    def test_where_a_paragraph_was_parted_stands_a_sign(self) -> None:
        parted = edited("paragraph.edited", ("=", "It shut."), ("-", " "), ("+", "\n"), ("=", "All left."))
        assert worded(letter(parted)).text.endswith("\n  It shut. {+¶ +}All left.")
        moved = Change(kind="list.moved", path="blocks[1]", before="One\nTwo", after="One\nTwo")
        assert worded(letter(moved)).text.endswith("\n  One · Two")

    def test_a_long_addition_is_cut_at_its_end(self) -> None:
        found = excerpt((("+", "word " * 400),))
        assert [mark for mark, _ in found] == ["new", "cut"]
        assert len(found[0][1]) <= 500

    def test_many_small_changes_are_told_up_to_a_limit(self) -> None:
        spans: tuple[Span, ...] = (("=", "x" * 90 + " "), ("+", "new")) * 50
        found = excerpt(spans)
        assert sum(len(text) for mark, text in found if mark != "cut") < 2200
        assert found[-1][0] == "cut"

    @given(st.lists(st.tuples(st.sampled_from("=-+"), st.text(max_size=30)), max_size=8))
    def test_short_spans_lose_nothing_a_reader_sees(self, spans: list[Span]) -> None:
        shown = "".join(text for _, text in excerpt(tuple(spans)))
        assert shown.split() == "".join(cleaned(text) for _, text in spans).split()

    @given(st.text())
    def test_cleaned_text_is_one_line_without_control_characters(self, raw: str) -> None:
        assert not [c for c in cleaned(raw) if unicodedata.category(c) in ("Cc", "Zl", "Zp", "Cs")]

    @given(st.integers(0, 200), SHORT, SHORT, st.integers(0, 200))
    def test_an_abridged_pair_fits_and_still_differs(self, lead: int, before: str, after: str, trail: int) -> None:
        texts = [("one 21 二 " * lead + text + " end" * trail).strip() for text in (before, after)]
        found = abridged(texts[0], texts[1], 80)
        assert max(map(len, found)) <= 80
        assert (found[0] != found[1]) is (texts[0] != texts[1])
