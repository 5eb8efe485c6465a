"""Choosing entries to hand out: of a time, of a subject, of a user."""

from collections.abc import AsyncIterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

import orjson

from gateway.audit.connection import Connection
from gateway.audit.entry import Entry, columns_read
from gateway.audit.stored import read

CHUNK = 1_000

_ENTRIES = f"""
select {columns_read("e").replace("e.reading", "e.reading_digest as reading")},
    e.subjects::text as told_subjects, e.reading::text as told_reading,
    coalesce(e.processing, '{{}}') as told_processing, coalesce(e.holders, '{{}}') as told_holders
from audit.access e
where e.recorded_at >= $1 and e.recorded_at < $2 and (e.recorded_at, e.id) > ($5, $6)
    and ($3::uuid is null or e.principal_id = $3)
    and ($4::uuid is null or e.subject_set in (
        select m.digest from audit.about m where m.subject_id = $4))
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


@dataclass(frozen=True, slots=True)
class Access:
    """An entry with what it names by its hash, in words."""

    entry: Entry
    subjects: Mapping[str, Sequence[str]]  # place, as "assigned/ordinary" -> keys of cases and persons
    reading: Mapping[str, Mapping[str, object]]  # place -> {"shown": {data class: [fields]}, "withheld": {...}, ...}
    processing: Sequence[str] = ()  # names of ``policies.processing.Processing``
    holders: Sequence[str] = ()  # whose what was shown is, as owner codes


async def selected(connection: Connection, selection: Selection) -> AsyncIterator[Access]:
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
            told = orjson.loads(row["told_subjects"]), orjson.loads(row["told_reading"])
            yield Access(entry, *told, row["told_processing"], row["told_holders"])
        if len(rows) < CHUNK:
            return
        at, entry_id = rows[-1]["recorded_at"], rows[-1]["id"]
