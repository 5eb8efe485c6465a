"""Emergency access is taken by somebody who has just signed in; whoever merely stayed so shows that it is they."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import pytest

from gateway.demonstration.personas import AREA
from tests.gateway import served as serving
from tests.gateway.web.reader import Reader
from tests.gateway.web.reading import Page

TAKE = f"/acts/take-emergency-access/{AREA}"
REASON = "He is at the school gate now, and nobody on the case can be reached."
LATER = timedelta(minutes=6)


def again(reader: Reader, page: Page, persona: str = "police") -> Page:
    """The way that the page offers, through the identity provider, as somebody."""
    left = reader.asked("GET", page.links()["Sign in again"])
    asked = parse_qs(urlsplit(left.headers["location"]).query)
    assert (asked["prompt"], asked["max_age"]) == (["login consent"], ["0"])
    form = {name: values[0] for name, values in asked.items()}
    back = reader.http.post(left.headers["location"].split("?")[0], data={**form, "persona": persona})
    return reader.get(back.headers["location"].removeprefix(reader.root))


def test_whoever_has_just_signed_in_is_shown_the_form(reader: Reader) -> None:
    reader.sign_in("police")
    assert reader.get(TAKE).heading == "Take emergency access"


def test_whoever_signed_in_a_while_ago_signs_in_again_and_goes_on_for_their_purpose(
    reader: Reader, clock: serving.Clock
) -> None:
    reader.sign_in("police", purpose="SAFEGUARD_CHILDREN")
    with clock.forward(LATER):
        asked = reader.get(TAKE)
    assert (asked.status, asked.heading) == (200, "Sign in again")
    page = again(reader, asked)
    assert page.heading == "Take emergency access"
    assert "Protect children" in page.response.text


def test_what_was_typed_meanwhile_is_there_again(reader: Reader, clock: serving.Clock) -> None:
    reader.sign_in("police")
    form = {**reader.get(TAKE).fields(TAKE), "reference": "MAPPA-07-000002", "reason": REASON}
    with clock.forward(LATER):
        asked = reader.post(TAKE, form)
    assert (asked.status, asked.heading) == (403, "Sign in again")
    assert "What you typed is kept" in asked.text
    assert again(reader, asked).fields(TAKE)["reason"].strip() == REASON


def test_somebody_else_who_signs_in_there_chooses_their_own_purpose_and_finds_nothing_typed(
    reader: Reader, clock: serving.Clock
) -> None:
    reader.sign_in("police")
    form = {**reader.get(TAKE).fields(TAKE), "reference": "MAPPA-07-000002", "reason": REASON}
    with clock.forward(LATER):
        asked = reader.post(TAKE, form)
    page = again(reader, asked, "prison")
    assert page.heading == "Why are you here?"
    found = reader.post("/purpose", {**page.fields("/purpose"), "purpose": "MANAGE_RISK"})
    assert REASON not in found.text


def test_an_answer_that_does_not_say_that_they_signed_in_again_signs_nobody_in(
    reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.web.provider._seconds", lambda _: 0.0)
    left = reader.asked("GET", f"/sign-in/go?afresh=yes&to={TAKE}")
    form = {name: values[0] for name, values in parse_qs(urlsplit(left.headers["location"]).query).items()}
    back = reader.http.post(left.headers["location"].split("?")[0], data={**form, "persona": "police"})
    assert reader.get(back.headers["location"].removeprefix(reader.root)).heading == "Sign in"
