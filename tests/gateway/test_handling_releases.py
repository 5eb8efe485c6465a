"""Terrorism handling after category 4, served: lifted by two who are cleared, and back with category 4."""

# ruff: noqa: ANN401 - answers are of any shape
from collections.abc import Iterator
from typing import Any

import pytest

from tests.gateway.acting import document, done, met, order, the_case
from tests.gateway.served import Served
from tests.gateway.small_caseload import PERSONA_IDS, case_id, reference

CATEGORISE = document("confirmCategory", "case", "category handling")
PROPOSE = document("proposeHandlingRelease", "handlingRelease", "status reason proposedByName")
RELEASE = document("releaseHandling", "handlingRelease", "status steps { act doneByName }")
REFUSE = document("refuseHandlingRelease", "handlingRelease", "status refusedBecause")
WAITING = "{ handlingReleases(status: PROPOSED) { nodes { id version acts case { reference } } } }"
OFFERED = "query Offered($reference: String!) { case(reference: $reference) { acts handling category } }"
CLEARED = f"""update directory.principal set clearance = '%s', version = version + 1
    where id = '{PERSONA_IDS["senior"]}'"""  # noqa: S608 - our own words
CASE = 5  # of category 4
WAS = "update coordination.\"case\" set category = 'CATEGORY_4', handling = 2 where id = %s"
WHY = {"reason": "The decision was not renewed."}


@pytest.fixture
def terrorism(served: Served) -> Iterator[Served]:
    """The senior officer of the area is cleared; the case is in category 4 again when this is over."""
    with served.database.changed(CLEARED % "terrorism", CLEARED % "none"):
        yield served
    for table in ("step", "handling_release", "category_history"):
        served.database.execute(f"delete from coordination.{table} where case_id = %s", [case_id(CASE)])  # noqa: S608 - ours
    served.database.execute(WAS, [case_id(CASE)])


def categorise(served: Served, category: str) -> Any:
    given = {"category": category, "reason": "A new finding.", "otherwiseBecause": "By the court's record."}
    return done(served.ask("coordinator", CATEGORISE, order(the_case(served, "coordinator", CASE), **given)))


def propose(served: Served) -> Any:
    return served.ask("coordinator", PROPOSE, order(the_case(served, "coordinator", CASE), **WHY))


def waiting(served: Served, persona: str) -> Any:
    return served.ask(persona, WAITING, purpose="MANAGE_RISK").data["handlingReleases"]["nodes"]


def offered(served: Served) -> Any:
    return served.ask("coordinator", OFFERED, {"reference": reference(CASE)}).data["case"]


def test_it_is_lifted_by_two_and_the_next_request_sees_the_case(terrorism: Served) -> None:
    assert met(propose(terrorism)) == ("id", "NOT_YET")
    assert categorise(terrorism, "CATEGORY_2")["handling"] == "TERRORISM"
    assert done(propose(terrorism))["status"] == "PROPOSED"
    assert met(propose(terrorism)) == ("id", "NOT_NOW")
    assert waiting(terrorism, "police") == []
    (mine,) = waiting(terrorism, "coordinator")
    assert met(terrorism.ask("coordinator", RELEASE, order(mine))) == ("id", "NOT_BY_YOU")
    (theirs,) = waiting(terrorism, "senior")
    refused = done(terrorism.ask("senior", REFUSE, order(theirs, reason="One more assessment."), purpose="MANAGE_RISK"))
    assert refused["refusedBecause"] == "One more assessment."
    done(propose(terrorism))
    (theirs,) = waiting(terrorism, "senior")
    assert theirs["acts"] == ["RELEASE_HANDLING", "REFUSE_HANDLING_RELEASE"]
    released = done(terrorism.ask("senior", RELEASE, order(theirs), purpose="MANAGE_RISK"))
    assert [each["doneByName"] for each in released["steps"]] == ["Farida Lindqvist", "Philippa Thorncastle"]
    now = offered(terrorism)
    assert (now["handling"], "PROPOSE_HANDLING_RELEASE" in now["acts"]) == ("ORDINARY", False)
    assert met(propose(terrorism)) == ("id", "NOT_NOW")
    assert categorise(terrorism, "CATEGORY_4")["handling"] == "TERRORISM"


def test_whoever_is_not_cleared_is_told_of_nothing_before_and_sees_the_case_after(terrorism: Served) -> None:
    categorise(terrorism, "CATEGORY_2")
    done(propose(terrorism))
    with terrorism.database.changed(CLEARED % "none", CLEARED % "terrorism"):
        assert the_case(terrorism, "senior", CASE) is None
        assert waiting(terrorism, "senior") == []
    (theirs,) = waiting(terrorism, "senior")
    done(terrorism.ask("senior", RELEASE, order(theirs), purpose="MANAGE_RISK"))
    with terrorism.database.changed(CLEARED % "none", CLEARED % "terrorism"):
        assert the_case(terrorism, "senior", CASE) is not None
