"""No parser of what strangers say raises anything but what it documents, or works more than in proportion."""

from __future__ import annotations

import sys
from collections.abc import Callable
from functools import partial
from types import FrameType

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from parsers import PARSERS, Parser

EXAMPLES = 60
_MANY = 150  # pieces
_MORE = 2.5  # times the work for twice the pieces
_CONSTANT = 3_000  # calls, that a parser makes whatever it is fed


def fuzzed(parser: Parser, examples: int, *, derandomize: bool) -> None:
    """Feeds a parser; the shortest food that it cannot digest is told."""
    pieces = st.one_of(
        st.sampled_from(parser.food), st.sampled_from(parser.food), st.binary(max_size=8), st.text(max_size=8)
    )

    @settings(max_examples=examples, derandomize=derandomize, database=None, deadline=None,
              suppress_health_check=list(HealthCheck))  # fmt: skip
    @given(st.lists(pieces, max_size=30))
    def feed(food: list[str | bytes]) -> None:
        parser.fed(parser.body(food))

    feed()


def work(act: Callable[[], object]) -> int:
    """How many calls are made."""
    count = 0

    def counted(frame: FrameType, event: str, of: object) -> None:
        nonlocal count
        count += event in ("call", "c_call")

    before = sys.getprofile()
    sys.setprofile(counted)
    try:
        act()
    finally:
        sys.setprofile(before)
    return count


@pytest.mark.parametrize("parser", PARSERS, ids=lambda parser: parser.name)
def test_a_parser_raises_nothing_but_what_it_documents(parser: Parser) -> None:
    fuzzed(parser, EXAMPLES, derandomize=True)


@pytest.mark.parametrize("parser", [one for one in PARSERS if one.steady], ids=lambda parser: parser.name)
def test_twice_as_much_is_no_more_than_twice_the_work(parser: Parser) -> None:
    for piece in parser.food:
        once, twice = (work(partial(parser.fed, parser.body([piece] * times))) for times in (_MANY, 2 * _MANY))
        assert twice <= _MORE * once + _CONSTANT, (piece, once, twice)
