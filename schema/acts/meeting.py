"""A MAPP meeting from plan to close, as mutations."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import DisclosureOutcome, InvitationResponse
from agencies.coordination.process import meeting, meeting_terms
from agencies.coordination.vocabulary import DecisionStage
from policies.vocabulary import Act
from schema.meeting_facts import (
    AS_IT_IS,
    ENGAGEMENTS,
    INVITATION,
    ITEM,
    ITEMS,
    MEETING,
    NEXT_REVIEW_SET,
    PEOPLE,
    RULES_OF_MEETINGS,
    asked_to,
)
from schema.mutations import AREA, RECORD, Mutation, OnArea, OnRecord
from schema.rules import RULES

_SO_FAR = sa.select(sa.func.count()).where(MEETING.area_id == AREA, MEETING.reference.op("~")(r"^MAPP-\d\d-\d{4}-\d+$"))

_TOLD = t.disclosure_decision.c
_DISCLOSURE_IS_WHOLE = sa.or_(
    _TOLD.outcome == DisclosureOutcome.NOT_DISCLOSED,
    sa.and_(
        *(column.is_not(None) for column in (_TOLD.told_whom, _TOLD.told_by_agency, _TOLD.how)),
        sa.or_(_TOLD.tell_by.is_not(None), _TOLD.told_on.is_not(None)),
    ),
)


def _recorded(table: sa.Table, *conditions: sa.ColumnElement[bool]) -> sa.ColumnElement[bool]:
    """Whether there is a row of the item that answers these."""
    return sa.exists().where(table.c.meeting_case_id == ITEM.id, *conditions)


# Locked, so that no case is returned to an agenda while its meeting is closed.
_AT_CLOSE = (
    sa.select(
        ITEM.case_id,
        t.case.c.reference,
        ITEM.status,
        _recorded(t.disclosure_decision, _DISCLOSURE_IS_WHOLE).label("disclosure_decided"),
        sa.or_(
            ITEM.level_unchanged_because.is_not(None),
            _recorded(t.level_decision, t.level_decision.c.stage == DecisionStage.DECIDED),
        ).label("level_decided"),
        NEXT_REVIEW_SET.label("next_review_set"),
        _recorded(t.offender_informed).label("offender_informed"),
    )
    .join(t.case, t.case.c.id == ITEM.case_id)
    .where(ITEM.meeting_id == RECORD)
    .order_by(ITEM.position)
    .with_for_update(key_share=True, of=t.meeting_case)
)

_CAME, _OF_CAME = t.attendance.c, t.attendance.c.invitation_id == INVITATION.id
_PRESENT = (
    sa.select(_CAME.agency, INVITATION.for_case_id)
    .join(t.invitation, _OF_CAME)
    .where(_CAME.meeting_id == RECORD, _CAME.superseded_by.is_(None), _CAME.attended)
)
_AWAY = (
    sa.select(_CAME.agency, INVITATION.for_case_id, INVITATION.report_received_on.is_not(None).label("report_received"))
    .join(t.invitation, _OF_CAME)
    .where(_CAME.meeting_id == RECORD, _CAME.superseded_by.is_(None), sa.not_(_CAME.attended))
)
_UNRECORDED = sa.select(INVITATION.agency, INVITATION.for_case_id).where(
    INVITATION.meeting_id == RECORD,
    INVITATION.response != InvitationResponse.WITHDRAWN,
    INVITATION.circulated_at.is_not(None),
    ~sa.exists().where(_OF_CAME, _CAME.superseded_by.is_(None)),
)

_ON_MEETING = OnRecord("Meeting")
_OPENED = {"meeting": AS_IT_IS}
_PLANNED = {
    "meeting": AS_IT_IS,
    "items": ITEMS,
    "asked": asked_to(RECORD),
    "people": PEOPLE,
    "engagements": ENGAGEMENTS,
    "rules": RULES_OF_MEETINGS,
    "days": RULES,
}

MUTATIONS = (
    Mutation(
        Act.SCHEDULE_MEETING,
        "Plan a MAPP meeting in your area. Whoever chairs it is asked to it.",
        meeting.MACHINE,
        on=OnArea(),
        gives="Meeting",
        given=meeting_terms.ScheduleMeeting,
        known=meeting_terms.ScheduleKnown,
        facts={
            "meetings_so_far": _SO_FAR,
            "people": PEOPLE,
            "engagements": ENGAGEMENTS,
            "rules": RULES_OF_MEETINGS,
        },
    ),
    Mutation(
        Act.MOVE_AGENDA_ITEM,
        "Give an item another place on the agenda.",
        meeting.MACHINE,
        on=_ON_MEETING,
        gives="Meeting",
        given=meeting_terms.MoveItem,
        known=meeting_terms.AgendaKnown,
        facts={"items": ITEMS},
    ),
    Mutation(
        Act.CIRCULATE_AGENDA,
        "Send the agenda to everybody who is asked and does not have it. From now the invitations count.",
        meeting.MACHINE,
        on=_ON_MEETING,
        gives="Meeting",
        known=meeting_terms.MeetingKnown,
        facts=_PLANNED,
    ),
    Mutation(
        Act.RESCHEDULE_MEETING,
        "Move a meeting to another day or time, and name another chair where need be. Everybody answers anew.",
        meeting.MACHINE,
        on=_ON_MEETING,
        gives="Meeting",
        given=meeting_terms.RescheduleMeeting,
        known=meeting_terms.MeetingKnown,
        facts=_PLANNED,
    ),
    Mutation(
        Act.POSTPONE_MEETING,
        "Put a meeting off without another day. Its invitations count no more.",
        meeting.MACHINE,
        on=_ON_MEETING,
        gives="Meeting",
        given=meeting_terms.WithReason,
        known=meeting_terms.MeetingKnown,
        facts=_PLANNED,
    ),
    Mutation(
        Act.CANCEL_MEETING,
        "Cancel a meeting. The cases on its agenda are put off, and its invitations count no more.",
        meeting.MACHINE,
        on=_ON_MEETING,
        gives="Meeting",
        given=meeting_terms.WithReason,
        known=meeting_terms.MeetingKnown,
        facts=_PLANNED,
    ),
    Mutation(
        Act.OPEN_MEETING,
        "Open a meeting that you chair.",
        meeting.MACHINE,
        on=_ON_MEETING,
        gives="Meeting",
        known=meeting_terms.OpenKnown,
        facts=_OPENED,
    ),
    Mutation(
        Act.CLOSE_MEETING,
        "Close a meeting that you chair, everything being recorded of every case. What is missing is named.",
        meeting.MACHINE,
        on=_ON_MEETING,
        gives="Meeting",
        given=meeting_terms.CloseMeeting,
        known=meeting_terms.CloseKnown,
        facts={
            "meeting": AS_IT_IS,
            "items": _AT_CLOSE,
            "came": _PRESENT,
            "away": _AWAY,
            "unrecorded": _UNRECORDED,
            "rules": RULES_OF_MEETINGS,
        },
    ),
)
