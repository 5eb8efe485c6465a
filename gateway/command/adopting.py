"""``mappa audit adopt``: the owner of the record takes over the retention rules that two people agreed on."""

from datetime import UTC, datetime

import asyncpg

from gateway.audit.connection import Connection
from gateway.audit.insertion import INSERT, columns, parameters
from gateway.audit.sharing import Told
from gateway.command.entered import TOWARDS_NOBODY, Doing, told_of
from gateway.command.refusal import CommandRefused
from policies.vocabulary import Purpose

_WAITING = """
select id, rule, keep_months, valid_from, decided_by, source, recorded_by_name, agreed_by_name
from coordination.retention_proposal where status = 'AGREED' and taken_over_at is null
order by agreed_at, id for update
"""
_ADD = """
insert into audit.retention_rule
    (id, rule, version, outcome, purpose, keep_months, decided_by, source, verified, valid_from)
select p.id, p.rule, 1 + coalesce((select max(r.version) from audit.retention_rule r where r.rule = p.rule), 0),
    p.outcome, p.purpose, p.keep_months, p.decided_by, p.source, true, p.valid_from
from coordination.retention_proposal p where p.id = $1
"""
# The version before it ends on the day on which it begins: of the rules in force the longest counts.
_END = """
update audit.retention_rule r set valid_until = n.valid_from from audit.retention_rule n
where n.id = $1 and r.rule = n.rule and r.version < n.version
    and (r.valid_until is null or r.valid_until > n.valid_from)
"""
_TAKEN_OVER = "update coordination.retention_proposal set taken_over_at = $2 where id = $1"


async def adopted(dsn: str, purpose: Purpose) -> list[str]:
    """Takes over what was agreed and is not a rule yet, all of it with its entry or nothing; a line for each.

    For the owner of the tables: the gateway may write no rule.
    """
    connection: Connection = await asyncpg.connect(dsn)
    try:
        async with connection.transaction():
            waiting = await connection.fetch(_WAITING)
            entry, named = told_of(Doing("adopt", purpose, entries=len(waiting)), Told(TOWARDS_NOBODY, {}))
            await connection.execute(INSERT, *columns([parameters(entry, named)]))
            for row in waiting:
                await _take_over(connection, row)
    except asyncpg.InsufficientPrivilegeError:
        raise CommandRefused(
            "Only the owner of the access record may take a rule over: give --database with their name."
        ) from None
    finally:
        await connection.close()
    return [_told(row) for row in waiting] or ["No rule waits to be taken over: two people agree on one first."]


async def _take_over(connection: Connection, row: asyncpg.Record) -> None:
    await connection.execute(_ADD, row["id"])
    await connection.execute(_END, row["id"])
    await connection.execute(_TAKEN_OVER, row["id"], datetime.now(UTC))


def _told(row: asyncpg.Record) -> str:
    who = f"proposed by {row['recorded_by_name']}, agreed by {row['agreed_by_name']}"
    return (
        f"{row['rule']}: {row['keep_months']} months from {row['valid_from']}, decided by {row['decided_by']} "
        f"({row['source']}), {who}."
    )
