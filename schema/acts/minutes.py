"""Minutes of meetings and their sections, as mutations."""

from typing import Any

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import MinutesStatus, PlanStatus, SectionState
from agencies.coordination.process import minutes, minutes_correction, minutes_terms, section_terms, sections
from agencies.coordination.process.meeting import OPENED
from policies.vocabulary import Act, ItemHandling
from schema.bodies import BODIES
from schema.forms import in_force, parts_in_force
from schema.meeting_facts import NEXT_REVIEW_SET
from schema.mutations import CASE, RECORD, Mutation, OnRecord
from schema.rules import RULES

_MINUTES = t.minutes.c
_SECTION = t.minutes_section.c
_TEXT = t.minutes_section_version.c
_PART = t.form_part.c
_ITEM = t.meeting_case.c
_PLAN = t.risk_management_plan.c
_CORRECTION = t.minutes_correction.c

_BEGUN = sa.exists().where(_MINUTES.meeting_case_id == _ITEM.id)
_ITEMS = (
    sa.select(
        _ITEM.id,
        _ITEM.meeting_id,
        t.meeting.c.reference,
        _ITEM.held_on,
        _ITEM.status,
        t.meeting.c.status.label("meeting_status"),
        _BEGUN.label("begun"),
    )
    .join(t.meeting, t.meeting.c.id == _ITEM.meeting_id)
    .where(_ITEM.case_id == CASE)
)
_CODE = sa.func.coalesce(t.invitation.c.body_code, t.invitation.c.agency)
_INVITED = (
    sa.select(t.invitation.c.meeting_id, _CODE.label("agency"))
    .distinct()
    .join(t.meeting_case, _ITEM.meeting_id == t.invitation.c.meeting_id)
    .where(
        _ITEM.case_id == CASE,
        sa.or_(t.invitation.c.for_case_id.is_(None), t.invitation.c.for_case_id == CASE),
        _CODE.in_(BODIES),
    )
    .order_by(t.invitation.c.meeting_id, _CODE)
)
_STATUS_OF_MINUTES = sa.select(_MINUTES.status).where(_MINUTES.id == RECORD)
_ITS_FORM = sa.func.coalesce(_MINUTES.form_id, in_force("MINUTES")) == _PART.form_id
_PARTS = (
    sa.select(_PART.position, _PART.code, _PART.holds)
    .join_from(t.form_part, t.minutes, _ITS_FORM)
    .where(_MINUTES.id == RECORD)
    .order_by(_PART.position)
)
_WRITTEN = sa.exists().where(
    _SECTION.minutes_id == _MINUTES.id, _SECTION.heading == _PART.code, _SECTION.state == SectionState.WRITTEN
)
_HEADINGS = (
    sa.select(_PART.label, _PART.code, _PART.required, _PART.holds, _WRITTEN.label("written"))
    .join_from(t.form_part, t.minutes, _ITS_FORM)
    .where(_MINUTES.id == RECORD)
    .order_by(_PART.position)
)
_OPENED = (
    sa.select(sa.func.count())
    .select_from(t.minutes)
    .join(t.meeting, t.meeting.c.id == _MINUTES.meeting_id)
    .where(_MINUTES.id == RECORD, t.meeting.c.status.in_(OPENED))
)
_HELD_ON = sa.select(_MINUTES.held_on).where(_MINUTES.id == RECORD)
_SECTIONS = sa.select(
    _SECTION.id,
    _SECTION.position,
    _SECTION.heading,
    _SECTION.state,
    _SECTION.data_class,
    _SECTION.item_handling,
    _SECTION.owner,
    _SECTION.assertion,
    _SECTION.body,
    _SECTION.written_by_agency,
    _SECTION.version,
)
_EDITION = sa.select(
    _MINUTES.id,
    _MINUTES.meeting_case_id,
    _MINUTES.meeting_id,
    _MINUTES.held_on,
    _MINUTES.edition,
    _MINUTES.status,
    _MINUTES.form_id,
).where(_MINUTES.id == RECORD)
_OF_THE_ITEM = _MINUTES.meeting_case_id == (
    sa.select(_MINUTES.meeting_case_id).where(_MINUTES.id == RECORD).correlate(None).scalar_subquery()
)
_EDITIONS = sa.select(sa.func.max(_MINUTES.edition)).where(_OF_THE_ITEM)
_CHAIR = (
    sa.select(t.meeting.c.chair_id).join(t.minutes, _MINUTES.meeting_id == t.meeting.c.id).where(_MINUTES.id == RECORD)
)
_OF_SECTION = (
    sa.select(_MINUTES.status).join(t.minutes_section, _SECTION.minutes_id == _MINUTES.id).where(_SECTION.id == RECORD)
)
_TEXTS = sa.select(_TEXT.id, _TEXT.section_version, _TEXT.item_handling).where(_TEXT.section_id == RECORD)

_ITS_ITEM = sa.select(_MINUTES.meeting_case_id).where(_MINUTES.id == RECORD).scalar_subquery()


def _at_the_item(table: sa.Table) -> sa.Select[Any]:
    """How many rows of a table are of the item that the minutes are of."""
    return sa.select(sa.func.count()).where(table.c.case_id == CASE, table.c.meeting_case_id == _ITS_ITEM)


_WAITING = sa.select(sa.func.count()).where(
    _CORRECTION.minutes_id == RECORD,
    _CORRECTION.status.in_(minutes_correction.WAITS),
    _CORRECTION.item_handling != ItemHandling.OWNER_ONLY.stored,  # hidden from the chair, who is told of none
)
_PLAN_MADE = sa.select(_PLAN.id).where(
    _PLAN.case_id == CASE, _PLAN.meeting_case_id == _ITS_ITEM, _PLAN.status == PlanStatus.DRAFT
)
_ATTENDED = (
    sa.select(sa.func.coalesce(t.attendance.c.body_code, t.attendance.c.agency))
    .distinct()
    .join_from(t.attendance, t.minutes, _MINUTES.meeting_id == t.attendance.c.meeting_id)
    .join(t.minutes_section, _SECTION.minutes_id == _MINUTES.id)
    .where(_SECTION.id == RECORD, t.attendance.c.attended)
)
_CORRECTED = sa.select(_CORRECTION.section_id).where(_CORRECTION.id == RECORD).correlate(None).scalar_subquery()
_OF_CORRECTION = sa.select(_MINUTES.status).join(t.minutes_correction, _CORRECTION.minutes_id == _MINUTES.id)
_ANSWERED = {
    "status": _OF_CORRECTION.where(_CORRECTION.id == RECORD),
    "minutes_id": sa.select(_CORRECTION.minutes_id).where(_CORRECTION.id == RECORD),
    "section": _SECTIONS.where(_SECTION.id == _CORRECTED),
    "asked_by_id": sa.select(_CORRECTION.asked_by_id).where(_CORRECTION.id == RECORD),
}

_ON_MINUTES = OnRecord("Minutes")
_ON_CORRECTION = OnRecord("MinutesCorrection")
_ON_SECTION = OnRecord("MinutesSection")
_SECTION_FACTS = {"status": _OF_SECTION, "section": _SECTIONS.where(_SECTION.id == RECORD), "texts": _TEXTS}

MUTATIONS = (
    Mutation(
        Act.BEGIN_MINUTES,
        "Begin the minutes of a case at a meeting: a section for each head of the agenda, still to be written.",
        minutes.MACHINE,
        on=OnRecord("Case"),
        gives="Minutes",
        given=minutes_terms.BeginMinutes,
        known=minutes_terms.BeginKnown,
        facts={
            "items": _ITEMS,
            "form": parts_in_force("MINUTES"),
            "invited": _INVITED,
            "rules": RULES,
        },
    ),
    Mutation(
        Act.ADD_MINUTES_SECTION,
        "Add a section to minutes that are drafted, for your agency. What is added at the same time stands beside it.",
        sections.MACHINE,
        on=_ON_MINUTES,
        gives="MinutesSection",
        given=section_terms.AddSection,
        known=section_terms.AddKnown,
        offered={"status": (MinutesStatus.DRAFT,)},
        facts={"status": _STATUS_OF_MINUTES, "form": _PARTS, "contributors": BODIES},
        keeps="body",
    ),
    Mutation(
        Act.WRITE_MINUTES_SECTION,
        "Write a section. If somebody wrote it since you read it, nothing is written: you are given both texts.",
        sections.MACHINE,
        on=_ON_SECTION,
        gives="MinutesSection",
        given=section_terms.WriteSection,
        known=section_terms.SectionKnown,
        facts=_SECTION_FACTS,
        keeps="body",
    ),
    Mutation(
        Act.RELEASE_MINUTES_SECTION,
        "Release what waited for the chair: the present text is then read by whoever reads the minutes.",
        sections.MACHINE,
        on=_ON_SECTION,
        gives="MinutesSection",
        given=section_terms.ReleaseSection,
        known=section_terms.SectionKnown,
        facts=_SECTION_FACTS,
    ),
    Mutation(
        Act.CIRCULATE_MINUTES,
        "Send minutes to those who were there. What is wrong is corrected before they are agreed.",
        minutes.MACHINE,
        on=_ON_MINUTES,
        gives="Minutes",
        known=minutes_terms.CirculateKnown,
        facts={
            "held_on": _HELD_ON,
            "opened": _OPENED,
            "headings": _HEADINGS,
            "disclosures": _at_the_item(t.disclosure_decision),
            "informed": _at_the_item(t.offender_informed),
            "review_set": sa.select(NEXT_REVIEW_SET).where(_ITEM.id == _ITS_ITEM),
            "rules": RULES,
        },
    ),
    Mutation(
        Act.AGREE_MINUTES,
        "Agree minutes for the meeting, by its chair. They never change again.",
        minutes.MACHINE,
        on=_ON_MINUTES,
        gives="Minutes",
        known=minutes_terms.AgreeKnown,
        facts={
            "edition": sa.select(_MINUTES.edition).where(_MINUTES.id == RECORD),
            "chair_id": _CHAIR,
            "corrections": _WAITING,
            "plan": _PLAN_MADE,
            "plans_before": sa.select(_PLAN.id).where(_PLAN.case_id == CASE, _PLAN.status == PlanStatus.AGREED),
        },
    ),
    Mutation(
        Act.AMEND_MINUTES,
        "Begin an amendment of agreed minutes: a further edition beside them, to be written, circulated and agreed.",
        minutes.MACHINE,
        on=_ON_MINUTES,
        gives="Minutes",
        given=minutes_terms.AmendMinutes,
        known=minutes_terms.AmendKnown,
        offered={"status": minutes.AGREED},
        facts={
            "minutes": _EDITION,
            "editions": _EDITIONS,
            "sections": _SECTIONS.where(_SECTION.minutes_id == RECORD).order_by(_SECTION.position, _SECTION.id),
            "rules": RULES,
        },
    ),
    Mutation(
        Act.ASK_MINUTES_CORRECTION,
        "Ask for a correction of a section of circulated minutes, for an agency that was at the meeting.",
        minutes_correction.MACHINE,
        on=_ON_SECTION,
        gives="MinutesCorrection",
        given=minutes_correction.AskCorrection,
        known=minutes_correction.AskKnown,
        facts={
            "status": _OF_SECTION,
            "minutes_id": sa.select(_SECTION.minutes_id).where(_SECTION.id == RECORD),
            "section": _SECTIONS.where(_SECTION.id == RECORD),
            "attended": _ATTENDED,
        },
    ),
    Mutation(
        Act.ACCEPT_MINUTES_CORRECTION,
        "Correct a section as was asked. The text before stands in its history.",
        minutes_correction.MACHINE,
        on=_ON_CORRECTION,
        gives="MinutesCorrection",
        given=minutes_correction.AcceptCorrection,
        known=minutes_correction.AnswerKnown,
        facts=_ANSWERED,
        keeps="body",
    ),
    Mutation(
        Act.DECLINE_MINUTES_CORRECTION,
        "Leave a section as it is, and say why.",
        minutes_correction.MACHINE,
        on=_ON_CORRECTION,
        gives="MinutesCorrection",
        given=minutes_correction.DeclineCorrection,
        known=minutes_correction.AnswerKnown,
        facts=_ANSWERED,
    ),
)
