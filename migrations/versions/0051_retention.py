"""For how long entries of the access record are kept, what is held whatever a rule says, and what was erased."""

from collections.abc import Sequence

from migrations.script import run

revision: str = "0051"
down_revision: str | Sequence[str] | None = "0050"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    run("0051_retention")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
