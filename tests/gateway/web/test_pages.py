"""Every page, as those see it for whom it is, and what each leaves out; the rules of ``reading`` hold for all."""

import re
from collections.abc import Iterator
from pathlib import Path

import pytest
from graphql import parse
from graphql import validate as graphql_errors

from gateway.web.pages import Page as Declared
from gateway.web.site import every_page
from gateway.wiring import graphql_schema
from tests.gateway import served as serving
from tests.gateway.small_caseload import DAY, reference
from tests.gateway.web.reader import Reader
from tests.gateway.web.reading import words

PLACES = {
    "reference": reference(1),
    "held_on": DAY.isoformat(),
    "edition": "1",
    "id": "nothing",
    "name": "Case",
    "act": "start-referral",
    "key": "nothing",
}
NAMED = {f"/{each}/{{reference}}" for each in ("meetings", "referrals", "actions")}
MEETINGS = {f"/meetings/{{reference}}/{each}" for each in ("joining-pack", "calendar.ics", "room", "room/following")}
FILES = {f"/export/cases/{{reference}}/minutes/{{held_on}}{each}" for each in ("", "/summary")}  # none are minuted
UNNAMED = NAMED | MEETINGS | {"/access/entries/{key}", "/access/receipts/{key}", "/acts/{act}/{key}", "/begin/{act}"}
ABSENT = (
    UNNAMED
    | FILES
    | {
        "/cases/{reference}/minutes/{held_on}/editions/{edition}",
        "/law",
        "/law/map",
        "/law/change",
        "/detections",
        "/retention",
        "/access/readers",
        "/export/access",
        "/cases/{reference}/seen",
        "/people",
        "/role",
        "/people/{key}",
        "/proposals",
    }
)  # none is called so; and a coordinator who runs the arrangements is not told of law, accesses or directory
QUESTIONS = 4  # of one page, each one statement: the first page asks most
PERSONAS = ("coordinator", "police", "vlo", "auditor", "smb", "lay")


def address(page: Declared) -> str:
    return re.sub(r"\{(\w+)\}", lambda place: PLACES[place[1]], page.path)


@pytest.fixture(scope="module")
def signed_in(pages: serving.Served) -> Iterator[dict[str, Reader]]:
    readers = {persona: Reader(pages.root) for persona in PERSONAS}
    for persona, reader in readers.items():
        reader.sign_in(persona)
    yield readers
    for reader in readers.values():
        reader.http.close()


@pytest.mark.parametrize("page", tuple(every_page()), ids=lambda page: page.path)
def test_every_page_is_there_for_a_coordinator_and_asks_little(
    pages: serving.Served, signed_in: dict[str, Reader], page: Declared
) -> None:
    asked = "select count(*) as entries from audit.entry"
    (before,) = pages.database.execute(asked)
    assert signed_in["coordinator"].get(address(page)).status == (404 if page.path in ABSENT else 200)
    (after,) = pages.database.execute(asked)
    assert after["entries"] - before["entries"] <= QUESTIONS, "a page costs what its questions cost: ask them in one"


@pytest.mark.parametrize("persona", PERSONAS)
def test_whoever_follows_the_menu_gets_there(signed_in: dict[str, Reader], persona: str) -> None:
    home = signed_in[persona].get("/")
    menu = [link for link in home.links().values() if re.fullmatch(r"/\w*", link)]
    assert [(link, signed_in[persona].get(link).status) for link in menu] == [(link, 200) for link in menu]


def test_the_menu_offers_what_is_shown_and_nothing_else(signed_in: dict[str, Reader]) -> None:
    offered = {persona: signed_in[persona].get("/").links() for persona in PERSONAS}
    assert "Cases" in offered["police"]
    assert "Access record" not in offered["police"]
    assert "Access record" in offered["auditor"]
    for counted in ("smb", "lay"):
        assert "Cases" not in offered[counted]
        assert "Numbers" in offered[counted]


def test_the_numbers_are_those_that_are_told_and_a_small_one_is_never_none(signed_in: dict[str, Reader]) -> None:
    for of, first in (("/caseload", "Area 7"), ("/caseload?area=7", "Category 1")):
        page = signed_in["smb"].get(of)
        lines = [[words(cell) for cell in line if cell.tag in {"th", "td"}] for line in page.all("tr")]
        assert [first, "\u2013", "10", "\u2013"] in lines
        assert "Fewer than five in every category of every area: Level 1, Level 3." in page.text
        assert "0" not in [cell for line in lines for cell in line]


def test_a_page_shows_what_the_law_shows_and_leaves_out_the_rest(signed_in: dict[str, Reader]) -> None:
    case = f"/cases/{reference(1)}"
    assert "Family1" in signed_in["police"].get(case).text
    people = {persona: signed_in[persona].get(f"{case}/people") for persona in ("police", "coordinator")}
    assert "Victims" in people["police"].text
    links = signed_in["coordinator"].get(case).links()
    assert links["Summary"] == case


def test_hidden_and_absent_are_the_same_page_to_the_byte(signed_in: dict[str, Reader]) -> None:
    hidden, absent = (signed_in["police"].get(f"/cases/{each}") for each in (reference(4), "MAPPA-07-999999"))
    assert hidden.status == absent.status == 404
    assert hidden.response.content == absent.response.content
    parts = [signed_in["police"].get(f"/cases/{each}/risk").response.content for each in (reference(4), "nonsense")]
    assert parts == [hidden.response.content] * 2
    assert set(hidden.response.headers) == set(absent.response.headers)


@pytest.mark.parametrize("typed", ["MAPPA-07-000001", "mappa 7 1", "07 000001", "7-1"])
def test_a_reference_is_found_however_it_is_typed(signed_in: dict[str, Reader], typed: str) -> None:
    found = signed_in["police"].get(f"/cases?q={typed}")
    assert (found.heading, reference(1) in found.text) == ("Cases", True)


@pytest.mark.parametrize("typed", ["Famly1", "given1 family1", "FAMILY1, Given1"])
def test_a_name_is_found_with_its_typing_mistakes(signed_in: dict[str, Reader], typed: str) -> None:
    assert reference(1) in signed_in["police"].get(f"/cases?q={typed}").text


def test_a_name_that_is_hidden_finds_nobody(signed_in: dict[str, Reader]) -> None:
    assert reference(4) not in signed_in["police"].get("/cases?q=Family4").text
    assert reference(4) in signed_in["coordinator"].get("/cases?q=Family4").text


def test_a_search_that_finds_nothing_says_what_to_do(signed_in: dict[str, Reader]) -> None:
    assert "There is no such case that you may see" in signed_in["police"].get("/cases?q=zzzz").text


def test_filters_narrow_the_list_and_stay_chosen(signed_in: dict[str, Reader]) -> None:
    page = signed_in["coordinator"].get("/cases?level=LEVEL_3&sort=NEXT_REVIEW_DUE")
    assert reference(5) in page.text
    assert reference(1) not in page.text
    assert {option.text for option in page.all("option") if option.get("selected") is not None} == {
        "Level 3",
        "Next review due",
    }


def test_a_field_with_a_value_that_is_not_on_offer_asks_for_nothing(signed_in: dict[str, Reader]) -> None:
    assert signed_in["coordinator"].get("/cases?level=LEVEL_9&sort=NAME&status=").status == 200


@pytest.mark.parametrize("address", ["/cases?after=forged", "/actions?before=forged"])
def test_an_address_that_was_tampered_with_is_answered_in_plain_words(
    signed_in: dict[str, Reader], address: str
) -> None:
    page = signed_in["coordinator"].get(address)
    assert (page.status, page.heading) == (400, "The search could not be understood")


def test_a_day_that_is_none_narrows_nothing(signed_in: dict[str, Reader]) -> None:
    assert signed_in["auditor"].get("/access?from=never&to=9999-12-31").status == 200


def test_a_calendar_shows_the_meeting_on_its_day(signed_in: dict[str, Reader]) -> None:
    for view in ("list", "week", "month"):
        page = signed_in["coordinator"].get(f"/meetings?view={view}&on={DAY}")
        (link,) = [link for link in page.links().values() if link.startswith("/meetings/")]
        assert signed_in["coordinator"].get(link).heading.startswith("Meeting ")


@pytest.mark.parametrize("on", ["0001-01-01", "9999-12-31"])
def test_a_day_too_far_away_is_not_there(signed_in: dict[str, Reader], on: str) -> None:
    assert signed_in["coordinator"].get(f"/meetings?view=month&on={on}").status == 404


def test_the_auditor_follows_an_entry_a_subject_and_a_persons_day(
    pages: serving.Served, signed_in: dict[str, Reader]
) -> None:
    auditor = signed_in["auditor"]
    signed_in["police"].get(f"/cases/{reference(1)}/risk")
    pages.until_sequenced()  # and so indexed by subject
    latest = auditor.get("/access?operation=risk+and+plan&name=tarrant")
    (entry, *_) = [link.get("href", "") for link in latest.all("a") if "/entries/" in link.get("href", "")]
    detail = auditor.get(entry)
    assert "Manage the risk that somebody poses" in detail.text
    assert "Case: risk and plan CaseRisk" in detail.text
    named = auditor.get("/access?operation=CaseRisk&name=tarrant")
    assert entry in [link.get("href") for link in named.all("a")], (
        "each of those of one moment, whose links say the same"
    )
    assert "RoshAssessment.overall" in detail.text
    assert "Assessment of the risk of serious harm: age in days, as of, " in detail.text
    day = auditor.get(detail.links()["Rowan Tarrant"])
    assert day.heading == "The day of Rowan Tarrant"
    (ledger, *_) = [link for link in detail.links().values() if link.startswith("/access?subject=")]
    assert auditor.get(ledger).status == 200


def test_a_coordinator_who_checks_accesses_is_told_who_saw_a_case(
    pages: serving.Served, signed_in: dict[str, Reader]
) -> None:
    signed_in["police"].get(f"/cases/{reference(1)}/risk")
    pages.until_sequenced()
    with Reader(pages.root) as coordinator:
        offered = coordinator.sign_in("coordinator", f"/cases/{reference(1)}").links()
        ask = coordinator.get(offered["Say that you are here to check that access was lawful"])
        page = coordinator.post("/purpose", {**ask.fields("/purpose"), "purpose": "VERIFY_LAWFULNESS"})
        assert page.heading.startswith("Who has seen it")
        assert "Police offender manager" in page.text
        assert "Tarrant" not in page.text
        assert page.links()["Who has seen it"] == f"/cases/{reference(1)}/seen"
        listed = coordinator.get("/cases")
        assert listed.links()[f"Who has seen it: {reference(1)}"] == f"/cases/{reference(1)}/seen"
        assert "Narrow and sort the list" not in listed.text


def test_a_question_of_a_developer_is_asked_as_themselves(signed_in: dict[str, Reader]) -> None:
    form = signed_in["police"].get("/developers").fields("/developers")
    page = signed_in["police"].post("/developers", {**form, "query": "{ viewer { name } }"})
    assert '"name": "Rowan Tarrant"' in page.text
    wrong = signed_in["police"].post("/developers", {**form, "variables": "[1"})
    assert (wrong.status, wrong.title.startswith("Error: ")) == (422, True)
    assert '"errors"' in signed_in["police"].post("/developers", {**form, "query": "{ nonsense }"}).text


@pytest.mark.parametrize("path", sorted(Path("gateway/web").rglob("*.graphql")), ids=lambda path: path.stem)
def test_every_document_is_valid_under_the_schema_and_named(path: Path) -> None:
    texts = [path.read_text()]
    texts += [Path("gateway/web/viewer.graphql").read_text()] * ("...Head" in texts[0] and path.stem != "viewer")
    texts += [Path("gateway/web/pages/case/head.graphql").read_text()] * ("...CaseHead" in texts[0])
    whole = parse("".join(texts))
    errors = graphql_errors(graphql_schema()._schema, whole)
    assert [error.message for error in errors if "is never used" not in error.message] == []
    assert texts[0].lstrip().startswith("#"), "a document begins with what it is for"
