"""The rules by which people come under MAPPA, and the time limits of the process, as readers see them."""

import sqlalchemy as sa

from agencies.coordination import tables as t
from policies.vocabulary import DataClass
from schema.declare import ColumnField, Order, Record, column, one
from schema.roots import Root
from schema.scopes import Unscoped


def _from(table: sa.Table) -> ColumnField:
    return column(table.c.valid_from, "The day from which it holds.", filters=True, sorts=True)


def _until(table: sa.Table) -> ColumnField:
    return column(table.c.valid_until, "The day on which it ends; null while it holds.", filters=True)


def _code(table: sa.Table) -> ColumnField:
    return column(table.c.code, "Its name, as findings cite it.", filters=True, sorts=True)


def _source(table: sa.Table) -> ColumnField:
    return column(table.c.source, "Where it is laid down.")


def _verified(table: sa.Table) -> ColumnField:
    return column(table.c.verified, "Whether that source was checked.", filters=True)


class OffenceSchedule(Record):
    """A list of offences, and the category that an offence in it may lead to."""

    table = t.offence_schedule
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("code")

    code = _code(t.offence_schedule)
    schedule = column(t.offence_schedule.c.name, "The list, as convictions name it.", filters=True)
    category = column(t.offence_schedule.c.category, "The category that it may lead to.", filters=True)
    reach = column(t.offence_schedule.c.reach, "Which sentences it reaches: those since its day, or those that run.")
    valid_from = _from(t.offence_schedule)
    valid_until = _until(t.offence_schedule)
    source = _source(t.offence_schedule)
    verified = _verified(t.offence_schedule)


class OffenceListing(Record):
    """An offence by its code, and a schedule it is in; without one it is known to be in none."""

    table = t.offence_listing
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("code")

    code = _code(t.offence_listing)
    offence_code = column(t.offence_listing.c.offence_code, "The code of the offence.", filters=True)
    offence = column(t.offence_listing.c.offence, "The offence.")
    schedule = column(t.offence_listing.c.schedule, "The schedule; null where it is known to be in none.", filters=True)
    valid_from = _from(t.offence_listing)
    valid_until = _until(t.offence_listing)
    source = _source(t.offence_listing)
    verified = _verified(t.offence_listing)


class QualifyingSentence(Record):
    """A sentence by which an offence in a schedule of the category brings a person under MAPPA."""

    table = t.qualifying_sentence
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("code")

    code = _code(t.qualifying_sentence)
    category = column(t.qualifying_sentence.c.category, "The category.", filters=True)
    limb = column(t.qualifying_sentence.c.limb, "The limb of the statute.")
    sentence_kind = column(t.qualifying_sentence.c.sentence_kind, "The kind of sentence, in probation's word.")
    minimum_months = column(
        t.qualifying_sentence.c.minimum_months, "Not less than so many calendar months; null: of any length."
    )
    schedule = column(t.qualifying_sentence.c.schedule, "For offences in this schedule alone; null: in any of them.")
    valid_from = _from(t.qualifying_sentence)
    valid_until = _until(t.qualifying_sentence)
    source = _source(t.qualifying_sentence)
    verified = _verified(t.qualifying_sentence)


class NotificationLength(Record):
    """Which category notification on a basis leads to, and how long it lasts where no end was recorded."""

    table = t.notification_length
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("code")

    code = _code(t.notification_length)
    basis = column(t.notification_length.c.basis, "What decides the length, in the police's word.", filters=True)
    category = column(t.notification_length.c.category, "The category; null where the basis does not say.")
    months = column(t.notification_length.c.months, "So many calendar months.")
    indefinite = column(t.notification_length.c.indefinite, "Whether it lasts for life.")
    valid_from = _from(t.notification_length)
    valid_until = _until(t.notification_length)
    source = _source(t.notification_length)
    verified = _verified(t.notification_length)


class CategoryPrecedence(Record):
    """Which category goes first where several apply: a person is in one at a time."""

    table = t.category_precedence
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("rank")

    code = _code(t.category_precedence)
    category = column(t.category_precedence.c.category, "The category.")
    rank = column(t.category_precedence.c.rank, "Its place, 1 first.", sorts=True)
    valid_from = _from(t.category_precedence)
    valid_until = _until(t.category_precedence)
    source = _source(t.category_precedence)
    verified = _verified(t.category_precedence)


class LevelCondition(Record):
    """A level at which a category that needs it can be held."""

    table = t.level_condition
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("code")

    code = _code(t.level_condition)
    category = column(t.level_condition.c.category, "The category.")
    level = column(t.level_condition.c.level, "The level.")
    valid_from = _from(t.level_condition)
    valid_until = _until(t.level_condition)
    source = _source(t.level_condition)
    verified = _verified(t.level_condition)


class TimeLimit(Record):
    """How long somebody has for a step of the process, counted from what, and whose it is to keep."""

    table = t.timing
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("code")

    code = _code(t.timing)
    amount = column(t.timing.c.amount, "How many.")
    unit = column(t.timing.c.unit, "Of what: days, working days, calendar months.")
    direction = column(t.timing.c.direction, "Before or after the day that it is counted from.")
    counted_from = column(t.timing.c.counted_from, "What it is counted from.")
    owning_agency = column(t.timing.c.owner, "The agency that is to keep it.", filters=True)
    statement = column(t.timing.c.statement, "What is to be done.")
    valid_from = _from(t.timing)
    valid_until = _until(t.timing)
    source = _source(t.timing)
    verified = _verified(t.timing)


class CalendarDay(Record):
    """A day that is worked, or not, otherwise than the bank holidays of England and Wales say."""

    table = t.calendar_day
    scope = Unscoped()
    exists = DataClass.REFERENCE
    order = Order("day")

    day = column(t.calendar_day.c.day, "The day.", filters=True, sorts=True)
    area_number = column(t.calendar_day.c.area_id, "The MAPPA area it is for; null for all.", filters=True)
    worked = column(t.calendar_day.c.worked, "Whether it is a working day.")
    reason = column(t.calendar_day.c.reason, "Why it differs.")
    source = _source(t.calendar_day)
    verified = _verified(t.calendar_day)
    area = one("Area", t.calendar_day.c.area_id, t.area.c.id, "The MAPPA area it is for; null for all.")


ROOTS = (
    Root("offenceSchedules", "OffenceSchedule", "The schedules of offences, and the categories they lead to."),
    Root("offenceListings", "OffenceListing", "Which offence is in which schedule, by its code."),
    Root("qualifyingSentences", "QualifyingSentence", "The sentences by which a person comes under MAPPA."),
    Root("notificationLengths", "NotificationLength", "How long notification requirements last, by their basis."),
    Root("categoryPrecedence", "CategoryPrecedence", "Which category goes first where several apply."),
    Root("levelConditions", "LevelCondition", "The levels at which a category can be held, where it needs one."),
    Root("timeLimits", "TimeLimit", "The time limits of the process, each with its owner and its source."),
    Root("calendarDays", "CalendarDay", "Days that are worked, or not, otherwise than the bank holidays say."),
)
