"""Signing in, out, and everything between, over real HTTP with the demonstration's identity provider."""

from datetime import timedelta
from urllib.parse import parse_qs, urlsplit

import httpx2
import pytest

from gateway.demonstration.access_tokens import AccessTokens
from gateway.demonstration.personas import client_named, persona_named
from tests.gateway import served as serving
from tests.gateway.small_caseload import PERSONA_IDS
from tests.gateway.web.reader import Reader
from tests.gateway.web.reading import Page, read, words


def test_somebody_who_is_not_signed_in_is_asked_to(reader: Reader) -> None:
    page = reader.get("/")
    assert page.heading == "Sign in"
    assert page.links()["Sign in"] == "/sign-in/go?to=/"


def test_signing_in_leads_to_the_purpose_and_on_to_the_page_that_was_wanted(reader: Reader) -> None:
    asked = reader.arrive("coordinator", "/?one=1")
    assert asked.heading == "Why are you here?"
    assert "Run the arrangements" in asked.text
    page = reader.post("/purpose", {**asked.fields("/purpose"), "purpose": "COORDINATE_ARRANGEMENTS"})
    assert (page.heading, page.response.request.url.query) == ("Today", b"one=1")


def test_no_purpose_is_chosen_for_anybody(reader: Reader) -> None:
    asked = reader.arrive("auditor")
    assert "purpose" not in asked.fields("/purpose")
    again = reader.post("/purpose", asked.fields("/purpose"))
    assert (again.status, again.title) == (422, "Error: Why are you here? - MAPPA gateway")


def test_who_you_are_and_why_you_are_here_stand_on_every_page(reader: Reader) -> None:
    page = reader.sign_in("police")
    head = page.response.text
    assert "Rowan Tarrant" in head
    assert "Police offender manager" in head
    assert "Manage the risk that somebody poses" in head


def test_a_view_of_a_page_is_in_the_access_record_with_its_purpose(pages: serving.Served, reader: Reader) -> None:
    reader.sign_in("police", purpose="SAFEGUARD_CHILDREN")
    (entry,) = pages.database.execute("select * from audit.entry order by recorded_at desc limit 1")
    assert (entry["operation_name"], entry["principal_name"], entry["purpose"], entry["client"], entry["human"]) == (
        "TodaySecond",
        "Rowan Tarrant",
        "SAFEGUARD_CHILDREN",
        "mappa-web",
        True,
    )


def test_a_purpose_that_is_no_longer_open_is_asked_for_anew(pages: serving.Served, reader: Reader) -> None:
    reader.sign_in("police")
    changed = "update web.session set purpose = 'SECURE_DATA' where subject = 'persona:police'"
    with pages.database.changed(changed, "select 1"):
        page = reader.get("/")
        assert page.heading == "Why are you here?"
        assert "Manage the risk" in page.text


# -- of several roles

CHAIRS_TOO = f"""insert into directory.principal_role (id, principal_id, role, valid_from) values
    ('00000000-0000-0000-0000-0000000000c1', '{PERSONA_IDS["probation"]}', 'chair', '2020-01-01')"""  # noqa: S608 - our own key
NO_LONGER = "delete from directory.principal_role where id = '00000000-0000-0000-0000-0000000000c1'"


def whole(page: Page) -> str:
    """The words of a page with its head."""
    return words(page.root)


def test_somebody_of_several_roles_chooses_one_then_a_purpose_of_it_and_changes_it_at_any_time(
    pages: serving.Served, reader: Reader
) -> None:
    with pages.database.changed(CHAIRS_TOO, NO_LONGER):
        asked = reader.arrive("probation", "/cases?called=x")
        assert asked.heading == "In which role are you acting?"
        assert "role" not in asked.fields("/role"), "none is chosen for anybody"
        assert reader.post("/role", asked.fields("/role")).status == 422
        purpose = reader.post("/role", {**asked.fields("/role"), "role": "CHAIR"})
        assert purpose.heading == "Why are you here?"
        assert "Plan a release" not in purpose.text, "a purpose of the other role"
        wanted = reader.post("/purpose", {**purpose.fields("/purpose"), "purpose": "PREPARE_MEETING"})
        assert wanted.response.request.url.path == "/cases"
        assert "Chair Change your role" in whole(wanted)
        assert "Community offender manager" not in whole(wanted)
        (entry,) = pages.database.execute("select roles from audit.access order by recorded_at desc limit 1")
        assert entry["roles"] == ["CHAIR"]
        again = reader.get("/role?to=/")
        assert again.fields("/role")["role"] == "CHAIR"
        today = reader.post("/role", {**again.fields("/role"), "role": "COMMUNITY_OFFENDER_MANAGER"})
        assert "Community offender manager Change your role" in whole(today)
    ended = reader.get("/")
    assert (ended.heading, "Change your role" in whole(ended)) == ("Today", False)


def test_a_role_that_ended_is_asked_for_anew_or_of_one_left_not_at_all(pages: serving.Served, reader: Reader) -> None:
    with pages.database.changed(CHAIRS_TOO, NO_LONGER):
        asked = reader.arrive("probation")
        reader.post("/role", {**asked.fields("/role"), "role": "CHAIR"})
        purpose = reader.get("/purpose")
        reader.post("/purpose", {**purpose.fields("/purpose"), "purpose": "PREPARE_MEETING"})
    page = reader.get("/")
    assert page.heading == "Today"
    assert "Community offender manager" in whole(page)
    assert reader.get("/role").status == 404, "of one role nobody is asked"


def cookies(response: httpx2.Response) -> list[str]:
    return response.headers.get_list("set-cookie")


def test_the_cookie_holds_a_secret_and_nothing_else(pages: serving.Served, reader: Reader) -> None:
    back = reader.asked("GET", reader.go("police").headers["location"].removeprefix(pages.root))
    (given,) = [cookie for cookie in cookies(back) if cookie.startswith("mappa-session=")]
    assert "HttpOnly" in given
    assert "SameSite=lax" in given
    assert "Path=/" in given
    assert "Domain" not in given
    (kept,) = pages.database.execute("select * from web.session order by begun_at desc limit 1")
    secret = given.split(";")[0].partition("=")[2].encode()
    assert secret not in b"".join(value for value in kept.values() if isinstance(value, bytes))
    assert b"eyJ" not in kept["sealed"], "no token is kept in the clear"


def test_a_code_is_good_once_and_in_the_browser_that_asked_for_it(pages: serving.Served, reader: Reader) -> None:
    back = reader.go("police").headers["location"]
    with Reader(pages.root) as other:
        assert "Sign in again" in read(other.http.get(back, follow_redirects=True)).text
    assert reader.http.get(back, follow_redirects=True).url.path == "/purpose"
    assert reader.http.get(back, follow_redirects=True).url.path == "/sign-in"


@pytest.mark.parametrize("changed", [{"state": "another"}, {"iss": "https://elsewhere.example"}, {"code": "guessed"}])
def test_an_answer_that_was_tampered_with_signs_nobody_in(reader: Reader, changed: dict[str, str]) -> None:
    back = urlsplit(reader.go("police").headers["location"])
    query = {name: values[0] for name, values in parse_qs(back.query).items()} | changed
    answer = reader.asked("GET", back.path, params=query)
    assert answer.headers["location"] == "/sign-in?why=failed"
    assert not [cookie for cookie in cookies(answer) if cookie.startswith("mappa-session=")]


@pytest.mark.parametrize("to", ["//elsewhere.example", "https://elsewhere.example/", "/\\elsewhere.example", "nowhere"])
def test_nobody_is_led_elsewhere(reader: Reader, to: str) -> None:
    asked = reader.arrive("police", to)
    assert asked.fields("/purpose")["to"] == "/"


def test_a_session_ends_when_nobody_uses_it(reader: Reader, clock: serving.Clock) -> None:
    reader.sign_in("police")
    with clock.forward(timedelta(minutes=29)):
        assert reader.get("/").heading == "Today"
    with clock.forward(timedelta(minutes=60)):
        ended = reader.get("/?kept=1")
    assert ended.heading == "Sign in"
    assert "You were signed out" in ended.text
    assert ended.links()["Sign in"] == "/sign-in/go?to=/%3Fkept%3D1"


def test_a_session_ends_when_the_day_is_over_however_busy(reader: Reader, clock: serving.Clock) -> None:
    reader.sign_in("police")
    for minutes in range(20, 9 * 60, 20):
        with clock.forward(timedelta(minutes=minutes)):
            assert reader.get("/purpose").heading == "Why are you here?"
    with clock.forward(timedelta(hours=9)):
        assert reader.get("/purpose").heading == "Sign in"


def test_a_token_that_ran_out_is_renewed_and_nobody_notices(
    pages: serving.Served, reader: Reader, clock: serving.Clock
) -> None:
    reader.sign_in("police")
    before = pages.database.execute("select sealed from web.session order by begun_at desc limit 1")
    with clock.forward(timedelta(minutes=6)):
        assert reader.get("/").heading == "Today"
    assert pages.database.execute("select sealed from web.session order by begun_at desc limit 1") != before


def test_signing_out_ends_the_session_here_and_at_the_identity_provider(pages: serving.Served, reader: Reader) -> None:
    form = reader.sign_in("police").fields("/sign-out")
    stolen = reader.http.cookies["mappa-session"]
    page = reader.post("/sign-out", form)
    assert page.heading == "You are signed out"
    with Reader(pages.root) as thief:
        thief.http.cookies["mappa-session"] = stolen
        assert thief.get("/").heading == "Sign in"


def test_signing_out_twice_is_harmless(reader: Reader) -> None:
    form = reader.sign_in("police").fields("/sign-out")
    reader.post("/sign-out", form)
    assert reader.post("/sign-out", form).heading == "You are signed out"


def test_the_identity_provider_can_end_a_session(pages: serving.Served, reader: Reader, tokens: AccessTokens) -> None:
    reader.sign_in("police")
    (kept,) = pages.database.execute("select provider_session from web.session order by begun_at desc limit 1")
    persona, client = persona_named("police"), client_named("mappa-web")
    assert persona
    assert client
    token = tokens.logout(persona, client, kept["provider_session"])
    answer = reader.asked("POST", "/sign-out/back-channel", data={"logout_token": token})
    assert answer.status_code == 200
    assert reader.get("/").heading == "Sign in"


def test_a_logout_token_must_be_one(reader: Reader, tokens: AccessTokens) -> None:
    persona, client = persona_named("police"), client_named("mappa-web")
    assert persona
    assert client
    reader.sign_in("police")
    for token in ("", "a.b.c", tokens.for_person(persona, client), tokens.identity(persona, client, {"nonce": "n"})):
        assert reader.asked("POST", "/sign-out/back-channel", data={"logout_token": token}).status_code == 400
    assert reader.get("/").heading == "Today"


@pytest.mark.parametrize(
    ("headers", "changed"),
    [
        ({"origin": "https://elsewhere.example"}, {}),
        ({"sec-fetch-site": "cross-site"}, {}),
        ({}, {"proof": "guessed"}),
    ],
    ids=["from another origin", "from another site", "without proof"],
)
def test_a_form_that_no_page_of_ours_sent_changes_nothing(
    reader: Reader, headers: dict[str, str], changed: dict[str, str]
) -> None:
    form = reader.sign_in("police").fields("/sign-out")
    refused = reader.post("/sign-out", form | changed, **headers)
    assert (refused.status, refused.heading) == (403, "This form cannot be sent")
    assert reader.get("/").heading == "Today"


def test_somebody_whom_the_platform_does_not_know_is_told_so(pages: serving.Served, reader: Reader) -> None:
    suspend = "update directory.principal set status = '{}' where subject = 'persona:housing'"
    with pages.database.changed(suspend.format("SUSPENDED"), suspend.format("ACTIVE")):
        page = reader.arrive("housing")
        assert (page.status, page.heading) == (403, "You have no access to this service")
