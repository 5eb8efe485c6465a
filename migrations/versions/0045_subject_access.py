"""Requests for access by the person a case is about, and what is decided on each kind of information."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import recorded, word

revision: str = "0045"
down_revision: str | Sequence[str] | None = "0044"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

ANSWERED = "status, respond_by, extended_because, answered_on, answered_by_id, answered_by_name, answer, version"
DECIDED = "decision, ground, reason, decided_on, decided_by_id, decided_by_name, version"
GRANTS = (
    f"insert, update ({ANSWERED}) on coordination.subject_access_request",
    f"insert, update ({DECIDED}) on coordination.subject_access_part",
)


def upgrade() -> None:
    _request()
    _part()
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def _request() -> None:
    name = "subject_access_request"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("made_by", sa.Text(), nullable=False),
        sa.Column("scope", sa.Text(), nullable=False),
        sa.Column("received_on", sa.Date(), nullable=False),
        sa.Column("respond_by", sa.Date(), nullable=False),
        sa.Column("extended_because", sa.Text(), nullable=True),
        word("status", "LOGGED ANSWERED WITHDRAWN"),
        sa.Column("answered_on", sa.Date(), nullable=True),
        sa.Column("answered_by_id", sa.Uuid(), nullable=True),
        sa.Column("answered_by_name", sa.Text(), nullable=True),
        sa.Column("answer", sa.Text(), nullable=True),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{name}_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
        schema="coordination",
    )
    for columns in (["case_id"], ["respond_by", "id"]):
        op.create_index(f"{name}_{'_'.join(columns)}_idx", name, columns, schema="coordination")


def _part() -> None:
    name = "subject_access_part"
    op.create_table(
        name,
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("request_id", sa.Uuid(), nullable=False),
        sa.Column("kind", sa.Text(), nullable=False),
        word("decision", "UNDECIDED GIVEN WITHHELD"),
        word(
            "ground",
            "INQUIRY CRIME_OR_PENALTIES PUBLIC_SECURITY NATIONAL_SECURITY RIGHTS_OF_OTHERS",
            nullable=True,
        ),
        sa.Column("reason", sa.Text(), nullable=True),
        sa.Column("decided_on", sa.Date(), nullable=True),
        sa.Column("decided_by_id", sa.Uuid(), nullable=True),
        sa.Column("decided_by_name", sa.Text(), nullable=True),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f(f"{name}_case_id_fkey")),
        sa.ForeignKeyConstraint(
            ["request_id"], ["coordination.subject_access_request.id"], name=op.f(f"{name}_request_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f(f"{name}_pkey")),
        sa.UniqueConstraint("request_id", "kind", name=op.f(f"{name}_request_id_kind_key")),
        schema="coordination",
    )
    for column in ("case_id", "request_id"):
        op.create_index(f"{name}_{column}_idx", name, [column], schema="coordination")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
