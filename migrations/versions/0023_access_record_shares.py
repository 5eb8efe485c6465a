"""The access record names subjects and readings by their hash. A database whose record is of the older form is refused.

The tables are made by the statements of ``gateway.audit.ddl`` since the first migration of the record. An entry of the
older form cannot be turned into one of this: its leaf is over the older form, and nothing may change what a leaf
vouches for. Such a record is verified and kept with the version that wrote it.
"""

from collections.abc import Sequence

from alembic import op

revision: str = "0023"
down_revision: str | Sequence[str] | None = "0022"
branch_labels: str | Sequence[str] | None = None
depends_on: str | Sequence[str] | None = None

_REFUSE = """
do $$ begin
    if exists (select from information_schema.columns where table_schema = 'audit' and table_name = 'entry'
               and column_name = 'subjects') then
        raise exception 'the access record in this database is of an older form, which this version cannot go on with'
            using hint = 'Keep it with the version that wrote it; begin a new one (demonstration: make reset).';
    end if;
end $$
"""


def upgrade() -> None:
    op.execute(_REFUSE)


def downgrade() -> None:
    raise NotImplementedError("Migrations run forward only: write a new one that undoes this one.")
