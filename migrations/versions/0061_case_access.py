"""Who has seen a case, by agency, roles, purpose and day."""

from collections.abc import Sequence

from alembic import op

revision: str = "0061"
down_revision: str | Sequence[str] | None = "0060"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# The index of subjects finds the entries about the case. What was seen for a purpose of the log itself is left out, so
# that nobody is told that they are looked into.
CREATE = """
create view coordination.case_access as
select md5(concat_ws('|', case_id, agency, array_to_string(roles, ','), purpose, seen_on))::uuid as id,
    case_id, lead, agency, roles, purpose, seen_on
from (
    select distinct c.id as case_id,
        case c.lead_agency
            when 'POLICE' then 'police' when 'PROBATION' then 'probation' else 'coordination' end as lead,
        e.agency, e.roles, e.purpose, (e.recorded_at at time zone 'Europe/London')::date as seen_on
    from coordination."case" c
        join audit.about m on m.subject_id = c.id
        join audit.entry e on e.subject_set = m.digest
    where e.outcome = 'GRANTED' and e.act <> 'CONSULT_ACCESS_RECORD'
        and e.purpose not in ('VERIFY_LAWFULNESS', 'MONITOR_CONDUCT', 'SECURE_DATA', 'CRIMINAL_PROCEEDINGS')
        and not e.roles && array['POLICE_INTELLIGENCE', 'PRISON_SECURITY']
) seen
"""


def upgrade() -> None:
    op.get_bind().exec_driver_sql(CREATE)


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
