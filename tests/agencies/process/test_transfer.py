"""Transfer without a database: each guard, and no moment without an area, whatever is done in which order."""

# ruff: noqa: ANN401 - facts of every kind are changed
from dataclasses import dataclass, field, replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import TransferStatus
from agencies.coordination.meeting_vocabulary import InvitationResponse, ItemStatus
from agencies.coordination.process import transfer
from agencies.coordination.process.rules import Days
from agencies.coordination.vocabulary import CaseStatus, Category, LeadAgency, Level, RuleKind
from agencies.given import NothingGiven
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused, Update, decide
from policies.vocabulary import Act
from tests.agencies.process.situations import CASE, COORDINATION, NOW, situation
from tests.agencies.process.test_level import met

AREAS = (3, 7, 9)
STANDS = transfer.Case(
    "MAPPA-07-000001", CaseStatus.ACTIVE, Category.CATEGORY_2, Level.LEVEL_2, LeadAgency.PROBATION, 7
)
RULES = (Days(RuleKind.TRANSFER_ANSWERED, None, 10),)
OFFER = transfer.Offer(7, 9, NOW.date() + timedelta(days=10), 0)
ITEM, INVITED = UUID(int=71), UUID(int=72)
ANSWER = transfer.AnswerTransfer(reason="The person moved on Monday.")


def propose(to: int = 9, **known: Any) -> Done | Refused:
    given = transfer.ProposeTransfer(to_area=to, reason="A new address.", handover="High risk; see the plan.")
    knows = replace(transfer.ProposeKnown(STANDS, AREAS, 0, RULES), **known)
    return decide(transfer.MACHINE, Act.PROPOSE_TRANSFER, situation(given, knows, actor=COORDINATION))


def test_an_offer_says_what_the_other_area_must_know_and_moves_nothing() -> None:
    done = propose()
    assert isinstance(done, Done)
    row = done.writes[0].values
    assert (row["from_area_id"], row["to_area_id"], row["level"]) == (7, 9, Level.LEVEL_2)
    assert row["answer_by"] == date(2026, 6, 25)
    assert done.writes[1] == Update(t.case, CASE, {})


@pytest.mark.parametrize(
    ("to", "known", "problem"),
    [
        (99, {}, ("to_area", ProblemCode.INVALID)),
        (7, {}, ("to_area", ProblemCode.INVALID)),
        (9, {"waiting": 1}, ("id", ProblemCode.NOT_NOW)),
        (9, {"case": replace(STANDS, status=CaseStatus.EXITED)}, ("id", ProblemCode.NOT_NOW)),
    ],
    ids=["no such area", "its own", "another waits", "has left"],
)
def test_each_guard_of_an_offer_names_its_field(to: int, known: Any, problem: Any) -> None:
    assert met(propose(to, **known)) == [problem]


def test_an_answer_is_chased_when_it_is_overdue_and_not_before() -> None:
    at = situation(NothingGiven(), transfer.ChaseKnown(OFFER), TransferStatus.PROPOSED)
    assert met(decide(transfer.MACHINE, Act.CHASE_TRANSFER, at)) == [("id", ProblemCode.NOT_YET)]
    later = replace(at, now=NOW + timedelta(days=11))
    done = decide(transfer.MACHINE, Act.CHASE_TRANSFER, later)
    assert isinstance(done, Done)
    assert done.writes[0].values["chased"] == 1


def test_what_its_area_no_longer_holds_is_not_accepted() -> None:
    known = transfer.AcceptKnown(OFFER, replace(STANDS, area_id=3), (), ())
    at = situation(ANSWER, known, TransferStatus.PROPOSED)
    assert met(decide(transfer.MACHINE, Act.ACCEPT_TRANSFER, at)) == [("id", ProblemCode.NOT_NOW)]


def test_a_case_that_moves_leaves_the_agendas_and_the_invitations_of_the_area_that_held_it() -> None:
    known = transfer.AcceptKnown(OFFER, STANDS, (ITEM,), (INVITED,))
    done = decide(transfer.MACHINE, Act.ACCEPT_TRANSFER, situation(ANSWER, known, TransferStatus.PROPOSED))
    assert isinstance(done, Done)
    because = "Another area holds the case now."
    gone = {"response": InvitationResponse.WITHDRAWN, "withdrawn_because": because, "valid_until": NOW}
    assert Update(t.meeting_case, ITEM, {"status": ItemStatus.WITHDRAWN, "closed_because": because}) in done.writes
    assert Update(t.invitation, INVITED, gone) in done.writes


# -- whatever is done


@dataclass(slots=True)
class Moving:
    """One case and its offers, as acts leave them."""

    area: int = 7
    offers: dict[UUID, dict[str, Any]] = field(default_factory=dict)

    def act(self, act: Act, to: int, which: int) -> None:
        rows = list(self.offers.values())
        waiting = sum(row["status"] == TransferStatus.PROPOSED for row in rows)
        case = replace(STANDS, area_id=self.area)
        if act is Act.PROPOSE_TRANSFER:
            given: Any = transfer.ProposeTransfer(to_area=to, reason="A move.", handover="As the plan says.")
            at = situation(given, transfer.ProposeKnown(case, AREAS, waiting, RULES))
            at = replace(at, new=lambda: UUID(int=len(rows) + 1))
        elif not rows:
            return
        else:
            row = rows[which % len(rows)]
            offer = transfer.Offer(row["from_area_id"], row["to_area_id"], row["answer_by"], 0)
            at = situation(ANSWER, transfer.AcceptKnown(offer, case, (), ()), row["status"])
            at = replace(at, place=replace(at.place, key=row["id"]))
        decided = decide(transfer.MACHINE, act, at)
        for write in decided.writes if isinstance(decided, Done) else ():
            if write.table is t.case:
                self.area = write.values.get("area_id", self.area)
            elif isinstance(write, Update):
                self.offers[write.key] |= write.values
            else:
                self.offers[write.values["id"]] = dict(write.values)


ACTS = (Act.PROPOSE_TRANSFER, Act.ACCEPT_TRANSFER, Act.REFUSE_TRANSFER, Act.WITHDRAW_TRANSFER)


@settings(max_examples=100, deadline=None)
@given(st.lists(st.tuples(st.sampled_from(ACTS), st.sampled_from((3, 7, 9, 99)), st.integers(0, 5)), max_size=25))
def test_at_no_moment_does_nobody_hold_the_case(walk: list[tuple[Act, int, int]]) -> None:
    moving = Moving()
    for act, to, which in walk:
        before = moving.area
        moving.act(act, to, which)
        assert moving.area in AREAS
        assert moving.area == before or act is Act.ACCEPT_TRANSFER, "the area changes at acceptance alone"
        accepted = [row for row in moving.offers.values() if row["status"] == TransferStatus.ACCEPTED]
        assert moving.area == (accepted[-1]["to_area_id"] if accepted else 7)
        assert sum(row["status"] == TransferStatus.PROPOSED for row in moving.offers.values()) <= 1
