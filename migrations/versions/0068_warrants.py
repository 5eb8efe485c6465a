"""An inspector's warrant: an appointment in an area that opens its cases as well, to a day."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0068"
down_revision: str | Sequence[str] | None = "0067"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    warrant: sa.Column[bool] = sa.Column("warrant", sa.Boolean(), server_default=sa.text("false"), nullable=False)
    op.add_column("principal_role", warrant, schema="directory")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
