"""A meeting from plan to circulation: what each act asks for, and what it changes."""

from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import Reply, Seniority
from agencies.coordination.process import agenda, invitation, meeting
from agencies.coordination.process import meeting_terms as terms
from agencies.coordination.process.invitation_terms import Invite, ReplyToInvitation
from agencies.coordination.process.timetable import Engagement, Slot, instant
from agencies.coordination.vocabulary import Level
from agencies.transitions import Refused
from policies.vocabulary import Act
from tests.agencies.process.diary import CASES, CHAIR, DAY, GUESTS, UNIT, WHY, Diary, reschedule, schedule
from tests.agencies.process.meeting_acts import NOTHING, SECOND, circulated, done, invited, listed, met, on, planned


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


@pytest.mark.parametrize(
    ("start", "minutes", "both"),
    [("09:00", 60, False), ("09:00", 61, True), ("11:59", 15, True), ("12:00", 60, False), (None, 60, False)],
)
def test_slots_overlap_where_both_are_going_on(start: str | None, minutes: int, *, both: bool) -> None:
    mine = Slot(instant(DAY, "10:00"), 120)
    assert mine.overlaps(Slot(instant(DAY, start) if start else None, minutes)) is both
