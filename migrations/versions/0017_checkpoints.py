"""What the access record says of itself to others: checkpoints, the cosignatures under them, and the roots of subtrees.

Empty tables beside the record: nothing that is written meanwhile waits for them. The signer fills them.
"""

from collections.abc import Sequence

from migrations.script import run

revision: str = "0017"
down_revision: str | Sequence[str] | None = "0016"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None


def upgrade() -> None:
    run("0017_checkpoints")


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
