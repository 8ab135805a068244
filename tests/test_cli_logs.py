"""What is logged, at every loudness."""

from __future__ import annotations

import json
import logging
import os
import re
import socket
import subprocess
import sys
from pathlib import Path

import pytest
from cli_place import Place

from watcher.cli.journal import Journal
from watcher.entries import Entry, entry

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


WITH_FIELDS = """
import logging, sys
from watcher.cli.asked import Asked
from watcher.cli.logs import Form, logged, usual_form
from watcher.entries import Entry, entry
logged(Asked(loudness=1), form=Form(sys.argv[1]) if len(sys.argv) > 1 else usual_form())
extra = entry(Entry.LOOK, watch=7, host="river.example", outcome="changed", why="", alerts=2)
logging.getLogger("watcher.x").info("watch=%d\\n\\x1b[31mPRIORITY=0", 7, extra=extra)
logging.getLogger("watcher.x").warning("plain")
"""


def said(*words: str, **environ: str) -> str:
    done = subprocess.run(
        [sys.executable, "-c", WITH_FIELDS, *words],
        capture_output=True, text=True, check=True, timeout=60, env=os.environ | environ,
    )  # fmt: skip
    return done.stderr


def test_an_entry_is_one_json_document_with_its_fields_where_that_is_asked_for() -> None:
    first, second = [json.loads(line) for line in said("json").splitlines()]
    assert re.fullmatch(r"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d\.\d{3}Z", first.pop("at"))
    assert first == {
        "level": "info", "logger": "watcher.x", "message": "watch=7\n\x1b[31mPRIORITY=0", "entry": "look", "watch": 7,
        "host": "river.example", "outcome": "changed", "alerts": 2,
    }  # fmt: skip
    assert (second["level"], second["message"], "entry" in second) == ("warning", "plain", False)


def test_the_journal_gets_fields_and_no_value_can_make_another(tmp_path: Path) -> None:
    place = str(tmp_path / "journal")
    with socket.socket(socket.AF_UNIX, socket.SOCK_DGRAM) as own:
        own.bind(place)
        logger = logging.Logger("watcher.x")
        handler = Journal(place)
        logger.addHandler(handler)
        extra = entry(Entry.LOOK, watch=7, host="river.example", outcome="changed", why="x\nPRIORITY=0")
        logger.info("watch=%d\nPRIORITY=0\x1b[31m", 7, extra=extra)
        got = fields(own.recv(100_000))
        logger.error("x" * 1_000_000)
        long = fields(own.recv(100_000))
        handler.close()
    assert got == {
        "MESSAGE": "watch=7 PRIORITY=0 [31m", "PRIORITY": "6", "SYSLOG_IDENTIFIER": "watcher", "LOGGER": "watcher.x",
        "MESSAGE_ID": Entry.LOOK, "WATCH": "7", "HOST": "river.example", "OUTCOME": "changed", "WHY": "x\nPRIORITY=0",
    }  # fmt: skip
    assert (long["PRIORITY"], set(long["MESSAGE"])) == ("3", {"x"})


def fields(datagram: bytes) -> dict[str, str]:
    """What the journal understands, by name."""
    found: dict[str, str] = {}
    while datagram:
        name, _, rest = datagram.partition(b"\n")
        length = int.from_bytes(rest[:8], "little")
        assert rest[8 + length : 9 + length] == b"\n"
        found[name.decode()] = rest[8 : 8 + length].decode()
        datagram = rest[9 + length :]
    return found


def test_where_no_journal_listens_standard_error_is_told(tmp_path: Path, capsys: pytest.CaptureFixture[str]) -> None:
    handler = Journal(str(tmp_path / "nobody"))
    handler.handle(logging.makeLogRecord({"name": "watcher.x", "msg": "it runs", "levelno": logging.WARNING}))
    handler.close()
    assert capsys.readouterr().err == "<4>it runs\n"


def test_the_journal_is_found_by_where_standard_error_leads(tmp_path: Path) -> None:
    assert "INFO watch=7" in said(JOURNAL_STREAM="1:2")
    with (tmp_path / "stream").open("w") as stream:
        found = os.fstat(stream.fileno())
        tell = "import sys; from watcher.cli.logs import usual_form; print(usual_form())"
        done = subprocess.run(
            [sys.executable, "-c", tell], stdout=subprocess.PIPE, stderr=stream, text=True, check=True, timeout=60,
            env=os.environ | {"JOURNAL_STREAM": f"{found.st_dev}:{found.st_ino}"},
        )  # fmt: skip
    assert done.stdout == "journal\n"


def test_a_destination_that_cannot_be_read_is_a_warning_at_the_start_of_the_daemon(tmp_path: Path) -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:  # so that it ends at once
        listen = f'[web]\nlisten = "127.0.0.1:{taken.getsockname()[1]}"\n'
        place = Place(
            tmp_path,
            f'{listen}[[subscription]]\nname = "desk"\nto = ["env:DESK_MAIL", "hook+https://a.example/#env:KEY"]\n',
        )
        ran = place.process("run", DESK_MAIL="", KEY="")
    assert ran.code == 1
    assert (
        "WARNING env:DESK_MAIL: this environment variable is not set; give it the address of a destination where "
        "watcher runs; messages wait meanwhile\n"
    ) in ran.err
    assert "WARNING hook+https://a.example/…: env:KEY: this environment variable is not set; " in ran.err
    assert "INFO nothing is tracked; `watcher source add URL` or `watcher add URL` begins, while this runs\n" in ran.err
