"""Why a meeting went ahead without the report of an agency that was asked and did not come."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0073"
down_revision: str | Sequence[str] | None = "0072"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAME = "without_report_because"


def upgrade() -> None:
    op.add_column("meeting", sa.Column(NAME, sa.Text(), nullable=True), schema="coordination")
    op.execute(f"grant update ({NAME}) on coordination.meeting to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
