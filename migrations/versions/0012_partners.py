"""What bodies under the duty to co-operate own."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import lasting, provenance, word

revision: str = "0012"
down_revision: str | Sequence[str] | None = "0011"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _body()
    _contribution()
    _representative()


def _body() -> None:
    op.create_table(
        "body",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("code", sa.Text(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("statutory_basis", sa.Text(), nullable=False),
        sa.Column("effective_from", sa.Date(), nullable=False),
        sa.Column("effective_until", sa.Date(), nullable=True),
        sa.Column("source", sa.Text(), nullable=False),
        sa.Column("verified", sa.Boolean(), server_default="false", nullable=False),
        sa.PrimaryKeyConstraint("id", name=op.f("body_pkey")),
        sa.UniqueConstraint("code", name=op.f("body_code_key")),
        schema="partners",
    )


def _contribution() -> None:
    op.create_table(
        "contribution",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        sa.Column("body_code", sa.Text(), nullable=False),
        word("topic", "HOUSING HEALTH BENEFIT EDUCATION MONITORING SOCIAL_CARE YOUTH_JUSTICE IMMIGRATION"),
        sa.Column("summary", sa.Text(), nullable=False),
        sa.Column("detail", sa.Text(), nullable=True),
        sa.Column("health_detail", sa.Text(), nullable=True),
        sa.Column("offered_by_id", sa.Uuid(), nullable=True),
        sa.Column("offered_by_name", sa.Text(), nullable=True),
        sa.Column("offered_on", sa.Date(), nullable=False),
        sa.Column("valid_until", sa.Date(), nullable=True),
        *provenance(),
        sa.ForeignKeyConstraint(["body_code"], ["partners.body.code"], name=op.f("contribution_body_code_fkey")),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("contribution_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("contribution_pkey")),
        schema="partners",
    )
    op.create_index("contribution_body_code_idx", "contribution", ["body_code"], schema="partners")
    op.create_index("contribution_person_id_idx", "contribution", ["person_id"], schema="partners")


def _representative() -> None:
    op.create_table(
        "representative",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("body_code", sa.Text(), nullable=False),
        sa.Column("principal_id", sa.Uuid(), nullable=True),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("area_id", sa.SmallInteger(), nullable=False),
        *lasting(),
        sa.ForeignKeyConstraint(["area_id"], ["coordination.area.id"], name=op.f("representative_area_id_fkey")),
        sa.ForeignKeyConstraint(["body_code"], ["partners.body.code"], name=op.f("representative_body_code_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("representative_pkey")),
        schema="partners",
    )
    op.create_index("representative_area_id_idx", "representative", ["area_id"], schema="partners")
    op.create_index("representative_body_code_idx", "representative", ["body_code"], schema="partners")
    op.create_index("representative_principal_id_idx", "representative", ["principal_id"], schema="partners")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
