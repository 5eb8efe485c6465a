"""What goes wrong is said in plain words, with what to do; nothing typed is lost, and no detail of ours is told."""

from collections.abc import Sequence
from datetime import timedelta

import pytest

from gateway.store import TookTooLong
from gateway.web.provider import ProviderUnavailable
from tests.gateway import served as serving
from tests.gateway.web.reader import Reader

QUESTION = '{ viewer { name purpose } } # \u202e a mark, and a <b> & a quote"'


def test_text_typed_when_a_session_ran_out_is_there_again_after_signing_in(
    reader: Reader, clock: serving.Clock
) -> None:
    form = reader.sign_in("police", to="/developers").fields("/developers")
    with clock.forward(timedelta(minutes=40)):
        asked = reader.post("/developers", {**form, "query": QUESTION})
        assert asked.heading == "Sign in"
        assert "What you typed is kept" in asked.text
        back = reader.sign_in("police", to="/developers")
        assert back.fields("/developers")["query"].strip() == QUESTION
        sent = reader.post("/developers", back.fields("/developers"))
        assert "Answer" in sent.text
        assert reader.get("/developers").fields("/developers")["query"].strip() != QUESTION


def test_text_that_somebody_typed_is_shown_to_nobody_else(reader: Reader, clock: serving.Clock) -> None:
    form = reader.sign_in("police", to="/developers").fields("/developers")
    with clock.forward(timedelta(minutes=40)):
        reader.post("/developers", {**form, "query": QUESTION})
        assert reader.sign_in("prison", to="/developers").fields("/developers")["query"].strip() != QUESTION


def test_a_form_without_proof_is_not_kept(reader: Reader, clock: serving.Clock) -> None:
    form = reader.sign_in("police", to="/developers").fields("/developers")
    with clock.forward(timedelta(minutes=40)):
        asked = reader.post("/developers", {**form, "query": QUESTION, "proof": "guessed"})
        assert "What you typed is kept" not in asked.text


def test_nothing_is_shown_that_cannot_be_recorded(pages: serving.Served, reader: Reader) -> None:
    reader.sign_in("police")
    revoke = "{} insert on audit.entry {} mappa_gateway, mappa_reader"
    with pages.database.changed(revoke.format("revoke", "from"), revoke.format("grant", "to")):
        page = reader.get("/cases")
    assert (page.status, page.heading) == (503, "Your access could not be recorded")
    assert page.links()["Try again"] == "/cases"
    assert "MAPPA-07" not in page.response.text


def test_records_that_cannot_be_read_are_said_to_be_away(pages: serving.Served, reader: Reader) -> None:
    reader.sign_in("police")
    revoke = '{} select on coordination."case" {} mappa_gateway, mappa_reader'
    with pages.database.changed(revoke.format("revoke", "from"), revoke.format("grant", "to")):
        page = reader.get("/cases")
    assert (page.status, page.heading) == (503, "The records cannot be read at the moment")


def test_a_search_of_the_access_record_that_takes_too_long_says_to_narrow_it_by_day(
    pages: serving.Served, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    fetch = pages.store.fetch

    async def slow(sql: str, values: Sequence[object], budget: float) -> list[object]:
        if '"audit"."access"' in sql or '"police"."intelligence_item"' in sql:
            raise TookTooLong
        return await fetch(sql, values, budget)

    reader.sign_in("auditor")
    monkeypatch.setattr(pages.store, "fetch", slow)
    page = reader.get("/access?name=rare")
    assert (page.status, page.heading) == (503, "The search took too long")
    assert "Narrow the search by day" in page.response.text
    answer = pages.ask("auditor", "{ accessLog(first: 1) { nodes { key } } }")
    assert (answer.status, answer.code) == (503, "SEARCH_TOO_WIDE")
    assert "by day (since and until)" in answer.error
    assert pages.told(answer) == ("FAILED", "store")
    spread = "{ ...F } fragment F on Query { ... { a: accessLog(first: 1) { nodes { key } } } }"
    assert pages.ask("auditor", spread).code == "SEARCH_TOO_WIDE"
    other = pages.ask("police", "{ cases(first: 1) { nodes { intelligence { nodes { id } } } } }")
    assert other.code == "STORE_UNAVAILABLE"


def test_sessions_that_cannot_be_read_are_said_to_be_away(pages: serving.Served, reader: Reader) -> None:
    reader.sign_in("police")
    revoke = "{} select on web.session {} mappa_gateway"
    with pages.database.changed(revoke.format("revoke", "from"), revoke.format("grant", "to")):
        page = reader.get("/cases")
    assert (page.status, page.heading) == (503, "The records cannot be read at the moment")


def test_a_form_too_long_is_refused_in_plain_words(reader: Reader) -> None:
    form = reader.sign_in("police", to="/developers").fields("/developers")
    page = reader.post("/developers", {**form, "query": "x" * 200_000})
    assert (page.status, page.heading) == (413, "That is too much at once")


def test_a_form_of_another_kind_is_refused(pages: serving.Served, reader: Reader) -> None:
    reader.sign_in("police")
    assert reader.asked("POST", "/purpose", json={}).status_code == 415
    assert reader.asked("POST", "/purpose", content=b"\xff=1", headers=FORM).status_code == 400
    assert pages.door.record is not None


FORM = {"content-type": "application/x-www-form-urlencoded"}


@pytest.mark.parametrize("path", ["/nowhere", "/cases/", "/sign-in/elsewhere"])
def test_an_address_that_is_not_there_says_so(reader: Reader, path: str) -> None:
    assert (reader.get(path).status, reader.get(path).heading) == (404, "Page not found")


@pytest.mark.parametrize("path", ["/graphql/", "/api/graphql"])
def test_a_program_that_lost_its_way_is_told_where_graphql_is(reader: Reader, path: str) -> None:
    answer = reader.asked("POST", path, json={"query": "{ viewer { name } }"})
    assert (answer.status_code, answer.json()["errors"][0]["message"]) == (
        404,
        "There is nothing here: send GraphQL to /graphql.",
    )
    assert reader.post(path, {"query": "{ viewer { name } }"}).heading == "Page not found"


def test_a_failure_nobody_foresaw_is_masked(
    pages: serving.Served, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    reader.sign_in("police")

    def broken(_: str) -> str:
        raise RuntimeError("a secret")

    monkeypatch.setattr("gateway.web.visit.here", broken)
    page = reader.asked("GET", "/")
    assert page.status_code == 500
    assert "Sorry, something went wrong" in page.text
    assert "a secret" not in page.text
    assert pages.root


def test_the_identity_provider_being_away_is_said(reader: Reader, monkeypatch: pytest.MonkeyPatch) -> None:
    async def away(*_: object, **__: object) -> None:
        raise ProviderUnavailable("away")

    monkeypatch.setattr("gateway.web.provider.Provider.begin", away)
    page = reader.get("/sign-in/go?to=/cases")
    assert (page.status, page.heading) == (503, "You cannot sign in at the moment")
