"""The PostgreSQL schemas, one for each owner, and what the gateway's role may do in them: read.

The grants stand before the tables, as default privileges of the role that migrates: a table made by a later migration
can be read by the gateway at once, and changed by it never.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0001"
down_revision: str | Sequence[str] | None = None
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

SCHEMAS = ("person", "coordination", "police", "prison", "probation", "partners", "directory")

# Roles belong to the whole cluster, so another database, migrated at the same time, may make it first.
GATEWAY_ROLE = """
do $$
begin
    if not exists (select from pg_roles where rolname = 'mappa_gateway') then
        create role mappa_gateway nologin;
    end if;
exception
    when duplicate_object or unique_violation then null;
    when insufficient_privilege then
        raise exception 'The role mappa_gateway is missing, and % may not make it', current_user
            using errcode = 'insufficient_privilege',
                  hint = 'Have an administrator run: CREATE ROLE mappa_gateway LOGIN, and migrate again.';
end $$
"""


def upgrade() -> None:
    op.execute(GATEWAY_ROLE)
    for schema in SCHEMAS:
        op.execute(f"create schema {schema}")
        op.execute(f"grant usage on schema {schema} to mappa_gateway")
        op.execute(f"alter default privileges in schema {schema} grant select on tables to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
