"""Children referred, a programme from eligibility to its end, and joint care with its exceptions, over HTTP."""

from collections.abc import Iterator
from datetime import timedelta

import psycopg
import pytest

from gateway.assessment.assessor import Assessor
from tests.agencies.rules.facts import SEXUAL
from tests.gateway.acting import document, done, met, order, the_case
from tests.gateway.served import Served
from tests.gateway.small_caseload import person_id

REFER = document("referChildren", "safeguardingReferral", "reference answer owningAgency")
ANSWER = document("recordSafeguardingAnswer", "safeguardingReferral", "answer answered answerDetail steps { act }")
ELIGIBLE = document("recordProgrammeEligibility", "programme", "name status eligible")
OFFER = document("offerProgramme", "programme", "status")
START = document("startProgramme", "programme", "status")
COMPLETE = document("completeProgramme", "programme", "status steps { act toState }")
NOT_OFFERED = document("recordProgrammeNotOffered", "programme", "status whyNot")
CONCERN = {"madeTo": "housing", "children": "Two children of a partner", "concern": "Lives with them."}
NAME = {"name": "A programme"}
LIST = document("listCareException", "jointCareException", "manager inForce endsOn listedByAgency")
END = document("endCareException", "jointCareException", "status inForce endedBecause steps { act }")
LACKS = """{ findings(holds: true, kinds: [NO_PRISON_MANAGER]) { nodes { says } }
    jointCareExceptions(inForce: true) { nodes { manager meanwhile case { reference } } } }"""


@pytest.fixture(autouse=True)
def empty(served: Served) -> Iterator[None]:
    yield
    for table in (
        "coordination.step",
        "coordination.safeguarding_referral",
        "coordination.joint_care_exception",
        "probation.programme",
    ):
        served.database.execute(f"delete from {table}")  # noqa: S608 - our own names


def test_children_are_referred_and_the_answer_is_recorded_by_the_agency_that_did(served: Served) -> None:
    nobody = order(the_case(served, "probation"), **{**CONCERN, "madeTo": "nobody"})
    assert met(served.ask("probation", REFER, nobody)) == ("madeTo", "INVALID")
    made = done(served.ask("probation", REFER, order(the_case(served, "probation"), **CONCERN)))
    assert (made["reference"], made["answer"], made["owningAgency"]) == ("CHR-07-000001-1", "AWAITED", "probation")
    awaited = order(made, answer="AWAITED", detail="Not yet.")
    assert met(served.ask("probation", ANSWER, awaited)) == ("answer", "INVALID")
    shown = done(served.ask("probation", ANSWER, order(made, answer="ASSESSMENT", detail="The duty team.")))
    assert (shown["answer"], shown["answered"]) == ("ASSESSMENT", True)
    assert [step["act"] for step in shown["steps"]] == ["REFER_CHILDREN", "RECORD_SAFEGUARDING_ANSWER"]


def test_a_programme_is_offered_begun_and_completed_by_probation(served: Served) -> None:
    answer = served.ask("prison", ELIGIBLE, order(the_case(served, "prison"), **NAME))
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    taken = done(served.ask("probation", ELIGIBLE, order(the_case(served, "probation"), **NAME)))
    for act in (OFFER, START, COMPLETE):
        taken = done(served.ask("probation", act, order(taken)))
    assert [step["toState"] for step in taken["steps"]] == ["ELIGIBLE", "OFFERED", "STARTED", "COMPLETED"]


def test_a_programme_that_is_not_offered_says_why_and_can_be_offered_later(served: Served) -> None:
    found = done(served.ask("probation", ELIGIBLE, order(the_case(served, "probation"), **NAME)))
    given = {"reason": "No place before the release."}
    told = done(served.ask("probation", NOT_OFFERED, order(found, **given)))
    assert (told["status"], told["whyNot"]) == ("NOT_OFFERED", given["reason"])
    assert done(served.ask("probation", OFFER, order(told)))["status"] == "OFFERED"


def lacking(served: Served) -> tuple[int, int]:
    """What the rules find once they are asked: who lacks a manager in the prison; and who is on the list."""
    with psycopg.connect(served.database.owner) as connection:
        Assessor.of(connection, served.clock().date()).assess([person_id(1)])
    told = served.ask("coordinator", LACKS).data
    return len(told["findings"]["nodes"]), len(told["jointCareExceptions"]["nodes"])


def test_who_lacks_a_manager_is_found_unless_on_the_exceptions_list_and_until_that_ends(served: Served) -> None:
    served.database.execute(
        "update probation.conviction set schedule = %s where person_id = %s", [SEXUAL, person_id(1)]
    )
    served.database.execute("delete from prison.offender_manager where person_id = %s", [person_id(1)])
    assert lacking(served) == (1, 0)
    last = served.clock().date() + timedelta(days=30)
    given = {"reason": "Between two prisons.", "meanwhile": "The head of the unit", "endsOn": str(last)}
    own = served.ask("probation", LIST, order(the_case(served, "probation"), manager="PRISON", **given))
    assert (own.status, own.code) == (403, "NOT_PERMITTED"), "nobody excepts a case of their own"
    other = order(the_case(served, "coordinator"), manager="COMMUNITY", **given)
    assert met(served.ask("coordinator", LIST, other)) == ("manager", "NOT_NOW")
    listed = done(served.ask("coordinator", LIST, order(the_case(served, "coordinator"), manager="PRISON", **given)))
    assert (listed["inForce"], listed["listedByAgency"]) == (True, "coordination")
    assert lacking(served) == (0, 1)
    ended = done(served.ask("coordinator", END, order(listed, reason="The head of the unit has left.")))
    assert (ended["status"], ended["inForce"]) == ("ENDED", False)
    assert [step["act"] for step in ended["steps"]] == ["LIST_CARE_EXCEPTION", "END_CARE_EXCEPTION"]
    assert lacking(served) == (1, 0)
