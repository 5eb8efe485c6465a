"""A meeting in pages: planned, called, answered, held and closed, each form found by its link."""

import re
from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.gateway import served as serving
from tests.gateway.small_caseload import DAY, MEETING, PERSONA_IDS, reference
from tests.gateway.test_meeting_journey import TABLES
from tests.gateway.web.acting import dated, opened, sent, signed_in
from tests.gateway.web.reader import Reader
from tests.gateway.web.reading import Page, words

CASE = f"/cases/{reference(1)}"
PACKED = """
select processing, holders from audit.access where operation_name = 'JoiningPack' order by recorded_at desc limit 1
"""


@pytest.fixture(scope="module")
def readers(pages: serving.Served) -> Iterator[dict[str, Reader]]:
    with signed_in(pages, "coordinator", "chair", "housing", "police") as made:
        yield made
    for table in TABLES:
        kept = f" where meeting_id <> '{MEETING}'" if table not in _OF_CASES else ""
        pages.database.execute(f"delete from coordination.{table}{kept}")  # noqa: S608 - our own names
    pages.database.execute("delete from coordination.meeting where reference <> 'MEETING-1'")


_OF_CASES = ("step", "disclosure_decision", "offender_informed")


@pytest.fixture(scope="module")
def planned(pages: serving.Served, readers: dict[str, Reader]) -> str:
    """The address of a meeting of today, planned in the pages."""
    coordinator = readers["coordinator"]
    form = opened(coordinator, "/meetings", "Schedule meeting")
    given = {
        "level": "LEVEL_2",
        **dated("heldOn", pages.clock().date()),
        "startsAt": "22:00",
        "lastsMinutes": "60",
        "chair": str(PERSONA_IDS["chair"]),
        "chairGrade": "Head of service",
        "chairSeniority": "SUPERINTENDENT_EQUIVALENT",
        "remote": "yes",
    }
    wrong = sent(coordinator, form, **(given | {"startsAt": "late"}))
    assert (wrong.status, "This is no time of day" in wrong.text) == (422, True)
    done = sent(coordinator, form, **given)
    assert "is planned" in done.text
    return str(done.response.url.path)


@pytest.fixture
def namesakes(pages: serving.Served) -> Iterator[None]:
    """Two of those who are asked have one name."""
    named = "update directory.principal set name = %s where id = %s returning name"
    (before,) = pages.database.execute("select name from directory.principal where id = %s", [PERSONA_IDS["prison"]])
    (police,) = pages.database.execute("select name from directory.principal where id = %s", [PERSONA_IDS["police"]])
    pages.database.execute(named, [police["name"], PERSONA_IDS["prison"]])
    yield
    pages.database.execute(named, [before["name"], PERSONA_IDS["prison"]])


def lacked(page: Page) -> set[str]:
    """Each line of what is missing before close."""
    (section,) = (each for each in page.all("section") if each.get("aria-labelledby") == "lacking")
    return {words(each) for each in section.iter("li")}


@pytest.mark.usefixtures("namesakes")
def test_a_meeting_is_planned_called_answered_and_opened_in_pages(readers: dict[str, Reader], planned: str) -> None:
    coordinator = readers["coordinator"]
    of = planned.rsplit("/", 1)[1]
    listed = sent(coordinator, opened(coordinator, CASE, "List case"), meeting=of, purpose="REVIEW")
    assert "The case is on the agenda." in listed.text
    again = opened(coordinator, CASE, "List case")
    (meetings,) = (each for each in again.all("select") if each.get("name") == "meeting")
    assert of not in [each.get("value") for each in meetings.iter("option")], "it stands there already"
    refused = sent(coordinator, opened(coordinator, planned, "Circulate agenda"))
    assert "Nobody of police is asked for every case" in refused.text
    for persona in ("police", "prison"):
        invite = opened(coordinator, planned, "Invite to meeting")
        assert "They are on the list" in sent(coordinator, invite, who=str(PERSONA_IDS[persona])).text
    need = {"who": str(PERSONA_IDS["housing"]), "need": "A tenancy is to be found."}
    sent(coordinator, opened(coordinator, planned, "Invite to item"), **need)
    assert readers["police"].get(planned).status == 404
    assert "The agenda is circulated." in sent(coordinator, opened(coordinator, planned, "Circulate agenda")).text
    police = readers["police"]
    mine = police.get("/invitations")
    assert "To be answered" in mine.text
    assert len(mine.all("article")) == 1, "not that of their namesake"
    answered = sent(police, opened(police, "/invitations", "Reply to invitation"), reply="APOLOGIES")
    assert "Apologies" in police.get("/invitations").text
    assert "Your answer is recorded." in answered.text
    assert "Report awaited" in answered.text
    chair = readers["chair"]
    done = sent(chair, opened(chair, planned, "Open meeting"))
    assert "What is missing before close" in done.text
    there = " ".join(chair.get(f"{planned}/room").text.split())
    assert re.search(rf", [^,:]*[Hh]ousing[^,:]*, for one case {reference(1)}:", there)
    assert there.count("for one case") == 1


def test_everything_for_which_its_close_is_refused_is_said_beforehand(readers: dict[str, Reader], planned: str) -> None:
    chair = readers["chair"]
    beforehand = lacked(chair.get(planned))
    assert f"{reference(1)}: nobody of police or prison or probation was there. Say why it went ahead." in beforehand
    room = " ".join(chair.get(f"{planned}/room").text.split())
    assert all(each in room for each in beforehand)
    missing = sent(chair, opened(chair, planned, "Close meeting"))
    assert (missing.status, f"{reference(1)}: it is still on the agenda" in missing.text) == (422, True)
    refused = {words(each) for each in missing.all("a") if each.get("href", "") == "#whole"}
    assert any("who was asked came is not recorded" in each for each in refused)
    assert refused <= beforehand


def test_a_joining_pack_holds_what_its_reader_may_see_and_is_recorded_as_disclosed(
    pages: serving.Served, readers: dict[str, Reader], planned: str
) -> None:
    for persona in ("chair", "housing"):
        pack = readers[persona].get(f"{planned}/joining-pack")
        assert pack.status == 200
        assert reference(1) in pack.text
        (entry,) = pages.database.execute(PACKED)
        assert {"CONSULTATION", "DISCLOSURE"} <= set(entry["processing"])
        assert "coordination" in entry["holders"]


def test_a_meeting_goes_into_a_calendar_and_no_case_with_it(readers: dict[str, Reader], planned: str) -> None:
    reply = readers["chair"].asked("GET", f"{planned}/calendar.ics")
    assert reply.headers["content-type"] == "text/calendar; charset=utf-8"
    assert "BEGIN:VEVENT\r\nUID:" in reply.text
    assert "MAPPA-" not in reply.text
    hidden = readers["chair"].asked("GET", "/meetings/NO-SUCH-MEETING/calendar.ics")
    assert hidden.status_code == 404


def test_only_whoever_plans_meetings_is_offered_to(readers: dict[str, Reader]) -> None:
    for persona in ("chair", "housing"):
        assert "Plan a meeting" not in readers[persona].get(f"/meetings?on={DAY + timedelta(days=1)}").links()
