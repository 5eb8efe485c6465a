"""The index by subject: which sets of subjects, and so which entries, an alias of a case or a person is in.

It is filled behind the record by the sequencer, in the transaction that adds the leaves. A set is taken in once,
however many entries name it. It says nothing that the sets do not; ``rebuild`` makes it anew from them.
"""

from collections.abc import Iterable

from gateway.audit.connection import Connection
from gateway.audit.stored import LOCK

SETS = 100  # of one statement

_ADD = """
insert into audit.subject_member (alias, digest)
select distinct m.alias, s.digest from (
    select digest, members from audit.subject_set s where s.digest = any($1)
    and not exists (select from audit.subject_member k where k.digest = s.digest)) s
cross join lateral audit.members_of(s.members) m
on conflict do nothing
"""
_NEXT = "select digest from audit.subject_set where digest > $1 order by digest limit $2"


async def project(connection: Connection, digests: Iterable[bytes]) -> None:
    """Takes in those of the sets that are not in the index yet."""
    listed = sorted(digests)
    for start in range(0, len(listed), SETS):
        await connection.execute(_ADD, listed[start : start + SETS])


async def rebuild(connection: Connection) -> int:
    """Makes the whole index anew, as the owner; the number of its rows.

    One transaction: readers see the old index until it is committed (DELETE, because TRUNCATE would show them none),
    and a crash leaves the old one. The lock keeps the sequencer away meanwhile.
    """
    async with connection.transaction():
        await connection.execute("select pg_advisory_xact_lock($1)", LOCK)
        await connection.execute("delete from audit.subject_member")
        last = b""
        while found := await connection.fetch(_NEXT, last, SETS):
            last = found[-1]["digest"]
            await project(connection, [row["digest"] for row in found])
        return int(await connection.fetchval("select count(*) from audit.subject_member"))
