"""A conflict of interest closes the case to whoever declared it from their next request on, until it is lifted."""

from collections.abc import Iterator

import pytest

from gateway.demonstration.personas import AREA
from tests.gateway.acting import document, done, key, met, order, the_case
from tests.gateway.served import Served
from tests.gateway.small_caseload import reference

DECLARE = document("declareConflict", "conflictOfInterest", "status")
LIFT = document("liftConflict", "conflictOfInterest", "status liftedByName liftedBecause")
TAKE = document("takeEmergencyAccess", "emergencyAccess", "status")
HELD = """query Held($reference: String!) { case(reference: $reference) {
    conflictsOfInterest { nodes { id version nature declaredByName status } } } }"""
NATURE = "The victim is a neighbour of mine."


@pytest.fixture
def held(served: Served) -> Iterator[Served]:
    """Nobody of ours has a conflict when this is over."""
    yield served
    served.database.execute("delete from directory.conflict_of_interest")


def test_the_next_request_does_not_see_the_case_and_sees_it_again_once_it_is_lifted(held: Served) -> None:
    case = the_case(held, "police")
    answer = held.ask("police", DECLARE, order(case, nature=NATURE), purpose="MANAGE_RISK")
    assert answer.data["declareConflict"] == {"conflictOfInterest": None, "problems": []}
    assert held.entry(answer)["act"] == "DECLARE_CONFLICT"
    assert the_case(held, "police") is None
    absent = held.ask("police", DECLARE, order({"id": "none", "version": 1}, nature=NATURE))
    hidden = held.ask("police", DECLARE, order(case, nature=NATURE))
    assert hidden.body == absent.body
    emergency = {
        "area": AREA,
        "reference": reference(1),
        "reason": "He is at the school gate now.",
        "idempotencyKey": key(),
    }
    taken = held.ask("police", TAKE, {"input": emergency}, purpose="MANAGE_RISK")
    assert met(taken) == ("reference", "NOT_FOUND")
    assert the_case(held, "prison") is not None
    (conflict,) = held.ask("coordinator", HELD, {"reference": reference(1)}).data["case"]["conflictsOfInterest"][
        "nodes"
    ]
    assert (conflict["nature"], conflict["declaredByName"], conflict["status"]) == (NATURE, "Rowan Tarrant", "DECLARED")
    asked = order(conflict, reason="The neighbour moved away.")
    lifted = done(held.ask("coordinator", LIFT, asked, purpose="COORDINATE_ARRANGEMENTS"))
    assert (lifted["status"], lifted["liftedByName"]) == ("LIFTED", "Farida Lindqvist")
    assert the_case(held, "police") is not None
