"""How comparable cases were decided, as it stood when a month ended: the day is the reader's, not the database's."""

from collections.abc import Sequence

from alembic import op

revision: str = "0072"
down_revision: str | Sequence[str] | None = "0071"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# A reader asks for one month, which narrows the series to it: no other month is counted. An area that has five or more
# stands by itself; those that have fewer stand together, where there are several and they come to five.
CREATE = """
create view coordination.comparable_decisions as
with counted as (
    select e.as_at, d.category, d.risk_band, d.in_custody, d.level, k.area_id, count(*) as decided
    from (select g::date as as_at from generate_series(timestamp '2020-01-01', '2099-12-01', '1 month') g) e
        join coordination.level_decision d on d.decided_on < e.as_at
        join coordination."case" k on k.id = d.case_id
    where d.stage = 'DECIDED' and d.category is not null and d.risk_band is not null and d.in_custody is not null
    group by 1, 2, 3, 4, 5, 6
), shown as (
    select as_at, category, risk_band, in_custody, level, case when decided >= 5 then area_id end as area_id,
        sum(decided) as decided
    from counted group by 1, 2, 3, 4, 5, 6
    having max(decided) >= 5 or (sum(decided) >= 5 and count(*) > 1)
)
select md5(concat_ws('|', as_at, category, risk_band, in_custody, level, area_id))::uuid as id, as_at,
    category, risk_band, in_custody, level, area_id, (round(decided / 5.0) * 5)::int as decisions
from shown
"""


def upgrade() -> None:
    connection = op.get_bind()
    connection.exec_driver_sql("drop view coordination.comparable_decisions")
    connection.exec_driver_sql(CREATE)


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
