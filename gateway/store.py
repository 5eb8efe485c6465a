"""Reading PostgreSQL: a small pool of connections, each holding its prepared statements.

The pool is last in, first out, so that the warmest connection serves; a connection that failed is thrown away. Every
connection is read-only by its own setting, besides the privileges of its role.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import asyncpg

STATEMENTS_HELD = 256  # prepared statements on a connection; the least recently used is given back
SETTINGS = {
    "application_name": "mappa-gateway",
    "default_transaction_read_only": "on",
    "timezone": "UTC",
    "jit": "off",  # compiling costs more than any of our statements
}


class StoreUnavailable(Exception):
    """PostgreSQL could not be read, or not in time."""


class ValueRefused(Exception):
    """A value that PostgreSQL has no room for, such as a number beyond the column's: the question's fault, not ours."""


class _Held:
    """One connection and the statements prepared on it."""

    def __init__(self, connection: "asyncpg.Connection[asyncpg.Record]") -> None:
        self.connection = connection
        self.statements: OrderedDict[str, Any] = OrderedDict()
        self.named = 0

    async def prepared(self, sql: str) -> Any:  # noqa: ANN401 - asyncpg's statement is generic over its rows
        """The statement, prepared once."""
        statement = self.statements.get(sql)
        if statement is None:
            # By name: a nameless one is parsed anew for each request.
            self.named += 1
            statement = self.statements[sql] = await self.connection.prepare(sql, name=f"mappa_{self.named}")
            if len(self.statements) > STATEMENTS_HELD:
                self.statements.popitem(last=False)
        else:
            self.statements.move_to_end(sql)
        return statement


class Store:
    """The reading side of the database. ``statements`` counts what was sent, so that tests can tell."""

    def __init__(self, dsn: str, connections: int, budget: float) -> None:
        self._dsn = dsn
        self._budget = budget
        self._idle: list[_Held] = []
        self._room = asyncio.Semaphore(connections)
        self.statements = 0

    async def fetch_row(self, sql: str, values: Sequence[Any]) -> Any:  # noqa: ANN401 - a record, whatever its columns
        """The first row, or None. Raises ``ValueRefused``, or ``StoreUnavailable`` when it cannot answer in time."""
        try:
            async with asyncio.timeout(self._budget):
                async with self._room:
                    return await self._fetch(sql, values)
        except asyncpg.DataError as error:
            raise ValueRefused from error
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError, TimeoutError) as error:
            raise StoreUnavailable(f"the database did not answer: {named(error)}") from error

    async def _fetch(self, sql: str, values: Sequence[Any]) -> Any:  # noqa: ANN401
        held = self._idle.pop() if self._idle else await self._connect()
        try:
            self.statements += 1
            row = await (await held.prepared(sql)).fetchrow(*values)
        except asyncpg.DataError:
            self._idle.append(held)  # refused before or after the wire, never in the middle of it
            raise
        except BaseException:
            # Cancelled or broken in the middle: nobody knows what is still on the wire, so it serves nobody again.
            held.connection.terminate()
            raise
        self._idle.append(held)
        return row

    async def _connect(self) -> _Held:
        connection = await asyncpg.connect(self._dsn, server_settings=SETTINGS, statement_cache_size=0)
        await read_json(connection)
        return _Held(connection)

    async def close(self) -> None:
        """Close what is idle; a statement under way ends with its own connection."""
        while self._idle:
            await self._idle.pop().connection.close(timeout=1)


async def read_json(connection: "asyncpg.Connection[asyncpg.Record]") -> None:
    """Let JSON pass as the bytes that it is."""
    for kind in ("json", "jsonb"):
        await connection.set_type_codec(
            kind, schema="pg_catalog", encoder=_plain, decoder=_PLAIN[kind], format="binary"
        )


def named(error: BaseException) -> str:
    """Its kind and code for the log, and never its words: PostgreSQL repeats the value that it stumbled over."""
    return f"{type(error).__name__} {getattr(error, 'sqlstate', None) or ''}".rstrip()


def _plain(value: bytes) -> bytes:
    return value


_PLAIN = {"json": bytes, "jsonb": lambda body: bytes(body[1:])}  # jsonb leads with a version byte
