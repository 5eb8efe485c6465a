"""An entry that was erased is told of: when, by which rule, and to the auditors of the agency that asked."""

from collections.abc import Sequence

from migrations.script import run

revision: str = "0074"
down_revision: str | Sequence[str] | None = "0073"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    run("0074_erased_entries")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
