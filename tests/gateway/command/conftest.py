"""What the tests of the commands share."""

import pytest

from gateway.command import printed
from tests.policies.laws import law


@pytest.fixture
def known_law(monkeypatch: pytest.MonkeyPatch) -> None:
    """The law in force, which others may have asked already."""
    monkeypatch.setattr(printed, "_law", law)
