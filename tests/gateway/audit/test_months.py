from datetime import UTC, datetime, timedelta

import asyncpg

from gateway.audit.months import Months, look
from tests.gateway.audit.record import Record


async def test_months_that_are_made_ahead_are_well(record: Record) -> None:
    assert await look(await record.as_gateway()) == ""


async def test_a_month_that_is_missing_is_named(record: Record) -> None:
    coming = (datetime.now(UTC).replace(day=1) + timedelta(days=32)).strftime("%Y_%m")
    await record.superuser.execute(f"drop table audit.entry_{coming}")
    assert await look(await record.as_gateway()) == (
        f"are not made: {coming.replace('_', '-')}; run audit.ensure_partitions as the owner"
    )


async def test_they_are_looked_at_now_and_then_and_a_database_that_is_away_says_nothing_new(record: Record) -> None:
    months = Months(record.as_gateway)
    assert await months.fault() == ""
    opened = len(record.opened)
    assert await months.fault() == ""
    assert len(record.opened) == opened

    async def away() -> "asyncpg.Connection[asyncpg.Record]":
        raise ConnectionRefusedError

    assert await Months(away).fault() == ""
