"""A witness over HTTP: one path, by POST."""

import logging
import time
from collections.abc import Awaitable, Callable, MutableMapping
from typing import Any

from gateway.transparency.note import MOST_BYTES
from gateway.transparency.submission import PATH
from gateway.witness.judge import Answer, Judge

log = logging.getLogger("witness")  # of the standard library: a witness loads as little as it can

Scope = MutableMapping[str, Any]
Receive = Callable[[], Awaitable[MutableMapping[str, Any]]]
Send = Callable[[MutableMapping[str, Any]], Awaitable[None]]


class Service:
    """The ASGI application. Submissions are judged one at a time, which is what makes them safe."""

    def __init__(self, judge: Judge, clock: Callable[[], float] = time.time) -> None:
        self._judge, self._clock = judge, clock

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Answer one request."""
        if scope["type"] != "http":
            return
        answer = await self._answer(scope, receive)
        if answer.status != 200:
            log.warning("not cosigned: %d %s", answer.status, answer.text.strip())
        body = answer.text.encode()
        headers = [(b"content-type", answer.media.encode()), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": answer.status, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def _answer(self, scope: Scope, receive: Receive) -> Answer:
        if scope["path"] != f"/{PATH}":
            return Answer(404, f"send checkpoints by POST to /{PATH}\n")
        if scope["method"] != "POST":
            return Answer(405, "send checkpoints by POST\n")
        body = await _body(receive)
        if body is None:
            return Answer(413, f"more than {MOST_BYTES} bytes are not read\n")
        return self._judge.add_checkpoint(body, int(self._clock()))


async def _body(receive: Receive) -> bytes | None:
    parts, size = list[bytes](), 0
    while True:
        message = await receive()
        size += len(message.get("body", b""))
        if size > MOST_BYTES:
            return None
        parts.append(message.get("body", b""))
        if not message.get("more_body", False):
            return b"".join(parts)
