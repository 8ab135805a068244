"""What a tortured daemon lost, doubled or invented: the site's log held against the database and what arrived."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from torture_place import DESTINATIONS, Arrival, Sighting, Text, Told

from watcher.model import WatchId


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """A look at a version (0, 1, …) by the daemon of a round. `finished`: it was recorded, or had to be."""

    round: int
    version: int
    finished: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Account:
    """What happened, by watch: every version that stood, the looks in their order, and the texts of the revisions from
    number 1 on. `said` is what daemons logged as recorded, `arrived` what messages came."""

    stood: Mapping[WatchId, Sequence[Text]]
    looks: Mapping[WatchId, Sequence[Look]]
    revisions: Mapping[WatchId, Sequence[Text]]
    said: Sequence[Told]
    arrived: Sequence[Arrival]


def looks(sightings: Sequence[Sighting]) -> dict[str, list[Look]]:
    """The looks at one host, by story. One is finished where the same daemon went on there, as it looks at one article
    after the other, and where it found what was recorded before. Of a killed daemon's last look nobody can know."""
    found: dict[str, list[Look]] = defaultdict(list)
    for one, after in zip(sightings, (*sightings[1:], None), strict=True):
        finished = one.unchanged or (after is not None and after.round == one.round)
        found[one.story].append(Look(round=one.round, version=one.version, finished=finished))
    return found


def faults(of: Account) -> Iterator[str]:
    """In words, each thing that went wrong; nothing where all is as it should be."""
    for watch in of.stood:
        yield from (f"watch {watch}: {fault}" for fault in _faults_of_history(watch, of))
    yield from _faults_of_alerts(of)
    for watch, number in of.said:
        if number > len(of.revisions[watch]):
            yield f"watch {watch}: revision {number} was logged as recorded, and is lost"


def repeated(arrived: Sequence[Arrival]) -> int:
    """How many messages came once more."""
    return sum(count - 1 for count in Counter((one.destination, one.identity) for one in arrived).values())


def _faults_of_history(watch: WatchId, of: Account) -> Iterator[str]:
    places = {text: version for version, text in enumerate(of.stood[watch])}
    recorded = [places.get(text) for text in of.revisions[watch]]
    looked = {look.version for look in of.looks[watch]}
    for number, version in enumerate(recorded, 1):
        if version is None:
            yield f"revision {number} is a text that never stood"
        elif version not in looked:
            yield f"revision {number} is version {version}, at which nobody looked"
    known = [version for version in recorded if version is not None]
    if known != sorted(set(known)):
        yield f"the revisions are versions {known}: one twice, or out of order"
    for look in of.looks[watch]:
        if look.finished and look.version not in known:
            yield f"version {look.version} stood at a look of round {look.round}, and is lost"
    if len(places) - 1 not in known:
        yield f"version {len(places) - 1}, the last one, is no revision"


def _faults_of_alerts(of: Account) -> Iterator[str]:
    edits = {(watch, number) for watch, texts in of.revisions.items() for number in range(2, len(texts) + 1)}
    identities: dict[tuple[str, Told], set[str]] = defaultdict(set)
    for arrival in of.arrived:
        for told in arrival.told:
            identities[arrival.destination, told].add(arrival.identity)
    for destination in DESTINATIONS:
        came = {told for where, told in identities if where == destination}
        yield from (f"{destination}: watch {w}, revision {n} was never told" for w, n in sorted(edits - came))
        yield from (f"{destination}: watch {w}, revision {n} was told, and is none" for w, n in sorted(came - edits))
    for (destination, (watch, number)), names in sorted(identities.items()):
        if len(names) > 1:
            yield f"{destination}: watch {watch}, revision {number} was told as {len(names)} different messages"
