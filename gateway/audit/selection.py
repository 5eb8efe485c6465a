"""Choosing entries to hand out: of a time, of a subject, of a user."""

from collections.abc import AsyncIterator
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from gateway.audit.connection import Connection
from gateway.audit.entry import Entry, columns_read
from gateway.audit.projection import read

CHUNK = 1_000

_ENTRIES = f"""
select {columns_read("e")} from audit.entry e
where e.recorded_at >= $1 and e.recorded_at < $2 and (e.recorded_at, e.id) > ($5, $6)
    and ($3::uuid is null or e.principal_id = $3)
    and ($4::uuid is null or (e.recorded_at, e.id) in (
        select s.recorded_at, s.entry_id from audit.subject_entry s where s.subject_id = $4
            and s.recorded_at >= $1 and s.recorded_at < $2))
order by e.recorded_at, e.id limit $7
"""  # noqa: S608 - built of our own column names


class EntryUnreadable(Exception):
    """An entry that nothing of ours wrote: it is named, and not left out in silence."""


@dataclass(frozen=True, slots=True)
class Selection:
    """Entries recorded from ``since`` up to and without ``until``, about ``subject`` and by ``principal`` if given."""

    since: datetime
    until: datetime
    subject: UUID | None = None
    principal: UUID | None = None


async def selected(connection: Connection, selection: Selection) -> AsyncIterator[Entry]:
    """The entries, oldest first, some at a time. Raises ``EntryUnreadable``."""
    at, entry_id = selection.since, UUID(int=0)
    while True:
        values = (selection.since, selection.until, selection.principal, selection.subject, at, entry_id, CHUNK)
        rows = await connection.fetch(_ENTRIES, *values)
        for row in rows:
            entry = read(row)
            if entry is None:
                raise EntryUnreadable(
                    f"entry {row['id']} of {row['recorded_at']} cannot be read: run mappa audit verify"
                )
            yield entry
        if len(rows) < CHUNK:
            return
        at, entry_id = rows[-1]["recorded_at"], rows[-1]["id"]
