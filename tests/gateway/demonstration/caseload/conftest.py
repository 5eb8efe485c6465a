"""A caseload of five hundred, loaded once into a migrated database."""

from collections.abc import Callable, Iterator
from datetime import date
from typing import Any

import psycopg
import pytest

from gateway.demonstration.caseload import Recipe, seed
from gateway.demonstration.postgres import EmbeddedPostgres
from migrations.upgrade import upgrade

TODAY = date(2026, 3, 31)
RECIPE = Recipe(cases=500, seed=7, today=TODAY, issuer="http://127.0.0.1:8001")

Ask = Callable[..., list[tuple[Any, ...]]]


@pytest.fixture(scope="session")
def loaded(postgres: EmbeddedPostgres) -> str:
    """The address of the database with the caseload."""
    dsn = postgres.create_database("caseload")
    upgrade(dsn)
    seed(dsn, RECIPE)
    return dsn


@pytest.fixture
def ask(loaded: str) -> Iterator[Ask]:
    """Answers a statement with rows; ``%(today)s`` is the day of the caseload."""
    with psycopg.connect(loaded) as connection:

        def asked(statement: str, **values: object) -> list[tuple[Any, ...]]:
            return connection.execute(statement.encode(), {"today": TODAY, **values}).fetchall()

        yield asked
