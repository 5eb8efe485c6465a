"""Keys that were destroyed and that a restore brought back are found, and destroyed again."""

from collections.abc import Sequence

from alembic import op
from sqlalchemy import text

from gateway.audit.returned import returned_statements

revision: str = "0084"
down_revision: str | Sequence[str] | None = "0083"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    for statement in returned_statements("mappa_gateway"):
        op.execute(text(statement.replace(":", r"\:")))


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
