"""Whom entries of the access record are about is sealed with a key of the subject's and the month's, kept apart.

An entry that was made before names its subjects in the clear, and its leaf vouches for that: it is read as before, and
erased by deletion.
"""

from collections.abc import Sequence

from migrations.script import run

revision: str = "0059"
down_revision: str | Sequence[str] | None = "0058"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    run("0059_keys_of_subjects")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
