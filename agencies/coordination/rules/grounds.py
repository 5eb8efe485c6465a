"""The grounds on which a person comes under MAPPA, and the doubts that keep an answer from being no.

CJA 2003 s.325(2) and s.327, as amended by the Police, Crime, Sentencing and Courts Act 2022 s.189. Each function reads
one kind of fact; none of them asks what day it is.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from agencies.coordination.rule_vocabulary import Ending, Reach
from agencies.coordination.rules.facts import Decided, LevelHeld, Notification, PersonFacts, Sentence
from agencies.coordination.rules.rows import NotificationLength, QualifyingSentence, RuleBook, Schedule
from agencies.coordination.rules.spans import months_after
from agencies.coordination.vocabulary import Category, Level, QualifyingReason

_DAY = timedelta(days=1)
_UNDECIDED = (Level.TO_BE_DETERMINED, Level.UNRECOGNISED)


@dataclass(frozen=True, slots=True)
class Ground:
    """A reason to be in a category, from a day until a day (exclusive; None while nothing dated ends it)."""

    category: Category
    limb: QualifyingReason
    since: date
    until: date | None
    ending: Ending
    rule: str
    source: str
    words: str


@dataclass(frozen=True, slots=True)
class Doubt:
    """What would have to be known before anybody may say no, while it is not known."""

    since: date
    until: date | None
    words: str


Found = Ground | Doubt


@dataclass(frozen=True, slots=True)
class Listed:
    """A schedule that an offence is in, since when both are in force."""

    schedule: Schedule
    since: date


def found(facts: PersonFacts, book: RuleBook) -> tuple[list[Ground], list[Doubt]]:
    """Every ground and every doubt that the facts give rise to."""
    all_found = [
        *(each for sentence in facts.sentences for each in of_sentence(sentence, book)),
        *(each for period in facts.notifications for each in of_notification(period, book)),
        *unnotified(facts, book),
        *(each for decision in facts.decisions for each in of_decision(decision, facts.levels, book)),
    ]
    grounds = [each for each in all_found if isinstance(each, Ground)]
    return grounds, [each for each in all_found if isinstance(each, Doubt)]


# -- sentences ---------------------------------------------------------------------------------------------------

NEVER_QUALIFY = ("COMMUNITY_ORDER", "CAUTION")  # CJA 2003 s.327(3) lists the sentences that do; these are not there


def of_sentence(sentence: Sentence, book: RuleBook) -> Iterator[Found]:
    """What a sentence gives rise to: a ground by the rule that it meets, or what is missing to say so."""
    scheduled = schedules_of(sentence, book)
    if scheduled is None:
        if sentence.kind not in NEVER_QUALIFY:
            words = f"No list says whether {sentence.offence} is in a schedule."
            yield Doubt(sentence.began_on, _until(sentence), words)
        return
    for category in (Category.CATEGORY_2, Category.CATEGORY_4):
        yield from _in_category(sentence, _of_category(scheduled, category, book), category, book)


def schedules_of(sentence: Sentence, book: RuleBook) -> Mapping[str, date] | None:
    """The schedules that the offence is in, each with the day since which; None where nothing says.

    A schedule that the record of the court names is taken as named; the lists add those that they have for the code.
    """
    listed = [each for each in book.listings if each.offence_code == sentence.offence_code]
    if not listed and not sentence.schedule:
        return None
    names = {each.schedule: each.valid_from for each in listed if each.schedule}
    return names | ({sentence.schedule: date.min} if sentence.schedule else {})


def _of_category(scheduled: Mapping[str, date], category: Category, book: RuleBook) -> list[Listed]:
    """Those of the schedules that lead to the category, each from when both list and schedule are in force."""
    rows = [each for each in book.schedules if each.category is category and each.name in scheduled]
    return [Listed(each, max(each.valid_from, scheduled[each.name])) for each in rows]


def _in_category(sentence: Sentence, listed: list[Listed], category: Category, book: RuleBook) -> Iterator[Found]:
    if not listed or sentence.kind in NEVER_QUALIFY:
        return
    if sentence.kind not in {rule.sentence_kind for rule in book.sentences}:
        yield _unrecognised(sentence)
        return
    rules = [r for r in book.sentences if r.category is category and r.sentence_kind == sentence.kind]
    pairs = [(rule, each) for rule in rules for each in listed if rule.schedule in (None, each.schedule.name)]
    met = [found for rule, each in pairs for found in _by_rule(sentence, rule, each)]
    yield from [each for each in met if isinstance(each, Ground)] or met  # a rule that is met settles the others


def _unrecognised(sentence: Sentence) -> Doubt:
    """A conviction that awaits its sentence may yet qualify, and so may a sentence that nobody recognised."""
    if sentence.sentenced_on is None:
        return Doubt(sentence.convicted_on, None, f"The sentence for {sentence.offence} is not recorded yet.")
    return Doubt(sentence.sentenced_on, _until(sentence), f"The sentence for {sentence.offence} was not recognised.")


def _by_rule(sentence: Sentence, rule: QualifyingSentence, listed: Listed) -> Iterator[Found]:
    since = max(sentence.began_on, rule.valid_from, listed.since)
    until = _earliest(_until(sentence), rule.valid_until, listed.schedule.valid_until)
    earlier = sentence.began_on < listed.since and listed.schedule.reach is Reach.PASSED_SINCE
    if (until is not None and until <= since) or earlier or _is_too_short(sentence, rule):
        return
    if question := _open_question(sentence, rule, listed):
        yield Doubt(since, until, question)
        return
    ending, words = sentence.ending, _words(sentence, rule)
    yield Ground(rule.category, rule.limb, since, until, ending, rule.code, rule.source, words)


def _is_too_short(sentence: Sentence, rule: QualifyingSentence) -> bool:
    """Less than the rule asks; a length that nobody recorded is not short."""
    if rule.minimum_months is None or sentence.length is None:
        return False
    return not sentence.length.reaches(rule.minimum_months, sentence.began_on)


def _open_question(sentence: Sentence, rule: QualifyingSentence, listed: Listed) -> str | None:
    if rule.minimum_months is not None and sentence.length is None:
        return f"The length of the sentence for {sentence.offence} is not recorded."
    if listed.schedule.reach is Reach.NOT_SETTLED and sentence.began_on < listed.since:
        change = f"the change of {listed.since:%-d %B %Y}"
        return f"Whether {change} reaches the earlier sentence for {sentence.offence} is not settled."
    return None


def _words(sentence: Sentence, rule: QualifyingSentence) -> str:
    kind = sentence.kind.lower().replace("_", " ")
    passed = f"{sentence.began_on:%-d %B %Y}"
    if rule.minimum_months:
        return f"{sentence.offence}: {kind} of not less than {rule.minimum_months} months, passed on {passed}."
    return f"{sentence.offence}: {kind}, passed on {passed}."


def _until(sentence: Sentence) -> date | None:
    """A person is on licence, or under an order, through its last day."""
    return None if sentence.last_day is None else sentence.last_day + _DAY


def _earliest(*days: date | None) -> date | None:
    return min((day for day in days if day is not None), default=None)


# -- notification ------------------------------------------------------------------------------------------------


def of_notification(period: Notification, book: RuleBook) -> Iterator[Found]:
    """Category 1 or 4 while the requirements last, as recorded, or as long as the rule for their basis says."""
    rule = _length_of(period, book)
    until, ending = _notified_until(period, rule)
    if rule is None or rule.category is None:
        words = "Subject to notification requirements; the record does not say under which Act."
        yield Doubt(period.starts_on, until, words)
        return
    terrorism = rule.category is Category.CATEGORY_4
    limb = QualifyingReason.TERRORISM_NOTIFICATION if terrorism else QualifyingReason.NOTIFICATION_REQUIREMENTS
    words = f"Subject to notification requirements from {period.starts_on:%-d %B %Y} ({_basis(period)})."
    since = max(period.starts_on, rule.valid_from)
    yield Ground(rule.category, limb, since, until, ending, rule.code, rule.source, words)


def _length_of(period: Notification, book: RuleBook) -> NotificationLength | None:
    """The rule in force when the period began, or the first since: the Acts reached those then still under sentence."""
    rules = sorted((r for r in book.notifications if r.basis == period.basis), key=lambda rule: rule.valid_from)
    return next((r for r in rules if r.valid_until is None or period.starts_on < r.valid_until), None)


def _basis(period: Notification) -> str:
    return period.basis.lower().replace("_", " ")


def _notified_until(period: Notification, rule: NotificationLength | None) -> tuple[date | None, Ending]:
    """As recorded; else a period that begins with its first day, so that it ends on the day before the same date."""
    if period.indefinite:
        return None, Ending.NEVER
    if period.last_day is not None:
        return period.last_day + _DAY, Ending.ON_DATE
    if rule is None or (rule.months is None and not rule.indefinite):
        return None, Ending.NOT_KNOWN
    if rule.months is None:
        return None, Ending.NEVER
    return months_after(period.starts_on, rule.months), Ending.ON_DATE


def unnotified(facts: PersonFacts, book: RuleBook) -> Iterator[Doubt]:
    """An offence that may bring notification requirements, while the police hold none: a question, not a no."""
    if facts.notifications:
        return
    for sentence in facts.sentences:
        if _of_category(schedules_of(sentence, book) or {}, Category.CATEGORY_1, book):
            words = f"{sentence.offence} may bring notification requirements, and the police hold no period of them."
            yield Doubt(sentence.convicted_on, None, words)


# -- decisions ---------------------------------------------------------------------------------------------------


def of_decision(decision: Decided, levels: tuple[LevelHeld, ...], book: RuleBook) -> Iterator[Found]:
    """A category that rests on a decision, for as long as the decision and, for category 3, level 2 or 3 last."""
    needed = {each.level for each in book.conditions if each.category is decision.category}
    if not needed:
        yield _ground_of(decision, decision.on, decision.until)
        return
    held = [(each, *_within(decision, each)) for each in levels]
    held = [(each, since, until) for each, since, until in held if until is None or since < until]
    if not held:
        words = "In a category that needs level 2 or 3, and no level is recorded."
        yield Doubt(decision.on, decision.until, words)
    for each, since, until in held:
        if each.level in needed:
            yield _ground_of(decision, since, until)
        elif each.level in _UNDECIDED:
            words = "In a category that needs level 2 or 3, and the level is to be determined."
            yield Doubt(since, until, words)


def _within(decision: Decided, held: LevelHeld) -> tuple[date, date | None]:
    return max(decision.on, held.since), _earliest(decision.until, held.until)


def _ground_of(decision: Decided, since: date, until: date | None) -> Ground:
    words = f"By decision of the Responsible Authority of {decision.on:%-d %B %Y}."
    limb, code = decision.limb, DECISION_RULES[decision.limb]
    return Ground(decision.category, limb, since, until, Ending.ON_DECISION, code, "CJA 2003 s.325(2)", words)


DECISION_RULES = {
    QualifyingReason.CAPABLE_OF_SERIOUS_HARM: "category-3-by-decision",
    QualifyingReason.TERRORISM_RISK: "category-4-by-decision",
}
