"""What a meeting agreed: actions, disclosure, the plan, what the person is told; and where sources disagree."""

from datetime import timedelta
from typing import Final

from agencies.coordination.meeting_vocabulary import (
    DisagreementStatus,
    DisagreementTopic,
    DisclosureOutcome,
    Informed,
    PlanStatus,
)
from agencies.coordination.process.disclosure import WAITS
from gateway.demonstration.caseload.action_rows import write_actions
from gateway.demonstration.caseload.careers import Item
from gateway.demonstration.caseload.desk import Desk, named, recorded
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.meetings import AGREED_AFTER
from policies.vocabulary import DataClass

_DISCLOSURES: Final = {
    DisclosureOutcome.NOT_DISCLOSED: "Contact is controlled; telling a third party now would add risk and no safety.",
    DisclosureOutcome.TO_BE_DISCLOSED: "A new partner has a child and cannot protect it without knowing.",
    DisclosureOutcome.DISCLOSED: "The employer needed to know in order to keep young staff safe.",
    DisclosureOutcome.SELF_DISCLOSURE: "The offender is to tell first, with the officer present.",
}


def write_agreed(desk: Desk, life: Life, item: Item, edition: int, *, latest: bool) -> None:
    """What was agreed on a case at a meeting; ``edition`` counts its meetings, ``latest`` is the last that was held."""
    write_actions(desk, life, item)
    _write_disclosure(desk, life, item, latest=latest)
    _write_plan(desk, life, item, edition, PlanStatus.AGREED if latest else PlanStatus.REPLACED)
    _write_informed(desk, life, item)


def _write_disclosure(desk: Desk, life: Life, item: Item, *, latest: bool) -> None:
    """Whoever was to be told by the next meeting has been."""
    outcome = desk.chance.pick(list(_DISCLOSURES))
    if outcome in WAITS and not latest:
        outcome = DisclosureOutcome.DISCLOSED
    told = outcome is DisclosureOutcome.DISCLOSED
    somebody = outcome is not DisclosureOutcome.NOT_DISCLOSED
    desk.add(
        "coordination.disclosure_decision",
        case_id=life.id,
        meeting_case_id=item.id,
        outcome=outcome,
        decided_on=item.held_on,
        told_whom=("The employer" if told else "A new partner") if somebody else None,
        told_by_agency="police" if somebody else None,
        **(named("told_by", life.managers.police) if told else {}),
        how="In person, by two officers, with a letter left behind." if somebody else None,
        tell_by=item.held_on + timedelta(days=14) if outcome in WAITS else None,
        told_on=min(desk.today, item.held_on + timedelta(days=6)) if told else None,
        what_was_told="That there is a conviction, and what must not happen." if somebody else None,
        reason=_DISCLOSURES[outcome],
        **recorded(item.held_on, desk.staff.administrator),
    )


def _write_plan(desk: Desk, life: Life, item: Item, edition: int, status: PlanStatus) -> None:
    """Agreed with its minutes, which takes some weeks."""
    agreed = desk.today - item.held_on > AGREED_AFTER and not item.unwritten
    status = status if agreed else PlanStatus.DRAFT
    desk.add(
        "coordination.risk_management_plan",
        case_id=life.id,
        meeting_case_id=item.id,
        edition=edition,
        status=status,
        **({"agreed_on": item.held_on, **named("agreed_by", desk.staff.chairs[0])} if agreed else {}),
        **plan_words(desk),
        contingency=desk.chance.pick(_CONTINGENCIES),
        **recorded(item.held_on, desk.staff.administrator),
    )


def plan_words(desk: Desk) -> dict[str, str]:
    """The four pillars in words."""
    return {pillar: desk.chance.pick(sentences) for pillar, sentences in _PILLARS.items()}


_PILLARS: Final = {
    "supervision": (
        "Weekly appointments, every other one at home, by the same officer.",
        "Two appointments a week for the first month, then one.",
        "Fortnightly appointments with a monthly three-way meeting with the provider.",
    ),
    "monitoring_and_control": (
        "Curfew from nine in the evening, an exclusion zone and unannounced visits by the police.",
        "Registration visits every eight weeks and examination of devices at each.",
        "Electronic monitoring for twelve months and a check of vehicles and visitors.",
    ),
    "interventions_and_treatment": (
        "The programme for sexual offending, then one-to-one work on relationships.",
        "Work on anger and alcohol, with testing; health to offer therapy.",
        "Structured supervision on thinking before acting; support to find work.",
    ),
    "victim_safety_planning": (
        "No contact by any means; an exclusion zone; the liaison officer is told of any change the same day.",
        "Markers on the addresses of the victim and family; a single point of contact at the police.",
        "A later partner is to be identified and told by whoever is best placed.",
    ),
}
_CONTINGENCIES: Final = (
    "If an appointment is missed and no contact is made by evening, the police visit and recall is considered.",
    "If the address fails, a place in approved premises is sought before any other.",
    "If the person begins to drink again, testing is doubled and the panel is told within two days.",
)


def _write_informed(desk: Desk, life: Life, item: Item) -> None:
    told = desk.chance.happens(0.85)
    told_on = item.held_on + timedelta(days=4)
    outcome = (Informed.TOLD if told_on <= desk.today else Informed.TO_BE_TOLD) if told else Informed.WITHHELD
    done = outcome is Informed.TOLD
    desk.add(
        "coordination.offender_informed",
        case_id=life.id,
        meeting_case_id=item.id,
        outcome=outcome,
        decided_on=item.held_on,
        informed_on=told_on if done else None,
        **(named("informed_by", life.managers.community) if done else {}),
        how="At the next appointment." if done else None,
        what_was_said="The level, what is expected, and whom to ask." if done else None,
        reason_withheld=None if told else "Telling now would show that a report was made, and by whom.",
        **recorded(item.held_on, desk.staff.administrator),
    )


def write_disagreement(
    desk: Desk,
    life: Life,
    topic: DisagreementTopic,
    data_class: DataClass,
    says: tuple[tuple[str, str], tuple[str, str]],
) -> None:
    """Two sources that differ, each with what it says; it was noticed lately and still stands."""
    (source_a, says_a), (source_b, says_b) = says
    noticed_on = desk.chance.before(desk.today, 2, 60)
    desk.add(
        "coordination.disagreement",
        case_id=life.id,
        topic=topic,
        data_class=data_class,
        source_a=source_a,
        says_a=says_a,
        source_b=source_b,
        says_b=says_b,
        noticed_on=noticed_on,
        status=DisagreementStatus.OPEN,
        **recorded(noticed_on, desk.staff.administrator),
    )
