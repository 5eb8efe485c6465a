"""Referral, screening and the level-setting decision, with what it rests on."""

from datetime import date, timedelta
from typing import Any

from agencies.coordination.vocabulary import (
    AssessmentState,
    DecisionStage,
    Level,
    LevelCriterion,
    ReferralReason,
    ReferralStatus,
    ScreeningOutcome,
)
from gateway.demonstration.caseload.careers import Career, Step
from gateway.demonstration.caseload.desk import Desk, named, recorded
from gateway.demonstration.caseload.lives import MULTI_AGENCY, Life
from gateway.demonstration.caseload.minutes_words import DISSENTS, HOW_MET, RATIONALES
from policies.vocabulary import DataClass

_CRITERIA = {
    Level.LEVEL_1: ((LevelCriterion.LEAD_AGENCY_CAN_MANAGE, LevelCriterion.PLAN_IS_ROBUST),),
    Level.LEVEL_2: (
        (LevelCriterion.MEETINGS_ADD_VALUE, LevelCriterion.HIGH_OR_VERY_HIGH_RISK),
        (LevelCriterion.MEETINGS_ADD_VALUE, LevelCriterion.ACTIVE_INVOLVEMENT_NEEDED),
        (LevelCriterion.MEETINGS_ADD_VALUE, LevelCriterion.HIGH_OR_VERY_HIGH_RISK, LevelCriterion.PREVIOUSLY_LEVEL_3),
    ),
    Level.LEVEL_3: (
        (LevelCriterion.HIGH_OR_VERY_HIGH_RISK, LevelCriterion.SENIOR_REPRESENTATION_NEEDED),
        (
            LevelCriterion.HIGH_OR_VERY_HIGH_RISK,
            LevelCriterion.SENIOR_REPRESENTATION_NEEDED,
            LevelCriterion.RESOURCES_AT_SHORT_NOTICE,
        ),
        (LevelCriterion.SENIOR_REPRESENTATION_NEEDED, LevelCriterion.PUBLIC_INTEREST),
    ),
}


def write_decision(desk: Desk, life: Life, career: Career, place: int, before: str | None) -> str | None:
    """The decision behind a step of a career, with the referral that led to a meeting; None where none is known."""
    step = career.steps[place]
    if step.level is Level.UNRECOGNISED:
        return None
    screening = None
    if step.level in MULTI_AGENCY:
        screening = write_accepted_referral(desk, life, step)
    previous = career.steps[place - 1].level if place else None
    return _write(desk, life, step, {"previous_level": previous, "supersedes": before, "screening_id": screening})


def _write(desk: Desk, life: Life, step: Step, linked: dict[str, Any]) -> str:
    """The decision itself; a level set at a meeting was decided by its chair."""
    decider = desk.staff.chairs[0] if step.item else life.managers.senior
    proposed_on = max(life.sentence.sentenced_on, step.on - timedelta(days=35 if step.item else 7))
    decision = desk.add(
        "coordination.level_decision",
        case_id=life.id,
        level=step.level,
        stage=DecisionStage.DECIDED,
        proposed_on=proposed_on,
        **named("proposed_by", life.managers.community if life.supervised else life.managers.police),
        proposing_agency="probation" if life.supervised else "police",
        endorsed_on=min(step.on, proposed_on + timedelta(days=3)),
        **named("endorsed_by", life.managers.senior),
        decided_on=step.on,
        **named("decided_by", decider),
        meeting_case_id=step.item.id if step.item else None,
        rationale=desk.chance.pick(RATIONALES[step.level]),
        dissent=desk.chance.pick(DISSENTS) if step.item and desk.chance.happens(0.2) else None,
        effective_from=step.on,
        category=life.kind.category,
        risk_band="HIGH" if step.level in MULTI_AGENCY else "MEDIUM",
        in_custody=life.in_custody,
        assessed_on=proposed_on,
        assessment_state=AssessmentState.CURRENT,
        **linked,
        **recorded(step.on, desk.staff.administrator),
    )
    _write_grounds(desk, life, step, decision)
    return decision


def _write_grounds(desk: Desk, life: Life, step: Step, decision: str) -> None:
    for position, criterion in enumerate(desk.chance.pick(_CRITERIA[step.level]), start=1):
        met = {"position": position, "criterion": criterion, "how_met": desk.chance.pick(HOW_MET[criterion])}
        desk.add("coordination.decision_criterion", case_id=life.id, decision_id=decision, **met)
    if step.item or desk.chance.happens(0.25):
        for what, origin, owner, data_class in _EVIDENCE[: 3 if step.item else 1]:
            dated_on = max(life.sentence.convicted_on, desk.chance.before(step.on, 2, 200))
            row = {"what": what, "source": origin, "owner": owner, "dated_on": dated_on, "data_class": data_class}
            desk.add("coordination.decision_evidence", case_id=life.id, decision_id=decision, **row)


_EVIDENCE = (
    ("Risk of serious harm assessment", "OASys", "probation", DataClass.RISK_LEVEL),
    ("Conduct in custody and on the landing", "Prison offender record", "prison", DataClass.CUSTODY),
    ("Home visits and notifications", "Police public protection record", "police", DataClass.ORDERS),
)


def write_accepted_referral(desk: Desk, life: Life, step: Step) -> str:
    """The referral behind a level of meetings, and the screening that accepted it, sometimes at the second try."""
    referred_on = max(life.sentence.sentenced_on, step.on - timedelta(days=desk.chance.number(28, 42)))
    screened_on = min(step.on, referred_on + timedelta(days=desk.chance.number(2, 9)))
    accepted = ScreeningOutcome.ACCEPTED_LEVEL_3 if step.level is Level.LEVEL_3 else ScreeningOutcome.ACCEPTED_LEVEL_2
    referral = write_referral(desk, life, step.level, (referred_on, ReferralStatus.ACCEPTED))
    if desk.chance.happens(0.15):
        write_screening(desk, life, referral, (referred_on, ScreeningOutcome.PENDING_INFORMATION))
    return write_screening(desk, life, referral, (screened_on, accepted))


def write_refused_referral(desk: Desk, life: Life) -> None:
    """A referral that left the case at level 1, or is still waiting for information."""
    referred_on = max(life.sentence.sentenced_on, desk.chance.before(desk.today, 10, 300))
    outcome, status = desk.chance.pick(
        (
            (ScreeningOutcome.REMAIN_AT_LEVEL_1, ReferralStatus.REMAINED_AT_LEVEL_1),
            (ScreeningOutcome.REMAIN_AT_LEVEL_1, ReferralStatus.REMAINED_AT_LEVEL_1),
            (ScreeningOutcome.PENDING_INFORMATION, ReferralStatus.PENDING_INFORMATION),
        )
    )
    referral = write_referral(desk, life, Level.LEVEL_2, (referred_on, status))
    write_screening(desk, life, referral, (min(desk.today, referred_on + timedelta(days=5)), outcome))


def write_proposal(desk: Desk, life: Life) -> None:
    """A change of level that has been proposed, perhaps endorsed, and not yet decided."""
    desk.next(f"proposal {life.place}")
    proposed_on = max(life.sentence.sentenced_on, desk.chance.before(desk.today, 1, 20))
    endorsed = desk.chance.happens(0.5)
    desk.add(
        "coordination.level_decision",
        case_id=life.id,
        level=Level.LEVEL_2,
        previous_level=Level.LEVEL_1,
        stage=DecisionStage.ENDORSED if endorsed else DecisionStage.PROPOSED,
        proposed_on=proposed_on,
        **named("proposed_by", life.managers.community),
        proposing_agency="probation",
        endorsed_on=desk.today if endorsed else None,
        **(named("endorsed_by", life.managers.senior) if endorsed else {}),
        rationale=desk.chance.pick(RATIONALES[Level.LEVEL_2]),
        effective_from=desk.today,
        **recorded(proposed_on, life.managers.community),
    )


def write_referral(
    desk: Desk, life: Life, level: Level, referred: tuple[date, ReferralStatus], beside: tuple[int, int] = (1, 0)
) -> str:
    """A referral of a day, as it now stands.

    ``beside``: how many steps of its history are written beside it, or 1; and how many parts of its form, all
    filled in once it is submitted.
    """
    referred_on, status = referred
    by = life.managers.community if life.supervised else life.managers.police
    reasons = [ReferralReason.RELEASE_PLANNING] if life.in_custody else list(_REASONS)
    return desk.add(
        "coordination.referral",
        reference=f"REF-{life.reference[6:]}-{desk.next(f'referral {life.place}')}",
        case_id=life.id,
        area_id=life.area.id,
        level_sought=level,
        reason=desk.chance.pick(reasons),
        referred_on=referred_on,
        received_on=referred_on,
        screen_by=referred_on + timedelta(days=5),
        information_due_on=referred_on + timedelta(days=10),
        **named("referred_by", by),
        referring_agency=by.owner,
        status=status,
        version=beside[0],
        parts_required=beside[1],
        parts_complete=0 if status in _NEVER_SUBMITTED else beside[1],
        summary=f"{life.sentence.offence.name}. {desk.chance.pick(RATIONALES[level])}",
        **recorded(referred_on, by),
    )


_NEVER_SUBMITTED = (ReferralStatus.DRAFT, ReferralStatus.WITHDRAWN)


_REASONS = (
    ReferralReason.RISK_OF_SERIOUS_HARM,
    ReferralReason.ACTIVE_INVOLVEMENT_NEEDED,
    ReferralReason.CHANGE_OF_RISK,
    ReferralReason.SENIOR_REPRESENTATION_NEEDED,
)


def write_screening(desk: Desk, life: Life, referral: str, screened: tuple[date, ScreeningOutcome]) -> str:
    """A screening of a referral."""
    held_on, outcome = screened
    pending = outcome is ScreeningOutcome.PENDING_INFORMATION
    return desk.add(
        "coordination.screening",
        case_id=life.id,
        referral_id=referral,
        held_on=held_on,
        outcome=outcome,
        rationale=_SCREENED[outcome],
        information_needed="An up-to-date assessment, and the proposed address with who else lives there."
        if pending
        else None,
        **named("screened_by", desk.staff.coordinator),
        **recorded(held_on, desk.staff.coordinator),
    )


_SCREENED = {
    ScreeningOutcome.ACCEPTED_LEVEL_2: "Formal meetings would add to what the lead agency can do alone.",
    ScreeningOutcome.ACCEPTED_LEVEL_3: "Resources have to be committed that only senior members can agree to.",
    ScreeningOutcome.PENDING_INFORMATION: "The referral does not say enough to be screened.",
    ScreeningOutcome.NOT_MAPPA_MANAGED: "Neither level 2 nor level 3 is needed: each agency manages what it holds.",
    ScreeningOutcome.REMAIN_AT_LEVEL_1: "The lead agency has what it needs; others help without meeting.",
}
