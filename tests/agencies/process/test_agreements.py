"""An agreement is proposed by one person and put in force by another; what makes no sense is refused by field."""
# ruff: noqa: ANN401 - whatever was decided

from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from agencies.directory.agreements import (
    MACHINE,
    AgreementPartyGiven,
    CloseAgreement,
    Proposal,
    ProposalKnown,
    ProposeAgreement,
    ProposeKnown,
)
from agencies.directory.tables import AgreementStatus
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused, decide
from policies.vocabulary import Act, Basis, DataClass, Purpose
from tests.agencies.process.situations import NOW, POLICE, PROBATION, fields, situation

TODAY = NOW.date()
KNOWN = ProposeKnown(None, ("housing",))


def party(owner: str, basis: Basis = Basis.RESPONSIBLE_AUTHORITY) -> AgreementPartyGiven:
    return AgreementPartyGiven(owner=owner, basis=basis)


GIVEN = ProposeAgreement(
    reference="ISA-09",
    title="Housing and the police",
    parties=(party("police"), party("housing", Basis.DUTY_TO_COOPERATE)),
    purposes=(Purpose.MANAGE_RISK,),
    data_classes=(DataClass.IDENTITY, DataClass.EXISTENCE),
    valid_from=TODAY,
)


def proposing(known: ProposeKnown = KNOWN, **changes: Any) -> Any:
    return decide(MACHINE, Act.PROPOSE_AGREEMENT, situation(replace(GIVEN, **changes), known))


def test_what_is_proposed_is_written_with_its_parties_and_is_not_in_force() -> None:
    found = proposing()
    assert isinstance(found, Done)
    made, *parties = found.writes
    assert (made.values["status"], made.values["proposed_by_id"]) == (AgreementStatus.PROPOSED, PROBATION.id)
    assert (made.values["purposes"], made.values["data_classes"]) == (["manage_risk"], ["existence", "identity"])
    assert {(each.values["owner"], each.values["basis"]) for each in parties} == {
        ("police", "responsible_authority"),
        ("housing", "duty_to_cooperate"),
    }
    assert {each.values["agreement_id"] for each in parties} == {found.record}


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"parties": (party("police"),)}, "parties"),
        ({"parties": (party("police"), party("police"))}, "parties"),
        ({"parties": (party("police"), party("nobody", Basis.ASSOCIATE))}, "parties.1.owner"),
        ({"parties": (party("police"), party("housing"))}, "parties.1.basis"),
        ({"parties": (party("police", Basis.ASSOCIATE), party("prison"))}, "parties.0.basis"),
        ({"purposes": ()}, "purposes"),
        ({"data_classes": ()}, "data_classes"),
        ({"data_classes": (DataClass.AGGREGATE,)}, "data_classes"),
        ({"valid_until": TODAY}, "valid_until"),
        ({"valid_from": TODAY + timedelta(9), "valid_until": TODAY + timedelta(9)}, "valid_until"),
    ],
)
def test_what_makes_no_agreement_is_refused_by_field(wrong: dict[str, Any], field: str) -> None:
    found = proposing(**wrong)
    assert isinstance(found, Refused)
    assert fields(found) == [field]


def test_a_reference_is_given_once() -> None:
    assert fields(proposing(replace(KNOWN, taken=UUID(int=1)))) == ["reference"]


CLOSE = CloseAgreement(reason="Nothing more is shared.")


@pytest.mark.parametrize("act", [Act.APPROVE_AGREEMENT, Act.REFUSE_AGREEMENT])
def test_it_takes_a_second_person(act: Act) -> None:
    known = ProposalKnown(Proposal(PROBATION.id, None))
    own = decide(MACHINE, act, situation(CLOSE, known, AgreementStatus.PROPOSED))
    assert isinstance(own, Refused)
    assert own.problems[0].code is ProblemCode.NOT_BY_YOU
    assert isinstance(decide(MACHINE, act, situation(CLOSE, known, AgreementStatus.PROPOSED, actor=POLICE)), Done)


def test_one_whose_last_day_has_passed_is_not_put_in_force() -> None:
    known = ProposalKnown(Proposal(POLICE.id, TODAY))
    assert fields(decide(MACHINE, Act.APPROVE_AGREEMENT, situation(CLOSE, known, AgreementStatus.PROPOSED))) == ["id"]


def test_one_that_is_ended_holds_no_longer_today() -> None:
    found = decide(MACHINE, Act.END_AGREEMENT, situation(CLOSE, None, AgreementStatus.IN_FORCE))
    assert isinstance(found, Done)
    (changed,) = found.writes
    assert (changed.values["status"], changed.values["valid_until"]) == (AgreementStatus.ENDED, TODAY)
