"""Minutes and their sections, as readers see them."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.coordination.meeting_vocabulary import MinutesStatus
from policies.vocabulary import Act, DataClass, ItemHandling
from schema.declare import TODAY, Order, Record, TakenOut, Timeline, column, many, one
from schema.records.wording import in_words, line
from schema.roots import Argument, Operator, Root
from schema.scopes import ByCase

_MINUTES = t.minutes.c
_SECTION = t.minutes_section.c
_TEXT = t.minutes_section_version.c
# A draft is nobody's record yet: neither it nor a section of it leaves the platform, whoever may see it
# (policies/law/export.polar).
_OUT = [each for each in MinutesStatus if each != MinutesStatus.DRAFT]
_FINISHED: sa.ColumnClause[object] = sa.literal_column(
    "(select m.id from coordination.minutes m where m.status <> 'DRAFT')"
)
_FINISHED_SECTIONS: sa.ColumnClause[object] = sa.literal_column(
    "(select s.id from coordination.minutes_section s join coordination.minutes m on m.id = s.minutes_id"
    " where m.status <> 'DRAFT')"
)
_HANDLING = {each.stored: each.name for each in ItemHandling}


class Minutes(Record):
    """An edition of the minutes of a case at a meeting (MAPPA C). An amendment is a further edition."""

    table = t.minutes
    scope = ByCase(_MINUTES.case_id)
    exists = DataClass.MINUTES
    order = Order("held_on", descending=True)
    timeline_entry = Timeline(
        on=_MINUTES.agreed_on,
        kind="MINUTES",
        title=line("Minutes, edition ", _MINUTES.edition, ": ", in_words(_MINUTES.status)),
    )

    taken_out = TakenOut(Act.EXPORT_MINUTES, {"status": _OUT})
    let_out = _MINUTES.status.in_(_OUT)

    held_on = column(_MINUTES.held_on, "The day of the meeting.", filters=True, sorts=True)
    edition = column(_MINUTES.edition, "Which edition this is, counted from 1.", filters=True, sorts=True)
    status = column(_MINUTES.status, "How far it has come.", filters=True)
    circulate_by = column(_MINUTES.circulate_by, "The day by which it is to be circulated.", filters=True, sorts=True)
    circulated_at = column(_MINUTES.circulated_at, "When it was circulated.")
    agree_by = column(_MINUTES.agree_by, "The day by which it is to be agreed.", filters=True, sorts=True)
    agreed_on = column(_MINUTES.agreed_on, "The day it was agreed.", filters=True, sorts=True)
    overdue = column(
        sa.or_(
            sa.and_(_MINUTES.status == MinutesStatus.DRAFT, _MINUTES.circulate_by < TODAY),
            sa.and_(_MINUTES.status == MinutesStatus.CIRCULATED, _MINUTES.agree_by < TODAY),
        ),
        "Whether it is still to be circulated, or agreed, and its day has passed.",
        filters=True,
    )
    amendment = column(_MINUTES.amendment, "What changes against the edition before.")
    amended_because = column(_MINUTES.amended_because, "Why it was amended.")
    taken_by_name = column(_MINUTES.taken_by_name, "Who took the minutes.", DataClass.PRACTITIONER)
    agreed_by_name = column(_MINUTES.agreed_by_name, "Who agreed them for the meeting.", DataClass.PRACTITIONER)
    version = column(_MINUTES.version, "How often it was changed; what an act on it expects you to have seen.")
    sections = many("MinutesSection", _MINUTES.id, _SECTION.minutes_id, "The sections, in the order of the agenda.")
    corrections = many(
        "MinutesCorrection", _MINUTES.id, t.minutes_correction.c.minutes_id, "What agencies asked to be corrected."
    )
    executive_summary = one(
        "ExecutiveSummary", _MINUTES.id, t.executive_summary.c.minutes_id, "The summary for the person they are about."
    )
    onward_sharing = many(
        "OnwardSharing", _MINUTES.id, t.onward_sharing.c.minutes_id, "What was asked to be shared outside the meeting."
    )
    form = one("Form", _MINUTES.form_id, t.form.c.id, "The edition of the form they are written on.", same_case=False)
    agenda_item = one("AgendaItem", _MINUTES.meeting_case_id, t.meeting_case.c.id, "The item they are minutes of.")
    meeting = one("Meeting", _MINUTES.meeting_id, t.meeting.c.id, "The meeting.")
    steps = many("Step", _MINUTES.id, t.step.c.record_id, "What was done to it, in order.")
    case = one("Case", _MINUTES.case_id, t.case.c.id, "The case.")


class MinutesSection(Record):
    """A section of minutes, shown to those who may see both minutes and the kind of information it holds."""

    table = t.minutes_section
    scope = ByCase(_SECTION.case_id)
    exists = DataClass.MINUTES
    owner = _SECTION.owner
    row_class = _SECTION.data_class
    order = Order("position")
    let_out = _SECTION.minutes_id.op("in", is_comparison=True)(_FINISHED)

    position = column(_SECTION.position, "The place of its heading on the agenda.", sorts=True)
    heading = column(_SECTION.heading, "Under which head of the agenda it falls.")
    state = column(_SECTION.state, "Whether it says anything yet.")
    contributor = column(_SECTION.owner, "The agency or body whose contribution it is.")
    handling = column(sa.case(_HANDLING, value=_SECTION.item_handling), "How its contributor wants it handled.")
    assertion = column(_SECTION.assertion, "Whether it is a fact, an assessment or intelligence.")
    body = column(_SECTION.body, "What was said; null while it is still to be written.")
    written_by_agency = column(_SECTION.written_by_agency, "The agency that wrote it.")
    recorded_at = column(_SECTION.recorded_at, "When it was last written.")
    recorded_by_name = column(_SECTION.recorded_by_name, "Who wrote it last.", DataClass.PRACTITIONER)
    released_because = column(_SECTION.released_because, "Why the chair released what had waited for it.")
    version = column(_SECTION.version, "How often it was changed; what an act on it expects you to have seen.")
    texts = many("MinutesSectionText", _SECTION.id, _TEXT.section_id, "Every text it has had, the latest first.")
    minutes = one("Minutes", _SECTION.minutes_id, _MINUTES.id, "The minutes it is part of.")
    steps = many("Step", _SECTION.id, t.step.c.record_id, "What was done to it, in order.")


class MinutesSectionText(Record):
    """A text that a section of minutes has had, or has now."""

    table = t.minutes_section_version
    scope = ByCase(_TEXT.case_id)
    exists = DataClass.MINUTES
    owner = _TEXT.owner
    row_class = _TEXT.data_class
    order = Order("version", descending=True)
    let_out = _TEXT.section_id.op("in", is_comparison=True)(_FINISHED_SECTIONS)

    version = column(_TEXT.section_version, "The version of the section at which it was written.")
    assertion = column(_TEXT.assertion, "Whether it is a fact, an assessment or intelligence.")
    body = column(_TEXT.body, "What it says.")
    written_by_agency = column(_TEXT.written_by_agency, "The agency that wrote it.")
    recorded_at = column(_TEXT.recorded_at, "When it was written.")
    recorded_by_name = column(_TEXT.recorded_by_name, "Who wrote it.", DataClass.PRACTITIONER)


ROOTS = (
    Root(
        "minutes",
        "Minutes",
        "Minutes of meetings on the cases that you may see.",
        arguments=(
            Argument("overdue", "overdue", Operator.EQUALS, "Only minutes that are, or are not, overdue."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only minutes on cases of this MAPPA area."),
        ),
    ),
)
