"""The life of a case in pages: notified and refused, its category, an exit, an offer to another area, an offence."""

from collections.abc import Iterator

import pytest

from gateway.demonstration.personas import AREA
from tests.gateway import served as serving
from tests.gateway.small_caseload import ELSEWHERE, reference
from tests.gateway.web.acting import dated, opened, sent, signed_in
from tests.gateway.web.reader import Reader

CASE = f"/cases/{reference(1)}"
LIFE = f"{CASE}/life"
TABLES = ("step", "identification_notice", "case_exit", "transfer", "serious_case_review")


@pytest.fixture(scope="module")
def readers(pages: serving.Served) -> Iterator[dict[str, Reader]]:
    with signed_in(pages, "probation", "coordinator", emptied=[f"coordination.{table}" for table in TABLES]) as made:
        yield made


def test_somebody_is_notified_and_the_agency_reads_why_it_was_refused(readers: dict[str, Reader]) -> None:
    probation, coordinator = readers["probation"], readers["coordinator"]
    assert probation.get("/begin/notify-identification").fields("/begin/notify-identification")["area"] == str(AREA)
    form = probation.get(f"/begin/notify-identification?to=/notices&area={AREA}")
    given = {"personName": "Ash Fenner", "category": "CATEGORY_2", "leadAgency": "PROBATION", "reason": "Three years."}
    missing = sent(probation, form, **given)
    assert (missing.status, "Ash Fenner" in missing.response.text) == (422, True)
    assert "The co-ordination unit is notified." in sent(probation, missing, identifier="X123456").text
    assert "notice of identification to answer" in coordinator.get("/").text
    answered = sent(coordinator, opened(coordinator, "/notices", "Refuse identification"), reason="Under 12 months.")
    assert "The notice is refused" in answered.text
    assert "Under 12 months." in coordinator.get("/notices").text
    assert "Refused" in probation.get("/notices?status=REFUSED").text
    assert coordinator.get("/begin/notify-identification").status == 404


def test_an_exit_is_proposed_listed_and_refused(readers: dict[str, Reader]) -> None:
    probation, coordinator = readers["probation"], readers["coordinator"]
    form = opened(probation, LIFE, "Propose exit")
    proposed = sent(probation, form, why="GROUND_ENDED", reason="The licence ran out.")
    assert "The exit is proposed." in proposed.text
    assert reference(1) in coordinator.get("/exits").text
    refused = sent(coordinator, opened(coordinator, LIFE, "Refuse exit"), reason="The order runs on.")
    assert "The order runs on." in refused.text


def test_a_case_is_offered_to_another_area_and_taken_back(readers: dict[str, Reader]) -> None:
    coordinator = readers["coordinator"]
    form = opened(coordinator, LIFE, "Propose transfer")
    given = {"toArea": str(ELSEWHERE), "reason": "A new address.", "handover": "See the plan."}
    assert "The case is offered." in sent(coordinator, form, **given).text
    assert reference(1) in coordinator.get("/transfers").text
    assert "offer is withdrawn" in sent(coordinator, opened(coordinator, LIFE, "Withdraw transfer"), reason="No.").text


def test_an_offence_is_notified_acknowledged_decided_and_concluded(
    pages: serving.Served, readers: dict[str, Reader]
) -> None:
    probation, coordinator = readers["probation"], readers["coordinator"]
    day = dated("occurredOn", pages.clock().date())
    form = opened(probation, LIFE, "Notify serious offence")
    sent(probation, form, offence="Wounding", circumstances="At the hostel.", **day)
    assert reference(1) in coordinator.get("/offences").text
    acknowledged = sent(coordinator, opened(coordinator, LIFE, "Acknowledge serious offence"))
    assert "The board decides" in acknowledged.text
    decision = {"review": "yes", "decidedBy": "D Fairlight, chair", "reason": "At level 2 then."}
    sent(coordinator, opened(coordinator, LIFE, "Decide serious case review"), **decision)
    found = {"summary": "The move was not told.", "learning": "Moves are told the same day."}
    concluded = sent(coordinator, opened(coordinator, LIFE, "Conclude serious case review"), **found)
    assert "The move was not told." in concluded.text


def test_a_category_is_confirmed_with_what_the_rules_say(readers: dict[str, Reader]) -> None:
    coordinator = readers["coordinator"]
    form = opened(coordinator, LIFE, "Confirm category")
    refused = sent(coordinator, form, category="CATEGORY_2", reason="The registration ended.")
    assert (refused.status, "why does it stand all the same?" in refused.text) == (422, True)
