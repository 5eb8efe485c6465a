"""Writes entries so that they are committed before anybody is answered, many callers sharing one statement.

While one batch is being written, the next gathers. A crash anywhere leaves at most entries whose callers were never
answered; there is nothing to mend. A connection that failed once is not trusted again: the next batch opens another.
The connection keeps a prepared statement and session settings: give it a direct one, or a pooler in session mode.
"""

import asyncio
from collections import deque
from collections.abc import Sequence
from contextlib import suppress
from dataclasses import dataclass
from typing import Self, TypeAlias

import asyncpg
from asyncpg.prepared_stmt import PreparedStatement

from gateway.audit.connection import Connect, Connection
from gateway.audit.entry import Entry
from gateway.audit.insertion import INSERT, columns, parameters
from gateway.audit.sharing import NOTHING, Shared

Statement: TypeAlias = "PreparedStatement[asyncpg.Record]"

# The server gives up when we do, so that a hang leaves no backend waiting behind it. An operator's ``off`` would let
# a commit be lost that we called durable; any other setting is at least as strict as ``on`` here needs.
_SETTINGS = """
select set_config('statement_timeout', $1, false),
       case when current_setting('synchronous_commit') = 'off' then set_config('synchronous_commit', 'on', false) end
"""

LOOK = 0.005  # seconds between looks at a write under way
_ENTRY_AT_FAULT = ("22", "23", "P0")  # SQLSTATE classes that blame data: its neighbours may be good


class AuditUnavailable(Exception):
    """The access is not known to be on record: nothing may be answered. The entry may yet exist."""


@dataclass(frozen=True, slots=True)
class Health:
    """Whether entries can be written, and if not, why."""

    ok: bool
    reason: str = ""


@dataclass(frozen=True, slots=True)
class Limits:
    """How much the writer holds: entries in a statement, callers that wait, seconds between looks at its own health."""

    batch: int = 512
    waiting: int = 4096
    look_every: float = 1.0


@dataclass(frozen=True, slots=True)
class _Waiting:
    row: tuple[object, ...]
    until: float
    answered: asyncio.Future[None]

    @property
    def expired(self) -> bool:
        """Refused already. A caller who has merely gone is not: what they asked for still goes on record."""
        return self.answered.done() and not self.answered.cancelled()

    def accept(self) -> None:
        if not self.answered.done():
            self.answered.set_result(None)

    def refuse(self, reason: str, cause: BaseException | None = None) -> None:
        if not self.answered.done():
            refusal = AuditUnavailable(reason)
            refusal.__cause__ = cause
            self.answered.set_exception(refusal)


class AuditWriter:
    """Use as ``async with AuditWriter(connect) as writer``; ``budget`` is in seconds, for each entry."""

    def __init__(self, connect: Connect, budget: float = 0.25, limits: Limits | None = None) -> None:
        self._connect, self._budget, self._limits = connect, budget, limits or Limits()
        self._queue: deque[_Waiting] = deque()
        self._called = asyncio.Event()
        self._serving: asyncio.Task[None] | None = None
        self._closing = False
        self._connection: Connection | None = None
        self._statement: Statement | None = None
        self._fault = "the audit writer has not been started"
        self._busy_since: float | None = None

    async def __aenter__(self) -> Self:
        """Starts; whether it can write is in ``healthy``, so that a gateway can start before its database."""
        self._serving = asyncio.create_task(self._serve(), name="audit writer")
        self._called.set()
        return self

    async def __aexit__(self, *_: object) -> None:
        """Writes what is waiting, within one budget; refuses the rest."""
        self._closing = True
        self._called.set()
        if self._serving is not None:
            await asyncio.wait({self._serving}, timeout=self._budget)
            self._serving.cancel()
            await asyncio.wait({self._serving})
        self._fail(list(self._queue), "the audit writer has been closed")
        self._disconnect()

    @property
    def healthy(self) -> Health:
        """Red from half a budget into a write, so that it shows before the first caller is refused."""
        if self._fault:
            return Health(ok=False, reason=self._fault)
        busy = asyncio.get_running_loop().time() - self._busy_since if self._busy_since is not None else 0.0
        if busy > self._budget / 2:
            return Health(ok=False, reason=f"a write to the access record has taken {busy * 1000:.0f} ms so far")
        return Health(ok=True)

    async def health(self) -> Health:
        """The same once the write under way has ended or has taken too long: at most half a budget from now."""
        since = self._busy_since
        while since is not None and self._busy_since == since and self.healthy.ok:  # noqa: ASYNC110 - no event is red
            await asyncio.sleep(LOOK)
        return self.healthy

    async def record(self, entry: Entry, shared: Shared = NOTHING) -> None:
        """Returns when the entry is committed; raises ``AuditUnavailable`` when that is not certain in time."""
        loop = asyncio.get_running_loop()
        waiting = _Waiting(self._admitted(entry, shared), loop.time() + self._budget, loop.create_future())
        self._queue.append(waiting)
        self._called.set()
        late = f"the access record did not confirm the entry within {self._budget * 1000:.0f} ms"
        timer = loop.call_at(waiting.until, waiting.refuse, late)
        try:
            await waiting.answered
        finally:
            timer.cancel()

    def _admitted(self, entry: Entry, shared: Shared) -> tuple[object, ...]:
        if self._serving is None or self._closing:
            raise AuditUnavailable("the audit writer is not running")
        if len(self._queue) >= self._limits.waiting:
            raise AuditUnavailable(f"{len(self._queue)} entries are waiting already; try again in a moment")
        try:
            return parameters(entry, shared)
        except (TypeError, ValueError) as error:
            raise AuditUnavailable(f"the entry cannot be encoded: {error}") from error

    async def _serve(self) -> None:
        while self._queue or not self._closing:
            if not self._queue:
                await self._call()
            await self._round(self._take())

    async def _call(self) -> None:
        """Waits for an entry; without one, an empty batch is written now and then, which shows whether one could."""
        with suppress(TimeoutError):
            async with asyncio.timeout(self._limits.look_every):
                await self._called.wait()
        self._called.clear()

    def _take(self) -> list[_Waiting]:
        batch: list[_Waiting] = []
        while self._queue and len(batch) < self._limits.batch:
            waiting = self._queue.popleft()
            if not waiting.expired:
                batch.append(waiting)
        return batch

    async def _round(self, batch: list[_Waiting]) -> None:
        loop = asyncio.get_running_loop()
        self._busy_since = loop.time()
        until = max((waiting.until for waiting in batch), default=self._busy_since + self._budget)
        try:
            async with asyncio.timeout_at(until):
                if await self._write(batch):
                    self._fault = ""
        except Exception as error:  # noqa: BLE001 - the writer outlives whatever happens to a batch
            self._break(batch, error)
        finally:
            self._busy_since = None

    def _break(self, batch: list[_Waiting], error: Exception) -> None:
        self._disconnect()
        took_too_long = isinstance(error, TimeoutError)
        self._fault = (
            f"the access record did not answer within {self._budget * 1000:.0f} ms"
            if took_too_long
            else f"the access record cannot be written: {type(error).__name__}: {error}"
        )
        self._fail(batch, self._fault, error)

    async def _write(self, batch: list[_Waiting]) -> bool:
        """Writes all, or, where an entry is at fault, each half apart, until the bad ones stand alone.

        Whether it could write: an empty batch is written; one in which every entry was refused is not.
        """
        try:
            await self._insert([waiting.row for waiting in batch])
        except (asyncpg.PostgresError, asyncpg.InterfaceError) as error:
            if not batch or not _blames_an_entry(error):
                raise
            return await self._write_apart(batch, error)
        for waiting in batch:
            waiting.accept()
        return True

    async def _write_apart(self, batch: list[_Waiting], error: Exception) -> bool:
        if len(batch) == 1:
            # Never its words: they repeat the value that was refused, and this is logged and told in readiness.
            code = getattr(error, "sqlstate", None) or ""
            self._fault = f"the access record refused an entry: {type(error).__name__} {code}".rstrip()
            self._fail(batch, self._fault, error)
            return False
        middle = len(batch) // 2
        first, second = await self._write(batch[:middle]), await self._write(batch[middle:])
        return first or second

    async def _insert(self, rows: Sequence[tuple[object, ...]]) -> None:
        statement = await self._prepared()
        # One statement, its own transaction: asyncpg returns after the server has said that it is committed.
        await statement.fetch(*columns(rows))

    async def _prepared(self) -> Statement:
        if self._statement is not None and self._connection is not None and not self._connection.is_closed():
            return self._statement
        self._disconnect()
        self._connection = await self._connect()
        await self._connection.fetch(_SETTINGS, f"{self._budget * 1000:.0f}ms")
        self._statement = await self._connection.prepare(INSERT)
        return self._statement

    def _disconnect(self) -> None:
        """Without a farewell, which a hanging server would not answer either."""
        if self._connection is not None:
            self._connection.terminate()
        self._connection = self._statement = None

    def _fail(self, batch: Sequence[_Waiting], reason: str, cause: Exception | None = None) -> None:
        for waiting in batch:
            waiting.refuse(reason, cause)


def _blames_an_entry(error: Exception) -> bool:
    """Whether what went wrong lies in the data. The driver's own refusal of a value is a ``ValueError``."""
    state = getattr(error, "sqlstate", None)
    return isinstance(error, ValueError) if state is None else str(state).startswith(_ENTRY_AT_FAULT)
