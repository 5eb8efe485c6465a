"""Reading: a case is found, a view of the list is saved, the list is taken out; and why one is here."""

import csv
from typing import Final

from playwright.sync_api import expect

from tests.browser.ways import RIGHT_TO_LEFT, Way

CASE: Final = "MAPPA-07-000001"


def one_signs_in_changes_the_purpose_and_signs_out(way: Way) -> None:
    way.person.context.clear_cookies()
    way.person.go("/cases")
    way.press("button", "Sign in")
    way.press("button", "Farida Lindqvist")  # at the identity provider
    way.choose("purpose", "COORDINATE_ARRANGEMENTS")
    way.press("button", "Continue")
    assert way.person.heading == "Cases"
    way.press("link", "Change your purpose")
    way.choose("purpose", "PREPARE_MEETING")
    way.press("button", "Continue")
    expect(way.page.locator(".app-identity")).to_contain_text("Prepare or hold a meeting")
    way.press("button", "Sign out")
    assert way.person.heading == "You are signed out"


def a_case_is_found_and_read(way: Way) -> None:
    way.comes("coordinator", "/cases")
    way.type("q", "mappa 7 1")
    way.press("button", "Find")
    way.press("link", CASE)
    way.reads("Summary")
    for part in ("Timeline", "Risk and plan", "Meetings and decisions"):
        way.press("link", part)
        assert way.person.heading.startswith(part.partition(" ")[0])
        way.arrived()


def a_view_is_saved_and_removed(way: Way) -> None:
    way.comes("coordinator", "/saved-views?level=LEVEL_3&q=Familyname")
    way.press("button", "Save the view")
    way.refused("Enter a name for the view", "name")
    name = RIGHT_TO_LEFT.strip()[:40].strip()
    way.type("name", name)
    way.press("button", "Save the view")
    way.reads("The view is saved")
    way.press("button", "Remove")
    way.reads("The view is removed")


def a_list_is_taken_out_as_a_file(way: Way) -> None:
    way.comes("coordinator", "/cases")
    way.unfold("Narrow and sort the list")
    way.choose("level", "LEVEL_2")
    way.press("button", "Find")
    way.press("link", "Take the list out as a file")
    way.reads("It is recorded as a disclosure by you")
    lines = list(csv.DictReader(way.takes("button", "Take it out").read_text("utf-8-sig").splitlines()))
    assert lines
    assert {each["Level"] for each in lines} == {"Level 2"}


JOURNEYS: Final = (
    one_signs_in_changes_the_purpose_and_signs_out,
    a_case_is_found_and_read,
    a_view_is_saved_and_removed,
    a_list_is_taken_out_as_a_file,
)
