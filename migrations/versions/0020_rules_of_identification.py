"""The rules of identification as dated rows, and what they find; the area in which the agencies manage a person."""

from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations.shapes import lasting, word

revision: str = "0020"
down_revision: str | Sequence[str] | None = "0019"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _category_precedence()
    _level_condition()
    _notification_length()
    _offence_listing()
    _offence_schedule()
    _qualifying_sentence()
    _timing()
    _calendar_day()
    _identification()
    _identified_person()
    _finding()
    _managed_person()
    _conviction()
    _supervision()


def _told() -> list[sa.Column[Any]]:
    return [
        *lasting(),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), server_default=sa.text("false"), nullable=False),
    ]


def _between() -> list[sa.Column[Any]]:
    return [
        sa.Column("holds_from", sa.Date(), nullable=False),
        sa.Column("holds_until", sa.Date(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        sa.Column("superseded_by", sa.Uuid(), nullable=True),
    ]


def _category_precedence() -> None:
    op.create_table(
        "category_precedence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        word("category", "CATEGORY_1 CATEGORY_2 CATEGORY_3 CATEGORY_4 TO_BE_DETERMINED UNRECOGNISED"),
        sa.Column("rank", sa.SmallInteger(), nullable=False),
        *_told(),
        sa.PrimaryKeyConstraint("id", name=op.f("category_precedence_pkey")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("category_precedence_code_valid_from_key")),
        schema="coordination",
    )


def _level_condition() -> None:
    op.create_table(
        "level_condition",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        word("category", "CATEGORY_1 CATEGORY_2 CATEGORY_3 CATEGORY_4 TO_BE_DETERMINED UNRECOGNISED"),
        word("level", "LEVEL_1 LEVEL_2 LEVEL_3 TO_BE_DETERMINED UNRECOGNISED"),
        *_told(),
        sa.PrimaryKeyConstraint("id", name=op.f("level_condition_pkey")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("level_condition_code_valid_from_key")),
        schema="coordination",
    )


def _notification_length() -> None:
    op.create_table(
        "notification_length",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        word("category", "CATEGORY_1 CATEGORY_2 CATEGORY_3 CATEGORY_4 TO_BE_DETERMINED UNRECOGNISED", nullable=True),
        sa.Column("months", sa.SmallInteger(), nullable=True),
        sa.Column("indefinite", sa.Boolean(), nullable=False),
        *_told(),
        sa.PrimaryKeyConstraint("id", name=op.f("notification_length_pkey")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("notification_length_code_valid_from_key")),
        schema="coordination",
    )


def _offence_listing() -> None:
    op.create_table(
        "offence_listing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("offence_code", sa.Text(), nullable=False),
        sa.Column("offence", sa.Text(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=True),
        *_told(),
        sa.PrimaryKeyConstraint("id", name=op.f("offence_listing_pkey")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("offence_listing_code_valid_from_key")),
        schema="coordination",
    )


def _offence_schedule() -> None:
    op.create_table(
        "offence_schedule",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        word("category", "CATEGORY_1 CATEGORY_2 CATEGORY_3 CATEGORY_4 TO_BE_DETERMINED UNRECOGNISED"),
        word("reach", "RUNNING PASSED_SINCE NOT_SETTLED"),
        *_told(),
        sa.PrimaryKeyConstraint("id", name=op.f("offence_schedule_pkey")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("offence_schedule_code_valid_from_key")),
        schema="coordination",
    )


def _qualifying_sentence() -> None:
    op.create_table(
        "qualifying_sentence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        word("category", "CATEGORY_1 CATEGORY_2 CATEGORY_3 CATEGORY_4 TO_BE_DETERMINED UNRECOGNISED"),
        word(
            "limb",
            "NOTIFICATION_REQUIREMENTS QUALIFYING_SENTENCE HOSPITAL_OR_GUARDIANSHIP_ORDER "
            "CAPABLE_OF_SERIOUS_HARM TERRORISM_NOTIFICATION TERRORISM_SENTENCE TERRORISM_RISK "
            "NOT_RECORDED",
        ),
        sa.Column("sentence_kind", sa.Text(), nullable=False),
        sa.Column("minimum_months", sa.SmallInteger(), nullable=True),
        sa.Column("schedule", sa.Text(), nullable=True),
        *_told(),
        sa.PrimaryKeyConstraint("id", name=op.f("qualifying_sentence_pkey")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("qualifying_sentence_code_valid_from_key")),
        schema="coordination",
    )


def _timing() -> None:
    op.create_table(
        "timing",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("amount", sa.Integer(), nullable=False),
        word("unit", "DAYS WORKING_DAYS MONTHS"),
        word("direction", "BEFORE AFTER"),
        sa.Column("counted_from", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("statement", sa.Text(), nullable=False),
        *_told(),
        sa.PrimaryKeyConstraint("id", name=op.f("timing_pkey")),
        sa.UniqueConstraint("code", "valid_from", name=op.f("timing_code_valid_from_key")),
        schema="coordination",
    )


def _calendar_day() -> None:
    op.create_table(
        "calendar_day",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.SmallInteger(), nullable=True),
        sa.Column("day", sa.Date(), nullable=False),
        sa.Column("worked", sa.Boolean(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["coordination.area.id"], name=op.f("calendar_day_area_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("calendar_day_pkey")),
        schema="coordination",
    )
    op.create_index("calendar_day_area_id_idx", "calendar_day", ["area_id"], schema="coordination")
    op.create_index("calendar_day_day_idx", "calendar_day", ["day"], schema="coordination")


def _identification() -> None:
    op.create_table(
        "identification",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word("verdict", "QUALIFIES DOES_NOT_QUALIFY NOT_KNOWN"),
        word("category", "CATEGORY_1 CATEGORY_2 CATEGORY_3 CATEGORY_4 TO_BE_DETERMINED UNRECOGNISED", nullable=True),
        word(
            "limb",
            "NOTIFICATION_REQUIREMENTS QUALIFYING_SENTENCE HOSPITAL_OR_GUARDIANSHIP_ORDER "
            "CAPABLE_OF_SERIOUS_HARM TERRORISM_NOTIFICATION TERRORISM_SENTENCE TERRORISM_RISK "
            "NOT_RECORDED",
            nullable=True,
        ),
        word("ending", "ON_DATE NEVER ON_DECISION ON_DISCHARGE NOT_KNOWN", nullable=True),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("others", sa.Text(), nullable=True),
        sa.Column("unknowns", sa.Text(), nullable=True),
        sa.Column("rule_code", sa.Text(), nullable=True),
        sa.Column("rule_source", sa.Text(), nullable=True),
        *_between(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("identification_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("identification_pkey")),
        schema="coordination",
    )
    op.create_index("identification_person_id_idx", "identification", ["person_id"], schema="coordination")


def _identified_person() -> None:
    op.create_table(
        "identified_person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.SmallInteger(), nullable=True),
        sa.Column("handling", sa.SmallInteger(), server_default="0", nullable=False),
        word("verdict", "QUALIFIES DOES_NOT_QUALIFY NOT_KNOWN"),
        word("category", "CATEGORY_1 CATEGORY_2 CATEGORY_3 CATEGORY_4 TO_BE_DETERMINED UNRECOGNISED", nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("unknowns", sa.Text(), nullable=True),
        sa.Column("rule_code", sa.Text(), nullable=True),
        sa.Column("rule_source", sa.Text(), nullable=True),
        sa.Column("notify_by", sa.Date(), nullable=True),
        *_between(),
        sa.ForeignKeyConstraint(["area_id"], ["coordination.area.id"], name=op.f("identified_person_area_id_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("identified_person_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("identified_person_pkey")),
        schema="coordination",
    )
    op.create_index("identified_person_area_id_idx", "identified_person", ["area_id"], schema="coordination")
    op.create_index("identified_person_person_id_idx", "identified_person", ["person_id"], schema="coordination")


def _finding() -> None:
    op.create_table(
        "finding",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        word(
            "kind",
            "CATEGORY_DISAGREES CATEGORY_NOT_KNOWN EXIT_DUE CATEGORY_REVIEW_DUE REVIEW_NOT_BOOKED "
            "REVIEW_MISSED RELEASE_WITHOUT_LEVEL RELEASE_PART_MISSING RELEASE_PART_LATE "
            "NO_PRISON_MANAGER NO_COMMUNITY_MANAGER MEASURE_REVIEW_LATE MEASURE_ENDS_UNREVIEWED "
            "PROGRAMME_NOT_OFFERED SAFEGUARDING_UNANSWERED",
        ),
        sa.Column("data_class", sa.Text(), server_default="management", nullable=False),
        sa.Column("says", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("step", sa.SmallInteger(), nullable=True),
        sa.Column("settle_by", sa.Date(), nullable=True),
        sa.Column("rule_code", sa.Text(), nullable=True),
        sa.Column("rule_source", sa.Text(), nullable=True),
        *_between(),
        sa.CheckConstraint(
            "data_class IN ('reference', 'aggregate', 'existence', 'identity', 'address', 'management', "
            "'decision', 'conviction', 'custody', 'public_protection', 'supervision', 'licence', "
            "'orders', 'risk_level', 'risk_narrative', 'risk_plan', 'victim', 'victim_address', "
            "'third_party', 'intelligence', 'health', 'meeting', 'minutes', 'action', 'disclosure', "
            "'contribution', 'practitioner', 'access_limit', 'access_record')",
            name=op.f("finding_data_class_check"),
        ),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("finding_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("finding_pkey")),
        schema="coordination",
    )
    op.create_index("finding_case_id_idx", "finding", ["case_id"], schema="coordination")
    op.create_index("finding_kind_holds_from_id_idx", "finding", ["kind", "holds_from", "id"], schema="coordination")


def _managed_person() -> None:
    op.add_column("managed_person", sa.Column("area_id", sa.SmallInteger(), nullable=True), schema="police")
    op.create_index("managed_person_area_id_idx", "managed_person", ["area_id"], schema="police")
    op.create_foreign_key(
        "managed_person_area_id_fkey",
        "managed_person",
        "area",
        ["area_id"],
        ["id"],
        source_schema="police",
        referent_schema="coordination",
    )


def _conviction() -> None:
    op.add_column("conviction", sa.Column("length_days", sa.SmallInteger(), nullable=True), schema="probation")
    op.add_column("conviction", sa.Column("ends_on", sa.Date(), nullable=True), schema="probation")


def _supervision() -> None:
    op.add_column("supervision", sa.Column("area_id", sa.SmallInteger(), nullable=True), schema="probation")
    op.create_index("supervision_area_id_idx", "supervision", ["area_id"], schema="probation")
    op.create_foreign_key(
        "supervision_area_id_fkey",
        "supervision",
        "area",
        ["area_id"],
        ["id"],
        source_schema="probation",
        referent_schema="coordination",
    )


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
