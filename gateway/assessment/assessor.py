"""Asks the rules about persons, some hundreds at a time, and keeps what they find.

with psycopg.connect(dsn) as connection:
    Assessor.of(connection, today).assess_all()
"""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any, Final
from uuid import UUID

import psycopg

from agencies.coordination import tables as t
from agencies.coordination.rule_vocabulary import Ending, Verdict
from agencies.coordination.rules import book_of_times as times
from agencies.coordination.rules.actions import of_action
from agencies.coordination.rules.category import Recorded, of_category, of_exited
from agencies.coordination.rules.custody import is_sexual, of_custody, of_programme, of_referral
from agencies.coordination.rules.found import Finding
from agencies.coordination.rules.identification import Identification, answers
from agencies.coordination.rules.release import of_release
from agencies.coordination.rules.reviews import of_review
from agencies.coordination.rules.rows import RuleBook
from agencies.coordination.rules.ruling import Ruling
from agencies.coordination.rules.working_days import Calendar
from agencies.coordination.vocabulary import CaseStatus, Category
from gateway.assessment import rulebook
from gateway.assessment.circumstances import Circumstances, circumstances
from gateway.assessment.holdings import PersonHeld, held
from gateway.assessment.kept import Found, Shelf
from policies.vocabulary import Handling

BATCH: Final = 1000  # persons read at a time: what bounds memory
AHEAD: Final = timedelta(days=92)  # what will hold is kept so long before: as many days may pass without asking anew
STANDING: Final = (CaseStatus.ACTIVE, CaseStatus.IDENTIFIED)
IDENTIFICATIONS: Final = Shelf(t.identification, "person_id")
IDENTIFIED: Final = Shelf(t.identified_person, "person_id")
FINDINGS: Final = Shelf(t.finding, "case_id")
KEPT: Final = tuple(shelf.table for shelf in (IDENTIFICATIONS, IDENTIFIED, FINDINGS))


@dataclass(frozen=True, slots=True)
class Assessed:
    """How many persons were asked about, how many rows are new, and who qualifies where nobody knows the area."""

    persons: int
    new: int
    without_area: int

    def __add__(self, other: "Assessed") -> "Assessed":
        return Assessed(self.persons + other.persons, self.new + other.new, self.without_area + other.without_area)


@dataclass(frozen=True, slots=True)
class Assessor:
    """The rules as the database has them on a day, and the connection in whose transaction everything is done."""

    connection: psycopg.Connection
    book: RuleBook
    calendars: dict[int | None, Calendar]
    on: date

    @classmethod
    def of(cls, connection: psycopg.Connection, on: date) -> "Assessor":
        """With the rules that stand in the database."""
        return cls(connection, rulebook.read(connection), {}, on)

    def assess_all(self) -> Assessed:
        """Everybody there is."""
        done = Assessed(0, 0, 0)
        for persons in self._batches():
            done += self.assess(persons)
        return done

    def assess(self, persons: Sequence[UUID]) -> Assessed:
        """These persons: what comes of it stands instead of what was found of them before."""
        everyone = held(self.connection, persons, self.on)
        ruled = [(person, answers(person.facts, self.book)) for person in everyone]
        around = circumstances(self.connection, persons, self.on)
        cases = [person.case.id for person in everyone if person.case]
        identified = [row for person, said in ruled if not person.case for row in self._identified(person, said)]
        new = (
            IDENTIFICATIONS.keep(self.connection, persons, (r for p, said in ruled for r in _rows(p, said)), self.on)
            + IDENTIFIED.keep(self.connection, persons, identified, self.on)
            + FINDINGS.keep(self.connection, cases, self._all_findings(ruled, around), self.on)
        )
        return Assessed(len(everyone), new, len({row["person_id"] for row in identified if row["area_id"] is None}))

    def _batches(self) -> Iterator[list[UUID]]:
        last = UUID(int=0)
        while True:
            statement = "SELECT id FROM person.person WHERE id > %s ORDER BY id LIMIT %s"
            batch = [row[0] for row in self.connection.execute(statement, [last, BATCH])]
            if not batch:
                return
            yield batch
            last = batch[-1]

    def _ruling(self, area: int | None) -> Ruling:
        if area not in self.calendars:
            self.calendars[area] = rulebook.calendar_of(self.connection, area)
        return Ruling(self.book, self.calendars[area], self.on)

    def _all_findings(
        self, ruled: Sequence[tuple[PersonHeld, tuple[Identification, ...]]], around: Mapping[UUID, Circumstances]
    ) -> Iterator[Found]:
        for person, said in ruled:
            for finding in self._found(person, said, around) if person.case else ():
                if finding.holds_from <= self.on + AHEAD:
                    yield {"case_id": person.case and person.case.id} | _columns(finding)

    def _found(
        self, person: PersonHeld, said: tuple[Identification, ...], around: Mapping[UUID, Circumstances]
    ) -> Iterator[Finding]:
        """Of a case that stands everything, of one that was left whether its person qualifies anew."""
        case = person.case
        if case is None:
            return
        ruling = self._ruling(case.area)
        if case.status is CaseStatus.EXITED and case.exited_on is not None:
            yield from of_exited(case.exited_on, said, ruling)
        if case.status not in STANDING:
            return
        recorded = Recorded(case.category, case.entered_on or self.on, case.last_reviewed_on)
        yield from of_category(recorded, person.facts, said, ruling)
        if person.id in around:
            yield from of_circumstances(around[person.id], is_sexual(person.facts.sentences, self.book), ruling)

    def _identified(self, person: PersonHeld, said: tuple[Identification, ...]) -> Iterator[Found]:
        """Somebody without a case: every period, now or to come, in which they qualify or may."""
        ruling, began = self._ruling(person.area), None
        for answer in said:
            if answer.verdict is Verdict.DOES_NOT_QUALIFY:
                began = None
                continue
            began = began or _begins(person, answer)  # notified once, whatever the category becomes afterwards
            if answer.until is None or answer.until > self.on:
                yield _about(person, answer) | {
                    "area_id": person.area,
                    "handling": _handling(person, answer).stored,
                    "notify_by": ruling.due(times.NOTIFIED, began),
                    "holds_from": _begins(person, answer),
                }


def _columns(finding: Finding) -> Found:
    return {name: getattr(finding, name) for name in Finding.__slots__}


def of_circumstances(around: Circumstances, sexual: bool, ruling: Ruling) -> Iterator[Finding]:
    """What is missing, late or unanswered around a case."""
    for scheduled in around.reviews:
        yield from of_review(scheduled, ruling)
    if around.custody is not None:
        yield from of_custody(around.custody, sexual, ruling)
    if around.release is not None:
        yield from of_release(around.release, ruling)
    yield from (of_programme(each, ruling) for each in around.programmes)
    yield from (of_referral(each, ruling) for each in around.referrals)
    for action in around.actions:
        yield from of_action(action, ruling)


def _handling(person: PersonHeld, answer: Identification) -> Handling:
    """What the handling of their case would be."""
    terrorism = Category.CATEGORY_4 in {ground.category for ground in (answer.ground, *answer.others) if ground}
    if person.restricted:
        return Handling.TERRORISM_LIMITED_ACCESS if terrorism else Handling.LIMITED_ACCESS
    return Handling.TERRORISM if terrorism else Handling.ORDINARY


def _rows(person: PersonHeld, said: tuple[Identification, ...]) -> Iterator[Found]:
    """The answer for each period; one without a beginning begins when the first fact does."""
    for answer in said:
        if answer.since == date.min and len(said) > 1:
            continue  # before the first fact there is nothing to say
        row = _about(person, answer) | {"holds_from": _begins(person, answer)}
        ground = answer.ground
        ends_on = ground.until if ground and ground.ending is Ending.ON_DATE else None
        row |= {"limb": ground and ground.limb, "ending": ground and ground.ending, "ends_on": ends_on}
        row["others"] = " ".join(each.words for each in answer.others) or None
        yield row


def _begins(person: PersonHeld, answer: Identification) -> date:
    """An answer that is the same on every day is told from the first fact on."""
    facts = person.facts
    days = [each.convicted_on for each in facts.sentences] + [each.starts_on for each in facts.notifications]
    days += [each.on for each in facts.decisions]
    return answer.since if answer.since != date.min else min(days, default=_NOBODY_KNOWS_WHEN)


_NOBODY_KNOWS_WHEN: Final = date(1900, 1, 1)  # nothing is held at all, and that has always been so


def _about(person: PersonHeld, answer: Identification) -> dict[str, Any]:
    ground = answer.ground
    return {
        "person_id": person.id,
        "verdict": answer.verdict,
        "category": answer.category,
        "reason": ground and ground.words,
        "unknowns": " ".join(answer.unknowns) or None,
        "rule_code": ground and ground.rule,
        "rule_source": ground and ground.source,
        "holds_from": answer.since,
        "holds_until": answer.until,
    }
