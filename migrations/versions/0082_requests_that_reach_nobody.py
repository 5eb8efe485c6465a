"""Whether a request for information reaches somebody who may answer it, and why it was asked where it does not."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0082"
down_revision: str | Sequence[str] | None = "0081"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ASSIGNED = (
    ("police.managed_person", "offender_manager_id"),
    ("prison.offender_manager", "offender_manager_id"),
    ("probation.supervision", "offender_manager_id"),
    ("probation.victim_contact", "liaison_officer_id"),
)
LIMITED, TERRORISM = "(1, 3)", "(2, 3)"  # how a case is handled, as it is stored


def _live(alias: str) -> str:
    return f"{alias}.valid_from <= today and ({alias}.valid_until is null or {alias}.valid_until > today)"


def _limit(kind: str) -> str:
    return (
        "exists (select from probation.access_limit l where l.person_id = c.person_id and l.principal_id = p.id"
        f" and l.kind = '{kind}' and l.superseded_by is null and {_live('l')})"
    )


def _assigned() -> str:
    return " or ".join(
        f"exists (select from {table} a where a.person_id = c.person_id and a.{column} = p.id"
        f" and a.superseded_by is null and {_live('a')})"
        for table, column in ASSIGNED
    )


INVITED = """exists (select from coordination.invitation i
    join coordination.meeting_case mc on mc.meeting_id = i.meeting_id and mc.case_id = c.id
    where i.principal_id = p.id and i.circulated_at::date <= today
    and (i.valid_until is null or i.valid_until::date > today) and (i.for_case_id is null or i.for_case_id = c.id))"""
OPENED = """exists (select from coordination.case_opening o where o.case_id = c.id and o.principal_id = p.id
    and o.status = 'OPEN' and o.ends_on >= today)"""
REACHES = f"""
create function coordination.reaches(of_case uuid, of_owner text, answering text, today date) returns boolean
language sql stable as $$
select exists (
    select from coordination."case" c join directory.principal p on p.owner = of_owner and p.status = 'ACTIVE'
    where c.id = of_case
    and exists (select from directory.principal_role r where r.principal_id = p.id and r.status = 'IN_FORCE'
        and r.role = any(string_to_array(answering, ',')) and {_live("r")})
    and (c.handling not in {TERRORISM} or (
        p.clearance = 'terrorism' and (p.clearance_until is null or p.clearance_until > today)))
    and (c.handling not in {LIMITED} or {_limit("RESTRICTION")})
    and not {_limit("EXCLUSION")}
    and not exists (select from directory.conflict_of_interest x
        where x.case_id = c.id and x.principal_id = p.id and x.status = 'DECLARED')
    and (exists (select from directory.principal_area w where w.principal_id = p.id and w.relation = 'WORKS_IN'
            and w.area_id = c.area_id and {_live("w")})
        or {_assigned()} or {INVITED} or {OPENED})
)
$$"""  # noqa: S608 - our own words


def upgrade() -> None:
    op.add_column("information_request", sa.Column("despite", sa.Text(), nullable=True), schema="coordination")
    op.execute(REACHES)
    op.execute("grant execute on function coordination.reaches(uuid, text, text, date) to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
