"""The view of an entry says which kinds of processing of DPA 2018 s.62 it was, and whose information it showed."""

from collections.abc import Sequence

from alembic import op
from sqlalchemy import text

from gateway.audit.ddl import view_statement

revision: str = "0047"
down_revision: str | Sequence[str] | None = "0046"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute(text(view_statement().replace(":", r"\:")))


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
