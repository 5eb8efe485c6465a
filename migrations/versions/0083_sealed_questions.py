"""What was asked about somebody is sealed in its entry with the key of those whom the entry is about.

An entry that was made before keeps it in the clear, for its leaf vouches for that.
"""

from collections.abc import Sequence

from alembic import op
from sqlalchemy import text

from gateway.audit.ddl import asked_statements

revision: str = "0083"
down_revision: str | Sequence[str] | None = "0082"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for statement in asked_statements("mappa_gateway", "mappa_reader"):
        op.execute(text(statement.replace(":", r"\:")))


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
