"""Disclosures that are still to be made are listed by the day by which they are."""

from collections.abc import Sequence

from alembic import op

revision: str = "0065"
down_revision: str | Sequence[str] | None = "0064"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.create_index(
        "disclosure_decision_tell_by_id_idx", "disclosure_decision", ["tell_by", "id"], schema="coordination"
    )


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
