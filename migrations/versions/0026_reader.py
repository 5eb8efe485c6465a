"""The role in which the gateway reads: it sees what the gateway sees, adds to the access record, and changes nothing.

A read and its entry are one statement, so the connections that read cannot be read-only by setting; they are by role.
The gateway signs in as itself and takes this role on those connections, leaving the acts it may write to a few others.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0026"
down_revision: str | Sequence[str] | None = "0025"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SCHEMAS = ("person", "coordination", "police", "prison", "probation", "partners", "directory")

# Roles belong to the whole cluster, so another database, migrated at the same time, may make it first.
READER_ROLE = """
do $$
begin
    if not exists (select from pg_roles where rolname = 'mappa_reader') then
        create role mappa_reader nologin;
    end if;
    if not pg_has_role('mappa_gateway', 'mappa_reader', 'MEMBER') then
        grant mappa_reader to mappa_gateway;
    end if;
exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then
        raise exception 'The role mappa_reader is missing or not granted, and % may not do that', current_user
            using errcode = 'insufficient_privilege',
                  hint = 'Have an administrator run: CREATE ROLE mappa_reader; GRANT mappa_reader TO mappa_gateway;';
end $$
"""


def upgrade() -> None:
    op.execute(READER_ROLE)
    for schema in (*SCHEMAS, "audit"):
        op.execute(f"grant usage on schema {schema} to mappa_reader")
        op.execute(f"grant select on all tables in schema {schema} to mappa_reader")
        op.execute(f"alter default privileges in schema {schema} grant select on tables to mappa_reader")
    op.execute("grant insert on audit.entry, audit.subject_set, audit.reading to mappa_reader")
    op.execute("grant execute on function audit.members_of(bytea) to mappa_reader")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
