"""The plan for a release in its parts, children referred, and whom somebody in custody may not contact."""

from datetime import date, timedelta
from typing import Final

from agencies.coordination.rule_vocabulary import PartStatus, ReleasePart, SafeguardingAnswer
from agencies.coordination.rules.release import due_dates
from agencies.prison.vocabulary import ContactMeans, NoContactSource
from gateway.demonstration.caseload.desk import PRISON_SYSTEM, Desk, named, recorded, source
from gateway.demonstration.caseload.history_rows import Done, Of, write_history
from gateway.demonstration.caseload.lives import MULTI_AGENCY, Life
from gateway.demonstration.caseload.staff import Practitioner
from policies.vocabulary import Act, DataClass, ItemHandling

NOT_NEEDED: Final = PartStatus.NOT_NEEDED
SETTLED: Final = (PartStatus.DONE, NOT_NEEDED)
PLANNED: Final = timedelta(days=190)  # before the release
_DETAILS: Final = {
    ReleasePart.ACCOMMODATION: "A place in approved premises is asked for; a second address is being checked.",
    ReleasePart.LICENCE_CONDITIONS: "Curfew, a device condition and an exclusion zone are proposed.",
    ReleasePart.VICTIM_CONDITIONS: "No contact, and the zone that the victim asked for.",
    ReleasePart.CHILD_CONTACT: "No unsupervised contact until children's services have assessed it.",
    ReleasePart.PROGRAMME: "To be taken up in the community with the report of the prison's programmes team.",
    ReleasePart.PRISON_INFORMATION: "Conduct, visitors and monitored contact, for the meeting before release.",
    ReleasePart.HANDOVER: "A meeting of the three of them, in the prison.",
}


def write_release_plan(desk: Desk, life: Life) -> None:
    """The parts for somebody who leaves within some months. Some are late, and now and then one is missing."""
    release_on = life.sentence.released_on
    if not life.in_custody or release_on is None or release_on - desk.today > PLANNED:
        return
    managers = {"prison": life.managers.prison, "probation": life.managers.community}
    for part, (due_on, owner) in due_dates(release_on, desk.ruling(life)).items():
        if desk.chance.happens(0.07) and not life.is_demonstration:
            continue
        status = _status(desk, part, (due_on - desk.today).days)
        done = status is PartStatus.DONE
        done_on = min(desk.today, desk.chance.before(due_on, 1, 20)) if done else None
        acts = _acts(desk, status, managers[owner], done_on or min(desk.today, due_on - timedelta(days=20)))
        key = desk.add(
            "coordination.release_plan_part",
            case_id=life.id,
            part=part,
            release_on=release_on,
            owner=owner,
            **named("assigned_to", managers[owner]),
            due_on=due_on,
            status=status,
            done_on=done_on,
            detail=_DETAILS[part],
            evidence="A copy of it, in the case record." if done else None,
            **(named("done_by", managers[owner]) if status in SETTLED else {}),
            not_needed_because="There are no children in the family or nearby." if status is NOT_NEEDED else None,
            version=1 + len(acts),
            item_handling=ItemHandling.OPEN.stored,
            **recorded(min(desk.today, due_on - timedelta(days=30)), managers[owner]),
        )
        if acts:
            desk.add(
                "coordination.release_note",
                case_id=life.id,
                part_id=key,
                says=_DETAILS[part],
                said_on=acts[-1].on,
                said_by_agency=owner,
                **recorded(acts[-1].on, managers[owner]),
            )
        write_history(desk, life, Of("part of a release plan", key, DataClass.CUSTODY), acts, (PartStatus.NOT_BEGUN, 1))


def _acts(desk: Desk, status: PartStatus, by: Practitioner, on: date) -> list[Done]:
    """What was done to a part since it was planned."""
    day = min(desk.today, on)
    taken_up = Done(Act.TAKE_UP_RELEASE_PART, PartStatus.IN_HAND, day, by)
    return {
        PartStatus.NOT_BEGUN: [],
        PartStatus.IN_HAND: [taken_up],
        PartStatus.DONE: [taken_up, Done(Act.COMPLETE_RELEASE_PART, PartStatus.DONE, day, by)],
        NOT_NEEDED: [Done(Act.DISPENSE_WITH_RELEASE_PART, NOT_NEEDED, day, by)],
    }[status]


def _status(desk: Desk, part: ReleasePart, days_left: int) -> PartStatus:
    if days_left < 0:
        return PartStatus.IN_HAND if desk.chance.happens(0.15) else PartStatus.DONE
    if part is ReleasePart.CHILD_CONTACT and desk.chance.happens(0.3):
        return PartStatus.NOT_NEEDED
    return PartStatus.NOT_BEGUN if days_left > 60 else PartStatus.IN_HAND


_CONCERNS: Final = (
    "Has been seen at the home of a woman with two small children.",
    "Says that a sister with a baby will let him stay.",
    "A new relation, with somebody who has a child of seven.",
)


def write_safeguarding(desk: Desk, life: Life) -> None:
    """A referral to children's services where a child was harmed; some are not answered yet."""
    if not life.sentence.offence.against_child or not desk.chance.happens(
        0.5 if life.kind.level in MULTI_AGENCY else 0.05
    ):
        return
    made_on = max(life.sentence.sentenced_on, desk.chance.before(desk.today, 1, 200))
    answer = desk.chance.pick(list(SafeguardingAnswer))
    awaited = answer is SafeguardingAnswer.AWAITED
    desk.add(
        "coordination.safeguarding_referral",
        case_id=life.id,
        reference=f"CHR-{life.number:07d}",
        made_on=made_on,
        owner="probation",
        **named("made_by", life.managers.community),
        made_to="social_care",
        children="Two children of a new partner",
        concern=desk.chance.pick(_CONCERNS),
        answer=answer,
        answered_on=None if awaited else min(desk.today, made_on + timedelta(days=desk.chance.number(1, 12))),
        answer_detail=None if awaited else "Answered by the duty team.",
        item_handling=ItemHandling.OPEN.stored,
        **recorded(made_on, life.managers.community),
    )


def write_no_contact(desk: Desk, life: Life) -> None:
    """Whom somebody in custody may not contact."""
    since = max(life.sentence.sentenced_on, desk.chance.before(desk.today, 30, 300))
    child = life.sentence.offence.against_child
    desk.add(
        "prison.no_contact",
        person_id=life.person_id,
        named_person="The child who was harmed, and the family" if child else "The victim and the victim's family",
        relationship="Not known to the person before" if child else "Former partner",
        is_child=child,
        means=desk.chance.pick(list(ContactMeans)),
        asked_by=desk.chance.pick(list(NoContactSource)[:3]),
        starts_on=since,
        ends_on=life.sentence.released_on,
        next_review_due=since + timedelta(days=180),
        **source(PRISON_SYSTEM, since),
    )
