"""A practitioner is somebody in a role in an area by one post; an area opened with a role is that role's alone.

Whoever was appointed to two roles in two areas stood in all four, and twice under one key where the areas were one.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0078"
down_revision: str | Sequence[str] | None = "0077"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

PRACTITIONER = """
create or replace view coordination.practitioner as
select md5(concat_ws('|', p.id, a.id, r.id))::uuid as id, p.id as principal_id, p.id::text as reference,
    a.area_id, p.name, p.owner as agency, upper(r.role) as role,
    greatest(a.valid_from, r.valid_from) as valid_from, least(a.valid_until, r.valid_until) as valid_until
from directory.principal p
join directory.principal_area a on a.principal_id = p.id
join directory.principal_role r on r.principal_id = p.id
    and not exists (select from directory.principal_role o where o.id = a.id and o.id <> r.id)
where p.status = 'ACTIVE' and p.agency in ('police', 'prison', 'probation', 'partner', 'coordination')
    and r.role <> 'agency_system' and r.status = 'IN_FORCE'
"""


def upgrade() -> None:
    op.execute(PRACTITIONER)


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
