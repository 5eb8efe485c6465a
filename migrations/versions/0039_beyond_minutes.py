"""What a meeting decides, corrections of its minutes, and what goes beyond the meeting."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import recorded, word

revision: str = "0039"
down_revision: str | Sequence[str] | None = "0038"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CLASSES = (
    "reference aggregate existence identity address management decision conviction custody public_protection "
    "supervision licence orders risk_level risk_narrative risk_plan victim victim_address third_party intelligence "
    "health meeting minutes action disclosure contribution practitioner access_limit access_record"
)
HOLDS_NO = ("victim", "third_party", "intelligence", "restricted_section", "withheld_disclosure")

CHANGED = {
    "risk_management_plan": "status, agreed_on, agreed_by_id, agreed_by_name",
    "disclosure_decision": "outcome, told_on, how, what_was_told, told_by_id, told_by_name, version",
    "offender_informed": "outcome, informed_on, how, what_was_said, informed_by_id, informed_by_name, version",
    "minutes_correction": "status, answered_on, answered_by_id, answered_by_name, answer, version",
    "executive_summary": (
        "status, holds_no_victim, holds_no_third_party, holds_no_intelligence, holds_no_restricted_section, "
        "holds_no_withheld_disclosure, check_note, checked_on, checked_by_id, checked_by_name, agreed_on, "
        "agreed_by_id, agreed_by_name, superseded_by, version"
    ),
    "onward_sharing": "status, decided_on, decided_by_id, decided_by_name, reason, version",
}


def upgrade() -> None:
    _decisions()
    _corrections()
    _summaries()
    _sharing()
    _told()
    for table, columns in CHANGED.items():
        op.execute(f"grant insert, update ({columns}) on coordination.{table} to mappa_gateway")
    op.execute("grant insert on coordination.off_system_disclosure to mappa_gateway")


def _decisions() -> None:
    op.add_column("disclosure_decision", sa.Column("tell_by", sa.Date(), nullable=True), schema="coordination")
    for table in ("disclosure_decision", "offender_informed"):
        op.add_column(table, _version(), schema="coordination")


def _version() -> sa.Column[int]:
    return sa.Column("version", sa.Integer(), server_default="1", nullable=False)


def _corrections() -> None:
    words = ", ".join(f"'{each}'" for each in CLASSES.split())
    name = "minutes_correction"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("minutes_id", sa.Uuid(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=False),
        sa.Column("data_class", sa.Text(), server_default="minutes", nullable=False),
        sa.Column("item_handling", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        word("status", "ASKED ACCEPTED DECLINED"),
        sa.Column("asked_by_agency", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by_name", sa.Text(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("should_say", sa.Text(), nullable=True),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_by_name", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        *recorded(),
        _version(),
        sa.CheckConstraint(f"data_class IN ({words})", name=op.f(f"{name}_data_class_check")),
        sa.ForeignKeyConstraint(
            ["section_id"], ["coordination.minutes_section.id"], name=op.f(f"{name}_section_id_fkey")
        ),
        *_keys(name),
        schema="coordination",
    )
    _indexes(name, ["section_id"])


def _summaries() -> None:
    name = "executive_summary"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("minutes_id", sa.Uuid(), nullable=False),
        word("status", "DRAFT RETURNED CHECKED AGREED"),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_by_id", sa.Uuid(), nullable=True),
        sa.Column("written_by_name", sa.Text(), nullable=True),
        *(sa.Column(f"holds_no_{what}", sa.Boolean(), nullable=True) for what in HOLDS_NO),
        sa.Column("check_note", sa.Text(), nullable=True),
        sa.Column("checked_on", sa.Date(), nullable=True),
        sa.Column("checked_by_id", sa.Uuid(), nullable=True),
        sa.Column("checked_by_name", sa.Text(), nullable=True),
        sa.Column("agreed_on", sa.Date(), nullable=True),
        sa.Column("agreed_by_id", sa.Uuid(), nullable=True),
        sa.Column("agreed_by_name", sa.Text(), nullable=True),
        *recorded(),
        sa.Column("superseded_by", sa.Uuid(), nullable=True),
        _version(),
        *_keys(name),
        schema="coordination",
    )
    _indexes(name)


def _sharing() -> None:
    name = "onward_sharing"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("minutes_id", sa.Uuid(), nullable=False),
        word("status", "REQUESTED AGREED REFUSED"),
        sa.Column("asked_by_agency", sa.Text(), nullable=False),
        sa.Column("asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by_name", sa.Text(), nullable=True),
        sa.Column("asked_on", sa.Date(), nullable=False),
        sa.Column("with_whom", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=True),
        *recorded(),
        _version(),
        *_keys(name),
        schema="coordination",
    )
    _indexes(name)


def _told() -> None:
    name = "off_system_disclosure"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        word("status", "RECORDED"),
        word("how", "SAID SHOWN PRINTED SENT"),
        sa.Column("to_whom", sa.Text(), nullable=False),
        sa.Column("what", sa.Text(), nullable=False),
        sa.Column("why", sa.Text(), nullable=False),
        sa.Column("told_on", sa.Date(), nullable=False),
        *recorded(),
        _version(),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{name}_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
        schema="coordination",
    )
    for columns in (["case_id"], ["told_on", "id"]):
        op.create_index(f"{name}_{'_'.join(columns)}_idx", name, columns, schema="coordination")


def _keys(name: str) -> list[sa.Constraint]:
    """Its own key, and those of the case and the minutes."""
    return [
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{name}_case_id_fkey")),
        sa.ForeignKeyConstraint(["minutes_id"], ["coordination.minutes.id"], name=op.f(f"{name}_minutes_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
    ]


def _indexes(name: str, *more: list[str]) -> None:
    for columns in (["case_id"], ["minutes_id"], *more):
        op.create_index(f"{name}_{'_'.join(columns)}_idx", name, columns, schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
