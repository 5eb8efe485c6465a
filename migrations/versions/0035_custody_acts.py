"""Measures in custody and no-contact entries that people set, review and end, and what each review found."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import provenance

revision: str = "0035"
down_revision: str | Sequence[str] | None = "0034"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CHANGED = "status, ends_on, ended_because, last_reviewed_on, next_review_due, version"
GRANTS = (
    f"insert, update ({CHANGED}) on prison.protection_measure",
    "insert on prison.measure_review",
    "insert, update (status, ends_on, removed_because, version) on prison.no_contact",
)


def upgrade() -> None:
    for table, words, first, because in (
        ("protection_measure", ("SET", "ENDED"), "SET", "ended_because"),
        ("no_contact", ("LISTED", "REMOVED"), "LISTED", "removed_because"),
    ):
        for column in (
            sa.Column("status", sa.String(60), server_default=first, nullable=False),
            sa.Column(because, sa.Text(), nullable=True),
            sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        ):
            op.add_column(table, column, schema="prison")
        name = op.f(f"{table}_status_check")
        op.create_check_constraint(name, table, sa.column("status").in_(words), schema="prison")
    _measure_review()
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def _measure_review() -> None:
    op.create_table(
        "measure_review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("measure_id", sa.Uuid(), nullable=False),
        sa.Column("reviewed_on", sa.Date(), nullable=False),
        sa.Column("found", sa.Text(), nullable=False),
        sa.Column("review_due_before", sa.Date(), nullable=True),
        sa.Column("ends_on_before", sa.Date(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("measure_review_person_id_fkey")),
        sa.ForeignKeyConstraint(
            ["measure_id"], ["prison.protection_measure.id"], name=op.f("measure_review_measure_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("measure_review_pkey")),
        schema="prison",
    )
    for column in ("person_id", "measure_id"):
        op.create_index(f"measure_review_{column}_idx", "measure_review", [column], schema="prison")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
