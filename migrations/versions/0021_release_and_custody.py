"""The parts of a release plan, referrals of children, and whom somebody in custody may not contact."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import word

revision: str = "0021"
down_revision: str | Sequence[str] | None = "0020"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _no_contact()
    _release_plan_part()
    _safeguarding_referral()


def _no_contact() -> None:
    op.create_table(
        "no_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("named_person", sa.Text(), nullable=False),
        sa.Column("relationship", sa.Text(), nullable=True),
        sa.Column("is_child", sa.Boolean(), nullable=True),
        word("means", "ANY LETTERS TELEPHONE VISITS"),
        word("asked_by", "VICTIM COURT_ORDER PARENT_OR_CARER PRISON OTHER"),
        sa.Column("starts_on", sa.Date(), nullable=False),
        sa.Column("ends_on", sa.Date(), nullable=True),
        sa.Column("next_review_due", sa.Date(), nullable=True),
        sa.Column("source_system", sa.Text(), nullable=False),
        sa.Column("source_reference", sa.Text(), nullable=True),
        sa.Column("as_of", sa.DateTime(timezone=True), nullable=False),
        sa.Column("received_at", sa.DateTime(timezone=True), nullable=False),
        word("assertion", "FACT ASSESSMENT INTELLIGENCE"),
        word("subject_category", "CONVICTED SUSPECT VICTIM WITNESS OTHER"),
        word("reliability", "VERIFIED REPORTED UNVERIFIED UNKNOWN"),
        sa.Column("item_handling", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("superseded_by", sa.Uuid(), nullable=True),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("no_contact_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("no_contact_pkey")),
        schema="prison",
    )
    op.create_index("no_contact_person_id_idx", "no_contact", ["person_id"], schema="prison")


def _release_plan_part() -> None:
    op.create_table(
        "release_plan_part",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        word(
            "part",
            "ACCOMMODATION LICENCE_CONDITIONS VICTIM_CONDITIONS CHILD_CONTACT PROGRAMME PRISON_INFORMATION HANDOVER",
        ),
        sa.Column("release_on", sa.Date(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("assigned_to_id", sa.Uuid(), nullable=True),
        sa.Column("assigned_to_name", sa.Text(), nullable=True),
        sa.Column("due_on", sa.Date(), nullable=False),
        word("status", "NOT_BEGUN IN_HAND DONE NOT_NEEDED"),
        sa.Column("done_on", sa.Date(), nullable=True),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("item_handling", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by_name", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("release_plan_part_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("release_plan_part_pkey")),
        sa.UniqueConstraint(
            "case_id", "part", "release_on", name=op.f("release_plan_part_case_id_part_release_on_key")
        ),
        schema="coordination",
    )
    op.create_index("release_plan_part_case_id_idx", "release_plan_part", ["case_id"], schema="coordination")
    op.create_index("release_plan_part_due_on_id_idx", "release_plan_part", ["due_on", "id"], schema="coordination")


def _safeguarding_referral() -> None:
    op.create_table(
        "safeguarding_referral",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("made_on", sa.Date(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("made_by_id", sa.Uuid(), nullable=True),
        sa.Column("made_by_name", sa.Text(), nullable=True),
        sa.Column("made_to", sa.Text(), nullable=False),
        sa.Column("children", sa.Text(), nullable=True),
        sa.Column("concern", sa.Text(), nullable=False),
        word("answer", "AWAITED NO_FURTHER_ACTION ASSESSMENT CHILD_PROTECTION_ENQUIRY ALREADY_KNOWN"),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answer_detail", sa.Text(), nullable=True),
        sa.Column("item_handling", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by_name", sa.Text(), nullable=True),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("safeguarding_referral_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("safeguarding_referral_pkey")),
        sa.UniqueConstraint("reference", name=op.f("safeguarding_referral_reference_key")),
        schema="coordination",
    )
    op.create_index("safeguarding_referral_case_id_idx", "safeguarding_referral", ["case_id"], schema="coordination")
    op.create_index(
        "safeguarding_referral_made_on_id_idx", "safeguarding_referral", ["made_on", "id"], schema="coordination"
    )


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
