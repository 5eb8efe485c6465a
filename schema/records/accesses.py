"""Who has seen a case, as those who answer for it check it."""

from agencies.coordination.accesses import case_access
from policies.vocabulary import DataClass
from schema.declare import Order, Record, column
from schema.scopes import WithinParent

_ACCESS = case_access.c


class CaseAccess(Record):
    """That somebody of an agency, in these roles, saw the case on a day for a purpose; auditors see who it was.

    What intelligence desks, prison security and those who look into accesses saw is not told here.
    """

    table = case_access
    scope = WithinParent()
    exists = DataClass.CASE_ACCESS
    owner = _ACCESS.lead
    order = Order("seen_on", descending=True)

    agency = column(_ACCESS.agency, "The agency or body they asked for.", filters=True)
    roles = column(_ACCESS.roles, "The roles they held.")
    purpose = column(_ACCESS.purpose, "The purpose they stated.", filters=True)
    seen_on = column(_ACCESS.seen_on, "The day, in the United Kingdom.", filters=True, sorts=True)
