"""Onward sharing without a database: what was agreed is carried out within the agreement, or taken back by who may."""

# ruff: noqa: ANN401 - givens and facts of every act
from dataclasses import replace
from datetime import timedelta
from typing import Any
from uuid import UUID

import pytest

from agencies.coordination.meeting_vocabulary import SharingStatus, ToldHow
from agencies.coordination.process import sharing
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused, decide
from policies.vocabulary import Act
from tests.agencies.process.situations import COORDINATION, NOW, POLICE, PROBATION, situation

TODAY = NOW.date()
DAY = timedelta(days=1)
CHAIR = COORDINATION
SHARED = sharing.CarryOutSharing(
    shared_with="The head teacher", shared_on=TODAY, how=ToldHow.SAID, what="The zone.", within_agreement=True
)


def carried_out(status: SharingStatus = SharingStatus.AGREED, **given: Any) -> Any:
    known = sharing.CarryOutKnown(TODAY - 3 * DAY)
    return decide(
        sharing.SHARING, Act.CARRY_OUT_ONWARD_SHARING, situation(replace(SHARED, **given), known, status, actor=POLICE)
    )


def met(found: Any) -> list[tuple[str, ProblemCode]]:
    assert isinstance(found, Refused), found
    return [(problem.field, problem.code) for problem in found.problems]


def test_it_says_with_whom_when_how_what_and_by_whom() -> None:
    found = carried_out()
    assert isinstance(found, Done)
    row = found.writes[0].values
    assert (row["status"], row["shared_with"], row["shared_on"]) == (SharingStatus.SHARED, "The head teacher", TODAY)
    assert (row["shared_how"], row["shared_what"], row["shared_by_id"]) == (ToldHow.SAID, "The zone.", POLICE.id)


@pytest.mark.parametrize("status", [each for each in SharingStatus if each is not SharingStatus.AGREED])
def test_without_agreement_or_after_it_was_taken_back_nothing_is_carried_out(status: SharingStatus) -> None:
    assert met(carried_out(status)) == [("id", ProblemCode.NOT_NOW)]


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"shared_on": TODAY + DAY}, "shared_on"),
        ({"shared_on": TODAY - 4 * DAY}, "shared_on"),
        ({"within_agreement": False}, "within_agreement"),
    ],
    ids=["to come", "before it was agreed", "beyond it"],
)
def test_it_is_what_was_agreed_since_it_was(wrong: Any, field: str) -> None:
    assert met(carried_out(**wrong)) == [(field, ProblemCode.INVALID)]
    assert isinstance(carried_out(shared_on=TODAY - 3 * DAY), Done)


def test_the_chair_says_by_when() -> None:
    known = sharing.DecideKnown(POLICE.id, CHAIR.id)
    given = sharing.AgreeSharing(reason="For him alone.", share_by=TODAY - DAY)
    at = situation(given, known, SharingStatus.REQUESTED, actor=CHAIR)
    assert met(decide(sharing.SHARING, Act.AGREE_ONWARD_SHARING, at)) == [("share_by", ProblemCode.INVALID)]
    found = decide(sharing.SHARING, Act.AGREE_ONWARD_SHARING, replace(at, given=replace(given, share_by=TODAY)))
    assert isinstance(found, Done)
    assert found.writes[0].values["share_by"] == TODAY


@pytest.mark.parametrize(
    ("actor", "may"),
    [(CHAIR, True), (POLICE, True), (replace(POLICE, id=UUID(int=9)), True), (PROBATION, False)],
    ids=["the chair", "who asked", "their colleague", "another agency"],
)
def test_the_chair_or_the_agency_that_asked_takes_it_back(actor: Any, *, may: bool) -> None:
    known = sharing.WithdrawKnown("police", CHAIR.id)
    given = sharing.WithdrawSharing(reason="He left the school.")
    found = decide(
        sharing.SHARING, Act.WITHDRAW_ONWARD_SHARING, situation(given, known, SharingStatus.AGREED, actor=actor)
    )
    assert isinstance(found, Done) if may else met(found) == [("id", ProblemCode.NOT_BY_YOU)]
