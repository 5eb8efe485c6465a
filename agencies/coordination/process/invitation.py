"""An invitation to a meeting: for the whole agenda or one case, answered, and whether it was taken up.

The responsible authorities are always asked, bodies under the duty to co-operate by need (CJA 2003 s.325(3)). Whoever
does not come sends the report of their agency instead. Nobody attends who has not accepted the Confidentiality and
Diversity Statement (MAPPA D).
"""

from collections.abc import Iterator

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import InvitationResponse, ItemStatus, MeetingStatus, Reply
from agencies.coordination.process.information import ALREADY_THERE
from agencies.coordination.process.invitation_terms import (
    AttendanceKnown,
    InvitationKnown,
    Invite,
    InviteKnown,
    InviteToItemKnown,
    RecordAttendance,
    ReplyToInvitation,
)
from agencies.coordination.process.meeting import NOT_OVER, UNSETTLED
from agencies.coordination.process.meeting_terms import Colleague, WithReason
from agencies.coordination.process.timetable import elsewhere
from agencies.given import NothingGiven
from agencies.problems import Problem, ProblemCode
from agencies.transitions import Effects, Guard, Insert, Machine, Moved, Situation, Transition, Update, When, Writable
from policies.vocabulary import Act, DataClass, Role

STANDING = tuple(each for each in InvitationResponse if each is not InvitationResponse.WITHDRAWN)
ANSWERED = tuple(each for each in STANDING if each is not InvitationResponse.AWAITED)
STAYS_AWAY = (InvitationResponse.APOLOGIES, InvitationResponse.DECLINED)
ASKED_TO = (*NOT_OVER, MeetingStatus.POSTPONED)  # the states in which people are asked to a meeting
UNIT = "coordination"
OF_THE_UNIT = {Role.MAPPA_COORDINATOR, Role.MAPPA_ADMINISTRATOR}

Inviting = Situation[Invite, InviteKnown]
Answering = Situation[ReplyToInvitation, InvitationKnown]


# -- guards ------------------------------------------------------------------------------------------------------


def _person(situation: Inviting) -> Colleague | None:
    return next((each for each in situation.known.people if each.reference == situation.given.who), None)


def _agency(situation: Inviting) -> str | None:
    who = _person(situation)
    return who.agency if who else situation.given.agency


def _meeting_is_not_over(situation: Inviting) -> Iterator[Problem]:
    if situation.known.meeting.status not in ASKED_TO:
        yield Problem("id", "This meeting is over: nobody is asked to it any more.", ProblemCode.NOT_NOW)


def _case_is_listed(situation: Situation[Invite, InviteToItemKnown]) -> Iterator[Problem]:
    if situation.known.item is not ItemStatus.LISTED:
        message = "The case is not on this agenda any more, or was discussed: nobody is asked for it."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _names_somebody(situation: Inviting) -> Iterator[Problem]:
    given = situation.given
    if given.who is not None and _person(situation) is None:
        message = "Nobody who works in this area has this reference: take one from practitioners, or give a name."
        yield Problem("who", message, ProblemCode.INVALID)
    elif given.who is None and given.name is None:
        yield Problem("who", "Say who is asked: the reference of a practitioner, or a name.", ProblemCode.MISSING)
    elif given.who is None and given.agency is None:
        yield Problem("agency", "Say for which agency or body they come.", ProblemCode.MISSING)


def _agency_is_known(situation: Inviting) -> Iterator[Problem]:
    known, agency = (*ALREADY_THERE, UNIT, *situation.known.bodies), _agency(situation)
    if agency is not None and agency not in known:
        message = f"No agency or body has this code. Use one of: {', '.join(known)}."
        yield Problem("agency", message, ProblemCode.INVALID)


def _says_what_a_body_is_for(situation: Inviting) -> Iterator[Problem]:
    if _agency(situation) in situation.known.bodies and situation.given.need is None:
        message = "This body is asked by need: say what it is needed for."
        yield Problem("need", message, ProblemCode.MISSING)


def _is_not_asked(situation: Inviting) -> Iterator[Problem]:
    who, asked = _person(situation), situation.known.asked
    if who and any(each.principal_id == who.id and each.for_case_id in (None, situation.place.case) for each in asked):
        yield Problem("who", "They are asked already.", ProblemCode.NOT_NOW, DataClass.MEETING)


def _is_not_of_the_unit(situation: Inviting) -> Iterator[Problem]:
    who = situation.given.who
    roles = {each.role for each in situation.known.people if each.reference == who}
    if roles & OF_THE_UNIT:
        message = "The co-ordination unit of the area has its meetings before it: it needs no invitation."
        yield Problem("who", message, ProblemCode.INVALID)


def _is_free(situation: Inviting) -> Iterator[Problem]:
    who, meeting = _person(situation), situation.known.meeting
    if who is None or situation.given.despite is not None:
        return
    if elsewhere(situation.known.engagements, who.id, meeting.slot, meeting.id):
        message = "They are at another MAPP meeting at this time: ask somebody else, or say why they are asked."
        yield Problem("despite", message, ProblemCode.MISSING, DataClass.MEETING)


def _meeting_is_unsettled(situation: Situation[WithReason, InvitationKnown]) -> Iterator[Problem]:
    if situation.known.invitation.meeting_status not in UNSETTLED:
        message = "An invitation is taken back before the meeting: now it is recorded who came."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _is_not_the_chair(situation: Situation[WithReason, InvitationKnown]) -> Iterator[Problem]:
    invitation = situation.known.invitation
    if invitation.principal_id is not None and invitation.principal_id == invitation.chair_id:
        message = "This is the chair of the meeting: name another by moving the meeting."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _by_whom_it_asks(situation: Answering) -> Iterator[Problem]:
    asked = situation.known.invitation.principal_id
    if asked is None and situation.actor.owner != UNIT:
        message = "Whoever is asked has no account here: the co-ordination unit notes their answer."
        yield Problem("id", message, ProblemCode.NOT_BY_YOU)
    elif asked is not None and asked != situation.actor.id:
        yield Problem("id", "Whoever is asked answers for themselves.", ProblemCode.NOT_BY_YOU)


def _is_sent(situation: Answering) -> Iterator[Problem]:
    invitation = situation.known.invitation
    if invitation.meeting_status is not MeetingStatus.CIRCULATED or invitation.circulated_at is None:
        message = "It is answered from when the agenda is circulated until the meeting is opened."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _names_the_deputy(situation: Answering) -> Iterator[Problem]:
    if situation.given.deputy is None:
        yield Problem("deputy", "Say who comes instead.", ProblemCode.MISSING)


def _has_no_report(situation: Situation[NothingGiven, InvitationKnown]) -> Iterator[Problem]:
    if situation.known.invitation.report_received_on is not None:
        yield Problem("id", "The report is recorded as received already.", ProblemCode.NOT_NOW)


def _meeting_is_under_way(situation: Situation[RecordAttendance, AttendanceKnown]) -> Iterator[Problem]:
    if situation.known.invitation.meeting_status is not MeetingStatus.UNDER_WAY:
        message = "Attendance is recorded while the meeting is under way: its chair opens it."
        yield Problem("id", message, ProblemCode.NOT_NOW)


def _accepts_the_statement(situation: Situation[RecordAttendance, AttendanceKnown]) -> Iterator[Problem]:
    if situation.given.attended and not situation.given.statement_accepted:
        message = "Nobody attends without accepting the Confidentiality and Diversity Statement."
        yield Problem("statement_accepted", message, ProblemCode.MISSING)


# -- effects -----------------------------------------------------------------------------------------------------


def _invited(situation: Inviting) -> Effects:
    given, who, meeting = situation.given, _person(situation), situation.known.meeting
    agency = _agency(situation)
    row = {
        "meeting_id": meeting.id,
        "area_id": meeting.area_id,
        "principal_id": who.id if who else None,
        "name": who.name if who else given.name,
        "agency": agency,
        "body_code": agency if agency in situation.known.bodies else None,
        "for_case_id": situation.place.case,
        "need": given.need,
        "despite": given.despite,
    }
    return Effects(row)


def _withdrawn(situation: Situation[WithReason, InvitationKnown]) -> Effects:
    sent = situation.known.invitation.circulated_at is not None
    ends = {"valid_until": situation.now} if sent else {}
    return Effects({"withdrawn_because": situation.given.reason, **ends})


def _replied(situation: Answering) -> Effects:
    given = situation.given
    deputy = given.deputy if given.reply is Reply.DEPUTY_SENT else None
    return Effects({"deputy_name": deputy, "reply_note": given.note})


def _reported(situation: Situation[NothingGiven, AttendanceKnown]) -> Effects:
    """Where it was recorded already that nobody came, that now says as well that the report is there."""
    known = (Update(t.attendance, each.id, {"report_received": True}) for each in situation.known.before)
    return Effects({"report_received_on": situation.today}, tuple(known))


def _came(situation: Situation[RecordAttendance, AttendanceKnown]) -> Effects:
    given, invitation, key = situation.given, situation.known.invitation, situation.new()
    there = {
        "name": given.name or invitation.deputy_name or invitation.name,
        "statement_accepted": True,
        "apologies": False,
    }
    away = {
        "name": invitation.name,
        "apologies": invitation.response is InvitationResponse.APOLOGIES,
        "report_received": invitation.report_received_on is not None,
    }
    row = {
        "id": key,
        "meeting_id": invitation.meeting_id,
        "area_id": situation.place.area,
        "invitation_id": situation.place.key,
        "agency": invitation.agency,
        "body_code": invitation.body_code,
        "attended": given.attended,
        **(there if given.attended else away),
        **situation.recorded(),
    }
    before = (Update(t.attendance, each.id, {"superseded_by": key}) for each in situation.known.before)
    return Effects(beside=(*before, Insert(t.attendance, row)))


# -- the table ---------------------------------------------------------------------------------------------------

_ASKING = (
    Guard("the meeting is not over", _meeting_is_not_over),
    Guard("it says who is asked", _names_somebody),
    Guard("their agency or body is one that there is", _agency_is_known),
    Guard("a body is asked by need, and it is said", _says_what_a_body_is_for),
    Guard("they are not of the co-ordination unit of the area", _is_not_of_the_unit),
    Guard("they are not asked already", _is_not_asked),
    Guard("they are at no other meeting then, or it is said why they are asked", _is_free),
)
_ANSWERING = (
    Guard("whoever is asked answers, or the unit for whoever has no account", _by_whom_it_asks),
    Guard("the agenda is circulated, and the meeting not opened", _is_sent),
)


def _says(reply: Reply, words: str) -> When:
    return When(words, lambda given: given.reply is reply)


def _answer(reply: Reply, words: str, *further: Guard) -> Transition:
    target = InvitationResponse(reply.value)
    return Transition(Act.REPLY_TO_INVITATION, STANDING, target, _replied, (*_ANSWERING, *further), _says(reply, words))


MACHINE = Machine(
    "invitation",
    t.invitation,
    InvitationResponse,
    DataClass.MEETING,
    (
        Transition(Act.INVITE_TO_MEETING, (), InvitationResponse.AWAITED, _invited, _ASKING),
        Transition(
            Act.INVITE_TO_ITEM,
            (),
            InvitationResponse.AWAITED,
            _invited,
            (Guard("the case is on the agenda", _case_is_listed), *_ASKING),
        ),
        Transition(
            Act.WITHDRAW_INVITATION,
            STANDING,
            InvitationResponse.WITHDRAWN,
            _withdrawn,
            (
                Guard("the meeting is to come", _meeting_is_unsettled),
                Guard("it is not the chair's", _is_not_the_chair),
            ),
        ),
        _answer(Reply.ACCEPTED, "accepted"),
        _answer(Reply.DECLINED, "declined"),
        _answer(Reply.APOLOGIES, "apologies"),
        _answer(Reply.DEPUTY_SENT, "a deputy comes", Guard("the deputy is named", _names_the_deputy)),
        Transition(
            Act.RECEIVE_REPORT,
            STAYS_AWAY,
            None,
            _reported,
            (Guard("it was not received before", _has_no_report),),
        ),
        Transition(
            Act.RECORD_ATTENDANCE,
            STANDING,
            None,
            _came,
            (
                Guard("the meeting is under way", _meeting_is_under_way),
                Guard("whoever attends accepted the statement", _accepts_the_statement),
            ),
        ),
    ),
    writes=(
        Writable(
            t.invitation,
            adds=True,
            changes=frozenset(
                {
                    "response",
                    "valid_until",
                    "withdrawn_because",
                    "deputy_name",
                    "reply_note",
                    "report_received_on",
                }
            ),
        ),
        Writable(t.attendance, adds=True, changes=frozenset({"superseded_by", "report_received"})),
    ),
    column="response",
    begins=InvitationResponse.AWAITED,  # of whoever chairs, who is asked with the meeting
    moved=(
        *(Moved(act, ANSWERED, InvitationResponse.AWAITED) for act in (Act.RESCHEDULE_MEETING, Act.POSTPONE_MEETING)),
        Moved(Act.CONFIRM_EXIT, STANDING, InvitationResponse.WITHDRAWN),
        Moved(Act.ACCEPT_TRANSFER, STANDING, InvitationResponse.WITHDRAWN),
    ),
)
