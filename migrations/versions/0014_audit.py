"""The access record: entries by month, their tree, and the guards that keep them append-only.

Its triggers and its grants are part of what it promises. ``audit.ensure_partitions(months_ahead)`` is called here and
then by the sequencer, with the owner's rights and no others. A month that was not made in time lands in
``entry_default``: no entry is ever lost for want of a partition.
"""

from collections.abc import Sequence

from migrations.script import run

revision: str = "0014"
down_revision: str | Sequence[str] | None = "0013"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    run("0014_tables", "0014_access", "0014_guards")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
