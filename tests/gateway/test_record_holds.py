"""Entries are held by one auditor and let go by two; what is held, or an open finding rests on, no rule erases."""

import asyncio
from typing import Any

import asyncpg
import pytest

from gateway.audit.sequencer import Reach, Sequencer
from gateway.command.retaining import retained
from tests.gateway.acting import document, done, key, met, order
from tests.gateway.served import Served
from tests.gateway.small_caseload import PERSONA_IDS, case_id, reference

PLACE = document("placeRecordHold", "recordHold", "about principal status placedByName")
ASK = document("askToLiftRecordHold", "recordHold", "status liftReason liftAskedByName")
LIFT = document("liftRecordHold", "recordHold", "status liftedByName")
HOLDS = "{ recordHolds { nodes { id version about principal askedBy status } } }"
RULE = """
insert into audit.retention_rule (id, rule, version, keep_months, decided_by, source, verified, valid_from)
values (gen_random_uuid(), 'of-the-test', 1, 1, 'A board', 'Its minutes', true, '2020-01-01')
"""
OLD = """
insert into audit.entry select (jsonb_populate_record(e, jsonb_build_object(
    'id', gen_random_uuid(), 'recorded_at', now() - interval '50 days'))).* from audit.entry e where request_id = %s
"""
LEFT = "select count(*) as number from audit.entry where recorded_at < now() - interval '40 days' and principal_id = %s"
FOUND = """
insert into coordination.detection (id, rule, rule_version, says, principal_id, principal_name, agency, subject_id,
    found_on, first_at, last_at, accesses, entries, status, recorded_at)
values (gen_random_uuid(), 'holding', 1, 'Words of it.', %s, 'Rowan Tarrant', 'police', null, '2020-01-01',
    now() - interval '51 days', now() - interval '49 days', 3, '{}', 'NEW', now())
"""
LIFTED_HOLD = """
insert into coordination.record_hold (id, subject_id, asked_by, reason, status, lifted_at, recorded_at)
values (gen_random_uuid(), gen_random_uuid(), 'A coroner', 'An inquest into a death.', 'LIFTED', now(), now())
"""
NAMING_SOMEBODY = """
select 'finding' as what from coordination.detection where rule = 'holding'
union select 'hold' from coordination.record_hold where asked_by = 'A coroner'
"""
COME = """
update directory.principal set agency = 'oversight' where id = '{0}';
insert into directory.principal_role (id, principal_id, role, valid_from)
    values (gen_random_uuid(), '{0}', 'auditor', '2020-01-01');
insert into directory.audit_appointment (id, principal_id, role, reach, decided_by, reason, valid_from)
    values (gen_random_uuid(), '{0}', 'auditor', 'NATIONAL', 'A board', 'To audit', '2020-01-01')
"""
GONE = """
delete from directory.audit_appointment where principal_id = '{0}';
delete from directory.principal_role where principal_id = '{0}' and role = 'auditor';
update directory.principal set agency = 'platform' where id = '{0}'
"""
APPOINTED = "update directory.audit_appointment set reach = '{}', owner = {} where principal_id = '{}'"


def placing(**given: Any) -> dict[str, Any]:  # noqa: ANN401 - whatever is given
    return {"input": {"askedBy": "The coroner", "reason": "An inquest.", "idempotencyKey": key(), **given}}


def holds(served: Served) -> list[dict[str, Any]]:
    return list(served.ask("auditor", HOLDS).data["recordHolds"]["nodes"])


def second_auditor(served: Served) -> Any:  # noqa: ANN401 - a way to undo it
    """Another auditor of ours, appointed to the whole record."""
    return served.database.changed(COME.format(PERSONA_IDS["admin"]), GONE.format(PERSONA_IDS["admin"]))


def aged(served: Served, persona: str = "police") -> None:
    """An entry of long ago about a case, with its leaf."""
    answer = served.ask(persona, "query($r: String!) { case(reference: $r) { reference } }", {"r": reference(1)})
    served.database.execute(OLD, [answer.request_id])
    asyncio.run(sequenced(served.database.owner))


async def sequenced(dsn: str) -> None:
    """With a leaf for each entry, however old."""
    sequencer = Sequencer(lambda: asyncpg.connect(dsn))
    await sequencer.sequence(Reach.ALL)
    await sequencer.close()


def erased(served: Served) -> None:
    asyncio.run(retained(served.database.owner, dry=False))


def left(served: Served, persona: str = "police") -> int:
    ((number,),) = [row.values() for row in served.database.execute(LEFT, [PERSONA_IDS[persona]])]
    return int(number)


def names_somebody(served: Served) -> set[str]:
    """What still stands of the finding, and of a hold that was lifted."""
    return {row["what"] for row in served.database.execute(NAMING_SOMEBODY)}


def test_what_one_auditor_holds_two_let_go_and_then_it_is_erased(served: Served) -> None:
    aged(served)
    served.database.execute(RULE)
    held = done(served.ask("auditor", PLACE, placing(subject=str(case_id(1)))))
    assert (held["about"], held["status"], held["placedByName"]) == (str(case_id(1)), "HELD", "Marguerite Osei")
    erased(served)
    assert left(served) == 1
    asked = done(served.ask("auditor", ASK, order(held, reason="It is over.")))
    assert (asked["status"], asked["liftAskedByName"]) == ("LIFT_ASKED", "Marguerite Osei")
    assert met(served.ask("auditor", LIFT, order(asked))) == ("id", "NOT_BY_YOU")
    erased(served)
    assert left(served) == 1
    with second_auditor(served):
        (theirs,) = served.ask("admin", HOLDS, purpose="VERIFY_LAWFULNESS").data["recordHolds"]["nodes"]
        lifted = done(served.ask("admin", LIFT, order(theirs), purpose="VERIFY_LAWFULNESS"))
        assert (lifted["status"], lifted["liftedByName"]) == ("LIFTED", "Sunniva Holt")
    erased(served)
    assert left(served) == 0
    (lifted,) = holds(served)
    assert lifted["status"] == "LIFTED", "it stays while entries about the same are kept: that it was placed is one"
    served.database.execute("delete from audit.retention_rule where rule = 'of-the-test'")


def test_what_an_open_finding_rests_on_is_kept_until_it_is_closed(served: Served) -> None:
    aged(served)
    served.database.execute(RULE)
    served.database.execute(FOUND, [PERSONA_IDS["police"]])
    erased(served)
    assert left(served) == 1
    assert names_somebody(served) == {"finding"}
    served.database.execute("update coordination.detection set status = 'CLOSED' where rule = 'holding'")
    served.database.execute(LIFTED_HOLD)
    assert names_somebody(served) == {"finding", "hold"}
    erased(served)
    assert left(served) == 0
    assert names_somebody(served) == set(), "what was written of it went with the last entry that it rested on"
    served.database.execute("delete from audit.retention_rule where rule = 'of-the-test'")


@pytest.mark.parametrize(
    ("given", "field"),
    [
        ({}, "subject"),
        ({"subject": str(case_id(1)), "principal": str(case_id(1))}, "subject"),
        ({"subject": "MAPPA-07-000001"}, "subject"),
        ({"principal": "Rowan Tarrant"}, "principal"),
    ],
    ids=["nobody", "both", "no-key", "a-name"],
)
def test_what_names_nobody_is_refused_by_field(served: Served, given: dict[str, str], field: str) -> None:
    assert met(served.ask("auditor", PLACE, placing(**given))) == (field, "INVALID")


def test_only_who_is_appointed_to_the_whole_record_holds_and_nobody_else_sees_holds(served: Served) -> None:
    who = PERSONA_IDS["auditor"]
    police, all_of_it = APPOINTED.format("AGENCY", "'police'", who), APPOINTED.format("NATIONAL", "null", who)
    with served.database.changed(police, all_of_it):
        answer = served.ask("auditor", PLACE, placing(subject=str(case_id(1))))
        assert met(answer) == ("subject", "NOT_BY_YOU")
        assert holds(served) == []
    refused = served.ask("coordinator", PLACE, placing(subject=str(case_id(1))))
    assert (refused.status, refused.code) == (403, "NOT_PERMITTED")
    assert served.ask("coordinator", HOLDS).data["recordHolds"]["nodes"] == []


def test_whoever_looks_up_a_subject_is_recorded_to_have_asked_about_them(served: Served) -> None:
    asking = "query($s: String!) { accessLog(subject: $s, first: 1) { nodes { recordedAt } } }"
    found = served.ask("auditor", asking, {"s": reference(2)})
    assert served.entry(found)["subjects"]["assigned/ordinary"] == [str(case_id(2))]
    nobody = served.ask("auditor", asking, {"s": "MAPPA-07-999999"})
    assert served.entry(nobody)["subjects"] == {}
    answer = served.ask("coordinator", asking, {"s": reference(2)})
    assert answer.data["accessLog"]["nodes"] == []
    assert served.entry(answer)["subjects"] == {}
