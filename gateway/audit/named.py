"""What entries name by its hash, read as it is stored: the preimages of their digests, to be handed out beside them."""

from collections.abc import Iterable
from dataclasses import dataclass

from gateway.audit.connection import Connection
from gateway.audit.entry import Entry
from gateway.audit.sequencer import LogDamagedError
from gateway.transparency import preimages

_SETS = "select digest, members from audit.subject_set where digest = any($1::bytea[])"
_KEYS = """
select k.alias, k.subject_id, k.key from audit_keys.subject_key k
where k.alias in (select m.alias from audit.members_of($1::bytea) m) order by k.alias
"""
# What seals the bodies of the entries that name a set: made of the key of each of its subjects, and telling none of
# them. NULL where a subject is named in the clear. Each key by its index: all of them are too many to go through.
_SEALING = """
select s.digest, count(*) filter (where k.alias is null) as gone, case when bool_and(k.key is not null) then
    sha256(string_agg(sha256(k.key || 'body'::bytea), ''::bytea order by m.place_in_set)) end as key
from audit.subject_set s
cross join lateral audit.members_of(s.members) with ordinality m (place, alias, place_in_set)
left join lateral (select k.alias, k.key from audit_keys.subject_key k where k.alias = m.alias limit 1) k on true
where s.digest = any($1::bytea[]) group by 1
"""
_READINGS = "select digest, body from audit.reading where digest = any($1::bytea[])"


@dataclass(frozen=True, slots=True)
class Named:
    """Sets of subjects (``sharing.packed``) and readings (``sharing.reading_of``), by their digests."""

    sets: dict[bytes, bytes]
    readings: dict[bytes, str]


async def named_by(connection: Connection, entries: Iterable[Entry]) -> Named:
    """All that these entries name. Raises ``LogDamagedError`` where some of it is gone."""
    sets, readings = set[bytes](), set[bytes]()
    for entry in entries:
        sets |= {entry.subject_set} if entry.subject_set else set()
        readings |= {entry.reading} if entry.reading else set()
    found = Named(
        {row["digest"]: row["members"] for row in await connection.fetch(_SETS, sorted(sets))},
        {row["digest"]: row["body"] for row in await connection.fetch(_READINGS, sorted(readings))},
    )
    if gone := (sets - found.sets.keys()) | (readings - found.readings.keys()):
        raise LogDamagedError(f"{min(gone).hex()}, which an entry names, is gone: run mappa audit verify")
    return found


async def sealing_keys(connection: Connection, sets: Iterable[bytes]) -> dict[bytes, bytes]:
    """The keys that seal the bodies about these sets, save of those that name subjects in the clear. For the owner.

    Raises ``LogDamagedError`` where the key of a subject is gone that a set still names.
    """
    rows = await connection.fetch(_SEALING, sorted(sets))
    if gone := [row["digest"] for row in rows if row["gone"]]:
        raise LogDamagedError(f"{min(gone).hex()} has a subject whose key is gone: run mappa audit verify")
    return {row["digest"]: row["key"] for row in rows if row["key"] is not None}


async def keys_of(connection: Connection, members: bytes) -> bytes:
    """What opens a set: the lines of ``preimages.opened``. For its owner alone, who may read the keys."""
    rows = await connection.fetch(_KEYS, members)
    return b"".join(preimages.key_line(row["alias"].bytes, row["subject_id"].bytes, row["key"]) for row in rows)
