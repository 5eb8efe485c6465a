"""A database with the access record in it for each test, and the connections of owner, gateway and superuser."""

from collections.abc import AsyncIterator, Iterator
from itertools import count

import psycopg
import pytest

from gateway.demonstration.postgres import EmbeddedPostgres
from migrations.tables import schemas
from migrations.upgrade import upgrade
from tests.gateway.audit.record import Record

_OWNER = "do $$ begin if to_regrole('mappa_owner') is null then create role mappa_owner createrole; end if; end $$"
_RECORD = {"audit", "audit_keys"}
_names = (f"audit_{number}" for number in count())


@pytest.fixture(scope="session")
def audit_template(postgres: EmbeddedPostgres) -> str:
    """An empty access record as the migrations make it, once, by the owner; without what it records access to."""
    dsn = postgres.create_database("audit_template")
    with psycopg.connect(dsn, autocommit=True) as connection:
        connection.execute(_OWNER)
        connection.execute("grant create on database audit_template to mappa_owner")
        connection.execute("grant create on schema public to mappa_owner")
        upgrade(f"{dsn}?options=-crole%3Dmappa_owner")
        others = ", ".join(sorted(schemas() - _RECORD))
        connection.execute(f"drop schema {others} cascade".encode())
        connection.execute("drop table public.alembic_version")
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
