"""Pages of HTML in the language of who reads them."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from functools import cache
from importlib import resources
from typing import TYPE_CHECKING, Any
from urllib.parse import urlencode

from aiohttp import web
from markupsafe import Markup, escape

from watcher.cli.marking import Pieces
from watcher.notify.excerpt import beginning
from watcher.notify.markup import Mark, address_escaped
from watcher.notify.reasons import reason
from watcher.notify.wording import Wording, forms_of, wording
from watcher.urls import is_web
from watcher.web.visit import path_of, remember, visit_of

if TYPE_CHECKING:
    from jinja2 import Environment

LANGUAGES: Mapping[str, str] = {"en": "English", "de": "Deutsch", "zh-Hans": "简体中文"}
_COOKIE = "language"
_YEAR = timedelta(days=365)
_POLICY = (
    "default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; connect-src 'self'; form-action 'self'; "
    "base-uri 'none'; frame-ancestors 'none'"
)
_TITLE = 200
_UNITS = (("days", 86400), ("hours", 3600), ("minutes", 60), ("seconds", 1))
_TAGS: Mapping[Mark, str] = {"old": "del", "new": "ins", "alarm": "mark"}


@cache
def _environment() -> Environment:
    # Imported here because it takes 30 ms, which the daemon need not wait for until somebody asks for a page.
    from jinja2 import Environment, PackageLoader, StrictUndefined  # noqa: PLC0415

    found = Environment(
        loader=PackageLoader("watcher.web"), autoescape=True, undefined=StrictUndefined, trim_blocks=True,
        lstrip_blocks=True,
    )  # fmt: skip
    found.filters |= {"pieces": pieces, "time": moment, "address": address, "headline": headline}
    return found


@cache
def words_in(language: str) -> Wording:
    """What messages and pages say in one of LANGUAGES."""
    text = (resources.files("watcher.web") / "words" / f"{language}.toml").read_text(encoding="utf-8")
    return Wording(language, {**wording(language).forms, **forms_of(tomllib.loads(text))})


def language_of(request: web.Request) -> str:
    """What the reader asked for with `lang`, or once did, or what the browser asks for; English otherwise."""
    asked = (request.query.get("lang", ""), request.cookies.get(_COOKIE, ""))
    found = next((language for language in asked if language in LANGUAGES), None)
    return found or _accepted(request.headers.get("Accept-Language", ""))


def _accepted(header: str) -> str:
    for part in header[:200].split(","):
        tag = part.partition(";")[0].strip().lower()
        if tag.startswith("zh") and "hant" not in tag and tag not in ("zh-tw", "zh-hk"):
            return "zh-Hans"
        if (language := tag.partition("-")[0]) in LANGUAGES:
            return language
    return "en"


def page(request: web.Request, template: str, *, status: int = 200, **values: Any) -> web.Response:
    """The page that `template` makes of `values`."""
    language, visit = language_of(request), visit_of(request)
    words = words_in(language)
    forms: list[str] = []
    done = f"done.{request.query.get('done', '')}"

    def form() -> Markup:
        """What every form of the page has to hold."""
        forms.append(visit.form)
        return Markup('<input type="hidden" name="form" value="{form}">').format(form=visit.form)

    shown = rendered(
        template, words, languages=LANGUAGES, visit=visit, form=form, path=path_of(request), root=visit.root,
        done=words.said(done) if done in words.forms else "", other_language=lambda tag: _with(request, lang=tag),
        **values,
    )  # fmt: skip
    response = web.Response(text=shown, content_type="text/html", status=status)
    response.headers["Content-Security-Policy"] = _POLICY
    response.headers["Referrer-Policy"] = "same-origin"  # without one, browsers do not say which page posts a form
    response.headers["Vary"] = "Accept-Language, Cookie"
    if request.query.get("lang") in LANGUAGES:
        response.set_cookie(
            _COOKIE, language, max_age=int(_YEAR.total_seconds()), httponly=True, samesite="Lax", path=f"{visit.root}/"
        )
    if forms and visit.fresh:
        remember(response, visit.cookie, secure=visit.secure)
    return response


def rendered(template: str, words: Wording, **values: Any) -> str:
    """What `template` makes of `values`, in the language of `words`."""
    return _environment().get_template(template).render(
        t=words.said, counted=words.counted, words=words, language=words.language,
        ago=lambda at, now: ago(words, at, now), exactly=exactly, told_time=told_time,
        when=lambda at: when(words, at, values["now"]), why_=lambda text: reason(text, words.language),
        length=lambda time: length(words, time), mean=lambda value: mean(words, value), **values,
    )  # fmt: skip


def problem(request: web.Request, key: str, status: int) -> web.Response:
    """A page that says what is wrong."""
    return page(request, "problem.html", status=status, said=words_in(language_of(request)).said(key))


def _with(request: web.Request, **values: str) -> str:
    """The address that was asked for, with other values in its query."""
    asked = {name: value for name, value in request.query.items() if name != "done"}
    return f"{visit_of(request).root}{path_of(request)}?{urlencode(asked | values)}"


def pieces(marked: Pieces) -> Markup:
    """Marked text as HTML: what went in <del>, what came in <ins>."""
    return Markup("").join(_piece(mark, text) for mark, text in marked)


def _piece(mark: Mark, text: str) -> Markup:
    if tag := _TAGS.get(mark):
        return Markup("<{tag}>{text}</{tag}>").format(tag=tag, text=text)
    if mark == "cut":
        return Markup(' <span class="cut">[… {text} …]</span> ').format(text=text)
    if mark == "link" and is_web(text):
        return Markup('<a href="{href}" rel="noreferrer">{text}</a>').format(href=address_escaped(text), text=text)
    return escape(text)


def headline(title: str) -> str:
    """A headline as lists show it: within 200 characters."""
    return beginning(title, _TITLE)


def address(url: str) -> str:
    """`url` as it may stand in an attribute that is opened; "" where it is no web address."""
    return address_escaped(url) if is_web(url) else ""


def moment(at: datetime | None) -> Markup:
    """An instant to the minute, UTC, for eyes and for programs; "" for None."""
    if at is None:
        return Markup("")
    utc = at.astimezone(UTC)
    return Markup('<time datetime="{exact}">{shown}</time>').format(
        exact=f"{utc:%Y-%m-%dT%H:%M:%SZ}", shown=exactly(at)
    )


def exactly(at: datetime) -> str:
    """Such as "2026-05-04 12:00 UTC"."""
    return f"{at.astimezone(UTC):%Y-%m-%d %H:%M} UTC"


def told_time(text: str) -> Markup:
    """A time as a site tells it ("2026-05-04T12:00:00Z"), as precise as it is there."""
    day, _, clock = text.partition("T")
    shown = f"{day} {clock[:5]} UTC" if clock.endswith("Z") else text
    return Markup('<time datetime="{exact}">{shown}</time>').format(exact=text, shown=shown)


def when(words: Wording, at: datetime | None, now: datetime) -> Markup:
    """How long ago, or in how long; the instant itself for programs, and where a mouse rests on it."""
    if at is None:
        return escape(ago(words, at, now))
    utc = at.astimezone(UTC)
    return Markup('<time datetime="{exact}" title="{shown}">{ago}</time>').format(
        exact=f"{utc:%Y-%m-%dT%H:%M:%SZ}", shown=exactly(at), ago=ago(words, at, now)
    )


def ago(words: Wording, at: datetime | None, now: datetime) -> str:
    """Such as "5 minutes ago", "in 3 hours"; "never" for None."""
    if at is None:
        return words.said("when.never")
    if abs(at - now) < timedelta(seconds=1):
        return words.said("when.now")
    return _counted(words, "ago" if at < now else "in", abs(at - now))


def length(words: Wording, time: timedelta) -> str:
    """Such as "3 days": the largest unit, rounded down."""
    return _counted(words, "time", time)


def _counted(words: Wording, section: str, time: timedelta) -> str:
    seconds = int(time.total_seconds())
    unit, size = next(((unit, size) for unit, size in _UNITS if seconds >= size), _UNITS[-1])
    return words.counted(f"{section}.{unit}", seconds // size)


def mean(words: Wording, value: float) -> str:
    """Such as "0.25"."""
    return f"{value:.2f}".replace(".", words.form("page.point"))


def bars(counts: Sequence[int]) -> tuple[int, ...]:
    """Counts as heights from 0 to 100."""
    most = max(counts, default=0)
    return tuple(round(100 * count / most) if most else 0 for count in counts)
