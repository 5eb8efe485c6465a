"""Invitations to meetings, the answers to them, and who came, as mutations."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import ItemStatus
from agencies.coordination.process import invitation, invitation_terms
from agencies.coordination.process.meeting_terms import WithReason
from policies.vocabulary import Act
from schema.bodies import BODIES
from schema.meeting_facts import (
    ENGAGEMENTS,
    INVITED,
    MEETING_OF_ITEM,
    PEOPLE,
    RECORDED_BEFORE,
    asked_to,
    invited_to,
)
from schema.mutations import RECORD, Mutation, OnRecord

_ON_INVITATION = OnRecord("Invitation")


def _asking(meeting: sa.ColumnElement[object]) -> dict[str, sa.Select[tuple[object, ...]]]:
    return {
        "meeting": invited_to(meeting),
        "people": PEOPLE,
        "bodies": BODIES,
        "asked": asked_to(meeting),
        "engagements": ENGAGEMENTS,
    }


MUTATIONS = (
    Mutation(
        Act.INVITE_TO_MEETING,
        "Ask somebody to a meeting, for the whole agenda. They have it when it is circulated.",
        invitation.MACHINE,
        on=OnRecord("Meeting"),
        gives="Invitation",
        offered={"status": invitation.ASKED_TO},
        given=invitation_terms.Invite,
        known=invitation_terms.InviteKnown,
        facts=_asking(RECORD),
    ),
    Mutation(
        Act.INVITE_TO_ITEM,
        "Ask somebody to a meeting, for one case of its agenda alone.",
        invitation.MACHINE,
        on=OnRecord("AgendaItem"),
        gives="Invitation",
        offered={"status": (ItemStatus.LISTED,)},
        given=invitation_terms.Invite,
        known=invitation_terms.InviteToItemKnown,
        facts={
            **_asking(MEETING_OF_ITEM),
            "item": sa.select(t.meeting_case.c.status).where(t.meeting_case.c.id == RECORD),
        },
    ),
    Mutation(
        Act.WITHDRAW_INVITATION,
        "Take back an invitation. What it opened is closed at once.",
        invitation.MACHINE,
        on=_ON_INVITATION,
        gives="Invitation",
        given=WithReason,
        known=invitation_terms.InvitationKnown,
        facts={"invitation": INVITED},
    ),
    Mutation(
        Act.REPLY_TO_INVITATION,
        "Answer an invitation of your own: you come, you send a deputy, or your agency sends its report instead.",
        invitation.MACHINE,
        on=_ON_INVITATION,
        gives="Invitation",
        given=invitation_terms.ReplyToInvitation,
        known=invitation_terms.InvitationKnown,
        facts={"invitation": INVITED},
    ),
    Mutation(
        Act.RECEIVE_REPORT,
        "Note that the report of an agency that does not come was received.",
        invitation.MACHINE,
        on=_ON_INVITATION,
        gives="Invitation",
        known=invitation_terms.AttendanceKnown,
        facts={"invitation": INVITED, "before": RECORDED_BEFORE},
    ),
    Mutation(
        Act.RECORD_ATTENDANCE,
        "Record whether somebody who was asked came, and that they accepted the confidentiality statement.",
        invitation.MACHINE,
        on=_ON_INVITATION,
        gives="Invitation",
        given=invitation_terms.RecordAttendance,
        known=invitation_terms.AttendanceKnown,
        facts={"invitation": INVITED.with_for_update(read=True), "before": RECORDED_BEFORE},
    ),
)
