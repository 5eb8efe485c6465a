"""Case and meeting audits: their forms as data, samples that chance draws, audits and their answers."""

from collections.abc import Sequence
from datetime import date
from typing import Any

import sqlalchemy as sa
from alembic import op

from migrations.shapes import recorded, word

revision: str = "0060"
down_revision: str | Sequence[str] | None = "0059"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

FROM = date(2012, 1, 1)
K = "Headings of the case audit form of 2012 as far as they could be read (letter inferred); the wording is ours."
L = "Headings of MAPPA L (2012) as far as they could be read; the wording is ours."
# Code, question, how to judge it, scale, whether it must be answered.
CASE_AUDIT = (
    ("REFERRAL_TIMELY", "Was the referral made in time?", "4 very timely; 3, 2, 1: a week, a month, three late.", 1, 1),
    ("REFERRAL_COMPLETE", "Were all sections of the referral completed?", "Look at each part.", 0, 1),
    (
        "MEETING_TIMELY",
        "Was the first meeting held in time?",
        "4 very timely; 3, 2, 1: a week, a month, three late.",
        1,
        1,
    ),
    ("AGENCIES_ATTENDED", "Did all relevant agencies attend?", "Look at invitations and attendance.", 0, 1),
    ("REPORTS_RECEIVED", "Did those who were absent send reports?", "Leave it out where nobody was absent.", 0, 0),
    ("MINUTES_CLEAR", "Are the minutes clear and concise?", "Could somebody follow who was not there?", 0, 1),
    ("CATEGORY_IDENTIFIED", "Do the minutes give the category?", "One category.", 0, 1),
    ("LEVEL_IDENTIFIED", "Do the minutes give the level?", "With the reason for it.", 0, 1),
    ("INITIAL_PLAN", "Did the lead agency complete an initial risk management plan?", "Before the meeting.", 0, 1),
    ("AGENDA_FOLLOWED", "Was the agenda followed?", "All of its heads.", 0, 1),
    ("INFORMATION_EXCHANGED", "Was information exchanged?", "From every agency that holds some.", 0, 1),
    ("INFORMATION_CONSIDERED", "Was it considered?", "What follows from it is minuted.", 0, 1),
    ("DIVERSITY_CONSIDERED", "Was diversity considered?", "What it means for this case.", 0, 1),
    ("RISK_ADDRESSED", "Was the risk properly addressed?", "The plan answers the risk that was assessed.", 0, 1),
)
MEETING_AUDIT = (
    ("JOINING_INSTRUCTIONS", "Joining instructions", "Sent in time, and clear.", 2, 1),
    ("PAPERWORK", "Paperwork", "The referral and the previous minutes among it.", 2, 1),
    ("WELCOME", "Welcome", "Those who came were received.", 2, 1),
    ("VENUE", "Venue", "Fit for the meeting, or the link was.", 2, 1),
    ("STARTED_ON_TIME", "Started on time", "By the time on the agenda.", 2, 1),
    ("PURPOSE", "Purpose", "Said at the beginning.", 2, 1),
    ("INTRODUCTIONS", "Introductions", "Everybody knew who was there and for whom.", 2, 1),
    ("STATEMENT", "Confidentiality and Diversity Statement", "Read or displayed.", 2, 1),
    ("TIME_ALLOCATED", "Time", "Given by importance.", 2, 1),
    ("DIGRESSIONS_AVOIDED", "Digressions", "Avoided, or brought back.", 2, 1),
    ("EVERYONE_CONTRIBUTED", "Contributions", "Everybody contributed.", 2, 1),
    ("DISSENT_NOTED", "Dissent", "Noted where there was any; leave it out where there was none.", 2, 0),
    ("VICTIMS_CONSIDERED", "Victims and potential victims", "What touches them was considered.", 2, 1),
    ("DIVERSITY_CONSIDERED", "Diversity", "What it means for the risk was considered.", 2, 1),
    ("CHAIR_SUMMARISED", "The chair's summary", "Of the risk and of what follows.", 2, 1),
    ("RISK_CONSIDERED", "Risk", "The meeting properly considered it.", 2, 1),
)
SCALES = ("YES_NO", "TIMELINESS", "QUALITY")
AUDITED = "status, audited_on, auditor_id, auditor_name, auditor_agency, summary, version"
CLOSED = "status, closed_on, closed_by_id, closed_by_name, findings, learning, unfinished_because, version"
GRANTS = (
    f"insert, update ({CLOSED}) on coordination.audit_sample",
    f"insert, update ({AUDITED}) on coordination.case_audit",
    f"insert, update ({AUDITED}) on coordination.meeting_audit",
    "insert on coordination.audit_answer",
)


def upgrade() -> None:
    op.add_column("form_part", word("scale", " ".join(sorted(SCALES)), nullable=True), schema="coordination")
    _form("CASE_AUDIT", "MAPPA K: audit of a case", K, CASE_AUDIT)
    _form("MEETING_AUDIT", "MAPPA L: audit of a level 2 or 3 meeting", L, MEETING_AUDIT)
    _sample()
    _audit("case_audit", {"case_id": sa.Uuid()}, ("case",))
    _audit("meeting_audit", {"meeting_id": sa.Uuid(), "area_id": sa.SmallInteger()}, ("meeting", "area"))
    _answer()
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def _add(table: str, **values: Any) -> None:  # noqa: ANN401 - values of every column
    named = sa.table(table, sa.column("id"), *(sa.column(name) for name in values), schema="coordination")
    op.execute(named.insert().values(id=sa.func.gen_random_uuid(), **values))


def _form(code: str, title: str, source: str, parts: Sequence[tuple[str, str, str, int, int]]) -> None:
    _add("form", code=code, edition="2012", title=title, valid_from=FROM, source=source)
    form = sa.text(f"(select id from coordination.form where code = '{code}')")  # noqa: S608 - our own words
    for position, (part, label, guidance, scale, required) in enumerate(parts, start=1):
        words = {"code": part, "label": label, "guidance": guidance, "scale": SCALES[scale]}
        _add("form_part", form_id=form, position=position, required=bool(required), holds="decision", **words)


def _key(table: str, column: str, of: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"coordination.{of}.id"], name=op.f(f"{table}_{column}_fkey"))


def _who(role: str) -> list[sa.Column[Any]]:
    return [sa.Column(f"{role}_id", sa.Uuid(), nullable=True), sa.Column(f"{role}_name", sa.Text(), nullable=True)]


def _version() -> sa.Column[Any]:
    return sa.Column("version", sa.Integer(), server_default="1", nullable=False)


def _sample() -> None:
    name = "audit_sample"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.SmallInteger(), nullable=False),
        word("subject", "CASES MEETINGS"),
        word("level", "LEVEL_1 LEVEL_2 LEVEL_3 TO_BE_DETERMINED UNRECOGNISED", nullable=True),
        sa.Column("from_on", sa.Date(), nullable=False),
        sa.Column("until_on", sa.Date(), nullable=False),
        sa.Column("size", sa.SmallInteger(), nullable=False),
        sa.Column("form_id", sa.Uuid(), nullable=False),
        sa.Column("seed", sa.Text(), nullable=False),
        sa.Column("method", sa.Text(), nullable=False),
        sa.Column("frame", sa.Integer(), nullable=True),
        word("status", "DRAWN CLOSED"),
        sa.Column("drawn_on", sa.Date(), nullable=False),
        *_who("drawn_by"),
        sa.Column("closed_on", sa.Date(), nullable=True),
        *_who("closed_by"),
        sa.Column("findings", sa.Text(), nullable=True),
        sa.Column("learning", sa.Text(), nullable=True),
        sa.Column("unfinished_because", sa.Text(), nullable=True),
        *recorded(),
        _version(),
        _key(name, "area_id", "area"),
        _key(name, "form_id", "form"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
        schema="coordination",
    )
    for column in ("area_id", "form_id"):
        op.create_index(f"{name}_{column}_idx", name, [column], schema="coordination")


def _audit(name: str, of: dict[str, Any], owners: tuple[str, ...]) -> None:
    """Of a case, or of a meeting and its area; ``owners`` are the tables that these name."""
    first = next(iter(of))
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        *(sa.Column(column, kind, nullable=False) for column, kind in of.items()),
        sa.Column("sample_id", sa.Uuid(), nullable=False),
        word("status", "DRAWN RECORDED NOT_DONE"),
        sa.Column("audited_on", sa.Date(), nullable=True),
        *_who("auditor"),
        sa.Column("auditor_agency", sa.Text(), nullable=True),
        sa.Column("summary", sa.Text(), nullable=True),
        *recorded(),
        _version(),
        *(_key(name, column, owner) for column, owner in zip(of, owners, strict=True)),
        _key(name, "sample_id", "audit_sample"),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
        sa.UniqueConstraint("sample_id", first, name=op.f(f"{name}_sample_id_{first}_key")),
        schema="coordination",
    )
    op.create_index(f"{name}_{first}_idx", name, [first], schema="coordination")


def _answer() -> None:
    name = "audit_answer"
    of = ("case_audit_id", "meeting_audit_id")
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        *(sa.Column(column, sa.Uuid(), nullable=True) for column in of),
        sa.Column("position", sa.SmallInteger(), nullable=False),
        sa.Column("question", sa.Text(), nullable=False),
        sa.Column("label", sa.Text(), nullable=False),
        sa.Column("score", sa.SmallInteger(), nullable=False),
        sa.Column("comment", sa.Text(), nullable=True),
        *recorded(),
        *(_key(name, column, column.removesuffix("_id")) for column in of),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
        schema="coordination",
    )
    for column in of:
        op.create_index(f"{name}_{column}_idx", name, [column], schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
