"""What needs no browser to be known of it; the browser itself is tested by `make integration`."""

from __future__ import annotations

import pytest

from watcher.fetch.browser import _tracks


@pytest.mark.parametrize(
    ("url", "refused"),
    [
        ("https://www.google-analytics.com/collect", True),
        ("https://doubleclick.net/x.js", True),
        ("https://notdoubleclick.net/x.js", False),
        ("https://news.example/doubleclick.net/x.js", False),
        ("https://[::1]/x.js", False),
        ("data:text/javascript,1", False),
    ],
)
def test_trackers_are_known_by_their_hosts(url: str, refused: bool) -> None:
    assert _tracks(url) is refused
