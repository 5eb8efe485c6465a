"""What practitioners give in tests: sound by default, each field open to change."""

# ruff: noqa: ANN401 - fields of every kind are changed
from datetime import date
from typing import Any

from agencies.coordination.process import action_terms, information, level_terms, referral
from agencies.coordination.process.criteria import Criterion, Evidence
from agencies.coordination.vocabulary import DecidedAt, Level, LevelCriterion, ReferralReason, ScreeningOutcome

TESTS = {
    Level.LEVEL_1: (LevelCriterion.LEAD_AGENCY_CAN_MANAGE, LevelCriterion.PLAN_IS_ROBUST),
    Level.LEVEL_2: (LevelCriterion.MEETINGS_ADD_VALUE, LevelCriterion.HIGH_OR_VERY_HIGH_RISK),
    Level.LEVEL_3: (
        LevelCriterion.MEETINGS_ADD_VALUE,
        LevelCriterion.HIGH_OR_VERY_HIGH_RISK,
        LevelCriterion.SENIOR_REPRESENTATION_NEEDED,
    ),
}
EVIDENCE = Evidence(what="Assessment", source="OASys", owner="probation", dated_on=date(2025, 12, 1))


def start(**given: Any) -> referral.StartReferral:
    usual = {"level_sought": Level.LEVEL_2, "reason": ReferralReason.CHANGE_OF_RISK, "summary": "Threats were made."}
    return referral.StartReferral(**(usual | given))


def part(code: str, **given: Any) -> referral.CompletePart:
    return referral.CompletePart(part=code, **(given or {"body": "What is known."}))


def screen(outcome: ScreeningOutcome, needed: str | None = None) -> referral.ScreenReferral:
    return referral.ScreenReferral(outcome=outcome, rationale="As discussed.", information_needed=needed)


def ask(**given: Any) -> information.RequestInformation:
    return information.RequestInformation(**({"asked_of": "housing", "what": "Who lives at the address."} | given))


def criteria(of: Level, *, met: bool = True) -> tuple[Criterion, ...]:
    return tuple(Criterion(criterion=each, met=met, how="As the plan shows.") for each in TESTS.get(of, ()))


def propose(to: Level = Level.LEVEL_2, **given: Any) -> level_terms.ProposeLevel:
    usual = {"level": to, "rationale": "Meetings add value.", "criteria": criteria(to), "evidence": (EVIDENCE,)}
    return level_terms.ProposeLevel(**(usual | given))


def decided(**given: Any) -> level_terms.DecideLevel:
    usual = {"at": DecidedAt.MEETING, "reference": "MEETING-1", "rationale": "Agreed by all."}
    return level_terms.DecideLevel(**(usual | given))


def action(**given: Any) -> action_terms.SetAction:
    usual: dict[str, Any] = {"description": "Visit the address.", "owner": "police", "due_on": date(2026, 6, 30)}
    return action_terms.SetAction(**(usual | given))


def done(**given: Any) -> action_terms.CompleteAction:
    return action_terms.CompleteAction(**({"what": "Visited.", "evidence": "The visit log."} | given))
