"""The access record as a file: an auditor takes out what they searched for, in three forms, and it is a disclosure."""

import codecs
import csv
import io
import json

import httpx2
import pytest

from gateway.record_files import record_files
from gateway.web.pages.export import access
from tests.gateway import served as serving
from tests.gateway.web.reader import Reader

FORMULA = "=HYPERLINK(1)"
FORMS = record_files()


def taken(reader: Reader, search: str, form: str) -> httpx2.Response:
    page = reader.get(f"/export/access{search}")
    assert page.heading == "Take the entries out as a file"
    (asked,) = [each for each in page.all("form") if "export" in str(each.get("action"))]
    action = str(asked.get("action"))
    sent = reader.asked("POST", action, data={**page.fields(action), "form": form})
    assert sent.headers["cache-control"] == "no-store"
    assert sent.headers["content-type"] == FORMS[form].media_type
    return sent


def test_an_auditor_takes_out_what_they_searched_for_as_a_table(pages: serving.Served, reader: Reader) -> None:
    pages.ask("police", "query Sought { viewer { name } }", purpose="MANAGE_RISK")
    reader.sign_in("auditor")
    search = "?operation=Sought"
    assert reader.get(f"/access{search}").links()["Take the entries out as a file"] == f"/export/access{search}"
    sent = taken(reader, search, "csv")
    assert sent.content.startswith(codecs.BOM_UTF8)
    (line, *_) = csv.DictReader(io.StringIO(sent.content.decode("utf-8-sig")))
    assert (line["operation_name"], line["act"], line["purpose"]) == ("Sought", "CONSULT", "MANAGE_RISK")
    name = sent.headers["content-disposition"]
    (entry,) = pages.database.execute(
        "select act, operation_name, processing from audit.access where id = %s", [name.rpartition("-entry-")[2][:36]]
    )
    assert (entry["act"], entry["operation_name"]) == ("EXPORT", "AccessRecordExport")
    assert "DISCLOSURE" in entry["processing"]


def test_the_same_entries_are_events_of_ocsf_and_of_fhir(pages: serving.Served, reader: Reader) -> None:
    asked = pages.ask("police", "query Events { viewer { name } }", purpose="MANAGE_RISK")
    reader.sign_in("auditor")
    ocsf, fhir = (
        json.loads(taken(reader, f"?key={asked.headers['x-entry-id']}", form).text) for form in ("ocsf", "fhir")
    )
    assert ocsf["metadata"]["uid"] == asked.headers["x-entry-id"]
    assert (fhir["resourceType"], fhir["subtype"][0]["code"]) == ("AuditEvent", "CONSULT")
    assert ocsf["metadata"]["correlation_uid"] == fhir["entity"][-1]["what"]["identifier"]["value"]


def test_no_name_is_taken_for_a_formula() -> None:
    node = dict.fromkeys(("reason", "principal", "agency", "client", "purpose", "documentHash", "subjects", "reading"))
    lists: dict[str, object] = {"roles": [], "acting": [], "processing": None, "holders": None, "variables": {}}
    key = "0193a8c1-7d0e-7c4b-9b1f-3d2f6a1e8c55"
    said = {"key": key, "requestId": key, "recordedAt": "2026-11-25T09:30:00+00:00", "act": "CONSULT", "human": True}
    words = {"outcome": "GRANTED", "principalName": FORMULA, "operationName": FORMULA, "policyVersion": "v"}
    (cells,) = csv.reader(
        io.StringIO(FORMS["csv"].line({**node, **lists, **said, **words, "rowCount": 0, "durationUs": 0}))
    )
    assert cells.count(f"'{FORMULA}") == 2
    assert FORMULA not in cells


def test_where_there_are_more_than_a_file_holds_its_name_says_so(
    pages: serving.Served, reader: Reader, monkeypatch: pytest.MonkeyPatch
) -> None:
    for _ in range(3):
        pages.ask("police", "query Many { viewer { name } }", purpose="MANAGE_RISK")
    monkeypatch.setattr(access, "AT_ONCE", 1)
    monkeypatch.setattr(access, "AT_MOST", 2)
    reader.sign_in("auditor")
    sent = taken(reader, "?operation=Many", "ocsf")
    assert len(sent.text.splitlines()) == 2
    assert "-newest-2-of-more-" in sent.headers["content-disposition"]


@pytest.mark.parametrize("persona", ["police", "coordinator", "inspector"])
def test_to_anybody_else_it_is_not_there(reader: Reader, persona: str) -> None:
    reader.sign_in(persona)
    assert reader.get("/export/access").status == 404


def test_an_auditor_takes_out_no_case_a_coordinator_no_access_and_nobody_what_is_sealed(pages: serving.Served) -> None:
    record = "query Take @export { accessLog(first: 1) { nodes { key withheld } } cases(first: 1) { nodes { id } } }"
    auditor = pages.ask("auditor", record)
    assert (auditor.data["cases"]["nodes"], auditor.data["accessLog"]["nodes"][0]["withheld"]) == ([], None)
    assert pages.ask("coordinator", record, purpose="COORDINATE_ARRANGEMENTS").data["accessLog"]["nodes"] == []
    refused = pages.ask("coordinator", record, purpose="VERIFY_LAWFULNESS")
    assert (refused.status, refused.code) == (403, "NOT_PERMITTED")
    assert pages.ask("inspector", record, purpose="VERIFY_LAWFULNESS").status == 403
