"""What goes wrong on the way: somebody else was quicker; the session ran out while one typed."""

from datetime import timedelta
from typing import Final

from playwright.sync_api import expect

from tests.browser.journeys.reading import CASE
from tests.browser.ways import RIGHT_TO_LEFT, Given, Way
from tests.gateway.acting import document, done, order

ACTIONS: Final = "{ actions(first: 50) { nodes { id version acts reference } } }"
EXTEND: Final = document("extendAction", "action", "dueOn")


def somebody_else_changed_it_meanwhile(way: Way) -> None:
    today = way.pages.clock().date()
    found = way.pages.ask("coordinator", ACTIONS).data["actions"]["nodes"]
    action = next(each for each in found if "EXTEND_ACTION" in each["acts"])
    way.comes("coordinator", f"/actions/{action['reference']}")
    way.opens("extend-action")
    sooner = order(action, dueOn=str(today + timedelta(days=20)), reason="Nobody was in.")
    done(way.pages.ask("coordinator", EXTEND, sooner))
    way.fill({"dueOn": today + timedelta(days=30), "reason": RIGHT_TO_LEFT})
    way.sends()
    way.refused("It is at version", "whole")
    way.reads("Somebody changed this since you read it")
    way.sends()
    way.done("is now to be done by")


def the_session_ran_out_while_one_typed(way: Way) -> None:
    given: dict[str, Given] = {"description": RIGHT_TO_LEFT.strip(), "owner": "police"}
    way.comes("coordinator", f"/cases/{CASE}")
    way.opens("set-action")
    way.fill(given)
    way.forgets("coordinator")
    with way.pages.clock.forward(timedelta(minutes=40)):
        way.sends()
        way.reads("What you typed is kept")
        way.press("button", "Sign in")
        way.press("button", "Farida Lindqvist")  # at the identity provider
        way.choose("purpose", "COORDINATE_ARRANGEMENTS")
        way.press("button", "Continue")
        expect(way.page.locator("[name=description]")).to_have_value(RIGHT_TO_LEFT.strip())
        way.fill({"dueOn": (way.pages.clock() + timedelta(days=10)).date()})
        way.sends()
        way.done("is set for Police")


JOURNEYS: Final = (somebody_else_changed_it_meanwhile, the_session_ran_out_while_one_typed)
