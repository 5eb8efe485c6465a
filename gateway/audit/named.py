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


async def keys_of(connection: Connection, members: bytes) -> bytes:
    """What opens a set: the lines of ``preimages.opened``. For its owner alone, who may read the keys."""
    rows = await connection.fetch(_KEYS, members)
    return b"".join(preimages.key_line(row["alias"].bytes, row["subject_id"].bytes, row["key"]) for row in rows)
