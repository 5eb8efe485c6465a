"""What follows where an action is not done by its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agencies.coordination.rule_vocabulary import FindingKind
from agencies.coordination.rules import book_of_times as times
from agencies.coordination.rules.escalation import steps
from agencies.coordination.rules.found import Finding
from agencies.coordination.rules.ruling import Ruling
from policies.vocabulary import DataClass


@dataclass(frozen=True, slots=True)
class Undertaken:
    """An action that is still to be done."""

    reference: str
    owner: str
    due_on: date


def of_action(action: Undertaken, ruling: Ruling) -> Iterator[Finding]:
    """Each step of the escalation, from the day on which it is to be taken."""
    for step in steps(times.ACTION_OVERDUE, action.due_on, ruling):
        yield Finding(
            kind=FindingKind.ACTION_OVERDUE,
            data_class=DataClass.ACTION,
            says=f"{action.reference}, due on {action.due_on:%-d %B %Y}, is not done. {step.limit.statement}",
            owner=step.to(action.owner),
            step=step.number,
            holds_from=step.begins,
            holds_until=step.until,
            settle_by=step.until,
            rule_code=step.limit.code,
            rule_source=step.limit.source,
        )
