"""Public protection in custody, and care that two agencies share: what is missing, late, or ran out unseen.

Inspections found monitoring lists out of date and sexual offenders without a manager (mappa.md 7.4, 9): each is found
from dates, so that nobody has to remember to look.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from datetime import date, timedelta
from typing import Final

from agencies.coordination.rule_vocabulary import FindingKind, JointManager
from agencies.coordination.rules import book_of_times as times
from agencies.coordination.rules.facts import Sentence
from agencies.coordination.rules.found import Finding
from agencies.coordination.rules.grounds import schedules_of
from agencies.coordination.rules.rows import RuleBook
from agencies.coordination.rules.ruling import Ruling
from agencies.coordination.vocabulary import Category
from policies.vocabulary import DataClass

_DAY = timedelta(days=1)
LACKING: Final = {
    JointManager.PRISON: FindingKind.NO_PRISON_MANAGER,
    JointManager.COMMUNITY: FindingKind.NO_COMMUNITY_MANAGER,
}
_NAMED_BY: Final = {
    JointManager.PRISON: (times.PRISON_MANAGER, DataClass.CUSTODY),
    JointManager.COMMUNITY: (times.COMMUNITY_MANAGER, DataClass.SUPERVISION),
}


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure in custody. ``followed`` where another of its kind began by the time this one ended."""

    kind: str
    starts_on: date
    ends_on: date | None
    next_review_due: date | None
    followed: bool = False


@dataclass(frozen=True, slots=True)
class Programme:
    """An accredited programme for which somebody is eligible and which was not offered, nor said why not."""

    name: str
    known_on: date


@dataclass(frozen=True, slots=True)
class Referral:
    """A referral of children that is not answered yet."""

    reference: str
    made_on: date


@dataclass(frozen=True, slots=True)
class Custody:
    """Somebody whom a prison holds: since when, whether each of the two managers is named, and what is in place.

    ``excepted``: the last day of the exception to joint care, for a manager for whom the case is on the list.
    """

    since: date
    has_prison_manager: bool
    has_community_manager: bool
    measures: tuple[Measure, ...] = ()
    excepted: Mapping[JointManager, date] = field(default_factory=dict)


def is_sexual(sentences: tuple[Sentence, ...], book: RuleBook) -> bool:
    """Whether any conviction is for an offence in a schedule that leads to category 1."""
    names = {row.name for row in book.schedules if row.category is Category.CATEGORY_1}
    return any(names & set(schedules_of(sentence, book) or {}) for sentence in sentences)


def of_custody(custody: Custody, sexual: bool, ruling: Ruling) -> Iterator[Finding]:
    """The exceptions to joint care, and the measures that need somebody."""
    if sexual and not custody.has_prison_manager:
        yield _unmanaged(JointManager.PRISON, custody, ruling)
    if sexual and not custody.has_community_manager:
        yield _unmanaged(JointManager.COMMUNITY, custody, ruling)
    for measure in custody.measures:
        yield from of_measure(measure, ruling)


def _unmanaged(manager: JointManager, custody: Custody, ruling: Ruling) -> Finding:
    """From the day after the limit; where the case is on the exceptions list, from the day after that ends."""
    code, data_class = _NAMED_BY[manager]
    limit, due = ruling.timing(code), ruling.due(code, custody.since)
    says = f"Convicted of a sexual offence and in custody since {custody.since:%-d %B %Y}. {limit.statement}"
    excepted = custody.excepted.get(manager)
    if excepted is not None and excepted > due:
        due, says = excepted, f"{says} The case is on the exceptions list until {excepted:%-d %B %Y}."
    return Finding(
        kind=LACKING[manager],
        data_class=data_class,
        says=says,
        owner=limit.owner,
        holds_from=due + _DAY,
        settle_by=due,
        rule_code=code,
        rule_source=limit.source,
    )


def of_measure(measure: Measure, ruling: Ruling) -> Iterator[Finding]:
    """A review that is late while the measure lasts, and an end that nobody followed up while the person is held."""
    words, ends_on = measure.kind.lower().replace("_", " ").capitalize(), measure.ends_on
    over = ends_on + _DAY if ends_on else None
    due = measure.next_review_due
    if due is not None and (over is None or due + _DAY < over):
        says = f"{words}: the review due on {due:%-d %B %Y} was not held, and the measure goes on."
        yield _of_measure(FindingKind.MEASURE_REVIEW_LATE, says, (due + _DAY, over, due), ruling)
    if over is not None and not measure.followed:
        says = f"{words}: ended on {over - _DAY:%-d %B %Y}, the person is still held, and nothing took its place."
        settle_by = ruling.due(times.MEASURE_LOOKED_AT, over)
        yield _of_measure(FindingKind.MEASURE_ENDS_UNREVIEWED, says, (over, None, settle_by), ruling)


def _of_measure(kind: FindingKind, says: str, days: tuple[date, date | None, date], ruling: Ruling) -> Finding:
    limit = ruling.timing(times.MEASURE_LOOKED_AT)
    since, until, settle_by = days
    return Finding(
        kind=kind,
        data_class=DataClass.PUBLIC_PROTECTION,
        says=says,
        owner=limit.owner,
        holds_from=since,
        holds_until=until,
        settle_by=settle_by,
        rule_code=limit.code,
        rule_source=limit.source,
    )


def of_programme(programme: Programme, ruling: Ruling) -> Finding:
    """Eligible, not offered, and nobody says why."""
    limit, due = ruling.timing(times.PROGRAMME_OFFERED), ruling.due(times.PROGRAMME_OFFERED, programme.known_on)
    return Finding(
        kind=FindingKind.PROGRAMME_NOT_OFFERED,
        data_class=DataClass.SUPERVISION,
        says=f"{programme.name}: eligible since {programme.known_on:%-d %B %Y}, not offered. {limit.statement}",
        owner=limit.owner,
        holds_from=due + _DAY,
        settle_by=due,
        rule_code=limit.code,
        rule_source=limit.source,
    )


def of_referral(referral: Referral, ruling: Ruling) -> Finding:
    """Made, and not answered in time."""
    limit, due = ruling.timing(times.SAFEGUARDING_ANSWERED), ruling.due(times.SAFEGUARDING_ANSWERED, referral.made_on)
    return Finding(
        kind=FindingKind.SAFEGUARDING_UNANSWERED,
        data_class=DataClass.PUBLIC_PROTECTION,
        says=f"{referral.reference} of {referral.made_on:%-d %B %Y} is not answered. {limit.statement}",
        owner=limit.owner,
        holds_from=due + _DAY,
        settle_by=due,
        rule_code=limit.code,
        rule_source=limit.source,
    )
