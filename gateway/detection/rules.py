"""What a rule is: a statement over the access record that anybody can read, and the numbers it was given."""

from dataclasses import dataclass
from datetime import date, timedelta


@dataclass(frozen=True, slots=True)
class Numbers:
    """What is much, and for whom: decided by people, from a source that was checked or not."""

    window: timedelta
    least: int  # of accesses, subjects or times, as the words of the rule say
    spared: tuple[str, ...]  # roles, as the record names them, that it passes over
    source: str
    verified: bool


@dataclass(frozen=True, slots=True)
class Rule:
    """One rule. A change of its statement or its numbers is a new version from a day; what the old one found stands.

    ``sql`` binds ``$1`` since, ``$2`` until, ``$3`` window, ``$4`` least and ``$5`` spared, and gives
    ``principal_id``, ``principal_name``, ``agency``, ``subject_id`` (NULL: nobody in particular), ``first_at``,
    ``last_at``, ``accesses`` and ``entries`` (the first of them).
    """

    name: str  # by which it is known: "bulk-look-ups"
    version: int
    since: date  # the day from which this version is applied
    words: str  # what it finds, for whoever looks into it
    why: str  # what may lie behind it, and what is harmless
    numbers: Numbers
    sql: str
