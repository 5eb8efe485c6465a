"""What the rules find, said as plainly as can be and without a thought for what it costs: to hold the statements to."""

_ENTRIES = """
with a as materialized (
    select e.* from audit.entry e
    where e.recorded_at >= $1 and e.recorded_at < $2 and e.principal_id is not null and e.human
        and not e.roles && $5::text[]
        and num_nulls($3::interval, $4::integer, $6::interval, $7::integer, $8::integer) < 5
)"""

_SEEN = f"""{_ENTRIES}, seen as (
    select a.id, a.recorded_at, a.principal_id, a.principal_name, a.agency, m.subject_id,
        coalesce(r.parsed -> 'places' -> m.place::text ->> 'cell', '') as cell
    from a join audit.seen m on m.digest = a.subject_set join audit.reading r on r.digest = a.reading
    where a.act <> 'CONSULT_ACCESS_RECORD'
)"""

_FOUND = """
    min(principal_name) as principal_name, min(agency) as agency, min(recorded_at) as first_at,
    max(recorded_at) as last_at, count(distinct id)::integer as accesses, (array_agg(distinct id))[1:20] as entries"""

RELATIVE_OR_SELF = f"""{_SEEN}
select principal_id, subject_id, {_FOUND}
from seen where cell not like 'assigned/%' and exists (
    select from person.person p
    where p.id = subject_id and lower(p.family_name) = lower(regexp_replace(principal_name, '^.*\\s', '')))
group by principal_id, subject_id having count(distinct seen.id) >= $4
"""

COLLEAGUE = f"""{_SEEN}
select principal_id, subject_id, {_FOUND}
from seen where cell not like 'assigned/%' and exists (
    select from person.person p
    join directory.principal d on lower(d.name) = lower(p.given_names || ' ' || p.family_name)
    where p.id = subject_id and d.id <> principal_id)
group by principal_id, subject_id having count(distinct seen.id) >= $4
"""

NO_STANDING = f"""{_ENTRIES}
select principal_id, null::uuid as subject_id, {_FOUND}
from a where outcome = 'REFUSED' and reason in ('NOT_PERMITTED', 'NOT_FOUND')
    or outcome = 'GRANTED' and act = 'CONSULT' and subject_set is null and row_count = 0 and variables <> '{{}}'
group by principal_id, date_bin($3, recorded_at, '2000-01-01Z') having count(*) >= $4
"""

BULK = f"""{_SEEN}
select principal_id, null::uuid as subject_id, {_FOUND}
from seen group by principal_id, date_bin($3, recorded_at, '2000-01-01Z') having count(distinct subject_id) >= $4
"""

OUT_OF_HOURS = f"""{_ENTRIES}, o as (select a.*, recorded_at at time zone 'Europe/London' as here from a)
select principal_id, null::uuid as subject_id, {_FOUND}
from o where subject_set is not null
    and (extract(isodow from here) > 5 or extract(hour from here) not between $7 and $8 - 1)
group by principal_id, date_bin($3, here, '2000-01-01 12:00') having count(*) >= $4
"""

BEFORE_LEAVING = f"""{_ENTRIES}, leaving as (
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
where a.subject_set is not null and days.before > 0 and days.lately >= $4 * days.before
group by principal_id
"""

EMERGENCY = f"""{_SEEN}
select principal_id, subject_id, {_FOUND}
from seen where cell like 'emergency/%' and recorded_at < $2::timestamptz - $3
    and exists (select from coordination."case" c where c.id = subject_id)
    and not exists (
        select from directory.emergency_grant g
        where g.principal_id = seen.principal_id and g.case_id = seen.subject_id and g.reviewed_at is not null
          and recorded_at >= g.granted_at and recorded_at < g.reviewed_at)
group by principal_id, subject_id having count(distinct seen.id) >= $4
"""

AWAKENED = f"""{_ENTRIES}, woken as (
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
DIFFERENCING = f"""{_ENTRIES}, asked as (
    select a.*, case when question is null then document_hash::text else told ->> 1 end as document,
        case when question is null then variables else told -> 2 end as given
    from a join audit.reading r on r.digest = a.reading
    left join lateral audit.question_of(a.subject_set, a.id, a.question) told on true
    where r.body like '%"AGGREGATE"%'
)
select principal_id, null::uuid as subject_id, {_FOUND}
from asked group by principal_id, document, date_bin($3, recorded_at, '2000-01-01Z')
having count(distinct given::text) >= $4
"""

PLAINLY = {
    "relative-or-self": RELATIVE_OR_SELF,
    "colleague": COLLEAGUE,
    "no-standing": NO_STANDING,
    "bulk-look-ups": BULK,
    "out-of-hours": OUT_OF_HOURS,
    "before-leaving": BEFORE_LEAVING,
    "emergency-unreviewed": EMERGENCY,
    "account-awakened": AWAKENED,
    "differencing": DIFFERENCING,
}
