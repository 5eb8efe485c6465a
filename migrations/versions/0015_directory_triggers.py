"""Triggers of the directory: versions that rise with every fact, and cases marked while access to them is limited."""

from collections.abc import Sequence

from alembic import op
from sqlalchemy import text

from gateway.directory.ddl import create_statements

revision: str = "0015"
down_revision: str | Sequence[str] | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for statement in create_statements():
        op.execute(text(statement.replace(":", r"\:")))


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
