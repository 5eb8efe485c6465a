import asyncio
import os
import signal
import time
from collections.abc import AsyncIterator, Awaitable, Callable
from contextlib import AbstractAsyncContextManager, asynccontextmanager, suppress
from datetime import UTC, datetime
from urllib.parse import urlsplit, urlunsplit
from uuid import UUID

import asyncpg
import pytest

from gateway.audit.connection import Connection
from gateway.audit.entry import Entry
from gateway.audit.writer import AuditUnavailable, AuditWriter, Health, Limits
from tests.gateway.audit.record import Record, entry, until

BUDGET = 0.25
SLACK = 0.35  # two shared cores


@asynccontextmanager
async def writing(record: Record, budget: float = 5.0, limits: Limits | None = None) -> AsyncIterator[AuditWriter]:
    """A writer that is ready, with a budget that a busy machine does not pass unless the test is about that."""
    async with AuditWriter(record.as_gateway, budget, limits or Limits(look_every=0.05)) as writer:
        await until(lambda: writer.healthy.ok)
        yield writer


async def written(record: Record) -> set[UUID]:
    return {row["id"] for row in await record.superuser.fetch("select id from audit.entry")}


async def refused(recording: Awaitable[None]) -> str:
    with pytest.raises(AuditUnavailable) as refusal:
        await recording
    return str(refusal.value)


async def test_an_entry_is_committed_when_record_returns(record: Record) -> None:
    async with writing(record) as writer:
        for _ in range(20):
            told = entry()
            await writer.record(told)
            assert told.id in await written(record)


async def test_concurrent_callers_share_statements_and_commits(record: Record) -> None:
    async with writing(record) as writer:
        told = [entry() for _ in range(400)]
        await asyncio.gather(*(writer.record(each) for each in told))
    assert await written(record) == {each.id for each in told}
    commits = await record.superuser.fetchval("select count(distinct xmin::text) from audit.entry")
    assert commits <= 3


async def test_a_batch_is_no_longer_than_it_may_be(record: Record) -> None:
    async with writing(record, limits=Limits(batch=10)) as writer:
        await asyncio.gather(*(writer.record(entry()) for _ in range(35)))
    sizes = await record.superuser.fetch("select count(*) as size from audit.entry group by xmin::text")
    assert max(row["size"] for row in sizes) == 10


@pytest.mark.parametrize(
    "bad",
    [
        entry(operation_name="has a \0 in it"),
        entry(row_count=2**40),
        entry(document_hash=b"short"),
        entry(act=None),
        entry(recorded_at=datetime.now(UTC), roles=["\0"]),
    ],
    ids=["NUL", "number too large", "hash too short", "nothing where something must be", "NUL in a list"],
)
async def test_a_bad_entry_does_not_fail_its_neighbours(record: Record, bad: Entry) -> None:
    async with writing(record) as writer:
        told = [entry() for _ in range(50)]
        outcomes = await asyncio.gather(
            *(writer.record(each) for each in [*told[:20], bad, *told[20:]]), return_exceptions=True
        )
        assert isinstance(outcomes.pop(20), AuditUnavailable)
        assert outcomes == [None] * 50
        assert writer.healthy.ok
    assert await written(record) == {each.id for each in told}


@pytest.mark.parametrize(
    "bad",
    [
        entry(principal_name="\ud800"),
        entry(variables={"a": object()}),
        entry(recorded_at=datetime(2026, 1, 1)),  # noqa: DTZ001
    ],
    ids=["half a character", "an object", "no time zone"],
)
async def test_an_entry_that_cannot_be_encoded_is_refused_at_the_door(record: Record, bad: Entry) -> None:
    async with writing(record) as writer:
        assert (await refused(writer.record(bad))).startswith("the entry cannot be encoded")
        assert writer.healthy.ok


async def test_when_every_entry_is_refused_health_is_red(record: Record) -> None:
    async with writing(record, limits=Limits(look_every=60)) as writer:
        await refused(writer.record(entry(row_count=2**40)))
        assert writer.healthy.reason == "the access record refused an entry: DataError 22000"  # and not which value
        await writer.record(entry())
        assert writer.healthy == Health(ok=True)


async def test_the_same_entry_twice_is_refused_and_the_first_stands(record: Record) -> None:
    told = entry()
    async with writing(record) as writer:
        await writer.record(told)
        assert "UniqueViolationError 23505" in await refused(writer.record(told))
    assert await written(record) == {told.id}


async def test_a_revoked_privilege_refuses_and_health_says_so_until_it_is_granted_again(record: Record) -> None:
    async with writing(record) as writer:
        await record.superuser.execute("revoke insert on audit.entry from mappa_gateway, mappa_reader")
        assert "permission denied for table entry" in await refused(writer.record(entry()))
        assert "permission denied for table entry" in writer.healthy.reason
        await record.superuser.execute("grant insert on audit.entry to mappa_gateway, mappa_reader")
        await until(lambda: writer.healthy.ok)
        await writer.record(entry())
    assert await record.count("entry") == 1


async def test_a_revoked_privilege_turns_health_red_before_anybody_asks(record: Record) -> None:
    async with writing(record) as writer:
        await record.superuser.execute("revoke insert on audit.entry from mappa_gateway, mappa_reader")
        await until(lambda: not writer.healthy.ok)
        assert "permission denied" in writer.healthy.reason


FAIL_AT_COMMIT = """
create function public.fail() returns trigger language plpgsql as
    $$ begin if new.reason = 'FAIL' then raise exception 'not at commit'; end if; return null; end $$;
grant execute on function public.fail() to public;
create constraint trigger fail after insert on audit.entry deferrable initially deferred
    for each row execute function public.fail();
"""


async def test_a_failure_at_commit_refuses_and_leaves_nothing(record: Record) -> None:
    await record.superuser.execute(FAIL_AT_COMMIT)
    async with writing(record) as writer:
        good = entry()
        outcomes = await asyncio.gather(
            writer.record(entry(reason="FAIL")), writer.record(good), return_exceptions=True
        )
        assert str(outcomes[0]).endswith("RaiseError P0001")
        assert outcomes[1] is None
    assert await written(record) == {good.id}


@asynccontextmanager
async def locked(record: Record) -> AsyncIterator[None]:
    """Nobody can write while this holds."""
    async with record.superuser.transaction():
        await record.superuser.execute("lock table audit.entry in access exclusive mode")
        yield


@asynccontextmanager
async def stopped(record: Record) -> AsyncIterator[None]:
    """The writer's backend does not run, and does not know it."""
    pids = [
        row["pid"]
        for row in await record.superuser.fetch(
            "select pid from pg_stat_activity where datname = current_database() and pid <> pg_backend_pid()"
        )
    ]
    for pid in pids:
        os.kill(pid, signal.SIGSTOP)
    try:
        yield
    finally:
        for pid in pids:
            os.kill(pid, signal.SIGCONT)


@pytest.mark.parametrize("hang", [locked, stopped])
async def test_a_hang_is_refused_within_the_budget_after_health_is_red_and_passes(
    record: Record, hang: Callable[[Record], AbstractAsyncContextManager[None]]
) -> None:
    async with writing(record, BUDGET) as writer:
        async with hang(record):
            start = time.monotonic()
            attempt = asyncio.ensure_future(refused(writer.record(entry())))
            await until(lambda: not writer.healthy.ok, within=BUDGET)
            assert not attempt.done()
            assert "did not" in await attempt
            assert time.monotonic() - start < BUDGET + SLACK
        await until(lambda: writer.healthy.ok)
        told = entry()
        await writer.record(told)
    assert told.id in await written(record)


async def test_many_callers_of_a_hung_record_are_each_refused_within_the_budget(record: Record) -> None:
    async with writing(record, BUDGET, Limits(waiting=50, batch=5)) as writer:
        async with locked(record):
            start = time.monotonic()
            outcomes = await asyncio.gather(*(writer.record(entry()) for _ in range(120)), return_exceptions=True)
            assert time.monotonic() - start < BUDGET + SLACK
        assert {type(outcome) for outcome in outcomes} == {AuditUnavailable}
        assert sum("are waiting already" in str(outcome) for outcome in outcomes) == 70
        await until(lambda: writer.healthy.ok)
    backends = await record.superuser.fetchval(
        "select count(*) from pg_stat_activity where datname = current_database() and wait_event_type = 'Lock'"
    )
    assert backends == 0


async def test_nothing_that_was_refused_for_its_time_is_written_later(record: Record) -> None:
    async with writing(record, BUDGET, Limits(batch=1)) as writer:
        async with locked(record):
            await asyncio.gather(*(writer.record(entry()) for _ in range(5)), return_exceptions=True)
        await until(lambda: writer.healthy.ok)
    assert await record.count("entry") <= 1  # the one that was under way when its time was up


async def test_a_caller_who_goes_away_takes_nobody_with_them(record: Record) -> None:
    async with writing(record) as writer:
        told = [entry() for _ in range(30)]
        callers = [asyncio.ensure_future(writer.record(each)) for each in told]
        await asyncio.sleep(0)
        for caller in callers[::3]:
            caller.cancel()
        outcomes = await asyncio.gather(*callers, return_exceptions=True)
    assert [type(outcome) for outcome in outcomes] == [asyncio.CancelledError, type(None), type(None)] * 10
    assert await written(record) == {each.id for each in told}  # what was asked for stays on record


async def test_a_lost_connection_is_replaced(record: Record) -> None:
    async with writing(record, limits=Limits(look_every=60)) as writer:
        await writer.record(entry())
        await record.superuser.execute(
            "select pg_terminate_backend(pid, 5000) from pg_stat_activity"
            " where datname = current_database() and pid <> pg_backend_pid()"
        )
        with suppress(AuditUnavailable):  # the one who finds out may be refused
            await writer.record(entry())
        await writer.record(entry())
        assert writer.healthy.ok


class Wire:
    """Carries a connection to the server, until the server's answers are to be lost."""

    def __init__(self, dsn: str) -> None:
        self._server = urlsplit(dsn)
        self.answers_are_lost = False
        self._carrying: list[asyncio.Task[None]] = []

    async def carry(self, reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        far_reader, far_writer = await asyncio.open_connection(self._server.hostname, self._server.port)
        self._carrying = [
            asyncio.ensure_future(self._forward(reader, far_writer, lossy=False)),
            asyncio.ensure_future(self._forward(far_reader, writer, lossy=True)),
        ]
        await asyncio.gather(*self._carrying)

    async def _forward(self, source: asyncio.StreamReader, sink: asyncio.StreamWriter, *, lossy: bool) -> None:
        while data := await source.read(65536):
            if lossy and self.answers_are_lost:
                break  # the server has done what it was asked, and nobody hears of it
            sink.write(data)
        sink.close()

    def through(self, port: int) -> str:
        where = self._server._replace(netloc=f"{self._server.netloc.rpartition('@')[0]}@127.0.0.1:{port}")
        return urlunsplit(where)


async def test_an_answer_lost_after_commit_refuses_the_caller_and_keeps_the_entry(record: Record) -> None:
    wire, told = Wire(record.dsn), entry()
    listener = await asyncio.start_server(wire.carry, "127.0.0.1", 0)
    dsn = wire.through(listener.sockets[0].getsockname()[1])

    async def connect() -> Connection:
        return await asyncpg.connect(dsn, server_settings={"role": "mappa_gateway"}, ssl=False)

    async with AuditWriter(connect, 5.0, Limits(look_every=60)) as writer:
        await until(lambda: writer.healthy.ok)
        wire.answers_are_lost = True
        assert "cannot be written" in await refused(writer.record(told))
        assert not writer.healthy.ok
    listener.close()
    assert await written(record) == {told.id}


async def test_a_database_that_is_not_there_is_red_and_refuses_at_once_or_in_time(record: Record) -> None:
    async def nowhere() -> Connection:
        return await asyncpg.connect("postgresql://127.0.0.1:1/none")

    async with AuditWriter(nowhere, BUDGET) as writer:
        start = time.monotonic()
        assert "cannot be written: ConnectionRefusedError" in await refused(writer.record(entry()))
        assert time.monotonic() - start < BUDGET + SLACK
        assert not writer.healthy.ok
    assert await record.count("entry") == 0


async def test_a_commit_that_an_operator_made_lax_is_made_durable_again(record: Record) -> None:
    async def lax() -> Connection:
        connection = await record.as_gateway()
        await connection.execute("set synchronous_commit = off")
        return connection

    async with AuditWriter(lax, 5.0) as writer:
        await until(lambda: writer.healthy.ok)
        assert await record.opened[-1].fetchval("show synchronous_commit") == "on"
        assert await record.opened[-1].fetchval("show statement_timeout") == "5s"


async def test_what_waits_when_the_writer_closes_is_written(record: Record) -> None:
    told = [entry() for _ in range(50)]
    async with writing(record, limits=Limits(batch=10)) as writer:
        callers = [asyncio.ensure_future(writer.record(each)) for each in told]
        await asyncio.sleep(0)
    assert await asyncio.gather(*callers) == [None] * 50
    assert await written(record) == {each.id for each in told}


async def test_what_still_waits_a_budget_after_closing_is_refused(record: Record) -> None:
    async with locked(record):
        async with AuditWriter(record.as_gateway, BUDGET, Limits(batch=1)) as writer:
            callers = [asyncio.ensure_future(refused(writer.record(entry()))) for _ in range(3)]
            await asyncio.sleep(0)
        assert len(await asyncio.gather(*callers)) == 3


async def test_a_writer_that_is_not_running_refuses(record: Record) -> None:
    writer = AuditWriter(record.as_gateway)
    assert writer.healthy == Health(ok=False, reason="the audit writer has not been started")
    assert await refused(writer.record(entry())) == "the audit writer is not running"
    async with writer:
        pass
    assert await refused(writer.record(entry())) == "the audit writer is not running"
