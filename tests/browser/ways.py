"""The ways in which people do what they come to do: with the keyboard alone, or without a script.

A journey says what is pressed and typed, by the words on the page, and never how. A way does it: with the keyboard
alone; or without a script, at 400% zoom, in forced colours, with long names and texts that run from right to left.
"""

import re
from collections.abc import Mapping
from contextlib import nullcontext
from datetime import date
from pathlib import Path
from typing import Any, ClassVar, Final, Literal

from playwright.sync_api import Browser, Locator, expect

from tests.browser.chromium import DESKTOP, ZOOMED, Person
from tests.gateway.served import Served
from tests.gateway.web.reader import Reader

RIGHT_TO_LEFT: Final = "\u05db\u05d4\u05df-\u05dc\u05d5\u05d9 " * 12
LONG: Final = "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch " * 4
FARTHEST: Final = 150  # times that Tab is pressed on the longest page
BUSY: Final = 20_000  # milliseconds that a page may take where many tests run
TYPED: Final = ":is(textarea, input:not([type=radio], [type=checkbox]))"
Given = str | date
# How an element looks: GOV.UK draws the focus on a field itself, or, of what is ticked, before its label.
LOOKS: Final = """element => {
  const styles = ["outline", "boxShadow", "backgroundColor", "color", "borderWidth"];
  const look = (of, part) => styles.map((each) => getComputedStyle(of, part)[each]).join();
  const drawn = element.labels?.length && element.type !== "text" ? look(element.labels[0], "::before") : "";
  return look(element) + drawn;
}"""
# Null where the focus is elsewhere; else how it looks, and whether it is in the window with nothing lying over it.
FOCUSED: Final = f"""element => {{
  if (element !== document.activeElement) return null;
  const box = element.getClientRects()[0];
  const [x, y] = [box.x + box.width / 2, box.y + Math.min(box.height / 2, 12)];
  const top = document.elementFromPoint(x, y);
  return {{look: ({LOOKS})(element), bare: !!top && (element.contains(top) || top.contains(element))}};
}}"""

# Whether they stand at the beginning of a page that has a head, to which what they go to does not belong.
SKIPS: Final = """element => document.activeElement === document.body && !location.hash && !!element.closest("main")
  && !!document.querySelector(".govuk-skip-link")"""


class Way:
    """Somebody who does it in one way. ``person`` is their browser; whoever comes to it signs in as themselves."""

    options: ClassVar[dict[str, Any]]

    def __init__(self, browser: Browser, pages: Served) -> None:
        self.pages = pages
        self.person = Person(browser, pages.root, **self.options)
        self.page = self.person.page
        self.page.set_default_navigation_timeout(BUSY)
        self._sessions: dict[tuple[str, str | None], Any] = {}

    def comes(self, persona: str, to: str, purpose: str | None = None) -> None:
        """A persona at this browser, signed in, who opens a page by its address."""
        if (persona, purpose) not in self._sessions:
            with Reader(self.pages.root) as reader:
                reader.sign_in(persona, purpose=purpose)
                cookies = {each.name: each.value for each in reader.http.cookies.jar}
            self._sessions[persona, purpose] = [
                {"name": name, "value": value or "", "url": self.pages.root} for name, value in cookies.items()
            ]
        self.person.context.clear_cookies()
        self.person.context.add_cookies(self._sessions[persona, purpose])
        self.person.go(to)

    def forgets(self, persona: str, purpose: str | None = None) -> None:
        """The session of a persona is not used again: it ran out, or they left."""
        del self._sessions[persona, purpose]

    def press(self, role: Literal["link", "button"], name: str | re.Pattern[str], *, stays: bool = False) -> None:
        """Follow a link, or press a button, by its words, to the page it leads to; or one that stays on the page."""
        found = self.page.get_by_role(role, name=name)
        folded = found if found.count() else self.page.get_by_role(role, name=name, include_hidden=True)
        self._pressed(folded.first, stays=stays)

    def follow(self, link: Locator) -> None:
        """Follow a link that its words alone do not tell from others."""
        self._pressed(link)

    def unfold(self, words: str) -> None:
        """Open what is folded on the page."""
        self._pressed(self.page.locator("main summary", has_text=words).first, stays=True)

    def type(self, field: str, text: str) -> None:
        """Type into the field with this name."""
        self._type(self.page.locator(f"main [name='{field}']").first, text)

    def choose(self, field: str, value: str) -> None:
        """Choose one of a list, or of several buttons, by its value."""
        one = self.page.locator(f"main select[name='{field}'], main input[name='{field}'][value='{value}']").first
        if one.evaluate("element => element.tagName") == "SELECT":
            self._list(one, value)
        else:
            self._check(one)

    def fill(self, given: Mapping[str, Given]) -> None:
        """Fill in a form, each field by its name in whatever kind it is; a day in its three fields."""
        for field, value in given.items():
            if isinstance(value, date):
                for part in ("day", "month", "year"):
                    self.type(f"{field}-{part}", str(getattr(value, part)))
            elif self.page.locator(f"main {TYPED}[name='{field}']").count():
                self.type(field, value)
            else:
                self.choose(field, value)

    def does(self, act: str, given: Mapping[str, Given] | None = None, *, says: str) -> None:
        """Do an act that the page offers, as far as the page that says that it was done."""
        self.opens(act)
        self.fill(given or {})
        self.sends()
        self.done(says)

    def opens(self, act: str, on: str = "") -> None:
        """Open the form of an act that the page offers, the first where it offers several; or that ``on`` a record."""
        self._pressed(self.page.locator(f"main a[href^='/acts/{act}/']", has_text=on).first)

    def sends(self) -> None:
        """Send the form of an act."""
        self._pressed(self.page.locator("main form button[type=submit]:not([name])").last)

    def done(self, says: str) -> None:
        """Read that it was done."""
        expect(self.page.locator(".govuk-notification-banner--success")).to_contain_text(says)
        self.arrived()

    def refused(self, says: str, field: str) -> None:
        """Read what is amiss above the form, and go from there to the field that it is about."""
        assert self.page.title().startswith("Error: ")
        summary = self.page.locator(".govuk-error-summary")
        expect(summary).to_contain_text(says)
        self.arrived()
        self._told(summary)
        link = summary.get_by_role("link", name=says).first
        self._pressed(link, stays=True)
        self._led(self.page.locator(link.get_attribute("href") or ""), field)
        self.person.complaints.clear()  # Chromium complains of the status 422 itself

    def takes(self, role: Literal["link", "button"], name: str) -> Path:
        """The file that a link or a button gives."""
        found = self.page.get_by_role(role, name=name)
        self._reach(found)
        with self.page.expect_download() as taken:
            self._press(found)
        return Path(taken.value.path())

    def reads(self, text: str) -> None:
        """See it on the page."""
        expect(self.page.locator("main")).to_contain_text(text)
        self.arrived()

    def _pressed(self, on: Locator, *, stays: bool = False) -> None:
        self._unfolded(on)
        self._reach(on)  # by itself: on the way they may go to another part of the page, which is a navigation too
        with nullcontext() if stays else self.page.expect_navigation():
            self._press(on)

    def _unfolded(self, wanted: Locator) -> None:
        """Open what somebody has to open first, to come to what they want: what folds it stands around or before it."""
        fold = wanted.locator("xpath=(ancestor::details | ancestor::ul/preceding-sibling::details)[last()]/summary")
        if not wanted.is_visible() and fold.count():
            self._reach(fold)
            self._press(fold)

    def arrived(self) -> None:
        """What is looked at on each page that is come to."""

    def _told(self, summary: Locator) -> None:
        """What is looked at where something is amiss."""

    def _led(self, to: Locator, field: str) -> None:
        """What is looked at where a link led to what is amiss."""
        named = to.evaluate("element => (element.name ?? element.id)")
        assert named.startswith(field), named

    def _reach(self, there: Locator) -> None:
        """Come to what is to be pressed."""

    def _press(self, on: Locator) -> None:
        raise NotImplementedError

    def _type(self, into: Locator, text: str) -> None:
        raise NotImplementedError

    def _list(self, of: Locator, value: str) -> None:
        raise NotImplementedError

    def _check(self, one: Locator) -> None:
        raise NotImplementedError


class ByKeyboard(Way):
    """Without a mouse: Tab to it, and the keys that it takes. Wherever they come, they see that they are there."""

    options: ClassVar = {"size": DESKTOP}

    def _told(self, summary: Locator) -> None:
        expect(summary).to_be_focused()

    def _led(self, to: Locator, field: str) -> None:
        super()._led(to, field)
        expect(to).to_be_focused()

    def _press(self, on: Locator) -> None:
        assert on.evaluate(FOCUSED), on
        self.page.keyboard.press("Enter")

    def _type(self, into: Locator, text: str) -> None:
        self._reach(into)
        self.page.keyboard.press("Control+A")
        self.page.keyboard.insert_text(text)

    def _list(self, of: Locator, value: str) -> None:
        self._reach(of)
        self.page.keyboard.press("Home")
        for _ in range(of.locator("option").count()):
            if of.input_value() == value:
                return
            self.page.keyboard.press("ArrowDown")
        raise AssertionError("the arrows do not lead there")

    def _check(self, one: Locator) -> None:
        if one.get_attribute("type") == "checkbox":
            self._reach(one)
            self.page.keyboard.press("Space")
            return
        group = self.page.locator(f"main input[name='{one.get_attribute('name')}']")
        chosen = group.and_(self.page.locator(":checked"))  # it alone is in the order of Tab, and arrows go on from it
        self._reach(chosen.first if chosen.count() else group.first)
        for _ in range(group.count()):
            self.page.keyboard.press("Space")
            if one.is_checked():
                return
            self.page.keyboard.press("ArrowDown")
            if one.is_checked():
                return
        raise AssertionError("the arrows do not lead there")

    def _reach(self, there: Locator) -> None:
        element = there.element_handle()  # found once: to find it anew costs more than to press a key
        before = element.evaluate(LOOKS)
        self._skip(there)
        for pressed in range(FARTHEST):
            if there_is := element.evaluate(FOCUSED):
                assert there_is["bare"], f"something lies over {there}"
                assert not pressed or there_is["look"] != before, f"the focus cannot be seen on {there}"
                return
            self.page.keyboard.press("Tab")
        raise AssertionError(f"the keyboard does not reach {there}")

    def _skip(self, there: Locator) -> None:
        """Past the head of the page, by the link that is there for it, where they have only come and go into it."""
        if there.evaluate(SKIPS):
            self.page.keyboard.press("Tab")
            expect(self.page.locator(".govuk-skip-link")).to_be_focused()
            self.page.keyboard.press("Enter")


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
