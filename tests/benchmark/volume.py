"""The access record at volume: how fast it is written, sequenced, signed, copied and verified, and how fast it is read.

    make volume                                            # a few minutes
    make volume VOLUME="--entries 50000000 --parts read"   # as many as the disk holds, for an hour

It makes a PostgreSQL of its own in a folder that it deletes (what is to read stays in the one to ``--keep``), and
prints the tables of docs/audit.md. Writers, sequencer and signer are the gateway's own, the last two in a process
beside the writers; they and the server share this machine's cores, so that the rates are what one small machine does,
all in all.
"""

import argparse
import asyncio
import os
import shutil
import statistics
import tempfile
import time
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path
from uuid import uuid4

import asyncpg

from gateway.audit.copying import Into, copy
from gateway.audit.insertion import INSERT, columns, parameters
from gateway.audit.sharing import packed, shared
from gateway.audit.writer import AuditWriter
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.transparency.trust import Policy
from gateway.verification.copy import Copy
from gateway.verification.walk import Asked, verify
from migrations.upgrade import upgrade
from tests.benchmark import fastest, history
from tests.benchmark.entries import KEY, READING, behind, entry, told, waiting

POLICY = Policy.parse(f"log {KEY.verifier}\nquorum none\n".encode())
BATCH, NAMED = 900, 9
PARTS = ("write", "copy", "read")
RATES = (500.0, 2_000.0)  # entries a second; 5 million a day are 58

UNDER_CHECKPOINT = """
select percentile_cont(0.5) within group (order by late), percentile_cont(0.99) within group (order by late), max(late)
from (select extract(epoch from c.signed_at - l.recorded_at)::float8 as late
      from audit.leaf l cross join lateral (select signed_at from audit.checkpoint where size > l.index
                                            order by size limit 1) c
      where l.recorded_at >= $1) lateness
"""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the caller chose."""

    entries: int
    copied: int
    seconds: float
    callers: int
    parts: Sequence[str]
    keep: Path | None


async def appended(dsn: str, choices: Choices, rate: float | None) -> None:
    """Callers that each write an entry and then the next, while the log is sequenced and signed behind them.

    With ``rate``, so many entries a second in all; without, as fast as it goes.
    """
    began, since = time.monotonic(), datetime.now(UTC)
    took = list[float]()
    pause = choices.callers / rate if rate else 0.0
    async with AuditWriter(lambda: asyncpg.connect(dsn), budget=10) as writer:

        async def caller(number: int) -> None:
            due = began + pause * number / choices.callers
            while due < began + choices.seconds and time.monotonic() < began + choices.seconds:
                await asyncio.sleep(max(0.0, due - time.monotonic()))
                begun = time.monotonic()
                named = shared(packed([(8, uuid4()), (8, uuid4())]), READING)
                await writer.record(entry(named), named)
                took.append(time.monotonic() - begun)
                due += pause

        await asyncio.gather(*(caller(number) for number in range(choices.callers)))
        seconds = time.monotonic() - began
        left = await waiting(dsn)
        while await waiting(dsn):  # noqa: ASYNC110 - what is waited for is not ours to signal
            await asyncio.sleep(0.1)
        drained = time.monotonic() - began - seconds
    slowest = sorted(took)[int(len(took) * 0.95)]
    told("**as fast as it goes**" if rate is None else f"**at {rate:,.0f} a second**", f"{choices.callers} callers")
    told("appended and committed", f"{len(took) / seconds:,.0f} entries a second")
    told("an entry waits", f"{statistics.median(took) * 1000:.1f} ms (95%: {slowest * 1000:.1f} ms)")
    told("without a leaf in the end", f"{left:,} entries, sequenced and signed {drained:.1f} s later")
    await checkpointed(dsn, since)


async def checkpointed(dsn: str, since: datetime) -> None:
    """How long after it was recorded an entry stood under a signed checkpoint."""
    connection = await asyncpg.connect(dsn)
    middle, late, latest = await connection.fetchrow(UNDER_CHECKPOINT, since) or (0, 0, 0)
    await connection.close()
    told("under a checkpoint after", f"{middle:.2f} s (99%: {late:.2f} s, the last: {latest:.2f} s)")


async def filled_up(dsn: str, number: int) -> None:
    """Entries in batches, each with a leaf and under a signature, until there are so many: nobody waits for them.

    A set is named nine times, as it is where people look at the same cases again.
    """
    connection = await asyncpg.connect(dsn)
    missing = number - await connection.fetchval("select count(*) from audit.entry")
    begun, done = time.monotonic(), 0
    with behind(dsn):
        while done < missing:
            sets = [shared(packed([(8, uuid4()), (8, uuid4())]), READING) for _ in range(BATCH // NAMED)]
            rows = [parameters(entry(named), named) for named in sets * NAMED]
            await connection.execute(INSERT, *columns(rows))
            done += len(rows)
        while await waiting(dsn):  # noqa: ASYNC110 - what is waited for is not ours to signal
            await asyncio.sleep(0.1)
    await connection.close()
    told("filled up and sequenced", f"{max(missing, 0):,} entries in {time.monotonic() - begun:.0f} s")


async def copied(dsn: str, folder: Path) -> None:
    """The log out of the database, with the keys apart."""
    connection = await asyncpg.connect(dsn)
    begun = time.monotonic()
    checkpoint = await copy(connection, Into(folder / "copy", [KEY], folder / "keys"), POLICY, lambda _done, _all: None)
    await connection.close()
    told("copied, with the keys", f"{checkpoint.size:,} entries in {time.monotonic() - begun:.1f} s")


def verified(folder: Path) -> None:
    """From the copy alone, and from the copy with its keys."""
    for what, keys in (("with the keys", folder / "keys"), ("without", None)):
        begun = time.monotonic()
        report = verify(Asked(Copy(folder / "copy", keys), POLICY))
        took = time.monotonic() - begun
        assert report.sound, report.faults
        number = f"{report.leaves:,} entries ({report.unopened:,} not opened), {report.checkpoints:,} checkpoints"
        told(f"verified {what}", f"{number} in {took:.1f} s: a million in {took / report.leaves * 1e6:.1f} s")


def made(postgres: EmbeddedPostgres, name: str) -> str:
    """A database with an empty access record."""
    dsn = postgres.create_database(name)
    upgrade(dsn)
    return dsn


def whole(text: str) -> int:
    """A number of entries. Raises ``argparse.ArgumentTypeError`` for less than one."""
    if not text.isdecimal() or int(text) < 1:
        raise argparse.ArgumentTypeError(f"{text} is no number of entries: give a whole number, 1 or more")
    return int(text)


def chosen() -> Choices:
    """What the command line says."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=whole, default=1_000_000, help="how many to generate for reading")
    parser.add_argument("--copied", type=whole, default=1_000_000, help="how many to copy and verify, at least")
    parser.add_argument("--seconds", type=float, default=20, help="how long to write")
    parser.add_argument("--callers", type=whole, default=256, help="how many write at once")
    parser.add_argument("--parts", nargs="+", choices=PARTS, default=PARTS, help="what to measure (all)")
    parser.add_argument("--keep", type=Path, help="a new folder for the entries to read, or one to ask once more")
    return Choices(**vars(parser.parse_args()))


def written_and_copied(folder: Path, choices: Choices) -> None:
    """The parts that need a log, in a server of their own."""
    with EmbeddedPostgres.start(folder / "server") as postgres:
        written = made(postgres, "written")
        if "write" in choices.parts:
            for rate in (*RATES, None):
                with behind(written):
                    asyncio.run(appended(written, choices, rate))
            fastest.measure(made(postgres, "fastest"), choices.seconds)
        if "copy" in choices.parts:
            asyncio.run(filled_up(written, choices.copied))
            asyncio.run(copied(written, folder))
    if "copy" in choices.parts:
        verified(folder)


def main() -> None:
    """Measure, and print."""
    choices = chosen()
    folder = Path(tempfile.mkdtemp(prefix="mappa-volume-"))
    try:
        told("machine", f"{os.cpu_count()} cores, PostgreSQL and all of this on them")
        if {"write", "copy"} & set(choices.parts):
            written_and_copied(folder, choices)
        if "read" in choices.parts:
            history.measure(choices.keep or folder, choices.entries)
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
