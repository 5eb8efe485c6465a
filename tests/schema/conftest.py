"""The world, made once for all tests of this floor."""

from collections.abc import Iterator

import pytest

from gateway.demonstration.postgres import EmbeddedPostgres
from tests.schema.asking import World


@pytest.fixture(scope="session")
def world(postgres: EmbeddedPostgres) -> Iterator[World]:
    """A small world in a database of its own, and both ways to ask of it."""
    made = World.made(postgres)
    yield made
    made.close()
