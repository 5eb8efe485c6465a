"""Where the recorded category of a case and the rules part: a wrong category, an exit that is due, a review.

None of it changes the record. An exit is confirmed by a person, and a category is corrected by one.
"""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agencies.coordination.rule_vocabulary import FindingKind, Verdict
from agencies.coordination.rules import book_of_times as times
from agencies.coordination.rules.facts import PersonFacts
from agencies.coordination.rules.found import Finding
from agencies.coordination.rules.identification import Identification
from agencies.coordination.rules.ruling import Ruling
from agencies.coordination.vocabulary import Category
from policies.vocabulary import DataClass

_REVIEWED = {Category.CATEGORY_3: times.CATEGORY_3_REVIEWED, Category.CATEGORY_4: times.CATEGORY_4_REVIEWED}


@dataclass(frozen=True, slots=True)
class Recorded:
    """What the record says of a case that stands."""

    category: Category
    entered_on: date
    last_reviewed_on: date | None = None


def of_category(
    recorded: Recorded, facts: PersonFacts, answers: tuple[Identification, ...], ruling: Ruling
) -> Iterator[Finding]:
    """Every finding about the category that holds now or will."""
    for answer in answers:
        if answer.until is None or answer.until > max(ruling.on, recorded.entered_on):
            yield from _of_period(recorded, answer, answers, ruling)
    yield from _review(recorded, facts, ruling)


def of_exited(exited_on: date, answers: tuple[Identification, ...], ruling: Ruling) -> Iterator[Finding]:
    """Somebody who has left and comes under MAPPA anew: by a ground that began after the exit."""
    for answer in answers:
        ground = answer.ground
        if ground is None or ground.since <= exited_on or (answer.until is not None and answer.until <= ruling.on):
            continue
        limit = ruling.timing(times.NOTIFIED)
        yield Finding(
            kind=FindingKind.CATEGORY_DISAGREES,
            data_class=DataClass.CONVICTION,
            says=f"Left MAPPA on {exited_on:%-d %B %Y}; now in {_in_words(ground.category)}: {ground.words}",
            owner=limit.owner,
            holds_from=answer.since,
            holds_until=answer.until,
            settle_by=ruling.due(times.NOTIFIED, ground.since),
            rule_code=ground.rule,
            rule_source=ground.source,
        )


def _of_period(
    recorded: Recorded, answer: Identification, answers: tuple[Identification, ...], ruling: Ruling
) -> Iterator[Finding]:
    since = max(answer.since, recorded.entered_on)
    if answer.category is recorded.category:
        return
    if answer.verdict is Verdict.NOT_KNOWN:
        kind, says, limit = FindingKind.CATEGORY_NOT_KNOWN, " ".join(answer.unknowns), times.DISAGREEMENT_SETTLED
    elif ended := _ended(recorded.category, answer, answers):
        kind, says, limit = FindingKind.EXIT_DUE, _exit_words(recorded, ended, answer), times.EXIT_CONFIRMED
    else:
        kind, says, limit = FindingKind.CATEGORY_DISAGREES, _differ(recorded, answer), times.DISAGREEMENT_SETTLED
    decides = answer.ground
    yield Finding(
        kind=kind,
        data_class=DataClass.CONVICTION,
        says=says,
        owner=ruling.timing(limit).owner,
        holds_from=since,
        holds_until=answer.until,
        settle_by=ruling.due(limit, since),
        rule_code=decides.rule if decides else ruling.timing(limit).code,
        rule_source=decides.source if decides else ruling.timing(limit).source,
    )


def _ended(category: Category, now: Identification, answers: tuple[Identification, ...]) -> date | None:
    """The day on which the last ground of the recorded category ended, where it stands no longer.

    Where no category was recorded that could end, it is the last ground of all, once none stands.
    """
    counted = set(Category) if category in _UNNUMBERED else {category}
    if counted & _categories(now):
        return None
    before = [each for each in answers if each.until is not None and each.until <= now.since]
    return max((each.until for each in before if each.until and counted & _categories(each)), default=None)


def _categories(answer: Identification) -> set[Category]:
    """The categories for which a ground stands."""
    return {ground.category for ground in (answer.ground, *answer.others) if ground}


def _exit_words(recorded: Recorded, ended: date, answer: Identification) -> str:
    says = f"The ground for {_in_words(recorded.category)} ended on {ended:%-d %B %Y}."
    if answer.ground is None:
        return f"{says} No other ground stands: a person is to confirm the exit."
    return f"{says} {_in_words(answer.ground.category).capitalize()} stands: {answer.ground.words}"


def _differ(recorded: Recorded, answer: Identification) -> str:
    """With what is not known: it may be all that keeps the rules from the category that is recorded."""
    if answer.ground is None:
        return f"Recorded in {_in_words(recorded.category)}; the rules find no ground for any category."
    say = f"the rules say {_in_words(answer.ground.category)}: {answer.ground.words}"
    return " ".join((f"Recorded in {_in_words(recorded.category)}; {say}", *answer.unknowns))


def _in_words(category: Category) -> str:
    return category.lower().replace("_", " ") if category in _NUMBERED else f"a category {_UNNUMBERED[category]}"


_NUMBERED = (Category.CATEGORY_1, Category.CATEGORY_2, Category.CATEGORY_3, Category.CATEGORY_4)
_UNNUMBERED = {Category.TO_BE_DETERMINED: "to be determined", Category.UNRECOGNISED: "that was not recognised"}


def _review(recorded: Recorded, facts: PersonFacts, ruling: Ruling) -> Iterator[Finding]:
    """A category that rests on a decision is decided anew from time to time, counted from the last review."""
    for decision in facts.decisions:
        if decision.category is not recorded.category or decision.until is not None:
            continue
        limit = _REVIEWED[decision.category]
        counted_from = max(decision.on, recorded.last_reviewed_on or decision.on)
        due = ruling.due(limit, counted_from)
        yield Finding(
            kind=FindingKind.CATEGORY_REVIEW_DUE,
            data_class=DataClass.DECISION,
            says=ruling.timing(limit).statement,
            owner=ruling.timing(limit).owner,
            holds_from=due,
            settle_by=due,
            rule_code=limit,
            rule_source=ruling.timing(limit).source,
        )
