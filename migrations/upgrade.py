"""Brings a database to the newest migration, one process at a time.

    upgrade("postgresql://mappa_owner@localhost/mappa")

Every migration is one transaction: a crash between two leaves the database at the one that was finished, and the next
run goes on from there. A crash within one leaves nothing of it.
"""

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from alembic import command
from alembic.config import Config
from sqlalchemy import Connection, NullPool, create_engine, make_url, text

LOCK = 0x4D41505041  # "MAPPA": the advisory lock that two upgrades at once contend for


def upgrade(dsn: str) -> None:
    """Run every migration that the database at ``dsn`` (``postgresql://``, as the owner of its tables) has not had.

    Waits while another process upgrades. Raises what PostgreSQL raises; the transaction of that migration is undone.
    """
    with _connected(dsn) as connection, _alone(connection):
        command.upgrade(configuration(connection), "head")


def configuration(connection: Connection | None = None) -> Config:
    """Alembic's settings; what ``pyproject.toml`` says for its command line, said here for the program."""
    config = Config()
    config.set_main_option("script_location", str(Path(__file__).parent))
    config.attributes["connection"] = connection
    return config


@contextmanager
def _connected(dsn: str) -> Iterator[Connection]:
    engine = create_engine(make_url(dsn).set(drivername="postgresql+psycopg"), poolclass=NullPool)
    with engine.connect() as connection:
        yield connection


@contextmanager
def _alone(connection: Connection) -> Iterator[None]:
    """Hold the advisory lock of the session; PostgreSQL lets go of it too when the session dies."""
    connection.execute(text("select pg_advisory_lock(:lock)"), {"lock": LOCK})
    connection.commit()
    try:
        yield
    finally:
        connection.rollback()
        connection.execute(text("select pg_advisory_unlock(:lock)"), {"lock": LOCK})
        connection.commit()
