"""An entry whose reading does not tell one of its places is read with it as untold; before, reading it failed."""

from collections.abc import Sequence

from migrations.script import run

revision: str = "0028"
down_revision: str | Sequence[str] | None = "0027"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    run("0014_access")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
