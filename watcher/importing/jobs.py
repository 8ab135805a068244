"""What other monitors watch: job files of urlwatch and webchanges (YAML), the export of changedetection.io (JSON)."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import yaml

from watcher.errors import BadDocument

_BEGINS = re.compile(r"(?:---[^\n]*\n|#[^\n]*\n|[ \t]*\r?\n)*(?:- )?[a-z]\w{0,40}[ \t]{0,9}:[ \t\r\n]")
_JOB = re.compile(r"^(?:- |  )?(?:url|navigate|command)[ \t]{0,9}:[ \t]", re.MULTILINE)
_UNITS = ("weeks", "days", "hours", "minutes", "seconds")
_SECONDS = (604800, 86400, 3600, 60, 1)

Record = Mapping[str, Any]

# YAML whose own tags (`!include`) stand for nothing: filters have them, addresses do not.
_Loader: Any = type("_Loader", (yaml.SafeLoader,), {})
_Loader.add_constructor(None, lambda _loader, _node: None)


@dataclass(frozen=True, slots=True, kw_only=True)
class Jobs:
    """The jobs that look at an address, each with the line it begins on; `left_out` counts the others."""

    records: Sequence[tuple[int, Record]]
    left_out: int = 0


def is_job_file(text: str) -> bool:
    """Whether a text begins as a job file of urlwatch or webchanges does."""
    return _BEGINS.match(text) is not None and _JOB.search(text) is not None


def jobs_of(text: str) -> Jobs:
    """The jobs of a job file. Raises BadDocument, naming the line."""
    try:
        nodes = [node for node in yaml.compose_all(text, Loader=_Loader) if node is not None]
        read = yaml.load_all(text, Loader=_Loader)
        jobs = [(node.start_mark.line + 1, job) for node, job in zip(nodes, read, strict=False)]
    except yaml.MarkedYAMLError as error:
        line = error.problem_mark.line + 1 if error.problem_mark else 1
        raise BadDocument(f"line {line}: not YAML: {error.problem}") from None
    except (yaml.YAMLError, ValueError, RecursionError) as error:
        raise BadDocument(f"line 1: not YAML: {str(error).partition(chr(10))[0]}") from None
    each = [(line, one) for line, job in jobs for one in (job if isinstance(job, list) else [job])]
    found = [(line, _job(job)) for line, job in each if isinstance(job, dict) and isinstance(_address(job), str)]
    return Jobs(records=found, left_out=len(each) - len(found))


def _address(job: Record) -> object:
    return job.get("url") or job.get("navigate")


def _job(job: Record) -> Record:
    return {
        "url": _address(job), "tags": job.get("tags"), "note": _text(job.get("name")),
        "paused": job.get("enabled") is False,
    }  # fmt: skip


def is_export(document: object) -> bool:
    """Whether a JSON document is what changedetection.io exports or keeps."""
    return isinstance(document, dict) and isinstance(document.get("watching"), dict)


def exported(document: Record) -> Jobs:
    """The watches of an export of changedetection.io."""
    names = _tag_names(document)
    watches = [watch for watch in document["watching"].values() if isinstance(watch, dict)]
    found = [(1, _watch(watch, names)) for watch in watches if isinstance(watch.get("url"), str)]
    return Jobs(records=found, left_out=len(document["watching"]) - len(found))


def _tag_names(document: Record) -> Mapping[str, str]:
    """Tags by the keys that watches name them by."""
    tags: object = document
    for key in ("settings", "application", "tags"):
        tags = tags.get(key) if isinstance(tags, dict) else None
    entries = tags.items() if isinstance(tags, dict) else ()
    return {key: tag["title"] for key, tag in entries if isinstance(tag, dict) and isinstance(tag.get("title"), str)}


def _watch(watch: Record, names: Mapping[str, str]) -> Record:
    tags = watch.get("tags") or watch.get("tag") or []
    if isinstance(tags, list):
        tags = [names.get(tag, tag) for tag in tags if isinstance(tag, str) and tag.strip()]
    return {
        "url": watch["url"], "tags": tags, "note": _text(watch.get("title")), "every": _every(watch),
        "paused": watch.get("paused") is True,
    }  # fmt: skip


def _every(watch: Record) -> int | None:
    """Seconds between two looks; None where the watch goes by the default."""
    between = watch.get("time_between_check")
    if watch.get("time_between_check_use_default", False) or not isinstance(between, dict):
        return None
    amounts = (between.get(unit) for unit in _UNITS)
    whole = sum(n * s for n, s in zip(amounts, _SECONDS, strict=True) if isinstance(n, int))
    return whole or None


def _text(value: object) -> str:
    return value if isinstance(value, str) else ""
