"""Views of the list of cases that somebody saved for themselves, sealed; the gateway's role keeps and forgets them."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0077"
down_revision: str | Sequence[str] | None = "0076"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_table(
        "saved_view",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("sealed", sa.LargeBinary(), nullable=False),
        sa.Column("saved_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("seen_at", sa.DateTime(timezone=True), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("saved_view_pkey")),
        schema="web",
    )
    op.create_index("saved_view_issuer_subject_idx", "saved_view", ["issuer", "subject"], schema="web")
    op.create_index("saved_view_seen_at_idx", "saved_view", ["seen_at"], schema="web")
    op.execute("grant select, insert, update, delete on web.saved_view to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
