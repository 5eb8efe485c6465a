"""What is hidden shows in no answer: generated questions, as generated principals, over generated worlds.

``make prove MINUTES=60`` does the same for an hour. A failure prints the seed, the principal, the purpose, the
question, the hidden change and both answers, each made as small as could be found.
"""

from collections.abc import Callable
from functools import cache

import pytest

from policies.vocabulary import DataClass
from tests.noninterference.changes import Kind
from tests.noninterference.coverage import ELSEWHERE, Tried, View, unhideable
from tests.noninterference.ground import Grounds
from tests.noninterference.run import Run

SEEDS = (101,)
TRIALS = 5  # in each world


@pytest.fixture(scope="module")
def tried(grounds: Grounds) -> Callable[[], Tried]:
    """All trials, run when first they are asked for: within a test, since what runs in a fixture is always measured."""

    @cache
    def run_all() -> Tried:
        run = Run(grounds, kinds_at_once=3)
        for seed in SEEDS:
            for _ in run.trials(seed, TRIALS, lambda: False):
                pass
        print(f"\nseeds {SEEDS}: {run.tried.summary()}\n{run.tried.table()}")  # noqa: T201 - shown with a failure
        return run.tried

    return run_all


def test_no_answer_changes_with_what_its_principal_may_not_know(tried: Callable[[], Tried]) -> None:
    assert tried().replays > 700
    assert tried().in_force > 200
    assert tried().over_http > 0


def test_every_data_class_that_can_be_hidden_was_changed_where_it_was_hidden_and_asked_for(
    tried: Callable[[], Tried],
) -> None:
    assert set(DataClass) - tried().classes() <= unhideable() | ELSEWHERE


def test_every_kind_of_change_was_made_and_every_way_of_asking_tried(tried: Callable[[], Tried]) -> None:
    assert {kind for _, kind, _ in tried().cells} == set(Kind)
    assert {view for _, _, view in tried().cells} == set(View)
