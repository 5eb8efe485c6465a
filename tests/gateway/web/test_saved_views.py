"""Saved views: a search of the list of cases under a name of one's own, for oneself alone, and sealed."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.gateway import served as serving
from tests.gateway.small_caseload import reference
from tests.gateway.web.reader import Reader
from tests.gateway.web.reading import Page

SEARCH = "/cases?level=LEVEL_3&sort=NEXT_REVIEW_DUE"
NAME = 'Panels <b> & "mine"'
KEPT = "select subject, sealed, seen_at from web.saved_view order by saved_at"


@pytest.fixture
def coordinator(pages: serving.Served, reader: Reader) -> Iterator[Reader]:
    """Somebody who has saved nothing."""
    reader.sign_in("coordinator")
    yield reader
    pages.database.execute("delete from web.saved_view")


def saved(reader: Reader, name: str, search: str = SEARCH, **more: str) -> Page:
    """What comes of saving a search by the link beside it."""
    asked = reader.get(reader.get(search).links()["Save this view"])
    return reader.post("/saved-views", {**asked.fields("/saved-views"), "name": name, **more})


def test_a_search_is_saved_under_a_name_opened_by_it_and_removed_again(coordinator: Reader) -> None:
    assert "Save this view" not in coordinator.get("/cases?after=").links()
    page = saved(coordinator, f"  {NAME} ")
    assert (page.heading, page.status) == ("Your saved views", 200)
    assert f"The view is saved: {NAME}." in page.text
    assert "Level Level 3" in page.text
    listed = coordinator.get("/cases")
    assert "Your saved views" in listed.links()
    opened = coordinator.get(listed.links()[NAME])
    assert reference(5) in opened.text
    assert reference(1) not in opened.text
    current = [each.get("href") for each in opened.all("a") if each.get("aria-current")]
    assert listed.links()[NAME] in current
    (remove,) = (each.get("action", "") for each in page.all("form") if each.get("action", "").endswith("/remove"))
    gone = coordinator.post(remove, page.fields(remove))
    assert "The view is removed." in gone.text
    assert "You have saved none." in gone.text
    assert NAME not in coordinator.get("/cases").links()


@pytest.mark.parametrize(
    ("typed", "told"),
    [
        ("  ", "Enter a name for the view"),
        ("n" * 61, "The name must be 60 characters or fewer"),
        ("panels", "You have a view of this name: enter another name, or remove that view first"),
        ("a third", "You have 2 views, which is as many as are kept: remove one first, then save this one"),
    ],
    ids=["unnamed", "long", "taken", "full"],
)
def test_what_cannot_be_saved_is_told_with_what_to_do_and_stays_typed(
    coordinator: Reader, monkeypatch: pytest.MonkeyPatch, typed: str, told: str
) -> None:
    monkeypatch.setattr("gateway.sessions.views.AT_MOST", 2)
    monkeypatch.setattr("gateway.web.pages.cases.views.AT_MOST", 2)
    saved(coordinator, "Panels")
    saved(coordinator, "Reviews")
    page = saved(coordinator, typed)
    assert (page.status, page.heading) == (422, "Your saved views")
    assert told in page.text
    form = page.fields("/saved-views")
    assert (form["name"], form["level"], form["sort"]) == (typed, "LEVEL_3", "NEXT_REVIEW_DUE")


def test_what_searches_for_nothing_is_not_saved(pages: serving.Served, coordinator: Reader) -> None:
    page = saved(coordinator, "All", level="", sort="NAME")
    assert "To save a view, narrow or sort the list" in page.text
    assert pages.database.execute(KEPT) == []


def test_nobody_else_has_them_or_can_remove_them(pages: serving.Served, coordinator: Reader) -> None:
    page = saved(coordinator, "Panels")
    (remove,) = (each.get("action", "") for each in page.all("form") if each.get("action", "").endswith("/remove"))
    with Reader(pages.root) as police:
        own = police.sign_in("police", to="/saved-views?level=LEVEL_2")
        assert "Panels" not in own.response.text
        police.post(remove, {"proof": own.fields("/saved-views")["proof"]})
    assert "Panels" in coordinator.get("/cases").links()
    unproved = coordinator.post(remove, {"proof": "guessed"})
    assert unproved.status == 403
    assert "Panels" in coordinator.get("/cases").links()


def test_they_are_kept_sealed_for_their_owner_and_forgotten_where_they_open_no_more(
    pages: serving.Served, coordinator: Reader
) -> None:
    saved(coordinator, "Panels", "/cases?q=Familyname")
    (kept,) = pages.database.execute(KEPT)
    assert kept["subject"] == "persona:coordinator"
    assert b"Familyname" not in bytes(kept["sealed"])
    pages.database.execute("update web.saved_view set subject = 'persona:police'")
    with Reader(pages.root) as police:
        police.sign_in("police")
        assert "Panels" not in police.get("/cases").response.text
    assert pages.database.execute(KEPT) == []


def test_they_outlive_the_session_and_what_was_typed_when_it_ran_out_is_there_again(
    coordinator: Reader, clock: serving.Clock
) -> None:
    form = coordinator.get("/saved-views?level=LEVEL_3").fields("/saved-views")
    with clock.forward(timedelta(minutes=40)):
        assert "What you typed is kept" in coordinator.post("/saved-views", {**form, "name": "Panels"}).text
        back = coordinator.sign_in("coordinator", to="/saved-views").fields("/saved-views")
        assert (back["name"], back["level"]) == ("Panels", "LEVEL_3")
        coordinator.post("/saved-views", back)
        coordinator.sign_in("coordinator")
        assert "Panels" in coordinator.get("/cases").links()


def test_whoever_comes_keeps_theirs_and_those_of_who_no_longer_comes_are_forgotten(
    pages: serving.Served, coordinator: Reader, clock: serving.Clock
) -> None:
    saved(coordinator, "Panels")
    (before,) = pages.database.execute(KEPT)
    coordinator.get("/cases")
    assert pages.database.execute(KEPT) == [before]
    with clock.forward(timedelta(days=300)), Reader(pages.root) as later:
        later.sign_in("coordinator", to="/cases")
        assert pages.database.execute(KEPT)[0]["seen_at"] > before["seen_at"]
    with clock.forward(timedelta(days=600)), Reader(pages.root) as other:
        other.sign_in("police")
        saved(other, "Mine")
        assert [each["subject"] for each in pages.database.execute(KEPT)] == ["persona:coordinator", "persona:police"]
    with clock.forward(timedelta(days=700)), Reader(pages.root) as other:
        other.sign_in("police")
        saved(other, "More")
        assert {each["subject"] for each in pages.database.execute(KEPT)} == {"persona:police"}
