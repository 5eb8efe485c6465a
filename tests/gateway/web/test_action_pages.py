"""An action from its setting to its verification, in pages, without JavaScript."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.gateway import served as serving
from tests.gateway.small_caseload import reference
from tests.gateway.web.acting import offered, opened, sent
from tests.gateway.web.reader import Reader

CASE = f"/cases/{reference(1)}"


@pytest.fixture(scope="module")
def readers(pages: serving.Served) -> Iterator[dict[str, Reader]]:
    made = {persona: Reader(pages.root) for persona in ("police", "coordinator")}
    for persona, each in made.items():
        each.sign_in(persona)
    yield made
    for each in made.values():
        each.http.close()


def day(pages: serving.Served, ahead: int) -> dict[str, str]:
    """A day as it is typed."""
    due = (pages.clock() + timedelta(days=ahead)).date()
    return {"dueOn-day": str(due.day), "dueOn-month": str(due.month), "dueOn-year": str(due.year)}


def test_an_action_is_set_accepted_extended_done_and_closed(pages: serving.Served, readers: dict[str, Reader]) -> None:
    police, coordinator = readers["police"], readers["coordinator"]
    form = opened(coordinator, CASE, "Set action")
    made = sent(coordinator, form, description="Visit the address.", owner="police", **day(pages, 10))
    assert "is set for Police" in made.text
    at = str(made.response.url.path)
    assert "is yours to do" in sent(police, opened(police, at, "Accept action")).text
    later = opened(coordinator, at, "Extend action")
    assert "is now to be done by" in sent(coordinator, later, reason="Nobody was in.", **day(pages, 20)).text
    said = sent(police, opened(police, at, "Complete action"), what="Visited on Tuesday.", evidence="Visit log 17.")
    assert "The co-ordination unit verifies it" in said.text
    verifying = opened(coordinator, at, "Close action")
    assert "Visit log 17." in verifying.text
    closed = sent(coordinator, verifying, verifiedBy="The log.")
    assert "is closed" in closed.text
    assert "Nobody was in." in closed.text
    for of, listed in (("", False), ("?status=CLOSED", True), ("?status=ANY", True), ("?status=TO_BE_DONE", False)):
        assert ("Visit the address." in police.get(f"/actions{of}").links()) is listed


def test_every_act_that_is_offered_on_an_action_opens_its_form(
    pages: serving.Served, readers: dict[str, Reader]
) -> None:
    coordinator = readers["coordinator"]
    form = opened(coordinator, CASE, "Set action")
    made = sent(coordinator, form, description="Ask housing.", owner="coordination", **day(pages, 3))
    acts = offered(made)
    assert {"Reassign action", "Withdraw action", "Accept action"} <= set(acts)
    assert {act: coordinator.get(where).status for act, where in acts.items()} == dict.fromkeys(acts, 200)
