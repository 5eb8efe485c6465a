"""Exit: how a case leaves MAPPA, and what the gateway may write to close what is open with it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import recorded, word

revision: str = "0041"
down_revision: str | Sequence[str] | None = "0040"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "case_exit"
ANSWERED = "status, answered_on, answered_by_id, answered_by_name, answer, otherwise_because, version"
GRANTS = (
    f"insert, update ({ANSWERED}) on coordination.{NAME}",
    "update (status) on coordination.review_schedule",
    "update (status) on coordination.meeting_case",
)


def upgrade() -> None:
    op.create_table(
        NAME,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        word("why", "GROUND_ENDED RISK_REDUCED DEATH ENTERED_IN_ERROR"),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("occurred_on", sa.Date(), nullable=True),
        sa.Column("found", sa.Text(), nullable=True),
        sa.Column("proposed_on", sa.Date(), nullable=False),
        sa.Column("proposed_by_agency", sa.Text(), nullable=False),
        sa.Column("proposed_by_id", sa.Uuid(), nullable=True),
        sa.Column("proposed_by_name", sa.Text(), nullable=True),
        word("status", "PROPOSED CONFIRMED REFUSED WITHDRAWN"),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_by_name", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        sa.Column("otherwise_because", sa.Text(), nullable=True),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{NAME}_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{NAME}_pkey")),
        schema="coordination",
    )
    op.create_index(f"{NAME}_case_id_idx", NAME, ["case_id"], schema="coordination")
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
