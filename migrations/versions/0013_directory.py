"""The platform's own directory of principals and clients."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import lasting, word

revision: str = "0013"
down_revision: str | Sequence[str] | None = "0012"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _client()
    _principal()
    _emergency_grant()
    _principal_area()
    _principal_role()


def _client() -> None:
    op.create_table(
        "client",
        sa.Column("client_id", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("human_less", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("suspended", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("page_cap", sa.SmallInteger(), server_default="100", nullable=False),
        sa.PrimaryKeyConstraint("client_id", name=op.f("client_pkey")),
        schema="directory",
    )


def _principal() -> None:
    op.create_table(
        "principal",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("issuer", sa.Text(), nullable=False),
        sa.Column("subject", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("agency", sa.Text(), nullable=False),
        sa.Column("owner", sa.Text(), nullable=False),
        sa.Column("clearance", sa.Text(), server_default="none", nullable=False),
        sa.Column("clearance_until", sa.Date(), nullable=True),
        sa.Column("suspended", sa.Boolean(), server_default=sa.text("false"), nullable=False),
        sa.Column("version", sa.BigInteger(), server_default="1", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("principal_pkey")),
        sa.UniqueConstraint("issuer", "subject", name=op.f("principal_issuer_subject_key")),
        schema="directory",
    )


def _emergency_grant() -> None:
    op.create_table(
        "emergency_grant",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("case_id", sa.Uuid(), nullable=False),
        sa.Column("reason", sa.Text(), nullable=False),
        sa.Column("granted_at", sa.DateTime(timezone=True), nullable=False),
        sa.Column("ends_at", sa.DateTime(timezone=True), nullable=False),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["directory.principal.id"], name=op.f("emergency_grant_principal_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("emergency_grant_pkey")),
        schema="directory",
    )
    op.create_index("emergency_grant_principal_id_idx", "emergency_grant", ["principal_id"], schema="directory")


def _principal_area() -> None:
    op.create_table(
        "principal_area",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("area_id", sa.SmallInteger(), nullable=False),
        word("relation", "COORDINATES WORKS_IN"),
        *lasting(),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["directory.principal.id"], name=op.f("principal_area_principal_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("principal_area_pkey")),
        schema="directory",
    )
    op.create_index("principal_area_principal_id_idx", "principal_area", ["principal_id"], schema="directory")


def _principal_role() -> None:
    op.create_table(
        "principal_role",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=False),
        sa.Column("role", sa.Text(), nullable=False),
        *lasting(),
        sa.ForeignKeyConstraint(
            ["principal_id"], ["directory.principal.id"], name=op.f("principal_role_principal_id_fkey")
        ),
        sa.PrimaryKeyConstraint("id", name=op.f("principal_role_pkey")),
        schema="directory",
    )
    op.create_index("principal_role_principal_id_idx", "principal_role", ["principal_id"], schema="directory")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
