"""What was asked about somebody is sealed in its entry with the key of those whom the entry is about.

An entry that was made before keeps it in the clear, for its leaf vouches for that.
"""

from collections.abc import Sequence

from migrations.script import run

revision: str = "0083"
down_revision: str | Sequence[str] | None = "0082"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    run("0083_sealed_questions", "0083_access", "0083_grants")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
