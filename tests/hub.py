"""A hub on loopback that does what WebSub asks of one: it asks back, distributes, signs, and may deny."""

from __future__ import annotations

import asyncio
import hmac
from collections.abc import AsyncIterator, Mapping
from contextlib import asynccontextmanager
from dataclasses import dataclass, field

import aiohttp
from aiohttp import web
from aiohttp.test_utils import TestServer
from yarl import URL


@dataclass(frozen=True, kw_only=True)
class Subscriber:
    """Whom the hub pushes a topic to."""

    callback: str
    topic: str
    secret: str


@dataclass
class Hub:
    """`reach` is where the callbacks that start with `public` are really to be found, as a reverse proxy would lead
    there. It asks back when told to (`ask_back`), or at once while it is still being asked (`hurried`). `status` is
    what it answers to what it is asked; `moved` where it redirects to."""

    public: str
    reach: str = ""
    url: str = ""
    lease: str = "864000"
    status: int = 202
    retry_after: str = ""
    hurried: bool = False
    moved: bool = False
    asked: list[dict[str, str]] = field(default_factory=list)
    subscribers: dict[str, Subscriber] = field(default_factory=dict)
    believed: asyncio.Event = field(default_factory=asyncio.Event)

    async def take(self, request: web.Request) -> web.Response:
        if self.moved and request.path == "/hub":
            raise web.HTTPTemporaryRedirect("/moved")
        form = {name: str(value) for name, value in (await request.post()).items()}
        self.asked.append(form)
        if self.hurried:
            await self.ask_back()
        fields = {"Retry-After": self.retry_after} if self.retry_after else {}
        return web.Response(status=self.status, text="as you like\n", headers=fields)

    async def ask_back(self, **other: str) -> tuple[int, str]:
        """Verifies the intent of whoever asked last; status and body of the answer. Believed is only who repeats the
        challenge. `other` is what the hub says instead, such as hub_topic."""
        form = self.asked[-1]
        challenge = f"challenge <{len(self.asked)}>"
        query = {"hub.mode": form["hub.mode"], "hub.topic": form["hub.topic"], "hub.challenge": challenge}
        query |= {"hub.lease_seconds": self.lease} | {name.replace("_", "."): value for name, value in other.items()}
        status, body = await self._get(form["hub.callback"], query)
        if status == 200 and body == challenge and form["hub.mode"] == "subscribe":
            self.subscribers[form["hub.callback"]] = Subscriber(
                callback=form["hub.callback"], topic=form["hub.topic"], secret=form["hub.secret"]
            )
            self.believed.set()
        elif status == 200 and body == challenge:
            self.subscribers.pop(form["hub.callback"], None)
        return status, body

    async def deny(self, topic: str | None = None, reason: str = "not for you") -> int:
        form = self.asked[-1]
        query = {"hub.mode": "denied", "hub.topic": topic or form["hub.topic"], "hub.reason": reason}
        return (await self._get(form["hub.callback"], query))[0]

    async def push(self, body: str | bytes, *, method: str = "sha256", signature: str | None = None) -> int:
        """Distributes `body` to all; the status of the last answer. Who answers 410 gets no more."""
        content = body.encode() if isinstance(body, str) else body
        status = 0
        for one in list(self.subscribers.values()):
            own = f"{method}={hmac.new(one.secret.encode(), content, method).hexdigest()}"
            fields = {
                "Content-Type": "application/rss+xml",
                "Link": f'<{self.url}>; rel="hub", <{one.topic}>; rel="self"',
            }
            if signature != "":
                fields["X-Hub-Signature"] = signature or own
            status = await self._post(one.callback, content, fields)
            if status == 410:
                del self.subscribers[one.callback]
        return status

    async def _get(self, callback: str, query: Mapping[str, str]) -> tuple[int, str]:
        async with aiohttp.ClientSession() as client:
            at = URL(self._reached(callback)).update_query(query)
            async with client.get(at, headers={"Host": URL(self.public).host or ""}) as answer:
                return answer.status, await answer.text()

    async def _post(self, callback: str, body: bytes, fields: dict[str, str]) -> int:
        named = {"Host": URL(self.public).host or ""} | fields
        async with aiohttp.ClientSession() as client, client.post(
            self._reached(callback), data=body, headers=named
        ) as answer:  # fmt: skip
            return answer.status

    def _reached(self, callback: str) -> str:
        assert callback.startswith(f"{self.public}/")
        return callback.replace(self.public, self.reach, 1)


@asynccontextmanager
async def open_hub(public: str) -> AsyncIterator[Hub]:
    hub = Hub(public)
    app = web.Application()
    app.router.add_post("/hub", hub.take)
    app.router.add_post("/moved", hub.take)
    async with TestServer(app, host="127.0.0.1") as server:
        hub.url = f"http://127.0.0.1:{server.port}/hub"
        yield hub
