"""The level-setting decision: what was known when it was decided, dissent, receipts, and comparable decisions."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.script import run
from migrations.shapes import recorded, word

revision: str = "0025"
down_revision: str | Sequence[str] | None = "0024"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STAGES = ("PROPOSED", "ENDORSED", "DECIDED", "NOT_AGREED", "WITHDRAWN")
CATEGORIES = "CATEGORY_1 CATEGORY_2 CATEGORY_3 CATEGORY_4 TO_BE_DETERMINED UNRECOGNISED"

DECIDED = (
    "stage, endorsed_on, endorsed_by_id, endorsed_by_name, decided_on, decided_by_id, decided_by_name, effective_from, "
    "rationale, previous_level, supersedes, category, risk_band, in_custody, assessed_on, assessment_state, "
    "assessment_stands_because, meeting_case_id, screening_id, closed_because, version"
)
RECEIVED = "status, acknowledged_on, acknowledged_by_id, acknowledged_by_name, note, chased, last_chased_on, version"
GRANTS = (
    f"insert, update ({DECIDED}) on coordination.level_decision",
    "insert on coordination.decision_criterion",
    "insert on coordination.decision_evidence",
    "insert on coordination.decision_dissent",
    f"insert, update ({RECEIVED}) on coordination.decision_receipt",
    "insert, update (valid_until) on coordination.level_history",
    'update (level, level_set_on) on coordination."case"',
)


def upgrade() -> None:
    _level_decision()
    _decision_dissent()
    _decision_receipt()
    run("0025_comparable_decisions")
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def _level_decision() -> None:
    op.drop_constraint(op.f("level_decision_stage_check"), "level_decision", schema="coordination")
    op.create_check_constraint(
        op.f("level_decision_stage_check"), "level_decision", sa.column("stage").in_(STAGES), schema="coordination"
    )
    for column in (
        word("category", CATEGORIES, nullable=True),
        sa.Column("risk_band", sa.Text(), nullable=True),
        sa.Column("in_custody", sa.Boolean(), nullable=True),
        sa.Column("assessed_on", sa.Date(), nullable=True),
        word("assessment_state", "CURRENT MISSING OLD CONTRADICTED", nullable=True),
        sa.Column("assessment_stands_because", sa.Text(), nullable=True),
        sa.Column("closed_because", sa.Text(), nullable=True),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
    ):
        op.add_column("level_decision", column, schema="coordination")
    met: sa.Column[bool] = sa.Column("met", sa.Boolean(), server_default=sa.true(), nullable=False)
    op.add_column("decision_criterion", met, schema="coordination")


def _decision_dissent() -> None:
    name = "decision_dissent"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("view", sa.Text(), nullable=False),
        sa.Column("voiced_on", sa.Date(), nullable=False),
        *recorded(),
        *_keys(name),
        schema="coordination",
    )
    _indexes(name, ["case_id"], ["decision_id"])


def _decision_receipt() -> None:
    name = "decision_receipt"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("decision_id", sa.Uuid(), nullable=False),
        sa.Column("to_agency", sa.Text(), nullable=False),
        sa.Column("to_id", sa.Uuid(), nullable=True),
        sa.Column("to_name", sa.Text(), nullable=True),
        sa.Column("sent_on", sa.Date(), nullable=False),
        sa.Column("due_on", sa.Date(), nullable=False),
        word("status", "AWAITED ACKNOWLEDGED"),
        sa.Column("acknowledged_on", sa.Date(), nullable=True),
        sa.Column("acknowledged_by_id", sa.Uuid(), nullable=True),
        sa.Column("acknowledged_by_name", sa.Text(), nullable=True),
        sa.Column("note", sa.Text(), nullable=True),
        sa.Column("chased", sa.SmallInteger(), server_default="0", nullable=False),
        sa.Column("last_chased_on", sa.Date(), nullable=True),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        *_keys(name),
        schema="coordination",
    )
    _indexes(name, ["case_id"], ["decision_id"], ["to_agency", "due_on", "id"], ["due_on", "id"])


def _keys(name: str) -> list[sa.Constraint]:
    """Its own key, and those of the case and the decision."""
    return [
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{name}_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["decision_id"], ["coordination.level_decision.id"], name=op.f(f"{name}_decision_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
    ]


def _indexes(name: str, *several: list[str]) -> None:
    for columns in several:
        op.create_index(f"{name}_{'_'.join(columns)}_idx", name, columns, schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
