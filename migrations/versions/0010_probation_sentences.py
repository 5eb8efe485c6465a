"""What the probation service owns: sentences, supervision, licences, addresses, access limits."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import lasting, provenance, word

revision: str = "0010"
down_revision: str | Sequence[str] | None = "0009"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _access_limit()
    _address()
    _conviction()
    _licence()
    _programme()
    _supervision()
    _licence_condition()


def _access_limit() -> None:
    op.create_table(
        "access_limit",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word("kind", "EXCLUSION RESTRICTION"),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("principal_name", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("message", sa.Text(), nullable=True),
        *lasting(),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("access_limit_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("access_limit_pkey")),
        schema="probation",
    )
    op.create_index("access_limit_person_id_idx", "access_limit", ["person_id"], schema="probation")
    op.create_index("access_limit_principal_id_idx", "access_limit", ["principal_id"], schema="probation")


def _address() -> None:
    op.create_table(
        "address",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word("kind", "MAIN PROPOSED_RELEASE APPROVED_PREMISES TEMPORARY PREVIOUS HOSPITAL NO_FIXED_ABODE"),
        sa.Column("lines", sa.Text(), nullable=True),
        sa.Column("postcode", sa.Text(), nullable=True),
        sa.Column("approved_premises", sa.Text(), nullable=True),
        *lasting(),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("address_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("address_pkey")),
        schema="probation",
    )
    op.create_index("address_person_id_idx", "address", ["person_id"], schema="probation")


def _conviction() -> None:
    op.create_table(
        "conviction",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("offence_code", sa.Text(), nullable=True),
        sa.Column("offence", sa.Text(), nullable=False),
        sa.Column("schedule", sa.Text(), nullable=True),
        sa.Column("court", sa.Text(), nullable=True),
        sa.Column("convicted_on", sa.Date(), nullable=False),
        sa.Column("sentenced_on", sa.Date(), nullable=True),
        word(
            "sentence_kind",
            "IMPRISONMENT SUSPENDED_SENTENCE EXTENDED_SENTENCE LIFE_IMPRISONMENT CUSTODY_FOR_LIFE "
            "IMPRISONMENT_FOR_PUBLIC_PROTECTION DETENTION_FOR_PUBLIC_PROTECTION "
            "DETENTION_DURING_HM_PLEASURE YOUNG_OFFENDER_DETENTION DETENTION_SECTION_250 "
            "DETENTION_AND_TRAINING_ORDER HOSPITAL_ORDER HOSPITAL_ORDER_WITH_RESTRICTION "
            "GUARDIANSHIP_ORDER COMMUNITY_ORDER CAUTION OTHER",
        ),
        sa.Column("sentence_kind_raw", sa.Text(), nullable=True),
        sa.Column("length_months", sa.SmallInteger(), nullable=True),
        sa.Column("main_offence", sa.Boolean(), nullable=False),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("conviction_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("conviction_pkey")),
        schema="probation",
    )
    op.create_index("conviction_person_id_idx", "conviction", ["person_id"], schema="probation")


def _licence() -> None:
    op.create_table(
        "licence",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word("type", "ALL_PURPOSE POST_SENTENCE_SUPERVISION ALL_PURPOSE_AND_POST_SENTENCE LIFE"),
        word("status", "IN_PREPARATION SUBMITTED APPROVED ACTIVE VARIED RECALLED INACTIVE"),
        sa.Column("starts_on", sa.Date(), nullable=True),
        sa.Column("expires_on", sa.Date(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("licence_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("licence_pkey")),
        schema="probation",
    )
    op.create_index("licence_person_id_idx", "licence", ["person_id"], schema="probation")


def _programme() -> None:
    op.create_table(
        "programme",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        word("status", "ELIGIBLE OFFERED STARTED COMPLETED NOT_COMPLETED NOT_OFFERED"),
        sa.Column("eligible", sa.Boolean(), nullable=True),
        sa.Column("offered_on", sa.Date(), nullable=True),
        sa.Column("started_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("why_not", sa.Text(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("programme_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("programme_pkey")),
        schema="probation",
    )
    op.create_index("programme_person_id_idx", "programme", ["person_id"], schema="probation")


def _supervision() -> None:
    op.create_table(
        "supervision",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word(
            "event_kind",
            "COMMUNITY_ORDER SUSPENDED_SENTENCE_ORDER CUSTODY LICENCE POST_SENTENCE_SUPERVISION HOSPITAL_ORDER UNKNOWN",
        ),
        sa.Column("region", sa.Text(), nullable=True),
        sa.Column("pdu", sa.Text(), nullable=True),
        sa.Column("team_code", sa.Text(), nullable=True),
        sa.Column("team", sa.Text(), nullable=True),
        sa.Column("offender_manager_id", sa.Uuid(), nullable=True),
        sa.Column("offender_manager_name", sa.Text(), nullable=True),
        *lasting(),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("supervision_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("supervision_pkey")),
        schema="probation",
    )
    op.create_index("supervision_offender_manager_id_idx", "supervision", ["offender_manager_id"], schema="probation")
    op.create_index("supervision_person_id_idx", "supervision", ["person_id"], schema="probation")


def _licence_condition() -> None:
    op.create_table(
        "licence_condition",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("licence_id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=True),
        word("category", "STANDARD ADDITIONAL BESPOKE"),
        sa.Column("text", sa.Text(), nullable=False),
        sa.Column("victim_related", sa.Boolean(), server_default="false", nullable=False),
        *provenance(),
        sa.ForeignKeyConstraint(
            ["licence_id"], ["probation.licence.id"], name=op.f("licence_condition_licence_id_fkey")
        ),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("licence_condition_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("licence_condition_pkey")),
        schema="probation",
    )
    op.create_index("licence_condition_licence_id_idx", "licence_condition", ["licence_id"], schema="probation")
    op.create_index("licence_condition_person_id_idx", "licence_condition", ["person_id"], schema="probation")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
