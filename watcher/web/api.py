"""The API, version 1: what the pages show, in the contract's shapes."""

from __future__ import annotations

import asyncio
import json
import re
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import takewhile
from typing import Annotated, Any, Literal

import msgspec
from aiohttp import web
from msgspec import UNSET, Meta, UnsetType

from watcher import shapes
from watcher.cli import shapes as more
from watcher.cli.stream import disclosed_as
from watcher.errors import NotFound
from watcher.model import AlertState, SourceId, State, Watch, WatchId, Weight
from watcher.review import difference, disclosures
from watcher.settings.values import KINDS, is_kind
from watcher.store import Store
from watcher.web.access import Access
from watcher.web.app import Handler
from watcher.web.known import unless_known
from watcher.web.lists import site_place, site_written
from watcher.web.parts import part
from watcher.web.stream import PLACE, STEPS, place_in, written
from watcher.web.visit import visit_of

_LARGEST = 2**63 - 1
_MOST = 180  # revisions that are looked at for what notices tell of those in one part of a list
_SITE = "^[0-9]{1,18}-"  # the edits of a site, and its name

Number = Annotated[int, Meta(ge=1, le=_LARGEST)]
Limit = Annotated[int, Meta(ge=1, le=200)]
Text = Annotated[str, Meta(min_length=1, max_length=100)]
Moment = Annotated[str, Meta(extra_json_schema={"format": "date-time"})]  # read by us: numbers are no times
_GLOBS = sorted({"*", *(f"{kind.split('.')[0]}.*" for kind in KINDS), *(f"*.{kind.split('.')[1]}" for kind in KINDS)})
_KIND = f"^(?:{'|'.join(re.escape(kind) for kind in (*KINDS, *_GLOBS))})$"  # other globs that fit one are taken, too
Kind = Annotated[str, Meta(min_length=1, max_length=100, extra_json_schema={"pattern": _KIND})]
Fact = Literal["number", "date", "name", "quote", "negation"]


class Nothing(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A query without parameters."""


class Changes(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    since: Moment | UnsetType = UNSET
    until: Moment | UnsetType = UNSET
    site: Text | UnsetType = UNSET
    tag: Text | UnsetType = UNSET
    language: Text | UnsetType = UNSET
    kind: Kind | UnsetType = UNSET
    fact: Fact | UnsetType = UNSET
    min_weight: Weight | UnsetType = UNSET
    stealth: bool = False
    before: Annotated[str, Meta(pattern=PLACE)] | UnsetType = UNSET
    limit: Limit = 50


class Watches(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    tag: Text | UnsetType = UNSET
    state: State | UnsetType = UNSET
    after: Annotated[int, Meta(ge=0, le=_LARGEST)] = 0
    limit: Limit = 50


class Listed(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    """A list in a fixed order, what comes after a number."""

    after: Annotated[int, Meta(ge=0, le=_LARGEST)] = 0
    limit: Limit = 50


class Sites(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    after: Annotated[str, Meta(pattern=_SITE, max_length=300)] | UnsetType = UNSET
    limit: Limit = 50


class Wanted(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    text: Text = msgspec.field(name="q")
    tag: Text | UnsetType = UNSET
    before: Number | UnsetType = UNSET
    limit: Limit = 20


class Alerts(msgspec.Struct, forbid_unknown_fields=True, kw_only=True):
    state: AlertState | UnsetType = UNSET
    before: Number | UnsetType = UNSET
    limit: Limit = 50


class One(msgspec.Struct, kw_only=True):
    """What addresses name: a watch, a revision of it, or two."""

    watch: Number = 1
    number: Number = 1
    old: Number = 1
    new: Number = 1


Found = Callable[[Store, Any, One], Mapping[str, Any]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Operation:
    """One thing that can be asked: `answer` gives the document, whose shape has the name `shape`, or raises NotFound.
    `query` are the parameters it takes."""

    path: str
    said: str
    shape: str
    answer: Found
    query: type[msgspec.Struct] = Nothing
    access: Access = Access.READERS


def answered(store: Store, operation: Operation) -> Handler:
    """Answers with the document of one operation, or that the reader has it already."""

    async def answer(request: web.Request) -> web.Response:
        try:
            query = msgspec.convert(_asked(request, operation.query), operation.query, strict=False)
            named = msgspec.convert(dict(request.match_info), One, strict=False)
        except ValueError as error:  # msgspec's among them
            return _document({"error": str(error)}, status=400)
        try:
            found = await asyncio.to_thread(operation.answer, store, query, named)
        except NotFound as error:
            return _document({"error": str(error)}, status=404)
        except ValueError as error:
            return _document({"error": str(error)}, status=400)
        return unless_known(request, _document(found if visit_of(request).owns else _without_notes(found)))

    return answer


def _without_notes(found: Mapping[str, Any]) -> Mapping[str, Any]:
    """The document without what the owner notes of watches."""
    if "items" in found:
        return {**found, "items": [_without_notes(one) for one in found["items"]]}
    return {**found, "note": ""} if "note" in found else found


def _asked(request: web.Request, query: type[msgspec.Struct]) -> dict[str, str]:
    """The parameters of a query. Raises ValueError where one is given twice or is none of `query`."""
    if len(request.query) != len(set(request.query)):
        raise ValueError("a parameter is given twice")
    known = [field.encode_name for field in msgspec.structs.fields(query)]
    if unknown := next((name for name in request.query if name not in known), None):
        raise ValueError(f'"{unknown}" is no parameter here' + f"; there are {', '.join(known)}" * bool(known))
    return dict(request.query)


def _document(found: Mapping[str, Any], *, status: int = 200) -> web.Response:
    body = json.dumps(found, ensure_ascii=False).encode("utf-8", "replace")
    return web.Response(body=body, status=status, content_type="application/json", charset="utf-8")


def _said(query: msgspec.Struct) -> dict[str, Any]:
    """The parameters that were given, or have a default."""
    given = ((name, getattr(query, name)) for name in query.__struct_fields__)
    return {name: value for name, value in given if value is not UNSET}


def _changes(store: Store, query: Changes, _: One) -> Mapping[str, Any]:
    chosen = _said(query)
    if query.kind is not UNSET and not is_kind(query.kind):
        raise ValueError(f'kind: "{query.kind}" fits no kind of change; there are {", ".join(KINDS)}')
    for name in chosen.keys() & {"since", "until"}:
        chosen[name] = _moment(name, chosen[name])
    before, limit = place_in(chosen.pop("before", "")), chosen.pop("limit")
    entries, next_ = store.history.stretch(**chosen, before=before, limit=limit, steps=STEPS)
    told = disclosures(store.history, [entry.revision for entry in entries if entry.revision], most=_MOST)
    shown = list(takewhile(lambda one: not one.revision or (one.watch.id, one.revision.number) in told, entries))
    cursors = [written(entry.place) for entry in shown]
    items = [more.entry(entry, disclosed_as(entry, told)) for entry in shown]
    return part(items, cursors, cursors[-1] if entries[len(shown) :] else written(next_) if next_ else None)


def _moment(name: str, text: str) -> datetime:
    try:
        found: datetime = msgspec.convert(text, Annotated[datetime, Meta(tz=True)])
    except msgspec.ValidationError:
        raise ValueError(f"{name}: a time with its zone was expected, such as 2026-01-31T08:00:00Z") from None
    return found


def _watches(store: Store, query: Watches, _: One) -> Mapping[str, Any]:
    found = store.watches.listed(**_said(query) | {"limit": query.limit + 1})
    titles = store.history.titles([each.id for each in found])
    return _part([(each.id, shapes.watch(each) | {"title": titles[each.id]}) for each in found], query.limit)


def _watch(store: Store, _: Nothing, one: One) -> Mapping[str, Any]:
    found = _existing(store, one)
    return shapes.watch(found) | {"title": store.history.titles([found.id])[found.id]}


def _revisions(store: Store, query: Listed, one: One) -> Mapping[str, Any]:
    watch = _existing(store, one).id
    after = min(query.after, _LARGEST - query.limit - 1)
    found = store.history.revisions(watch, after + 1, after + query.limit + 1)
    told = disclosures(store.history, found[: query.limit], most=_MOST)
    items = [shapes.revision(each, of) for each, of in zip(found, told.values(), strict=False)]
    numbers = [each.number for each in found[: len(items)]]
    return part(items, numbers, numbers[-1] if found[len(items) :] else None)


def _revision(store: Store, _: Nothing, one: One) -> Mapping[str, Any]:
    watch = _existing(store, one)
    found = store.history.revision(watch.id, one.number)
    if found is None:
        raise NotFound(f"watch {watch.id} has no revision {one.number}")
    told = disclosures(store.history, [found])[watch.id, found.number]
    return shapes.whole_revision(found, told, store.history.seal(watch.id, found.number))


def _difference(store: Store, _: Nothing, one: One) -> Mapping[str, Any]:
    watch = _existing(store, one)
    found = difference(store.history, watch.id, one.old, one.new)
    return {
        "watch": watch.id, "old": one.old, "new": one.new, "stealth": found.stealth, "bumped": found.bumped,
        "changes": [change.to_dict() for change in found.changes], **shapes.disclosures(found.disclosures),
    }  # fmt: skip


def _events(store: Store, query: Listed, one: One) -> Mapping[str, Any]:
    found = store.history.numbered_events(_existing(store, one).id, after=query.after, limit=query.limit + 1)
    return _part([(number, shapes.event(each)) for number, each in found], query.limit)


def _looks(store: Store, query: Listed, one: One) -> Mapping[str, Any]:
    found = store.history.numbered_looks(_existing(store, one).id, after=query.after, limit=query.limit + 1)
    return _part([(number, more.look(each)) for number, each in found], query.limit)


def _part(found: Sequence[tuple[Any, shapes.Json]], limit: int) -> Mapping[str, Any]:
    """At most `limit` of what was found, each behind its cursor; one more of them says that the list goes on."""
    cursors = [cursor for cursor, _ in found[:limit]]
    return part([item for _, item in found[:limit]], cursors, cursors[-1] if found[limit:] else None)


def _search(store: Store, query: Wanted, _: One) -> Mapping[str, Any]:
    hits, next_ = store.search.stretch(**_said(query), steps=STEPS)
    return part([more.hit(hit) for hit in hits], [hit.place for hit in hits], next_)


def _sites(store: Store, query: Sites, _: One) -> Mapping[str, Any]:
    after = site_place(query.after) if query.after is not UNSET else None
    found = store.sites.figures(after=after, limit=query.limit + 1)
    return _part([(site_written(each), more.site_figures(each)) for each in found], query.limit)


def _sources(store: Store, query: Listed, _: One) -> Mapping[str, Any]:
    found = store.sources.listed(after=SourceId(query.after), limit=query.limit + 1)
    return _part([(each.id, more.source(each)) for each in found], query.limit)


def _alerts(store: Store, query: Alerts, _: One) -> Mapping[str, Any]:
    found = store.outbox.letters(**_said(query) | {"limit": query.limit + 1})[::-1]
    return _part([(each.id, more.letter(each)) for each in found], query.limit)


def _existing(store: Store, one: One) -> Watch:
    found = store.watches.by_id(WatchId(one.watch))
    if found is None:
        raise NotFound(f"there is no watch {one.watch}")
    return found


_ONE = "/watches/{watch}"
OPERATIONS: tuple[Operation, ...] = (
    Operation(
        path="/changes", said="Edits and events, the newest first.", shape="Changes", answer=_changes, query=Changes
    ),
    Operation(
        path="/watches", said="What is tracked, in the order it was added.", shape="Watches", answer=_watches,
        query=Watches,
    ),
    Operation(path=_ONE, said="One watch.", shape="Watch", answer=_watch),
    Operation(
        path=f"{_ONE}/revisions", said="Its revisions, oldest first.", shape="Revisions", answer=_revisions,
        query=Listed,
    ),
    Operation(
        path=f"{_ONE}/revisions/{{number}}", said="One revision with its article.", shape="WholeRevision",
        answer=_revision,
    ),
    Operation(
        path=f"{_ONE}/diff/{{old}}..{{new}}", said="What a reader sees changed from one revision to another.",
        shape="Difference", answer=_difference,
    ),
    Operation(
        path=f"{_ONE}/events", said="When it was gone, and came back.", shape="Events", answer=_events, query=Listed
    ),
    Operation(path=f"{_ONE}/looks", said="When it was looked at.", shape="Looks", answer=_looks, query=Listed),
    Operation(
        path="/search", said="Revisions that brought words, the newest first.", shape="Hits", answer=_search,
        query=Wanted,
    ),
    Operation(path="/sites", said="What was edited, site by site.", shape="Sites", answer=_sites, query=Sites),
    Operation(
        path="/sources", said="Where new articles come from.", shape="Sources", answer=_sources, query=Listed,
        access=Access.OWNERS,
    ),
    Operation(
        path="/alerts", said="The outbox, the newest first.", shape="Alerts", answer=_alerts, query=Alerts,
        access=Access.OWNERS,
    ),
)  # fmt: skip
