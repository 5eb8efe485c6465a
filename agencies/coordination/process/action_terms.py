"""The terms of an action: what is given for its acts, and what they rest on."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from agencies.coordination.process.common import OnAgenda
from agencies.coordination.process.limits import Day, Overdue
from agencies.coordination.rules.rows import Timing
from agencies.coordination.vocabulary import CaseStatus

_OWNER = "The code of the agency or body that is to do it: police, prison, probation, coordination, or one of bodies."

# -- what is given -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAction:
    """An action: what is to be done, by whom, by when."""

    description: Annotated[str, "What is to be done, so that it can be seen whether it was."]
    owner: Annotated[str, _OWNER]
    due_on: Annotated[date, "The day by which it is to be done."]
    assigned_to: Annotated[str | None, "Who is to do it, by name; left out, whoever accepts it."] = None
    meeting: Annotated[str | None, "The reference of the meeting that agreed it; left out, it was outside one."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class CompleteAction:
    """An action that was done."""

    what: Annotated[str, "What was done."]
    evidence: Annotated[str, "What shows it: a report, a reference, who can confirm it."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Because:
    """The reason of an act."""

    reason: Annotated[str, "Why, so that it is understood by somebody who was not there."]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseAction:
    """An action that was verified."""

    verified_by: Annotated[str, "What was looked at, and that it shows that the action was done."]


@dataclass(frozen=True, slots=True, kw_only=True)
class ReassignAction:
    """An action that is given to somebody else."""

    owner: Annotated[str, _OWNER]
    reason: Annotated[str, "Why it goes to somebody else."]
    assigned_to: Annotated[str | None, "Who is to do it, by name; left out, whoever accepts it."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ExtendAction:
    """A later day."""

    due_on: Annotated[date, "The day by which it is now to be done."]
    reason: Annotated[str, "Why it needs longer, and what holds meanwhile."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Escalate:
    """That something overdue is taken a step further."""

    note: Annotated[str | None, "What was said, to whom."] = None


# -- what is known -----------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class AtMeeting(OnAgenda):
    """The case on the agenda of a meeting, and which meeting that is."""

    meeting_id: UUID


@dataclass(frozen=True, slots=True)
class SetKnown:
    """What setting an action rests on."""

    reference: str  # of the case
    status: CaseStatus
    number: int  # of actions so far
    bodies: tuple[str, ...]
    meetings: tuple[AtMeeting, ...]


@dataclass(frozen=True, slots=True)
class Undertaking:
    """The action as it stands."""

    owner: str
    due_on: date | None
    assigned_to_name: str | None
    completed_by_id: UUID | None
    escalated: int


@dataclass(frozen=True, slots=True)
class ActionKnown:
    """What the acts on an action rest on."""

    action: Undertaking


@dataclass(frozen=True, slots=True)
class ReassignKnown:
    """What giving an action to somebody else rests on."""

    action: Undertaking
    bodies: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class EscalateKnown:
    """What taking something overdue a step further rests on."""

    overdue: Overdue | None  # None where no day was set
    timings: tuple[Timing, ...]
    days: tuple[Day, ...]
