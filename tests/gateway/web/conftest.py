"""The pages, served with the small caseload, and somebody who reads them."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from gateway.demonstration.access_tokens import AccessTokens
from gateway.demonstration.keepsakes import client_secrets
from tests.gateway import served as serving
from tests.gateway.web.reader import Reader


@pytest.fixture(scope="module")
def pages(
    database: serving.Database, tokens: AccessTokens, clock: serving.Clock, provider_folder: Path
) -> Iterator[serving.Served]:
    """The gateway with its pages, for one module of tests."""
    secret = client_secrets(provider_folder)["mappa-web"]
    with serving.served(database, tokens, clock, web_client_secret=secret) as gateway:
        yield gateway


@pytest.fixture
def reader(pages: serving.Served) -> Iterator[Reader]:
    """A browser without cookies."""
    with Reader(pages.root) as browser:
        yield browser
