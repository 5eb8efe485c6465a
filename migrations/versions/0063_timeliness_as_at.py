"""How timely work was, as it stood when a month had ended: the day is the reader's, and no longer the database's."""

from collections.abc import Sequence

from alembic import op

revision: str = "0063"
down_revision: str | Sequence[str] | None = "0062"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# A reader asks for one month, which narrows both series to it: no other month is counted.
CREATE = """
create view coordination.timeliness as
with work as (
    select c.area_id, 'REVIEW_HELD' as kind, s.level, s.due_on, r.done_on
    from coordination.review_schedule s join coordination."case" c on c.id = s.case_id
        left join (select schedule_id, min(held_on) as done_on from coordination.review group by 1) r
            on r.schedule_id = s.id
    where s.status in ('DUE', 'HELD')
    union all
    select m.area_id, 'MINUTES_CIRCULATED', m.level, n.circulate_by,
        (n.circulated_at at time zone 'Europe/London')::date
    from coordination.minutes n join coordination.meeting m on m.id = n.meeting_id
    where n.edition = 1
    union all
    select r.area_id, 'REFERRAL_SCREENED', r.level_sought, r.screen_by, s.done_on
    from coordination.referral r
        left join (select referral_id, min(held_on) as done_on from coordination.screening group by 1) s
            on s.referral_id = r.id
    where r.status <> 'WITHDRAWN'
), told as (
    select e.as_at, w.area_id, w.kind, w.level, w.due_on, least(w.done_on, e.as_at) as done_on
    from (select g::date as as_at from generate_series(timestamp '2020-01-01', '2099-12-01', '1 month') g) e
    join work w on w.due_on >= e.as_at - interval '12 months' and w.due_on < e.as_at
), counted as (
    select as_at, area_id, kind, level, case
        when done_on <= due_on then 'IN_TIME'
        when done_on <= due_on + 7 then 'UP_TO_A_WEEK'
        when done_on <= due_on + interval '1 month' then 'OVER_A_WEEK'
        when done_on <= due_on + interval '3 months' then 'OVER_A_MONTH'
        else 'OVER_THREE_MONTHS' end as lateness, count(*) as number
    from told group by 1, 2, 3, 4, 5
)
select md5(concat_ws('|', e.as_at, a.id, k.word, l.word, b.word))::uuid as id, e.as_at, a.id as area_id,
    k.word as kind, l.word as level, b.word as lateness,
    case when n.number >= 5 then (round(n.number / 5.0) * 5)::int end as number,
    coalesce(n.number, 0) < 5 as suppressed
from (select g::date as as_at from generate_series(timestamp '2020-01-01', '2099-12-01', '1 month') g) e
cross join coordination.area a
cross join unnest(array['REVIEW_HELD', 'MINUTES_CIRCULATED', 'REFERRAL_SCREENED']) as k (word)
cross join unnest(array['LEVEL_1', 'LEVEL_2', 'LEVEL_3']) as l (word)
cross join unnest(array['IN_TIME', 'UP_TO_A_WEEK', 'OVER_A_WEEK', 'OVER_A_MONTH', 'OVER_THREE_MONTHS']) as b (word)
left join counted n
    on n.as_at = e.as_at and n.area_id = a.id and n.kind = k.word and n.level = l.word and n.lateness = b.word
"""


def upgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql("drop view coordination.timeliness")
    connection.exec_driver_sql(CREATE)


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
