"""The journeys, by keyboard alone and without JavaScript; nothing is loaded from elsewhere."""

from collections.abc import Callable

import pytest
from playwright.sync_api import Browser, expect

from tests.browser.chromium import Person
from tests.browser.journeys import CASE, FARTHEST, JOURNEYS, WAYS, Way
from tests.gateway import served as serving


def test_without_javascript_everything_can_be_done(browser: Browser, pages: serving.Served) -> None:
    person = Person(browser, pages.root, java_script_enabled=False)
    person.sign_in("coordinator", "/cases")
    page = person.page
    page.get_by_label("Find a case").fill("mappa 7 1")
    page.get_by_role("button", name="Find").click()
    page.get_by_role("link", name=CASE).click()
    for part in ("Timeline", "Risk and plan", "Meetings and decisions"):
        page.get_by_role("link", name=part).click()
        assert person.heading.startswith(part)
    page.locator("summary").first.click()
    page.locator("a[href*='/minutes/']").first.click()
    assert person.heading.startswith("Minutes")
    for link, heading in (("Meetings", "Meetings"), ("Actions", "Actions"), ("Reviews", "Reviews")):
        page.get_by_label("Main menu").get_by_role("link", name=link).click()
        assert person.heading == heading
    page.get_by_role("link", name="Change").click()
    page.locator('input[value="PREPARE_MEETING"]').check()
    page.get_by_role("button", name="Continue").click()
    assert "Prepare or hold a meeting" in page.locator(".app-identity").inner_text()
    page.get_by_role("link", name="For developers").click()
    page.get_by_role("button", name="Ask").click()
    assert '"reviews"' in page.locator("#answer + pre").inner_text()
    page.get_by_role("button", name="Sign out").click()
    assert person.heading == "You are signed out"
    person.close()


@pytest.mark.parametrize("way", WAYS, ids=lambda way: way.__name__)
@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_whoever_comes_to_do_something_does_it_in_whatever_way_they_can(
    browser: Browser, pages: serving.Served, journey: Callable[[Way], None], way: type[Way]
) -> None:
    one = way(browser, pages.root)
    journey(one)
    one.person.close()


def test_by_keyboard_alone_one_skips_to_the_content_unfolds_what_is_folded_and_sees_where_one_is(
    coordinator: Person,
) -> None:
    coordinator.go(f"/cases/{CASE}/risk")
    keyboard = coordinator.page.keyboard
    keyboard.press("Tab")
    assert coordinator.page.evaluate("document.activeElement.innerText").startswith("Skip to main content")
    keyboard.press("Enter")
    for _ in range(FARTHEST):
        if coordinator.page.evaluate("document.activeElement.tagName === 'SUMMARY'"):
            break
        keyboard.press("Tab")
    keyboard.press("Enter")
    assert coordinator.page.locator("details").first.get_attribute("open") is not None
    outline = coordinator.page.evaluate("getComputedStyle(document.activeElement).backgroundColor")
    assert outline != "rgba(0, 0, 0, 0)", "where the focus is can be seen"


def test_the_back_button_and_a_form_sent_twice_are_harmless(browser: Browser, pages: serving.Served) -> None:
    person = Person(browser, pages.root)
    person.sign_in("police")
    person.page.wait_for_url(pages.root + "/")
    person.page.go_back()
    person.page.locator('input[value="MANAGE_RISK"]').check()
    person.page.get_by_role("button", name="Continue").dblclick()
    person.page.wait_for_url(pages.root + "/")
    assert person.heading == "Today"
    person.close()


def test_an_act_sent_twice_gone_back_from_and_sent_again_is_done_once(browser: Browser, pages: serving.Served) -> None:
    counted = "select count(*) from coordination.step where act = 'START_REFERRAL'"
    (before,) = pages.database.execute(counted)
    person = Person(browser, pages.root)
    person.sign_in("police", f"/cases/{CASE}")
    person.page.get_by_role("button", name="Start a referral").click()
    person.page.locator("[name=levelSought]").last.check()
    person.page.locator("[name=reason]").first.check()
    person.page.locator("[name=summary]").fill("Threats were made to a neighbour.")
    person.page.get_by_role("button", name="Start a referral").dblclick()
    person.page.wait_for_url("**/referrals/*")
    made = person.page.url
    person.page.go_back()
    person.page.get_by_role("button", name="Start a referral").click()  # with what Chromium has filled in again
    expect(person.page.get_by_text("You sent this form before").first).to_be_visible()
    (after,) = pages.database.execute(counted)
    assert after["count"] == before["count"] + 1
    person.complaints.clear()  # Chromium complains of the status 422 itself
    person.page.goto(made)
    person.page.get_by_role("button", name="Withdraw").click()
    person.page.locator("[name=reason]").fill("It was begun to try the form.")
    person.page.get_by_role("button", name="Withdraw").click()
    person.page.get_by_text("is withdrawn").wait_for()
    person.close()


def test_nothing_is_loaded_from_elsewhere(browser: Browser, pages: serving.Served, coordinator: Person) -> None:
    person = Person(browser, pages.root)
    person.go("/sign-in")
    assert person.hosts == {pages.root.removeprefix("http://")}
    assert len(coordinator.hosts) == 2, "our own, and the identity provider's"
    person.close()


def typed_at(person: Person, form: str) -> str:
    """What stands in the form when it is opened."""
    person.page.goto(form)
    return person.page.locator("[name=summary]").input_value()


def test_what_is_typed_is_kept_while_it_is_typed_and_when_the_connection_comes_back(
    browser: Browser, pages: serving.Served
) -> None:
    person = Person(browser, pages.root)
    person.sign_in("police", "/cases/MAPPA-07-000001")
    person.page.get_by_role("button", name="Start a referral").click()
    form, typed = person.page.url, person.page.locator("[name=summary]")
    typed.fill("Threats were made")
    expect(person.page.get_by_text("It is not sent yet.")).to_be_visible()
    person.context.set_offline(True)
    typed.fill("Threats were made to a neighbour.")
    expect(person.page.get_by_text("the connection is lost")).to_be_visible()
    person.page.get_by_role("button", name="Start a referral").click()
    assert typed.input_value() == "Threats were made to a neighbour.", "what is sent without a connection stays"
    assert person.page.url == form
    person.context.set_offline(False)
    expect(person.page.get_by_text("It is not sent yet.")).to_be_visible(timeout=8000)
    person.page.goto("about:blank")
    person.page.goto(form)
    assert person.page.locator("[name=summary]").input_value() == "Threats were made to a neighbour."
    expect(person.page.get_by_text("This is what you had typed here and not sent.")).to_be_visible()
    with person.page.expect_request(lambda asked: asked.method == "POST"):
        person.page.get_by_role("link", name="Cancel").click()
    # It is forgotten behind the page's back, which is gone by then: a browser may not tell when that was answered.
    assert any(typed_at(person, form) == "" for _ in range(20))
    person.complaints.clear()  # Chromium complains of the lost connection itself
    person.close()
