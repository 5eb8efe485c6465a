"""Rules as rows: each class has the columns of its table, and a key that follows from what the row says it is."""

from dataclasses import dataclass
from datetime import date
from uuid import UUID, uuid5

from agencies.coordination.rule_vocabulary import Direction, Reach, Unit
from agencies.coordination.vocabulary import Category, Level, QualifyingReason

_KEYS = UUID("6c1c7f0e-6a0e-5f5b-9a3e-2f4f3f1f7a10")  # the namespace of rule keys; changing it makes every rule another


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """What every rule says of itself: from when, until when (exclusive), on whose word, and whether it was checked."""

    code: str
    valid_from: date
    valid_until: date | None = None
    source: str
    verified: bool = False

    @property
    def key(self) -> UUID:
        """The row's key: the same rule from the same day is the same row, wherever it is loaded."""
        return uuid5(_KEYS, f"{type(self).__name__}/{self.code}/{self.valid_from}")

    def holds(self, on: date) -> bool:
        """Whether the rule is in force on a day."""
        return self.valid_from <= on and (self.valid_until is None or on < self.valid_until)


@dataclass(frozen=True, slots=True, kw_only=True)
class Schedule(Row):
    """A list of offences, named as convictions name it, and the category it leads to."""

    name: str
    category: Category
    reach: Reach


@dataclass(frozen=True, slots=True, kw_only=True)
class Listing(Row):
    """An offence by its code, and a schedule it is in; without a schedule it is known to be in none."""

    offence_code: str
    offence: str
    schedule: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class QualifyingSentence(Row):
    """A sentence by which an offence in a schedule of the category qualifies; ``schedule`` None is any of them."""

    category: Category
    limb: QualifyingReason
    sentence_kind: str
    minimum_months: int | None  # None: of any length
    schedule: str | None


@dataclass(frozen=True, slots=True, kw_only=True)
class NotificationLength(Row):
    """Which category notification on this basis leads to, and how long it lasts where no end was recorded."""

    basis: str
    category: Category | None  # None: the record does not say under which Act
    months: int | None  # None: indefinite where ``indefinite``, else as long as the order or record says
    indefinite: bool


@dataclass(frozen=True, slots=True, kw_only=True)
class Precedence(Row):
    """A person is in one category at a time: of those that apply, the one of the lowest rank."""

    category: Category
    rank: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Timing(Row):
    """A time limit: so many units before or after a day, and whose it is to keep."""

    amount: int
    unit: Unit
    direction: Direction
    counted_from: str
    owner: str
    statement: str


@dataclass(frozen=True, slots=True, kw_only=True)
class LevelCondition(Row):
    """A category that can be held only at this level."""

    category: Category
    level: Level


@dataclass(frozen=True, slots=True)
class RuleBook:
    """Every rule that the functions of this package ask for."""

    schedules: tuple[Schedule, ...] = ()
    listings: tuple[Listing, ...] = ()
    sentences: tuple[QualifyingSentence, ...] = ()
    notifications: tuple[NotificationLength, ...] = ()
    precedence: tuple[Precedence, ...] = ()
    conditions: tuple[LevelCondition, ...] = ()
    timings: tuple[Timing, ...] = ()

    def timing(self, code: str, on: date) -> Timing:
        """The time limit of this name on a day. Raises ``RuleMissingError``: a limit nobody set is not no limit."""
        for rule in self.timings:
            if rule.code == code and rule.holds(on):
                return rule
        raise RuleMissingError(f"No rule {code} is in force on {on:%-d %B %Y}: add one that is to coordination.timing.")


class RuleMissingError(LookupError):
    """A rule that is needed is in no row; the message names it and says where it belongs."""
