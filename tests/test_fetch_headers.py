"""What an answer's header fields say about time, and about where it is pushed from."""

from __future__ import annotations

from datetime import timedelta

import pytest
from builders import NOON
from hypothesis import given
from hypothesis import strategies as st

from watcher.fetch.headers import fresh_for_of, links_of

MINUTE = timedelta(minutes=1)


@pytest.mark.parametrize(
    ("fields", "fresh"),
    [
        ({}, None),
        ({"Cache-Control": "max-age=300"}, 5 * MINUTE),
        ({"Cache-Control": "public, s-maxage=9000, Max-Age=60, must-revalidate"}, MINUTE),
        ({"Cache-Control": 'max-age="60"'}, MINUTE),
        ({"Cache-Control": "max-age=300", "Age": "240"}, MINUTE),
        ({"Cache-Control": "max-age=300", "Age": "300"}, None),
        ({"Cache-Control": "max-age=300", "Age": "soon"}, 5 * MINUTE),
        ({"Cache-Control": "max-age=300", "Expires": "Mon, 02 Mar 2026 13:00:00 GMT"}, 5 * MINUTE),
        ({"Cache-Control": "s-maxage=300"}, None),
        ({"Cache-Control": "max-age=0"}, None),
        ({"Cache-Control": "no-cache, max-age=300"}, None),
        ({"Cache-Control": "private,no-store,max-age=300"}, None),
        ({"Cache-Control": "private", "Expires": "Mon, 02 Mar 2026 12:10:00 GMT"}, 10 * MINUTE),
        ({"Expires": "Mon, 02 Mar 2026 12:10:00 GMT", "Age": "60"}, 9 * MINUTE),
        ({"Expires": "Thu, 19 Nov 1981 08:52:00 GMT"}, None),
        ({"Expires": "0"}, None),
        ({"Expires": "-1"}, None),
        ({"Expires": "Mon, 99 Foo 99999 99:99:99 GMT"}, None),
    ],
)
def test_how_long_an_answer_is_fresh(fields: dict[str, str], fresh: timedelta | None) -> None:
    assert fresh_for_of(fields, NOON) == fresh


@given(st.text(max_size=200), st.text(max_size=60), st.text(max_size=12))
def test_no_field_can_break_it(control: str, expires: str, age: str) -> None:
    fresh = fresh_for_of({"Cache-Control": control, "Expires": expires, "Age": age}, NOON)
    assert fresh is None or fresh > timedelta(0)


BASE = "https://news.example/rss/feed.xml"
HUB, SELF = ("hub", "https://hub.example/"), ("self", "https://news.example/feed")


@pytest.mark.parametrize(
    ("fields", "links"),
    [
        ([], ()),
        (['<https://hub.example/>; rel="hub", <https://news.example/feed>; rel="self"'], (HUB, SELF)),
        (["<https://hub.example/>; rel=hub", "<https://news.example/feed>;rel=self"], (HUB, SELF)),
        (['</wp-json>; rel="https://api.w.org/"', "<https://hub.example/>; rel=HUB"], (HUB,)),
        (['<https://hub.example/>; title="a, b; rel"; rel = "preload hub"'], (HUB,)),
        (["</feed>; rel=self"], (SELF,)),
        (
            [
                "<https://hub.example/>; rev=hub",
                "<https://hub.example/>",
                "https://hub.example/; rel=hub",
                "<http://[>; rel=hub",
            ],
            (),
        ),
    ],
)
def test_where_a_page_is_pushed_from_is_read(fields: list[str], links: tuple[tuple[str, str], ...]) -> None:
    assert links_of(fields, BASE) == links


@given(st.lists(st.text(alphabet='<>;,="relhubsf \t/:a', max_size=80), max_size=3))
def test_no_link_can_break_it(fields: list[str]) -> None:
    assert all(relation in ("hub", "self") and target for relation, target in links_of(fields, BASE))


@pytest.mark.parametrize("piece", ["<", "<a>", "<a>;", "<a>; rel=", "; rel", '"', "<a>; rel=hub ", " "])
def test_long_links_are_read_as_far_as_it_makes_sense(piece: str) -> None:
    assert len(links_of(["<" + piece * 20_000] * 5, BASE)) <= 100
