"""A case moves to another area, over HTTP: what each area sees before, meanwhile and afterwards."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from datetime import timedelta
from typing import Any

import pytest

from tests.gateway.acting import document, done, met, order, the_case
from tests.gateway.served import Answer, Served
from tests.gateway.small_caseload import ELSEWHERE

PROPOSE = document("proposeTransfer", "transfer", "status answerBy fromArea toArea")
CHASE = document("chaseTransfer", "transfer", "chased")
WITHDRAW = document("withdrawTransfer", "transfer", "status")
ACCEPT = document("acceptTransfer", "incomingTransfer", "status case { areaNumber }")
REFUSE = document("refuseTransfer", "incomingTransfer", "status answer")
OUT = "{ transfers { nodes { id version status overdue steps { act } case { reference } } } }"
IN = """{ incomingTransfers { nodes { id version status handover level
    person { familyName } case { reference } } } }"""


@pytest.fixture
def elsewhere(served: Served) -> Any:
    """The co-ordinator, as if of the other area: what the first area's would see is asked before and afterwards."""
    move = "update directory.principal_area set area_id = {} where relation = 'COORDINATES'"
    return lambda: served.database.changed(move.format(ELSEWHERE), move.format(7))


def offered(served: Served, query: str) -> Any:
    return next(iter(served.ask("coordinator", query).data.values()))["nodes"]


def propose(served: Served, number: int, to: int = ELSEWHERE) -> Answer:
    given = {"toArea": to, "reason": "A new address.", "handover": "High risk to a known adult; see the plan."}
    return served.ask("coordinator", PROPOSE, order(the_case(served, "coordinator", number), **given))


def test_an_offer_is_to_another_area_and_of_one_s_own_case(served: Served) -> None:
    assert met(propose(served, 2, to=7)) == ("toArea", "INVALID")
    case = the_case(served, "probation")
    given = {"toArea": ELSEWHERE, "reason": "A move.", "handover": "As the plan says."}
    assert served.ask("probation", PROPOSE, order(case, **given)).code == "NOT_PERMITTED"


def test_the_other_area_sees_what_it_must_know_and_nothing_else_until_it_accepts(
    served: Served, elsewhere: Any
) -> None:
    assert done(propose(served, 2))["status"] == "PROPOSED"
    assert offered(served, IN) == [], "what one offers is not offered to one"
    with elsewhere():
        (offer,) = offered(served, IN)
        assert offer["handover"] == "High risk to a known adult; see the plan."
        assert (offer["level"], offer["person"]) == ("LEVEL_2", {"familyName": "Family2"})
        assert offer["case"] is None
        assert the_case(served, "coordinator", 2) is None, "the case is still the first area's"
        assert offered(served, OUT) == []
        refused = done(served.ask("coordinator", REFUSE, order(offer, reason="The address is in area 3.")))
        assert (refused["status"], refused["answer"]) == ("REFUSED", "The address is in area 3.")
    assert the_case(served, "coordinator", 2) is not None


def test_an_overdue_answer_is_listed_and_chased_and_the_offer_withdrawn(served: Served, elsewhere: Any) -> None:
    done(propose(served, 2))
    (waiting,) = [each for each in offered(served, OUT) if each["status"] == "PROPOSED"]
    assert met(served.ask("coordinator", CHASE, order(waiting))) == ("id", "NOT_YET")
    with served.clock.forward(timedelta(days=11)):
        (late,) = [each for each in offered(served, OUT) if each["overdue"]]
        chased = done(served.ask("coordinator", CHASE, order(late)))
        assert chased["chased"] == 1
        gone = done(served.ask("coordinator", WITHDRAW, order(chased, reason="The person stays.")))
        assert gone["status"] == "WITHDRAWN"
    with elsewhere():
        assert [each["status"] for each in offered(served, IN)] == ["REFUSED"]


def test_at_acceptance_the_case_is_the_other_area_s_at_once(served: Served, elsewhere: Any) -> None:
    done(propose(served, 2))
    with elsewhere():
        (offer,) = [each for each in offered(served, IN) if each["status"] == "PROPOSED"]
        accepted = done(served.ask("coordinator", ACCEPT, order(offer, reason="The person has moved.")))
        assert accepted["case"] == {"areaNumber": ELSEWHERE}
        assert the_case(served, "coordinator", 2) is not None
    assert the_case(served, "coordinator", 2) is None
    sent = [each for each in offered(served, OUT) if each["status"] == "ACCEPTED"]
    assert [each["case"] for each in sent] == [None], "the area that offered it sees its offer, and no more the case"
    assert [step["act"] for step in sent[0]["steps"]] == ["PROPOSE_TRANSFER", "ACCEPT_TRANSFER"]
