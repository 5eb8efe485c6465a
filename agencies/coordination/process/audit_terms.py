"""What is given and what is known for case and meeting audits."""

from dataclasses import dataclass
from datetime import date
from typing import Annotated
from uuid import UUID

from agencies.coordination.audit_vocabulary import AuditScale, AuditSubject
from agencies.coordination.vocabulary import Level


@dataclass(frozen=True, slots=True, kw_only=True)
class DrawSample:
    """What a sample is drawn from. Chance picks, and nobody else."""

    kind: Annotated[AuditSubject, "Whether cases are audited, or meetings."]
    level: Annotated[Level | None, "Only at this level, 2 or 3; both where it is left out."] = None
    from_on: Annotated[date, "The first day of the time that is audited."]
    until_on: Annotated[date, "The last day of it: a day that has passed."]
    size: Annotated[int, "How many are to be drawn, 1 to 100."]


@dataclass(frozen=True, slots=True, kw_only=True)
class Answered:
    """The answer to one question of the form."""

    question: Annotated[str, "The code of the question, as the form of the sample has it."]
    score: Annotated[int, "On the scale of the question: 1 to 4, 4 being the best; or 1 for yes and 0 for no."]
    comment: Annotated[str | None, "What shows it; needed where the score is low or the answer no."] = None


@dataclass(frozen=True, slots=True, kw_only=True)
class RecordAudit:
    """An audit, question by question."""

    answers: Annotated[tuple[Answered, ...], "The answers: one to each question, but for those that may be left out."]
    summary: Annotated[str, "What was done well and what was not, for those whose work it is."]


@dataclass(frozen=True, slots=True, kw_only=True)
class CloseSample:
    """What the audits of a sample come to. It is read by boards: name no case and nobody in it."""

    findings: Annotated[str, "What the audits found; name no case and no person."]
    learning: Annotated[str, "What is to be done otherwise, by whom; name no case and no person."]
    unfinished_because: Annotated[str | None, "Where audits were not recorded: why they will not be."] = None


@dataclass(frozen=True, slots=True)
class Drawn:
    """A sample of the area that was drawn before."""

    subject: AuditSubject
    level: Level | None
    from_on: date
    until_on: date


@dataclass(frozen=True, slots=True)
class DrawKnown:
    """What a draw rests on."""

    frame: tuple[UUID, ...]  # the cases, or the meetings
    drawn: tuple[Drawn, ...]
    form: UUID | None  # the edition in force on the day


@dataclass(frozen=True, slots=True)
class Question:
    """A question of the form of the sample."""

    position: int
    code: str
    label: str
    required: bool
    scale: AuditScale


@dataclass(frozen=True, slots=True)
class RecordKnown:
    """What recording an audit rests on."""

    questions: tuple[Question, ...]
    part: int  # how often the auditor acted on the case for an agency that manages it, or took part in the meeting


@dataclass(frozen=True, slots=True)
class CloseKnown:
    """What closing rests on: the keys of the audits that are not recorded."""

    cases: tuple[UUID, ...]
    meetings: tuple[UUID, ...]
