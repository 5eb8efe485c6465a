"""A level from its proposal to the acknowledgement of its decision, in pages, without JavaScript."""

from collections.abc import Iterator
from datetime import timedelta

import pytest

from tests.gateway import served as serving
from tests.gateway.acting import open_the_meeting
from tests.gateway.small_caseload import DAY, reference
from tests.gateway.test_level_journey import decisions
from tests.gateway.web.acting import form_of, offered, opened, sent
from tests.gateway.web.reader import Reader
from tests.gateway.web.reading import Page, words

LEVEL = f"/cases/{reference(1)}/level"
TESTS = ("MEETINGS_ADD_VALUE", "HIGH_OR_VERY_HIGH_RISK", "SENIOR_REPRESENTATION_NEEDED")
EVIDENCE = {
    "evidence.0.what": "Risk of serious harm assessment",
    "evidence.0.source": "OASys",
    "evidence.0.owner": "probation",
    "evidence.0.datedOn-day": str(DAY.day),
    "evidence.0.datedOn-month": str(DAY.month),
    "evidence.0.datedOn-year": str(DAY.year),
}


@pytest.fixture(scope="module")
def readers(pages: serving.Served) -> Iterator[dict[str, Reader]]:
    pages.database.execute("update probation.rosh_assessment set assessed_on = current_date")
    open_the_meeting(pages.database)
    made = {persona: Reader(pages.root) for persona in ("probation", "chair", "police", "coordinator")}
    for persona, each in made.items():
        each.sign_in(persona)
    yield made
    for each in made.values():
        each.http.close()


def answers(fields: dict[str, str], *tests: str) -> dict[str, str]:
    """The tests of the checklist that are answered, under the names that the form has for them."""
    at = {value: name.rpartition(".")[0] for name, value in fields.items() if name.endswith(".criterion")}
    met = {f"{at[test]}.met": "yes" for test in tests}
    return met | {f"{at[test]}.how": f"How {test} is met." for test in tests}


def proposing(reader: Reader) -> tuple[Page, dict[str, str]]:
    """The form of a proposal, and what is typed into it beside the tests."""
    return opened(reader, LEVEL, "Propose level"), {
        "level": "LEVEL_3",
        "rationale": "Level 2 is not enough.",
    } | EVIDENCE


def test_a_checklist_that_falls_short_keeps_all_that_was_typed_and_grows_by_a_row(readers: dict[str, Reader]) -> None:
    form, typed = proposing(readers["probation"])
    fields = form_of(form)[1]
    longer = sent(readers["probation"], form, _add="evidence")
    assert form_of(longer)[1]["evidence.1.what"] == "", "also where nothing stands in the first row yet"
    short = sent(readers["probation"], form, **typed, **answers(fields, *TESTS[:2]))
    assert "For level 3 this must be met" in short.text
    assert "How MEETINGS_ADD_VALUE is met." in short.text
    more = sent(readers["probation"], short, _add="evidence")
    assert (more.status, form_of(more)[1]["evidence.1.what"]) == (200, "")
    assert form_of(more)[1]["evidence.0.what"] == EVIDENCE["evidence.0.what"]
    half = {name: "" if name.endswith(".how") else value for name, value in answers(fields, *TESTS).items()}
    assert "How, or why not? Enter an answer" in sent(readers["probation"], form, **typed, **half).text
    unreal = sent(readers["probation"], form, **typed | {"evidence.0.datedOn-month": "13"}, **answers(fields, *TESTS))
    assert "The day it is of: enter a real day" in unreal.text


def test_a_level_is_proposed_endorsed_and_decided_by_the_right_people(decided: str, readers: dict[str, Reader]) -> None:
    assert "Level 3 is decided" in decided
    shown = readers["police"].get(LEVEL).text
    assert "Seen differently by Police" in shown
    assert "Decided" in shown


@pytest.fixture(scope="module")
def decided(readers: dict[str, Reader]) -> str:
    """A level that was proposed, endorsed and decided in pages; what the last of them said."""
    probation, chair, police = (readers[each] for each in ("probation", "chair", "police"))
    form, typed = proposing(probation)
    proposed = sent(probation, form, **typed, **answers(form_of(form)[1], *TESTS))
    assert "Level 3 is proposed" in proposed.text
    assert "Endorse level" not in offered(proposed), "nobody endorses what they proposed"
    sent(police, opened(police, LEVEL, "Record dissent"), view="Level 2 would do.")
    assert "is endorsed" in sent(chair, opened(chair, LEVEL, "Endorse level")).text
    deciding = opened(chair, LEVEL, "Decide level")
    return sent(chair, deciding, at="MEETING", reference="MEETING-1", rationale="Agreed by all agencies.").text


def test_what_was_decided_is_acknowledged_or_chased(
    pages: serving.Served, decided: str, readers: dict[str, Reader]
) -> None:
    police = readers["police"]
    assert "You have acknowledged the decision" in sent(police, opened_first(police, "/receipts", "Acknowledge")).text
    with pages.clock.forward(timedelta(days=29)), Reader(pages.root) as later:
        later.sign_in("coordinator")
        chased = sent(later, opened_first(later, "/receipts?due=overdue", "Chase"))
        assert "The chase is noted" in chased.text
    assert decided


def opened_first(reader: Reader, on: str, begins: str) -> Page:
    return opened(reader, on, next(act for act in offered(reader.get(on)) if act.startswith(begins)))


def test_whoever_decides_is_shown_how_comparable_cases_were_decided(pages: serving.Served) -> None:
    decisions(pages, 12, 3, "LEVEL_1")
    decisions(pages, 18, 1)
    pages.database.execute("update coordination.level_decision set in_custody = true where decided_on = '2025-01-01'")
    with Reader(pages.root) as chair, Reader(pages.root) as police:
        chair.sign_in("chair", purpose="PREPARE_MEETING")
        police.sign_in("police")
        of_chair, of_police = chair.get(LEVEL), police.get(LEVEL)
    assert "How comparable cases were decided" in of_chair.text
    assert "How comparable cases were decided" not in of_police.text
    rows = [[words(cell) for cell in row] for row in of_chair.all("tr")]
    assert ["Area 7", "Not shown", "20", "Not shown"] in rows
    assert ["Area 9", "10", "Not shown", "Not shown"] in rows
