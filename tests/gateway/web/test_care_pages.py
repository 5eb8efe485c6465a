"""Children referred, programmes, and emergency access in pages."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from gateway.demonstration.personas import AREA
from tests.gateway import served as serving
from tests.gateway.small_caseload import case_id, reference
from tests.gateway.web.acting import dated, opened, sent, signed_in
from tests.gateway.web.reader import Reader

PEOPLE, SENTENCE = f"/cases/{reference(1)}/people", f"/cases/{reference(1)}/sentence"
OTHER = f"/cases/{reference(2)}"
TABLES = (
    "coordination.step",
    "coordination.safeguarding_referral",
    "probation.programme",
    "coordination.joint_care_exception",
    "coordination.finding",
)
LACKING = """insert into coordination.finding
    (id, case_id, kind, data_class, says, owner, holds_from, assessed_on)
    values (gen_random_uuid(), %s, 'NO_PRISON_MANAGER', 'custody', 'None.', 'prison', current_date, current_date)"""


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


def test_a_case_is_excepted_from_joint_care_for_a_while(pages: serving.Served, readers: dict[str, Reader]) -> None:
    coordinator = readers["coordinator"]
    pages.database.execute(LACKING, [case_id(1)])
    last = dated("endsOn", pages.clock().date() + timedelta(days=20))
    given = {"manager": "PRISON", "reason": "Between two prisons.", "meanwhile": "The head of the unit"}
    listed = sent(coordinator, opened(coordinator, SENTENCE, "List care exception"), **given, **last)
    assert "The case is on the exceptions list." in listed.text
    assert ("1 exception in force" in listed.text, "The head of the unit" in listed.text) == (True, True)
    form = opened(coordinator, "/exceptions", "End care exception")
    ended = sent(coordinator, form, reason="A manager was named.")
    assert "Nothing waits that you may see." in ended.text


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
