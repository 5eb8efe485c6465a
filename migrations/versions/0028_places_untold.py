"""An entry whose reading does not tell one of its places is read with it as untold; before, reading it failed."""

from collections.abc import Sequence

from alembic import op
from sqlalchemy import text

from gateway.audit.ddl import view_statement

revision: str = "0028"
down_revision: str | Sequence[str] | None = "0027"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute(text(view_statement().replace(":", r"\:")))


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
