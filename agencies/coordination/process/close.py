"""What must be there before a meeting is closed, for every case on its agenda; what is missing is named by case.

Whether anybody is told is decided at every meeting, and by whom, how and when (MAPPA guidance, chapter 10); decisions
on the level are minuted (chapter 13b); the offender is told, or it is recorded why not (mappa.md 5.1, point 11).
"""

from collections.abc import Iterator

from agencies.coordination.meeting_vocabulary import ItemStatus, MeetingRuleKind
from agencies.coordination.process.meeting_terms import Came, CloseKnown, CloseMeeting, ItemAtClose, required
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Guard, Situation
from policies.vocabulary import DataClass

Closing = Situation[CloseMeeting, CloseKnown]


def _discussed(situation: Closing) -> Iterator[ItemAtClose]:
    return (each for each in situation.known.items if each.status is ItemStatus.DISCUSSED)


def _missing(item: ItemAtClose, words: str, tells: DataClass) -> Problem:
    return Problem("id", f"{item.reference}: {words}", ProblemCode.NOT_YET, tells, item.case_id)


def _has_discussed_something(situation: Closing) -> Iterator[Problem]:
    if not any(_discussed(situation)):
        message = "No case was discussed: conclude each that was, or cancel the meeting before it is opened."
        yield Problem("id", message, ProblemCode.NOT_YET)


def _is_concluded(situation: Closing) -> Iterator[Problem]:
    for each in situation.known.items:
        if each.status is ItemStatus.LISTED:
            words = "it is still on the agenda. Conclude it, or put it off and say why."
            yield _missing(each, words, DataClass.MEETING)


def _disclosure_is_decided(situation: Closing) -> Iterator[Problem]:
    for each in _discussed(situation):
        if not each.disclosure_decided:
            words = (
                "no decision on disclosure is recorded. Record who is told, by whom, how and when, or why nobody is."
            )
            yield _missing(each, words, DataClass.DISCLOSURE)


def _level_is_decided(situation: Closing) -> Iterator[Problem]:
    for each in _discussed(situation):
        if not each.level_decided:
            words = "no decision on the level is recorded. Decide it, or note why it is unchanged."
            yield _missing(each, words, DataClass.MANAGEMENT)


def _review_is_set(situation: Closing) -> Iterator[Problem]:
    for each in _discussed(situation):
        if not each.next_review_set:
            yield _missing(each, "no day is set for its next review. Set one.", DataClass.MANAGEMENT)


def _offender_is_informed(situation: Closing) -> Iterator[Problem]:
    for each in _discussed(situation):
        if not each.offender_informed:
            words = "it is not recorded what the offender is told. Record it, or why it is withheld."
            yield _missing(each, words, DataClass.DECISION)


def _attendance_is_recorded(situation: Closing) -> Iterator[Problem]:
    for agency in sorted({each.agency for each in situation.known.unrecorded}):
        message = f"Whether everybody of {agency} who was asked came is not recorded: record it for each."
        yield Problem("id", message, ProblemCode.NOT_YET)


def present(came: tuple[Came, ...], item: ItemAtClose) -> set[str]:
    """The agencies that were there for a case."""
    return {each.agency for each in came if each.for_case_id in (None, item.case_id)}


def _quorum_is_met(situation: Closing) -> Iterator[Problem]:
    known = situation.known
    if situation.given.quorum_not_met_because is not None:
        return
    needed = required(known.rules, MeetingRuleKind.QUORUM, known.meeting.level)
    for item in _discussed(situation):
        if absent := [agency for agency in needed if agency not in present(known.came, item)]:
            message = f"{item.reference}: nobody of {' or '.join(absent)} was there. Say why it went ahead."
            field, tells = "quorum_not_met_because", DataClass.MEETING
            yield Problem(field, message, ProblemCode.MISSING, tells, item.case_id)


def _reports_came(situation: Closing) -> Iterator[Problem]:
    """An agency that does not come sends its report (MAPPA K, absentees' reports; mappa.md 4.4)."""
    known = situation.known
    if situation.given.without_report_because is not None:
        return
    for item in _discussed(situation):
        away = [each for each in known.away if each.for_case_id in (None, item.case_id)]
        told = {each.agency for each in away if each.report_received} | present(known.came, item)
        if silent := sorted({each.agency for each in away} - told):
            message = f"{item.reference}: {' and '.join(silent)} did not come and sent no report."
            message += " Note that it was received, or say why it went ahead without."
            yield Problem("without_report_because", message, ProblemCode.MISSING, DataClass.MEETING, item.case_id)


COMPLETE = (
    Guard("a case was discussed", _has_discussed_something),
    Guard("each case is concluded or put off", _is_concluded),
    Guard("of each case it is decided who is told what, or why nobody", _disclosure_is_decided),
    Guard("its level is decided, or noted as unchanged", _level_is_decided),
    Guard("the day of its next review is set", _review_is_set),
    Guard("it is recorded what the offender is told, or why not", _offender_is_informed),
    Guard("attendance is recorded", _attendance_is_recorded),
    Guard("every responsible authority was there, or it is said why it went ahead", _quorum_is_met),
    Guard("whoever was asked and did not come sent a report, or it is said why it went ahead", _reports_came),
)
