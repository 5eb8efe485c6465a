"""A wrong fact, over HTTP: disputed while it is reported, corrected by its owner, and told to everybody who saw it."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from collections.abc import Iterator
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from tests.gateway.acting import document, done, met, order, the_case
from tests.gateway.served import Served
from tests.gateway.small_caseload import PERSONA_IDS, SOURCE, person_id

REPORT = document("reportError", "correction", "status owningAgency answerBy")
CORRECT = document("correctError", "correction", "status")
REFUSE = document("refuseCorrection", "correction", "status")
ACKNOWLEDGE = document("acknowledgeCorrection", "correctionTold", "status")
CHASE = document("chaseCorrection", "correctionNotice", "chased")
RISK = '{ case(reference: "MAPPA-07-000001") { riskAssessment { overall } } }'
DISPUTED = '{ case(reference: "MAPPA-07-000001") { disputed { id version record field right } } }'
NOTICES = "query N($overdue: Boolean) { correctionNotices(overdue: $overdue) { nodes { id version status toName } } }"
TOLD = "{ correctionsTold { nodes { id version acts caseReference record field owningAgency status } } }"
GIVEN = {
    "record": "RoshAssessment",
    "field": "overall",
    "item": "The assessment of January",
    "right": "MEDIUM",
    "howKnown": "The assessor says so.",
}


def disputed(served: Served, persona: str) -> Any:
    return served.ask(persona, DISPUTED).data["case"]["disputed"]


def notices(served: Served, persona: str, *, overdue: bool | None = None) -> Any:
    return served.ask(persona, NOTICES, {"overdue": overdue}).data["correctionNotices"]["nodes"]


def test_a_wrong_fact_is_disputed_corrected_and_told_to_whoever_was_shown_it(served: Served) -> None:
    assert served.ask("prison", RISK).data["case"]["riskAssessment"] == {"overall": "HIGH"}
    served.ask("chair", '{ case(reference: "MAPPA-07-000001") { level } }')
    case = the_case(served, "police")
    assert met(served.ask("police", REPORT, order(case, **(GIVEN | {"field": "shoeSize"})))) == ("field", "INVALID")
    reported = done(served.ask("police", REPORT, order(case, **GIVEN)))
    assert (reported["status"], reported["owningAgency"]) == ("REPORTED", "probation")
    (shown,) = disputed(served, "prison")
    assert (shown["record"], shown["field"], shown["right"]) == ("RoshAssessment", "overall", "MEDIUM")
    given = order(shown, reason="It was mistyped.")
    assert served.ask("prison", CORRECT, given).code == "NOT_PERMITTED", "it is probation's fact"
    (own,) = disputed(served, "probation")
    assert done(served.ask("probation", CORRECT, order(own, reason="It was mistyped.")))["status"] == "CORRECTED"
    assert disputed(served, "prison") == []
    told = notices(served, "coordinator")
    assert [each["toName"] for each in told] == ["Imogen Sallow"], "the one who was shown it; the chair was not"
    read = served.ask("prison", NOTICES)
    assert "DISCLOSURE" in served.entry(read)["processing"]
    (mine,) = served.ask("prison", TOLD).data["correctionsTold"]["nodes"]
    assert (mine["record"], mine["field"], mine["acts"]) == ("RoshAssessment", "overall", ["ACKNOWLEDGE_CORRECTION"])
    for persona in ("police", "chair", "coordinator"):
        assert served.ask(persona, TOLD).data["correctionsTold"]["nodes"] == [], "it is addressed to another"
    assert done(served.ask("prison", ACKNOWLEDGE, order(mine)))["status"] == "ACKNOWLEDGED"


@pytest.fixture
def left(served: Served) -> Iterator[str]:
    """The prison's manager was shown a wrong fact, left the case, and then it was corrected."""
    served.ask("prison", RISK)
    asked = "select id, offender_manager_id from prison.offender_manager where person_id = %s"
    (held,) = served.database.execute(asked, [person_id(1)])
    who = "update prison.offender_manager set offender_manager_id = %s where id = %s"
    done(served.ask("police", REPORT, order(the_case(served, "police"), **GIVEN)))
    served.database.execute(who, [UUID(int=0xBEEF), held["id"]])
    (own,) = disputed(served, "probation")
    done(served.ask("probation", CORRECT, order(own, reason="It was mistyped once more.")))
    yield str(held["offender_manager_id"])
    served.database.execute(who, [held["offender_manager_id"], held["id"]])


def told_of(served: Served, persona: str) -> list[Any]:
    found = served.ask(persona, TOLD).data["correctionsTold"]["nodes"]
    return [each for each in found if each["status"] == "AWAITED"]


@pytest.mark.usefixtures("left")
def test_whoever_has_left_the_case_is_told_acknowledges_and_sees_nothing_else_of_it(served: Served) -> None:
    assert served.ask("prison", RISK).data["case"] is None
    assert notices(served, "prison") == [], "the notice as the case has it is the case's"
    (mine,) = told_of(served, "prison")
    assert (mine["caseReference"], mine["owningAgency"]) == ("MAPPA-07-000001", "probation")
    assert done(served.ask("prison", ACKNOWLEDGE, order(mine, note="I told the wing.")))["status"] == "ACKNOWLEDGED"
    assert served.ask("prison", RISK).data["case"] is None
    assert told_of(served, "prison") == []


@pytest.mark.parametrize(
    ("persona", "role", "purpose"),
    [("housing", "associate", "PREPARE_MEETING"), ("smb", "inspector", "INSPECT_ARRANGEMENTS")],
)
@pytest.mark.usefixtures("left")
def test_an_associate_and_an_inspector_are_told_acknowledge_and_see_nothing_else_of_the_case(
    served: Served, persona: str, role: str, purpose: str
) -> None:
    who = PERSONA_IDS[persona]
    (usual,) = served.database.execute("select role from directory.principal_role where principal_id = %s", [who])
    change = "update directory.principal_role set role = %s where principal_id = %s"
    addressed = "update coordination.correction_notice set to_id = %s, to_agency = %s where status = 'AWAITED'"
    served.database.execute(addressed, [who, "housing" if persona == "housing" else "oversight"])
    served.database.execute(change, [role, who])
    (mine,) = served.ask(persona, TOLD, purpose=purpose).data["correctionsTold"]["nodes"]
    assert (mine["caseReference"], mine["field"]) == ("MAPPA-07-000001", "overall")
    assert served.ask(persona, RISK, purpose=purpose).data["case"] is None
    given = order(mine, note="I rest nothing on it.")
    assert done(served.ask(persona, ACKNOWLEDGE, given, purpose=purpose))["status"] == "ACKNOWLEDGED"
    served.database.execute(change, [usual["role"], who])


def test_whoever_is_excluded_from_the_case_is_not_told_that_there_is_one(served: Served, left: str) -> None:
    assert len(told_of(served, "prison")) == 1
    limit = {
        "person_id": person_id(1),
        "kind": "EXCLUSION",
        "principal_id": left,
        "principal_name": "A manager",
        **SOURCE,
    }
    names, values = ", ".join(limit), ", ".join(f"'{value}'" for value in limit.values())
    served.database.execute(
        f"insert into probation.access_limit (id, valid_from, {names}) "  # noqa: S608 - our own values
        f"values (gen_random_uuid(), current_date - 1, {values})"
    )
    waits = {each["toName"] for each in notices(served, "coordinator") if each["status"] == "AWAITED"}
    assert waits == {"Imogen Sallow"}, "the unit sees that it is not acknowledged"
    assert told_of(served, "prison") == []
    served.database.execute("delete from probation.access_limit where principal_id = %s", [left])


def test_who_has_not_acknowledged_is_listed_and_chased(served: Served) -> None:
    served.ask("police", RISK)
    done(served.ask("police", REPORT, order(the_case(served, "police"), **GIVEN)))
    (own,) = disputed(served, "probation")
    done(served.ask("probation", CORRECT, order(own, reason="Corrected once more.")))
    assert notices(served, "coordinator", overdue=True) == []
    with served.clock.forward(timedelta(days=6)):
        late = notices(served, "coordinator", overdue=True)
        assert {each["toName"] for each in late} == {"Imogen Sallow", "Rowan Tarrant"}
        assert done(served.ask("coordinator", CHASE, order(late[0])))["chased"] == 1


def test_a_report_is_hidden_from_whoever_is_not_shown_what_it_is_about(served: Served) -> None:
    given = GIVEN | {"record": "Case", "field": "qualifyingReason", "item": "The reason", "right": "A sentence"}
    done(served.ask("police", REPORT, order(the_case(served, "police"), **given)))
    assert len(disputed(served, "coordinator")) == 1
    assert disputed(served, "housing") == []
    (own,) = disputed(served, "coordinator")
    assert done(served.ask("coordinator", REFUSE, order(own, reason="The record is right.")))["status"] == "REFUSED"
