"""What is logged, at every loudness."""

from __future__ import annotations

import subprocess
import sys

import pytest

SAYING = """
import logging, sys
from watcher.cli.asked import Asked
from watcher.cli.logs import logged
logged(Asked(loudness=int(sys.argv[1])))
for name in ("watcher.deliver", "urllib3.connectionpool"):
    for level in (logging.DEBUG, logging.INFO, logging.WARNING, logging.ERROR):
        logging.getLogger(name).log(level, "%s to /hook/token", name)
"""


@pytest.mark.parametrize(
    ("loudness", "ours", "others"),
    [
        (-1, ["ERROR"], ["ERROR"]),
        (0, ["WARNING", "ERROR"], ["WARNING", "ERROR"]),
        (1, ["INFO", "WARNING", "ERROR"], ["WARNING", "ERROR"]),
        (9, ["DEBUG", "INFO", "WARNING", "ERROR"], ["WARNING", "ERROR"]),
    ],
)
def test_libraries_say_no_more_when_watcher_says_more(loudness: int, ours: list[str], others: list[str]) -> None:
    done = subprocess.run(
        [sys.executable, "-c", SAYING, str(loudness)], capture_output=True, text=True, check=True, timeout=60
    )
    said = [line.split() for line in done.stderr.splitlines()]
    assert [level for _, level, name, *_ in said if name == "watcher.deliver"] == ours
    assert [level for _, level, name, *_ in said if name == "urllib3.connectionpool"] == others
