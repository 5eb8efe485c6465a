"""What a rule is: a statement over the access record that anybody can read. Its numbers are rows, dated and sourced."""

from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID, uuid5

_KEYS = UUID("0d6f2d0a-5a53-5c0e-9d2c-6f0f3a1b7c44")  # the namespace of delivered rows; changing it makes each another


@dataclass(frozen=True, slots=True, kw_only=True)
class Numbers:
    """What is much, for whom, from a day: decided by people, from a source that was checked or not.

    A change is a row with a higher version from its day, and an end to the old one; what the old one found stands.
    """

    rule: str
    version: int
    span: timedelta
    least: int  # of accesses, subjects or times, as the words of the rule say
    valid_from: date
    source: str
    spared: tuple[str, ...] = ()  # roles, as the record names them, that it passes over
    ahead: timedelta | None = None  # how far it looks ahead, where it does
    day_from: int | None = None  # the hours between which people work by day, where it asks
    day_until: int | None = None
    valid_until: date | None = None
    verified: bool = False

    @property
    def key(self) -> UUID:
        """The row's key: the same version of the same rule is the same row, wherever it is loaded."""
        return uuid5(_KEYS, f"{self.rule}/{self.version}")

    @property
    def bound(self) -> tuple[object, ...]:
        """What a statement binds from ``$3`` on."""
        hours = (self.day_from, self.day_until)
        return self.span, self.least, list(self.spared), self.ahead, *hours


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule.

    ``sql`` binds ``$1`` since, ``$2`` until, then the numbers: ``$3`` span, ``$4`` least, ``$5`` spared, ``$6`` ahead,
    ``$7`` and ``$8`` the hours of the day. It gives ``principal_id``, ``principal_name``, ``agency``, ``subject_id``
    (NULL: nobody in particular), ``first_at``, ``last_at``, ``accesses`` and ``entries`` (the first of them).
    """

    name: str  # by which it is known: "bulk-look-ups"
    title: str  # by which people know it
    words: str  # what it finds, for whoever looks into it, with the names of its numbers in braces
    why: str  # what may lie behind it, and what is harmless
    sql: str

    def says(self, numbers: Numbers) -> str:
        """What it finds by these numbers."""
        return self.words.format(
            least=numbers.least,
            span=_lasting(numbers.span),
            ahead=_lasting(numbers.ahead or timedelta()),
            day_from=numbers.day_from,
            day_until=numbers.day_until,
        )


def _lasting(time: timedelta) -> str:
    """A time in words."""
    number, unit = (time.days, "day") if not time.seconds else (time.seconds // 3600, "hour")
    return f"{number} {unit}" if number == 1 else f"{number} {unit}s"
