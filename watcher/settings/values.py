"""What can be set, and the defaults; `watcher.toml` beside this file says the same to people."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import timedelta
from fnmatch import fnmatchcase
from ipaddress import IPv4Network, IPv6Network
from pathlib import Path

from watcher.home import from_home
from watcher.model import Destination, SourceSetting, Subscription

Network = IPv4Network | IPv6Network


def _kinds(subjects: str, acts: str) -> Iterator[str]:
    return (f"{subject}.{act}" for subject in subjects.split() for act in acts.split())


KINDS: tuple[str, ...] = (
    *_kinds("title kicker authors section tags credits copyright", "edited"),
    *_kinds("standfirst caption credit alt", "added removed edited"),
    *_kinds("published modified canonical", "changed"),
    *_kinds("link", "added removed changed"),
    *_kinds("paragraph heading list quote table notice", "added removed edited moved"),
    *_kinds("image", "added removed replaced moved"),
    *_kinds("embed", "added removed replaced"),
    *_kinds("article", "gone restored redirected blocked unreadable"),
)
FACTS = ("number", "date", "name", "quote", "negation")
LANGUAGES = ("en", "de", "zh-Hans")


def is_kind(glob: str) -> bool:
    """Whether some kind of change, or of event, fits it."""
    return any(fnmatchcase(kind, glob) for kind in KINDS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fetch:
    """How pages are fetched, and in how many processes they are read. `max_body` is in bytes, after decompression.
    `proxy` is the address of one, or where to read it, "" for none."""

    user_agent: str = "watcher/0.1 (re-reads news articles and reports edits; operator not named)"
    concurrency: int = 64
    workers: int = 1
    host_gap: timedelta = timedelta(seconds=2)
    timeout: timedelta = timedelta(seconds=30)
    max_body: int = 10_000_000
    allow_networks: tuple[Network, ...] = ()
    robots: bool = True
    proxy: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule:
    """How often one article is looked at: about `looks_per_article` times in the first `horizon` of its life; with
    `adaptive` oftener where it, or its site, was edited more than others, and more seldom where less."""

    looks_per_article: int = 28
    horizon: timedelta = timedelta(days=14)
    adaptive: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Web:
    """Where the daemon listens, "host:port", "" for nowhere; the `address` under which others reach it there, without
    "/" at its end, "" where nobody does; and the networks that may read its figures besides this machine. `password` is
    a hash, `token` what programs show, each of them or where to read it, "" for none; `public` has everybody read;
    `trusted_proxies` are believed who asks."""

    listen: str = "127.0.0.1:8642"
    address: str = ""
    monitors: tuple[Network, ...] = ()
    password: str = field(default="", repr=False)
    token: str = field(default="", repr=False)
    public: bool = False
    trusted_proxies: tuple[Network, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class SiteSetting:
    """What is sent to a host and those below it besides the usual: `headers` by name, each a value or where to read
    one. May be secret."""

    host: str
    headers: Mapping[str, str] = field(default_factory=dict, repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Operator:
    """Who hears of what concerns the installation, and no article alone, in which language and with times of which
    zone."""

    to: tuple[Destination, ...] = ()
    language: str = "en"
    timezone: str = "UTC"


@dataclass(frozen=True, slots=True, kw_only=True)
class Archive:
    """The public archive that is asked to keep pages: besides those of subscriptions that ask for it "edits" or "all"
    revisions, "" for no others. `address` is where it is, `keys` "ACCESS:SECRET" or where to read them, "" for none,
    `gap` the pause between two pages."""

    keep: str = ""
    keys: str = field(default="", repr=False)
    address: str = "https://web.archive.org"
    gap: timedelta = timedelta(seconds=15)


@dataclass(frozen=True, slots=True, kw_only=True)
class Backup:
    """Where the daemon copies the database to, "" for nowhere, how often, and how many copies stay."""

    folder: str = ""
    every: timedelta = timedelta(days=1)
    keep: int = 7

    @property
    def place(self) -> Path | None:
        """The folder by its whole path; None for nowhere."""
        return from_home(self.folder).absolute() if self.folder else None


@dataclass(frozen=True, slots=True, kw_only=True)
class Retention:
    """How old what is kept may become: pages as they came over the wire, and whole histories; None for any age."""

    pages: timedelta | None = None
    histories: timedelta | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Settings:
    """Everything that can be set. `database` is "sqlite:PATH"; `sites` is the folder of the user's own site rules,
    `templates` that of the user's own wordings, both beside the file."""

    database: str = "sqlite:state/watcher.db"
    fetch: Fetch = field(default_factory=Fetch)
    schedule: Schedule = field(default_factory=Schedule)
    web: Web = field(default_factory=Web)
    site: tuple[SiteSetting, ...] = ()
    sources: tuple[SourceSetting, ...] = ()
    subscriptions: tuple[Subscription, ...] = ()
    operator: Operator = field(default_factory=Operator)
    archive: Archive = field(default_factory=Archive)
    backup: Backup = field(default_factory=Backup)
    retention: Retention = field(default_factory=Retention)
    sites: Path = field(default=Path("config/sites"), compare=False, repr=False)
    templates: Path = field(default=Path("config/templates"), compare=False, repr=False)

    @property
    def destinations(self) -> tuple[Destination, ...]:
        """Everywhere that messages go, each once, in the order of the file, the operator's last."""
        own = (to for subscription in self.subscriptions for to in subscription.to)
        return tuple(dict.fromkeys((*own, *self.operator.to)))
