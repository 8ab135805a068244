"""What befell hosts, sources and destinations and is not over."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from watcher.cli import terminal
from watcher.cli.terminal import Screen
from watcher.model import Incident, IncidentKind
from watcher.settings import Settings
from watcher.store import Store

_SHOWN = 5
_WORDS: Mapping[IncidentKind, str] = {
    IncidentKind.NETWORK_GONE: "could not be reached, nor any other host,",
    IncidentKind.HOST_SILENT: "has not answered",
    IncidentKind.SOURCE_FAILING: "could not be read",
    IncidentKind.DESTINATION_FAILED: "has taken no message",
    IncidentKind.BACKUP_FAILED: "has got no backup",
}


def lasting(store: Store, settings: Settings) -> list[Incident]:
    """What is not over, without destinations that are configured no more."""
    known = {to.id for to in settings.destinations}
    return [
        incident
        for kind in _WORDS
        for incident in store.incidents.lasting(kind)
        if kind is not IncidentKind.DESTINATION_FAILED or incident.key in known
    ]


def in_words(troubles: Sequence[Incident], out: Screen) -> Iterator[str]:
    """A line for each of the first, and one that counts the others."""
    for each in troubles[:_SHOWN]:
        why = f": {terminal.plain(each.why)}" if each.why else ""
        yield f"{terminal.plain(each.name)} {_WORDS[each.kind]} {out.since(each.since)}{why}"
    if len(troubles) > _SHOWN:
        yield f"{len(troubles) - _SHOWN:,} more; `watcher --json status` names them all"
