"""The room of a meeting without a script: minuted where it stands, ordered by buttons; and what following it asks."""

import re
from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from gateway.web.pages.meetings.room import stands
from tests.gateway import served as serving
from tests.gateway.minuting import begun, cleared
from tests.gateway.small_caseload import MEETING, reference
from tests.gateway.web.acting import offered, signed_in
from tests.gateway.web.reader import Reader
from tests.gateway.web.reading import Page

ROOM = "/meetings/MEETING-1/room"
HERE = f"{ROOM}?case={reference(1)}"


@pytest.fixture(scope="module")
def readers(pages: serving.Served) -> Iterator[dict[str, Reader]]:
    with signed_in(pages, "coordinator", "chair") as made:
        yield made


@pytest.fixture(autouse=True)
def minuted(pages: serving.Served) -> Iterator[None]:
    begun(pages)
    yield
    cleared(pages)


def writing(page: Page) -> tuple[str, dict[str, str]]:
    """The first form that writes a section."""
    action = next(str(form.get("action")) for form in page.all("form") if "write-minutes" in str(form.get("action")))
    return action, page.fields(action)


def following(page: Page) -> str:
    (room,) = (each.get("data-room") for each in page.all("div") if each.get("data-room"))
    (now,) = (each.get("data-stands") for each in page.all("div") if each.get("data-stands"))
    return f"{room}{now}"


def test_a_section_is_written_where_it_stands_and_another_who_follows_is_shown_it(
    pages: serving.Served, readers: dict[str, Reader]
) -> None:
    coordinator, chair = readers["coordinator"], readers["chair"]
    theirs = following(chair.get(HERE))
    assert chair.asked("GET", theirs).status_code == 204
    action, fields = writing(coordinator.get(HERE))
    done = coordinator.post(action, {**fields, "body": "Said in the room.", "assertion": "FACT"})
    assert (str(done.response.url.path), done.status) == (ROOM, 200)
    assert "The section is saved." in done.text
    assert "Said in the room." in done.text
    changed = chair.get(theirs)
    assert "Said in the room." in changed.text
    assert chair.asked("GET", following(changed)).status_code == 204
    told = "select operation_name from audit.access order by recorded_at desc limit 1"
    assert pages.database.execute(told)[0]["operation_name"] == "RoomStands"
    again = coordinator.post(action, {**fields, "body": "By an old screen.", "assertion": "FACT"})
    assert (again.status, "Somebody changed this since you read it" in again.text) == (422, True)
    assert "By an old screen." in again.text


def test_minutes_are_begun_here_while_there_are_none_and_the_case_was_discussed(
    pages: serving.Served, readers: dict[str, Reader]
) -> None:
    def offers() -> bool:
        return "Begin minutes" in offered(readers["coordinator"].get(HERE))

    assert not offers()
    cleared(pages)
    assert offers()
    status = "update coordination.meeting_case set status = %s where meeting_id = %s"
    pages.database.execute(status, ["DEFERRED", MEETING])
    assert not offers()
    pages.database.execute(status, ["LISTED", MEETING])


def test_following_keeps_no_session_alive(readers: dict[str, Reader], clock: serving.Clock) -> None:
    chair = readers["chair"]
    chair.sign_in("chair")
    follow = following(chair.get(HERE))
    with clock.forward(timedelta(minutes=20)):
        assert chair.asked("GET", follow).status_code == 204
    with clock.forward(timedelta(minutes=40)):
        assert chair.asked("GET", follow).headers["location"].startswith("/sign-in")


def test_an_action_is_set_in_one_line(readers: dict[str, Reader]) -> None:
    coordinator = readers["coordinator"]
    page = coordinator.get(HERE)
    action = next(str(form.get("action")) for form in page.all("form") if "set-action" in str(form.get("action")))
    given = {"description": "Visit the hostel", "owner": "police", "meeting": ""}
    wrong = coordinator.post(action, {**page.fields(action), **given})
    assert (wrong.status, "Visit the hostel" in wrong.text) == (422, True)
    due = {"dueOn-day": "1", "dueOn-month": "6", "dueOn-year": "2030"}
    done = coordinator.post(action, {**page.fields(action), **given, **due})
    assert "is set for Police" in done.text
    assert "Meeting room" in done.heading


def test_a_room_that_is_hidden_is_not_there(readers: dict[str, Reader]) -> None:
    for address in ("/meetings/NO-SUCH/room", "/meetings/NO-SUCH/room/following?stands=x&item=x"):
        assert readers["chair"].get(address).status == 404


def test_what_stands_is_every_version_in_its_place_and_nothing_else() -> None:
    told: dict[str, Any] = {
        "meetings": {"nodes": [{"stands": 1, "agenda": {"nodes": [{"stands": 2}, {"stands": 3}]}}]},
        "item": None,
    }
    shown = {
        "viewer": {"name": "x"},
        "meetings": {
            "nodes": [{"place": "y", "agenda": {"nodes": [{"stands": 2, "position": 1}, {"stands": 3}]}, "stands": 1}]
        },
    }
    assert stands(told) == stands(shown)
    assert re.fullmatch("[0-9a-f]{32}", stands(told))
    told["meetings"]["nodes"][0]["agenda"]["nodes"][1]["stands"] = 2
    assert stands(told) != stands(shown)
