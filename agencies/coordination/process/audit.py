"""Case and meeting audits: chance draws a sample, people audit it on the form, and what it comes to is closed.

MAPPA K (letter inferred) and L, mappa.md 4.4 and 4.5; the co-ordination unit audits quality (mappa.md 1.4). Nobody
picks a case by hand: the seed is made at the draw, and a time is drawn from once. Nobody audits a case that they
manage, nor a meeting that they took part in: the law bars those who stand so today, and a guard those who did.

Only cases of ordinary handling are in the frame: a sample that counted others would tell that they exist.
"""

from collections.abc import Iterator
from datetime import timedelta
from typing import Any, Final

from agencies.coordination import tables as t
from agencies.coordination.audit_vocabulary import AuditScale, AuditStatus, AuditSubject, SampleStatus
from agencies.coordination.process.audit_terms import (
    Answered,
    CloseKnown,
    CloseSample,
    DrawKnown,
    DrawSample,
    Question,
    RecordAudit,
    RecordKnown,
)
from agencies.coordination.process.sampling import METHOD, drawn
from agencies.coordination.summary import published
from agencies.coordination.vocabulary import Level
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Moved, Situation, Transition, Update, Writable, Write
from policies.vocabulary import Act, DataClass

MOST: Final = 100  # of a sample: more would be no sample
LONGEST: Final = timedelta(days=366)  # a year
SCORES: Final = {AuditScale.QUALITY: (1, 4), AuditScale.TIMELINESS: (1, 4), AuditScale.YES_NO: (0, 1)}
LOW: Final = {AuditScale.QUALITY: 2, AuditScale.TIMELINESS: 2, AuditScale.YES_NO: 0}  # and below: it is said why

Drawing = Situation[DrawSample, DrawKnown]
Recording = Situation[RecordAudit, RecordKnown]
Closing = Situation[CloseSample, CloseKnown]

_NOT_DONE: Final = {"status": AuditStatus.NOT_DONE}  # each has the step in its own history


# -- guards ------------------------------------------------------------------------------------------------------


def _is_of_level_2_or_3(situation: Drawing) -> Iterator[Problem]:
    if situation.given.level not in (None, Level.LEVEL_2, Level.LEVEL_3):
        message = "The forms are for level 2 and 3: choose one of them, or leave it out for both."
        yield Problem("level", message, ProblemCode.INVALID)


def _time_has_passed(situation: Drawing) -> Iterator[Problem]:
    given = situation.given
    if given.until_on < given.from_on:
        yield Problem("until_on", "The last day is before the first: correct one of them.", ProblemCode.INVALID)
    elif given.until_on - given.from_on >= LONGEST:
        yield Problem("from_on", "This is more than a year: draw a sample for each year.", ProblemCode.INVALID)
    if given.until_on >= situation.today:
        yield Problem(
            "until_on", "Only what has been can be audited: choose a day that has passed.", ProblemCode.INVALID
        )


def _size_is_of_a_sample(situation: Drawing) -> Iterator[Problem]:
    if not 1 <= situation.given.size <= MOST:
        yield Problem("size", f"Draw 1 to {MOST}.", ProblemCode.INVALID)


def _is_drawn_once(situation: Drawing) -> Iterator[Problem]:
    """Whoever could draw again would draw until it suited them."""
    given = situation.given
    for before in situation.known.drawn:
        same = before.subject is given.kind and (None in (before.level, given.level) or before.level is given.level)
        if same and before.from_on <= given.until_on and given.from_on <= before.until_on:
            message = (
                f"A sample was drawn from {before.from_on:%-d %B %Y} to {before.until_on:%-d %B %Y}: nothing is drawn "
                "from the same time twice. Audit that sample, or choose another time."
            )
            yield Problem("from_on", message, ProblemCode.NOT_NOW, DataClass.AGGREGATE)


def _there_is_something(situation: Drawing) -> Iterator[Problem]:
    if situation.known.form is None:
        message = "No edition of the form is in force: add one to coordination.form."
        yield Problem("kind", message, ProblemCode.NOT_YET)
    if not situation.known.frame:
        message = "There is nothing to draw from in this time, at this level: choose a longer time."
        yield Problem("from_on", message, ProblemCode.NOT_NOW, DataClass.AGGREGATE)


def _is_somebody_elses(situation: Recording) -> Iterator[Problem]:
    if situation.known.part:
        message = (
            "You had a part in this: you worked on the case for an agency that manages it, or were at the meeting."
        )
        yield Problem("id", f"{message} Somebody else audits it.", ProblemCode.NOT_BY_YOU)


def _answers_fit(situation: Recording) -> Iterator[Problem]:
    asked = {question.code: question for question in situation.known.questions}
    seen: set[str] = set()
    for place, answer in enumerate(situation.given.answers):
        question = asked.get(answer.question)
        if question is None or answer.question in seen:
            message = f"The form asks each of these once: {', '.join(asked)}."
            yield Problem(f"answers.{place}.question", message, ProblemCode.INVALID)
            continue
        seen.add(answer.question)
        yield from _fits(place, answer, question)


def _fits(place: int, answer: Answered, question: Question) -> Iterator[Problem]:
    least, most = SCORES[question.scale]
    if not least <= answer.score <= most:
        scale = (
            "1 for yes and 0 for no" if question.scale is AuditScale.YES_NO else f"{least} to {most}, {most} the best"
        )
        yield Problem(f"answers.{place}.score", f"{question.label}: give {scale}.", ProblemCode.INVALID)
    elif answer.score <= LOW[question.scale] and not answer.comment:
        message = f"{question.label}: say what shows it, so that it can be done better."
        yield Problem(f"answers.{place}.comment", message, ProblemCode.MISSING)


def _all_is_answered(situation: Recording) -> Iterator[Problem]:
    given = {answer.question for answer in situation.given.answers}
    for question in situation.known.questions:
        if question.required and question.code not in given:
            message = f"{question.label} ({question.code}) is not answered."
            yield Problem("answers", message, ProblemCode.MISSING)


def _is_finished(situation: Closing) -> Iterator[Problem]:
    known = situation.known
    if (known.cases or known.meetings) and not situation.given.unfinished_because:
        message = "Audits of the sample are not recorded: record them, or say why they will not be."
        yield Problem("unfinished_because", message, ProblemCode.MISSING, DataClass.AGGREGATE)


# -- effects -----------------------------------------------------------------------------------------------------


def _drawn(situation: Drawing) -> Effects:
    given, frame = situation.given, situation.known.frame
    seed = str(situation.new())
    row = {
        "area_id": situation.place.area,
        "subject": given.kind,
        "level": given.level,
        "from_on": given.from_on,
        "until_on": given.until_on,
        "size": given.size,
        "form_id": situation.known.form,
        "seed": seed,
        "method": METHOD,
        "frame": published(len(frame)),
        "drawn_on": situation.today,
        **situation.by("drawn_by"),
    }
    of_cases = given.kind is AuditSubject.CASES

    def audits(sample: Any) -> tuple[Write, ...]:  # noqa: ANN401 - the key of the sample
        shared = {"sample_id": sample, "status": AuditStatus.DRAWN, **situation.recorded()}
        if of_cases:
            picked = ({"case_id": each} for each in drawn(seed, frame, given.size))
            return tuple(Insert(t.case_audit, shared | each) for each in picked)
        place = {"area_id": situation.place.area}
        members = drawn(seed, frame, given.size)
        return tuple(Insert(t.meeting_audit, shared | place | {"meeting_id": each}) for each in members)

    return Effects(row, parts=audits)


def _recorded(situation: Recording, of: str) -> Effects:
    """``of`` is the column that names the audit in its answers."""
    questions = {question.code: question for question in situation.known.questions}
    answers = tuple(
        Insert(
            t.audit_answer,
            {
                of: situation.place.key,
                "position": questions[answer.question].position,
                "question": answer.question,
                "label": questions[answer.question].label,
                "score": answer.score,
                "comment": answer.comment,
                **situation.recorded(),
            },
        )
        for answer in situation.given.answers
    )
    values = {
        "audited_on": situation.today,
        "auditor_agency": situation.actor.owner,
        "summary": situation.given.summary,
        **situation.by("auditor"),
    }
    return Effects(values, answers)


def _of_case(situation: Recording) -> Effects:
    return _recorded(situation, "case_audit_id")


def _of_meeting(situation: Recording) -> Effects:
    return _recorded(situation, "meeting_audit_id")


def _closed(situation: Closing) -> Effects:
    given, known = situation.given, situation.known
    values = {
        "closed_on": situation.today,
        "findings": given.findings,
        "learning": given.learning,
        "unfinished_because": given.unfinished_because,
        **situation.by("closed_by"),
    }
    left = [Update(t.case_audit, each, _NOT_DONE) for each in known.cases]
    return Effects(values, (*left, *(Update(t.meeting_audit, each, _NOT_DONE) for each in known.meetings)))


# -- machines ----------------------------------------------------------------------------------------------------

SAMPLE = Machine(
    "audit sample",
    t.audit_sample,
    SampleStatus,
    DataClass.AGGREGATE,
    (
        Transition(
            Act.DRAW_AUDIT_SAMPLE,
            (),
            SampleStatus.DRAWN,
            _drawn,
            (
                Guard("it is of level 2 or 3", _is_of_level_2_or_3),
                Guard("its time has passed, and is a year at most", _time_has_passed),
                Guard("it is of 1 to 100", _size_is_of_a_sample),
                Guard("nothing was drawn from the same time before", _is_drawn_once),
                Guard("there is a form, and something to draw from", _there_is_something),
            ),
        ),
        Transition(
            Act.CLOSE_AUDIT_SAMPLE,
            (SampleStatus.DRAWN,),
            SampleStatus.CLOSED,
            _closed,
            (Guard("every audit is recorded, or it is said why not", _is_finished),),
        ),
    ),
    writes=(
        Writable(
            t.audit_sample,
            adds=True,
            changes=frozenset(
                {"status", "closed_on", "closed_by_id", "closed_by_name", "findings", "learning", "unfinished_because"}
            ),
        ),
        Writable(t.case_audit, adds=True, changes=frozenset({"status"})),
        Writable(t.meeting_audit, adds=True, changes=frozenset({"status"})),
    ),
)
_GUARDS = (
    Guard("the auditor had no part in it", _is_somebody_elses),
    Guard("each answer is on the scale of its question, and a low one says why", _answers_fit),
    Guard("every question is answered that must be", _all_is_answered),
)
_CHANGES = frozenset({"status", "audited_on", "auditor_id", "auditor_name", "auditor_agency", "summary"})
_MOVED = (Moved(Act.CLOSE_AUDIT_SAMPLE, (AuditStatus.DRAWN,), AuditStatus.NOT_DONE),)
CASE_AUDIT = Machine(
    "case audit",
    t.case_audit,
    AuditStatus,
    DataClass.DECISION,
    (Transition(Act.RECORD_CASE_AUDIT, (AuditStatus.DRAWN,), AuditStatus.RECORDED, _of_case, _GUARDS),),
    writes=(Writable(t.case_audit, changes=_CHANGES), Writable(t.audit_answer, adds=True)),
    begins=AuditStatus.DRAWN,
    moved=_MOVED,
)
MEETING_AUDIT = Machine(
    "meeting audit",
    t.meeting_audit,
    AuditStatus,
    DataClass.MEETING,
    (Transition(Act.RECORD_MEETING_AUDIT, (AuditStatus.DRAWN,), AuditStatus.RECORDED, _of_meeting, _GUARDS),),
    writes=(Writable(t.meeting_audit, changes=_CHANGES), Writable(t.audit_answer, adds=True)),
    begins=AuditStatus.DRAWN,
    moved=_MOVED,
)
