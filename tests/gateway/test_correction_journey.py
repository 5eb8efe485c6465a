"""A wrong fact, over HTTP: disputed while it is reported, corrected by its owner, and told to everybody who saw it."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from datetime import timedelta
from typing import Any

from tests.gateway.acting import document, done, met, order, the_case
from tests.gateway.served import Served

REPORT = document("reportError", "correction", "status owningAgency answerBy")
CORRECT = document("correctError", "correction", "status")
REFUSE = document("refuseCorrection", "correction", "status")
ACKNOWLEDGE = document("acknowledgeCorrection", "correctionNotice", "status")
CHASE = document("chaseCorrection", "correctionNotice", "chased")
RISK = '{ case(reference: "MAPPA-07-000001") { riskAssessment { overall } } }'
DISPUTED = '{ case(reference: "MAPPA-07-000001") { disputed { id version record field right } } }'
NOTICES = "query N($overdue: Boolean) { correctionNotices(overdue: $overdue) { nodes { id version status toName } } }"
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
    notice = read.data["correctionNotices"]["nodes"][0]
    assert done(served.ask("prison", ACKNOWLEDGE, order(notice)))["status"] == "ACKNOWLEDGED"


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
