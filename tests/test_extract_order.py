"""Which number of a date in digits is its day, by all else that a page says."""

from __future__ import annotations

import pytest
from pages_html import article_page, linked_data, news

from watcher.extract import extract

NOVEMBER, DECEMBER, AT = "2026-11-12", "2026-12-11", "https://www.harbour.example/news/pier"
STAMP = "<p class='date'>11/12/2026</p>"
CHANGED = linked_data(news(datePublished=None, dateModified="2026-11-12T10:00:00Z"))


@pytest.mark.parametrize(
    ("url", "lang", "head", "beside", "day"),
    [
        (AT, "en-US", "", "", NOVEMBER),
        (AT, "en-GB", "", "", DECEMBER),
        (AT, "en-PH", "", "", NOVEMBER),
        (AT, "de", "", "", DECEMBER),
        (AT, "en", "", "", None),
        (AT, "en-CA", "", "", None),
        (AT, "en", "<meta property='og:locale' content='en_US'>", "", NOVEMBER),
        ("https://www.harbour.co.uk/pier", "en-US", "", "", DECEMBER),
        ("https://www.harbour.tv/pier", "en-US", "", "", NOVEMBER),
        ("https://www.harbour.example/2026/11/12/pier", "en-GB", "", "", NOVEMBER),
        ("https://www.harbour.example/2026/12/pier", "en-US", "", "", DECEMBER),
        ("https://www.harbour.example/news/20261112/pier.html", "en-GB", "", "", NOVEMBER),
        ("https://www.harbour.example/news/pier-20261211", "en-US", "", "", DECEMBER),
        ("https://www.harbour.example/news/1202612114.html", "en", "", "", None),
        (AT, "en-GB", CHANGED, "", NOVEMBER),
        (AT, "en", "", "<p>Updated 11/25/2026</p>", NOVEMBER),
        (AT, "en-US", "", "<p>Updated 25/12/2026</p>", DECEMBER),
        (AT, "de", "", "<p>Stand: 12.11.2026</p>", NOVEMBER),
        (AT, "de", "", "<p>Stand: 1.10.2026</p>", DECEMBER),
    ],
)
def test_a_date_in_digits_is_read_as_the_page_means_it(
    url: str, lang: str, head: str, beside: str, day: str | None
) -> None:
    html = article_page(head=head, before=STAMP + beside).replace('lang="en"', f'lang="{lang}"', 1)
    assert extract(html.encode(), url).published_at == day


@pytest.mark.parametrize("stamp", ["25/11/2026", "11/25/2026", "11/11/2026", "11.12.2026", "2026/11/12"])
def test_a_date_that_can_be_read_in_one_way_needs_no_sign(stamp: str) -> None:
    assert extract(article_page(before=STAMP.replace("11/12/2026", stamp)).encode(), AT).published_at is not None


@pytest.mark.parametrize(
    ("stamp", "day"),
    [
        ("11/12/2026 09:30 AM IST", DECEMBER),
        ("11-12-2026 at 21:30 (PKT)", DECEMBER),
        ("11/12/2026 09:30 AM EDT", NOVEMBER),
        ("11/12/2026, IST Research", NOVEMBER),
    ],
)
def test_a_clock_of_a_place_where_the_day_stands_first_tells_which_it_is(stamp: str, day: str) -> None:
    html = article_page(before=STAMP.replace("11/12/2026", stamp)).replace('lang="en"', 'lang="en-US"', 1)
    assert (extract(html.encode(), AT).published_at or "").startswith(day)
