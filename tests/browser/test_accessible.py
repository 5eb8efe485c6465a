"""Pages in states that somebody brings about, with axe, at a desktop and at 400% zoom: in error, full, long, by phone.

What every page has to hold to as it is opened is in ``test_every_page``.
"""

from collections.abc import Iterator

import pytest
from playwright.sync_api import Browser

from tests.browser.chromium import DESKTOP, PHONE, ZOOMED, Person
from tests.browser.screenshots import CASE
from tests.gateway import served as serving

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


@pytest.fixture(scope="module")
def auditor(browser: Browser, pages: serving.Served) -> Iterator[Person]:
    person = Person(browser, pages.root)
    person.sign_in("auditor", "/access")
    yield person
    person.close()


ASKED = "role=chair&agency=probation&clearance=none&purpose=manage_risk&what=health&standing=convened&handling=ordinary"
# The map has a cell for everything: three rows of each of its tables, and some rules, are like all others.
A_FEW = "for (const e of document.querySelectorAll('tbody tr:nth-child(n+4), dl:nth-of-type(n+9)')) e.remove()"
WHY = f"/law?{ASKED}&item=open&ownership=other"


def test_axe_finds_nothing_in_what_the_law_says_of_a_decision_nor_in_its_map(auditor: Person) -> None:
    assert wrong(auditor, WHY) == []
    auditor.go("/law/map")
    auditor.page.evaluate(A_FEW)
    assert auditor.findings() == []
    auditor.page.set_viewport_size({"width": ZOOMED[0], "height": ZOOMED[1]})
    assert not auditor.overflows()
    auditor.page.set_viewport_size({"width": DESKTOP[0], "height": DESKTOP[1]})


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


def test_on_a_phone_without_a_script_a_case_begins_with_who_it_is_and_what_is_due(
    browser: Browser, pages: serving.Served
) -> None:
    person = Person(browser, pages.root, size=PHONE, java_script_enabled=False)
    person.sign_in("coordinator", CASE)
    for words in ("born", "Level 2", "review due", "What is due"):
        box = person.page.locator("main").get_by_text(words).first.bounding_box()
        assert box, words
        assert box["y"] + box["height"] < PHONE[1], words
    others = person.page.get_by_role("link", name="Risk and plan")
    assert not others.is_visible()
    person.page.locator(".app-parts summary").press("Enter")
    others.click()
    assert person.heading.startswith("Risk and plan")
    person.close()


def test_a_review_in_the_list_of_a_co_ordinator_is_two_lines_tall(coordinator: Person) -> None:
    coordinator.go("/reviews")
    rows = coordinator.page.locator("tbody tr").evaluate_all("rows => rows.map(each => each.clientHeight)")
    assert rows
    assert max(rows) < 4 * 25  # two lines, and a third where a name is long
    coordinator.page.get_by_text("More").first.click()
    coordinator.page.get_by_role("link", name="Have it held sooner").first.click()
    assert coordinator.heading == "Have it held sooner"


def test_a_tile_counts_what_its_list_shows(coordinator: Person) -> None:
    coordinator.go("/")
    tiles = coordinator.page.locator(".app-tile__link").evaluate_all(
        "links => links.map(each => [each.innerText.split(/\\s/)[0], each.getAttribute('href')])"
    )
    listed = {}
    for _, where in tiles:
        coordinator.go(where)
        found = coordinator.page.locator("h2#found")
        if found.count():  # meetings stand in a calendar
            listed[where] = found.inner_text().split()[0]
    assert len(listed) > len(tiles) / 2
    assert [(count, where) for count, where in tiles if listed.get(where, count) != count] == []
