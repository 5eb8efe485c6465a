"""Deciding: a referral and what is asked for it, a level with its second person, a case between areas."""

import re
from typing import Final

from gateway.demonstration.personas import AREA
from tests.browser.journeys.reading import CASE
from tests.browser.ways import LONG, RIGHT_TO_LEFT, Given, Way
from tests.gateway.acting import done, order
from tests.gateway.test_referral_journey import COMPLETE, REQUIRED

HELD: Final = "MAPP-07-L2-0004"  # the meeting of the demonstration that is under way
LEVEL: Final = f"/cases/{CASE}/level"
LIFE: Final = f"/cases/{CASE}/life"
OFFERED: Final = """insert into coordination.transfer (id, case_id, person_id, reference, from_area_id, to_area_id,
    category, level, lead_agency, reason, handover, proposed_on, answer_by, status, recorded_at)
    select gen_random_uuid(), id, person_id, reference, area_id, %s, category, level, 'PROBATION', 'A tenancy.',
    'See the plan.', current_date, current_date + 10, 'PROPOSED', now()
    from coordination."case" where area_id = 21 and status = 'ACTIVE' order by reference limit 1"""
REFERRALS: Final = "{ referrals(first: 50) { nodes { id version reference } } }"


def a_referral_is_begun_and_withdrawn(way: Way) -> None:
    way.comes("police", f"/cases/{CASE}")
    way.opens("start-referral")
    way.sends()
    way.refused("Which level do you ask for? Choose one", "levelSought")
    way.fill({"levelSought": "LEVEL_3", "reason": "CHANGE_OF_RISK", "summary": LONG + RIGHT_TO_LEFT})
    way.sends()
    way.done("is begun")
    way.does("withdraw-referral", {"reason": RIGHT_TO_LEFT}, says="is withdrawn")


def a_referral_is_submitted_and_screened_and_a_body_answers_what_it_is_asked(way: Way) -> None:
    way.comes("police", f"/cases/{CASE}")
    given = {"levelSought": "LEVEL_2", "reason": "CHANGE_OF_RISK", "summary": "Threats were made to a neighbour."}
    way.does("start-referral", given, says="is begun")
    referral = way.page.url.removeprefix(way.pages.root)
    way.press("link", re.compile("Fill in"))
    way.fill({"notKnownBecause": "Nobody was asked yet."})
    way.sends()
    way.done("")
    others_fill_in(way, referral.rpartition("/")[2])
    way.comes("police", referral)
    way.does("submit-referral", says="is submitted")
    way.comes("coordinator", referral)
    waits = {"outcome": "PENDING_INFORMATION", "rationale": "The address.", "informationNeeded": "Is the tenancy his?"}
    way.does("screen-referral", waits, says="is screened")
    way.does("request-information", {"askedOf": "housing", "what": "Is the tenancy still his?"}, says="is asked")
    way.comes("housing", "/information")
    way.does("provide-information", {"answer": "It is.", "assertion": "FACT"}, says="Your answer is recorded")
    way.reads("It is.")


def others_fill_in(way: Way, reference: str) -> None:
    """What else is needed of a referral, written by a colleague elsewhere."""
    for part in REQUIRED[1:]:
        found = way.pages.ask("prison", REFERRALS).data["referrals"]["nodes"]
        (referral,) = [each for each in found if each["reference"] == reference]
        done(way.pages.ask("prison", COMPLETE, order(referral, part=part, body="What the prison knows.")))


def a_level_is_proposed_endorsed_decided_and_acknowledged(way: Way) -> None:
    way.comes("probation", LEVEL)
    way.opens("propose-level")
    way.fill({"level": "LEVEL_2"} | met(way, "MEETINGS_ADD_VALUE"))
    way.sends()
    way.refused("Why this level? Enter an answer", "rationale")
    way.fill({"rationale": "Level 1 is not enough."} | met(way, "HIGH_OR_VERY_HIGH_RISK", "ACTIVE_INVOLVEMENT_NEEDED"))
    for row, what in enumerate(("Risk of serious harm assessment", "Police report")):
        if row:
            way.press("button", "Add an item")
        day = way.pages.clock().date()
        about: dict[str, Given] = {"what": what, "source": "Its system", "owner": "probation", "datedOn": day}
        way.fill({f"evidence.{row}.{field}": value for field, value in about.items()})
    way.sends()
    way.done("Somebody else is to endorse it")
    way.comes("chair", LEVEL)
    way.does("endorse-level", says="is endorsed")
    way.opens("decide-level")
    way.fill({"at": "MEETING", "reference": HELD, "rationale": "All agree."})
    way.sends()
    way.refused("Sources disagree on the risk of serious harm", "assessmentStandsBecause")
    way.fill({"assessmentStandsBecause": "The later one is right."})
    way.sends()
    way.done("is decided")
    way.comes("police", "/receipts")
    way.does("acknowledge-decision", {"note": "Nothing."}, says="You have acknowledged the decision")


def met(way: Way, *tests: str) -> dict[str, Given]:
    """Tests of the checklist, each answered where the form has it."""
    at = {test: way.page.locator(f"main input[value='{test}']").get_attribute("name") or "" for test in tests}
    rows = {test: name.rpartition(".")[0] for test, name in at.items()}
    return {f"{row}.{field}": said for row in rows.values() for field, said in (("met", "yes"), ("how", "It is."))}


def a_case_is_offered_to_another_area_and_taken_back_and_one_that_is_offered_is_accepted(way: Way) -> None:
    way.pages.database.execute(OFFERED, [AREA])
    way.comes("coordinator", LIFE)
    offer = {"toArea": "21", "reason": "A new address.", "handover": LONG}
    way.does("propose-transfer", offer, says="The case is offered")
    way.comes("coordinator", "/transfers")
    way.reads(CASE)
    way.does("accept-transfer", {"reason": "He lives here now."}, says="Your area holds the case from now on")
    way.comes("coordinator", LIFE)
    way.does("withdraw-transfer", {"reason": "The address fell through."}, says="The offer is withdrawn")


JOURNEYS: Final = (
    a_referral_is_begun_and_withdrawn,
    a_referral_is_submitted_and_screened_and_a_body_answers_what_it_is_asked,
    a_level_is_proposed_endorsed_decided_and_acknowledged,
    a_case_is_offered_to_another_area_and_taken_back_and_one_that_is_offered_is_accepted,
)
