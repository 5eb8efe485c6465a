"""The caseload in numbers, as readers see it."""

from agencies.coordination.summary import caseload
from policies.vocabulary import DataClass
from schema.declare import Order, Record, column
from schema.roots import Root
from schema.scopes import ByArea


class CaseloadCount(Record):
    """How many active cases an area has in a category at a level, to the nearest five; none under five."""

    table = caseload
    scope = ByArea(caseload.c.area_id)
    exists = DataClass.AGGREGATE
    order = Order("area_number")

    area_number = column(caseload.c.area_id, "The number of the MAPPA area.", filters=True, sorts=True)
    category = column(caseload.c.category, "The category.", filters=True, sorts=True)
    level = column(caseload.c.level, "The level.", filters=True, sorts=True)
    cases = column(caseload.c.cases, "How many active cases, to the nearest five; null where the number is suppressed.")
    suppressed = column(
        caseload.c.suppressed,
        "Whether the number is under five, which may be none, and therefore suppressed.",
        filters=True,
    )


ROOTS = (
    Root("caseload", "CaseloadCount", "Active cases counted by area, category and level; small numbers suppressed."),
)
