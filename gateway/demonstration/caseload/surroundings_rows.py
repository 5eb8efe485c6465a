"""Around the person: addresses, victims in contact, what partners contribute, and who may not open the case."""

from datetime import date, timedelta
from typing import Final

from agencies.holdings import Reliability, SubjectCategory
from agencies.partners.vocabulary import ContributionTopic
from agencies.probation.vocabulary import AccessLimitKind, AddressKind, VictimContactLevel
from gateway.demonstration.agreements import BODIES
from gateway.demonstration.caseload import places
from gateway.demonstration.caseload.desk import PROBATION_SYSTEM, Desk, source
from gateway.demonstration.caseload.lives import MULTI_AGENCY, Life
from gateway.demonstration.caseload.names import FAMILY, FEMALE, MALE
from gateway.demonstration.caseload.sentences import Situation
from gateway.demonstration.caseload.staff import Practitioner


def write_surroundings(desk: Desk, life: Life) -> None:
    """All of these, for an ordinary person."""
    raised = life.kind.level in MULTI_AGENCY
    _write_addresses(desk, life)
    if desk.chance.happens(0.6 if raised else 0.12) and life.sentence.custodial:
        write_victim(desk, life)
    if raised or desk.chance.happens(0.06):
        for body in BODIES[: desk.chance.number(2, 4) if raised else 1]:
            write_contribution(desk, life, body)
    if life.restricted:
        managers = life.managers
        for who in (managers.police, managers.community, managers.senior, desk.staff.coordinator):
            write_limit(desk, life, AccessLimitKind.RESTRICTION, who)
    elif desk.chance.happens(0.003):
        others = [who for who in desk.staff.community if who is not life.managers.community]
        write_limit(desk, life, AccessLimitKind.EXCLUSION, desk.chance.pick(others))


def _write_addresses(desk: Desk, life: Life) -> None:
    released_on, since = life.sentence.released_on, life.sentence.sentenced_on
    if life.in_custody:
        write_address(desk, life, AddressKind.PREVIOUS, (since - timedelta(days=700), since))
        if desk.chance.happens(0.5):
            write_address(desk, life, AddressKind.PROPOSED_RELEASE, (released_on or desk.today, None))
        return
    moved_in = max(released_on or since, desk.chance.before(desk.today, 20, 1200))
    if life.situation is Situation.HOSPITAL:
        write_address(desk, life, AddressKind.HOSPITAL, (since, None))
    elif life.situation is Situation.LICENCE and (desk.today - moved_in).days < 100 and desk.chance.happens(0.3):
        write_address(desk, life, AddressKind.APPROVED_PREMISES, (moved_in, None))
    elif desk.chance.happens(0.02):
        write_address(desk, life, AddressKind.NO_FIXED_ABODE, (moved_in, None))
    else:
        write_address(desk, life, AddressKind.MAIN, (moved_in, None))


def write_address(desk: Desk, life: Life, kind: AddressKind, lasted: tuple[date, date | None]) -> None:
    """An address of this kind; somebody of no fixed abode has no lines."""
    nowhere = kind is AddressKind.NO_FIXED_ABODE
    told = source(PROBATION_SYSTEM, min(desk.today, lasted[0]))
    desk.add(
        "probation.address",
        person_id=life.person_id,
        kind=kind,
        lines=None if nowhere else places.address(desk.chance, life.area),
        postcode=None if nowhere else places.postcode(desk.chance),
        approved_premises=places.approved_premises(desk.chance) if kind is AddressKind.APPROVED_PREMISES else None,
        valid_from=lasted[0],
        valid_until=lasted[1],
        **told,
    )


_REQUESTED: Final = (
    "No contact by any means, and an exclusion zone around home and place of work.",
    "No contact with the children, directly or through others.",
    "To be told of the day of release and of the town he is to live in, no nearer than that.",
)


def write_victim(desk: Desk, life: Life) -> None:
    """Contact with one victim; whoever has not chosen contact has asked for nothing."""
    due = life.sentence.sentenced_on + timedelta(days=56)
    opted_in = desk.chance.happens(0.8)
    contacted_on = min(desk.today, desk.chance.after(life.sentence.sentenced_on, 14, 70))
    last = max(contacted_on, desk.chance.before(desk.today, 5, 200))
    who = f"{desk.chance.pick(FEMALE if desk.chance.happens(0.75) else MALE)} {desk.chance.pick(FAMILY)}"
    liaison = life.managers.liaison
    desk.add(
        "probation.victim_contact",
        person_id=life.person_id,
        victim_person_id=desk.chance.key(),
        victim_name=who,
        relationship="Former partner" if life.sentence.offence.against_partner else "Not known to the person before",
        victim_address=f"{places.address(desk.chance, life.area)}\n{places.postcode(desk.chance)}"
        if opted_in
        else None,
        liaison_officer_id=liaison.id,
        liaison_officer_name=liaison.name,
        opted_in=opted_in,
        contact_level=VictimContactLevel.FULL if opted_in else VictimContactLevel.NONE,
        first_contact_due=due,
        first_contacted_on=contacted_on,
        last_contacted_on=last if opted_in else contacted_on,
        requested_conditions=desk.chance.pick(_REQUESTED) if opted_in else None,
        representations="Has written to the board and wishes the letter read."
        if opted_in and desk.chance.happens(0.3)
        else None,
        valid_from=contacted_on,
        **source(PROBATION_SYSTEM, last, subject_category=SubjectCategory.VICTIM, reliability=Reliability.REPORTED),
    )


_OFFERS: Final = {
    "housing": (
        ContributionTopic.HOUSING,
        "A one-bedroom flat can be held for four weeks.",
        "Away from schools; ground floor.",
    ),
    "health": (ContributionTopic.HEALTH, "An appointment within fourteen days of release.", None),
    "jobcentre": (ContributionTopic.BENEFIT, "A claim is prepared and will be opened on the day of release.", None),
    "education": (ContributionTopic.EDUCATION, "The college will tell us of any application.", None),
    "electronic_monitoring": (ContributionTopic.MONITORING, "Equipment is booked for the day of release.", None),
    "social_care": (
        ContributionTopic.SOCIAL_CARE,
        "A social worker is in touch with the family.",
        "Two children of the household.",
    ),
}


def write_contribution(desk: Desk, life: Life, body: str) -> None:
    """What a body offers to the management of the case."""
    topic, summary, detail = _OFFERS[body]
    offered_on = max(life.sentence.sentenced_on, desk.chance.before(desk.today, 5, 120))
    by = desk.staff.representative(body)
    desk.add(
        "partners.contribution",
        person_id=life.person_id,
        body_code=body,
        topic=topic,
        summary=summary,
        detail=detail,
        health_detail="Seen twice; a course of therapy is advised." if body == "health" else None,
        offered_by_id=by.id,
        offered_by_name=by.name,
        offered_on=offered_on,
        valid_until=offered_on + timedelta(days=180),
        **source(f"Letter of {body.replace('_', ' ')}", offered_on, reliability=Reliability.REPORTED),
    )


def write_limit(desk: Desk, life: Life, kind: AccessLimitKind, who: Practitioner) -> None:
    """Somebody who is excluded from the case, or to whom, with others named, it is restricted."""
    since = max(life.entered_on, desk.chance.before(desk.today, 30, 400))
    desk.add(
        "probation.access_limit",
        person_id=life.person_id,
        kind=kind,
        principal_id=who.id,
        principal_name=who.name,
        reason="Related to the person by marriage." if kind is AccessLimitKind.EXCLUSION else "Widely reported trial.",
        message="Access to this case is limited. Ask the head of the delivery unit.",
        valid_from=since,
        **source(PROBATION_SYSTEM, since, subject_category=SubjectCategory.OTHER),
    )
