"""A database with the access record in it for each test, and the connections of owner, gateway and superuser."""

from collections.abc import AsyncIterator, Iterator
from itertools import count

import psycopg
import pytest

from gateway.audit.ddl import create_statements
from gateway.demonstration.postgres import EmbeddedPostgres
from tests.gateway.audit.record import Record

_ROLES = """
do $$ begin
    if to_regrole('mappa_owner') is null then create role mappa_owner nologin; end if;
    if to_regrole('mappa_gateway') is null then create role mappa_gateway nologin; end if;
end $$
"""
_names = (f"audit_{number}" for number in count())


@pytest.fixture(scope="session")
def audit_template(postgres: EmbeddedPostgres) -> str:
    """An empty access record, made once by the owner."""
    dsn = postgres.create_database("audit_template")
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(_ROLES)
        connection.execute("grant create on database audit_template to mappa_owner")
        connection.execute("set role mappa_owner")
        for statement in create_statements():
            connection.execute(statement.encode())
    return "audit_template"


@pytest.fixture
def dsn(postgres: EmbeddedPostgres, audit_template: str) -> Iterator[str]:
    """A superuser's way into a fresh copy of the template."""
    name = next(_names)
    with psycopg.connect(postgres.dsn(), autocommit=True) as connection:
        connection.execute(f"create database {name} template {audit_template}".encode())
        yield postgres.dsn(name)
        connection.execute(f"drop database {name} with (force)".encode())


@pytest.fixture
async def record(dsn: str) -> AsyncIterator[Record]:
    """The access record, as each of its roles meets it."""
    async with Record.at(dsn) as opened:
        yield opened
