"""MAPP meetings, as readers see them."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import InvitationResponse, ItemStatus
from agencies.coordination.practitioners import practitioner
from agencies.coordination.process.action import CARRIED
from policies.vocabulary import DataClass
from schema.declare import TODAY, Order, Record, Timeline, column, connection, many, one
from schema.records.wording import in_words, line
from schema.roots import Argument, Operator, Root
from schema.scopes import ByArea, ByCase, ByMeeting, Unscoped

_LATEST_EDITION = Order("edition", descending=True)
_STAYS_AWAY = (InvitationResponse.APOLOGIES, InvitationResponse.DECLINED)


class Meeting(Record):
    """A MAPP meeting at level 2 or 3, usually on several cases."""

    table = t.meeting
    scope = ByMeeting(t.meeting.c.id, t.meeting.c.area_id)
    exists = DataClass.MEETING
    order = Order("held_on", descending=True)

    reference = column(t.meeting.c.reference, "The public reference of the meeting.", filters=True)
    area_number = column(t.meeting.c.area_id, "The number of the MAPPA area that holds it.", filters=True, sorts=True)
    level = column(t.meeting.c.level, "The level it manages.", filters=True)
    held_on = column(t.meeting.c.held_on, "The day it is or was held.", filters=True, sorts=True)
    version = column(t.meeting.c.version, "How often it was changed: named when something is done to it.")
    starts_at = column(t.meeting.c.starts_at, "When it starts.")
    lasts_minutes = column(t.meeting.c.lasts_minutes, "How many minutes it is to last; null where that is not known.")
    status = column(t.meeting.c.status, "Where it is in its life.", filters=True)
    place = column(t.meeting.c.place, "Where it is held.")
    remote = column(t.meeting.c.remote, "Whether it is held remotely.", filters=True)
    circulated_at = column(t.meeting.c.circulated_at, "When its agenda was circulated.")
    chair_name = column(t.meeting.c.chair_name, "Who chairs it.", DataClass.PRACTITIONER)
    chair_agency = column(t.meeting.c.chair_agency, "The agency of the chair.")
    chair_grade = column(t.meeting.c.chair_grade, "The rank or grade of the chair.")
    chair_seniority = column(t.meeting.c.chair_seniority, "What that rank or grade is equivalent to.")
    opened_at = column(t.meeting.c.opened_at, "When its chair opened it.")
    closed_at = column(t.meeting.c.closed_at, "When its chair closed it, nothing being missing.")
    quorum_not_met_because = column(
        t.meeting.c.quorum_not_met_because, "Why it went ahead without a responsible authority, where it did."
    )
    without_report_because = column(
        t.meeting.c.without_report_because,
        "Why it went ahead without the report of an agency that did not come, where it did.",
    )
    area = one("Area", t.meeting.c.area_id, t.area.c.id, "The MAPPA area that holds it.")
    agenda = connection(
        "AgendaItem",
        t.meeting.c.id,
        t.meeting_case.c.meeting_id,
        "The cases on its agenda, each only for those who may see that case.",
        same_case=False,
        order=Order("position"),
    )
    invitations = many("Invitation", t.meeting.c.id, t.invitation.c.meeting_id, "Who is asked to come.")
    attendance = many("Attendance", t.meeting.c.id, t.attendance.c.meeting_id, "Which agencies came or sent a report.")
    changes = many("MeetingChange", t.meeting.c.id, t.meeting_change.c.meeting_id, "How its day was changed, and why.")
    steps = many("MeetingStep", t.meeting.c.id, t.step.c.record_id, "What was done to it, in order.")
    rules = many(
        "MeetingRule",
        t.meeting.c.level,
        t.meeting_rule.c.level,
        "What a meeting at its level needs by the rules in force today; where its area has rules of its own of a kind, "
        "those go instead of the rules for all.",
        where=sa.and_(
            t.meeting_rule.c.valid_from <= TODAY,
            sa.or_(t.meeting_rule.c.valid_until.is_(None), t.meeting_rule.c.valid_until > TODAY),
        ),
    )


class AgendaItem(Record):
    """A case on the agenda of a meeting, and what came of it."""

    table = t.meeting_case
    scope = ByCase(t.meeting_case.c.case_id)
    exists = DataClass.MEETING
    order = Order("held_on", descending=True)
    timeline_entry = Timeline(
        on=t.meeting_case.c.held_on,
        kind="MEETING",
        title=line("MAPP meeting, ", in_words(t.meeting_case.c.purpose), ": ", in_words(t.meeting_case.c.status)),
    )

    version = column(t.meeting_case.c.version, "How often it was changed: named when something is done to it.")
    position = column(t.meeting_case.c.position, "Its place on the agenda.", sorts=True)
    held_on = column(t.meeting_case.c.held_on, "The day of the meeting.", filters=True, sorts=True)
    purpose = column(t.meeting_case.c.purpose, "Whether the case comes for the first time or for review.", filters=True)
    status = column(t.meeting_case.c.status, "What became of the item.", filters=True)
    despite = column(t.meeting_case.c.despite, "Why it is listed although it is on another meeting of the day.")
    closed_because = column(t.meeting_case.c.closed_because, "Why it was taken off or put off.", DataClass.MINUTES)
    level_unchanged_because = column(
        t.meeting_case.c.level_unchanged_because, "Why the meeting left the level as it is.", DataClass.DECISION
    )
    next_review_on = column(
        t.meeting_case.c.next_review_on, "The day of the next review, as the meeting set it.", DataClass.MANAGEMENT
    )
    minutes_begun_on = column(
        t.meeting_case.c.minutes_begun_on, "The day on which minutes of it were begun.", DataClass.MINUTES
    )
    minutes_awaited = column(
        sa.and_(t.meeting_case.c.status == ItemStatus.DISCUSSED, t.meeting_case.c.minutes_begun_on.is_(None)),
        "Whether it was discussed and nobody has begun its minutes.",
        DataClass.MINUTES,
        filters=True,
    )
    meeting = one("Meeting", t.meeting_case.c.meeting_id, t.meeting.c.id, "The meeting.")
    case = one("Case", t.meeting_case.c.case_id, t.case.c.id, "The case.")
    minutes = one(
        "Minutes",
        t.meeting_case.c.id,
        t.minutes.c.meeting_case_id,
        "The latest edition of the minutes.",
        order=_LATEST_EDITION,
    )
    minutes_editions = many(
        "Minutes",
        t.meeting_case.c.id,
        t.minutes.c.meeting_case_id,
        "Every edition of the minutes, latest first.",
        order=_LATEST_EDITION,
    )
    level_decisions = many(
        "LevelDecision", t.meeting_case.c.id, t.level_decision.c.meeting_case_id, "The level decisions taken."
    )
    actions = many("Action", t.meeting_case.c.id, t.action.c.meeting_case_id, "The actions agreed.")
    carried_actions = many(
        "Action",
        t.meeting_case.c.case_id,
        t.action.c.case_id,
        "The actions of the case that are still to be done, or to be verified: what its next agenda carries.",
        where=t.action.c.status.in_(CARRIED),
    )
    disclosures = many(
        "DisclosureDecision",
        t.meeting_case.c.id,
        t.disclosure_decision.c.meeting_case_id,
        "What was decided on telling others.",
    )
    risk_management_plan = one(
        "RiskManagementPlan",
        t.meeting_case.c.id,
        t.risk_management_plan.c.meeting_case_id,
        "The plan agreed.",
        order=_LATEST_EDITION,
    )
    steps = many("Step", t.meeting_case.c.id, t.step.c.record_id, "What was done to it, in order.")
    review = one("Review", t.meeting_case.c.id, t.review.c.meeting_case_id, "The review of the case that this was.")
    offender_informed = many(
        "OffenderInformed",
        t.meeting_case.c.id,
        t.offender_informed.c.meeting_case_id,
        "What the offender is or was told.",
    )


class Invitation(Record):
    """Somebody asked to come to a meeting, for their agency."""

    table = t.invitation
    scope = ByMeeting(t.invitation.c.meeting_id, t.invitation.c.area_id)
    exists = DataClass.MEETING
    order = Order("agency")
    owner = t.invitation.c.agency

    version = column(t.invitation.c.version, "How often it was changed: named when something is done to it.")
    agency = column(t.invitation.c.agency, "The agency asked.", sorts=True, filters=True)
    body_code = column(t.invitation.c.body_code, "The code of the duty-to-co-operate body asked.", filters=True)
    name = column(t.invitation.c.name, "Who is asked.", DataClass.PRACTITIONER)
    reference = column(
        sa.cast(t.invitation.c.principal_id, sa.Text),
        "The reference of who is asked, as practitioners and viewer give it; null where they have no account.",
        DataClass.PRACTITIONER,
    )
    circulated_at = column(t.invitation.c.circulated_at, "When the papers went out to them.")
    valid_until = column(t.invitation.c.valid_until, "Until when the invitation opens the cases on the agenda.")
    response = column(t.invitation.c.response, "How it was answered.", filters=True)
    whole_agenda = column(
        t.invitation.c.for_case_id.is_(None), "Whether it is for every case on the agenda, or for one.", filters=True
    )
    need = column(t.invitation.c.need, "What they are needed for.", DataClass.MINUTES)
    despite = column(t.invitation.c.despite, "Why they are asked although they are at another meeting then.")
    deputy_name = column(t.invitation.c.deputy_name, "Who comes instead.", DataClass.PRACTITIONER)
    reply_note = column(t.invitation.c.reply_note, "What they added to their answer.", DataClass.MINUTES)
    report_received_on = column(t.invitation.c.report_received_on, "The day the report of their agency was received.")
    report_awaited = column(
        sa.and_(t.invitation.c.response.in_(_STAYS_AWAY), t.invitation.c.report_received_on.is_(None)),
        "Whether they do not come and the report of their agency was not received.",
        filters=True,
    )
    withdrawn_because = column(t.invitation.c.withdrawn_because, "Why it was taken back.")
    steps = many("MeetingStep", t.invitation.c.id, t.step.c.record_id, "What was done to it, in order.")
    meeting = one("Meeting", t.invitation.c.meeting_id, t.meeting.c.id, "The meeting.")
    case = one(
        "Case",
        t.invitation.c.for_case_id,
        t.case.c.id,
        "The case that it is for; null where it is for the whole agenda, or where that case is not there for you.",
        same_case=False,
    )
    attendance = one(
        "Attendance", t.invitation.c.id, t.attendance.c.invitation_id, "Whether they came; null until it is recorded."
    )


class Attendance(Record):
    """Whether an agency came to a meeting, sent apologies, or sent a report."""

    table = t.attendance
    scope = ByMeeting(t.attendance.c.meeting_id, t.attendance.c.area_id)
    exists = DataClass.MEETING
    order = Order("agency")

    agency = column(t.attendance.c.agency, "The agency.", sorts=True, filters=True)
    body_code = column(t.attendance.c.body_code, "The code of the duty-to-co-operate body.", filters=True)
    name = column(t.attendance.c.name, "Who came for it.", DataClass.PRACTITIONER)
    attended = column(t.attendance.c.attended, "Whether it came.", filters=True)
    apologies = column(t.attendance.c.apologies, "Whether it sent apologies.", filters=True)
    report_received = column(
        t.attendance.c.report_received, "Whether its report was received; null where that is not known.", filters=True
    )
    statement_accepted = column(
        t.attendance.c.statement_accepted, "Whether the Confidentiality and Diversity Statement was accepted."
    )
    meeting = one("Meeting", t.attendance.c.meeting_id, t.meeting.c.id, "The meeting.")


class MeetingChange(Record):
    """A meeting that was given another day, or none: from when to when, and why."""

    table = t.meeting_change
    scope = ByMeeting(t.meeting_change.c.meeting_id, t.meeting_change.c.area_id)
    exists = DataClass.MEETING
    order = Order("recorded_at")

    kind = column(t.meeting_change.c.kind, "Whether it was moved, put off or cancelled.", filters=True)
    was_held_on = column(t.meeting_change.c.was_held_on, "The day it was to be held on.")
    was_starts_at = column(t.meeting_change.c.was_starts_at, "When it was to start.")
    held_on = column(t.meeting_change.c.held_on, "The day it was moved to; null where there was none.")
    reason = column(t.meeting_change.c.reason, "Why.")
    despite = column(t.meeting_change.c.despite, "Why it goes ahead although somebody who is asked is elsewhere then.")
    recorded_at = column(t.meeting_change.c.recorded_at, "When that was recorded.", sorts=True)
    recorded_by_name = column(t.meeting_change.c.recorded_by_name, "By whom.", DataClass.PRACTITIONER)
    meeting = one("Meeting", t.meeting_change.c.meeting_id, t.meeting.c.id, "The meeting.")


class MeetingStep(Record):
    """One act that was done to a meeting, or to an invitation to it. The present state is where its steps lead."""

    table = t.step
    scope = ByMeeting(t.step.c.meeting_id, t.step.c.area_id)
    exists = DataClass.MEETING
    order = Order("version")
    where = t.step.c.case_id.is_(None)

    record = column(t.step.c.record, "What kind of record it was done to.", filters=True)
    act = column(t.step.c.act, "What was done.", filters=True)
    version = column(t.step.c.version, "The version that it left the record at.")
    from_state = column(t.step.c.from_state, "The state before; null where the record began here.")
    to_state = column(t.step.c.to_state, "The state after.")
    done_at = column(t.step.c.done_at, "When it was done.", filters=True, sorts=True)
    done_by_name = column(t.step.c.done_by_name, "Who did it.", DataClass.PRACTITIONER)
    done_by_agency = column(t.step.c.done_by_agency, "The agency or body they did it for.", filters=True)


class MeetingRule(Record):
    """What a meeting at a level needs: who may chair it, who is always asked, who must be there."""

    table = t.meeting_rule
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("kind")

    kind = column(t.meeting_rule.c.kind, "What it is about.", filters=True, sorts=True)
    level = column(t.meeting_rule.c.level, "The level of the meeting.", filters=True, sorts=True)
    requires = column(t.meeting_rule.c.requires, "The seniority, or the agency, that it requires.")
    area_number = column(t.meeting_rule.c.area_id, "The area whose own it is; null for all.", filters=True)
    valid_from = column(t.meeting_rule.c.valid_from, "The day from which it holds.")
    valid_until = column(t.meeting_rule.c.valid_until, "The day on which it ended; null while it holds.")
    source = column(t.meeting_rule.c.source, "Where it comes from.")
    verified = column(t.meeting_rule.c.verified, "Whether it was checked against a published text.", filters=True)


class Practitioner(Record):
    """Somebody who works in an area, in a role: whom a meeting can be chaired by, and whom it can ask to come."""

    table = practitioner
    scope = ByArea(practitioner.c.area_id)
    exists = DataClass.PRACTITIONER
    order = Order("name")
    where = sa.and_(
        practitioner.c.valid_from <= TODAY,
        sa.or_(practitioner.c.valid_until.is_(None), practitioner.c.valid_until > TODAY),
    )

    reference = column(practitioner.c.reference, "By which they are named where a meeting is planned.")
    name = column(practitioner.c.name, "Their name.", sorts=True)
    agency = column(practitioner.c.agency, "The code of their agency or body.", filters=True, sorts=True)
    role = column(practitioner.c.role, "What they do.", filters=True, sorts=True)
    area_number = column(practitioner.c.area_id, "The number of the MAPPA area they work in.", filters=True)
    area = one("Area", practitioner.c.area_id, t.area.c.id, "The MAPPA area they work in.")


ROOTS = (
    Root(
        "meetings",
        "Meeting",
        "MAPP meetings that you may see.",
        arguments=(
            Argument("area", "area_number", Operator.EQUALS, "Only meetings of this MAPPA area."),
            Argument("heldFrom", "held_on", Operator.ON_OR_AFTER, "Only meetings on this day or later."),
            Argument("heldBefore", "held_on", Operator.BEFORE, "Only meetings before this day."),
        ),
    ),
    Root(
        "agendaItems",
        "AgendaItem",
        "Cases on the agendas of meetings, of the cases that you may see.",
        arguments=(
            Argument("minutesAwaited", "minutes_awaited", Operator.EQUALS, "Only those whose minutes nobody began."),
            Argument("heldBefore", "held_on", Operator.BEFORE, "Only items of meetings before this day."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only items of cases of this MAPPA area."),
        ),
    ),
    Root("meetingRules", "MeetingRule", "What a meeting at a level needs, with sources."),
    Root(
        "practitioners",
        "Practitioner",
        "Who works in an area that you co-ordinate, and in which role: whom a meeting can ask to come.",
        arguments=(
            Argument("area", "area_number", Operator.EQUALS, "Only those who work in this MAPPA area."),
            Argument("roles", "role", Operator.ANY_OF, "Only those in these roles."),
        ),
    ),
)
