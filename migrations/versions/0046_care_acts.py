"""Children referred and programmes as people record them: versions, and what the gateway may write."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

revision: str = "0046"
down_revision: str | Sequence[str] | None = "0045"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

GRANTS = (
    "insert, update (answer, answered_on, answer_detail, version) on coordination.safeguarding_referral",
    "insert, update (status, offered_on, started_on, completed_on, why_not, version) on probation.programme",
)


def upgrade() -> None:
    for table, schema in (("safeguarding_referral", "coordination"), ("programme", "probation")):
        version = sa.Column("version", sa.Integer(), server_default="1", nullable=False)
        op.add_column(table, version, schema=schema)
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
