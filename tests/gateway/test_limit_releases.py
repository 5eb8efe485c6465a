"""Limited access, served: opened again by two people, from the next request on, and by nobody alone."""
# ruff: noqa: ANN401 - answers are of any shape

from collections.abc import Iterator
from typing import Any

import pytest

from tests.gateway.acting import document, done, met, order, the_case
from tests.gateway.served import Served
from tests.gateway.small_caseload import PERSONA_IDS, person_id, reference

PROPOSE = document("proposeLimitRelease", "limitRelease", "status letsInName proposedByName")
RELEASE = document("releaseLimit", "limitRelease", "status decidedByName")
REFUSE = document("refuseLimitRelease", "limitRelease", "status refusedBecause")
HELD = """query Held($reference: String!) { case(reference: $reference) {
    limitReleases { id version status } } }"""
LIMIT = """insert into probation.access_limit (id, person_id, kind, principal_id, principal_name, valid_from,
    source_system, as_of, received_at, assertion, subject_category, reliability)
    values (gen_random_uuid(), %s, %s, %s, 'Somebody', '2020-01-01', 'test', now(), now(), 'FACT', 'CONVICTED',
    'VERIFIED')"""
OF_CASE = [person_id(1)]


@pytest.fixture
def limited(served: Served) -> Iterator[Served]:
    """Nobody of ours is excluded from the case when this is over, nor is it restricted."""
    yield served
    served.database.execute("delete from probation.limit_release where person_id = %s", OF_CASE)
    served.database.execute("delete from probation.access_limit where person_id = %s", OF_CASE)


def limit(served: Served, kind: str, *personas: str) -> None:
    for persona in personas:
        served.database.execute(LIMIT, [person_id(1), kind, PERSONA_IDS[persona]])


def propose(served: Served, kind: str, who: str | None = None) -> Any:
    named = {} if who is None else {"who": str(PERSONA_IDS[who])}
    given = {"kind": kind, "reason": "The relative moved away.", **named}
    return served.ask("probation", PROPOSE, order(the_case(served, "probation"), **given), purpose="MANAGE_RISK")


def decide(served: Served, act: str, persona: str = "coordinator", **given: Any) -> Any:
    nodes = served.ask(persona, HELD, {"reference": reference(1)}).data["case"]["limitReleases"]
    (waits,) = [each for each in nodes if each["status"] == "PROPOSED"]
    return served.ask(persona, act, order(waits, **given), purpose="MANAGE_RISK")


def test_an_exclusion_is_lifted_by_two_and_the_next_request_sees_the_case(limited: Served) -> None:
    limit(limited, "EXCLUSION", "police")
    assert the_case(limited, "police") is None
    proposed = done(propose(limited, "LIFT_EXCLUSION", "police"))
    assert (proposed["status"], proposed["letsInName"]) == ("PROPOSED", "Rowan Tarrant")
    assert the_case(limited, "police") is None
    assert decide(limited, RELEASE, "probation").code == "NOT_PERMITTED"
    assert met(propose(limited, "LIFT_EXCLUSION", "police")) == ("id", "NOT_NOW")
    refused = done(decide(limited, REFUSE, reason="She lives there still."))
    assert refused["refusedBecause"] == "She lives there still."
    assert the_case(limited, "police") is None
    done(propose(limited, "LIFT_EXCLUSION", "police"))
    released = done(decide(limited, RELEASE))
    assert (released["status"], released["decidedByName"]) == ("RELEASED", "Farida Lindqvist")
    assert the_case(limited, "police") is not None


def test_one_more_is_let_in_by_two_and_the_restriction_lifted_by_two(limited: Served) -> None:
    limit(limited, "RESTRICTION", "probation", "coordinator")
    assert [the_case(limited, each) for each in ("police", "prison")] == [None, None]
    done(propose(limited, "LET_IN", "police"))
    assert the_case(limited, "police") is None
    done(decide(limited, RELEASE))
    assert the_case(limited, "police") is not None
    assert the_case(limited, "prison") is None
    assert met(propose(limited, "LET_IN", "police")) == ("kind", "NOT_NOW")
    done(propose(limited, "LIFT_RESTRICTION"))
    assert the_case(limited, "prison") is None
    done(decide(limited, RELEASE))
    assert the_case(limited, "prison") is not None
