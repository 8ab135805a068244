"""The configuration: what it gives, and how each mistake in it is told."""

from __future__ import annotations

import re
from datetime import timedelta
from ipaddress import ip_network
from pathlib import Path

import pytest

from watcher.compare.facts import FACTS as TOLD_FACTS
from watcher.errors import SettingsError
from watcher.home import from_home
from watcher.model import Subscription
from watcher.settings import (
    FACTS,
    KINDS,
    Fetch,
    Settings,
    SourceSetting,
    Web,
    default_path,
    default_text,
    duration,
    exposed,
    load,
)

SHIPPED = Path(__file__).parents[1] / "config/watcher.toml"
FULL = """\
database = "sqlite:/var/lib/watcher/watcher.db"

[fetch]
user_agent = "example desk (desk@example.org)"
concurrency = 8
workers = 2
host_gap = "500ms"
timeout = "1m30s"
max_body = "2 MiB"
allow_networks = ["127.0.0.0/8", "fd00::/8"]
robots = false

[schedule]
looks_per_article = 100
horizon = "4w"

[web]
listen = "[::1]:80"
address = "https://watch.example/desk/"
monitors = ["10.1.2.0/24"]
password = "env:WEB_PASSWORD"
token = "credential:web-token"
public = true
trusted_proxies = ["127.0.0.1"]

[operator]
to = ["env:OPS"]
language = "de"
timezone = "Europe/Berlin"

[[source]]
url = "https://news.example/feed.xml"
kind = "feed"
tags = ["zh"]
match = "/a-[0-9]+$"
languages = ["zh-Hant", "en"]
max_age = "3d"
limit = 20
every = "30m"
baseline = true
pace = "1s"

[[subscription]]
name = "desk"
to = ["env:DESK", "credential:matrix", "file:/etc/desk", "mailto://user:secret@example.org"]
tags = ["zh"]
sites = ["www.News.example", "!sport.news.example"]
languages = ["zh", "en"]
kinds = ["title.*", "article.gone"]
min_weight = "major"
facts = ["number", "negation"]
stealth = true
match = "(?i)harbour"
digest = "Monday 08:00"
quiet = "22:00-07:00"
confirm = "90s"
timezone = "Asia/Shanghai"
limit = 0
language = "zh"
template = "desk.txt"
picture = true
archive = true

[[subscription]]
name = "archive"
to = ["json://archive.example"]
"""


def load_text(folder: Path, text: str) -> Settings:
    (folder / "templates").mkdir(exist_ok=True)
    (folder / "templates/desk.txt").touch()
    path = folder / "watcher.toml"
    path.write_text(text, encoding="utf-8")
    return load(path)


def error_of(folder: Path, text: str) -> str:
    with pytest.raises(SettingsError) as caught:
        load_text(folder, text)
    assert caught.value.exit_code == 2
    said = str(caught.value)
    assert "\n" not in said
    return said.removeprefix(f"{folder}/")


def test_an_empty_file_gives_the_defaults(tmp_path: Path) -> None:
    assert load_text(tmp_path, "") == Settings()


def test_the_shipped_file_says_the_defaults_of_the_code() -> None:
    assert load(SHIPPED) == Settings()


def test_the_shipped_file_is_what_init_writes() -> None:
    assert SHIPPED.read_text(encoding="utf-8") == default_text()


def test_the_shipped_file_names_every_key_and_its_examples_hold(tmp_path: Path) -> None:
    settings = load_text(tmp_path, re.sub(r"(?m)^#(?! |$)", "", default_text()))
    assert [source.tags for source in settings.sources] == [
        ("dw", "zh"),
        ("dw", "zh", "zh-hant"),
        ("dw", "en"),
        ("dw", "de"),
    ]
    assert settings.sources[0] == SourceSetting(url="https://rss.dw.com/rdf/rss-chi-all", tags=("dw", "zh"))
    assert [to.label for to in settings.subscriptions[0].to] == [
        "env:DESK_MAIL",
        "credential:matrix",
        "file:/etc/watcher/desk.url",
    ]


def test_every_key_is_read(tmp_path: Path) -> None:
    settings = load_text(tmp_path, FULL)
    assert settings.database == "sqlite:/var/lib/watcher/watcher.db"
    assert settings.fetch == Fetch(
        user_agent="example desk (desk@example.org)",
        concurrency=8,
        workers=2,
        host_gap=timedelta(milliseconds=500),
        timeout=timedelta(seconds=90),
        max_body=2 * 2**20,
        allow_networks=(ip_network("127.0.0.0/8"), ip_network("fd00::/8")),
        robots=False,
    )
    assert settings.schedule.looks_per_article == 100
    assert settings.schedule.horizon == timedelta(weeks=4)
    assert settings.web == Web(
        listen="[::1]:80",
        address="https://watch.example/desk",
        monitors=(ip_network("10.1.2.0/24"),),
        password="env:WEB_PASSWORD",
        token="credential:web-token",
        public=True,
        trusted_proxies=(ip_network("127.0.0.1"),),
    )
    assert [to.label for to in settings.operator.to] == ["env:OPS"]
    assert (settings.operator.language, settings.operator.timezone) == ("de", "Europe/Berlin")
    assert settings.sources == (
        SourceSetting(
            url="https://news.example/feed.xml",
            kind="feed",
            tags=("zh",),
            match="/a-[0-9]+$",
            languages=("zh-Hant", "en"),
            max_age=timedelta(days=3),
            limit=20,
            every=timedelta(minutes=30),
            baseline=True,
            pace=timedelta(seconds=1),
        ),
    )
    assert settings.templates == tmp_path / "templates"
    desk, archive = settings.subscriptions
    assert desk == Subscription(
        name="desk",
        to=desk.to,
        tags=("zh",),
        sites=("news.example", "!sport.news.example"),
        languages=("zh", "en"),
        kinds=("title.*", "article.gone"),
        min_weight="major",
        facts=("number", "negation"),
        stealth=True,
        match="(?i)harbour",
        digest="monday 08:00",
        quiet="22:00-07:00",
        timezone="Asia/Shanghai",
        confirm=timedelta(seconds=90),
        limit=0,
        language="zh-Hans",
        template="desk.txt",
        picture=True,
        archive=True,
    )
    assert archive == Subscription(name="archive", to=archive.to)


def test_secrets_show_in_no_representation(tmp_path: Path) -> None:
    more = """
[[site]]
host = "news.example"
headers = { Cookie = "sid=secret" }
[archive]
keys = "access:secret"
"""
    proxied = FULL.replace("[fetch]", '[fetch]\nproxy = "http://anna:secret@proxy.example"')
    settings = load_text(tmp_path, proxied + more)
    assert settings.fetch.proxy == "http://anna:secret@proxy.example"
    assert "secret" not in repr(settings)


@pytest.mark.parametrize(
    ("text", "said"),
    [
        ("[fetch]\nconcurency = 3", "watcher.toml:2: fetch.concurency: unknown key; did you mean concurrency?"),
        ("\n\n[fetsch]\n", "watcher.toml:3: fetsch: unknown key; did you mean fetch?"),
        (
            'colour = "red"',
            "watcher.toml:1: colour: unknown key; known are database, fetch, schedule, web, site, source",
        ),
        ("[fetch]\n\nconcurrency = '3'", "watcher.toml:3: fetch.concurrency: a whole number was expected, not a text"),
        ("[fetch]\nrobots = 1", "watcher.toml:2: fetch.robots: true or false was expected, not a whole number"),
        ("fetch = 3", "watcher.toml:1: fetch: a table was expected, not a whole number"),
        ("fetch = {concurrency = true}", "watcher.toml:1: fetch.concurrency: a whole number was expected, not true or"),
        ("fetch.concurrency = 0", "watcher.toml:1: fetch.concurrency: 0 is out of bounds; 1 to 4096 is possible"),
        ("[fetch]\nhost_gap = 2", "watcher.toml:2: fetch.host_gap: a text in quotes was expected, not a whole number"),
        ('[fetch]\nhost_gap = "2"', 'watcher.toml:2: fetch.host_gap: "2" is no duration; write it as "30s"'),
        ('[fetch]\nhost_gap = "2d"', 'watcher.toml:2: fetch.host_gap: "2d" is out of bounds; "0s" to "1h" is possible'),
        ('[fetch]\nmax_body = "10"', 'watcher.toml:2: fetch.max_body: "10" is no size; write it as "500 kB"'),
        ('[fetch]\nmax_body = "1 kB"', 'watcher.toml:2: fetch.max_body: "1 kB" is out of bounds'),
        (
            '[fetch]\nallow_networks = ["::1", 4]',
            "watcher.toml:2: fetch.allow_networks: a text in quotes was expected",
        ),
        ('[fetch]\nallow_networks = ["127.0.0.1/8"]', 'write "127.0.0.0/8" for the network'),
        ('[fetch]\nallow_networks = ["local"]', 'watcher.toml:2: fetch.allow_networks: "local" is no network'),
        (
            '[fetch]\nuser_agent = "a\\nb"',
            "watcher.toml:2: fetch.user_agent: one line of plain ASCII text was",
        ),
        ("[schedule]\nlooks_per_article = 0", "watcher.toml:2: schedule.looks_per_article: 0 is out of bounds"),
        ('[schedule]\nhorizon = "1m"', 'watcher.toml:2: schedule.horizon: "1m" is out of bounds; "1h" to'),
        ('[web]\nlisten = "8642"', 'watcher.toml:2: web.listen: "8642" is no place to listen'),
        ('[web]\nlisten = "localhost:99999"', "watcher.toml:2: web.listen:"),
        ('[web]\nlisten = "http://a:80"', "watcher.toml:2: web.listen:"),
        ('[web]\naddress = "watch.example"', 'watcher.toml:2: web.address: "watch.example" is no address of a server'),
        ('[web]\naddress = "https://a.example/?x"', "watcher.toml:2: web.address:"),
        ('[web]\npassword = "hunter2"', "watcher.toml:2: web.password: that is no hash of a password; write what"),
        ('[web]\ntoken = "short"', "watcher.toml:2: web.token: that is no token; write 32 random letters"),
        ('[web]\ntrusted_proxies = ["10.1.2.3/8"]', 'watcher.toml:2: web.trusted_proxies: "10.1.2.3/8" is an address'),
        ('[web]\nmonitors = ["10.1.2.3/8"]', 'watcher.toml:2: web.monitors: "10.1.2.3/8" is an address inside a'),
        (
            '[operator]\nto = ["mailto:"]',
            "watcher.toml:2: operator.to: entry 1 is no destination; write an Apprise URL",
        ),
        *(
            (
                f'[operator]\nto = ["{reference}"]',
                "watcher.toml:2: operator.to: entry 1 is a web hook without a secret; write",
            )
            for reference in (
                "hook+https://cms.example.org/in",
                "hook+https://cms.example.org/in#hunter2",
                "hook+https://cms.example.org/in#whsec_c2hvcnQ=",
                "hook+ftp://cms.example.org/in#env:CMS",
                "hook+https://#env:CMS",
            )
        ),
        ("[operator]\nfor = []", "watcher.toml:2: operator.for: unknown key; known are to, language"),
        ('[operator]\nlanguage = "fr"', 'watcher.toml:2: operator.language: "fr" is none of en, de, zh-Hans'),
        (
            '[[subscription]]\nname = "operator"\nto = ["env:X"]',
            'watcher.toml:2: subscription.name: "operator" is how [operator] is named; take another name',
        ),
        ('database = "postgresql://db"', "watcher.toml:1: database: this version keeps SQLite only"),
        ('database = "state.db"', 'watcher.toml:1: database: "state.db" names no database; write "sqlite:" and a file'),
        ('database = "sqlite:"', 'watcher.toml:1: database: "sqlite:" names no database'),
        ('[fetch]\nproxy = "socks5://anna:pass@h"', "watcher.toml:2: fetch.proxy: that is no proxy; write"),
        ('[[site]]\nhost = "a.example"', "watcher.toml:1: site.headers: this key is needed and missing"),
        ('[[site]]\nhost = "https://a.example"\nheaders = {}', 'site.host: "https://a.example" is no name of a host'),
        ('[[site]]\nhost = "a.example"\nheaders = { Host = "b" }', 'site.headers: "Host" is no header field that can'),
        ('[[site]]\nhost = "a.example"\nheaders = { A = "x\\ny" }', 'site.headers: "A" wants one line of plain ASCII'),
        ('[[source]]\ntags = ["a"]', "watcher.toml:1: source.url: this key is needed and missing"),
        ('[source]\nurl = "https://a.example"', "watcher.toml:1: source: write [[source]] above each source"),
        ('[[source]]\nurl = "ftp://a.example"', 'watcher.toml:2: source.url: "ftp://a.example" is no http or https'),
        ('[[source]]\nurl = "https://me:x@a.example"', "watcher.toml:2: source.url: addresses with a login are not"),
        ('[[source]]\nurl = "https://a.example"\nkind = "rss"', 'source.kind: "rss" is none of feed, sitemap, page'),
        (
            '[[source]]\nurl = "https://a.example"\nlanguages = ["german!"]',
            'source.languages: "german!" is no language',
        ),
        ('[[source]]\nurl = "https://a.example"\nmax_age = "old"', 'source.max_age: "old" is no duration'),
        ('[[source]]\nurl = "https://a.example"\nevery = "1s"', 'source.every: "1s" is out of bounds; "1m" to'),
        ('[[source]]\nurl = "https://a.example"\nlimit = 0', "source.limit: 0 is out of bounds"),
        (
            '[[source]]\nurl = "https://a.example"\n[[source]]\nurl = "https://a.example"',
            "watcher.toml:4: source.url: https://a.example is the address of two sources that match the same",
        ),
        ('[[source]]\nurl = "https://a.example"\nmatch = "("', 'watcher.toml:3: source.match: "(" is no regular'),
        ('database = "a\n', "watcher.toml:1: not TOML: "),
        ("[fetch]\n[fetch]\n", "watcher.toml:2: not TOML: Cannot declare ('fetch',) twice"),
    ],
)
def test_a_mistake_is_told_with_file_line_and_key(text: str, said: str, tmp_path: Path) -> None:
    assert said in error_of(tmp_path, text)


@pytest.mark.parametrize(
    ("line", "said"),
    [
        ('kinds = ["titel.*"]', 'subscription.kinds: "titel.*" matches no kind of change; near are title.edited'),
        ('kinds = ["*.gone", "nonsense"]', 'subscription.kinds: "nonsense" matches no kind of change; near are '),
        ('min_weight = "heavy"', 'subscription.min_weight: "heavy" is none of cosmetic, minor, major'),
        ('timezone = "Europe/Bonn"', 'subscription.timezone: "Europe/Bonn" is no time zone'),
        ('timezone = "../etc/passwd"', "subscription.timezone:"),
        ('sites = ["https://dw.com/zh"]', 'subscription.sites: "https://dw.com/zh" is no host; write it as "dw.com"'),
        ('sites = ["!"]', 'subscription.sites: "!" is no host'),
        ('languages = ["german!"]', 'subscription.languages: "german!" is no language'),
        ('kinds = ["!*"]', "subscription.kinds: nothing is left of all kinds of change"),
        ('kinds = ["!titel.*"]', 'subscription.kinds: "!titel.*" matches no kind of change'),
        ('facts = ["numbers"]', 'subscription.facts: "numbers" is none of number, date, name, quote, negation'),
        ("stealth = 1", "subscription.stealth: true or false was expected, not a whole number"),
        ('match = "("', 'subscription.match: "(" is no regular expression: missing )'),
        ('kinds = ["article.*"]\nstealth = true', "subscription.kinds: facts, stealth and match ask for an edit"),
        ('digest = "8"', 'subscription.digest: "8" is no time for a digest'),
        ('digest = "montag 08:00"', 'subscription.digest: "montag 08:00" is no time for a digest'),
        ("limit = -1", "subscription.limit: -1 is out of bounds; 0 to 10000 is possible"),
        ('language = "fr"', 'subscription.language: "fr" is none of en, de, zh-Hans'),
        ('template = "../x"', 'subscription.template: "../x" is no name of a file in the folder "templates"'),
        ('template = "x.txt"', "subscription.template: there is no file "),
        ('confirm = "0s"', 'subscription.confirm: "0s" is out of bounds; "1s" to "1d" is possible'),
        ('confirm = "soon"', 'subscription.confirm: "soon" is no duration'),
        ('quiet = "22:00"', 'subscription.quiet: "22:00" is no stretch of the day'),
        ('tags = [" "]', "subscription.tags: a tag is empty"),
    ],
)
def test_a_mistake_in_the_second_subscription_is_found_there(line: str, said: str, tmp_path: Path) -> None:
    first = '[[subscription]]\nname = "a"\nto = ["env:A"]\nkinds = []\nmin_weight = "major"\ntimezone = "UTC"\n'
    told = error_of(tmp_path, f'{first}\n[[subscription]]\nname = "b"\nto = ["env:B"]\n{line}\n')
    assert told.startswith("watcher.toml:11: ")
    assert said in told


def test_names_of_subscriptions_are_unique(tmp_path: Path) -> None:
    one = '[[subscription]]\nname = "desk"\nto = ["env:A"]\n'
    assert error_of(tmp_path, one * 2).startswith('watcher.toml:5: subscription.name: "desk" is the name of two')


def test_a_destination_of_no_known_form_is_told_without_repeating_it(tmp_path: Path) -> None:
    told = error_of(tmp_path, '[[subscription]]\nname = "desk"\nto = ["env:A", "hunter2"]\n')
    assert told.startswith("watcher.toml:3: subscription.to: entry 2 is no destination")
    assert "hunter2" not in told


def test_a_subscription_needs_a_destination(tmp_path: Path) -> None:
    told = error_of(tmp_path, '[[subscription]]\nname = "desk"\nto = []\n')
    assert told == "watcher.toml:3: subscription.to: at least one destination is needed"


def test_a_file_that_is_not_there_is_told(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="there is no such file; `watcher init` writes one"):
        load(tmp_path / "nowhere.toml")


def test_a_folder_is_no_configuration(tmp_path: Path) -> None:
    with pytest.raises(SettingsError, match="cannot be read"):
        load(tmp_path)


def test_a_file_that_is_no_text_is_told(tmp_path: Path) -> None:
    path = tmp_path / "watcher.toml"
    path.write_bytes(b'database = "\xff\xfe"')
    with pytest.raises(SettingsError, match="not UTF-8 text at byte 12"):
        load(path)


def test_the_nearest_file_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    own = tmp_path / "home/watcher/watcher.toml"
    own.parent.mkdir(parents=True)
    own.touch()
    environ = {"XDG_CONFIG_HOME": str(tmp_path / "home")}
    assert default_path(environ) == own
    (tmp_path / "config").mkdir()
    (tmp_path / "config/watcher.toml").touch()
    assert default_path(environ) == Path("config/watcher.toml")


def test_without_a_home_only_what_needs_one_is_refused(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("HOME")
    monkeypatch.setattr("pwd.getpwuid", {}.__getitem__)
    monkeypatch.chdir(tmp_path)
    assert default_path({}) in (None, Path("/etc/watcher/watcher.toml"))
    for folder in ("~/copies", "~nobody-of-that-name/copies"):
        with pytest.raises(
            SettingsError, match=f"^{folder}: there is no such home; write the whole path, or set HOME$"
        ):
            from_home(folder)


@pytest.mark.parametrize(
    ("text", "seconds"), [("2s", 2), ("500ms", 0.5), ("30m", 1800), ("1h30m", 5400), ("14d", 1209600), ("1.5h", 5400)]
)
def test_durations_are_read_as_people_write_them(text: str, seconds: float) -> None:
    assert duration(text) == timedelta(seconds=seconds)


@pytest.mark.parametrize("text", ["", "2", "s", "-2s", "2 years", "1h-30m", "٣s", "9" * 400 + "d"])
def test_what_is_no_duration_is_refused(text: str) -> None:
    with pytest.raises(ValueError):
        duration(text)


def test_there_is_a_kind_for_everything_that_can_change() -> None:
    assert len(KINDS) == len(set(KINDS))
    assert {"title.edited", "paragraph.moved", "image.replaced", "alt.edited", "article.restored"} <= set(KINDS)


def test_files_with_secrets_that_everybody_may_read_are_named(tmp_path: Path) -> None:
    for name, mode in (
        ("open", 0o644),
        ("kept", 0o600),
        ("proxy", 0o604),
        ("cookie", 0o440),
        ("token", 0o666),
        ("keys", 0o644),
        ("hook", 0o644),
    ):
        (tmp_path / name).touch()
        (tmp_path / name).chmod(mode)
    at = f"file:{tmp_path}"
    settings = load_text(
        tmp_path,
        f"""
[fetch]
proxy = "{at}/proxy"
[archive]
keys = "{at}/keys"
[web]
password = "{at}/cookie"
token = "{at}/token"
[operator]
to = ["{at}/kept", "{at}/open", "env:OPEN", "hook+https://a.example/#{at}/hook"]
[[site]]
host = "a.example"
headers = {{ A = "{at}/cookie", B = "{at}/token", C = "file-like" }}
[[subscription]]
name = "desk"
to = ["{at}/open", "{at}/missing", "file:~nobody-of-that-name/x"]
""",
    )
    assert exposed(settings) == (f"{at}/open", f"{at}/hook", f"{at}/proxy", f"{at}/keys", f"{at}/token")


def test_every_fact_that_is_told_can_be_asked_for() -> None:
    assert FACTS == TOLD_FACTS


@pytest.mark.parametrize(
    ("said", "meant"),
    [("zh", "zh-Hans"), ("zh_CN", "zh-Hans"), ("zh-hans", "zh-Hans"), ("zh-Hans", "zh-Hans"), ("de", "de")],
)
def test_the_language_of_messages_is_read_as_people_write_it(said: str, meant: str, tmp_path: Path) -> None:
    (one,) = load_text(tmp_path, f'[[subscription]]\nname = "a"\nto = ["env:A"]\nlanguage = "{said}"\n').subscriptions
    assert one.language == meant


@pytest.mark.parametrize(
    ("said", "meant"),
    [("hourly", "hourly"), ("08:00", "08:00"), (" SUNDAY  23:59", "sunday 23:59"), ("", "")],
)
def test_the_time_of_a_digest_is_read_as_people_write_it(said: str, meant: str, tmp_path: Path) -> None:
    (one,) = load_text(tmp_path, f'[[subscription]]\nname = "a"\nto = ["env:A"]\ndigest = "{said}"\n').subscriptions
    assert one.digest == meant


def test_a_site_s_header_fields_are_kept_out_of_what_is_said(tmp_path: Path) -> None:
    file = tmp_path / "watcher.toml"
    file.write_text('[[site]]\nhost = "a.example"\nheaders = { Cookie = "subscriber=anna", X-Pass = "env:PASS" }\n')
    (site,) = load(file).site
    assert (site.host, dict(site.headers)) == ("a.example", {"Cookie": "subscriber=anna", "X-Pass": "env:PASS"})
    assert "anna" not in repr(site)
