"""In which order the files of tests are begun, where two are run at a time."""

from collections.abc import Iterable

import pytest

from tests.measured import TESTS, is_measured

LONGEST = (  # each takes more than a quarter of a minute; one that began last would keep its neighbour waiting
    "noninterference/test_the_harness_can_fail.py",
    "policies/test_mutation.py",
    "noninterference/test_every_way_agrees.py",
    "gateway/command/test_application.py",
    "gateway/command/test_demo.py",
    "gateway/command/test_policy.py",
    "noninterference/test_hidden_shows_nowhere.py",
    "policies/test_engine.py",
    "schema/test_masks.py",
    "policies/test_table.py",
    "policies/test_lint.py",
    "migrations/test_migrations.py",
    "schema/test_hidden_equals_absent.py",
    "schema/test_compile_against_oracle.py",
    "gateway/web/test_pages.py",
    "browser/test_every_page.py",
    "browser/test_journeys.py",
    "gateway/test_killed.py",
    "gateway/test_changes_killed.py",
    "gateway/web/test_templates.py",
    "chaos/test_nothing_is_lost.py",
)


def begun(items: Iterable[pytest.Item]) -> list[pytest.Item]:
    """The tests with those of the longest files first, then those that are not measured, and otherwise as they were.

    So it is seldom that measuring stops and goes on.
    """
    places = {TESTS / name: place for place, name in enumerate(LONGEST)}
    return sorted(items, key=lambda item: (places.get(item.path, len(places)), is_measured(item.path)))
