"""Children referred and the answer recorded, and a programme from eligibility to its end, over HTTP."""

from collections.abc import Iterator

import pytest

from tests.gateway.acting import document, done, met, order, the_case
from tests.gateway.served import Served

REFER = document("referChildren", "safeguardingReferral", "reference answer owningAgency")
ANSWER = document("recordSafeguardingAnswer", "safeguardingReferral", "answer answered answerDetail steps { act }")
ELIGIBLE = document("recordProgrammeEligibility", "programme", "name status eligible")
OFFER = document("offerProgramme", "programme", "status")
START = document("startProgramme", "programme", "status")
COMPLETE = document("completeProgramme", "programme", "status steps { act toState }")
NOT_OFFERED = document("recordProgrammeNotOffered", "programme", "status whyNot")
CONCERN = {"madeTo": "housing", "children": "Two children of a partner", "concern": "Lives with them."}
NAME = {"name": "A programme"}


@pytest.fixture(autouse=True)
def empty(served: Served) -> Iterator[None]:
    yield
    for table in ("coordination.step", "coordination.safeguarding_referral", "probation.programme"):
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
