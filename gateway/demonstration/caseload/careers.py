"""How a case came to its level: one step for each level that was set, and the reviews since."""

from dataclasses import dataclass
from datetime import date, timedelta

from agencies.coordination.vocabulary import Level
from gateway.demonstration.caseload.chance import Chance
from gateway.demonstration.caseload.lives import Life, first_level_on


@dataclass(frozen=True, slots=True)
class Item:
    """A case on the agenda of a meeting. ``first`` when it came there for the first time."""

    id: str
    meeting_id: str
    held_on: date
    level: Level
    position: int
    first: bool
    held: bool
    unwritten: bool = False  # its minutes are still a draft, however long ago it was held


@dataclass(frozen=True, slots=True)
class Step:
    """A level, from when it held, and the agenda item at which it was set, if it was at a meeting."""

    level: Level
    on: date
    item: Item | None = None


@dataclass(frozen=True, slots=True)
class Career:
    """The levels of a case in order, none while its level is to be determined, and the last review."""

    steps: tuple[Step, ...]
    reviewed_on: date | None = None
    items: tuple[Item, ...] = ()

    @property
    def counted_from(self) -> date:
        """From when the next review is counted."""
        return self.reviewed_on or self.steps[-1].on


def level_1_career(chance: Chance, life: Life, interval: int) -> Career:
    """A case that has only ever been at level 1, or whose level no source made clear. ``interval`` is in days."""
    if life.kind.level is Level.TO_BE_DETERMINED:
        return Career(())
    set_on = first_level_on(chance, life)
    step = Step(life.kind.level, min(set_on, life.exited_on or set_on))
    reviewed_on = None if life.exited_on else _reviewed(chance, step.on, interval)
    return Career((step,), reviewed_on)


def _reviewed(chance: Chance, set_on: date, interval: int) -> date | None:
    """The last review, if one was due yet; one case in twelve has since become overdue."""
    since = (chance.today - set_on).days
    overdue = chance.happens(0.08)
    if overdue and since > interval + 1:
        return max(set_on + timedelta(days=1), chance.before(chance.today, interval + 1, interval + 200))
    if since < interval:
        return None
    return chance.before(chance.today, 1, interval - 1)
