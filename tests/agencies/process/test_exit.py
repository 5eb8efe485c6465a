"""Exit without a database: each guard, and that everything that is open ends with the case."""

# ruff: noqa: ANN401 - facts of every kind are changed
from dataclasses import replace
from datetime import date
from typing import Any
from uuid import UUID

import pytest

from agencies.coordination.life_vocabulary import ExitReason, ExitStatus
from agencies.coordination.meeting_vocabulary import ActionStatus
from agencies.coordination.process import exit as exits
from agencies.coordination.vocabulary import CaseStatus, Category
from agencies.problems import ProblemCode
from agencies.transitions import Done, Refused, Update, decide
from policies.vocabulary import Act, DataClass
from tests.agencies.process.situations import CASE, COORDINATION, NOW, PROBATION, situation
from tests.agencies.process.test_level import met

STANDS = exits.Case(CaseStatus.ACTIVE, Category.CATEGORY_2)
DUE = ("The ground for category 2 ended on 1 June 2026.",)
OPEN = (
    *("referrals", "requests", "proposals", "reviews", "listed", "invitations", "offers", "exceptions", "parts"),
    *("openings", "shared", "releases"),
)
KEYS = {name: UUID(int=0xD00 + place) for place, name in enumerate(OPEN)}
ACTION = exits.OpenAction(UUID(int=0xA1), "ACT-07-000001-001", "housing", ActionStatus.ACCEPTED)
KNOWN = exits.ConfirmKnown(
    proposed=exits.Proposed(ExitReason.GROUND_ENDED, PROBATION.id),
    case=STANDS,
    due=DUE,
    actions=(),
    levels=(UUID(int=0xE1),),
    categories=(UUID(int=0xE2),),
    **{name: (key,) for name, key in KEYS.items()},
)


def propose(why: ExitReason = ExitReason.GROUND_ENDED, known: Any = None, **given: Any) -> Done | Refused:
    given = {"why": why, "reason": "The licence has run out."} | given
    at = situation(exits.ProposeExit(**given), known or exits.ProposeKnown(STANDS, DUE, 0))
    return decide(exits.MACHINE, Act.PROPOSE_EXIT, at)


def confirm(known: exits.ConfirmKnown = KNOWN, actor: Any = COORDINATION, **given: Any) -> Done | Refused:
    confirming = exits.ConfirmExit(**({"reason": "The court's record agrees."} | given))
    return decide(exits.MACHINE, Act.CONFIRM_EXIT, situation(confirming, known, ExitStatus.PROPOSED, actor=actor))


def changes(done: Done | Refused) -> dict[tuple[str, UUID], Any]:
    assert isinstance(done, Done), done
    return {(each.table.name, each.key): dict(each.values) for each in done.writes if isinstance(each, Update)}


def test_what_is_proposed_keeps_what_the_rules_found() -> None:
    done = propose()
    assert isinstance(done, Done)
    row = done.writes[0].values
    assert (row["status"], row["found"], row["proposed_by_agency"]) == ("PROPOSED", DUE[0], "probation")


@pytest.mark.parametrize(
    ("why", "given", "known", "problem"),
    [
        ("DEATH", {}, {}, ("occurred_on", ProblemCode.MISSING)),
        ("DEATH", {"occurred_on": date(2030, 1, 1)}, {}, ("occurred_on", ProblemCode.INVALID)),
        ("RISK_REDUCED", {}, {}, ("why", ProblemCode.INVALID)),
        ("GROUND_ENDED", {}, {"proposed": 1}, ("id", ProblemCode.NOT_NOW)),
        ("GROUND_ENDED", {}, {"case": replace(STANDS, status=CaseStatus.EXITED)}, ("id", ProblemCode.NOT_NOW)),
    ],
    ids=["no day", "a day to come", "category 2 by decision", "another waits", "has left"],
)
def test_each_guard_of_a_proposal_names_its_field(why: str, given: Any, known: Any, problem: Any) -> None:
    knows = replace(exits.ProposeKnown(STANDS, DUE, 0), **known)
    assert met(propose(ExitReason(why), knows, **given)) == [problem]


def test_a_category_that_rests_on_a_decision_is_left_by_one() -> None:
    for category in (Category.CATEGORY_3, Category.CATEGORY_4):
        known = exits.ProposeKnown(replace(STANDS, category=category), (), 0)
        assert isinstance(propose(ExitReason.RISK_REDUCED, known), Done)


def test_everything_that_is_open_ends_with_the_case() -> None:
    changed = changes(confirm(replace(KNOWN, actions=(ACTION,)), handed_over="Housing goes on by itself."))
    assert changed["case", CASE] == {"status": CaseStatus.EXITED, "exited_on": NOW.date()}
    ends = {
        ("referral", KEYS["referrals"]): ("status", "WITHDRAWN"),
        ("information_request", KEYS["requests"]): ("status", "CANCELLED"),
        ("level_decision", KEYS["proposals"]): ("stage", "WITHDRAWN"),
        ("transfer", KEYS["offers"]): ("status", "WITHDRAWN"),
        ("review_schedule", KEYS["reviews"]): ("status", "CANCELLED"),
        ("meeting_case", KEYS["listed"]): ("status", "WITHDRAWN"),
        ("invitation", KEYS["invitations"]): ("response", "WITHDRAWN"),
        ("action", ACTION.id): ("status", "WITHDRAWN"),
        ("joint_care_exception", KEYS["exceptions"]): ("status", "ENDED"),
        ("release_plan_part", KEYS["parts"]): ("status", "NOT_NEEDED"),
        ("case_opening", KEYS["openings"]): ("status", "CLOSED"),
        ("handling_release", KEYS["releases"]): ("status", "REFUSED"),
        ("shared_item", KEYS["shared"]): ("status", "WITHDRAWN"),
        ("level_history", UUID(int=0xE1)): ("valid_until", NOW.date()),
        ("category_history", UUID(int=0xE2)): ("valid_until", NOW.date()),
    }
    assert {key: (name, changed[key][name]) for key, (name, _) in ends.items()} == ends


def test_what_ends_says_that_the_case_left_and_why() -> None:
    for (table, _), values in changes(confirm()).items():
        told = [each for each in values.values() if isinstance(each, str) and "The court's record agrees." in each]
        assert told or table in ("case", "level_history", "category_history"), table


def test_an_exit_by_decision_waits_until_every_action_is_settled() -> None:
    less = exits.Proposed(ExitReason.RISK_REDUCED, PROBATION.id)
    several = (ACTION, replace(ACTION, reference="ACT-07-000001-002", status=ActionStatus.COMPLETED))
    refused = confirm(replace(KNOWN, proposed=less, actions=several), handed_over="Housing goes on.")
    assert isinstance(refused, Refused)
    assert [(each.code, each.tells, each.message.split(",")[0]) for each in refused.problems] == [
        (ProblemCode.NOT_YET, DataClass.ACTION, each.reference) for each in several
    ]
    assert isinstance(confirm(replace(KNOWN, proposed=less)), Done)


@pytest.mark.parametrize("why", [ExitReason.GROUND_ENDED, ExitReason.DEATH, ExitReason.ENTERED_IN_ERROR])
def test_an_exit_that_is_a_fact_says_who_goes_on_with_what_is_open(why: ExitReason) -> None:
    known = replace(KNOWN, proposed=exits.Proposed(why, PROBATION.id), actions=(ACTION,))
    refused = confirm(known)
    assert met(refused) == [("handed_over", ProblemCode.MISSING)]
    assert isinstance(refused, Refused)
    assert "ACT-07-000001-001 (housing)" in refused.problems[0].message
    assert isinstance(confirm(known, handed_over="The landlord goes on by itself."), Done)


def test_a_case_that_was_entered_in_error_is_kept_as_such() -> None:
    known = replace(KNOWN, proposed=exits.Proposed(ExitReason.ENTERED_IN_ERROR, PROBATION.id), due=())
    assert changes(confirm(known))["case", CASE]["status"] is CaseStatus.ENTERED_IN_ERROR


def test_an_exit_that_the_rules_do_not_find_is_confirmed_with_a_reason_or_not_at_all() -> None:
    known = replace(KNOWN, due=())
    assert met(confirm(known)) == [("otherwise_because", ProblemCode.MISSING)]
    assert isinstance(confirm(known, otherwise_because="The court quashed the order; its record is to come."), Done)
    death = replace(known, proposed=exits.Proposed(ExitReason.DEATH, PROBATION.id))
    assert isinstance(confirm(death), Done)


def test_nobody_answers_what_they_proposed_nor_ends_what_has_ended() -> None:
    assert met(confirm(actor=PROBATION)) == [("id", ProblemCode.NOT_BY_YOU)]
    assert met(confirm(replace(KNOWN, case=replace(STANDS, status=CaseStatus.EXITED)))) == [("id", ProblemCode.NOT_NOW)]
    given, known = exits.AnswerExit(reason="It stays."), exits.AnswerKnown(KNOWN.proposed)
    at = situation(given, known, ExitStatus.PROPOSED, actor=PROBATION)
    assert met(decide(exits.MACHINE, Act.REFUSE_EXIT, at)) == [("id", ProblemCode.NOT_BY_YOU)]
    done = decide(exits.MACHINE, Act.REFUSE_EXIT, replace(at, actor=COORDINATION))
    assert isinstance(done, Done)
    assert (done.target, done.writes[0].values["answer"]) == ("REFUSED", "It stays.")
