"""One person from the first notice to the exit, and back: police, prison, probation and co-ordination, over HTTP.

Read it with ``pytest -s tests/gateway/test_a_whole_life.py``: each act tells its line, with its day. It
takes years. The person is invented.
"""

# ruff: noqa: ANN401 - JSON of every kind passes through
import sys
from contextlib import ExitStack
from typing import Any, Final

from tests.gateway.acting import START, document, done, key, order
from tests.gateway.life_story import CRN, HELD, MANAGED, NOTICE, RISK, TOLD, Story
from tests.gateway.minuting import AGREE, BEGIN, CIRCULATE, DISCLOSE, INFORM, NOT_TOLD, PREPARE, WITHHELD, WRITE
from tests.gateway.served import Served
from tests.gateway.test_level_journey import ACKNOWLEDGE, RECEIPTS
from tests.gateway.test_meeting_journey import (
    ATTEND,
    CLOSE,
    CONCLUDE,
    INVITE,
    LIST,
    OPEN,
    REPLY,
    REPORT,
    practitioner,
    scheduled,
    seen,
)
from tests.gateway.test_meeting_journey import CIRCULATE as SEND_OUT
from tests.gateway.test_release_journey import BEGIN as BEGIN_RELEASE
from tests.gateway.test_release_journey import COMPLETE as COMPLETE_PART
from tests.gateway.test_release_journey import TAKE
from tests.gateway.test_review_journey import ESCALATE, HOLD, MISS
from tests.gateway.test_sharing_journey import CARRY_OUT, REQUEST, SHARE, WHAT, beyond, sharing

REQUIRED = ("CATEGORY", "PERSON", "CONVICTION", "DATES", "REASON", "RISK", "PLAN", "ADDED_VALUE")
TESTS = [
    {"criterion": "MEETINGS_ADD_VALUE", "met": True, "how": "Housing and police have to agree a plan."},
    {"criterion": "HIGH_OR_VERY_HIGH_RISK", "met": True, "how": "Assessed as high."},
]
EVIDENCE = [{"what": "Assessment of risk", "source": "OASys", "owner": "probation"}]
PLAN = {
    "supervision": "Weekly, by the same officer.",
    "monitoringAndControl": "A curfew, and visits unannounced.",
    "interventionsAndTreatment": "A programme on violence.",
    "victimSafetyPlanning": "An exclusion zone around her street.",
    "contingency": "If he is seen there, the police arrest and probation recalls.",
}
SECTIONS = """query S($reference: String!) { case(reference: $reference) { minutes { nodes {
    id version sections { id version heading contributor state } } } } }"""
YEAR: Final = 365


def test_a_life_from_the_first_notice_to_the_exit_and_back(served: Served) -> None:
    with ExitStack() as time:
        story = Story(served, time)
        sys.stdout.write("\n")
        begin(story)
        come_to_a_level(story)
        prepare_the_release(story)
        meet(story)
        be_managed(story)
        be_reviewed(story)
        leave(story)
        come_back(story)
        case = story.seen("coordinator")
    assert [step["toState"] for step in case["steps"]] == ["IDENTIFIED", "ACTIVE", "EXITED", "IDENTIFIED"]
    assert len({line.split("  ")[0] for line in story.lines}) >= 5, "it takes years"
    assert len(story.lines) == 51


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
        "confirmIdentification", "identificationNotice", "exitedBeforeOn case { id version reference status exitedOn }"
    )
    given = {"category": "CATEGORY_2", "leadAgency": "PROBATION", "reason": why}
    return story.does("coordinator", confirm, notice, f"confirms it: {why}", **given)


def begin(story: Story) -> None:
    """Identified in prison, confirmed by a person, given to those who manage him, and watched over in custody."""
    story.send(HELD)
    opened = confirmed(story, notified(story, "prison", "Three years for wounding."), "The sentence qualifies.")
    story.reference = opened["case"]["reference"]
    assert story.seen("prison") is None, "nobody is on the case before it is theirs"
    story.send(MANAGED)
    start = document("startManagement", "case", "status")
    assert story.does("coordinator", start, opened["case"], "begins management")["status"] == "ACTIVE"
    watch = document("setProtectionMeasure", "protectionMeasure", "status")
    mail = {"kind": "MAIL_MONITORING", "reason": "He wrote to the victim.", "nextReviewDue": story.day(90)}
    story.does("prison", watch, story.seen("prison"), "monitors his mail: he wrote to the victim", **mail)
    contact = document("decideChildContact", "protectionMeasure", "childContactLevel")
    none = {
        "level": "LEVEL_1_NO_CONTACT",
        "reason": "Assessed with children's services.",
        "nextReviewDue": story.day(90),
    }
    story.does("prison", contact, story.seen("prison"), "decides that he has no contact with children", **none)


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
    called_together(story)
    endorse, decide = (
        document("endorseLevel", "levelDecision", "stage"),
        document("decideLevel", "levelDecision", "stage"),
    )
    story.does("chair", endorse, story.latest("chair", "levelDecisions"), "endorses it, as a second person")
    (held,) = served.database.execute("select reference from coordination.referral order by recorded_at desc limit 1")
    at = {"at": "SCREENING", "reference": held["reference"], "rationale": "The lowest level that is defensible."}
    story.does("coordinator", decide, story.latest("coordinator", "levelDecisions"), "decides level 2", **at)
    assert story.seen("police")["level"] == "LEVEL_2"
    mine = served.ask("police", RECEIPTS, {"toAgency": "police"}).data["decisionReceipts"]["nodes"]
    story.does("police", ACKNOWLEDGE, mine[0], "acknowledges the decision")


def called_together(story: Story) -> None:
    """A meeting in four weeks, to which the three agencies are asked."""
    served = story.served
    served.database.execute("update coordination.invitation set valid_until = now() where valid_until is null")
    of = str(scheduled(served, heldOn=story.day(28))["reference"])
    story.silently("coordinator", LIST, story.seen("coordinator"), meeting=of, purpose="INITIAL")
    for persona in ("police", "prison"):
        who = practitioner(served, persona)
        story.silently("coordinator", INVITE, seen(served, "coordinator", of), who=who)
    story.does("coordinator", SEND_OUT, seen(served, "coordinator", of), "calls a meeting, and sends its agenda out")
    story.does(
        "prison",
        REPLY,
        asked_of(story, of, "prison", "prison"),
        "sends apologies, and is to send its report",
        reply="APOLOGIES",
    )


def prepare_the_release(story: Story) -> None:
    """Each part of the plan has its owner and its day; what is done says what shows it."""
    plan = story.seen("prison")
    story.does("prison", BEGIN_RELEASE, plan, "begins the plan for the release", releaseOn=story.day(240))
    shows = {"detail": "Met twice, in prison.", "evidence": "The notes of both meetings."}
    handover = story.latest("prison", "releasePlan", part="HANDOVER")
    story.does("prison", COMPLETE_PART, handover, "hands over to the community offender manager", **shows)
    room = story.latest("probation", "releasePlan", part="ACCOMMODATION")
    story.does("probation", TAKE, room, "looks for somewhere to live")
    found = {"detail": "A room in approved premises.", "evidence": "The letter of the premises."}
    room = story.latest("probation", "releasePlan", part="ACCOMMODATION")
    story.does("probation", COMPLETE_PART, room, "finds it", **found)


def meet(story: Story) -> None:
    """Who came and what came instead, minutes by several, disclosure considered, nothing missing at close."""
    served = story.served
    story.later(28)
    (found,) = served.database.execute(
        "select reference from coordination.meeting where status = 'CIRCULATED' and reference <> 'MEETING-1'"
    )
    of = found["reference"]
    story.does("chair", OPEN, seen(served, "chair", of), "opens the meeting")
    away = asked_of(story, of, "prison")
    story.does("coordinator", REPORT, away, "receives the report of the prison, which is not there")
    for agency in ("police", "prison", "probation"):
        came = agency != "prison"
        invitation = asked_of(story, of, agency, "chair")
        story.silently("chair", ATTEND, invitation, attended=came, statementAccepted=came)
    story.tell("chair", "records who came, each having accepted the statement on confidentiality")
    minuted(story, of)
    (item,) = seen(served, "chair", of)["agenda"]["nodes"]
    noted = {"nextReviewOn": story.day(80), "levelUnchangedBecause": "It was set last month."}
    story.does(
        "chair", CONCLUDE, item, "concludes the case: level 2 stays, and it is looked at again in eleven weeks", **noted
    )
    because = {"quorumNotMetBecause": "Probation is in the chair; the prison reported."}
    story.does("chair", CLOSE, seen(served, "chair", of), "closes the meeting: nothing is missing", **because)
    draft = story.latest("coordinator", "minutes")
    story.does("coordinator", CIRCULATE, draft, "circulates the minutes")
    agreed = story.does("chair", AGREE, story.latest("chair", "minutes"), "agrees them: they change no more")
    assert agreed["status"] == "AGREED"
    shared_onward(story)
    review = story.latest("police", "reviewSchedule", status="DUE")
    held = {"kind": "MAPP_MEETING", "outcome": "RETAIN_LEVEL_2", "summary": "The plan holds.", "meeting": of}
    story.does("police", HOLD, review, "records the review that the meeting was", heldOn=story.day(), **held)


def shared_onward(story: Story) -> None:
    """The head teacher is told what the chair agreed, and no more."""
    served, there = story.served, {"purpose_of_use": PREPARE["purpose"]}
    minutes = story.latest("police", "minutes")
    story.does("police", REQUEST, minutes, "asks to tell the head teacher of the zone", **WHAT)
    (asked,) = beyond(served, "chair")["onwardSharing"]
    by = {"reason": "For them alone.", "shareBy": story.day(14), **there}
    story.does("chair", SHARE, asked, "agrees that of the minutes, and by when", **by)
    (agreed,) = beyond(served, "police")["onwardSharing"]
    told = story.does("police", CARRY_OUT, agreed, "tells them, and no more", **sharing(served), **there)
    assert [each["toState"] for each in told["steps"]] == ["REQUESTED", "AGREED", "SHARED"]


def asked_of(story: Story, of: str, agency: str, persona: str = "coordinator") -> Any:
    """The invitation of an agency, as somebody sees it now."""
    asked = seen(story.served, persona, of)["invitations"]
    return next(each for each in asked if each["agency"] == agency)


def minuted(story: Story, of: str) -> None:
    """Each writes its own part, the unit the rest; what is decided is recorded beside it."""
    served = story.served
    story.silently("coordinator", BEGIN, story.seen("coordinator"), meeting=of)
    for persona in ("police", "coordinator"):
        found = served.ask(persona, SECTIONS, {"reference": story.reference}, **PREPARE)
        nodes = found.data["case"]["minutes"]["nodes"]
        agency = "coordination" if persona == "coordinator" else persona
        for each in (one for one in nodes[0]["sections"] if one["contributor"] == agency):
            written = {"body": f"What {agency} knows of it.", "assertion": "FACT"}
            story.silently(persona, WRITE, each, purpose_of_use=PREPARE["purpose"], **written)
    story.tell("police", "writes its part of the minutes beside the unit, who writes the rest")
    draft = story.latest("coordinator", "minutes")
    plan = document("recordRiskManagementPlan", "riskManagementPlan", "status").replace("id version", "id")
    story.does("coordinator", plan, draft, "records the plan: four pillars and contingency", **PLAN)
    story.does("coordinator", DISCLOSE, draft, "records that nobody outside is told, and why", **NOT_TOLD)
    story.does("coordinator", INFORM, draft, "records that he is not told of the meeting, and why", **WITHHELD)


def be_managed(story: Story) -> None:
    """An action is done and verified, a wrong fact is corrected, a serious offence is looked into."""
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
    acted_on(story)
    notify = document("notifySeriousOffence", "seriousCaseReview", "status")
    offence = {"offence": "Threats to kill", "occurredOn": "2026-01-20", "circumstances": "Reported by a neighbour."}
    story.does("police", notify, story.seen("police"), "notifies a serious further offence", **offence)
    take = document("acknowledgeSeriousOffence", "seriousCaseReview", "status")
    decide = document("decideSeriousCaseReview", "seriousCaseReview", "status")
    found = story.does("coordinator", take, story.latest("coordinator", "seriousCaseReviews"), "acknowledges it")
    none = {"review": False, "decidedBy": "D Fairlight, chair of the board", "reason": "No charge was brought."}
    story.does("coordinator", decide, found, "records that the board holds no review", **none)


def acted_on(story: Story) -> None:
    """One action from its setting to the second person who verifies it, and one that stays open."""
    set_action, accept = document("setAction", "action", "status"), document("acceptAction", "action", "status")
    visit = {"description": "Visit the address.", "owner": "police", "dueOn": story.day(30)}
    story.does("probation", set_action, story.seen("probation"), "sets an action for the police", **visit)
    story.does("police", accept, story.latest("police", "actions", status="OPEN"), "accepts it")
    finish, verify = document("completeAction", "action", "status"), document("closeAction", "action", "status")
    shows = {"what": "Seen, and his room as well.", "evidence": "The log of the visit."}
    story.does(
        "police",
        finish,
        story.latest("police", "actions", status="ACCEPTED"),
        "does it, and says what shows it",
        **shows,
    )
    ended = story.latest("coordinator", "actions", status="COMPLETED")
    story.does("coordinator", verify, ended, "verifies it, as a second person", verifiedBy="The log.")
    further = {"description": "Visit once more.", "owner": "police", "dueOn": story.day(4 * YEAR)}
    story.silently("probation", set_action, story.seen("probation"), **further)


def be_reviewed(story: Story) -> None:
    """Months later the next review is missed: it is said why, and goes further until it is held."""
    story.later(120)
    missed = {"reason": "Nobody stood in.", "instead": "To be held this month."}
    story.does(
        "probation",
        MISS,
        story.latest("probation", "reviewSchedule", status="DUE"),
        "says why the review was missed",
        **missed,
    )
    due = story.latest("coordinator", "reviewSchedule", status="DUE")
    escalated = story.does("coordinator", ESCALATE, due, "takes it further, by the rule")
    assert escalated["escalations"]


def leave(story: Story) -> None:
    """Years later, with a new referral open, the ground ends; with the case it ends too, and nothing is lost."""
    story.later(2 * YEAR)
    again = {"levelSought": "LEVEL_3", "reason": "CHANGE_OF_RISK", "summary": "Threats were made."}
    story.does("probation", START, story.seen("probation"), "begins a referral for level 3", **again)
    propose, confirm = document("proposeExit", "caseExit", "status"), document("confirmExit", "caseExit", "status")
    ended = {"why": "GROUND_ENDED", "reason": "The licence has run out."}
    story.does("probation", propose, story.seen("probation"), "proposes that the case leaves", **ended)
    given = {"reason": "The court's record agrees.", "otherwiseBecause": "The rules have not been asked since."}
    given["handedOver"] = "The police visit the address under their own powers."
    story.does("coordinator", confirm, story.latest("coordinator", "exits"), "confirms the exit", **given)
    case = story.seen("coordinator")
    assert (case["status"], case["exitedOn"]) == ("EXITED", story.day())
    assert {each["status"] for each in case["referrals"]["nodes"]} == {"ACCEPTED", "WITHDRAWN"}
    assert {each["status"] for each in case["meetings"]["nodes"]} == {"DISCUSSED"}
    assert {each["status"] for each in case["actions"]["nodes"]} == {"CLOSED", "WITHDRAWN"}
    assert {each["status"] for each in case["reviewSchedule"]["nodes"]} == {"HELD", "CANCELLED"}
    periods = [*case["levelHistory"], *case["categoryHistory"]]
    assert all(each["validUntil"] for each in periods)


def come_back(story: Story) -> None:
    """A new sentence, three years on: the same case, opened anew, with the exit that it follows."""
    left = story.day()
    story.later(3 * YEAR)
    back = confirmed(story, notified(story, "police", "A new sentence of two years."), "The new sentence qualifies.")
    assert (back["case"]["reference"], back["case"]["status"]) == (story.reference, "IDENTIFIED")
    assert back["exitedBeforeOn"] == left
