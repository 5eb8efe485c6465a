"""Whether what was told off the system is from minutes, and why, where their chair had not agreed it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0075"
down_revision: str | Sequence[str] | None = "0074"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TABLE = "off_system_disclosure"


def upgrade() -> None:
    of_minutes: sa.Column[bool] = sa.Column("of_minutes", sa.Boolean(), server_default=sa.false(), nullable=False)
    op.add_column(TABLE, of_minutes, schema="coordination")
    op.add_column(TABLE, sa.Column("without_agreement_because", sa.Text(), nullable=True), schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
