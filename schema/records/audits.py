"""Case and meeting audits, as readers see them: the sample that chance drew, each audit in it, and its answers."""

from agencies.coordination import tables as t
from policies.vocabulary import DataClass
from schema.declare import Order, Record, column, many, one
from schema.roots import Argument, Operator, Root
from schema.scopes import ByArea, ByCase, ByMeeting, WithinParent

_SAMPLE, _CASE, _MEETING, _ANSWER = t.audit_sample.c, t.case_audit.c, t.meeting_audit.c, t.audit_answer.c


class AuditSample(Record):
    """A sample of cases or meetings of an area that chance drew to be audited. It is about no case."""

    table = t.audit_sample
    scope = ByArea(_SAMPLE.area_id)
    exists = DataClass.AGGREGATE
    order = Order("drawn_on", descending=True)

    area_number = column(_SAMPLE.area_id, "The number of the MAPPA area.", filters=True)
    kind = column(_SAMPLE.subject, "Whether cases are audited, or meetings.", filters=True)
    level = column(_SAMPLE.level, "The level that it is of; null where it is of level 2 and 3.", filters=True)
    from_on = column(_SAMPLE.from_on, "The first day of the time that is audited.", filters=True, sorts=True)
    until_on = column(_SAMPLE.until_on, "The last day of it.", filters=True, sorts=True)
    size = column(_SAMPLE.size, "How many were to be drawn.")
    frame = column(
        _SAMPLE.frame,
        "How many it was drawn from, to the nearest five; null where that is under five: ordinary handling.",
    )
    seed = column(_SAMPLE.seed, "The seed, made at the draw: with it anybody draws the same from the same frame.")
    method = column(_SAMPLE.method, "How the seed draws.")
    status = column(_SAMPLE.status, "How far it has come.", filters=True)
    drawn_on = column(_SAMPLE.drawn_on, "The day on which it was drawn.", filters=True, sorts=True)
    drawn_by_name = column(_SAMPLE.drawn_by_name, "Who had it drawn.")
    closed_on = column(_SAMPLE.closed_on, "The day on which it was closed.", filters=True, sorts=True)
    closed_by_name = column(_SAMPLE.closed_by_name, "Who closed it.")
    findings = column(_SAMPLE.findings, "What the audits found.")
    learning = column(_SAMPLE.learning, "What is to be done otherwise, and by whom.")
    unfinished_because = column(_SAMPLE.unfinished_because, "Why audits of it were not done.")
    version = column(_SAMPLE.version, "How often it was changed; what an act on it expects you to have seen.")
    form = one("Form", _SAMPLE.form_id, t.form.c.id, "The edition of the form, with its questions.")
    area = one("Area", _SAMPLE.area_id, t.area.c.id, "The MAPPA area.")


class CaseAudit(Record):
    """A case that chance drew to be audited (MAPPA K), and what the auditor found."""

    table = t.case_audit
    scope = ByCase(_CASE.case_id)
    exists = DataClass.DECISION
    order = Order("audited_on", descending=True)

    status = column(_CASE.status, "What became of it.", filters=True)
    audited_on = column(_CASE.audited_on, "The day on which it was audited.", filters=True, sorts=True)
    auditor_name = column(_CASE.auditor_name, "Who audited it.", DataClass.PRACTITIONER)
    auditor_agency = column(_CASE.auditor_agency, "The agency of the auditor.")
    summary = column(_CASE.summary, "What was done well and what was not.")
    version = column(_CASE.version, "How often it was changed; what an act on it expects you to have seen.")
    answers = many("AuditAnswer", _CASE.id, _ANSWER.case_audit_id, "The answers, in the order of the form.")
    sample = one("AuditSample", _CASE.sample_id, _SAMPLE.id, "The sample that drew it.", same_case=False)
    steps = many("Step", _CASE.id, t.step.c.record_id, "What was done to it, in order.")
    case = one("Case", _CASE.case_id, t.case.c.id, "The case.")


class MeetingAudit(Record):
    """A MAPP meeting that chance drew to be audited (MAPPA L), and what the auditor found."""

    table = t.meeting_audit
    scope = ByMeeting(_MEETING.meeting_id, _MEETING.area_id)
    exists = DataClass.MEETING
    order = Order("audited_on", descending=True)

    status = column(_MEETING.status, "What became of it.", filters=True)
    audited_on = column(_MEETING.audited_on, "The day on which it was audited.", filters=True, sorts=True)
    auditor_name = column(_MEETING.auditor_name, "Who audited it.", DataClass.PRACTITIONER)
    auditor_agency = column(_MEETING.auditor_agency, "The agency of the auditor.")
    summary = column(_MEETING.summary, "What was done well and what was not.", DataClass.DECISION)
    version = column(_MEETING.version, "How often it was changed; what an act on it expects you to have seen.")
    answers = many("AuditAnswer", _MEETING.id, _ANSWER.meeting_audit_id, "The answers, in the order of the form.")
    sample = one("AuditSample", _MEETING.sample_id, _SAMPLE.id, "The sample that drew it.", same_case=False)
    steps = many("MeetingStep", _MEETING.id, t.step.c.record_id, "What was done to it, in order.")
    meeting = one("Meeting", _MEETING.meeting_id, t.meeting.c.id, "The meeting.")


class AuditAnswer(Record):
    """The answer to one question of an audit form."""

    table = t.audit_answer
    scope = WithinParent()
    exists = DataClass.DECISION
    order = Order("position")

    position = column(_ANSWER.position, "The place of the question.")
    question = column(_ANSWER.question, "The code of the question.")
    label = column(_ANSWER.label, "The question, as the edition of the form has it.")
    score = column(_ANSWER.score, "On the scale of the question: 1 to 4, 4 the best; or 1 for yes and 0 for no.")
    comment = column(_ANSWER.comment, "What shows it.")


ROOTS = (
    Root(
        "auditSamples",
        "AuditSample",
        "Samples of cases and meetings that chance drew to be audited, and what the audits came to.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only samples that have come this far."),
            Argument("kind", "kind", Operator.EQUALS, "Only samples of cases, or of meetings."),
            Argument("area", "area_number", Operator.EQUALS, "Only samples of this MAPPA area."),
        ),
    ),
    Root(
        "caseAudits",
        "CaseAudit",
        "Cases that chance drew to be audited, of those that you may see, and what the auditor found.",
        arguments=(
            Argument("status", "status", Operator.EQUALS, "Only audits of which this became."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only of cases of this MAPPA area."),
        ),
    ),
    Root(
        "meetingAudits",
        "MeetingAudit",
        "Meetings that chance drew to be audited, of those that you may see, and what the auditor found.",
        arguments=(Argument("status", "status", Operator.EQUALS, "Only audits of which this became."),),
    ),
)
