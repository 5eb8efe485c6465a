"""A hold on entries of the access record: placed by whoever is appointed, and lifted by two of their colleagues."""

from typing import Any
from uuid import UUID

import pytest

from agencies.coordination import tables as t
from agencies.coordination.process.hold import MACHINE, AskToLift, Hold, HoldKnown, PlaceHold, PlaceKnown
from agencies.given import NothingGiven
from agencies.problems import ProblemCode
from agencies.transitions import Actor, Done, Refused, decide
from policies.vocabulary import Act
from tests.agencies.process.situations import NOW, situation

AUDITOR, COLLEAGUE = (Actor(UUID(int=0xE200 + place), f"Auditor {place}", "oversight") for place in range(2))
ABOUT = UUID(int=0xC7)
APPOINTED = PlaceKnown(UUID(int=1))


def placed(whom: dict[str, str], known: PlaceKnown = APPOINTED) -> Done | Refused:
    given = PlaceHold(asked_by="The coroner", reason="An inquest.", **whom)
    return decide(MACHINE, Act.PLACE_RECORD_HOLD, situation(given, known, actor=AUDITOR))


def done_to(act: Act, by: Actor, state: str, principal: UUID | None = None, asked: Actor | None = None) -> Any:  # noqa: ANN401
    given = AskToLift(reason="It is over.") if act is Act.ASK_TO_LIFT_RECORD_HOLD else NothingGiven()
    known = HoldKnown(Hold(principal, asked.id if asked else None))
    return decide(MACHINE, act, situation(given, known, state, actor=by))


@pytest.mark.parametrize(("name", "column"), [("subject", "subject_id"), ("principal", "principal_id")])
def test_it_holds_at_once_about_somebody_or_by_somebody(name: str, column: str) -> None:
    found = placed({name: str(ABOUT)})
    assert isinstance(found, Done)
    (only,) = found.writes
    assert only.table is t.record_hold
    told = {
        "status": "HELD",
        "asked_by": "The coroner",
        "recorded_at": NOW,
        "recorded_by_id": AUDITOR.id,
        column: ABOUT,
    }
    assert told.items() <= dict(only.values).items()


@pytest.mark.parametrize("whom", [{}, {"subject": str(ABOUT), "principal": str(ABOUT)}, {"subject": "Rowan Tarrant"}])
def test_it_names_one_of_them_by_a_key(whom: dict[str, str]) -> None:
    found = placed(whom)
    assert isinstance(found, Refused)
    assert [(each.field, each.code) for each in found.problems] == [("subject", ProblemCode.INVALID)]


def test_nobody_places_one_who_is_not_appointed_to_the_whole_record() -> None:
    found = placed({"subject": str(ABOUT)}, PlaceKnown(None))
    assert isinstance(found, Refused)
    assert found.problems[0].code is ProblemCode.NOT_BY_YOU


def test_it_is_lifted_by_another_than_who_asked_for_it() -> None:
    assert isinstance(done_to(Act.ASK_TO_LIFT_RECORD_HOLD, AUDITOR, "HELD"), Done)
    refused = done_to(Act.LIFT_RECORD_HOLD, AUDITOR, "LIFT_ASKED", asked=AUDITOR)
    assert refused.problems[0].code is ProblemCode.NOT_BY_YOU
    lifted = done_to(Act.LIFT_RECORD_HOLD, COLLEAGUE, "LIFT_ASKED", asked=AUDITOR)
    assert lifted.writes[0].values["lifted_by_id"] == COLLEAGUE.id
    assert isinstance(done_to(Act.LIFT_RECORD_HOLD, COLLEAGUE, "HELD"), Refused)


@pytest.mark.parametrize("act", [Act.ASK_TO_LIFT_RECORD_HOLD, Act.LIFT_RECORD_HOLD])
def test_nobody_lets_go_of_their_own_accesses(act: Act) -> None:
    refused = done_to(act, AUDITOR, "LIFT_ASKED", principal=AUDITOR.id, asked=COLLEAGUE)
    assert refused.problems[0].code is ProblemCode.NOT_BY_YOU
