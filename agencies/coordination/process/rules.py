"""Days that the process allows, by rule in data: how a rule is chosen, and what is due when."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, timedelta

from agencies.coordination.vocabulary import RuleKind


@dataclass(frozen=True, slots=True)
class Days:
    """A rule in force on the day: an area's own, or one for all areas."""

    kind: RuleKind
    area_id: int | None
    days: int


def allowed(rules: Iterable[Days], kind: RuleKind) -> timedelta:
    """How long the rule allows; an area's own rule goes first. Raises ``LookupError`` where no rule is in force."""
    found = sorted((each for each in rules if each.kind is kind), key=lambda each: each.area_id is None)
    if not found:
        raise LookupError(f"No rule says {kind}: add one to coordination.process_rule.")
    return timedelta(days=found[0].days)


def due(rules: Iterable[Days], kind: RuleKind, since: date) -> date:
    """The day by which something is due that began on ``since``."""
    return since + allowed(rules, kind)
