"""Emergency access as an act: who took it, who acknowledged it, what a second person found, and how long it lasts."""

from collections.abc import Sequence
from datetime import date

import sqlalchemy as sa
from alembic import op

from migrations.shapes import lasting

revision: str = "0048"
down_revision: str | Sequence[str] | None = "0047"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CHANGED = (
    "status, ends_at, acknowledged_at, acknowledged_by_id, acknowledged_by_name, reviewed_at, reviewed_by_id, "
    "reviewed_by_name, outcome, review_note, version"
)
RULE = {
    "hours": 12,
    "valid_from": date(2020, 1, 1),
    "source": "No source gives a number: a shift and the hand-over after it. To be confirmed by the SMB.",
}


def upgrade() -> None:
    for column in (
        sa.Column("principal_name", sa.Text(), nullable=True),
        sa.Column("agency", sa.Text(), nullable=True),
        sa.Column("acknowledged_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("acknowledged_by_id", sa.Uuid(), nullable=True),
        sa.Column("acknowledged_by_name", sa.Text(), nullable=True),
        sa.Column("reviewed_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("reviewed_by_name", sa.Text(), nullable=True),
        sa.Column("review_note", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.Column("status", sa.String(60), server_default="TAKEN", nullable=False),
        sa.Column("outcome", sa.String(60), nullable=True),
    ):
        op.add_column("emergency_grant", column, schema="directory")
    _words("status", ("TAKEN", "ACKNOWLEDGED", "REVIEWED"))
    _words("outcome", ("JUSTIFIED", "NOT_JUSTIFIED", "REFERRED"))
    op.create_index("emergency_grant_case_id_idx", "emergency_grant", ["case_id"], schema="directory")
    _rule()
    op.execute(f"grant insert, update ({CHANGED}) on directory.emergency_grant to mappa_gateway")


def _words(column: str, words: Sequence[str]) -> None:
    among = sa.column(column).in_(words)
    op.create_check_constraint(op.f(f"emergency_grant_{column}_check"), "emergency_grant", among, schema="directory")


def _rule() -> None:
    rule = op.create_table(
        "emergency_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("hours", sa.SmallInteger(), nullable=False),
        *lasting(),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("emergency_rule_pkey")),
        schema="directory",
    )
    op.execute(rule.insert().values(id=sa.func.gen_random_uuid(), **RULE))


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
