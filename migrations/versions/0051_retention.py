"""For how long entries of the access record are kept, what is held whatever a rule says, and what was erased."""

from collections.abc import Sequence

from alembic import op
from sqlalchemy import text

from gateway.audit.ddl import retention_statements

revision: str = "0051"
down_revision: str | Sequence[str] | None = "0050"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for statement in retention_statements():
        op.execute(text(statement.replace(":", r"\:")))


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
