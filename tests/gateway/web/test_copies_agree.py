"""What leaves by paper or calendar is what a list, a single check and a count say: no more, and no less.

A joining pack and a calendar are the copies of records that pages make. Each is held to what its reader is told of the
same cases and meetings one by one, over GraphQL.
"""
# ruff: noqa: ANN401 - answers are of any shape

from collections.abc import Iterator, Mapping
from typing import Any

import pytest

from gateway.command.sign_in import purpose_of
from tests.gateway import served as serving
from tests.gateway.small_caseload import reference
from tests.gateway.web.acting import signed_in

PERSONAS = ("coordinator", "police", "chair", "housing", "vlo", "smb", "auditor")
NUMBERS = (1, 2, 3, 4, 5, 10)
CASE = """query Case($reference: String!) { case(reference: $reference) { reference
    person { familyName givenNames }
    riskManagementPlan { supervision monitoringAndControl interventionsAndTreatment victimSafetyPlanning contingency }
    minutes(first: 1) { nodes { sections { body } } }
    actions(first: 20, filter: { status: { in: [OPEN, ACCEPTED] } }) { nodes { description } }
    victims { nodes { victimName victimAddress } } healthNotes { nodes { text } } } }"""
MEETINGS = """{ meetings(first: 50) { totalCount nodes { reference
    agenda(first: 50) { totalCount nodes { case { reference } } } } } }"""
KEPT = ("victims", "healthNotes")  # that no copy has, whoever is shown them


def words(found: Any) -> Iterator[str]:
    """Every text of an answer."""
    if isinstance(found, dict):
        found = list(found.values())
    if isinstance(found, list):
        for each in found:
            yield from words(each)
    elif isinstance(found, str):
        yield found


Told = Mapping[str, Mapping[str, Any]]  # of each case, by its reference


@pytest.fixture(scope="module")
def told(pages: serving.Served) -> Mapping[str, Told]:
    """What each persona is told of each case when they ask for it alone."""
    return {persona: dict(_alone(pages, persona)) for persona in PERSONAS}


def _alone(pages: serving.Served, persona: str) -> Iterator[tuple[str, Mapping[str, Any]]]:
    for number in NUMBERS:
        asked = {"reference": reference(number)}
        case = pages.ask(persona, CASE, asked, purpose=purpose_of(persona, None)).data["case"]
        if case:
            yield case["reference"], case


def listed(pages: serving.Served, persona: str) -> dict[str, set[str]]:
    """The meetings that somebody is shown, with the cases on each agenda; counted as they are listed."""
    meetings = pages.ask(persona, MEETINGS, purpose=purpose_of(persona, None)).data["meetings"]
    assert meetings["totalCount"] == len(meetings["nodes"])
    found = {}
    for meeting in meetings["nodes"]:
        agenda = meeting["agenda"]
        assert agenda["totalCount"] == len(agenda["nodes"])
        found[meeting["reference"]] = {each["case"]["reference"] for each in agenda["nodes"] if each["case"]}
    return found


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_joining_pack_holds_what_its_reader_is_told_of_each_case_alone_and_nothing_else(
    pages: serving.Served, told: Mapping[str, Told], persona: str
) -> None:
    everything = set(words([list(each.values()) for each in told.values()]))
    with signed_in(pages, persona) as readers:
        for meeting in {name for each in PERSONAS for name in listed(pages, each)}:
            page = readers[persona].get(f"/meetings/{meeting}/joining-pack")
            assert page.status == (200 if meeting in listed(pages, persona) else 404)
            cases = [told[persona][each] for each in listed(pages, persona).get(meeting, ())]
            expected = set(words([{k: v for k, v in case.items() if k not in KEPT} for case in cases]))
            assert {word for word in everything if word in page.text} == expected


@pytest.mark.parametrize("persona", PERSONAS)
def test_a_calendar_is_given_of_the_meetings_that_are_listed_and_names_no_case(
    pages: serving.Served, told: Mapping[str, Told], persona: str
) -> None:
    everything = set(words([list(each.values()) for each in told.values()]))
    with signed_in(pages, persona) as readers:
        for meeting in {name for each in PERSONAS for name in listed(pages, each)}:
            answer = readers[persona].asked("GET", f"/meetings/{meeting}/calendar.ics")
            assert answer.status_code == (200 if meeting in listed(pages, persona) else 404)
            assert (meeting in answer.text) == (answer.status_code == 200)
            assert not [word for word in everything if word in answer.text]
