"""The doctor: each thing is really broken, and has to be found, with the mend and the exit code."""

from __future__ import annotations

import asyncio
import os
import sqlite3
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
from cli_place import Place, someone_else
from store_builders import added, alert, edited, new, rewritten

from watcher.doctor import backups, clock, installed, network, place, service
from watcher.doctor.database import judged_faults
from watcher.doctor.diagnosis import Diagnosis, Grade, doubtful, well, wrong
from watcher.doctor.remembered import Remembered
from watcher.model import Fault
from watcher.model.destination import destination
from watcher.store import migrate, schema, sqlite
from watcher.store.soundness import Tracked, faults

NAMED = '[fetch]\nuser_agent = "desk-watcher/1 (desk@example.org)"\nallow_networks = ["127.0.0.0/8"]\ntimeout = "2s"\n'
SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"


@dataclass
class Server:
    """A server that says `robots`, whose clock is `ahead`, and which answers what is posted with `posted`."""

    robots: str = ""
    ahead: timedelta = timedelta(0)
    posted: int = 200
    asked: list[str] = field(default_factory=list)
    port: int = 0

    def url(self, path: str = "/story") -> str:
        return f"http://127.0.0.1:{self.port}{path}"


@pytest.fixture
def server() -> Iterator[Server]:
    own = Server()

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self) -> None:
            own.asked.append(self.path)
            self._answer(200, own.robots.encode())

        def do_POST(self) -> None:
            own.asked.append(self.path)
            self.rfile.read(int(self.headers["Content-Length"]))
            self._answer(own.posted, b"")

        def date_time_string(self, timestamp: float | None = None) -> str:
            return format_datetime(datetime.now(UTC) + own.ahead, usegmt=True)

        def _answer(self, status: int, body: bytes) -> None:
            self.send_response(status)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, format: str, *args: Any) -> None:
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        own.port = http.server_address[1]
        thread = threading.Thread(target=http.serve_forever, args=(0.01,))
        thread.start()
        yield own
        http.shutdown()
        thread.join()


def installation(folder: Path, *settings: str) -> Place:
    """A place with a database, and a configuration that nobody else can read."""
    found = Place(folder, "\n".join((NAMED, *settings)))
    found.config.chmod(0o600)
    found.store().close()
    return found


def subscribed(*to: str) -> str:
    return f'[[subscription]]\nname = "desk"\nto = {list(to)}\n'.replace("'", '"')


def checked(found: Place, *words: str, code: int, **environ: str) -> dict[str, list[dict[str, Any]]]:
    """What was found, by check."""
    ran = found.run("doctor", "--json", *words, **environ)
    assert (ran.code, ran.err) == (code, "")
    checks: dict[str, list[dict[str, Any]]] = {}
    for one in ran.document["checks"]:
        assert (one["grade"] == "ok") == (one["mend"] is None)
        checks.setdefault(one["check"], []).append(one)
    assert ran.document["grade"] == max(
        (one["grade"] for each in checks.values() for one in each), key=list(Grade).index
    )
    return checks


def grades(checks: list[dict[str, Any]]) -> list[str]:
    return [one["grade"] for one in checks]


def test_an_installation_that_works_is_told_so(tmp_path: Path, server: Server) -> None:
    found = installation(tmp_path, subscribed(f"json://127.0.0.1:{server.port}/alerts"))
    with found.store() as store:
        added(store, url=server.url(), now=datetime.now(UTC))
        with store.claim_daemon():
            checks = checked(found, code=0)
    for check in ("configuration", "permissions", "database", "schema", "service", "network", "robots", "destinations"):
        assert grades(checks[check]) == ["ok"] * len(checks[check]), checks[check]
    assert str(os.getpid()) in checks["service"][0]["what"]
    assert "agrees with servers" in checks["clock"][0]["what"]
    assert set(server.asked) == {"/robots.txt"}  # nothing was sent, no article was read


def test_it_is_told_in_lines_with_the_mend_below_in_colour_where_that_is_asked_for(tmp_path: Path) -> None:
    found = installation(tmp_path)
    ran = found.run("doctor", "--offline")
    assert (ran.code, ran.err) == (0, "")
    assert "ok    database" in ran.out
    assert "warn  destinations  nobody is told of anything\n" + " " * 20 + "→ write a [[subscription]]" in ran.out
    assert "\x1b[33mwarn" in found.run("doctor", "--offline", FORCE_COLOR="1").out
    found.config.unlink()
    lost = found.run("doctor").out
    assert "→ correct that; `watcher --config FILE init` writes a new file" in lost
    assert "warn  the rest      is not looked at without a configuration\n" in lost


def test_nobody_is_asked_and_sent_to_at_once(tmp_path: Path) -> None:
    ran = Place(tmp_path).run("doctor", "--offline", "--send")
    assert (ran.code, ran.out) == (2, "")
    assert "leave one of them out" in ran.err


# Configuration


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("database = ", "not TOML"),
        ("databse = 1", "databse"),
        ('[fetch]\nconcurrency = "many"', "concurrency"),
        ('[fetch]\nproxy = "env:NO_SUCH_PROXY"', "fetch.proxy"),
        ('[web]\ntoken = "env:NO_SUCH_TOKEN"', "web.token"),
        ('[archive]\nkeys = "file:/nowhere/keys"', "archive.keys"),
        ('[[site]]\nhost = "a.example"\nheaders = { Cookie = "env:NO_SUCH_COOKIE" }', "site a.example"),
        ('[[subscription]]\nname = "desk"\nto = ["json://a.example"]\ntemplate = "missing.j2"', "missing.j2"),
    ],
)
def test_a_configuration_with_which_the_daemon_does_not_start_is_wrong(tmp_path: Path, text: str, said: str) -> None:
    found = installation(tmp_path)
    found.config.write_text(text, encoding="utf-8")
    first = checked(found, "--offline", code=1)["configuration"][0]
    assert first["grade"] == "wrong"
    assert said in first["what"]


def test_a_missing_configuration_and_a_broken_site_rule_are_wrong(tmp_path: Path) -> None:
    found = installation(tmp_path)
    found.file("sites/river.toml", "name = ")
    assert "river.toml" in checked(found, "--offline", code=1)["configuration"][0]["what"]
    found.config.unlink()
    assert "no such file" in checked(found, "--offline", code=1)["configuration"][0]["what"]


def test_an_operator_who_is_not_named_is_asked_to_be(tmp_path: Path) -> None:
    found = Place(tmp_path)
    found.store().close()
    assert grades(checked(found, "--offline", code=0)["configuration"]) == ["warn"]


# Permissions


def test_secrets_that_everybody_may_read_are_wrong(tmp_path: Path) -> None:
    kept = tmp_path / "desk.url"
    kept.write_text("json://127.0.0.1/secret-path", encoding="utf-8")
    kept.chmod(0o644)
    found = installation(tmp_path, subscribed(f"file:{kept}"))
    [one] = [each for each in checked(found, "--offline", code=1)["permissions"] if each["grade"] == "wrong"]
    assert one["mend"] == f"chmod 600 {kept}"
    kept.chmod(0o600)
    assert set(grades(checked(found, "--offline", code=0)["permissions"])) == {"ok"}


def test_a_configuration_with_secrets_that_everybody_may_read_is_wrong(tmp_path: Path) -> None:
    found = installation(tmp_path, subscribed("json://127.0.0.1/secret-path"))
    assert set(grades(checked(found, "--offline", code=0)["permissions"])) == {"ok"}
    found.config.chmod(0o644)
    assert "wrong" in grades(checked(found, "--offline", code=1)["permissions"])


def test_a_database_that_everybody_may_change_is_wrong(tmp_path: Path) -> None:
    found = installation(tmp_path)
    (tmp_path / "watcher.db").chmod(0o666)
    [one] = [each for each in checked(found, "--offline", code=1)["permissions"] if each["grade"] == "wrong"]
    assert one["mend"] == f"chmod o-w {tmp_path}/watcher.db"
    (tmp_path / "watcher.db").chmod(0o600)
    tmp_path.chmod(0o777)
    assert "wrong" in grades(checked(found, "--offline", code=1)["permissions"])


def test_a_database_that_everybody_may_read_is_told() -> None:
    with TemporaryDirectory() as name:
        folder, file = Path(name), Path(name, "watcher.db")
        folder.chmod(0o755)
        file.touch(0o644)
        [one] = place.judged_place(file)
        assert (one.grade, one.mend) == (Grade.WARN, f"chmod 600 {file}*")
        folder.chmod(0o700)
        assert [one.grade for one in place.judged_place(file)] == [Grade.OK]


def test_a_database_that_may_not_be_written_or_read_is_wrong(tmp_path: Path) -> None:
    found = installation(tmp_path)
    checked(found, "--offline", code=0)  # what is loaded once cannot be later, without rights
    for parent in (*tmp_path.parents, tmp_path):
        if parent.stat().st_uid == os.geteuid() and str(parent).startswith("/tmp/"):
            parent.chmod(parent.stat().st_mode | 0o055)
    found.config.chmod(0o644)
    file = tmp_path / "watcher.db"
    file.chmod(0o444)
    with someone_else():
        assert "wrong" in grades(checked(found, "--offline", code=1)["permissions"])
    file.chmod(0o000)
    if os.geteuid() == 0:
        with someone_else():
            assert "wrong" in grades(checked(found, "--offline", code=1)["database"])


# The database


def test_a_database_that_is_not_there_is_wrong(tmp_path: Path) -> None:
    found = Place(tmp_path)
    found.config.write_text(f'database = "sqlite:{tmp_path}/gone/watcher.db"\n{NAMED}', encoding="utf-8")
    checks = checked(found, code=1)
    assert grades(checks["database"]) == ["wrong"]
    assert "watcher init" in checks["database"][0]["mend"]
    assert "no such folder" in checks["permissions"][-1]["what"]
    assert not (tmp_path / "gone").exists()


def test_a_damaged_page_is_found(tmp_path: Path) -> None:
    found = installation(tmp_path)
    with found.store() as store:
        for number in range(200):
            added(store, f"river-{number}")
    file = tmp_path / "watcher.db"
    whole = file.read_bytes()
    file.write_bytes(whole[: len(whole) // 2] + b"\xff" * 8192 + whole[len(whole) // 2 + 8192 :])
    one = checked(found, "--offline", code=1)["database"][0]
    assert "damaged" in one["what"]
    assert "backup" in one["mend"]


@pytest.mark.parametrize(
    ("content", "check", "said"),
    [
        (b"no database at all, but long enough to be looked at" * 100, "database", "is a file of another kind"),
        (b"SQLite format 3\x00" + b"\xff" * 5000, "database", "database"),
    ],
)
def test_a_file_that_is_no_database_is_wrong(tmp_path: Path, content: bytes, check: str, said: str) -> None:
    found = installation(tmp_path)
    (tmp_path / "watcher.db").write_bytes(content)
    one = checked(found, "--offline", code=1)[check][0]
    assert one["grade"] == "wrong"
    assert said in one["what"]


def test_a_database_of_a_newer_version_and_one_of_another_program_are_wrong(tmp_path: Path) -> None:
    found = installation(tmp_path)
    connection = sqlite3.connect(tmp_path / "watcher.db")
    connection.execute(
        "INSERT INTO _sqlite_migrations (migration_set, name, applied_at) VALUES ('watcher', '9999_x', '')"
    )
    connection.commit()
    connection.close()
    assert "newer version" in checked(found, "--offline", code=1)["schema"][0]["what"]
    (tmp_path / "watcher.db").unlink()
    other = sqlite3.connect(tmp_path / "watcher.db")
    other.execute("CREATE TABLE recipes (name TEXT)")
    other.commit()
    other.close()
    assert "another program" in checked(found, "--offline", code=1)["database"][0]["what"]


def test_an_older_schema_is_a_warning_and_stays_as_it_is(tmp_path: Path) -> None:
    found = Place(tmp_path, NAMED, made=False)
    file = tmp_path / "watcher.db"
    connection = sqlite.writable(file)
    migrate.upgrade(connection, file, schema.STEPS[:3])
    connection.close()
    before = file.read_bytes()
    assert grades(checked(found, "--offline", code=0)["schema"]) == ["warn"]
    assert file.read_bytes() == before


def test_a_database_that_is_held_by_another_program_is_named_and_the_rest_is_looked_at(tmp_path: Path) -> None:
    found = installation(tmp_path)
    holder = sqlite3.connect(tmp_path / "watcher.db", isolation_level=None)
    holder.execute("PRAGMA locking_mode = EXCLUSIVE")
    holder.execute("BEGIN EXCLUSIVE")
    checks = checked(found, "--offline", code=1)
    holder.close()
    assert "locked by another process" in checks["database"][0]["what"]
    assert "destinations" in checks


def test_the_whole_database_is_read_where_that_is_asked_for(tmp_path: Path) -> None:
    found = installation(tmp_path)
    with found.store() as store:
        for number in range(50):
            added(store, f"river-{number}")
    connection = sqlite3.connect(tmp_path / "watcher.db")
    connection.execute("PRAGMA writable_schema = ON")
    other = "(SELECT rootpage FROM sqlite_schema WHERE name = 'tags_tag')"
    connection.execute(f"UPDATE sqlite_schema SET rootpage = {other} WHERE name = 'watches_due'")
    connection.commit()
    connection.close()
    assert grades(checked(found, "--offline", "--deep", code=1)["database"]) == ["wrong"]


def test_what_was_changed_behind_watcher_s_back_is_found_by_a_deep_look(tmp_path: Path) -> None:
    found = installation(tmp_path)
    with found.store() as store:
        asyncio.run(store.memory.record(new(added(store))))
    checks = checked(found, "--offline", "--deep", code=0)
    assert "1 revisions" in checks["database"][1]["what"]
    rewritten(tmp_path / "watcher.db", "rises", "falls")
    assert grades(checked(found, "--offline", code=0)["database"]) == ["ok"]
    assert grades(checked(found, "--offline", "--deep", code=1)["database"]) == ["ok", "wrong"]


def test_an_examination_ends_when_its_time_is_over(tmp_path: Path) -> None:
    installation(tmp_path)
    connection = sqlite3.connect(tmp_path / "watcher.db")
    numbers = "WITH RECURSIVE n(i) AS (SELECT 0 UNION ALL SELECT i + 1 FROM n LIMIT 20000)"
    connection.execute(f"{numbers} INSERT INTO pace (minute, late) SELECT printf('2026-%06d', i), '[]' FROM n")
    connection.commit()
    connection.close()
    assert faults(tmp_path / "watcher.db", seconds=60) == []
    assert faults(tmp_path / "watcher.db", seconds=-1) is None


def test_a_database_that_is_too_large_to_be_read_in_time_is_not_called_whole() -> None:
    assert judged_faults(Path("watcher.db"), None).grade is Grade.WARN
    assert judged_faults(Path("watcher.db"), ["row 3 missing"]).grade is Grade.WRONG


# Disk and clock


@pytest.mark.parametrize(
    ("room", "grade"),
    [
        (place.Room(free=50_000_000, files=10**6, database=0), Grade.WRONG),
        (place.Room(free=10**12, files=3, database=0), Grade.WRONG),
        (place.Room(free=10**9 + 1, files=None, database=5 * 10**9), Grade.WARN),
        (place.Room(free=500_000_000, files=10**6, database=0), Grade.WARN),
        (place.Room(free=10**10, files=None, database=10**9), Grade.OK),
    ],
)
def test_a_disk_that_is_full_or_nearly_is_told(room: place.Room, grade: Grade) -> None:
    [found] = place.judged_room(Path("/var/lib/watcher"), room)
    assert found.grade is grade


NOON = datetime(2026, 5, 4, 12, 0, tzinfo=UTC)
SECOND = timedelta(seconds=1)


@pytest.mark.parametrize(
    ("newest", "kept", "ahead", "grade", "said"),
    [
        (NOON + timedelta(days=300), True, [SECOND], Grade.WRONG, "2027-02-28"),
        (NOON - timedelta(days=1), True, [3600 * SECOND], Grade.WRONG, "ahead of"),
        (None, True, [-90 * SECOND, -90 * SECOND, 0 * SECOND], Grade.WARN, "90 s behind"),
        (None, False, [], Grade.WARN, "NTP"),
        (None, None, [], Grade.WARN, "cannot be told"),
        (NOON, None, [], Grade.OK, "goes on"),
        (None, False, [SECOND, -SECOND], Grade.OK, "agrees with servers"),
        (None, True, [], Grade.OK, "kept by NTP"),
    ],
)
def test_the_clock_is_held_against_the_database_the_system_and_servers(
    newest: datetime | None, kept: bool | None, ahead: list[timedelta], grade: Grade, said: str
) -> None:
    [found] = clock.judged(NOON, newest=newest, kept=kept, ahead=ahead)
    assert found.grade is grade
    assert said in found.what


def test_a_clock_that_is_behind_the_database_is_wrong(tmp_path: Path) -> None:
    found = installation(tmp_path)
    with found.store() as store:
        later = datetime.now(UTC) + timedelta(days=365)
        asyncio.run(store.memory.record(new(added(store), later)))
    assert grades(checked(found, "--offline", code=1)["clock"]) == ["wrong"]


def test_a_clock_that_servers_do_not_agree_with_is_wrong(tmp_path: Path, server: Server) -> None:
    found = installation(tmp_path)
    server.ahead = timedelta(hours=2)
    with found.store() as store:
        added(store, url=server.url())
    one = checked(found, code=1)["clock"][0]
    assert one["grade"] == "wrong"
    assert "behind servers" in one["what"]


# Network and robots


def test_hosts_that_do_not_answer_are_told(tmp_path: Path, server: Server) -> None:
    found = installation(tmp_path)
    with found.store() as store:
        added(store, "closed", url="http://127.0.0.2:9/closed")
        added(store, "also", url="http://127.0.0.3:1234/closed")
        one = checked(found, code=1)["network"][0]
        assert one["grade"] == "wrong"
        added(store, url=server.url())
        one = checked(found, code=0)["network"][0]
    assert one["grade"] == "warn"
    assert one["what"].startswith("1 of 3 hosts answer")


def test_hosts_that_may_not_be_opened_are_told_as_what_they_are(tmp_path: Path, server: Server) -> None:
    found = installation(tmp_path)
    found.config.write_text(found.config.read_text("utf-8").replace('["127.0.0.0/8"]', "[]"), encoding="utf-8")
    with found.store() as store:
        added(store, url=server.url())
    one = checked(found, code=1)["network"][0]
    assert "loopback" in one["what"]
    assert "allow_networks" in one["mend"]
    assert server.asked == []


def test_what_robots_txt_forbids_is_told(tmp_path: Path, server: Server) -> None:
    found = installation(tmp_path)
    server.robots = "User-agent: *\nDisallow: /story\n"
    with found.store() as store:
        added(store, url=server.url())
    one = checked(found, code=0)["robots"][0]
    assert one["grade"] == "warn"
    assert server.url() in one["what"]


def test_without_a_network_nothing_is_asked(tmp_path: Path, server: Server) -> None:
    found = installation(tmp_path, subscribed("json://no-such-host.invalid/alerts"))
    with found.store() as store:
        added(store, url=server.url())
    checks = checked(found, "--offline", code=0)
    assert "network" not in checks
    assert server.asked == []


def test_as_many_hosts_are_asked_as_is_polite(tmp_path: Path) -> None:
    found = installation(tmp_path)
    with found.store() as store:
        for number in range(network.HOSTS + 9):
            added(store, f"host-{number}", url=f"http://127.0.3.{number + 1}:9/story")
    assert f"{network.HOSTS - 3} more" in checked(found, code=1)["network"][0]["what"]


def test_hosts_that_are_too_slow_are_no_network_that_is_gone() -> None:
    hosts = [Tracked(host=f"h{n}", count=1, urls=()) for n in range(3)]
    [slow] = network.judged(hosts, [])
    assert "too slow" in slow.what
    silent = [network.Answer(host=one.host, fault=Fault.DNS, why="cannot be resolved") for one in hosts]
    [gone] = network.judged(hosts, silent)
    assert "name server" in gone.mend


# Destinations


@pytest.mark.parametrize(
    ("to", "said"),
    [
        ("env:NO_SUCH_DESTINATION", "is not set"),
        ("file:/nowhere/desk.url", "cannot be read"),
        ("credential:desk", "LoadCredential"),
        ("nonsense://secret-word", "Apprise cannot use"),
        ("json://no-such-host.invalid/secret-word", "no host of that name"),
        ("mailto://desk:secret-word@no-such-host.invalid?smtp=mail.no-such-host.invalid", "no host of that name"),
        (f"hook+https://10.0.0.1/secret-word#{SECRET}", "private"),
        (f"hook+https://no-such-host.invalid/secret-word#{SECRET}", "no host of that name"),
    ],
)
def test_a_destination_that_cannot_be_reached_is_wrong_and_no_secret_is_said(
    tmp_path: Path, to: str, said: str
) -> None:
    found = installation(tmp_path, subscribed(to))
    one = checked(found, code=1)["destinations"][0]
    assert said in one["what"]
    shown = found.run("doctor").out + found.run("doctor", "--json", "-vv").out
    assert "secret-word" not in shown
    assert SECRET not in shown


def test_a_test_message_is_sent_only_where_that_is_asked_for(tmp_path: Path, server: Server) -> None:
    found = installation(tmp_path, subscribed(f"hook+http://127.0.0.1:{server.port}/hook#{SECRET}"))
    checked(found, code=0)
    assert server.asked == []
    assert "took a test message" in checked(found, "--send", code=0)["destinations"][-1]["what"]
    assert server.asked == ["/hook"]
    server.posted = 500
    assert checked(found, "--send", code=1)["destinations"][-1]["grade"] == "wrong"


# The daemon


def test_a_daemon_that_looks_at_nothing_is_wrong(tmp_path: Path) -> None:
    found = installation(tmp_path)
    with found.store() as store:
        added(store, now=datetime.now(UTC) - timedelta(hours=1))
        with store.claim_daemon():
            one = checked(found, "--offline", code=1)["service"][0]
    assert one["grade"] == "wrong"
    assert grades(checked(found, "--offline", code=0)["service"]) == ["warn"]
    assert found.run("doctor", "--offline", "-q").code == 0


def test_a_daemon_that_is_late_but_looks_is_none_that_hangs() -> None:
    late = Remembered(overdue_since=NOON - timedelta(hours=1), looked_at=NOON - timedelta(minutes=2))
    assert next(iter(service.judged("7", late, NOON))).grade is Grade.OK
    stuck = replace(late, looked_at=NOON - timedelta(minutes=30))
    assert next(iter(service.judged("7", stuck, NOON))).grade is Grade.WRONG


def test_alerts_that_have_failed_are_told(tmp_path: Path) -> None:
    to = destination("json://127.0.0.1/alerts")
    found = installation(tmp_path, subscribed(to.reference))
    with found.store() as store:
        watch = added(store)
        asyncio.run(store.memory.record(new(watch)))
        asyncio.run(store.memory.record(edited(watch, 2, alerts=(alert(to.id, 0),))))
    connection = sqlite3.connect(tmp_path / "watcher.db")
    connection.execute("UPDATE alerts SET state = 'failed', settled_at = created_at")
    connection.commit()
    connection.close()
    assert "1 alert has failed" in checked(found, "--offline", code=0)["troubles"][0]["what"]


@pytest.mark.parametrize(
    ("said", "graded"),
    [
        (None, []),
        ({"LoadState": "not-found", "ActiveState": "inactive"}, []),
        ({"LoadState": "loaded", "ActiveState": "active", "SubState": "running", "NRestarts": "0"}, [Grade.OK]),
        ({"LoadState": "loaded", "ActiveState": "active", "SubState": "running", "NRestarts": "9"}, [Grade.WARN]),
        ({"LoadState": "loaded", "ActiveState": "inactive", "SubState": "dead"}, [Grade.WARN]),
        ({"LoadState": "loaded", "ActiveState": "failed", "Result": "exit-code"}, [Grade.WRONG]),
        ({"LoadState": "loaded", "ActiveState": "activating", "SubState": "auto-restart"}, [Grade.WRONG]),
    ],
)
def test_what_systemd_says_of_the_unit_is_judged(said: dict[str, str] | None, graded: list[Grade]) -> None:
    assert [one.grade for one in service.judged_unit(said, None)] == graded


def test_another_configuration_than_that_of_the_service_is_told(tmp_path: Path) -> None:
    own, other = tmp_path / "own.toml", tmp_path / "other.toml"
    start = f"{{ path=/opt/w/bin/watcher ; argv[]=/opt/w/bin/watcher --config {own} run ; ignore_errors=no ; }}"
    said = {"LoadState": "loaded", "ActiveState": "active", "ExecStart": start}
    assert [one.grade for one in service.judged_unit(said, own)] == [Grade.OK]
    for config in (other, None):
        told, fine = service.judged_unit(said, config)
        assert (told.grade, fine.grade) == (Grade.WARN, Grade.OK)
        assert f"goes by {own}, and this was about {config or 'the defaults'}" in told.what
        assert f"watcher --config {own} doctor" in told.mend


# Backups


def test_backups_that_cannot_be_made_or_were_not_are_told(tmp_path: Path) -> None:
    folder = tmp_path / "backups"
    found = installation(tmp_path, f'[backup]\nfolder = "{folder}"')
    there = checked(found, "--offline", code=0)["backup"]
    assert [one["what"] for one in there] == [
        f"{tmp_path} is on the disk of the database", f"none is in {folder} so far"
    ]  # fmt: skip
    folder.mkdir()
    old = datetime.now(UTC) - timedelta(days=2, minutes=1)
    (folder / f"watcher-{old:%Y%m%dT%H%M%SZ}.db").touch()
    late = checked(found, "--offline", code=1)["backup"]
    assert grades(late) == ["warn", "wrong"]
    assert f"of {old:%Y-%m-%d %H:%M} UTC" in late[1]["what"]
    (folder / f"watcher-{datetime.now(UTC):%Y%m%dT%H%M%SZ}.db").touch()
    assert grades(checked(found, "--offline", code=0)["backup"]) == ["warn"]
    found.config.write_text(f'{NAMED}\n[backup]\nfolder = "/dev/null/backups"', encoding="utf-8")
    assert "/dev/null is no folder" in checked(found, "--offline", code=1)["backup"][0]["what"]


def test_nothing_is_said_of_backups_that_nobody_wants(tmp_path: Path) -> None:
    assert "backup" not in checked(installation(tmp_path), "--offline", code=0)


def test_a_folder_of_backups_that_may_not_be_written_to_is_wrong() -> None:
    with someone_else():
        found = list(backups.judged_folder(Path("/usr/backups"), Path("/usr/none.db")))
    assert [one.what for one in found] == ["/usr may not be written to"]


# What is installed


def test_packages_out_of_their_bounds_or_missing_are_wrong() -> None:
    there = {"aiohttp": "3.13.1", "click": "8.2", "watcher": "0.1.0"}
    wanted = ["aiohttp[speedups]<4,>=3.14", "click<9,>=8.2", "gone>=1", 'playwright>=1; extra == "browser"']
    [one] = installed.judged_packages(wanted, there.get)
    assert one.grade is Grade.WRONG
    assert one.what == "aiohttp is 3.13.1, not <4,>=3.14; gone is missing"
    [own] = installed.judged_packages(wanted[1:2], there.get)
    assert own.grade is Grade.OK
    assert next(iter(installed.judged_sqlite((3, 31, 1)))).grade is Grade.WRONG


def test_missing_fonts_matter_where_pictures_are_asked_for() -> None:
    assert installed.fonts(asked_for=True, lacking=lambda: ["no font for Han"]).grade is Grade.WARN
    assert installed.fonts(asked_for=False, lacking=lambda: ["no font for Han"]).grade is Grade.OK
    assert installed.fonts(asked_for=True, lacking=lambda: []).grade is Grade.OK


def test_what_is_not_well_has_a_mend_and_nothing_else_has() -> None:
    assert [one("x", "y", "z").grade for one in (doubtful, wrong)] == [Grade.WARN, Grade.WRONG]
    assert well("x", "y").mend == ""
    for grade, mend in ((Grade.OK, "z"), (Grade.WRONG, "")):
        with pytest.raises(ValueError):
            Diagnosis(check="x", grade=grade, what="y", mend=mend)
