"""The parts of a release plan from their planning to what shows that they were done, and what was said of each."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import recorded

revision: str = "0033"
down_revision: str | Sequence[str] | None = "0032"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CHANGED = (
    "status, detail, evidence, done_on, done_by_id, done_by_name, not_needed_because, assigned_to_id, "
    "assigned_to_name, version"
)
GRANTS = (
    f"insert, update ({CHANGED}) on coordination.release_plan_part",
    "insert on coordination.release_note",
)


def upgrade() -> None:
    for column in (
        sa.Column("evidence", sa.Text(), nullable=True),
        sa.Column("done_by_id", sa.Uuid(), nullable=True),
        sa.Column("done_by_name", sa.Text(), nullable=True),
        sa.Column("not_needed_because", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    ):
        op.add_column("release_plan_part", column, schema="coordination")
    _release_note()
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def _release_note() -> None:
    op.create_table(
        "release_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("part_id", sa.Uuid(), nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("said_on", sa.Date(), nullable=False),
        sa.Column("said_by_agency", sa.Text(), nullable=False),
        *recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("release_note_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["part_id"], ["coordination.release_plan_part.id"], name=op.f("release_note_part_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("release_note_pkey")),
        schema="coordination",
    )
    for column in ("case_id", "part_id"):
        op.create_index(f"release_note_{column}_idx", "release_note", [column], schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
