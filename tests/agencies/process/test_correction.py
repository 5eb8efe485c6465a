"""Corrections without a database: each guard, and that everybody who was shown the fact is told, once."""

# ruff: noqa: ANN401 - facts of every kind are changed
from dataclasses import replace
from datetime import date, timedelta
from typing import Any
from uuid import UUID

import pytest

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import CorrectionStatus
from agencies.coordination.process import correction
from agencies.coordination.process.rules import Days
from agencies.coordination.rules.book_of_times import TIMINGS
from agencies.coordination.vocabulary import ReceiptStatus, RuleKind
from agencies.given import NothingGiven
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused, decide
from policies.vocabulary import Act
from schema.acts.correction import named
from tests.agencies.process.situations import NOW, POLICE, PROBATION, situation
from tests.agencies.process.test_level import met

OWNERS = ("coordination", "housing", "police", "prison", "probation")
ADDRESS = correction.ReportKnown("address", "probation", OWNERS, TIMINGS)
SEEN = tuple(
    correction.Recipient(UUID(int=number), f"Officer {number}", agency, NOW - timedelta(days=number))
    for number, agency in ((1, "probation"), (2, "police"), (3, "coordination"))
)
RULES = (Days(RuleKind.CORRECTION_ACKNOWLEDGED, None, 5),)
ANSWER = correction.AnswerError(reason="The postcode was mistyped; the right one stands from today.")


def reporting(**given: Any) -> correction.ReportError:
    usual = {"record": "Address", "field": "postcode", "item": "Since March", "right": "QX1 1AA", "how_known": "Seen."}
    return correction.ReportError(**(usual | given))


def report(known: correction.ReportKnown = ADDRESS, **given: Any) -> Done | Refused:
    return decide(correction.MACHINE, Act.REPORT_ERROR, situation(reporting(**given), known, actor=POLICE))


def test_a_report_is_its_owner_s_to_answer_within_a_month_and_holds_what_the_field_holds() -> None:
    done = report()
    assert isinstance(done, Done)
    row = done.writes[0].values
    assert (row["owner"], row["data_class"], row["answer_by"]) == ("probation", "address", date(2026, 7, 15))
    assert (row["status"], row["reported_by_agency"]) == ("REPORTED", "police")


@pytest.mark.parametrize(
    ("known", "given", "problem"),
    [
        (replace(ADDRESS, holds=None), {}, ("field", ProblemCode.INVALID)),
        (replace(ADDRESS, fact_owner=None), {}, ("owned_by", ProblemCode.MISSING)),
        (ADDRESS, {"owned_by": "nobody"}, ("owned_by", ProblemCode.INVALID)),
    ],
    ids=["no such field", "no owner", "no such owner"],
)
def test_each_guard_of_a_report_names_its_field(known: correction.ReportKnown, given: Any, problem: Any) -> None:
    assert met(report(known, **given)) == [problem]


@pytest.mark.parametrize(
    ("record", "field", "holds"),
    [
        ("Case", "level", "management"),
        ("Case", "qualifyingReason", "conviction"),
        ("Case", "no_such_field", None),
        ("Case", "person", None),
        ("Area", "name", None),
        ("NoSuchRecord", "level", None),
    ],
)
def test_what_a_field_holds_is_what_its_declaration_says(record: str, field: str, holds: str | None) -> None:
    assert named(reporting(record=record, field=field), NOW.date())["holds"] == holds


def test_everybody_who_was_shown_it_is_told_but_whoever_corrects_it() -> None:
    known = correction.CorrectKnown(
        correction.Reported(POLICE.id, "MAPPA-07-000001", "Address", "postcode", "probation", "address"), SEEN, RULES
    )
    at = situation(ANSWER, known, CorrectionStatus.REPORTED, actor=PROBATION)
    done = decide(correction.MACHINE, Act.CORRECT_ERROR, at)
    assert isinstance(done, Done)
    told = [each.values for each in done.writes if each.table is t.correction_notice]
    assert [(each["to_agency"], each["data_class"], each["due_on"]) for each in told] == [
        ("police", "address", date(2026, 6, 20)),
        ("coordination", "address", date(2026, 6, 20)),
    ]


def test_a_refusal_tells_nobody_and_says_why() -> None:
    done = decide(correction.MACHINE, Act.REFUSE_CORRECTION, situation(ANSWER, None, CorrectionStatus.REPORTED))
    assert isinstance(done, Done)
    assert [each.table for each in done.writes] == [t.correction]
    again = decide(correction.MACHINE, Act.REFUSE_CORRECTION, situation(ANSWER, None, CorrectionStatus.REFUSED))
    assert met(again) == [("id", ProblemCode.NOT_NOW)]


def test_a_notice_is_acknowledged_by_whom_it_is_for_and_chased_when_overdue() -> None:
    known = correction.NoticeKnown(correction.Notice(POLICE.id, NOW.date() + timedelta(days=5), 0))
    given = correction.AcknowledgeCorrection()
    for actor, problems in ((PROBATION, [("id", ProblemCode.NOT_BY_YOU)]), (POLICE, None)):
        at = situation(given, known, ReceiptStatus.AWAITED, actor=actor)
        done = decide(correction.NOTICE, Act.ACKNOWLEDGE_CORRECTION, at)
        assert (met(done) if problems else isinstance(done, Done)) == (problems or True)
    at = situation(NothingGiven(), known, ReceiptStatus.AWAITED)
    assert met(decide(correction.NOTICE, Act.CHASE_CORRECTION, at)) == [("id", ProblemCode.NOT_YET)]
    assert isinstance(decide(correction.NOTICE, Act.CHASE_CORRECTION, replace(at, now=NOW + timedelta(days=6))), Done)
