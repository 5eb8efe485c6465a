"""The caseload in numbers: a view of counts with small numbers suppressed."""

from collections.abc import Sequence

from alembic import op
from sqlalchemy import text

from agencies.coordination.summary import CREATE

revision: str = "0016"
down_revision: str | Sequence[str] | None = "0015"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute(text(CREATE.replace(":", r"\:")))


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
