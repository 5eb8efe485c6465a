"""A notice of a correction says itself which fact was wrong: whoever it goes to may have left the case."""

from collections.abc import Sequence

from alembic import op

revision: str = "0070"
down_revision: str | Sequence[str] | None = "0069"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

NAMES = ("reference", "record", "field", "owner")
STATEMENTS = (
    *(f"alter table coordination.correction_notice add column {name} text" for name in NAMES),
    """update coordination.correction_notice n
    set reference = k.reference, record = c.record, field = c.field, owner = c.owner
    from coordination.correction c join coordination."case" k on k.id = c.case_id where c.id = n.correction_id""",
    *(f"alter table coordination.correction_notice alter column {name} set not null" for name in NAMES),
    "create index correction_notice_to_id_due_on_idx on coordination.correction_notice (to_id, due_on)",
)


def upgrade() -> None:
    connection = op.get_bind()
    for statement in STATEMENTS:
        connection.exec_driver_sql(statement)


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
