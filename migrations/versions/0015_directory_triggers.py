"""Triggers of the directory: versions that rise with every fact, and cases marked while access to them is limited."""

from collections.abc import Sequence

from migrations.script import run

revision: str = "0015"
down_revision: str | Sequence[str] | None = "0014"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    run("0015_directory_triggers")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
