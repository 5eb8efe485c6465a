"""What the probation service owns: risk, health and victims."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import lasting, provenance, word

revision: str = "0011"
down_revision: str | Sequence[str] | None = "0010"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _health_note()
    _oasys_plan()
    _predictor_band()
    _rosh_assessment()
    _victim_contact()


def _health_note() -> None:
    op.create_table(
        "health_note",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word("kind", "MENTAL_HEALTH PHYSICAL_HEALTH SUBSTANCE_USE NEURODIVERSITY MEDICATION"),
        sa.Column("noted_on", sa.Date(), nullable=False),
        sa.Column("text", sa.Text(), nullable=False),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("health_note_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("health_note_pkey")),
        schema="probation",
    )
    op.create_index("health_note_person_id_idx", "health_note", ["person_id"], schema="probation")


def _oasys_plan() -> None:
    op.create_table(
        "oasys_plan",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("assessment_reference", sa.Text(), nullable=True),
        sa.Column("assessment_type", sa.Text(), nullable=True),
        word("status", "COMPLETED LOCKED_INCOMPLETE IN_PROGRESS"),
        sa.Column("initiated_on", sa.Date(), nullable=True),
        sa.Column("completed_on", sa.Date(), nullable=True),
        sa.Column("latest_signed_on", sa.Date(), nullable=True),
        sa.Column("latest_completed_on", sa.Date(), nullable=True),
        sa.Column("current_situation", sa.Text(), nullable=True),
        sa.Column("further_considerations", sa.Text(), nullable=True),
        sa.Column("supervision", sa.Text(), nullable=True),
        sa.Column("monitoring_and_control", sa.Text(), nullable=True),
        sa.Column("interventions_and_treatment", sa.Text(), nullable=True),
        sa.Column("victim_safety_planning", sa.Text(), nullable=True),
        sa.Column("contingency_plans", sa.Text(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("oasys_plan_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("oasys_plan_pkey")),
        schema="probation",
    )
    op.create_index("oasys_plan_person_id_idx", "oasys_plan", ["person_id"], schema="probation")


def _predictor_band() -> None:
    op.create_table(
        "predictor_band",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word(
            "tool",
            "ALL_REOFFENDING VIOLENT_REOFFENDING SERIOUS_VIOLENT_REOFFENDING DIRECT_CONTACT_SEXUAL "
            "INDIRECT_IMAGE_CONTACT_SEXUAL COMBINED_SERIOUS_REOFFENDING OGRS3 OGP OVP RSR OSP_CONTACT "
            "OSP_IMAGE RM2000_SEXUAL ARMS",
        ),
        word("band", "LOW MEDIUM HIGH VERY_HIGH NOT_APPLICABLE"),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        word("status", "COMPLETED LOCKED_INCOMPLETE IN_PROGRESS"),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("predictor_band_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("predictor_band_pkey")),
        schema="probation",
    )
    op.create_index("predictor_band_person_id_idx", "predictor_band", ["person_id"], schema="probation")


def _rosh_assessment() -> None:
    op.create_table(
        "rosh_assessment",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("assessed_on", sa.Date(), nullable=False),
        word("status", "COMPLETED LOCKED_INCOMPLETE IN_PROGRESS"),
        word("overall", "LOW MEDIUM HIGH VERY_HIGH NOT_ASSESSED"),
        word("children_in_community", "LOW MEDIUM HIGH VERY_HIGH NOT_ASSESSED", nullable=True),
        word("children_in_custody", "LOW MEDIUM HIGH VERY_HIGH NOT_ASSESSED", nullable=True),
        word("public_in_community", "LOW MEDIUM HIGH VERY_HIGH NOT_ASSESSED", nullable=True),
        word("public_in_custody", "LOW MEDIUM HIGH VERY_HIGH NOT_ASSESSED", nullable=True),
        word("known_adult_in_community", "LOW MEDIUM HIGH VERY_HIGH NOT_ASSESSED", nullable=True),
        word("known_adult_in_custody", "LOW MEDIUM HIGH VERY_HIGH NOT_ASSESSED", nullable=True),
        word("staff_in_community", "LOW MEDIUM HIGH VERY_HIGH NOT_ASSESSED", nullable=True),
        word("staff_in_custody", "LOW MEDIUM HIGH VERY_HIGH NOT_ASSESSED", nullable=True),
        word("prisoners_in_custody", "LOW MEDIUM HIGH VERY_HIGH NOT_ASSESSED", nullable=True),
        sa.Column("who_is_at_risk", sa.Text(), nullable=True),
        sa.Column("nature_of_risk", sa.Text(), nullable=True),
        sa.Column("imminence", sa.Text(), nullable=True),
        sa.Column("factors_increasing", sa.Text(), nullable=True),
        sa.Column("factors_reducing", sa.Text(), nullable=True),
        sa.Column("assessor_id", sa.Uuid(), nullable=True),
        sa.Column("assessor_name", sa.Text(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("rosh_assessment_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("rosh_assessment_pkey")),
        schema="probation",
    )
    op.create_index("rosh_assessment_person_id_idx", "rosh_assessment", ["person_id"], schema="probation")


def _victim_contact() -> None:
    op.create_table(
        "victim_contact",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("victim_person_id", sa.Uuid(), nullable=False),
        sa.Column("victim_name", sa.Text(), nullable=False),
        sa.Column("relationship", sa.Text(), nullable=True),
        sa.Column("victim_address", sa.Text(), nullable=True),
        sa.Column("liaison_officer_id", sa.Uuid(), nullable=True),
        sa.Column("liaison_officer_name", sa.Text(), nullable=True),
        sa.Column("opted_in", sa.Boolean(), nullable=True),
        word("contact_level", "FULL KEY_EVENTS_ONLY THROUGH_REPRESENTATIVE NONE NOT_YET_OFFERED"),
        sa.Column("first_contact_due", sa.Date(), nullable=True),
        sa.Column("first_contacted_on", sa.Date(), nullable=True),
        sa.Column("last_contacted_on", sa.Date(), nullable=True),
        sa.Column("requested_conditions", sa.Text(), nullable=True),
        sa.Column("representations", sa.Text(), nullable=True),
        *lasting(),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("victim_contact_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("victim_contact_pkey")),
        schema="probation",
    )
    op.create_index(
        "victim_contact_liaison_officer_id_idx", "victim_contact", ["liaison_officer_id"], schema="probation"
    )
    op.create_index("victim_contact_person_id_idx", "victim_contact", ["person_id"], schema="probation")
    op.create_index("victim_contact_victim_person_id_idx", "victim_contact", ["victim_person_id"], schema="probation")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
