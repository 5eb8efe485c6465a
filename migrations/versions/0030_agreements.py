"""Information-sharing agreements: what agencies own is shown to others only under one that is in force."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import lasting, word

revision: str = "0030"
down_revision: str | Sequence[str] | None = "0029"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

# A change of an agreement, or of who is a party to it, raises the version of everybody whose agency or body is or was a
# party: what they were told under it they are not told again by a cached standing.
TOUCH = """
create function directory.touch_parties() returns trigger language plpgsql security definer set search_path = '' as $$
begin
    execute format(
        'update directory.principal p set version = p.version + 1 where p.owner in (
            select m.owner from directory.agreement_party m join changed c on c.%I = m.agreement_id)', tg_argv[0]);
    if tg_argv[0] = 'agreement_id' then
        update directory.principal p set version = p.version + 1 where p.owner in (
            select c.owner from changed c where not exists (
                select from directory.agreement_party m where m.agreement_id = c.agreement_id and m.owner = c.owner));
    end if;
    return null;
end $$
"""
EVENTS = (("insert", "new"), ("update", "new"), ("update", "old"), ("delete", "old"))
TRIGGER = (
    "create trigger touch_parties_{event}_{side} after {event} on directory.{table} referencing {side} table as changed"
    " for each statement execute function directory.touch_parties('{column}')"
)


def upgrade() -> None:
    _agreement()
    _party()
    op.execute(TOUCH)
    for table, column in (("agreement", "id"), ("agreement_party", "agreement_id")):
        for event, side in EVENTS:
            op.execute(TRIGGER.format(event=event, side=side, table=table, column=column))


def _agreement() -> None:
    op.create_table(
        "agreement",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("reference", sa.Text(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("purposes", sa.ARRAY(sa.Text()), nullable=False),
        sa.Column("data_classes", sa.ARRAY(sa.Text()), nullable=False),
        word("status", "PROPOSED IN_FORCE REFUSED ENDED"),
        *lasting(),
        sa.Column("version", sa.Integer(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("agreement_pkey")),
        sa.UniqueConstraint("reference", name=op.f("agreement_reference_key")),
        schema="directory",
    )


def _party() -> None:
    op.create_table(
        "agreement_party",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("agreement_id", sa.Uuid(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("basis", sa.Text(), nullable=False),
        sa.ForeignKeyConstraint(
            ["agreement_id"], ["directory.agreement.id"], name=op.f("agreement_party_agreement_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("agreement_party_pkey")),
        sa.UniqueConstraint("agreement_id", "owner", name=op.f("agreement_party_agreement_id_owner_key")),
        schema="directory",
    )
    op.create_index("agreement_party_owner_idx", "agreement_party", ["owner"], schema="directory")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
