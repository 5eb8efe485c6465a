"""A harness that cannot fail proves nothing: each fault that is put in is caught, and told for a person to read."""

from collections.abc import Iterator
from dataclasses import replace
from itertools import islice, product

import pytest

from gateway.life import Door
from gateway.questions import Questions
from gateway.wiring import graphql_schema, registry
from policies.vocabulary import Purpose, Role
from schema.limits import Limits
from tests.noninterference import faults, law
from tests.noninterference.changes import Kind
from tests.noninterference.ground import Ground
from tests.noninterference.judge import Judge
from tests.noninterference.people import Person
from tests.noninterference.shrink import shrunk, told
from tests.noninterference.trial import Difference, Trial

KINDS = (Kind.MATCHING, Kind.DELETED)
MOST = 4  # principals asked before a fault counts as missed
ASKED_FIRST = (Role.POLICE_OFFENDER_MANAGER, Role.MAPPA_COORDINATOR, Role.PRISON_OFFENDER_MANAGER, Role.CHAIR)


def fresh(door: Door) -> Door:
    """The same door with nothing compiled."""
    return replace(door, questions=Questions(graphql_schema()._schema, registry(), Limits()))


CAUGHT = {  # by which trial, where that is not the first: it is tried before the others, which follow if it fails
    faults.a_filter_reads_the_bare_column.__name__: 3,
    faults.a_sort_follows_the_hidden_value.__name__: 6,
    faults.a_cursor_carries_the_hidden_value.__name__: 6,
    faults.an_error_names_what_is_hidden.__name__: 1,
    faults.a_person_is_found_by_a_hidden_identifier.__name__: 1,
    faults.the_row_after_the_page_is_any_row.__name__: 3,
}
JUDGES: dict[tuple[Person, bool], Judge] = {}  # a hidden change is hidden whatever the fault: it is judged once


def trials(ground: Ground, first: int = 0) -> Iterator[Trial]:
    """Of those who see some and not all, under laws of chance and the law in force, in turn; one of them first."""
    everybody = sorted(ground.everybody, key=lambda who: not set(ASKED_FIRST) & who.kind.roles)
    asked = [*product(everybody[:MOST], (True, False))]
    for who, by_chance in (asked.pop(first), *asked):
        purpose = min(law.purposes(who.kind))
        judged = JUDGES.get((who, by_chance))
        door = fresh(ground.served.door)
        trial = Trial(ground, who, purpose, 1, by_chance=by_chance, door=door, judged=judged)
        JUDGES[who, by_chance] = trial.judge
        yield trial


def caught(ground: Ground, fault: str) -> tuple[Trial, Difference] | None:
    """The first difference."""
    for trial in trials(ground, CAUGHT.get(fault, 0)):
        for found in islice(trial.differences(KINDS), 1):
            return trial, found
    return None


@pytest.mark.parametrize("fault", faults.FAULTS)
def test_a_fault_is_caught(ground: Ground, fault: str, monkeypatch: pytest.MonkeyPatch) -> None:
    faults.FAULTS[fault](monkeypatch)
    assert caught(ground, fault) is not None


def test_what_is_caught_is_told_small_and_in_words(ground: Ground, monkeypatch: pytest.MonkeyPatch) -> None:
    faults.hidden_rows_are_counted(monkeypatch)
    trial = next(trials(ground))
    counts = (each for each in trial.differences((Kind.INSERTED,)) if "totalCount" in each.question.text)
    difference = min(counts, key=lambda each: len(each.question.text))
    smallest = shrunk(trial, difference)
    text = told(smallest, 1, trial)
    assert len(smallest.change.edits) <= 2
    assert len(smallest.question.text) <= len(difference.question.text)
    assert "totalCount" in smallest.question.text
    for word in ("principal", "purpose", "hidden", "operation", "before", "after", f"seed {ground.seed}"):
        assert word in text


def test_a_sound_door_differs_in_nothing(ground: Ground) -> None:
    trial = next(trials(ground))
    assert trial.purpose in Purpose
    assert list(trial.differences(KINDS)) == []
