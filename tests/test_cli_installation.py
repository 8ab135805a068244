"""The installation from the command line: init and status."""

from __future__ import annotations

import asyncio
import re
from dataclasses import replace
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from cli_place import RIVER, Place
from store_builders import added

from watcher.model import Incident, IncidentKind, Pace
from watcher.model.destination import destination
from watcher.settings import Settings, default_text, load


@pytest.fixture
def place(tmp_path: Path) -> Place:
    return Place(tmp_path)


def test_init_writes_the_documented_configuration_and_makes_the_database(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    place = Place(tmp_path)
    place.config.unlink()
    place.config = Path("etc/watcher.toml")
    ran = place.run("init")
    assert ran.code == 0
    assert ran.err.startswith("watcher: name yourself in [fetch] user_agent there; ")
    assert ran.out == f"etc/watcher.toml: written\n{tmp_path}/state/watcher.db: ready\n"
    assert place.config.read_text(encoding="utf-8") == default_text()
    assert load(place.config) == Settings()
    assert (tmp_path / "state/watcher.db").exists()


def test_init_overwrites_nothing(place: Place) -> None:
    before = place.config.read_bytes()
    place.run("add", RIVER)
    found = place.run("init", "--json").document
    assert found == {"config": str(place.config), "written": False, "database": f"{place.folder}/watcher.db"}
    assert place.config.read_bytes() == before
    assert len(place.run("list", "--json").document) == 1


def test_init_tells_where_it_may_not_write(place: Place) -> None:
    place.config = Path("/proc/nowhere/watcher.toml")
    ran = place.run("init")
    assert (ran.code, ran.out) == (1, "")
    assert ran.err.startswith("watcher: /proc/nowhere/watcher.toml: cannot be written: ")


def test_a_broken_configuration_is_not_taken_for_none(place: Place) -> None:
    place.config.write_text("database = ", encoding="utf-8")
    ran = place.run("init")
    assert ran.code == 2
    assert ran.err.startswith(f"watcher: {place.config}:1: not TOML")


def test_the_daemon_does_not_start_with_a_template_that_cannot_be_used(place: Place) -> None:
    template = place.folder / "templates/desk.j2"
    template.parent.mkdir()
    template.write_text("{% block text %}\n{{ headlin }}\n{% endblock %}", encoding="utf-8")
    wanted = '\n[[subscription]]\nname = "desk"\nto = ["json://127.0.0.1:9/"]\ntemplate = "desk.j2"\n'
    place.config.write_text(place.config.read_text("utf-8") + wanted, encoding="utf-8")
    ran = place.run("run")
    assert (ran.code, ran.out) == (2, "")
    assert f"\nwatcher: {template}:2: there is no field headlin; known are articles, body, count, " in ran.err


def test_the_status_counts_what_is_there(place: Place) -> None:
    place.run("add", RIVER, f"{RIVER}/2")
    place.run("pause", 2)
    lines = dict(line.split(maxsplit=1) for line in place.run("status").out.splitlines())
    assert lines["daemon"] == "does not run; `watcher run` starts it"
    assert lines["watches"] == "1 active, 1 paused"
    assert lines["articles"] == "2 unseen"
    assert lines["revisions"] == "0"
    assert lines["alerts"] == "none"
    assert lines["database"].startswith(f"{place.folder}/watcher.db (")


def test_the_status_fits_the_screen(place: Place) -> None:
    with place.store() as store:
        store.rounds.note_pace(datetime.now(UTC), Pace().with_look(timedelta(seconds=2)))
    lines = place.run("status", COLUMNS="50").out.splitlines()
    assert max(map(len, lines)) <= 50
    (begin,) = (number for number, line in enumerate(lines) if line.startswith("pace       "))
    assert lines[begin + 1].startswith(" " * 11)


def test_the_status_is_one_json_document(place: Place) -> None:
    place.run("add", RIVER)
    found = place.run("status", "--json").document
    assert found["watches"] == {"active": 1, "paused": 0}
    assert (found["due"], found["daemon"], found["alerts"]["pending"]) == (1, False, 0)
    assert found["overdue_since"] is not None


def test_the_status_says_when_the_daemon_made_its_last_backup(place: Place) -> None:
    place.run("init")
    assert place.run("status", "--json").document["backup"] is None
    folder = place.folder / "copies"
    place.config.write_text(f'{place.config.read_text("utf-8")}\n[backup]\nfolder = "{folder}"\n', encoding="utf-8")
    assert f"backup     none so far in {folder}\n" in place.run("status").out
    folder.mkdir()
    for name in ("watcher-20240503T060000Z.db", "watcher-20240504T060000Z.db", "watcher-20240505T060000Z.flawed.db"):
        (folder / name).touch()
    assert f"backup     2024-05-04 06:00Z, in {folder}\n" in place.run("status", "--times", "exact").out
    found = place.run("status", "--json").document["backup"]
    assert found == {"folder": str(folder), "newest_at": "2024-05-04T06:00:00Z"}


def test_the_status_says_how_late_looks_came(place: Place) -> None:
    place.run("add", RIVER)
    assert "pace       no looks of the daemon counted in the last hour; 0.0 due a minute" in place.run("status").out
    with place.store() as store:
        pace = Pace()
        for late in (0, 0, 5, 5000):
            pace = pace.with_look(timedelta(seconds=late))
        store.rounds.note_pace(datetime.now(UTC), pace)
    line = next(line for line in place.run("status").out.splitlines() if line.startswith("pace"))
    assert line.endswith("half of them within 1s of their time, 95 % within 6h of it; 0.0 due a minute")
    document = place.run("status", "--json").document
    assert (document["pace"]["looks"], document["pace"]["late"]) == (4, [2, 1, 0, 0, 0, 1, 0, 0])


def test_the_status_says_whether_a_daemon_runs(place: Place) -> None:
    with place.store() as store, store.claim_daemon():
        assert place.run("status", "--json").document["daemon"] is True


def test_without_a_database_the_way_to_one_is_told(tmp_path: Path) -> None:
    place = Place(tmp_path, made=False)
    for words in (("status",), ("list",), ("log",), ("alerts",)):
        ran = place.run(*words)
        assert (ran.code, ran.out) == (1, "")
        assert ran.err == f"watcher: {place.folder}/watcher.db: there is no database yet; `watcher init` makes one\n"


def test_the_status_names_what_does_not_work(tmp_path: Path) -> None:
    url = "json://127.0.0.1:9/x"
    place = Place(tmp_path, f'[[subscription]]\nname = "desk"\nto = ["{url}"]\n')
    since = datetime.now(UTC) - timedelta(hours=3)
    silent = Incident(
        kind=IncidentKind.HOST_SILENT, key="river.example", name="river.example", since=since, at=since, why="no answer"
    )
    failed = replace(silent, kind=IncidentKind.DESTINATION_FAILED, key=destination(url).id, name="json://…", why="550")
    with place.store() as store:
        added(store)
        for incident in (silent, failed, replace(failed, key="gone")):
            asyncio.run(store.incidents.report(incident, ()))
    shown = [line for line in place.run("status").out.splitlines() if line.startswith("trouble")]
    assert shown == [
        "trouble    river.example has not answered for 3h: no answer",
        "trouble    json://… has taken no message for 3h: 550",
    ]
    exact = place.run("status", "--times", "exact").out
    assert f"river.example has not answered since {since:%Y-%m-%d %H:%M}Z: no answer" in exact
    assert re.search(r", the oldest has waited since \d{4}-\d\d-\d\d \d\d:\d\dZ\n", exact)
    found = place.run("--json", "status").document["troubles"]
    assert [(each["kind"], each["name"], each["why"]) for each in found] == [
        ("host.silent", "river.example", "no answer"), ("destination.failed", "json://…", "550"),
    ]  # fmt: skip
    with place.store() as store:
        for number in range(7):
            added(store, f"w{number}")
            asyncio.run(store.incidents.report(replace(silent, key=f"w{number}.example"), ()))
    assert "trouble    4 more; `watcher --json status` names them all" in place.run("status").out
