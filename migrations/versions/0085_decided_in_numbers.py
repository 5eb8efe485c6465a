"""How accesses were decided, in numbers, for whoever keeps the law."""

from collections.abc import Sequence

from alembic import op

revision: str = "0085"
down_revision: str | Sequence[str] | None = "0084"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# A reader asks for one day, which narrows the series to it. What was refused was not decided place by place, and what
# was taken out by less than what is shown. Entries are counted before anything is opened: readings are few, and entries
# many.
CREATE = """
create view audit.decided as
with asked as (
    select d.as_at, e.agency, e.roles, e.purpose, e.subject_set, e.reading
    from (select g::date as as_at from generate_series(timestamp '2020-01-01', '2099-12-31', '1 day') g) d
    cross join lateral (
        select * from audit.entry e
        where e.recorded_at >= (d.as_at - 31)::timestamp at time zone 'Europe/London'
            and e.recorded_at < (d.as_at + 1)::timestamp at time zone 'Europe/London'
            and e.outcome = 'GRANTED' and e.act <> 'EXPORT' and e.agency is not null and e.purpose is not null
            and e.reading is not null
        order by e.recorded_at desc limit 10000
    ) e
), alike as (
    select as_at, agency, roles, purpose, subject_set, reading, count(*) as times from asked
    group by 1, 2, 3, 4, 5, 6
), placed as (
    select a.as_at, a.agency, a.roles, a.purpose, a.reading, p.place, sum(a.times) as times
    from alike a left join audit.subject_set s on s.digest = a.subject_set
    cross join lateral (
        select distinct m.place from audit.members_of(s.members) m
        union all select null where s.digest is null
    ) p
    group by 1, 2, 3, 4, 5, 6
), told as (
    select p.as_at, p.agency, p.roles, p.purpose, p.times,
        case when p.place is null then r.body::jsonb -> 'nobody'
            else r.body::jsonb -> 'places' -> p.place::text end as told
    from placed p join audit.reading r on r.digest = p.reading
), counted as (
    select t.as_at,
        case when t.agency in ('police', 'prison', 'probation', 'coordination', 'oversight', 'platform')
            then t.agency else 'partner' end as agency,
        array(select unnest(t.roles) order by 1) as roles, t.purpose, split_part(t.told ->> 'cell', '/', 1) as standing,
        split_part(t.told ->> 'cell', '/', 2) as handling, c.data_class, v.verdict,
        not coalesce(t.told -> 'reading' -> 'unshared' ? c.data_class, false) as shared, sum(t.times)::int as times
    from told t cross join unnest(array['shown', 'withheld', 'depends']) as v (verdict)
    cross join lateral jsonb_object_keys(
        case jsonb_typeof(t.told -> 'reading' -> v.verdict) when 'object' then t.told -> 'reading' -> v.verdict
            else '{}' end) as c (data_class)
    where t.told is not null
    group by 1, 2, 3, 4, 5, 6, 7, 8, 9
)
select md5(concat_ws('|', as_at, agency, array_to_string(roles, ','), purpose, standing, handling, data_class, verdict,
        shared))::uuid as id,
    as_at, agency, roles, purpose, standing, handling, data_class, verdict, shared,
    (round(times / 5.0) * 5)::int as times
from counted where times >= 5
"""


def upgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql(CREATE)
    connection.exec_driver_sql("grant select on audit.decided to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
