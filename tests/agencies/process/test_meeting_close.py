"""A meeting from its opening to its close: who attends, what is missing, and what is said of it."""

# ruff: noqa: ANN401 - givens and rows of every act pass through
from dataclasses import replace
from datetime import timedelta
from typing import Any

import pytest

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import InvitationResponse
from agencies.coordination.process import agenda, invitation, meeting
from agencies.coordination.process import meeting_terms as terms
from agencies.coordination.process.invitation_terms import RecordAttendance
from agencies.transitions import Place, Refused, Situation, decide
from policies.vocabulary import Act
from tests.agencies.process.diary import CHAIR, GUESTS, UNIT, Diary
from tests.agencies.process.meeting_acts import (
    CLOSE,
    FIRST,
    HERE,
    NOTHING,
    SECOND,
    circulated,
    concluded,
    done,
    met,
    on,
    opened,
)


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
