"""What every machine of the process promises, and what a mistake in one is told."""

from dataclasses import fields as fields_of_class
from dataclasses import replace

import pytest

from agencies.coordination import tables as t
from agencies.coordination.process import referral
from agencies.coordination.vocabulary import CaseStatus, Category, Level, ReferralReason
from agencies.given import LONGEST_TEXT, fields_of
from agencies.problems import ProblemCode
from agencies.transitions import Done, Insert, Machine, Refused, Update, Writable, decide
from gateway.wiring import registry
from policies.vocabulary import Act
from tests.agencies.process.situations import CASE, RECORD, fields, situation

MACHINES = tuple({id(each.machine): each.machine for each in registry().mutations.values()}.values())
MUTATIONS = tuple(registry().mutations.values())
GIVEN = referral.StartReferral(
    level_sought=Level.LEVEL_2, reason=ReferralReason.CHANGE_OF_RISK, summary="Threats were made."
)
CASE_KNOWN = referral.CaseKnown("MAPPA-07-000001", CaseStatus.ACTIVE, Level.LEVEL_1, Category.CATEGORY_1)
KNOWN = referral.StartKnown(CASE_KNOWN, (), 0, ())


@pytest.mark.parametrize("machine", MACHINES, ids=lambda machine: machine.name)
def test_every_state_is_reached_and_every_source_is_a_state(machine: Machine) -> None:
    reached = {way.target for way in machine.transitions if way.target} | {move.target for move in machine.moved}
    assert reached | {machine.begins} - {None} == set(machine.states)
    sources = {source for way in machine.transitions for source in way.sources}
    assert sources | {source for move in machine.moved for source in move.sources} <= set(machine.states)
    assert any(way.makes for way in machine.transitions) or machine.begins is not None


@pytest.mark.parametrize("mutation", MUTATIONS, ids=lambda mutation: mutation.name)
def test_everything_that_is_given_is_described(mutation: object) -> None:
    given = mutation.given  # type: ignore[attr-defined]  # every one has it
    assert [each.name for each in fields_of(given)] == [each.name for each in fields_of_class(given)]


def test_an_act_that_makes_a_record_gives_it_a_key_its_state_and_who_recorded_it() -> None:
    done = decide(referral.MACHINE, Act.START_REFERRAL, situation(GIVEN, KNOWN))
    assert isinstance(done, Done)
    made, raised = done.writes
    assert isinstance(made, Insert)
    assert (made.values["id"], made.values["status"], made.values["case_id"]) == (done.record, "DRAFT", CASE)
    assert made.values["recorded_by_name"] == "Tobias Merrow"
    assert made.values["reference"] == "REF-07-000001-1"
    assert raised == Update(t.case, CASE, {})
    assert (done.source, done.target) == (None, "DRAFT")


def test_an_act_on_a_record_sets_its_state_and_says_where_it_came_from() -> None:
    given = referral.WithdrawReferral(reason="Made in error.")
    done = decide(referral.MACHINE, Act.WITHDRAW_REFERRAL, situation(given, None, "DRAFT"))
    assert isinstance(done, Done)
    assert done.writes == (Update(t.referral, RECORD, {"status": "WITHDRAWN", "withdrawn_because": "Made in error."}),)
    assert (done.source, done.target) == ("DRAFT", "WITHDRAWN")


def test_blank_and_endless_text_is_refused_wherever_it_stands() -> None:
    for text, code in (("  ", ProblemCode.MISSING), ("x" * (LONGEST_TEXT + 1), ProblemCode.INVALID)):
        refused = decide(
            referral.MACHINE, Act.WITHDRAW_REFERRAL, situation(referral.WithdrawReferral(reason=text), None, "DRAFT")
        )
        assert isinstance(refused, Refused)
        assert [(problem.field, problem.code) for problem in refused.problems] == [("reason", code)]


def test_every_guard_is_asked_and_every_problem_told() -> None:
    given = referral.StartReferral(level_sought=Level.LEVEL_1, reason=ReferralReason.CHANGE_OF_RISK, summary="So.")
    left = replace(CASE_KNOWN, status=CaseStatus.EXITED)
    refused = decide(
        referral.MACHINE, Act.START_REFERRAL, situation(given, referral.StartKnown(left, ("REF-07-000001-1",), 1, ()))
    )
    assert fields(refused) == ["level_sought", "id", "id"]


def test_a_column_that_is_not_there_and_a_write_that_was_not_declared_are_mistakes() -> None:
    with pytest.raises(TypeError, match="no column colour"):
        Insert(t.referral, {"colour": "red"})
    with pytest.raises(TypeError, match="no column colour"):
        Writable(t.referral, changes=frozenset({"colour"}))
    silent = Machine(
        "referral", t.referral, referral.MACHINE.states, referral.MACHINE.data_class, referral.MACHINE.transitions, ()
    )
    with pytest.raises(TypeError, match="does not say that it writes"):
        decide(silent, Act.START_REFERRAL, situation(GIVEN, KNOWN))
