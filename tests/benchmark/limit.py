"""The limit: bare uvicorn and asyncpg running the best hand-written SQL that returns JSON.

No GraphQL, no policy, no audit, no token: the path says which statement, the body gives its variables.

    python -m tests.benchmark.limit PORT     with DSN and AREA in the environment
"""

import asyncio
import os
import sys
from collections.abc import Awaitable, Callable
from pathlib import Path
from typing import Any

import asyncpg
import orjson
import uvicorn

STATEMENTS = {path.stem: path.read_text() for path in (Path(__file__).parent / "statements").glob("*.sql")}
FRAMES = {
    "q1": (b'{"data":{"case":', b"}}"),
    "q2": (b'{"data":{"cases":{"nodes":', b"}}}"),
    "q3": (b'{"data":{"cases":{"nodes":', b"}}}"),
    "q4": (b'{"data":', b"}"),
    "q5": (b'{"data":{"meetings":{"nodes":', b"}}}"),
}
PARAMETERS: dict[str, tuple[str, ...]] = {
    "q1": ("reference", "today"),
    "q2": ("area",),
    "q3": ("area",),
    "q4": ("area", "today", "inAWeek"),
    "q5": ("reference",),
}
CONNECTIONS = 8

Send = Callable[[dict[str, Any]], Awaitable[None]]
Receive = Callable[[], Awaitable[dict[str, Any]]]
Held = tuple["asyncpg.Connection[asyncpg.Record]", dict[str, Any]]


class Limit:
    """The ASGI application."""

    def __init__(self, dsn: str, area: int) -> None:
        self.dsn = dsn
        self.fixed = {"area": area}
        self.room = asyncio.Semaphore(CONNECTIONS)
        self.idle: list[Held] = []

    async def __call__(self, scope: dict[str, Any], receive: Receive, send: Send) -> None:
        """Answer one request."""
        name = scope["path"][1:]
        message = await receive()
        values = {**self.fixed, **orjson.loads(message["body"] or b"{}").get("variables", {})}
        before, after = FRAMES[name]
        body = before + await self.fetched(name, [values[each] for each in PARAMETERS[name]]) + after
        headers = [(b"content-type", b"application/json"), (b"content-length", str(len(body)).encode())]
        await send({"type": "http.response.start", "status": 200, "headers": headers})
        await send({"type": "http.response.body", "body": body})

    async def fetched(self, name: str, values: list[Any]) -> bytes:
        """The JSON of one statement, prepared once for each connection."""
        async with self.room:
            connection, prepared = self.idle.pop() if self.idle else await self.connected()
            if name not in prepared:
                prepared[name] = await connection.prepare(
                    STATEMENTS[name], name=name
                )  # unnamed, it is parsed anew each time
            found = await prepared[name].fetchval(*values)
            self.idle.append((connection, prepared))
        return found if isinstance(found, bytes) else b"null"

    async def connected(self) -> Held:
        """A connection that gives JSON as the bytes that came."""
        connection = await asyncpg.connect(self.dsn, server_settings={"jit": "off"}, statement_cache_size=0)
        await connection.set_type_codec("json", schema="pg_catalog", encoder=bytes, decoder=bytes, format="binary")
        return connection, {}


def main() -> None:
    """Serve until told to stop."""
    application = Limit(os.environ["DSN"], int(os.environ["AREA"]))
    options: dict[str, Any] = {"loop": "uvloop", "http": "httptools", "lifespan": "off", "access_log": False}
    uvicorn.run(application, host="127.0.0.1", port=int(sys.argv[1]), log_level="warning", **options)


if __name__ == "__main__":
    main()
