"""Working: an action from its setting to its close, a review that is held."""

from datetime import timedelta
from typing import Final

from tests.browser.journeys.reading import CASE
from tests.browser.ways import RIGHT_TO_LEFT, Given, Way


def an_action_is_set_accepted_done_and_closed(way: Way) -> None:
    today = way.pages.clock().date()
    way.comes("coordinator", f"/cases/{CASE}")
    set_on: dict[str, Given] = {"description": RIGHT_TO_LEFT, "owner": "police", "dueOn": today + timedelta(days=10)}
    way.does("set-action", set_on, says="is set for Police")
    action = way.page.url.removeprefix(way.pages.root)
    way.comes("police", action)
    way.does("accept-action", says="is yours to do")
    way.does("complete-action", {"what": "Visited.", "evidence": "Visit log 17."}, says="verifies it")
    way.comes("coordinator", action)
    way.does("close-action", {"verifiedBy": "The log."}, says="is closed")


def a_review_is_held(way: Way) -> None:
    today = way.pages.clock().date()
    way.comes("probation", "/reviews")
    way.opens("hold-review", on="MAPPA-07-000002")
    way.fill({"heldOn-day": "31", "heldOn-month": "2", "heldOn-year": "2026", "summary": "Nothing changed."})
    way.sends()
    way.refused("When was it held?", "heldOn")
    way.fill({"heldOn": today, "kind": "LEVEL_1_REVIEW", "outcome": "RETAIN_LEVEL_1"})
    way.sends()
    way.done("The review is recorded")


JOURNEYS: Final = (an_action_is_set_accepted_done_and_closed, a_review_is_held)
