"""Minutes from their beginning to the chair's agreement, in pages, without JavaScript."""

from collections.abc import Iterator

import pytest

from tests.gateway import served as serving
from tests.gateway.acting import open_the_meeting
from tests.gateway.minuting import agreed, cleared, minutes
from tests.gateway.small_caseload import DAY, reference
from tests.gateway.web.acting import dated, form_of, offered, opened, sent
from tests.gateway.web.reader import Reader

CASE = f"/cases/{reference(1)}"
MINUTES = f"{CASE}/minutes/{DAY}"


@pytest.fixture(scope="module")
def readers(pages: serving.Served) -> Iterator[dict[str, Reader]]:
    made = {persona: Reader(pages.root) for persona in ("police", "coordinator", "chair")}
    for persona, each in made.items():
        each.sign_in(persona)
    yield made
    for each in made.values():
        each.http.close()


@pytest.fixture(autouse=True)
def clean(pages: serving.Served) -> Iterator[None]:
    open_the_meeting(pages.database)
    yield
    cleared(pages)


def test_minutes_are_begun_written_and_a_conflict_shows_both_texts(readers: dict[str, Reader]) -> None:
    police, coordinator = readers["police"], readers["coordinator"]
    assert "Begin minutes" not in offered(coordinator.get(CASE))
    form = opened(coordinator, f"{CASE}/meetings", "Begin minutes")
    assert form.fields(form_of(form)[0])["meeting"] == "MEETING-1"
    made = sent(coordinator, form)
    assert "still to be written" in made.text.lower()
    assert "Begin minutes" not in offered(coordinator.get(f"{CASE}/meetings"))
    theirs = opened(coordinator, MINUTES, "Write minutes section")
    mine = coordinator.get(str(theirs.response.url.path))
    assert "The section is saved" in sent(coordinator, theirs, body="Theirs.", assertion="FACT").text
    conflict = sent(coordinator, mine, body="Mine, at length.", assertion="FACT")
    assert "Somebody changed this since you read it" in conflict.text
    assert "Theirs." in conflict.text
    assert "Mine, at length." in conflict.text
    assert "Write minutes section" in offered(police.get(MINUTES))


def test_a_section_that_is_written_again_keeps_whether_it_is_fact_assessment_or_intelligence(
    readers: dict[str, Reader],
) -> None:
    coordinator = readers["coordinator"]
    sent(coordinator, opened(coordinator, f"{CASE}/meetings", "Begin minutes"))
    first = opened(coordinator, MINUTES, "Write minutes section")
    where = str(first.response.url.path)
    assert "assertion" not in first.fields(where)
    sent(coordinator, first, body="He was seen.", assertion="ASSESSMENT")
    again = coordinator.get(where)
    assert again.fields(where)["assertion"] == "ASSESSMENT"
    assert "The section is saved" in sent(coordinator, again, body="He was seen twice.").text


def test_an_earlier_edition_opens_from_the_one_that_replaced_it(
    pages: serving.Served, readers: dict[str, Reader]
) -> None:
    agreed(pages)
    coordinator, chair = readers["coordinator"], readers["chair"]
    amended = sent(
        coordinator, opened(coordinator, MINUTES, "Amend minutes"), what="The date.", reason="It was mistyped."
    )
    assert "A further edition is begun" in amended.text
    earlier = coordinator.get(coordinator.get(MINUTES).links()["Edition 1"])
    assert "This edition was replaced." in earlier.text
    assert "On ATTENDANCE." in earlier.text
    assert earlier.links()["Edition 2: Draft"] == MINUTES
    (entry,) = pages.database.execute("select operation_name, subjects from audit.access order by id desc limit 1")
    assert entry["operation_name"] == "CaseMinutesEdition"
    for unknown in ("3", "0", "x", "1" * 30):
        assert chair.get(f"{MINUTES}/editions/{unknown}").status == 404


def test_every_act_that_is_offered_on_minutes_opens_its_form(pages: serving.Served, readers: dict[str, Reader]) -> None:
    coordinator = readers["coordinator"]
    agreed(pages)
    assert minutes(pages)[0]["status"] == "AGREED"
    shown = coordinator.get(MINUTES)
    acts = offered(shown)
    assert {"Amend minutes", "Write executive summary"} <= set(acts)
    assert {act: coordinator.get(where).status for act, where in acts.items()} == dict.fromkeys(acts, 200)


def test_what_the_chair_agrees_to_share_waits_in_a_list_until_it_is_shared(
    pages: serving.Served, readers: dict[str, Reader]
) -> None:
    agreed(pages)
    police, chair, today = readers["police"], readers["chair"], pages.clock().date()
    asks = {"withWhom": "The head teacher", "what": "The exclusion zone.", "why": "Children pass there."}
    assert "The chair is asked." in sent(police, opened(police, MINUTES, "Request onward sharing"), **asks).text
    undated = sent(chair, opened(chair, MINUTES, "Agree onward sharing"), reason="For him alone.")
    assert undated.status == 422
    assert "It may be shared" in sent(chair, undated, **dated("shareBy", today)).text
    assert "The head teacher" in police.get("/sharings").text
    given = {**dated("sharedOn", today), "how": "SAID", "withinAgreement": "no"}
    beyond = sent(police, opened(police, "/sharings", "Carry out onward sharing"), **given)
    assert (beyond.status, "Only what the chair agreed is carried out." in beyond.text) == (422, True)
    assert "It is recorded that it was shared." in sent(police, beyond, withinAgreement="yes").text
    assert "Shared on" in police.get(MINUTES).text
    assert "Nothing waits" in police.get("/sharings").text


def test_printed_minutes_say_who_printed_them_and_under_which_entry(
    pages: serving.Served, readers: dict[str, Reader]
) -> None:
    agreed(pages)
    shown = readers["police"].get(MINUTES)
    (line,) = (each for each in shown.all("p") if each.get("class") == "app-printed")
    (mark,) = (each for each in shown.all("p") if each.get("class") == "app-watermark")
    (name, entry), said = ["".join(each.split()) for each in mark.itertext()], "".join(line.itertext())
    assert name == "RowanTarrant"
    assert "Printed by Rowan Tarrant (Police)" in said
    assert entry in said
    told = "select operation_name, processing, holders from audit.access where id = %s"
    (kept,) = pages.database.execute(told, [entry])
    assert kept["operation_name"] == "CaseMinutes"
    assert {"CONSULTATION", "DISCLOSURE"} <= set(kept["processing"])
    assert "coordination" in kept["holders"]
