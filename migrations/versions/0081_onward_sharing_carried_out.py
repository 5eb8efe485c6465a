"""What the chair agreed to share onward is carried out, by a day, or its agreement withdrawn."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import word

revision: str = "0081"
down_revision: str | Sequence[str] | None = "0080"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "onward_sharing"
STATES = "'REQUESTED', 'AGREED', 'REFUSED', 'WITHDRAWN', 'SHARED'"
CHANGED = "share_by, withdrawn_because, shared_how, shared_with, shared_what, shared_on, shared_by_id, shared_by_name"


def upgrade() -> None:
    check = op.f(f"{NAME}_status_check")
    op.drop_constraint(check, NAME, schema="coordination")
    op.create_check_constraint(check, NAME, f"status IN ({STATES})", schema="coordination")
    for column in (
        sa.Column("share_by", sa.Date(), nullable=True),
        sa.Column("withdrawn_because", sa.Text(), nullable=True),
        word("shared_how", "SAID SHOWN PRINTED SENT", nullable=True),
        sa.Column("shared_with", sa.Text(), nullable=True),
        sa.Column("shared_what", sa.Text(), nullable=True),
        sa.Column("shared_on", sa.Date(), nullable=True),
        sa.Column("shared_by_id", sa.Uuid(), nullable=True),
        sa.Column("shared_by_name", sa.Text(), nullable=True),
    ):
        op.add_column(NAME, column, schema="coordination")
    op.create_index(f"{NAME}_share_by_id_idx", NAME, ["share_by", "id"], schema="coordination")
    op.execute(f"grant update ({CHANGED}) on coordination.{NAME} to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
