"""A change of who somebody is, or where they stand, applies to their very next request."""
# ruff: noqa: S608 - the statements are made of our own keys

from datetime import timedelta

import pytest

from gateway.demonstration.personas import AREA
from tests.gateway.served import Served
from tests.gateway.small_caseload import ELSEWHERE, MEETING, PERSONA_IDS, case_id, person_id, reference

CASES = "{ cases(first: 100) { nodes { reference } } }"
SOURCE = "'test', now(), now(), 'FACT', 'CONVICTED', 'VERIFIED'"
SOURCE_COLUMNS = "source_system, as_of, received_at, assertion, subject_category, reliability"


def seen(served: Served, persona: str, purpose: str | None = None) -> list[str]:
    """The references of the cases a persona is shown."""
    return [case["reference"] for case in served.ask(persona, CASES, purpose=purpose).data["cases"]["nodes"]]


def version(served: Served, persona: str) -> int:
    (row,) = served.database.execute("select version from directory.principal where id = %s", [PERSONA_IDS[persona]])
    return int(row["version"])


OF_AREA = [reference(number) for number in (1, 2, 4, 10, 11, 12, 13, 14, 15)]

# What changes, how it is undone, who asks, what they saw before and what they see with the change.
CHANGES: dict[str, tuple[str, str, str, list[str], list[str]]] = {
    "a role that ends": (
        f"update directory.principal_role set valid_until = valid_from where principal_id = '{PERSONA_IDS['police']}'",
        f"update directory.principal_role set valid_until = null where principal_id = '{PERSONA_IDS['police']}'",
        "police",
        [reference(1)],
        [],
    ),
    "an assignment": (
        (
            f"insert into police.managed_person (id, person_id, offender_manager_id, valid_from, {SOURCE_COLUMNS})"
            f" values (gen_random_uuid(), '{person_id(3)}', '{PERSONA_IDS['police']}', '2020-01-01', {SOURCE})"
        ),
        f"delete from police.managed_person where person_id = '{person_id(3)}'",
        "police",
        [reference(1)],
        [reference(1), reference(3)],
    ),
    "an assignment that passes to another": (
        f"update prison.offender_manager set offender_manager_id = '{PERSONA_IDS['admin']}'",
        f"update prison.offender_manager set offender_manager_id = '{PERSONA_IDS['prison']}'",
        "prison",
        [reference(1)],
        [],
    ),
    "an exclusion": (
        (
            "insert into probation.access_limit (id, person_id, kind, principal_id, principal_name, valid_from,"
            f" {SOURCE_COLUMNS}) values (gen_random_uuid(), '{person_id(1)}', 'EXCLUSION',"
            f" '{PERSONA_IDS['probation']}', 'x', '2020-01-01', {SOURCE})"
        ),
        "delete from probation.access_limit where kind = 'EXCLUSION'",
        "probation",
        [reference(1)],
        [],
    ),
    "a restriction that names somebody else": (
        (
            "insert into probation.access_limit (id, person_id, kind, principal_id, principal_name, valid_from,"
            f" {SOURCE_COLUMNS}) values (gen_random_uuid(), '{person_id(1)}', 'RESTRICTION', '{PERSONA_IDS['prison']}',"
            f" 'x', '2020-01-01', {SOURCE})"
        ),
        f"delete from probation.access_limit where person_id = '{person_id(1)}'",
        "probation",
        [reference(1)],
        [],
    ),
    "an invitation withdrawn": (
        f"update coordination.invitation set principal_id = null where principal_id = '{PERSONA_IDS['housing']}'",
        f"update coordination.invitation set principal_id = '{PERSONA_IDS['housing']}' where principal_id is null",
        "housing",
        [reference(1)],
        [],
    ),
    "a case put on the agenda": (
        (
            "insert into coordination.meeting_case (id, meeting_id, case_id, position, held_on, purpose, status,"
            f" recorded_at) values (gen_random_uuid(), '{MEETING}', '{case_id(3)}', 2, '2026-01-15',"
            " 'INITIAL', 'LISTED', now())"
        ),
        f"delete from coordination.meeting_case where case_id = '{case_id(3)}'",
        "chair",
        [reference(1)],
        [reference(1), reference(3)],
    ),
    "an emergency grant": (
        (
            "insert into directory.emergency_grant values"
            f" (gen_random_uuid(), '{PERSONA_IDS['prison']}', '{case_id(2)}', 'why', now() - interval '1 minute',"
            " now() + interval '1 hour')"
        ),
        "delete from directory.emergency_grant",
        "prison",
        [reference(1)],
        [reference(1), reference(2)],
    ),
    "an area": (
        f"update directory.principal_area set area_id = {ELSEWHERE} where relation = 'COORDINATES'",
        f"update directory.principal_area set area_id = {AREA} where relation = 'COORDINATES'",
        "coordinator",
        sorted([*OF_AREA, reference(5)]),
        [reference(3)],
    ),
    "a clearance that ran out": (
        f"update directory.principal set clearance_until = '2020-01-01' where id = '{PERSONA_IDS['coordinator']}'",
        f"update directory.principal set clearance_until = null where id = '{PERSONA_IDS['coordinator']}'",
        "coordinator",
        sorted([*OF_AREA, reference(5)]),
        OF_AREA,
    ),
}


@pytest.mark.parametrize("change", CHANGES)
def test_a_change_applies_to_the_very_next_request(served: Served, change: str) -> None:
    do, undo, persona, before, after = CHANGES[change]
    assert sorted(seen(served, persona)) == before
    held = version(served, persona)
    with served.database.changed(do, undo):
        assert version(served, persona) > held
        if change == "a role that ends":
            answer = served.ask(persona, CASES)
            assert (answer.status, answer.code) == (400, "PURPOSE_REQUIRED")
            assert "No purpose is open to you" in answer.error
        else:
            assert sorted(seen(served, persona)) == after
    assert sorted(seen(served, persona)) == before


def test_somebody_suspended_is_refused_at_the_very_next_request(served: Served) -> None:
    assert seen(served, "police") == [reference(1)]
    change = f"update directory.principal set status = '{{}}' where id = '{PERSONA_IDS['police']}'"
    with served.database.changed(change.format("SUSPENDED"), change.format("ACTIVE")):
        answer = served.ask("police", CASES)
        assert (answer.status, answer.code) == (401, "UNAUTHENTICATED")
        assert served.told(answer) == ("UNAUTHENTICATED", "UNKNOWN_PERSON")
    assert seen(served, "police") == [reference(1)]


def test_an_invitation_runs_out_by_the_clock(served: Served) -> None:
    change = f"update coordination.invitation set valid_until = {{}} where principal_id = '{PERSONA_IDS['chair']}'"
    with served.database.changed(change.format("now() + interval '30 minutes'"), change.format("null")):
        assert seen(served, "chair") == [reference(1)]
        held = version(served, "chair")
        with served.clock.forward(timedelta(minutes=31)):
            assert seen(served, "chair") == []
        assert version(served, "chair") == held


def test_an_invitation_begins_when_the_papers_are_circulated(served: Served) -> None:
    change = f"update coordination.invitation set circulated_at = {{}} where principal_id = '{PERSONA_IDS['chair']}'"
    with served.database.changed(change.format("now() + interval '30 minutes'"), change.format("'2026-01-15'")):
        assert seen(served, "chair") == []
        with served.clock.forward(timedelta(minutes=31)):
            assert seen(served, "chair") == [reference(1)]


def test_an_emergency_grant_ends_by_the_clock(served: Served) -> None:
    grant = CHANGES["an emergency grant"]
    with served.database.changed(grant[0], grant[1]):
        assert seen(served, "prison") == [reference(1), reference(2)]
        with served.clock.forward(timedelta(minutes=61)):
            assert seen(served, "prison") == [reference(1)]


def test_a_clearance_ends_at_midnight(served: Served) -> None:
    today = served.clock().date() + timedelta(days=1)
    change = f"update directory.principal set clearance_until = {{}} where id = '{PERSONA_IDS['coordinator']}'"
    with served.database.changed(change.format(f"'{today}'"), change.format("null")):
        assert reference(5) in seen(served, "coordinator")
        with served.clock.forward(timedelta(days=2)):
            assert reference(5) not in seen(served, "coordinator")


def test_a_restricted_case_is_there_for_those_named_alone(served: Served) -> None:
    assert reference(4) in seen(served, "coordinator")
    change = "update probation.access_limit set principal_id = '{}' where person_id = '{}'"
    other, back = (change.format(PERSONA_IDS[name], person_id(4)) for name in ("admin", "coordinator"))
    with served.database.changed(other, back):
        assert reference(4) not in seen(served, "coordinator")


def test_facts_that_change_faster_than_they_are_read_are_told_to_come_again(served: Served) -> None:
    """A rule that answers every look at the version with another one: no request can be answered by it."""
    hold = """
    alter table directory.principal rename to principal_held;
    create view directory.principal as select id, issuer, subject, name, agency, owner, clearance, clearance_until,
        status, (random() * 1e9)::bigint as version from directory.principal_held;
    grant select on directory.principal to mappa_gateway
    """
    back = "drop view directory.principal; alter table directory.principal_held rename to principal"
    with served.database.changed(hold, back):
        answer = served.ask("police", CASES)
        assert (answer.status, answer.code) == (503, "STORE_UNAVAILABLE")
        assert served.told(answer) == ("FAILED", "store")
    assert seen(served, "police") == [reference(1)]
