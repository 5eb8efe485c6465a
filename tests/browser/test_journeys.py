"""The journeys, by keyboard alone and without JavaScript; nothing is loaded from elsewhere."""

from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager
from pathlib import Path

import pytest
from playwright.sync_api import Browser, expect

from gateway.demonstration.access_tokens import AccessTokens
from gateway.demonstration.keepsakes import client_secrets
from gateway.demonstration.postgres import EmbeddedPostgres
from gateway.web.act_pages import ACTS
from tests.browser.chromium import Person
from tests.browser.journeys import ACTED, JOURNEYS, Journey
from tests.browser.journeys.reading import CASE
from tests.browser.ways import WAYS, Way
from tests.gateway import served as serving

Serve = Callable[[], AbstractContextManager[serving.Served]]


@pytest.fixture(scope="module")
def own(
    postgres: EmbeddedPostgres, untouched: str, tokens: AccessTokens, clock: serving.Clock, provider_folder: Path
) -> Serve:
    """The pages on a caseload of their own: what is decided in one way is still to be decided in another."""

    @contextmanager
    def serve() -> Iterator[serving.Served]:
        secret = client_secrets(provider_folder)["mappa-web"]
        with (
            serving.copied(postgres, untouched) as database,
            serving.served(database, tokens, clock, web_client_secret=secret) as gateway,
        ):
            yield gateway

    return serve


@pytest.fixture(scope="module", params=WAYS, ids=lambda way: way.__name__)
def way(request: pytest.FixtureRequest, browser: Browser, own: Serve) -> Iterator[Way]:
    """Somebody in one of the ways."""
    with own() as gateway:
        one = request.param(browser, gateway)
        yield one
        one.person.close()


@pytest.mark.parametrize("journey", JOURNEYS, ids=lambda journey: journey.__name__)
def test_whoever_comes_to_do_something_does_it_in_whatever_way_they_can(journey: Journey, way: Way) -> None:
    journey(way)
    assert way.person.complaints == []


# What has no journey of its own: its forms are filled in as any other, and each that is offered is read, with what is
# amiss in it, among the forms of test_every_page.
BY_ITS_FORMS_ALONE = {
    *("access", "associate", "care", "conflict", "correction", "custody", "exit"),
    *("identification", "limits", "offence", "opening", "quality", "release"),
}


def test_each_kind_of_act_is_done_on_some_journey_or_known_to_be_on_none() -> None:
    assert ACTS.keys() >= ACTED, "a journey does an act that has no page"
    done = {ACTS[act].path.parent.name for act in ACTED}
    assert {page.path.parent.name for page in ACTS.values()} - done == BY_ITS_FORMS_ALONE


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
