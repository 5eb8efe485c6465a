"""How fast the record goes where the writers have a process of their own too, and sets are named often."""

import asyncio
import random
import time
from collections.abc import Iterator
from multiprocessing.queues import Queue
from uuid import uuid4

import asyncpg

from gateway.audit.sharing import Shared, packed, shared
from gateway.audit.writer import AuditWriter
from tests.benchmark import entries
from tests.benchmark.entries import PROCESSES, told

NAMED = 9  # times that each set of subjects is
CALLERS = 256


def measure(dsn: str, seconds: float) -> None:
    """One process writes, one sequences and signs, for so long; then what is left is waited for."""
    written = PROCESSES.Queue()
    writer = PROCESSES.Process(target=_write, args=(dsn, seconds, written))
    with entries.behind(dsn):
        writer.start()
        number, took = written.get()
        waiting = asyncio.run(entries.waiting(dsn))
        begun = time.monotonic()
        while asyncio.run(entries.waiting(dsn)):
            time.sleep(0.05)
        drained = time.monotonic() - begun
        writer.join()
    told("**as fast as a process that does nothing else writes**", f"{CALLERS} callers, each set named {NAMED} times")
    told("appended and committed", f"{number / took:,.0f} entries a second")
    told("without a leaf in the end", f"{waiting:,}, sequenced and signed {drained:.1f} s later")
    told("appended, sequenced and signed, the last included", f"{number / (took + drained):,.0f} entries a second")


def _write(dsn: str, seconds: float, written: "Queue[tuple[int, float]]") -> None:
    written.put(asyncio.run(_written(dsn, seconds)))


async def _written(dsn: str, seconds: float) -> tuple[int, float]:
    """How many, and in how long."""
    named, number, began = _sets(), 0, time.monotonic()

    async def caller(writer: AuditWriter) -> None:
        nonlocal number
        while time.monotonic() < began + seconds:
            of_set = next(named)
            await writer.record(entries.entry(of_set), of_set)
            number += 1

    async with AuditWriter(lambda: asyncpg.connect(dsn), budget=10) as writer:
        await asyncio.gather(*(caller(writer) for _ in range(CALLERS)))
    return number, time.monotonic() - began


def _sets() -> Iterator[Shared]:
    """Without end, each so many times, mixed."""
    while True:
        some = [shared(packed([(8, uuid4()), (8, uuid4())]), entries.READING) for _ in range(200)] * NAMED
        random.shuffle(some)
        yield from some
