"""The HTTP face: ``/graphql`` as a plain ASGI function (the hot path), receipts, health; else the pages, if any."""

import asyncio
from collections.abc import Awaitable, Callable, Mapping, MutableMapping
from dataclasses import dataclass, field
from typing import Any

import orjson

from gateway.asked import Asked
from gateway.life import Door
from gateway.nowhere import nowhere
from gateway.written import Written
from schema.transport import Headers, Reply

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]
Application = Callable[[Scope, Receive, Send], Awaitable[None]]
Check = Callable[[], Awaitable[str | None]]
"""None when well, else what is wrong."""

OURS = frozenset({"/graphql", "/healthz", "/readyz"})
Desk = Callable[[Headers, str], Awaitable[Reply]]
"""Answers GET of a path that begins as it does: what was sent, and the rest of the path."""

NOT_ANSWERED = "has not answered"
GRACE = 0.1  # seconds that readiness waits for other parts once one is at fault


async def nothing_told() -> dict[str, str]:
    """No notices."""
    return {}


@dataclass(frozen=True, slots=True)
class Aside:
    """What stands beside the door: paths of their own, by their beginnings, and notices.

    A notice is what readiness tells of a part without being the less ready for it: what is wrong with it, if anything.
    """

    desks: Mapping[str, Desk] = field(default_factory=dict)
    notices: Callable[[], Awaitable[dict[str, str]]] = nothing_told


class Gateway:
    """The ASGI application."""

    def __init__(
        self,
        door: Door,
        checks: dict[str, Check],
        aside: Aside,
        body_bytes: int,
        pages: Application | None = None,
    ) -> None:
        self.door = door
        self.checks = checks
        self.aside = aside
        self.body_bytes = body_bytes
        self.pages = pages

    def prompt(self, asked: Asked, answer: Callable[[Written], None]) -> bool:
        """Take a request that can be answered promptly, and call ``answer``; False leaves it untouched."""
        return self.door.promptly(asked, answer)

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Route one request."""
        if scope["type"] != "http":
            return
        if self.pages is not None and not self._ours(scope["path"]):
            await self.pages(scope, receive, send)
            return
        await _send(await self._reply(scope, receive), send)

    def _ours(self, path: str) -> bool:
        return path in OURS or any(map(path.startswith, self.aside.desks))

    async def _reply(self, scope: Scope, receive: Receive) -> Reply:
        path = scope["path"]
        if path == "/graphql":
            return await self._graphql(scope, receive)
        if path == "/healthz":
            return _plain(200, {"status": "alive"})
        if path == "/readyz":
            return await self._ready()
        for beginning, desk in self.aside.desks.items():
            if path.startswith(beginning) and scope["method"] == "GET":
                return await desk(tuple(scope["headers"]), path.removeprefix(beginning))
        return nowhere()

    async def _graphql(self, scope: Scope, receive: Receive) -> Reply:
        body = await _body(receive, self.body_bytes)
        asked = Asked(scope["method"], tuple(scope["headers"]), scope["query_string"], body)
        return await self.door.serve(asked)

    async def _ready(self) -> Reply:
        """Says of each part whether it works; what is wrong in detail is in the log, not told to the world."""
        found = await faults(self.checks)
        told = {name: fault or "works" for name, fault in (found | await self.aside.notices()).items()}
        return _plain(503 if any(found.values()) else 200, told)


async def faults(checks: Mapping[str, Check]) -> dict[str, str | None]:
    """What is wrong with each part; None where nothing is. They are asked side by side.

    Once one is known to be at fault, the others have a moment left: whoever asks must not wait for a part that hangs.
    """
    asking = {asyncio.ensure_future(check()): name for name, check in checks.items()}
    waiting = set(asking)
    while waiting:
        done, waiting = await asyncio.wait(waiting, return_when=asyncio.FIRST_COMPLETED)
        if any(each.result() for each in done):
            _, waiting = await asyncio.wait(waiting, timeout=GRACE) if waiting else ((), waiting)
            break
    for late in waiting:
        late.cancel()
    return {name: NOT_ANSWERED if each in waiting else each.result() for each, name in asking.items()}


async def _body(receive: Receive, most: int) -> bytes | None:
    """The whole body, or None as soon as it is longer than we read."""
    parts, size = list[bytes](), 0
    while True:
        message = await receive()
        part = message.get("body", b"")
        size += len(part)
        if size > most:
            return None
        parts.append(part)
        if not message.get("more_body", False):
            return b"".join(parts)


def _plain(status: int, body: dict[str, str]) -> Reply:
    text = orjson.dumps(body)
    headers = ((b"content-type", b"application/json"), (b"content-length", str(len(text)).encode()))
    return Reply(status, (*headers, (b"cache-control", b"no-store")), text)


async def _send(reply: Reply, send: Send) -> None:
    await send({"type": "http.response.start", "status": reply.status, "headers": list(reply.headers)})
    await send({"type": "http.response.body", "body": reply.body})
