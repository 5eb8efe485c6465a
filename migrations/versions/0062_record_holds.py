"""Legal holds on the access record are placed and lifted by acts. Those that stand are taken over.

Retention rules get a name and versions. Whoever entered one as the owner of the tables is not known; who decided it is.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import recorded, word

revision: str = "0062"
down_revision: str | Sequence[str] | None = "0061"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

CHANGED = (
    "status, lift_reason, lift_asked_at, lift_asked_by_id, lift_asked_by_name, lifted_at, lifted_by_id, "
    "lifted_by_name, version"
)
TAKEN_OVER = """
do $$ begin
    if to_regclass('audit.legal_hold') is not null then
        insert into coordination.record_hold
            (id, subject_id, principal_id, asked_by, reason, status, lifted_at, recorded_at)
        select id, subject_id, principal_id, decided_by, reason,
            case when valid_until <= current_date then 'LIFTED' else 'HELD' end,
            case when valid_until <= current_date then valid_until::timestamptz end, valid_from::timestamptz
        from audit.legal_hold;
        drop table audit.legal_hold;
    end if;
end $$
"""

# A rule has a name and versions, as other dated rules have.
RULES = (
    "alter table audit.retention_rule add column if not exists rule text",
    "alter table audit.retention_rule add column if not exists version integer",
    """update audit.retention_rule r set version = 1,
        rule = case when n.place = 1 then 'entries' else 'entries-' || n.place end
    from (select id, row_number() over (order by verified, valid_from, id) as place from audit.retention_rule) n
    where n.id = r.id and r.rule is null""",
    "alter table audit.retention_rule alter column rule set not null, alter column version set not null",
    "alter table audit.retention_rule drop constraint if exists retention_rule_rule_version_key",
    "alter table audit.retention_rule add constraint retention_rule_rule_version_key unique (rule, version)",
)


def upgrade() -> None:
    op.create_table(
        "record_hold",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("subject_id", sa.Uuid(), nullable=True),
        sa.Column("principal_id", sa.Uuid(), nullable=True),
        sa.Column("asked_by", sa.Text(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        word("status", "HELD LIFT_ASKED LIFTED"),
        sa.Column("lift_reason", sa.Text(), nullable=True),
        sa.Column("lift_asked_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lift_asked_by_id", sa.Uuid(), nullable=True),
        sa.Column("lift_asked_by_name", sa.Text(), nullable=True),
        sa.Column("lifted_at", sa.DateTime(timezone=True), nullable=True),
        sa.Column("lifted_by_id", sa.Uuid(), nullable=True),
        sa.Column("lifted_by_name", sa.Text(), nullable=True),
        *recorded(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.CheckConstraint("num_nonnulls(subject_id, principal_id) = 1", name=op.f("record_hold_one_check")),
        sa.PrimaryKeyConstraint("id", name=op.f("record_hold_pkey")),
        schema="coordination",
    )
    op.create_index(
        op.f("record_hold_status_recorded_at_idx"), "record_hold", ["status", "recorded_at"], schema="coordination"
    )
    op.execute(f"grant insert, update ({CHANGED}) on coordination.record_hold to mappa_gateway")
    op.execute(TAKEN_OVER)
    for statement in RULES:
        op.execute(statement)


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
