"""What people come to do, step by step, and the ways in which each of them can do it.

A journey says what is pressed and typed, by the words on the page, and never how. A way does it: with the keyboard
alone; or without a script, at 400% zoom, in forced colours, with long names and texts that run from right to left.
"""

import re
from collections.abc import Callable
from typing import Any, ClassVar, Final, Literal

from playwright.sync_api import Browser, Locator, expect

from tests.browser.chromium import DESKTOP, ZOOMED, Person

RIGHT_TO_LEFT: Final = "\u05db\u05d4\u05df-\u05dc\u05d5\u05d9 " * 12
LONG: Final = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 4
FARTHEST: Final = 150  # times that Tab is pressed on the longest page
HERE: Final = "element => element === document.activeElement"


class Way:
    """Somebody who does it in one way. ``person`` is their browser."""

    options: ClassVar[dict[str, Any]]

    def __init__(self, browser: Browser, root: str) -> None:
        self.person = Person(browser, root, **self.options)
        self.page = self.person.page

    def press(self, role: Literal["link", "button"], name: str | re.Pattern[str]) -> None:
        """Follow a link, or press a button, by its words."""
        self._press(self.page.get_by_role(role, name=name).first)

    def type(self, field: str, text: str) -> None:
        """Type into the field with this name."""
        self._type(self.page.locator(f"main [name='{field}']").first, text)

    def choose(self, field: str, value: str) -> None:
        """Choose one of a list, or of several buttons, by its value."""
        listed = self.page.locator(f"main select[name='{field}']")
        if listed.count():
            self._list(listed.first, value)
        else:
            self._check(self.page.locator(f"main input[name='{field}'][value='{value}']"))

    def reads(self, text: str) -> None:
        """See it on the page."""
        expect(self.page.locator("main")).to_contain_text(text)
        self.arrived()

    def arrived(self) -> None:
        """What is looked at on each page that is come to."""

    def _press(self, on: Locator) -> None:
        raise NotImplementedError

    def _type(self, into: Locator, text: str) -> None:
        raise NotImplementedError

    def _list(self, of: Locator, value: str) -> None:
        raise NotImplementedError

    def _check(self, one: Locator) -> None:
        raise NotImplementedError


class ByKeyboard(Way):
    """Without a mouse: Tab to it, and the keys that it takes."""

    options: ClassVar = {"size": DESKTOP}

    def _press(self, on: Locator) -> None:
        self._go_to(on)
        self.page.keyboard.press("Enter")
        self.page.wait_for_load_state("load")

    def _type(self, into: Locator, text: str) -> None:
        self._go_to(into)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def _list(self, of: Locator, value: str) -> None:
        self._go_to(of)
        self.page.keyboard.press("Home")
        for _ in range(of.locator("option").count()):
            if of.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError("the arrows do not lead there")

    def _check(self, one: Locator) -> None:
        group = self.page.locator(f"main input[name='{one.get_attribute('name')}']")
        self._go_to(group.first)  # of buttons of which one is chosen, one is in the order of Tab, and arrows go on
        for _ in range(group.count()):
            self.page.keyboard.press("Space")
            if one.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
            if one.is_checked():
                return
        raise AssertionError("the arrows do not lead there")

    def _go_to(self, there: Locator) -> None:
        expect(there).to_be_visible()
        for _ in range(FARTHEST):
            if there.evaluate(HERE):
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {there}")


class WithoutScript(Way):
    """Without a script, at 400% zoom and in forced colours; no page may scroll sideways."""

    options: ClassVar = {
        "java_script_enabled": False,
        "size": ZOOMED,
        "forced_colors": "active",
        "reduced_motion": "reduce",
    }

    def arrived(self) -> None:
        assert not self.person.overflows(), self.page.url

    def _press(self, on: Locator) -> None:
        on.click()

    def _type(self, into: Locator, text: str) -> None:
        into.fill(text)

    def _list(self, of: Locator, value: str) -> None:
        of.select_option(value)

    def _check(self, one: Locator) -> None:
        one.check()


WAYS: Final = (ByKeyboard, WithoutScript)
CASE: Final = "MAPPA-07-000001"


def a_case_is_found_and_read(way: Way) -> None:
    way.person.sign_in("coordinator", "/cases")
    way.type("q", "mappa 7 1")
    way.press("button", "Find")
    way.press("link", CASE)
    way.reads("Summary")
    for part in ("Timeline", "Risk and plan", "Meetings and decisions"):
        way.press("link", part)
        assert way.person.heading.startswith(part.partition(" ")[0])
        way.arrived()


def a_view_is_saved_and_removed(way: Way) -> None:
    way.person.sign_in("coordinator", "/saved-views?level=LEVEL_3&q=Familyname")
    way.press("button", "Save the view")
    way.reads("Enter a name for the view")
    way.person.complaints.clear()  # Chromium complains of the status 422 itself
    name = RIGHT_TO_LEFT.strip()[:40].strip()
    way.type("name", name)
    way.press("button", "Save the view")
    way.reads("The view is saved")
    way.press("button", "Remove")
    way.reads("The view is removed")


def a_referral_is_begun_and_withdrawn(way: Way) -> None:
    way.person.sign_in("police", f"/cases/{CASE}")
    way.press("button", "Start a referral")
    way.press("button", "Start a referral")
    way.reads("There is a problem")
    way.person.complaints.clear()  # Chromium complains of the status 422 itself
    way.choose("levelSought", "LEVEL_3")
    way.choose("reason", "CHANGE_OF_RISK")
    way.type("summary", LONG + RIGHT_TO_LEFT)
    way.press("button", "Start a referral")
    way.reads("is begun")
    way.press("button", "Withdraw")
    way.type("reason", RIGHT_TO_LEFT)
    way.press("button", "Withdraw")
    way.reads("is withdrawn")


def an_access_is_looked_into(way: Way) -> None:
    way.person.sign_in("auditor", "/access")
    way.type("name", "Lindqvist")
    way.press("button", "Search")
    way.reads("Entries, the latest first")
    way.press("link", re.compile(r"\d\d:\d\d:\d\d"))  # an entry, by its moment
    way.reads("How it ended")


def the_law_is_asked_why(way: Way) -> None:
    way.person.sign_in("policy", "/law")
    way.choose("role", "chair")
    way.choose("what", "health")
    way.press("button", "Explain")
    way.reads("The answer")
    way.press("link", "See what a change of it would do")
    way.arrived()


def a_purpose_is_changed_and_one_signs_out(way: Way) -> None:
    way.person.sign_in("coordinator")
    way.press("link", "Change your purpose")
    way.choose("purpose", "PREPARE_MEETING")
    way.press("button", "Continue")
    expect(way.page.locator(".app-identity")).to_contain_text("Prepare or hold a meeting")
    way.press("button", "Sign out")
    assert way.person.heading == "You are signed out"


def minutes_are_written_and_an_action_is_set(way: Way, room: str) -> None:
    """In the room of a meeting, in which the minutes are begun."""
    way.person.sign_in("coordinator", room, "PREPARE_MEETING")
    text = f"{type(way).__name__}: {RIGHT_TO_LEFT}".strip()
    way.type("body", text)
    way.choose("assertion", "FACT")
    way.press("button", "Save")
    expect(way.page.locator("main")).to_contain_text(re.compile("Saved at|Success"))
    way.type("description", f"Ring the school: {type(way).__name__}")
    way.choose("owner", "police")
    for part, value in (("day", "1"), ("month", "12"), ("year", "2030")):
        way.type(f"dueOn-{part}", value)
    way.press("button", "Set the action")
    expect(way.page.locator("#room-actions")).to_contain_text(f"Ring the school: {type(way).__name__}")
    way.arrived()
    way.person.go(room)
    assert way.page.locator("main [name=body]").first.input_value().strip() == text


JOURNEYS: Final[tuple[Callable[[Way], None], ...]] = (
    a_case_is_found_and_read,
    a_view_is_saved_and_removed,
    a_referral_is_begun_and_withdrawn,
    an_access_is_looked_into,
    the_law_is_asked_why,
    a_purpose_is_changed_and_one_signs_out,
)
