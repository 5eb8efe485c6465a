"""What an answer showed is parsed once, as it is kept, and no more for each entry that is read."""

from collections.abc import Sequence

from alembic import op

from migrations.script import run

revision: str = "0088"
down_revision: str | Sequence[str] | None = "0087"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    op.execute(
        "alter table audit.reading add column if not exists parsed jsonb generated always as (body::jsonb) stored"
    )
    run("0083_access")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
