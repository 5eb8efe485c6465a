"""What an answer showed is parsed once, as it is kept, and no more for each entry that is read."""

from collections.abc import Sequence

from alembic import op
from sqlalchemy import text

from gateway.audit.ddl import parsed_statements

revision: str = "0088"
down_revision: str | Sequence[str] | None = "0087"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for statement in parsed_statements():
        op.execute(text(statement.replace(":", r"\:")))


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
