"""The statements of the rules. Each begins from the entries of a time, made by people who are known.

What costs is the number of entries, so each reads of them only what it asks about. Whom they were about is opened for
each set of subjects once, however many entries name it, and only where what stands in the clear (the places that the
answer's rows were in, how many there were) does not already say that nothing is to be found.
"""

_BY_WHOM = "e.id, e.recorded_at, e.principal_id, e.principal_name, e.agency"


def _entries(asked: str = "true", more: str = "") -> str:
    """The entries of the time for which this holds (of ``e``), as ``a``; ``more``: columns that a rule asks about."""
    return f"""
with a as (
    select {_BY_WHOM}{more} from audit.entry e
    where e.recorded_at >= $1 and e.recorded_at < $2 and e.principal_id is not null and e.human
        and not e.roles && $5::text[]
        and num_nulls($3::interval, $4::integer, $6::interval, $7::integer, $8::integer) < 5
        and {asked}
)"""


_ABOUT_SOMEBODY = "e.act <> 'CONSULT_ACCESS_RECORD' and e.subject_set is not null and e.reading is not null"

_FOUND = """
    min(principal_name) as principal_name, min(agency) as agency, min(recorded_at) as first_at,
    max(recorded_at) as last_at, count(distinct id)::integer as accesses, (array_agg(distinct id))[1:20] as entries"""


def _seen(cell: str, of: str = "", by: str = "true", named: str = "", kept: str = "") -> str:
    """Who was seen in a place for whose cell this holds (``''``: the reading does not tell it), as ``seen``.

    ``by``: of which entries alone that is asked. ``of``: which of those who were seen (``m``), and what is ``kept`` of
    them. ``named``: of whose entries alone it is asked, as the relation of this name. The places of a set stand in the
    clear, as does what a reading says of each: so only sets with such a place are opened.
    """
    known = "join named using (principal_id, principal_name)" if named else ""
    return f"""{_entries(f"{_ABOUT_SOMEBODY} and {by}", ", e.subject_set, e.reading")}{named}, kinds as materialized (
    select subject_set, reading from a {known} group by subject_set, reading
), told as materialized (
    select r.digest as reading, p.key as place, p.value ->> 'cell' as cell
    from audit.reading r cross join lateral jsonb_each(
        case jsonb_typeof(r.parsed -> 'places') when 'object' then r.parsed -> 'places' end) p
    where r.digest in (select reading from kinds)
), sought as materialized (
    select k.subject_set, k.reading, t.place from kinds k
    join audit.reading r on r.digest = k.reading
    join audit.subject_set s on s.digest = k.subject_set
    cross join lateral (
        select distinct get_byte(s.members, 17 * n) as place from generate_series(0, length(s.members) / 17 - 1) n) t
    left join told on told.reading = k.reading and told.place = t.place::text
    where coalesce(told.cell, '') {cell}
), looked as materialized (
    select s.subject_set, s.reading, m.*{kept} from sought s cross join lateral (
        select o.subject_id from audit.seen o where o.digest = s.subject_set and o.place = s.place offset 0) m
    {of}
), seen as (
    select * from a join looked using (subject_set, reading)
)"""


_NOT_ASSIGNED = "not like 'assigned/%'"

# Whoever bears the family name of nobody who is held looked at no relative.
_OF_FAMILY = r"""
, named as materialized (
    select * from (
        select principal_id, principal_name, lower(regexp_replace(principal_name, '^.*\s', '')) as family
        from a group by principal_id, principal_name) n
    where family in (select lower(p.family_name) from person.person p)
)"""

_PERSON = "join person.person p on p.id = m.subject_id"

RELATIVE_OR_SELF = f"""{_seen(_NOT_ASSIGNED, _PERSON, named=_OF_FAMILY, kept=", lower(p.family_name) as family_seen")}
select principal_id, subject_id, {_FOUND}
from seen join named using (principal_id, principal_name) where family = family_seen
group by principal_id, subject_id having count(distinct seen.id) >= $4
"""

_NAMESAKE = """select p.id as person_id, d.id as principal_id from person.person p
    join directory.principal d on lower(d.name) = lower(p.given_names || ' ' || p.family_name)"""

COLLEAGUE = f"""{_seen(_NOT_ASSIGNED, f"where m.subject_id in (select person_id from ({_NAMESAKE}) n)")}
select principal_id, subject_id, {_FOUND}
from seen where exists (
    select from ({_NAMESAKE}) n where n.person_id = subject_id and n.principal_id <> seen.principal_id)
group by principal_id, subject_id having count(distinct seen.id) >= $4
"""

_IN_VAIN = """(e.outcome = 'REFUSED' and e.reason in ('NOT_PERMITTED', 'NOT_FOUND')
        or e.outcome = 'GRANTED' and e.act = 'CONSULT' and e.subject_set is null and e.row_count = 0
            and e.variables <> '{}')"""

NO_STANDING = f"""{_entries(_IN_VAIN)}
select principal_id, null::uuid as subject_id, {_FOUND}
from a group by principal_id, date_bin($3, recorded_at, '2000-01-01Z') having count(*) >= $4
"""

# Whoever was shown as many has seen sets that hold as many, and whom a set holds is not opened to count them.
_IN_BINS = ", e.subject_set, date_bin($3, e.recorded_at, '2000-01-01Z') as bin"

BULK = f"""{_entries(_ABOUT_SOMEBODY, _IN_BINS)}, much as (
    select principal_id, bin from (
        select principal_id, bin, subject_set from a group by principal_id, bin, subject_set) k
    join audit.subject_set s on s.digest = k.subject_set
    group by principal_id, bin having sum(length(s.members) / 17) >= $4
)
select principal_id, null::uuid as subject_id, {_FOUND}
from a join much using (principal_id, bin)
cross join lateral (select o.subject_id from audit.seen o where o.digest = a.subject_set offset 0) m
group by principal_id, bin having count(distinct m.subject_id) >= $4
"""

OUT_OF_HOURS = f"""{_entries("e.subject_set is not null")}, o as (
    select a.*, recorded_at at time zone 'Europe/London' as here from a
)
select principal_id, null::uuid as subject_id, {_FOUND}
from o where extract(isodow from here) > 5 or extract(hour from here) not between $7 and $8 - 1
group by principal_id, date_bin($3, here, '2000-01-01 12:00') having count(*) >= $4
"""

BEFORE_LEAVING = f"""{_entries("e.subject_set is not null")}, leaving as (
    select principal_id from directory.principal_role where status in ('IN_FORCE', 'ENDED') group by principal_id
    having bool_and(valid_until is not null) and max(valid_until) between $2::date and $2::date + $6::interval
), days as (
    select e.principal_id,
        count(*) filter (where e.recorded_at >= $2::timestamptz - $3) / extract(epoch from $3::interval) as lately,
        count(*) filter (where e.recorded_at < $2::timestamptz - $3) / extract(epoch from $3::interval * 6) as before
    from audit.entry e join leaving using (principal_id)
    where e.recorded_at >= $2::timestamptz - $3::interval * 7 and e.recorded_at < $2 and e.subject_set is not null
    group by e.principal_id
)
select principal_id, null::uuid as subject_id, {_FOUND}
from a join days using (principal_id)
where days.before > 0 and days.lately >= $4 * days.before
group by principal_id
"""

_A_CASE = """where exists (select from coordination."case" c where c.id = m.subject_id)"""

EMERGENCY = f"""{_seen("like 'emergency/%'", _A_CASE, "e.recorded_at < $2::timestamptz - $3")}
select principal_id, subject_id, {_FOUND}
from seen where not exists (
        select from directory.emergency_grant g
        where g.principal_id = seen.principal_id and g.case_id = seen.subject_id and g.reviewed_at is not null
          and recorded_at >= g.granted_at and recorded_at < g.reviewed_at)
group by principal_id, subject_id having count(distinct seen.id) >= $4
"""

AWAKENED = f"""{_entries()}, woken as (
    select principal_id, min(recorded_at) as at from a group by principal_id
), long_asleep as (
    select w.principal_id from woken w cross join lateral (
        select max(e.recorded_at) as before from audit.entry e
        where e.principal_id = w.principal_id and e.recorded_at < w.at) last
    where last.before < w.at - $3
)
select principal_id, null::uuid as subject_id, {_FOUND}
from a join long_asleep using (principal_id) group by principal_id having count(*) >= $4
"""

# What was asked about somebody is opened for it: whoever has a case answered beside the number would else get away.
_IN_NUMBERS = """e.reading in (select r.digest from audit.reading r where r.body like '%"AGGREGATE"%')"""

DIFFERENCING = f"""{_entries(_IN_NUMBERS, ", e.subject_set, e.question, e.document_hash, e.variables")}, asked as (
    select a.*, case when question is null then document_hash::text else told ->> 1 end as document,
        case when question is null then variables else told -> 2 end as given
    from a left join lateral audit.question_of(a.subject_set, a.id, a.question) told on true
)
select principal_id, null::uuid as subject_id, {_FOUND}
from asked group by principal_id, document, date_bin($3, recorded_at, '2000-01-01Z')
having count(distinct given::text) >= $4
"""
