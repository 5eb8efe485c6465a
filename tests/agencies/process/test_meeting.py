"""A meeting from plan to close: what each act asks for, what it changes, and what no sequence of acts reaches."""

# ruff: noqa: ANN401 - givens and rows of every act pass through
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import InvitationResponse, ItemPurpose, ItemStatus, Reply, Seniority
from agencies.coordination.process import agenda, invitation, meeting
from agencies.coordination.process import meeting_terms as terms
from agencies.coordination.process.invitation_terms import Invite, RecordAttendance, ReplyToInvitation
from agencies.coordination.process.timetable import Engagement, Slot, instant
from agencies.coordination.vocabulary import Level
from agencies.given import NothingGiven
from agencies.transitions import Actor, Done, Machine, Place, Refused, Situation, decide
from policies.vocabulary import Act
from tests.agencies.process.diary import CASES, CHAIR, DAY, GUESTS, UNIT, WHY, Diary, reschedule, schedule

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


@pytest.mark.parametrize(
    ("wrong", "field"),
    [
        ({"level": Level.LEVEL_1}, "level"),
        ({"held_on": date(2026, 1, 4)}, "held_on"),
        ({"starts_at": "half past nine"}, "starts_at"),
        ({"lasts_minutes": 5}, "lasts_minutes"),
        ({"remote": False}, "place"),
        ({"chair": "police"}, "chair"),
        ({"level": Level.LEVEL_3, "chair_seniority": Seniority.CHIEF_INSPECTOR_EQUIVALENT}, "chair_seniority"),
    ],
    ids=lambda value: value if isinstance(value, str) else None,
)
def test_a_meeting_is_planned_only_as_it_can_be_held(wrong: dict[str, Any], field: str) -> None:
    refused = Diary().act(meeting.MACHINE, Act.SCHEDULE_MEETING, UNIT, schedule(**wrong))
    assert [each for each, _ in met(refused)] == [field]


def test_a_planned_meeting_has_a_reference_and_asks_its_chair() -> None:
    diary = Diary()
    row = diary.rows[t.meeting.name][planned(diary)]
    assert (row["reference"], row["status"]) == ("MAPP-07-2026-0001", "PLANNED")
    assert row["starts_at"] == instant(DAY, "10:00")
    (asked,) = diary.of(t.invitation)
    assert (asked["principal_id"], asked["response"], asked.get("circulated_at")) == (CHAIR.id, "AWAITED", None)


def test_a_chair_is_not_at_two_meetings_at_once_whatever_is_said() -> None:
    diary = Diary()
    planned(diary)
    again = diary.act(meeting.MACHINE, Act.SCHEDULE_MEETING, UNIT, schedule(starts_at="11:30"))
    assert met(again) == [("starts_at", "INVALID")]
    planned(diary, starts_at="12:00")


def test_whoever_is_asked_elsewhere_at_the_time_is_a_warning_that_is_answered() -> None:
    diary = Diary()
    diary.elsewhere = (Engagement(GUESTS[0].id, UUID(int=0xE1), instant(DAY, "11:00"), 60),)
    key = planned(diary)
    assert met(invited(diary, key, who="police")) == [("despite", "MISSING")]
    done(invited(diary, key, who="police", despite="A deputy goes to the other one."))
    assert met(on(diary, Act.RESCHEDULE_MEETING, key, reschedule(held_on=DAY, starts_at="10:30"))) == [
        ("despite", "MISSING")
    ]
    done(on(diary, Act.RESCHEDULE_MEETING, key, reschedule()))


def test_a_case_on_two_meetings_of_a_day_is_a_warning_that_is_answered_and_kept() -> None:
    diary = Diary()
    one, other = planned(diary), planned(diary, starts_at="14:00")
    done(listed(diary, one))
    assert met(listed(diary, one)) == [("meeting", "NOT_NOW")]
    assert met(listed(diary, other)) == [("despite", "MISSING")]
    key = done(listed(diary, other, despite="Transferred between panels."))
    assert diary.rows[t.meeting_case.name][key]["despite"] == "Transferred between panels."


def test_a_case_that_was_taken_off_is_returned_and_not_listed_twice() -> None:
    diary = Diary()
    key = planned(diary)
    item = done(listed(diary, key))
    done(diary.act(agenda.MACHINE, Act.TAKE_OFF_AGENDA, UNIT, WHY, item))
    assert met(listed(diary, key)) == [("meeting", "NOT_NOW")]
    done(diary.act(agenda.MACHINE, Act.RETURN_TO_AGENDA, UNIT, NOTHING, item))
    assert diary.rows[t.meeting_case.name][item]["status"] == "LISTED"


def test_an_item_that_moves_pushes_the_others_down_whether_or_not_it_is_there() -> None:
    positions = []
    for from_ in (2, 400):
        diary = Diary()
        key = planned(diary)
        for case in CASES:
            done(listed(diary, key, case))
        done(on(diary, Act.MOVE_AGENDA_ITEM, key, terms.MoveItem(place=from_, to=1)))
        positions.append([row["position"] for row in diary.of(t.meeting_case)])
    assert positions == [[2, 1], [2, 3]]
    assert met(on(diary, Act.MOVE_AGENDA_ITEM, key, terms.MoveItem(place=0, to=501))) == [
        ("place", "INVALID"),
        ("to", "INVALID"),
    ]


def test_bodies_are_asked_by_need_and_people_without_an_account_by_name() -> None:
    diary = Diary()
    key = planned(diary)
    assert met(invited(diary, key)) == [("who", "MISSING")]
    assert met(invited(diary, key, name="A head teacher")) == [("agency", "MISSING")]
    assert met(invited(diary, key, name="Somebody", agency="nobody")) == [("agency", "INVALID")]
    assert met(invited(diary, key, who="housing")) == [("need", "MISSING")]
    assert met(invited(diary, key, who="unit")) == [("who", "INVALID")]
    assert met(invited(diary, key, who="stranger")) == [("who", "INVALID")]
    asked = done(invited(diary, key, who="housing", need="A tenancy is to be found."))
    assert diary.rows[t.invitation.name][asked]["body_code"] == "housing"
    assert met(invited(diary, key, who="housing", need="A tenancy.")) == [("who", "NOT_NOW")]


def test_the_responsible_authorities_are_asked_for_every_case_before_the_agenda_goes_out() -> None:
    diary = Diary()
    key = planned(diary)
    assert ("id", "NOT_YET") in met(on(diary, Act.CIRCULATE_AGENDA, key))
    item = done(listed(diary, key))
    done(invited(diary, key, who="police"))
    refused = on(diary, Act.CIRCULATE_AGENDA, key)
    assert isinstance(refused, Refused)
    assert ["prison" in problem.message for problem in refused.problems] == [True], "probation has its chair there"
    done(diary.act(invitation.MACHINE, Act.INVITE_TO_ITEM, UNIT, Invite(who="prison"), item))
    done(listed(diary, key, SECOND))
    assert met(on(diary, Act.CIRCULATE_AGENDA, key)) == [("id", "NOT_YET")]
    done(diary.act(agenda.MACHINE, Act.TAKE_OFF_AGENDA, UNIT, WHY, diary.of(t.meeting_case)[-1]["id"]))
    done(on(diary, Act.CIRCULATE_AGENDA, key))


def test_from_circulation_an_invitation_counts_until_the_minutes_had_time() -> None:
    diary = Diary()
    key, _ = circulated(diary)
    for row in diary.of(t.invitation):
        assert row["circulated_at"] == diary.now
        assert row["valid_until"] == instant(DAY + timedelta(days=29), "00:00")
    assert met(on(diary, Act.CIRCULATE_AGENDA, key)) == [("id", "NOT_NOW")]
    done(invited(diary, key, who="housing", need="A tenancy."))
    diary.now += timedelta(days=1)
    done(on(diary, Act.CIRCULATE_AGENDA, key))
    assert len({row["circulated_at"] for row in diary.of(t.invitation)}) == 2


def test_whoever_is_asked_answers_for_themselves_and_sends_a_report_where_they_do_not_come() -> None:
    diary = Diary()
    key, _ = circulated(diary)
    theirs = next(row for row in diary.of(t.invitation) if row["agency"] == "police")["id"]
    sorry = ReplyToInvitation(reply=Reply.APOLOGIES)
    for actor in (UNIT, GUESTS[1]):
        assert met(diary.act(invitation.MACHINE, Act.REPLY_TO_INVITATION, actor, sorry, theirs)) == [
            ("id", "NOT_BY_YOU")
        ]
    deputy = ReplyToInvitation(reply=Reply.DEPUTY_SENT)
    assert met(diary.act(invitation.MACHINE, Act.REPLY_TO_INVITATION, GUESTS[0], deputy, theirs)) == [
        ("deputy", "MISSING")
    ]
    done(diary.act(invitation.MACHINE, Act.REPLY_TO_INVITATION, GUESTS[0], sorry, theirs))
    done(diary.act(invitation.MACHINE, Act.RECEIVE_REPORT, UNIT, NOTHING, theirs))
    assert met(diary.act(invitation.MACHINE, Act.RECEIVE_REPORT, UNIT, NOTHING, theirs)) == [("id", "NOT_NOW")]
    by_name = done(invited(diary, key, name="A head teacher", agency="health", need="The school."))
    done(on(diary, Act.CIRCULATE_AGENDA, key))
    assert met(diary.act(invitation.MACHINE, Act.REPLY_TO_INVITATION, GUESTS[0], sorry, by_name)) == [
        ("id", "NOT_BY_YOU")
    ]
    done(diary.act(invitation.MACHINE, Act.REPLY_TO_INVITATION, UNIT, sorry, by_name))


def test_a_meeting_that_is_moved_asks_everybody_anew_and_says_why() -> None:
    diary = Diary()
    key, item = circulated(diary)
    theirs = next(row for row in diary.of(t.invitation) if row["agency"] == "police")["id"]
    yes = ReplyToInvitation(reply=Reply.ACCEPTED)
    done(diary.act(invitation.MACHINE, Act.REPLY_TO_INVITATION, GUESTS[0], yes, theirs))
    done(on(diary, Act.RESCHEDULE_MEETING, key, reschedule()))
    assert diary.rows[t.meeting.name][key]["status"] == "CIRCULATED"
    assert diary.rows[t.meeting_case.name][item]["held_on"] == DAY + timedelta(days=7)
    assert {row["response"] for row in diary.of(t.invitation)} == {"AWAITED"}
    assert {row["valid_until"] for row in diary.of(t.invitation)} == {instant(DAY + timedelta(days=36), "00:00")}
    (change,) = diary.of(t.meeting_change)
    assert (change["kind"], change["was_held_on"], change["reason"]) == ("RESCHEDULED", DAY, "The chair is ill.")


def test_what_is_put_off_or_cancelled_opens_nothing_any_more() -> None:
    diary = Diary()
    key, item = circulated(diary)
    done(on(diary, Act.POSTPONE_MEETING, key, WHY))
    assert {row["valid_until"] for row in diary.of(t.invitation)} == {diary.now}
    done(on(diary, Act.RESCHEDULE_MEETING, key, reschedule()))
    assert diary.rows[t.meeting.name][key]["status"] == "PLANNED"
    done(on(diary, Act.CIRCULATE_AGENDA, key))
    assert min(row["valid_until"] for row in diary.of(t.invitation)) > diary.now
    done(on(diary, Act.CANCEL_MEETING, key, WHY))
    assert {row["valid_until"] for row in diary.of(t.invitation)} == {diary.now}
    assert diary.rows[t.meeting_case.name][item]["status"] == "DEFERRED"


def test_only_its_chair_opens_and_closes_a_meeting_and_not_before_its_day() -> None:
    diary = Diary()
    key, _ = circulated(diary)
    assert met(on(diary, Act.OPEN_MEETING, key, actor=CHAIR)) == [("id", "NOT_YET")]
    diary.now += timedelta(days=10)
    assert met(on(diary, Act.OPEN_MEETING, key, actor=GUESTS[0])) == [("id", "NOT_BY_YOU")]
    done(on(diary, Act.OPEN_MEETING, key, actor=CHAIR))
    assert ("id", "NOT_BY_YOU") in met(on(diary, Act.CLOSE_MEETING, key, CLOSE, GUESTS[0]))


def test_nobody_attends_without_the_statement_and_a_mistake_is_recorded_over() -> None:
    diary = Diary()
    opened(diary)
    theirs = diary.of(t.invitation)[-1]["id"]
    bare = RecordAttendance(attended=True)
    assert met(diary.act(invitation.MACHINE, Act.RECORD_ATTENDANCE, CHAIR, bare, theirs)) == [
        ("statement_accepted", "MISSING")
    ]
    done(diary.act(invitation.MACHINE, Act.RECORD_ATTENDANCE, CHAIR, HERE, theirs))
    done(diary.act(invitation.MACHINE, Act.RECORD_ATTENDANCE, CHAIR, RecordAttendance(attended=False), theirs))
    first, second = diary.of(t.attendance)
    assert (first["superseded_by"], second.get("superseded_by")) == (second["id"], None)
    assert (second["attended"], second["report_received"], second.get("statement_accepted")) == (False, False, None)
    diary.rows[t.invitation.name][theirs]["response"] = InvitationResponse.APOLOGIES
    done(diary.act(invitation.MACHINE, Act.RECEIVE_REPORT, UNIT, NOTHING, theirs))
    first, second = diary.of(t.attendance)
    assert (first.get("report_received"), second["report_received"]) == (None, True), "of what stands it is said"


def test_what_is_missing_before_close_is_named_by_case() -> None:
    diary = Diary()
    key, item = opened(diary)
    refused = on(diary, Act.CLOSE_MEETING, key, CLOSE, CHAIR)
    assert isinstance(refused, Refused)
    assert any("MAPPA-07-000001: it is still on the agenda" in problem.message for problem in refused.problems)
    done(diary.act(agenda.MACHINE, Act.CONCLUDE_ITEM, CHAIR, agenda.ConcludeItem(), item))
    refused = on(diary, Act.CLOSE_MEETING, key, CLOSE, CHAIR)
    assert isinstance(refused, Refused)
    named = [problem for problem in refused.problems if problem.message.startswith("MAPPA-07-000001")]
    assert {problem.case for problem in named} == {FIRST}
    for words in ("disclosure", "level", "next review", "offender", "police or prison or probation"):
        assert any(words in problem.message for problem in named), words


def test_a_meeting_is_closed_when_nothing_is_missing_or_it_is_said_why_somebody_was() -> None:
    diary = Diary()
    key, item = opened(diary)
    concluded(diary, item)
    diary.recorded["disclosure"].add(item)
    diary.recorded["informed"].add(item)
    for row in diary.of(t.invitation):
        there = HERE if row["agency"] != "prison" else RecordAttendance(attended=False)
        done(diary.act(invitation.MACHINE, Act.RECORD_ATTENDANCE, CHAIR, there, row["id"]))
    assert met(on(diary, Act.CLOSE_MEETING, key, CLOSE, CHAIR)) == [
        ("quorum_not_met_because", "MISSING"),
        ("without_report_because", "MISSING"),
    ]
    why = terms.CloseMeeting(
        quorum_not_met_because="The prison joined by telephone.", without_report_because="It told us all of it then."
    )
    done(on(diary, Act.CLOSE_MEETING, key, why, CHAIR))
    assert diary.rows[t.meeting.name][key]["status"] == "HELD"


@pytest.mark.parametrize(
    ("away", "came", "silent"),
    [
        ([("housing", None, False)], [], True),
        ([("housing", None, True)], [], False),
        ([("housing", FIRST, False)], [], True),
        ([("housing", SECOND, False)], [], False),
        ([("housing", None, False)], [("housing", None)], False),
        ([("housing", None, False), ("housing", None, True)], [], False),
    ],
    ids=["no report", "a report", "of this case", "of another case", "a colleague came", "one of two reported"],
)
def test_an_agency_that_did_not_come_sent_a_report_or_it_is_said_why_it_went_ahead(
    away: Any, came: Any, *, silent: bool
) -> None:
    diary = Diary()
    key, item = opened(diary)
    concluded(diary, item)
    known = replace(
        diary.known(Act.CLOSE_MEETING, Place(key, 1, "UNDER_WAY", area=7)),
        away=tuple(terms.StayedAway(*each) for each in away),
        came=tuple(terms.Came(*each) for each in came),
    )
    at = Situation(CLOSE, known, Place(key, 1, "UNDER_WAY", area=7), CHAIR, diary.now, diary.new)
    refused = decide(meeting.MACHINE, Act.CLOSE_MEETING, at)
    assert isinstance(refused, Refused)
    told = [each.message for each in refused.problems if each.field == "without_report_because"]
    assert any("MAPPA-07-000001: housing did not come and sent no report" in each for each in told) is silent


@pytest.mark.parametrize(
    ("start", "minutes", "both"),
    [("09:00", 60, False), ("09:00", 61, True), ("11:59", 15, True), ("12:00", 60, False), (None, 60, False)],
)
def test_slots_overlap_where_both_are_going_on(start: str | None, minutes: int, *, both: bool) -> None:
    mine = Slot(instant(DAY, "10:00"), 120)
    assert mine.overlaps(Slot(instant(DAY, start) if start else None, minutes)) is both


# -- walks -------------------------------------------------------------------------------------------------------

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
