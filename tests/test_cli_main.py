"""The command line as a whole: help, errors in one line, exit codes, what is loaded when."""

from __future__ import annotations

import asyncio
import json
import os
import sqlite3
import subprocess
import sys
import tempfile
from pathlib import Path

import click
import pytest
from cli_place import RIVER, Place, someone_else
from store_builders import added, edited, new

from watcher.cli import cli

COMMANDS = [
    "add", "import", "list", "tag", "pause", "resume", "remove", "source", "check", "run", "log", "show", "diff",
    "search", "stats", "extract", "export", "alerts", "drift", "mute", "unmute", "snooze", "unsnooze", "notify", "init",
    "web", "service", "status", "doctor", "backup", "restore", "verify", "prune", "completion", "manual", "demo",
]  # fmt: skip
# What is installed besides Python, as it is imported.
OF_OTHERS = {
    "aiohttp", "apprise", "apscheduler", "backports", "brotli", "bs4", "cchardet", "click", "deepdiff", "jinja2",
    "lxml", "markupsafe", "msgspec", "packaging", "paho", "PIL", "prometheus_client", "protego", "rapidfuzz", "regex",
    "rich", "selectolax", "sqlite_utils", "w3lib", "warcio", "yaml", "yarl",
}  # fmt: skip


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_help_lists_the_commands_of_this_version_and_no_other() -> None:
    assert cli.list_commands(click.Context(cli)) == COMMANDS


def test_every_command_is_told_of_in_the_words_of_its_own_help(place: Place) -> None:
    text = " ".join(place.run("--help").out.split())
    for name in COMMANDS:
        command = cli.get_command(click.Context(cli), name)
        assert command is not None
        assert command.name == name
        assert f"{name} {command.get_short_help_str(200)}" in text
        assert place.run(name, "--help").code == 0


def test_help_loads_no_command_and_nothing_that_is_slow(place: Place) -> None:
    script = (
        "import sys\nfrom watcher.cli import cli\n"
        "try: cli.main(['--help'], prog_name='watcher')\nexcept SystemExit: pass\n"
        "print(','.join(sorted({m.split('.')[0] for m in sys.modules} | {m for m in sys.modules if 'watcher.' in m})))"
    )
    done = subprocess.run([sys.executable, "-c", script], capture_output=True, text=True, check=True)
    loaded = done.stdout.splitlines()[-1].split(",")
    assert [name for name in loaded if name.startswith("watcher.")] == [
        "watcher.cli",
        "watcher.cli.asked",
        "watcher.errors",
    ]
    assert not {"aiohttp", "apprise", "apscheduler", "bs4", "lxml", "msgspec", "rich", "sqlite3"} & set(loaded)


def loaded_by(place: Place, *words: str) -> list[str]:
    """The modules that are loaded when a command has ended."""
    script = (
        "import sys\nfrom watcher.cli import cli\n"
        "try: cli.main(sys.argv[1:], prog_name='watcher')\nexcept SystemExit: pass\n"
        "print(','.join(sys.modules))"
    )
    command = [sys.executable, "-c", script, "--config", str(place.config), *words]
    return subprocess.run(command, capture_output=True, text=True, check=True).stdout.splitlines()[-1].split(",")


def test_a_list_loads_what_it_needs_and_no_more(place: Place) -> None:
    place.run("init")
    loaded = loaded_by(place, "list")
    assert {name.partition(".")[0] for name in loaded} & OF_OTHERS == {"click", "msgspec", "rich"}
    assert not {"asyncio", "http", "logging", "rich.console", "socket", "ssl"} & set(loaded)
    own = [name for name in loaded if name.startswith("watcher.")]
    assert "watcher.store.listing" in own
    assert not {"watcher.store.store", "watcher.model.article", "watcher.model.watch", "watcher.wiring"} & set(own)
    assert len(own) <= 34  # a module with its dataclasses takes a millisecond or two


@pytest.mark.parametrize("words", ["log", "show 1", "diff 1", "search river", "stats", "status", "alerts", "pause 1"])
def test_what_works_on_the_database_alone_loads_nothing_that_fetches_or_reads_pages(place: Place, words: str) -> None:
    with place.store() as store:
        watch = added(store)
        asyncio.run(store.memory.record(new(watch)))
        asyncio.run(store.memory.record(edited(watch, 2)))
    loaded = set(loaded_by(place, *words.split()))
    assert "watcher.store.store" in loaded
    assert (
        not {"watcher.extract", "watcher.fetch", "watcher.sight", "watcher.wiring", "watcher.notify.apprise"} & loaded
    )
    assert not {"aiohttp", "apprise", "apscheduler", "bs4", "jinja2", "lxml", "PIL", "selectolax"} & loaded


def test_without_a_command_the_help_is_shown_as_wrong_usage(place: Place) -> None:
    done = subprocess.run([sys.executable, "-m", "watcher"], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stdout) == (2, "")
    assert done.stderr.startswith("Usage: watcher")


def test_the_version_is_told(place: Place) -> None:
    assert place.run("--version").out == "watcher 0.1.0\n"


@pytest.mark.parametrize(
    ("words", "said"),
    [
        (("lits",), "there is no command 'lits'; did you mean 'list'? See `watcher --help`"),
        (("zzz",), "there is no command 'zzz'"),
        (("version",), "there is no command 'version'; did you mean '--version'? See"),
        (("update",), "there is no command 'update'; see"),
        (("restore",), "restore: Missing argument 'FILE'"),
        (("list", "--nonsense"), "list: No such option '--nonsense'"),
        (("add",), "add: Missing argument 'URL...'"),
        (("list", "--state", "odd"), "list: Invalid value for '--state': 'odd' is not one of"),
        (("log", "--since", "yesterday"), "log: Invalid value for '--since': \"yesterday\" is no time"),
        (("-v", "-q", "list"), "-v and -q exclude each other"),
        (("alerts", "retry", "x"), "alerts retry: Invalid value for '[ID]': 'x' is not a whole number; see"),
        (("tag", "1", "+"), "tag: Invalid value for '[TAG]...': "),
        (("add", RIVER, "--tag", "a\nb"), "add: Invalid value for '--tag': "),
        (("add", RIVER, "--every", "0s"), 'add: Invalid value for \'--every\': "0s" is out of bounds; "1s" to "365d"'),
        (
            ("extract", "-", "--url", "river"),
            "extract: Invalid value for '--url': \"river\" is no http or https address",
        ),
        (("export", "1", "--format", "zip"), "export: Invalid value for '--format'"),
    ],
)
def test_wrong_usage_is_one_line_and_exit_code_2(place: Place, words: tuple[str, ...], said: str) -> None:
    ran = place.run(*words)
    assert (ran.code, ran.out) == (2, "")
    assert ran.err.startswith(f"watcher: {said}")
    assert ran.err.count("\n") == 1
    assert "--help`" in ran.err


def test_an_unknown_key_is_named_with_file_and_line(place: Place) -> None:
    place.config.write_text("[fetch]\ntimeout = \"5s\"\nhost_gab = '1s'\n", encoding="utf-8")
    ran = place.process("list")
    assert (ran.code, ran.out) == (2, "")
    assert ran.err == f"watcher: {place.config}:3: fetch.host_gab: unknown key; did you mean host_gap?\n"


def test_a_missing_configuration_is_named(place: Place) -> None:
    place.config.unlink()
    ran = place.run("list")
    assert (ran.code, ran.err) == (2, f"watcher: {place.config}: there is no such file; `watcher init` writes one\n")


def test_a_database_of_a_newer_version_is_refused(place: Place) -> None:
    place.run("init")
    with sqlite3.connect(place.folder / "watcher.db") as connection:
        connection.execute("INSERT INTO _sqlite_migrations VALUES (NULL, 'watcher', '9999_future', '2030-01-01')")
    for words in (("list",), ("add", RIVER)):
        ran = place.process(*words)
        assert (ran.code, ran.out) == (1, "")
        assert "newer version" in ran.err
        assert ran.err.count("\n") == 1


def test_a_file_that_is_no_database_is_refused(place: Place) -> None:
    place.file("watcher.db", "no database at all, but long enough to be taken for one by its size" * 20)
    ran = place.process("list")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith(f"watcher: {place.folder}/watcher.db: the database is a file of another kind; ")
    assert ran.err.count("\n") == 1


def test_a_database_that_may_not_be_written_to_can_still_be_read() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Place(Path(name))
        place.run("add", RIVER)
        (place.folder / "watcher.db").chmod(0o444)
        place.folder.chmod(0o555)
        with someone_else():
            ran = place.run("add", f"{RIVER}/2")
            read = place.run("list", "--json")
        place.folder.chmod(0o755)
    assert (ran.code, ran.out) == (1, "")
    assert "permissions" in ran.err
    assert ran.err.count("\n") == 1
    assert [watch["url"] for watch in read.document] == [RIVER]


def test_a_database_that_may_not_be_read_is_told_with_who_may() -> None:
    with tempfile.TemporaryDirectory() as name:
        place = Place(Path(name))
        place.run("add", RIVER)
        (place.folder / "watcher.db").chmod(0)
        place.folder.chmod(0o755)
        with someone_else():
            ran = place.run("list")
    said = f"watcher: {place.folder}/watcher.db: Permission denied; run this as root, or as the user of watcher\n"
    assert (ran.code, ran.out, ran.err) == (1, "", said)


def test_json_is_one_document_and_nothing_else_in_a_process_of_its_own(place: Place) -> None:
    ran = place.process("--json", "-v", "add", RIVER)
    assert [watch["url"] for watch in json.loads(ran.out)] == [RIVER]
    assert ran.code == 0


def test_the_common_options_stand_before_the_command_or_after_it(place: Place) -> None:
    place.run("add", RIVER)
    assert place.run("--json", "list").out == place.run("list", "--json").out


def test_json_keeps_letters_and_escapes_what_a_terminal_obeys(place: Place) -> None:
    place.run("add", RIVER, "--note", "水位\x9b31m\u2028")
    out = place.run("list", "--json").out
    assert "水位\\u009b31m\\u2028" in out
    assert json.loads(out)[0]["note"] == "水位\x9b31m\u2028"


def test_an_output_that_cannot_show_a_letter_shows_its_number(place: Place) -> None:
    place.run("add", "https://river.example/水位")
    ran = place.process("list", PYTHONIOENCODING="latin-1")
    assert ran.code == 0
    assert "https://river.example/\\u6c34\\u4f4d" in ran.out


def test_json_is_utf_8_whatever_the_output_is(place: Place) -> None:
    place.run("add", "https://river.example/水位")
    ran = place.process("list", "--json", PYTHONIOENCODING="latin-1")
    assert [watch["url"] for watch in ran.document] == ["https://river.example/水位"]


def test_a_reader_that_goes_away_is_no_error(place: Place) -> None:
    with place.store() as store:
        for number in range(500):
            added(store, f"river{number}", tags=("a tag that is long" * 30,))  # more in all than a pipe holds
    words = [sys.executable, "-m", "watcher", "--config", str(place.config), "list"]
    environ = {name: value for name, value in os.environ.items() if name != "PYTHONUNBUFFERED"}
    with subprocess.Popen(words, stdout=subprocess.PIPE, stderr=subprocess.PIPE, env=environ) as process:
        assert process.stdout is not None
        assert process.stderr is not None
        process.stdout.read(100)
        process.stdout.close()
        assert process.stderr.read() == b""
    assert process.returncode == 1


def test_an_output_that_is_closed_is_no_traceback(place: Place) -> None:
    place.run("add", RIVER)
    command = f"{sys.executable} -m watcher --config {place.config} list >&- <&-"
    assert subprocess.run(command, shell=True, stderr=subprocess.PIPE, check=False).stderr == b""


def test_the_commands_of_a_family_are_told_of_whole(place: Place) -> None:
    told = " ".join(place.run("alerts", "--help").out.split())
    assert "Give an alert up: it stays in the outbox as dropped, and is not sent." in told


@pytest.mark.parametrize("words", [("pause", "1"), ("tag", "1", "x"), ("mute", "1"), ("check",)])
def test_what_is_about_watches_makes_no_database(tmp_path: Path, words: tuple[str, ...]) -> None:
    place = Place(tmp_path, made=False)
    ran = place.run(*words)
    assert (ran.code, ran.err) == (
        1, f"watcher: {place.folder}/watcher.db: there is no database yet; `watcher init` makes one\n",
    )  # fmt: skip
    assert not (place.folder / "watcher.db").exists()


@pytest.mark.parametrize(
    ("words", "code", "said"),
    [
        (("log", "1@1"), 2, "1@1: this is about an article with all its revisions; name it as 1"),
        (("diff", "1@9"), 3, "watch 1 has no revision 9; there are 2"),
        (("diff", "{page}"), 2, "{page}: name another file, or a REF, to compare it with"),
        (("add", "mailto:i@r.example"), 2, "mailto:i@r.example: not an http or https address; nothing was added"),
    ],
)  # fmt: skip
async def test_what_cannot_be_meant_is_named(place: Place, words: tuple[str, ...], code: int, said: str) -> None:
    page = place.file("page.html", "<article><h1>The river rises</h1></article>")
    with place.store() as store:
        watch = added(store)
        await store.memory.record(new(watch))
        await store.memory.record(edited(watch, 2))
    ran = await asyncio.to_thread(place.run, *(word.format(page=page) for word in words))
    assert (ran.code, ran.out, ran.err) == (code, "", f"watcher: {said.format(page=page)}\n")


@pytest.mark.parametrize("words", [("list",), ("list", "--json"), ("status",)])
def test_an_output_on_a_full_disk_is_told_in_one_line(place: Place, words: tuple[str, ...]) -> None:
    place.run("add", RIVER)
    command = [sys.executable, "-m", "watcher", "--config", str(place.config), *words]
    with Path("/dev/full").open("wb") as full:
        done = subprocess.run(command, stdout=full, stderr=subprocess.PIPE, check=False)
    assert (done.returncode, done.stderr) == (1, b"watcher: the output: No space left on device\n")


def test_the_configuration_is_named_before_the_command_and_who_names_it_after_is_told(place: Place) -> None:
    for command in ("status", "source list"):
        said = f"watcher: {command}: --config stands before the command: `watcher --config FILE {command}`\n"
        ran = place.run(*command.split(), "--config", place.config)
        assert (ran.code, ran.err) == (2, said)


def test_a_mistyped_option_is_answered_with_those_like_it(place: Place) -> None:
    assert "No such option '--tags'. Did you mean one of '--" in place.run("list", "--tags", "sea").err
    assert place.run("list", "--jsno").err.endswith("Did you mean '--json'? See `watcher list --help`\n")


@pytest.mark.parametrize(
    ("called", "meant"), [("rm", "remove"), ("daemon", "run"), ("history", "log"), ("watch", "add"), ("chekc", "check")]
)
def test_a_command_by_another_name_is_answered_with_ours(place: Place, called: str, meant: str) -> None:
    ran = place.run(called, "3")
    said = f"watcher: there is no command '{called}'; did you mean '{meant}'? See `watcher --help`\n"
    assert (ran.code, ran.err) == (2, said)
