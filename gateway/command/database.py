"""A database that cannot be used is told in one sentence, whichever driver stumbled over it."""

from collections.abc import Iterator
from contextlib import contextmanager

import asyncpg
import psycopg
from sqlalchemy.exc import SQLAlchemyError

from gateway.command.refusal import CommandRefused

_FAILURES = (psycopg.Error, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)


@contextmanager
def told() -> Iterator[None]:
    """Turn what goes wrong with a database into a ``CommandRefused``."""
    try:
        yield
    except _FAILURES as error:
        problem = " ".join(str(getattr(error, "orig", None) or error).split())  # the driver's, without the statement
        raise CommandRefused(
            f"The database cannot be used: {problem}. Look at --database (or MAPPA_DATABASE_URL), at whether the "
            "server runs, and at whether `mappa migrate` has made the tables."
        ) from None
