"""How often acts changed an entry of the directory, apart from what else raises a principal's version."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0066"
down_revision: str | Sequence[str] | None = "0065"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    version: sa.Column[int] = sa.Column("entry_version", sa.Integer(), server_default="1", nullable=False)
    op.add_column("principal", version, schema="directory")
    op.execute("revoke update (version) on directory.principal from mappa_gateway")
    op.execute("grant update (entry_version) on directory.principal to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
