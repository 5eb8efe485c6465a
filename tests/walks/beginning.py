"""Where walks begin: the people, the rules and two cases, one of which is on the agenda of a meeting today."""

# ruff: noqa: ANN401 - values of every column pass through
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import ItemPurpose, MeetingStatus, SectionHeading, Seniority
from agencies.coordination.practitioners import practitioner
from agencies.coordination.process import agenda, invitation_terms, meeting_terms
from agencies.coordination.rule_vocabulary import FindingKind
from agencies.coordination.rules.book import DELIVERED
from agencies.coordination.vocabulary import CaseStatus, Category, LeadAgency, Level, RuleKind
from agencies.given import NothingGiven
from agencies.holdings import metadata
from agencies.partners import tables as partners
from agencies.person import tables as persons
from agencies.police import tables as police
from agencies.probation import tables as probation
from agencies.transitions import Actor, Done
from gateway.assessment.rulebook import review_rows, rows_of
from policies.vocabulary import Act, DataClass
from tests.agencies.process.rules_of_meetings import RULES
from tests.walks.practitioner import BODIES, IDENTIFIER
from tests.walks.world import AREA, ELSEWHERE, World, mutations

LONG_AGO = date(2004, 4, 5)
DATED = {"valid_from": LONG_AGO, "source": "Of the tests", "verified": True}
SPARED = ("prison", "probation")  # need not be at meetings here, so that walks come to their close
PERSON, NOBODY_YET = UUID(int=0xB1), UUID(int=0xB2)
CASE = UUID(int=0xC1)


def _somebody(number: int, owner: str, name: str) -> Actor:
    return Actor(UUID(int=number), name, owner)


COM, POLICE, PRISON = (
    _somebody(1, "probation", "The offender manager"),
    _somebody(2, "police", "The police offender manager"),
    _somebody(3, "prison", "The prison offender manager"),
)
UNIT, COLLEAGUE = _somebody(4, "coordination", "The co-ordinator"), _somebody(5, "coordination", "A colleague")
CHAIR, HOUSING = _somebody(6, "probation", "The chair"), _somebody(7, "housing", "The housing officer")
EVERYBODY = (COM, POLICE, PRISON, UNIT, COLLEAGUE, CHAIR, HOUSING)
FORMS = {
    "REFERRAL": (("CATEGORY", True, "decision"), ("VICTIMS", False, "decision")),
    "MINUTES": ((SectionHeading.ATTENDANCE, True, "meeting"), (SectionHeading.RISK_ASSESSMENT, True, "minutes")),
    "CASE_AUDIT": (("RISK_ADDRESSED", False, "decision"),),
    "MEETING_AUDIT": (("WELCOME", False, "decision"),),
}


def begin(world: World, category: Category = Category.CATEGORY_2) -> None:
    """Everything that no act makes, and a meeting that is to be held today with the case on its agenda.

    The case is managed; in category 3 it is identified, for that is managed at level 2 or 3 alone.
    """
    world.people = EVERYBODY
    _rules(world)
    _forms(world)
    _people(world)
    _case(world, category)
    _reviews(world)
    _detection(world)
    if category is not Category.CATEGORY_3:
        done(world, Act.START_MANAGEMENT, CASE, NothingGiven())
    _finding(world)
    _held(world)
    _meeting(world)


def _rules(world: World) -> None:
    for number in (AREA, ELSEWHERE):
        world.add(t.area, id=number, code=f"A{number}", name=f"Area {number}", region="A region")
    for kind in RuleKind:
        world.add(t.process_rule, kind=kind, days=365 if kind is RuleKind.ASSESSMENT_AGE else 5, **DATED)
    for rule in (each for each in RULES if each.requires not in SPARED):
        world.add(t.meeting_rule, kind=rule.kind, level=rule.level, requires=rule.requires, **DATED)
    for name, row in (*rows_of(DELIVERED), *review_rows()):
        if name in (t.timing.fullname, t.review_rule.fullname):
            world.add(metadata.tables[name], **row)
    for code in BODIES:
        body = {"name": code.title(), "statutory_basis": "s.325(6)", "effective_from": LONG_AGO, "source": "s.325"}
        world.add(partners.body, code=code, **body)


def _forms(world: World) -> None:
    for code, parts in FORMS.items():
        form = world.add(t.form, code=code, edition="1", title=code.title(), **DATED)
        for place, (part, required, holds) in enumerate(parts, start=1):
            said = {"label": part.title(), "guidance": "Write it.", "required": required, "holds": holds}
            world.add(t.form_part, form_id=form, position=place, code=part, **said)


def _people(world: World) -> None:
    for each in EVERYBODY:
        role = {CHAIR: "CHAIR", UNIT: "MAPPA_COORDINATOR", COLLEAGUE: "MAPPA_COORDINATOR"}.get(
            each, "AGENCY_REPRESENTATIVE"
        )
        who = {"principal_id": each.id, "reference": str(each.id), "name": each.name, "agency": each.owner}
        world.add(practitioner, **who, area_id=AREA, role=role, valid_from=LONG_AGO)


def _case(world: World, category: Category) -> None:
    """One person with a case, managed by probation and police, assessed; and one who is still to be identified."""
    source = {"source_system": "A system", "as_of": world.now, "received_at": world.now}
    sure = {"assertion": "FACT", "subject_category": "CONVICTED", "reliability": "VERIFIED"}
    world.add(t.case, **{**_of_case(world), "category": category})
    holds = {"category": category, "qualifying_reason": "QUALIFYING_SENTENCE", "valid_from": LONG_AGO}
    world.add(t.category_history, case_id=CASE, **holds, recorded_at=world.now)
    identifier = {"kind": "PRISON_NUMBER", "canonical": IDENTIFIER, "raw": IDENTIFIER, "status": "CURRENT"}
    world.add(persons.identifier, person_id=NOBODY_YET, **identifier, **source, **sure)
    assessed = {"assessed_on": world.now.date(), "status": "COMPLETED", "overall": "HIGH"}
    world.add(probation.rosh_assessment, person_id=PERSON, **assessed, **source, **sure)
    managed = {"offender_manager_id": POLICE.id, "offender_manager_name": POLICE.name, "valid_from": LONG_AGO}
    world.add(police.managed_person, person_id=PERSON, **managed, **source, **sure)


def _reviews(world: World) -> None:
    """Two that came from elsewhere and wait: no act here ever leaves more than one."""
    for days in (100, 200):
        due = {"due_on": world.now.date() + timedelta(days=days), "counted_from": LONG_AGO, "basis": "LEVEL_SET"}
        row = {"case_id": CASE, "level": Level.LEVEL_1, "status": "DUE", "recorded_at": world.now}
        world.add(t.review_schedule, **row, **due)


def _detection(world: World) -> None:
    """Accesses that a rule found, which the gateway adds."""
    found = {"rule": "many", "rule_version": 1, "says": "Many at once.", "accesses": 9, "entries": "", "status": "NEW"}
    who = {"principal_id": POLICE.id, "principal_name": POLICE.name, "agency": POLICE.owner}
    when = {"found_on": world.now.date(), "first_at": world.now, "last_at": world.now, "recorded_at": world.now}
    world.add(t.detection, **found, **who, **when)


def _finding(world: World) -> None:
    """A manager who is missing, as the rules find."""
    found = {"kind": FindingKind.NO_PRISON_MANAGER, "says": "Nobody is named.", "owner": "prison"}
    day = world.now.date()
    world.add(t.finding, case_id=CASE, data_class=DataClass.CUSTODY, **found, holds_from=day, assessed_on=day)


def _held(world: World) -> None:
    """A meeting that was held before the walk begins, on cases of others: to be drawn for an audit."""
    held = {"held_on": world.now.date() - timedelta(days=10), "recorded_at": world.now}
    world.add(t.meeting, reference="MEETING-0", area_id=AREA, level=Level.LEVEL_2, status="HELD", **held)


def _of_case(world: World) -> dict[str, Any]:
    return {
        "id": CASE,
        "reference": f"MAPPA-{AREA:02d}-000001",
        "person_id": PERSON,
        "area_id": AREA,
        "category": Category.CATEGORY_2,
        "level": Level.TO_BE_DETERMINED,
        "qualifying_reason": "QUALIFYING_SENTENCE",
        "status": CaseStatus.IDENTIFIED,
        "lead_agency": LeadAgency.PROBATION,
        "recorded_at": world.now,
    }


def _meeting(world: World) -> None:
    """Planned, with the case on its agenda, everybody asked, sent to them, and its day has come."""
    day = world.now.date() + timedelta(days=7)
    planned = done(world, Act.SCHEDULE_MEETING, None, _scheduled(day))
    (meeting,) = world.rows(t.meeting, id=planned.record)
    listed = agenda.ListCase(meeting=meeting["reference"], purpose=ItemPurpose.INITIAL)
    done(world, Act.LIST_CASE, CASE, listed)
    done(world, Act.INVITE_TO_MEETING, planned.record, invitation_terms.Invite(who=str(POLICE.id)))
    done(world, Act.CIRCULATE_AGENDA, planned.record, NothingGiven())
    world.later(days=7)


def open_the_meeting(world: World) -> None:
    """The one to which the case is listed."""
    (meeting,) = world.rows(t.meeting, status=MeetingStatus.CIRCULATED)
    done(world, Act.OPEN_MEETING, meeting["id"], NothingGiven(), by=CHAIR)


def _scheduled(day: date) -> meeting_terms.ScheduleMeeting:
    return meeting_terms.ScheduleMeeting(
        level=Level.LEVEL_2,
        held_on=day,
        starts_at="10:00",
        lasts_minutes=60,
        chair=str(CHAIR.id),
        chair_grade="Senior probation officer",
        chair_seniority=Seniority.SUPERINTENDENT_EQUIVALENT,
        remote=True,
    )


def done(world: World, act: Act, on: UUID | None, given: Any, by: Actor = UNIT) -> Done:
    """An act that meets no problem."""
    (mutation,) = (each for each in mutations() if each.act is act)
    found = world.act(mutation, by, on, given)
    assert isinstance(found, Done), found
    return found
