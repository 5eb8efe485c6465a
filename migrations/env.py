"""How Alembic runs our migrations: on the connection it is given, one transaction each, under time limits.

By the program it is run through ``migrations.upgrade``. On the command line, to write a new migration::

    MAPPA_DATABASE_URL=postgresql://... alembic revision --autogenerate --rev-id 0002 -m "what it does"
"""

import os

from alembic import context
from alembic.util import CommandError
from sqlalchemy import Connection, NullPool, create_engine, make_url, text

from migrations.tables import everything, is_ours

# A migration that cannot have its lock at once gives up, instead of queueing every reader behind it. One that needs
# longer says so itself: SET LOCAL in its own transaction.
LIMITS = "set lock_timeout = '4s'; set statement_timeout = '60s'"


def _run(connection: Connection) -> None:
    connection.execute(text(LIMITS))
    connection.commit()
    context.configure(
        connection=connection,
        target_metadata=everything(),
        include_schemas=True,
        include_name=is_ours,
        transaction_per_migration=True,
    )
    with context.begin_transaction():
        context.run_migrations()


def _run_from_command_line() -> None:
    if not (dsn := os.environ.get("MAPPA_DATABASE_URL")):
        raise CommandError("No database is named: set MAPPA_DATABASE_URL to one that is at the newest migration.")
    engine = create_engine(make_url(dsn).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with engine.connect() as connection:
        _run(connection)


if context.is_offline_mode():
    raise CommandError("Migrations read the database they change: run them without --sql.")
if (given := context.config.attributes.get("connection")) is not None:
    _run(given)
else:
    _run_from_command_line()
