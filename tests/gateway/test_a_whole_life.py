"""One person from the first notice to the exit, and back: police, prison, probation and co-ordination, over HTTP.

Read it with ``pytest -s tests/gateway/test_a_whole_life.py``: each act tells its line. The person is invented.
"""

# ruff: noqa: ANN401 - JSON of every kind passes through
import sys
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from tests.gateway.acting import START, document, done, key, order
from tests.gateway.served import Served
from tests.gateway.small_caseload import LONG_AGO, MEETING, MOMENT, PERSONA_IDS, SOURCE

WHO = UUID(int=0xB0AA)
CRN = "X404040"
REQUIRED = ("CATEGORY", "PERSON", "CONVICTION", "DATES", "REASON", "RISK", "PLAN", "ADDED_VALUE")
TESTS = [
    {"criterion": "MEETINGS_ADD_VALUE", "met": True, "how": "Housing and police have to agree a plan."},
    {"criterion": "HIGH_OR_VERY_HIGH_RISK", "met": True, "how": "Assessed as high."},
]
EVIDENCE = [{"what": "Assessment of risk", "source": "OASys", "owner": "probation"}]

# What the agencies' own systems hold and send: the acts make none of it.
HELD = (
    (
        "insert into person.person (id, family_name, given_names, gender, {columns}) values "
        "('{who}', 'Fenner', 'Ash', 'MALE', {values})"
    ),
    (
        "insert into person.identifier (id, person_id, kind, canonical, raw, status, {columns}) values "
        "(gen_random_uuid(), '{who}', 'CRN', '{crn}', '{crn}', 'CURRENT', {values})"
    ),
    (
        "insert into coordination.identification (id, person_id, verdict, category, limb, reason, rule_code, "
        "holds_from, assessed_on) values (gen_random_uuid(), '{who}', 'QUALIFIES', 'CATEGORY_2', "
        "'QUALIFYING_SENTENCE', 'Wounding: imprisonment of not less than 12 months.', 'category-2', '2025-03-01', "
        "'2026-01-01')"
    ),
    (
        "insert into probation.rosh_assessment (id, person_id, assessed_on, status, overall, {columns}) values "
        "(gen_random_uuid(), '{who}', current_date, 'COMPLETED', 'HIGH', {values})"
    ),
)
MANAGED = (
    (
        "insert into police.managed_person (id, person_id, valid_from, offender_manager_id, offender_manager_name, "
        "visor_reference, {columns}) values (gen_random_uuid(), '{who}', '{since}', '{police}', 'Rowan Tarrant', "
        "'V-9', {values})"
    ),
    (
        "insert into prison.offender_manager (id, person_id, valid_from, offender_manager_id, offender_manager_name, "
        "{columns}) values (gen_random_uuid(), '{who}', '{since}', '{prison}', 'Imogen Sallow', {values})"
    ),
    (
        "insert into probation.supervision (id, person_id, valid_from, offender_manager_id, offender_manager_name, "
        "event_kind, team, {columns}) values (gen_random_uuid(), '{who}', '{since}', '{probation}', 'Tobias Merrow', "
        "'LICENCE', 'A team', {values})"
    ),
)
LISTED = (
    "insert into coordination.meeting_case (id, meeting_id, case_id, position, purpose, status, held_on, recorded_at) "
    "select gen_random_uuid(), '{meeting}', id, 9, 'INITIAL', 'LISTED', current_date + 30, '{moment}' "
    "from coordination.\"case\" where person_id = '{who}'"
)
CASE = """query One($reference: String!) { case(reference: $reference) {
    id version status level category exitedOn
    referrals { nodes { id version status } } levelDecisions { nodes { id version stage } }
    seriousCaseReviews { nodes { id version } }
    exits { nodes { id version status } } disputed { id version } actions { nodes { id version status } }
    levelHistory { level validUntil } categoryHistory { category validUntil } meetings { nodes { status } }
    steps { act toState } } }"""
NOTICE = "{ identificationNotices(status: NOTIFIED) { nodes { id version } } }"
TOLD = "{ correctionsTold(status: AWAITED) { nodes { id version } } }"
RISK = "query R($reference: String!) { case(reference: $reference) { riskAssessment { overall } } }"


@dataclass(slots=True)
class Story:
    """The life as it is lived: who did what, one line each."""

    served: Served
    reference: str = ""
    lines: list[str] = field(default_factory=list)

    def send(self, statements: tuple[str, ...]) -> None:
        """What the systems of the agencies send."""
        columns, values = ", ".join(SOURCE), ", ".join(f"'{value}'" for value in SOURCE.values())
        ids = {name: str(PERSONA_IDS[name]) for name in ("police", "prison", "probation")}
        names = {"who": WHO, "crn": CRN, "since": LONG_AGO, "meeting": MEETING, "moment": MOMENT, **ids}
        for statement in statements:
            self.served.database.execute(statement.format(columns=columns, values=values, **names))

    def seen(self, persona: str) -> Any:
        return self.served.ask(persona, CASE, {"reference": self.reference}).data["case"]

    def tell(self, persona: str, what: str) -> None:
        self.lines.append(f"{persona:12} {what}")
        sys.stdout.write(f"  {self.lines[-1]}\n")

    def does(self, persona: str, mutation: str, on: Any, what: str, **given: Any) -> Any:
        """An act that meets no problem, told in a line."""
        result = done(self.served.ask(persona, mutation, order(on, **given)))
        self.tell(persona, what)
        return result

    def latest(self, persona: str, kind: str) -> Any:
        """The latest record of a kind, as somebody sees it."""
        return self.seen(persona)[kind]["nodes"][0]


def test_a_life_from_the_first_notice_to_the_exit_and_back(served: Served) -> None:
    story = Story(served)
    sys.stdout.write("\n")
    begin(story)
    come_to_a_level(story)
    be_managed(story)
    leave(story)
    come_back(story)
    case = story.seen("coordinator")
    assert [step["toState"] for step in case["steps"]] == ["IDENTIFIED", "ACTIVE", "EXITED", "IDENTIFIED"]
    assert len(story.lines) == 23


def notified(story: Story, persona: str, reason: str) -> Any:
    notify = document("notifyIdentification", "identificationNotice", "status")
    given = {"identifier": CRN, "personName": "Ash Fenner", "category": "CATEGORY_2", "leadAgency": "PROBATION"}
    made = {"input": {"area": 7, "idempotencyKey": key(), "reason": reason, **given}}
    done(story.served.ask(persona, notify, made))
    story.tell(persona, f"notifies that Ash Fenner comes under MAPPA: {reason}")
    (waiting,) = story.served.ask("coordinator", NOTICE).data["identificationNotices"]["nodes"]
    return waiting


def confirmed(story: Story, notice: Any, why: str) -> Any:
    confirm = document(
        "confirmIdentification", "identificationNotice", "exitedBeforeOn case { id version reference status }"
    )
    given = {"category": "CATEGORY_2", "leadAgency": "PROBATION", "reason": why}
    return story.does("coordinator", confirm, notice, f"confirms it: {why}", **given)


def begin(story: Story) -> None:
    """Identified in prison, confirmed by a person, given to those who manage him."""
    story.send(HELD)
    opened = confirmed(story, notified(story, "prison", "Three years for wounding."), "The sentence qualifies.")
    story.reference = opened["case"]["reference"]
    assert story.seen("prison") is None, "nobody is on the case before it is theirs"
    story.send(MANAGED)
    start = document("startManagement", "case", "status")
    assert story.does("coordinator", start, opened["case"], "begins management")["status"] == "ACTIVE"


def come_to_a_level(story: Story) -> None:
    """Referred by probation with the police's part, screened, proposed, endorsed and decided."""
    served = story.served
    asked = {"levelSought": "LEVEL_2", "reason": "RELEASE_PLANNING", "summary": "Release is near."}
    story.does("probation", START, story.seen("probation"), "refers the case for level 2", **asked)
    complete = document("completeReferralPart", "referral", "complete")
    for place, part in enumerate(REQUIRED):
        persona = ("probation", "police")[place % 2]
        on = story.latest(persona, "referrals")
        done(served.ask(persona, complete, order(on, part=part, body=f"What {persona} knows.")))
    story.tell("police", "fills in the form with probation")
    submit, screen = document("submitReferral", "referral", "status"), document("screenReferral", "referral", "status")
    referral = story.latest("probation", "referrals")
    story.does("probation", submit, referral, "sends the referral")
    outcome = {"outcome": "ACCEPTED_LEVEL_2", "rationale": "Meetings would add value."}
    story.does("coordinator", screen, story.latest("coordinator", "referrals"), "screens it: level 2", **outcome)
    propose = document("proposeLevel", "levelDecision", "stage")
    level = {"level": "LEVEL_2", "rationale": "As screened.", "criteria": TESTS, "evidence": EVIDENCE}
    story.does("probation", propose, story.seen("probation"), "proposes level 2", **level)
    story.send((LISTED,))
    endorse, decide = (
        document("endorseLevel", "levelDecision", "stage"),
        document("decideLevel", "levelDecision", "stage"),
    )
    story.does("chair", endorse, story.latest("chair", "levelDecisions"), "endorses it, as a second person")
    (held,) = served.database.execute("select reference from coordination.referral order by recorded_at desc limit 1")
    at = {"at": "SCREENING", "reference": held["reference"], "rationale": "The lowest level that is defensible."}
    story.does("coordinator", decide, story.latest("coordinator", "levelDecisions"), "decides level 2", **at)
    assert story.seen("police")["level"] == "LEVEL_2"


def be_managed(story: Story) -> None:
    """An action is done, a wrong fact is corrected, a serious offence is looked into."""
    served, reference = story.served, {"reference": story.reference}
    served.ask("prison", RISK, reference)
    report, correct = document("reportError", "correction", "status"), document("correctError", "correction", "status")
    wrong = {"record": "RoshAssessment", "field": "overall", "item": "Of today", "right": "MEDIUM", "howKnown": "Seen."}
    story.does("police", report, story.seen("police"), "reports that the assessment of risk is wrong", **wrong)
    (own,) = story.seen("probation")["disputed"]
    story.does("probation", correct, own, "corrects it", reason="It was mistyped.")
    (told,) = served.ask("prison", TOLD).data["correctionsTold"]["nodes"]
    acknowledge = document("acknowledgeCorrection", "correctionTold", "status")
    story.does("prison", acknowledge, told, "acknowledges it, having been shown the wrong one")
    act = {"description": "Visit the address.", "owner": "police", "dueOn": "2030-01-01"}
    set_action, accept = document("setAction", "action", "status"), document("acceptAction", "action", "status")
    story.does("probation", set_action, story.seen("probation"), "sets an action for the police", **act)
    story.does("police", accept, story.latest("police", "actions"), "accepts it")
    notify = document("notifySeriousOffence", "seriousCaseReview", "status")
    offence = {"offence": "Threats to kill", "occurredOn": "2026-01-20", "circumstances": "Reported by a neighbour."}
    story.does("police", notify, story.seen("police"), "notifies a serious further offence", **offence)
    take = document("acknowledgeSeriousOffence", "seriousCaseReview", "status")
    decide = document("decideSeriousCaseReview", "seriousCaseReview", "status")
    found = story.does("coordinator", take, story.latest("coordinator", "seriousCaseReviews"), "acknowledges it")
    none = {"review": False, "decidedBy": "D Fairlight, chair of the board", "reason": "No charge was brought."}
    story.does("coordinator", decide, found, "records that the board holds no review", **none)


def leave(story: Story) -> None:
    """A new referral is open when the ground ends; with the case it ends too, and nothing is lost."""
    again = {"levelSought": "LEVEL_3", "reason": "CHANGE_OF_RISK", "summary": "Threats were made."}
    story.does("probation", START, story.seen("probation"), "begins a referral for level 3", **again)
    propose, confirm = document("proposeExit", "caseExit", "status"), document("confirmExit", "caseExit", "status")
    ended = {"why": "GROUND_ENDED", "reason": "The licence has run out."}
    story.does("probation", propose, story.seen("probation"), "proposes that the case leaves", **ended)
    given = {"reason": "The court's record agrees.", "otherwiseBecause": "The rules have not been asked since."}
    given["handedOver"] = "The police visit the address under their own powers."
    story.does("coordinator", confirm, story.latest("coordinator", "exits"), "confirms the exit", **given)
    case = story.seen("coordinator")
    assert case["status"] == "EXITED"
    assert {each["status"] for each in case["referrals"]["nodes"]} == {"ACCEPTED", "WITHDRAWN"}
    assert {each["status"] for each in case["meetings"]["nodes"]} == {"WITHDRAWN"}
    assert {each["status"] for each in case["actions"]["nodes"]} == {"WITHDRAWN"}
    periods = [*case["levelHistory"], *case["categoryHistory"]]
    assert all(each["validUntil"] for each in periods)


def come_back(story: Story) -> None:
    """A new sentence: the same case, opened anew, with the exit that it follows."""
    back = confirmed(story, notified(story, "police", "A new sentence of two years."), "The new sentence qualifies.")
    assert (back["case"]["reference"], back["case"]["status"]) == (story.reference, "IDENTIFIED")
    assert back["exitedBeforeOn"]
