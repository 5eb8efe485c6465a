"""Requests of one statement that wait at the same time are answered, and recorded, by one statement.

A request that finds nobody before it is sent at once. While its statement is under way, others of the same kind gather,
and go together when it returns: before its answers are written, so that PostgreSQL reads while the gateway writes. How
many go together is bounded by number and by the time they are expected to take, so that a heavy page does not hold up
those behind it; what fills a statement that way is begun at once, on as many connections as one kind may hold, and so
is whatever waits behind a statement that has been under way for longer than any should take.

A statement that fails is tried again for each of its requests alone, so that the one at fault fails alone. Who has
gone away in the meantime is answered into the void; the others do not notice.
"""

import asyncio
from collections import OrderedDict, deque
from collections.abc import Callable
from dataclasses import dataclass, field
from typing import Any

import structlog

from gateway.audit.insertion import ADD_READING, reading_values
from gateway.store import Store, StoreUnavailable, ValueRefused
from gateway.together import Ask, Together

log = structlog.get_logger("gateway")

LANES = 2  # statements of one kind that may be under way at a time, however few connections there are
SPARED = 2  # connections that one kind leaves to the others
MOST = 64  # requests of one statement
HOLD = 0.04  # seconds that a statement may be expected to take; more do not go together, nor wait behind it
LEARNT = 0.2  # how much the latest statement counts in what a request is expected to take
READINGS_KNOWN = 4096
Waiting = deque[Ask]


@dataclass(slots=True)
class _Queue:
    """The requests that wait for one statement, and on how many lanes (statements) others are under way."""

    waiting: Waiting = field(default_factory=deque)
    lanes: int = 0
    opening: bool = False  # a lane that has taken nothing yet
    began: float = 0.0  # the newest lane, by the event loop's clock


class Coalescer:
    """``put`` a request; its ``done`` is called when it is answered or has failed. Everything on one event loop."""

    def __init__(self, store: Store, budget: float, connections: int = LANES + SPARED, most: int = MOST) -> None:
        self.store, self._budget, self._most = store, budget, most
        self._lanes = max(LANES, connections - SPARED)
        self._queues: dict[Together, _Queue] = {}
        self._known = OrderedDict[bytes, None]()  # readings that are on record
        self._running = set[asyncio.Task[None]]()
        self.sent = 0  # statements, for tests

    def put(self, kind: Together, ask: Ask) -> None:
        """A request to be answered."""
        queue = self._queues.get(kind)
        if queue is None:
            queue = self._queues[kind] = _Queue()
        queue.waiting.append(ask)
        self._staff(kind, queue)

    def until(self) -> float:
        """When a request that is put now will have waited too long."""
        return asyncio.get_running_loop().time() + self._budget

    async def answered(self, kind: Together, make: Callable[[Callable[[Ask], None]], Ask]) -> Ask:
        """The same for somebody who waits."""
        told = asyncio.get_running_loop().create_future()
        self.put(kind, make(lambda ask: None if told.done() else told.set_result(ask)))
        ask: Ask = await told
        if ask.failure is not None:
            raise ask.failure
        return ask

    async def close(self) -> None:
        """Let what is under way end."""
        while self._running:
            await asyncio.wait(self._running)

    def _staff(self, kind: Together, queue: _Queue) -> None:
        """Begin a statement where that is worth it: one at a time, for it asks again when it has taken its requests."""
        if not queue.opening and queue.waiting and self._is_worth_a_lane(kind, queue):
            queue.opening = True
            queue.lanes += 1
            task = asyncio.get_running_loop().create_task(self._serve(kind, queue))
            self._running.add(task)
            task.add_done_callback(self._running.discard)

    def _is_worth_a_lane(self, kind: Together, queue: _Queue) -> bool:
        """A statement costs much the same for one request as for several: a second is begun for as many as it holds."""
        if not queue.lanes:
            return True
        if queue.lanes == self._lanes:
            return False
        return len(queue.waiting) >= self._fitting(kind) or asyncio.get_running_loop().time() - queue.began > HOLD

    async def _serve(self, kind: Together, queue: _Queue) -> None:
        """One statement, from taking its requests until they are told."""
        batch = self._taken(kind, queue)
        try:
            await self._together(kind, batch)
        finally:
            queue.lanes -= 1
            self._staff(kind, queue)
            try:
                await asyncio.sleep(0)  # what has just been begun is sent
            finally:
                _told(batch)
                if not queue.lanes and self._queues.get(kind) is queue:
                    del self._queues[kind]

    def _taken(self, kind: Together, queue: _Queue) -> list[Ask]:
        waiting = queue.waiting
        batch = [waiting.popleft() for _ in range(min(self._fitting(kind), len(waiting)))]
        loop = asyncio.get_running_loop()
        queue.opening, queue.began = False, loop.time()
        loop.call_later(2 * HOLD, self._staff, kind, queue)  # whoever comes meanwhile does not wait for a slow one
        self._staff(kind, queue)
        return batch

    def _fitting(self, kind: Together) -> int:
        """How many requests one statement may hold."""
        return self._most if kind.weight * self._most <= HOLD else max(1, int(HOLD / kind.weight))

    async def _together(self, kind: Together, batch: list[Ask]) -> None:
        try:
            await self._send(kind, batch)
        except (StoreUnavailable, ValueRefused) as failure:
            if len(batch) == 1 or not _blames_a_request(failure):
                _fail(batch, failure)
                return
            for ask in batch:
                await self._together(kind, [ask])
        except BaseException as failure:
            _fail(batch, failure if isinstance(failure, Exception) else StoreUnavailable("the gateway is stopping"))
            raise

    async def _send(self, kind: Together, batch: list[Ask]) -> None:
        loop = asyncio.get_running_loop()
        began = loop.time()
        budget = min(ask.until for ask in batch) - began
        if budget <= 0:
            raise StoreUnavailable("the request waited too long for its turn")
        await self._remember(kind, budget)
        self.sent += 1
        rows = await self.store.fetch(kind.sql, kind.arrays(batch), budget)
        _tell(batch, rows)
        took = (loop.time() - began) / len(batch)
        kind.weight += (took - kind.weight) * LEARNT

    async def _remember(self, kind: Together, budget: float) -> None:
        """The reading of a statement is on record before an entry names it; that it is costs a statement, once."""
        reading = kind.reading
        if reading.digest not in self._known:
            await self.store.fetch(ADD_READING, reading_values(reading), budget)
            self._known[reading.digest] = None
            if len(self._known) > READINGS_KNOWN:
                self._known.popitem(last=False)


def _told(batch: list[Ask]) -> None:
    """Tell everybody; whoever cannot be told is nobody else's business."""
    for ask in batch:
        try:
            ask.done(ask)
        except Exception as error:  # noqa: BLE001 - whatever is wrong with one connection
            log.error("answer not delivered", failure=type(error).__name__)  # noqa: TRY400 - a stack may hold data


def _tell(batch: list[Ask], rows: list[Any]) -> None:
    for row in rows:
        ask = batch[row["n"]]
        ask.fresh, ask.body = row["fresh"], row["body"]


def _fail(batch: list[Ask], failure: Exception) -> None:
    for ask in batch:
        ask.failure = failure


def _blames_a_request(failure: Exception) -> bool:
    """Whether one of the requests may be at fault, and the others not."""
    return isinstance(failure, ValueRefused) or getattr(failure, "of_the_statement", False)
