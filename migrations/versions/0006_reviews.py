"""The joint record: the rules of review, schedules and reviews."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import lasting, recorded, word

revision: str = "0006"
down_revision: str | Sequence[str] | None = "0005"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _review_rule()
    _review_schedule()
    _review()


def _review_rule() -> None:
    op.create_table(
        "review_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.SmallInteger(), nullable=True),
        word("level", "LEVEL_1 LEVEL_2 LEVEL_3 TO_BE_DETERMINED UNRECOGNISED", nullable=True),
        word("category", "CATEGORY_1 CATEGORY_2 CATEGORY_3 CATEGORY_4 TO_BE_DETERMINED UNRECOGNISED", nullable=True),
        sa.Column("interval_days", sa.Integer(), nullable=False),
        *lasting(),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["coordination.area.id"], name=op.f("review_rule_area_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("review_rule_pkey")),
        schema="coordination",
    )


def _review_schedule() -> None:
    op.create_table(
        "review_schedule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("rule_id", sa.Uuid(), nullable=True),
        word("level", "LEVEL_1 LEVEL_2 LEVEL_3 TO_BE_DETERMINED UNRECOGNISED"),
        sa.Column("due_on", sa.Date(), nullable=False),
        word("basis", "LEVEL_SET LAST_REVIEW MEETING_SET_DATE RELEASE SIGNIFICANT_EVENT"),
        sa.Column("counted_from", sa.Date(), nullable=True),
        word("status", "DUE HELD REPLACED CANCELLED"),
        *recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("review_schedule_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["rule_id"], ["coordination.review_rule.id"], name=op.f("review_schedule_rule_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("review_schedule_pkey")),
        schema="coordination",
    )
    op.create_index("review_schedule_case_id_idx", "review_schedule", ["case_id"], schema="coordination")
    op.create_index("review_schedule_due_on_id_idx", "review_schedule", ["due_on", "id"], schema="coordination")
    op.create_index("review_schedule_rule_id_idx", "review_schedule", ["rule_id"], schema="coordination")
    op.create_index(
        "review_schedule_still_due_idx",
        "review_schedule",
        ["due_on", "id"],
        schema="coordination",
        postgresql_where=sa.text("status = 'DUE'"),
    )


def _review() -> None:
    op.create_table(
        "review",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("schedule_id", sa.Uuid(), nullable=True),
        sa.Column("meeting_case_id", sa.Uuid(), nullable=True),
        word("kind", "LEVEL_1_REVIEW MAPP_MEETING MANAGEMENT_OVERSIGHT SIGNIFICANT_EVENT"),
        sa.Column("held_on", sa.Date(), nullable=False),
        word(
            "outcome",
            "RETAIN_LEVEL_1 RETAIN_LEVEL_1_ENDORSED REFER_TO_LEVEL_2 REFER_TO_LEVEL_3 RETAIN_LEVEL_2 "
            "RETAIN_LEVEL_3 RAISE_TO_LEVEL_3 LOWER_TO_LEVEL_2 LOWER_TO_LEVEL_1 EXIT",
        ),
        sa.Column("summary", sa.Text(), nullable=True),
        sa.Column("next_due", sa.Date(), nullable=True),
        sa.Column("reviewed_by_id", sa.Uuid(), nullable=True),
        sa.Column("reviewed_by_name", sa.Text(), nullable=True),
        sa.Column("endorsed_by_id", sa.Uuid(), nullable=True),
        sa.Column("endorsed_by_name", sa.Text(), nullable=True),
        *recorded(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("review_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["meeting_case_id"], ["coordination.meeting_case.id"], name=op.f("review_meeting_case_id_fkey")
        ),
        sa.ForeignKeyConstraint(
            ["schedule_id"], ["coordination.review_schedule.id"], name=op.f("review_schedule_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("review_pkey")),
        schema="coordination",
    )
    op.create_index("review_case_id_idx", "review", ["case_id"], schema="coordination")
    op.create_index("review_held_on_id_idx", "review", ["held_on", "id"], schema="coordination")
    op.create_index("review_meeting_case_id_idx", "review", ["meeting_case_id"], schema="coordination")
    op.create_index("review_schedule_id_idx", "review", ["schedule_id"], schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
