"""The person: names, other names, identifiers."""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op

from migrations.shapes import provenance, word

revision: str = "0002"
down_revision: str | Sequence[str] | None = "0001"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    _person()
    _alias()
    _identifier()


def _person() -> None:
    op.create_table(
        "person",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("family_name", sa.Text(), nullable=False),
        sa.Column("given_names", sa.Text(), nullable=False),
        sa.Column("date_of_birth", sa.Date(), nullable=True),
        word("gender", "FEMALE MALE NON_BINARY OTHER NOT_RECORDED"),
        sa.Column("ethnicity", sa.Text(), nullable=True),
        sa.Column("nationality", sa.Text(), nullable=True),
        sa.Column("deceased_on", sa.Date(), nullable=True),
        *provenance(),
        sa.PrimaryKeyConstraint("id", name=op.f("person_pkey")),
        schema="person",
    )
    op.create_index("person_date_of_birth_idx", "person", ["date_of_birth"], schema="person")
    op.create_index(
        "person_family_name_given_names_id_idx", "person", ["family_name", "given_names", "id"], schema="person"
    )
    op.create_index(
        "person_family_name_start_idx",
        "person",
        ["family_name", "given_names", "id"],
        schema="person",
        postgresql_ops={"family_name": "text_pattern_ops"},
    )


def _alias() -> None:
    op.create_table(
        "alias",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word("kind", "ALIAS PREVIOUS_NAME NICKNAME PREFERRED_NAME SPELLING"),
        sa.Column("name", sa.Text(), nullable=False),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("alias_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("alias_pkey")),
        schema="person",
    )
    op.create_index(
        "alias_name_start_idx", "alias", ["name"], schema="person", postgresql_ops={"name": "text_pattern_ops"}
    )
    op.create_index("alias_person_id_idx", "alias", ["person_id"], schema="person")


def _identifier() -> None:
    op.create_table(
        "identifier",
        sa.Column("id", sa.Uuid(), nullable=False),
        sa.Column("person_id", sa.Uuid(), nullable=False),
        word("kind", "PNC CRO PRISON_NUMBER CRN VISOR ASN NHS NINO HOME_OFFICE OTHER"),
        sa.Column("canonical", sa.Text(), nullable=True),
        sa.Column("raw", sa.Text(), nullable=False),
        word("status", "CURRENT SUPERSEDED REJECTED"),
        *provenance(),
        sa.ForeignKeyConstraint(["person_id"], ["person.person.id"], name=op.f("identifier_person_id_fkey")),
        sa.PrimaryKeyConstraint("id", name=op.f("identifier_pkey")),
        schema="person",
    )
    op.create_index("identifier_canonical_idx", "identifier", ["canonical"], schema="person")
    op.create_index("identifier_kind_canonical_idx", "identifier", ["kind", "canonical"], schema="person")
    op.create_index("identifier_person_id_idx", "identifier", ["person_id"], schema="person")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
