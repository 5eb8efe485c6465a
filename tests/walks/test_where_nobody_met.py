"""What is said to have been decided at a meeting was decided at one that took place."""

import pytest

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import MeetingStatus
from agencies.coordination.process.level_terms import DecideLevel
from agencies.coordination.process.meeting_terms import WithReason
from agencies.coordination.vocabulary import DecidedAt
from agencies.given import NothingGiven
from agencies.transitions import Done
from policies.vocabulary import Act
from tests.agencies.process import givens
from tests.walks.beginning import CASE, COM, UNIT, begin, done, open_the_meeting
from tests.walks.world import World, mutations


@pytest.mark.parametrize(
    ("became", "decided"),
    [(Act.CANCEL_MEETING, False), (Act.POSTPONE_MEETING, False), (None, False), (Act.OPEN_MEETING, True)],
)
def test_a_level_is_decided_at_no_meeting_but_one_that_was_opened(became: Act | None, *, decided: bool) -> None:
    world = World()
    begin(world)
    (meeting,) = world.rows(t.meeting, status=MeetingStatus.CIRCULATED)
    proposal = done(world, Act.PROPOSE_LEVEL, CASE, givens.propose(), by=COM).record
    done(world, Act.ENDORSE_LEVEL, proposal, NothingGiven())
    if became is Act.OPEN_MEETING:
        open_the_meeting(world)
    elif became:
        done(world, became, meeting["id"], WithReason(reason="The chair is ill."))
    (decide,) = (each for each in mutations() if each.act is Act.DECIDE_LEVEL)
    given = DecideLevel(at=DecidedAt.MEETING, reference=meeting["reference"], rationale="Agreed by all.")
    assert isinstance(world.act(decide, UNIT, proposal, given), Done) == decided
