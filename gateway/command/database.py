"""A database that cannot be used is told in one sentence, whichever driver stumbled over it, with what to do."""

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Final

import asyncpg
import psycopg
from sqlalchemy.exc import ArgumentError, SQLAlchemyError

from gateway.command.refusal import CommandRefused

_FAILURES = (psycopg.Error, SQLAlchemyError, asyncpg.PostgresError, asyncpg.InterfaceError, OSError)

_ADDRESS = "Give --database (or MAPPA_DATABASE_URL) as postgresql://name:password@host/database."
_CONNECTION = (
    "Check that the server runs, and the host, the name, the password and the database in --database (or "
    "MAPPA_DATABASE_URL)."
)
_TABLES = "Bring it to this version with `mappa migrate`."
# By SQLSTATE, or by its class, of two characters; what is in neither speaks for itself.
_REMEDIES: Final = {
    "08": _CONNECTION,  # the connection failed
    "28": _CONNECTION,  # who asks is not let in
    "3D": _CONNECTION,  # there is no such database
    "57P03": _CONNECTION,  # the server starts or stops
    "53300": "Too many are connected: try again later.",
    "3F": _TABLES,
    "42P01": _TABLES,  # no such table
    "42703": _TABLES,  # no such column
    "42883": _TABLES,  # no such function
    "42501": "Give --database (or MAPPA_DATABASE_URL) with the name of a role that may, such as the tables' owner.",
    "55P03": "Somebody else holds what this has to lock: try again when fewer are at work.",
    "57014": "It took longer than it may: try again when fewer are at work.",
}


@contextmanager
def told(*, migrating: bool = False) -> Iterator[None]:
    """Turn what goes wrong with a database into a ``CommandRefused``. ``migrating``: who makes the tables asks."""
    try:
        yield
    except _FAILURES as error:
        if isinstance(error, OSError) and error.filename:
            raise CommandRefused(f"{error.filename} cannot be used ({error.strerror}): name another.") from None
        cause = getattr(error, "orig", None) or error  # the driver's, without the statement
        problem, remedy = " ".join(str(cause).split()).rstrip("."), _remedy(cause)
        if migrating and remedy == _TABLES:
            remedy = "Somebody changed the tables by hand: what was finished stands, and this migration is undone."
        raise CommandRefused(f"The database cannot be used: {problem}. {remedy}".rstrip()) from None


def _remedy(cause: BaseException) -> str:
    state = getattr(cause, "sqlstate", None)
    if state is not None:
        return _REMEDIES.get(state) or _REMEDIES.get(state[:2], "")
    if isinstance(cause, psycopg.ProgrammingError | asyncpg.ClientConfigurationError | ArgumentError):
        return _ADDRESS
    return "" if isinstance(cause, SQLAlchemyError) else _CONNECTION
