"""The service under a real systemd, in a small machine of its own: `make integration`. As root, on Debian."""

from __future__ import annotations

import json
import os
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from builders import news
from machine import ROOT, Machine, machine
from served import awaited

from watcher.entries import Entry

HERE = Path(__file__).parent
WATCHER = ROOT / ".venv/bin/watcher"
SITE = "http://127.0.0.1:8001"
STORY = (
    "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two of its main cables.",
    "City officials said the inspection, the first in nine years, had been planned since the winter storms of January.",
)
SECRET = "hook+http://127.0.0.1:8001/desk-north-14#whsec_" + "bm9ydGgtY2FwZS0xNC1ub3J0aC1jYXBlLTE0LW5vcnRo"
SETTINGS = """
database = "sqlite:/var/lib/watcher/watcher.db"
[fetch]
user_agent = "{agent}"
allow_networks = ["127.0.0.0/8"]
host_gap = "0s"
robots = false
[web]
listen = ""
[[subscription]]
name = "desk"
to = ["credential:hook"]
min_weight = "minor"
limit = 0
"""
QUICK = """[Service]
LoadCredential=hook:/etc/watcher/hook.url
RestartSec=100ms
"""


@pytest.fixture(scope="module")
def bare() -> Iterator[Machine]:
    """A machine with a news site, and no service yet."""
    with machine() as own:
        own.does("mkdir", "/srv/site")
        python, script = Path(sys.executable), HERE / "neighbours.py"
        own.does("systemd-run", "--unit=neighbours", python, script, "8001", "/srv/site")
        yield own


@pytest.fixture
def house(bare: Machine) -> Iterator[Machine]:
    """The same, with a service that was installed as a new user does it, and runs."""
    bare.does(WATCHER, "service", "install")
    bare.writes("/etc/watcher/watcher.toml", SETTINGS.format(agent="first"))
    bare.writes("/etc/watcher/hook.url", SECRET)
    bare.does("chmod", "600", "/etc/watcher/hook.url")
    bare.writes("/etc/systemd/system/watcher.service.d/test.conf", QUICK)
    bare.does("systemctl", "daemon-reload")
    bare.does("systemctl", "start", "watcher")
    yield bare
    bare.tries("systemctl", "stop", "watcher")
    bare.does("systemctl", "reset-failed")
    bare.does(
        "sh", "-c", "rm -rf /etc/watcher /etc/systemd/system/watcher.service* /var/lib/private/watcher /var/lib/watcher"
    )
    bare.does("sh", "-c", "rm -f /srv/site/*; journalctl --rotate -q; journalctl --vacuum-time=1s -q")


def publish(house: Machine, name: str, title: str) -> str:
    house.writes(f"/srv/site/{name}", news(title, *STORY))
    return f"{SITE}/{name}"


def watched(house: Machine, name: str, title: str) -> str:
    """An article that is looked at every second, and was seen."""
    url = publish(house, name, title)
    house.does(WATCHER, "add", "--every", "1s", url)
    awaited(lambda: titles(house, url), f"{url} to be seen")
    return url


def titles(house: Machine, url: str) -> list[str]:
    """The headlines of all revisions."""
    said = house.tries(WATCHER, "export", url, "--format", "jsonl")
    return [json.loads(line)["article"]["title"] for line in said.out.splitlines()] if not said.code else []


def kept(house: Machine, name: str) -> list[dict[str, Any]]:
    """What the news site noted."""
    said = house.tries("cat", f"/srv/site/{name}")
    return [json.loads(line) for line in said.out.splitlines()]


def entries(house: Machine, kind: Entry) -> list[dict[str, str]]:
    return house.journal(f"MESSAGE_ID={kind}")


def test_it_is_ready_when_the_first_dispatch_ran_and_says_how_it_goes(house: Machine) -> None:
    assert house.shows("ActiveState") == "active"
    assert entries(house, Entry.READY)
    watched(house, "bridge.html", "Bridge closed")
    status = awaited(lambda: house.shows("StatusText"), "figures", enough=lambda text: not text.startswith("0 looks"))
    assert " looks, 0 edits, 0 without an article; " in status
    said = house.does(WATCHER, "service", "status")
    assert "service    active (running)" in said
    assert "watcher.service: as it was written" in said


def test_a_look_is_an_entry_with_fields(house: Machine) -> None:
    watched(house, "bridge.html", "Bridge closed")
    (first, *_) = entries(house, Entry.LOOK)
    assert (first["WATCH"], first["HOST"], first["OUTCOME"]) == ("1", "127.0.0.1:8001", "new")
    assert first["MESSAGE"].startswith("watch=1 host=127.0.0.1:8001 outcome=new ")
    assert (first["PRIORITY"], first["SYSLOG_IDENTIFIER"], first["_TRANSPORT"]) == ("6", "watcher", "journal")
    assert house.does("journalctl", "-q", "-u", "watcher", "WATCH=1", "OUTCOME=new", "-o", "cat").count("\n") == 1


def test_it_computes_on_one_processor(house: Machine) -> None:
    def allowed() -> str:
        status = house.does("cat", f"/proc/{house.shows('MainPID')}/status").splitlines()
        return next(line.split()[1] for line in status if line.startswith("Cpus_allowed_list:"))

    assert int(awaited(allowed, "one processor", enough=str.isdecimal)) in os.sched_getaffinity(0)


def test_it_is_confined(house: Machine) -> None:
    exposure = house.does("systemd-analyze", "security", "--no-pager", "watcher.service").splitlines()[-1]
    assert float(exposure.split(":")[1].split()[0]) <= 1.5
    process = house.shows("MainPID")
    status = dict(line.split(":\t", 1) for line in house.does("cat", f"/proc/{process}/status").splitlines())
    assert {status[f"Cap{name}"] for name in ("Inh", "Prm", "Eff", "Bnd", "Amb")} == {"0" * 16}
    assert (status["Seccomp"], status["NoNewPrivs"]) == ("2", "1")
    assert status["Uid"].split()[0] not in ("0", "65534")
    for folder in ("/etc", "/usr", "/srv", "/var/lib", "/var/log", str(ROOT)):
        refused = house.tries("nsenter", "--target", process, "--mount", "touch", f"{folder}/here")
        assert "Read-only file system" in refused.err, folder
    house.does("nsenter", "--target", process, "--mount", "touch", "/var/lib/watcher/here")
    assert house.does("stat", "-c", "%a", "/var/lib/watcher/watcher.db") == "600\n"


def test_a_secret_comes_as_a_credential_and_goes_nowhere_else(house: Machine) -> None:
    url = watched(house, "bridge.html", "Bridge closed")
    publish(house, "bridge.html", "Bridge open again")
    (posted,) = awaited(lambda: kept(house, "posted"), "an alert")
    assert "Bridge open again" in json.dumps(posted["body"])
    assert titles(house, url) == ["Bridge closed", "Bridge open again"]
    assert awaited(lambda: entries(house, Entry.ALERT), "its entry")[0]["OUTCOME"] == "sent"
    told = json.dumps(house.journal()) + house.does("systemctl", "show", "watcher")
    for part in ("desk-north-14", SECRET.partition("#")[2]):
        assert part not in told


def test_a_reload_takes_everything_over_that_needs_no_restart(house: Machine) -> None:
    watched(house, "bridge.html", "Bridge closed")
    publish(house, "ferry.html", "Ferry returns")
    house.writes("/srv/site/list.txt", f"{SITE}/ferry.html\n")
    more = f'[[source]]\nurl = "{SITE}/list.txt"\nkind = "list"\n'
    first = house.shows("MainPID")
    changed = SETTINGS.format(agent="second").replace('listen = ""', 'listen = "127.0.0.1:8700"') + more
    house.writes("/etc/watcher/watcher.toml", changed)
    house.does("systemctl", "reload", "watcher")
    awaited(lambda: entries(house, Entry.RELOADED), "the reload")
    awaited(lambda: titles(house, f"{SITE}/ferry.html"), "the article of the new source")
    assert kept(house, "asked")[-1]["by"] == "second"
    said = [entry["MESSAGE"] for entry in house.journal("-p", "warning")]
    assert said == ["what is set anew in web.listen counts after a restart of the daemon"]
    assert (house.shows("MainPID"), house.shows("ActiveState"), house.shows("NRestarts")) == (first, "active", "0")


def test_a_reload_of_what_is_wrong_is_refused_in_one_line_and_all_goes_on(house: Machine) -> None:
    watched(house, "bridge.html", "Bridge closed")
    house.writes("/etc/watcher/watcher.toml", SETTINGS.format(agent="second").replace("robots", "robot"))
    house.does("systemctl", "reload", "watcher")
    (refused,) = awaited(lambda: entries(house, Entry.NOT_RELOADED), "the refusal")
    why = "/etc/watcher/watcher.toml:7: fetch.robot: unknown key; did you mean robots?"
    assert refused["MESSAGE"] == f"not reloaded, all stays as it was: {why}"
    assert refused["PRIORITY"] == "3"
    publish(house, "bridge.html", "Bridge open again")
    awaited(lambda: kept(house, "posted"), "the alert")
    assert {one["by"] for one in kept(house, "asked")} == {"first"}
    assert house.shows("ActiveState") == "active"
    awaited(
        lambda: house.shows("StatusText"), "the status", enough=lambda text: f"configuration refused: {why}" in text
    )


def test_what_is_killed_is_started_anew_and_loses_nothing(house: Machine) -> None:
    url = watched(house, "bridge.html", "Bridge closed")
    house.does("touch", "/srv/site/busy")
    publish(house, "bridge.html", "Bridge open again")
    awaited(lambda: kept(house, "posted"), "an alert that is not answered")
    house.does("systemctl", "kill", "--signal=KILL", "watcher")
    house.does("rm", "/srv/site/busy")
    awaited(lambda: house.shows("NRestarts"), "a restart", enough=lambda count: count == "1")
    awaited(
        lambda: entries(house, Entry.ALERT),
        "the alert",
        enough=lambda found: found[-1:] and found[-1]["OUTCOME"] == "sent",
    )
    first, again = kept(house, "posted")
    assert first["id"] == again["id"]
    assert titles(house, url) == ["Bridge closed", "Bridge open again"]
    assert house.shows("ActiveState") == "active"


def test_a_dispatcher_that_hangs_is_ended_by_the_watchdog_and_started_anew(house: Machine) -> None:
    house.writes("/etc/systemd/system/watcher.service.d/watchdog.conf", "[Service]\nWatchdogSec=4\n")
    house.does("systemctl", "daemon-reload")
    house.does("systemctl", "restart", "watcher")
    url = watched(house, "bridge.html", "Bridge closed")
    process = house.shows("MainPID")
    house.does("systemd-run", "--unit=standstill", Path(sys.executable), HERE / "standstill.py", process)
    state = next(
        line for line in house.does("cat", f"/proc/{process}/status").splitlines() if line.startswith("State:")
    )
    assert state.split()[1] in ("S", "R")  # the event loop goes on, and would go on pinging
    awaited(lambda: house.shows("MainPID"), "a new process", enough=lambda now: now not in ("0", process))
    said = [entry["MESSAGE"] for entry in house.journal()]
    assert any("Watchdog timeout" in line for line in said)
    publish(house, "bridge.html", "Bridge open again")
    awaited(lambda: titles(house, url), "the edit", enough=lambda found: len(found) == 2)


def test_it_stops_in_time_in_the_middle_of_work(house: Machine) -> None:
    """systemd would kill it after ten seconds, and say so."""
    elsewhere = SECRET.replace("127.0.0.1:8001", "nowhere.example")
    settings = SETTINGS.format(agent="first").replace('"credential:hook"', f'"credential:hook", "{elsewhere}"')
    house.writes("/etc/watcher/watcher.toml", settings)
    house.does("systemctl", "reload", "watcher")
    watched(house, "bridge.html", "Bridge closed")
    house.does("touch", "/srv/site/busy")
    publish(house, "bridge.html", "Bridge open again")
    house.does(WATCHER, "add", "http://nowhere.example/story", f"{SITE}/slow")
    awaited(lambda: [one for one in kept(house, "asked") if "slow" in one], "a look that is not answered")
    awaited(lambda: kept(house, "posted"), "an alert that is not answered")
    house.does("systemctl", "stop", "watcher")
    ended = [house.shows(name) for name in ("ActiveState", "Result", "ExecMainStatus")]
    assert ended == ["inactive", "success", "0"]
    assert entries(house, Entry.STOPPED)


def test_it_is_uninstalled_and_leaves_what_was_watched(house: Machine) -> None:
    refused = house.tries(WATCHER, "service", "uninstall")
    assert refused.err == "watcher: the service is in use; stop it first: systemctl disable --now watcher\n"
    house.does("systemctl", "disable", "--now", "watcher")
    said = house.does(WATCHER, "service", "uninstall")
    assert said.splitlines() == [
        "/etc/systemd/system/watcher.service: removed",
        "/etc/watcher/watcher.toml: stays",
        "/etc/systemd/system/watcher.service.d: stays",
        "/var/lib/watcher: stays",
        "systemctl daemon-reload makes systemd forget it",
    ]
    house.does("test", "-s", "/var/lib/watcher/watcher.db")


def test_a_users_own_service_manager_runs_it_too(bare: Machine) -> None:
    bare.does("systemctl", "start", "user@0.service")
    own = ("env", "HOME=/root", "XDG_RUNTIME_DIR=/run/user/0")
    settings = 'database = "sqlite:/root/.local/state/watcher/watcher.db"\n[web]\nlisten = ""\n'
    bare.writes("/root/.config/watcher/watcher.toml", settings)
    bare.does(*own, WATCHER, "service", "install", "--user")
    bare.does(*own, "systemctl", "--user", "daemon-reload")
    bare.does(*own, "systemctl", "--user", "start", "watcher")
    bare.does(*own, "systemctl", "--user", "reload", "watcher")
    said = bare.does(*own, WATCHER, "service", "status", "--user")
    assert "service    active (running)" in said
    assert "says       0 looks, 0 edits, " in said
    process = bare.does(*own, "systemctl", "--user", "show", "--value", "-p", "MainPID", "watcher").strip()
    assert "Seccomp:\t2\n" in bare.does("cat", f"/proc/{process}/status")
    bare.does(*own, "systemctl", "--user", "stop", "watcher")
    bare.does("systemctl", "stop", "user@0.service")
