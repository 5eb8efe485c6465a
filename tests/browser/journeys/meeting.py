"""A meeting: it is planned and called, who is asked answers; its minutes are circulated, agreed and amended."""

import re
from datetime import date, timedelta
from typing import Final

from playwright.sync_api import expect

from tests.browser.journeys.deciding import HELD
from tests.browser.journeys.reading import CASE
from tests.browser.ways import RIGHT_TO_LEFT, Given, Way
from tests.gateway.acting import document, done, order
from tests.gateway.minuting import INFORM, WITHHELD, WRITE, act

WRITTEN: Final = """query Written($reference: String!) { case(reference: $reference) { meetings(first: 20) { nodes {
    meeting { reference } minutes { id version sections { id version contributor state } } } } } }"""
COMING: Final = "{ meetings(first: 50, sort: {by: HELD_ON, direction: DESC}) { nodes { id version reference } } }"
INVITE: Final = document("inviteToMeeting", "invitation", "wholeAgenda")
REVIEWED: Final = """update coordination.meeting_case set next_review_on = current_date + 60 where meeting_id =
    (select id from coordination.meeting where reference = %s)"""


def a_meeting_is_planned_called_and_answered(way: Way) -> None:
    way.comes("coordinator", "/meetings")
    way.opens("schedule-meeting")
    day = way.pages.clock().date() + timedelta(days=40)
    when: dict[str, Given] = {"level": "LEVEL_2", "heldOn": day, "startsAt": "late", "lastsMinutes": "60"}
    chair = {"chairGrade": "Head of service", "chairSeniority": "SUPERINTENDENT_EQUIVALENT", "remote": "yes"}
    way.fill(when | {"chair": listed(way, "chair", "Gwilym Ashdown")} | chair)
    way.sends()
    way.refused("This is no time of day", "startsAt")
    way.type("startsAt", "10:00")
    way.sends()
    way.done("is planned")
    meeting = way.page.url.removeprefix(way.pages.root)
    way.comes("coordinator", f"/cases/{CASE}")
    of = meeting.rpartition("/")[2]
    way.does("list-case", {"meeting": of, "purpose": "REVIEW"}, says="The case is on the agenda")
    way.opens("invite-to-meeting")
    way.fill({"who": listed(way, "who", "Rowan Tarrant")})
    way.sends()
    way.done("They are on the list")
    others_invite(way, of)
    way.comes("coordinator", meeting)
    way.does("circulate-agenda", says="The agenda is circulated")
    way.comes("police", meeting)
    way.does("reply-to-invitation", {"reply": "DEPUTY_SENT", "deputy": RIGHT_TO_LEFT}, says="Your answer is recorded")
    way.comes("police", meeting)
    way.press("link", "Joining pack")
    way.reads(CASE)


def others_invite(way: Way, meeting: str) -> None:
    """Who else must be asked, asked by a colleague meanwhile."""
    for agency in ("prison", "probation"):
        found = way.pages.ask("coordinator", COMING).data["meetings"]["nodes"]
        (one,) = [each for each in found if each["reference"] == meeting]
        done(way.pages.ask("coordinator", INVITE, order(one, name="Nell Faraday", agency=agency)))


def listed(way: Way, field: str, words: str) -> str:
    """The value of what a list offers under words that begin so."""
    option = way.page.locator(f"main select[name='{field}'] option", has_text=words).first
    return option.get_attribute("value") or ""


def minutes_are_begun_compared_circulated_agreed_and_amended(way: Way) -> None:
    way.comes("coordinator", f"/cases/{CASE}/meetings")
    way.does("begin-minutes", {"meeting": HELD}, says="The minutes are begun")
    minutes = way.page.url.removeprefix(way.pages.root)
    others_write(way)
    way.comes("coordinator", minutes)
    way.does("write-minutes-section", {"body": "All were there.", "assertion": "FACT"}, says="The section is saved")
    way.unfold("Compare its texts")
    way.reads("Each text as it differs from the one before")
    way.opens("circulate-minutes")
    way.sends()
    way.refused("Every meeting considers disclosure", "whole")
    way.press("link", "Cancel")
    decided: dict[str, Given] = {"outcome": "NOT_DISCLOSED", "reason": "It would add risk and no safety."}
    way.does("record-disclosure-decision", decided, says="The decision on disclosure is recorded")
    way.does("circulate-minutes", says="The minutes are circulated")
    way.comes("chair", minutes)
    way.does("agree-minutes", says="The minutes are agreed")
    way.comes("coordinator", minutes)
    way.does("amend-minutes", {"what": RIGHT_TO_LEFT, "reason": "A name was wrong."}, says="A further edition is begun")


def others_write(way: Way) -> None:
    """What else is needed of the minutes, written elsewhere meanwhile."""
    found = way.pages.ask("coordinator", WRITTEN, {"reference": CASE}, purpose="PREPARE_MEETING").data
    items = found["case"]["meetings"]["nodes"]
    (minutes,) = [each["minutes"] for each in items if each["meeting"]["reference"] == HELD]
    done(act(way.pages, "coordinator", INFORM, minutes, **WITHHELD))
    for each in minutes["sections"]:
        if (each["contributor"], each["state"]) == ("coordination", "EMPTY"):
            done(act(way.pages, "coordinator", WRITE, each, body="It was discussed.", assertion="FACT"))
    way.pages.database.execute(REVIEWED, [HELD])


def minutes_are_written_and_an_action_is_set(way: Way, room: str) -> None:
    """In the room of a meeting, in which the minutes are begun."""
    way.comes("coordinator", room, "PREPARE_MEETING")
    text = f"{type(way).__name__}: {RIGHT_TO_LEFT}".strip()
    way.type("body", text)
    way.choose("assertion", "FACT")
    way.press("button", "Save", stays=True)
    expect(way.page.locator("main")).to_contain_text(re.compile("Saved at|Success"))
    action = f"Ring the school: {type(way).__name__}"
    way.fill({"description": action, "owner": "police", "dueOn": date(2030, 12, 1)})
    way.press("button", "Set the action", stays=True)
    expect(way.page.locator("#room-actions")).to_contain_text(action)
    way.arrived()
    way.person.go(room)
    assert way.page.locator("main [name=body]").first.input_value().strip() == text


JOURNEYS: Final = (
    a_meeting_is_planned_called_and_answered,
    minutes_are_begun_compared_circulated_agreed_and_amended,
)
