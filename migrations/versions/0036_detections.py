"""What rules over the access record found, and what came of looking into it."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import recorded, word

revision: str = "0036"
down_revision: str | Sequence[str] | None = "0035"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

TALLY = """
create view coordination.detection_tally as
select md5(rule || rule_version)::uuid as id, rule, rule_version, count(*)::int as found,
    count(*) filter (where status = 'NEW')::int as waiting, count(*) filter (where status = 'CLOSED')::int as closed,
    count(*) filter (where outcome = 'FALSE_POSITIVE')::int as false_positives,
    (100 * count(*) filter (where outcome = 'FALSE_POSITIVE')
        / nullif(count(*) filter (where status = 'CLOSED'), 0))::int as false_positive_percent
from coordination.detection group by rule, rule_version
"""
CHANGED = (
    "status, outcome, reason, taken_up_at, taken_up_by_id, taken_up_by_name, closed_at, closed_by_id, closed_by_name, "
    "version"
)


def upgrade() -> None:
    op.create_table(
        "detection",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("rule", sa.Text(), nullable=False),
        sa.Column("rule_version", sa.Integer(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("principal_name", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("found_on", sa.Date(), nullable=False),
        sa.Column("first_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("last_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("accesses", sa.Integer(), nullable=False),
        sa.Column("entries", sa.ARRAY(sa.Uuid()), nullable=False),
        word("status", "NEW TAKEN_UP CLOSED"),
        word("outcome", "JUSTIFIED TRAINING REFERRED FALSE_POSITIVE", nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("taken_up_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("taken_up_by_id", sa.Uuid(), nullable=True),
        sa.Column("taken_up_by_name", sa.Text(), nullable=True),
        sa.Column("closed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("closed_by_id", sa.Uuid(), nullable=True),
        sa.Column("closed_by_name", sa.Text(), nullable=True),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("detection_pkey")),
        sa.UniqueConstraint(
            "rule",
            "rule_version",
            "principal_id",
            "subject_id",
            "found_on",
            name="detection_once_key",
            postgresql_nulls_not_distinct=True,
        ),
        schema="coordination",
    )
    op.create_index(
        op.f("detection_status_first_at_id_idx"), "detection", ["status", "first_at", "id"], schema="coordination"
    )
    op.execute(TALLY)
    op.execute(f"grant insert, update ({CHANGED}) on coordination.detection to mappa_gateway")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
