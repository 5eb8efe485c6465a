"""The caseload in numbers: a view of counts with small numbers suppressed."""

from collections.abc import Sequence

from alembic import op

revision: str = "0016"
down_revision: str | Sequence[str] | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CREATE = """
create view coordination.caseload as
select md5(area_id || category || level)::uuid as id, area_id, category, level,
    case when count(*) >= 5 then count(*)::int end as cases, count(*) < 5 as suppressed
from coordination."case" where status = 'ACTIVE'
group by area_id, category, level
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(CREATE)


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
