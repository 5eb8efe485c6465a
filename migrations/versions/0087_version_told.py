"""The gateway sees at which version the database is, so that it is not ready with one that was not migrated."""

from collections.abc import Sequence

from alembic import op

revision: str = "0087"
down_revision: str | Sequence[str] | None = "0086"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute("grant select on public.alembic_version to mappa_gateway, mappa_reader")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
