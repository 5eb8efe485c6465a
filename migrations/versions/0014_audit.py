"""The access record: entries by month, their tree, and the guards that keep them append-only.

The statements are the record's own (``gateway.audit.ddl``): its triggers and its grants are part of what it promises,
and stand beside the code that relies on them. A change to them later is a migration of its own.
"""

from collections.abc import Sequence

from alembic import op
from sqlalchemy import text

from gateway.audit.ddl import record_statements

revision: str = "0014"
down_revision: str | Sequence[str] | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for statement in record_statements():
        op.execute(text(statement.replace(":", r"\:")))


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
