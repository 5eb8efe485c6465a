"""Where an entry stood that was erased, those who could read it find that it was there; everybody else, nothing."""

import asyncio
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest

from gateway.transparency.leaf import Leaf
from tests.gateway import served as serving
from tests.gateway.small_caseload import PERSONA_IDS, reference
from tests.gateway.test_record_holds import APPOINTED, RULE, erased, sequenced
from tests.gateway.web.reader import Reader

AT = datetime.now(UTC) - timedelta(days=50)
KEY = UUID(int=int(AT.timestamp() * 1000) << 80 | 0x7 << 76 | 0b10 << 62 | 7)  # of version 7, as a gateway makes it
OLD = """
insert into audit.entry select (jsonb_populate_record(e, jsonb_build_object('id', %s::text, 'recorded_at', %s::text))).*
from audit.entry e where request_id = %s
"""
ASKED = "query($key: String!) { erasedEntries(key: $key) { nodes { agency rule keepMonths place digest } } }"
ENTRY = "query($key: String!) { accessLog(key: $key) { nodes { key principalName } } }"


def asked(pages: serving.Served, key: str) -> list[Any]:
    return list(pages.ask("auditor", ASKED, {"key": key}).data["erasedEntries"]["nodes"])


@pytest.fixture
def key(pages: serving.Served) -> str:
    """The key of an entry of long ago, about a case."""
    answer = pages.ask("police", "query($r: String!) { case(reference: $r) { reference } }", {"r": reference(1)})
    pages.database.execute(OLD, [str(KEY), AT.isoformat(), answer.request_id])
    asyncio.run(sequenced(pages.database.owner))
    pages.database.execute(RULE)
    return str(KEY)


def test_an_entry_is_found_by_the_id_on_its_receipt_and_what_is_left_of_it_once_it_is_erased(
    pages: serving.Served, reader: Reader, key: str
) -> None:
    (entry,) = pages.ask("auditor", ENTRY, {"key": key}).data["accessLog"]["nodes"]
    assert (entry["key"], entry["principalName"]) == (key, "Rowan Tarrant")
    assert asked(pages, key) == []
    reader.sign_in("auditor")
    assert "Rowan Tarrant" in reader.get(f"/access/entries/{key}").text
    (leaf,) = pages.database.execute("select index, leaf_hash from audit.leaf where entry_id = %s", [KEY])
    erased(pages)
    assert pages.ask("auditor", ENTRY, {"key": key}).data["accessLog"]["nodes"] == []
    (left,) = asked(pages, key)
    assert (left["agency"], left["rule"], left["keepMonths"], left["place"]) == (
        "police",
        "of-the-test",
        1,
        str(leaf["index"]),
    )
    told = Leaf(KEY, AT, bytes.fromhex(left["digest"]))
    assert told.hash == bytes(leaf["leaf_hash"])  # what is told gives the leaf that receipts prove
    for address in (f"/access/entries/{key}", f"/access?key={key}"):
        page = reader.get(address)
        assert (page.status, "There was an entry here." in page.text, left["digest"] in page.text) == (200, True, True)
        assert "Rowan Tarrant" not in page.text
    assert "There is no such entry." in reader.get(f"/access?key={UUID(int=7)}").text
    reader.sign_in("coordinator")
    assert reader.get(f"/access/entries/{key}").text == reader.get("/no-such-page").text
    another, all_of_it = (APPOINTED.format(*reach, PERSONA_IDS["auditor"]) for reach in (PROBATION, WHOLE))
    with pages.database.changed(another, all_of_it):
        assert asked(pages, key) == []
    with pages.database.changed(APPOINTED.format(*POLICE, PERSONA_IDS["auditor"]), all_of_it):
        assert asked(pages, key) == [left]


POLICE, PROBATION, WHOLE = ("AGENCY", "'police'"), ("AGENCY", "'probation'"), ("NATIONAL", "null")
