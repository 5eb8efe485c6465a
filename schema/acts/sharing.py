"""Minutes beyond the meeting, as mutations: summaries for the person, onward sharing, what was told off the system."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.process import sharing, summary
from policies.vocabulary import Act
from schema.mutations import CASE, RECORD, Mutation, OnRecord

_MINUTES = t.minutes.c
_SUMMARY = t.executive_summary.c
_SHARING = t.onward_sharing.c
_STATUS = sa.select(_MINUTES.status).where(_MINUTES.id == RECORD)
_EARLIER = sa.select(_SUMMARY.id).where(_SUMMARY.minutes_id == RECORD, _SUMMARY.superseded_by.is_(None))


def _chair_of(table: sa.Table) -> sa.Select[tuple[object]]:
    """Who chaired the meeting whose minutes a row is about."""
    return (
        sa.select(t.meeting.c.chair_id)
        .join_from(t.meeting, t.minutes, _MINUTES.meeting_id == t.meeting.c.id)
        .join(table, table.c.minutes_id == _MINUTES.id)
        .where(table.c.id == RECORD)
    )


_CHECKED = {
    "written_by_id": sa.select(_SUMMARY.written_by_id).where(_SUMMARY.id == RECORD),
    "chair_id": _chair_of(t.executive_summary),
}
_DECIDED = {
    "asked_by_id": sa.select(_SHARING.asked_by_id).where(_SHARING.id == RECORD),
    "chair_id": _chair_of(t.onward_sharing),
}
_AGREED = sa.select(_SHARING.asked_by_agency, _SHARING.decided_on).where(
    _SHARING.case_id == CASE, _SHARING.status.in_(sharing.WAS_AGREED)
)
_ON_MINUTES = OnRecord("Minutes")
_ON_SUMMARY = OnRecord("ExecutiveSummary")
_ON_SHARING = OnRecord("OnwardSharing")

MUTATIONS = (
    Mutation(
        Act.WRITE_EXECUTIVE_SUMMARY,
        "Write a summary of agreed minutes for the person they are about. An earlier one stands beside it.",
        summary.MACHINE,
        on=_ON_MINUTES,
        gives="ExecutiveSummary",
        given=summary.WriteSummary,
        known=summary.WriteKnown,
        facts={"status": _STATUS, "earlier": _EARLIER},
        keeps="body",
    ),
    Mutation(
        Act.CHECK_EXECUTIVE_SUMMARY,
        "Check that a summary holds nothing that the person may not be shown; or say what must come out.",
        summary.MACHINE,
        on=_ON_SUMMARY,
        gives="ExecutiveSummary",
        given=summary.CheckSummary,
        known=summary.CheckKnown,
        facts=_CHECKED,
    ),
    Mutation(
        Act.AGREE_EXECUTIVE_SUMMARY,
        "Agree a summary that was checked, by the chair.",
        summary.MACHINE,
        on=_ON_SUMMARY,
        gives="ExecutiveSummary",
        known=summary.CheckKnown,
        facts=_CHECKED,
    ),
    Mutation(
        Act.REQUEST_ONWARD_SHARING,
        "Ask the chair whether something of the minutes may be shared outside the meeting.",
        sharing.SHARING,
        on=_ON_MINUTES,
        gives="OnwardSharing",
        given=sharing.RequestSharing,
        known=sharing.RequestKnown,
        facts={"status": _STATUS},
    ),
    Mutation(
        Act.AGREE_ONWARD_SHARING,
        "Agree that it is shared, by the chair: on what terms, and by when.",
        sharing.SHARING,
        on=_ON_SHARING,
        gives="OnwardSharing",
        given=sharing.AgreeSharing,
        known=sharing.DecideKnown,
        facts=_DECIDED,
    ),
    Mutation(
        Act.REFUSE_ONWARD_SHARING,
        "Refuse that it is shared, by the chair, and say why.",
        sharing.SHARING,
        on=_ON_SHARING,
        gives="OnwardSharing",
        given=sharing.RefuseSharing,
        known=sharing.DecideKnown,
        facts=_DECIDED,
    ),
    Mutation(
        Act.WITHDRAW_ONWARD_SHARING,
        "Take back what the chair agreed, before it was shared: by the chair, or the agency that asked.",
        sharing.SHARING,
        on=_ON_SHARING,
        gives="OnwardSharing",
        given=sharing.WithdrawSharing,
        known=sharing.WithdrawKnown,
        facts={
            "asked_by_agency": sa.select(_SHARING.asked_by_agency).where(_SHARING.id == RECORD),
            "chair_id": _chair_of(t.onward_sharing),
        },
    ),
    Mutation(
        Act.CARRY_OUT_ONWARD_SHARING,
        "Record that what the chair agreed was shared: with whom, when, how, and what of it.",
        sharing.SHARING,
        on=_ON_SHARING,
        gives="OnwardSharing",
        given=sharing.CarryOutSharing,
        known=sharing.CarryOutKnown,
        facts={"decided_on": sa.select(_SHARING.decided_on).where(_SHARING.id == RECORD)},
    ),
    Mutation(
        Act.RECORD_OFF_SYSTEM_DISCLOSURE,
        "Record that somebody was told, shown or given something of a case off the system: to whom, what and why.",
        sharing.TOLD,
        on=OnRecord("Case"),
        gives="OffSystemDisclosure",
        given=sharing.RecordTold,
        known=sharing.ToldKnown,
        facts={"agreed": _AGREED},
    ),
)
