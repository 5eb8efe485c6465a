"""Minutes and their summary taken out as files: what the law lets out, whose name is on it, and what is on record."""

import io
from collections.abc import Iterator

import docx
import pytest
from httpx2 import Response
from pypdf import PdfReader

from policies.vocabulary import ItemHandling
from tests.gateway import served as serving
from tests.gateway.minuting import agreed, cleared
from tests.gateway.small_caseload import DAY, reference
from tests.gateway.web.reader import Reader

MINUTES = f"/cases/{reference(1)}/minutes/{DAY}"
FILE = f"/export{MINUTES}"
HIDDEN = "update coordination.minutes_section set body = 'Not for them.', item_handling = %s where owner = 'police'"
SUMMARY = """insert into coordination.executive_summary (id, case_id, minutes_id, status, body, recorded_at)
    select gen_random_uuid(), case_id, id, 'DRAFT', 'What may be told.', now() from coordination.minutes"""


@pytest.fixture(autouse=True)
def minuted(pages: serving.Served) -> Iterator[None]:
    agreed(pages)
    yield
    cleared(pages)


def taken(reader: Reader, address: str, form: str) -> Response:
    page = reader.get(address)
    return reader.asked("POST", address, data={**page.fields(address), "form": form})


def words(sent: Response) -> str:
    if sent.headers["content-type"] == "application/pdf":
        return "\n".join(each.extract_text() for each in PdfReader(io.BytesIO(sent.content)).pages)
    written = docx.Document(io.BytesIO(sent.content))
    return f"{written.element.xml}{written.sections[0].footer._element.xml}"


def entry_on(pages: serving.Served, text: str) -> dict[str, object]:
    """The newest entry, whose id stands on the paper."""
    (entry,) = pages.database.execute(
        "select id::text, act, operation_name, processing from audit.access order by recorded_at desc limit 1"
    )
    assert entry["id"] in "".join(text.split())
    return entry


@pytest.mark.parametrize("form", ["pdf", "docx"])
def test_the_coordinator_takes_the_minutes_out_marked_and_on_record(
    pages: serving.Served, reader: Reader, form: str
) -> None:
    pages.database.execute(HIDDEN, [ItemHandling.OWNER_ONLY.stored])
    reader.sign_in("coordinator")
    assert reader.get(MINUTES).links()["Take the minutes out as a file"] == FILE
    sent = taken(reader, FILE, form)
    assert sent.status_code == 200, sent.text
    assert sent.headers["content-disposition"].endswith(f'-{reference(1)}-{DAY}.{form}"')
    said = words(sent)
    assert "On RISK_ASSESSMENT." in said
    assert "Farida Lindqvist" in said
    assert "Not for them." not in said
    entry = entry_on(pages, said)
    assert (entry["act"], entry["operation_name"]) == ("EXPORT", "MinutesFile")
    assert "DISCLOSURE" in str(entry["processing"])


def test_the_summary_is_taken_out_by_itself(pages: serving.Served, reader: Reader) -> None:
    reader.sign_in("coordinator")
    assert reader.get(f"{FILE}/summary").status == 404
    pages.database.execute(SUMMARY)
    said = words(taken(reader, f"{FILE}/summary", "pdf"))
    assert "What may be told." in said
    assert "On RISK_ASSESSMENT." not in said
    assert entry_on(pages, said)["operation_name"] == "SummaryFile"


def test_a_letter_that_cannot_be_shown_is_told_with_what_to_do(pages: serving.Served, reader: Reader) -> None:
    reader.sign_in("coordinator")
    pages.database.execute("update coordination.minutes_section set body = '\uf8ff' where owner = 'coordination'")
    page = reader.get(FILE)
    refused = reader.post(FILE, {**page.fields(FILE), "form": "pdf"})
    assert (refused.status, refused.heading) == (503, "The file could not be made")
    assert "Take it out for Word instead" in refused.text
    assert taken(reader, FILE, "docx").status_code == 200
    assert reader.post(FILE, {**page.fields(FILE), "form": "odt"}).status == 404


@pytest.mark.parametrize("persona", ["police", "chair"])
def test_whoever_works_on_the_case_takes_the_agreed_minutes_out_as_they_are_shown_them(
    pages: serving.Served, reader: Reader, persona: str
) -> None:
    pages.database.execute(HIDDEN, [ItemHandling.CHAIR_RELEASE.stored])
    pages.database.execute(SUMMARY)
    reader.sign_in(persona)
    shown = reader.get(MINUTES)
    assert "Not for them." in shown.text
    assert shown.links()["Take the minutes out as a file"] == FILE
    assert "Take the summary out as a file" not in shown.links()
    said = words(taken(reader, FILE, "docx"))
    assert "On RISK_ASSESSMENT." in said
    assert ("Not for them." in said) is (persona == "police"), "what waits for the chair's release goes with its owner"
    entry = entry_on(pages, said)
    assert (entry["act"], entry["operation_name"]) == ("EXPORT", "MinutesFile")
    assert "DISCLOSURE" in str(entry["processing"])
    assert reader.get(f"{FILE}/summary").status == 404


@pytest.mark.parametrize("persona", ["police", "chair", "coordinator"])
def test_a_draft_is_taken_out_by_nobody_however_it_is_asked_for(
    pages: serving.Served, reader: Reader, persona: str
) -> None:
    reader.sign_in(persona)
    pages.database.execute("update coordination.minutes set status = 'DRAFT'")
    shown = reader.get(MINUTES)
    assert (shown.status, "Take the minutes out as a file" in shown.links()) == (200, False)
    assert reader.get(FILE).status == 404
    item = "meetings(first: 9) { nodes { minutes { edition sections { id body } } } }"
    asked = f'{{ case(reference: "{reference(1)}") {{ {item} }} }}'
    looked, taken_out = (
        [each["minutes"] for each in pages.ask(persona, f"query Q {way} {asked}").data["case"]["meetings"]["nodes"]]
        for way in ("", "@export")
    )
    (minutes,) = filter(None, looked)
    assert (len(taken_out), any(taken_out)) == (len(looked), False)
    if persona == "coordinator":  # who takes out more than the minutes of one case
        section = minutes["sections"][0]["id"]
        by_id = f'query Q @export {{ node(id: "{section}") {{ ... on MinutesSection {{ body }} }} }}'
        assert pages.ask(persona, by_id.replace("@export", "")).data["node"]
        assert pages.ask(persona, by_id).data["node"] is None


def test_a_body_that_is_convened_reads_the_minutes_and_takes_none_out(reader: Reader) -> None:
    reader.sign_in("housing")
    shown = reader.get(MINUTES)
    assert shown.status == 200
    assert "Take the minutes out as a file" not in shown.links()
    assert reader.get(FILE).status == 404
