"""The level-setting decision (MAPPA guidance, chapters 7 and 13b): proposed, endorsed by a second person, decided.

Nobody endorses or decides what they proposed. An assessment that is missing, old or contradicted stops the decision
until the decider says in writing why it stands. A decision supersedes the one before; nothing is overwritten.
"""

from collections.abc import Iterator
from datetime import date
from typing import Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.process.assessment import WORDS, latest, state_of
from agencies.coordination.process.common import at_meeting, is_managed, raised, was_on_the_agenda
from agencies.coordination.process.criteria import unmet
from agencies.coordination.process.level_terms import (
    CloseProposal,
    DecideKnown,
    DecideLevel,
    Deciding,
    ProposalKnown,
    ProposeKnown,
    ProposeLevel,
    RecordDissent,
)
from agencies.coordination.process.receipt import sent
from agencies.coordination.process.rules import allowed
from agencies.coordination.process.scheduling import CHANGED, Scheduling, next_review
from agencies.coordination.vocabulary import (
    AssessmentState,
    Category,
    DecidedAt,
    DecisionStage,
    Level,
    ReviewBasis,
    RuleKind,
    ScreeningOutcome,
)
from agencies.given import NothingGiven
from agencies.problems import Problem, ProblemCode
from agencies.transitions import (
    Effects,
    Guard,
    Insert,
    Machine,
    Moved,
    Situation,
    Transition,
    Update,
    Writable,
    Write,
    in_words,
)
from policies.vocabulary import Act, DataClass

OPEN = (DecisionStage.PROPOSED, DecisionStage.ENDORSED)
SETTABLE = (Level.LEVEL_1, Level.LEVEL_2, Level.LEVEL_3)
SCREENED_FOR = {
    ScreeningOutcome.ACCEPTED_LEVEL_2: Level.LEVEL_2,
    ScreeningOutcome.ACCEPTED_LEVEL_3: Level.LEVEL_3,
    ScreeningOutcome.REMAIN_AT_LEVEL_1: Level.LEVEL_1,
}


# -- guards ------------------------------------------------------------------------------------------------------


def _is_a_level(situation: Situation[ProposeLevel, ProposeKnown]) -> Iterator[Problem]:
    if situation.given.level not in SETTABLE:
        yield Problem("level", "Propose level 1, level 2 or level 3.", ProblemCode.INVALID)


def _case_is_managed(situation: Situation[ProposeLevel, ProposeKnown]) -> Iterator[Problem]:
    yield from is_managed(situation.known.case.status, "it has no level to set.")


def _no_other_is_open(situation: Situation[ProposeLevel, ProposeKnown]) -> Iterator[Problem]:
    if situation.known.open_proposals:
        message = "Another level is proposed and not yet decided: decide, decline or withdraw it first."
        yield Problem("id", message, ProblemCode.NOT_NOW, DataClass.MANAGEMENT)


def _category_allows(level: Level, category: Category) -> Iterator[Problem]:
    if level is Level.LEVEL_1 and category is Category.CATEGORY_3:
        message = "Category 3 is managed at level 2 or 3 alone: if it needs neither, the case leaves MAPPA."
        yield Problem("level", message, ProblemCode.INVALID, DataClass.MANAGEMENT)


def _proposed_for_its_category(situation: Situation[ProposeLevel, ProposeKnown]) -> Iterator[Problem]:
    yield from _category_allows(situation.given.level, situation.known.case.category)


def _decided_for_its_category(situation: Deciding) -> Iterator[Problem]:
    yield from _category_allows(situation.known.proposal.level, situation.known.case.category)


def _tests_are_met(situation: Situation[ProposeLevel, ProposeKnown]) -> Iterator[Problem]:
    given = situation.given
    yield from unmet(given.level, given.criteria, situation.known.times_at_level_3 > 0)


def _rests_on_something(situation: Situation[ProposeLevel, ProposeKnown]) -> Iterator[Problem]:
    if not situation.given.evidence:
        yield Problem("evidence", "Name what the tests rest on: at least one item.", ProblemCode.MISSING)


def _by_a_second_person(situation: Situation[Any, ProposalKnown | DecideKnown]) -> Iterator[Problem]:
    if situation.known.proposal.proposed_by_id == situation.actor.id:
        message = "You proposed this level: a second person endorses and decides it."
        yield Problem("id", message, ProblemCode.NOT_BY_YOU)


def _was_on_the_agenda(situation: Deciding) -> Iterator[Problem]:
    given = situation.given
    if given.at is DecidedAt.MEETING:
        found = at_meeting(situation.known.meetings, given.reference)
        yield from was_on_the_agenda("reference", found, situation.today)


def _was_screened_for_it(situation: Deciding) -> Iterator[Problem]:
    given, level = situation.given, situation.known.proposal.level
    if given.at is not DecidedAt.SCREENING:
        return
    screening = next((each for each in situation.known.screenings if each.reference == given.reference), None)
    if screening is None:
        message = "No referral of this case with this reference was screened."
        yield Problem("reference", message, ProblemCode.INVALID)
    elif SCREENED_FOR.get(screening.outcome) is not level:
        message = f"The screening ended otherwise ({in_words(screening.outcome)}): {in_words(level)} is not its result."
        yield Problem("reference", message, ProblemCode.INVALID)


def assessment_state(known: DecideKnown, today: date) -> AssessmentState:
    """How the assessment stands on the day."""
    oldest = allowed(known.rules, RuleKind.ASSESSMENT_AGE)
    return state_of(known.assessments, known.disagreements, oldest, today)


def _assessment_stands(situation: Deciding) -> Iterator[Problem]:
    state = assessment_state(situation.known, situation.today)
    if state is not AssessmentState.CURRENT and situation.given.assessment_stands_because is None:
        message = f"{WORDS[state]}: have it mended first, or say why the decision stands all the same."
        yield Problem("assessment_stands_because", message, ProblemCode.MISSING, DataClass.RISK_LEVEL)


def _has_a_review_rule(situation: Deciding) -> Iterator[Problem]:
    yield from _scheduling(situation.known).uncovered(situation.place.area, situation.today)


# -- effects -----------------------------------------------------------------------------------------------------


def _proposed(situation: Situation[ProposeLevel, ProposeKnown]) -> Effects:
    given, today = situation.given, situation.today
    row = {
        "case_id": situation.place.case,
        "level": given.level,
        "previous_level": situation.known.case.level,
        "proposed_on": today,
        "proposing_agency": situation.actor.owner,
        "rationale": given.rationale,
        "effective_from": today,
        **situation.by("proposed_by"),
    }
    return Effects(row, (raised(situation.place.case),), parts=lambda key: _grounds(situation, key))


def _grounds(situation: Situation[ProposeLevel, ProposeKnown], decision: UUID) -> tuple[Write, ...]:
    """The tests and the evidence, as the checklist has them."""
    of = {"case_id": situation.place.case, "decision_id": decision}
    tests = (
        Insert(
            t.decision_criterion,
            {**of, "position": place, "criterion": each.criterion, "met": each.met, "how_met": each.how},
        )
        for place, each in enumerate(situation.given.criteria, start=1)
    )
    evidence = (
        Insert(
            t.decision_evidence,
            {**of, "what": each.what, "source": each.source, "owner": each.owner, "dated_on": each.dated_on},
        )
        for each in situation.given.evidence
    )
    return (*tests, *evidence)


def _endorsed(situation: Situation[NothingGiven, ProposalKnown]) -> Effects:
    return Effects({"endorsed_on": situation.today, **situation.by("endorsed_by")})


def _dissented(situation: Situation[RecordDissent, Any]) -> Effects:
    row = {
        "case_id": situation.place.case,
        "decision_id": situation.place.key,
        "agency": situation.actor.owner,
        "view": situation.given.view,
        "voiced_on": situation.today,
        **situation.recorded(),
    }
    return Effects(beside=(Insert(t.decision_dissent, row),))


def _closed(situation: Situation[CloseProposal, Any]) -> Effects:
    return Effects({"closed_because": situation.given.reason})


def _decided(situation: Deciding) -> Effects:
    given, known, today = situation.given, situation.known, situation.today
    found = latest(known.assessments)
    values = {
        "decided_on": today,
        "effective_from": today,
        "rationale": given.rationale,
        "previous_level": known.case.level,
        "supersedes": known.decided_before,
        "category": known.case.category,
        "risk_band": found.overall if found else None,
        "in_custody": known.in_custody,
        "assessed_on": found.assessed_on if found else None,
        "assessment_state": assessment_state(known, today),
        "assessment_stands_because": given.assessment_stands_because,
        **_where(given, known),
        **situation.by("decided_by"),
    }
    return Effects(values, (*_followed(situation), *sent(situation, known.assigned, known.rules)))


def _where(given: DecideLevel, known: DecideKnown) -> dict[str, UUID | None]:
    """The agenda item, or the screening, at which it was decided."""
    meeting = next((each.id for each in known.meetings if each.reference == given.reference), None)
    screening = next((each.id for each in known.screenings if each.reference == given.reference), None)
    in_meeting = given.at is DecidedAt.MEETING
    return {"meeting_case_id": meeting if in_meeting else None, "screening_id": None if in_meeting else screening}


def _scheduling(known: DecideKnown) -> Scheduling:
    return Scheduling(known.review_rules, known.days, known.proposal.level, known.case.category)


def _followed(situation: Deciding) -> tuple[Write, ...]:
    """The level that held ends today, the new one begins, the case is at it, and its next review is scheduled."""
    place, known, today = situation.place, situation.known, situation.today
    if place.case is None:
        raise TypeError("A level is that of a case.")
    begun = {
        "case_id": place.case,
        "level": known.proposal.level,
        "decision_id": place.key,
        "valid_from": today,
        **situation.recorded(),
    }
    ended = tuple(Update(t.level_history, each.id, {"valid_until": today}) for each in known.periods)
    due, scheduled = next_review(situation, _scheduling(known), (ReviewBasis.LEVEL_SET, today), known.reviews)
    at = {"level": known.proposal.level, "level_set_on": today, "next_review_due": due}
    return (*ended, Insert(t.level_history, begun), *scheduled, Update(t.case, place.case, at))


# -- the table ---------------------------------------------------------------------------------------------------

_SECOND = Guard("whoever does it did not propose it", _by_a_second_person)

MACHINE = Machine(
    "level decision",
    t.level_decision,
    DecisionStage,
    DataClass.MANAGEMENT,
    (
        Transition(
            Act.PROPOSE_LEVEL,
            (),
            DecisionStage.PROPOSED,
            _proposed,
            (
                Guard("it is level 1, 2 or 3", _is_a_level),
                Guard("category 3 is not proposed for level 1", _proposed_for_its_category),
                Guard("the case is identified or active", _case_is_managed),
                Guard("no other proposal is still to be decided", _no_other_is_open),
                Guard("the tests for the level are met, each with how", _tests_are_met),
                Guard("it rests on at least one item of evidence", _rests_on_something),
            ),
        ),
        Transition(Act.ENDORSE_LEVEL, (DecisionStage.PROPOSED,), DecisionStage.ENDORSED, _endorsed, (_SECOND,)),
        Transition(Act.RECORD_DISSENT, (*OPEN, DecisionStage.DECIDED), None, _dissented),
        Transition(
            Act.DECIDE_LEVEL,
            (DecisionStage.ENDORSED,),
            DecisionStage.DECIDED,
            _decided,
            (
                _SECOND,
                Guard("the meeting had the case on its agenda and was held", _was_on_the_agenda),
                Guard("the screening ended with this level", _was_screened_for_it),
                Guard("category 3 is not set to level 1", _decided_for_its_category),
                Guard("the assessment is current, or it is said why the decision stands", _assessment_stands),
                Guard("a rule says when it is to be reviewed", _has_a_review_rule),
            ),
        ),
        Transition(Act.DECLINE_LEVEL, OPEN, DecisionStage.NOT_AGREED, _closed, (_SECOND,)),
        Transition(Act.WITHDRAW_LEVEL_PROPOSAL, OPEN, DecisionStage.WITHDRAWN, _closed),
    ),
    writes=(
        Writable(
            t.level_decision,
            adds=True,
            changes=frozenset(
                {
                    "stage",
                    "endorsed_on",
                    "endorsed_by_id",
                    "endorsed_by_name",
                    "decided_on",
                    "decided_by_id",
                    "decided_by_name",
                    "effective_from",
                    "rationale",
                    "previous_level",
                    "supersedes",
                    "category",
                    "risk_band",
                    "in_custody",
                    "assessed_on",
                    "assessment_state",
                    "assessment_stands_because",
                    "meeting_case_id",
                    "screening_id",
                    "closed_because",
                }
            ),
        ),
        Writable(t.decision_criterion, adds=True),
        Writable(t.decision_evidence, adds=True),
        Writable(t.decision_dissent, adds=True),
        Writable(t.decision_receipt, adds=True),
        Writable(t.level_history, adds=True, changes=frozenset({"valid_until"})),
        Writable(t.case, changes=frozenset({"level", "level_set_on", "next_review_due"})),
        Writable(t.review_schedule, adds=True, changes=CHANGED),
    ),
    column="stage",
    moved=(Moved(Act.CONFIRM_EXIT, OPEN, DecisionStage.WITHDRAWN),),
)
