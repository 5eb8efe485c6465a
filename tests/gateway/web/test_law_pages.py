"""The law in pages: for those who answer for it, and for nobody else."""

from urllib.parse import urlencode

import pytest

from gateway.web.pages.law.law import asked
from policies.changelog import entries
from policies.page import content_security_policy
from tests.gateway import served as serving
from tests.gateway.small_caseload import reference
from tests.gateway.web.acting import signed_in
from tests.gateway.web.reader import Reader
from tests.gateway.web.reading import FIRST_PAGE, Page, words

HEALTH = f'{{ case(reference: "{reference(1)}") {{ reference healthNotes {{ nodes {{ text }} }} }} }}'
FACTS = {
    "role": "police_offender_manager",
    "agency": "police",
    "clearance": "none",
    "purpose": "manage_risk",
    "what": "health",
    "standing": "assigned",
    "handling": "ordinary",
    "item": "open",
    "ownership": "other",
}


def test_an_auditor_is_told_why_something_is_shown_or_not_and_what_would_change_it(reader: Reader) -> None:
    reader.sign_in("auditor")
    assert "The law" in reader.get("/").links()
    page = reader.get(f"/law?{urlencode(FACTS)}")
    assert (page.status, page.heading) == (200, "The law")
    assert "Police offender managers" in page.text
    assert "All else being as it is" in page.text
    other = reader.get(f"/law?{urlencode(FACTS | {'standing': 'none'})}")
    assert "common.strangers-are-told-of-no-case" in other.text
    assert "What was changed last" in page.text


def test_the_heat_map_stands_alone_under_a_policy_of_its_own(reader: Reader) -> None:
    reader.sign_in("auditor")
    answer = reader.asked("GET", "/law/map")
    assert answer.status_code == 200
    assert answer.headers["content-security-policy"] == content_security_policy()
    assert answer.headers["cache-control"] == "no-store"
    assert "who is shown what" in answer.text
    assert int(answer.headers["content-length"]) < FIRST_PAGE, "as it is sent, with all that it needs"


def tried(reader: Reader, old: str, new: str) -> Page:
    """The page that says what it would do to put other words into the police's file of the law."""
    opened = reader.get("/law/change?file=police.polar")
    action = "/law/change?file=police.polar"
    return reader.post(action, opened.fields(action) | {"text": opened.fields(action)["text"].replace(old, new)})


def test_a_change_of_the_law_is_told_in_words_with_the_accesses_that_it_would_have_met(
    pages: serving.Served, reader: Reader
) -> None:
    assert pages.ask("police", HEALTH).data["case"]
    reader.sign_in("auditor")
    assert "See what a change of it would do" in reader.get("/law").links()
    page = tried(reader, '"health", "meeting"', '"meeting"')
    assert "Police offender managers of the police, assigned to the case" in page.text
    assert "no longer see health." in page.text
    risk = "Manage the risk that somebody poses"
    (line,) = [each for each in counted(page) if each[0] == "Health" and each[2] == risk and "Ordinary" in each[3]]
    assert line[1:6] == [
        "Police offender manager, Police",
        risk,
        "Standing: Assigned \u00b7 handling: Ordinary",
        "shown",
        "withheld",
    ]
    entry = reader.get(page.links()["entry 1"])
    assert "police.managers-see-their-cases: The police manager of a registered person is shown the case" in entry.text
    assert "Every decision is the same." in tried(reader, "", "").text


def test_a_change_that_would_not_load_says_why_and_keeps_what_was_typed(reader: Reader) -> None:
    reader.sign_in("auditor")
    page = tried(reader, '"health", "meeting"', '"helth", "meeting"')
    assert "It would not load" in page.text
    assert "police.polar:" in page.text
    assert '"helth" is no data class' in page.text
    assert '"helth", "meeting"' in page.fields("/law/change?file=police.polar")["text"]


def counted(page: Page) -> list[list[str]]:
    """The lines of the table that says how often what would be decided otherwise was decided."""
    return [[words(cell) for cell in (*line.iter("th"), *line.iter("td"))] for line in page.all("tr")]


def test_a_policy_officer_sees_how_often_it_would_be_otherwise_and_none_of_the_record_of_access(
    pages: serving.Served,
) -> None:
    def to_prepare() -> list[list[str]]:
        found = counted(tried(readers["policy"], *change))
        return [line for line in found if line[2] == "Prepare or hold a meeting"]

    def asked_times(times: int) -> None:
        for _ in range(times):
            assert pages.ask("police", HEALTH, purpose="PREPARE_MEETING").data["case"]

    change = '"health", "meeting"', '"meeting"'
    with signed_in(pages, "policy", "admin") as readers:
        asked_times(4)
        assert to_prepare() == []
        asked_times(1)
        who, why = "Police offender manager, Police", "Prepare or hold a meeting"
        line = ["Health", who, why, "Standing: Assigned \u00b7 handling: Ordinary", "shown", "withheld", "5"]
        assert to_prepare() == [line]
        told = tried(readers["policy"], *change).text
        assert "no longer see health." in told
        assert not [each for each in (reference(1), "Rowan Tarrant", "/access/entries/") if each in told]
        assert "Access record" not in readers["policy"].get("/").links()
        assert "You are not shown the record of access." in tried(readers["admin"], *change).text


@pytest.mark.parametrize("path", ["/law", "/law/map", "/law/change"])
def test_nobody_else_is_shown_the_law(pages: serving.Served, reader: Reader, path: str) -> None:
    reader.sign_in("police")
    assert reader.get(path).response.content == reader.get("/nowhere").response.content
    assert pages.root


@pytest.mark.parametrize("name", FACTS)
def test_a_question_with_a_word_that_the_law_does_not_know_is_not_asked(name: str) -> None:
    assert asked(FACTS) is not None
    assert asked(FACTS | {name: "nonsense"}) is None


def test_the_changelog_is_read_entry_by_entry() -> None:
    text = "# Changes\n\nWords.\n\n## Day two\n\n- More.\n\n## Day one\n\n- Some.\n"
    assert entries(text) == [("Day two", "- More."), ("Day one", "- Some.")]
