"""The whole, put together from settings."""

from __future__ import annotations

import asyncio
from dataclasses import replace
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest
from builders import NOON, news, subscription
from fakes import paper

from watcher import sight, wiring
from watcher.errors import SettingsError, StoreBusy
from watcher.extract import shipped, version
from watcher.model import Finding, Outcome, Voice, Watch
from watcher.settings import Fetch, Operator, Settings, SiteSetting, SourceSetting, Web, load
from watcher.urls import identity, site

STORY = (
    "The harbour bridge was closed to all traffic on Monday after engineers found cracks in two of its main cables.",
    "City officials said the inspection, the first in nine years, had been planned since the winter storms of January.",
)


def settings(folder: Path, *networks: str) -> Settings:
    allowed = tuple(ip_network(network) for network in networks)
    return Settings(
        database=f"sqlite:{folder}/watcher.db",
        fetch=Fetch(allow_networks=allowed, host_gap=timedelta(0), timeout=timedelta(seconds=5)),
    )


async def outcome(own: Settings, url: str) -> tuple[Outcome, str]:
    """What the first look of a daemon with these settings finds at `url`."""
    stop, found = asyncio.Event(), asyncio.Queue[Finding]()

    def report(_: Watch, finding: Finding) -> None:
        found.put_nowait(finding)
        stop.set()

    with wiring.opened(own) as store:
        store.watches.add(url, key=identity(url), site=site(url), now=NOON)
    await asyncio.wait_for(wiring.run(own, stop, on_finding=report), 20)
    finding = found.get_nowait()
    return finding.outcome, finding.why


async def test_a_daemon_from_settings_reads_what_is_due(tmp_path: Path) -> None:
    async with paper() as printed:
        printed.pages["/a"] = news("Bridge closed", *STORY)
        assert await outcome(settings(tmp_path, "127.0.0.0/8"), printed.url("/a")) == (Outcome.NEW, "")
    assert [path for _, path in printed.asked] == ["/robots.txt", "/a"]


async def test_nothing_private_is_fetched_by_default(tmp_path: Path) -> None:
    async with paper() as printed:
        found, why = await outcome(settings(tmp_path), printed.url("/a"))
    assert found is Outcome.FAILED
    assert "loopback" in why
    assert printed.asked == []


async def test_two_daemons_never_work_on_one_database(tmp_path: Path) -> None:
    own = settings(tmp_path)
    with wiring.opened(own) as store, store.claim_daemon(), pytest.raises(StoreBusy):
        await wiring.run(own, asyncio.Event())


def test_a_database_of_another_kind_is_refused() -> None:
    with pytest.raises(SettingsError, match="known are sqlite:"):
        wiring.opened(Settings(database="mysql:x"))


async def test_a_users_own_site_rule_beside_the_configuration_is_read_by(tmp_path: Path) -> None:
    (tmp_path / "sites").mkdir()
    (tmp_path / "sites/harbour.toml").write_text('hosts = ["harbour.example"]\n[[layout]]\ncontainer = ".story"\n')
    (tmp_path / "watcher.toml").write_text(f'database = "sqlite:{tmp_path}/watcher.db"\n')
    async with wiring.assembled(load(tmp_path / "watcher.toml")) as assembly:
        rules = assembly.engine.desk.rules
    assert rules.sites[0].hosts == ("harbour.example",)
    assert version(rules) != version(shipped())


def test_a_secret_that_is_not_in_its_place_is_told_at_the_start(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("NEWS_COOKIE", raising=False)
    site = SiteSetting(host="news.example", headers={"Cookie": "env:NEWS_COOKIE"})
    with pytest.raises(
        SettingsError, match=r"^site news\.example, header Cookie: this environment variable is not set"
    ):
        sight.web(Settings(site=(site,)))
    with pytest.raises(SettingsError, match=r"^fetch\.proxy: the file cannot be read"):
        sight.web(Settings(fetch=Fetch(proxy="file:/nowhere/proxy")))


async def test_a_rule_that_asks_for_a_browser_where_there_is_none_is_told(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PATH", str(tmp_path))
    (tmp_path / "courier.toml").write_text('name = "Courier"\nhosts = ["a.example"]\nbrowser = true\n', "utf-8")
    with pytest.raises(
        SettingsError, match=r"^the site rule Courier asks for a browser: install watcher with its extra"
    ):
        async with wiring.assembled(replace(settings(tmp_path), sites=tmp_path)):
            pass


async def test_the_daemon_finds_articles_in_the_sources_of_its_configuration(tmp_path: Path) -> None:
    own = settings(tmp_path, "127.0.0.0/8")
    stop, found = asyncio.Event(), asyncio.Queue[Watch]()

    def report(watch: Watch, _: Finding) -> None:
        found.put_nowait(watch)
        stop.set()

    async with paper() as printed:
        printed.pages["/a"] = news("Bridge closed", *STORY)
        printed.pages["/feed"] = "<rss><channel><item><link>/a</link></item></channel></rss>"
        sources = (SourceSetting(url=printed.url("/feed"), tags=("harbour",)),)
        await asyncio.wait_for(wiring.run(replace(own, sources=sources), stop, on_finding=report), 20)
        watch = found.get_nowait()
        assert (watch.url, watch.tags) == (printed.url("/a"), ("harbour",))
    with wiring.opened(own) as store:
        assert [(one.from_file, one.found) for one in store.sources.listed()] == [(True, 1)]
    await asyncio.wait_for(wiring.run(own, stop), 20)  # without the source, and told to stop already
    with wiring.opened(own) as store:
        assert (store.sources.listed(), len(store.watches.listed())) == ([], 1)


def test_each_subscription_is_spoken_to_in_its_language_zone_and_words(tmp_path: Path) -> None:
    (tmp_path / "templates").mkdir()
    (tmp_path / "templates/desk.j2").write_text("{% block subject %}x{% endblock %}", encoding="utf-8")
    desk = subscription(language="de", timezone="Europe/Berlin", template="desk.j2")
    own = Settings(
        operator=Operator(language="zh-Hans"), web=Web(address="https://watcher.example"),
        subscriptions=(desk, subscription("night")),
        templates=tmp_path / "templates",
    )  # fmt: skip
    assert wiring.voices(own) == {
        "desk": Voice(
            language="de", timezone="Europe/Berlin", web="https://watcher.example",
            template=tmp_path / "templates/desk.j2",
        ),
        "night": Voice(web="https://watcher.example"),
        "operator": Voice(language="zh-Hans", web="https://watcher.example"),
    }  # fmt: skip
