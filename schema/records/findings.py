"""What the rules say of a person and find about a case, as readers see it. It decides nothing: a person does."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from agencies.person import tables as persons
from policies.vocabulary import DataClass
from schema.declare import TODAY, ColumnField, Order, Record, column, one
from schema.roots import Argument, Operator, Root
from schema.scopes import ByArea, ByCase, ByPerson

_UNTIL = "The day on which that ends; null while nothing dated ends it."


def _holding(table: sa.Table) -> sa.ColumnElement[bool]:
    until = table.c.holds_until
    return sa.and_(table.c.holds_from <= TODAY, sa.or_(until.is_(None), until > TODAY))


def _holds(table: sa.Table) -> ColumnField:
    return column(
        _holding(table),
        "Whether it holds today; false for what is yet to come and for what is over.",
        filters=True,
    )


class Identification(Record):
    """What the rules say of a person between two days: whether they come under MAPPA, in which category, and why."""

    table = t.identification
    scope = ByPerson(t.identification.c.person_id)
    exists = DataClass.CONVICTION
    order = Order("holds_from", descending=True)

    verdict = column(t.identification.c.verdict, "Whether they qualify; not known is not no.", filters=True)
    category = column(t.identification.c.category, "The category, one at a time.", filters=True)
    limb = column(t.identification.c.limb, "By which limb of the statute.", filters=True)
    reason = column(t.identification.c.reason, "Why, in words.")
    others = column(t.identification.c.others, "The grounds that stand behind the one that decides.")
    unknowns = column(t.identification.c.unknowns, "What is not known, and would have to be to say no.")
    ending = column(t.identification.c.ending, "What ends the ground.")
    ends_on = column(t.identification.c.ends_on, "The day on which the ground ends.", filters=True, sorts=True)
    rule_code = column(t.identification.c.rule_code, "The rule that decides.")
    rule_source = column(t.identification.c.rule_source, "Where that rule is laid down.")
    holds = _holds(t.identification)
    holds_from = column(t.identification.c.holds_from, "The day from which this is so.", filters=True, sorts=True)
    holds_until = column(t.identification.c.holds_until, _UNTIL, filters=True, sorts=True)
    assessed_on = column(t.identification.c.assessed_on, "The day on which the rules were asked.", sorts=True)


class IdentifiedPerson(Record):
    """Somebody in an agency's holdings who qualifies, or may, and has no case: identified and not yet notified."""

    table = t.identified_person
    scope = ByArea(t.identified_person.c.area_id, t.identified_person.c.person_id, t.identified_person.c.handling)
    exists = DataClass.MANAGEMENT
    order = Order("notify_by")

    area_number = column(t.identified_person.c.area_id, "The number of the MAPPA area they are in.", filters=True)
    verdict = column(t.identified_person.c.verdict, "Whether they qualify; not known is not no.", filters=True)
    category = column(t.identified_person.c.category, "The category that the rules give.", filters=True)
    reason = column(t.identified_person.c.reason, "Why, in words.", DataClass.CONVICTION)
    unknowns = column(t.identified_person.c.unknowns, "What is not known.", DataClass.CONVICTION)
    rule_code = column(t.identified_person.c.rule_code, "The rule that decides.")
    rule_source = column(t.identified_person.c.rule_source, "Where that rule is laid down.")
    notify_by = column(
        t.identified_person.c.notify_by, "The day by which they are to be notified.", filters=True, sorts=True
    )
    overdue = column(
        sa.and_(t.identified_person.c.notify_by < TODAY, _holding(t.identified_person)),
        "Whether it holds and that day has passed.",
        filters=True,
    )
    holds = _holds(t.identified_person)
    holds_from = column(t.identified_person.c.holds_from, "The day from which this is so.", filters=True, sorts=True)
    holds_until = column(t.identified_person.c.holds_until, _UNTIL)
    assessed_on = column(t.identified_person.c.assessed_on, "The day on which the rules were asked.")
    person = one("Person", t.identified_person.c.person_id, persons.person.c.id, "Who it is.")
    area = one("Area", t.identified_person.c.area_id, t.area.c.id, "The MAPPA area they are in.")


class Finding(Record):
    """What the rules find due or amiss about a case, for a person to look into. It changes nothing by itself."""

    table = t.finding
    scope = ByCase(t.finding.c.case_id)
    exists = DataClass.MANAGEMENT
    row_class = t.finding.c.data_class
    order = Order("settle_by")

    kind = column(t.finding.c.kind, "What kind of finding it is.", filters=True)
    says = column(t.finding.c.says, "What was found, in words.")
    owning_agency = column(t.finding.c.owner, "The agency to which it falls.", filters=True)
    step = column(t.finding.c.step, "How far it has been escalated, 1 first; null where it is not.", filters=True)
    settle_by = column(t.finding.c.settle_by, "The day by which it is to be settled.", filters=True, sorts=True)
    overdue = column(
        sa.and_(t.finding.c.settle_by < TODAY, _holding(t.finding)),
        "Whether it holds and that day has passed.",
        filters=True,
    )
    rule_code = column(t.finding.c.rule_code, "The rule by which it was found.", filters=True)
    rule_source = column(t.finding.c.rule_source, "Where that rule is laid down.")
    holds = _holds(t.finding)
    holds_from = column(t.finding.c.holds_from, "The day from which it holds.", filters=True, sorts=True)
    holds_until = column(t.finding.c.holds_until, _UNTIL, filters=True, sorts=True)
    assessed_on = column(t.finding.c.assessed_on, "The day on which the rules were asked.")
    case = one("Case", t.finding.c.case_id, t.case.c.id, "The case.")


ROOTS = (
    Root(
        "identifiedPersons",
        "IdentifiedPerson",
        "People whom the rules bring under MAPPA, or may, and who have no case: identified and not yet notified.",
        arguments=(
            Argument("holds", "holds", Operator.EQUALS, "Only those for whom it holds today, or does not."),
            Argument("area", "area_number", Operator.EQUALS, "Only people of this MAPPA area."),
        ),
    ),
    Root(
        "findings",
        "Finding",
        "What the rules find due or amiss about the cases that you may see: disagreements, exits, reviews, releases.",
        arguments=(
            Argument("kinds", "kind", Operator.ANY_OF, "Only findings of these kinds."),
            Argument("holds", "holds", Operator.EQUALS, "Only findings that hold today, or do not."),
            Argument("overdue", "overdue", Operator.EQUALS, "Only findings that are, or are not, overdue."),
            Argument("owningAgency", "owning_agency", Operator.EQUALS, "Only findings that fall to this agency."),
            Argument("settleBefore", "settle_by", Operator.BEFORE, "Only findings to be settled before this day."),
            Argument("area", "case.area_number", Operator.EQUALS, "Only findings about cases of this MAPPA area."),
        ),
    ),
)
