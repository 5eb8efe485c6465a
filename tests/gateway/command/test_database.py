"""What is said of a database that cannot be used: what is wrong, and what helps against that."""

import errno

import asyncpg
import psycopg
import pytest
from sqlalchemy.exc import ArgumentError, DBAPIError

from gateway.command.database import told
from gateway.command.refusal import CommandRefused


@pytest.mark.parametrize(
    ("error", "advice"),
    [
        (ConnectionRefusedError(errno.ECONNREFUSED, "Connect call failed"), "Check that the server runs, and the host"),
        (psycopg.OperationalError("connection failed"), "Check that the server runs, and the host"),
        (asyncpg.InvalidPasswordError("password authentication failed"), "Check that the server runs, and the host"),
        (asyncpg.TooManyConnectionsError("sorry, too many clients already"), "Too many are connected"),
        (psycopg.ProgrammingError('missing "="'), r"Give --database \(or MAPPA_DATABASE_URL\) as postgresql://"),
        (ArgumentError("Could not parse"), r"Give --database \(or MAPPA_DATABASE_URL\) as postgresql://"),
        (asyncpg.UndefinedTableError('relation "x" does not exist'), "Bring it to this version with `mappa migrate`"),
        (psycopg.errors.InsufficientPrivilege("permission denied"), "with the name of a role that may"),
        (DBAPIError("x", {}, psycopg.errors.LockNotAvailable("lock timeout")), "try again when fewer are at work"),
        (psycopg.errors.UniqueViolation("a row is there"), "a row is there.$"),
    ],
    ids=lambda case: type(case).__name__ if isinstance(case, Exception) else "",
)
def test_the_advice_fits_what_is_wrong(error: Exception, advice: str) -> None:
    with pytest.raises(CommandRefused, match=rf"^The database cannot be used: .*{advice}"), told():
        raise error


def test_whoever_migrates_is_not_told_to_migrate() -> None:
    with pytest.raises(CommandRefused) as refused, told(migrating=True):
        raise psycopg.errors.UndefinedTable('relation "x" does not exist')
    assert "`mappa migrate`" not in str(refused.value)


def test_a_file_is_not_taken_for_the_database() -> None:
    with pytest.raises(CommandRefused, match=r"^/copy cannot be used .Permission denied.: name another"), told():
        raise PermissionError(errno.EACCES, "Permission denied", "/copy")
