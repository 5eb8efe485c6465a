"""Referral and screening: forms and rules as dated data, the parts of a referral, and requests for information."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations.shapes import lasting, recorded, word

revision: str = "0024"
down_revision: str | Sequence[str] | None = "0023"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = "SCREENING_DUE INFORMATION_DUE REMINDER_BEFORE ASSESSMENT_AGE RECEIPT_DUE"
FROM = date(2020, 1, 1)
NO_NUMBER = "No published number was found; a starting point, for the Strategic Management Board to set."

RULES = (
    ("SCREENING_DUE", 5, NO_NUMBER),
    ("INFORMATION_DUE", 10, NO_NUMBER),
    ("REMINDER_BEFORE", 3, NO_NUMBER),
    ("ASSESSMENT_AGE", 365, "HMPPS External API: risk of serious harm is released from assessments of the last year."),
    ("RECEIPT_DUE", 5, NO_NUMBER),
)

PARTS = (
    ("CATEGORY", "Category", "One category only, and the reason for it.", True, "management"),
    (
        "PERSON",
        "Who it is",
        "Names, nicknames, ethnicity in words, where they live or are to live.",
        True,
        "identity",
    ),
    (
        "CONVICTION",
        "Conviction or caution",
        "What brought them under MAPPA, in brief; earlier related offences.",
        True,
        "conviction",
    ),
    ("DATES", "Relevant dates", "Dates of the sentence or order, release and expiry.", True, "custody"),
    ("HOSPITAL", "Detained in hospital", "Completed by mental health services, where it applies.", False, "health"),
    (
        "REASON",
        "Reason for referral",
        "Behaviour and attitudes, patterns of offending, what agencies have reported.",
        True,
        "risk_narrative",
    ),
    (
        "RISK",
        "Risk of serious harm",
        "Who is at risk, of what, how soon, and what raises or lowers it.",
        True,
        "risk_narrative",
    ),
    ("VICTIMS", "Victims", "Past and potential victims, and what protects them.", False, "victim"),
    (
        "PLAN",
        "Risk management plan",
        "What the lead agency does now, and where it meets its limits.",
        True,
        "risk_plan",
    ),
    (
        "ADDED_VALUE",
        "What meetings would add",
        "Why the lead agency cannot manage this without formal meetings.",
        True,
        "decision",
    ),
)

CLASSES = (
    "reference aggregate existence identity address management decision conviction custody public_protection "
    "supervision licence orders risk_level risk_narrative risk_plan victim victim_address third_party intelligence "
    "health meeting minutes action disclosure contribution practitioner access_limit access_record"
)

CHANGED = "parts_complete, received_on, screen_by, information_due_on"
ANSWERED = (
    "status, answer, assertion, closed_because, closed_on, answered_by_id, answered_by_name, reminders, "
    "last_reminded_on, version"
)
GRANTS = (
    f"update ({CHANGED}) on coordination.referral",
    "insert, update (superseded_by) on coordination.referral_part",
    "insert on coordination.screening",
    f"insert, update ({ANSWERED}) on coordination.information_request",
)


def upgrade() -> None:
    _rules()
    _form()
    _referral()
    _referral_part()
    _information_request()
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def _rules() -> None:
    rule = op.create_table(
        "process_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        word("kind", KINDS),
        sa.Column("area_id", sa.SmallInteger(), nullable=True),
        sa.Column("days", sa.Integer(), nullable=False),
        *lasting(),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["coordination.area.id"], name=op.f("process_rule_area_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("process_rule_pkey")),
        schema="coordination",
    )
    _add(rule, [{"kind": kind, "days": days, "valid_from": FROM, "source": source} for kind, days, source in RULES])


def _add(table: sa.Table, rows: list[dict[str, Any]]) -> None:
    """Each with a key of its own, made by the database."""
    for row in rows:
        op.execute(table.insert().values(id=sa.func.gen_random_uuid(), **row))


def _form() -> None:
    form = op.create_table(
        "form",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("edition", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        *lasting(),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), server_default=sa.false(), nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("form_pkey")),
        sa.UniqueConstraint("code", "edition", name=op.f("form_code_edition_key")),
        schema="coordination",
    )
    part = op.create_table(
        "form_part",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("guidance", sa.Text(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("holds", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(["form_id"], ["coordination.form.id"], name=op.f("form_part_form_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("form_part_pkey")),
        sa.UniqueConstraint("form_id", "code", name=op.f("form_part_form_id_code_key")),
        sa.UniqueConstraint("form_id", "position", name=op.f("form_part_form_id_position_key")),
        schema="coordination",
    )
    title = {"code": "REFERRAL", "edition": "2012", "title": "MAPPA A: referral to level 2 or 3", "valid_from": FROM}
    source = "MAPPA A, 4th edition (2012), sections 1 to 4 as published; the others after MAPPA B. Letters move."
    _add(form, [{**title, "source": source}])
    _add(part, [_part(position, *given) for position, given in enumerate(PARTS, start=1)])


def _part(position: int, *given: Any) -> dict[str, Any]:  # noqa: ANN401 - text, and whether it is required
    named = dict(zip(("code", "label", "guidance", "required", "holds"), given, strict=True))
    return {"form_id": sa.text("(select id from coordination.form)"), "position": position, **named}


def _referral() -> None:
    for column in (
        sa.Column("form_id", sa.Uuid(), nullable=True),
        sa.Column("parts_required", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("parts_complete", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("screen_by", sa.Date(), nullable=True),
    ):
        op.add_column("referral", column, schema="coordination")
    op.create_foreign_key(
        op.f("referral_form_id_fkey"),
        "referral",
        "form",
        ["form_id"],
        ["id"],
        source_schema="coordination",
        referent_schema="coordination",
    )
    op.create_index("referral_form_id_idx", "referral", ["form_id"], schema="coordination")


def _referral_part() -> None:
    words = ", ".join(f"'{each}'" for each in CLASSES.split())
    op.create_table(
        "referral_part",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("required", sa.Boolean(), nullable=False),
        sa.Column("body", sa.Text(), nullable=True),
        sa.Column("not_known_because", sa.Text(), nullable=True),
        sa.Column("written_by_agency", sa.Text(), nullable=True),
        sa.Column("data_class", sa.Text(), server_default="decision", nullable=False),
        *recorded(),
        sa.Column("superseded_by", sa.Uuid(), nullable=True),
        sa.CheckConstraint(f"data_class IN ({words})", name=op.f("referral_part_data_class_check")),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("referral_part_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["referral_id"], ["coordination.referral.id"], name=op.f("referral_part_referral_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("referral_part_pkey")),
        schema="coordination",
    )
    for column in ("case_id", "referral_id"):
        op.create_index(f"referral_part_{column}_idx", "referral_part", [column], schema="coordination")


def _information_request() -> None:
    name = "information_request"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("referral_id", sa.Uuid(), nullable=False),
        sa.Column("asked_of", sa.Text(), nullable=False),
        sa.Column("asked_by_agency", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by_name", sa.Text(), nullable=True),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        sa.Column("remind_from", sa.Date(), nullable=False),
        word("status", "REQUESTED PROVIDED DECLINED CANCELLED"),
        sa.Column("reminders", sa.Integer(), server_default="0", nullable=False),
        sa.Column("last_reminded_on", sa.Date(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        word("assertion", "FACT ASSESSMENT INTELLIGENCE", nullable=True),
        sa.Column("closed_because", sa.Text(), nullable=True),
        sa.Column("closed_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_by_name", sa.Text(), nullable=True),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{name}_case_id_fkey")),
        sa.ForeignKeyConstraint(["referral_id"], ["coordination.referral.id"], name=op.f(f"{name}_referral_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
        schema="coordination",
    )
    for columns in (["case_id"], ["referral_id"], ["asked_of", "due_on", "id"], ["due_on", "id"]):
        op.create_index(f"{name}_{'_'.join(columns)}_idx", name, columns, schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
