"""MAPP meetings, as readers see them."""

from agencies.coordination import tables as t
from agencies.coordination.process.action import CARRIED
from policies.vocabulary import DataClass
from schema.declare import (
    Order,
    Record,
    Timeline,
    column,
    connection,
    many,
    one,
)
from schema.records.wording import in_words, line
from schema.scopes import ByCase, ByMeeting

_LATEST_EDITION = Order("edition", descending=True)


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
    starts_at = column(t.meeting.c.starts_at, "When it starts.")
    status = column(t.meeting.c.status, "Where it is in its life.", filters=True)
    place = column(t.meeting.c.place, "Where it is held.")
    remote = column(t.meeting.c.remote, "Whether it is held remotely.", filters=True)
    circulated_at = column(t.meeting.c.circulated_at, "When its agenda was circulated.")
    chair_name = column(t.meeting.c.chair_name, "Who chairs it.", DataClass.PRACTITIONER)
    chair_agency = column(t.meeting.c.chair_agency, "The agency of the chair.")
    chair_grade = column(t.meeting.c.chair_grade, "The rank or grade of the chair.")
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

    position = column(t.meeting_case.c.position, "Its place on the agenda.", sorts=True)
    held_on = column(t.meeting_case.c.held_on, "The day of the meeting.", filters=True, sorts=True)
    purpose = column(t.meeting_case.c.purpose, "Whether the case comes for the first time or for review.", filters=True)
    status = column(t.meeting_case.c.status, "What became of the item.", filters=True)
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

    agency = column(t.invitation.c.agency, "The agency asked.", sorts=True, filters=True)
    body_code = column(t.invitation.c.body_code, "The code of the duty-to-co-operate body asked.", filters=True)
    name = column(t.invitation.c.name, "Who is asked.", DataClass.PRACTITIONER)
    circulated_at = column(t.invitation.c.circulated_at, "When the papers went out to them.")
    valid_until = column(t.invitation.c.valid_until, "Until when the invitation opens the cases on the agenda.")
    response = column(t.invitation.c.response, "How it was answered.", filters=True)
    meeting = one("Meeting", t.invitation.c.meeting_id, t.meeting.c.id, "The meeting.")


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
