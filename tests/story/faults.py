"""What servers send in the place of an article: as bytes on the wire, with nothing between them and the reader."""

from __future__ import annotations

import asyncio
import gzip
from collections.abc import Callable
from contextlib import suppress

from aiohttp import web

from watcher.demo.site import Answer

ARTICLE = """<!doctype html><html lang="{lang}"><head><meta charset="{said}"><title>{title}</title></head><body>
<main><article><h1>{title}</h1><p>{first}</p><p>{second}</p></article></main></body></html>"""
_WORDS = {
    "title": "Ebbe und Flut: Wer räumt die Küste auf?",
    "first": "Nach der Sturmflut der vergangenen Woche liegen an der Küste noch immer größere Mengen Treibgut. "
    "Die Gemeinden streiten darüber, wer für das Aufräumen bezahlen soll.",
    "second": "„Wir können nicht warten, bis jemand zuständig ist“, sagte Bürgermeisterin Käthe Möller am Dienstag. "
    "Freiwillige haben nach Angaben der Feuerwehr bereits vierzehn Container gefüllt.",
}


def article(said: str = "utf-8") -> str:
    """A page with an article of its own that says it is encoded as `said`."""
    return ARTICLE.format(lang="de", said=said, **_WORDS)


def sends(body: bytes | str = b"", *, status: int = 200, **headers: str) -> Answer:
    """Answers with this body, as HTML unless `Content_Type` says otherwise."""
    fields = {"Content-Type": "text/html"} | {name.replace("_", "-"): value for name, value in headers.items()}
    content = body.encode() if isinstance(body, str) else body

    async def answer(_: web.Request) -> web.Response:
        return web.Response(body=content, status=status, headers=fields)

    return answer


def leads_to(target: str | Callable[[web.Request], str], status: int = 302) -> Answer:
    """Redirects."""

    async def answer(request: web.Request) -> web.Response:
        location = target if isinstance(target, str) else target(request)
        return web.Response(status=status, headers={"Location": location})

    return answer


def shown(title: str, *paragraphs: str) -> str:
    """A page that only says this."""
    body = "".join(f"<p>{text}</p>" for text in paragraphs)
    return f"<html><head><title>{title}</title></head><body><div><h1>{title}</h1>{body}</div></body></html>"


async def drips(request: web.Request) -> web.StreamResponse:
    """A byte now and then, for ten minutes or until the reader hangs up."""
    response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "600"})
    await response.prepare(request)
    with suppress(ConnectionError):
        for _ in range(600):
            await response.write(b".")
            await asyncio.sleep(1)
    return response


async def breaks_off(request: web.Request) -> web.StreamResponse:
    """Half of what was promised."""
    response = web.StreamResponse(headers={"Content-Type": "text/html", "Content-Length": "4000"})
    await response.prepare(request)
    await response.write(b"<html><body><p>The first half of")
    assert request.transport is not None
    request.transport.close()
    return response


TRUNCATED_GZIP = gzip.compress(article().encode())[:-40]
GZIP_BOMB = gzip.compress(b"<p>" + b"\0" * 60_000_000, compresslevel=1)
NESTED = "<html><body>" + "<div>" * 30_000 + "deep down" + "</div>" * 30_000 + "</body></html>"
PDF = b"%PDF-1.7\n%\xe2\xe3\xcf\xd3\n1 0 obj\n<< /Type /Catalog >>\nendobj\n" + b"\0" * 300
INVALID_UTF8 = article().encode().replace("größere".encode(), b"gr\xf6\xc3ere")

COOKIE_WALL = shown(
    "Before you continue",
    "We and our 842 partners store and access information on your device, such as cookies.",
    "Please accept all cookies to continue, or manage your privacy settings.",
    "<button>Accept all</button> <button>Manage options</button>",
)
CAPTCHA = shown("Just a moment...", "Checking your browser before accessing the site. Please verify you are human.")
NOT_FOUND = shown("Page not found", "Sorry, the page you are looking for does not exist or has been moved.")
NO_ARTICLE = shown("Harbour weather", "<a href='/a'>North</a> <a href='/b'>South</a>")
