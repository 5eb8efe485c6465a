"""Identification, management and category without a database: each guard, and what each act writes."""

# ruff: noqa: ANN401 - facts of every kind are changed
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from agencies.coordination import tables as t
from agencies.coordination.life_vocabulary import NoticeStatus
from agencies.coordination.process import identification, management
from agencies.coordination.process.found import Found
from agencies.coordination.process.rules import Days
from agencies.coordination.rule_vocabulary import Verdict
from agencies.coordination.vocabulary import CaseStatus, Category, LeadAgency, Level, QualifyingReason, RuleKind
from agencies.given import NothingGiven
from agencies.problems import ProblemCode
from agencies.transitions import Done, Insert, Place, Refused, Update, decide
from policies.vocabulary import Act, Handling
from tests.agencies.process.situations import CASE, COORDINATION, NOW, PERSON, PROBATION, RECORD, situation

SENTENCE = Found(
    Verdict.QUALIFIES,
    Category.CATEGORY_2,
    QualifyingReason.QUALIFYING_SENTENCE,
    "Wounding: imprisonment of not less than 12 months.",
    None,
    "category-2-by-sentence",
    date(2025, 3, 1),
)
NOTICE = identification.Notice(PERSON, 7, PROBATION.id)
LISTED = UUID(int=0xD0)
KNOWN = identification.ConfirmKnown(NOTICE, None, SENTENCE, False, 122, (LISTED,))
NOTIFYING = identification.NotifyIdentification(
    identifier="A1234BC",
    person_name="Ash Fenner",
    category=Category.CATEGORY_2,
    lead_agency=LeadAgency.PROBATION,
    reason="Three years for wounding.",
)


def confirming(**given: Any) -> identification.ConfirmIdentification:
    usual: dict[str, Any] = {
        "category": Category.CATEGORY_2,
        "lead_agency": LeadAgency.PROBATION,
        "reason": "The sentence qualifies.",
    }
    return identification.ConfirmIdentification(**(usual | given))


def confirm(known: identification.ConfirmKnown = KNOWN, actor: Any = COORDINATION, **given: Any) -> Done | Refused:
    at = situation(confirming(**given), known, NoticeStatus.NOTIFIED, actor=actor)
    return decide(identification.MACHINE, Act.CONFIRM_IDENTIFICATION, at)


def written(done: Done | Refused, table: Any) -> Any:
    assert isinstance(done, Done), done
    (only,) = (each for each in done.writes if each.table is table)
    return only


def met(refused: Done | Refused) -> list[tuple[str, ProblemCode]]:
    assert isinstance(refused, Refused), refused
    return [(problem.field, problem.code) for problem in refused.problems]


@pytest.mark.parametrize(
    ("persons", "about"), [((), None), ((PERSON,), PERSON), ((PERSON, CASE), None)], ids=["nobody", "one", "several"]
)
def test_a_notice_is_made_alike_whoever_is_held_under_the_identifier(persons: Any, about: UUID | None) -> None:
    known = identification.NotifyKnown(persons, (Days(RuleKind.IDENTIFICATION_ANSWERED, None, 5),))
    at = situation(NOTIFYING, known, place=Place(None, 0, None, area=7))
    row = written(decide(identification.MACHINE, Act.NOTIFY_IDENTIFICATION, at), t.identification_notice).values
    assert (row["person_id"], row["status"], row["area_id"]) == (about, "NOTIFIED", 7)
    assert (row["notified_by_agency"], row["answer_by"]) == ("probation", date(2026, 6, 20))


def test_a_notice_names_a_category_and_that_of_terrorism_needs_clearance_from_the_first() -> None:
    known = identification.NotifyKnown((), (Days(RuleKind.IDENTIFICATION_ANSWERED, None, 5),))
    at = situation(replace(NOTIFYING, category=Category.TO_BE_DETERMINED), known)
    assert met(decide(identification.MACHINE, Act.NOTIFY_IDENTIFICATION, at)) == [("category", ProblemCode.INVALID)]
    at = situation(replace(NOTIFYING, category=Category.CATEGORY_4), known)
    row = written(decide(identification.MACHINE, Act.NOTIFY_IDENTIFICATION, at), t.identification_notice).values
    assert row["handling"] == Handling.TERRORISM.stored


def test_to_confirm_opens_a_case_with_category_area_and_lead_agency() -> None:
    done = confirm()
    case = written(done, t.case)
    assert isinstance(case, Insert)
    assert case.values["reference"] == "MAPPA-07-000123"
    assert [case.values[name] for name in ("category", "area_id", "lead_agency", "level", "status")] == [
        Category.CATEGORY_2,
        7,
        LeadAgency.PROBATION,
        Level.TO_BE_DETERMINED,
        CaseStatus.IDENTIFIED,
    ]
    assert case.values["qualifying_reason"] is QualifyingReason.QUALIFYING_SENTENCE
    assert written(done, t.category_history).values["case_id"] == case.values["id"]
    notice = written(done, t.identification_notice).values
    assert notice["case_id"] == case.values["id"]
    assert isinstance(done, Done)
    assert done.case == case.values["id"]
    assert notice["found"] == "Category 2. Wounding: imprisonment of not less than 12 months."
    assert written(done, t.identified_person).key == LISTED


def test_the_first_case_of_an_area_has_the_first_number() -> None:
    assert written(confirm(replace(KNOWN, last_number=None)), t.case).values["reference"] == "MAPPA-07-000001"


@pytest.mark.parametrize(
    ("category", "restricted", "handling"),
    [
        (Category.CATEGORY_2, False, Handling.ORDINARY),
        (Category.CATEGORY_2, True, Handling.LIMITED_ACCESS),
        (Category.CATEGORY_4, False, Handling.TERRORISM),
        (Category.CATEGORY_4, True, Handling.TERRORISM_LIMITED_ACCESS),
    ],
    ids=["ordinary", "restricted", "terrorism", "both"],
)
def test_a_case_is_opened_as_closely_as_it_is_to_be_handled(
    category: Category, restricted: bool, handling: Handling
) -> None:
    done = confirm(replace(KNOWN, restricted=restricted), category=category)
    assert written(done, t.case).values["handling"] == handling.stored


def test_whoever_left_comes_back_to_the_same_case_which_refers_to_the_exit() -> None:
    left = identification.Case(CASE, CaseStatus.EXITED, date(2024, 5, 1), Handling.ORDINARY.stored)
    done = confirm(replace(KNOWN, case=left))
    case = written(done, t.case)
    assert isinstance(case, Update)
    assert (case.key, case.values["status"], case.values["exited_on"]) == (CASE, CaseStatus.IDENTIFIED, None)
    assert written(done, t.identification_notice).values["exited_before_on"] == date(2024, 5, 1)


@pytest.mark.parametrize(
    ("before", "after"),
    [(Handling.TERRORISM_LIMITED_ACCESS, Handling.TERRORISM), (Handling.LIMITED_ACCESS, Handling.ORDINARY)],
    ids=["terrorism", "a restriction that ended"],
)
def test_a_case_that_is_opened_anew_is_not_opened_up_by_that(before: Handling, after: Handling) -> None:
    left = identification.Case(CASE, CaseStatus.EXITED, date(2024, 5, 1), before.stored)
    assert written(confirm(replace(KNOWN, case=left)), t.case).values["handling"] == after.stored


@pytest.mark.parametrize("status", [CaseStatus.IDENTIFIED, CaseStatus.ACTIVE, CaseStatus.ENTERED_IN_ERROR])
def test_nobody_has_two_cases(status: CaseStatus) -> None:
    assert met(confirm(replace(KNOWN, case=identification.Case(CASE, status, None, 0)))) == [
        ("id", ProblemCode.NOT_NOW)
    ]


def test_what_the_rules_do_not_give_is_confirmed_with_a_reason_or_not_at_all() -> None:
    assert met(confirm(category=Category.CATEGORY_1)) == [("otherwise_because", ProblemCode.MISSING)]
    assert met(confirm(replace(KNOWN, found=None))) == [("otherwise_because", ProblemCode.MISSING)]
    assert met(confirm(category=Category.UNRECOGNISED)) == [("category", ProblemCode.INVALID)]
    done = confirm(category=Category.CATEGORY_1, otherwise_because="The police have not sent the period yet.")
    assert written(done, t.case).values["qualifying_reason"] is QualifyingReason.NOT_RECORDED
    done = confirm(replace(KNOWN, found=None), category=Category.CATEGORY_3)
    assert written(done, t.case).values["qualifying_reason"] is QualifyingReason.CAPABLE_OF_SERIOUS_HARM


def test_every_other_guard_of_an_answer_names_its_field() -> None:
    assert met(confirm(actor=PROBATION)) == [("id", ProblemCode.NOT_BY_YOU)]
    unheld = replace(KNOWN, notice=replace(NOTICE, person_id=None))
    assert met(confirm(unheld)) == [("id", ProblemCode.NOT_YET)]
    assert met(confirm(lead_agency=LeadAgency.TO_BE_DETERMINED)) == [("lead_agency", ProblemCode.MISSING)]


@pytest.mark.parametrize(
    ("act", "state"),
    [(Act.REFUSE_IDENTIFICATION, "REFUSED"), (Act.WITHDRAW_IDENTIFICATION, "WITHDRAWN")],
    ids=["refused", "withdrawn"],
)
def test_a_notice_that_opens_no_case_stays_on_record_with_its_reason(act: Act, state: str) -> None:
    given, known = (
        identification.CloseNotice(reason="The sentence is of nine months."),
        identification.AnswerKnown(NOTICE),
    )
    done = decide(identification.MACHINE, act, situation(given, known, NoticeStatus.NOTIFIED, actor=COORDINATION))
    row = written(done, t.identification_notice).values
    assert (row["status"], row["answer"], row["answered_on"]) == (state, given.reason, NOW.date())
    again = decide(identification.MACHINE, act, situation(given, known, state, actor=COORDINATION))
    assert met(again) == [("id", ProblemCode.NOT_NOW)]


# -- the case


def categorise(
    category: Category, of: management.Case, found: Found | None = SENTENCE, because: str | None = None
) -> Done | Refused:
    given = management.ConfirmCategory(category=category, reason="A new finding.", otherwise_because=because)
    known = management.CategoryKnown(of, found, (RECORD,))
    return decide(management.MACHINE, Act.CONFIRM_CATEGORY, situation(given, known, CaseStatus.ACTIVE))


def case_of(category: Category, level: Level, handling: Handling = Handling.ORDINARY) -> management.Case:
    return management.Case(category, level, LeadAgency.PROBATION, handling.stored)


def test_a_category_is_confirmed_and_the_one_before_ends_and_stays() -> None:
    done = categorise(Category.CATEGORY_2, case_of(Category.CATEGORY_1, Level.LEVEL_1))
    assert written(done, t.case).values["category"] is Category.CATEGORY_2
    ended, begun = (each for each in done.writes if each.table is t.category_history)  # type: ignore[union-attr]
    assert (ended.values, begun.values["category"]) == ({"valid_until": NOW.date()}, Category.CATEGORY_2)


@pytest.mark.parametrize("level", [each for each in Level if each not in management.MULTI_AGENCY])
def test_nobody_is_put_in_category_3_below_level_2(level: Level) -> None:
    refused = categorise(Category.CATEGORY_3, case_of(Category.CATEGORY_1, level))
    assert met(refused) == [("category", ProblemCode.NOT_YET)]


@pytest.mark.parametrize("level", Level)
def test_a_case_of_category_3_is_active_at_level_2_or_3_alone(level: Level) -> None:
    known = management.StartKnown(case_of(Category.CATEGORY_3, level))
    started = decide(management.MACHINE, Act.START_MANAGEMENT, situation(NothingGiven(), known, CaseStatus.IDENTIFIED))
    if level in management.MULTI_AGENCY:
        assert isinstance(started, Done)
    else:
        assert met(started) == [("id", ProblemCode.NOT_YET)]


@pytest.mark.parametrize("level", management.MULTI_AGENCY)
def test_category_3_is_held_at_level_2_or_3(level: Level) -> None:
    done = categorise(Category.CATEGORY_3, case_of(Category.CATEGORY_1, level))
    assert written(done, t.case).values["qualifying_reason"] is QualifyingReason.CAPABLE_OF_SERIOUS_HARM


def test_a_case_that_leaves_category_4_is_not_opened_up_by_that() -> None:
    done = categorise(Category.CATEGORY_2, case_of(Category.CATEGORY_4, Level.LEVEL_3, Handling.TERRORISM))
    assert written(done, t.case).values["handling"] == Handling.TERRORISM.stored
    done = categorise(Category.CATEGORY_4, case_of(Category.CATEGORY_2, Level.LEVEL_3, Handling.LIMITED_ACCESS))
    assert written(done, t.case).values["handling"] == Handling.TERRORISM_LIMITED_ACCESS.stored


def test_every_other_guard_of_a_case_names_its_field() -> None:
    refused = categorise(Category.CATEGORY_2, case_of(Category.CATEGORY_2, Level.LEVEL_1))
    assert met(refused) == [("category", ProblemCode.NOT_NOW)]
    refused = categorise(Category.CATEGORY_1, case_of(Category.CATEGORY_2, Level.LEVEL_1))
    assert met(refused) == [("otherwise_because", ProblemCode.MISSING)]
    for lead, problems in ((LeadAgency.TO_BE_DETERMINED, [("id", ProblemCode.NOT_YET)]), (LeadAgency.POLICE, None)):
        known = management.StartKnown(replace(case_of(Category.CATEGORY_1, Level.LEVEL_1), lead_agency=lead))
        at = situation(NothingGiven(), known, CaseStatus.IDENTIFIED)
        started = decide(management.MACHINE, Act.START_MANAGEMENT, at)
        assert (met(started) if problems else written(started, t.case).values["status"]) == (problems or "ACTIVE")
