"""The access record at volume: how fast it is written, sequenced, signed, copied and verified, and how fast it is read.

    make volume                                        # a few minutes
    make volume VOLUME="--entries 50000000"            # as many as the disk holds, for hours

It makes a PostgreSQL of its own in a folder that it deletes, and prints the tables of docs/audit.md. Writers, sequencer
and signer are the gateway's own; they and the server share this machine's cores, so that the rates are what one small
machine does, all in all.
"""

import argparse
import asyncio
import os
import random
import shutil
import statistics
import tempfile
import time
from collections.abc import AsyncIterator, Callable
from contextlib import asynccontextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from uuid import UUID, uuid4

import asyncpg
import psycopg

from agencies.holdings import uuid7
from gateway.audit.copying import copy
from gateway.audit.ddl import create_statements
from gateway.audit.entry import Entry
from gateway.audit.memory import Forgetful
from gateway.audit.sequencer import Pace, Sequencer
from gateway.audit.sharing import Shared, Told, packed, reading_of, shared
from gateway.audit.signing import Signer
from gateway.audit.writer import AuditWriter
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.transparency.keys import KeyType, SigningKey
from gateway.transparency.trust import Policy
from gateway.verification.copy import Copy
from gateway.verification.walk import Asked, verify

KEY = SigningKey.generate("volume.invalid/access-record", KeyType.LOG)
POLICY = Policy.parse(f"log {KEY.verifier}\nquorum none\n".encode())
YEAR = 365 * 5_000_000  # entries
USERS, PERSONS = 5_000, 200_000
RATES = (500.0, 2_000.0)  # entries a second; 5 million a day are 58
ROLES = """
do $$ begin
    if to_regrole('mappa_gateway') is null then create role mappa_gateway nologin; end if;
end $$
"""

# As many entries as asked for, over the months that are made ahead, each about a case and a person, by sets of which
# each is named about nine times.
GENERATE = """
with t as (
    select n, '\\x08'::bytea || uuid_send(lpad(to_hex(1 + (n * 7919) %% %(persons)s), 32, '0')::uuid)
        || '\\x08'::bytea || uuid_send(lpad(to_hex(1000000 + (n * 7919) %% %(persons)s), 32, '0')::uuid) as members
    from generate_series(%(first)s::bigint, %(last)s::bigint) n
), sets as (
    insert into audit.subject_set (digest, members) select distinct on (1) sha256(members), members from t
    on conflict do nothing
)
insert into audit.entry
select gen_random_uuid(), now() + interval '85 days' * (n / %(all)s::float8), gen_random_uuid(), 'CONSULT', 'GRANTED',
    null, lpad(to_hex(n %% %(users)s), 32, '0')::uuid, 'Somebody Synthetic', 'POLICE',
    '{POLICE_OFFENDER_MANAGER}', 'mappa-web', '{}', true, 'MANAGE_RISK', 'OneCase', sha256(n::text::bytea),
    '{"reference": "00000000000000000000000000000000"}', sha256(members), sha256('a reading'), '1a2b3c4d', 1, 2500
from t
"""
INDEX = """
insert into audit.subject_member (alias, digest)
select m.alias, s.digest from audit.subject_set s cross join lateral audit.members_of(s.members) m
"""
KEYS = "insert into audit_keys.subject_key (alias, subject_id) select distinct alias, alias from audit.subject_member"
UNDER_CHECKPOINT = """
select percentile_cont(0.5) within group (order by late), percentile_cont(0.99) within group (order by late), max(late)
from (select extract(epoch from c.signed_at - l.recorded_at)::float8 as late
      from audit.leaf l cross join lateral (select signed_at from audit.checkpoint where size > l.index
                                            order by size limit 1) c
      where l.recorded_at >= $1) lateness
"""
OF_SUBJECT = """
select e.* from audit.about m join audit.entry e on e.subject_set = m.digest
where m.subject_id = $1 order by e.recorded_at desc limit 100
"""
OF_USER = """
select * from audit.entry where principal_id = $1 and recorded_at >= $2 and recorded_at < $2 + interval '1 day'
order by recorded_at desc
"""


@dataclass(frozen=True, slots=True)
class Choices:
    """What the caller chose."""

    entries: int
    seconds: float
    callers: int


READING = reading_of({}, Told("assigned/ordinary", {"shown": {"IDENTITY": ["familyName"]}, "rules": ["r1"]}))


def entry(named: Shared) -> Entry:
    """A consultation like most."""
    return Entry(
        id=uuid7(),
        recorded_at=datetime.now(UTC),
        request_id=uuid4(),
        act="CONSULT",
        outcome="GRANTED",
        reason=None,
        principal_id=UUID(int=random.randrange(1, USERS)),  # noqa: S311 - no secret
        principal_name="Somebody Synthetic",
        agency="POLICE",
        roles=["POLICE_OFFENDER_MANAGER"],
        client="mappa-web",
        acting=[],
        human=True,
        purpose="MANAGE_RISK",
        operation_name="OneCase",
        document_hash=bytes(32),
        variables={"reference": "0" * 32},
        subject_set=named.digest,
        reading=READING.digest,
        policy_version="1a2b3c4d",
        row_count=1,
        duration_us=2500,
    )


@asynccontextmanager
async def behind(dsn: str) -> AsyncIterator[None]:
    """The sequencer and the signer at their work, in this process, as in a gateway."""
    sequencer = Sequencer(lambda: asyncpg.connect(dsn), Pace())
    signer = Signer(lambda: asyncpg.connect(dsn), [KEY], Forgetful())
    tasks = [asyncio.create_task(each.run()) for each in (sequencer, signer)]
    try:
        yield
    finally:
        for task in tasks:
            task.cancel()
            with suppress(asyncio.CancelledError):
                await task
        await sequencer.close()
        await signer.close()


async def appended(dsn: str, choices: Choices, rate: float | None) -> None:
    """Callers that each write an entry and then the next, while the log is sequenced and signed behind them.

    With ``rate``, so many entries a second in all; without, as fast as it goes.
    """
    began, since = time.monotonic(), datetime.now(UTC)
    took = list[float]()
    pause = choices.callers / rate if rate else 0.0
    async with behind(dsn), AuditWriter(lambda: asyncpg.connect(dsn), budget=10) as writer:

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
        waiting = await _waiting(dsn)
        while await _waiting(dsn):  # noqa: ASYNC110 - what is waited for is not ours to signal
            await asyncio.sleep(0.1)
        drained = time.monotonic() - began - seconds
    slowest = sorted(took)[int(len(took) * 0.95)]
    told("**as fast as it goes**" if rate is None else f"**at {rate:,.0f} a second**", f"{choices.callers} callers")
    told("appended and committed", f"{len(took) / seconds:,.0f} entries a second")
    told("an entry waits", f"{statistics.median(took) * 1000:.1f} ms (95%: {slowest * 1000:.1f} ms)")
    told("without a leaf in the end", f"{waiting:,} entries, sequenced and signed {drained:.1f} s later")
    await checkpointed(dsn, since)


async def _waiting(dsn: str) -> int:
    """Entries that are under no checkpoint yet."""
    connection = await asyncpg.connect(dsn)
    found = await connection.fetchval(
        "select (select count(*) from audit.entry) - (select coalesce(max(size), 0) from audit.checkpoint)"
    )
    await connection.close()
    return int(found)


async def checkpointed(dsn: str, since: datetime) -> None:
    """How long after it was recorded an entry stood under a signed checkpoint."""
    connection = await asyncpg.connect(dsn)
    middle, late, latest = await connection.fetchrow(UNDER_CHECKPOINT, since) or (0, 0, 0)
    await connection.close()
    told("under a checkpoint after", f"{middle:.2f} s (99%: {late:.2f} s, the last: {latest:.2f} s)")


async def copied(dsn: str, folder: Path) -> None:
    """The log out of the database, then verified from the copy alone."""
    connection = await asyncpg.connect(dsn)
    begun = time.monotonic()
    checkpoint = await copy(connection, folder, POLICY, lambda _done, _all: None)
    await connection.close()
    told("copied", f"{checkpoint.size:,} entries in {time.monotonic() - begun:.1f} s")
    begun = time.monotonic()
    report = verify(Asked(Copy(folder), POLICY))
    took = time.monotonic() - begun
    assert report.sound, report.faults
    told("verified from the copy", f"{report.leaves:,} entries and {report.checkpoints:,} checkpoints in {took:.1f} s")
    told("  a million in", f"{took / report.leaves * 1_000_000:.1f} s")


def generated(dsn: str, number: int) -> None:
    """Entries for reading, with the index by subject; their tree is not built."""
    begun = time.monotonic()
    with psycopg.connect(dsn, autocommit=True) as connection:
        for first in range(0, number, 1_000_000):
            last = min(first + 1_000_000, number) - 1
            values = {"all": number, "first": first, "last": last, "users": USERS, "persons": PERSONS}
            connection.execute(GENERATE.encode(), values)
        connection.execute(INDEX)
        connection.execute(KEYS)
        tables = "audit.entry, audit.subject_set, audit.subject_member, audit_keys.subject_key"
        connection.execute(f"vacuum analyze {tables}".encode())
        sizes = connection.execute(
            "select sum(pg_table_size(inhrelid)), sum(pg_indexes_size(inhrelid)), "
            "(select pg_total_relation_size('audit.subject_set') + pg_total_relation_size('audit.subject_member') "
            "+ pg_total_relation_size('audit_keys.subject_key')) "
            "from pg_inherits "
            "where inhparent = 'audit.entry'::regclass"
        ).fetchone()
    assert sizes is not None
    table, indexes, subjects = (int(size) / number for size in sizes)
    told("generated", f"{number:,} entries in {time.monotonic() - begun:.0f} s")
    told("an entry takes", f"{table:.0f} bytes, its indexes {indexes:.0f}, its two subjects {subjects:.0f}")
    whole = (table + indexes + subjects) * YEAR / 1e12
    told("a year at 5 million a day", f"{whole:.1f} TB without leaves, by calculation")


async def queried(dsn: str) -> None:
    """What auditors ask most, for people chosen by chance."""
    connection = await asyncpg.connect(dsn)
    chance = random.Random(1)  # noqa: S311 - no secret

    async def measured(query: str, values: Callable[[], list[object]]) -> str:
        took, rows = list[float](), 0
        for _ in range(200):
            asked = values()
            begun = time.monotonic()
            rows += len(await connection.fetch(query, *asked))
            took.append((time.monotonic() - begun) * 1000)
        return f"{statistics.median(took):.1f} ms (95%: {sorted(took)[190]:.1f} ms), {rows / 200:.0f} rows"

    def day() -> datetime:
        return datetime.now(UTC) + timedelta(days=chance.randrange(1, 84))

    told("a subject's history", await measured(OF_SUBJECT, lambda: [UUID(int=chance.randrange(1, PERSONS))]))
    told("a user's day", await measured(OF_USER, lambda: [UUID(int=chance.randrange(1, USERS)), day()]))
    await connection.close()


def told(what: str, figure: str) -> None:
    """A row of the table."""
    print(f"| {what} | {figure} |", flush=True)  # noqa: T201 - what it is for


def made(postgres: EmbeddedPostgres, name: str) -> str:
    """A database with an empty access record."""
    dsn = postgres.create_database(name)
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(ROLES)
        for statement in create_statements():
            connection.execute(statement.encode())
    return dsn


def main() -> None:
    """Measure, and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--entries", type=int, default=1_000_000, help="how many to generate for reading")
    parser.add_argument("--seconds", type=float, default=20, help="how long to write")
    parser.add_argument("--callers", type=int, default=256, help="how many write at once")
    choices = Choices(**vars(parser.parse_args()))
    folder = Path(tempfile.mkdtemp(prefix="mappa-volume-"))
    try:
        with EmbeddedPostgres.start(folder / "server") as postgres:
            told("machine", f"{os.cpu_count()} cores, PostgreSQL and all of this on them")
            written = made(postgres, "written")
            for rate in (*RATES, None):
                asyncio.run(appended(written, choices, rate))
            asyncio.run(copied(written, folder / "copy"))
            read = made(postgres, "read")
            generated(read, choices.entries)
            asyncio.run(queried(read))
    finally:
        shutil.rmtree(folder)


if __name__ == "__main__":
    main()
