"""``mappa audit retain``: erases from the access record what the retention rules say, or says what it would erase.

With the entries goes what rested on them alone: findings that are closed, holds that are lifted.
"""

from datetime import UTC, datetime

import asyncpg

from gateway.audit.connection import Connection
from gateway.audit.entry import Entry
from gateway.audit.retention import Due, erase, planned
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.sharing import Shared, Told
from gateway.command.entered import TOWARDS_NOBODY, Doing, recorded, told_of
from gateway.command.refusal import CommandRefused
from policies.processing import Processing
from policies.vocabulary import Act, Purpose

# Entries about somebody or by somebody, by a legal hold; and, while a finding is open, what it was found in.
HELD = """
select subject_id, principal_id, null::timestamptz as since, null::timestamptz as until
from coordination.record_hold where status <> 'LIFTED'
union all select subject_id, principal_id, first_at, last_at from coordination.detection where status <> 'CLOSED'
"""

# Findings that are closed and holds that are lifted name whom they were about, and what was written of it. They go with
# the last entry that they rest on; whoever read them or decided on them left entries about the same, which keep them.
_RESTED_ON_IT = """
with rule as (
    select from audit.retention_rule r
    where r.verified and r.valid_from <= $1::timestamptz::date
        and (r.valid_until is null or r.valid_until > $1::timestamptz::date)
), finding as (
    delete from coordination.detection d
    where d.status = 'CLOSED' and exists (select from rule)
        and not exists (select from audit.about a where a.subject_id = d.subject_id)
        and not exists (
            select from audit.entry e
            where e.principal_id = d.principal_id and e.recorded_at between d.first_at and d.last_at)
    returning d.id
), hold as (
    delete from coordination.record_hold h
    where h.status = 'LIFTED' and exists (select from rule)
        and not exists (select from audit.about a where a.subject_id = h.subject_id)
        and not exists (select from audit.entry e where e.principal_id = h.principal_id)
    returning h.id
), step as (
    delete from coordination.step s
    where s.record_id in (select id from finding union all select id from hold)
)
select (select count(*) from finding) as findings, (select count(*) from hold) as holds
"""

_ERASED = Told(TOWARDS_NOBODY, {"processing": [Processing.ERASURE.name], "holders": ["oversight"]})


# A deleted row stands in its file until it is overwritten; of the record only these tell of a subject.
_REWRITE = tuple(f"vacuum full audit_keys.{table}" for table in ("subject_key", "set_key", "sealed_set", "period"))


async def retained(dsn: str, *, dry: bool, rewrite: bool = False) -> list[str]:
    """What was erased, or would be; either is an entry. The owner of the record alone may erase.

    ``rewrite``: then write the tables of keys anew. Nothing can be recorded, and so nothing answered, meanwhile.
    """
    now = datetime.now(UTC)
    connection: Connection = await asyncpg.connect(dsn)
    try:
        await recorded(connection, "retain", Purpose.SECURE_DATA)
        if dry:
            return [*await _planned(connection, now), "Nothing was erased."]
        erased = await erase(connection, now, _told, HELD)
        findings, holds = await connection.fetchrow(_RESTED_ON_IT, now) or (0, 0)
        if rewrite:
            await rewritten(connection)
        return [f"{erased} entries erased.", _went_too(findings, holds)]
    except LogDamagedError as damaged:
        raise CommandRefused(f"Nothing more is erased: {damaged}.") from None
    except asyncpg.InsufficientPrivilegeError:
        raise CommandRefused(
            "Only the owner of the access record may erase: give --database with their name."
        ) from None
    finally:
        await connection.close()


async def rewritten(connection: Connection) -> None:
    """Leaves no destroyed key in a file of the database. A crash leaves each table as it was, or written anew."""
    for statement in _REWRITE:
        await connection.execute(statement)


def _went_too(findings: int, holds: int) -> str:
    return f"{findings} closed findings and {holds} lifted holds that rested on nothing any more went too."


def _told(entries: int) -> tuple[Entry, Shared]:
    return told_of(Doing("retain", Purpose.SECURE_DATA, Act.ERASE_ACCESS_RECORD, entries), _ERASED)


async def _planned(connection: Connection, now: datetime) -> list[str]:
    """What would be erased, and what more rules would erase that nobody has verified."""
    proposed = [due for due in await planned(connection, now, HELD, as_if_verified=True) if not due.verified]
    return [*map(_would, await planned(connection, now, HELD)), *map(_would, proposed)]


def _would(due: Due) -> str:
    whom = f"{due.outcome or 'any outcome'}, {due.purpose or 'any purpose'}, after {due.keep_months} months"
    once = "" if due.verified else ", but nobody has verified it, so it erases nothing"
    return f"{due.entries} entries to erase, {due.held} held: {whom} ({due.source}){once}."
