"""When a line that a site's articles share is taken for furniture."""

from __future__ import annotations

import pytest

from watcher.model import NOTHING_KNOWN, Known, KnownLine, Line
from watcher.model.repeated import is_common, is_rare, is_spread, voting


def line(size: int = 70, *, digest: str = "a", label: bool = False, foreign: bool = True) -> Line:
    return Line(digest=digest, size=size, label=label, excerpt="Our desk reads every letter", foreign=foreign)


@pytest.mark.parametrize(
    ("of", "articles", "counted", "common"),
    [
        pytest.param(line(), 4, 4, True, id="a phrase on all of four"),
        pytest.param(line(), 3, 3, False, id="a phrase on all of three"),
        pytest.param(line(), 5, 20, True, id="a phrase on a quarter"),
        pytest.param(line(), 5, 21, False, id="a phrase on less than a quarter"),
        pytest.param(line(150), 4, 4, False, id="a sentence on all of four"),
        pytest.param(line(150), 5, 5, True, id="a sentence on all of five"),
        pytest.param(line(150), 7, 20, False, id="a sentence on a third"),
        pytest.param(line(150), 8, 20, True, id="a sentence on two fifths"),
        pytest.param(line(400), 7, 7, False, id="a long passage on all of seven"),
        pytest.param(line(400), 29, 50, False, id="a long passage on more than half"),
        pytest.param(line(400), 30, 50, True, id="a long passage on three fifths"),
        pytest.param(line(601), 50, 50, False, id="what is too long ever to be furniture"),
        pytest.param(line(12, label=True), 7, 7, False, id="a label on all of seven"),
        pytest.param(line(12, label=True), 8, 10, False, id="a label on eight of ten"),
        pytest.param(line(12, label=True), 9, 10, True, id="a label on nine of ten"),
    ],
)
def test_the_more_a_line_could_be_the_story_the_more_articles_have_to_have_it(
    of: Line, articles: int, counted: int, *, common: bool
) -> None:
    assert is_common(of, articles, counted) is common


def test_a_known_line_stays_until_it_is_on_less_than_half_of_what_made_it_known() -> None:
    assert not is_common(line(), 5, 40)
    assert not is_rare(line(), 5, 40)
    assert is_rare(line(), 4, 40)


@pytest.mark.parametrize(
    ("headlines", "spread"),
    [
        (("Harbour bridge closed", "Library opens on Sundays", "Frost damages vineyards", "Tram line extended"), True),
        (("Harbour bridge closed", "Harbour bridge: cracks", "Who pays for the bridge?", "Tram line extended"), False),
        (("Bridge closed", "New bridge", "Tram line extended", "Frost", "Library opens", "School fees"), True),
        (("港口大桥关闭", "图书馆周日开放", "霜冻损害葡萄园", "电车线路延长"), True),
        (("港口大桥关闭", "港口大桥出现裂缝", "谁为大桥买单", "电车线路延长"), False),
        (("Of it", "By us", "At 9", "In it"), True),
    ],
)
def test_articles_whose_headlines_share_a_word_tell_one_story(headlines: tuple[str, ...], *, spread: bool) -> None:
    others = ("Choir sings on the ferry", "Market moves", "School boat gets a second crew")
    assert is_spread(headlines, others) is spread


@pytest.mark.parametrize(
    ("articles", "others", "spread"),
    [
        pytest.param(4, ("Letter 21 from Brussels", "Letter 22 from Oslo"), True, id="as all others"),
        pytest.param(4, ("Harbour bridge closed", "Letter 22 from Oslo"), False, id="not as all others"),
        pytest.param(11, (), False, id="no others, eleven articles"),
        pytest.param(12, (), True, id="no others, twelve articles"),
    ],
)
def test_a_word_that_all_headlines_of_a_site_have_tells_of_no_story(
    articles: int, others: tuple[str, ...], *, spread: bool
) -> None:
    assert is_spread([f"Letter {n} from {'abcdefghijkl'[n] * 4}" for n in range(articles)], others) is spread


def test_a_line_votes_where_it_is_little_of_the_text() -> None:
    lines = (line(100, digest="a"), line(500, digest="b"))
    assert voting(lines, {"a": 5}, ()) == lines


def test_what_is_shared_does_not_vote_where_it_is_a_fifth_of_the_text() -> None:
    shared, other, own = line(60, digest="a"), line(60, digest="b"), line(480, digest="c")
    assert voting((shared, other, own), {"a": 2, "b": 3}, ()) == (own,)
    assert voting((shared, other, own), {"a": 2, "b": 1}, ()) == (shared, other, own)


def test_a_line_that_speaks_of_what_the_article_speaks_of_does_not_vote_unless_it_is_known() -> None:
    lines = (line(100, digest="a", foreign=False), line(900, digest="b"))
    assert voting(lines, {}, ()) == lines[1:]
    assert voting(lines, {}, {"a"}) == lines


def test_known_lines_vote_however_short_the_article_is() -> None:
    lines = (line(100, digest="a"), line(50, digest="b"))
    assert voting(lines, {"a": 9}, {"a"}) == lines


def test_knowledge_is_told_apart_by_its_lines_and_not_by_how_often_they_were_seen() -> None:
    known = Known(site="news.example", lines=(KnownLine(line=line(), articles=4, counted=4),))
    later = Known(site="news.example", lines=(KnownLine(line=line(), articles=9, counted=11),))
    more = Known(site="news.example", lines=(*known.lines, KnownLine(line=line(digest="b"), articles=4, counted=4)))
    assert known.digest == later.digest
    assert len({NOTHING_KNOWN.digest, known.digest, more.digest}) == 3
    assert NOTHING_KNOWN.digest == ""
    assert known.line("a") == known.lines[0]
    assert known.line("b") is None
