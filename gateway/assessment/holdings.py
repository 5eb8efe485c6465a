"""Reads what the rules ask for from those who hold it, for some persons at a time."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import psycopg
from psycopg.rows import dict_row

from agencies.coordination.rule_vocabulary import Ending
from agencies.coordination.rules.facts import Decided, LevelHeld, Notification, PersonFacts, Sentence
from agencies.coordination.rules.spans import Span
from agencies.coordination.vocabulary import CaseStatus, Category, Level, QualifyingReason
from agencies.police.vocabulary import NotificationStatus
from agencies.probation.vocabulary import SentenceKind

LIFELONG: Final = (
    SentenceKind.LIFE_IMPRISONMENT,
    SentenceKind.CUSTODY_FOR_LIFE,
    SentenceKind.IMPRISONMENT_FOR_PUBLIC_PROTECTION,
    SentenceKind.DETENTION_FOR_PUBLIC_PROTECTION,
    SentenceKind.DETENTION_DURING_HM_PLEASURE,
)
HOSPITAL: Final = (
    SentenceKind.HOSPITAL_ORDER,
    SentenceKind.HOSPITAL_ORDER_WITH_RESTRICTION,
    SentenceKind.GUARDIANSHIP_ORDER,
)
_DAY: Final = timedelta(days=1)


@dataclass(frozen=True, slots=True)
class CaseHeld:
    """The case of a person, as the joint record has it."""

    id: UUID
    area: int
    status: CaseStatus
    category: Category
    entered_on: date | None
    last_reviewed_on: date | None
    exited_on: date | None = None


@dataclass(frozen=True, slots=True)
class PersonHeld:
    """A person as the holdings have them: the facts of identification, the case if there is one, and the area."""

    id: UUID
    facts: PersonFacts
    case: CaseHeld | None
    area: int | None
    restricted: bool


@dataclass(slots=True)
class _Gathering:
    sentences: dict[UUID, list[Sentence]] = field(default_factory=lambda: defaultdict(list))
    notifications: dict[UUID, list[Notification]] = field(default_factory=lambda: defaultdict(list))
    decisions: dict[UUID, list[Decided]] = field(default_factory=lambda: defaultdict(list))
    levels: dict[UUID, list[LevelHeld]] = field(default_factory=lambda: defaultdict(list))


_SENTENCES = """
select c.person_id, c.offence, c.offence_code, c.schedule, c.convicted_on, c.sentenced_on, c.sentence_kind,
    c.length_months, c.length_days, coalesce(c.ends_on, case when c.main_offence then coalesce(
        (select max(l.expires_on) from probation.licence l
            where l.person_id = c.person_id and l.superseded_by is null),
        (select max(k.falls_on) from prison.key_date k where k.person_id = c.person_id
            and k.superseded_by is null and k.kind in ('SENTENCE_EXPIRY', 'LICENCE_EXPIRY'))) end) as last_day
from probation.conviction c
where c.person_id = any(%(persons)s) and c.superseded_by is null order by c.convicted_on, c.id
"""
_NOTIFICATIONS = """
select person_id, basis, starts_on, ends_on, indefinite, status,
    (as_of at time zone 'Europe/London')::date as as_of from police.notification_period
where person_id = any(%(persons)s) and superseded_by is null order by starts_on, id
"""
_DECISIONS = """
select c.person_id, h.category, h.qualifying_reason, h.valid_from, h.valid_until
from coordination.category_history h join coordination."case" c on c.id = h.case_id
where c.person_id = any(%(persons)s) and (h.category = 'CATEGORY_3' or h.qualifying_reason = 'TERRORISM_RISK')
order by h.valid_from, h.id
"""
_LEVELS = """
select c.person_id, h.level, h.valid_from, h.valid_until
from coordination.level_history h join coordination."case" c on c.id = h.case_id
where c.person_id = any(%(persons)s) and exists (select from coordination.category_history x
    where x.case_id = c.id and (x.category = 'CATEGORY_3' or x.qualifying_reason = 'TERRORISM_RISK'))
order by h.valid_from, h.id
"""
_PERSONS = """
select p.id, c.id as case_id, c.area_id as case_area, c.status, c.category, c.entered_on, c.last_reviewed_on,
    c.exited_on,
    coalesce(
        (select s.area_id from probation.supervision s where s.person_id = p.id and s.superseded_by is null
            and s.area_id is not null order by s.valid_from desc limit 1),
        (select m.area_id from police.managed_person m where m.person_id = p.id and m.superseded_by is null
            and m.area_id is not null order by m.valid_from desc limit 1)) as area,
    exists (select from probation.access_limit l where l.person_id = p.id and l.kind = 'RESTRICTION'
        and l.superseded_by is null and (l.valid_until is null or l.valid_until > %(on)s)) as restricted
from person.person p left join coordination."case" c on c.person_id = p.id
where p.id = any(%(persons)s) and p.superseded_by is null and p.deceased_on is null order by p.id
"""


def held(connection: psycopg.Connection, persons: Sequence[UUID], on: date) -> list[PersonHeld]:
    """Everything held of these persons; of those who died, or are the same as another, nothing is asked."""
    gathering = _gathered(connection, persons)
    return [_person(row, gathering) for row in _rows(connection, _PERSONS, persons, on)]


def _rows(
    connection: psycopg.Connection, statement: str, persons: Sequence[UUID], on: date
) -> Iterator[dict[str, Any]]:
    with connection.cursor(row_factory=dict_row) as cursor:
        yield from cursor.execute(statement.encode(), {"persons": list(persons), "on": on})


def _gathered(connection: psycopg.Connection, persons: Sequence[UUID]) -> _Gathering:
    found, never = _Gathering(), date.max
    for row in _rows(connection, _SENTENCES, persons, never):
        found.sentences[row["person_id"]].append(sentence_of(row))
    for row in _rows(connection, _NOTIFICATIONS, persons, never):
        found.notifications[row["person_id"]].append(notification_of(row))
    for row in _rows(connection, _DECISIONS, persons, never):
        category, limb = Category(row["category"]), QualifyingReason(row["qualifying_reason"])
        limb = QualifyingReason.CAPABLE_OF_SERIOUS_HARM if category is Category.CATEGORY_3 else limb
        found.decisions[row["person_id"]].append(Decided(category, limb, row["valid_from"], row["valid_until"]))
    for row in _rows(connection, _LEVELS, persons, never):
        level = LevelHeld(Level(row["level"]), row["valid_from"], row["valid_until"])
        found.levels[row["person_id"]].append(level)
    return found


def _person(row: dict[str, Any], found: _Gathering) -> PersonHeld:
    key = row["id"]
    facts = PersonFacts(
        tuple(found.sentences[key]),
        tuple(found.notifications[key]),
        tuple(found.decisions[key]),
        tuple(found.levels[key]),
    )
    return PersonHeld(key, facts, _case(row), row["area"], row["restricted"])


def _case(row: dict[str, Any]) -> CaseHeld | None:
    if row["case_id"] is None:
        return None
    status, category = CaseStatus(row["status"]), Category(row["category"])
    days = row["entered_on"], row["last_reviewed_on"], row["exited_on"]
    return CaseHeld(row["case_id"], row["case_area"], status, category, *days)


def sentence_of(row: dict[str, Any]) -> Sentence:
    """A conviction as the rules read it, from its columns; when it ends, from whoever says so."""
    ending, last_day = ending_of(row)
    return Sentence(
        offence=row["offence"],
        offence_code=row["offence_code"],
        schedule=row["schedule"],
        convicted_on=row["convicted_on"],
        sentenced_on=row["sentenced_on"],
        kind=row["sentence_kind"],
        length=_length(row),
        ending=ending,
        last_day=last_day,
    )


def _length(row: dict[str, Any]) -> Span | None:
    if row["length_months"] is None and row["length_days"] is None:
        return None
    return Span(row["length_months"] or 0, row["length_days"] or 0)


def ending_of(row: dict[str, Any]) -> tuple[Ending, date | None]:
    """What ends a sentence, and its last day.

    As reported; else for life, or on discharge; else, for a fixed length, at the latest when its length has run.
    """
    if row["last_day"] is not None:
        return Ending.ON_DATE, row["last_day"]
    if row["sentence_kind"] in LIFELONG:
        return Ending.NEVER, None
    if row["sentence_kind"] in HOSPITAL:
        return Ending.ON_DISCHARGE, None
    length, began = _length(row), row["sentenced_on"]
    if length is None or began is None or row["sentence_kind"] == SentenceKind.EXTENDED_SENTENCE:
        return Ending.NOT_KNOWN, None
    return Ending.ON_DATE, length.after(began) - _DAY


def notification_of(row: dict[str, Any]) -> Notification:
    """A notification period as the rules read it; one that the police say has ended ended when they said so."""
    last_day = row["ends_on"]
    ended = row["status"] == NotificationStatus.ENDED
    if ended:
        last_day = min(last_day or date.max, max(row["as_of"], row["starts_on"]))
    return Notification(row["basis"], row["starts_on"], last_day, row["indefinite"] and not ended)
