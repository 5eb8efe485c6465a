"""Minutes and their sections, as readers see them."""

from agencies.coordination import tables as t
from policies.vocabulary import DataClass
from schema.declare import (
    Order,
    Record,
    Timeline,
    column,
    many,
    one,
)
from schema.records.wording import in_words, line
from schema.scopes import ByCase

_SECTION_CLASS = t.minutes_section.c.data_class


class Minutes(Record):
    """One version of the minutes of a case at a meeting (MAPPA C)."""

    table = t.minutes
    scope = ByCase(t.minutes.c.case_id)
    exists = DataClass.MINUTES
    order = Order("held_on", descending=True)
    timeline_entry = Timeline(
        on=t.minutes.c.agreed_on,
        kind="MINUTES",
        title=line("Minutes version ", t.minutes.c.version, ": ", in_words(t.minutes.c.status)),
    )

    held_on = column(t.minutes.c.held_on, "The day of the meeting.", filters=True, sorts=True)
    version = column(t.minutes.c.version, "Which version this is, counted from 1.", filters=True, sorts=True)
    status = column(t.minutes.c.status, "How far it has come.", filters=True)
    circulated_at = column(t.minutes.c.circulated_at, "When it was circulated.")
    agreed_on = column(t.minutes.c.agreed_on, "The day it was agreed.", filters=True, sorts=True)
    amendment = column(t.minutes.c.amendment, "What changed since the version before.")
    taken_by_name = column(t.minutes.c.taken_by_name, "Who took the minutes.", DataClass.PRACTITIONER)
    agreed_by_name = column(t.minutes.c.agreed_by_name, "Who agreed them for the meeting.", DataClass.PRACTITIONER)
    sections = many(
        "MinutesSection", t.minutes.c.id, t.minutes_section.c.minutes_id, "The sections, in the order of the agenda."
    )
    agenda_item = one("AgendaItem", t.minutes.c.meeting_case_id, t.meeting_case.c.id, "The item they are minutes of.")
    meeting = one("Meeting", t.minutes.c.meeting_id, t.meeting.c.id, "The meeting.")
    case = one("Case", t.minutes.c.case_id, t.case.c.id, "The case.")


class MinutesSection(Record):
    """A section of minutes, shown to those who may see both minutes and the kind of information it holds."""

    table = t.minutes_section
    scope = ByCase(t.minutes_section.c.case_id)
    exists = DataClass.MINUTES
    owner = t.minutes_section.c.owner
    row_class = _SECTION_CLASS
    order = Order("position")

    position = column(t.minutes_section.c.position, "Its place in the minutes.", sorts=True)
    heading = column(t.minutes_section.c.heading, "Under which head of the agenda it falls.")
    contributor = column(t.minutes_section.c.owner, "The agency that contributed it.")
    assertion = column(t.minutes_section.c.assertion, "Whether it is a fact, an assessment or intelligence.")
    body = column(t.minutes_section.c.body, "What was said.")
    minutes = one("Minutes", t.minutes_section.c.minutes_id, t.minutes.c.id, "The minutes it is part of.")
