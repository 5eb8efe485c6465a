"""Meetings as acts: what a meeting needs as dated rules, changes of its day, replies and reports, its history."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations.script import run
from migrations.shapes import lasting, recorded, word

revision: str = "0037"
down_revision: str | Sequence[str] | None = "0036"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

LEVELS = "LEVEL_1 LEVEL_2 LEVEL_3 TO_BE_DETERMINED UNRECOGNISED"
SENIORITY = "INSPECTOR_EQUIVALENT CHIEF_INSPECTOR_EQUIVALENT SUPERINTENDENT_EQUIVALENT"
STATUSES = "PLANNED CIRCULATED UNDER_WAY HELD POSTPONED CANCELLED"
RESPONSES = "AWAITED ACCEPTED DECLINED APOLOGIES DEPUTY_SENT WITHDRAWN"
DAYS = (
    "SCREENING_DUE INFORMATION_DUE REMINDER_BEFORE ASSESSMENT_AGE RECEIPT_DUE MINUTES_DUE AGREEMENT_DUE "
    "INVITATION_LASTS"
)
FROM = date(2020, 1, 1)

NO_NUMBER = "No published number was found; a starting point, for the Strategic Management Board to set."
RANK = (
    "HMICFRS glossary: a chair is of senior rank, in some instances of inspector's, of superintendent's where the risk "
    "is highest. That the first is level 2 and the second level 3 is a reading, for the Board to confirm."
)
JOINTLY = "CJA 2003 s.325(1): police, prison and probation act jointly. That each is {} is a reading of it."
RULES = (
    ("CHAIR_SENIORITY", "LEVEL_2", "INSPECTOR_EQUIVALENT", RANK),
    ("CHAIR_SENIORITY", "LEVEL_3", "SUPERINTENDENT_EQUIVALENT", RANK),
    *(
        (kind, level, agency, JOINTLY.format(words))
        for kind, words in (("MUST_BE_ASKED", "asked to every meeting"), ("QUORUM", "there for every case"))
        for level in ("LEVEL_2", "LEVEL_3")
        for agency in ("police", "prison", "probation")
    ),
)

PLANNED = (
    "status, held_on, starts_at, lasts_minutes, place, remote, chair_id, chair_name, chair_agency, chair_grade, "
    "chair_seniority, circulated_at, opened_at, closed_at, quorum_not_met_because, version"
)
LISTED = "held_on, position, status, closed_because, next_review_on, level_unchanged_because, version"
ASKED = "response, circulated_at, valid_until, withdrawn_because, deputy_name, reply_note, report_received_on, version"
GRANTS = (
    f"insert, update ({PLANNED}) on coordination.meeting",
    f"insert, update ({LISTED}) on coordination.meeting_case",
    f"insert, update ({ASKED}) on coordination.invitation",
    "insert, update (superseded_by) on coordination.attendance",
    "insert on coordination.meeting_change",
)


def upgrade() -> None:
    _words("meeting", "status", STATUSES)
    _words("invitation", "response", RESPONSES)
    _words("process_rule", "kind", DAYS)
    for table, columns in _columns().items():
        for column in columns:
            op.add_column(table, column, schema="coordination")
    _step()
    _meeting_change()
    _meeting_rule()
    run("0037_practitioner")
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")
    _rules()


def _words(table: str, column: str, words: str) -> None:
    name = op.f(f"{table}_{column}_check")
    op.drop_constraint(name, table, schema="coordination")
    op.create_check_constraint(name, table, sa.column(column).in_(words.split()), schema="coordination")


def _text(*names: str) -> list[sa.Column[Any]]:
    return [sa.Column(name, sa.Text(), nullable=True) for name in names]


def _version() -> sa.Column[Any]:
    return sa.Column("version", sa.Integer(), server_default="1", nullable=False)


def _columns() -> dict[str, list[sa.Column[Any]]]:
    instant = sa.DateTime(timezone=True)
    return {
        "meeting": [
            sa.Column("lasts_minutes", sa.SmallInteger(), nullable=True),
            word("chair_seniority", SENIORITY, nullable=True),
            sa.Column("opened_at", instant, nullable=True),
            sa.Column("closed_at", instant, nullable=True),
            *_text("quorum_not_met_because"),
            _version(),
        ],
        "meeting_case": [
            *_text("despite", "closed_because", "level_unchanged_because"),
            sa.Column("next_review_on", sa.Date(), nullable=True),
            _version(),
        ],
        "invitation": [
            *_text("need", "despite", "deputy_name", "reply_note"),
            sa.Column("report_received_on", sa.Date(), nullable=True),
            *_text("withdrawn_because"),
            _version(),
        ],
        "attendance": [sa.Column("superseded_by", sa.Uuid(), nullable=True)],
    }


def _step() -> None:
    op.add_column("step", sa.Column("meeting_id", sa.Uuid(), nullable=True), schema="coordination")
    op.add_column("step", sa.Column("area_id", sa.SmallInteger(), nullable=True), schema="coordination")
    for column, target in (("meeting_id", "meeting"), ("area_id", "area")):
        name, ours = op.f(f"step_{column}_fkey"), "coordination"
        op.create_foreign_key(name, "step", target, [column], ["id"], source_schema=ours, referent_schema=ours)
    op.create_index("step_meeting_id_idx", "step", ["meeting_id"], schema="coordination")


def _of_meeting(name: str) -> list[sa.Constraint]:
    return [
        sa.ForeignKeyConstraint(["area_id"], ["coordination.area.id"], name=op.f(f"{name}_area_id_fkey")),
        sa.ForeignKeyConstraint(["meeting_id"], ["coordination.meeting.id"], name=op.f(f"{name}_meeting_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
    ]


def _meeting_change() -> None:
    op.create_table(
        "meeting_change",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("meeting_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.SmallInteger(), nullable=False),
        word("kind", "RESCHEDULED POSTPONED CANCELLED"),
        sa.Column("was_held_on", sa.Date(), nullable=False),
        sa.Column("was_starts_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("held_on", sa.Date(), nullable=True),
        sa.Column("reason", sa.Text(), nullable=False),
        *recorded(),
        *_of_meeting("meeting_change"),
        schema="coordination",
    )
    op.create_index("meeting_change_meeting_id_idx", "meeting_change", ["meeting_id"], schema="coordination")


def _meeting_rule() -> None:
    op.create_table(
        "meeting_rule",
        sa.Column("id", sa.Uuid(), nullable=False),
        word("kind", "CHAIR_SENIORITY MUST_BE_ASKED QUORUM"),
        word("level", LEVELS),
        sa.Column("area_id", sa.SmallInteger(), nullable=True),
        sa.Column("requires", sa.Text(), nullable=False),
        *lasting(),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.ForeignKeyConstraint(["area_id"], ["coordination.area.id"], name=op.f("meeting_rule_area_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("meeting_rule_pkey")),
        schema="coordination",
    )


def _rules() -> None:
    """What is in force from the start. Nothing of it was checked against a published text."""
    add = "insert into coordination.meeting_rule (id, kind, level, requires, valid_from, source) values "
    row = "(gen_random_uuid(), :kind, :level, :requires, :since, :source)"
    for kind, level, requires, source in RULES:
        given = {"kind": kind, "level": level, "requires": requires, "since": FROM, "source": source}
        op.get_bind().execute(sa.text(add + row), given)
    lasts = {"kind": "INVITATION_LASTS", "days": 28, "since": FROM, "source": NO_NUMBER}
    add = "insert into coordination.process_rule (id, kind, days, valid_from, source) values "
    op.get_bind().execute(sa.text(add + "(gen_random_uuid(), :kind, :days, :since, :source)"), lasts)


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
