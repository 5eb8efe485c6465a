"""The index by subject: which sets of subjects, and so which entries, a case or a person is in.

It is filled behind the record by the sequencer, in the transaction that adds the leaves. A set is taken in once,
however many entries name it. It says nothing that the sets do not; ``rebuild`` makes it anew from them.
"""

from datetime import datetime

from gateway.audit.connection import Connection
from gateway.audit.stored import BEGINNING, LOCK

SETS = 100  # of one statement

# ``$1``: sets made before it are in the index already, or will be found by a sweep.
_ADD = """
insert into audit.subject_member (subject_id, digest)
select distinct m.subject_id, s.digest from (
    select digest, members from audit.subject_set s where s.made_at >= $1
    and not exists (select from audit.subject_member k where k.digest = s.digest)
    order by s.made_at limit $2) s
cross join lateral audit.members_of(s.members) m
on conflict do nothing
"""


async def project(connection: Connection, since: datetime) -> None:
    """Takes in the sets made since that are not in the index yet."""
    while _rows(await connection.execute(_ADD, since, SETS)):
        pass


def _rows(tag: str) -> int:
    """The number of rows in a command's tag."""
    return int(tag.rpartition(" ")[2])


async def rebuild(connection: Connection) -> int:
    """Makes the whole index anew, as the owner; the number of its rows.

    One transaction: readers see the old index until it is committed (DELETE, because TRUNCATE would show them none),
    and a crash leaves the old one. The lock keeps the sequencer away meanwhile.
    """
    async with connection.transaction():
        await connection.execute("select pg_advisory_xact_lock($1)", LOCK)
        await connection.execute("delete from audit.subject_member")
        await project(connection, BEGINNING)
        return int(await connection.fetchval("select count(*) from audit.subject_member"))
