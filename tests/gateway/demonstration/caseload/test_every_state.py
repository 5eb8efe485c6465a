"""The caseload has a record at every point of the process: which there are, the machines say."""

from collections import defaultdict
from collections.abc import Mapping

import pytest

from agencies.transitions import Machine
from gateway.command.demo import SEED
from gateway.demonstration.caseload.book import shape_of
from gateway.demonstration.caseload.load import Recipe, rendered
from gateway.wiring import registry
from tests.gateway.demonstration.caseload.conftest import TODAY

DRAWN = ("audit sample", "case audit", "meeting audit")  # from what is loaded: test_load finds them
MACHINES = tuple(machine for machine in registry().machines.values() if machine.name not in DRAWN)
FOUND_BY_RULES = {"coordination.identified_person"}  # the caseload's own assessment adds them


@pytest.fixture(scope="module")
def lines() -> Mapping[str, list[list[str]]]:
    """The rows of each table, of as many cases as the demonstration has unless it is told otherwise."""
    found: dict[str, list[list[str]]] = defaultdict(list)
    for _, copied in rendered(Recipe(2_000, SEED, TODAY, "http://127.0.0.1:8001"), writers=0):
        for table, rows in copied.items():
            found[table] += [line.split("\t") for line in rows.decode().splitlines()]
    return found


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_some_record_is_in_each_state_of_each_machine(lines: Mapping[str, list[list[str]]], machine: Machine) -> None:
    place = [name for name, _ in shape_of(machine.table.fullname)].index(machine.column)
    assert {str(state) for state in machine.states} - {row[place] for row in lines[machine.table.fullname]} == set()


def test_some_row_is_in_each_table_that_an_act_writes(lines: Mapping[str, list[list[str]]]) -> None:
    written = {writable.table.fullname for machine in MACHINES for writable in machine.writes}
    assert {table for table in written if not lines[table]} == FOUND_BY_RULES | {"coordination.changed_case"} & written
