"""The joint record: areas, cases and their categories over time."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import lasting, recorded, word

revision: str = "0003"
down_revision: str | Sequence[str] | None = "0002"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _area()
    _case()
    _category_history()


def _area() -> None:
    op.create_table(
        "area",
        sa.Column("id", sa.SmallInteger(), autoincrement=False, nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("region", sa.Text(), nullable=False),
        sa.CheckConstraint("id BETWEEN 1 AND 42", name=op.f("area_id_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("area_pkey")),
        sa.UniqueConstraint("code", name=op.f("area_code_key")),
        sa.UniqueConstraint("name", name=op.f("area_name_key")),
        schema="coordination",
    )


def _case() -> None:
    op.create_table(
        "case",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.SmallInteger(), nullable=False),
        sa.Column("handling", sa.SmallInteger(), server_default="0", nullable=False),
        word("category", "CATEGORY_1 CATEGORY_2 CATEGORY_3 CATEGORY_4 TO_BE_DETERMINED UNRECOGNISED"),
        sa.Column("category_raw", sa.Text(), nullable=True),
        word("level", "LEVEL_1 LEVEL_2 LEVEL_3 TO_BE_DETERMINED UNRECOGNISED"),
        sa.Column("level_raw", sa.Text(), nullable=True),
        sa.Column("level_set_on", sa.Date(), nullable=True),
        word(
            "qualifying_reason",
            "NOTIFICATION_REQUIREMENTS QUALIFYING_SENTENCE HOSPITAL_OR_GUARDIANSHIP_ORDER "
            "CAPABLE_OF_SERIOUS_HARM TERRORISM_NOTIFICATION TERRORISM_SENTENCE TERRORISM_RISK "
            "NOT_RECORDED",
        ),
        sa.Column("qualified_on", sa.Date(), nullable=True),
        word("status", "IDENTIFIED ACTIVE EXITED ENTERED_IN_ERROR"),
        word("lead_agency", "POLICE PROBATION MENTAL_HEALTH YOUTH_OFFENDING TO_BE_DETERMINED"),
        sa.Column("entered_on", sa.Date(), nullable=True),
        sa.Column("exit_due_on", sa.Date(), nullable=True),
        sa.Column("exited_on", sa.Date(), nullable=True),
        sa.Column("next_review_due", sa.Date(), nullable=True),
        sa.Column("last_reviewed_on", sa.Date(), nullable=True),
        *recorded(),
        sa.CheckConstraint("handling BETWEEN 0 AND 3", name=op.f("case_handling_check")),
        sa.ForeignKeyConstraint(["area_id"], ["coordination.area.id"], name=op.f("case_area_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("case_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("case_pkey")),
        sa.UniqueConstraint("person_id", name=op.f("case_person_id_key")),
        sa.UniqueConstraint("reference", name=op.f("case_reference_key")),
        schema="coordination",
    )
    op.create_index(
        "case_area_review_idx",
        "case",
        ["area_id", sa.literal_column("coalesce(next_review_due, 'infinity'::date)"), "id"],
        schema="coordination",
    )
    op.create_index(
        "case_handling_idx", "case", ["handling", "id"], schema="coordination", postgresql_where=sa.text("handling > 0")
    )
    op.create_index(
        "case_multi_agency_idx",
        "case",
        ["area_id", "level", "id"],
        schema="coordination",
        postgresql_where=sa.text("level IN ('LEVEL_2', 'LEVEL_3')"),
    )
    op.create_index(
        "case_review_idx",
        "case",
        [sa.literal_column("coalesce(next_review_due, 'infinity'::date)"), "id"],
        schema="coordination",
    )


def _category_history() -> None:
    op.create_table(
        "category_history",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        word("category", "CATEGORY_1 CATEGORY_2 CATEGORY_3 CATEGORY_4 TO_BE_DETERMINED UNRECOGNISED"),
        sa.Column("category_raw", sa.Text(), nullable=True),
        word(
            "qualifying_reason",
            "NOTIFICATION_REQUIREMENTS QUALIFYING_SENTENCE HOSPITAL_OR_GUARDIANSHIP_ORDER "
            "CAPABLE_OF_SERIOUS_HARM TERRORISM_NOTIFICATION TERRORISM_SENTENCE TERRORISM_RISK "
            "NOT_RECORDED",
        ),
        *lasting(),
        sa.Column("reason", sa.Text(), nullable=True),
        *recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("category_history_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("category_history_pkey")),
        schema="coordination",
    )
    op.create_index("category_history_case_id_idx", "category_history", ["case_id"], schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
