"""The list of cases as a file: what is on the screen, in its order, and nothing that a spreadsheet would run."""

import csv
import io

import pytest

from gateway.spreadsheet import safe
from tests.gateway import served as serving
from tests.gateway.small_caseload import person_id, reference
from tests.gateway.web.reader import Reader

FORMULA = "=HYPERLINK(1)"


def taken(reader: Reader, search: str = "") -> list[dict[str, str]]:
    page = reader.get(f"/export/cases{search}")
    assert page.heading == "Take the list out as a file"
    assert "It holds at most 5,000 cases" in page.text
    (form,) = [each for each in page.all("form") if "export" in str(each.get("action"))]
    sent = reader.asked("POST", str(form.get("action")), data=page.fields(str(form.get("action"))))
    assert sent.headers["content-type"] == "text/csv; charset=utf-8"
    assert sent.headers["cache-control"] == "no-store"
    return list(csv.DictReader(io.StringIO(sent.content.decode("utf-8-sig"))))


def test_the_file_has_the_cases_of_the_search_and_each_line_its_entry(pages: serving.Served, reader: Reader) -> None:
    reader.sign_in("coordinator")
    offered = reader.get("/cases?level=LEVEL_3").links()
    assert offered["Take the list out as a file"] == "/export/cases?level=LEVEL_3"
    (line,) = [each for each in taken(reader, "?level=LEVEL_3") if each["Reference"] == reference(5)]
    assert (line["Level"], line["Family name"]) == ("Level 3", "Family5")
    (entry,) = pages.database.execute("select act from audit.entry where id = %s", [line["Entry in the access record"]])
    assert entry["act"] == "EXPORT"


def test_no_name_is_taken_for_a_formula(pages: serving.Served, reader: Reader) -> None:
    reader.sign_in("coordinator")
    rename = f"update person.person set family_name = '{{}}' where id = '{person_id(1)}'"  # noqa: S608 - our own
    with pages.database.changed(rename.format(FORMULA), rename.format("Family1")):
        names = {each["Family name"] for each in taken(reader)}
    assert safe(FORMULA) in names
    assert FORMULA not in names


@pytest.mark.parametrize("persona", ["police", "chair"])
def test_to_those_who_take_nothing_out_it_is_not_offered_and_not_there(reader: Reader, persona: str) -> None:
    reader.sign_in(persona)
    assert "Take the list out as a file" not in reader.get("/cases").links()
    assert reader.get("/export/cases").status == 404
