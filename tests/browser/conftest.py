"""The pages in a real browser, with the demonstration's own caseload of one area."""

from collections.abc import Iterator
from pathlib import Path

import psycopg
import pytest
from playwright.sync_api import Browser
from psycopg import sql

from gateway.command.loading import load
from gateway.demonstration.access_tokens import AccessTokens
from gateway.demonstration.keepsakes import client_secrets
from gateway.demonstration.postgres import EmbeddedPostgres
from migrations.upgrade import upgrade
from tests.browser.chromium import Person, chromium
from tests.gateway import served as serving


# For this package alone: while Playwright runs, its thread has an event loop, and asynchronous tests could have none.
@pytest.fixture(scope="package")
def browser() -> Iterator[Browser]:
    with chromium() as running:
        yield running


# For the session: a worker may leave this package for another and come back, and a caseload is loaded only once.
@pytest.fixture(scope="session")
def untouched(postgres: EmbeddedPostgres, tokens: AccessTokens) -> str:
    """The name of a database with the demonstration's caseload, small, to be copied."""
    owner = postgres.create_database("browser")
    upgrade(owner)
    load(owner, 200, 20250203, tokens.issuer)
    with psycopg.connect(owner) as connection:
        password = sql.Literal(postgres.password)
        connection.execute(sql.SQL("alter role mappa_gateway login password {}").format(password))
    return "browser"


@pytest.fixture(scope="session")
def caseload(postgres: EmbeddedPostgres, untouched: str) -> Iterator[serving.Database]:
    """A copy of the caseload for all who look, and change little."""
    with serving.copied(postgres, untouched) as made:
        yield made


@pytest.fixture(scope="package")
def pages(
    caseload: serving.Database, tokens: AccessTokens, clock: serving.Clock, provider_folder: Path
) -> Iterator[serving.Served]:
    secret = client_secrets(provider_folder)["mappa-web"]
    with serving.served(caseload, tokens, clock, web_client_secret=secret) as gateway:
        yield gateway


@pytest.fixture(scope="package")
def coordinator(browser: Browser, pages: serving.Served) -> Iterator[Person]:
    """The co-ordinator, signed in at a desktop."""
    person = Person(browser, pages.root)
    person.sign_in("coordinator")
    yield person
    person.close()
