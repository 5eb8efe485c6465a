"""Roles, served: granted by two, seen at the next request; ended or suspended, and the next request sees nothing."""
# ruff: noqa: ANN401 - answers are of any shape

from collections.abc import Iterator
from datetime import timedelta
from typing import Any

import pytest

from gateway.demonstration.personas import AREA
from tests.gateway.acting import document, done, key, met, order
from tests.gateway.served import Served
from tests.gateway.small_caseload import ELSEWHERE, PERSONA_IDS, case_id, reference

HELD = """query Held($subject: String) { principals(signsInAs: $subject) { nodes { id version name
    appointments { id version role status reason approvedByName } } } }"""
PROPOSE = document("proposeAppointment", "appointment", "role status")
APPROVE = document("approveAppointment", "appointment", "status approvedByName")
END = document("endAppointment", "appointment", "status closedBecause")
SUSPEND = document("suspendPrincipal", "principal", "status")
REINSTATE = document("reinstatePrincipal", "principal", "status")
CLEARANCE = document("proposeClearance", "clearanceGrant", "status")
SEEN = "query Seen($reference: String!) { case(reference: $reference) { level } }"
SHARE = document("proposeAgreement", "agreement", "reference")
PUT_IN_FORCE = document("approveAgreement", "agreement", "status")
WAITING = "{ agreements(status: PROPOSED) { nodes { id version } } }"
PURPOSES = "{ viewer { roles } }"


@pytest.fixture(autouse=True)
def directory(served: Served) -> Iterator[None]:
    """In the end it is as it was."""
    yield
    whose = [[PERSONA_IDS["vlo"], PERSONA_IDS["smb"]]]
    served.database.execute("delete from directory.audit_appointment where principal_id = any(%s)", whose)
    served.database.execute(
        "delete from directory.principal_area where principal_id = any(%s) and id in (select id"
        " from directory.principal_role where proposed_by_id is not null)",
        whose,
    )
    served.database.execute("delete from directory.principal_role where proposed_by_id is not null")
    served.database.execute("update directory.agreement set valid_until = valid_from where reference = 'ISA-20'")


def asked(served: Served, persona: str, act: str, variables: Any) -> Any:
    return served.ask(persona, act, variables, purpose="ADMINISTER_PLATFORM")


def entry(served: Served, subject: str, persona: str = "admin") -> Any:
    (found,) = asked(served, persona, HELD, {"subject": f"persona:{subject}"}).data["principals"]["nodes"]
    return found


def appointment(served: Served, persona: str, status: str) -> Any:
    """The appointment of that status, as somebody sees it: an id is for callers of one kind."""
    text = f"{{ appointments(status: {status}, first: 100) {{ nodes {{ id version reason }} }} }}"
    nodes = asked(served, persona, text, {}).data["appointments"]["nodes"]
    return next(each for each in nodes if each["reason"] == "Acting up.")


def seen(served: Served, number: int = 2) -> Any:
    return served.ask("vlo", SEEN, {"reference": reference(number)}, purpose="MANAGE_RISK")


def test_what_two_people_grant_the_next_request_sees_and_what_ends_it_does_not(served: Served) -> None:
    given = {"role": "SENIOR_PROBATION_OFFICER", "inArea": AREA, "validFrom": "2026-01-01", "reason": "Acting up."}
    assert seen(served).code == "PURPOSE_REQUIRED"
    proposed = done(asked(served, "admin", PROPOSE, order(entry(served, "vlo"), **given)))
    assert seen(served).code == "PURPOSE_REQUIRED"
    assert met(asked(served, "admin", APPROVE, order(proposed))) == ("id", "NOT_BY_YOU")
    assert met(asked(served, "admin", PROPOSE, order(entry(served, "admin"), **given))) == ("id", "NOT_BY_YOU")
    in_force = done(asked(served, "policy", APPROVE, order(appointment(served, "policy", "PROPOSED"))))
    assert (in_force["status"], in_force["approvedByName"]) == ("IN_FORCE", "Idris Penhaligon")
    assert seen(served).data["case"] == {"level": "LEVEL_2"}
    held = appointment(served, "admin", "IN_FORCE")
    ended = done(asked(served, "admin", END, order(held, reason="The post was filled.")))
    assert (ended["status"], ended["closedBecause"]) == ("ENDED", "The post was filled.")
    assert seen(served).code == "PURPOSE_REQUIRED"


def test_whoever_is_suspended_is_kept_out_at_once_and_let_in_again(served: Served) -> None:
    assert served.ask("vlo", PURPOSES).status == 200
    suspended = done(asked(served, "admin", SUSPEND, order(entry(served, "vlo"), reason="Under investigation.")))
    assert suspended["status"] == "SUSPENDED"
    assert served.ask("vlo", PURPOSES).code == "UNAUTHENTICATED"
    done(asked(served, "admin", REINSTATE, order(entry(served, "vlo"))))
    assert served.ask("vlo", PURPOSES).status == 200


def test_an_auditor_reads_as_much_of_the_record_as_two_people_appoint_them_to(served: Served) -> None:
    log = "{ accessLog(first: 1) { nodes { id } } }"
    given = {"role": "AUDITOR", "audits": "NATIONAL", "validFrom": "2026-01-01", "reason": "Acting up."}
    done(asked(served, "admin", PROPOSE, order(entry(served, "vlo"), **given)))
    assert served.ask("vlo", log, purpose="VERIFY_LAWFULNESS").code == "PURPOSE_REQUIRED"
    done(asked(served, "policy", APPROVE, order(appointment(served, "policy", "PROPOSED"))))
    assert served.ask("vlo", log, purpose="VERIFY_LAWFULNESS").data["accessLog"]["nodes"]
    done(asked(served, "admin", END, order(appointment(served, "admin", "IN_FORCE"), reason="It is done.")))
    assert served.ask("vlo", log, purpose="VERIFY_LAWFULNESS").code == "PURPOSE_REQUIRED"


def test_what_somebody_comes_to_stand_on_is_not_told_to_those_who_keep_the_directory(served: Served) -> None:
    before = entry(served, "vlo")
    declared = f"""insert into directory.conflict_of_interest (id, principal_id, case_id, nature, declared_at, status)
        values (gen_random_uuid(), '{PERSONA_IDS["vlo"]}', '{case_id(1)}', 'A neighbour.', now(), 'DECLARED')"""  # noqa: S608 - our own
    with served.database.changed(declared, "delete from directory.conflict_of_interest"):
        assert entry(served, "vlo") == before


def test_the_directory_is_shown_to_those_who_keep_or_audit_it_alone(served: Served) -> None:
    names = "{ principals(first: 50) { nodes { name } } }"
    audited = served.ask("auditor", names).data["principals"]["nodes"]
    assert {"name": "Sunniva Holt"} in audited
    for persona in ("police", "coordinator", "chair"):
        assert served.ask(persona, names).data["principals"] == {"nodes": []}
    refused = served.ask("coordinator", CLEARANCE, order(entry(served, "vlo"), clearance="TERRORISM", reason="I ask."))
    assert refused.code == "NOT_PERMITTED"


def test_an_inspector_sees_the_cases_of_an_area_by_warrant_and_for_as_long_as_it_lasts(served: Served) -> None:
    terms = {"purposes": ["INSPECT_ARRANGEMENTS"], "dataClasses": ["EXISTENCE", "MANAGEMENT"]}
    authority = [{"owner": each, "basis": "RESPONSIBLE_AUTHORITY"} for each in ("police", "probation", "coordination")]
    parties = [*authority, {"owner": "oversight", "basis": "INSPECTION"}]
    told = {"reference": "ISA-20", "title": "Inspection", "validFrom": "2026-01-01", "idempotencyKey": key()}
    done(asked(served, "policy", SHARE, {"input": {**told, **terms, "parties": parties}}))
    agreement = asked(served, "second", WAITING, {}).data["agreements"]["nodes"][0]
    done(asked(served, "second", PUT_IN_FORCE, order(agreement)))
    given = {"role": "INSPECTOR", "audits": "AREA", "inArea": ELSEWHERE, "warrant": True, "validFrom": "2026-01-01"}
    lasts = {"validUntil": f"{served.clock().date() + timedelta(days=30)}", "reason": "Acting up."}
    done(asked(served, "policy", PROPOSE, order(entry(served, "smb", "policy"), **given, **lasts)))
    assert inspected(served).code == "PURPOSE_REQUIRED"
    done(asked(served, "second", APPROVE, order(appointment(served, "second", "PROPOSED"))))
    assert inspected(served).data["case"] == {"level": "LEVEL_2", "victims": {"nodes": []}}
    assert (
        inspected(served, reference(1)).data["case"] is None
    )  # in the area of the board they sit on, without a warrant
    done(asked(served, "policy", END, order(appointment(served, "policy", "IN_FORCE"), reason="It is done.")))
    assert inspected(served).code == "PURPOSE_REQUIRED"


def inspected(served: Served, case: str = reference(3)) -> Any:
    text = SEEN.replace("level", "level victims { nodes { victimName } }")
    return served.ask("smb", text, {"reference": case}, purpose="INSPECT_ARRANGEMENTS")
