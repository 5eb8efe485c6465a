"""How long entries of the access record are kept is proposed by one and agreed by another, as acts.

What was agreed the owner of the tables takes over: the gateway may still write no rule.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import recorded, word

revision: str = "0086"
down_revision: str | Sequence[str] | None = "0085"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CHANGED = (
    "status, agreed_at, agreed_by_id, agreed_by_name, refused_because, refused_at, refused_by_id, refused_by_name, "
    "version"
)


def upgrade() -> None:
    op.create_table(
        "retention_proposal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("outcome", sa.Text(), nullable=True),
        sa.Column("purpose", sa.Text(), nullable=True),
        sa.Column("keep_months", sa.Integer(), nullable=False),
        sa.Column("decided_by", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("valid_from", sa.Date(), nullable=False),
        word("status", "PROPOSED AGREED REFUSED"),
        sa.Column("agreed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("agreed_by_id", sa.Uuid(), nullable=True),
        sa.Column("agreed_by_name", sa.Text(), nullable=True),
        sa.Column("refused_because", sa.Text(), nullable=True),
        sa.Column("refused_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("refused_by_id", sa.Uuid(), nullable=True),
        sa.Column("refused_by_name", sa.Text(), nullable=True),
        sa.Column("taken_over_at", sa.DateTime(timezone=True), nullable=True),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("keep_months > 0", name=op.f("retention_proposal_keep_months_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("retention_proposal_pkey")),
        schema="coordination",
    )
    op.create_index(
        op.f("retention_proposal_status_recorded_at_idx"),
        "retention_proposal",
        ["status", "recorded_at"],
        schema="coordination",
    )
    op.execute(f"grant insert, update ({CHANGED}) on coordination.retention_proposal to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
