"""What is done from the pages: each a form that is posted, and leads to a page that says what was done."""

from __future__ import annotations

import asyncio
import re
from collections.abc import Callable, Iterator, Mapping, Sequence
from datetime import datetime, timedelta

from aiohttp import web

from watcher.errors import NotFound, UsageError
from watcher.model import SourceId, SourceSetting, Subscription, Watch, WatchId
from watcher.model.summary import FOREVER
from watcher.settings.checks import SOURCE, one_line
from watcher.steering import drift_settled, dropped, released, retried, tracked, web_addresses
from watcher.store import Store
from watcher.web.access import Access
from watcher.web.app import Handler, Route
from watcher.web.article import number_of, watch_of
from watcher.web.pages import explained
from watcher.web.rendering import language_of, page, words_in
from watcher.web.subscriptions import snooze
from watcher.web.visit import leading_to

Form = Mapping[str, str]
Work = Callable[[Store, int, Form, datetime], str]  # what is done with the number in the address; where that leads

_SEPARATORS = re.compile("[,，、]")
_SILENCES: Mapping[str, timedelta | None] = {
    "": None, "1d": timedelta(days=1), "7d": timedelta(days=7), "30d": timedelta(days=30),
}  # fmt: skip


def routes(store: Store, now: Callable[[], datetime], own: Sequence[Subscription] = ()) -> Sequence[Route]:
    """All that owners may do, and the page that asks before an article is forgotten."""
    asking = Route(
        method="GET", path=r"/watch/{number:\d+}/remove", access=Access.OWNERS, answer=explained(_asking(store))
    )
    return (asking, *(_route(path, work, again, store, now) for path, work, again in _table(own)))


def _table(own: Sequence[Subscription]) -> Iterator[tuple[str, Work, str]]:
    """Addresses, what is done there, and the form that is shown anew where it cannot be."""
    yield "/watches", _track, "articles"
    yield from ((rf"/watch/{{number:\d+}}/{name}", _of_watch(*act), "") for name, act in _ACTS.items())
    yield "/sources", _add_source, "sources"
    yield r"/source/{number:\d+}/remove", _remove_source, ""
    yield "/alerts/retry", _retry_failed, ""
    yield from ((rf"/alert/{{number:\d+}}/{name}", _of_alert(*act), "") for name, act in _LETTERS.items())
    yield "/subscriptions/snooze", _snooze(own), ""
    yield "/subscriptions/unsnooze", _unsnooze(own), ""
    yield from ((rf"/drift/{{number:\d+}}/{name}", _of_drift(release), "") for name, release in _DRIFTS.items())


def _route(path: str, work: Work, again: str, store: Store, now: Callable[[], datetime]) -> Route:
    async def answer(request: web.Request) -> web.Response:
        form = {name: value for name, value in (await request.post()).items() if isinstance(value, str)}
        number = number_of(request, "number") if "number" in request.match_info else 0
        try:
            led = await asyncio.to_thread(work, store, number, form, now())
        except NotFound:
            raise web.HTTPNotFound from None
        except UsageError as error:
            return _shown_again(request, again, form, str(error))
        return leading_to(request, led)

    return Route(method="POST", path=path, access=Access.OWNERS, answer=explained(answer))


def _shown_again(request: web.Request, again: str, form: Form, why: str) -> web.Response:
    """The form as it was filled in; where it is a single button, a page that says why not."""
    if again:
        return page(request, "again.html", status=400, which=again, filled=form, why=why)
    said = words_in(language_of(request)).said("page.refused")
    return page(request, "problem.html", status=409, said=said, why=why)


def _asking(store: Store) -> Handler:
    """Answers with the question whether to forget an article."""

    async def answer(request: web.Request) -> web.Response:
        watch = await watch_of(store, request, "number")
        marks = await asyncio.to_thread(store.history.marks, watch.id)
        titles = await asyncio.to_thread(store.history.titles, [watch.id])
        title = titles[watch.id] or watch.url
        return page(request, "remove.html", watch=watch, title=title, revisions=len(marks))

    return answer


# Articles


def _track(store: Store, _: int, form: Form, now: datetime) -> str:
    lines = [line.strip() for line in form.get("urls", "").splitlines() if line.strip()]
    if not lines:
        raise UsageError("no address; nothing was added")
    added = tracked(store, web_addresses(lines), tags=_tags(form), every=None, note="", now=now)
    done = "added" if any(new for _, new in added) else "known"
    first = min(watch.id for watch, _ in added)
    return f"/watch/{first}?done={done}" if len(lines) == 1 else f"/watches?after={first - 1}&done={done}"


def _tags(form: Form) -> list[str]:
    """The tags in a field, apart by commas. Raises UsageError."""
    found = [tag.strip() for tag in _SEPARATORS.split(form.get("tags", ""))]
    for tag in filter(None, found):
        _checked("tag", one_line, tag)
    return list(dict.fromkeys(filter(None, found)))


def _checked(name: str, check: Callable[[str], object], value: str) -> str:
    """`value`, which the configuration would take too. Raises UsageError."""
    try:
        check(value)
    except ValueError as error:
        raise UsageError(f"{name}: {error}") from None
    return value


def _of_watch(act: Callable[[Store, Watch, Form, datetime], bool], done: str) -> Work:
    def work(store: Store, number: int, form: Form, now: datetime) -> str:
        watch = store.watches.by_id(WatchId(number))
        if watch is None or not act(store, watch, form, now):
            raise NotFound(f"there is no watch {number}")
        return f"/watches?done={done}" if done == "removed" else f"/watch/{number}?done={done}"

    return work


def _look(store: Store, watch: Watch, _: Form, now: datetime) -> bool:
    if not store.watches.look_soon(watch.id, now):
        raise UsageError(f"watch {watch.id} is paused; resume it, and it is looked at now")
    return True


def _mute(store: Store, watch: Watch, form: Form, now: datetime) -> bool:
    if (time := form.get("for", "")) not in _SILENCES:
        raise UsageError(f'for: "{time}" is none of 1d, 7d, 30d')
    length = _SILENCES[time]
    return store.watches.mute(watch.id, now + length if length else FOREVER, now) is not None


_ACTS: Mapping[str, tuple[Callable[[Store, Watch, Form, datetime], bool], str]] = {
    "pause": (lambda store, watch, _, __: store.watches.pause(watch.id), "paused"),
    "resume": (lambda store, watch, _, now: store.watches.resume(watch.id, now), "resumed"),
    "check": (_look, "checked"),
    "mute": (_mute, "muted"),
    "unmute": (lambda store, watch, _, __: store.watches.unmute(watch.id), "unmuted"),
    "tag": (lambda store, watch, form, _: store.watches.set_tags(watch.id, add=_tags(form)), "tagged"),
    "untag": (lambda store, watch, form, _: store.watches.set_tags(watch.id, remove=[form.get("tag", "")]), "untagged"),
    "remove": (lambda store, watch, _, __: store.watches.remove(watch.id), "removed"),
}


# Sources


def _add_source(store: Store, _: int, form: Form, now: datetime) -> str:
    (address,) = web_addresses([form.get("url", "").strip()])
    kind, match = (_checked(name, SOURCE[name], form.get(name, "").strip()) for name in ("kind", "match"))
    setting = SourceSetting(url=address, kind=kind, tags=tuple(_tags(form)), match=match)
    new = store.sources.add(setting, now)[1]
    return f"/sources?done={'source_added' if new else 'source_set'}"


def _remove_source(store: Store, number: int, _form: Form, _now: datetime) -> str:
    one = store.sources.by_id(SourceId(number))
    if one is None or not store.sources.remove(one.id):
        raise NotFound(f"there is no source {number}")
    return f"/sources?done={'source_removed_from_file' if one.from_file else 'source_removed'}"


# The outbox


def _of_alert(act: Callable[[Store, int, datetime], object], done: str) -> Work:
    def work(store: Store, number: int, _: Form, now: datetime) -> str:
        act(store, number, now)
        return f"/alerts?done={done}"

    return work


_LETTERS: Mapping[str, tuple[Callable[[Store, int, datetime], object], str]] = {
    "retry": (retried, "sent"),
    "release": (released, "sent"),
    "drop": (dropped, "dropped"),
}


def _retry_failed(store: Store, _: int, __: Form, now: datetime) -> str:
    store.outbox.retry_failed(now)
    return "/alerts?done=sent"


def _snooze(own: Sequence[Subscription]) -> Work:
    def work(store: Store, _: int, form: Form, now: datetime) -> str:
        snooze(store, form.get("name", ""), form.get("for") or "1h", now, own)
        return "/subscriptions?done=snoozed"

    return work


def _unsnooze(own: Sequence[Subscription]) -> Work:
    def work(store: Store, _: int, form: Form, now: datetime) -> str:
        snooze(store, form.get("name", ""), "", now, own)
        return "/subscriptions?done=unsnoozed"

    return work


_DRIFTS: Mapping[str, bool] = {"release": True, "discard": False}


def _of_drift(release: bool) -> Work:
    def work(store: Store, number: int, _: Form, now: datetime) -> str:
        drift_settled(store, number, now, release=release)
        return f"/drifts?done={'drift_released' if release else 'drift_discarded'}"

    return work
