"""Worlds for the tests of noninterference, at a time of day that stands still."""

from collections.abc import Iterator

import pytest

from gateway.demonstration.postgres import EmbeddedPostgres
from tests.gateway import served as serving
from tests.noninterference.ground import Ground, Grounds, Noon


@pytest.fixture(scope="session")
def grounds(postgres: EmbeddedPostgres, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Grounds]:
    """Where worlds are made."""
    folder = tmp_path_factory.mktemp("identity-provider-at-noon")
    folder.chmod(0o700)
    clock = Noon()
    with serving.sign_in(folder, clock) as tokens:
        yield Grounds(postgres, tokens, clock)


@pytest.fixture(scope="module")
def ground(grounds: Grounds) -> Iterator[Ground]:
    """One world."""
    with grounds.made(7) as made:
        yield made
