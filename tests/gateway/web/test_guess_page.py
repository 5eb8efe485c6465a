"""On the page of an entry an auditor tests a guess at what was asked."""

from tests.gateway import served as serving
from tests.gateway.small_caseload import reference
from tests.gateway.web.reader import Reader

ASKED = "query Look($reference: String!) { case(reference: $reference) { reference } }"


def test_a_guess_is_tested_on_the_page_of_the_entry(pages: serving.Served, reader: Reader) -> None:
    key = str(pages.entry(pages.ask("prison", ASKED, {"reference": reference(1)}))["id"])
    reader.sign_in("auditor")
    address = f"/access/entries/{key}"
    fields = reader.get(address).fields(address)
    right = reader.post(address, {**fields, "variable": "reference", "value": reference(1)})
    assert "It was asked with this:" in right.text
    wrong = reader.post(address, {**fields, "variable": "reference", "value": reference(2)})
    assert "It was not asked with this" in wrong.text
    assert reference(2) in wrong.text, "what was typed is there to be set right"
    assert "Give what it may have held." in reader.post(address, {**fields, "variable": "reference", "value": ""}).text
