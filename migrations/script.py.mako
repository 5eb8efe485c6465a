"""${message}.

Safe to run while people work:

- It works with the code before it as well as with the code after it: replicas are replaced one by one. So: add first,
  use next, and take away in a later release (a column or table that nothing reads any more; no renaming).
- It holds no lock for long. An index on a table in use: ``postgresql_concurrently=True`` in
  ``with op.get_context().autocommit_block()``. A constraint: add it NOT VALID, and validate it in a second migration.
  A new column that must not be null: nullable first, filled in batches, then checked.
- Each statement has 4 s for its locks and 60 s in all (``migrations/env.py``). One that needs longer says so and why:
  ``op.execute("set local statement_timeout = '10min'")``.
- A new schema is granted to ``mappa_gateway``; the access record (``audit``) is only ever added to.
"""

from collections.abc import Sequence

import sqlalchemy as sa
from alembic import op
${imports if imports else ""}
revision: str = ${repr(up_revision)}
down_revision: str | Sequence[str] | None = ${repr(down_revision)}
branch_labels: str | Sequence[str] | None = ${repr(branch_labels)}
depends_on: str | Sequence[str] | None = ${repr(depends_on)}


def upgrade() -> None:
    ${upgrades if upgrades else "pass"}


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
