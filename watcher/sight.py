"""What looks at pages: the client and, for sites whose rule says so, a browser behind it."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import AsyncIterator, Awaitable, Callable, Mapping
from contextlib import asynccontextmanager
from datetime import UTC, datetime
from http import HTTPStatus
from importlib.util import find_spec
from shutil import which

from watcher.errors import SettingsError
from watcher.extract.rule_files import load
from watcher.fetch import Guard, Http
from watcher.fetch.browser import NAMES, Browser
from watcher.model import Page, Seen, Watch
from watcher.settings import Settings, SiteSetting
from watcher.settings.secrets import secret

Fetch = Callable[[Watch], Awaitable[Seen]]


def _now() -> datetime:
    return datetime.now(UTC)


def web(settings: Settings, *, now: Callable[[], datetime] = _now, answers: Counter[str] | None = None) -> Http:
    """What opens pages as the settings ask for, and goes on counting `answers`. Raises SettingsError where a secret is
    not in its place."""
    fetch = settings.fetch
    return Http(
        user_agent=fetch.user_agent,
        timeout=fetch.timeout,
        max_body=fetch.max_body,
        guard=Guard(fetch.allow_networks),
        robots=fetch.robots,
        concurrency=fetch.concurrency,
        now=now,
        headers={site.host: _headers(site, os.environ) for site in settings.site},
        proxy=secret(fetch.proxy, os.environ, label="fetch.proxy", what="the address of a proxy"),
        answers=answers,
    )


def _headers(site: SiteSetting, environ: Mapping[str, str]) -> Mapping[str, str]:
    """What a site is sent, secrets fetched from where they are kept. Raises SettingsError."""
    return {
        name: secret(value, environ, label=f"site {site.host}, header {name}", what="the header's value")
        for name, value in site.headers.items()
    }


@asynccontextmanager
async def eyes(settings: Settings, http: Http, *, now: Callable[[], datetime]) -> AsyncIterator[Fetch]:
    """What looks at articles: the client; for sites whose rule says so, a browser behind it. Raises SettingsError where
    there is none."""
    rules = load(settings.sites)
    asking = next((rule.name for rule in rules.sites if rule.browser), None)
    if asking is None:
        yield http.fetch
        return
    async with _browser(settings, http, asking, now=now) as browser:

        async def fetch(watch: Watch) -> Seen:
            return await (_shown(watch.url, http, browser) if rules.browser_rule(watch.url) else http.fetch(watch))

        yield fetch


async def seen_at(url: str, settings: Settings) -> Seen:
    """What stands at `url` now, as the daemon would see it. Raises SettingsError."""
    asking = load(settings.sites).browser_rule(url)
    async with web(settings) as http:
        if asking is None:
            return await http.get(url)
        async with _browser(settings, http, asking, now=_now) as browser:
            return await _shown(url, http, browser)


async def _shown(url: str, http: Http, browser: Browser) -> Seen:
    seen = await http.get(url)
    return await browser.shown(seen) if isinstance(seen, Page) and seen.status == HTTPStatus.OK else seen


def sighted(settings: Settings) -> None:
    """Raises SettingsError where a site rule cannot be read, or asks for a browser and there is none."""
    for rule in load(settings.sites).sites:
        if rule.browser:
            _executable(rule.name)


def _executable(asking: str) -> str:
    """The browser that the rule `asking` asks for. Raises SettingsError where there is none."""
    executable = next(filter(None, map(which, NAMES)), None)
    if find_spec("playwright") is None or executable is None:
        raise SettingsError(
            f"the site rule {asking} asks for a browser: install watcher with its extra, "
            "pip install 'watcher[browser]', and Chromium (on Debian: apt-get install chromium)"
        )
    return executable


def _browser(settings: Settings, http: Http, asking: str, *, now: Callable[[], datetime]) -> Browser:
    own = settings.fetch
    return Browser(
        get=http.part, executable=_executable(asking), user_agent=own.user_agent, timeout=own.timeout,
        max_body=own.max_body, now=now,
    )  # fmt: skip
