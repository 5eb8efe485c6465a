"""Indexes by which the cases of an area are found first: for counts by level, open actions and overdue reviews."""

from collections.abc import Sequence

from alembic import op

revision: str = "0079"
down_revision: str | Sequence[str] | None = "0078"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.drop_index("case_multi_agency_idx", table_name="case", schema="coordination")  # the next serves as well
    op.create_index(
        "case_area_level_idx",
        "case",
        ["area_id", "level", "handling"],
        schema="coordination",
        postgresql_include=["id", "person_id"],
    )
    op.create_index("action_status_case_id_idx", "action", ["status", "case_id"], schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
