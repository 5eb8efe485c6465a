"""Reading PostgreSQL: a small pool of connections, each holding its prepared statements.

The pool is last in, first out, so that the warmest connection serves; a connection that failed is thrown away. Its
connections are in a role that may add to the access record, and besides that do nothing but read.
"""

import asyncio
from collections import OrderedDict
from collections.abc import Sequence
from typing import Any

import asyncpg

STATEMENTS_HELD = 256  # prepared statements on a connection; the least recently used is given back
READER = "mappa_reader"
SETTINGS = {
    "application_name": "mappa-gateway",
    "timezone": "UTC",
    "jit": "off",  # compiling costs more than any of our statements
}
READING = {
    **SETTINGS,
    "role": READER,
    # Values reach a statement as columns of arrays, in which a planner sees nothing: one plan is as good as another,
    # and making it anew for each batch costs more than most batches do.
    "plan_cache_mode": "force_generic_plan",
}

# The C library of a server process gives memory back to the system when a statement ends, and asks for it again in the
# next, page by page: for a page of 1,000 cases some 350 times, a quarter of what it cost. Once it has freed a piece as
# large as this, glibc keeps so much, twice over; another library makes nothing of it.
ROOMY = "select length(repeat(' ', 4000000))"


class StoreUnavailable(Exception):
    """PostgreSQL could not be read, or not in time."""

    of_the_statement = False  # whether PostgreSQL is there, and refused this statement


class TookTooLong(StoreUnavailable):
    """There was no answer within the budget: what was asked for is too much, or PostgreSQL has too much to do."""


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

    def __init__(self, dsn: str, connections: int, budget: float, patience: float | None = None) -> None:
        """``budget`` is in seconds, for a statement; ``patience``, for a lock that somebody else holds."""
        self._dsn = dsn
        self._budget = budget
        self._settings = {**READING, "lock_timeout": f"{(patience or budget) * 1000:.0f}ms"}
        self._idle: list[_Held] = []
        self._room = asyncio.Semaphore(connections)
        self.statements = 0

    async def fetch_row(self, sql: str, values: Sequence[Any]) -> Any:  # noqa: ANN401 - a record, whatever its columns
        """The first row, or None. Raises ``ValueRefused``, or ``StoreUnavailable`` when it cannot answer in time."""
        rows = await self.fetch(sql, values, self._budget)
        return rows[0] if rows else None

    async def fetch(self, sql: str, values: Sequence[Any], budget: float) -> list[Any]:
        """The rows, once the server has said that what the statement did is committed; ``budget`` in seconds."""
        try:
            async with asyncio.timeout(budget):
                async with self._room:
                    return await self._fetch(sql, values)
        except asyncpg.DataError as error:
            raise ValueRefused from error
        except TimeoutError as error:
            raise TookTooLong(f"the database did not answer: {named(error)}") from error
        except (OSError, asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            failure = StoreUnavailable(f"the database did not answer: {named(error)}")
            failure.of_the_statement = isinstance(error, asyncpg.PostgresError) and not _of_the_connection(error)
            raise failure from error

    async def _fetch(self, sql: str, values: Sequence[Any]) -> list[Any]:
        held = self._idle.pop() if self._idle else await self._connect()
        try:
            self.statements += 1
            rows: list[Any] = await (await held.prepared(sql)).fetch(*values)
        except asyncpg.DataError:
            self._idle.append(held)  # refused before or after the wire, never in the middle of it
            raise
        except BaseException:
            # Cancelled or broken in the middle: nobody knows what is still on the wire, so it serves nobody again.
            held.connection.terminate()
            raise
        self._idle.append(held)
        return rows

    async def _connect(self) -> _Held:
        connection = await asyncpg.connect(self._dsn, server_settings=self._settings, statement_cache_size=0)
        try:
            await read_json(connection)
            await connection.execute(ROOMY)
        except BaseException:
            connection.terminate()  # given up half way: nobody else would close it
            raise
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


def _of_the_connection(error: asyncpg.PostgresError) -> bool:
    """A server that is going, full or locked fails everybody alike; trying again for each would only add to it."""
    return str(getattr(error, "sqlstate", None))[:2] in {"08", "53", "55", "57", "58"}


def named(error: BaseException) -> str:
    """Its kind and code for the log, and never its words: PostgreSQL repeats the value that it stumbled over."""
    return f"{type(error).__name__} {getattr(error, 'sqlstate', None) or ''}".rstrip()


def _plain(value: bytes) -> bytes:
    return value


_PLAIN = {"json": bytes, "jsonb": lambda body: bytes(body[1:])}  # jsonb leads with a version byte
