"""docs/rules.md prints the rows that are delivered."""

import pytest

from agencies.coordination.rules.book import DELIVERED
from gateway.assessment.printed import tables
from tests.documents import assert_generated

TABLES = tables(DELIVERED)


@pytest.mark.parametrize("name", TABLES)
def test_the_rules_of_the_document_are_the_rows(name: str) -> None:
    assert_generated("docs/rules.md", name, TABLES[name])
