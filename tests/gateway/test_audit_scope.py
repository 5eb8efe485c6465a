"""Who reads the access record: as far as they are appointed, for as long, and for the purposes of a log alone."""

# ruff: noqa: ANN401 - answers are of any shape
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any
from uuid import UUID

import pytest

from gateway.demonstration.personas import AREA
from tests.gateway.acting import document, met, order
from tests.gateway.served import Answer, Served
from tests.gateway.small_caseload import ELSEWHERE, PERSONA_IDS, case_id, reference

AUDITOR = PERSONA_IDS["auditor"]
NATIONAL = "reach = 'NATIONAL', owner = null, area_id = null"
LOG = "query($since: DateTime!) { accessLog(since: $since) { totalCount nodes { id agency principalName } } }"
WHOLE = "query($id: ID!) { node(id: $id) { ... on AccessEntry { id reading withheld processing } } }"
QUEUE = "{ detections { nodes { id version principalName } } detectionTallies { nodes { rule } } }"
TAKE_UP = document("takeUpDetection", "detection", "status")
FOUND = """
insert into coordination.detection (id, rule, rule_version, says, principal_id, principal_name, agency, subject_id,
    found_on, first_at, last_at, accesses, entries, status, recorded_at)
values (%s, 'scope', 1, 'Words of it.', %s, 'Rowan Tarrant', 'police', %s, now()::date, now(), now(), 3, '{}', 'NEW',
    now()) on conflict do nothing
"""


@contextmanager
def appointed(served: Served, change: str, role: str = "auditor") -> Iterator[None]:
    """The auditor's appointment otherwise, and their role with it."""
    set_to = "update directory.audit_appointment set {} where principal_id = '{}'"
    as_it_was = f"{NATIONAL}, role = 'auditor', valid_until = null, valid_from = '2020-01-01'"
    roles = "update directory.principal_role set role = '{}' where principal_id = '{}'"
    with served.database.changed(
        f"{roles.format(role, AUDITOR)}; {set_to.format(change, AUDITOR)}",
        f"{roles.format('auditor', AUDITOR)}; {set_to.format(as_it_was, AUDITOR)}",
    ):
        yield


def accesses(served: Served) -> str:
    """One access by the police to their case, one by the prison to its own; the moment before both."""
    (row,) = served.database.execute("select clock_timestamp() as now")
    for persona in ("police", "prison"):
        asked = "query($r: String!) { case(reference: $r) { reference healthNotes { totalCount } } }"
        assert served.ask(persona, asked, {"r": reference(1)}).data["case"]
    served.until_sequenced()
    return str(row["now"].isoformat())


def log(served: Served, since: str, purpose: str | None = None) -> Answer:
    more = {"purpose": purpose} if purpose else {}
    return served.ask("auditor", LOG, {"since": since}, **more)


def agencies(answer: Answer) -> list[str]:
    return sorted(node["agency"] for node in answer.data["accessLog"]["nodes"])


@pytest.mark.parametrize(
    ("appointment", "seen"),
    [
        (NATIONAL, ["police", "prison"]),
        ("reach = 'AGENCY', owner = 'police', area_id = null", ["police"]),
        ("reach = 'AGENCY', owner = 'health', area_id = null", []),
        (f"reach = 'AREA', area_id = {AREA}, owner = null", ["police", "prison"]),
        (f"reach = 'AREA', area_id = {ELSEWHERE}, owner = null", []),
        (f"{NATIONAL}, valid_until = current_date", []),
        (f"{NATIONAL}, valid_from = current_date + 1", []),
        (f"{NATIONAL}, role = 'inspector', valid_until = '2099-01-01'", []),  # a role they do not hold
    ],
    ids=["national", "agency", "another-agency", "area", "another-area", "ended", "to-come", "role-not-held"],
)
def test_the_record_is_read_as_far_as_the_appointment_reaches(
    served: Served, appointment: str, seen: list[str]
) -> None:
    """Reading it is itself an entry, which is about nobody and is of the record where any appointment is in force."""
    since = accesses(served)
    with appointed(served, appointment):
        found = log(served, since)
        assert agencies(found) == seen
        assert found.data["accessLog"]["totalCount"] == len(seen)
        entry = served.entry(found)
        assert (entry["act"], entry["subjects"]) == ("CONSULT_ACCESS_RECORD", {})


def test_an_entry_outside_the_appointment_is_answered_byte_for_byte_as_one_that_is_not_there(served: Served) -> None:
    since = accesses(served)
    entries = {node["agency"]: node["id"] for node in log(served, since).data["accessLog"]["nodes"]}
    with appointed(served, "reach = 'AGENCY', owner = 'police', area_id = null"):
        hidden = served.ask("auditor", WHOLE, {"id": entries["prison"]})
        absent = served.ask("auditor", WHOLE, {"id": entries["prison"][:-4] + "AAAA"})
        assert hidden.body == absent.body == b'{"data":{"node":null}}'
        assert served.ask("auditor", WHOLE, {"id": entries["police"]}).data["node"]


def test_what_was_withheld_is_sealed_to_those_who_verify_the_law(served: Served) -> None:
    since = accesses(served)
    entries = {node["agency"]: node["id"] for node in log(served, since).data["accessLog"]["nodes"]}

    def whole(purpose: str | None = None) -> Any:
        more = {"purpose": purpose} if purpose else {}
        return served.ask("auditor", WHOLE, {"id": entries["prison"]}, **more).data["node"]

    told = whole()
    assert set(told["withheld"]["assigned/ordinary"]) == {"withheld", "unshared", "rules"}
    assert told["withheld"]["assigned/ordinary"]["rules"]
    assert not {"withheld", "unshared", "rules"} & set(told["reading"]["assigned/ordinary"])
    assert told["reading"]["assigned/ordinary"]["shown"]["existence"]
    assert whole("MONITOR_CONDUCT")["withheld"] == told["withheld"]
    assert whole("SECURE_DATA") == whole("CRIMINAL_PROCEEDINGS") == {**told, "withheld": None}
    with appointed(served, f"{NATIONAL}, role = 'inspector', valid_until = '2099-01-01'", "inspector"):
        node = log(served, since).data["accessLog"]["nodes"][-1]
        inspected = served.ask("auditor", WHOLE, {"id": node["id"]}).data["node"]
        assert (inspected["withheld"], bool(inspected["reading"])) == (None, True)
        assert log(served, since, "MONITOR_CONDUCT").code == "PURPOSE_REQUIRED"


def test_an_inspector_is_appointed_for_a_time(served: Served) -> None:
    with pytest.raises(Exception, match="audit_appointment_inspector_ends_check"):
        served.database.execute(
            "update directory.audit_appointment set role = 'inspector' where principal_id = %s", [AUDITOR]
        )


def test_detections_follow_the_appointment_and_opening_one_names_its_subject(served: Served) -> None:
    key = UUID(int=0xDE5C0)
    served.database.execute(FOUND, [key, PERSONA_IDS["police"], case_id(1)])
    answer = served.ask("auditor", QUEUE)
    (seen,) = [node for node in answer.data["detections"]["nodes"] if node["principalName"] == "Rowan Tarrant"][:1]
    assert str(case_id(1)) in served.entry(answer)["subjects"]["assigned/ordinary"]
    for reach, opens in (("owner = 'police', area_id = null", True), ("owner = 'prison', area_id = null", False)):
        with appointed(served, f"reach = 'AGENCY', {reach}"):
            scoped = served.ask("auditor", QUEUE)
            assert bool(scoped.data["detections"]["nodes"]) is opens
            assert scoped.data["detectionTallies"]["nodes"] == []  # they tell of everybody
            if not opens:
                assert served.entry(scoped)["subjects"] == {}
                hidden = served.ask("auditor", TAKE_UP, order(seen))
                assert met(hidden) == ("id", "NOT_FOUND")
                served.database.execute("delete from coordination.detection where id = %s", [key])
                assert served.ask("auditor", TAKE_UP, order(seen)).body == hidden.body  # as one that is not there
                served.database.execute(FOUND, [key, PERSONA_IDS["police"], case_id(1)])
    with appointed(served, f"reach = 'AREA', area_id = {AREA}, owner = null"):
        assert served.ask("auditor", QUEUE).data["detections"]["nodes"]
