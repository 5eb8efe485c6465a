"""``mappa audit retain``: erases from the access record what the retention rules say, or says what it would erase."""

from datetime import UTC, datetime

import asyncpg

from gateway.audit.connection import Connection
from gateway.audit.entry import Entry
from gateway.audit.retention import Due, erase, planned
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.sharing import Shared, Told
from gateway.command.record import TOWARDS_NOBODY, Doing, recorded, told_of
from gateway.command.refusal import CommandRefused
from policies.processing import Processing
from policies.vocabulary import Act, Purpose

# Entries about somebody or by somebody, by a legal hold; and, while a finding is open, what it was found in.
HELD = """
select subject_id, principal_id, null::timestamptz as since, null::timestamptz as until
from coordination.record_hold where status <> 'LIFTED'
union all select subject_id, principal_id, first_at, last_at from coordination.detection where status <> 'CLOSED'
"""

_ERASED = Told(TOWARDS_NOBODY, {"processing": [Processing.ERASURE.name], "holders": ["oversight"]})


async def retained(dsn: str, *, dry: bool) -> list[str]:
    """What was erased, or would be; either is an entry. The owner of the record alone may erase."""
    now = datetime.now(UTC)
    connection: Connection = await asyncpg.connect(dsn)
    try:
        await recorded(connection, "retain", Purpose.SECURE_DATA)
        if dry:
            return [*await _planned(connection, now), "Nothing was erased."]
        return [f"{await erase(connection, now, _told, HELD)} entries erased."]
    except LogDamagedError as damaged:
        raise CommandRefused(f"Nothing more is erased: {damaged}.") from None
    except asyncpg.InsufficientPrivilegeError:
        raise CommandRefused(
            "Only the owner of the access record may erase: give --database with their name."
        ) from None
    finally:
        await connection.close()


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
