"""The caseload in numbers, in steps of five, with a row for every area, category and level."""

from collections.abc import Sequence

from alembic import op

revision: str = "0027"
down_revision: str | Sequence[str] | None = "0026"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CREATE = """
create view coordination.caseload as
select md5(concat_ws('|', a.id, c.word, l.word))::uuid as id, a.id as area_id, c.word as category, l.word as level,
    case when n.cases >= 5 then (round(n.cases / 5.0) * 5)::int end as cases,
    coalesce(n.cases, 0) < 5 as suppressed
from coordination.area a
cross join unnest(array[
    'CATEGORY_1', 'CATEGORY_2', 'CATEGORY_3', 'CATEGORY_4', 'TO_BE_DETERMINED', 'UNRECOGNISED'
]) as c (word)
cross join unnest(array['LEVEL_1', 'LEVEL_2', 'LEVEL_3', 'TO_BE_DETERMINED', 'UNRECOGNISED']) as l (word)
left join (
    select area_id, category, level, count(*) as cases from coordination."case" where status = 'ACTIVE'
    group by area_id, category, level
) n on n.area_id = a.id and n.category = c.word and n.level = l.word
"""


def upgrade() -> None:
    op.execute("drop view coordination.caseload")
    op.get_bind().exec_driver_sql(CREATE)


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
