"""Auditors and inspectors read as much of the access record as they are appointed to, and inspectors for a time.

Whoever was an auditor or an inspector until now reads nothing of it until they are appointed: absence denies. The view
of an entry parts what was shown from what was withheld, which is sealed.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.script import run
from migrations.shapes import lasting, word

revision: str = "0050"
down_revision: str | Sequence[str] | None = "0049"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_ENDS = "role <> 'inspector' or valid_until is not null"
_WHOSE = "(reach = 'AGENCY') = (owner is not null) and (reach = 'AREA') = (area_id is not null)"
_EVENTS = (("insert", "new"), ("update", "new"), ("update", "old"), ("delete", "old"))
_TRIGGER = (
    "create trigger touch_{event}_{side} after {event} on directory.audit_appointment referencing {side} table"
    " as changed for each statement execute function directory.touch('principal_id')"
)


def upgrade() -> None:
    op.create_table(
        "audit_appointment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        word("reach", "NATIONAL AGENCY AREA"),
        sa.Column("owner", sa.Text(), nullable=True),
        sa.Column("area_id", sa.SmallInteger(), nullable=True),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        *lasting(),
        sa.CheckConstraint("role in ('auditor', 'inspector')", name=op.f("audit_appointment_role_check")),
        sa.CheckConstraint(_ENDS, name=op.f("audit_appointment_inspector_ends_check")),
        sa.CheckConstraint(_WHOSE, name=op.f("audit_appointment_whose_check")),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["directory.principal.id"], name=op.f("audit_appointment_principal_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("audit_appointment_pkey")),
        schema="directory",
    )
    op.create_index("audit_appointment_principal_id_idx", "audit_appointment", ["principal_id"], schema="directory")
    for event, side in _EVENTS:
        op.execute(_TRIGGER.format(event=event, side=side))
    run("0014_access")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
