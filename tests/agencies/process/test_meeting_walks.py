"""What no sequence of the acts of meetings reaches: one that is closed and lacks something."""

# ruff: noqa: ANN401 - givens and rows of every act pass through
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import ItemPurpose, ItemStatus, Reply
from agencies.coordination.process import agenda, invitation, meeting
from agencies.coordination.process import meeting_terms as terms
from agencies.coordination.process.invitation_terms import Invite, RecordAttendance, ReplyToInvitation
from agencies.transitions import Machine
from policies.vocabulary import Act
from tests.agencies.process.diary import CASES, CHAIR, DAY, GUESTS, UNIT, WHY, Diary, reschedule, schedule
from tests.agencies.process.meeting_acts import CLOSE, HERE, NOTHING, attended, concluded, done, met, on, opened

MACHINES: dict[str, Machine] = {each.name: each for each in (meeting.MACHINE, agenda.MACHINE, invitation.MACHINE)}
GIVEN: dict[Act, Any] = {
    Act.SCHEDULE_MEETING: lambda n: schedule(held_on=DAY + timedelta(days=n % 3), starts_at=f"{9 + n % 8}:00"),
    Act.MOVE_AGENDA_ITEM: lambda n: terms.MoveItem(place=1 + n % 3, to=1 + n % 2),
    Act.RESCHEDULE_MEETING: lambda n: reschedule(held_on=DAY + timedelta(days=n % 9)),
    Act.CLOSE_MEETING: lambda n: terms.CloseMeeting(
        quorum_not_met_because="They were called." if n % 2 else None,
        without_report_because="They were called." if n % 3 else None,
    ),
    Act.CONCLUDE_ITEM: lambda n: agenda.ConcludeItem(
        next_review_on=date(2027, 1, 1) if n % 3 else None, level_unchanged_because="As it was." if n % 5 else None
    ),
    Act.INVITE_TO_MEETING: lambda n: Invite(who=("police", "prison", "probation", "housing")[n % 4], need="By need."),
    Act.INVITE_TO_ITEM: lambda n: Invite(who=("police", "prison", "probation", "housing")[n % 4], need="By need."),
    Act.REPLY_TO_INVITATION: lambda n: ReplyToInvitation(reply=list(Reply)[n % 4], deputy="A deputy"),
    Act.RECORD_ATTENDANCE: lambda n: HERE if n % 3 else RecordAttendance(attended=False),
}
REASONED = (
    Act.POSTPONE_MEETING,
    Act.CANCEL_MEETING,
    Act.TAKE_OFF_AGENDA,
    Act.DEFER_ITEM,
    Act.WITHDRAW_INVITATION,
)
STEADY = (Act.LIST_CASE, Act.CIRCULATE_AGENDA, Act.OPEN_MEETING, Act.RECORD_ATTENDANCE, Act.CONCLUDE_ITEM)
ACTS = tuple(dict.fromkeys(way.act for each in MACHINES.values() for way in each.transitions))


def machine_of(act: Act) -> Machine:
    return next(each for each in MACHINES.values() if each.of(act))


def target(diary: Diary, act: Act, n: int) -> UUID | None:
    """What an act is done to, of what there is."""
    if act is Act.LIST_CASE:
        return list(CASES)[n % 2]
    table = {Act.INVITE_TO_MEETING: t.meeting, Act.INVITE_TO_ITEM: t.meeting_case}.get(act, machine_of(act).table)
    rows = diary.of(table)
    return rows[-1 - n % min(len(rows), 3)]["id"] if rows else None


def given_for(diary: Diary, act: Act, n: int) -> Any:
    if act is Act.LIST_CASE:
        rows = diary.of(t.meeting)
        reference = rows[-1 - n % len(rows)]["reference"] if rows else "none"
        return agenda.ListCase(meeting=reference, purpose=ItemPurpose.REVIEW, despite="It must be." if n % 2 else None)
    return WHY if act in REASONED else GIVEN.get(act, lambda _: NOTHING)(n)


def stepped(diary: Diary, which: int, n: int) -> None:
    """One act by somebody, or something recorded of an item, or a day that passes."""
    if which == 0:
        diary.now += timedelta(days=n % 5)
    elif which == 1 and (items := diary.of(t.meeting_case)):
        kind = ("disclosure", "informed", "level")[n % 3]
        diary.recorded[kind].add(items[n % len(items)]["id"])
    else:
        act = (*ACTS, *STEADY * 3)[which % (len(ACTS) + 3 * len(STEADY))]
        actor = (CHAIR, UNIT, *GUESTS)[n % 5]
        on_ = target(diary, act, n)
        if on_ is not None or act is Act.SCHEDULE_MEETING:
            actor = CHAIR if act in (Act.OPEN_MEETING, Act.CLOSE_MEETING) and n % 4 else actor
            diary.act(machine_of(act), act, actor, given_for(diary, act, n), on_)


def assert_nothing_forbidden(diary: Diary) -> None:
    """A closed meeting lacks nothing; nobody attended without the statement; nobody is convened by what is off."""
    for row in diary.of(t.meeting):
        items = [each for each in diary.of(t.meeting_case) if each["meeting_id"] == row["id"]]
        asked = [each for each in diary.of(t.invitation) if each["meeting_id"] == row["id"]]
        if row["status"] == "HELD":
            discussed = [each for each in items if each["status"] == ItemStatus.DISCUSSED]
            assert discussed
            assert ItemStatus.LISTED not in {each["status"] for each in items}
            for each in discussed:
                assert each["id"] in diary.recorded["disclosure"] & diary.recorded["informed"]
                assert each.get("next_review_on")
                assert each["id"] in diary.recorded["level"] or each.get("level_unchanged_because")
        if row["status"] in ("POSTPONED", "CANCELLED"):
            assert not [each for each in asked if each.get("valid_until") and each["valid_until"] > diary.now]
    for row in diary.of(t.attendance):
        assert not row["attended"] or row["statement_accepted"]


def ready(diary: Diary) -> Diary:
    """From where walks begin: mostly a meeting that is under way, so that they come to its close."""
    key, item = opened(diary)
    attended(diary, key)
    concluded(diary, item)
    return diary


walks = st.lists(st.tuples(st.integers(0, 60), st.integers(0, 59)), max_size=40)


@settings(max_examples=120, deadline=None)
@given(walks, st.booleans())
def test_no_sequence_of_acts_closes_a_meeting_that_lacks_anything(walk: list[tuple[int, int]], begun: bool) -> None:
    diary = ready(Diary()) if begun else Diary()
    for which, n in walk:
        stepped(diary, which, n)
        assert_nothing_forbidden(diary)


def test_walks_come_to_meetings_that_are_closed() -> None:
    """The walks above are worth something."""
    diary = ready(Diary())
    (item,) = diary.of(t.meeting_case)
    key = item["meeting_id"]
    assert met(on(diary, Act.CLOSE_MEETING, key, CLOSE, CHAIR)) == [("id", "NOT_YET")] * 2
    for n in range(2):
        stepped(diary, 1, n)
    done(on(diary, Act.CLOSE_MEETING, key, CLOSE, CHAIR))
    assert_nothing_forbidden(diary)
