"""The directory kept by acts: who may sign in; roles and clearances, proposed by one and put in force by another."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations.shapes import word

revision: str = "0057"
down_revision: str | Sequence[str] | None = "0056"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STATES = ("PROPOSED", "IN_FORCE", "REFUSED", "ENDED")
DECIDED = "status, approved_by_id, approved_by_name, closed_because, closed_by_id, closed_by_name, version"
PRACTITIONER = """
create view coordination.practitioner as
select md5(concat_ws('|', p.id, a.area_id, r.role))::uuid as id, p.id as principal_id, p.id::text as reference,
    a.area_id, p.name, p.owner as agency, upper(r.role) as role,
    greatest(a.valid_from, r.valid_from) as valid_from, least(a.valid_until, r.valid_until) as valid_until
from directory.principal p
join directory.principal_area a on a.principal_id = p.id
join directory.principal_role r on r.principal_id = p.id
where p.status = 'ACTIVE' and p.agency in ('police', 'prison', 'probation', 'partner', 'coordination')
    and r.role <> 'agency_system' and r.status = 'IN_FORCE'
"""


def upgrade() -> None:
    op.execute("drop view coordination.practitioner")
    _principals()
    _appointments()
    _clearances()
    op.execute(PRACTITIONER)
    _grants()


def _principals() -> None:
    op.add_column(
        "principal",
        sa.Column("status", sa.String(60), server_default="ACTIVE", nullable=False),
        schema="directory",
    )
    op.add_column("principal", sa.Column("suspended_because", sa.Text(), nullable=True), schema="directory")
    op.execute("update directory.principal set status = 'SUSPENDED' where suspended")
    op.drop_column("principal", "suspended", schema="directory")
    _among("principal", ("ACTIVE", "SUSPENDED"))


def _appointments() -> None:
    status = sa.Column("status", sa.String(60), server_default="IN_FORCE", nullable=False)
    opens: list[sa.Column[Any]] = [
        sa.Column("area_id", sa.SmallInteger(), nullable=True),
        word("reach", "NATIONAL AGENCY AREA", nullable=True),
        sa.Column("audited_owner", sa.Text(), nullable=True),
    ]
    for column in (*opens, status, *_told()):
        op.add_column("principal_role", column, schema="directory")
    _among("principal_role", STATES)


def _clearances() -> None:
    op.create_table(
        "principal_clearance",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("clearance", sa.Text(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        sa.Column("status", sa.String(60), nullable=False),
        *_told(),
        sa.PrimaryKeyConstraint("id", name=op.f("principal_clearance_pkey")),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["directory.principal.id"], name=op.f("principal_clearance_principal_id_fkey")
        ),
        schema="directory",
    )
    _among("principal_clearance", STATES)
    index = "principal_clearance_principal_id_idx"
    op.create_index(index, "principal_clearance", ["principal_id"], schema="directory")


def _told() -> list[sa.Column[Any]]:
    """Why, by whom proposed and put in force, why and by whom closed."""
    found: list[sa.Column[Any]] = [sa.Column("reason", sa.Text()), sa.Column("closed_because", sa.Text())]
    for name in ("proposed_by", "approved_by", "closed_by"):
        found += [sa.Column(f"{name}_id", sa.Uuid()), sa.Column(f"{name}_name", sa.Text())]
    return [*found, sa.Column("version", sa.Integer(), server_default="1", nullable=False)]


def _among(table: str, words: Sequence[str]) -> None:
    check = sa.column("status").in_(words)
    op.create_check_constraint(op.f(f"{table}_status_check"), table, check, schema="directory")


def _grants() -> None:
    for grant in (
        "insert, update (status, suspended_because, clearance, clearance_until, version) on directory.principal",
        f"insert, update (valid_until, {DECIDED}) on directory.principal_role",
        "insert, update (valid_until) on directory.principal_area",
        "insert, update (valid_until) on directory.audit_appointment",
        f"insert, update ({DECIDED}) on directory.principal_clearance",
    ):
        op.execute(f"grant {grant} to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
