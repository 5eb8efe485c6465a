"""The view of an entry says which kinds of processing of DPA 2018 s.62 it was, and whose information it showed."""

from collections.abc import Sequence

from migrations.script import run

revision: str = "0047"
down_revision: str | Sequence[str] | None = "0046"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    run("0014_access")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
