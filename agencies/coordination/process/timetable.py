"""When people and cases are elsewhere: the clock that is given, and what overlaps."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from uuid import UUID

from agencies.transitions import UK

SHORTEST, LONGEST = 15, 600  # minutes of a meeting
_CLOCK = re.compile(r"([01]?\d|2[0-3]):([0-5]\d)")


@dataclass(frozen=True, slots=True)
class Slot:
    """A stretch of time. Without a start or an end nobody can say what it overlaps."""

    starts_at: datetime | None
    lasts_minutes: int | None

    def overlaps(self, other: "Slot") -> bool:
        """Whether both are going on at some moment, as far as that is known."""
        mine, theirs = self.span, other.span
        return mine is not None and theirs is not None and mine[0] < theirs[1] and theirs[0] < mine[1]

    @property
    def span(self) -> tuple[datetime, datetime] | None:
        """From when to when, where both are known."""
        if self.starts_at is None or self.lasts_minutes is None:
            return None
        return self.starts_at, self.starts_at + timedelta(minutes=self.lasts_minutes)


@dataclass(frozen=True, slots=True)
class Engagement:
    """Somebody who chairs a meeting that is to come, or is asked to it."""

    principal_id: UUID
    meeting_id: UUID
    starts_at: datetime | None
    lasts_minutes: int | None

    @property
    def slot(self) -> Slot:
        """When they are there."""
        return Slot(self.starts_at, self.lasts_minutes)


def instant(day: date, clock: str) -> datetime | None:
    """The instant at which a clock in the United Kingdom shows ``14:30`` on a day; None where it is no time."""
    found = _CLOCK.fullmatch(clock.strip())
    return datetime.combine(day, time(int(found[1]), int(found[2])), UK) if found else None


def midnight_after(day: date, further: timedelta) -> datetime:
    """The end of the day so much later, in the United Kingdom."""
    return datetime.combine(day + further + timedelta(days=1), time(), UK)


def elsewhere(engagements: Iterable[Engagement], who: UUID, slot: Slot, besides: UUID | None) -> bool:
    """Whether somebody is at another meeting, not ``besides``, at the time."""
    return any(
        each.principal_id == who and each.meeting_id != besides and each.slot.overlaps(slot) for each in engagements
    )
