"""Agreements by acts: who proposed one, who put it in force, and why it was refused or ended."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0054"
down_revision: str | Sequence[str] | None = "0053"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CHANGED = (
    "status, valid_until, approved_by_id, approved_by_name, approved_on, closed_because, closed_by_id, closed_by_name, "
    "version"
)
GRANTS = (f"insert, update ({CHANGED}) on directory.agreement", "insert on directory.agreement_party")


def upgrade() -> None:
    for who in ("proposed_by", "approved_by", "closed_by"):
        op.add_column("agreement", sa.Column(f"{who}_id", sa.Uuid(), nullable=True), schema="directory")
        op.add_column("agreement", sa.Column(f"{who}_name", sa.Text(), nullable=True), schema="directory")
    op.add_column("agreement", sa.Column("approved_on", sa.Date(), nullable=True), schema="directory")
    op.add_column("agreement", sa.Column("closed_because", sa.Text(), nullable=True), schema="directory")
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
