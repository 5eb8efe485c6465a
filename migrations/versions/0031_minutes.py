"""Minutes as acts: their form, editions, every text of a section, and the days by which they are due."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations.shapes import recorded, word

revision: str = "0031"
down_revision: str | Sequence[str] | None = "0030"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

KINDS = "SCREENING_DUE INFORMATION_DUE REMINDER_BEFORE ASSESSMENT_AGE RECEIPT_DUE MINUTES_DUE AGREEMENT_DUE"
FROM = date(2020, 1, 1)
NO_NUMBER = "No published number was found; a starting point, for the Strategic Management Board to set."
RULES = (("MINUTES_DUE", 10), ("AGREEMENT_DUE", 20))

# The heads of a level 2 or 3 agenda, in order: what to write, whether it must be, and which kind of information it is.
PARTS = (
    ("ATTENDANCE", "Attendance and apologies", "Who came for which agency, and who sent a report.", True, "meeting"),
    (
        "CONFIDENTIALITY_AND_DIVERSITY",
        "Confidentiality and Diversity Statement",
        "That it was read or displayed, and who accepted it.",
        True,
        "meeting",
    ),
    ("PURPOSE", "Purpose of the meeting", "Initial or review, and why the case is here.", True, "minutes"),
    ("PREVIOUS_ACTIONS", "Previous actions", "What became of each.", False, "action"),
    (
        "INFORMATION_SHARING",
        "Information shared",
        "What each agency has to say; facts, assessments and intelligence apart.",
        False,
        "minutes",
    ),
    (
        "RISK_ASSESSMENT",
        "Risk assessment",
        "Who is at risk, of what, how soon; what was seen differently, and by whom.",
        True,
        "risk_narrative",
    ),
    ("VICTIM_CONCERNS", "Victims", "Victims and potential victims, and what protects them.", True, "victim"),
    (
        "RISK_MANAGEMENT_PLAN",
        "Risk management plan",
        "The four pillars and contingency, with the reasons.",
        True,
        "risk_plan",
    ),
    ("ACTIONS", "Actions", "Who does what by when, and why.", True, "action"),
    ("LEVEL_DECISION", "Level", "The level, why, and every view that differs.", True, "decision"),
    (
        "DISCLOSURE_DECISION",
        "Disclosure",
        "Who is told, by whom, how and when; or why nobody is.",
        True,
        "disclosure",
    ),
    ("REVIEW_DATE", "Review date", "When the case is next reviewed.", True, "management"),
    ("RECORD_UPDATE", "Record", "Who brings ViSOR, or its successor, up to date.", False, "minutes"),
    ("OFFENDER_INFORMED", "Informing the offender", "What they are told, or why it is withheld.", True, "minutes"),
)

CLASSES = (
    "reference aggregate existence identity address management decision conviction custody public_protection "
    "supervision licence orders risk_level risk_narrative risk_plan victim victim_address third_party intelligence "
    "health meeting minutes action disclosure contribution practitioner access_limit access_record"
)
HISTORY = """
insert into coordination.minutes_section_version (id, case_id, section_id, section_version, data_class, item_handling,
    owner, assertion, body, written_by_agency, recorded_at, recorded_by_id, recorded_by_name)
select gen_random_uuid(), case_id, id, 1, data_class, item_handling, owner,
    assertion, body, owner, recorded_at, recorded_by_id, recorded_by_name from coordination.minutes_section
"""
TAKEN = """
update coordination.minutes_section s set written_by_agency = s.owner, recorded_at = m.recorded_at,
    recorded_by_id = m.recorded_by_id, recorded_by_name = m.recorded_by_name
from coordination.minutes m where m.id = s.minutes_id
"""
SECTION = (
    "state, item_handling, assertion, body, written_by_agency, recorded_at, recorded_by_id, recorded_by_name, "
    "released_because, version"
)
MINUTES = "status, circulated_at, agree_by, agreed_on, agreed_by_id, agreed_by_name, version"
GRANTS = (
    f"insert, update ({MINUTES}) on coordination.minutes",
    f"insert, update ({SECTION}) on coordination.minutes_section",
    "insert, update (item_handling) on coordination.minutes_section_version",
)


def upgrade() -> None:
    _rules()
    _form()
    _editions()
    _minutes()
    _sections()
    _texts()
    op.execute(HISTORY)
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def _rules() -> None:
    words = ", ".join(f"'{kind}'" for kind in KINDS.split())
    op.drop_constraint(op.f("process_rule_kind_check"), "process_rule", schema="coordination")
    op.create_check_constraint(
        op.f("process_rule_kind_check"), "process_rule", f"kind in ({words})", schema="coordination"
    )
    for kind, days in RULES:
        _add("process_rule", kind=kind, days=days, valid_from=FROM, source=NO_NUMBER)


def _add(table: str, **values: Any) -> None:  # noqa: ANN401 - values of every column
    """A row with a key of its own, made by the database."""
    named = sa.table(table, sa.column("id"), *(sa.column(name) for name in values), schema="coordination")
    op.execute(named.insert().values(id=sa.func.gen_random_uuid(), **values))


def _form() -> None:
    _add(
        "form",
        code="MINUTES",
        edition="2022",
        title="MAPPA C: minutes of a level 2 or 3 meeting",
        valid_from=FROM,
        source="MAPPA C (May 2022, by guidance 13b); heads after the agenda of MAPPA L and the headings of MAPPA B.",
    )
    form = sa.text("(select id from coordination.form where code = 'MINUTES')")
    for position, given in enumerate(PARTS, start=1):
        named = dict(zip(("code", "label", "guidance", "required", "holds"), given, strict=True))
        _add("form_part", form_id=form, position=position, **named)


def _editions() -> None:
    """What counts editions no longer shares its name with what counts changes, which minutes have from now on."""
    for table, of in (("minutes", "meeting_case_id"), ("risk_management_plan", "case_id")):
        op.add_column(table, sa.Column("edition", sa.SmallInteger(), nullable=True), schema="coordination")
        op.execute(f"update coordination.{table} set edition = version")  # noqa: S608 - our own names
        op.alter_column(table, "edition", nullable=False, schema="coordination")
        op.drop_column(table, "version", schema="coordination")
        op.create_unique_constraint(op.f(f"{table}_{of}_edition_key"), table, [of, "edition"], schema="coordination")


def _minutes() -> None:
    for column in (
        sa.Column("form_id", sa.Uuid(), nullable=True),
        sa.Column("circulate_by", sa.Date(), nullable=True),
        sa.Column("agree_by", sa.Date(), nullable=True),
        sa.Column("amended_because", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    ):
        op.add_column("minutes", column, schema="coordination")
    op.create_foreign_key(
        op.f("minutes_form_id_fkey"),
        "minutes",
        "form",
        ["form_id"],
        ["id"],
        source_schema="coordination",
        referent_schema="coordination",
    )
    op.create_index("minutes_form_id_idx", "minutes", ["form_id"], schema="coordination")


def _sections() -> None:
    """Sections from before this version are written, by the agency whose contribution they are."""
    name = "minutes_section"
    for column in (
        word("state", "EMPTY WRITTEN", nullable=True),
        sa.Column("written_by_agency", sa.Text(), nullable=True),
        sa.Column("released_because", sa.Text(), nullable=True),
        sa.Column("recorded_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("recorded_by_id", sa.Uuid(), nullable=True),
        sa.Column("recorded_by_name", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    ):
        op.add_column(name, column, schema="coordination")
    op.execute("update coordination.minutes_section set state = 'WRITTEN'")
    op.execute(TAKEN)
    for required in ("state", "recorded_at"):
        op.alter_column(name, required, nullable=False, schema="coordination")
    for optional in ("assertion", "body"):
        op.alter_column(name, optional, nullable=True, schema="coordination")
    op.drop_constraint(op.f(f"{name}_minutes_id_position_key"), name, schema="coordination")
    op.create_index(f"{name}_minutes_id_position_idx", name, ["minutes_id", "position"], schema="coordination")


def _texts() -> None:
    words = ", ".join(f"'{each}'" for each in CLASSES.split())
    name = "minutes_section_version"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("section_id", sa.Uuid(), nullable=False),
        sa.Column("section_version", sa.Integer(), nullable=False),
        sa.Column("data_class", sa.Text(), server_default="minutes", nullable=False),
        sa.Column("item_handling", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        word("assertion", "FACT ASSESSMENT INTELLIGENCE"),
        sa.Column("body", sa.Text(), nullable=False),
        sa.Column("written_by_agency", sa.Text(), nullable=False),
        *recorded(),
        sa.CheckConstraint(f"data_class IN ({words})", name=op.f(f"{name}_data_class_check")),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{name}_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["section_id"], ["coordination.minutes_section.id"], name=op.f(f"{name}_section_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
        sa.UniqueConstraint("section_id", "section_version", name=op.f(f"{name}_section_id_section_version_key")),
        schema="coordination",
    )
    op.create_index(f"{name}_case_id_idx", name, ["case_id"], schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
