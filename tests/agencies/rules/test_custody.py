"""Public protection in custody and joint care: who has no manager, which measure ran out, who did not answer."""

from dataclasses import replace
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from agencies.coordination.rule_vocabulary import FindingKind, JointManager
from agencies.coordination.rules.custody import (
    Custody,
    Measure,
    Programme,
    Referral,
    is_sexual,
    of_custody,
    of_measure,
    of_programme,
    of_referral,
)
from agencies.coordination.rules.ruling import Ruling
from agencies.coordination.rules.working_days import Calendar
from policies.vocabulary import DataClass
from tests.agencies.rules.facts import BOOK, SEXUAL, sentence

RULING = Ruling(BOOK, Calendar(), date(2026, 3, 31))
HELD = Custody(date(2026, 3, 2), has_prison_manager=True, has_community_manager=True)
MONITORED = Measure("PHONE_MONITORING", date(2026, 1, 5), date(2026, 6, 1), date(2026, 4, 2))


def test_a_conviction_in_a_schedule_of_category_1_is_sexual_by_name_or_by_code() -> None:
    assert is_sexual((sentence(), sentence(schedule=SEXUAL)), BOOK)
    assert is_sexual((sentence(schedule=None, offence_code="RA"),), BOOK)
    assert not is_sexual((sentence(), sentence(schedule=None, offence_code="TH")), BOOK)
    assert not is_sexual((sentence(schedule=None),), BOOK)


def test_a_sexual_offender_in_custody_has_both_managers_or_is_an_exception() -> None:
    assert list(of_custody(HELD, True, RULING)) == []
    neither = replace(HELD, has_prison_manager=False, has_community_manager=False)
    found = list(of_custody(neither, True, RULING))
    assert [(each.kind, each.owner, each.data_class) for each in found] == [
        (FindingKind.NO_PRISON_MANAGER, "prison", DataClass.CUSTODY),
        (FindingKind.NO_COMMUNITY_MANAGER, "probation", DataClass.SUPERVISION),
    ]
    assert {(each.settle_by, each.holds_from) for each in found} == {(date(2026, 3, 16), date(2026, 3, 17))}


def test_the_finding_waits_for_the_last_day_of_an_exception_and_comes_back_on_the_next() -> None:
    excepted = {JointManager.PRISON: date(2026, 5, 1), JointManager.COMMUNITY: date(2026, 3, 5)}
    neither = replace(HELD, has_prison_manager=False, has_community_manager=False, excepted=excepted)
    prison, community = of_custody(neither, True, RULING)
    assert (prison.settle_by, prison.holds_from) == (date(2026, 5, 1), date(2026, 5, 2))
    assert prison.says.endswith("on the exceptions list until 1 May 2026.")
    assert community.holds_from == date(2026, 3, 17), "within its limit there was nothing to except"


def test_others_in_custody_are_no_exceptions() -> None:
    assert list(of_custody(replace(HELD, has_prison_manager=False), False, RULING)) == []


def test_a_review_that_is_late_is_found_while_the_measure_lasts() -> None:
    late, ends = of_measure(MONITORED, RULING)
    assert late.kind is FindingKind.MEASURE_REVIEW_LATE
    assert (late.holds_from, late.holds_until) == (date(2026, 4, 3), date(2026, 6, 2))
    assert ends.kind is FindingKind.MEASURE_ENDS_UNREVIEWED
    assert (ends.holds_from, ends.settle_by) == (date(2026, 6, 2), date(2026, 6, 9))


def test_a_measure_that_another_follows_or_that_has_no_end_does_not_run_out() -> None:
    assert len(list(of_measure(replace(MONITORED, followed=True), RULING))) == 1
    assert [each.holds_until for each in of_measure(replace(MONITORED, ends_on=None), RULING)] == [None]


def test_a_measure_without_a_day_of_review_is_found_only_when_it_ends() -> None:
    assert len(list(of_measure(replace(MONITORED, next_review_due=None), RULING))) == 1


@given(st.dates(date(2020, 1, 1), date(2030, 1, 1)), st.dates(date(2020, 1, 1), date(2030, 1, 1)))
def test_late_and_run_out_never_hold_on_the_same_day(due: date, ends_on: date) -> None:
    found = list(of_measure(replace(MONITORED, next_review_due=due, ends_on=ends_on), RULING))
    late = [each for each in found if each.kind is FindingKind.MEASURE_REVIEW_LATE]
    assert all(
        each.holds_until is not None and each.holds_from < each.holds_until <= found[-1].holds_from for each in late
    )


def test_a_programme_is_to_be_offered_within_months_of_being_known_to_fit() -> None:
    finding = of_programme(Programme("Horizon", date(2026, 1, 31)), RULING)
    assert (finding.settle_by, finding.holds_from) == (date(2026, 7, 31), date(2026, 8, 1))
    assert finding.says.startswith("Horizon: eligible since 31 January 2026, not offered.")


def test_a_referral_of_a_friday_is_to_be_answered_on_the_monday_or_after_the_holiday() -> None:
    assert of_referral(Referral("CHR-1", date(2026, 3, 27)), RULING).settle_by == date(2026, 3, 30)
    assert of_referral(Referral("CHR-1", date(2026, 4, 2)), RULING).settle_by == date(2026, 4, 7)
