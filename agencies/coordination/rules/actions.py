"""What follows where an action is not done by its day."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

from agencies.coordination.rule_vocabulary import FindingKind
from agencies.coordination.rules import book_of_times as times
from agencies.coordination.rules.escalation import Late
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
    says = f"{action.reference}, due on {action.due_on:%-d %B %Y}, is not done."
    late = Late(FindingKind.ACTION_OVERDUE, DataClass.ACTION, says, action.owner, action.due_on)
    yield from late.found(times.ACTION_OVERDUE, ruling)
