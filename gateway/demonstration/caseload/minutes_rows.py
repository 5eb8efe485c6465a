"""Minutes of one case at one meeting: sections in the order of the agenda, each with its owner and kind."""

from collections.abc import Sequence
from datetime import date, timedelta
from typing import Final, NamedTuple

from agencies.coordination.meeting_vocabulary import MinutesStatus, SectionHeading, SectionState
from agencies.coordination.process.minutes import AGREED
from agencies.coordination.process.minutes import MACHINE as MINUTES
from agencies.coordination.vocabulary import Level
from agencies.holdings import Assertion
from gateway.demonstration.caseload import minutes_words as words
from gateway.demonstration.caseload.beyond_rows import write_beyond
from gateway.demonstration.caseload.careers import Item
from gateway.demonstration.caseload.chance import Chance
from gateway.demonstration.caseload.desk import Desk, at, named, recorded
from gateway.demonstration.caseload.lives import Life
from gateway.demonstration.caseload.meetings import AGREED_AFTER
from gateway.demonstration.caseload.step_rows import Done, write_steps
from gateway.demonstration.personas import AREA
from policies.vocabulary import Act, DataClass, ItemHandling

CIRCULATED_AFTER: Final = timedelta(days=8)
DUE: Final = timedelta(days=10)  # the delivered rules MINUTES_DUE and AGREEMENT_DUE
AGREEMENT_DUE: Final = timedelta(days=20)
_PLACES: Final = {heading: place for place, heading in enumerate(SectionHeading, start=1)}
_WRITTEN_LAST: Final = (
    SectionHeading.DISCLOSURE_DECISION,
    SectionHeading.REVIEW_DATE,
    SectionHeading.OFFENDER_INFORMED,
)


class Section(NamedTuple):
    """A section: under which heading, of which kind, by whom, from which sentences, and how many of them are taken."""

    heading: SectionHeading
    data_class: DataClass
    owner: str
    sentences: Sequence[str]
    taken: int = 1
    assertion: Assertion = Assertion.FACT
    handling: ItemHandling = ItemHandling.OPEN


_SHARED: Final = SectionHeading.INFORMATION_SHARING
_COORDINATION: Final = "coordination"
_BEFORE: Final = (
    Section(SectionHeading.ATTENDANCE, DataClass.MEETING, _COORDINATION, words.OPENING),
    Section(SectionHeading.CONFIDENTIALITY_AND_DIVERSITY, DataClass.MEETING, _COORDINATION, words.CONFIDENTIALITY),
)
_HEALTH: Final = Section(_SHARED, DataClass.HEALTH, "health", words.HEALTH, assertion=Assertion.ASSESSMENT)
_IN_COMMUNITY: Final = (
    Section(_SHARED, DataClass.MINUTES, "police", words.POLICE, 2),
    Section(_SHARED, DataClass.SUPERVISION, "probation", words.PROBATION, 2),
    Section(_SHARED, DataClass.CONTRIBUTION, "housing", words.HOUSING),
    _HEALTH,
)
_IN_CUSTODY: Final = (
    Section(_SHARED, DataClass.MINUTES, "police", words.POLICE_INSIDE, 2),
    Section(_SHARED, DataClass.CUSTODY, "prison", words.PRISON, 2),
    Section(_SHARED, DataClass.SUPERVISION, "probation", words.PROBATION_INSIDE, 2),
    Section(_SHARED, DataClass.CONTRIBUTION, "housing", words.HOUSING_INSIDE),
    _HEALTH,
)
_AGREED: Final = (
    Section(SectionHeading.RISK_ASSESSMENT, DataClass.RISK_NARRATIVE, "probation", words.RISK, 2, Assertion.ASSESSMENT),
    Section(SectionHeading.VICTIM_CONCERNS, DataClass.VICTIM, "probation", words.VICTIM),
    Section(SectionHeading.RISK_MANAGEMENT_PLAN, DataClass.RISK_PLAN, _COORDINATION, words.PLAN, 2),
    Section(SectionHeading.ACTIONS, DataClass.ACTION, _COORDINATION, words.ACTIONS),
)
_CLOSING: Final = (
    Section(SectionHeading.DISCLOSURE_DECISION, DataClass.DISCLOSURE, _COORDINATION, words.DISCLOSURE),
    Section(SectionHeading.REVIEW_DATE, DataClass.MANAGEMENT, _COORDINATION, words.REVIEW),
    Section(SectionHeading.RECORD_UPDATE, DataClass.MINUTES, _COORDINATION, words.RECORD),
    Section(SectionHeading.OFFENDER_INFORMED, DataClass.MINUTES, _COORDINATION, words.INFORMED),
)
RESTRICTED: Final = Section(
    _SHARED,
    DataClass.INTELLIGENCE,
    "police",
    words.RESTRICTED,
    assertion=Assertion.INTELLIGENCE,
    handling=ItemHandling.CHAIR_RELEASE,
)


def write_minutes(desk: Desk, life: Life, item: Item, following: date, *, lowered: bool = False) -> None:
    """Minutes of an item that was discussed. Older ones are agreed, and a few were amended in a second edition.

    In the demonstration's area those of a case's first meeting were, so that an earlier edition is there to be read.
    """
    status = _status(desk, item)
    sections = agenda(desk.chance, life, item, lowered=lowered)
    slots = _slots(desk.chance, life, item, following)
    _write_edition(desk, life, item, (1, status), [(s, _compose(desk.chance, s, slots)) for s in sections])
    shown = item.first and life.area.id == AREA
    if status is MinutesStatus.AGREED and (desk.chance.happens(0.08) or shown):
        amended = [(s, _compose(desk.chance, s, slots)) for s in sections]
        _write_edition(desk, life, item, (2, MinutesStatus.AMENDED), amended)


def _status(desk: Desk, item: Item) -> MinutesStatus:
    """Agreed after forty days; some are still drafted, or not agreed, when their day has passed."""
    ago = (desk.today - item.held_on).days
    if item.unwritten:
        return MinutesStatus.DRAFT
    if ago > AGREED_AFTER.days:
        return MinutesStatus.AGREED
    late = ago > DUE.days and item.position % 4 == 0
    return MinutesStatus.DRAFT if late or ago <= CIRCULATED_AFTER.days else MinutesStatus.CIRCULATED


def agenda(chance: Chance, life: Life, item: Item, *, lowered: bool) -> list[Section]:
    """The sections of this item, in the order of the agenda."""
    purpose = words.PURPOSE_FIRST if item.first else words.PURPOSE_REVIEW
    previous = words.PREVIOUS_NONE if item.first else words.PREVIOUS
    level = words.LOWERED if lowered else words.LEVEL
    held_back = (RESTRICTED,) if item.first or chance.happens(0.15) else ()
    return [
        *_BEFORE,
        Section(SectionHeading.PURPOSE, DataClass.MINUTES, _COORDINATION, purpose),
        Section(SectionHeading.PREVIOUS_ACTIONS, DataClass.ACTION, _COORDINATION, previous),
        *(_IN_CUSTODY if life.in_custody else _IN_COMMUNITY),
        *held_back,
        *_AGREED,
        Section(SectionHeading.LEVEL_DECISION, DataClass.DECISION, _COORDINATION, level),
        *_CLOSING,
    ]


def _slots(chance: Chance, life: Life, item: Item, following: date) -> dict[str, str]:
    offence = life.sentence.offence
    at_risk = "children" if offence.against_child else "a known adult" if offence.against_partner else "the public"
    released = life.sentence.released_on
    return {
        "name": f"{life.person.given_names.split()[0]} {life.person.family_name}",
        "offence": offence.name[0].lower() + offence.name[1:],
        "prison": life.managers.establishment[1],
        "lead": "probation" if life.supervised else "the police",
        "at_risk": at_risk,
        "release": f"{released:%-d %B %Y}" if released and released > item.held_on else "the end of the month",
        "interval": str(6 if item.level is Level.LEVEL_3 else 12),
        "age": str(chance.number(3, 14)),
        "level": "level 3" if item.level is Level.LEVEL_3 else "level 2",
        "next": f"{following:%-d %B %Y}",
    }


def _compose(chance: Chance, section: Section, slots: dict[str, str]) -> str:
    """Some of the sentences, each once, filled in."""
    chosen = chance.sample(section.sentences, min(section.taken, len(section.sentences)))
    return " ".join(sentence.format_map(slots) for sentence in chosen)


def _write_edition(
    desk: Desk, life: Life, item: Item, edition: tuple[int, MinutesStatus], sections: list[tuple[Section, str]]
) -> None:
    number, status = edition
    circulated_on = min(desk.today, item.held_on + CIRCULATED_AFTER)
    agreed_on = item.held_on + timedelta(days=30 + 5 * number)
    agreed = status in AGREED
    taken_on = agreed_on if number > 1 else item.held_on
    done = _done(desk, status, (taken_on, max(taken_on, circulated_on), agreed_on))
    minutes = desk.add(
        "coordination.minutes",
        meeting_case_id=item.id,
        case_id=life.id,
        meeting_id=item.meeting_id,
        held_on=item.held_on,
        edition=number,
        status=status,
        **named("taken_by", desk.staff.administrator),
        circulate_by=item.held_on + DUE,
        circulated_at=None if status is MinutesStatus.DRAFT else at(circulated_on),
        agree_by=None if status is MinutesStatus.DRAFT else circulated_on + AGREEMENT_DUE,
        agreed_on=agreed_on if agreed else None,
        **(named("agreed_by", desk.staff.chairs[0]) if agreed else {}),
        amendment="Dates of two visits were wrong." if number > 1 else None,
        amended_because="The police asked for it: the visits are on their record." if number > 1 else None,
        version=len(done),
        **recorded(taken_on, desk.staff.administrator),
    )
    write_steps(desk, life, (MINUTES, minutes), done)
    waits = status is MinutesStatus.DRAFT
    keys: dict[str, str] = {}
    for section, body in sections:
        empty = waits and section.heading in _WRITTEN_LAST
        key = _write_section(desk, life, (minutes, taken_on), (section, None if empty else body))
        keys.setdefault(section.owner, key)
    write_beyond(desk, life, (minutes, status, circulated_on), keys["police"])


def _done(desk: Desk, status: MinutesStatus, days: tuple[date, date, date]) -> list[Done]:
    """What was done to an edition, up to its state."""
    begun, circulated_on, agreed_on = days
    unit, chair = desk.staff.administrator, desk.staff.chairs[0]
    first = Act.AMEND_MINUTES if status is MinutesStatus.AMENDED else Act.BEGIN_MINUTES
    done = [
        Done(first, MinutesStatus.DRAFT, begun, desk.staff.coordinator),
        Done(Act.CIRCULATE_MINUTES, MinutesStatus.CIRCULATED, circulated_on, unit),
        Done(Act.AGREE_MINUTES, status, agreed_on, chair),
    ]
    return done[: 1 if status is MinutesStatus.DRAFT else 2 if status is MinutesStatus.CIRCULATED else 3]


def _write_section(desk: Desk, life: Life, of: tuple[str, date], written: tuple[Section, str | None]) -> str:
    """A section, and the text it has in its history; without a body it is still to be written. Its key."""
    (minutes, on), (section, body) = of, written
    kept = {
        "case_id": life.id,
        "data_class": section.data_class,
        "item_handling": section.handling.stored,
        "owner": section.owner,
        **recorded(on, desk.staff.administrator),
    }
    text = {"assertion": section.assertion, "body": body, "written_by_agency": section.owner} if body else {}
    key = desk.add(
        "coordination.minutes_section",
        minutes_id=minutes,
        position=_PLACES[section.heading],
        heading=section.heading,
        state=SectionState.WRITTEN if body else SectionState.EMPTY,
        **kept,
        **text,
    )
    if body:
        desk.add("coordination.minutes_section_version", section_id=key, section_version=1, **kept, **text)
    return key
