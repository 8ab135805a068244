"""What the Wayback Machine is asked (Save Page Now), and what its answers mean.

With keys it is a service with jobs ("SPN2 Public API", by the Internet Archive). Without, fewer requests are taken, and
each either lasts until the copy is made and leads to it, or is answered with a page that names a job.
"""

from __future__ import annotations

import json
import re
from dataclasses import dataclass, field
from datetime import timedelta
from urllib.parse import quote, urlencode

from watcher.model import Reply, Request, Unreachable
from watcher.settings.secrets import redacted
from watcher.text import reader_text, shortened

_PATIENCE = 120.0  # seconds: a copy is made of a page with all that it shows
_SECONDS = 30.0
_COPY = re.compile(r"/web/(\d{14})(?:[a-z]{2}_)?/")
_BUSY = timedelta(minutes=1)
_LOCKED = timedelta(hours=1)
_JOB = re.compile(r"[\w-]{1,200}", re.ASCII)
_WATCHED = re.compile(rb"""watchJob\(["']([\w-]{1,200})["']""")
# Of "status_ext" in its errors: what asking again does not change. All else passes, such as servers that do not answer.
_FINAL = frozenset(
    f"error:{name}"
    for name in (
        "bad-request", "blocked", "blocked-url", "filesize-limit", "ftp-access-denied", "invalid-host-resolution",
        "invalid-url-syntax", "method-not-allowed", "network-authentication-required", "no-access", "not-found",
        "not-implemented", "too-many-daily-captures", "too-many-redirects", "unauthorized",
    )
)  # fmt: skip
_SESSIONS = ("error:user-session-limit", "error:too-many-requests")


@dataclass(frozen=True, slots=True, kw_only=True)
class Service:
    """Where the archive is, "https://web.archive.org", and the keys to it, "ACCESS:SECRET"; "" for none."""

    address: str
    keys: str = field(default="", repr=False)


@dataclass(frozen=True, slots=True, kw_only=True)
class Kept:
    """The copy is there."""

    link: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Underway:
    """The copy is being made; `job` is to be asked after."""

    job: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Refused:
    """There is no copy, and never will be where it is `final`; a job is over where it `ended`. `rest` is how long the
    archive is to be left alone altogether, None for no longer than usual."""

    why: str
    final: bool = False
    ended: bool = False
    rest: timedelta | None = None


Step = Kept | Underway | Refused


def place(service: Service, url: str) -> str:
    """Where the newest copy of a page is."""
    return f"{service.address}/web/{url}"


def asking(service: Service, url: str) -> Request:
    """The request to keep a page."""
    if not service.keys:
        return Request(method="GET", url=f"{service.address}/save/{_path(url)}", seconds=_PATIENCE, limit=200_000)
    form = urlencode({"url": url, "skip_first_archive": "1"}, errors="replace").encode()
    headers = {"Content-Type": "application/x-www-form-urlencoded", **_named(service)}
    return Request(method="POST", url=f"{service.address}/save", headers=headers, body=form, seconds=_SECONDS)


def asking_after(service: Service, job: str) -> Request:
    """The request that asks after a job."""
    url = f"{service.address}/save/status/{quote(job, safe='')}"
    return Request(method="GET", url=url, headers=_named(service), seconds=_SECONDS)


def understood(reply: Reply | Unreachable, service: Service, url: str) -> Step:
    """What an answer to either request means for the page."""
    if isinstance(reply, Unreachable):
        return Refused(why=reply.why)
    if reply.status == 429:
        return Refused(why="the archive takes no more for now", rest=reply.retry_after or _BUSY)
    if reply.status in (401, 403) and service.keys:
        return Refused(why=f"the archive does not take the keys: it answers {reply.status}", rest=_LOCKED)
    if copy := _COPY.search(reply.location):
        return _kept(copy[1], service, url)
    return _told(reply, service, url)


def _told(reply: Reply, service: Service, url: str) -> Step:
    """What the JSON in an answer says."""
    try:
        said = json.loads(reply.body)
    except (ValueError, RecursionError):
        said = None
    if not isinstance(said, dict):
        watched = _WATCHED.search(reply.body) if reply.status < 400 else None
        return Underway(job=watched[1].decode()) if watched else _unclear(reply)
    if said.get("status") == "success" and re.fullmatch(r"\d{14}", str(said.get("timestamp"))):
        return _kept(str(said["timestamp"]), service, url)
    if said.get("status") == "error":
        kind = str(said.get("status_ext"))
        why = shortened(reader_text(redacted(str(said.get("message") or kind), service.keys)), 200)
        return Refused(
            why=f"the archive says: {why}", final=kind in _FINAL, ended=True, rest=_BUSY if kind in _SESSIONS else None
        )
    job = str(said.get("job_id") or "")
    if _JOB.fullmatch(job) and reply.status < 400:
        return Underway(job=job)
    return _unclear(reply)


def _unclear(reply: Reply) -> Refused:
    why = f"the archive answers {reply.status} and names no copy"
    return Refused(why=why, ended=reply.status == 404, rest=reply.retry_after)


def _kept(timestamp: str, service: Service, url: str) -> Kept:
    """By the time alone, the address is ours: what the archive links to may be anything."""
    return Kept(link=f"{service.address}/web/{timestamp}/{url}")


def _named(service: Service) -> dict[str, str]:
    login = {"Authorization": f"LOW {service.keys}"} if service.keys else {}
    return {"Accept": "application/json", **login}


def _path(url: str) -> str:
    """The address as it stands in a path: with its query, without what would end the path."""
    return quote(url, safe="%/:=?&!$'()*+,;@~", errors="replace")
