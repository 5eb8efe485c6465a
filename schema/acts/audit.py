"""Case and meeting audits, as mutations."""

from collections.abc import Mapping
from datetime import date
from typing import Any

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.audit_vocabulary import AuditStatus, AuditSubject
from agencies.coordination.meeting_vocabulary import InvitationResponse, ItemStatus, MeetingStatus
from agencies.coordination.process import audit, audit_terms
from policies.vocabulary import Act, Handling
from schema.forms import in_force
from schema.mutations import ACTOR, AREA, CASE, RECORD, Mutation, OnArea, OnRecord

_CASE, _MEETING, _ITEM = t.case.c, t.meeting.c, t.meeting_case.c
_SAMPLE, _AUDIT, _PART = t.audit_sample.c, t.meeting_audit.c, t.form_part.c
FORMS = {AuditSubject.CASES: "CASE_AUDIT", AuditSubject.MEETINGS: "MEETING_AUDIT"}

# What a draw binds: of what, from when until when, at which level.
_FORM = sa.bindparam("form", None, sa.Text)
_LEVEL = sa.bindparam("level", None, sa.Text)
_CASES_ASKED, _MEETINGS_ASKED = (sa.literal(FORMS[each]) == _FORM for each in AuditSubject)
_FROM, _UNTIL = sa.bindparam("from_on", None, sa.Date), sa.bindparam("until_on", None, sa.Date)


def _asked(given: audit_terms.DrawSample, _today: date) -> Mapping[str, Any]:
    return {
        "form": FORMS[given.kind],
        "level": given.level and given.level.value,
        "from_on": given.from_on,
        "until_on": given.until_on,
    }


_HELD = sa.and_(
    _MEETING.status == MeetingStatus.HELD,
    _MEETING.held_on.between(_FROM, _UNTIL),
    sa.or_(_LEVEL.is_(None), sa.cast(_MEETING.level, sa.Text) == _LEVEL),
)
# Of ordinary handling alone, and of the area as it is today: so that whoever may audit there sees each of them.
_CASES = (
    sa.select(_CASE.id)
    .where(_CASE.area_id == AREA, _CASE.handling == Handling.ORDINARY.stored, _CASES_ASKED)
    .where(
        sa.exists()
        .where(_ITEM.case_id == _CASE.id, _ITEM.meeting_id == _MEETING.id, _ITEM.status == ItemStatus.DISCUSSED)
        .where(_HELD)
    )
)
_MEETINGS = sa.select(_MEETING.id).where(_MEETING.area_id == AREA, _HELD, _MEETINGS_ASKED)
_DRAWN = sa.select(_SAMPLE.subject, _SAMPLE.level, _SAMPLE.from_on, _SAMPLE.until_on).where(_SAMPLE.area_id == AREA)


def _questions(table: sa.Table) -> sa.Select[Any]:
    """The questions of the form of the sample that drew this audit."""
    return (
        sa.select(_PART.position, _PART.code, _PART.label, _PART.required, _PART.scale)
        .join(t.audit_sample, _SAMPLE.form_id == _PART.form_id)
        .join(table, table.c.sample_id == _SAMPLE.id)
        .where(table.c.id == RECORD)
        .order_by(_PART.position)
    )


_ACTED = sa.select(sa.func.count()).where(
    t.step.c.case_id == CASE, t.step.c.done_by_id == ACTOR, t.step.c.done_by_agency != "coordination"
)
_ASKED = t.invitation.c
_CAME = sa.select(sa.func.count()).where(
    _AUDIT.id == RECORD,
    _MEETING.id == _AUDIT.meeting_id,
    sa.or_(
        _MEETING.chair_id == ACTOR,
        sa.exists().where(
            _ASKED.meeting_id == _MEETING.id,
            _ASKED.principal_id == ACTOR,
            _ASKED.response.in_([InvitationResponse.AWAITED, InvitationResponse.ACCEPTED]),
        ),
    ),
)


def _open(table: sa.Table) -> sa.Select[Any]:
    """The audits of the sample that are not recorded, locked: whoever records one meanwhile comes before or after."""
    this = table.c.sample_id == RECORD, table.c.status == AuditStatus.DRAWN
    return sa.select(table.c.id).where(*this).with_for_update()


MUTATIONS = (
    Mutation(
        Act.DRAW_AUDIT_SAMPLE,
        "Draw a sample of the cases or meetings of an area to be audited. Chance picks; the seed is kept with it.",
        audit.SAMPLE,
        on=OnArea(),
        gives="AuditSample",
        given=audit_terms.DrawSample,
        known=audit_terms.DrawKnown,
        facts={
            "frame": sa.select(sa.union_all(_CASES, _MEETINGS).subquery().c.id),
            "drawn": _DRAWN,
            "form": sa.select(in_force(_FORM)),
        },
        asks=_asked,
    ),
    Mutation(
        Act.RECORD_CASE_AUDIT,
        "Record the audit of a case that was drawn, question by question.",
        audit.CASE_AUDIT,
        on=OnRecord("CaseAudit"),
        gives="CaseAudit",
        given=audit_terms.RecordAudit,
        known=audit_terms.RecordKnown,
        facts={"questions": _questions(t.case_audit), "part": _ACTED},
    ),
    Mutation(
        Act.RECORD_MEETING_AUDIT,
        "Record the audit of a meeting that was drawn, question by question.",
        audit.MEETING_AUDIT,
        on=OnRecord("MeetingAudit"),
        gives="MeetingAudit",
        given=audit_terms.RecordAudit,
        known=audit_terms.RecordKnown,
        facts={"questions": _questions(t.meeting_audit), "part": _CAME},
    ),
    Mutation(
        Act.CLOSE_AUDIT_SAMPLE,
        "Close a sample with what its audits came to. Those that were not recorded will not be.",
        audit.SAMPLE,
        on=OnRecord("AuditSample"),
        gives="AuditSample",
        given=audit_terms.CloseSample,
        known=audit_terms.CloseKnown,
        facts={
            "cases": _open(t.case_audit),
            "meetings": _open(t.meeting_audit),
        },
    ),
)
