"""How timely the work of an area was, as readers see it."""

from agencies.coordination.timeliness import timeliness
from policies.vocabulary import DataClass
from schema.declare import MONTH_BEGUN, Order, Record, column
from schema.roots import Argument, Operator, Root
from schema.scopes import ByArea


class TimelinessCount(Record):
    """How much of an area's work that fell due in the twelve months that have ended was how late; none under five."""

    table = timeliness
    scope = ByArea(timeliness.c.area_id)
    exists = DataClass.AGGREGATE
    order = Order("area_number")
    where = timeliness.c.as_at == MONTH_BEGUN

    area_number = column(timeliness.c.area_id, "The number of the MAPPA area.", filters=True, sorts=True)
    kind = column(timeliness.c.kind, "What was to be done by a day.", filters=True, sorts=True)
    level = column(timeliness.c.level, "At which level; of a referral, the level that it asks for.", filters=True)
    lateness = column(
        timeliness.c.lateness,
        "How late it was done; of what was not done when those months had ended, how late it was by then.",
        filters=True,
    )
    number = column(timeliness.c.number, "How many, to the nearest five; null where the number is suppressed.")
    suppressed = column(
        timeliness.c.suppressed,
        "Whether the number is under five, which may be none, and therefore suppressed.",
        filters=True,
    )


ROOTS = (
    Root(
        "timeliness",
        "TimelinessCount",
        "How late reviews, minutes and screenings were that fell due in the last year; small numbers suppressed.",
        arguments=(
            Argument("area", "area_number", Operator.EQUALS, "Only of this MAPPA area."),
            Argument("kind", "kind", Operator.EQUALS, "Only of this kind of work."),
            Argument("level", "level", Operator.EQUALS, "Only at this level."),
        ),
    ),
)
