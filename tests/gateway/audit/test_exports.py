import csv
import io
import json
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from gateway.audit.exports import fhir, ocsf, table
from gateway.audit.exports.forms import Form, lines
from gateway.audit.selection import Access, EntryUnreadable, Selection, selected
from tests.gateway.audit.record import Record, entry, old_entries, subject_of
from tests.gateway.audit.shapes import BALP_READ, FHIR, OCSF, balp_read_faults, empties, faults

ONE, OTHER = UUID(int=101), UUID(int=102)
READ = {"shown": {"IDENTITY": ["name"]}, "withheld": {"HEALTH": ["note"]}, "rules": ["r1"]}


def access(subjects: Mapping[str, Sequence[str]] | None = None, **changes: Any) -> Access:  # noqa: ANN401 - any field
    """An entry about these subjects."""
    found = subjects if subjects is not None else {"assigned/ordinary": [str(ONE)]}
    kinds, holders = changes.pop("processing", ["CONSULTATION", "DISCLOSURE"]), ["POLICE", "prison"]
    return Access(entry(**changes), found, dict.fromkeys(found, READ), kinds, holders)


TOLD = access(
    {"assigned/ordinary": [str(ONE)], "area/ordinary": [str(OTHER)]},
    recorded_at=datetime(2026, 11, 25, 9, 30, tzinfo=UTC),
    acting=["bulk-exchange"],
)
EVERYWHERE = Selection(datetime(2000, 1, 1, tzinfo=UTC), datetime(2100, 1, 1, tzinfo=UTC))


def cells(text: str) -> list[str]:
    (row,) = csv.reader(io.StringIO(text))
    return row


def test_a_line_of_a_table_has_every_field_under_its_name() -> None:
    assert cells(table.header()) == list(table.COLUMNS)
    told = dict(zip(table.COLUMNS, cells(table.line(TOLD)), strict=True))
    assert told["recorded_at"] == "2026-11-25T09:30:00.000000Z"
    assert told["principal_name"] == "Ffion Example"
    assert told["reason"] == ""
    assert told["roles"] == "POLICE_OFFENDER_MANAGER"
    assert (told["processing"], told["holders"]) == ("CONSULTATION DISCLOSURE", "POLICE prison")
    assert json.loads(told["subjects"]) == {"area/ordinary": [str(OTHER)], "assigned/ordinary": [str(ONE)]}


@pytest.mark.parametrize("start", ["=", "+", "-", "@", "\t", "\r", "\n", "\uff1d", "\uff0b", "\uff0d", "\uff20"])
def test_no_cell_is_taken_for_a_formula(start: str) -> None:
    text = f'{start}HYPERLINK("https://evil.example";"see")'
    told = dict(
        zip(
            table.COLUMNS,
            cells(table.line(access(principal_name=text, operation_name=text, roles=[text]))),
            strict=True,
        )
    )
    assert told["principal_name"] == told["operation_name"] == told["roles"] == f"'{text}"


@given(st.text(max_size=40))
def test_whatever_a_name_holds_it_stays_one_cell(name: str) -> None:
    row = cells(table.line(access(principal_name=name.replace("\0", ""))))
    assert len(row) == len(table.COLUMNS)
    assert row[table.COLUMNS.index("principal_name")].removeprefix("'") == name.replace("\0", "").removeprefix("'")


@pytest.mark.parametrize(("outcome", "status"), [("GRANTED", 1), ("REFUSED", 2), ("FAILED", 99)])
def test_an_ocsf_event_says_who_did_what_to_whom_and_how_it_ended(outcome: str, status: int) -> None:
    event = json.loads(json.dumps(ocsf.event(access({"a": [str(ONE)]}, outcome=outcome)), default=str))
    assert (event["class_uid"], event["type_uid"], event["status_id"]) == (6003, 600302, status)
    assert event["actor"]["user"]["name"] == "Ffion Example"
    assert event["resources"] == [{"uid": str(ONE), "type": "case or person", "labels": ["a"]}]
    assert event["unmapped"]["purpose"] == "MANAGE_RISK"


def test_fhir_has_an_event_for_each_person_with_the_purpose_and_what_was_shown() -> None:
    one, other = (json.loads(json.dumps(each)) for each in fhir.events(TOLD))
    assert one["resourceType"] == "AuditEvent"
    assert one["id"] != other["id"]
    assert one["recorded"] == "2026-11-25T09:30:00.000000Z"
    assert [event["entity"][0]["what"]["identifier"]["value"] for event in (one, other)] == [str(ONE), str(OTHER)]
    assert "HEALTH" in json.dumps(one["entity"])
    assert json.dumps(one).count("null") == 0
    assert [each["requestor"] for each in one["agent"]] == [True, False, False, False]


@pytest.mark.parametrize(
    ("kinds", "activity", "action"),
    [
        (["COLLECTION", "CONSULTATION"], 1, "C"),
        (["ALTERATION"], 3, "U"),
        (["ERASURE"], 4, "D"),
        (["CONSULTATION"], 2, "R"),
    ],
)
def test_both_say_what_kind_of_processing_it_was(kinds: list[str], activity: int, action: str) -> None:
    told = access(processing=kinds)
    assert (ocsf.event(told)["activity_id"], ocsf.event(told)["type_uid"]) == (activity, 600300 + activity)
    event = json.loads(json.dumps(next(iter(fhir.events(told)))))
    assert event["action"] == action
    interaction = {"C": "create", "R": "read", "U": "update", "D": "delete"}[action]
    assert [each["code"] for each in event["subtype"]] == ["CONSULT", interaction, *kinds]


def test_fhir_names_who_disclosed_beside_who_received() -> None:
    event = json.loads(json.dumps(next(iter(fhir.events(access())))))
    assert [each["who"]["identifier"]["value"] for each in event["agent"][3:]] == ["prison"]


def test_fhir_has_one_event_where_nobody_was_shown() -> None:
    (event,) = fhir.events(access({}, outcome="REFUSED", reason="purpose", purpose=None))
    assert (event["outcome"], event["outcomeDesc"]) == ("4", "purpose")
    assert "purposeOfEvent" not in event


STRANGER: Mapping[str, Any] = dict.fromkeys(
    ("principal_id", "principal_name", "agency", "client", "purpose", "operation_name", "document_hash")
)
OF_EVERY_KIND = {
    "granted": TOLD,
    "refused": access({}, outcome="REFUSED", reason="NOT_PERMITTED", processing=[]),
    "failed": access({}, outcome="FAILED", reason="store", processing=[]),
    "a stranger": access({}, outcome="UNAUTHENTICATED", reason="EXPIRED", roles=[], processing=[], **STRANGER),
    "a system": access(human=False, acting=["one", "another"]),
    "erased": access(act="ERASE_ACCESS_RECORD", processing=["ERASURE"], operation_name=None),
}


@pytest.mark.parametrize("told", OF_EVERY_KIND.values(), ids=OF_EVERY_KIND)
def test_events_have_the_published_shape(told: Access) -> None:
    event = json.loads(lines(Form.OCSF, told))
    said = {name: value for name, value in event.items() if name != "unmapped"}
    assert [*faults(event, OCSF), *empties(said)] == []
    for each in map(json.loads, lines(Form.FHIR, told).splitlines()):
        assert [*faults(each, FHIR), *empties(each)] == []


@pytest.mark.parametrize("told", OF_EVERY_KIND.values(), ids=OF_EVERY_KIND)
def test_what_was_granted_to_be_read_keeps_to_the_profile_and_nothing_else_claims_it(told: Access) -> None:
    for event in map(json.loads, lines(Form.FHIR, told).splitlines()):
        claimed = event.get("meta", {}).get("profile", [])
        wants = event["action"] == "R" and told.entry.outcome == "GRANTED" and told.entry.reading is not None
        assert claimed == ([BALP_READ] if wants else [])
        assert not claimed or list(balp_read_faults(event)) == []


def test_a_fault_against_the_profile_would_be_found() -> None:
    event = next(iter(map(json.loads, lines(Form.FHIR, TOLD).splitlines())))
    agents = event["agent"]
    for agent in agents[1:3]:
        assert list(balp_read_faults(event | {"agent": [each for each in agents if each is not agent]})) != []
        without = {name: value for name, value in agent.items() if name != "network"}
        assert list(balp_read_faults(event | {"agent": [without if each is agent else each for each in agents]})) != []
    amiss: list[dict[str, Any]] = [{"entity": []}, {"action": "E"}, {"outcome": "4"}, {"subtype": []}]
    for changed in amiss:
        assert list(balp_read_faults(event | changed)) != []


async def ids(record: Record, selection: Selection) -> list[UUID]:
    return [each.entry.id async for each in selected(record.superuser, selection)]


async def test_entries_are_chosen_by_time_by_user_and_by_subject(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("gateway.audit.selection.CHUNK", 3)
    told = old_entries(10)
    await record.put(told)
    await record.sequencer().sequence()
    assert await ids(record, EVERYWHERE) == [each.id for each in told]
    since, until = told[2].recorded_at, told[7].recorded_at
    assert await ids(record, Selection(since, until)) == [each.id for each in told[2:7]]
    subject = subject_of(told[4])
    assert await ids(record, Selection(since, until, subject=subject)) == [told[4].id]
    assert await ids(record, Selection(since, until, principal=UUID(int=7))) == [each.id for each in told[2:7]]
    assert await ids(record, Selection(since, until, principal=UUID(int=8))) == []
    assert await ids(record, Selection(until, until + timedelta(days=1), subject=subject)) == []


async def test_an_entry_that_cannot_be_read_is_named_and_not_left_out(
    record: Record, monkeypatch: pytest.MonkeyPatch
) -> None:
    await record.put(old_entries(2))
    monkeypatch.setattr("gateway.audit.selection.read", lambda _: None)  # what no database of ours would hold
    with pytest.raises(EntryUnreadable, match="cannot be read: run mappa audit verify"):
        await ids(record, EVERYWHERE)
