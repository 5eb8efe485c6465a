"""Keys that were destroyed and that a restore brought back are found, and destroyed again."""

from collections.abc import Sequence

from migrations.script import run

revision: str = "0084"
down_revision: str | Sequence[str] | None = "0083"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    run("0084_keys_brought_back")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
