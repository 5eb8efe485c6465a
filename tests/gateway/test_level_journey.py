"""A level from its proposal to the acknowledgement of the decision, over HTTP, by everybody who has a part in it."""

# ruff: noqa: ANN401 - JSON of every kind passes through
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from tests.gateway.acting import document, done, met, open_the_meeting, order, problem, the_case
from tests.gateway.served import Served
from tests.gateway.small_caseload import DAY, case_id, person_id

PROPOSE = document("proposeLevel", "levelDecision", "stage level previousLevel criteria { criterion met howMet }")
ENDORSE = document("endorseLevel", "levelDecision", "stage endorsedByName")
DISSENT = document("recordDissent", "levelDecision", "stage dissents { agency view }")
DECIDE = document(
    "decideLevel",
    "levelDecision",
    "stage level riskBand category assessmentState assessmentStandsBecause supersedes { stage } "
    "receipts { toAgency toName status } steps { act toState } "
    "case { level levelSetOn nextReviewDue "
    "reviewSchedule { nodes { status basis dueOn level rule { intervalDays } } } }",
)
DECLINE = document("declineLevel", "levelDecision", "stage closedBecause")
WITHDRAW = document("withdrawLevelProposal", "levelDecision", "stage")
ACKNOWLEDGE = document("acknowledgeDecision", "decisionReceipt", "status acknowledgedByName overdue")
CHASE = document("chaseAcknowledgement", "decisionReceipt", "chased overdue")
OPEN = """{ levelDecisions(filter: { stage: { in: [PROPOSED, ENDORSED] } }) { nodes { id version } } }"""
RECEIPTS = """query Receipts($overdue: Boolean, $toAgency: String) {
  decisionReceipts(overdue: $overdue, toAgency: $toAgency) { nodes { id version toName status } }
}"""
LEVEL_3 = [
    {"criterion": "MEETINGS_ADD_VALUE", "met": True, "how": "Housing and health have to agree a plan."},
    {"criterion": "HIGH_OR_VERY_HIGH_RISK", "met": True, "how": "Assessed as high."},
    {"criterion": "SENIOR_REPRESENTATION_NEEDED", "met": True, "how": "Resources at short notice."},
]
EVIDENCE = [{"what": "Risk of serious harm assessment", "source": "OASys", "owner": "probation", "datedOn": str(DAY)}]
MEETING = {"at": "MEETING", "reference": "MEETING-1", "rationale": "Agreed by all agencies."}


@pytest.fixture(autouse=True)
def assessed(served: Served) -> Iterator[None]:
    """The assessment is of today, and each test begins without a proposal."""
    served.database.execute("update probation.rosh_assessment set assessed_on = current_date")
    open_the_meeting(served.database)
    yield
    for table in (
        "step",
        "review_schedule",
        "decision_receipt",
        "decision_dissent",
        "decision_criterion",
        "decision_evidence",
    ):
        served.database.execute(f"delete from coordination.{table}")  # noqa: S608 - our own names
    served.database.execute("delete from coordination.level_history; delete from coordination.level_decision")
    served.database.execute(
        "update coordination.\"case\" set level = 'LEVEL_2', level_set_on = null, next_review_due = '2026-03-01'"
        " where level_set_on is not null"
    )


def proposing(served: Served, persona: str = "probation", **given: Any) -> dict[str, Any]:
    usual = {"level": "LEVEL_3", "rationale": "Level 2 is not enough.", "criteria": LEVEL_3, "evidence": EVIDENCE}
    return order(the_case(served, persona), **(usual | given))


def waiting(served: Served, persona: str) -> Any:
    """The proposal that is still open, as somebody sees it."""
    (only,) = served.ask(persona, OPEN).data["levelDecisions"]["nodes"]
    return only


def endorsed(served: Served) -> None:
    done(served.ask("probation", PROPOSE, proposing(served)))
    done(served.ask("chair", ENDORSE, order(waiting(served, "chair"))))


def decided(served: Served) -> Any:
    endorsed(served)
    return done(served.ask("chair", DECIDE, order(waiting(served, "chair"), **MEETING)))


def receipts(served: Served, persona: str, **given: Any) -> Any:
    return served.ask(persona, RECEIPTS, given).data["decisionReceipts"]["nodes"]


def test_no_level_is_decided_in_a_meeting_that_nobody_opened(served: Served) -> None:
    endorsed(served)
    unopened = "update coordination.meeting set status = 'CIRCULATED' where reference = 'MEETING-1'"
    with served.database.changed(unopened, unopened.replace("CIRCULATED", "UNDER_WAY")):
        refused = served.ask("chair", DECIDE, order(waiting(served, "chair"), **MEETING))
    assert met(refused) == ("reference", "INVALID")


def test_a_level_is_proposed_endorsed_decided_and_communicated(served: Served) -> None:
    decision = decided(served)
    assert (decision["stage"], decision["level"], decision["riskBand"]) == ("DECIDED", "LEVEL_3", "HIGH")
    assert decision["assessmentState"] == "CURRENT"
    assert decision["case"]["level"] == "LEVEL_3"
    (review,) = decision["case"]["reviewSchedule"]["nodes"]
    assert (review["status"], review["basis"], review["level"]) == ("DUE", "LEVEL_SET", "LEVEL_3")
    assert (review["rule"]["intervalDays"], review["dueOn"]) == (42, decision["case"]["nextReviewDue"])
    assert [step["toState"] for step in decision["steps"]] == ["PROPOSED", "ENDORSED", "DECIDED"]
    sent = {(each["toAgency"], each["toName"]) for each in decision["receipts"]}
    assert {("police", None), ("prison", None), ("probation", None)} < sent
    assert {each for each in sent if each[1]} == {
        ("police", "The police manager"),
        ("prison", "The prison manager"),
        ("probation", "The probation manager"),
    }


def test_the_history_of_the_case_says_which_decision_set_its_level(served: Served) -> None:
    decided(served)
    asked = '{ case(reference: "MAPPA-07-000001") { levelHistory { level validUntil decision { stage level } } } }'
    (held,) = served.ask("coordinator", asked).data["case"]["levelHistory"]
    assert held == {"level": "LEVEL_3", "validUntil": None, "decision": {"stage": "DECIDED", "level": "LEVEL_3"}}


def test_whoever_proposed_may_not_endorse_and_an_officer_is_not_of_the_grade(served: Served) -> None:
    done(served.ask("probation", PROPOSE, proposing(served)))
    for persona in ("probation", "police", "coordinator"):
        answer = served.ask(persona, ENDORSE, order(waiting(served, persona)))
        assert (answer.status, answer.code) == (403, "NOT_PERMITTED")


def test_dissent_is_shown_beside_the_decision(served: Served) -> None:
    done(served.ask("probation", PROPOSE, proposing(served)))
    shown = done(served.ask("police", DISSENT, order(waiting(served, "police"), view="Level 2 would do.")))
    assert shown["dissents"] == [{"agency": "police", "view": "Level 2 would do."}]


def test_an_old_assessment_stops_the_decision_until_it_is_said_why_it_stands(served: Served) -> None:
    served.database.execute("update probation.rosh_assessment set assessed_on = '2024-01-15'")
    endorsed(served)
    answer = served.ask("chair", DECIDE, order(waiting(served, "chair"), **MEETING))
    assert met(answer) == ("assessmentStandsBecause", "MISSING")
    assert "older than the rule in force allows" in problem(answer)["message"]
    because = {"assessmentStandsBecause": "Nothing has changed since, as police and probation confirm."}
    decision = done(served.ask("chair", DECIDE, order(waiting(served, "chair"), **MEETING, **because)))
    assert (decision["assessmentState"], decision["assessmentStandsBecause"]) == (
        "OLD",
        because["assessmentStandsBecause"],
    )


def test_what_is_missing_from_the_checklist_is_told_by_field(served: Served) -> None:
    answer = served.ask("probation", PROPOSE, proposing(served, criteria=LEVEL_3[:2], evidence=[]))
    found = answer.data["proposeLevel"]["problems"]
    assert [(each["field"], each["code"]) for each in found] == [("criteria", "MISSING"), ("evidence", "MISSING")]
    blank = [*LEVEL_3[:2], {**LEVEL_3[2], "how": " "}]
    assert met(served.ask("probation", PROPOSE, proposing(served, criteria=blank))) == ("criteria.2.how", "MISSING")


def test_a_proposal_is_declined_or_withdrawn_and_the_level_stays(served: Served) -> None:
    done(served.ask("probation", PROPOSE, proposing(served)))
    declined = done(served.ask("chair", DECLINE, order(waiting(served, "chair"), reason="Level 2 is enough.")))
    assert (declined["stage"], declined["closedBecause"]) == ("NOT_AGREED", "Level 2 is enough.")
    done(served.ask("police", PROPOSE, proposing(served, "police")))
    answer = served.ask("probation", WITHDRAW, order(waiting(served, "probation"), reason="Not ours."))
    assert (answer.status, answer.code) == (403, "NOT_PERMITTED")
    assert (
        done(served.ask("police", WITHDRAW, order(waiting(served, "police"), reason="Ours.")))["stage"] == "WITHDRAWN"
    )


# -- communicated


def test_those_it_was_sent_to_acknowledge_it_for_their_agency_and_themselves(served: Served) -> None:
    decided(served)
    for receipt in receipts(served, "prison", toAgency="prison"):
        shown = done(served.ask("prison", ACKNOWLEDGE, order(receipt)))
        assert (shown["status"], shown["acknowledgedByName"]) == ("ACKNOWLEDGED", "Imogen Sallow")
    for receipt in receipts(served, "prison", toAgency="police"):
        answer = served.ask("prison", ACKNOWLEDGE, order(receipt))
        assert (answer.status, answer.code) == (403, "NOT_PERMITTED")


def test_what_is_addressed_to_another_of_the_agency_is_not_acknowledged_for_them(served: Served) -> None:
    decided(served)
    mine = next(each for each in receipts(served, "probation", toAgency="probation") if each["toName"])
    served.database.execute(
        "update coordination.decision_receipt set to_id = gen_random_uuid() where to_id is not null"
    )
    assert met(served.ask("probation", ACKNOWLEDGE, order(mine))) == ("id", "NOT_BY_YOU")


def test_unacknowledged_decisions_are_listed_when_overdue_and_chased(served: Served) -> None:
    decided(served)
    assert receipts(served, "coordinator", overdue=True) == []
    early = receipts(served, "coordinator", toAgency="police")[0]
    assert met(served.ask("coordinator", CHASE, order(early))) == ("id", "NOT_YET")
    with served.clock.forward(timedelta(days=6)):
        overdue = receipts(served, "coordinator", overdue=True)
        assert len(overdue) == len(receipts(served, "coordinator"))
        assert done(served.ask("coordinator", CHASE, order(overdue[0])))["chased"] == 1


# -- comparable decisions


def decisions(served: Served, number: int, area_case: int, level: str = "LEVEL_2") -> None:
    served.database.execute(
        "insert into coordination.level_decision (id, case_id, level, stage, proposed_on, proposing_agency, decided_on,"
        " effective_from, category, risk_band, in_custody, recorded_at)"
        " select gen_random_uuid(), %s, %s, 'DECIDED', '2025-01-01', 'probation', '2025-01-01', '2025-01-01',"
        " 'CATEGORY_1', 'HIGH', false, now() from generate_series(1, %s)",
        [case_id(area_case), level, number],
    )


COMPARABLE = """{ comparableDecisions(filter: { category: { equals: CATEGORY_1 }, riskBand: { equals: "HIGH" },
  inCustody: { equals: false } }) { nodes { level areaNumber decisions } } }"""


def compared(served: Served) -> Any:
    return served.ask("chair", COMPARABLE, purpose="PREPARE_MEETING").data["comparableDecisions"]["nodes"]


def test_the_decider_is_shown_how_comparable_cases_were_decided_in_steps_of_five(served: Served) -> None:
    decisions(served, 12, 1)
    assert compared(served) == [{"level": "LEVEL_2", "areaNumber": 7, "decisions": 10}]


def test_a_small_number_is_not_shown_nor_had_by_taking_one_from_another(served: Served) -> None:
    decisions(served, 12, 1)
    shown = compared(served)
    for few in (1, 2, 3, 4):
        decisions(served, 1, 3)
        assert compared(served) == shown, few
    decisions(served, 1, 3)
    assert {each["areaNumber"]: each["decisions"] for each in compared(served)} == {7: 10, 9: 5}


def test_what_was_decided_this_month_does_not_count_yet(served: Served) -> None:
    decisions(served, 12, 1)
    served.database.execute("update coordination.level_decision set decided_on = %s", [served.clock().date()])
    assert compared(served) == []
    with served.clock.forward(timedelta(days=32)):
        assert compared(served) == [{"level": "LEVEL_2", "areaNumber": 7, "decisions": 10}]


def test_officers_without_a_decision_to_take_are_not_shown_comparisons(served: Served) -> None:
    decisions(served, 12, 1)
    assert served.ask("police", COMPARABLE).data["comparableDecisions"]["nodes"] == []


def test_the_entry_of_a_decision_names_the_case_its_person_and_the_rule(served: Served) -> None:
    endorsed(served)
    answer = served.ask("chair", DECIDE, order(waiting(served, "chair"), **MEETING))
    entry = served.entry(answer)
    assert (entry["act"], entry["outcome"]) == ("DECIDE_LEVEL", "GRANTED")
    assert set(entry["subjects"]["convened/ordinary"]) == {str(case_id(1)), str(person_id(1))}
    assert entry["reading"]["convened/ordinary"]["act"] == ["level.chairs-decide"]
