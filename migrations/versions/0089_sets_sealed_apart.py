"""Sets that are new this month are sealed by a function, which only the statements that name one call."""

from collections.abc import Sequence

from migrations.script import run

revision: str = "0089"
down_revision: str | Sequence[str] | None = "0088"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    run("0089_sets_sealed_apart")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
