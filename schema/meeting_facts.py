"""What the acts of meetings rest on, as statements of facts: who works where, what is to come, who is asked to it."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import InvitationResponse, ItemStatus, MeetingStatus
from agencies.coordination.practitioners import practitioner
from agencies.coordination.process.invitation import STANDING
from agencies.coordination.process.meeting import NOT_OVER, OPENED, UNSETTLED
from agencies.coordination.process.minutes import NOT_DISCUSSED
from schema.mutations import AREA, CASE, RECORD, TODAY

MEETING, ITEM, INVITATION = t.meeting.c, t.meeting_case.c, t.invitation.c
_RULE, _WHO = t.meeting_rule.c, practitioner.c

AS_IT_IS = sa.select(
    MEETING.level,
    MEETING.held_on,
    MEETING.starts_at,
    MEETING.lasts_minutes,
    MEETING.chair_id,
    MEETING.chair_seniority,
    MEETING.place,
    MEETING.remote,
).where(MEETING.id == RECORD)

PEOPLE = sa.select(_WHO.principal_id.label("id"), _WHO.reference, _WHO.name, _WHO.agency, _WHO.role).where(
    _WHO.area_id == AREA,
    _WHO.valid_from <= TODAY,
    sa.or_(_WHO.valid_until.is_(None), _WHO.valid_until > TODAY),
)

# An area's own rules, and those for all areas; which go first is the process's to say.
RULES_OF_MEETINGS = sa.select(_RULE.kind, _RULE.level, _RULE.area_id, _RULE.requires).where(
    _RULE.valid_from <= TODAY,
    sa.or_(_RULE.valid_until.is_(None), _RULE.valid_until > TODAY),
    sa.or_(_RULE.area_id.is_(None), _RULE.area_id == AREA),
)

_ENGAGED = sa.union(
    sa.select(MEETING.chair_id.label("principal_id"), MEETING.id).where(MEETING.chair_id.is_not(None)),
    sa.select(INVITATION.principal_id, INVITATION.meeting_id).where(
        INVITATION.principal_id.is_not(None), INVITATION.response != InvitationResponse.WITHDRAWN
    ),
).subquery()

# Wherever the meeting is held: somebody may work in several areas.
ENGAGEMENTS = (
    sa.select(_ENGAGED.c.principal_id, MEETING.id.label("meeting_id"), MEETING.starts_at, MEETING.lasts_minutes)
    .join(_ENGAGED, _ENGAGED.c.id == MEETING.id)
    .where(
        MEETING.held_on >= TODAY,
        MEETING.status.in_(NOT_OVER),
        _ENGAGED.c.principal_id.in_(sa.select(_WHO.principal_id).where(_WHO.area_id == AREA)),
    )
)


def asked_to(meeting: sa.ColumnElement[object]) -> sa.Select[tuple[object, ...]]:
    """The invitations to a meeting that were not withdrawn."""
    return sa.select(
        INVITATION.id,
        INVITATION.principal_id,
        INVITATION.agency,
        INVITATION.for_case_id,
        INVITATION.response,
        INVITATION.circulated_at,
        INVITATION.valid_until,
    ).where(INVITATION.meeting_id == meeting, INVITATION.response != InvitationResponse.WITHDRAWN)


def invited_to(meeting: sa.ColumnElement[object]) -> sa.Select[tuple[object, ...]]:
    """The meeting that somebody is asked to."""
    return sa.select(MEETING.id, MEETING.area_id, MEETING.status, MEETING.starts_at, MEETING.lasts_minutes).where(
        MEETING.id == meeting
    )


# Where a case was on the agenda and something can have been decided: at a meeting that was opened, whatever its day.
MEETINGS_OF_CASE = (
    sa.select(ITEM.id, MEETING.reference, ITEM.held_on)
    .join(t.meeting, MEETING.id == ITEM.meeting_id)
    .where(ITEM.case_id == CASE, MEETING.status.in_(OPENED), ITEM.status.not_in(NOT_DISCUSSED))
)

# Whether the day of its next review is set: with the item itself, or by a review that was held there.
NEXT_REVIEW_SET = sa.or_(
    ITEM.next_review_on.is_not(None),
    sa.exists().where(t.review.c.meeting_case_id == ITEM.id, t.review.c.next_due.is_not(None)),
)

ITEMS = sa.select(ITEM.id, ITEM.case_id, ITEM.position, ITEM.status).where(ITEM.meeting_id == RECORD)
MEETING_OF_ITEM = sa.select(ITEM.meeting_id).where(ITEM.id == RECORD).scalar_subquery()
STATUS_OF_ITEM = sa.select(MEETING.status.label("meeting")).where(MEETING.id == MEETING_OF_ITEM)

# Locked, so that none of them is closed while a case is put on it; the last place on each.
COMING = (
    sa.select(
        MEETING.id,
        MEETING.reference,
        MEETING.held_on,
        sa.select(sa.func.coalesce(sa.func.max(ITEM.position), 0))
        .where(ITEM.meeting_id == MEETING.id)
        .scalar_subquery()
        .label("last"),
    )
    .where(MEETING.area_id == AREA, MEETING.status.in_((MeetingStatus.PLANNED, MeetingStatus.CIRCULATED)))
    .order_by(MEETING.id)
    .with_for_update(key_share=True)
)
LISTED = (
    sa.select(ITEM.meeting_id, ITEM.held_on, ITEM.status)
    .join(t.meeting, MEETING.id == ITEM.meeting_id)
    .where(ITEM.case_id == CASE, MEETING.status.in_((*NOT_OVER, MeetingStatus.POSTPONED)))
)

# The invitation that is acted on, and its meeting.
INVITED = (
    sa.select(
        INVITATION.meeting_id,
        MEETING.status.label("meeting_status"),
        MEETING.chair_id,
        INVITATION.principal_id,
        INVITATION.agency,
        INVITATION.body_code,
        INVITATION.name,
        INVITATION.deputy_name,
        INVITATION.response,
        INVITATION.circulated_at,
        INVITATION.report_received_on,
    )
    .join(t.meeting, MEETING.id == INVITATION.meeting_id)
    .where(INVITATION.id == RECORD)
)
RECORDED_BEFORE = sa.select(t.attendance.c.id).where(
    t.attendance.c.invitation_id == RECORD, t.attendance.c.superseded_by.is_(None)
)

# Where the case is on an agenda still to come, and who is invited for it alone: that ends when it leaves the area.
ON_AGENDAS = {
    # Of a meeting that was put off as well, whose day has passed: it is to be held on another.
    "listed": sa.select(ITEM.id)
    .join(t.meeting, MEETING.id == ITEM.meeting_id)
    .where(
        ITEM.case_id == CASE,
        ITEM.status == ItemStatus.LISTED,
        MEETING.status.in_((*UNSETTLED, MeetingStatus.UNDER_WAY)),
    ),
    "invitations": sa.select(INVITATION.id)
    .join(t.meeting, MEETING.id == INVITATION.meeting_id)
    .where(INVITATION.for_case_id == CASE, INVITATION.response.in_(STANDING), MEETING.status.in_(UNSETTLED)),
}
