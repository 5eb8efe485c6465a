"""The mark of limited access is worked out whenever a case's handling is written: no UPDATE clears what still holds."""

from collections.abc import Sequence

from alembic import op

revision: str = "0038"
down_revision: str | Sequence[str] | None = "0037"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# A mark without a restriction stays until the last restriction is closed, which is the safe side.
KEEP = """
create function directory.keep_limited() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    new.handling := new.handling | (exists (
        select from probation.access_limit l
        where l.person_id = new.person_id and l.kind = 'RESTRICTION' and l.superseded_by is null
          and (l.valid_until is null or l.valid_until > current_date)))::int;
    return new;
end $$
"""
KEEPING = """
create trigger keep_limited before insert or update of handling, person_id on coordination."case"
for each row execute function directory.keep_limited()
"""

# What it did beside this, marking what was opened for somebody restricted already, is done before the row is written.
OPENED = """
create or replace function directory.touch_opened() returns trigger
language plpgsql security definer set search_path = '' as $$
begin
    update directory.principal p set version = p.version + 1
    where p.id in (
        select m.offender_manager_id from changed k join police.managed_person m on m.person_id = k.person_id
        union select m.offender_manager_id from changed k join prison.offender_manager m on m.person_id = k.person_id
        union select m.offender_manager_id from changed k join probation.supervision m on m.person_id = k.person_id
        union select m.liaison_officer_id from changed k join probation.victim_contact m on m.person_id = k.person_id
        union select l.principal_id from changed k join probation.access_limit l on l.person_id = k.person_id
        union select g.principal_id from changed k join directory.emergency_grant g on g.case_id = k.id
        union select i.principal_id from changed k join coordination.meeting_case a on a.case_id = k.id
            join coordination.invitation i on i.meeting_id = a.meeting_id);
    return null;
end $$
"""


def upgrade() -> None:
    for statement in (KEEP, KEEPING, OPENED):
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
