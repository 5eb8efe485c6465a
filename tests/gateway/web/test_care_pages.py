"""Children referred, programmes, and emergency access in pages."""

from collections.abc import Iterator

import pytest

from gateway.demonstration.personas import AREA
from tests.gateway import served as serving
from tests.gateway.small_caseload import reference
from tests.gateway.web.acting import opened, sent, signed_in
from tests.gateway.web.reader import Reader

PEOPLE, SENTENCE = f"/cases/{reference(1)}/people", f"/cases/{reference(1)}/sentence"
OTHER = f"/cases/{reference(2)}"
TABLES = ("coordination.step", "coordination.safeguarding_referral", "probation.programme")


@pytest.fixture(scope="module")
def readers(pages: serving.Served) -> Iterator[dict[str, Reader]]:
    with signed_in(pages, "police", "probation", "coordinator", emptied=TABLES) as made:
        yield made


def test_children_are_referred_and_the_answer_is_recorded(readers: dict[str, Reader]) -> None:
    probation = readers["probation"]
    concern = {"madeTo": "housing", "children": "Two children of a partner", "concern": "Lives with them."}
    assert "Its answer is awaited." in sent(probation, opened(probation, PEOPLE, "Refer children"), **concern).text
    form = opened(probation, PEOPLE, "Record safeguarding answer")
    answered = sent(probation, form, answer="ASSESSMENT", detail="The duty team.")
    assert "The duty team." in answered.text


def test_a_programme_is_offered_begun_and_completed(readers: dict[str, Reader]) -> None:
    probation = readers["probation"]
    form = opened(probation, SENTENCE, "Record programme eligibility")
    assert "A programme" in sent(probation, form, name="A programme").text
    for act in ("Offer programme", "Start programme", "Complete programme"):
        done = sent(probation, opened(probation, SENTENCE, act))
    assert "That it was completed is on record." in done.text


def test_emergency_access_is_taken_shown_and_reviewed_by_somebody_else(readers: dict[str, Reader]) -> None:
    police, coordinator = readers["police"], readers["coordinator"]
    assert police.get(OTHER).status == 404
    begun = police.get(police.get("/cases").links()["take emergency access"])
    assert begun.fields("/begin/take-emergency-access")["area"] == str(AREA)
    form = police.get(f"/begin/take-emergency-access?to=/cases&area={AREA}")
    wrong = sent(police, form, reference="MAPPA-07-999999", reason="He is at the school gate now.")
    assert (wrong.status, "He is at the school gate now." in wrong.text) == (422, True)
    assert "You see the case for some hours." in sent(police, wrong, reference=reference(2)).text
    assert police.get(OTHER).status == 200
    assert "emergency access to review" in coordinator.get("/").text
    sent(coordinator, opened(coordinator, "/emergency", "Acknowledge emergency access"))
    review = opened(coordinator, f"{OTHER}/record", "Review emergency access")
    reviewed = sent(coordinator, review, outcome="NOT_JUSTIFIED", note="The school knows nothing of it.")
    assert "The review is recorded." in reviewed.text
    assert police.get(OTHER).status == 404
