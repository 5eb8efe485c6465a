"""Reviews and release plans in pages, without JavaScript: seen, acted on, and what is wrong told beside its field."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.gateway import served as serving
from tests.gateway.small_caseload import case_id, reference
from tests.gateway.web.acting import dated, form_of, opened, sent
from tests.gateway.web.reader import Reader
from tests.gateway.web.reading import words

PLAN = f"/cases/{reference(1)}/release"


@pytest.fixture(scope="module")
def readers(pages: serving.Served) -> Iterator[dict[str, Reader]]:
    made = {persona: Reader(pages.root) for persona in ("probation", "prison")}
    for persona, each in made.items():
        each.sign_in(persona)
    yield made
    for each in made.values():
        each.http.close()


@pytest.fixture
def scheduled(pages: serving.Served) -> Iterator[None]:
    pages.database.execute(
        "insert into coordination.review_schedule (id, case_id, level, due_on, basis, status, recorded_at)"
        " values (gen_random_uuid(), %s, 'LEVEL_2', current_date + 30, 'LEVEL_SET', 'DUE', now())",
        [case_id(1)],
    )
    yield
    pages.database.execute("delete from coordination.step; delete from coordination.review_schedule")


@pytest.mark.usefixtures("scheduled")
def test_a_review_is_brought_forward_from_the_list(pages: serving.Served, readers: dict[str, Reader]) -> None:
    form = opened(readers["probation"], "/reviews", "Bring review forward")
    late = dated("dueOn", pages.clock().date() + timedelta(days=60))
    refused = sent(readers["probation"], form, **late, reason="An arrest.")
    assert refused.response.status_code == 422
    assert "An arrest." in refused.text
    sooner = dated("dueOn", pages.clock().date() + timedelta(days=2))
    done = sent(readers["probation"], refused, **sooner, reason="An arrest.")
    assert "The review is brought forward." in done.text


@pytest.mark.usefixtures("scheduled")
def test_the_review_of_a_level_is_recorded_as_what_it_is_there_in_a_meeting_of_the_case(
    readers: dict[str, Reader],
) -> None:
    form = opened(readers["probation"], "/reviews", "Hold review")
    assert form.fields(form_of(form)[0])["kind"] == "MAPP_MEETING"
    (meetings,) = (each for each in form.all("select") if each.get("name") == "meeting")
    assert [each.get("value") for each in meetings.iter("option")] == ["", "MEETING-1"]


@pytest.mark.usefixtures("scheduled")
def test_reviews_stand_on_their_days_in_a_month(pages: serving.Served, readers: dict[str, Reader]) -> None:
    due = pages.clock().date() + timedelta(days=30)
    listed = readers["probation"].get("/reviews")
    assert listed.links()["Month"] == "/reviews?view=month"
    page = readers["probation"].get(f"/reviews?view=month&on={due}")
    (cell,) = [
        words(each) for each in page.all("td") if f"/cases/{reference(1)}" in [a.get("href") for a in each.iter("a")]
    ]
    assert cell.startswith(f"{due.day} {due:%B}")
    assert readers["probation"].get("/reviews?view=month&on=1900-01-01").status == 404


def test_a_release_is_planned_and_a_part_is_done_with_what_shows_it(
    pages: serving.Served, readers: dict[str, Reader]
) -> None:
    form = opened(readers["prison"], PLAN, "Begin release plan")
    day = dated("releaseOn", pages.clock().date() + timedelta(days=200))
    done = sent(readers["prison"], form, **day)
    assert "each part has its owner and its day" in done.text
    part = opened(readers["probation"], PLAN, "Complete release part")
    shown = sent(readers["probation"], part, detail="A room is held.", evidence="The provider's letter.")
    assert "The part is done." in shown.text
    assert "The provider's letter." in readers["probation"].get(PLAN).text
    pages.database.execute("delete from coordination.step; delete from coordination.release_note")
    pages.database.execute("delete from coordination.release_plan_part")
