"""A release plan from its beginning to its last part, over HTTP, by prison and probation."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.gateway.acting import document, done, met, order, the_case
from tests.gateway.served import Served

BEGIN = document(
    "beginReleasePlan", "releasePlanPart", "part case { releasePlan { nodes { part owningAgency dueOn } } }"
)
TAKE = document("takeUpReleasePart", "releasePlanPart", "status assignedToName")
REPORT = document("reportOnReleasePart", "releasePlanPart", "status notes { says saidByAgency }")
COMPLETE = document("completeReleasePart", "releasePlanPart", "status evidence doneByName steps { act toState }")
DISPENSE = document("dispenseWithReleasePart", "releasePlanPart", "status notNeededBecause")
PARTS = """query Parts($late: Boolean, $owner: String) {
  releasePlanParts(late: $late, owningAgency: $owner) { nodes { id version part status dueOn } }
}"""


@pytest.fixture(autouse=True)
def empty(served: Served) -> Iterator[None]:
    yield
    for table in ("step", "release_note", "release_plan_part"):
        served.database.execute(f"delete from coordination.{table}")  # noqa: S608 - our own names


def begun(served: Served, persona: str = "prison") -> Any:
    release_on = str((served.clock() + timedelta(days=200)).date())
    return done(served.ask(persona, BEGIN, order(the_case(served, persona), releaseOn=release_on)))


def part(served: Served, persona: str, name: str) -> Any:
    found = served.ask(persona, PARTS).data["releasePlanParts"]["nodes"]
    return next(each for each in found if each["part"] == name)


def test_a_plan_is_begun_its_parts_taken_up_and_done_with_evidence(served: Served) -> None:
    owners = {each["part"]: each["owningAgency"] for each in begun(served)["case"]["releasePlan"]["nodes"]}
    assert len(owners) == 7
    assert (owners["HANDOVER"], owners["ACCOMMODATION"]) == ("prison", "probation")
    taken = done(served.ask("probation", TAKE, order(part(served, "probation", "ACCOMMODATION"))))
    assert taken["status"] == "IN_HAND"
    told = order(part(served, "probation", "ACCOMMODATION"), detail="Two providers asked.")
    notes = done(served.ask("probation", REPORT, told))["notes"]
    assert notes == [{"says": "Two providers asked.", "saidByAgency": "probation"}]
    given = {"detail": "A room is held.", "evidence": "The provider's letter."}
    shown = done(served.ask("probation", COMPLETE, order(part(served, "probation", "ACCOMMODATION"), **given)))
    assert (shown["status"], shown["evidence"]) == ("DONE", "The provider's letter.")
    acts = [step["act"] for step in shown["steps"]]
    assert acts[-3:] == ["TAKE_UP_RELEASE_PART", "REPORT_ON_RELEASE_PART", "COMPLETE_RELEASE_PART"]


def test_each_agency_sees_to_its_own_parts(served: Served) -> None:
    begun(served)
    answer = served.ask("prison", TAKE, order(part(served, "prison", "ACCOMMODATION")))
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    answer = served.ask("police", TAKE, order(part(served, "police", "HANDOVER")))
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    reason = {"reason": "There are no children."}
    shown = done(served.ask("probation", DISPENSE, order(part(served, "probation", "CHILD_CONTACT"), **reason)))
    assert (shown["status"], shown["notNeededBecause"]) == ("NOT_NEEDED", "There are no children.")


def test_what_is_late_is_a_list_and_a_plan_is_not_begun_twice(served: Served) -> None:
    begun(served)
    release_on = str((served.clock() + timedelta(days=200)).date())
    again = served.ask("probation", BEGIN, order(the_case(served, "probation"), releaseOn=release_on))
    assert met(again) == ("releaseOn", "NOT_NOW")
    with served.clock.forward(timedelta(days=201)):
        late = served.ask("coordinator", PARTS, {"late": True, "owner": "probation"}).data["releasePlanParts"]["nodes"]
        assert len(late) == 4
