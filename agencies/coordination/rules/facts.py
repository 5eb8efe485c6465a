"""What the rules of identification look at: the person's sentences, notification and decisions, whoever holds them.

The words for kinds of sentence and bases of notification are their owners' own; here they are text, so that no agency
has to know another.
"""

from dataclasses import dataclass
from datetime import date

from agencies.coordination.rule_vocabulary import Ending
from agencies.coordination.rules.spans import Span
from agencies.coordination.vocabulary import Category, Level, QualifyingReason


@dataclass(frozen=True, slots=True)
class Sentence:
    """A conviction or caution with what followed. ``last_day`` is the last on which sentence, licence or order runs."""

    offence: str
    offence_code: str | None
    schedule: str | None
    convicted_on: date
    sentenced_on: date | None
    kind: str
    length: Span | None  # None: it has no fixed length, or none was recorded
    ending: Ending = Ending.NOT_KNOWN
    last_day: date | None = None

    @property
    def began_on(self) -> date:
        """The day of the sentence, or of the conviction where none was passed."""
        return self.sentenced_on or self.convicted_on


@dataclass(frozen=True, slots=True)
class Notification:
    """A period under notification requirements, as the police hold it. ``last_day`` as recorded; None: not recorded."""

    basis: str
    starts_on: date
    last_day: date | None = None
    indefinite: bool = False


@dataclass(frozen=True, slots=True)
class Decided:
    """A decision of the Responsible Authority that puts a person in a category: 3, or 4 for the risk of terrorism."""

    category: Category
    limb: QualifyingReason
    on: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class LevelHeld:
    """A level at which the person was managed; ``until`` is exclusive."""

    level: Level
    since: date
    until: date | None = None


@dataclass(frozen=True, slots=True)
class PersonFacts:
    """Everything held of one person that identification asks for."""

    sentences: tuple[Sentence, ...] = ()
    notifications: tuple[Notification, ...] = ()
    decisions: tuple[Decided, ...] = ()
    levels: tuple[LevelHeld, ...] = ()
