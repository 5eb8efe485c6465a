"""What entries share, and the index over it: statements that find whatever does not agree.

Each gives ``digest``, ``entry_id`` (or NULL) and ``says``; ``$1`` is how long the sequencer may take to index a set.
"""

from gateway.audit.verdict import FaultKind

_CHANGED = """
select digest, null::uuid as entry_id, 'is not what its hash was made of' as says from audit.subject_set
where digest <> sha256(members) and $1::interval is not null
union all
select digest, null, 'is not what its hash was made of' from audit.reading
where digest <> sha256(convert_to(body, 'UTF8')) or parsed is distinct from body::jsonb
"""

_MISSING = """
select e.subject_set as digest, e.id as entry_id, 'says whom the entry is about, and is gone' as says
from audit.entry e where e.subject_set is not null and $1::interval is not null
    and not exists (select from audit.subject_set s where s.digest = e.subject_set)
union all
select e.reading, e.id, 'says what the answer showed, and is gone'
from audit.entry e where e.reading is not null
    and not exists (select from audit.reading r where r.digest = e.reading)
"""

_NOT_INDEXED = """
select s.digest, null::uuid as entry_id,
    'has subject ' || m.alias || ', whom the index lacks: make it anew by mappa audit reindex' as says
from audit.subject_set s cross join lateral audit.members_of(s.members) m
where s.made_at < now() - $1::interval and not exists (
    select from audit.subject_member k where k.digest = s.digest and k.alias = m.alias)
"""

_INDEXED_WRONGLY = """
select k.digest, null::uuid as entry_id,
    'lacks subject ' || k.alias || ', whom the index has: make it anew by mappa audit reindex' as says
from audit.subject_member k where $1::interval is not null and not exists (
    select from audit.subject_set s cross join lateral audit.members_of(s.members) m
    where s.digest = k.digest and m.alias = k.alias)
"""

# An erasing is committed with the entry that tells of it, which says how many entries it was.
_ERASED_UNRECORDED = """
select (array_agg(x.digest order by x.digest))[1] as digest, null::uuid as entry_id,
    'and ' || count(*) - 1 || ' more were erased, and no entry tells of so many' as says
from audit.erasure x left join audit.entry e on e.id = x.erased_by and e.act = 'ERASE_ACCESS_RECORD'
where $1::interval is not null
group by x.erased_by having count(*) > coalesce(max(e.row_count), 0)
union all
select x.digest, x.entry_id, 'was erased, and is still there'
from audit.erasure x join audit.entry e on e.recorded_at = x.recorded_at and e.id = x.entry_id
"""

_KEYS = "select digest, null::uuid as entry_id, says from audit.key_fault where $1::interval is not null"

_RETURNED = "select digest, null::uuid as entry_id, says from audit.key_returned where $1::interval is not null"

DISAGREEMENTS = {
    FaultKind.KEY_RETURNED: _RETURNED,
    FaultKind.ERASED_UNRECORDED: _ERASED_UNRECORDED,
    FaultKind.SHARED_CHANGED: _CHANGED,
    FaultKind.SHARED_MISSING: _MISSING,
    FaultKind.SUBJECT_MISSING: _NOT_INDEXED,
    FaultKind.SUBJECT_ADDED: _INDEXED_WRONGLY,
    FaultKind.KEY_CHANGED: _KEYS,
}
