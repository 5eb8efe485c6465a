"""Reviews: held, missed and why, brought forward, and taken further; the next scheduled where a level is decided."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0032"
down_revision: str | Sequence[str] | None = "0031"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CHANGED = (
    "status, closed_because, missed_because, done_instead, missed_said_by_id, missed_said_by_name, escalated, "
    "last_escalated_on, version"
)
GRANTS = (
    f"insert, update ({CHANGED}) on coordination.review_schedule",
    "insert on coordination.review",
    'update (next_review_due, last_reviewed_on) on coordination."case"',
)


def upgrade() -> None:
    for column in (
        sa.Column("called_for_by", sa.Text(), nullable=True),
        sa.Column("closed_because", sa.Text(), nullable=True),
        sa.Column("missed_because", sa.Text(), nullable=True),
        sa.Column("done_instead", sa.Text(), nullable=True),
        sa.Column("missed_said_by_id", sa.Uuid(), nullable=True),
        sa.Column("missed_said_by_name", sa.Text(), nullable=True),
        sa.Column("escalated", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("last_escalated_on", sa.Date(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    ):
        op.add_column("review_schedule", column, schema="coordination")
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
