"""A wrong fact in pages, from its report to the notice that is acknowledged; and what the person asked to see."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.gateway import served as serving
from tests.gateway.small_caseload import reference
from tests.gateway.web.acting import dated, opened, sent, signed_in
from tests.gateway.web.reader import Reader

CASE = f"/cases/{reference(1)}"
RECORD = f"{CASE}/record"
TABLES = ("step", "correction_notice", "correction", "subject_access_part", "subject_access_request")
WRONG = {
    "record": "RoshAssessment",
    "field": "overall",
    "item": "The assessment of January",
    "right": "MEDIUM",
    "howKnown": "The assessor says so.",
}


@pytest.fixture(scope="module")
def readers(pages: serving.Served) -> Iterator[dict[str, Reader]]:
    emptied = [f"coordination.{table}" for table in TABLES]
    with signed_in(pages, "prison", "probation", "coordinator", emptied=emptied) as made:
        yield made


def test_a_fact_is_reported_shown_as_disputed_corrected_and_acknowledged(readers: dict[str, Reader]) -> None:
    prison, probation = readers["prison"], readers["probation"]
    assert "High" in prison.get(f"{CASE}/risk").text
    chosen = sent(prison, opened(prison, RECORD, "Report error"), record="RoshAssessment", _add="record")
    assert (chosen.status, 'value="overall"' in chosen.response.text) == (200, True)
    reported = sent(prison, chosen, **WRONG)
    assert "The fact is disputed. Probation is to answer" in reported.text
    assert "1 fact is disputed" in prison.get(CASE).text
    assert reference(1) in probation.get("/corrections").text
    corrected = sent(probation, opened(probation, RECORD, "Correct error"), reason="It was mistyped.")
    assert "Everybody who was shown it gets a notice." in corrected.text
    assert "Imogen Sallow" in corrected.text
    acknowledged = sent(prison, opened(prison, "/told", "Acknowledge correction"), note="No decision rested on it.")
    assert "The correction is acknowledged." in acknowledged.text


def test_a_request_for_access_has_its_clock_and_is_decided_kind_by_kind(
    pages: serving.Served, readers: dict[str, Reader]
) -> None:
    coordinator = readers["coordinator"]
    received = dated("receivedOn", pages.clock().date() - timedelta(days=2))
    form = opened(coordinator, RECORD, "Log subject access")
    logged = sent(coordinator, form, madeBy="The person, identity checked", scope="Everything", **received)
    assert "days left" in logged.text
    assert reference(1) in coordinator.get("/requests").text
    part = opened(coordinator, RECORD, "Decide subject access")
    bare = sent(coordinator, part, give="no", reason="Others are named.")
    assert (bare.status, "Nothing is withheld without a ground" in bare.text) == (422, True)
    sent(coordinator, bare, give="no", ground="RIGHTS_OF_OTHERS", reason="Others are named.")
    waits = sent(coordinator, opened(coordinator, RECORD, "Answer subject access"), answer="Sent by post.")
    assert (waits.status, "It is not decided whether" in waits.text) == (422, True)
    extended = sent(coordinator, opened(coordinator, RECORD, "Extend subject access"), reason="Six agencies hold it.")
    assert "The time is extended." in extended.text
