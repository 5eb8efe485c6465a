"""Does a person come under MAPPA, in which category, since when, until when, and why.

    answers(facts, book) -> (Identification(verdict, since, until, ground, ...), ...)

A person is in one category at a time (MAPPA A, section 1): of the grounds that stand, the one whose category goes
first by the rows of precedence. Where no ground stands and something is not known, the answer is that it is not known.
"""

from dataclasses import dataclass, replace
from datetime import date

from agencies.coordination.rule_vocabulary import Verdict
from agencies.coordination.rules.facts import PersonFacts
from agencies.coordination.rules.grounds import Doubt, Ground, found
from agencies.coordination.rules.rows import RuleBook, RuleMissingError
from agencies.coordination.vocabulary import Category

NOTHING_HELD = "No sentence, notification or decision is held."
_NO_DAY = date.min


@dataclass(frozen=True, slots=True)
class Identification:
    """The answer, and the days between which it is the same: ``until`` is exclusive, None where nothing changes it.

    ``ground`` is the reason for the category, ``others`` those that stand behind it, ``unknowns`` what is not known.
    """

    verdict: Verdict
    since: date
    until: date | None
    ground: Ground | None = None
    others: tuple[Ground, ...] = ()
    unknowns: tuple[str, ...] = ()

    @property
    def category(self) -> Category | None:
        """The category, where the person qualifies."""
        return None if self.ground is None else self.ground.category


def answers(facts: PersonFacts, book: RuleBook) -> tuple[Identification, ...]:
    """The answer on every day there is, as periods that follow one another; the first begins before all facts.

    Raises ``RuleMissingError`` where two categories apply and no row says which of them goes first.
    """
    grounds, doubts = found(facts, book)
    if not (facts.sentences or facts.notifications or facts.decisions):
        return (Identification(Verdict.NOT_KNOWN, _NO_DAY, None, unknowns=(NOTHING_HELD,)),)
    every = [_on(day, grounds, doubts, book) for day in _turning_days(grounds, doubts, book)]
    return _joined(every)


def _turning_days(grounds: list[Ground], doubts: list[Doubt], book: RuleBook) -> list[date]:
    found: list[Ground | Doubt] = [*grounds, *doubts]
    days = {day for each in found for day in (each.since, each.until) if day is not None}
    days |= {day for row in book.precedence for day in (row.valid_from, row.valid_until) if day and len(grounds) > 1}
    return sorted(days | {_NO_DAY})


def _on(day: date, grounds: list[Ground], doubts: list[Doubt], book: RuleBook) -> Identification:
    standing = [each for each in grounds if _stands(each, day)]
    unknowns = tuple(dict.fromkeys(each.words for each in doubts if _stands(each, day)))
    if standing:
        first, *others = _in_precedence(standing, book, day)
        return Identification(Verdict.QUALIFIES, day, None, first, tuple(others), unknowns)
    verdict = Verdict.NOT_KNOWN if unknowns else Verdict.DOES_NOT_QUALIFY
    return Identification(verdict, day, None, unknowns=unknowns)


def _stands(found: Ground | Doubt, day: date) -> bool:
    return found.since <= day and (found.until is None or day < found.until)


def _in_precedence(standing: list[Ground], book: RuleBook, day: date) -> list[Ground]:
    """The ground that decides, then the others. Within a category, the one that lasts longest decides.

    A day before the first row of a category is judged by that row: it is a date mistaken, or older than the rows.
    """
    rows = sorted(book.precedence, key=lambda row: row.valid_from, reverse=True)
    ranks = {row.category: row.rank for row in rows if row.valid_until is None or day < row.valid_until}  # first wins
    missing = {each.category for each in standing} - ranks.keys()
    if missing and len({each.category for each in standing}) > 1:
        names = ", ".join(sorted(missing))
        raise RuleMissingError(f"No row says when {names} goes before another category on {day:%-d %B %Y}: add one.")
    by_end = sorted(standing, key=lambda each: (-_lasts(each).toordinal(), each.since, each.rule, each.words))
    return sorted(by_end, key=lambda each: ranks.get(each.category, 0))


def _lasts(ground: Ground) -> date:
    return ground.until or date.max


def _joined(every: list[Identification]) -> tuple[Identification, ...]:
    """Neighbours that say the same are one period, and each ends where the next begins."""
    kept: list[Identification] = []
    for each in every:
        if kept and replace(each, since=kept[-1].since) == kept[-1]:
            continue
        kept.append(each)
    nexts = [*(each.since for each in kept[1:]), None]
    return tuple(replace(each, until=until) for each, until in zip(kept, nexts, strict=True))
