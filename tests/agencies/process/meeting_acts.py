"""A meeting in memory brought so far by its own acts: planned, circulated, under way, concluded."""

# ruff: noqa: ANN401 - givens and rows of every act pass through
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import ItemPurpose
from agencies.coordination.process import agenda, invitation, meeting
from agencies.coordination.process import meeting_terms as terms
from agencies.coordination.process.invitation_terms import Invite, RecordAttendance
from agencies.given import NothingGiven
from agencies.transitions import Actor, Done, Refused
from policies.vocabulary import Act
from tests.agencies.process.diary import CASES, CHAIR, GUESTS, UNIT, Diary, schedule

FIRST, SECOND = CASES
NOTHING = NothingGiven()
HERE = RecordAttendance(attended=True, statement_accepted=True)
CLOSE = terms.CloseMeeting()


def done(decided: Done | Refused) -> UUID:
    assert isinstance(decided, Done), decided
    return decided.record


def met(decided: Done | Refused) -> list[tuple[str, str]]:
    assert isinstance(decided, Refused), decided
    return [(problem.field, problem.code.value) for problem in decided.problems]


def planned(diary: Diary, **more: Any) -> UUID:
    return done(diary.act(meeting.MACHINE, Act.SCHEDULE_MEETING, UNIT, schedule(**more)))


def listed(diary: Diary, key: UUID, case: UUID = FIRST, **more: Any) -> Done | Refused:
    reference = diary.rows[t.meeting.name][key]["reference"]
    on = agenda.ListCase(meeting=reference, purpose=ItemPurpose.REVIEW, **more)
    return diary.act(agenda.MACHINE, Act.LIST_CASE, UNIT, on, case)


def invited(diary: Diary, key: UUID, **given_: Any) -> Done | Refused:
    return diary.act(invitation.MACHINE, Act.INVITE_TO_MEETING, UNIT, Invite(**given_), key)


def on(diary: Diary, act: Act, key: UUID, given_: Any = NOTHING, actor: Actor = UNIT) -> Done | Refused:
    return diary.act(meeting.MACHINE, act, actor, given_, key)


def circulated(diary: Diary) -> tuple[UUID, UUID]:
    """A meeting on the first case, with everybody asked and the agenda out; the meeting and the item."""
    key = planned(diary)
    item = done(listed(diary, key))
    for each in GUESTS:
        done(invited(diary, key, who=each.owner))
    done(on(diary, Act.CIRCULATE_AGENDA, key))
    return key, item


def opened(diary: Diary) -> tuple[UUID, UUID]:
    key, item = circulated(diary)
    diary.now += timedelta(days=10)
    done(on(diary, Act.OPEN_MEETING, key, actor=CHAIR))
    return key, item


def attended(diary: Diary, key: UUID) -> None:
    for row in diary.of(t.invitation):
        if row["meeting_id"] == key:
            done(diary.act(invitation.MACHINE, Act.RECORD_ATTENDANCE, CHAIR, HERE, row["id"]))


def concluded(diary: Diary, item: UUID) -> None:
    noted = agenda.ConcludeItem(next_review_on=date(2026, 4, 1), level_unchanged_because="Nothing has changed.")
    done(diary.act(agenda.MACHINE, Act.CONCLUDE_ITEM, CHAIR, noted, item))
