"""Every page with axe, at a desktop and at 400% zoom, and in its states: empty, in error, long, right to left."""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from gateway.web.pages.case.case import PARTS, SEEN
from gateway.web.pages.work import waiting
from tests.browser.chromium import DESKTOP, PHONE, ZOOMED, Person
from tests.browser.screenshots import CASE, around_a_meeting
from tests.gateway import served as serving

LISTS = ("/", "/cases", "/meetings", "/meetings?view=month", "/actions", "/reviews", "/referrals", "/purpose")
WAITING = ("/findings", "/invitations", "/releases", "/minutes", "/notices", *(each.path for each in waiting.PAGES))
BESIDE = (
    "/developers",
    "/developers/changes",
    "/developers/schema",
    "/developers/schema/Case",
    "/caseload",
    "/export/cases",
)
EMPTY = ("/cases?q=zzzz", "/meetings?on=1990-01-01", "/actions?status=WITHDRAWN&due=overdue", "/nowhere")
ADDRESSES = (*LISTS, *WAITING, *BESIDE, *EMPTY, *(CASE + each.address for each in PARTS if each is not SEEN))


SHOWN = "(select person_id from coordination.\"case\" where reference = 'MAPPA-07-000001')"
FAMILY_NAME = f"select family_name from person.person where id = {SHOWN}"  # noqa: S608 - our own words
RENAME = f"update person.person set family_name = %s where id = {SHOWN}"  # noqa: S608 - our own words


def wrong(person: Person, address: str) -> list[str]:
    person.go(address)
    person.page.evaluate("for (const each of document.querySelectorAll('details')) each.open = true")
    found = [f"{address}: {each}" for each in person.findings()]
    person.page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    found += [f"{address}: at 400% it scrolls sideways"] if person.overflows() else []
    person.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})
    return found


@pytest.mark.parametrize("address", ADDRESSES)
def test_axe_finds_nothing_and_a_page_at_400_per_cent_keeps_its_width(coordinator: Person, address: str) -> None:
    assert wrong(coordinator, address) == []


@pytest.fixture(scope="module")
def auditor(browser: Browser, pages: serving.Served) -> Iterator[Person]:
    person = Person(browser, pages.root)
    person.sign_in("auditor", "/access")
    yield person
    person.close()


ASKED = "role=chair&agency=probation&clearance=none&purpose=manage_risk&what=health&standing=convened&handling=ordinary"
WHY = f"/law?{ASKED}&item=open&ownership=other"


def test_axe_finds_nothing_in_the_auditors_pages(auditor: Person) -> None:
    auditor.go("/access")
    first = auditor.page.locator("a[href^='/access/entries/']").first.get_attribute("href")
    assert [each for address in ("/access", "/detections", first or "", WHY) for each in wrong(auditor, address)] == []


def test_axe_finds_nothing_where_accesses_to_a_case_are_checked(browser: Browser, pages: serving.Served) -> None:
    person = Person(browser, pages.root)
    person.sign_in("coordinator", CASE + SEEN.address, "VERIFY_LAWFULNESS")
    assert person.heading.startswith("Who has seen it")
    assert wrong(person, CASE + SEEN.address) == []
    person.close()


def test_axe_finds_nothing_in_a_meeting_its_pack_and_minutes_and_what_is_taken_out(coordinator: Person) -> None:
    shown = around_a_meeting(coordinator)
    assert [each for address in shown for each in wrong(coordinator, address)] == []
    assert coordinator.heading == "Take the minutes out as a file"


def test_axe_finds_nothing_in_an_error_and_its_summary_takes_the_focus(coordinator: Person) -> None:
    coordinator.go("/developers")
    coordinator.page.get_by_label("Variables").fill("[")
    coordinator.page.get_by_role("button", name="Ask").click()
    assert coordinator.findings() == []
    assert coordinator.page.evaluate("document.activeElement.className").startswith("govuk-error-summary")
    coordinator.page.locator(".govuk-error-summary a").click()
    assert coordinator.page.evaluate("document.activeElement.id") == "variables"
    coordinator.complaints.clear()  # Chromium complains of the status 422 itself


def test_axe_finds_nothing_in_saved_views_empty_in_error_and_full_of_one(coordinator: Person) -> None:
    form = "/saved-views?level=LEVEL_3&q=Familyname"
    assert [each for address in ("/saved-views", form) for each in wrong(coordinator, address)] == []
    coordinator.go(form)
    coordinator.page.get_by_role("button", name="Save the view").click()
    coordinator.page.wait_for_url("**/saved-views")
    coordinator.complaints.clear()  # Chromium complains of the status 422 itself
    assert coordinator.findings() == []
    coordinator.page.get_by_label("Name of the view").fill("Panels " * 8)
    coordinator.page.get_by_role("button", name="Save the view").click()
    coordinator.page.get_by_text("The view is saved").wait_for()
    assert [each for address in ("/saved-views", "/cases") for each in wrong(coordinator, address)] == []
    coordinator.go("/saved-views")
    coordinator.page.get_by_role("button", name="Remove Panels").click()
    coordinator.page.get_by_text("You have saved none").wait_for()


def test_axe_finds_nothing_in_what_acts_empty_or_in_error(browser: Browser, pages: serving.Served) -> None:
    person = Person(browser, pages.root)
    person.sign_in("police", CASE)
    referrals = "/referrals/REF-07-000001-1"
    form = person.page.get_by_role("button", name="Start a referral").get_attribute("href") or ""
    assert [each for address in (referrals, form) for each in wrong(person, address)] == []
    person.page.get_by_role("button", name="Start a referral").click()
    assert person.findings() == []
    person.page.locator(".govuk-error-summary a").first.click()
    assert person.page.evaluate("document.activeElement.name") == "levelSought"
    person.complaints.clear()  # Chromium complains of the status 422 itself
    person.close()


def test_a_name_that_runs_from_right_to_left_turns_nothing_around_it(
    coordinator: Person, caseload: serving.Database
) -> None:
    name = "\u05db\u05d4\u05df-\u05dc\u05d5\u05d9 " * 8
    (before,) = caseload.execute(FAMILY_NAME)
    caseload.execute(RENAME, [name])
    try:
        assert wrong(coordinator, CASE) == []
        assert wrong(coordinator, "/cases") == []
        assert coordinator.page.locator("bdi", has_text=name.strip()).first.is_visible()
    finally:
        caseload.execute(RENAME, [before["family_name"]])


def test_in_forced_colours_and_on_a_phone_the_page_still_says_everything(
    browser: Browser, pages: serving.Served
) -> None:
    person = Person(browser, pages.root, size=PHONE, forced_colors="active", reduced_motion="reduce")
    person.sign_in("coordinator")
    assert person.heading == "Today"
    assert person.findings() == []
    assert not person.overflows()
    person.page.get_by_role("button", name="Menu").click()
    person.page.get_by_role("link", name="Cases", exact=True).click()
    assert person.heading == "Cases"
    person.close()
