"""An entry that was erased is told of: when, by which rule, and to the auditors of the agency that asked."""

from collections.abc import Sequence

from alembic import op

from gateway.audit.ddl import erased_statements

revision: str = "0074"
down_revision: str | Sequence[str] | None = "0073"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    connection = op.get_bind()
    for statement in erased_statements():
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
