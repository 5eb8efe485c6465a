"""What every test may use: one real PostgreSQL for the session, the served gateway, and what the checks found."""

import os
import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.demonstration.access_tokens import AccessTokens
from gateway.demonstration.postgres import EmbeddedPostgres
from tests.folders import database_folder
from tests.gateway import served as serving
from tests.gateway import small_caseload
from tests.measured import Measuring
from tests.order import begun

# Only a loss of power would tell this server from one that syncs: what a process has written outlives its being killed.
UNSYNCED = {"fsync": "off", "full_page_writes": "off", "max_wal_size": "256MB"}


@pytest.fixture(scope="session")
def postgres() -> Iterator[EmbeddedPostgres]:
    """A PostgreSQL of our own. Each module makes the databases it needs: ``postgres.create_database(name)``."""
    folder = database_folder()
    try:
        with EmbeddedPostgres.start(folder, changed=UNSYNCED) as server:
            yield server
    finally:
        shutil.rmtree(folder)


@pytest.fixture(scope="session")
def clock() -> serving.Clock:
    """The time of the gateway and of the tokens."""
    return serving.Clock()


@pytest.fixture(scope="session")
def provider_folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the demonstration's identity provider keeps its key and its clients' secrets."""
    folder = tmp_path_factory.mktemp("identity-provider")
    folder.chmod(0o700)
    return folder


@pytest.fixture(scope="session")
def tokens(provider_folder: Path, clock: serving.Clock) -> Iterator[AccessTokens]:
    """The demonstration's identity provider, served; what it signs its tokens with."""
    with serving.sign_in(provider_folder, clock) as signing:
        yield signing


@pytest.fixture(scope="session")
def filled(postgres: EmbeddedPostgres, tokens: AccessTokens) -> str:
    """The name of a migrated database with the small caseload in it, to be copied."""
    return small_caseload.filled(postgres, tokens.issuer)


@pytest.fixture(scope="module")
def database(postgres: EmbeddedPostgres, filled: str) -> Iterator[serving.Database]:
    """A copy of the small caseload for one module of tests."""
    with serving.copied(postgres, filled) as made:
        yield made


@pytest.fixture(scope="module")
def served(database: serving.Database, tokens: AccessTokens, clock: serving.Clock) -> Iterator[serving.Served]:
    """The gateway, served for one module of tests."""
    with serving.served(database, tokens, clock) as gateway:
        yield gateway


def pytest_configure(config: pytest.Config) -> None:
    """With coverage, of some tests alone."""
    config.pluginmanager.register(Measuring())


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """The longest first."""
    items[:] = begun(items)


def pytest_terminal_summary(terminalreporter: pytest.TerminalReporter) -> None:
    """Say the failed gates of deploy/check.sh again, where the eye is: just above the summary."""
    if failed := os.environ.get("MAPPA_FAILED_GATES"):
        terminalreporter.section("failed before the tests", red=True, bold=True)
        terminalreporter.line(f"{failed}: the remedies are above the tests.")
