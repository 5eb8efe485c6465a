"""Keeps entries for as long as a rule says, and no longer: a leaf outlives its entry.

An entry whose rule has run out, and which nothing holds, is deleted with whom it was about; what stays is its leaf, and
the digest that the leaf is made of. So every proof that was given stays true, and nothing is left to guess at: the
encoding that was hashed holds a request's id with 74 random bits. Sets of subjects that no entry names any more go too.

A batch is one transaction: the entry that tells of the erasing, the erasures, the deletions. A crash leaves the whole
of a batch or nothing of it, and the next run goes on.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

import asyncpg

from gateway.audit.connection import Connection
from gateway.audit.entry import Entry, columns_read, leaf_of
from gateway.audit.insertion import INSERT, columns, parameters
from gateway.audit.projection import project
from gateway.audit.sequencer import LogDamagedError
from gateway.audit.sharing import Shared
from gateway.audit.stored import LOCK, read

BATCH = 1000  # entries of one transaction

# Of the rules in force that speak of an entry the longest counts. What is without a leaf, and what tells of an erasing,
# stays. ``$1``: now; ``$2``: whether of the rules that nobody has verified too.
_DUE = """
with rule as (
    select * from audit.retention_rule r
    where r.valid_from <= $1::timestamptz::date and (r.valid_until is null or r.valid_until > $1::timestamptz::date)
        and (r.verified or $2)
), hold as materialized ({holds}), due as (
    select e.recorded_at, e.id, k.rule_id, l.leaf_hash, exists (
            select from hold h
            where (h.principal_id is null or h.principal_id = e.principal_id)
                and (h.since is null or e.recorded_at between h.since and h.until)
                and (h.subject_id is null or e.subject_set in (
                    select m.digest from audit.about m where m.subject_id = h.subject_id))) as held
    from audit.entry e
    join audit.leaf l on l.recorded_at = e.recorded_at and l.entry_id = e.id
    cross join lateral (
        select r.id as rule_id, r.keep_months from rule r
        where (r.outcome is null or r.outcome = e.outcome) and (r.purpose is null or r.purpose = e.purpose)
        order by r.keep_months desc, r.id limit 1) k
    where e.act <> 'ERASE_ACCESS_RECORD'
        and e.recorded_at < $1::timestamptz - make_interval(months => (select min(keep_months) from rule))
        and e.recorded_at < $1::timestamptz - make_interval(months => k.keep_months)
)"""

_PLAN = """
select d.rule_id, r.outcome, r.purpose, r.keep_months, r.source, r.verified,
    count(*) filter (where not d.held) as entries, count(*) filter (where d.held) as held
from due d join audit.retention_rule r on r.id = d.rule_id
group by 1, 2, 3, 4, 5, 6 order by 4, 1
"""

_BATCH = f"""
select d.rule_id, d.leaf_hash, {columns_read("e")}
from due d join audit.entry e on e.recorded_at = d.recorded_at and e.id = d.id
where not d.held order by d.recorded_at, d.id limit {BATCH}
"""  # noqa: S608 - our own text

_ADD = """
insert into audit.erasure (entry_id, recorded_at, digest, rule_id, agency, erased_by)
select t.*, $6::uuid from unnest($1::uuid[], $2::timestamptz[], $3::bytea[], $4::uuid[], $5::text[]) t
"""
_DELETE = """
delete from audit.entry e using unnest($1::uuid[], $2::timestamptz[]) t (id, at)
where e.recorded_at = t.at and e.id = t.id
"""
# A reader who is about to name a set that stands waits for this, and then finds that it has to be written anew.
_ALONE = "lock table audit.subject_set in share mode"
_UNNAMED = """
select t.digest from unnest($1::bytea[]) t (digest)
where not exists (select from audit.entry e where e.subject_set = t.digest)
"""
_ALIASES = """
select distinct m.alias from audit.subject_set s cross join lateral audit.members_of(s.members) m
where s.digest = any($1::bytea[])
"""
_UNINDEXED = """
select s.digest from audit.subject_set s
where s.made_at >= $1 and not exists (select from audit.subject_member k where k.digest = s.digest)
"""
_FORGET = (
    "delete from audit.subject_member where digest = any($1::bytea[])",
    "delete from audit.subject_set where digest = any($1::bytea[])",
    "delete from audit_keys.sealed_set where digest = any($1::bytea[])",
    "delete from audit_keys.set_key where digest = any($1::bytea[])",
)
# What opened the aliases that no set names any more. From then on nothing tells who they were, in no copy either.
_DESTROY = """
delete from audit_keys.subject_key k where k.alias = any($1::uuid[])
    and not exists (select from audit.subject_member m where m.alias = k.alias)
"""
_LATEST = timedelta(days=1)  # the sequencer has indexed every set that is older

# What is held, by whoever decides on it: an entry is held that is all that a row says.
NOTHING_HELD = """
select null::uuid as subject_id, null::uuid as principal_id, null::timestamptz as since, null::timestamptz as until
where false
"""
Told = Callable[[int], tuple[Entry, Shared]]
"""Makes the entry that tells of an erasing of so many entries."""


@dataclass(frozen=True, slots=True)
class Due:
    """What one rule would erase: entries past their time, and how many more of them are held."""

    rule_id: UUID
    outcome: str | None  # None: of any
    purpose: str | None
    keep_months: int
    source: str
    verified: bool
    entries: int
    held: int


async def planned(
    connection: Connection, now: datetime, holds: str = NOTHING_HELD, *, as_if_verified: bool = False
) -> list[Due]:
    """What each verified rule would erase now; ``as_if_verified``: what each rule would, were all of them verified."""
    statement = _DUE.format(holds=holds) + _PLAN
    return [Due(**dict(row)) for row in await connection.fetch(statement, now, as_if_verified)]


async def erase(connection: Connection, now: datetime, told: Told, holds: str = NOTHING_HELD) -> int:
    """Erases what verified rules say, batch by batch, as the owner of the tables; how many entries.

    ``holds``: a query like ``NOTHING_HELD``. Raises ``LogDamagedError`` where an entry is not what its leaf commits to:
    what somebody changed is evidence.
    """
    statement = _DUE.format(holds=holds) + _BATCH
    total = erased = await _batch(connection, now, told, statement)
    while erased == BATCH:
        erased = await _batch(connection, now, told, statement)
        total += erased
    return total


async def _batch(connection: Connection, now: datetime, told: Told, statement: str) -> int:
    async with connection.transaction():
        await connection.execute("select pg_advisory_xact_lock($1)", LOCK)  # nobody indexes meanwhile what goes
        rows = await connection.fetch(statement, now, False)
        if rows:
            entries = [_as_recorded(row) for row in rows]
            teller, shared = told(len(entries))
            await connection.execute(INSERT, *columns([parameters(teller, shared)]))
            await _gone(connection, entries, [row["rule_id"] for row in rows], teller.id)
            await _forgotten(connection, sorted({each.subject_set for each in entries if each.subject_set}), now)
        return len(rows)


def _as_recorded(row: asyncpg.Record) -> Entry:
    entry = read(row)
    if entry is None or leaf_of(entry).hash != row["leaf_hash"]:
        raise LogDamagedError(f"entry {row['id']} is not what its leaf commits to, and is kept: run mappa audit verify")
    return entry


async def _gone(connection: Connection, entries: list[Entry], rules: list[UUID], teller: UUID) -> None:
    leaves = [leaf_of(entry) for entry in entries]
    ids, times = [leaf.entry_id for leaf in leaves], [leaf.recorded_at for leaf in leaves]
    digests, agencies = [leaf.digest for leaf in leaves], [entry.agency for entry in entries]
    await connection.execute(_ADD, ids, times, digests, rules, agencies, teller)
    await connection.execute(_DELETE, ids, times)


async def _forgotten(connection: Connection, sets: list[bytes], now: datetime) -> None:
    """The sets that no entry names any more, and the keys of who was in them and is in no other."""
    await connection.execute(_ALONE)
    unnamed = [row["digest"] for row in await connection.fetch(_UNNAMED, sets)]
    aliases = [row["alias"] for row in await connection.fetch(_ALIASES, unnamed)]
    lately = await connection.fetch(_UNINDEXED, now - _LATEST)
    await project(connection, [row["digest"] for row in lately])  # one of them may name an alias too
    for statement in _FORGET:
        await connection.execute(statement, unnamed)
    await connection.execute(_DESTROY, aliases)
