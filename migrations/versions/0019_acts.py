"""Acts: the state of a referral, versions of what is acted on, the history of steps, and what the gateway may write."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import word

revision: str = "0019"
down_revision: str | Sequence[str] | None = "0018"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

STATUSES = "DRAFT SUBMITTED PENDING_INFORMATION ACCEPTED REMAINED_AT_LEVEL_1 NOT_MAPPA_MANAGED WITHDRAWN"

# A referral from before this version stands where its latest screening left it.
FROM_SCREENINGS = """
update coordination.referral r set status = coalesce((
    select case
        when s.outcome in ('ACCEPTED_LEVEL_2', 'ACCEPTED_LEVEL_3') then 'ACCEPTED'
        when s.outcome = 'REMAIN_AT_LEVEL_1' then 'REMAINED_AT_LEVEL_1'
        else s.outcome end
    from coordination.screening s where s.referral_id = r.id order by s.held_on desc, s.id desc limit 1), 'SUBMITTED')
"""

GRANTS = (
    "insert on coordination.step",
    "insert on coordination.referral",
    "update (status, withdrawn_because, version) on coordination.referral",
    'update (version) on coordination."case"',
)


def upgrade() -> None:
    for table in ("case", "referral"):
        version = sa.Column("version", sa.Integer(), server_default="1", nullable=False)
        op.add_column(table, version, schema="coordination")
    _referral()
    _step()
    for grant in GRANTS:
        op.execute(f"grant {grant} to mappa_gateway")


def _referral() -> None:
    op.add_column("referral", word("status", STATUSES, nullable=True), schema="coordination")
    op.add_column("referral", sa.Column("withdrawn_because", sa.Text(), nullable=True), schema="coordination")
    op.execute(FROM_SCREENINGS)
    op.alter_column("referral", "status", nullable=False, schema="coordination")


def _step() -> None:
    op.create_table(
        "step",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=True),
        sa.Column("record", sa.Text(), nullable=False),
        sa.Column("record_id", sa.Uuid(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("act", sa.Text(), nullable=False),
        sa.Column("from_state", sa.Text(), nullable=True),
        sa.Column("to_state", sa.Text(), nullable=False),
        sa.Column("done_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("done_by_id", sa.Uuid(), nullable=True),
        sa.Column("done_by_name", sa.Text(), nullable=True),
        sa.Column("done_by_agency", sa.Text(), nullable=False),
        sa.Column("idempotency_key", sa.Text(), nullable=True),
        sa.Column("content", sa.LargeBinary(), nullable=True),
        sa.Column("data_class", sa.Text(), server_default="management", nullable=False),
        sa.CheckConstraint(f"data_class IN ({DATA_CLASSES})", name=op.f("step_data_class_check")),
        sa.ForeignKeyConstraint(["case_id"], ["coordination.case.id"], name=op.f("step_case_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("step_pkey")),
        sa.UniqueConstraint("record_id", "version", name=op.f("step_record_id_version_key")),
        sa.UniqueConstraint("done_by_id", "idempotency_key", name=op.f("step_done_by_id_idempotency_key_key")),
        schema="coordination",
    )
    op.create_index("step_case_id_idx", "step", ["case_id"], schema="coordination")


DATA_CLASSES = ", ".join(
    f"'{word}'"
    for word in (
        "reference aggregate existence identity address management decision conviction custody public_protection "
        "supervision licence orders risk_level risk_narrative risk_plan victim victim_address third_party intelligence "
        "health meeting minutes action disclosure contribution practitioner access_limit access_record"
    ).split()
)


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
